// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"
#include "clirunner.h"
#include "scriptedserver.h"

#include <QtTest/qtest.h>

#include <functional>

using namespace QImap4Test;

// What a row does to the server before the client comes.
using Setup = std::function<void(ScriptedServer &)>;
Q_DECLARE_METATYPE(Setup)
Q_DECLARE_METATYPE(QImap4Test::Faults)

namespace {

// What nobody may ever see: text that came from where nobody can vouch for it.
const QByteArray canary = "C4N4RY";

// Long enough for a busy machine, short enough for rows in which nothing comes.
constexpr int patientMs = 5000;
constexpr int hastyMs = 700;

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

QStringList words(const char *spaced)
{
    return QString::fromLatin1(spaced).split(QLatin1Char(' '));
}

const QStringList readMail = words("login list select INBOX fetch 1:3 search x");

const char oneMessage[] = "* 1 FETCH (UID 1 FLAGS (\\Seen) RFC822.SIZE 42 INTERNALDATE "
                          "\"31-May-2024 18:30:00 +0200\" ENVELOPE (\"Fri, 31 May 2024 18:30:00 "
                          "+0200\" \"real mail\" ((NIL NIL \"ann\" \"example.org\")) NIL NIL NIL "
                          "NIL NIL NIL \"<1@example.org>\"))\r\n$tag OK FETCH completed";

void answerFetch(ScriptedServer &server, const QByteArray &answer)
{
    server.on("FETCH", answer);
    server.on("UID FETCH", answer);
}

// STARTTLS is answered like that, and nothing follows.
Setup startTlsAnswer(const QByteArray &answer)
{
    return [answer](ScriptedServer &server) { server.on("STARTTLS", answer); };
}

Setup greeting(const QByteArray &line)
{
    return [line](ScriptedServer &server) { server.setGreeting(line); };
}

Setup certificate(Identity (*identity)())
{
    return [identity](ScriptedServer &server) {
        server.setSslConfiguration(Certificates::serverConfiguration(identity()));
    };
}

} // namespace

class tst_CliRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesStrippedOrBrokenStartTls_data();
    void refusesStrippedOrBrokenStartTls();
    void refusesInjectionBehindStartTls_data();
    void refusesInjectionBehindStartTls();
    void refusesPreauthWhenStartTlsIsDemanded_data();
    void refusesPreauthWhenStartTlsIsDemanded();
    void ignoresWhatWasSaidBeforeTls_data();
    void ignoresWhatWasSaidBeforeTls();
    void refusesCertificates_data();
    void refusesCertificates();
    void refusesGreetings_data();
    void refusesGreetings();
    void refusesLogin_data();
    void refusesLogin();
    void survivesHostileData_data();
    void survivesHostileData();
    void sendsHostileArgumentsAsOneCommand_data();
    void sendsHostileArgumentsAsOneCommand();
    void showsOnlyHarmlessCharacters();
    void failsWhenTheConnectionBreaks_data();
    void failsWhenTheConnectionBreaks();
};

// No password, in any coding, and no mail command has come to the server.
static bool nothingWasTold(const ScriptedServer &server)
{
    if (server.connectionCount() == 0)
        return true;
    const QByteArray received = server.received(1);
    if (received.contains("secret")
        || received.contains(QByteArray("\0alice\0secret", 13).toBase64())
        || received.contains(QByteArray("secret").toBase64())) {
        return false;
    }
    const QList<ClientCommand> commands = server.commands(1);
    return std::none_of(commands.begin(), commands.end(), [](const ClientCommand &command) {
        return command.name != "CAPABILITY" && command.name != "STARTTLS" && command.name != "NOOP"
            && command.name != "LOGOUT" && command.name != "ID";
    });
}

static void setupColumns()
{
    QTest::addColumn<Setup>("setup");
    QTest::addColumn<int>("status");
}

