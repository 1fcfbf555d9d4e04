// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialogue.h"

#include <QtTest/qtest.h>

using namespace QImap4Internal;

// AUTHENTICATE as a dialogue, without a socket.
class tst_Authenticate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initialResponseGoesWithTheCommand();
    void initialResponseAnswersTheFirstChallenge_data();
    void initialResponseAnswersTheFirstChallenge();
    void emptyInitialResponseIsAnEqualsSign();
    void untaggedDataDoesNotDisturb();
    void serverFirstMechanismWaits();
    void strongestIsUsedAndNothingElse();
    void nothingIsSentInTheClear_data();
    void nothingIsSentInTheClear();
    void loginDisabledDoesNotConcernIt();
    void capabilitiesAreAskedAgain();

    void badChallengeIsCancelled_data();
    void badChallengeIsCancelled();
    void endlessChallengesEndTheSession();
    void challengesAfterTheLastWordEndTheSession();
    void silenceEndsTheSession();
    void consentOfAnUnprovedServerIsNotBelieved_data();
    void consentOfAnUnprovedServerIsNotBelieved();
    void refusalOfATokenSaysWhy();
    void refusalLeavesTheConnectionUsable_data();
    void refusalLeavesTheConnectionUsable();
    void serverMayLeaveInTheMiddle();

    void credentialsAreAskedForWhenTheTurnComes();
    void credentialsAreAskedForAnewEachTime();
    void nobodyIsAskedInVain_data();
    void nobodyIsAskedInVain();
    void refusedCredentialsCancelTheLogin();
    void loginThatWaitsForCredentialsCanBeCancelled();
    void applicationAnswersChallenges();
    void applicationCancelsAtAChallenge();
    void answersToNothingAreIgnored();
    void cancelledLoginAnswersWithAStar();
    void rawAuthenticateIsRefused();

    void logHoldsNoSecret_data();
    void logHoldsNoSecret();
    void echoedSecretsAreMasked_data();
    void echoedSecretsAreMasked();
    void dialogueIsTheSameAtEverySplit();
};

namespace {

AuthenticationRequest withPassword(const QByteArray &mechanism = {})
{
    AuthenticationRequest how;
    how.credentials =
        QImap4Credentials::withPassword(QStringLiteral("alice"), QStringLiteral("s3cret"));
    how.mechanism = mechanism;
    return how;
}

AuthenticationRequest withToken(const QByteArray &mechanism = {})
{
    AuthenticationRequest how;
    how.credentials =
        QImap4Credentials::withToken(QStringLiteral("alice"), QStringLiteral("t0ken"));
    how.mechanism = mechanism;
    return how;
}

AuthenticationRequest byChallenge(const QByteArray &mechanism)
{
    AuthenticationRequest how;
    how.source = AuthenticationRequest::Source::Challenges;
    how.mechanism = mechanism;
    return how;
}

AuthenticationRequest askingFor(const QByteArray &mechanism = {})
{
    AuthenticationRequest how;
    how.source = AuthenticationRequest::Source::AskApplication;
    how.mechanism = mechanism;
    return how;
}

void greet(Dialogue &d, const QByteArray &capabilities)
{
    d.open();
    d.server("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] hello\r\n");
}

const QByteArray PlainMessage = QByteArray("\0alice\0s3cret", 13).toBase64();
const QByteArray CramChallenge =
    QByteArray("<1896.697170952@postoffice.reston.mci.net>").toBase64();

} // namespace

void tst_Authenticate::initialResponseGoesWithTheCommand()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=PLAIN");
    const quint64 login = d.authenticate(withPassword());
    const quint64 behind = d.submit("NOOP");
    QVERIFY(d.client().endsWith(" AUTHENTICATE PLAIN " + PlainMessage));
    d.server("T1 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n");
    QVERIFY(d.finished(login));
    QVERIFY(!d.error(login));
    QCOMPARE(d.session().state(), SessionState::Authenticated);
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
    QVERIFY(!d.finished(behind));
}

void tst_Authenticate::initialResponseAnswersTheFirstChallenge_data()
{
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("as it should be") << QByteArray("+ \r\n");
    QTest::newRow("no space") << QByteArray("+\r\n");
    QTest::newRow("as before a literal") << QByteArray("+ go ahead\r\n");
    QTest::newRow("sentence") << QByteArray("+ Ready for additional command text.\r\n");
    QTest::newRow("with a code") << QByteArray("+ [X-CODE] go on!\r\n");
}

