// SPDX-License-Identifier: LGPL-3.0-or-later
#include "livetest.h"

#include <QtCore/qbuffer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <memory>

using namespace QImap4Test;

// Every command against a real server, by TLS and by STARTTLS.
class tst_Dovecot : public LiveTest
{
    Q_OBJECT

private Q_SLOTS:
    void connects_data();
    void connects();
    void startTlsByHand();
    void refusesAnUnknownAuthority();
    void refusesAWrongPassword();
    void mailboxesAreMadeListedAndRemoved();
    void mailboxNamesSurvive_data();
    void mailboxNamesSurvive();
    void messagesAreAppendedFetchedAndSearched();
    void flagsAreStored();
    void messagesAreCopiedMovedAndExpunged();
    void newMailIsAnnouncedWhileIdling();
    void idleEndsWithNews();
    void serverInformation();
    void manyCommandsRunAtOnce();
    void largeMessageGoesThereAndBack();
    void unknownCommandIsRefused();
    void unselectAndClose();
};

static QByteArray message(int number, const QByteArray &body = "Body\r\n")
{
    const QByteArray text = QByteArray::number(number);
    return mailFromAnn(text, "Message " + text, {}, body);
}

void tst_Dovecot::connects_data()
{
    QTest::addColumn<QImap4::Encryption>("encryption");
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("TLS") << QImap4::Tls << true;
    QTest::newRow("STARTTLS") << QImap4::StartTls << true;
    QTest::newRow("plain on the loopback") << QImap4::Plaintext << false;
}

void tst_Dovecot::connects()
{
    QFETCH(QImap4::Encryption, encryption);
    QFETCH(bool, encrypted);
    const auto imap = clientOf(m_server, encryption);
    QSignalSpy capabilities(imap.get(), &QImap4::capabilitiesChanged);
    RUN(imap->open());
    // What was said in the clear before STARTTLS is not kept.
    QCOMPARE(imap->welcome().isEmpty(), encryption == QImap4::StartTls);
    QCOMPARE(imap->protocolVersion(), QStringLiteral("IMAP4rev1"));
    RUN(imap->login(QStringLiteral("bob"), QStringLiteral("secret")));
    QVERIFY(capabilities.constLast().first().value<QImap4Capabilities>().has("UIDPLUS"));
    QCOMPARE(imap->isEncrypted(), encrypted);
    QCOMPARE(imap->peerCertificate().isNull(), !encrypted);
    QVERIFY(imap->hasCapability("IMAP4rev1"));
    QVERIFY(imap->hasCapability("UIDPLUS")); // told after the login only
    RUN(imap->logout());
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
}

void tst_Dovecot::startTlsByHand()
{
    const auto imap = clientOf(m_server, QImap4::Plaintext);
    QSignalSpy encrypted(imap.get(), &QImap4::encrypted);
    RUN(imap->open());
    QVERIFY(!imap->isEncrypted());
    RUN(imap->startTls());
    QVERIFY(imap->isEncrypted());
    QCOMPARE(encrypted.size(), 1);
    QImap4Reply *again = imap->startTls();
    QVERIFY(again->waitForFinished(20000));
    QCOMPARE(again->error().category(), QImap4Error::IllegalStateError);
    RUN(imap->login(QStringLiteral("bob"), QStringLiteral("secret")));
}

void tst_Dovecot::refusesAnUnknownAuthority()
{
    for (const auto encryption : {QImap4::Tls, QImap4::StartTls}) {
        QImap4 imap;
        imap.setEncryption(encryption);
        imap.setPort(encryption == QImap4::Tls ? m_server.tlsPort() : m_server.port());
        QImap4Reply *open = imap.open();
        QVERIFY(open->waitForFinished(10000));
        QCOMPARE(open->error().category(), QImap4Error::TlsError);
    }
}

void tst_Dovecot::refusesAWrongPassword()
{
    const auto imap = clientOf(m_server);
    imap->open();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("wrong"));
    QVERIFY(login->waitForFinished(20000));
    QCOMPARE(login->error().category(), QImap4Error::AuthenticationError);
    QVERIFY(login->error().responseCode().is("AUTHENTICATIONFAILED"));
    RUN(imap->login(QStringLiteral("alice"), QStringLiteral("secret"))); // it may be tried again
}