void tst_CliRefusals::refusesStrippedOrBrokenStartTls_data()
{
    setupColumns();
    QTest::addColumn<bool>("offered");
    const auto row = [](const char *name, const Setup &setup, int status, bool offered) {
        QTest::newRow(name) << setup << status << offered;
    };
    row("ST-01 not offered, BAD", startTlsAnswer("$tag BAD unknown command"), 4, false);
    row("ST-02 offered, NO", startTlsAnswer("$tag NO not now"), 4, true);
    row("ST-03 offered, BAD", startTlsAnswer("$tag BAD what"), 4, true);
    row("ST-04 continuation, then silence", startTlsAnswer("+ continue"), 3, true);
    row(
        "ST-05 knows neither CAPABILITY nor STARTTLS",
        [](ScriptedServer &server) {
            server.setGreeting("* OK hello");
            server.on("CAPABILITY", "$tag BAD unknown");
            server.on("STARTTLS", "$tag BAD unknown");
        },
        4, false);
    row(
        "ST-06 IMAP4 only",
        [](ScriptedServer &server) {
            server.setGreeting("* OK [CAPABILITY IMAP4] hello");
            server.setCapabilities("IMAP4");
            server.on("STARTTLS", "$tag BAD unknown");
        },
        4, false);
    row("ST-10 OK with another tag", startTlsAnswer("$tagx OK begin"), 4, true);
    row(
        "ST-13 LOGINDISABLED and no STARTTLS",
        [](ScriptedServer &server) {
            server.setCapabilities("IMAP4rev1 LOGINDISABLED");
            server.on("STARTTLS", "$tag NO");
        },
        4, false);
}

void tst_CliRefusals::refusesStrippedOrBrokenStartTls()
{
    QFETCH(Setup, setup);
    QFETCH(int, status);
    QFETCH(bool, offered);
    ScriptedServer server(offered ? ScriptedServer::OffersStartTls : ScriptedServer::Plain);
    setup(server);
    CliTarget target = targetOf(server, text("starttls"));
    target.timeoutMs = hastyMs;
    const CliResult result = runCli(target, readMail);
    QVERIFY2(result.status == status, result.report().constData());
    QVERIFY(result.output.isEmpty());
    QVERIFY2(nothingWasTold(server), server.report().constData());
}

void tst_CliRefusals::refusesInjectionBehindStartTls_data()
{
    QTest::addColumn<QByteArray>("injected");
    QTest::newRow("BI-01 a tagged answer") << QByteArray("a2 OK [CAPABILITY IMAP4rev1] C4N4RY\r\n");
    QTest::newRow("BI-02 a list") << QByteArray("* LIST () \"/\" C4N4RY\r\n");
    QTest::newRow("BI-03 an alert") << QByteArray("* OK [ALERT] C4N4RY\r\n");
    QTest::newRow("BI-04 a BYE") << QByteArray("* BYE C4N4RY\r\n");
    QTest::newRow("BI-05 one byte") << QByteArray("*");
    QTest::newRow("BI-06 200 kB") << QByteArray(200 * 1024, 'x');
}

void tst_CliRefusals::refusesInjectionBehindStartTls()
{
    QFETCH(QByteArray, injected);
    ScriptedServer server(ScriptedServer::OffersStartTls);
    server.injectAfterStartTlsOk(injected);
    const CliResult result = runCli(targetOf(server, text("starttls")), readMail);
    QVERIFY2(result.status == 4, result.report().constData());
    QVERIFY(!(result.output + result.errorOutput).contains(canary));
    QVERIFY2(nothingWasTold(server), server.report().constData());
}

void tst_CliRefusals::refusesPreauthWhenStartTlsIsDemanded_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("PA-01") << QByteArray("* PREAUTH [CAPABILITY IMAP4rev1] C4N4RY");
    QTest::newRow("PA-02") << QByteArray(
        "* PREAUTH [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] hi");
    QTest::newRow("PA-04") << QByteArray(
        "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi");
    QTest::newRow("without code") << QByteArray("* PREAUTH welcome");
}

void tst_CliRefusals::refusesPreauthWhenStartTlsIsDemanded()
{
    QFETCH(QByteArray, line);
    ScriptedServer server(ScriptedServer::OffersStartTls);
    server.setGreeting(line);
    server.on("STARTTLS", "$tag NO not in this state");
    const CliResult result = runCli(targetOf(server, text("starttls")), words("list select INBOX"));
    QVERIFY2(result.status == 4, result.report().constData());
    QVERIFY(result.output.isEmpty());
    QVERIFY(!result.errorOutput.contains(canary));
    QVERIFY2(nothingWasTold(server), server.report().constData());
}

