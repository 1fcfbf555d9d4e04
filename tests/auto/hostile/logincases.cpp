// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

namespace QImap4Test {

namespace {

using Setup = std::function<void(ScriptedServer &)>;

HostileCase row(const char *name, Expectation expectation, const QList<int> &statuses,
                const Setup &setup)
{
    HostileCase result;
    result.name = name;
    result.expectation = expectation;
    result.statuses = statuses;
    result.setup = [setup](ScriptedServer &server) {
        answerFetch(server, RealMail);
        setup(server);
    };
    return result;
}

HostileCase hasty(HostileCase result)
{
    result.timeoutMs = HastyMs;
    return result;
}

Setup answered(const char *command, const Answer &answer)
{
    return [=](ScriptedServer &server) {
        server.on(command, [answer](const ClientCommand &) { return answer; });
    };
}

HostileCaseList referrals()
{
    const QByteArray elsewhere = "imap://127.0.0.1:" + Trap::port() + '/';
    HostileCase inTheClear = row("RF-03 in a greeting before TLS", Expectation::Survive, {0},
                                 [elsewhere](ScriptedServer &server) {
                                     server.setGreeting("* OK [REFERRAL " + elsewhere + "] C4N4RY");
                                 });
    inTheClear.security = "starttls";
    HostileCase remoteMailbox =
        row("RF-06 LIST with a remote mailbox", Expectation::Proceed, {},
            answered("LIST",
                     "* LIST (\\Remote) \"/\" \"" + elsewhere
                         + "INBOX\"\r\n"
                           "* LIST () \"/\" INBOX\r\n* LIST () \"/\" Sent\r\n* LIST () \"/\" "
                           "Trash\r\n$tag OK done"));
    remoteMailbox.listed = 4;
    return {
        row("RF-01 LOGIN refused with a referral", Expectation::Refuse, {5},
            answered("LOGIN", "$tag NO [REFERRAL " + elsewhere + "] go there")),
        row("RF-01 LOGIN accepted with a referral", Expectation::Proceed, {},
            answered("LOGIN", "$tag OK [REFERRAL " + elsewhere + "] or there")),
        row("RF-02 SELECT refused with a referral", Expectation::Refuse, {8},
            answered("SELECT", "$tag NO [REFERRAL " + elsewhere + "INBOX] go there")),
        inTheClear,
        row("RF-04 BYE with a referral", Expectation::Refuse, {3},
            [elsewhere](ScriptedServer &server) {
                server.setGreeting("* BYE [REFERRAL " + elsewhere + "] go there");
            }),
        row("RF-05 IMAPSIEVE capability", Expectation::Proceed, {},
            [](ScriptedServer &server) {
                server.setCapabilities("IMAP4rev1 IMAPSIEVE=sieve://127.0.0.1:" + Trap::port()
                                       + " URLAUTH CATENATE");
            }),
        remoteMailbox,
    };
}

HostileCaseList authentication()
{
    const auto noLogin = [](const char *mechanisms, const Answer &answer) -> Setup {
        return [=](ScriptedServer &server) {
            server.setCapabilities("IMAP4rev1 LOGINDISABLED " + QByteArray(mechanisms));
            server.on("AUTHENTICATE", [answer](const ClientCommand &) { return answer; });
            server.on("LOGIN", "$tag NO [PRIVACYREQUIRED] no");
        };
    };
    QByteArray endless;
    for (int i = 0; i < 500; ++i)
        endless += "+ \r\n";
    return {
        row("SA-01 nothing that we know", Expectation::Refuse, {8},
            noLogin("AUTH=X-UNKNOWN", "$tag NO no")),
        row("SA-03 LOGIN disabled, PLAIN offered", Expectation::Proceed, {},
            [](ScriptedServer &server) {
                server.setCapabilities("IMAP4rev1 LOGINDISABLED AUTH=PLAIN");
                server.on("LOGIN", "$tag BAD no such command");
            }),
        hasty(row("SA-07 endless continuations to AUTHENTICATE", Expectation::Refuse, {6},
                  noLogin("AUTH=PLAIN", {endless, Answer::GoSilent}))),
        hasty(row("SA-07 one continuation after the other", Expectation::Refuse, {6},
                  noLogin("AUTH=PLAIN", "+ "))),
        hasty(row("SA-08 a challenge that is no base64", Expectation::Refuse, {6},
                  noLogin("AUTH=CRAM-MD5", {"+ \xff\xfe!!!not base64!!!", Answer::GoSilent}))),
        row("SA-08 a challenge of 10 MB", Expectation::Refuse, {7},
            noLogin("AUTH=CRAM-MD5", {"+ " + QByteArray(10 << 20, 'A'), Answer::GoSilent})),
        hasty(row("SA-04 SCRAM with one iteration", Expectation::Refuse, {7},
                  [](ScriptedServer &server) {
                      server.setCapabilities("IMAP4rev1 LOGINDISABLED AUTH=SCRAM-SHA-256");
                      server.on("AUTHENTICATE", [](const ClientCommand &command) {
                          const QByteArray line =
                              command.isContinuation ? command.text : command.arguments().value(1);
                          const QByteArray first = QByteArray::fromBase64(line);
                          const qsizetype at = first.indexOf("r=");
                          if (at < 0)
                              return Answer("+ ");
                          const QByteArray challenge =
                              first.mid(at) + "server,s=" + QByteArray("salt").toBase64() + ",i=1";
                          return Answer("+ " + challenge.toBase64());
                      });
                  })),
        hasty(row("SA-05 OK before SCRAM has proved anything", Expectation::Refuse, {5},
                  noLogin("AUTH=SCRAM-SHA-256", "$tag OK come in"))),
        row("SA-02 SCRAM refused, PLAIN offered", Expectation::Survive, {},
            [](ScriptedServer &server) {
                server.setCapabilities("IMAP4rev1 AUTH=SCRAM-SHA-256 AUTH=PLAIN");
                server.on("AUTHENTICATE", "$tag NO [AUTHENTICATIONFAILED] no");
            }),
        hasty(row("SA-07 endless continuations to LOGIN", Expectation::Refuse, {6},
                  answered("LOGIN", {endless, Answer::GoSilent}))),
        hasty(row("SA-07 endless continuations to all", Expectation::Refuse, {6},
                  [endless](ScriptedServer &server) {
                      const auto more = [endless](const ClientCommand &) {
                          return Answer(endless);
                      };
                      server.on("LOGIN", more);
                      server.on("AUTHENTICATE", more);
                  })),
        hasty(row("SA-08 a continuation that is no base64", Expectation::Refuse, {6},
                  answered("LOGIN", {"+ \xff\xfe!!!not base64!!!", Answer::GoSilent}))),
        row("SA-08 10 MB of challenge", Expectation::Refuse, {7},
            answered("LOGIN", {"+ " + QByteArray(10 << 20, 'A'), Answer::GoSilent})),
        hasty(row("SA-09 LOGIN refused in no words", Expectation::Refuse, {5},
                  answered("LOGIN", "$tag NO"))),
        row("SA-10 LOGIN refused with the password in it", Expectation::Refuse, {5},
            answered("LOGIN", "$tag NO [AUTHENTICATIONFAILED] not alice with secret")),
        row("SA-09 LOGIN refused for now", Expectation::Refuse, {5},
            answered("LOGIN", "$tag NO [UNAVAILABLE] later")),
        row("SA-11 BAD to LOGIN", Expectation::Refuse, {8}, answered("LOGIN", "$tag BAD what")),
        row("SA-12 NO to LOGIN, then OK", Expectation::Refuse, {5},
            answered("LOGIN", "$tag NO no\r\n$tag OK come in")),
    };
}

HostileCaseList silences()
{
    const Answer silence(QByteArray(), Answer::GoSilent);
    const QByteArray dripped(4000, 'x');
    HostileCase drip = hasty(
        row("TD-03 a greeting that drips", Expectation::Refuse, {3}, [](ScriptedServer &server) {
            Faults faults;
            faults.chunkSize = 1;
            faults.chunkDelay = std::chrono::milliseconds(200);
            server.setFaults(faults);
            server.setGreeting("* OK " + QByteArray(200, 'x'));
        }));
    HostileCase clearDrip = drip;
    clearDrip.name = "TD-03 a greeting that drips, in the clear";
    clearDrip.security = "starttls";
    clearDrip.confidence = Confidence::Nothing;
    HostileCase loginDrip =
        hasty(row("TD-05 a login that drips", Expectation::Refuse, {3}, [](ScriptedServer &server) {
            server.on("LOGIN", [](const ClientCommand &) {
                return Answer("* OK " + QByteArray(4000, 'x') + "\r\n$tag OK in");
            });
            Faults faults;
            faults.chunkSize = 20;
            faults.chunkDelay = std::chrono::milliseconds(100);
            server.setFaults(faults);
        }));
    HostileCaseList result{
        hasty(row("TD-01 no greeting", Expectation::Refuse, {3},
                  [](ScriptedServer &server) { server.setScript({Stall()}); })),
        hasty(
            row("TD-02 no answer to LOGIN", Expectation::Refuse, {3}, answered("LOGIN", silence))),
        drip,
        clearDrip,
        loginDrip,
        hasty(row("TD-06 half an answer to FETCH", Expectation::Refuse, {3},
                  [](ScriptedServer &server) {
                      server.on("FETCH", [](const ClientCommand &) {
                          return Answer("* 1 FETCH (UID 1 ENVELOPE (", Answer::GoSilent);
                      });
                  })),
        hasty(row("TD-08 a literal that never comes", Expectation::Refuse, {3},
                  [](ScriptedServer &server) {
                      server.on("FETCH", [](const ClientCommand &) {
                          return Answer("* 1 FETCH (UID 1 ENVELOPE (NIL {500}", Answer::GoSilent);
                      });
                  })),
    };
    for (const char *command : {"CAPABILITY", "LIST", "SELECT", "FETCH", "UID SEARCH"}) {
        HostileCase silent = hasty(row("", Expectation::Refuse, {3}, answered(command, silence)));
        silent.name = QByteArray("TD-02 no answer to ") + command;
        if (qstrcmp(command, "CAPABILITY") == 0) {
            const auto before = silent.setup;
            silent.setup = [before](ScriptedServer &server) {
                before(server);
                server.setGreeting("* OK hello");
            };
        }
        result.append(silent);
    }
    for (const char *command : {"LOGIN", "LIST", "SELECT", "FETCH", "UID SEARCH"}) {
        const auto ends = [&](const char *how, const Answer &answer) {
            HostileCase end = row("", Expectation::Refuse, {3}, answered(command, answer));
            end.name = QByteArray("TD-04 ") + how + " after " + command;
            result.append(end);
        };
        ends("RST", {QByteArray(), Answer::ResetConnection});
        ends("FIN", {QByteArray(), Answer::DropConnection});
        ends("BYE", {"* BYE enough", Answer::Disconnect});
    }
    return result;
}

// Wherever that is in the dialogue.
HostileCaseList breaks()
{
    const auto broken = [](const char *how, qint64 octets, qint64 Faults::*after) {
        HostileCase result =
            row("", Expectation::Refuse, {3}, [octets, after](ScriptedServer &server) {
                Faults faults;
                faults.*after = octets;
                server.setFaults(faults);
            });
        result.name = QByteArray("TD-09 ") + how + " after " + QByteArray::number(octets);
        return result;
    };
    HostileCaseList result;
    for (const qint64 octets : {1, 20, 60, 120, 200, 300, 400}) {
        result.append(broken("FIN", octets, &Faults::dropAfter));
        result.append(broken("RST", octets, &Faults::resetAfter));
    }
    result.append(hasty(broken("silence", 150, &Faults::stallAfter)));
    return result;
}

} // namespace

HostileCaseList loginCases()
{
    return referrals() + authentication() + silences() + breaks();
}

} // namespace QImap4Test
