// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialogue.h"

#include <QtTest/qtest.h>

using namespace QImap4Internal;

// The engine as dialogue: what the server says, what the client says, what the application learns.
class tst_Session : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greetingWithoutCapabilitiesMakesTheClientAsk();
    void greetingWithCapabilitiesIsNotAskedAgain();
    void badGreetingEndsTheSession_data();
    void badGreetingEndsTheSession();
    void loginTakesCapabilitiesFromItsOk();
    void loginAsksForCapabilitiesThatItsOkDidNotTell();
    void loginRefusedIsAnAuthenticationError();
    void passwordIsNotSentInTheClearAcrossANetwork();
    void loginDisabledIsHonoured();
    void passwordIsNotLogged();

    void startTlsForgetsWhatWasSaidInTheClear();
    void startTlsFailsClosed_data();
    void startTlsFailsClosed();
    void explicitStartTlsFailsClosed();
    void startTlsInTheWrongStateIsRefusedAtOnce_data();
    void startTlsInTheWrongStateIsRefusedAtOnce();

    void commandsGoOutAtOnce();
    void barrierWaitsAndHolds();
    void sameMessagesAreNotFetchedTwiceAtATime();
    void sequenceNumbersWaitForCommandsThatMayExpunge();
    void tenThousandCommandsAreAnsweredInBoundedFlight();
    void answersOutOfOrderReachTheirCommands();
    void unaskedFlagsBelongToNobody();
    void commandsWaitForCapabilities();
    void commandInWrongStateIsNotSent();
    void commandWithoutCapabilityIsNotSent();

    void literalWaitsForItsContinuation();
    void untaggedDataBeforeTheContinuationChangesNothing();
    void refusedLiteralIsNotSent();
    void nonSynchronizingLiteralGoesAtOnce();

    void selectDescribesTheMailbox();
    void failedSelectLeavesNoMailbox();
    void dataOfNoMailboxIsDropped();
    void newsKeepTheServersOrder();
    void impossibleExpungeIsIgnored();
    void moveFallsBackStepByStep();
    void moveStopsWhenAStepFails();
    void moveTellsTheNewUidsFromItsUntaggedCode();
    void listRowsGetTheirStatus();

    void idleEndsWithTheFirstNews();
    void idleEndsInTime_data();
    void idleEndsInTime();
    void idleIsInterruptedByACommand();
    void idleInterruptedBeforeItsContinuation();
    void refusedIdleLeavesNoTimer();
    void autoIdleBeginsRenewsAndYields();
    void withoutIdleTheServerIsAsked();

    void byeReachesEveryCommand();
    void logoutEndsWithoutError();
    void logoutSurvivesAnEarlyClose();
    void silenceEndsTheSession();
    void greetingThatNeverComesEndsTheSession();
    void drippingLoginEndsTheSession();
    void idleIsNotSilence();
    void slowApplicationIsNotSilence();
    void longUploadIsNotSilence();

    void cancelledCommandFinishesOnceAndItsAnswerIsDropped();
    void cancelledWaitingCommandIsNotSent();
    void unexpectedTaggedAnswerIsIgnored();
    void taggedAnswersAreToleratedInAnyForm_data();
    void taggedAnswersAreToleratedInAnyForm();
    void largeContentIsStreamed();
    void uploadReportsProgress();
    void storyIsTheSameAtEverySplit();

    void newsBeforeTheContinuationEndIdle();
    void doneEndsAnIdleThatWaits();
    void serverThatEndsIdleAtOnceIsAskedByNoop();
    void openEndsWhenCapabilitiesNeverCome();
    void cancellingOpenEndsTheSession();
    void searchBySequenceNumberWaitsForCommandsThatMayExpunge();
    void statusAnswersReachTheirCommands();
    void ownCommandsRunAlone();
    void tagAloneIsAFailure();
    void echoedPasswordIsMasked();
    void fetchBeyondTheMailboxIsDropped();
    void gatheredDataIsBounded();
    void gatheredDataCountsAsItLiesInMemory_data();
    void gatheredDataCountsAsItLiesInMemory();
    void enabledUtf8ChangesNamesAndSearches();
    void enabledUtf8ChangesMessages_data();
    void enabledUtf8ChangesMessages();
    void readOnlyMailboxIsNotWrittenTo_data();
    void readOnlyMailboxIsNotWrittenTo();
    void endlessContinuationsEndTheSession();
    void unreadableLiteralSizeEndsTheSession_data();
    void unreadableLiteralSizeEndsTheSession();
    void impossibleUidValidityIsUnknown();
    void permanentFlagsAreReadLikeFlags_data();
    void permanentFlagsAreReadLikeFlags();
    void namesInResponseCodesAreLimited();
    void habitOfAServerIsNotToldForEveryMessage();
    void gatheredContentReportsProgress();
    void echoedPasswordIsMaskedInBase64();
    void nothingIsDueBeforeTheConnectionStands();
    void largeResponsesAreProgressOfFetchesAlone();
};

void tst_Session::greetingWithoutCapabilitiesMakesTheClientAsk()
{
    Dialogue d;
    d.open();
    d.server("* OK hello\r\n");
    QVERIFY(d.client().endsWith("1 CAPABILITY"));
    QVERIFY(!d.finished(1));
    d.server("* CAPABILITY IMAP4rev1 IDLE\r\nT1 OK done\r\n");
    QVERIFY(d.finished(1));
    QVERIFY(!d.error(1));
    QCOMPARE(d.session().state(), SessionState::NotAuthenticated);
    QVERIFY(d.last<CapabilitiesEvent>()->capabilities.has("idle"));
    QCOMPARE(d.last<ConnectedEvent>()->welcome, QStringLiteral("hello"));
}

void tst_Session::greetingWithCapabilitiesIsNotAskedAgain()
{
    Dialogue d;
    d.open();
    d.server("* PREAUTH [CAPABILITY IMAP4rev1] hello\r\n");
    QCOMPARE(d.client(), QByteArray());
    QVERIFY(d.finished(1));
    QCOMPARE(d.session().state(), SessionState::Authenticated);
}

void tst_Session::badGreetingEndsTheSession_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::newRow("bye") << QByteArray("* BYE busy\r\n") << QImap4Error::ByeError;
    QTest::newRow("bad") << QByteArray("* BAD what\r\n") << QImap4Error::ProtocolError;
    QTest::newRow("garbage") << QByteArray("1Gdo00V4 wFaIW2WP\r\n* OK hello\r\n")
                             << QImap4Error::ProtocolError;
    QTest::newRow("other protocol")
        << QByteArray("220 smtp.example ESMTP\r\n") << QImap4Error::ProtocolError;
    QTest::newRow("tagged") << QByteArray("A1 OK hello\r\n") << QImap4Error::ProtocolError;
}

void tst_Session::badGreetingEndsTheSession()
{
    QFETCH(QByteArray, greeting);
    QFETCH(QImap4Error::Category, category);
    Dialogue d;
    d.open();
    const quint64 login = d.login();
    d.server(greeting);
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.error(1).category(), category);
    QCOMPARE(d.error(login).category(), category);
    QCOMPARE(d.session().state(), SessionState::Disconnected);
    QCOMPARE(d.session().takeAction(), Session::TransportAction::Close);
}

void tst_Session::loginTakesCapabilitiesFromItsOk()
{
    Dialogue d;
    d.open();
    const quint64 login = d.login();
    const quint64 noop = d.submit("NOOP");
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    QCOMPARE(d.client(), QByteArray("T1 LOGIN \"alice\" \"s3cret\""));
    d.server("T1 OK [CAPABILITY IMAP4rev1 MOVE] welcome\r\n");
    QVERIFY(!d.error(login));
    QCOMPARE(d.session().state(), SessionState::Authenticated);
    QVERIFY(d.last<CapabilitiesEvent>()->capabilities.has("MOVE"));
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
    d.server("T2 OK done\r\n");
    QVERIFY(!d.error(noop));
}