void tst_Dovecot::mailboxesAreMadeListedAndRemoved()
{
    QSignalSpy listed(m_imap.get(), &QImap4::mailboxListed);
    QImap4Reply *list = m_imap->list();
    RUN(list);
    const auto mailboxes = list->value<QList<QImap4Mailbox>>();
    QCOMPARE(listed.size(), mailboxes.size());
    const auto find = [&mailboxes](const QString &name) {
        return std::find_if(mailboxes.cbegin(), mailboxes.cend(),
                            [&name](const QImap4Mailbox &m) { return m.name() == name; });
    };
    QVERIFY(find(m_mailbox) != mailboxes.cend());
    QVERIFY(find(QStringLiteral("INBOX")) != mailboxes.cend());
    QCOMPARE(find(QStringLiteral("Trash"))->specialUse(), QImap4Mailbox::Trash);
    QCOMPARE(find(QStringLiteral("Trash"))->delimiter(), QLatin1Char('/'));

    const QString renamed = m_mailbox + QStringLiteral("-renamed");
    RUN(m_imap->renameMailbox(m_mailbox, renamed));
    RUN(m_imap->subscribe(renamed));
    QImap4Reply *lsub = m_imap->lsub();
    RUN(lsub);
    const auto subscribed = lsub->value<QList<QImap4Mailbox>>();
    QVERIFY(std::any_of(subscribed.cbegin(), subscribed.cend(),
                        [&](const QImap4Mailbox &m) { return m.name() == renamed; }));
    RUN(m_imap->unsubscribe(renamed));
    RUN(m_imap->deleteMailbox(renamed));
    QImap4Reply *gone = m_imap->select(renamed);
    QVERIFY(gone->waitForFinished(20000));
    QCOMPARE(gone->error().category(), QImap4Error::RefusedError);
}

void tst_Dovecot::mailboxNamesSurvive_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("space") << QStringLiteral("two words");
    QTest::newRow("quote") << QStringLiteral("a\"b");
    QTest::newRow("backslash") << QStringLiteral("a\\b");
    QTest::newRow("ampersand") << QStringLiteral("Tom & Jerry");
    QTest::newRow("umlaut") << QStringLiteral("Gr\u00f6\u00dfe");
    QTest::newRow("Japanese") << QStringLiteral("\u65e5\u672c\u8a9e");
    QTest::newRow("surrogates") << QStringLiteral("\U0001F4EC mail");
    QTest::newRow("literal-like") << QStringLiteral("{5+}");
    QTest::newRow("wildcards") << QStringLiteral("50% off (now)");
    QTest::newRow("NIL") << QStringLiteral("NIL");
}

void tst_Dovecot::mailboxNamesSurvive()
{
    QFETCH(QString, name);
    const QString mailbox = m_mailbox + QLatin1Char('/') + name;
    RUN(m_imap->createMailbox(mailbox));
    QImap4Reply *list = m_imap->list(QString(), m_mailbox + QStringLiteral("/%"));
    RUN(list);
    const auto rows = list->value<QList<QImap4Mailbox>>();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().name(), mailbox);
    QCOMPARE(rows.first().leafName(), name);
    RUN(m_imap->select(mailbox));
    QSignalSpy told(m_imap.get(), &QImap4::mailboxStatus);
    QImap4Reply *status = m_imap->status(mailbox, QImap4MailboxStatus::Messages);
    RUN(status);
    QCOMPARE(status->value<QImap4MailboxStatus>().mailbox, mailbox);
    QCOMPARE(status->value<QImap4MailboxStatus>().messages.value_or(9), 0U);
    QCOMPARE(told.size(), 1);
}

