// SPDX-License-Identifier: LGPL-3.0-or-later
#include "commandscript.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <functional>

using namespace CommandScript;
using namespace QImap4Test;

using Call = std::function<QImap4Reply *(QImap4 &)>;
Q_DECLARE_METATYPE(Call)

// Each command as dialogue: what a slot says, and what becomes of the server's answer.
class tst_Commands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slotSpeaksAndUnderstands_data();
    void slotSpeaksAndUnderstands();
    void dataIsToldBySignals();
    void commandWithoutItsCapabilityIsNotSent_data();
    void commandWithoutItsCapabilityIsNotSent();
    void badArgumentsAreNotSent();
    void partialSpeaksTheOldWayToOldServers();
    void deepThreadIsRead();
    void rightsOfManyMailboxesAreAskedAtOnce();

    void manyMessagesGoInOneAppend();
    void manyMessagesGoOneByOneWithoutMultiAppend();
    void appendStopsAtTheFirstRefusal();
};

void tst_Commands::slotSpeaksAndUnderstands_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArrayList>("answered");
    QTest::addColumn<QVariant>("value");
    const auto row = [](const char *name, const Call &call, const QByteArray &said,
                        const QByteArrayList &answered, const QVariant &value) {
        QTest::newRow(name) << call << said << answered << value;
    };
    const QString inbox = QStringLiteral("INBOX");
    const QString smith = QStringLiteral("smith");
    const QImap4Rights lr{QImap4Rights::Lookup, QImap4Rights::Read};
    const auto uids = QImap4MessageSet::Uids;

    row(
        "getAcl", [=](QImap4 &c) { return c.getAcl(inbox); }, "GETACL INBOX",
        {"* ACL INBOX smith lr -smith w"},
        QVariant::fromValue(
            QImap4Acl{inbox, {{smith, lr}, {QStringLiteral("-smith"), {QImap4Rights::Write}}}}));
    row("setAcl", [=](QImap4 &c) { return c.setAcl(inbox, smith, lr); }, "SETACL INBOX smith lr",
        {}, {});
    row("setAcl adds", [=](QImap4 &c) { return c.setAcl(inbox, smith, lr, QImap4::AddRights); },
        "SETACL INBOX smith +lr", {}, {});
    row("setAcl removes",
        [=](QImap4 &c) { return c.setAcl(inbox, smith, lr, QImap4::RemoveRights); },
        "SETACL INBOX smith -lr", {}, {});
    row("setAcl takes all", [=](QImap4 &c) { return c.setAcl(inbox, smith, {}); },
        "SETACL INBOX smith \"\"", {}, {});
    row("deleteAcl", [=](QImap4 &c) { return c.deleteAcl(inbox, smith); }, "DELETEACL INBOX smith",
        {}, {});
    row(
        "listRights", [=](QImap4 &c) { return c.listRights(inbox, smith); },
        "LISTRIGHTS INBOX smith", {"* LISTRIGHTS INBOX smith lr w te"},
        QVariant::fromValue(QImap4ListRights{
            inbox,
            smith,
            lr,
            {{QImap4Rights::Write}, {QImap4Rights::DeleteMessages, QImap4Rights::Expunge}}}));
    row(
        "myRights", [=](QImap4 &c) { return c.myRights(inbox); }, "MYRIGHTS INBOX",
        {"* MYRIGHTS inbox rl"}, QVariant::fromValue(QImap4MyRights{inbox, lr}));

    const QImap4Quota quota{QString(), {{"STORAGE", 10, 512}}};
    row(
        "getQuota", [](QImap4 &c) { return c.getQuota(QStringLiteral("")); }, "GETQUOTA \"\"",
        {"* QUOTA \"\" (STORAGE 10 512)"}, QVariant::fromValue(quota));
    row(
        "getQuotaRoot", [=](QImap4 &c) { return c.getQuotaRoot(inbox); }, "GETQUOTAROOT INBOX",
        {"* QUOTAROOT INBOX \"\"", "* QUOTA \"\" (STORAGE 10 512)"},
        QVariant::fromValue(QImap4QuotaRoots{inbox, {QString()}, {quota}}));
    row(
        "setQuota",
        [](QImap4 &c) {
            return c.setQuota(QStringLiteral(""), {{"MESSAGE", 7}, {"STORAGE", 512}});
        },
        "SETQUOTA \"\" (MESSAGE 7 STORAGE 512)", {"* QUOTA \"\" (STORAGE 10 512)"},
        QVariant::fromValue(quota));

    const QString comment = QStringLiteral("/comment");
    const QString attribute = QStringLiteral("value.priv");
    row(
        "getAnnotation", [=](QImap4 &c) { return c.getAnnotation(inbox, comment, attribute); },
        "GETANNOTATION INBOX \"/comment\" \"value.priv\"",
        {"* ANNOTATION \"INBOX\" \"/comment\" (\"value.priv\" \"my own\")"},
        QVariant::fromValue(
            QList<QImap4Annotation>{{inbox, comment, {{attribute, QByteArray("my own")}}}}));
    row(
        "setAnnotation",
        [=](QImap4 &c) {
            return c.setAnnotation(inbox, comment, {{attribute, "my own"}});
        },
        "SETANNOTATION INBOX \"/comment\" (\"value.priv\" \"my own\")", {},
        QVariant::fromValue(QList<QImap4Annotation>()));
    row(
        "setAnnotation removes",
        [=](QImap4 &c) {
            return c.setAnnotation(inbox, comment, {{attribute, {}}});
        },
        "SETANNOTATION INBOX \"/comment\" (\"value.priv\" NIL)", {},
        QVariant::fromValue(QList<QImap4Annotation>()));
    row("proxyAuth", [=](QImap4 &c) { return c.proxyAuth(smith); }, "PROXYAUTH smith", {}, {});

    row(
        "sort",
        [=](QImap4 &c) {
            return c.sort({{QImap4SortKey::Date, Qt::DescendingOrder}, QImap4SortKey::Subject});
        },
        "UID SORT (REVERSE DATE SUBJECT) US-ASCII ALL", {"* SORT 3 1 2"},
        QVariant::fromValue(QList<quint32>{3, 1, 2}));
    row(
        "sort of text that is not ASCII",
        [=](QImap4 &c) {
            return c.sort({QImap4SortKey::DisplayFrom},
                          QImap4SearchKey::subject(QStringLiteral("Gr\u00fc\u00dfe")),
                          QImap4MessageSet::SequenceNumbers);
        },
        "SORT (DISPLAYFROM) UTF-8 SUBJECT {7}", {"* SORT"}, QVariant::fromValue(QList<quint32>()));
    row(
        "threadMessages",
        [=](QImap4 &c) { return c.threadMessages("references", QImap4SearchKey::unseen(), uids); },
        "UID THREAD references US-ASCII UNSEEN", {"* THREAD (1 2)((3)(4))"},
        QVariant::fromValue(QImap4ThreadList{QImap4Thread({{1, -1}, {2, 0}}),
                                             QImap4Thread({{0, -1}, {3, 0}, {4, 0}})}));
}