void tst_Session::loginAsksForCapabilitiesThatItsOkDidNotTell()
{
    Dialogue d;
    d.open();
    const quint64 login = d.login();
    d.submit("NOOP");
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    d.client();
    d.server("T1 OK welcome\r\n");
    QVERIFY(!d.error(login));
    QCOMPARE(d.client(), QByteArray("T2 CAPABILITY"));
    d.server("* CAPABILITY IMAP4rev1 ENABLE\r\nT2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T3 NOOP"));
}

void tst_Session::loginRefusedIsAnAuthenticationError()
{
    Dialogue d;
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 login = d.login();
    d.server("T1 NO [AUTHENTICATIONFAILED] wrong password\r\n");
    QCOMPARE(d.error(login).category(), QImap4Error::AuthenticationError);
    QCOMPARE(d.error(login).serverText(), QStringLiteral("wrong password"));
    QVERIFY(d.error(login).responseCode().is("AUTHENTICATIONFAILED"));
    QCOMPARE(d.session().state(), SessionState::NotAuthenticated);
}

void tst_Session::passwordIsNotSentInTheClearAcrossANetwork()
{
    Dialogue d;
    d.open(false);
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 login = d.login();
    QCOMPARE(d.error(login).category(), QImap4Error::InsecureError);
    QCOMPARE(d.client(), QByteArray());

    Session::Options never;
    never.cleartext = Session::Cleartext::Never;
    Dialogue strict(never);
    strict.open(true);
    strict.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    QCOMPARE(strict.error(strict.login()).category(), QImap4Error::InsecureError);
}

void tst_Session::loginDisabledIsHonoured()
{
    Dialogue d;
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hello\r\n");
    const quint64 login = d.login();
    QCOMPARE(d.error(login).category(), QImap4Error::InsecureError);
    QCOMPARE(d.client(), QByteArray());
}

void tst_Session::passwordIsNotLogged()
{
    Dialogue d;
    d.session().setLogging(true);
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    d.login();
    d.server("T1 NO no\r\n");
    const QByteArray story = d.story();
    QVERIFY2(story.contains("LOGIN"), story.constData());
    QVERIFY2(!story.contains("s3cret"), story.constData());
}

void tst_Session::startTlsForgetsWhatWasSaidInTheClear()
{
    Dialogue d(Dialogue::startTls());
    d.open(false);
    const quint64 login = d.login();
    d.server("* OK [ALERT] C4N4RY\r\n");
    QVERIFY(d.client().endsWith("1 STARTTLS"));
    d.server("* CAPABILITY IMAP4rev1 C4N4RY\r\n* LIST () \"/\" C4N4RY\r\n* 54321 EXISTS\r\n"
             "* OK [ALERT] C4N4RY\r\n* 1 FETCH (FLAGS (C4N4RY))\r\n* ID (\"name\" \"C4N4RY\")\r\n");
    d.server("T1 OK begin\r\n");
    QCOMPARE(d.session().takeAction(), Session::TransportAction::StartTls);
    QCOMPARE(d.client(), QByteArray());
    d.session().tlsEstablished(d.now());
    QCOMPARE(d.story(), QByteArray("capabilities \nstate 2\nconnected "));
    QCOMPARE(d.client(), QByteArray("T2 CAPABILITY"));
    d.server("* CAPABILITY IMAP4rev1\r\nT2 OK done\r\n");
    QVERIFY(d.client().startsWith("T3 LOGIN"));
    d.server("T3 OK [CAPABILITY IMAP4rev1] in\r\n");
    QVERIFY(!d.error(login));
    QVERIFY(!d.story().contains("C4N4RY"));
}

void tst_Session::startTlsFailsClosed_data()
{
    QTest::addColumn<QByteArrayList>("server");
    const auto row = [](const char *name, const QByteArrayList &lines) {
        QTest::newRow(name) << lines;
    };
    row("answered NO", {"* OK hi\r\n", "T1 NO no\r\n"});
    row("answered BAD", {"* OK hi\r\n", "T1 BAD what\r\n"});
    row("another tag", {"* OK hi\r\n", "T1x OK begin\r\n"});
    row("tag in lower case", {"* OK hi\r\n", "aaaa1 OK begin\r\n"});
    row("PREAUTH", {"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n"});
    row("tagged answer injected", {"* OK hi\r\n", "T1 OK begin\r\nT2 OK done\r\n"});
    row("alert injected", {"* OK hi\r\n", "T1 OK begin\r\n* OK [ALERT] C4N4RY\r\n"});
    row("one byte injected", {"* OK hi\r\n", "T1 OK begin\r\n*"});
    row("junk injected", {"* OK hi\r\n", "T1 OK begin\r\n" + QByteArray(200000, 'x')});
    row("BYE", {"* OK hi\r\n", "* BYE C4N4RY\r\n"});
}

void tst_Session::startTlsFailsClosed()
{
    QFETCH(QByteArrayList, server);
    Dialogue d(Dialogue::startTls());
    d.open(true); // not even on the loopback: TLS was asked for
    const quint64 login = d.login();
    QByteArray said;
    for (const QByteArray &lines : server) {
        d.server(lines);
        said += d.client();
    }
    QVERIFY(!said.contains("LOGIN"));
    QVERIFY(d.error(1).category() == QImap4Error::TlsError
            || d.error(1).category() == QImap4Error::ByeError);
    QVERIFY(d.error(login));
    QCOMPARE(d.finishedCount(login), 1);
    QCOMPARE(d.session().takeAction(), Session::TransportAction::Close);
    QVERIFY(!d.story().contains("C4N4RY"));
    QCOMPARE(d.error(1).serverText(), QString());
}

void tst_Session::explicitStartTlsFailsClosed()
{
    Dialogue d;
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 tls = d.submit("STARTTLS");
    const quint64 login = d.login();
    QCOMPARE(d.error(tls).category(), QImap4Error::TlsError);
    QVERIFY(d.error(login));
    QCOMPARE(d.client(), QByteArray());
    QVERIFY(d.session().isOver());
}

void tst_Session::startTlsInTheWrongStateIsRefusedAtOnce_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<QByteArray>("greeting");
    QTest::newRow("encrypted already")
        << true << QByteArray("* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n");
    QTest::newRow("logged in") << false
                               << QByteArray("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n");
    QTest::newRow("both") << true
                          << QByteArray("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n");
}

void tst_Session::startTlsInTheWrongStateIsRefusedAtOnce()
{
    QFETCH(bool, encrypted);
    QFETCH(QByteArray, greeting);
    Dialogue d;
    if (encrypted)
        d.session().setEncrypted(true);
    d.open();
    d.server(greeting);
    const quint64 tls = d.submit("STARTTLS");
    QCOMPARE(d.error(tls).category(), QImap4Error::IllegalStateError);
    QCOMPARE(d.client(), QByteArray());
    const quint64 noop = d.submit("NOOP"); // the session goes on
    QVERIFY(d.client().endsWith("1 NOOP"));
    d.server("T1 OK done\r\n");
    QVERIFY(d.finished(noop));
    QVERIFY(!d.error(noop));
}

void tst_Session::commandsGoOutAtOnce()
{
    Dialogue d;
    d.openSelected();
    d.submit("NOOP");
    d.fetch("1:10", "FLAGS");
    d.fetch("11:20", "FLAGS");
    d.submit("CHECK");
    QCOMPARE(d.client(),
             QByteArray("T2 NOOP\r\nT3 UID FETCH 1:10 FLAGS\r\nT4 UID FETCH 11:20 FLAGS\r\n"
                        "T5 CHECK"));
}

void tst_Session::barrierWaitsAndHolds()
{
    Dialogue d;
    d.openSelected();
    d.submit("NOOP");
    d.select("Sent");
    d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
    d.server("T2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T3 SELECT Sent"));
    d.server("T3 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T4 NOOP"));
}

