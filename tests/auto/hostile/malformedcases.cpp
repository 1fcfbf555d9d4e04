// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

#include <QtCore/qbytearraylist.h>

namespace QImap4Test {

namespace {

// Good messages around what is not: it must not take them with it.
const QByteArray GoodSecond =
    "* 2 FETCH (UID 2 FLAGS () ENVELOPE (NIL \"second mail\" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n";

HostileCase fetched(const QByteArray &name, const QByteArray &lines)
{
    HostileCase row;
    row.name = name;
    row.actions = "login select INBOX fetch 1:3 body 1";
    row.shows = "real mail";
    row.statuses = {0};
    row.setup = [lines](ScriptedServer &server) {
        answerFetch(server, lines + GoodSecond + RealMail);
    };
    return row;
}

// What cannot be told from a response that goes on.
HostileCase desynchronized(HostileCase row)
{
    row.shows.clear();
    row.statuses.clear();
    row.timeoutMs = HastyMs;
    return row;
}

HostileCase listed(const QByteArray &name, const QByteArray &lines, const QByteArray &shows = {})
{
    HostileCase row;
    row.name = name;
    row.actions = "login list select INBOX";
    row.statuses = {0};
    row.shows = shows;
    row.setup = [lines](ScriptedServer &server) {
        server.on("LIST", lines + "\r\n* LIST () \"/\" INBOX\r\n$tag OK done");
    };
    return row;
}

HostileCase answered(const QByteArray &name, const QByteArray &command, const QByteArray &answer,
                     const QList<int> &statuses, const QByteArray &actions)
{
    HostileCase row;
    row.name = name;
    row.actions = actions;
    row.statuses = statuses;
    row.setup = [=](ScriptedServer &server) {
        answerFetch(server, RealMail);
        server.on(command, answer);
    };
    return row;
}

QByteArray eightBits()
{
    QByteArray octets;
    for (int c = 0x80; c <= 0xff; ++c)
        octets += char(c);
    return octets;
}

HostileCaseList grammar()
{
    const QByteArray oddDates[] = {"\"99-Foo-99999 99:99:99 +9999\"", "\"\"", "NIL",
                                   "\"31-Feb-2024 00:00:00 +0000\"",
                                   "\"01-Jan-0000 00:00:00 -2400\""};
    HostileCaseList result{
        fetched("MS-01 an empty response", "* \r\n*\r\n\r\n"),
        fetched("MS-01 control characters", "* \x01\x02\x7f\x1b FETCH\r\n"),
        fetched("MS-02 octets above 127",
                "* 1 FETCH (" + eightBits() + ")\r\n* " + eightBits() + "\r\n" + eightBits()
                    + "\r\n"),
        fetched("MS-03 an open parenthesis", "* 1 FETCH (UID 1 FLAGS (\\Seen\r\n"),
        fetched("MS-03 a parenthesis too many", "* 1 FETCH (UID 1 FLAGS (\\Seen))))\r\n"),
        fetched("MS-04 an open quoted string", "* 1 FETCH (UID 1 ENVELOPE (NIL \"open\r\n"),
        fetched("MS-05 a NUL in a line", octets("* 1 FETCH (UID 1 FL\0AGS ())\r\n")),
        fetched("MS-05 a NUL in a quoted string",
                octets("* 1 FETCH (ENVELOPE (NIL \"a\0b\" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n")),
        fetched("MS-06 bare line feeds", "* 1 FETCH (UID 1 FLAGS ())\n* OK x\n"),
        fetched("MS-06 bare carriage returns", "* 1 FETCH\r(UID 1 FLAGS ())\r\n"),
        fetched("MS-07 blanks everywhere", "*  1   FETCH   (  UID  1   FLAGS  ( ) )  \r\n"),
        fetched("MS-07 tabs", "*\t1\tFETCH\t(UID\t1)\r\n"),
        fetched("MS-08 an envelope of 3 fields", "* 1 FETCH (UID 1 ENVELOPE (NIL NIL NIL))\r\n"),
        fetched("MS-08 an envelope of 30 fields",
                "* 1 FETCH (UID 1 ENVELOPE (" + QByteArray("NIL ").repeated(29) + "NIL))\r\n"),
        fetched("MS-08 an envelope of lists",
                "* 1 FETCH (UID 1 ENVELOPE ((()) (()) ((()))) BODY ())\r\n"),
        fetched("MS-08 an empty envelope", "* 1 FETCH (UID 1 ENVELOPE ())\r\n"),
        fetched("MS-09 numbers out of range",
                "* 1 FETCH (UID 4294967296 RFC822.SIZE 99999999999999999999999)\r\n* "
                "99999999999999999999 EXISTS\r\n* 0 FETCH (UID 0)\r\n* -1 EXISTS\r\n"),
        fetched("MS-09 0 as a number", "* 0 FETCH (UID 1)\r\n* 0 EXPUNGE\r\n"),
        fetched("MS-10 unknown responses and codes",
                "* XFOO (a (b \"c\" {2}\r\nhi) d)\r\n* OK [XCODE \"]\" x] y\r\n* 5 XBAR\r\n"),
        fetched("MS-10 unknown FETCH items",
                "* 1 FETCH (X-A (1 2 (3)) UID 1 X-B {3}\r\nabc X-C \"d\" X-D NIL)\r\n"),
        fetched("MS-11 no text, a trailing blank",
                "* OK [HIGHESTMODSEQ 1]\r\n* STATUS INBOX (MESSAGES 3 )\r\n* OK\r\n* NO\r\n"),
        fetched("MS-12 half a code", "* OK [UIDVALIDITY\r\n* OK [\r\n* OK []\r\n* OK [PARSE x\r\n"),
        fetched("MS-13 CR CR LF", "* 1 FETCH (UID 1 FLAGS ())\r\r\n"),
        fetched("MS-14 literal8 and a literal with a plus",
                octets("* 1 FETCH (UID 1 BINARY[1] ~{5}\r\na\0b\0c BODY[2] {5+}\r\nhello)\r\n")),
        fetched("MS-16 an item twice", "* 1 FETCH (UID 1 UID 2 FLAGS () FLAGS (\\Seen))\r\n"),
        fetched("MS-16 no items", "* 1 FETCH ()\r\n* 1 FETCH\r\n* FETCH (UID 1)\r\n"),
        fetched("MS-17 a continuation that nothing waits for", "+ go\r\n+\r\n"),
        desynchronized(
            fetched("MS-17 a continuation inside a response", "* 1 FETCH (UID\r\n+ go\r\n")),
        fetched("MS-18 structures that are none",
                "* 1 FETCH (BODYSTRUCTURE NIL)\r\n* 1 FETCH (BODYSTRUCTURE (1 2))\r\n"
                "* 1 FETCH (BODYSTRUCTURE (\"text\"))\r\n* 1 FETCH (BODYSTRUCTURE \"x\")\r\n"),
        fetched("MS-23 an empty string before a backslash",
                "* FLAGS (\"\"x\\y)\r\n* 1 FETCH (UID 1 FLAGS (\"\"x\\y))\r\n"
                "* OK [PERMANENTFLAGS (\"\"x\\y)] x\r\n* LIST (\"\"x\\y) \"\"x\\ \"\"\\\r\n"),
        fetched("MS-19 an answer to somebody else", "ZZZZ9 OK done\r\n* 1 FETCH (UID 1)\r\n"),
        fetched("MS-20 text in UTF-16", octets("*\0 \0O\0K\0\r\0\n\0") + "\r\n"),
        desynchronized(fetched("MS-13 a literal that is longer than said",
                               "* 1 FETCH (BODY[1] {3}\r\nabcdef)\r\n")),
        desynchronized(fetched("MS-13 a literal that is shorter than said",
                               "* 1 FETCH (BODY[1] {300}\r\nabc)\r\n")),
        answered("MS-21 NO and nothing else", "LIST", "$tag NO", {8}, "login list"),
        answered("MS-21 BAD and nothing else", "LIST", "$tag BAD", {8}, "login list"),
        answered("MS-21 a tag and nothing else", "LIST", "$tag", {8}, "login list"),
        answered("MS-21 a tag and a blank", "LIST", "$tag ", {8}, "login list"),
        answered("MS-21 an unknown condition", "LIST", "$tag WHAT now", {}, "login list"),
        answered("MS-22 a code of 60 000 bytes", "LIST",
                 "$tag OK [X-" + QByteArray(60000, 'x') + "] done", {0}, "login list"),
        answered("MS-22 a code of 100 000 bytes", "LIST",
                 "$tag OK [X-" + QByteArray(100000, 'x') + "] done", {7}, "login list"),
        answered("MS-22 a tag of 100 000 bytes", "LIST", QByteArray(100000, 'T') + " OK done", {7},
                 "login list"),
        answered("MS-22 a flag of 100 000 bytes", "FETCH",
                 "* 1 FETCH (FLAGS (" + QByteArray(100000, 'k') + "))\r\n$tag OK done", {0},
                 "login select INBOX fetch 1"),
        answered("MS-22 a date of 100 000 bytes", "FETCH",
                 "* 1 FETCH (INTERNALDATE \"" + QByteArray(100000, '1') + "\")\r\n$tag OK done",
                 {0}, "login select INBOX fetch 1"),
    };
    for (const QByteArray &date : oddDates) {
        result.append(fetched("MS-15 a date: " + date,
                              "* 1 FETCH (UID 1 INTERNALDATE " + date + " ENVELOPE (" + date
                                  + " \"odd\" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n"));
    }
    for (HostileCase &row : result) {
        if (row.name.contains("unknown condition")) // which is no answer
            row.timeoutMs = HastyMs;
        if (row.name.contains("a flag of 100 000 bytes"))
            row.hides = QByteArray(1000, 'k');
    }
    return result;
}

HostileCaseList mailboxNames()
{
    QByteArray same;
    for (int i = 0; i < 100; ++i)
        same += "* LIST () \"/\" same\r\n";
    QByteArray path = "a";
    for (int i = 0; i < 20000; ++i)
        path += "/a";
    return {
        listed("MN-01 broken modified UTF-7",
               "* LIST () \"/\" \"&\"\r\n* LIST () \"/\" \"&!!!-\"\r\n* LIST () \"/\" \"&AGE\"\r\n"
               "* LIST () \"/\" \"&2AA-\"\r\n* LIST () \"/\" \"a&-b\""),
        listed("MN-01 UTF-8 and octets that are none",
               "* LIST () \"/\" \"gr\xc3\xbc\xc3\x9f\"\r\n* LIST () \"/\" \"\xff\xfe\xc0\xaf\""),
        listed("MN-02 paths and control characters",
               "* LIST () \"/\" \"../../etc/passwd\"\r\n* LIST () \"/\" \"/\"\r\n* LIST () \"/\" "
               "\"//\"\r\n* LIST () \"/\" \"a//b\"\r\n* LIST () \"/\" {3}\r\n\x1b[J"),
        listed("MN-03 directions and twins",
               "* LIST () \"/\" \"a&IC4-b\"\r\n* LIST () \"/\" \"&ICsgLA-\"\r\n* LIST () \"/\" "
               "\"&AOk-\"\r\n* LIST () \"/\" \"e&AwE-\"\r\n* LIST () \"/\" \"&IAs-x\""),
        listed("MN-04 names like INBOX",
               "* LIST () \"/\" inbox\r\n* LIST () \"/\" Inbox\r\n* LIST () \"/\" \"INBOX \"\r\n"
               "* LIST () \"/\" \"&BAY-NBOX\"\r\n* LIST () \"/\" \"&/yn/Lv8i/y//OA-\"",
               "INBOX"),
        listed("MN-05 names of markup",
               "* LIST () \"/\" \"<img src=x>\"\r\n* LIST () \"/\" \"<b>C</b>\"\r\n"
               "* LIST () \"/\" \"&-lt-;\""),
        listed(
            "MN-06 odd delimiters",
            "* LIST () NIL a/b\r\n* LIST () \"\" c/d\r\n* LIST () \"ab\" e/f\r\n* LIST () "
            "\"\\\\\" \"g\\\\h\"\r\n* LIST () \"\\\"\" i\r\n* LIST () \"\r\" j\r\n* LIST () \".\" "
            "k.l\r\n* LIST () \"/\" k/l\r\n* LIST () {1}\r\n/ m/n\r\n* LIST () / o/p",
            "a/b"),
        listed("MN-07 20 000 levels", "* LIST () \"/\" \"" + path + "\""),
        listed("MN-08 an empty name", "* LIST () \"/\" \"\"\r\n* LIST () \"/\" NIL"),
        listed("MN-08 a name of 60 000 bytes", "* LIST () \"/\" " + QByteArray(60000, 'n')),
        listed("MN-08 a hundred equal names", same, "same"),
        listed("MN-09 contradictory attributes",
               "* LIST (\\NoSelect \\NonExistent) \"/\" INBOX\r\n* LIST (\\HasChildren "
               "\\HasNoChildren \\Noinferiors) \"/\" x\r\n* LIST (\\X-What plain \"q\") \"/\" y\r\n"
               "* LIST (((()))) \"/\" z\r\n* LIST NIL \"/\" w\r\n* LIST (\\Inbox \\Sent \\Trash) "
               "\"/\" v",
               "INBOX"),
        listed("MN-10 extended data",
               "* LIST () \"/\" a (\"CHILDINFO\" (\"SUBSCRIBED\") \"X\" (((1)))) \r\n* LIST () "
               "\"/\" b (\r\n* LIST () \"/\" c (\"OLDNAME\" (\"d\"))"),
        answered("MN-08 a name of 1 MB", "LIST",
                 "* LIST () \"/\" " + QByteArray(1024 * 1024, 'n') + "\r\n$tag OK done", {7},
                 "login list"),
        answered("MN-08 a literal name of 1 MB", "LIST",
                 "* LIST () \"/\" {1048576}\r\n" + QByteArray(1024 * 1024, 'n')
                     + "\r\n$tag OK done",
                 {7}, "login list"),
    };
}

} // namespace

HostileCaseList malformedCases()
{
    return grammar() + mailboxNames();
}

} // namespace QImap4Test