void tst_CliRefusals::ignoresWhatWasSaidBeforeTls_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<bool>("afterGreeting");
    const struct
    {
        const char *name;
        QByteArray said;
    } rows[] = {
        {"TA-01 LIST", "* LIST () \"/\" C4N4RY"},
        {"TA-02 LSUB", "* LSUB () \"/\" C4N4RY"},
        {"TA-03 STATUS", "* STATUS INBOX (MESSAGES 4294967295 UNSEEN 4294967295)"},
        {"TA-04 SEARCH", "* SEARCH 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20"},
        {"TA-05 FLAGS", "* FLAGS (\\C4N4RY)"},
        {"TA-06 EXISTS", "* 54321 EXISTS"},
        {"TA-07 RECENT", "* 12345 RECENT"},
        {"TA-08 EXPUNGE", "* 1 EXPUNGE\r\n* 2 EXPUNGE\r\n* 3 EXPUNGE"},
        {"TA-09 FETCH", "* 1 FETCH (BODY[] \"C4N4RY\")"},
        {"TA-10 CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS IDLE AUTH=C4N4RY"},
        {"TA-11 ALERT", "* OK [ALERT] C4N4RY"},
        {"TA-12 BADCHARSET", "* OK [BADCHARSET (C4N4RY)] x\r\n* OK [PARSE] C4N4RY"},
        {"TA-13 others",
         "* ENABLED C4N4RY\r\n* ID (\"name\" \"C4N4RY\")\r\n"
         "* NAMESPACE ((\"C4N4RY\" \"/\")) NIL NIL\r\n* ACL INBOX C4N4RY lr"},
    };
    for (const auto &row : rows) {
        QTest::addRow("%sa after the greeting", row.name) << row.said << true;
        QTest::addRow("%sb before the OK", row.name) << row.said << false;
    }
}

void tst_CliRefusals::ignoresWhatWasSaidBeforeTls()
{
    QFETCH(QByteArray, said);
    QFETCH(bool, afterGreeting);
    ScriptedServer server(ScriptedServer::OffersStartTls);
    answerFetch(server, oneMessage);
    if (afterGreeting)
        server.setGreeting("* OK ready\r\n" + said);
    else
        server.on("STARTTLS", [said](const ClientCommand &) {
            return Answer(said + "\r\n$tag OK begin TLS", Answer::BeginTls);
        });
    const CliResult result = runCli(targetOf(server, text("starttls")), readMail);
    QVERIFY2(result.status == 0, (result.report() + server.report()).constData());
    QVERIFY2(!(result.output + result.errorOutput).contains(canary), result.output.constData());
    QCOMPARE(result.linesOf(text("list")).size(), 3);
    QCOMPARE(result.linesOf(text("select")).value(0).value(text("exists")).toInt(), 3);
    QCOMPARE(result.linesOf(text("fetch")).size(), 1);
    QVERIFY(result.output.contains("real mail"));
    QCOMPARE(result.linesOf(text("search")).value(0).value(text("count")).toInt(-1), 0);
    QVERIFY(server.isEncrypted());
}

void tst_CliRefusals::refusesCertificates_data()
{
    QTest::addColumn<Setup>("setup");
    QTest::addColumn<bool>("startTls");
    QTest::addColumn<bool>("trustCa");
    const struct
    {
        const char *name;
        Setup setup;
        bool trustCa;
    } rows[] = {
        {"TC-01 self-signed", certificate(&Certificates::selfSigned), true},
        {"TC-02 from an unknown authority", certificate(&Certificates::server), false},
        {"TC-03 for another name", certificate(&Certificates::otherName), true},
        {"TC-04 expired", certificate(&Certificates::expired), true},
        {"TC-06 common name only", certificate(&Certificates::commonNameOnly), true},
        {"TC-10 bare wildcard", certificate(&Certificates::bareWildcard), true},
        {"TC-11 address as a DNS name", certificate(&Certificates::ipAsDnsName), true},
    };
    for (const auto &row : rows) {
        QTest::addRow("%s, TLS", row.name) << row.setup << false << row.trustCa;
        QTest::addRow("%s, STARTTLS", row.name) << row.setup << true << row.trustCa;
    }
}