void tst_Authenticate::initialResponseAnswersTheFirstChallenge()
{
    QFETCH(QByteArray, challenge);
    Dialogue d;
    greet(d, "AUTH=PLAIN");
    const quint64 login = d.authenticate(withPassword());
    QVERIFY(d.client().endsWith(" AUTHENTICATE PLAIN"));
    d.server(challenge);
    QCOMPARE(d.client(), PlainMessage);
    d.server("T1 OK [CAPABILITY IMAP4rev1] in\r\n");
    QVERIFY(d.finished(login));
    QVERIFY(!d.error(login));
}

void tst_Authenticate::emptyInitialResponseIsAnEqualsSign()
{
    Session::Options options;
    options.hasClientCertificate = true;
    Dialogue d(options);
    greet(d, "SASL-IR AUTH=EXTERNAL");
    d.authenticate({});
    QVERIFY(d.client().endsWith(" AUTHENTICATE EXTERNAL ="));

    Dialogue older(options);
    greet(older, "AUTH=EXTERNAL");
    older.authenticate({});
    QVERIFY(older.client().endsWith(" AUTHENTICATE EXTERNAL"));
    older.server("+ \r\n");
    QCOMPARE(older.client(), QByteArray()); // an empty line
    older.server("T1 OK [CAPABILITY IMAP4rev1] in\r\n");
    QCOMPARE(older.session().state(), SessionState::Authenticated);
}

void tst_Authenticate::untaggedDataDoesNotDisturb()
{
    Dialogue d;
    greet(d, "AUTH=CRAM-MD5");
    AuthenticationRequest how;
    how.credentials =
        QImap4Credentials::withPassword(QStringLiteral("tim"), QStringLiteral("tanstaaftanstaaf"));
    const quint64 login = d.authenticate(how);
    d.client();
    d.server("* OK [ALERT] maintenance at noon\r\n* X-NEWS {5}\r\n+ abc\r\n* 3 EXISTS\r\n");
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.count<AlertEvent>(), 1);
    d.server("+ " + CramChallenge + "\r\n* OK thinking\r\n");
    QCOMPARE(QByteArray::fromBase64(d.client()),
             QByteArray("tim b913a602c7eda7a495b4e6e7334d3890"));
    d.server("* CAPABILITY IMAP4rev1 IDLE\r\nT1 OK in\r\n");
    QVERIFY(d.finished(login));
    QVERIFY(!d.error(login));
    QCOMPARE(d.client(), QByteArray()); // the capabilities are known
}

void tst_Authenticate::serverFirstMechanismWaits()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=LOGIN");
    const quint64 login = d.authenticate(withPassword());
    QVERIFY(d.client().endsWith(" AUTHENTICATE LOGIN")); // even with SASL-IR
    d.server("+ VXNlciBOYW1lAA==\r\n");
    QCOMPARE(d.client(), QByteArray("alice").toBase64());
    d.server("+ UGFzc3dvcmQA\r\n");
    QCOMPARE(d.client(), QByteArray("s3cret").toBase64());
    d.server("T1 OK in\r\n");
    QVERIFY(d.finished(login));
    QVERIFY(!d.error(login));
}

void tst_Authenticate::strongestIsUsedAndNothingElse()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 AUTH=SCRAM-SHA-256");
    const quint64 login = d.authenticate(withPassword());
    QVERIFY(d.client().contains(" AUTHENTICATE SCRAM-SHA-256 "));
    d.server("T1 NO [AUTHENTICATIONFAILED] try PLAIN\r\n");
    QCOMPARE(d.error(login).category(), QImap4Error::AuthenticationError);
    QVERIFY(d.error(login).responseCode().is("AUTHENTICATIONFAILED"));
    QCOMPARE(d.client(), QByteArray()); // no downgrade
    QCOMPARE(d.session().state(), SessionState::NotAuthenticated);
}

