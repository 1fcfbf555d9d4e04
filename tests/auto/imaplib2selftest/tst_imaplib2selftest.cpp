// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"
#include "imapservers.h"
#include "testclient.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

using namespace QImap4Test;

enum Transport { Tcp, Tls, StartTls, Pipe };

// What the servers do in different ways.
struct Habits
{
    QString name;
    QByteArrayList capabilities; // of those that steps of the sequence need
    QChar delimiter;
    QString identity; // the name that ID gives
    int recent; // of INBOX, to which a message was appended; -1: it is not the same each time
    QList<quint32> recents; // with one message, then without it; Cyrus does not say the latter
    QImap4Error::Category unknown; // what it thinks of a command that it does not know
    QByteArray news = {}; // what it says of messages unasked, while one is fetched
};

// What imaplib2 does when it tests itself, command by command, against each real server by each
// transport that it has; and beyond that, what the answers say.
class tst_Imaplib2SelfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();

    void selfTest_data();
    void selfTest();

private:
    void connectTo(const ImapServer &server, Transport transport);
    void checkCapabilities();
    void compress();
    void logIn();
    void useMailboxesAllAtOnce();
    void removeLeftovers();
    void removeMailboxes();
    void exchangeIds();
    void useInbox();
    void readOnlyComesAndGoes();
    void useUids();
    void idleToItsEnds();
    void emptyInbox();
    void lookBack();
    void logOut();

    QImap4Reply *keep(QImap4Reply *reply);
    QStringList mailboxes(const QString &pattern);
    QList<quint32> uids(const QImap4SearchKey &key);

    std::unique_ptr<ImapServers> m_servers;
    Transport m_transport = Tcp;
    Habits m_habits;
    std::unique_ptr<QImap4> m_imap;
    std::vector<std::unique_ptr<QImap4Reply>> m_replies; // their values stay until the test ends
    QString m_prefix; // of personal mailboxes
};

// One part of the sequence; the rest makes no sense after a failure.
#define PART(function)                                                                             \
    do {                                                                                           \
        function();                                                                                \
        if (QTest::currentTestFailed())                                                            \
            return;                                                                                \
    } while (false)

namespace {

const auto User = QStringLiteral("alice");
const auto Subject = QStringLiteral("IMAP4 test");

// With bare line feeds, as a Python source has them.
QByteArray messageWithLineFeeds()
{
    QByteArray message = "From: alice@localhost\nSubject: IMAP4 test\n\n";
    for (int line = 0; line < 20; ++line)
        message += "line " + QByteArray::number(line) + " of what is a source there, 50 octets\n";
    return message;
}

QByteArray asReceived(QByteArray message)
{
    return message.replace('\n', "\r\n");
}

// Of what a FETCH brought: the message that was asked for. Courier tells the flags that reading it
// has changed in a response of their own.
QImap4Message withItem(QImap4Reply *fetch, QByteArrayView name)
{
    for (const QImap4Message &message : fetch->value<QImap4MessageList>()) {
        if (!message.rawItem(name).isNull())
            return message;
    }
    return {};
}

const auto All = QImap4MessageSet::all(QImap4MessageSet::SequenceNumbers);

const QByteArrayList Wanted{"COMPRESS=DEFLATE",  "ID",     "IDLE", "NAMESPACE",
                            "THREAD=REFERENCES", "UIDPLUS"};

Habits habitsOf(const QString &server)
{
    static const Habits habits[] = {
        {QStringLiteral("Dovecot"),
         Wanted,
         u'/',
         QStringLiteral("Dovecot"),
         1,
         {1, 0},
         QImap4Error::BadError},
        {QStringLiteral("Cyrus"),
         Wanted,
         u'/',
         QStringLiteral("Cyrus IMAPD"),
         -1,
         {1},
         QImap4Error::BadError},
        {QStringLiteral("Courier"),
         {"IDLE", "NAMESPACE", "THREAD=REFERENCES", "UIDPLUS"},
         u'.',
         QString(),
         -1,
         {0, 0},
         QImap4Error::RefusedError,
         "2 (FLAGS (\\Seen))"},
    };
    const auto row = std::find_if(std::begin(habits), std::end(habits),
                                  [&server](const Habits &one) { return one.name == server; });
    return row == std::end(habits) ? Habits() : *row;
}

} // namespace