void tst_Session::sameMessagesAreNotFetchedTwiceAtATime()
{
    Dialogue d;
    d.openSelected();
    const quint64 first = d.fetch("1:10", "FLAGS");
    const quint64 second = d.fetch("5", "FLAGS");
    QCOMPARE(d.client(), QByteArray("T2 UID FETCH 1:10 FLAGS"));
    d.server("* 5 FETCH (UID 5 FLAGS ())\r\nT2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T3 UID FETCH 5 FLAGS"));
    d.server("* 5 FETCH (UID 5 FLAGS ())\r\nT3 OK done\r\n");
    QCOMPARE(d.uidsOf(first), QList<quint32>{5});
    QCOMPARE(d.uidsOf(second), QList<quint32>{5});
}

void tst_Session::sequenceNumbersWaitForCommandsThatMayExpunge()
{
    Dialogue d;
    d.openSelected();
    d.fetch("1:2", "FLAGS", false);
    d.fetch("3:4", "FLAGS", false);
    d.submit("NOOP");
    d.fetch("5:6", "FLAGS", false);
    QCOMPARE(d.client(), QByteArray("T2 FETCH 1:2 FLAGS\r\nT3 FETCH 3:4 FLAGS\r\nT4 NOOP"));
    d.server("T2 OK done\r\nT3 OK done\r\nT4 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T5 FETCH 5:6 FLAGS"));
}

void tst_Session::tenThousandCommandsAreAnsweredInBoundedFlight()
{
    Dialogue d;
    d.openSelected("IMAP4rev1", 20000);
    constexpr int Count = 10000;
    for (int i = 0; i < Count; ++i)
        d.fetch(QByteArray::number(i + 1), "FLAGS");
    QCOMPARE(d.client().count("\r\n") + 1, qsizetype(CommandQueue::MaximumActive));
    for (int i = 0; i < Count; ++i) {
        const QByteArray n = QByteArray::number(i + 1);
        d.server("* " + n + " FETCH (UID " + n + " FLAGS ())\r\nT" + QByteArray::number(i + 2)
                 + " OK done\r\n");
    }
    QCOMPARE(d.count<FinishedEvent>(), Count);
    QCOMPARE(d.count<MessagesEvent>(), Count);
}

void tst_Session::answersOutOfOrderReachTheirCommands()
{
    Dialogue d;
    d.openSelected();
    const quint64 first = d.fetch("1:10", "FLAGS");
    const quint64 second = d.fetch("11:20", "FLAGS");
    d.server("* 11 FETCH (UID 11 FLAGS ())\r\n* 1 FETCH (UID 1 FLAGS ())\r\n"
             "* 12 FETCH (UID 12 FLAGS ())\r\nT3 OK done\r\n* 2 FETCH (UID 2 FLAGS ())\r\n"
             "T2 OK done\r\n");
    QCOMPARE(d.uidsOf(first), (QList<quint32>{1, 2}));
    QCOMPARE(d.uidsOf(second), (QList<quint32>{11, 12}));
}

void tst_Session::unaskedFlagsBelongToNobody()
{
    Dialogue d;
    d.openSelected();
    const quint64 fetch = d.fetch("1:10", "FLAGS");
    d.server("* 50 FETCH (UID 50 FLAGS (\\Seen))\r\n* 3 FETCH (UID 3 FLAGS ())\r\nT2 OK done\r\n"
             "* 4 FETCH (UID 4 FLAGS ())\r\n");
    QCOMPARE(d.uidsOf(fetch), QList<quint32>{3});
    QCOMPARE(d.uidsOf(0), (QList<quint32>{50, 4}));
}

void tst_Session::commandsWaitForCapabilities()
{
    Dialogue d;
    d.open();
    d.submit("NOOP");
    d.server("* OK hello\r\n");
    QVERIFY(d.client().endsWith("1 CAPABILITY"));
    d.server("T1 BAD what\r\n"); // a server that does not know it can still be used
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
}

void tst_Session::commandInWrongStateIsNotSent()
{
    Dialogue d;
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 select = d.select("INBOX");
    const quint64 fetch = d.fetch("1", "FLAGS");
    QCOMPARE(d.error(select).category(), QImap4Error::IllegalStateError);
    QCOMPARE(d.error(fetch).category(), QImap4Error::IllegalStateError);
    QCOMPARE(d.client(), QByteArray());
}

void tst_Session::commandWithoutCapabilityIsNotSent()
{
    Dialogue d;
    d.openSelected();
    const quint64 idle = d.idle(1000);
    QCOMPARE(d.error(idle).category(), QImap4Error::UnsupportedError);
    QCOMPARE(d.client(), QByteArray());
}

void tst_Session::literalWaitsForItsContinuation()
{
    Dialogue d;
    d.openSelected();
    const quint64 append = d.submit(
        "APPEND", {{{}, {Command("APPEND").mailbox(QStringLiteral("Drafts")).literal("Hi\r\n")}}});
    const quint64 noop = d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("T2 APPEND Drafts {4}"));
    d.server("+ go\r\n");
    QCOMPARE(d.client(), QByteArray("Hi\r\n\r\nT3 NOOP"));
    d.server("T2 OK [APPENDUID 38505 3955] done\r\nT3 OK done\r\n");
    const auto mapping = d.finished(append)->value.value<QImap4UidMapping>();
    QCOMPARE(mapping.uidValidity, 38505U);
    QCOMPARE(mapping.destination, QImap4MessageSet::uids(3955));
    QVERIFY(!d.error(noop));
}

void tst_Session::untaggedDataBeforeTheContinuationChangesNothing()
{
    Dialogue d;
    d.openSelected();
    const quint64 append = d.submit(
        "APPEND", {{{}, {Command("APPEND").mailbox(QStringLiteral("Drafts")).literal("Hi\r\n")}}});
    d.client();
    d.server("* 101 EXISTS\r\n* OK still here\r\n* 3 FETCH (FLAGS ())\r\n");
    QCOMPARE(d.client(), QByteArray());
    d.server("+ go\r\n");
    QCOMPARE(d.client(), QByteArray("Hi\r\n"));
    d.server("T2 OK done\r\n");
    QVERIFY(!d.error(append));
    QCOMPARE(d.last<ExistsEvent>()->count, 101U);
}

void tst_Session::refusedLiteralIsNotSent()
{
    Dialogue d;
    d.openSelected();
    const quint64 append = d.submit(
        "APPEND", {{{}, {Command("APPEND").mailbox(QStringLiteral("Drafts")).literal("Hi\r\n")}}});
    const quint64 noop = d.submit("NOOP");
    d.client();
    d.server("T2 NO [TRYCREATE] no such mailbox\r\n");
    QCOMPARE(d.error(append).category(), QImap4Error::RefusedError);
    QCOMPARE(d.client(), QByteArray("T3 NOOP"));
    d.server("T3 OK done\r\n");
    QVERIFY(!d.error(noop));
}

void tst_Session::nonSynchronizingLiteralGoesAtOnce()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 LITERAL+");
    d.submit("APPEND",
             {{{}, {Command("APPEND").mailbox(QStringLiteral("Drafts")).literal("Hi\r\n")}}});
    d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("T2 APPEND Drafts {4+}\r\nHi\r\n\r\nT3 NOOP"));
}