void tst_Commands::slotSpeaksAndUnderstands()
{
    QFETCH(Call, call);
    QFETCH(QByteArray, said);
    QFETCH(QByteArrayList, answered);
    QFETCH(QVariant, value);
    const bool needsNoMailbox = said.startsWith("PROXYAUTH");
    Script script = needsNoMailbox ? session({C(said)}) : selected({C(said)});
    for (const QByteArray &line : answered)
        script += S(line);
    ScriptedServer server;
    server.setScript(script + Script{S("$tag OK done")});
    const auto imap = openClient(server);
    if (!needsNoMailbox)
        imap->select();
    QImap4Reply *reply = call(*imap);
    RUN_SCRIPT(reply);
    QCOMPARE(reply->value(), value);
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Commands::dataIsToldBySignals()
{
    ScriptedServer server;
    server.setScript(
        session({S("* ACL a x lr"), S("* LISTRIGHTS a x l r"), S("* MYRIGHTS a lr"),
                 S("* QUOTAROOT a root"), S("* QUOTA root (STORAGE 1 2)"), S("* SORT 2 1"),
                 S("* THREAD (1 2)"), S("* ANNOTATION a /comment (value.priv x)"), C("NOOP"),
                 S("$tag OK done")}));
    const auto imap = clientOf(server.port());
    QSignalSpy acl(imap.get(), &QImap4::aclReceived);
    QSignalSpy listRights(imap.get(), &QImap4::listRightsReceived);
    QSignalSpy myRights(imap.get(), &QImap4::myRightsReceived);
    QSignalSpy roots(imap.get(), &QImap4::quotaRootsReceived);
    QSignalSpy quota(imap.get(), &QImap4::quotaReceived);
    QSignalSpy sorted(imap.get(), &QImap4::sortFinished);
    QSignalSpy threads(imap.get(), &QImap4::threadFinished);
    QSignalSpy annotation(imap.get(), &QImap4::annotationReceived);
    imap->open();
    RUN_SCRIPT(imap->noop());
    for (const QSignalSpy *spy :
         {&acl, &listRights, &myRights, &roots, &quota, &sorted, &threads, &annotation})
        QCOMPARE(spy->size(), 1);
    const QString a = QStringLiteral("a");
    const QString x = QStringLiteral("x");
    const QString root = QStringLiteral("root");
    const QImap4Rights lookup{QImap4Rights::Lookup};
    const QImap4Rights read{QImap4Rights::Read};
    const QImap4Rights both{QImap4Rights::Lookup, QImap4Rights::Read};
    QCOMPARE(acl.first().first().value<QImap4Acl>(), (QImap4Acl{a, {{x, both}}}));
    QCOMPARE(listRights.first().first().value<QImap4ListRights>(),
             (QImap4ListRights{a, x, lookup, {read}}));
    QCOMPARE(myRights.first().first().value<QImap4MyRights>(), (QImap4MyRights{a, both}));
    QCOMPARE(roots.first().first().toString(), a);
    QCOMPARE(roots.first().at(1).toStringList(), QStringList{root});
    QCOMPARE(quota.first().first().value<QImap4Quota>(), (QImap4Quota{root, {{"STORAGE", 1, 2}}}));
    QCOMPARE(sorted.first().first().value<QList<quint32>>(), (QList<quint32>{2, 1}));
    QCOMPARE(threads.first().first().value<QImap4ThreadList>(),
             QImap4ThreadList{QImap4Thread({{1, -1}, {2, 0}})});
    QCOMPARE(annotation.first().first().value<QImap4Annotation>(),
             (QImap4Annotation{a,
                               QStringLiteral("/comment"),
                               {{QStringLiteral("value.priv"), QByteArray("x")}}}));
}

void tst_Commands::commandWithoutItsCapabilityIsNotSent_data()
{
    QTest::addColumn<Call>("call");
    const QString inbox = QStringLiteral("INBOX");
    QTest::newRow("ACL") << Call([=](QImap4 &c) { return c.myRights(inbox); });
    QTest::newRow("QUOTA") << Call([=](QImap4 &c) { return c.getQuotaRoot(inbox); });
    QTest::newRow("ANNOTATEMORE") << Call(
        [=](QImap4 &c) { return c.getAnnotation(inbox, inbox, inbox); });
    QTest::newRow("SORT") << Call([](QImap4 &c) { return c.sort({QImap4SortKey::Date}); });
    QTest::newRow("SORT=DISPLAY") << Call(
        [](QImap4 &c) { return c.sort({QImap4SortKey::DisplayTo}); });
    QTest::newRow("THREAD") << Call([](QImap4 &c) { return c.threadMessages("REFS"); });
}

void tst_Commands::commandWithoutItsCapabilityIsNotSent()
{
    QFETCH(Call, call);
    ScriptedServer server;
    const QByteArray few = QTest::currentDataTag() == QByteArray("SORT=DISPLAY") ? "SORT" : "";
    server.setScript(selected({C("NOOP"), S("$tag OK done")}, "IMAP4rev1 " + few));
    const auto imap = openClient(server);
    imap->select();
    QImap4Reply *refused = call(*imap);
    QVERIFY(refused->waitForFinished(10000));
    QCOMPARE(refused->error().category(), QImap4Error::UnsupportedError);
    RUN_SCRIPT(imap->noop());
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Commands::badArgumentsAreNotSent()
{
    ScriptedServer server;
    server.setScript(selected({}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    const QString nul = QString(QChar(0));
    for (QImap4Reply *refused :
         {imap->setAcl(nul, nul, {}), imap->deleteAcl(QStringLiteral("a"), nul),
          imap->setQuota({}, {{"A B", 1}}), imap->setQuota({}, {{"X)\r\nA LOGOUT", 1}}),
          imap->getAnnotation(QStringLiteral("a"), nul, {}), imap->proxyAuth(nul), imap->sort({}),
          imap->threadMessages("A\r\nB"), imap->threadMessages({}), imap->partial(0, {}, 0, 1),
          imap->partial(1, "TEXT]\r\n", 0, 1),
          imap->append(QStringLiteral("a"), QImap4AppendMessageList())}) {
        QVERIFY(refused->waitForFinished(5000));
        QVERIFY2(refused->error().category() == QImap4Error::InvalidArgumentError,
                 qPrintable(refused->commandName()));
    }
}

void tst_Commands::partialSpeaksTheOldWayToOldServers()
{
    for (const bool old : {false, true}) {
        ScriptedServer server;
        server.setScript(selected(
            {C(old ? "PARTIAL 2 RFC822.TEXT.PEEK 11 5" : "FETCH 2 (UID BODY.PEEK[TEXT]<10.5>)"),
             S(old ? "* 2 FETCH (RFC822.TEXT \"hello\")"
                   : "* 2 FETCH (UID 7 BODY[TEXT]<10> \"hello\")"),
             S("$tag OK done")},
            old ? "IMAP4" : "IMAP4rev1"));
        const auto imap = openClient(server);
        imap->select();
        QImap4Reply *reply = imap->partial(2, "TEXT", 10, 5);
        RUN_SCRIPT(reply);
        const auto messages = reply->value<QImap4MessageList>();
        QCOMPARE(messages.size(), 1);
        const QImap4Message message = messages.first();
        QCOMPARE(message.sections().size(), 1);
        QCOMPARE(message.body(old ? "TEXT" : "TEXT<10>"), QByteArray("hello"));
        QVERIFY2(server.waitForFinished(), server.report());
    }
}

void tst_Commands::deepThreadIsRead()
{
    constexpr int Depth = 200000;
    ScriptedServer server;
    server.setScript(
        selected({C("UID THREAD REFERENCES US-ASCII ALL"),
                  S("* THREAD " + QByteArray(Depth, '(') + "(1)(2)" + QByteArray(Depth, ')')),
                  S("$tag OK done")}));
    const auto imap = openClient(server);
    imap->select();
    QImap4Reply *reply = imap->threadMessages();
    RUN_SCRIPT(reply);
    const auto threads = reply->value<QImap4ThreadList>();
    QCOMPARE(threads.size(), 1);
    QCOMPARE(threads.first().depths().last(), Depth);
    QCOMPARE(threads.first().messages(), QImap4MessageSet::uids(1, 2));
}

void tst_Commands::rightsOfManyMailboxesAreAskedAtOnce()
{
    ScriptedServer server;
    server.setScript(session({C("MYRIGHTS a"), C("MYRIGHTS INBOX"), S("* MYRIGHTS INBOX r"),
                              S("$tag OK b"), S("* MYRIGHTS a l"), S("$tag1 OK a")}));
    const auto imap = openClient(server);
    QImap4Reply *a = imap->myRights(QStringLiteral("a"));
    QImap4Reply *b = imap->myRights(QStringLiteral("inbox"));
    RUN_SCRIPT(a);
    RUN_SCRIPT(b);
    QCOMPARE(a->value<QImap4MyRights>().rights.toString(), QByteArray("l"));
    QCOMPARE(b->value<QImap4MyRights>().rights.toString(), QByteArray("r"));
}

// The messages of all APPENDs, in the order in which the server got them.
static QByteArrayList appended(const ScriptedServer &server)
{
    QByteArrayList contents;
    for (const ClientCommand &command : server.commands()) {
        for (const ClientToken &token : command.tokens) {
            if (command.name == "APPEND" && token.kind == ClientToken::Literal)
                contents.append(token.value);
        }
    }
    return contents;
}

static QImap4AppendMessageList threeMessages()
{
    const QDateTime date(QDate(1996, 7, 17), QTime(2, 44, 25), Qt::OffsetFromUTC, -7 * 3600);
    return {{"a\r\n", QImap4Flags::Seen, {}}, {"b\n", {}, date}, {"c\r\n", {}, {}}};
}

void tst_Commands::manyMessagesGoInOneAppend()
{
    ScriptedServer server;
    server.setScript(session({C("APPEND box (\\Seen) {3} \"17-Jul-1996 02:44:25 -0700\" {3} {3}"),
                              S("$tag OK [APPENDUID 9 11:13] done")}));
    const auto imap = openClient(server);
    QImap4Reply *reply = imap->append(QStringLiteral("box"), threeMessages());
    RUN_SCRIPT(reply);
    QCOMPARE(reply->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(11, 13));
    QVERIFY2(server.waitForFinished(), server.report());
    QCOMPARE(appended(server), (QByteArrayList{"a\r\n", "b\r\n", "c\r\n"}));
}

void tst_Commands::manyMessagesGoOneByOneWithoutMultiAppend()
{
    ScriptedServer server;
    server.setScript(session({C("APPEND box (\\Seen) {3}"), S("$tag OK [APPENDUID 9 11] done"),
                              C("APPEND box \"17-Jul-1996 02:44:25 -0700\" {3}"),
                              S("$tag OK [APPENDUID 9 12] done"), C("APPEND box {3}"),
                              S("$tag OK [APPENDUID 9 14] done")},
                             "IMAP4rev1 UIDPLUS"));
    const auto imap = openClient(server);
    QImap4Reply *reply = imap->append(QStringLiteral("box"), threeMessages());
    RUN_SCRIPT(reply);
    const auto mapping = reply->value<QImap4UidMapping>();
    QCOMPARE(mapping.uidValidity, 9U);
    QCOMPARE(mapping.destination.toString(), QByteArray("11:12,14"));
    QVERIFY2(server.waitForFinished(), server.report());
    QCOMPARE(appended(server), (QByteArrayList{"a\r\n", "b\r\n", "c\r\n"}));
}

void tst_Commands::appendStopsAtTheFirstRefusal()
{
    ScriptedServer server;
    server.setScript(session({C("APPEND box (\\Seen) {3}"), S("$tag OK done"),
                              C("APPEND box \"17-Jul-1996 02:44:25 -0700\" {3}"),
                              S("$tag NO [OVERQUOTA] full"), C("NOOP"), S("$tag OK done")},
                             "IMAP4rev1"));
    const auto imap = openClient(server);
    QImap4Reply *reply = imap->append(QStringLiteral("box"), threeMessages());
    QVERIFY(reply->waitForFinished(10000));
    QVERIFY(reply->error().responseCode().is("OVERQUOTA"));
    RUN_SCRIPT(imap->noop());
    QVERIFY2(server.waitForFinished(), server.report());
}

QTEST_GUILESS_MAIN(tst_Commands)
#include "tst_commands.moc"
