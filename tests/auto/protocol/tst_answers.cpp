// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialogue.h"

#include <QtTest/qtest.h>

using namespace QImap4Internal;

namespace {

constexpr qsizetype LargeSize = 300000; // above QImap4Limits::streamThreshold

QByteArray large(char c)
{
    return '{' + QByteArray::number(LargeSize) + "}\r\n" + QByteArray(LargeSize, c);
}

Request contentOf(quint64 id, quint32 uid)
{
    Request request;
    request.id = id;
    request.name = "UID FETCH";
    request.messages = QImap4MessageSet::uids(uid);
    request.items = QImap4Message::Body;
    request.toSink = true;
    request.alternatives = {
        {{}, {Command("UID FETCH").set(request.messages).section("BODY.PEEK", {})}}};
    return request;
}

// The content that each command was given, by its first octet and its length.
QMap<quint64, QByteArray> contentsIn(Dialogue &d)
{
    QMap<quint64, QByteArray> contents;
    for (const Event &event : d.events()) {
        if (const auto *content = std::get_if<ContentEvent>(&event))
            contents[content->owner] += content->chunk.bytes;
    }
    return contents;
}

AuthenticationRequest byChallenge()
{
    AuthenticationRequest how;
    how.mechanism = "X-OWN";
    how.source = AuthenticationRequest::Source::Challenges;
    return how;
}

void greet(Dialogue &d)
{
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1 AUTH=X-OWN AUTH=PLAIN] ready\r\n");
}

Command copy()
{
    return Command("UID COPY").set(QImap4MessageSet::uids(7)).mailbox(QStringLiteral("Trash"));
}

Command mark()
{
    return Command("UID STORE")
        .set(QImap4MessageSet::uids(7))
        .atom("+FLAGS.SILENT")
        .flags(QImap4Flags::Deleted);
}

Command appendOf(qsizetype size)
{
    return Command("APPEND").mailbox(QStringLiteral("Drafts")).literal(QByteArray(size, 'x'));
}

} // namespace

// Whose an answer is, who has to wait for whom, and who is waited for.
class tst_Answers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentGoesToTheMessageItNames_data();
    void contentGoesToTheMessageItNames();
    void contentWithoutAUidBelongsToTheOnlyCommand();
    void contentsRunTogetherOnceTheServerNamesThem();
    void contentThatNobodyAskedForIsDropped();
    void laterCommandsGetTheirContentWhole();
    void theLastMessageMayBeAnyMessage();
    void onlyTheLastMessageAnswersForTheStar();
    void plainSearchDoesNotRunBesideAnother();
    void unreadableAnswerIsNoEmptyResult_data();
    void unreadableAnswerIsNoEmptyResult();
    void unreadableAnswerFailsItsOwnSearchAlone();
    void answerThatIsWantedAsItIsNeedNotBeRead();
    void dataIsCountedFromTheOldestCommandOn();
    void earlierDataIsNotCounted();

    void halfAMoveIsNotBegun();
    void halfAListOfMessagesIsNotAppended();
    void moveHasOneTypeOfValue_data();
    void moveHasOneTypeOfValue();

    void doneEndsTheIdleBehindAutoIdle();
    void refusalsAreNewsForIdle_data();
    void refusalsAreNewsForIdle();

    void thinkingApplicationIsNotASilentServer();
    void answerToAnEarlierLoginIsNotSent();
    void logoutDoesNotWaitForCredentials();
    void logoutDoesNotWaitForAnAnswerToAChallenge();
    void codesDuringALoginHideSecrets();
    void preauthenticatedClientIntroducesItself();
    void failureTellsWhatWentBefore_data();
    void failureTellsWhatWentBefore();
    void refusedLoginTellsWhatWentBefore();
    void localRefusalTellsNothing();
};

void tst_Answers::contentGoesToTheMessageItNames_data()
{
    QTest::addColumn<QByteArray>("lead");
    QTest::newRow("first") << QByteArray("UID 7");
    QTest::newRow("behind flags") << QByteArray("FLAGS (\\Seen) UID 7");
    QTest::newRow("behind text that looks like it")
        << QByteArray("BODY[HEADER] \"(UID 5 UID 5\" UID 7");
    QTest::newRow("lower case") << QByteArray("flags () uid 7");
}