void tst_Authenticate::nothingIsSentInTheClear_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<int>("who"); // password, token, own challenges
    QTest::newRow("PLAIN") << QByteArray("AUTH=PLAIN AUTH=LOGIN") << 0;
    QTest::newRow("XOAUTH2") << QByteArray("AUTH=XOAUTH2") << 1;
    QTest::newRow("unknown") << QByteArray("AUTH=X-OWN") << 2;
}

void tst_Authenticate::nothingIsSentInTheClear()
{
    QFETCH(QByteArray, offered);
    QFETCH(int, who);
    Dialogue d;
    d.open(false);
    d.server("* OK [CAPABILITY IMAP4rev1 SASL-IR " + offered + "] hello\r\n");
    const quint64 login = d.authenticate(who == 0       ? withPassword()
                                             : who == 1 ? withToken()
                                                        : byChallenge("X-OWN"));
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.error(login).category(), QImap4Error::InsecureError);

    if (who != 0)
        return;
    const quint64 named = d.authenticate(withPassword("PLAIN"));
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.error(named).category(), QImap4Error::InsecureError);
    d.authenticate(withPassword("CRAM-MD5")); // shows nothing
    QVERIFY(d.client().endsWith(" AUTHENTICATE CRAM-MD5"));
}

void tst_Authenticate::loginDisabledDoesNotConcernIt()
{
    Dialogue d;
    greet(d, "LOGINDISABLED SASL-IR AUTH=PLAIN");
    d.authenticate(withPassword());
    QVERIFY(d.client().contains(" AUTHENTICATE PLAIN "));
}

void tst_Authenticate::capabilitiesAreAskedAgain()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=PLAIN");
    d.authenticate(withPassword());
    d.submit("NOOP");
    d.client();
    d.server("T1 OK in\r\n");
    QCOMPARE(d.client(), QByteArray("T2 CAPABILITY"));
    d.server("* CAPABILITY IMAP4rev1 IDLE\r\nT2 OK done\r\n");
    QCOMPARE(d.client(), QByteArray("T3 NOOP"));
}

void tst_Authenticate::badChallengeIsCancelled_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QByteArray>("challenges");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::newRow("not base64") << QByteArray("LOGIN")
                                << QByteArray("+ VXNlcg==\r\n+ not base64!\r\n")
                                << QImap4Error::ProtocolError;
    QTest::newRow("nothing to prove with")
        << QByteArray("CRAM-MD5") << QByteArray("+ go ahead\r\n") << QImap4Error::ProtocolError;
    QTest::newRow("too large") << QByteArray("CRAM-MD5")
                               << "+ " + QByteArray(60 * 1024 * 3 / 4, 'x').toBase64()
            + QByteArray(30000, 'A') + "\r\n"
                               << QImap4Error::LimitError;
    QTest::newRow("few iterations") << QByteArray("SCRAM-SHA-1")
                                    << "+ \r\n+ " + QByteArray("r=x,s=eA==,i=1").toBase64() + "\r\n"
                                    << QImap4Error::LimitError;
}

void tst_Authenticate::badChallengeIsCancelled()
{
    QFETCH(QByteArray, mechanism);
    QFETCH(QByteArray, challenges);
    QFETCH(QImap4Error::Category, category);
    Session::Options options;
    options.limits.line = 1024 * 1024;
    Dialogue d(options);
    greet(d, "AUTH=" + mechanism);
    const quint64 login = d.authenticate(withPassword(mechanism));
    d.server(challenges);
    QVERIFY(d.client().endsWith("\r\n*"));
    QCOMPARE(d.finishedCount(login), 1);
    QCOMPARE(d.error(login).category(), category);
    QVERIFY(!d.error(login).detail().contains(QLatin1String("s3cret")));
    QVERIFY(d.session().isOver()); // after a protocol error, close at once
    QCOMPARE(d.session().takeAction(), Session::TransportAction::Close);
}

void tst_Authenticate::endlessChallengesEndTheSession()
{
    Dialogue d;
    greet(d, "AUTH=X-OWN");
    const quint64 login = d.authenticate(byChallenge("X-OWN"));
    int asked = 0;
    while (!d.session().isOver() && asked < 1000) {
        d.server("+ \r\n");
        d.session().answerChallenge(login, QByteArray("more"), d.now());
        ++asked;
    }
    QCOMPARE(asked, Authentication::MaximumChallenges + 1);
    QCOMPARE(d.error(login).category(), QImap4Error::ProtocolError);
    d.client();
}