void tst_Imaplib2SelfTest::initTestCase()
{
    m_servers = std::make_unique<ImapServers>();
}

void tst_Imaplib2SelfTest::cleanupTestCase()
{
    m_servers.reset();
}

void tst_Imaplib2SelfTest::cleanup()
{
    m_replies.clear();
    m_imap.reset();
}

QImap4Reply *tst_Imaplib2SelfTest::keep(QImap4Reply *reply)
{
    reply->setAutoDelete(false);
    m_replies.emplace_back(reply);
    return reply;
}

QStringList tst_Imaplib2SelfTest::mailboxes(const QString &pattern)
{
    QImap4Reply *reply = m_imap->list(QString(), pattern);
    QStringList names;
    if (!reply->waitForFinished(20000) || reply->isError())
        return {reply->errorString()};
    for (const QImap4Mailbox &mailbox : reply->value<QList<QImap4Mailbox>>())
        names.append(mailbox.name());
    return names;
}

QList<quint32> tst_Imaplib2SelfTest::uids(const QImap4SearchKey &key)
{
    QImap4Reply *reply = m_imap->search(key);
    if (!reply->waitForFinished(20000) || reply->isError())
        return {0};
    return reply->value<QImap4SearchResult>().messages.toList();
}

void tst_Imaplib2SelfTest::selfTest_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<int>("transport");
    for (const ServerKind &kind : serverKinds()) {
        const QByteArray name = kind.name.toUtf8();
        QTest::newRow(name + " by TCP") << kind.name << int(Tcp);
        QTest::newRow(name + " by TLS") << kind.name << int(Tls);
        QTest::newRow(name + " by STARTTLS") << kind.name << int(StartTls);
    }
    // A session without a login, by the standard input and output of a child process. The imapd of
    // Cyrus takes connections from its master alone, and Courier runs in a mount namespace where no
    // child of ours is.
    QTest::newRow("Dovecot by pipe") << QStringLiteral("Dovecot") << int(Pipe);
}

void tst_Imaplib2SelfTest::selfTest()
{
    QFETCH(QString, server);
    QFETCH(int, transport);
    m_habits = habitsOf(server);
    if (transport == Pipe)
        m_habits.capabilities.removeOne("COMPRESS=DEFLATE"); // there is no network to spare
    QIMAP4_FIND_SERVER(running, *m_servers, server);
    connectTo(*running, Transport(transport));
    QSignalSpy problems(m_imap.get(), &QImap4::errorOccurred);
    QSignalSpy warnings(m_imap.get(), &QImap4::protocolWarning);

    PART(logIn);
    PART(checkCapabilities);
    if (m_imap->hasCapability("COMPRESS=DEFLATE"))
        PART(compress);
    PART(removeLeftovers);
    PART(useMailboxesAllAtOnce);
    PART(removeMailboxes);
    if (m_imap->hasCapability("ID"))
        PART(exchangeIds);
    PART(useInbox);
    PART(readOnlyComesAndGoes);
    PART(useUids);
    if (m_imap->hasCapability("IDLE"))
        PART(idleToItsEnds);
    PART(emptyInbox);
    QCOMPARE(problems.size(), 0);
    PART(lookBack);
    PART(logOut);
    QVERIFY2(warnings.isEmpty(), qPrintable(warnings.value(0).value(0).toString()));
}

void tst_Imaplib2SelfTest::connectTo(const ImapServer &server, Transport transport)
{
    m_transport = transport;
    if (transport != Pipe) {
        m_imap = clientOf(server,
                          transport == Tcp       ? QImap4::Plaintext
                              : transport == Tls ? QImap4::Tls
                                                 : QImap4::StartTls);
        return;
    }
    m_imap = std::make_unique<QImap4>();
    const QStringList command = dynamic_cast<const DovecotServer &>(server).imapCommand(User);
    m_imap->setCommand(command.first(), command.mid(1));
}