void tst_Answers::contentGoesToTheMessageItNames()
{
    QFETCH(QByteArray, lead);
    Dialogue d;
    d.openSelected();
    d.session().submit(contentOf(90, 1), d.now());
    d.server("* 1 FETCH (UID 1 BODY[] " + large('a') + ")\r\nT2 OK done\r\n");
    d.session().submit(contentOf(95, 5), d.now());
    d.session().submit(contentOf(97, 7), d.now());
    d.server("* 3 FETCH (" + lead + " BODY[] " + large('7') + ")\r\nT4 OK done\r\n");
    d.server("* 2 FETCH (UID 5 BODY[] " + large('5') + ")\r\nT3 OK done\r\n");
    const auto contents = contentsIn(d);
    QCOMPARE(contents.value(95), QByteArray(LargeSize, '5'));
    QCOMPARE(contents.value(97), QByteArray(LargeSize, '7'));
}

void tst_Answers::contentWithoutAUidBelongsToTheOnlyCommand()
{
    Dialogue d;
    d.openSelected();
    d.session().submit(contentOf(95, 5), d.now());
    d.server("* 3 FETCH (BODY[] " + large('5') + " UID 5)\r\nT2 OK done\r\n");
    QCOMPARE(contentsIn(d).value(95), QByteArray(LargeSize, '5'));
}

void tst_Answers::contentsRunTogetherOnceTheServerNamesThem()
{
    Dialogue d;
    d.openSelected();
    d.session().submit(contentOf(95, 5), d.now());
    d.session().submit(contentOf(97, 7), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray("T2 UID FETCH 5 BODY.PEEK[]")); // it might name none
    d.server("* 3 FETCH (UID 5 BODY[] " + large('5') + ")\r\n");
    d.server("T2 OK done\r\n");
    d.session().submit(contentOf(98, 8), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray("T3 UID FETCH 7 BODY.PEEK[]\r\nT4 UID FETCH 8 BODY.PEEK[]"));
}

void tst_Answers::contentThatNobodyAskedForIsDropped()
{
    Dialogue d;
    d.openSelected();
    d.session().submit(contentOf(95, 5), d.now());
    d.server("* 9 FETCH (UID 99 BODY[] " + large('9') + ")\r\n");
    d.server("* URLFETCH imap://x/ " + large('u') + "\r\n");
    d.server("* 3 FETCH (UID 5 BODY[] " + large('5') + ")\r\nT2 OK done\r\n");
    QCOMPARE(contentsIn(d).value(95), QByteArray(LargeSize, '5'));
    QVERIFY(!d.error(95));
}

void tst_Answers::laterCommandsGetTheirContentWhole()
{
    Dialogue d;
    d.openSelected();
    d.session().submit(contentOf(95, 5), d.now());
    d.server("* 3 FETCH (UID 5 BODY[] " + large('5') + ")\r\nT2 OK done\r\n");
    Request own;
    own.id = 96;
    own.name = "UID FETCH";
    own.runsAlone = true;
    own.collect = {"FETCH"};
    own.alternatives = {{{}, {Command("UID FETCH").atom("7").atom("BODY")}}};
    d.session().submit(own, d.now());
    d.server("* 4 FETCH (UID 7 BODY[] " + large('7') + ")\r\nT3 OK done\r\n");
    const FinishedEvent *finished = d.finished(96);
    QVERIFY(finished);
    QCOMPARE(finished->untagged.size(), 1);
    QVERIFY(finished->untagged.first().data.contains(QByteArray(LargeSize, '7')));
}

void tst_Answers::theLastMessageMayBeAnyMessage()
{
    Dialogue d;
    d.openSelected();
    d.fetch("200:*", "FLAGS");
    d.fetch("5", "FLAGS");
    QCOMPARE(d.client(), QByteArray("T2 UID FETCH 200:* FLAGS"));
    d.server("T2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T3 UID FETCH 5 FLAGS"));
}

