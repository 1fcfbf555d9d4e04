// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

namespace QImap4Test {

namespace {

constexpr int Mega = 1024 * 1024;

HostileCase row(const char *name, Expectation expectation, const QList<int> &statuses,
                const char *actions, const std::function<void(ScriptedServer &)> &setup)
{
    HostileCase result;
    result.name = name;
    result.expectation = expectation;
    result.statuses = statuses;
    result.actions = actions;
    result.setup = setup;
    return result;
}

HostileCase refusedAnswer(const char *name, const QList<int> &statuses, const char *actions,
                          const char *command, const std::function<QByteArray()> &answer)
{
    return row(name, Expectation::Refuse, statuses, actions, [=](ScriptedServer &server) {
        const QByteArray octets = answer();
        server.on(command, octets);
        server.on(QByteArray("UID ") + command, octets);
    });
}

HostileCaseList literals()
{
    const struct
    {
        const char *name;
        const char *size;
        int status; // 3 for {-1}, which some servers send for nothing: see the quirks
        int statusInEnvelope;
    } rows[] = {
        {"RX-01 2^32", "{4294967296}", 7, 7},
        {"RX-02 2^64-1", "{18446744073709551615}", 7, 7},
        {"RX-03 2^64", "{18446744073709551616}", 7, 7},
        {"RX-04 2^63", "{9223372036854775808}", 7, 7},
        {"RX-05 2 GiB", "{2147483648}", 7, 7},
        {"RX-06 beyond all numbers", "{99999999999999999999999999}", 7, 7},
        {"RX-07 negative", "{-1}", 3, 6},
        {"RX-08 hexadecimal", "{0x10}", 6, 6},
        {"RX-09 without a number", "{}", 6, 6},
        {"RX-09 a blank before the number", "{ 10}", 6, 6},
        {"RX-09 a sign before the number", "{+10}", 6, 6},
        {"RX-10 leading zeros", "{00000000000000000000000000000000000000000000010}", 3, 3},
    };
    HostileCaseList result;
    for (const auto &literal : rows) {
        const QByteArray size = literal.size;
        HostileCase announced =
            row(literal.name, Expectation::Refuse, {literal.status},
                "login select INBOX fetch-section 1 1", [size](ScriptedServer &server) {
                    answerFetch(server, "* 1 FETCH (UID 1 BODY[1] " + size + "\r\n0123456789");
                });
        announced.timeoutMs = 1500;
        result.append(announced);
        HostileCase inEnvelope = announced;
        inEnvelope.name += ", in an envelope";
        inEnvelope.statuses = {literal.statusInEnvelope};
        inEnvelope.actions = "login select INBOX fetch 1";
        inEnvelope.setup = [size](ScriptedServer &server) {
            answerFetch(server, "* 1 FETCH (UID 1 ENVELOPE (NIL " + size + "\r\n0123456789");
        };
        result.append(inEnvelope);
    }
    return result;
}

HostileCaseList lines()
{
    return {
        row("RX-11 an endless greeting", Expectation::Refuse, {7}, "login list",
            [](ScriptedServer &server) {
                server.setScript({Raw("* OK " + QByteArray(4 * Mega, 'x')), Stall()});
            }),
        row("RX-11 an endless line instead of a greeting", Expectation::Refuse, {7}, "login list",
            [](ScriptedServer &server) {
                server.setScript({Raw(QByteArray(4 * Mega, 'x')), Stall()});
            }),
        refusedAnswer("RX-12 an endless LIST line", {7}, "login list", "LIST",
                      [] { return "* LIST () \"/\" " + QByteArray(16 * Mega, 'x'); }),
        refusedAnswer("RX-12 endless name atoms", {7}, "login list", "LIST",
                      [] { return "* LIST () \"/\" " + QByteArray("abc ").repeated(4 * Mega); }),
        refusedAnswer("RX-13 an endless SEARCH line", {7}, "login select INBOX search x", "SEARCH",
                      [] { return "* SEARCH" + QByteArray(" 4294967295").repeated(2 * Mega); }),
        refusedAnswer("RX-13 an endless tag", {7}, "login list", "LIST",
                      [] { return QByteArray(16 * Mega, 'A'); }),
        refusedAnswer("RX-13 nothing but padding", {7}, "login list", "LIST",
                      [] { return QByteArray(4 * Mega, ' '); }),
        refusedAnswer("RX-13 literals without end in a row", {7}, "login select INBOX fetch 1",
                      "FETCH",
                      [] {
                          const QByteArray piece = "{60000}\r\n" + QByteArray(60000, 'x') + ' ';
                          return "* 1 FETCH (UID 1 ENVELOPE (" + piece.repeated(400);
                      }),
        refusedAnswer(
            "RX-13 quoted strings without end", {7}, "login select INBOX fetch 1", "FETCH",
            [] { return "* 1 FETCH (UID 1 ENVELOPE (\"" + QByteArray("\\\"").repeated(9 * Mega); }),
    };
}

HostileCaseList depths()
{
    const auto structure = [](const QByteArray &text) {
        return "* 1 FETCH (UID 1 BODYSTRUCTURE " + text + ")\r\n" + RealMail;
    };
    const auto deep = [structure](int levels, const QByteArray &open, const QByteArray &close) {
        return structure(open.repeated(levels) + "\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1"
                         + close.repeated(levels));
    };
    const auto survives = [](const char *name, const std::function<QByteArray()> &answer) {
        return row(name, Expectation::Survive, {}, "login select INBOX fetch 1 body 1",
                   [answer](ScriptedServer &server) { answerFetch(server, answer()); });
    };
    // What a sender has made large keeps nobody from reading the other mail.
    const auto isPassed = [](const char *name, const std::function<QByteArray()> &envelope) {
        HostileCase passed = row(name, Expectation::Survive, {0}, "login select INBOX fetch 1:3",
                                 [envelope](ScriptedServer &server) {
                                     answerFetch(server,
                                                 "* 2 FETCH (UID 2 ENVELOPE (NIL " + envelope()
                                                     + "))\r\n" + RealMail);
                                 });
        passed.shows = "real mail";
        return passed;
    };
    return {
        isPassed("RX-15 20 000 recipients",
                 [] {
                     return "NIL NIL NIL NIL ("
                         + QByteArray("(NIL NIL \"a\" \"b\")").repeated(20000)
                         + ") NIL NIL NIL NIL";
                 }),
        isPassed("RX-15 a subject of 70 000 octets",
                 [] {
                     return "{70000}\r\n" + QByteArray(70000, 'x')
                         + " NIL NIL NIL NIL NIL NIL NIL NIL";
                 }),
        survives("RX-14 10 000 parentheses", [=] { return deep(10000, "(", ")"); }),
        survives("RX-14 60 000 open parentheses",
                 [=] { return "* 1 FETCH " + QByteArray(60000, '(') + "\r\n" + RealMail; }),
        survives("RX-14 99 levels of multipart", [=] { return deep(99, "(", " \"mixed\")"); }),
        survives("RX-15 2 000 messages in messages",
                 [=] {
                     return deep(2000,
                                 "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 1 (NIL NIL NIL NIL "
                                 "NIL NIL NIL NIL NIL NIL) ",
                                 " 1)");
                 }),
        survives("RX-15 5 000 siblings",
                 [=] {
                     return structure(
                         '(' + QByteArray("(\"a\" \"b\" NIL NIL NIL \"7bit\" 1)").repeated(1200)
                         + " \"mixed\")");
                 }),
        survives("RX-15 a thousand addresses",
                 [=] {
                     return "* 1 FETCH (UID 1 ENVELOPE (NIL \"real mail\" ("
                         + QByteArray("(NIL NIL \"a\" \"b\")").repeated(3000)
                         + ") NIL NIL NIL NIL NIL NIL NIL))\r\n$tag OK done";
                 }),
    };
}

HostileCaseList floods()
{
    return {
        row("RX-16 a million folders", Expectation::Survive, {7}, "login list",
            [](ScriptedServer &server) {
                QByteArray rows;
                rows.reserve(30 * Mega);
                for (int i = 0; i < 1000000; ++i)
                    rows += "* LIST () \"/\" f" + QByteArray::number(i) + "\r\n";
                server.on("LIST", rows + "$tag OK done");
            }),
        row("RX-17 10 000 flags", Expectation::Survive, {}, "login select INBOX fetch 1",
            [](ScriptedServer &server) {
                QByteArray flags;
                for (int i = 0; i < 10000; ++i)
                    flags += " k" + QByteArray::number(i);
                server.on("SELECT",
                          "* FLAGS (a" + flags + ")\r\n* 3 EXISTS\r\n* OK [PERMANENTFLAGS (a"
                              + flags + ")] x\r\n$tag OK done");
                answerFetch(server, "* 1 FETCH (UID 1 FLAGS (a" + flags + "))\r\n" + RealMail);
            }),
        row("RX-18 60 000 bytes of capabilities", Expectation::Survive, {}, "login list",
            [](ScriptedServer &server) {
                QByteArray words = "IMAP4rev1";
                for (int i = 0; words.size() < 60000; ++i)
                    words += " X-" + QByteArray::number(i);
                server.setGreeting("* OK [CAPABILITY " + words + "] hello");
                server.setCapabilities(words);
            }),
        row("RX-19 SEARCH of all numbers", Expectation::Survive, {0}, "login select INBOX search x",
            [](ScriptedServer &server) {
                server.setCapabilities("IMAP4rev1 ESEARCH");
                server.on("UID SEARCH",
                          "* ESEARCH (TAG \"$tag\") UID ALL 1:4294967295\r\n$tag OK done");
            }),
        row("RX-19 SEARCH of 90 000 numbers", Expectation::Survive, {0},
            "login select INBOX search x",
            [](ScriptedServer &server) {
                QByteArray numbers;
                for (int i = 1; i < 180000; i += 2)
                    numbers += ' ' + QByteArray::number(i);
                server.on("UID SEARCH", "* SEARCH" + numbers + "\r\n$tag OK done");
            }),
        row("RX-20 EXISTS 4294967295", Expectation::Survive, {0}, "login select INBOX fetch 1",
            [](ScriptedServer &server) {
                server.on("SELECT", "* 4294967295 EXISTS\r\n* 4294967295 RECENT\r\n$tag OK done");
                answerFetch(server, RealMail);
            }),
        row("RX-21 VANISHED of everything", Expectation::Survive, {0}, "login select INBOX fetch 1",
            [](ScriptedServer &server) {
                server.on("FETCH",
                          "* VANISHED 1:4294967295\r\n* VANISHED (EARLIER) 1:4294967295\r\n$tag "
                          "OK done");
            }),
        row("RX-22 100 000 lines of news", Expectation::Survive, {}, "login list",
            [](ScriptedServer &server) {
                server.on("LIST",
                          QByteArray("* OK still here\r\n* XFOO bar\r\n* 1 EXISTS\r\n")
                                  .repeated(100000 / 3)
                              + "* LIST () \"/\" INBOX\r\n$tag OK done");
            }),
        row("RX-22 100 000 messages that nobody asked for", Expectation::Survive, {0},
            "login select INBOX fetch 1",
            [](ScriptedServer &server) {
                answerFetch(server,
                            QByteArray("* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n").repeated(100000)
                                + RealMail);
            }),
        row("RX-24 24 MB that have to be escaped", Expectation::Survive, {0},
            "login select INBOX fetch-section 1 1",
            [](ScriptedServer &server) {
                const QByteArray content(24 * Mega, '\x01');
                answerFetch(server,
                            "* 1 FETCH (UID 1 BODY[1] {" + QByteArray::number(content.size())
                                + "}\r\n" + content + ")\r\n$tag OK done");
            }),
        row("RX-24 100 MB of content in 30 000 messages", Expectation::Survive, {},
            "login select INBOX fetch-section 1:3 1",
            [](ScriptedServer &server) {
                const QByteArray one =
                    "* 1 FETCH (UID 1 BODY[1] {3400}\r\n" + QByteArray(3400, 'x') + ")\r\n";
                answerFetch(server, one.repeated(30000) + "$tag OK done");
            }),
    };
}

HostileCaseList headers()
{
    const auto header = [](const char *name, const std::function<QByteArray()> &field) {
        return row(name, Expectation::Survive, {}, "login select INBOX header 1 References",
                   [field](ScriptedServer &server) {
                       const QByteArray text = field();
                       answerFetch(server,
                                   "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (REFERENCES)] {"
                                       + QByteArray::number(text.size()) + "}\r\n" + text
                                       + ")\r\n$tag OK done");
                   });
    };
    return {
        header("RX-25 100 000 header fields",
               [] { return QByteArray("References: <a@b>\r\n").repeated(100000) + "\r\n"; }),
        header("RX-25 4 MB of References",
               [] { return "References: " + QByteArray("<a@b> ").repeated(700000) + "\r\n\r\n"; }),
        header("RX-25 12 000 000 empty lines", [] { return QByteArray(12 * Mega, '\n'); }),
        header("RX-25 2 000 000 fields of nothing",
               [] { return QByteArray("References:\n").repeated(2 * Mega); }),
        header("RX-25 1 MB of ;", [] { return "References: " + QByteArray(Mega, ';') + "\r\n"; }),
        header("RX-25 300 000 folded lines",
               [] { return "References: x\r\n" + QByteArray(" y\r\n").repeated(300000); }),
        header("RX-25 50 000 encoded words",
               [] {
                   return "References: " + QByteArray("=?utf-8?q?=C3=A4?= ").repeated(50000)
                       + "\r\n";
               }),
    };
}

} // namespace

HostileCaseList resourceCases()
{
    return literals() + lines() + depths() + floods() + headers();
}

} // namespace QImap4Test