void tst_Dovecot::messagesAreAppendedFetchedAndSearched()
{
    const QDateTime when(QDate(2020, 2, 29), QTime(12, 34, 56), Qt::OffsetFromUTC, -12600);
    for (int i = 1; i <= 5; ++i) {
        QImap4Reply *append =
            m_imap->append(m_mailbox, message(i), QImap4Flags(QImap4Flags::Seen, {"$Work"}), when);
        RUN(append);
        QCOMPARE(append->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(quint32(i)));
    }
    QImap4Reply *bareLf = m_imap->append(m_mailbox,
                                         "Subject: Gr\xc3\xb6\xc3\x9f"
                                         "e\n\nline\n");
    RUN(bareLf);
    QImap4Reply *select = m_imap->select(m_mailbox);
    RUN(select);
    QCOMPARE(select->value<QImap4MailboxInfo>().exists(), 6U);
    QVERIFY(select->value<QImap4MailboxInfo>().uidValidity() != 0);

    QImap4Reply *fetch = m_imap->fetch(QImap4MessageSet::all(),
                                       QImap4::Flags | QImap4::InternalDate | QImap4::Size
                                           | QImap4::Envelope | QImap4::BodyStructure,
                                       {"HEADER.FIELDS (SUBJECT)", "TEXT<0.3>"});
    RUN(fetch);
    const auto messages = fetch->value<QImap4MessageList>();
    QCOMPARE(messages.size(), 6);
    const QImap4Message first = messages.first();
    QCOMPARE(first.uid(), 1U);
    QVERIFY(first.flags().has(QImap4Flags::Seen));
    QVERIFY(first.flags().hasKeyword("$Work"));
    QCOMPARE(first.internalDate(), when);
    QCOMPARE(first.size(), quint64(message(1).size()));
    QCOMPARE(first.envelope().subject(), QStringLiteral("Message 1"));
    QCOMPARE(first.envelope().from().first().displayName(), QStringLiteral("Ann"));
    QCOMPARE(first.bodyStructure().mimeType(), QByteArray("text/plain"));
    QCOMPARE(first.body("HEADER.FIELDS (SUBJECT)"), QByteArray("Subject: Message 1\r\n\r\n"));
    QCOMPARE(first.body("TEXT"), QByteArray("Bod"));
    QCOMPARE(messages.last().envelope().subject(), QStringLiteral("Gr\u00f6\u00dfe"));
    QImap4Reply *whole = m_imap->fetch(QImap4MessageSet::sequenceNumbers(6), QImap4::FullMessage);
    RUN(whole);
    QVERIFY(whole->value<QImap4MessageList>().first().body().endsWith("\r\n\r\nline\r\n"));

    QImap4Reply *search = m_imap->search(QImap4SearchKey::subject(QStringLiteral("Message 3")));
    RUN(search);
    QCOMPARE(search->value<QImap4SearchResult>().messages, QImap4MessageSet::uids(3));
    QImap4Reply *utf8 = m_imap->search(QImap4SearchKey::subject(QStringLiteral("gr\u00f6\u00df")));
    RUN(utf8);
    QCOMPARE(utf8->value<QImap4SearchResult>().messages, QImap4MessageSet::uids(6));
    QImap4Reply *combined =
        m_imap->search((QImap4SearchKey::from(QStringLiteral("ann"))
                        || QImap4SearchKey::subject(QStringLiteral("x\" OR (ALL)")))
                           && !QImap4SearchKey::in(QImap4MessageSet::uids(2, 4)),
                       QImap4MessageSet::SequenceNumbers);
    RUN(combined);
    QCOMPARE(combined->value<QImap4SearchResult>().messages,
             QImap4MessageSet::sequenceNumbers({1, 5}));
}

void tst_Dovecot::flagsAreStored()
{
    RUN(m_imap->append(m_mailbox, message(1)));
    RUN(m_imap->select(m_mailbox));
    const auto one = QImap4MessageSet::uids(1);
    QImap4Reply *store =
        m_imap->store(one, QImap4::AddFlags, QImap4Flags(QImap4Flags::Flagged, {"$Label1"}));
    RUN(store);
    const QImap4Flags flags = store->value<QImap4MessageList>().first().flags();
    QVERIFY(flags.has(QImap4Flags::Flagged));
    QVERIFY(flags.hasKeyword("$label1"));
    RUN(m_imap->store(one, QImap4::RemoveFlags, QImap4Flags::Flagged));
    RUN(m_imap->store(one, QImap4::SetFlags, QImap4Flags::Seen));
    QImap4Reply *fetch = m_imap->fetch(one, QImap4::Flags);
    RUN(fetch);
    QCOMPARE(fetch->value<QImap4MessageList>().first().systemFlags()
                 & ~QImap4Flags::SystemFlags(QImap4Flags::Recent),
             QImap4Flags::SystemFlags(QImap4Flags::Seen));
    RUN(m_imap->examine(m_mailbox));
    QVERIFY(m_imap->isReadOnly());
    QImap4Reply *refused = m_imap->store(one, QImap4::AddFlags, QImap4Flags::Flagged);
    QVERIFY(refused->waitForFinished(20000));
    QCOMPARE(refused->error().category(), QImap4Error::ReadOnlyError);
    QImap4Reply *after = m_imap->fetch(one, QImap4::Flags);
    RUN(after);
    QVERIFY(!after->value<QImap4MessageList>().first().flags().has(QImap4Flags::Flagged));
}