void tst_Answers::onlyTheLastMessageAnswersForTheStar()
{
    Dialogue d;
    d.openSelected("IMAP4rev1", 100);
    const quint64 fetch = d.fetch("200:*", "FLAGS");
    d.server("* 3 FETCH (UID 5 FLAGS (\\Seen))\r\n* 100 FETCH (UID 150 FLAGS ())\r\n"
             "T2 OK done\r\n");
    QCOMPARE(d.uidsOf(fetch), QList<quint32>{150});
    QCOMPARE(d.uidsOf(0), QList<quint32>{5});
}

void tst_Answers::plainSearchDoesNotRunBesideAnother()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 ESEARCH");
    const Command search = Command("SEARCH").atom("RETURN").open().atom("ALL").close().atom("SEEN");
    const quint64 extended = d.submit("SEARCH", {{{"ESEARCH"}, {search}}});
    const quint64 another = d.submit("SEARCH", {{{"ESEARCH"}, {search}}});
    const quint64 plain = d.submit("SEARCH DELETED");
    QCOMPARE(d.client().count("SEARCH"), 2);
    d.server("* SEARCH 3\r\n* ESEARCH (TAG \"" + d.tagged("T3 ").trimmed()
             + "\") ALL 2\r\n"
               "* ESEARCH (TAG \""
             + d.tagged("T2 ").trimmed()
             + "\") ALL 1\r\n"
               "T2 OK done\r\nT3 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T4 SEARCH DELETED"));
    d.server("* SEARCH 4\r\nT4 OK done\r\n");
    const auto found = [&d](quint64 id) {
        return d.finished(id)->value.value<QImap4SearchResult>().messages.toString();
    };
    QCOMPARE(found(extended), QByteArray("1"));
    QCOMPARE(found(another), QByteArray("2"));
    QCOMPARE(found(plain), QByteArray("4"));
}

void tst_Answers::unreadableAnswerIsNoEmptyResult_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("fails");
    const auto row = [](const char *name, const QByteArray &command, const QByteArray &answer,
                        bool fails) { QTest::newRow(name) << command << answer << fails; };
    row("search", "SEARCH UNSEEN", "* SEARCH 1 two\r\n", true);
    row("search, in lower case", "SEARCH UNSEEN", "* search 1 two\r\n", true);
    row("search, half of it", "SEARCH UNSEEN", "* SEARCH 1 2\r\n* SEARCH 3 four\r\n", true);
    row("search, without hits", "SEARCH UNSEEN", "* SEARCH\r\n", false);
    row("search, untold", "SEARCH UNSEEN", "", false);
    row("search, and something else", "SEARCH UNSEEN", "* 7 FETCH (FLAGS\r\n* SEARCH 1\r\n", false);
    row("sort", "SORT (DATE) UTF-8 ALL", "* SORT 3 1 x\r\n", true);
    row("thread", "THREAD REFERENCES UTF-8 ALL", "* THREAD (1 2))(\r\n", true);
    row("status", "STATUS Sent (MESSAGES)", "* STATUS Sent (MESSAGES many)\r\n", true);
    row("namespace", "NAMESPACE", "* NAMESPACE what\r\n", true);
    row("acl", "GETACL Sent", "* ACL\r\n", true);
    row("quota", "GETQUOTA root", "* QUOTA root\r\n", true);
    row("list", "LIST x y", "* LIST what\r\n", true);
    row("list, one of two", "LIST x y", "* LIST what\r\n* LIST () \"/\" y\r\n", false);
    row("fetch, each for itself", "FETCH 7 FLAGS", "* 7 FETCH (FLAGS\r\n", false);
}

void tst_Answers::unreadableAnswerIsNoEmptyResult()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, answer);
    QFETCH(bool, fails);
    Dialogue d;
    d.openSelected();
    const quint64 id = d.submit(command);
    const int warnings = d.count<WarningEvent>();
    d.server(answer + "T2 OK done\r\n");
    QVERIFY2(d.finished(id), d.story());
    QCOMPARE(d.error(id).category(), fails ? QImap4Error::MalformedError : QImap4Error::NoError);
    QVERIFY(!fails || d.count<WarningEvent>() > warnings);
    QVERIFY(!fails || d.count<SearchEvent>() == 0);
    QVERIFY(!d.session().isOver());
}