void tst_Imaplib2SelfTest::logIn()
{
    RUN(m_imap->open());
    QCOMPARE(m_imap->isEncrypted(), m_transport == Tls || m_transport == StartTls);
    // What was said in the clear is not kept.
    QCOMPARE(m_imap->welcome().isEmpty(), m_transport == StartTls);
    if (m_transport != Pipe) {
        QSignalSpy authenticated(m_imap.get(), &QImap4::authenticated);
        QCOMPARE(m_imap->state(), QImap4::NotAuthenticated);
        RUN(m_imap->login(User, QStringLiteral("secret")));
        QCOMPARE(authenticated.size(), 1);
    }
    QCOMPARE(m_imap->state(), QImap4::Authenticated);
    QVERIFY(m_imap->hasCapability("IMAP4rev1"));
    QImap4Reply *spaces = m_imap->namespaces();
    RUN(spaces);
    QVERIFY(!spaces->value<QImap4Namespaces>().personal.isEmpty());
    m_prefix = spaces->value<QImap4Namespaces>().personal.first().prefix;
}

// No step may be left out unseen.
void tst_Imaplib2SelfTest::checkCapabilities()
{
    QByteArrayList offered;
    for (const QByteArray &name : Wanted) {
        if (m_imap->hasCapability(name))
            offered.append(name);
        else
            qInfo("%s lacks %s", qPrintable(m_habits.name), name.constData());
    }
    QCOMPARE(offered, m_habits.capabilities);
}

// With which imaplib2's own test begins. It asks before the login, where it is not allowed.
void tst_Imaplib2SelfTest::compress()
{
    QSignalSpy changed(m_imap.get(), &QImap4::compressedChanged);
    QVERIFY(!m_imap->isCompressed());
    RUN(m_imap->compress());
    QVERIFY(m_imap->isCompressed());
    QCOMPARE(changed.size(), 1);
}