void tst_Session::selectDescribesTheMailbox()
{
    Dialogue d;
    d.open();
    d.server("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n");
    const quint64 select = d.select("INBOX");
    d.server("* FLAGS (\\Seen \\Draft $Work)\r\n* 172 EXISTS\r\n* 1 RECENT\r\n"
             "* OK [UNSEEN 12] first\r\n* OK [UIDVALIDITY 3857529045] valid\r\n"
             "* OK [UIDNEXT 4392] next\r\n* OK [PERMANENTFLAGS (\\Seen \\* )] limited\r\n"
             "* OK [HIGHESTMODSEQ 715194045007]\r\nT1 OK [READ-ONLY] done\r\n");
    const auto mailbox = d.finished(select)->value.value<QImap4MailboxInfo>();
    QCOMPARE(mailbox.name(), QStringLiteral("INBOX"));
    QCOMPARE(mailbox.exists(), 172U);
    QCOMPARE(mailbox.recent(), 1U);
    QCOMPARE(mailbox.firstUnseen(), 12U);
    QCOMPARE(mailbox.uidValidity(), 3857529045U);
    QCOMPARE(mailbox.uidNext(), 4392U);
    QCOMPARE(mailbox.highestModSeq(), 715194045007ULL);
    QVERIFY(mailbox.flags().hasKeyword("$work"));
    QVERIFY(mailbox.permanentFlags().has(QImap4Flags::AnyKeyword));
    QVERIFY(mailbox.isReadOnly());
    QCOMPARE(d.last<SelectedEvent>()->mailbox, mailbox);
    QCOMPARE(d.count<ExistsEvent>(), 0); // part of the description, not news
}

void tst_Session::failedSelectLeavesNoMailbox()
{
    Dialogue d;
    d.openSelected();
    const quint64 select = d.select("Nowhere");
    d.server("T2 NO no such mailbox\r\n");
    QCOMPARE(d.error(select).category(), QImap4Error::RefusedError);
    QCOMPARE(d.session().state(), SessionState::Authenticated);
    QCOMPARE(d.count<ClosedEvent>(), 1);
}

void tst_Session::dataOfNoMailboxIsDropped()
{
    Dialogue d;
    d.open();
    d.server("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n");
    d.clearEvents();
    d.server("* 7 EXISTS\r\n* 1 FETCH (FLAGS ())\r\n* 1 EXPUNGE\r\n* FLAGS (\\Seen)\r\n");
    QCOMPARE(d.story(), QByteArray());
}

void tst_Session::newsKeepTheServersOrder()
{
    Dialogue d;
    d.openSelected("IMAP4rev1", 10);
    d.server("* 10 FETCH (FLAGS ())\r\n* 9 FETCH (FLAGS ())\r\n* 2 EXPUNGE\r\n* 2 EXPUNGE\r\n"
             "* 8 FETCH (FLAGS ())\r\n* 9 EXISTS\r\n* 9 FETCH (FLAGS ())\r\n");
    QCOMPARE(d.story(),
             QByteArray("messages of 0: 10 9\nexpunge 2 2\nmessages of 0: 8\nexists 9\n"
                        "messages of 0: 9"));
}

void tst_Session::impossibleExpungeIsIgnored()
{
    Dialogue d;
    d.openSelected("IMAP4rev1", 1);
    d.server("* 5 EXPUNGE\r\n* 0 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n");
    QCOMPARE(d.count<ExpungeEvent>(), 1);
    QCOMPARE(d.last<ExpungeEvent>()->sequenceNumbers, QList<quint32>{1});
}

static QList<Alternative> waysToMove()
{
    const auto set = QImap4MessageSet::uids(7, 8);
    const QString trash = QStringLiteral("Trash");
    const Command copy = Command("UID COPY").set(set).mailbox(trash);
    const Command mark =
        Command("UID STORE").set(set).atom("+FLAGS.SILENT").flags(QImap4Flags::Deleted);
    return {{{"MOVE"}, {Command("UID MOVE").set(set).mailbox(trash)}},
            {{"UIDPLUS"}, {copy, mark, Command("UID EXPUNGE").set(set)}},
            {{}, {copy, mark}}};
}

void tst_Session::moveFallsBackStepByStep()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 UIDPLUS");
    const quint64 move = d.submit("UID MOVE", waysToMove());
    QCOMPARE(d.client(), QByteArray("T2 UID COPY 7:8 Trash"));
    d.server("T2 OK [COPYUID 9 7:8 101:102] copied\r\n");
    QCOMPARE(d.client(), QByteArray("T3 UID STORE 7:8 +FLAGS.SILENT (\\Deleted)"));
    d.server("T3 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T4 UID EXPUNGE 7:8"));
    d.server("* 7 EXPUNGE\r\n* 7 EXPUNGE\r\nT4 OK done\r\n");
    QCOMPARE(d.finishedCount(move), 1);
    QVERIFY(!d.error(move));
    const auto mapping = d.finished(move)->value.value<QImap4UidMapping>();
    QCOMPARE(mapping.source, QImap4MessageSet::uids(7, 8));
    QCOMPARE(mapping.destination, QImap4MessageSet::uids(101, 102));
}

void tst_Session::moveStopsWhenAStepFails()
{
    Dialogue d;
    d.openSelected("IMAP4rev1");
    const quint64 move = d.submit("UID MOVE", waysToMove());
    d.client();
    d.server("T2 NO [OVERQUOTA] full\r\n");
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.error(move).category(), QImap4Error::RefusedError);
}

void tst_Session::moveTellsTheNewUidsFromItsUntaggedCode()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 MOVE");
    const quint64 move = d.submit("UID MOVE", waysToMove());
    QCOMPARE(d.client(), QByteArray("T2 UID MOVE 7:8 Trash"));
    d.server("* OK [COPYUID 432432 7:8 1202:1203]\r\n* 7 EXPUNGE\r\n* 7 EXPUNGE\r\nT2 OK Done\r\n");
    const auto mapping = d.finished(move)->value.value<QImap4UidMapping>();
    QCOMPARE(mapping.uidValidity, 432432U);
    QCOMPARE(mapping.destination, QImap4MessageSet::uids(1202, 1203));
    QCOMPARE(d.last<ExpungeEvent>()->sequenceNumbers, (QList<quint32>{7, 7}));
}

void tst_Session::listRowsGetTheirStatus()
{
    Dialogue d;
    d.openSelected();
    const quint64 list =
        d.submit("LIST", {{{}, {Command("LIST").mailbox({}).mailboxPattern(QStringLiteral("*"))}}});
    d.server("* LIST () \"/\" \"A\"\r\n* STATUS \"A\" (UNSEEN 3)\r\n* LIST () \"/\" \"B\"\r\n"
             "* STATUS \"B\" (UNSEEN 0)\r\nT2 OK done\r\n");
    const auto rows = d.finished(list)->value.value<QList<QImap4Mailbox>>();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).status()->unseen, std::optional<quint32>(3));
    QCOMPARE(rows.at(1).status()->unseen, std::optional<quint32>(0));
}

void tst_Session::idleEndsWithTheFirstNews()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    const quint64 idle = d.idle(60000);
    QCOMPARE(d.client(), QByteArray("T2 IDLE"));
    d.server("+ idling\r\n* OK Still here\r\n");
    QCOMPARE(d.client(), QByteArray());
    d.server("* 102 EXISTS\r\n* 1 RECENT\r\n");
    QCOMPARE(d.client(), QByteArray("DONE"));
    d.server("* 103 EXISTS\r\nT2 OK done\r\n");
    QCOMPARE(d.finished(idle)->value.toInt(), int(Session::IdleEnd::News));
    QCOMPARE(d.last<ExistsEvent>()->count, 103U);
}

void tst_Session::idleEndsInTime_data()
{
    QTest::addColumn<int>("timeout");
    QTest::newRow("2 s") << 2000;
    QTest::newRow("at once") << 0;
}

void tst_Session::idleEndsInTime()
{
    QFETCH(int, timeout);
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    const quint64 idle = d.idle(timeout);
    d.client();
    d.server("+ idling\r\n");
    if (timeout > 0) {
        QCOMPARE(d.session().deadline(), d.now() + timeout);
        d.wait(timeout - 1);
        QCOMPARE(d.client(), QByteArray());
    }
    d.wait(1);
    QCOMPARE(d.client(), QByteArray("DONE"));
    d.server("T2 OK done\r\n");
    QCOMPARE(d.finished(idle)->value.toInt(), int(Session::IdleEnd::Timeout));
}