void tst_Dovecot::messagesAreCopiedMovedAndExpunged()
{
    const QString other = m_mailbox + QStringLiteral("-other");
    RUN(m_imap->createMailbox(other));
    for (int i = 1; i <= 6; ++i)
        RUN(m_imap->append(m_mailbox, message(i)));
    RUN(m_imap->select(m_mailbox));
    QSignalSpy expunged(m_imap.get(), &QImap4::messagesExpunged);

    QImap4Reply *copy = m_imap->copy(QImap4MessageSet::uids(1, 2), other);
    RUN(copy);
    QCOMPARE(copy->value<QImap4UidMapping>().source, QImap4MessageSet::uids(1, 2));
    QCOMPARE(copy->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(1, 2));
    QImap4Reply *move = m_imap->move(QImap4MessageSet::uids(3), other);
    RUN(move);
    QCOMPARE(move->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(3));
    QTRY_COMPARE(m_imap->selectedMailbox().exists(), 5U);
    QVERIFY(expunged.size() >= 1);

    RUN(m_imap->store(QImap4MessageSet::uids(4, 5), QImap4::AddFlags, QImap4Flags::Deleted));
    RUN(m_imap->expunge(QImap4MessageSet::uids(5)));
    QCOMPARE(m_imap->selectedMailbox().exists(), 4U);
    QImap4Reply *rest = m_imap->expunge();
    RUN(rest);
    QCOMPARE(rest->value<QList<quint32>>(), QList<quint32>{3});
    QImap4Reply *fetch = m_imap->fetch(QImap4MessageSet::all(), QImap4::Flags);
    RUN(fetch);
    QList<quint32> uids;
    for (const QImap4Message &m : fetch->value<QImap4MessageList>())
        uids.append(m.uid());
    QCOMPARE(uids, (QList<quint32>{1, 2, 6}));
}

void tst_Dovecot::newMailIsAnnouncedWhileIdling()
{
    RUN(m_imap->select(m_mailbox));
    QTRY_VERIFY(m_imap->isIdling());
    QSignalSpy exists(m_imap.get(), &QImap4::existsChanged);
    QVERIFY2(m_server.deliver(QStringLiteral("alice"), m_mailbox, message(1)),
             qPrintable(m_server.errorString()));
    QTRY_COMPARE_WITH_TIMEOUT(exists.size(), 1, 20000);
    QCOMPARE(exists.first().first().toUInt(), 1U);
}

void tst_Dovecot::idleEndsWithNews()
{
    m_imap->setAutoIdle(false);
    RUN(m_imap->select(m_mailbox));
    QImap4Reply *timeout = m_imap->idle(300);
    RUN(timeout);
    QCOMPARE(timeout->value().toInt(), int(QImap4::IdleTimeout));
    QSignalSpy idling(m_imap.get(), &QImap4::idlingChanged);
    QImap4Reply *idle = m_imap->idle(60000);
    QTRY_COMPARE(idling.size(), 1);
    QVERIFY(m_server.deliver(QStringLiteral("alice"), m_mailbox, message(1)));
    QVERIFY(idle->waitForFinished(20000));
    QCOMPARE(idle->value().toInt(), int(QImap4::IdleEvent));
    QImap4Reply *interrupted = m_imap->idle(60000);
    RUN(m_imap->noop());
    QCOMPARE(interrupted->value().toInt(), int(QImap4::IdleInterrupted));
    QImap4Reply *ended = m_imap->idle(60000);
    m_imap->done();
    QVERIFY(ended->waitForFinished(20000));
    QCOMPARE(ended->value().toInt(), int(QImap4::IdleDone));
}

