// SPDX-License-Identifier: LGPL-3.0-or-later
#include "commandscript.h"
#include "invocation_p.h"
#include "protocol/commandtable_p.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <thread>
#include <utility>

using namespace CommandScript;
using namespace QImap4Test;

// What programs that come from imaplib2 look for: commands by name, what the server said unasked,
// and the rules that its bugs have taught.
class tst_Imaplib : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slotIsCalledByName_data();
    void slotIsCalledByName();
    void imapOfTheCallerIsSentAsItIs_data();
    void imapOfTheCallerIsSentAsItIs();
    void charsetIsNotSaidWhereUtf8IsEnabled();
    void everyCommandHasAName();
    void badArgumentsByNameAreRefused_data();
    void badArgumentsByNameAreRefused();
    void unknownNameIsSentAsItIs();
    void onlySequenceNumbersWaitForWhatMayExpunge();

    void unaskedResponsesAreKept();
    void askedResponsesAreNotKept();
    void dataOfOthersIsKept_data();
    void dataOfOthersIsKept();
    void warningIsSignalled();
    void responseCodesAreKept();
    void selectForgetsWhatWasKept();
    void recentIsKnownOrAsked();
    void recentWaitsForWhatMayChangeIt_data();
    void recentWaitsForWhatMayChangeIt();
    void keptResponsesAreBounded();
    void keptResponsesDoNotSurviveStartTls();

    void readOnlyMailboxIsToldAndDoesNotBlockLogout();
    void byeReachesEveryPendingCommand();
    void anyCommandInAnyState_data();
    void anyCommandInAnyState();
    void uidCommandsGiveTheirTaggedResponse();
    void logoutAtAnyTime_data();
    void logoutAtAnyTime();
    void logoutWhereNothingIsOpenFails();
    void commandAfterTheEndIsToldWhy_data();
    void commandAfterTheEndIsToldWhy();
    void anotherThreadEndsIdle();
};

void tst_Imaplib::slotIsCalledByName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QVariantList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const QByteArray &name, const QVariantList &arguments,
                        const QByteArray &said) {
        QTest::newRow(said.constData()) << name << arguments << said;
    };
    const auto b = [](const char *text) { return QVariant(QByteArray(text)); };
    const QString inbox = QStringLiteral("INBOX");

    row("append", {b("box"), b("(\\Seen)"), 0, b("x\n")},
        "APPEND box (\\Seen) \"01-Jan-1970 00:00:00 +0000\" {3}");
    row("Append", {b("box"), {}, {}, b("x\n")}, "APPEND box {3}");
    row("CAPABILITY", {}, "CAPABILITY");
    row("CHECK", {}, "CHECK");
    row("CLOSE", {}, "CLOSE");
    row("copy", {b("1:5,7"), b("\"two words\"")}, "COPY 1:5,7 \"two words\"");
    row("COPY", {QVariant::fromValue(QImap4MessageSet::sequenceNumbers(3)), inbox}, "COPY 3 INBOX");
    row("CREATE", {inbox}, "CREATE INBOX");
    row("DELETE", {inbox}, "DELETE INBOX");
    row("DELETEACL", {inbox, b("ann")}, "DELETEACL INBOX ann");
    row("ENABLE", {b("CONDSTORE QRESYNC")}, "ENABLE CONDSTORE QRESYNC");
    row("EXAMINE", {}, "EXAMINE INBOX");
    row("EXPUNGE", {}, "EXPUNGE");
    row("fetch", {b("1:*"), b("(FLAGS UID)")}, "FETCH 1:* (FLAGS UID)");
    row("FETCH", {1, QStringLiteral("BODY.PEEK[HEADER]")}, "FETCH 1 BODY.PEEK[HEADER]");
    row("GETACL", {inbox}, "GETACL INBOX");
    row("GETANNOTATION", {inbox, b("/comment"), b("*")}, "GETANNOTATION INBOX \"/comment\" \"*\"");
    row("GETQUOTA", {b("")}, "GETQUOTA \"\"");
    row("GETQUOTAROOT", {inbox}, "GETQUOTAROOT INBOX");
    row("ID", {}, "ID NIL");
    row("ID", {b("(\"name\" \"x\")")}, "ID (\"name\" \"x\")");
    row("ID", {b("name"), b("x\"y"), b("vendor"), {}}, "ID (\"name\" \"x\\\"y\" \"vendor\" NIL)");
    row("LIST", {}, "LIST \"\" *");
    row("LIST", {b("\"\""), b("%")}, "LIST \"\" %");
    row("LISTRIGHTS", {inbox, b("ann")}, "LISTRIGHTS INBOX ann");
    row("LSUB", {}, "LSUB \"\" *");
    row("MOVE", {b("1"), inbox}, "MOVE 1 INBOX");
    row("MYRIGHTS", {inbox}, "MYRIGHTS INBOX");
    row("NAMESPACE", {}, "NAMESPACE");
    row("noop", {}, "NOOP");
    row("PARTIAL", {1, b("1.2"), 0, 9}, "FETCH 1 (UID BODY.PEEK[1.2]<0.9>)");
    row("PROXYAUTH", {b("ann")}, "PROXYAUTH ann");
    row("RENAME", {inbox, b("x")}, "RENAME INBOX x");
    row("SEARCH", {{}, b("SUBJECT"), b("two words")}, "SEARCH SUBJECT \"two words\"");
    row("SEARCH", {b("UTF-8"), b("(FROM ann)")}, "SEARCH CHARSET UTF-8 (FROM ann)");
    row("Select", {}, "SELECT INBOX");
    row("SELECT", {b("x"), true}, "EXAMINE x");
    row("SETACL", {inbox, b("ann"), b("+lr")}, "SETACL INBOX ann +lr");
    row("SETANNOTATION", {inbox, b("/comment"), b("(\"value.priv\" \"x\")")},
        "SETANNOTATION INBOX /comment (\"value.priv\" \"x\")");
    row("SETQUOTA", {b("\"\""), b("STORAGE 5")}, "SETQUOTA \"\" (STORAGE 5)");
    row("SORT", {b("SUBJECT"), b("US-ASCII"), b("ALL")}, "SORT (SUBJECT) US-ASCII ALL");
    row("STATUS", {inbox, b("(MESSAGES)")}, "STATUS INBOX (MESSAGES)");
    row("STORE", {b("1:2"), b("+FLAGS"), b("\\Deleted")}, "STORE 1:2 +FLAGS (\\Deleted)");
    row("SUBSCRIBE", {inbox}, "SUBSCRIBE INBOX");
    row("THREAD", {b("REFERENCES"), b("UTF-8"), b("SEEN")}, "THREAD REFERENCES UTF-8 SEEN");
    row("uid", {b("fetch"), b("7"), b("(FLAGS)")}, "UID FETCH 7 (FLAGS)");
    row("UID", {b("STORE"), b("7"), b("FLAGS"), b("(\\Seen)")}, "UID STORE 7 FLAGS (\\Seen)");
    row("UID COPY", {b("7"), inbox}, "UID COPY 7 INBOX");
    row("UID EXPUNGE", {b("7")}, "UID EXPUNGE 7");
    row("UID MOVE", {b("7"), inbox}, "UID MOVE 7 INBOX");
    row("UID SEARCH", {{}, b("ALL")}, "UID SEARCH ALL");
    row("UID SORT", {b("(DATE)"), b("UTF-8"), b("ALL")}, "UID SORT (DATE) UTF-8 ALL");
    row("UID THREAD", {b("REFERENCES"), b("UTF-8"), b("ALL")}, "UID THREAD REFERENCES UTF-8 ALL");
    row("UNSELECT", {}, "UNSELECT");
    row("UNSUBSCRIBE", {inbox}, "UNSUBSCRIBE INBOX");
}