void tst_Answers::unreadableAnswerFailsItsOwnSearchAlone()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 ESEARCH");
    const auto search = [&d](const char *key) {
        Command command("SEARCH");
        return d.submit(
            "SEARCH",
            {{{"ESEARCH"}, {command.atom("RETURN").open().atom("ALL").close().atom(key)}}});
    };
    const quint64 broken = search("SEEN");
    const quint64 whole = search("UNSEEN");
    const auto answerTo = [&d](const QByteArray &tag) {
        return "* ESEARCH (TAG \"" + d.tagged(tag + ' ').trimmed() + "\") ALL ";
    };
    d.server(answerTo("T2") + "1:x\r\n" + answerTo("T3") + "4\r\nT2 OK done\r\nT3 OK done\r\n");
    QCOMPARE(d.error(broken).category(), QImap4Error::MalformedError);
    QVERIFY2(!d.error(whole), d.story());
    QCOMPARE(d.finished(whole)->value.value<QImap4SearchResult>().messages.toString(),
             QByteArray("4"));
}

void tst_Answers::answerThatIsWantedAsItIsNeedNotBeRead()
{
    Dialogue d;
    d.openSelected();
    Request request;
    request.name = "SEARCH";
    request.collect = {"SEARCH"};
    request.alternatives = {{{}, {Command("SEARCH").atom("X-OWN")}}};
    const quint64 id = d.submit(request);
    d.server("* SEARCH one two\r\nT2 OK done\r\n");
    QVERIFY(d.finished(id) && !d.error(id));
    QCOMPARE(d.finished(id)->untagged.size(), 1);
}

void tst_Answers::dataIsCountedFromTheOldestCommandOn()
{
    Dialogue::Session::Options options = Dialogue::plain();
    options.limits.result = 3600;
    Dialogue d(options);
    d.openSelected();
    const quint64 acl = d.submit("GETACL INBOX");
    const QByteArray data = "* ACL INBOX alice " + QByteArray(80, 'r') + "\r\n";
    int answers = 0;
    for (; answers < 50 && !d.session().isOver(); ++answers) {
        const quint64 noop = d.submit("NOOP");
        d.server(data + 'T' + QByteArray::number(answers + 3) + " OK done\r\n");
        QVERIFY(d.finished(noop));
    }
    QCOMPARE(d.error(acl).category(), QImap4Error::LimitError);
    QCOMPARE(answers, 11); // a hundred bytes and four values each; ten are as many as may be
}

void tst_Answers::earlierDataIsNotCounted()
{
    Dialogue::Session::Options options = Dialogue::plain();
    options.limits.result = 1000;
    Dialogue d(options);
    d.openSelected();
    const QByteArray data = "* ACL INBOX alice " + QByteArray(80, 'r') + "\r\n";
    for (int i = 0; i < 50; ++i) {
        const quint64 acl = d.submit("GETACL INBOX");
        d.server(data + 'T' + QByteArray::number(i + 2) + " OK done\r\n");
        QVERIFY2(d.finished(acl) && !d.error(acl), QByteArray::number(i));
    }
}

void tst_Answers::halfAMoveIsNotBegun()
{
    Dialogue d;
    d.openSelected();
    d.server("* OK [READ-ONLY] somebody took your rights\r\n");
    const quint64 move = d.submit("UID MOVE", {{{}, {copy(), mark()}}});
    QCOMPARE(d.error(move).category(), QImap4Error::ReadOnlyError);
    QCOMPARE(d.client(), QByteArray());
}

void tst_Answers::halfAListOfMessagesIsNotAppended()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 APPENDLIMIT=100");
    const quint64 append = d.submit("APPEND", {{{}, {appendOf(10), appendOf(101)}}});
    QCOMPARE(d.error(append).category(), QImap4Error::InvalidArgumentError);
    QCOMPARE(d.client(), QByteArray());
}

