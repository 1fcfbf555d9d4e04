// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

namespace QImap4Test {

namespace {

HostileCase mail(const QByteArray &name, const QByteArray &answer, const QByteArray &actions)
{
    HostileCase row;
    row.name = name;
    row.statuses = {0};
    row.actions = "login select INBOX " + actions;
    row.setup = [answer](ScriptedServer &server) { answerFetch(server, answer); };
    return row;
}

HostileCase subject(const QByteArray &name, const QByteArray &raw)
{
    return mail(name,
                "* 1 FETCH (UID 1 INTERNALDATE \"31-May-2024 18:30:00 +0200\" ENVELOPE (\"Fri, 31 "
                "May 2024 18:30:00 +0200\" {"
                    + QByteArray::number(raw.size()) + "}\r\n" + raw
                    + " ((NIL NIL \"ann\" \"example.org\")) NIL NIL NIL NIL NIL NIL NIL))\r\n"
                      "$tag OK done",
                "fetch 1");
}

// "addresses" in the grammar of an envelope.
HostileCase from(const QByteArray &name, const QByteArray &addresses, const QByteArray &shows = {},
                 const QByteArray &hides = {})
{
    HostileCase row =
        mail(name,
             "* 1 FETCH (UID 1 ENVELOPE (NIL \"x\" " + addresses
                 + " ((NIL NIL \"boss\" \"corp.example\")) ((NIL NIL \"else\" \"evil.test\")) NIL "
                   "NIL NIL NIL NIL))\r\n$tag OK done",
             "fetch 1");
    row.shows = shows;
    row.hides = hides;
    row.onDisplay = true;
    return row;
}

HostileCase date(const QByteArray &raw, const QByteArray &shows = "2024-05-31T18:30:00")
{
    HostileCase row = mail("HS-09 a date: " + raw,
                           "* 1 FETCH (UID 1 INTERNALDATE \"31-May-2024 18:30:00 +0200\" ENVELOPE ("
                               + raw + " \"x\" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n$tag OK done",
                           "fetch 1");
    row.shows = shows;
    return row;
}

// The structure, and each section that is asked for, is this content.
HostileCase part(const QByteArray &name, const QByteArray &structure, const QByteArray &content)
{
    HostileCase row = mail(name, {}, "body 1");
    row.setup = [=](ScriptedServer &server) {
        const auto answer = [=](const ClientCommand &command) {
            if (command.text.contains("BODYSTRUCTURE"))
                return Answer("* 1 FETCH (UID 1 BODYSTRUCTURE (" + structure
                              + "))\r\n$tag OK done");
            const qsizetype begin = command.text.indexOf('[');
            const qsizetype end = command.text.indexOf(']');
            return Answer("* 1 FETCH (UID 1 BODY[" + command.text.mid(begin + 1, end - begin - 1)
                          + "] {" + QByteArray::number(content.size()) + "}\r\n" + content
                          + ")\r\n$tag OK done");
        };
        server.on("FETCH", answer);
        server.on("UID FETCH", answer);
    };
    return row;
}

HostileCaseList charsets()
{
    const auto text = [](const char *name, const QByteArray &charset, const QByteArray &encoding,
                         const QByteArray &content) {
        return part(name,
                    "\"text\" \"plain\" (\"charset\" \"" + charset + "\") NIL NIL \"" + encoding
                        + "\" " + QByteArray::number(content.size()) + " 1",
                    content);
    };
    QByteArray pieces;
    for (int i = 2000; i > 0; --i) {
        const QByteArray number = QByteArray::number(i);
        pieces += "\"filename*" + number + "*\" \"%41%" + number + "\" ";
    }
    return {
        text("CS-01 an unknown charset", "x-C4N-unknown", "7bit", "hello"),
        text("CS-01 a charset of 4 000 bytes", QByteArray(4000, 'x'), "7bit", "hello"),
        text("CS-02 overlong and half UTF-8", "utf-8", "8bit",
             "a\xc0\xaf\xed\xa0\x80\xf8\x88\x80\x80\x80\xf4\x90\x80\x80\xe2\x82"),
        text("CS-03 UTF-7", "utf-7", "7bit", "+ADw-script+AD4-+/v8"),
        text("CS-03 UTF-16 with an odd length", "utf-16", "8bit",
             octets("\xff\xfe"
                    "a\0\0\xd8x")),
        text("CS-03 ISO 2022 that never ends", "iso-2022-jp", "7bit", "\x1b$B\x1b$B\x1b$B!"),
        part("CS-04 2 000 pieces of a parameter out of order",
             "\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1 NIL (\"attachment\" (" + pieces
                 + "\"filename*0*\" \"utf-8''%\"))",
             "hello"),
        text("CS-05 base64 with junk", "utf-8", "base64", "aGVs!!!bG8\r\n=\r\n==x\xff"),
        text("CS-05 quoted-printable to the edge", "utf-8", "quoted-printable",
             "a=ZZ=\r\n=4=\r\n=E2=82=AC=f="),
        text("CS-05 1 MB of =", "utf-8", "quoted-printable", QByteArray(1 << 20, '=')),
        text("CS-06 an unknown encoding", "utf-8", "x-uuencode",
             "begin 644 x\r\n#0V%T\r\n`\r\nend"),
        part("CS-07 a size of 100 MB", "\"text\" \"plain\" NIL NIL NIL \"base64\" 104857600 1",
             "aGVsbG8="),
        part("CS-07 text in the structure, multipart in truth",
             "\"text\" \"plain\" NIL NIL NIL \"7bit\" 60 3",
             "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--"),
        part("CS-07 a multipart without parts", "\"mixed\"", "x"),
    };
}

HostileCaseList headers()
{
    return {
        subject("HS-01 a subject with directions", "=?utf-8?q?a=E2=80=AEb=E2=81=A6c=E2=80=8B?="),
        from("HS-02 an address as a name", "((\"ceo@bank.example\" NIL \"x\" \"evil.test\"))",
             "x@evil.test"),
        from("HS-02 an address in an encoded name",
             "((\"=?utf-8?q?ceo=40bank=2Eexample_=3C?=\" NIL \"x\" \"evil.test\"))", "x@evil.test"),
        from("HS-03 two senders",
             "((NIL NIL \"a\" \"one.example\")(NIL NIL \"b\" \"two.example\"))", "b@two.example"),
        from("HS-03 another Sender", "((NIL NIL \"a\" \"one.example\"))", "boss@corp.example"),
        from("HS-04 an answer goes elsewhere", "((NIL NIL \"a\" \"one.example\"))",
             "else@evil.test"),
        from("HS-04 a NUL and a line end in an address",
             octets("((NIL NIL {8}\r\na\0b\r\nBcc {11}\r\nevil.test\r\n))")),
        from("HS-05 Cyrillic in a Latin domain", "((NIL NIL \"ceo\" \"p\xd0\xb0ypal.example\"))",
             "@xn--", "p\xd0\xb0ypal"),
        from("HS-05 Greek in a Latin domain",
             "((NIL NIL \"ceo\" \"g\xce\xbf\xce\xbfgle.example\"))", "@xn--",
             "g\xce\xbf\xce\xbfgle"),
        from("HS-05 a domain that has no punycode",
             "((NIL NIL \"ceo\" \"b\xc3\xbc\xe2\x80\xae.example\"))", {}, "\xe2\x80\xae"),
        subject("HS-06 line ends, tabs and ESC in a subject",
                "=?utf-8?q?a=0D=0AX-Evil=3A_1=09b=1B=5B2J=07=C2=9B=E2=80=A8c?="),
        subject("HS-06 raw line ends in a subject", "a\r\nX-Evil: 1\r\n\r\nb\x1b]0;t\x07"),
        subject("HS-06 60 000 letters", QByteArray(60000, 's')),
        subject("HS-07 20 000 combining marks",
                "=?utf-8?q?a" + QByteArray("=CC=81").repeated(9000) + "?="),
        subject("HS-08 markup", "<img src=\"file:///etc/passwd\"><b>x</b>&lt;"),
        subject("HS-08 encoded words in encoded words",
                "=?utf-8?q?=3D=3Futf-8=3Fq=3F=3D1B=3F=3D?= =?utf-8?b?=?utf-8?q?x?=?="),
        date("\"Fri, 31 Dec 99999 23:59:59 +0000\""),
        date("\"Fri, 31 May 2024 18:30:00 -9999\"", {}),
        date("NIL"),
        date("\"NIL\""),
        date("\"\""),
        date("\"Foo, 99 Bar 2024 99:99:99 +0000\""),
        date("\"Fri, 31 May -2024 18:30:00 +0000\""),
        date("\"" + QByteArray(5000, '(') + "\""),
    };
}

} // namespace

HostileCaseList mailCases()
{
    return charsets() + headers();
}

} // namespace QImap4Test