void tst_Authenticate::challengesAfterTheLastWordEndTheSession()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=PLAIN");
    const quint64 login = d.authenticate(withPassword());
    d.server("+ \r\n+ \r\n+ \r\n+ \r\n");
    QCOMPARE(d.error(login).category(), QImap4Error::ProtocolError);
    QCOMPARE(d.finishedCount(login), 1);
    const QByteArray said = d.client();
    QCOMPARE(said.count(PlainMessage), 1);
    QVERIFY(said.endsWith("\r\n*"));
}

void tst_Authenticate::silenceEndsTheSession()
{
    Dialogue d;
    greet(d, "AUTH=PLAIN");
    const quint64 login = d.authenticate(withPassword());
    d.wait(QImap4Limits().loginTimeout);
    QCOMPARE(d.error(login).category(), QImap4Error::TimeoutError);
}

void tst_Authenticate::consentOfAnUnprovedServerIsNotBelieved_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("SCRAM, at once") << QByteArray("SCRAM-SHA-256") << QByteArray();
    QTest::newRow("DIGEST-MD5, without proof") << QByteArray("DIGEST-MD5")
                                               << "+ "
            + QByteArray("realm=\"r\",nonce=\"n\",qop=\"auth\",algorithm=md5-sess,charset=utf-8")
                  .toBase64()
            + "\r\n";
    QTest::newRow("CRAM-MD5, without a challenge") << QByteArray("CRAM-MD5") << QByteArray();
}

void tst_Authenticate::consentOfAnUnprovedServerIsNotBelieved()
{
    QFETCH(QByteArray, mechanism);
    QFETCH(QByteArray, lines);
    Dialogue d;
    greet(d, "SASL-IR AUTH=" + mechanism);
    const quint64 login = d.authenticate(withPassword());
    const quint64 behind = d.submit("NOOP");
    d.server(lines + "T1 OK [CAPABILITY IMAP4rev1] welcome\r\n");
    QCOMPARE(d.finishedCount(login), 1);
    QCOMPARE(d.error(login).category(), QImap4Error::AuthenticationError);
    QVERIFY(d.session().isOver());
    QVERIFY(d.finished(behind));
    QVERIFY(d.error(behind));
}

void tst_Authenticate::refusalOfATokenSaysWhy()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER");
    const quint64 login = d.authenticate(withToken());
    QVERIFY(d.client().contains(" AUTHENTICATE OAUTHBEARER "));
    d.server("+ " + QByteArray("{\"status\":\"invalid_token\"}").toBase64() + "\r\n");
    QCOMPARE(d.client(), QByteArray("AQ=="));
    d.server("T1 NO [AUTHENTICATIONFAILED] no\r\n");
    QCOMPARE(d.error(login).category(), QImap4Error::AuthenticationError);
    QVERIFY(d.error(login).detail().contains(QLatin1String("invalid_token")));
    QCOMPARE(d.error(login).serverText(), QStringLiteral("no"));

    const quint64 again = d.authenticate(withToken("XOAUTH2"));
    QVERIFY(d.client().contains(" AUTHENTICATE XOAUTH2 "));
    d.server("+ " + QByteArray("{\"status\":\"400\"}").toBase64() + "\r\n");
    QCOMPARE(d.client(), QByteArray()); // an empty line
    d.server("T2 NO no\r\n");
    QVERIFY(d.error(again).detail().contains(QLatin1String("400")));
}

void tst_Authenticate::refusalLeavesTheConnectionUsable_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::newRow("NO") << QByteArray("T1 NO no\r\n") << QImap4Error::AuthenticationError;
    QTest::newRow("BAD") << QByteArray("T1 BAD what\r\n") << QImap4Error::BadError;
}

void tst_Authenticate::refusalLeavesTheConnectionUsable()
{
    QFETCH(QByteArray, answer);
    QFETCH(QImap4Error::Category, category);
    Dialogue d;
    greet(d, "SASL-IR AUTH=PLAIN");
    const quint64 login = d.authenticate(withPassword());
    d.client();
    d.server(answer);
    QCOMPARE(d.error(login).category(), category);
    d.server("+ late\r\n"); // nobody waits for it any more
    QCOMPARE(d.client(), QByteArray());
    const quint64 again = d.authenticate(withPassword());
    d.server("T2 OK in\r\n");
    QVERIFY(d.finished(again));
    QVERIFY(!d.error(again));
}