// All is said before the first answer is looked at.
void tst_Imaplib2SelfTest::useMailboxesAllAtOnce()
{
    const QString zero = m_prefix + QStringLiteral("selftest0");
    const QString one = m_prefix + QStringLiteral("selftest1");
    const QString two = m_prefix + QStringLiteral("selftest2");
    const QDateTime before = QDateTime::currentDateTimeUtc();
    QImap4Reply *const root = keep(m_imap->list(QString(), QStringLiteral("")));
    QImap4Reply *const top = keep(m_imap->list(QString(), QStringLiteral("%")));
    keep(m_imap->createMailbox(zero));
    keep(m_imap->renameMailbox(zero, one));
    keep(m_imap->invoke("CREATE", {two}));
    QImap4Reply *const append = keep(m_imap->append(two, messageWithLineFeeds()));
    QImap4Reply *const made = keep(m_imap->list(QString(), m_prefix + QStringLiteral("selftest%")));
    QImap4Reply *const select = keep(m_imap->select(two));
    QImap4Reply *const search =
        keep(m_imap->search(QImap4SearchKey::subject(Subject), QImap4MessageSet::SequenceNumbers));
    QImap4Reply *const fetch = keep(
        m_imap->invoke("FETCH", {QByteArray("1:*"), QByteArray("(FLAGS INTERNALDATE RFC822)")}));
    QImap4Reply *const whole = keep(m_imap->fetch(All, QImap4::FullMessage | QImap4::Size));
    QImap4Reply *const store = keep(m_imap->store(QImap4MessageSet::sequenceNumbers(1),
                                                  QImap4::SetFlags, QImap4Flags::Deleted));
    QImap4Reply *const spaces = keep(m_imap->namespaces());
    QImap4Reply *const expunge = keep(m_imap->expunge());
    QImap4Reply *const recent = keep(m_imap->recent());
    QImap4Reply *const close = keep(m_imap->close());
    QVERIFY(m_imap->pendingCommands() > 10);
    for (const auto &reply : m_replies)
        RUN(reply.get());

    const auto roots = root->value<QList<QImap4Mailbox>>();
    QCOMPARE(roots.size(), 1);
    QCOMPARE(roots.first().delimiter(), m_habits.delimiter);
    const auto tops = top->value<QList<QImap4Mailbox>>();
    QVERIFY(std::any_of(tops.begin(), tops.end(), std::mem_fn(&QImap4Mailbox::isInbox)));
    const auto rows = made->value<QList<QImap4Mailbox>>();
    QStringList names;
    for (const QImap4Mailbox &mailbox : rows) {
        names.append(mailbox.name());
        QCOMPARE(mailbox.delimiter(), m_habits.delimiter);
        QVERIFY(mailbox.isSelectable());
    }
    names.sort();
    QCOMPARE(names, (QStringList{one, two}));

    QCOMPARE(append->value<QImap4UidMapping>().destination.count(), 1U);
    const auto info = select->value<QImap4MailboxInfo>();
    QCOMPARE(info.name(), two);
    QCOMPARE(info.exists(), 1U);
    QVERIFY(info.uidValidity() != 0);
    QVERIFY(!info.isReadOnly());
    QVERIFY(info.permanentFlags().has(QImap4Flags::Deleted));
    QCOMPARE(search->value<QImap4SearchResult>().messages, QImap4MessageSet::sequenceNumbers(1));

    const QByteArray expected = asReceived(messageWithLineFeeds());
    const QImap4Message message = withItem(fetch, "RFC822");
    QVERIFY(!message.flags().has(QImap4Flags::Deleted));
    QVERIFY(message.internalDate() >= before.addSecs(-5));
    QVERIFY(message.internalDate() <= QDateTime::currentDateTimeUtc().addSecs(5));
    QVERIFY(message.rawItem("RFC822").endsWith(expected));
    QCOMPARE(whole->value<QImap4MessageList>().first().body(), expected);
    QCOMPARE(whole->value<QImap4MessageList>().first().size(), quint64(expected.size()));
    QVERIFY(store->value<QImap4MessageList>().first().flags().has(QImap4Flags::Deleted));
    QCOMPARE(spaces->value<QImap4Namespaces>().personal.first().prefix, m_prefix);
    QCOMPARE(expunge->value<QList<quint32>>(), QList<quint32>{1});
    QCOMPARE(recent->value<QList<quint32>>(), m_habits.recents);
    QVERIFY(!close->text().isEmpty());
    QCOMPARE(m_imap->state(), QImap4::Authenticated);
    QCOMPARE(m_imap->pendingCommands(), 0);
    m_replies.clear();
}

void tst_Imaplib2SelfTest::removeMailboxes()
{
    const QString pattern = m_prefix + QStringLiteral("selftest%");
    const QStringList names = mailboxes(pattern);
    QCOMPARE(names.size(), 2);
    for (const QString &name : names)
        RUN(m_imap->deleteMailbox(name));
    QCOMPARE(mailboxes(pattern), QStringList());
}

// Of a row that failed.
void tst_Imaplib2SelfTest::removeLeftovers()
{
    for (const QString &name : mailboxes(m_prefix + QStringLiteral("selftest%")))
        RUN(m_imap->deleteMailbox(name));
    RUN(m_imap->select());
    if (m_imap->selectedMailbox().exists() > 0) {
        RUN(m_imap->store(All, QImap4::AddFlags, QImap4Flags::Deleted));
        RUN(m_imap->expunge());
    }
    RUN(m_imap->close());
}

// In each of the forms that imaplib2's id() knows.
void tst_Imaplib2SelfTest::exchangeIds()
{
    using Parameters = QMap<QString, QString>;
    QSignalSpy told(m_imap.get(), &QImap4::serverId);
    QImap4Reply *const none = keep(m_imap->invoke("ID"));
    QImap4Reply *const written =
        keep(m_imap->invoke("ID", {QByteArray("(\"name\" \"self test\")")}));
    QImap4Reply *const several = keep(m_imap->invoke(
        "id", {QByteArray("name"), QByteArray("self test"), QByteArray("version"), QVariant()}));
    for (QImap4Reply *reply : {none, written, several}) {
        RUN(reply);
        QCOMPARE(reply->value<Parameters>().value(QStringLiteral("name")), m_habits.identity);
        QCOMPARE(reply->value<Parameters>(), none->value<Parameters>());
    }
    QCOMPARE(told.size(), 3);
    for (const QList<QVariant> &arguments : told)
        QCOMPARE(arguments.first().value<Parameters>(), none->value<Parameters>());
}

