// SPDX-License-Identifier: LGPL-3.0-or-later
#include "livetest.h"
#include "qimap4util.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>

using namespace QImap4Test;

// The commands about rights, quotas, order and threads, and commands by name, against Dovecot.
class tst_CommandsLive : public LiveTest
{
    Q_OBJECT

private Q_SLOTS:
    void rightsAreGivenAndTaken();
    void quotasAreTold();
    void messagesAreSorted();
    void messagesAreThreaded();
    void partsOfMessagesAreFetched();
    void manyMessagesAreAppended();
    void internalDatesAreKept();
    void whatTheServerDoesNotHaveIsRefused();
    void uidCommandsTellTheirCodes();
    void unaskedResponsesAreKept();
    void aSessionByName();

private:
    void appendMessages(const QByteArrayList &messages);
};

// Into the test's mailbox, which is selected then.
void tst_CommandsLive::appendMessages(const QByteArrayList &messages)
{
    QImap4AppendMessageList list;
    for (const QByteArray &content : messages)
        list.append({content, {}, {}});
    RUN(m_imap->append(m_mailbox, list));
    RUN(m_imap->select(m_mailbox));
    QCOMPARE(m_imap->selectedMailbox().exists(), quint32(messages.size()));
}

void tst_CommandsLive::rightsAreGivenAndTaken()
{
    const QString bob = QStringLiteral("bob");
    const auto rightsOfBob = [&] {
        QImap4Reply *reply = m_imap->getAcl(m_mailbox);
        return reply->waitForFinished(20000) ? reply->value<QImap4Acl>().rightsOf(bob).toString()
                                             : QByteArray("?");
    };
    RUN(m_imap->setAcl(m_mailbox, bob, {QImap4Rights::Lookup, QImap4Rights::Read}));
    QCOMPARE(rightsOfBob(), QByteArray("lr"));
    RUN(m_imap->setAcl(m_mailbox, bob, {QImap4Rights::KeepSeen}, QImap4::AddRights));
    QCOMPARE(rightsOfBob(), QByteArray("lrs"));
    RUN(m_imap->setAcl(m_mailbox, bob, {QImap4Rights::Read}, QImap4::RemoveRights));
    QCOMPARE(rightsOfBob(), QByteArray("ls"));
    RUN(m_imap->deleteAcl(m_mailbox, bob));
    QCOMPARE(rightsOfBob(), QByteArray());

    QImap4Reply *listed = m_imap->listRights(m_mailbox, bob);
    RUN(listed);
    QCOMPARE(listed->value<QImap4ListRights>().identifier, bob);
    QVERIFY(!listed->value<QImap4ListRights>().optional.isEmpty());

    QImap4Reply *mine = m_imap->myRights(m_mailbox);
    RUN(mine);
    QCOMPARE(mine->value<QImap4MyRights>().mailbox, m_mailbox);
    QVERIFY(mine->value<QImap4MyRights>().rights.has(QImap4Rights::Administer));
}

void tst_CommandsLive::quotasAreTold()
{
    QSignalSpy told(m_imap.get(), &QImap4::quotaReceived);
    QImap4Reply *reply = m_imap->getQuotaRoot(QStringLiteral("INBOX"));
    RUN(reply);
    const auto roots = reply->value<QImap4QuotaRoots>();
    QCOMPARE(roots.roots, QStringList{QStringLiteral("User quota")});
    QCOMPARE(roots.quotas.size(), 1);
    QCOMPARE(roots.quotas.first().resource("storage")->limit, 100U * 1024U);
    QCOMPARE(told.size(), 1);

    QImap4Reply *one = m_imap->getQuota(roots.roots.first());
    RUN(one);
    QCOMPARE(one->value<QImap4Quota>().root, roots.roots.first());
    QCOMPARE(one->value<QImap4Quota>().resource("MESSAGE")->limit, 100000U);

    QImap4Reply *set = m_imap->setQuota(roots.roots.first(), {{"STORAGE", 1}});
    QVERIFY(set->waitForFinished(20000));
    QCOMPARE(set->error().category(), QImap4Error::RefusedError); // no administrator
}

void tst_CommandsLive::messagesAreSorted()
{
    appendMessages({mailFromAnn("1", "banana"), mailFromAnn("2", "Re: apple"),
                    mailFromAnn("3", "=?utf-8?q?=C3=BCber?=", {}, QByteArray(5000, 'x'))});
    const auto order = [this](const QImap4SortKeyList &keys, const QImap4SearchKey &key = {}) {
        QImap4Reply *reply = m_imap->sort(keys, key);
        return reply->waitForFinished(20000) && !reply->isError() ? reply->value<QList<quint32>>()
                                                                  : QList<quint32>{0};
    };
    QCOMPARE(order({QImap4SortKey::Subject}), (QList<quint32>{2, 1, 3}));
    QCOMPARE(order({{QImap4SortKey::Subject, Qt::DescendingOrder}}), (QList<quint32>{3, 1, 2}));
    QCOMPARE(order({{QImap4SortKey::Size, Qt::DescendingOrder}}).first(), 3U);
    QCOMPARE(order({QImap4SortKey::DisplayFrom, QImap4SortKey::Subject}),
             (QList<quint32>{2, 1, 3}));
    QCOMPARE(order({QImap4SortKey::Date}, QImap4SearchKey::subject(QStringLiteral("\u00fcber"))),
             QList<quint32>{3});
}