void tst_CliRefusals::refusesCertificates()
{
    QFETCH(Setup, setup);
    QFETCH(bool, startTls);
    QFETCH(bool, trustCa);
    ScriptedServer server(startTls ? ScriptedServer::OffersStartTls : ScriptedServer::ImplicitTls);
    setup(server);
    CliTarget target = targetOf(server, startTls ? text("starttls") : text("tls"));
    if (QByteArray(QTest::currentDataTag()).startsWith("TC-06"))
        target.host = text("localhost"); // the common name
    if (!trustCa)
        target.caFile.clear();
    const CliResult result = runCli(target, readMail);
    QVERIFY2(result.status == 4, result.report().constData());
    QCOMPARE(result.code(), text("tls"));
    QVERIFY2(result.errorOutput.contains("\"reasons\":[\""), result.errorOutput.constData());
    QVERIFY2(nothingWasTold(server), server.report().constData());
}

void tst_CliRefusals::refusesGreetings_data()
{
    setupColumns();
    QTest::addColumn<QString>("security");
    const auto row = [](const char *name, const Setup &setup, int status, const char *security) {
        QTest::newRow(name) << setup << status << text(security);
    };
    row("UI-03 BAD, in clear", greeting("* BAD C4N4RY"), 6, "starttls");
    row("UI-04 BYE, in clear", greeting("* BYE C4N4RY"), 3, "starttls");
    row("BYE under TLS", greeting("* BYE too busy"), 3, "tls");
    row("UI-06 junk, then OK", greeting("1Gdo00V4 wFaIW2WP\r\n* OK ready"), 6, "tls");
    row("junk, in clear", greeting("HTTP/1.1 400 Bad Request C4N4RY"), 6, "starttls");
    row(
        "silence", [](ScriptedServer &server) { server.setScript({Stall()}); }, 3, "tls");
    row(
        "silence, in clear", [](ScriptedServer &server) { server.setScript({Stall()}); }, 3,
        "starttls");
    row(
        "closed", [](ScriptedServer &server) { server.setScript({Close()}); }, 3, "starttls");
    row(
        "reset", [](ScriptedServer &server) { server.setScript({Reset()}); }, 3, "starttls");
    row(
        "endless line",
        [](ScriptedServer &server) {
            server.setScript({Raw(QByteArray(4 << 20, 'x')), Stall()});
        },
        7, "tls");
}

void tst_CliRefusals::refusesGreetings()
{
    QFETCH(Setup, setup);
    QFETCH(int, status);
    QFETCH(QString, security);
    ScriptedServer server(security == text("tls") ? ScriptedServer::ImplicitTls
                                                  : ScriptedServer::OffersStartTls);
    setup(server);
    CliTarget target = targetOf(server, security);
    target.timeoutMs = hastyMs;
    const CliResult result = runCli(target, readMail);
    QVERIFY2(result.status == status, result.report().constData());
    QVERIFY(!(result.output + result.errorOutput).contains(canary));
    QVERIFY2(nothingWasTold(server), server.report().constData());
}

void tst_CliRefusals::refusesLogin_data()
{
    setupColumns();
    const auto row = [](const char *name, const Setup &setup, int status) {
        QTest::newRow(name) << setup << status;
    };
    const auto answerLogin = [](const QByteArray &answer) {
        return [answer](ScriptedServer &server) { server.on("LOGIN", answer); };
    };
    row("wrong password", answerLogin("$tag NO [AUTHENTICATIONFAILED] no"), 5);
    row("not available", answerLogin("$tag NO [UNAVAILABLE] later"), 5);
    row(
        "TD-02 no answer",
        [](ScriptedServer &server) {
            server.on("LOGIN",
                      [](const ClientCommand &) { return Answer(QByteArray(), Answer::GoSilent); });
        },
        3);
    row(
        "closed instead of an answer",
        [](ScriptedServer &server) {
            server.on("LOGIN", [](const ClientCommand &) {
                return Answer("* BYE go away", Answer::Disconnect);
            });
        },
        3);
}

void tst_CliRefusals::refusesLogin()
{
    QFETCH(Setup, setup);
    QFETCH(int, status);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    setup(server);
    CliTarget target = targetOf(server, text("tls"));
    target.timeoutMs = hastyMs;
    const CliResult result = runCli(target, readMail);
    QVERIFY2(result.status == status, result.report().constData());
    QVERIFY(!(result.output + result.errorOutput).contains("secret"));
}