void tst_Imaplib2SelfTest::useInbox()
{
    RUN(m_imap->select());
    QCOMPARE(m_imap->state(), QImap4::Selected);
    QCOMPARE(m_imap->selectedMailbox().exists(), 0U);
    const QByteArrayList validity = m_imap->response("UIDVALIDITY");
    QCOMPARE(validity, QByteArrayList{QByteArray::number(m_imap->selectedMailbox().uidValidity())});
    QVERIFY(m_imap->response("UIDVALIDITY").isEmpty()); // taken
    QVERIFY(m_imap->response("EXISTS").isEmpty()); // the result of SELECT
    // To the mailbox without a name, with nothing but the message.
    RUN(m_imap->invoke("append", {QVariant(), QVariant(), QVariant(), messageWithLineFeeds()}));
    QImap4Reply *recent = m_imap->recent();
    RUN(recent);
    if (m_habits.recent >= 0)
        QCOMPARE(int(recent->value<QList<quint32>>().constLast()), m_habits.recent);
}

void tst_Imaplib2SelfTest::readOnlyComesAndGoes()
{
    QSignalSpy changes(m_imap.get(), &QImap4::readOnlyChanged);
    for (int turn = 0; turn < 2; ++turn) {
        RUN(m_imap->examine());
        QVERIFY(m_imap->isReadOnly());
        QCOMPARE(m_imap->selectedMailbox().exists(), 1U);
        RUN(m_imap->select());
        QVERIFY(!m_imap->isReadOnly());
        QImap4Reply *fetch =
            m_imap->invoke("FETCH", {QByteArray("1:*"), QByteArray("(FLAGS UID)")});
        RUN(fetch);
        const auto messages = fetch->value<QImap4MessageList>();
        QCOMPARE(messages.size(), 1);
        QCOMPARE(messages.first().sequenceNumber(), 1U);
        QVERIFY(messages.first().uid() != 0);
        QVERIFY(!messages.first().flags().has(QImap4Flags::Seen));
    }
    QCOMPARE(changes.size(), 4);
}

void tst_Imaplib2SelfTest::useUids()
{
    const QList<quint32> found = uids(QImap4SearchKey::subject(Subject));
    QCOMPARE(found.size(), 1);
    QCOMPARE(uids(QImap4SearchKey::all()), found);
    QImap4Reply *byName = m_imap->invoke(
        "UID", {QByteArray("SEARCH"), QVariant(), QByteArray("SUBJECT"), Subject.toUtf8()});
    RUN(byName);
    QCOMPARE(byName->value<QImap4SearchResult>().messages.toList(), found);

    const auto threads = [this](const QByteArray &criterion) {
        QImap4Reply *reply = m_imap->invoke("UID",
                                            {QByteArray("THREAD"), QByteArray("REFERENCES"),
                                             QByteArray("UTF-8"), '(' + criterion + ')'});
        return reply->waitForFinished(20000) && !reply->isError()
            ? reply->value<QImap4ThreadList>().size()
            : -1;
    };
    QCOMPARE(threads("SEEN"), 0);
    QCOMPARE(threads("UNSEEN"), 1);
    RUN(m_imap->recent());
}

