// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

namespace QImap4Test {

namespace {

const char Selected[] = "* 3 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 4] x\r\n";

HostileCase lie(const char *name, const QList<int> &statuses, const char *actions,
                const char *command, const Answer &answer)
{
    HostileCase row;
    row.name = name;
    row.statuses = statuses;
    row.actions = actions;
    const QByteArray lied = command;
    row.setup = [lied, answer](ScriptedServer &server) {
        answerFetch(server, RealMail);
        server.on(lied, [answer](const ClientCommand &) { return answer; });
    };
    return row;
}

HostileCase selectLie(const char *name, const QList<int> &statuses, const QByteArray &answer,
                      const char *actions = "login select INBOX fetch 1")
{
    return lie(name, statuses, actions, "SELECT", answer);
}

HostileCase fetchLie(const char *name, const QByteArray &lines)
{
    HostileCase row =
        lie(name, {0}, "login select INBOX fetch 1 search x", "FETCH", lines + RealMail);
    row.shows = "real mail";
    return row;
}

HostileCase hiding(HostileCase row, const char *hidden)
{
    row.hides = hidden;
    return row;
}

HostileCaseList mailboxLies()
{
    const QByteArray selected = Selected;
    return {
        selectLie("SL-04 UIDVALIDITY changes in mid-session", {0},
                  selected + "$tag OK done\r\n* OK [UIDVALIDITY 99] x",
                  "login select INBOX fetch 1 select INBOX fetch 1"),
        selectLie("SL-05 UIDVALIDITY 0", {0},
                  "* 3 EXISTS\r\n* OK [UIDVALIDITY 0] x\r\n$tag OK done"),
        selectLie("SL-05 no UIDVALIDITY", {0}, "* 3 EXISTS\r\n$tag OK done"),
        selectLie("SL-05 UIDVALIDITY 2^32", {0},
                  "* 3 EXISTS\r\n* OK [UIDVALIDITY 4294967296] x\r\n* OK [UIDNEXT 0] x\r\n"
                  "$tag OK done"),
        lie("SL-10 BYE after SELECT", {3}, "login select INBOX fetch 1", "SELECT",
            {selected + "$tag OK done\r\n* BYE bye", Answer::GoSilent}),
        lie("SL-10 BYE before the OK", {3}, "login select INBOX fetch 1", "SELECT",
            {selected + "* BYE bye\r\n$tag OK done", Answer::GoSilent}),
        selectLie("SL-11 SELECT with nothing but OK", {0}, "$tag OK done", "login select INBOX"),
        selectLie("SL-12 READ-ONLY, and a flag is set all the same", {8},
                  selected + "$tag OK [READ-ONLY] done", "login select INBOX store 1 \\Seen"),
        selectLie("SL-12 READ-ONLY unasked", {8},
                  selected + "$tag OK [READ-WRITE] done\r\n* OK [READ-ONLY] now",
                  "login select INBOX store 1 \\Seen"),
        selectLie("SL-12 CLOSED out of order", {0},
                  "* OK [CLOSED] x\r\n" + selected
                      + "* OK [CLOSED] y\r\n$tag OK done\r\n"
                        "* OK [CLOSED] z"),
        selectLie("SL-13 SELECT refused, with a mailbox in it", {8}, selected + "$tag NO none",
                  "login select INBOX"),
        selectLie("SL-13 EXISTS many times", {0},
                  "* 5 EXISTS\r\n* 0 EXISTS\r\n* 3 EXISTS\r\n$tag OK done\r\n* 1 EXISTS"),
        selectLie("SL-14 expunged more than there is", {0},
                  selected + "$tag OK done\r\n" + QByteArray("* 1 EXPUNGE\r\n").repeated(10)
                      + "* 3 EXISTS"),
    };
}

HostileCaseList messageLies()
{
    HostileCase otherSection = hiding(lie("SL-16 another section than was asked for", {0},
                                          "login select INBOX fetch-section 1 1", "FETCH",
                                          "* 1 FETCH (UID 1 BODY[2] \"C4N4RY\")\r\n$tag OK done"),
                                      "C4N4RY");
    otherSection.onDisplay = true;
    HostileCase middle = hiding(lie("SL-16 the middle of a section for all of it", {0},
                                    "login select INBOX fetch-section 1 1", "FETCH",
                                    "* 1 FETCH (UID 1 BODY[1]<7> \"C4N4RY\")\r\n$tag OK done"),
                                "C4N4RY");
    middle.onDisplay = true;
    const QByteArray evil = "ENVELOPE (NIL \"C4N4RY\" NIL NIL NIL NIL NIL NIL NIL NIL)";
    return {
        fetchLie("SL-01 EXISTS goes down without EXPUNGE", "* 1 EXISTS\r\n* 3 EXISTS\r\n"),
        hiding(fetchLie("SL-02 FETCH of messages that do not exist",
                        "* 4000000000 FETCH (UID 9 " + evil + ")\r\n* 50 FETCH (UID 8 " + evil
                            + ")\r\n"),
               "C4N4RY"),
        fetchLie("SL-03 EXPUNGE of what is not there",
                 "* 0 EXPUNGE\r\n* 4294967295 EXPUNGE\r\n* 77 EXPUNGE\r\n"),
        fetchLie("SL-06 UIDs that go down",
                 "* 1 FETCH (UID 100)\r\n* 2 FETCH (UID 50)\r\n* 3 FETCH (UID 50)\r\n"),
        fetchLie("SL-07 another UID for the same message",
                 "* 1 FETCH (UID 7)\r\n* 1 FETCH (UID 9)\r\n"),
        fetchLie("SL-08 a size that is not true", "* 1 FETCH (UID 1 RFC822.SIZE 4294967295)\r\n"),
        lie("SL-09 OK to two commands at once", {}, "login list select INBOX fetch 1", "LIST",
            "* LIST () \"/\" INBOX\r\n$tag OK done\r\n$tag OK done again"),
        lie("SL-15 MODSEQ beyond 63 bits", {}, "login select INBOX fetch 1", "FETCH",
            "* 1 FETCH (UID 1 MODSEQ (18446744073709551615))\r\n" + RealMail),
        lie("SL-16 a message is left out", {0}, "login select INBOX fetch 1:3", "FETCH", RealMail),
        lie("SL-16 nothing at all", {0}, "login select INBOX fetch 1:3 fetch-section 1 1", "FETCH",
            "$tag OK done"),
        otherSection,
        middle,
        hiding(lie("SL-18 messages before SELECT", {0}, "login list", "LIST",
                   "* 9 EXISTS\r\n* 1 FETCH (FLAGS (C4N4RY) " + evil
                       + ")\r\n* 1 EXPUNGE\r\n* VANISHED 1\r\n* FLAGS (C4N4RY)\r\n$tag OK done"),
               "C4N4RY"),
        lie("SL-19 NO to FETCH, with data", {8}, "login select INBOX fetch 1", "FETCH",
            "* 1 FETCH (UID 1 FLAGS ())\r\n$tag NO some are gone"),
        lie("SL-20 STATUS of another mailbox", {0}, "login list select INBOX", "SELECT",
            "* STATUS other (MESSAGES 9)\r\n* 3 EXISTS\r\n$tag OK done"),
        lie("SL-21 SEARCH that answers too much", {0}, "login select INBOX search x", "UID SEARCH",
            "* SEARCH 1 2\r\n* SEARCH 3 4294967295\r\n* ESEARCH (TAG \"x\") ALL 1:9\r\n"
            "$tag OK done"),
        lie("SL-21 SEARCH with numbers that there are not", {6}, "login select INBOX search x",
            "UID SEARCH", "* SEARCH 1 2\r\n* SEARCH 3 0 4294967296\r\n$tag OK done"),
    };
}

HostileCaseList capabilityLies()
{
    const auto capabilities = [](const char *name, const QByteArray &line,
                                 const QList<int> &statuses) {
        HostileCase row;
        row.name = name;
        row.statuses = statuses;
        row.setup = [line](ScriptedServer &server) {
            answerFetch(server, RealMail);
            server.setGreeting("* OK hello");
            server.on("CAPABILITY", line + "$tag OK done");
        };
        return row;
    };
    return {
        capabilities("SL-17 1 MB of capabilities",
                     "* CAPABILITY IMAP4rev1" + QByteArray(" X-A").repeated(250000) + "\r\n", {}),
        capabilities("SL-17 no IMAP4rev1", "* CAPABILITY IDLE\r\n", {}),
        capabilities("SL-17 lower case", "* capability imap4REV1 auth=plain idle\r\n", {0}),
        capabilities("SL-17 the same twice", "* CAPABILITY IMAP4rev1 IMAP4rev1 IDLE IDLE\r\n", {0}),
        capabilities("SL-17 an empty mechanism", "* CAPABILITY IMAP4rev1 AUTH= AUTH\r\n", {0}),
        capabilities("SL-17 a NUL in a mechanism",
                     octets("* CAPABILITY IMAP4rev1 AUTH=PLAIN\0X\r\n"), {}),
        capabilities("SL-17 none", "", {0}),
        capabilities("SL-17 many lines",
                     QByteArray("* CAPABILITY IMAP4rev1 IDLE\r\n* CAPABILITY X\r\n").repeated(5000)
                         + "* CAPABILITY IMAP4rev1\r\n",
                     {0}),
    };
}

} // namespace

HostileCaseList lieCases()
{
    return mailboxLies() + messageLies() + capabilityLies();
}

} // namespace QImap4Test