void tst_Authenticate::serverMayLeaveInTheMiddle()
{
    Dialogue d;
    greet(d, "AUTH=CRAM-MD5");
    const quint64 login = d.authenticate(withPassword());
    d.server("* BYE too many failures\r\n");
    QCOMPARE(d.finishedCount(login), 1);
    QCOMPARE(d.error(login).category(), QImap4Error::ByeError);
}

void tst_Authenticate::credentialsAreAskedForWhenTheTurnComes()
{
    Dialogue d;
    d.open();
    const quint64 login = d.authenticate(askingFor());
    const quint64 behind = d.submit("NOOP");
    QCOMPARE(d.count<CredentialsEvent>(), 0);
    d.server("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=X-ODD AUTH=CRAM-MD5] hello\r\n");
    QCOMPARE(d.count<CredentialsEvent>(), 1);
    QCOMPARE(d.last<CredentialsEvent>()->id, login);
    QCOMPARE(d.last<CredentialsEvent>()->mechanisms, (QByteArrayList{"CRAM-MD5", "PLAIN"}));
    d.server("* OK still here\r\n");
    d.wait(10 * QImap4Limits().loginTimeout); // people need their time
    QCOMPARE(d.count<CredentialsEvent>(), 1);
    QCOMPARE(d.client(), QByteArray());
    d.session().provideCredentials(login, withPassword().credentials, d.now());
    d.events();
    QVERIFY(d.client().endsWith(" AUTHENTICATE CRAM-MD5"));
    QVERIFY(!d.finished(behind));
}

void tst_Authenticate::credentialsAreAskedForAnewEachTime()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=XOAUTH2");
    for (const QByteArray &tag : {QByteArray("T1"), QByteArray("T2")}) {
        d.clearEvents();
        const quint64 login = d.authenticate(askingFor());
        QCOMPARE(d.count<CredentialsEvent>(), 1);
        d.session().provideCredentials(login, withToken().credentials, d.now());
        d.events();
        QVERIFY(d.client().contains(" AUTHENTICATE XOAUTH2 "));
        d.server(tag + " NO expired\r\n");
    }
}

void tst_Authenticate::nobodyIsAskedInVain_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::newRow("nothing offered")
        << QByteArray("IDLE") << QByteArray() << QImap4Error::UnsupportedError;
    QTest::newRow("nothing known")
        << QByteArray("AUTH=X-ODD") << QByteArray() << QImap4Error::UnsupportedError;
    QTest::newRow("not known") << QByteArray("AUTH=X-ODD") << QByteArray("X-ODD")
                               << QImap4Error::UnsupportedError;
    QTest::newRow("in the clear") << QByteArray("AUTH=PLAIN") << QByteArray()
                                  << QImap4Error::InsecureError;
    QTest::newRow("by name in the clear")
        << QByteArray("AUTH=XOAUTH2") << QByteArray("XOAUTH2") << QImap4Error::InsecureError;
}

void tst_Authenticate::nobodyIsAskedInVain()
{
    QFETCH(QByteArray, capabilities);
    QFETCH(QByteArray, mechanism);
    QFETCH(QImap4Error::Category, category);
    Dialogue d;
    d.open(false);
    d.server("* OK [CAPABILITY IMAP4rev1 " + capabilities + "] hello\r\n");
    const quint64 login = d.authenticate(askingFor(mechanism));
    QCOMPARE(d.count<CredentialsEvent>(), 0);
    QCOMPARE(d.error(login).category(), category);
    QCOMPARE(d.client(), QByteArray());
}

void tst_Authenticate::refusedCredentialsCancelTheLogin()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=PLAIN");
    const quint64 login = d.authenticate(askingFor());
    const quint64 behind = d.submit("NOOP");
    d.session().provideCredentials(login, {}, d.now());
    QCOMPARE(d.error(login).category(), QImap4Error::CancelledError);
    QVERIFY(d.client().endsWith(" NOOP")); // the others go on
    d.server("T1 OK done\r\n");
    QVERIFY(!d.error(behind));
}