void tst_Session::idleIsInterruptedByACommand()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    const quint64 idle = d.idle(60000);
    d.client();
    d.server("+ idling\r\n");
    d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("DONE\r\nT3 NOOP")); // in one go
    d.server("T2 OK done\r\nT3 OK done\r\n");
    QCOMPARE(d.finished(idle)->value.toInt(), int(Session::IdleEnd::Interrupted));
}

void tst_Session::idleInterruptedBeforeItsContinuation()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    d.idle(60000);
    d.client();
    d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray());
    d.server("+ idling\r\n");
    QCOMPARE(d.client(), QByteArray("DONE\r\nT3 NOOP"));
}

void tst_Session::refusedIdleLeavesNoTimer()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    const quint64 idle = d.idle(2000);
    d.server("T2 NO not now\r\n");
    QCOMPARE(d.error(idle).category(), QImap4Error::RefusedError);
    d.client();
    d.wait(5000);
    QCOMPARE(d.client(), QByteArray());
    d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("T3 NOOP"));
}

void tst_Session::autoIdleBeginsRenewsAndYields()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    d.session().setAutoIdle(true, d.now());
    d.wait(10000);
    QCOMPARE(d.client(), QByteArray("T2 IDLE"));
    d.server("+ idling\r\n* 101 EXISTS\r\n");
    QCOMPARE(d.client(), QByteArray()); // goes on
    QVERIFY(d.last<IdlingEvent>()->idling);
    d.wait(QImap4Limits().idleRenewal);
    QCOMPARE(d.client(), QByteArray("DONE"));
    d.server("T2 OK done\r\n");
    d.wait(1000);
    QCOMPARE(d.client(), QByteArray("T3 IDLE"));
    d.server("+ idling\r\n");
    d.fetch("1", "FLAGS");
    QCOMPARE(d.client(), QByteArray("DONE\r\nT4 UID FETCH 1 FLAGS"));
    d.server("T3 OK done\r\n* 1 FETCH (UID 1 FLAGS ())\r\nT4 OK done\r\n");
    d.wait(1000);
    QCOMPARE(d.client(), QByteArray("T5 IDLE"));
}

void tst_Session::withoutIdleTheServerIsAsked()
{
    Dialogue d;
    d.openSelected("IMAP4rev1");
    d.session().setAutoIdle(true, d.now());
    d.wait(QImap4Limits().pollInterval - 1);
    QCOMPARE(d.client(), QByteArray());
    d.wait(1);
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
    d.server("T2 OK done\r\n");
    d.wait(QImap4Limits().pollInterval);
    QCOMPARE(d.client(), QByteArray("T3 NOOP"));
}

void tst_Session::byeReachesEveryCommand()
{
    Dialogue d;
    d.openSelected();
    const quint64 running = d.submit("NOOP");
    const quint64 barrier = d.select("Sent");
    const quint64 waiting = d.submit("CHECK");
    d.server("* BYE [UNAVAILABLE] going down\r\n");
    for (const quint64 id : {running, barrier, waiting}) {
        QCOMPARE(d.finishedCount(id), 1);
        QCOMPARE(d.error(id).category(), QImap4Error::ByeError);
        QCOMPARE(d.error(id).serverText(), QStringLiteral("going down"));
        QVERIFY(d.error(id).responseCode().is("UNAVAILABLE"));
    }
    QCOMPARE(d.last<DisconnectedEvent>()->error.category(), QImap4Error::ByeError);
    // A command that comes before the application knows learns the reason, too.
    QCOMPARE(d.error(d.submit("NOOP")).category(), QImap4Error::ByeError);
}

void tst_Session::logoutEndsWithoutError()
{
    Dialogue d;
    d.openSelected();
    const quint64 logout = d.submit("LOGOUT");
    const quint64 late = d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("T2 LOGOUT"));
    d.server("* BYE see you\r\nT2 OK done\r\n");
    QVERIFY(!d.error(logout));
    QCOMPARE(d.error(late).category(), QImap4Error::IllegalStateError);
    QCOMPARE(d.last<DisconnectedEvent>()->error.category(), QImap4Error::NoError);
    QCOMPARE(d.session().takeAction(), Session::TransportAction::Close);
}

void tst_Session::logoutSurvivesAnEarlyClose()
{
    Dialogue d;
    d.openSelected();
    const quint64 logout = d.submit("LOGOUT");
    d.server("* BYE see you\r\n");
    d.session().end(QImap4Error(QImap4Error::NetworkError));
    QCOMPARE(d.finishedCount(logout), 1);
    QVERIFY(!d.error(logout));
    QCOMPARE(d.last<DisconnectedEvent>()->error.category(), QImap4Error::NoError);
}

void tst_Session::silenceEndsTheSession()
{
    Dialogue d;
    d.openSelected();
    const quint64 noop = d.submit("NOOP");
    const int limit = QImap4Limits().commandTimeout;
    QCOMPARE(d.session().deadline(), d.now() + limit);
    d.wait(limit - 1);
    d.server("* OK still there\r\n"); // any sign of life counts
    d.wait(limit - 1);
    QVERIFY(!d.finished(noop));
    d.wait(1);
    QCOMPARE(d.error(noop).category(), QImap4Error::TimeoutError);
    QVERIFY(d.session().isOver());
}

void tst_Session::greetingThatNeverComesEndsTheSession()
{
    Dialogue d;
    d.open();
    for (int i = 0; i < 15; ++i) {
        d.server("*"); // one byte at a time is no greeting either
        d.wait(1000);
    }
    QCOMPARE(d.error(1).category(), QImap4Error::TimeoutError);
}

void tst_Session::drippingLoginEndsTheSession()
{
    Dialogue d;
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 login = d.login();
    for (int i = 0; i < 60; ++i) {
        d.server("* OK wait\r\n");
        d.wait(1000);
    }
    QCOMPARE(d.error(login).category(), QImap4Error::TimeoutError);
}

void tst_Session::idleIsNotSilence()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    const quint64 idle = d.idle(20 * 60 * 1000);
    d.server("+ idling\r\n");
    d.wait(10 * 60 * 1000);
    QVERIFY(!d.finished(idle));
    d.session().endIdle(d.now());
    d.wait(QImap4Limits().commandTimeout); // but after DONE the server must answer
    QCOMPARE(d.error(idle).category(), QImap4Error::TimeoutError);
}

void tst_Session::slowApplicationIsNotSilence()
{
    Dialogue d;
    d.openSelected();
    const quint64 noop = d.submit("NOOP");
    d.session().setReading(false, d.now());
    d.wait(10 * QImap4Limits().commandTimeout);
    QVERIFY(!d.finished(noop));
    d.session().setReading(true, d.now());
    d.server("T2 OK done\r\n");
    QVERIFY(!d.error(noop));
}

void tst_Session::longUploadIsNotSilence()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 LITERAL+");
    const quint64 append = d.submit(
        "APPEND",
        {{{},
          {Command("APPEND").mailbox(QStringLiteral("Drafts")).literal(QByteArray(100000, 'x'))}}});
    const int limit = QImap4Limits().commandTimeout;
    for (int i = 0; i < 5; ++i) {
        // The clock moves between two events without anything that would tell the session.
        const qint64 later = d.now() + limit - 1;
        d.session().sent(1000, later);
        QCOMPARE(d.session().deadline(), later + limit);
        d.wait(limit - 1);
    }
    QVERIFY(!d.finished(append));
}

void tst_Session::cancelledCommandFinishesOnceAndItsAnswerIsDropped()
{
    Dialogue d;
    d.openSelected();
    const quint64 fetch = d.fetch("1:3", "FLAGS");
    d.server("* 1 FETCH (UID 1 FLAGS ())\r\n");
    d.session().cancel(fetch, d.now());
    QCOMPARE(d.error(fetch).category(), QImap4Error::CancelledError);
    d.clearEvents();
    d.server("* 2 FETCH (UID 2 FLAGS ())\r\nT2 OK done\r\n");
    QVERIFY(!d.finished(fetch));
    QCOMPARE(d.uidsOf(fetch), QList<quint32>());
    const quint64 noop = d.submit("NOOP");
    d.server("T3 OK done\r\n");
    QVERIFY(!d.error(noop)); // the connection is as good as before
}