void tst_CommandsLive::messagesAreThreaded()
{
    appendMessages(
        {mailFromAnn("1", "start"),
         mailFromAnn("2", "Re: start", "References: <1@example.org>\r\n"),
         mailFromAnn("3", "Re: start", "References: <1@example.org> <2@example.org>\r\n"),
         mailFromAnn("4", "other"), mailFromAnn("5", "Re: lost", "References: <9@example.org>\r\n"),
         mailFromAnn("6", "Re: lost", "References: <9@example.org>\r\n")});
    QImap4Reply *reply = m_imap->threadMessages();
    RUN(reply);
    const auto threads = reply->value<QImap4ThreadList>();
    QCOMPARE(threads.size(), 3);
    QCOMPARE(threads.at(0), QImap4Thread({{1, -1}, {2, 0}, {3, 1}}));
    QCOMPARE(threads.at(1), QImap4Thread({{4, -1}}));
    QCOMPARE(threads.at(2), QImap4Thread({{0, -1}, {5, 0}, {6, 0}}));
    RUN(m_imap->threadMessages("ORDEREDSUBJECT", QImap4SearchKey::unseen(),
                               QImap4MessageSet::SequenceNumbers));
}

void tst_CommandsLive::partsOfMessagesAreFetched()
{
    appendMessages({mailFromAnn("1", "digits", {}, "0123456789\r\n")});
    QImap4Reply *reply = m_imap->partial(1, "TEXT", 3, 4);
    RUN(reply);
    const QImap4Message got = reply->value<QImap4MessageList>().first();
    QVERIFY(got.rawItem(got.sections().first()).endsWith("3456")
            || got.rawItem(got.sections().first()).endsWith("\"3456\""));
}

void tst_CommandsLive::manyMessagesAreAppended()
{
    QImap4AppendMessageList list;
    for (int i = 0; i < 50; ++i)
        list.append({mailFromAnn(QByteArray::number(i), "many"), QImap4Flags::Flagged, {}});
    QImap4Reply *reply = m_imap->append(m_mailbox, list);
    RUN(reply);
    QCOMPARE(reply->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(1, 50));
    RUN(m_imap->select(m_mailbox));
    QImap4Reply *flagged = m_imap->search(QImap4SearchKey::hasFlag(QImap4Flags::Flagged));
    RUN(flagged);
    QCOMPARE(flagged->value<QImap4SearchResult>().messages.count(), 50U);
}

void tst_CommandsLive::internalDatesAreKept()
{
    // The hour that comes twice in Berlin, and a zone of half an hour west.
    const QList<QDateTime> dates{
        QDateTime(QDate(2021, 10, 31), QTime(2, 30), Qt::OffsetFromUTC, 7200),
        QDateTime(QDate(2021, 10, 31), QTime(2, 30), Qt::OffsetFromUTC, 3600),
        QDateTime(QDate(2021, 1, 1), QTime(23, 59, 59), Qt::OffsetFromUTC, -(3 * 3600 + 1800))};
    for (const QDateTime &date : dates)
        RUN(m_imap->append(m_mailbox, mailFromAnn("1", "dated"), {}, date));
    RUN(m_imap->select(m_mailbox));
    QImap4Reply *reply = m_imap->fetch(QImap4MessageSet::uids(1, 3), QImap4::InternalDate);
    RUN(reply);
    const auto messages = reply->value<QImap4MessageList>();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(messages.at(i).internalDate().toSecsSinceEpoch(), dates.at(i).toSecsSinceEpoch());
}

void tst_CommandsLive::whatTheServerDoesNotHaveIsRefused()
{
    QImap4Reply *annotation =
        m_imap->getAnnotation(m_mailbox, QStringLiteral("/comment"), QStringLiteral("value.priv"));
    QVERIFY(annotation->waitForFinished(20000));
    QCOMPARE(annotation->error().category(), QImap4Error::UnsupportedError);
    QImap4Reply *set = m_imap->setAnnotation(m_mailbox, QStringLiteral("/comment"), {});
    QVERIFY(set->waitForFinished(20000));
    QCOMPARE(set->error().category(), QImap4Error::UnsupportedError);
    if (m_imap->state() == QImap4::Selected)
        RUN(m_imap->close());
    QImap4Reply *proxy = m_imap->proxyAuth(QStringLiteral("bob"));
    QVERIFY(proxy->waitForFinished(20000));
    QCOMPARE(proxy->error().category(), QImap4Error::BadError);
    RUN(m_imap->noop()); // the session goes on
}