void tst_Imaplib::slotIsCalledByName()
{
    QFETCH(QByteArray, name);
    QFETCH(QVariantList, arguments);
    QFETCH(QByteArray, said);
    const bool needsNoMailbox = name == "ENABLE" || name == "PROXYAUTH";
    const Script dialogue{C(said), S("$tag OK done")};
    ScriptedServer server;
    server.setScript(needsNoMailbox ? session(dialogue) : selected(dialogue));
    const auto imap = openClient(server);
    if (!needsNoMailbox)
        imap->select();
    RUN_SCRIPT(imap->invoke(name, arguments));
    QVERIFY2(server.waitForFinished(), server.report());
    if (name.toUpper() == "APPEND")
        QCOMPARE(server.commands().constLast().tokens.constLast().value, QByteArray("x\r\n"));
}

void tst_Imaplib::imapOfTheCallerIsSentAsItIs_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QVariantList>("arguments");
    QTest::addColumn<QByteArray>("said"); // with its quotes
    const auto row = [](const QByteArray &name, const QVariantList &arguments,
                        const QByteArray &said) {
        QTest::newRow(said.constData()) << name << arguments << said;
    };
    const auto b = [](const char *text) { return QVariant(QByteArray(text)); };

    row("FETCH", {b("1"), b("BODY[]")}, "FETCH 1 BODY[]");
    row("FETCH", {b("1:*"), b("BODY.PEEK[1.2.MIME]<0.99>")}, "FETCH 1:* BODY.PEEK[1.2.MIME]<0.99>");
    row("FETCH", {1, QStringLiteral("body[HEADER.FIELDS (FROM TO)]")},
        "FETCH 1 body[HEADER.FIELDS (FROM TO)]");
    row("FETCH", {1, QStringList{QStringLiteral("UID"), QStringLiteral("BINARY[1]")}},
        "FETCH 1 (UID BINARY[1])");
    row("UID", {b("FETCH"), b("7"), b("BODY.PEEK[TEXT]")}, "UID FETCH 7 BODY.PEEK[TEXT]");
    // What is not one item, and nothing else, is a string, which no server takes for one.
    for (const char *other : {"BODY[] FLAGS", "BODY[(]", "BODY[HEADER.FIELDS (A] B)]", "[]",
                              "BODY[1<0.9>]", "BODY[]<0>", "BODY[1]]", "BODY[]{3}"}) {
        row("FETCH", {b("1"), b(other)}, "FETCH 1 \"" + QByteArray(other) + '"');
    }

    row("SEARCH", {{}, b("UID"), b("1:*")}, "SEARCH UID 1:*");
    row("SEARCH", {b("UTF-8"), b("NOT"), b("4,9:*"), b("LARGER"), b("4294967295")},
        "SEARCH CHARSET UTF-8 NOT 4,9:* LARGER 4294967295");
    row("SEARCH", {{}, QVariantList{b("UID"), QStringLiteral("*")}, b("SEEN")},
        "SEARCH (UID *) SEEN");
    row("SORT", {b("DATE"), b("UTF-8"), b("UID"), b("1:*")}, "SORT (DATE) UTF-8 UID 1:*");
    row("SEARCH", {{}, b("subject"), b("1:*"), b("2:*")}, "SEARCH subject \"1:*\" 2:*");
    row("SEARCH", {{}, b("HEADER"), b("TO"), b("*"), b("*")}, "SEARCH HEADER TO \"*\" *");
    row("SEARCH", {{}, b("a*")}, "SEARCH \"a*\"");

    row("UID", {b("SEARCH"), b("ALL")}, "UID SEARCH ALL");
    row("uid", {b("search"), b("SUBJECT"), b("test")}, "UID SEARCH SUBJECT test");
    row("UID", {b("SEARCH"), {}, b("SEEN")}, "UID SEARCH SEEN");
    row("UID", {b("SEARCH"), b("CHARSET"), b("UTF-8"), b("FROM"), b("x")},
        "UID SEARCH CHARSET UTF-8 FROM x");
}