void tst_Session::cancelledWaitingCommandIsNotSent()
{
    Dialogue d;
    d.openSelected();
    d.select("Sent");
    const quint64 waiting = d.submit("NOOP");
    d.client();
    d.session().cancel(waiting, d.now());
    QCOMPARE(d.error(waiting).category(), QImap4Error::CancelledError);
    d.server("T2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray());
}

void tst_Session::unexpectedTaggedAnswerIsIgnored()
{
    Dialogue d;
    d.openSelected();
    const quint64 noop = d.submit("NOOP");
    d.server("XXXX99 OK done\r\n");
    QVERIFY(!d.finished(noop));
    QCOMPARE(d.count<WarningEvent>(), 1);
    d.server("T2 OK done\r\n");
    QVERIFY(!d.error(noop));
}

void tst_Session::taggedAnswersAreToleratedInAnyForm_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("lower case") << QByteArray("T2 ok done\r\n");
    QTest::newRow("without text") << QByteArray("T2 OK\r\n");
    QTest::newRow("code without text") << QByteArray("T2 OK [HIGHESTMODSEQ 9]\r\n");
    QTest::newRow("bare LF") << QByteArray("T2 OK done\n");
}

void tst_Session::taggedAnswersAreToleratedInAnyForm()
{
    QFETCH(QByteArray, line);
    Dialogue d;
    d.openSelected();
    const quint64 noop = d.submit("NOOP");
    d.server(line);
    QVERIFY(d.finished(noop));
    QVERIFY(!d.error(noop));
}

void tst_Session::largeContentIsStreamed()
{
    Dialogue d;
    d.openSelected();
    Request request;
    request.id = 77;
    request.name = "UID FETCH";
    request.messages = QImap4MessageSet::uids(5);
    request.items = QImap4Message::Body;
    request.toSink = true;
    request.alternatives = {
        {{}, {Command("UID FETCH").set(request.messages).section("BODY.PEEK", {})}}};
    d.session().submit(request, d.now());
    constexpr qsizetype Size = 3 * 1024 * 1024;
    d.setChunkSize(50000);
    d.server("* 5 FETCH (UID 5 BODY[] {" + QByteArray::number(Size) + "}\r\n"
             + QByteArray(Size, 'x') + ")\r\nT2 OK done\r\n");
    qsizetype received = 0;
    for (const Event &event : d.events()) {
        if (const auto *content = std::get_if<ContentEvent>(&event)) {
            QCOMPARE(content->owner, 77ULL);
            QCOMPARE(qsizetype(content->chunk.offset), received);
            received += content->chunk.bytes.size();
        }
    }
    QCOMPARE(received, Size);
    QVERIFY(!d.error(77));
}

void tst_Session::uploadReportsProgress()
{
    Dialogue d;
    d.open();
    d.server("* PREAUTH [CAPABILITY IMAP4rev1 LITERAL+] ready\r\n");
    const quint64 append = d.submit(
        "APPEND",
        {{{},
          {Command("APPEND").mailbox(QStringLiteral("Drafts")).literal(QByteArray(100000, 'x'))}}});
    const qint64 total = d.client().size() + (d.tagged("T1 ").size() - 3) + 2; // with its real tag
    d.clearEvents();
    d.session().sent(total - 100000 - 2, d.now()); // up to the literal
    QVERIFY(!d.last<ProgressEvent>());
    d.session().sent(60000, d.now());
    QVERIFY(d.last<ProgressEvent>());
    QCOMPARE(d.last<ProgressEvent>()->id, append);
    QCOMPARE(d.last<ProgressEvent>()->bytes, 60000);
    QCOMPARE(d.last<ProgressEvent>()->total, 100000);
    d.session().sent(40000 + 2, d.now());
    QCOMPARE(d.last<ProgressEvent>()->bytes, 100000);
}

void tst_Session::storyIsTheSameAtEverySplit()
{
    const QByteArray transcript =
        "* 3 FETCH (UID 3 FLAGS (\\Seen) ENVELOPE (NIL {5}\r\nh\r\n)( NIL NIL NIL NIL NIL NIL NIL "
        "NIL))\r\n* 101 EXISTS\r\n* 4 EXPUNGE\r\n* 4 EXPUNGE\r\n* LIST () \"/\" {4}\r\na\"b)\r\n"
        "+ what\r\n* OK [ALERT] look\r\n* BOGUS (a {2}\r\n\r\n)\r\nT2 OK [COPYUID 1 2 3] done\r\n"
        "* BYE bye\r\n";
    QByteArray whole;
    for (qsizetype chunk = 0; chunk < transcript.size(); ++chunk) {
        Dialogue d;
        d.openSelected();
        d.fetch("1:10", "ENVELOPE");
        d.submit("NOOP");
        d.setChunkSize(chunk);
        d.server(transcript);
        const QByteArray story = d.story();
        if (chunk == 0) {
            whole = story;
            QVERIFY(story.contains("expunge 4 4") && story.contains("alert look"));
        }
        QCOMPARE(story, whole);
    }
}

void tst_Session::newsBeforeTheContinuationEndIdle()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    const quint64 idle = d.idle(60000);
    d.client();
    d.server("* 101 EXISTS\r\n");
    QCOMPARE(d.client(), QByteArray()); // DONE must not come before "+"
    d.server("+ idling\r\n");
    QCOMPARE(d.client(), QByteArray("DONE"));
    d.server("T2 OK done\r\n");
    QCOMPARE(d.finished(idle)->value.toInt(), int(Session::IdleEnd::News));
}

void tst_Session::doneEndsAnIdleThatWaits()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    d.submit("NOOP");
    const quint64 idle = d.idle(60000);
    d.session().endIdle(d.now());
    QVERIFY(d.finished(idle));
    QCOMPARE(d.finished(idle)->value.toInt(), int(Session::IdleEnd::Done));
    d.server("T2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
}

void tst_Session::serverThatEndsIdleAtOnceIsAskedByNoop()
{
    Dialogue d;
    d.openSelected("IMAP4rev1 IDLE");
    d.session().setAutoIdle(true, d.now());
    d.wait(1000);
    QCOMPARE(d.client(), QByteArray("T2 IDLE"));
    d.server("+ idling\r\nT2 OK that was it\r\n");
    d.wait(1000);
    QCOMPARE(d.client(), QByteArray());
    d.wait(QImap4Limits().pollInterval);
    QCOMPARE(d.client(), QByteArray("T3 NOOP"));
}

void tst_Session::openEndsWhenCapabilitiesNeverCome()
{
    Dialogue d;
    d.open();
    d.server("* OK hello\r\n");
    for (int i = 0; i < 61; ++i) {
        d.server("* OK wait\r\n");
        d.wait(1000);
    }
    QCOMPARE(d.error(1).category(), QImap4Error::TimeoutError);
}

void tst_Session::cancellingOpenEndsTheSession()
{
    Dialogue d;
    d.open();
    const quint64 login = d.login();
    d.session().cancel(1, d.now());
    QCOMPARE(d.error(1).category(), QImap4Error::CancelledError);
    QCOMPARE(d.error(login).category(), QImap4Error::CancelledError);
    QCOMPARE(d.session().takeAction(), Session::TransportAction::Close);
}

void tst_Session::searchBySequenceNumberWaitsForCommandsThatMayExpunge()
{
    Dialogue d;
    d.openSelected();
    d.submit("NOOP");
    Request request;
    request.id = 50;
    request.name = "SEARCH";
    request.usesSequenceNumbers = true;
    request.alternatives = {{{}, {Command("SEARCH").atom("ALL")}}};
    d.session().submit(request, d.now());
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
    d.server("T2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T3 SEARCH ALL"));
}