void tst_CommandsLive::uidCommandsTellTheirCodes()
{
    appendMessages({mailFromAnn("1", "a"), mailFromAnn("2", "b"), mailFromAnn("3", "c")});
    QImap4Reply *copy = m_imap->copy(QImap4MessageSet::uids(1, 2), QStringLiteral("Trash"));
    RUN(copy);
    QVERIFY(copy->responseCode().is("COPYUID"));
    QVERIFY(!copy->text().isEmpty());
    QCOMPARE(copy->value<QImap4UidMapping>().source, QImap4MessageSet::uids(1, 2));
    QImap4Reply *move = m_imap->move(QImap4MessageSet::uids(1), QStringLiteral("Trash"));
    RUN(move);
    QCOMPARE(move->value<QImap4UidMapping>().source, QImap4MessageSet::uids(1));
    RUN(m_imap->store(QImap4MessageSet::uids(3), QImap4::AddFlags, QImap4Flags::Deleted));
    QImap4Reply *expunge = m_imap->expunge(QImap4MessageSet::uids(3));
    RUN(expunge);
    QVERIFY(!expunge->text().isEmpty());
    QCOMPARE(expunge->value<QList<quint32>>(), QList<quint32>{2});
}

void tst_CommandsLive::unaskedResponsesAreKept()
{
    appendMessages({mailFromAnn("1", "a")});
    QCOMPARE(m_imap->response("UIDNEXT"), QByteArrayList{"2"});
    QVERIFY(m_imap->response("EXISTS").isEmpty()); // the result of SELECT
    QImap4Reply *recent = m_imap->recent();
    RUN(recent);
    QCOMPARE(recent->value<QList<quint32>>(), QList<quint32>{1});
    QVERIFY(m_server.deliver(QStringLiteral("alice"), m_mailbox, mailFromAnn("2", "b")));
    QTRY_VERIFY(m_imap->noop()->waitForFinished(20000) && m_imap->selectedMailbox().exists() == 2);
    QCOMPARE(m_imap->response("EXISTS"), QByteArrayList{"2"});
    RUN(m_imap->append(m_mailbox, mailFromAnn("3", "c")));
    QVERIFY(m_imap->response("appenduid").value(0).endsWith(" 3"));
    RUN(m_imap->examine(QStringLiteral("INBOX")));
    QCOMPARE(m_imap->response("READ-ONLY").size(), 1);
    QVERIFY(!m_imap->popUntaggedResponses().isEmpty());
    QVERIFY(m_imap->popUntaggedResponses().isEmpty());
}

void tst_CommandsLive::aSessionByName()
{
    const QByteArray box = m_mailbox.toUtf8();
    RUN(m_imap->invoke("append", {box, QByteArray("(\\Seen)"), 1000000000, mailFromAnn("1", "x")}));
    RUN(m_imap->invoke("SELECT", {box}));
    QImap4Reply *found = m_imap->invoke(
        "UID", {QByteArray("SEARCH"), QVariant(), QByteArray("SUBJECT"), QByteArray("x")});
    RUN(found);
    QCOMPARE(found->value<QImap4SearchResult>().messages.toString(), QByteArray("1"));
    QImap4Reply *inCharset =
        m_imap->invoke("SEARCH", {QByteArray("UTF-8"), QByteArray("SUBJECT"), QByteArray("x")});
    RUN(inCharset);
    QCOMPARE(inCharset->value<QImap4SearchResult>().messages.toString(), QByteArray("1"));
    QImap4Reply *fetched =
        m_imap->invoke("FETCH", {QByteArray("1:*"), QByteArray("(FLAGS INTERNALDATE)")});
    RUN(fetched);
    const QImap4Message first = fetched->value<QImap4MessageList>().first();
    QVERIFY(first.flags().has(QImap4Flags::Seen));
    QCOMPARE(first.internalDate().toSecsSinceEpoch(), 1000000000);
    RUN(m_imap->invoke("STATUS", {QByteArray("INBOX"), QByteArray("(MESSAGES UIDNEXT)")}));
    RUN(m_imap->invoke("SORT", {QByteArray("DATE"), QByteArray("UTF-8"), QByteArray("ALL")}));
    RUN(m_imap->invoke("THREAD",
                       {QByteArray("REFERENCES"), QByteArray("UTF-8"), QByteArray("ALL")}));
    RUN(m_imap->invoke("UID",
                       {QByteArray("STORE"), 1, QByteArray("+FLAGS"), QByteArray("(\\Deleted)")}));
    QImap4Reply *expunged = m_imap->invoke("EXPUNGE");
    RUN(expunged);
    QCOMPARE(expunged->value<QList<quint32>>(), QList<quint32>{1});
    RUN(m_imap->invoke("CLOSE"));
    RUN(m_imap->invoke("LOGOUT"));
}

QTEST_GUILESS_MAIN(tst_CommandsLive)
#include "tst_commandslive.moc"