void tst_Imaplib::imapOfTheCallerIsSentAsItIs()
{
    QFETCH(QByteArray, name);
    QFETCH(QVariantList, arguments);
    QFETCH(QByteArray, said);
    ScriptedServer server;
    server.setScript(selected({CExactly(said), S("$tag OK done")}));
    const auto imap = openClient(server);
    imap->select();
    RUN_SCRIPT(imap->invoke(name, arguments));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::charsetIsNotSaidWhereUtf8IsEnabled()
{
    ScriptedServer server;
    server.setUtf8Accepted(true);
    server.setScript(
        session({C("ENABLE UTF8=ACCEPT"), S("* ENABLED UTF8=ACCEPT"), S("$tag OK done"),
                 C("SELECT INBOX"), S("* 9 EXISTS"), S("$tag OK done"),
                 CExactly("SEARCH SUBJECT \"\xc3\xbc\""), S("* SEARCH 3"), S("$tag OK done")},
                "IMAP4rev1 ENABLE UTF8=ACCEPT"));
    const auto imap = openClient(server);
    imap->invoke("ENABLE", {QByteArray("UTF8=ACCEPT")});
    imap->select();
    RUN_SCRIPT(imap->invoke("SEARCH",
                            {QByteArray("utf-8"), QByteArray("SUBJECT"), QByteArray("\xc3\xbc")}));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::everyCommandHasAName()
{
    // Those of imaplib2, which are not taken from the library's own table.
    const QByteArrayList imaplib{
        "APPEND",  "AUTHENTICATE", "CAPABILITY", "CHECK",         "CLOSE",         "COMPRESS",
        "COPY",    "CREATE",       "DELETE",     "DELETEACL",     "ENABLE",        "EXAMINE",
        "EXPUNGE", "FETCH",        "GETACL",     "GETANNOTATION", "GETQUOTA",      "GETQUOTAROOT",
        "ID",      "IDLE",         "LIST",       "LISTRIGHTS",    "LOGIN",         "LOGOUT",
        "LSUB",    "MYRIGHTS",     "NAMESPACE",  "NOOP",          "PARTIAL",       "PROXYAUTH",
        "RENAME",  "SEARCH",       "SELECT",     "SETACL",        "SETANNOTATION", "SETQUOTA",
        "SORT",    "STARTTLS",     "STATUS",     "STORE",         "SUBSCRIBE",     "THREAD",
        "UID",     "UNSUBSCRIBE"};
    for (const QByteArray &name : imaplib) {
        QVERIFY2(QImap4Internal::findInvocation(name), name);
        QVERIFY2(QImap4Internal::findInvocation(name.toLower()), name);
    }
    for (const QByteArray &name : QImap4Internal::commandNames()) { // what came after imaplib2, too
        QVERIFY2(QImap4Internal::findInvocation(name), name);
        QCOMPARE(QImap4Internal::commandTraits(name).name, name); // the table is in order
    }
    QVERIFY(!QImap4Internal::findInvocation("XYZZY"));
}

void tst_Imaplib::badArgumentsByNameAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QVariantList>("arguments");
    QTest::newRow("missing") << QByteArray("COPY") << QVariantList{QByteArray("1")};
    QTest::newRow("too many") << QByteArray("NOOP") << QVariantList{1};
    QTest::newRow("no set") << QByteArray("FETCH")
                            << QVariantList{QByteArray("a"), QByteArray("X")};
    QTest::newRow("UIDs where numbers belong")
        << QByteArray("FETCH")
        << QVariantList{QVariant::fromValue(QImap4MessageSet::uids(1)), QByteArray("FLAGS")};
    QTest::newRow("no rights") << QByteArray("SETACL")
                               << QVariantList{QByteArray("a"), QByteArray("b"), QByteArray("L!")};
    QTest::newRow("no date") << QByteArray(
        "APPEND") << QVariantList{QByteArray("a"), QVariant(), QByteArray("soon"), QByteArray("x")};
    QTest::newRow("another command inside")
        << QByteArray("FETCH") << QVariantList{QByteArray("1"), QByteArray("(FLAGS)\r\nA LOGOUT")};
    QTest::newRow("another command behind UID")
        << QByteArray("UID") << QVariantList{QByteArray("FETCH 1 FLAGS\r\nA LOGOUT")};
    QTest::newRow("nothing") << QByteArray("ENABLE") << QVariantList{};
}

void tst_Imaplib::badArgumentsByNameAreRefused()
{
    QFETCH(QByteArray, name);
    QFETCH(QVariantList, arguments);
    ScriptedServer server;
    server.setScript(selected({C("NOOP"), S("$tag OK done")}));
    const auto imap = openClient(server);
    imap->select();
    QImap4Reply *refused = imap->invoke(name, arguments);
    QVERIFY(!refused->isFinished()); // as any other, it finishes later
    QVERIFY(refused->waitForFinished(10000));
    QCOMPARE(refused->error().category(), QImap4Error::InvalidArgumentError);
    RUN_SCRIPT(imap->noop());
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::unknownNameIsSentAsItIs()
{
    ScriptedServer server;
    server.setScript(session({C("XYZZY 1 \"two words\""), S("$tag OK nothing happens")}));
    const auto imap = openClient(server);
    QImap4Reply *reply = imap->invoke("Xyzzy", {1, QStringLiteral("two words")});
    RUN_SCRIPT(reply);
    QCOMPARE(reply->text(), QStringLiteral("nothing happens"));
}

// As the slots: numbers may shift while a command runs, and UIDs do not.
void tst_Imaplib::onlySequenceNumbersWaitForWhatMayExpunge()
{
    ScriptedServer server;
    server.setScript(selected({C("NOOP"), C("UID FETCH 1 FLAGS"), C("UID STORE 2 FLAGS (\\Seen)"),
                               C("STATUS b (MESSAGES)"), S("$tag OK done"), S("$tag1 OK done"),
                               S("$tag2 OK done"), S("$tag3 OK done"), C("NOOP"),
                               Pause(std::chrono::milliseconds(50)), S("$tag OK done"),
                               C("UID SEARCH 1:2"), S("* SEARCH"), S("$tag OK done")}));
    const auto b = [](const char *text) { return QVariant(QByteArray(text)); };
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    imap->noop();
    imap->invoke("UID FETCH", {b("1"), b("FLAGS")});
    imap->invoke("UID STORE", {b("2"), b("FLAGS"), b("\\Seen")});
    RUN_SCRIPT(imap->invoke("STATUS", {b("b"), b("MESSAGES")}));
    imap->noop();
    RUN_SCRIPT(imap->invoke("UID SEARCH", {QVariant(), b("1:2")}));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::unaskedResponsesAreKept()
{
    ScriptedServer server;
    server.setScript(selected({C("NOOP"), S("* 10 EXISTS"), S("* 2 FETCH (FLAGS (\\Seen))"),
                               S("* 11 EXISTS"), S("* XNEWS a b"), S("$tag OK done")}));
    const auto imap = openClient(server);
    imap->select();
    RUN_SCRIPT(imap->noop());
    QCOMPARE(imap->response("exists"), (QByteArrayList{"10", "11"}));
    QCOMPARE(imap->response("EXISTS"), QByteArrayList()); // taken
    const auto rest = imap->popUntaggedResponses();
    QByteArrayList names;
    for (const QImap4UntaggedResponse &response : rest)
        names.append(response.name + '=' + response.data);
    QCOMPARE(names, (QByteArrayList{"READ-WRITE=", "FETCH=2 (FLAGS (\\Seen))", "XNEWS=a b"}));
    QVERIFY(imap->popUntaggedResponses().isEmpty());
}

void tst_Imaplib::askedResponsesAreNotKept()
{
    ScriptedServer server;
    server.setScript(selected({C("FETCH 1 (FLAGS)"), S("* 1 FETCH (FLAGS ())"), S("$tag OK done"),
                               C("GETACL a"), S("* ACL a x l"), S("$tag OK done"), C("XYZZY"),
                               S("* XYZZY 1"), S("$tag OK done")}));
    const auto imap = openClient(server);
    imap->select();
    imap->invoke("FETCH", {1, QByteArray("(FLAGS)")});
    imap->getAcl(QStringLiteral("a"));
    QImap4Reply *last = imap->command("XYZZY", {}, {"XYZZY"});
    RUN_SCRIPT(last);
    QCOMPARE(last->untagged().size(), 1);
    for (const char *name : {"FETCH", "ACL", "XYZZY", "EXISTS"}) // EXISTS: the result of SELECT
        QVERIFY2(imap->response(name).isEmpty(), name);
}

void tst_Imaplib::dataOfOthersIsKept_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("news");
    QTest::addColumn<bool>("isKept");
    const QByteArray fetch("FETCH 1 (FLAGS)");
    const QByteArray store("STORE 1 +FLAGS (\\Seen)");
    QTest::newRow("another message") << fetch << QByteArray("9 (FLAGS (\\Deleted))") << true;
    QTest::newRow("its own") << fetch << QByteArray("1 (FLAGS (\\Deleted))") << false;
    QTest::newRow("not what was asked for")
        << QByteArray("FETCH 1 (ENVELOPE)") << QByteArray("9 (FLAGS ())") << true;
    QTest::newRow("another one than is stored")
        << store << QByteArray("2 (FLAGS (\\Deleted))") << true;
    QTest::newRow("the one that is stored") << store << QByteArray("1 (FLAGS (\\Seen))") << false;
}

// While others run that want data of the same kind.
void tst_Imaplib::dataOfOthersIsKept()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, news);
    QFETCH(bool, isKept);
    const qsizetype space = news.indexOf(' ');
    ScriptedServer server;
    server.setScript(selected(
        {C(command), S("* " + news.left(space) + " FETCH" + news.mid(space)), S("$tag OK done")}));
    const auto imap = openClient(server);
    imap->select();
    QVariantList words;
    for (const QByteArray &word : command.split(' '))
        words.append(word);
    QImap4Reply *reply = imap->invoke(words.takeFirst().toByteArray(), words);
    RUN_SCRIPT(reply);
    QCOMPARE(reply->value<QImap4MessageList>().size(), isKept ? 0 : 1);
    QCOMPARE(imap->response("FETCH"), isKept ? QByteArrayList{news} : QByteArrayList());
}