void tst_Session::statusAnswersReachTheirCommands()
{
    Dialogue d;
    d.openSelected();
    const auto status = [&d](quint64 id, const char *name) {
        Request request;
        request.id = id;
        request.name = "STATUS";
        request.mailbox = QString::fromLatin1(name);
        request.alternatives = {
            {{}, {Command("STATUS").mailbox(request.mailbox).open().atom("MESSAGES").close()}}};
        d.session().submit(request, d.now());
    };
    status(50, "INBOX");
    status(51, "B");
    d.server("* STATUS B (MESSAGES 2)\r\n* STATUS inbox (MESSAGES 1)\r\nT2 OK done\r\n"
             "T3 OK done\r\n");
    QCOMPARE(d.finished(50)->value.value<QImap4MailboxStatus>().messages,
             std::optional<quint32>(1));
    QCOMPARE(d.finished(51)->value.value<QImap4MailboxStatus>().messages,
             std::optional<quint32>(2));
}

void tst_Session::ownCommandsRunAlone()
{
    Dialogue d;
    d.openSelected();
    d.fetch("1", "FLAGS");
    Request request;
    request.id = 50;
    request.name = "FETCH";
    request.runsAlone = true;
    request.alternatives = {{{}, {Command("FETCH").atom("1").atom("FLAGS")}}};
    d.session().submit(request, d.now());
    QCOMPARE(d.client(), QByteArray("T2 UID FETCH 1 FLAGS"));
    d.server("T2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T3 FETCH 1 FLAGS"));
}

void tst_Session::tagAloneIsAFailure()
{
    Dialogue d;
    d.openSelected();
    const quint64 noop = d.submit("NOOP");
    d.server("T2 \r\n");
    QVERIFY(d.finished(noop));
    QCOMPARE(d.error(noop).category(), QImap4Error::BadError);
}

void tst_Session::echoedPasswordIsMasked()
{
    Dialogue d;
    d.session().setLogging(true);
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 login = d.login();
    d.server(
        "* NO what is LOGIN alice s3cret\r\nT1 BAD cannot parse LOGIN \"alice\" \"s3cret\"\r\n");
    QCOMPARE(d.error(login).category(), QImap4Error::BadError);
    QVERIFY(!d.error(login).serverText().contains(QLatin1String("s3cret")));
    QVERIFY2(!d.story().contains("s3cret"), d.story());
    for (const Event &event : d.events()) {
        if (const auto *remembered = std::get_if<RememberEvent>(&event)) {
            for (const QImap4UntaggedResponse &response : remembered->responses)
                QVERIFY2(!response.data.contains("s3cret"), response.data);
        }
    }
}

void tst_Session::fetchBeyondTheMailboxIsDropped()
{
    Dialogue d;
    d.openSelected("IMAP4rev1", 3);
    d.server("* 4000000000 FETCH (FLAGS ())\r\n* 2 FETCH (FLAGS ())\r\n");
    QCOMPARE(d.story(), QByteArray("warning\nmessages of 0: 2"));
}

void tst_Session::gatheredDataIsBounded()
{
    Session::Options options;
    options.limits.result = 100000;
    Dialogue d(options);
    d.openSelected();
    const quint64 list =
        d.submit("LIST", {{{}, {Command("LIST").mailbox({}).mailboxPattern(QStringLiteral("*"))}}});
    for (int i = 0; i < 200 && !d.session().isOver(); ++i)
        d.server("* LIST () \"/\" " + QByteArray(1000, 'x') + "\r\n");
    QCOMPARE(d.error(list).category(), QImap4Error::LimitError);
}

void tst_Session::gatheredDataCountsAsItLiesInMemory_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::newRow("attributes") << QByteArray("* LIST (" + QByteArray("a ").repeated(500)
                                              + "b) \"/\" x\r\n");
    QTest::newRow("names of children") << QByteArray("* LIST () \"/\" x (CHILDINFO ("
                                                     + QByteArray("a ").repeated(500) + "b))\r\n");
}

void tst_Session::gatheredDataCountsAsItLiesInMemory()
{
    QFETCH(QByteArray, response);
    Session::Options options;
    options.limits.result = 100000;
    Dialogue d(options);
    d.openSelected();
    const quint64 list =
        d.submit("LIST", {{{}, {Command("LIST").mailbox({}).mailboxPattern(QStringLiteral("*"))}}});
    for (int i = 0; i < 5 && !d.session().isOver(); ++i)
        d.server(response); // a kilobyte, and 500 strings
    QCOMPARE(d.error(list).category(), QImap4Error::LimitError);
}

void tst_Session::enabledUtf8ChangesNamesAndSearches()
{
    Dialogue d;
    d.open();
    d.server("* PREAUTH [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT] ready\r\n");
    const QString name = QStringLiteral("Entw\u00fcrfe");
    d.submit("ENABLE UTF8=ACCEPT");
    d.select("INBOX");
    d.server("* ENABLED UTF8=ACCEPT\r\nT1 OK done\r\n");
    d.server("T2 OK [READ-WRITE] done\r\n");
    d.client();
    d.submit("CREATE", {{{}, {Command("CREATE").mailbox(name)}}});
    QCOMPARE(d.client(), QByteArray("T3 CREATE \"Entw\xc3\xbcrfe\""));
    d.submit("UID SEARCH",
             {{{}, {Command("UID SEARCH").charset().search(QImap4SearchKey::subject(name))}}});
    QCOMPARE(d.client(), QByteArray("T4 UID SEARCH SUBJECT \"Entw\xc3\xbcrfe\""));
    d.server("* LIST () \"/\" \"Entw\xc3\xbcrfe\"\r\n");
    QCOMPARE(d.last<ListEvent>()->mailbox.name(), name);
}

void tst_Session::enabledUtf8ChangesMessages_data()
{
    QTest::addColumn<QByteArray>("enabled");
    QTest::addColumn<Command>("append");
    QTest::addColumn<QByteArray>("said"); // with what follows the server's "+"
    const Command append = Command("APPEND").mailbox(QStringLiteral("a"));
    const auto message = [append](const char *content) {
        return Command(append).literal(QByteArray(content));
    };
    const QByteArray accept("UTF8=ACCEPT");
    QTest::newRow("ASCII") << accept << message("To: x\r\n") << QByteArray("a {7+}\r\nTo: x\r\n");
    QTest::newRow("header") << accept << message("To: \xc3\xbc\r\n")
                            << QByteArray("a UTF8 (~{8}\r\nTo: \xc3\xbc\r\n)");
    QTest::newRow("behind the header") << accept << message("\r\n\r\nTo: \xc3\xbc")
                                       << QByteArray("a UTF8 (~{10}\r\n\r\n\r\nTo: \xc3\xbc)");
    QTest::newRow("with flags") << accept
                                << Command(append).flags(QImap4Flags::Seen).literal("\xc3\xbc")
                                << QByteArray("a (\\Seen) UTF8 (~{2}\r\n\xc3\xbc)");
    QTest::newRow("several") << accept << message("\xc3\xbc").literal("b").literal("\xc3\xb6")
                             << QByteArray(
                                    "a UTF8 (~{2}\r\n\xc3\xbc) {1+}\r\nb UTF8 (~{2}\r\n\xc3\xb6)");
    // RFC 9051, 6.3.12: "8-bit characters are permitted in the message."
    QTest::newRow("IMAP4rev2") << QByteArray("IMAP4rev2") << message("\xc3\xbc")
                               << QByteArray("a {2+}\r\n\xc3\xbc");
}

void tst_Session::enabledUtf8ChangesMessages()
{
    QFETCH(QByteArray, enabled);
    QFETCH(Command, append);
    QFETCH(QByteArray, said);
    Dialogue d;
    d.open();
    d.server("* PREAUTH [CAPABILITY IMAP4rev1 ENABLE LITERAL+ MULTIAPPEND " + enabled
             + "] ready\r\n");
    d.submit("ENABLE " + enabled);
    d.server("* ENABLED " + enabled + "\r\nT1 OK done\r\n");
    d.client();
    const quint64 sent = d.submit("APPEND", {{{}, {append}}});
    QByteArray all = d.client();
    while (all.endsWith('}')) { // a literal that waits
        d.server("+ go\r\n");
        all += "\r\n" + d.client();
    }
    QCOMPARE(all, "T2 APPEND " + said);
    d.server("T2 OK done\r\n");
    QVERIFY(!d.error(sent));
}