void tst_Answers::moveHasOneTypeOfValue_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("steps");
    QTest::addColumn<QByteArray>("destination");
    QTest::newRow("expunged") << QByteArray("[COPYUID 9 7 101] ") << 3 << QByteArray("101");
    QTest::newRow("expunged, untold") << QByteArray() << 3 << QByteArray();
    QTest::newRow("marked") << QByteArray("[COPYUID 9 7 101] ") << 2 << QByteArray("101");
    QTest::newRow("marked, untold") << QByteArray() << 2 << QByteArray();
}

void tst_Answers::moveHasOneTypeOfValue()
{
    QFETCH(QByteArray, code);
    QFETCH(int, steps);
    QFETCH(QByteArray, destination);
    Dialogue d;
    d.openSelected();
    QList<Command> commands{copy(), mark(), Command("UID EXPUNGE").set(QImap4MessageSet::uids(7))};
    commands.resize(steps);
    const quint64 move = d.submit("UID MOVE", {{{}, commands}});
    d.server("T2 OK " + code + "copied\r\n");
    d.server("T3 OK done\r\n");
    if (steps == 3)
        d.server("* 7 EXPUNGE\r\nT4 OK done\r\n");
    QVERIFY(d.finished(move));
    const QVariant value = d.finished(move)->value;
    QCOMPARE(value.metaType(), QMetaType::fromType<QImap4UidMapping>());
    QCOMPARE(value.value<QImap4UidMapping>().destination.toString(), destination);
}

void tst_Answers::doneEndsTheIdleBehindAutoIdle()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    d.session().setAutoIdle(true, d.now());
    d.wait(1000);
    QCOMPARE(d.client(), QByteArray("T2 IDLE"));
    d.server("+ idling\r\n");
    const quint64 idle = d.idle(60000);
    const quint64 noop = d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("DONE"));
    d.session().endIdle(d.now());
    QVERIFY(d.finished(idle));
    QCOMPARE(d.finished(idle)->value.toInt(), int(Session::IdleEnd::Done));
    QCOMPARE(d.client(), QByteArray("T3 NOOP")); // which it had held
    d.server("T2 OK done\r\nT3 OK done\r\n");
    QVERIFY(d.finished(noop));
    QCOMPARE(d.client(), QByteArray());
}

void tst_Answers::refusalsAreNewsForIdle_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isNews");
    QTest::newRow("NO") << QByteArray("* NO disk nearly full\r\n") << true;
    QTest::newRow("BAD") << QByteArray("* BAD out of memory\r\n") << true;
    QTest::newRow("OK") << QByteArray("* OK still here\r\n") << false;
}

void tst_Answers::refusalsAreNewsForIdle()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, isNews);
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    d.idle(60000);
    d.client();
    d.server("+ idling\r\n");
    d.server(line);
    QCOMPARE(d.client(), isNews ? QByteArray("DONE") : QByteArray());
}

void tst_Answers::thinkingApplicationIsNotASilentServer()
{
    Dialogue::Session::Options options = Dialogue::plain();
    options.limits.loginTimeout = 1000000;
    options.limits.commandTimeout = 1000;
    Dialogue d(options);
    greet(d);
    const quint64 login = d.authenticate(byChallenge());
    d.client();
    d.server("+ \r\n");
    d.wait(500000);
    QVERIFY(!d.session().isOver());
    d.session().answerChallenge(login, QByteArray("123456"), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray("123456").toBase64());
    d.wait(999);
    QVERIFY(!d.session().isOver());
    d.wait(1);
    QCOMPARE(d.error(login).category(), QImap4Error::TimeoutError);
}

void tst_Answers::answerToAnEarlierLoginIsNotSent()
{
    Dialogue d;
    greet(d);
    const quint64 first = d.authenticate(byChallenge());
    d.server("+ \r\n");
    d.server("T1 NO too slow\r\n");
    const quint64 second = d.authenticate(byChallenge());
    d.server("+ \r\n");
    d.client();
    d.session().answerChallenge(first, QByteArray("for the first"), d.now());
    d.session().answerChallenge(first, {}, d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray());
    d.session().answerChallenge(second, QByteArray("for the second"), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray("for the second").toBase64());
}