void tst_Imaplib::warningIsSignalled()
{
    ScriptedServer server;
    server.setScript(selected({C("NOOP"), S("* NO Disk is 98% full"), S("$tag OK done")}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QSignalSpy untagged(imap.get(), &QImap4::untaggedResponse);
    RUN_SCRIPT(imap->noop());
    QCOMPARE(untagged.size(), 1);
    const auto warning = untagged.first().first().value<QImap4UntaggedResponse>();
    QCOMPARE(warning, (QImap4UntaggedResponse{"NO", "Disk is 98% full"}));
}

void tst_Imaplib::responseCodesAreKept()
{
    ScriptedServer server;
    server.setScript(session({C("SELECT INBOX"), S("* 1 EXISTS"), S("* OK [UIDVALIDITY 42] valid"),
                              S("$tag OK [READ-WRITE] done"), C("APPEND INBOX {1}"),
                              S("$tag OK [APPENDUID 42 7] done"), C("NOOP"), S("* NO disk is full"),
                              S("* OK still here"), S("* BAD what"), S("$tag OK done"), C("NOOP"),
                              S("* NO disk is full"), S("* OK still here"), S("* BAD what"),
                              S("$tag OK done"), C("CHECK"), S("$tag OK done")}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QCOMPARE(imap->response("UIDVALIDITY"), QByteArrayList{"42"});
    QCOMPARE(imap->response("READ-WRITE"), QByteArrayList{""});
    RUN_SCRIPT(imap->append(QStringLiteral("INBOX"), QByteArray("x")));
    QCOMPARE(imap->response("APPENDUID"), QByteArrayList{"42 7"});
    RUN_SCRIPT(imap->noop());
    QCOMPARE(imap->response("NO"), QByteArrayList{"disk is full"});
    QCOMPARE(imap->response("OK"), QByteArrayList{"still here"});
    QCOMPARE(imap->response("BAD"), QByteArrayList{"what"});
    RUN_SCRIPT(imap->noop()); // and this time nobody takes them
    RUN_SCRIPT(imap->check()); // what the server said to NOOP does not count any more
    for (const char *name : {"NO", "OK", "BAD"})
        QVERIFY2(imap->response(name).isEmpty(), name);
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::selectForgetsWhatWasKept()
{
    ScriptedServer server;
    server.setScript(selected({C("NOOP"), S("* 10 EXISTS"), S("* OK [UIDNEXT 5] x"),
                               S("$tag OK done"), C("EXAMINE b"), S("* 3 EXISTS"), S("* 1 RECENT"),
                               S("$tag OK [READ-ONLY] done")}));
    const auto imap = openClient(server);
    imap->select();
    imap->noop();
    RUN_SCRIPT(imap->examine(QStringLiteral("b")));
    QVERIFY(imap->response("EXISTS").isEmpty());
    QVERIFY(imap->response("UIDNEXT").isEmpty());
    QCOMPARE(imap->response("RECENT"), QByteArrayList{"1"});
    QCOMPARE(imap->response("READ-ONLY"), QByteArrayList{""});
}

void tst_Imaplib::recentIsKnownOrAsked()
{
    ScriptedServer server;
    server.setScript(session({C("SELECT INBOX"), S("* 3 EXISTS"), S("* 2 RECENT"),
                              S("$tag OK done"), C("NOOP"), S("* 3 RECENT"), S("* 4 RECENT"),
                              S("$tag OK done"), C("NOOP"), S("$tag OK done")}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QImap4Reply *known = imap->recent();
    RUN_SCRIPT(known);
    QCOMPARE(known->value<QList<quint32>>(), QList<quint32>{2});
    QImap4Reply *asked = imap->recent();
    RUN_SCRIPT(asked);
    QCOMPARE(asked->value<QList<quint32>>(), (QList<quint32>{3, 4}));
    QImap4Reply *nothing = imap->recent();
    RUN_SCRIPT(nothing);
    QVERIFY(nothing->value<QList<quint32>>().isEmpty());
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::recentWaitsForWhatMayChangeIt_data()
{
    QTest::addColumn<Script>("atSelect");
    QTest::addColumn<Script>("atNoop");
    QTest::addColumn<QList<quint32>>("numbers");
    const Script two{S("* 2 RECENT")};
    const Script three{S("* 3 RECENT")};
    QTest::newRow("told by the select") << two << Script() << QList<quint32>{2};
    QTest::newRow("told by both") << two << three << QList<quint32>{2, 3};
    QTest::newRow("told by the NOOP") << Script() << three << QList<quint32>{3};
    QTest::newRow("not told") << Script() << Script() << QList<quint32>();
}

// Not what is known of the mailbox that is just being left.
void tst_Imaplib::recentWaitsForWhatMayChangeIt()
{
    QFETCH(Script, atSelect);
    QFETCH(Script, atNoop);
    QFETCH(QList<quint32>, numbers);
    const Script done{S("$tag OK done")};
    ScriptedServer server;
    server.setScript(session(Script{C("SELECT INBOX"), S("* 7 RECENT")} + done
                             + Script{C("SELECT b")} + atSelect + done + Script{C("NOOP")} + atNoop
                             + done));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    imap->select(QStringLiteral("b"));
    QImap4Reply *recent = imap->recent();
    RUN_SCRIPT(recent);
    QCOMPARE(recent->value<QList<quint32>>(), numbers);
    QVERIFY(imap->response("RECENT").isEmpty()); // taken
}

void tst_Imaplib::keptResponsesAreBounded()
{
    constexpr int Count = 30000;
    const QByteArray big(8000, 'x');
    Script script = selected({C("NOOP")});
    for (int i = 1; i <= Count; ++i)
        script += S("* " + QByteArray::number(i) + " RECENT");
    script += {S("$tag OK done"), C("CHECK")};
    for (int i = 0; i < 100; ++i)
        script += S("* XNEWS " + big);
    ScriptedServer server;
    server.setScript(script + Script{S("$tag OK done")});
    const auto imap = openClient(server);
    imap->select();
    RUN_SCRIPT(imap->noop());
    const QByteArrayList recent = imap->response("RECENT");
    QVERIFY(recent.size() > 100 && recent.size() <= 1000);
    QCOMPARE(recent.last(), QByteArray::number(Count)); // the oldest went
    RUN_SCRIPT(imap->check());
    qsizetype bytes = 0;
    for (const QImap4UntaggedResponse &response : imap->popUntaggedResponses())
        bytes += response.data.size();
    QVERIFY(bytes > 100 * 1024 && bytes <= 256 * 1024);
}

void tst_Imaplib::keptResponsesDoNotSurviveStartTls()
{
    ScriptedServer server;
    server.setScript({S("* OK [CAPABILITY IMAP4rev1 STARTTLS] hi"), C("NOOP"), S("* XNEWS planted"),
                      S("$tag OK done"), C("STARTTLS"), S("$tag OK go"), StartTls(),
                      C("CAPABILITY"), S("* CAPABILITY IMAP4rev1"), S("$tag OK done")});
    const auto imap = openClient(server);
    connect(imap.get(), &QImap4::tlsProblem, this,
            [raw = imap.get()](const QImap4TlsProblem &problem) {
                raw->answerTlsProblem(problem, QImap4::AcceptOnce);
            });
    RUN_SCRIPT(imap->noop());
    RUN_SCRIPT(imap->startTls());
    QVERIFY(imap->isEncrypted());
    QVERIFY(imap->response("XNEWS").isEmpty());
}

void tst_Imaplib::readOnlyMailboxIsToldAndDoesNotBlockLogout()
{
    ScriptedServer server;
    server.setScript(selected({C("NOOP"), S("* OK [READ-ONLY] somebody took your rights"),
                               S("$tag OK done"), C("LOGOUT"), S("* BYE bye"), S("$tag OK done")}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    QVERIFY(!imap->isReadOnly());
    QSignalSpy readOnly(imap.get(), &QImap4::readOnlyChanged);
    RUN_SCRIPT(imap->noop());
    QCOMPARE(readOnly.size(), 1);
    QCOMPARE(readOnly.first().first().toBool(), true);
    QVERIFY(imap->isReadOnly());
    QImap4Reply *store =
        imap->store(QImap4MessageSet::sequenceNumbers(1), QImap4::AddFlags, QImap4Flags::Seen);
    QVERIFY(store->waitForFinished(10000));
    QCOMPARE(store->error().category(), QImap4Error::ReadOnlyError);
    RUN_SCRIPT(imap->logout());
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::byeReachesEveryPendingCommand()
{
    ScriptedServer server;
    server.setScript(selected({C("GETACL a"), S("* BYE [UNAVAILABLE] back at noon"), Drop()}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    const QList<QImap4Reply *> pending{imap->getAcl(QStringLiteral("a")), imap->noop(),
                                       imap->select(), imap->recent()};
    for (QImap4Reply *reply : pending)
        reply->setAutoDelete(false);
    for (QImap4Reply *reply : pending) {
        QVERIFY(reply->waitForFinished(10000));
        QCOMPARE(reply->error().category(), QImap4Error::ByeError);
        QCOMPARE(reply->error().serverText(), QStringLiteral("back at noon"));
        QVERIFY(reply->error().responseCode().is("UNAVAILABLE"));
    }
    QCOMPARE(imap->response("UNAVAILABLE").size(), 1);
}

void tst_Imaplib::anyCommandInAnyState_data()
{
    QTest::addColumn<int>("state");
    QTest::newRow("not authenticated") << int(QImap4::NotAuthenticated);
    QTest::newRow("authenticated") << int(QImap4::Authenticated);
    QTest::newRow("selected") << int(QImap4::Selected);
}

void tst_Imaplib::anyCommandInAnyState()
{
    QFETCH(int, state);
    const Script rest{C("XYZZY on"),
                      S("* XYZZY one"),
                      S("* 9 EXISTS"),
                      S("* XYZZY two"),
                      S("$tag OK [XCODE 7] fine"),
                      C("XYZZY on"),
                      S("$tag NO again")};
    ScriptedServer server;
    server.setScript(state == QImap4::NotAuthenticated
                         ? Script{S("* OK [CAPABILITY IMAP4rev1] hi")} + rest
                         : state == QImap4::Authenticated ? session(rest)
                                                          : selected(rest));
    const auto imap = openClient(server);
    if (state == QImap4::Selected)
        imap->select();
    QImap4Reply *reply = imap->command("xyzzy", {QByteArray("on")}, {"XYZZY"});
    RUN_SCRIPT(reply);
    QCOMPARE(int(imap->state()), state);
    QCOMPARE(reply->untagged().size(), 2);
    QCOMPARE(reply->untagged().last().data, QByteArray("two"));
    QVERIFY(reply->responseCode().is("XCODE"));
    QImap4Reply *again = imap->command("XYZZY", {QByteArray("on")});
    QVERIFY(again->waitForFinished(10000));
    QCOMPARE(again->error().serverText(), QStringLiteral("again"));
}

void tst_Imaplib::uidCommandsGiveTheirTaggedResponse()
{
    ScriptedServer server;
    server.setScript(selected(
        {C("UID COPY 1:2 b"), S("* 5 FETCH (FLAGS ())"), S("$tag OK [COPYUID 9 1:2 21:22] copied"),
         C("UID MOVE 1 b"), S("* OK [COPYUID 9 1 23] moving"), S("* 1 EXPUNGE"), S("$tag OK moved"),
         C("UID EXPUNGE 2"), S("* 1 EXPUNGE"), S("$tag OK [HIGHESTMODSEQ 99] gone")}));
    const auto imap = openClient(server);
    imap->select();
    QImap4Reply *copy = imap->copy(QImap4MessageSet::uids(1, 2), QStringLiteral("b"));
    RUN_SCRIPT(copy);
    QCOMPARE(copy->text(), QStringLiteral("copied"));
    QVERIFY(copy->responseCode().is("COPYUID"));
    QCOMPARE(copy->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(21, 22));
    QImap4Reply *move = imap->move(QImap4MessageSet::uids(1), QStringLiteral("b"));
    RUN_SCRIPT(move);
    QCOMPARE(move->text(), QStringLiteral("moved"));
    QCOMPARE(move->value<QImap4UidMapping>().destination, QImap4MessageSet::uids(23));
    QImap4Reply *expunge = imap->expunge(QImap4MessageSet::uids(2));
    RUN_SCRIPT(expunge);
    QCOMPARE(expunge->text(), QStringLiteral("gone"));
    QVERIFY(expunge->responseCode().is("HIGHESTMODSEQ"));
    QCOMPARE(expunge->value<QList<quint32>>(), QList<quint32>{1});
}

enum class Busy { Greeting, Nothing, Commands, Idle, Upload };
Q_DECLARE_METATYPE(Busy)

void tst_Imaplib::logoutAtAnyTime_data()
{
    QTest::addColumn<Busy>("busy");
    QTest::addColumn<Script>("dialogue");
    const Script greeting = session({}, "IMAP4rev1 IDLE");
    const Script select{C("SELECT INBOX"), S("* 9 EXISTS"), S("$tag OK [READ-WRITE] done")};
    const Script bye{C("LOGOUT"), S("* BYE bye"), S("$tag OK done")};
    const auto row = [&](const char *name, Busy busy, const Script &before) {
        QTest::newRow(name) << busy << before + bye;
    };
    row("before the greeting", Busy::Greeting, Script{Hold()} + greeting);
    row("without any command", Busy::Nothing, greeting);
    row("with commands in flight", Busy::Commands,
        greeting + select
            + Script{C("NOOP"), C("CHECK"), Hold(), S("$tag OK done"), S("$tag1 OK done")});
    row("in IDLE", Busy::Idle,
        greeting + select + Script{C("IDLE"), S("+ idling"), CLine("DONE"), S("$tag OK done")});
    row("in the middle of an upload", Busy::Upload,
        greeting + select
            + Script{CLiteral("APPEND INBOX {3}"), Hold(), S("+ go on"), C("APPEND INBOX {3}"),
                     S("$tag OK done")});
}

// It waits for what was asked before it, which ends well, and never fails.
void tst_Imaplib::logoutAtAnyTime()
{
    QFETCH(Busy, busy);
    QFETCH(Script, dialogue);
    ScriptedServer server;
    server.setScript(dialogue);
    const auto imap = openClient(server);
    QList<QImap4Reply *> before;
    switch (busy) {
    case Busy::Greeting:
        QVERIFY(server.waitForConnection());
        break;
    case Busy::Nothing:
        QTRY_COMPARE(imap->state(), QImap4::Authenticated);
        break;
    case Busy::Commands:
        before = {imap->select(), imap->noop(), imap->check()};
        break;
    case Busy::Idle:
        before = {imap->select(), imap->idle(60000)};
        break;
    case Busy::Upload:
        before = {imap->select(), imap->append(QStringLiteral("INBOX"), QByteArray("x\r\n"))};
        break;
    }
    for (QImap4Reply *reply : std::as_const(before))
        reply->setAutoDelete(false);
    if (busy == Busy::Idle)
        QTRY_VERIFY2(imap->isIdling(), server.report());
    QImap4Reply *first = imap->logout();
    QImap4Reply *second = imap->logout();
    second->setAutoDelete(false);
    server.release();
    RUN_SCRIPT(first);
    QVERIFY(second->waitForFinished(10000));
    QCOMPARE(second->error().category(), QImap4Error::IllegalStateError);
    for (QImap4Reply *reply : std::as_const(before)) {
        QVERIFY2(reply->isFinished(), qPrintable(reply->commandName()));
        QCOMPARE(reply->error().category(), QImap4Error::NoError);
    }
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QVERIFY(!imap->lastError());
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Imaplib::logoutWhereNothingIsOpenFails()
{
    const auto categoryOf = [](QImap4Reply *logout) {
        return logout->waitForFinished(10000) ? logout->error().category()
                                              : QImap4Error::TimeoutError;
    };
    QImap4 never;
    QCOMPARE(categoryOf(never.logout()), QImap4Error::IllegalStateError);

    ScriptedServer server;
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->noop());
    server.dropConnections();
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QCOMPARE(categoryOf(imap->logout()), QImap4Error::IllegalStateError);
    QCOMPARE(imap->lastError().category(), QImap4Error::NetworkError); // why it is closed remains
}

void tst_Imaplib::commandAfterTheEndIsToldWhy_data()
{
    QTest::addColumn<Script>("end");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("BYE") << Script{S("* BYE [UNAVAILABLE] back at noon"), Close()}
                         << QImap4Error::ByeError << QStringLiteral("back at noon")
                         << QByteArray("UNAVAILABLE");
    QTest::newRow("drop") << Script{Drop()} << QImap4Error::NetworkError << QString()
                          << QByteArray();
    QTest::newRow("logout") << Script{C("LOGOUT"), S("* BYE bye"), S("$tag OK done"), Close()}
                            << QImap4Error::IllegalStateError << QString() << QByteArray();
}

void tst_Imaplib::commandAfterTheEndIsToldWhy()
{
    QFETCH(Script, end);
    QFETCH(QImap4Error::Category, category);
    QFETCH(QString, text);
    QFETCH(QByteArray, code);
    ScriptedServer server;
    server.setScript(selected(Script{C("NOOP"), S("$tag OK done"), Hold()} + end));
    server.addScript(session({}));
    const auto imap = openClient(server);
    imap->select();
    RUN_SCRIPT(imap->noop());
    server.release();
    if (category == QImap4Error::IllegalStateError)
        imap->logout();
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QImap4Reply *late = imap->check();
    late->setAutoDelete(false);
    QVERIFY(!late->isFinished()); // as any other, it finishes later
    QVERIFY(late->waitForFinished(10000));
    const QImap4Error error = late->error();
    delete late;
    const bool isLost = category != QImap4Error::IllegalStateError;
    QCOMPARE(error.category(), category);
    QCOMPARE(error.isAbort(), isLost);
    QCOMPARE(error.needsReconnect(), isLost);
    QCOMPARE(error.serverText(), text);
    QCOMPARE(error.responseCode().name(), code);
    QCOMPARE(error.commandName(), QStringLiteral("CHECK"));
    RUN_SCRIPT(imap->open()); // and everything is as before
}

// Synchronous use: the one thread waits, without an event loop, and another one has seen enough.
void tst_Imaplib::anotherThreadEndsIdle()
{
    ScriptedServer server;
    server.setScript(selected({C("IDLE"), S("+ idling"), CLine("DONE"), S("$tag OK done"),
                               C("NOOP"), S("$tag OK done")}));
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->select());
    std::thread other;
    connect(imap.get(), &QImap4::idlingChanged, this, [&other, raw = imap.get()](bool idling) {
        if (idling)
            other = std::thread([raw] { raw->done(); });
    });
    QImap4Reply *idle = imap->idle();
    RUN_SCRIPT(idle);
    QCOMPARE(idle->value().toInt(), int(QImap4::IdleDone));
    other.join();
    RUN_SCRIPT(imap->noop());
    QVERIFY2(server.waitForFinished(), server.report());
}

QTEST_GUILESS_MAIN(tst_Imaplib)
#include "tst_imaplib.moc"