void tst_Session::readOnlyMailboxIsNotWrittenTo_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"STORE", "UID STORE", "EXPUNGE", "UID EXPUNGE", "MOVE", "UID MOVE"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_Session::readOnlyMailboxIsNotWrittenTo()
{
    QFETCH(QByteArray, name);
    Dialogue d;
    d.openSelected();
    d.server("* OK [READ-ONLY] from now on\r\n");
    const quint64 write = d.submit(name, {{{}, {Command(name)}}});
    QCOMPARE(d.error(write).category(), QImap4Error::ReadOnlyError);
    QCOMPARE(d.client(), QByteArray());
    const quint64 logout = d.submit("LOGOUT"); // never kept from leaving
    QCOMPARE(d.client(), QByteArray("T2 LOGOUT"));
    d.server("* BYE bye\r\nT2 OK done\r\n");
    QVERIFY(!d.error(logout));
}

void tst_Session::endlessContinuationsEndTheSession()
{
    Dialogue d;
    d.openSelected();
    const quint64 noop = d.submit("NOOP");
    d.server("+ what\r\n"); // one is put up with
    QVERIFY(!d.session().isOver());
    for (int i = 0; i < 20; ++i)
        d.server("+ \r\n");
    QCOMPARE(d.error(noop).category(), QImap4Error::ProtocolError);

    Dialogue login;
    login.open();
    login.server("* OK [CAPABILITY IMAP4rev1] hello\r\n");
    const quint64 id = login.login();
    login.server("+ aGVsbG8=\r\n");
    QCOMPARE(login.error(id).category(), QImap4Error::ProtocolError);
}

void tst_Session::unreadableLiteralSizeEndsTheSession_data()
{
    QTest::addColumn<QByteArray>("size");
    QTest::newRow("negative") << QByteArray("{-1}");
    QTest::newRow("hexadecimal") << QByteArray("{0x10}");
    QTest::newRow("empty") << QByteArray("{}");
}

void tst_Session::unreadableLiteralSizeEndsTheSession()
{
    QFETCH(QByteArray, size);
    Dialogue d;
    d.openSelected();
    const quint64 fetch = d.fetch("1:10", "BODYSTRUCTURE");
    d.server("* 1 FETCH (UID 1 BODY[] " + size + "\r\n0123456789");
    QCOMPARE(d.error(fetch).category(), QImap4Error::ProtocolError);
}

void tst_Session::impossibleUidValidityIsUnknown()
{
    Dialogue d;
    d.openSelected();
    d.server("* OK [UIDVALIDITY 4294967296] large\r\n");
    QCOMPARE(d.last<MailboxInfoEvent>()->mailbox.uidValidity(), 0U);
}

void tst_Session::permanentFlagsAreReadLikeFlags_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QImap4Flags>("flags");
    const auto expected = QImap4Flags::fromList({"\\Seen", "\\*", "$Junk"});
    QTest::newRow("as it should be") << QByteArray("(\\Seen \\* $Junk)") << expected;
    QTest::newRow("a star without its backslash") << QByteArray("(\\Seen * $Junk)") << expected;
    QTest::newRow("without parentheses") << QByteArray("\\Seen \\* $Junk") << expected;
    QTest::newRow("none at all") << QByteArray("") << QImap4Flags();
    QTest::newRow("quoted") << QByteArray("(\"\\\\Seen\" \\* \"$Junk\")") << expected;
}

void tst_Session::permanentFlagsAreReadLikeFlags()
{
    QFETCH(QByteArray, list);
    QFETCH(QImap4Flags, flags);
    Dialogue d;
    d.openSelected();
    d.server("* OK [PERMANENTFLAGS " + list + "] limited\r\n");
    QCOMPARE(d.last<MailboxInfoEvent>()->mailbox.permanentFlags(), flags);
}

void tst_Session::namesInResponseCodesAreLimited()
{
    Dialogue::Session::Options options = Dialogue::plain();
    options.limits.flags = options.limits.capabilities = 100;
    Dialogue d(options);
    d.openSelected();
    QByteArray names;
    for (int i = 0; i < 5000; ++i)
        names += " n" + QByteArray::number(i);
    d.server("* OK [PERMANENTFLAGS (" + names + ")] limited\r\n");
    QCOMPARE(d.last<MailboxInfoEvent>()->mailbox.permanentFlags().keywords().size(), 100);
    QCOMPARE(d.count<WarningEvent>(), 1);
    d.server("* FLAGS (" + names + ")\r\n");
    QCOMPARE(d.last<MailboxInfoEvent>()->mailbox.flags().keywords().size(), 100);
    QCOMPARE(d.count<WarningEvent>(), 2);
    d.server("* OK [CAPABILITY" + names + "] more\r\n");
    QCOMPARE(d.last<CapabilitiesEvent>()->capabilities.names().size(), 100);
    QCOMPARE(d.count<WarningEvent>(), 3);
}

void tst_Session::habitOfAServerIsNotToldForEveryMessage()
{
    Dialogue d;
    d.openSelected("IMAP4rev1", 5000);
    for (int i = 1; i <= 1000; ++i)
        d.server("* " + QByteArray::number(i) + " FETCH (UID 1 )\r\n");
    QCOMPARE(d.count<WarningEvent>(), 100);
    for (int i = 1; i <= 1000; ++i)
        d.server("* " + QByteArray::number(i) + " FETCH (UID none)\r\n");
    QCOMPARE(d.count<WarningEvent>(), 1100);
}

void tst_Session::gatheredContentReportsProgress()
{
    Dialogue d;
    d.openSelected();
    const quint64 fetch = d.fetch("5", "BODYSTRUCTURE");
    d.server("* 5 FETCH (UID 5 BODY[] {100000}\r\n" + QByteArray(20000, 'x'));
    QVERIFY(d.last<ProgressEvent>());
    QCOMPARE(d.last<ProgressEvent>()->id, fetch);
    QVERIFY(d.last<ProgressEvent>()->bytes >= 20000);
}

void tst_Session::echoedPasswordIsMaskedInBase64()
{
    const QByteArray password = "s3cret-password";
    SecretMask secrets;
    secrets.add(password);
    for (const QByteArray &before : {QByteArray(), QByteArray("x"), QByteArray("\0alice\0", 7)}) {
        const QByteArray coded = (before + password).toBase64();
        const QByteArray masked = secrets.masked("no " + coded + " here");
        QVERIFY2(!masked.contains(password.toBase64().mid(4, 8)) && masked.contains("***"), masked);
    }
}

void tst_Session::nothingIsDueBeforeTheConnectionStands()
{
    Session session{Session::Options()};
    session.connecting(1, 0);
    QCOMPARE(session.deadline(), Session::Never);
    session.advance(1000000000);
    QVERIFY(!session.isOver());
    QVERIFY(session.takeOutput().isEmpty());
}

void tst_Session::largeResponsesAreProgressOfFetchesAlone()
{
    Dialogue d;
    d.openSelected();
    d.submit("NOOP");
    const QByteArray half = "* OK " + QByteArray(5000, 'x');
    d.server(half);
    QCOMPARE(d.count<ProgressEvent>(), 0);
    d.server("\r\n");
    const quint64 fetch = d.fetch("1", "FLAGS");
    d.server(half);
    QCOMPARE(d.last<ProgressEvent>()->id, fetch);
    d.session().cancel(fetch, d.now());
    d.clearEvents();
    d.server("\r\n" + half);
    QCOMPARE(d.count<ProgressEvent>(), 0);
}

QTEST_GUILESS_MAIN(tst_Session)
#include "tst_session.moc"