void tst_Answers::logoutDoesNotWaitForCredentials()
{
    Dialogue d;
    greet(d);
    AuthenticationRequest how;
    how.source = AuthenticationRequest::Source::AskApplication;
    const quint64 login = d.authenticate(how);
    QVERIFY(d.last<CredentialsEvent>());
    d.submit("LOGOUT");
    QCOMPARE(d.error(login).category(), QImap4Error::CancelledError);
    QCOMPARE(d.client(), QByteArray("T1 LOGOUT"));
}

void tst_Answers::logoutDoesNotWaitForAnAnswerToAChallenge()
{
    Dialogue d;
    greet(d);
    const quint64 login = d.authenticate(byChallenge());
    d.server("+ \r\n");
    d.client();
    d.submit("LOGOUT");
    QCOMPARE(d.client(), QByteArray("*"));
    d.server("T1 BAD cancelled\r\n");
    QCOMPARE(d.error(login).category(), QImap4Error::CancelledError);
    QCOMPARE(d.client(), QByteArray("T2 LOGOUT"));
}

void tst_Answers::codesDuringALoginHideSecrets()
{
    Dialogue d;
    greet(d);
    d.login();
    d.server("* OK [X-SEEN s3cret] hm\r\n");
    QCOMPARE(d.last<ResponseCodeEvent>()->code.name(), QByteArray("X-SEEN"));
    QVERIFY(!d.last<ResponseCodeEvent>()->code.arguments().contains("s3cret"));
}

void tst_Answers::preauthenticatedClientIntroducesItself()
{
    Dialogue::Session::Options options = Dialogue::plain();
    options.quirks.emplace();
    options.quirks->policies = QImap4Quirks::IdBeforeSelect;
    Dialogue d(options);
    d.open();
    d.server("* PREAUTH ready\r\n");
    QCOMPARE(d.client(), QByteArray("T1 CAPABILITY"));
    d.server("* CAPABILITY IMAP4rev1 ID\r\nT1 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T2 ID (\"name\" \"QImap4\")"));
    d.server("* CAPABILITY IMAP4rev1 ID IDLE\r\nT2 OK done\r\n");
    d.select("INBOX");
    QCOMPARE(d.client(), QByteArray("T3 SELECT INBOX")); // and says it once
}

void tst_Answers::failureTellsWhatWentBefore_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("not understood") << QByteArray("BAD what");
    QTest::newRow("refused") << QByteArray("NO [INUSE] not now");
}

void tst_Answers::failureTellsWhatWentBefore()
{
    QFETCH(QByteArray, answer);
    Dialogue d;
    d.openSelected();
    const quint64 noop = d.submit("NOOP");
    d.server("T2 " + answer + "\r\n");
    const QStringList actions = d.error(noop).recentActions();
    QVERIFY(actions.size() >= 2);
    const QString told = actions.join(u'\n');
    QVERIFY2(actions.at(actions.size() - 2).endsWith(QStringLiteral("2 NOOP")), qPrintable(told));
    QVERIFY2(told.endsWith(QString::fromLatin1("2 " + answer)), qPrintable(told));
}

void tst_Answers::refusedLoginTellsWhatWentBefore()
{
    Dialogue d;
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 login = d.login();
    d.server("T1 NO not with s3cret\r\n");
    const QString actions = d.error(login).recentActions().join(u'\n');
    QVERIFY2(actions.endsWith(QStringLiteral("1 NO not with ***")), qPrintable(actions));
    QVERIFY2(!actions.contains(QStringLiteral("s3cret")), qPrintable(actions));
}

void tst_Answers::localRefusalTellsNothing()
{
    Dialogue d;
    d.openSelected();
    const quint64 late = d.submit("STARTTLS");
    QVERIFY(d.error(late));
    QVERIFY(d.error(late).recentActions().isEmpty()); // nothing went wrong there
}

QTEST_GUILESS_MAIN(tst_Answers)

#include "tst_answers.moc"