void tst_Authenticate::loginThatWaitsForCredentialsCanBeCancelled()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=PLAIN");
    const quint64 login = d.authenticate(askingFor());
    d.submit("NOOP");
    d.session().cancel(login, d.now());
    QCOMPARE(d.error(login).category(), QImap4Error::CancelledError);
    QVERIFY(d.client().endsWith(" NOOP"));
    d.session().provideCredentials(login, withPassword().credentials, d.now()); // too late
    d.events();
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.finishedCount(login), 1);
}

void tst_Authenticate::applicationAnswersChallenges()
{
    Dialogue d;
    greet(d, "SASL-IR AUTH=X-OWN");
    const quint64 login = d.authenticate(byChallenge("x-own"));
    QVERIFY(d.client().endsWith(" AUTHENTICATE X-OWN"));
    d.server("+ \r\n");
    QCOMPARE(d.last<ChallengeEvent>()->challenge, QByteArray());
    d.session().answerChallenge(login, QByteArray("who\0am I", 8), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray("who\0am I", 8).toBase64());
    d.server("+ " + QByteArray("prove it").toBase64() + "\r\n");
    QCOMPARE(d.last<ChallengeEvent>()->challenge, QByteArray("prove it"));
    d.session().answerChallenge(login, QByteArray(), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray());
    d.server("T1 OK in\r\n");
    QVERIFY(d.finished(login));
    QVERIFY(!d.error(login));
}

void tst_Authenticate::applicationCancelsAtAChallenge()
{
    Dialogue d;
    greet(d, "AUTH=X-OWN");
    const quint64 login = d.authenticate(byChallenge("X-OWN"));
    d.client();
    d.server("+ \r\n");
    d.session().answerChallenge(login, {}, d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray("*"));
    QVERIFY(!d.finished(login));
    d.server("T1 BAD cancelled\r\n");
    QCOMPARE(d.error(login).category(), QImap4Error::CancelledError);
    d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
}

void tst_Authenticate::answersToNothingAreIgnored()
{
    Dialogue d;
    greet(d, "AUTH=X-OWN");
    d.session().answerChallenge(1, QByteArray("early"), d.now());
    d.session().cancelLogin(d.now());
    const quint64 login = d.authenticate(byChallenge("X-OWN"));
    d.client();
    d.session().answerChallenge(login, QByteArray("before the challenge"), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray());
    d.server("+ \r\n");
    d.session().answerChallenge(login, QByteArray("once"), d.now());
    d.session().answerChallenge(login, QByteArray("twice"), d.now());
    d.events();
    QCOMPARE(d.client(), QByteArray("once").toBase64());
}

void tst_Authenticate::cancelledLoginAnswersWithAStar()
{
    Dialogue d;
    greet(d, "AUTH=LOGIN");
    const quint64 login = d.authenticate(withPassword());
    d.client();
    d.session().cancel(login, d.now());
    QCOMPARE(d.error(login).category(), QImap4Error::CancelledError);
    QCOMPARE(d.client(), QByteArray()); // not our turn
    d.server("+ VXNlcg==\r\n");
    QCOMPARE(d.client(), QByteArray("*"));
    d.server("T1 BAD cancelled\r\n");
    QCOMPARE(d.finishedCount(login), 1);
    d.submit("NOOP");
    QCOMPARE(d.client(), QByteArray("T2 NOOP"));
}

void tst_Authenticate::rawAuthenticateIsRefused()
{
    Dialogue d;
    greet(d, "AUTH=PLAIN");
    const quint64 raw = d.submit("AUTHENTICATE PLAIN");
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.error(raw).category(), QImap4Error::InvalidArgumentError);
}

void tst_Authenticate::logHoldsNoSecret_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::addColumn<QByteArray>("challenges");
    QTest::newRow("PLAIN") << QByteArray("PLAIN") << QByteArray("+ \r\n");
    QTest::newRow("LOGIN") << QByteArray("LOGIN") << QByteArray("+ VXNlcg==\r\n+ UGFzc3dvcmQA\r\n");
    QTest::newRow("CRAM-MD5") << QByteArray("CRAM-MD5") << "+ " + CramChallenge + "\r\n";
    QTest::newRow("XOAUTH2") << QByteArray("XOAUTH2") << QByteArray("+ \r\n");
}