void tst_Imaplib2SelfTest::idleToItsEnds()
{
    // Nothing is to be told.
    RUN(m_imap->noop());
    QImap4Reply *untilTimeout = m_imap->idle(200);
    RUN(untilTimeout);
    QCOMPARE(untilTimeout->value().toInt(), int(QImap4::IdleTimeout));

    QImap4Reply *const endless = keep(m_imap->idle(99000));
    QTRY_VERIFY(m_imap->isIdling());
    RUN(m_imap->noop());
    RUN(endless);
    QCOMPARE(endless->value().toInt(), int(QImap4::IdleInterrupted));

    RUN(m_imap->append(QStringLiteral("INBOX"), messageWithLineFeeds()));
    RUN(m_imap->noop());
    const QList<quint32> found = uids(QImap4SearchKey::subject(Subject));
    QCOMPARE(found.size(), 2);
    const auto last = QImap4MessageSet::sequenceNumbers(2);
    RUN(m_imap->fetch(last, QImap4::FullMessage | QImap4::MarkSeen));
    RUN(m_imap->noop());
    QCOMPARE(uids(QImap4SearchKey::seen()), QList<quint32>{found.last()});

    QImap4Reply *const interrupted = keep(m_imap->idle(99000));
    QTRY_VERIFY(m_imap->isIdling());
    QImap4Reply *store = m_imap->store(last, QImap4::RemoveFlags, QImap4Flags::Seen);
    RUN(store);
    QVERIFY(!store->value<QImap4MessageList>().first().flags().has(QImap4Flags::Seen));
    RUN(interrupted);
    QCOMPARE(interrupted->value().toInt(), int(QImap4::IdleInterrupted));
    QImap4Reply *fetch = m_imap->fetch(last, QImap4::Flags | QImap4::Uid);
    RUN(fetch);
    const auto messages = fetch->value<QImap4MessageList>();
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages.first().sequenceNumber(), 2U);
    QCOMPARE(messages.first().uid(), found.last());
    QVERIFY(!messages.first().flags().has(QImap4Flags::Seen));
    QCOMPARE(uids(QImap4SearchKey::seen()), QList<quint32>());
}

// By UIDs, where imaplib2's own test takes message numbers for UIDs and leaves its mail behind.
void tst_Imaplib2SelfTest::emptyInbox()
{
    const QList<quint32> found = uids(QImap4SearchKey::subject(Subject));
    const auto messages = QImap4MessageSet::uids(found);
    RUN(m_imap->invoke("UID",
                       {QByteArray("STORE"), messages.toString(), QByteArray("+FLAGS"),
                        QByteArray("(\\Deleted)")}));
    QImap4Reply *expunge = m_imap->expunge();
    RUN(expunge);
    QCOMPARE(expunge->value<QList<quint32>>().size(), found.size());
    QCOMPARE(m_imap->selectedMailbox().exists(), 0U);
    QCOMPARE(uids(QImap4SearchKey::all()), QList<quint32>());
}

// What is printed at the end, when debugging is on: the last actions, and what nobody has taken.
void tst_Imaplib2SelfTest::lookBack()
{
    QImap4Reply *unknown = m_imap->command("XNOBODY");
    QVERIFY(unknown->waitForFinished(CommandPatience));
    QCOMPARE(unknown->error().category(), m_habits.unknown);
    const QStringList ring = unknown->error().recentActions();
    QCOMPARE(ring.size(), 20);
    QCOMPARE(ring.filter(QStringLiteral("XNOBODY")).isEmpty(), false);
    QCOMPARE(ring.filter(QStringLiteral("secret")), QStringList());

    for (const QImap4UntaggedResponse &left : m_imap->popUntaggedResponses()) {
        qInfo("%s left %s %s", qPrintable(m_habits.name), left.name.constData(),
              left.data.constData());
        QVERIFY(left.name != "SEARCH" && left.name != "LIST");
        if (left.name == "FETCH")
            QCOMPARE(left.data, m_habits.news);
    }
    QVERIFY(m_imap->popUntaggedResponses().isEmpty());
}

void tst_Imaplib2SelfTest::logOut()
{
    QSignalSpy farewell(m_imap.get(), &QImap4::bye);
    QSignalSpy disconnected(m_imap.get(), &QImap4::disconnected);
    QImap4Reply *logout = m_imap->logout();
    RUN(logout);
    QCOMPARE(farewell.size(), 1);
    QVERIFY(!logout->value<QString>().isEmpty());
    QCOMPARE(logout->value<QString>(), farewell.first().first().toString());
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_imap->state(), QImap4::Disconnected);
    QCOMPARE(m_imap->pendingCommands(), 0);
}

QTEST_GUILESS_MAIN(tst_Imaplib2SelfTest)
#include "tst_imaplib2selftest.moc"