void tst_CliRefusals::survivesHostileData_data()
{
    setupColumns();
    QTest::addColumn<QStringList>("actions");
    const QStringList readSection = words("login select INBOX fetch-section 1 1");
    const auto literal = [&](const char *name, const QByteArray &size, int status) {
        const Setup setup = [size](ScriptedServer &server) {
            answerFetch(server, "* 1 FETCH (UID 1 BODY[1] " + size + "\r\n0123456789");
        };
        QTest::newRow(name) << setup << status << readSection;
    };
    literal("RX-02 2^64-1", "{18446744073709551615}", 7);
    literal("RX-03 2^64", "{18446744073709551616}", 7);
    literal("RX-05 2 GiB", "{2147483648}", 7);
    literal("RX-06 beyond all numbers", "{99999999999999999999999999}", 7);
    literal("RX-07 negative", "{-1}", 3);
    literal("RX-08 hexadecimal", "{0x10}", 6);
    literal("RX-09 without a number", "{}", 6);

    const auto row = [](const char *name, const Setup &setup, int status,
                        const QStringList &actions) {
        QTest::newRow(name) << setup << status << actions;
    };
    row(
        "RX-12 endless LIST line",
        [](ScriptedServer &server) {
            server.on("LIST", "* LIST () \"/\" " + QByteArray(8 << 20, 'x'));
        },
        7, words("login list"));
    row(
        "SL-10 BYE after SELECT",
        [](ScriptedServer &server) {
            server.on("SELECT", [](const ClientCommand &) {
                return Answer("* 3 EXISTS\r\n$tag OK done\r\n* BYE bye", Answer::GoSilent);
            });
        },
        3, words("login select INBOX fetch 1"));
    row(
        "SL-11 SELECT with nothing but OK",
        [](ScriptedServer &server) { server.on("SELECT", "$tag OK done"); }, 0,
        words("login select INBOX"));
    row(
        "SL-18 messages before SELECT",
        [](ScriptedServer &server) {
            server.on("LIST", "* 9 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n$tag OK done");
        },
        0, words("login list"));
    row(
        "MS-10 unknown responses",
        [](ScriptedServer &server) {
            server.on("LIST",
                      "* XFOO (a (b \"c\" {2}\r\nhi) d)\r\n* OK [XCODE \"]\" x] y\r\n"
                      "* LIST () \"/\" a\r\n$tag OK done");
        },
        0, words("login list"));
    row(
        "SL-17 CAPABILITY answered by a bare OK",
        [](ScriptedServer &server) {
            server.setGreeting("* OK hello");
            server.on("CAPABILITY", "$tag OK done");
        },
        0, words("login list"));
    row(
        "MS-21 tagged NO without a text",
        [](ScriptedServer &server) { server.on("LIST", "$tag NO"); }, 8, words("login list"));
    row(
        "BAD", [](ScriptedServer &server) { server.on("LIST", "$tag BAD what"); }, 8,
        words("login list"));
}

void tst_CliRefusals::survivesHostileData()
{
    QFETCH(Setup, setup);
    QFETCH(int, status);
    QFETCH(QStringList, actions);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    setup(server);
    CliTarget target = targetOf(server, text("tls"));
    target.timeoutMs = status == 3 ? hastyMs : patientMs;
    const CliResult result = runCli(target, actions);
    QVERIFY2(result.status == status, (result.report() + server.report().left(4000)).constData());
}

void tst_CliRefusals::sendsHostileArgumentsAsOneCommand_data()
{
    QTest::addColumn<QStringList>("actions");
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("argument"); // what the server must have understood
    const auto row = [](const char *name, const QStringList &actions, const char *command,
                        const char *argument) {
        QTest::newRow(name) << actions << QByteArray(command) << QByteArray(argument);
    };
    row("CI-04 quote in a search", {text("search"), text("\"")}, "UID SEARCH", "\"");
    row("CI-06 brace in a name", {text("create"), text("x{5+}")}, "CREATE", "x{5+}");
    row("CI-07 parentheses in a search", {text("search"), text("a) OR (ALL")}, "UID SEARCH",
        "a) OR (ALL");
    row("backslash in a search", {text("search"), text("a\\")}, "UID SEARCH", "a\\");
    row("quote in a name", {text("create"), text("a\" b")}, "CREATE", "a\" b");
    row("star in a name", {text("create"), text("*%")}, "CREATE", "*%");
    row("ampersand in a name", {text("create"), text("a&b")}, "CREATE", "a&-b");
    row("NIL as a name", {text("create"), text("NIL")}, "CREATE", "NIL");
    row("text of id", {text("id"), text("a\" \"b")}, "ID", "a\" \"b");
}