void tst_Authenticate::logHoldsNoSecret()
{
    QFETCH(QByteArray, mechanism);
    QFETCH(QByteArray, challenges);
    for (const QByteArray &initial : {QByteArray(), QByteArray("SASL-IR ")}) {
        Dialogue d;
        d.session().setLogging(true);
        greet(d, initial + "AUTH=" + mechanism);
        d.authenticate(mechanism == "XOAUTH2" ? withToken() : withPassword());
        if (initial.isEmpty() || mechanism == "LOGIN" || mechanism == "CRAM-MD5")
            d.server(challenges);
        d.server("T1 NO no\r\n");
        const QByteArrayList said = d.client().split('\n');
        QByteArray log;
        for (const Event &event : d.events()) {
            if (const auto *line = std::get_if<LogEvent>(&event))
                log += line->line + '\n';
        }
        QVERIFY(log.contains("***"));
        QVERIFY(log.contains("AUTHENTICATE " + mechanism));
        for (const char *secret : {"s3cret", "t0ken", "alice"}) {
            QVERIFY2(!log.contains(secret), log);
            QVERIFY2(!log.contains(QByteArray(secret).toBase64()), log);
        }
        QVERIFY(!log.contains(CramChallenge));
        // No word that was said, but for the command, is there.
        for (const QByteArray &line : said) {
            const QByteArray last = line.trimmed().split(' ').constLast();
            QVERIFY2(last.size() < 8 || last == mechanism || !log.contains(last), log);
        }
    }
}

void tst_Authenticate::echoedSecretsAreMasked_data()
{
    QTest::addColumn<QByteArray>("capabilities");
    QTest::addColumn<bool>("token");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("initial response")
        << QByteArray("SASL-IR AUTH=PLAIN") << false << "T1 BAD " + PlainMessage + "?\r\n";
    QTest::newRow("answer") << QByteArray("AUTH=PLAIN") << false
                            << "+ \r\nT1 BAD " + PlainMessage + "?\r\n";
    QTest::newRow("password itself")
        << QByteArray("AUTH=PLAIN") << false << QByteArray("+ \r\nT1 NO not s3cret\r\n");
    QTest::newRow("token in the error challenge")
        << QByteArray("SASL-IR AUTH=XOAUTH2") << true
        << "+ " + QByteArray("{\"status\":\"t0ken?\"}").toBase64() + "\r\nT1 NO t0ken\r\n";
}

void tst_Authenticate::echoedSecretsAreMasked()
{
    QFETCH(QByteArray, capabilities);
    QFETCH(bool, token);
    QFETCH(QByteArray, lines);
    Dialogue d;
    d.session().setLogging(true);
    greet(d, capabilities);
    const quint64 login = d.authenticate(token ? withToken() : withPassword());
    d.server(lines);
    QVERIFY(d.error(login));
    const QString shown =
        d.error(login).serverText() + d.error(login).detail() + QString::fromUtf8(d.story());
    for (const QByteArray &secret : {QByteArray("s3cret"), QByteArray("t0ken"), PlainMessage})
        QVERIFY2(!shown.contains(QString::fromLatin1(secret)), qPrintable(shown));
    QVERIFY(d.error(login).serverText().contains(QLatin1String("***")));
}

void tst_Authenticate::dialogueIsTheSameAtEverySplit()
{
    const QByteArray transcript = "* OK one\r\n+ VXNlcg==\r\n* X-DATA {3}\r\n+ x\r\n"
                                  "+ UGFzc3dvcmQA\r\nT1 OK [CAPABILITY IMAP4rev1] in\r\n";
    QByteArray whole;
    for (qsizetype chunk = 0; chunk < transcript.size(); ++chunk) {
        Dialogue d;
        greet(d, "AUTH=LOGIN");
        d.authenticate(withPassword());
        d.setChunkSize(chunk);
        d.server(transcript);
        const QByteArray story = d.story() + '\n' + d.client();
        if (chunk == 0)
            whole = story;
        QCOMPARE(story, whole);
    }
    QVERIFY(
        whole.endsWith(QByteArray("alice").toBase64() + "\r\n" + QByteArray("s3cret").toBase64()));
}

QTEST_GUILESS_MAIN(tst_Authenticate)
#include "tst_authenticate.moc"
