// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

namespace QImap4Test {

namespace {

using Setup = std::function<void(ScriptedServer &)>;

Setup startTlsAnswer(const Answer &answer)
{
    return [answer](ScriptedServer &server) {
        server.on("STARTTLS", [answer](const ClientCommand &) { return answer; });
    };
}

HostileCase refused(const char *name, const QList<int> &statuses, const Setup &setup)
{
    HostileCase row;
    row.name = name;
    row.security = "starttls";
    row.setup = setup;
    row.expectation = Expectation::Refuse;
    row.statuses = statuses;
    row.confidence = Confidence::Nothing;
    row.timeoutMs = HastyMs;
    return row;
}

HostileCaseList strippedOrBroken()
{
    const auto capabilities = [](const char *words, const Answer &answer) -> Setup {
        return [=](ScriptedServer &server) {
            const QByteArray line(words);
            server.setGreeting("* OK [CAPABILITY " + line + "] hello");
            server.on("CAPABILITY", "* CAPABILITY " + line + "\r\n$tag OK done");
            server.on("STARTTLS", [answer](const ClientCommand &) { return answer; });
        };
    };
    const QByteArray tlsAlert = octets("\x15\x03\x03\x00\x02\x02\x28"); // handshake_failure
    return {
        refused("ST-01 not offered, BAD", {4},
                capabilities("IMAP4rev1 AUTH=PLAIN AUTH=LOGIN", "$tag BAD unknown")),
        refused("ST-02 offered, NO", {4},
                capabilities("IMAP4rev1 STARTTLS AUTH=PLAIN", "$tag NO not now")),
        refused("ST-03 offered, BAD", {4},
                capabilities("IMAP4rev1 STARTTLS AUTH=PLAIN", "$tag BAD what")),
        refused("ST-04 a continuation, then silence", {3},
                startTlsAnswer({"+ continue", Answer::GoSilent})),
        refused("ST-05 knows neither CAPABILITY nor STARTTLS", {4},
                [](ScriptedServer &server) {
                    server.setGreeting("* OK hello");
                    server.on("CAPABILITY", "$tag BAD unknown");
                    server.on("STARTTLS", "$tag BAD unknown");
                }),
        refused("ST-06 IMAP4 only", {4}, capabilities("IMAP4", "$tag BAD unknown")),
        refused("ST-07 OK, then it closes", {3, 4},
                startTlsAnswer({"$tag OK begin", Answer::Disconnect})),
        refused("ST-07 OK, then RST", {3, 4},
                startTlsAnswer({"$tag OK begin", Answer::ResetConnection})),
        refused("ST-08 OK, then silence instead of TLS", {3},
                startTlsAnswer({"$tag OK begin", Answer::GoSilent})),
        refused("ST-09 OK, then a TLS alert", {4}, startTlsAnswer("$tag OK begin\r\n" + tlsAlert)),
        refused("ST-10 OK with another tag", {4}, startTlsAnswer("$tagx OK begin")),
        refused("ST-10 OK with the tag in other case", {4},
                [](ScriptedServer &server) {
                    server.on("STARTTLS", [](const ClientCommand &command) {
                        return Answer(command.tag.toLower() + " OK begin");
                    });
                }),
        refused("ST-11 an untagged OK", {3}, startTlsAnswer({"* OK begin TLS", Answer::GoSilent})),
        refused("ST-12 tagged PREAUTH", {3, 4}, startTlsAnswer("$tag PREAUTH you are in")),
        refused("ST-13 LOGINDISABLED and no STARTTLS", {4},
                capabilities("IMAP4rev1 LOGINDISABLED", "$tag NO")),
        refused("ST-14 NO, then OK", {4}, startTlsAnswer("$tag NO wait\r\n$tag OK begin")),
        refused("ST-15 a tag and nothing else", {3, 4}, startTlsAnswer("$tag")),
        refused(
            "ST-16 OK to a command that was not sent", {4},
            [](ScriptedServer &server) { server.setGreeting("* OK hello\r\nA1 OK begin TLS"); }),
    };
}

HostileCaseList injected()
{
    const auto row = [](const char *name, const QByteArray &octets) {
        return refused(name, {4},
                       [octets](ScriptedServer &server) { server.injectAfterStartTlsOk(octets); });
    };
    return {
        row("BI-01 a tagged answer", "a2 OK [CAPABILITY IMAP4rev1] C4N4RY\r\n"),
        row("BI-02 a capability line", "* CAPABILITY IMAP4rev1 AUTH=C4N4RY\r\n"),
        row("BI-02 a list", "* LIST () \"/\" C4N4RY\r\n"),
        row("BI-03 an alert", "* OK [ALERT] C4N4RY\r\n"),
        row("BI-04 a BYE", "* BYE C4N4RY\r\n"),
        row("BI-05 one byte", "*"),
        row("BI-05 a line end", "\r\n"),
        row("BI-05 a space", " "),
        row("BI-05 a NUL", QByteArray(1, '\0')),
        row("BI-06 200 kB", QByteArray(200 * 1024, 'x')),
        row("BI-07 a greeting and a session",
            "* PREAUTH [CAPABILITY IMAP4rev1] C4N4RY\r\n* LIST () \"/\" C4N4RY\r\n"),
        row("BI-08 a literal without end", "* LIST () \"/\" {100000}\r\nC4N4RY"),
    };
}

HostileCaseList tampered()
{
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
        {"TA-10 CAPABILITY code", "* OK [CAPABILITY IMAP4rev1 STARTTLS X-C4N4RY] C4N4RY"},
        {"TA-11 ALERT", "* OK [ALERT] C4N4RY"},
        {"TA-11 NO with ALERT", "* NO [ALERT] C4N4RY"},
        {"TA-12 BADCHARSET", "* OK [BADCHARSET (C4N4RY)] x\r\n* OK [PARSE] C4N4RY"},
        {"TA-13 others",
         "* ENABLED C4N4RY\r\n* ID (\"name\" \"C4N4RY\")\r\n"
         "* NAMESPACE ((\"C4N4RY\" \"/\")) NIL NIL\r\n* ACL INBOX C4N4RY lr"},
        {"TA-14 unknown and malformed", "* XC4N4RY (\r\nC4N4RY\r\n* 1 FETCH (C4N4RY"},
        {"TA-15 VANISHED and ESEARCH",
         "* VANISHED 1:4294967295\r\n* ESEARCH (TAG \"C4N4RY\") UID ALL 1:7"},
        {"TA-16 a literal", "* LIST () \"/\" {6}\r\nC4N4RY"},
        {"TA-17 REFERRAL", "* OK [REFERRAL imap://C4N4RY/] go there"},
        {"TA-18 BYE without an asterisk", "BYE C4N4RY"},
    };
    HostileCaseList result;
    for (const auto &line : rows) {
        for (const bool afterGreeting : {true, false}) {
            const QByteArray said = line.said;
            HostileCase row;
            row.name = QByteArray(line.name) + (afterGreeting ? ", after the greeting" : ", later");
            row.security = "starttls";
            row.expectation = Expectation::Proceed;
            row.setup = [said, afterGreeting](ScriptedServer &server) {
                answerFetch(server, RealMail);
                if (afterGreeting) {
                    server.setGreeting("* OK ready\r\n" + said);
                    return;
                }
                server.on("STARTTLS", [said](const ClientCommand &) {
                    return Answer(said + "\r\n$tag OK begin TLS", Answer::BeginTls);
                });
            };
            result.append(row);
        }
    }
    return result;
}

HostileCaseList greetings()
{
    const auto greeting = [](const QByteArray &line) -> Setup {
        return [line](ScriptedServer &server) {
            answerFetch(server, RealMail);
            server.setGreeting(line);
        };
    };
    HostileCase alert =
        refused("UI-01 an alert in the greeting", {0}, greeting("* OK [ALERT] C4N4RY"));
    alert.expectation = Expectation::Proceed;
    alert.confidence = Confidence::Login;
    alert.timeoutMs = PatientMs;

    const auto startTlsRefused = [](const QByteArray &answer) -> Setup {
        return [answer](ScriptedServer &server) { server.on("STARTTLS", answer); };
    };
    const auto underTls = [&](const char *name, const QByteArray &line,
                              const QList<int> &statuses) {
        HostileCase row = refused(name, statuses, greeting(line));
        row.security = "tls";
        return row;
    };
    const auto instead = [](const char *name, const Step &step) {
        return refused(name, {3}, [step](ScriptedServer &server) { server.setScript({step}); });
    };
    return {
        alert,
        refused("UI-02 a NO greeting", {6}, greeting("* NO [ALERT] C4N4RY")),
        refused("UI-03 a BAD greeting", {6}, greeting("* BAD C4N4RY")),
        refused("UI-04 a BYE greeting", {3}, greeting("* BYE [ALERT] C4N4RY")),
        refused("UI-05 an alert in the refusal", {4}, startTlsRefused("$tag NO [ALERT] C4N4RY")),
        refused("UI-05 an alert in a BAD", {4}, startTlsRefused("$tag BAD [ALERT] C4N4RY")),
        underTls("UI-06 junk, then a greeting", "1Gdo00V4 wFaIW2WP\r\n* OK ready", {6}),
        underTls("UI-06 a condition without an asterisk", "OK MPD 0.23.5", {6}),
        underTls("UI-06 PREAUTH without an asterisk", "PREAUTH welcome", {6}),
        underTls("UI-06 a code alone", "[CAPABILITY IMAP4rev1 AUTH=PLAIN] C4N4RY", {6}),
        underTls("UI-06 a code behind an asterisk", "* [CAPABILITY IMAP4rev1] C4N4RY", {6}),
        refused("UI-06 junk, in the clear", {6}, greeting("HTTP/1.1 400 Bad Request C4N4RY")),
        underTls("UI-07 tagged greeting", "A1 OK hello", {6}),
        underTls("UI-08 a list instead of a greeting", "* LIST () \"/\" C4N4RY", {6}),
        underTls("UI-09 an SMTP server", "220 mail.example ESMTP", {6}),
        underTls("UI-09 a POP3 server", "+OK ready", {6}),
        underTls("UI-10 BYE under TLS", "* BYE too busy", {3}),
        instead("UI-11 closes at once", Close()),
        instead("UI-11 resets at once", Reset()),
        instead("UI-12 no greeting", Stall()),
    };
}

HostileCaseList preauthenticated()
{
    const auto row = [](const char *name, const QByteArray &line) {
        HostileCase result = refused(name, {4}, [line](ScriptedServer &server) {
            server.setGreeting(line);
            server.on("STARTTLS", "$tag NO not in this state");
            server.on("LIST", "* LIST () \"/\" C4N4RY\r\n$tag OK done");
        });
        result.actions = "list select INBOX";
        return result;
    };
    HostileCase offered = row("PA-03 STARTTLS works all the same",
                              "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] C4N4RY");
    offered.setup = [](ScriptedServer &server) {
        server.setGreeting("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] C4N4RY");
    };
    HostileCase later =
        refused("PA-05 behind an ordinary greeting", {3, 4}, [](ScriptedServer &server) {
            server.setGreeting("* OK hello\r\n* PREAUTH C4N4RY");
            server.on("STARTTLS", "$tag NO you are in already");
        });
    HostileCase inside;
    inside.name = "PA-06 under TLS";
    inside.expectation = Expectation::Survive;
    inside.setup = [](ScriptedServer &server) {
        answerFetch(server, RealMail);
        server.setGreeting("* PREAUTH [CAPABILITY IMAP4rev1] in");
    };
    return {
        row("PA-01", "* PREAUTH [CAPABILITY IMAP4rev1] C4N4RY"),
        row("PA-02", "* PREAUTH [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] hi"),
        offered,
        row("PA-04", "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi"),
        later,
        inside,
        row("PA-07 without code", "* PREAUTH welcome"),
    };
}

} // namespace

HostileCaseList startTlsCases()
{
    return strippedOrBroken() + injected() + tampered() + greetings() + preauthenticated();
}

} // namespace QImap4Test