void tst_CliRefusals::sendsHostileArgumentsAsOneCommand()
{
    QFETCH(QStringList, actions);
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, argument);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    const CliResult result =
        runCli(targetOf(server, text("tls")), words("login select INBOX") + actions);
    QVERIFY2(result.status == 0, (result.report() + server.report()).constData());
    QVERIFY2(server.error().isEmpty(), server.error().constData());
    int seen = 0;
    for (const ClientCommand &received : server.commands()) {
        if (received.name != command)
            continue;
        ++seen;
        QVERIFY2(received.arguments().contains(argument), received.text.constData());
    }
    QCOMPARE(seen, 1);
}

// Names in modified UTF-7 and header text can hold anything.
void tst_CliRefusals::showsOnlyHarmlessCharacters()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.on("LIST",
              "* LIST () \"/\" \"a&IC4gZiAoAJsAGw-b\"\r\n" // U+202E 2066 2028 9B 1B
              "* LIST () \"/\" \"&2AA-\"\r\n" // half a surrogate pair
              "* LIST () \"/\" \"\x1b[2J\xff\xc0\xaf\"\r\n"
              "$tag OK [ALERT] \x1b]0;title\x07 \xe2\x80\xae");
    answerFetch(
        server,
        "* 1 FETCH (UID 1 ENVELOPE (NIL \"=?utf-8?q?=1B=5B2J=E2=80=AE=C2=9B=EF=BB=BF=0D=0A?= "
        "x\" ((\"=?utf-8?q?=E2=80=AE?=\" NIL \"ann\" \"p\xd0\xb0ypal.example\")) NIL NIL NIL "
        "NIL NIL NIL NIL))\r\n$tag OK done");
    server.on("SELECT", "* 1 EXISTS\r\n$tag NO \x1b[2J\xe2\x80\xae go away");
    const CliResult listed =
        runCli(targetOf(server, text("tls")), words("login list select INBOX"));
    QVERIFY2(listed.status == 8, listed.report().constData());
    QVERIFY(listed.linesOf(text("list")).size() >= 2);
    QVERIFY2(!hasUnsafeCharacter(listed.output), listed.output.toHex(' ').constData());
    QVERIFY2(!hasUnsafeCharacter(listed.errorOutput), listed.errorOutput.toHex(' ').constData());

    server.on("SELECT", "* 1 EXISTS\r\n$tag OK done");
    const CliResult fetched =
        runCli(targetOf(server, text("tls")), words("login select INBOX fetch 1"));
    QVERIFY2(fetched.status == 0, fetched.report().constData());
    QVERIFY2(!hasUnsafeCharacter(fetched.output), fetched.output.toHex(' ').constData());
    QVERIFY2(fetched.output.contains("@xn--"), fetched.output.constData()); // not "paypal"
}

void tst_CliRefusals::failsWhenTheConnectionBreaks_data()
{
    QTest::addColumn<Faults>("faults");
    for (const int octets : {1, 20, 60, 120, 200, 300, 400}) {
        Faults drop;
        drop.dropAfter = octets;
        QTest::addRow("FIN after %d octets", octets) << drop;
        Faults reset;
        reset.resetAfter = octets;
        QTest::addRow("RST after %d octets", octets) << reset;
    }
    Faults stall;
    stall.stallAfter = 150;
    QTest::newRow("silence after 150 octets") << stall;
}

void tst_CliRefusals::failsWhenTheConnectionBreaks()
{
    QFETCH(Faults, faults);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    answerFetch(server, oneMessage);
    server.setFaults(faults);
    CliTarget target = targetOf(server, text("tls"));
    target.timeoutMs = faults.stallAfter >= 0 ? hastyMs : patientMs;
    const CliResult result = runCli(target, readMail);
    QVERIFY2(result.status == 3, (result.report() + server.report()).constData());
}

QTEST_GUILESS_MAIN(tst_CliRefusals)

#include "tst_cli_refusals.moc"