void tst_Dovecot::serverInformation()
{
    QSignalSpy told(m_imap.get(), &QImap4::serverId);
    QSignalSpy spaces(m_imap.get(), &QImap4::namespacesReceived);
    QImap4Reply *id = m_imap->id({{QStringLiteral("name"), QStringLiteral("QImap4")},
                                  {QStringLiteral("note"), QStringLiteral("a \"b\" \\ c")}});
    RUN(id);
    const auto server = id->value<QMap<QString, QString>>();
    QCOMPARE(server.value(QStringLiteral("name")), QStringLiteral("Dovecot"));
    QCOMPARE(told.size(), 1);
    QCOMPARE((told.first().first().value<QMap<QString, QString>>()), server);
    QImap4Reply *namespaces = m_imap->namespaces();
    RUN(namespaces);
    QCOMPARE(namespaces->value<QImap4Namespaces>().personal.size(), 1);
    QCOMPARE(spaces.size(), 1);
    QImap4Reply *enable = m_imap->enable({"CONDSTORE"});
    RUN(enable);
    QCOMPARE(enable->value<QByteArrayList>(), QByteArrayList{"CONDSTORE"});
    QImap4Reply *capability = m_imap->capability();
    RUN(capability);
    QVERIFY(capability->value<QImap4Capabilities>().has("IDLE"));
    QImap4Reply *quota =
        m_imap->command("GETQUOTAROOT", {QStringLiteral("INBOX")}, {"QUOTAROOT", "QUOTA"});
    RUN(quota);
    QVERIFY(!quota->untagged().isEmpty());
    QCOMPARE(quota->untagged().first().name, QByteArray("QUOTAROOT"));
}

void tst_Dovecot::manyCommandsRunAtOnce()
{
    for (int i = 1; i <= 50; ++i)
        m_imap->append(m_mailbox, message(i));
    RUN(m_imap->select(m_mailbox));
    QList<QImap4Reply *> replies;
    for (quint32 round = 0; round < 10; ++round) {
        for (quint32 uid = 1; uid <= 50; ++uid) {
            QImap4Reply *reply = m_imap->fetch(QImap4MessageSet::uids(uid), QImap4::FullMessage);
            reply->setAutoDelete(false);
            replies.append(reply);
        }
    }
    RUN(m_imap->noop());
    for (qsizetype i = 0; i < replies.size(); ++i) {
        QVERIFY(replies.at(i)->isFinished());
        const auto messages = replies.at(i)->value<QImap4MessageList>();
        QCOMPARE(messages.size(), 1);
        QCOMPARE(messages.first().body(), message(int(i % 50) + 1));
    }
}

void tst_Dovecot::largeMessageGoesThereAndBack()
{
    QByteArray body;
    while (body.size() < 20 * 1000 * 1000)
        body += "A line of text that is as long as lines in mail are wont to be: "
            + QByteArray::number(body.size()) + "\r\n";
    const QByteArray large = message(1, body);
    QImap4Reply *append = m_imap->append(m_mailbox, large);
    QSignalSpy sent(append, &QImap4Reply::progress);
    RUN(append);
    QVERIFY(sent.size() > 1);
    RUN(m_imap->select(m_mailbox));
    QBuffer sink;
    sink.open(QIODevice::WriteOnly);
    RUN(m_imap->fetchTo(&sink, QImap4MessageSet::uids(1)));
    QVERIFY(sink.data() == large);
    QImap4Reply *fetch = m_imap->fetch(QImap4MessageSet::uids(1), {}, {"TEXT"});
    RUN(fetch);
    QVERIFY(fetch->value<QImap4MessageList>().first().body("TEXT") == body);
}

void tst_Dovecot::unknownCommandIsRefused()
{
    QImap4Reply *bogus = m_imap->command("XBOGUS", {QStringLiteral("x"), 5});
    QVERIFY(bogus->waitForFinished(20000));
    QCOMPARE(bogus->error().category(), QImap4Error::BadError);
    RUN(m_imap->noop());
}

void tst_Dovecot::unselectAndClose()
{
    RUN(m_imap->append(m_mailbox, message(1), QImap4Flags::Deleted));
    RUN(m_imap->select(m_mailbox));
    RUN(m_imap->check());
    QSignalSpy closed(m_imap.get(), &QImap4::mailboxClosed);
    RUN(m_imap->unselect());
    QCOMPARE(m_imap->state(), QImap4::Authenticated);
    QCOMPARE(closed.size(), 1);
    QImap4Reply *status = m_imap->status(m_mailbox, QImap4MailboxStatus::Messages);
    RUN(status);
    QCOMPARE(status->value<QImap4MailboxStatus>().messages, std::optional<quint32>(1));
    RUN(m_imap->select(m_mailbox));
    RUN(m_imap->close());
    QImap4Reply *after = m_imap->status(m_mailbox, QImap4MailboxStatus::Messages);
    RUN(after);
    QCOMPARE(after->value<QImap4MailboxStatus>().messages, std::optional<quint32>(0));
}

QTEST_GUILESS_MAIN(tst_Dovecot)
#include "tst_dovecot.moc"
