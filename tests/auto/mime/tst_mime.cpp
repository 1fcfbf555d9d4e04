// SPDX-License-Identifier: LGPL-3.0-or-later
#include "mime/charset_p.h"
#include "mime/displaytext_p.h"
#include "mime/headertext_p.h"
#include "mime/transferdecoding_p.h"
#include "qimap4mime.h"

#include <QtTest/qtest.h>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace QImap4Internal;

using RawParameters = QList<std::pair<QByteArray, QByteArray>>;
using Parameters = QList<std::pair<QByteArray, QString>>;

class tst_Mime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerTextIsDecoded_data();
    void headerTextIsDecoded();
    void headerTextIsOneLineWithoutControls_data();
    void headerTextIsOneLineWithoutControls();
    void openingsWithoutEndStayLinear();
    void parametersAreJoinedAndDecoded_data();
    void parametersAreJoinedAndDecoded();
    void floodOfContinuationsIsBounded();
    void charsetsAreDecoded_data();
    void charsetsAreDecoded();
    void anyBytesInAnyCharsetGiveText_data();
    void anyBytesInAnyCharsetGiveText();
    void charsetsAreDecodedFromAnyThread();
    void transferEncodingsAreDecoded_data();
    void transferEncodingsAreDecoded();
    void everySplitDecodesTheSame_data();
    void everySplitDecodesTheSame();
    void displayTextCannotDisturbItsSurroundings_data();
    void displayTextCannotDisturbItsSurroundings();
    void displayTextIsCut();
    void addressesInListsHaveAsciiDomains_data();
    void addressesInListsHaveAsciiDomains();
    void fileNamesAreSafe_data();
    void fileNamesAreSafe();
    void longFileNamesKeepTheirExtension();
};

void tst_Mime::headerTextIsDecoded_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("fallback");
    QTest::addColumn<QString>("text");

    const auto row = [](const char *name, const char *raw, const QString &text,
                        const char *fallback = "") {
        QTest::newRow(name) << QByteArray(raw) << QByteArray(fallback) << text;
    };
    row("empty", "", u""_s);
    row("plain", "Hello world", u"Hello world"_s);
    row("q", "=?utf-8?Q?Gr=C3=BC=C3=9Fe_an_alle?=", u"Grüße an alle"_s);
    row("q lower case", "=?UTF-8?q?=c3=bc?=", u"ü"_s);
    row("b", "=?iso-8859-1?B?R3L832U=?=", u"Grüße"_s);
    row("b without padding", "=?iso-8859-1?b?R3L832U?=", u"Grüße"_s);
    row("word between text", "Re: =?utf-8?Q?=C3=A4?= and on", u"Re: ä and on"_s);
    row("space between words goes", "=?utf-8?Q?a?= \r\n =?utf-8?Q?b?=", u"ab"_s);
    row("space to text stays", "=?utf-8?Q?a?= b =?utf-8?Q?c?=", u"a b c"_s);
    row("cut inside a character", "=?utf-8?B?w6TD?= =?utf-8?B?pA==?=", u"ää"_s);
    row("cut inside, q then b", "=?utf-8?Q?=E2=82?=\r\n =?UTF-8?B?rA==?=", u"€"_s);
    row("two charsets", "=?utf-8?Q?=C3=A4?= =?koi8-r?Q?=C1?=", u"äа"_s);
    row("language", "=?utf-8*en?Q?hello?=", u"hello"_s);
    row("japanese", "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", u"日本"_s);
    row("text begins with escape", "=?utf-8?Q?=C3=A4?=", u"ä"_s);
    row("broken escape stays", "=?utf-8?Q?100=_=ZZ?=", u"100= =ZZ"_s);
    row("unknown charset", "=?x-nobody?Q?abc?=", u"abc"_s);
    row("no end", "=?utf-8?Q?abc", u"=?utf-8?Q?abc"_s);
    row("no encoding", "=?utf-8?abc?=", u"=?utf-8?abc?="_s);
    row("other encoding", "=?utf-8?X?abc?=", u"=?utf-8?X?abc?="_s);
    row("no charset", "=??Q?abc?=", u"=??Q?abc?="_s);
    row("only the opening", "=?", u"=?"_s);
    row("glued words", "x=?utf-8?Q?a?=y", u"xay"_s);
    row("raw utf-8",
        "Gr\xc3\xbc\xc3\x9f"
        "e",
        u"Grüße"_s);
    row("raw latin-1",
        "Gr\xfc\xdf"
        "e",
        u"Grüße"_s);
    row("raw 1252",
        "\x93"
        "x\x94",
        u"“x”"_s);
    row("raw, with fallback", "\xc1", u"а"_s, "koi8-r");
    row("raw, unknown fallback", "\xe4", u"ä"_s, "no-such");
    row("folded", "one\r\n two\r\n\tthree", u"one two three"_s);
    row("quotes stay", "\"a\" <b>", u"\"a\" <b>"_s);
    row("question mark", "=?utf-8?Q?Really=3F?=", u"Really?"_s);
    row("emoji over two words", "=?utf-8?B?8J+Y?= =?utf-8?B?gA==?=", u"😀"_s);
}

void tst_Mime::headerTextIsDecoded()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, fallback);
    QFETCH(QString, text);
    QCOMPARE(decodeHeaderText(raw, fallback), text);
    QCOMPARE(QImap4Mime::decodeHeader(raw, fallback), text);
}

void tst_Mime::headerTextIsOneLineWithoutControls_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("crlf encoded") << QByteArray("=?utf-8?Q?a=0D=0ABcc:_x?=");
    QTest::newRow("escape") << QByteArray("\x1b[31mred");
    QTest::newRow("encoded escape") << QByteArray("=?utf-8?B?G1szMW0=?=");
    QTest::newRow("nul") << QByteArray("a\0b", 3);
    QTest::newRow("c1 in utf-8") << QByteArray("a\xc2\x9b"
                                               "b");
    QTest::newRow("c1 in latin-1") << QByteArray("=?iso-8859-1?Q?=81=8D?=");
    QTest::newRow("line separator") << QByteArray("a\xe2\x80\xa8"
                                                  "b\xe2\x80\xa9"
                                                  "c");
    QTest::newRow("delete") << QByteArray("a\x7f");
    QTest::newRow("overlong") << QByteArray("=?utf-8?Q?=C0=AF=ED=A0=80=F8=88?=");
    QTest::newRow("surrogate") << QByteArray("=?utf-16be?Q?=D8=00=00a?=");
    QTest::newRow("megabyte") << QByteArray(1 << 20, '\r') + "x";
}

void tst_Mime::headerTextIsOneLineWithoutControls()
{
    QFETCH(QByteArray, raw);
    const QString text = decodeHeaderText(raw);
    QVERIFY(!text.isEmpty());
    for (const QChar c : text) {
        QVERIFY2(c.category() != QChar::Other_Control, qPrintable(text));
        QVERIFY(c != QChar::LineSeparator && c != QChar::ParagraphSeparator);
    }
    QVERIFY(text.isValidUtf16());
}

void tst_Mime::openingsWithoutEndStayLinear()
{
    const QByteArray openings = QByteArray("=?a?q? ").repeated(200'000).trimmed();
    QCOMPARE(decodeHeaderText(openings), QString::fromLatin1(openings));
}

void tst_Mime::parametersAreJoinedAndDecoded_data()
{
    QTest::addColumn<RawParameters>("raw");
    QTest::addColumn<Parameters>("decoded");

    QTest::newRow("plain") << RawParameters{{"NAME", "a.txt"}} << Parameters{{"name", u"a.txt"_s}};
    QTest::newRow("extended") << RawParameters{{"filename*", "utf-8'de'%C3%A4.txt"}}
                              << Parameters{{"filename", u"ä.txt"_s}};
    QTest::newRow("continued") << RawParameters{{"name*0", "long "}, {"name*1", "name"}}
                               << Parameters{{"name", u"long name"_s}};
    QTest::newRow("out of order") << RawParameters{{"name*2", "c"},
                                                   {"name*0*", "utf-8''%C3"},
                                                   {"name*1*", "%A4b"}}
                                  << Parameters{{"name", u"äbc"_s}};
    QTest::newRow("plain piece keeps percent")
        << RawParameters{{"n*0*", "utf-8''a%20"}, {"n*1", "%41"}} << Parameters{{"n", u"a %41"_s}};
    QTest::newRow("gap ends") << RawParameters{{"n*0", "a"}, {"n*2", "c"}}
                              << Parameters{{"n", u"a"_s}};
    QTest::newRow("said twice") << RawParameters{{"n*0", "a"}, {"n*0", "X"}, {"n*1", "b"}}
                                << Parameters{{"n", u"ab"_s}};
    QTest::newRow("begins at one")
        << RawParameters{{"n*1", "a"}, {"n*2", "b"}} << Parameters{{"n", u"ab"_s}};
    QTest::newRow("both forms") << RawParameters{{"filename", "x.exe"},
                                                 {"filename*", "utf-8''y.pdf"}}
                                << Parameters{{"filename", u"y.pdf"_s}};
    QTest::newRow("encoded word") << RawParameters{{"name", "=?utf-8?Q?=C3=A4.txt?="}}
                                  << Parameters{{"name", u"ä.txt"_s}};
    QTest::newRow("encoded words cut over pieces")
        << RawParameters{{"name*0", "=?utf-8?B?w6Q"}, {"name*1", "udHh0?="}}
        << Parameters{{"name", u"ä.txt"_s}};
    QTest::newRow("raw utf-8") << RawParameters{{"name", "\xc3\xa4"}}
                               << Parameters{{"name", u"ä"_s}};
    QTest::newRow("raw latin-1") << RawParameters{{"name", "\xe4"}} << Parameters{{"name", u"ä"_s}};
    QTest::newRow("extended form under the plain name")
        << RawParameters{{"filename", "UTF-8''%e2%82%ac.txt"}}
        << Parameters{{"filename", u"€.txt"_s}};
    QTest::newRow("apostrophes are no extension")
        << RawParameters{{"name", "it's 'mine' 100%.txt"}}
        << Parameters{{"name", u"it's 'mine' 100%.txt"_s}};
    QTest::newRow("no charset") << RawParameters{{"name*", "''%C3%A4"}}
                                << Parameters{{"name", u"ä"_s}};
    QTest::newRow("no quotes at all")
        << RawParameters{{"name*", "%41.txt"}} << Parameters{{"name", u"A.txt"_s}};
    QTest::newRow("broken percent")
        << RawParameters{{"name*", "utf-8''a%"}} << Parameters{{"name", u"a%"_s}};
    QTest::newRow("controls") << RawParameters{{"name*", "utf-8''a%0d%0ab%00"}}
                              << Parameters{{"name", u"a b\ufffd"_s}};
    QTest::newRow("order of appearance") << RawParameters{{"b", "1"}, {"a*1", "y"}, {"a*0", "x"}}
                                         << Parameters{{"b", u"1"_s}, {"a", u"xy"_s}};
    QTest::newRow("star without number")
        << RawParameters{{"a*b", "x"}} << Parameters{{"a*b", u"x"_s}};
    QTest::newRow("huge number") << RawParameters{{"a*99999999999999999999", "x"}}
                                 << Parameters{{"a*99999999999999999999", u"x"_s}};
    QTest::newRow("last number") << RawParameters{{"a*2147483647", "x"}}
                                 << Parameters{{"a", u"x"_s}};
}

void tst_Mime::parametersAreJoinedAndDecoded()
{
    QFETCH(RawParameters, raw);
    QFETCH(Parameters, decoded);
    QCOMPARE(decodeParameters(raw), decoded);
}

void tst_Mime::floodOfContinuationsIsBounded()
{
    RawParameters raw;
    for (int i = 10'000; i >= 0; --i) {
        raw.append({"name*" + QByteArray::number(i) + '*',
                    i % 2 ? QByteArray("koi8-r''%41") : QByteArray(1000, 'x')});
        raw.append({"other" + QByteArray::number(i), "v"});
    }
    const Parameters decoded = decodeParameters(raw);
    QVERIFY(decoded.size() <= 1000);
    for (const auto &[name, value] : decoded)
        QVERIFY(value.size() <= 64 * 1024);
}

void tst_Mime::charsetsAreDecoded_data()
{
    QTest::addColumn<QByteArray>("charset");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");

    const auto row = [](const char *charset, const QByteArray &bytes, const QString &text) {
        QTest::addRow("%s %s", charset, bytes.toHex().constData())
            << QByteArray(charset) << bytes << text;
    };
    row("utf-8", "\xc3\xa4", u"ä"_s);
    row("\"UTF-8\"", "\xc3\xa4", u"ä"_s);
    row(" utf8 ", "\xc3\xa4", u"ä"_s);
    row("", "\xc3\xa4", u"ä"_s);
    row("", "\xe4", u"ä"_s);
    row("us-ascii", "plain", u"plain"_s);
    row("us-ascii", "\xc3\xa4", u"ä"_s);
    row("US-ASCII", "\x93", u"“"_s);
    row("iso-8859-1", "\x80\xe4", u"€ä"_s);
    row("ISO-8859-15", "\xa4", u"€"_s);
    row("iso-8859-2", "\xb1", u"ą"_s);
    row("iso-8859-8-i", "\xe0", u"א"_s);
    row("windows-1251", "\xe0", u"а"_s);
    row("cp1250", "\x9c", u"ś"_s);
    row("koi8-u", "\xc1", u"а"_s);
    row("gb2312", "\xc4\xe3", u"你"_s);
    row("gb18030", "\x81\x30\x81\x30", u"\u0080"_s);
    row("big5", "\xa7\x41", u"你"_s);
    row("ks_c_5601-1987", "\xb0\xa1", u"가"_s);
    row("euc-kr", "\x8c\x63", u"똠"_s);
    row("shift_jis", "\x93\xfa\x87\x40", u"日①"_s);
    row("euc-jp", "\xc6\xfc", u"日"_s);
    row("iso-2022-jp", "\x1b$BF|\x1b(B", u"日"_s);
    row("tis-620", "\xa1", u"ก"_s);
    row("utf-7", "+AOQ-", u"ä"_s);
    row("utf-16", QByteArray("\0a", 2), u"a"_s);
    row("utf-16",
        QByteArray("\xff\xfe"
                   "a\0",
                   4),
        u"a"_s);
    row("utf-16le", QByteArray("a\0", 2), u"a"_s);
    row("utf-16be", "\xdb\x40\xdb\x40\xdc\x41\xdc\x42", u"\ufffd\U000e0041\ufffd"_s);
    row("utf-8",
        "a\xc0\xaf"
        "b",
        u"a\ufffd\ufffdb"_s);
    row("utf-8", "\xe2\x82", u"\ufffd\ufffd"_s);
    row("euc-jp", "a\xc6", u"a\ufffd"_s);
    row("shift_jis", "a\xa0z", u"a\ufffdz"_s);
    row("koi8-r//TRANSLIT", "\xe4", u"ä"_s);
    row("../../etc/passwd", "\xe4", u"ä"_s);
    row("iso-2022-jp-3", "x", u"x"_s);
}

void tst_Mime::charsetsAreDecoded()
{
    QFETCH(QByteArray, charset);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(toUnicode(bytes, charset), text);
}

void tst_Mime::anyBytesInAnyCharsetGiveText_data()
{
    QTest::addColumn<QByteArray>("charset");
    for (const char *charset : {"",
                                "utf-8",
                                "utf-16",
                                "utf-16le",
                                "utf-32",
                                "utf-7",
                                "big5",
                                "gb18030",
                                "hz",
                                "euc-jp",
                                "euc-kr",
                                "euc-tw",
                                "iso-2022-jp",
                                "iso-2022-jp-2",
                                "iso-2022-kr",
                                "iso-2022-cn",
                                "shift_jis",
                                "windows-1255",
                                "windows-1258",
                                "iso-8859-6",
                                "tcvn",
                                "viscii",
                                "cp437",
                                "koi8-t",
                                "no-such-charset",
                                "\xff\xfe",
                                "x"}) {
        QTest::addRow("%s", charset) << QByteArray(charset);
    }
}

void tst_Mime::anyBytesInAnyCharsetGiveText()
{
    QFETCH(QByteArray, charset);
    QByteArray bytes;
    quint32 state = 12345;
    for (int i = 0; i < 20'000; ++i) {
        state = state * 1664525u + 1013904223u;
        bytes.append(static_cast<char>(state >> 24));
    }
    for (const qsizetype size : {qsizetype(0), qsizetype(1), qsizetype(3), bytes.size()}) {
        const QString text = toUnicode(bytes.first(size), charset);
        QVERIFY(size == 0 || !text.isEmpty());
        QVERIFY(text.size() <= 8 * size);
    }
}

void tst_Mime::charsetsAreDecodedFromAnyThread()
{
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&right] {
            for (int k = 0; k < 200; ++k)
                right += toUnicode("\xc1", "koi8-r") == u"а" ? 1 : 0;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), 800);
}

void tst_Mime::transferEncodingsAreDecoded_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("decoded");

    const auto row = [](const char *name, const char *encoding, const QByteArray &data,
                        const QByteArray &decoded) {
        QTest::newRow(name) << QByteArray(encoding) << data << decoded;
    };
    row("7bit", "7bit", "a=3D\r\n", "a=3D\r\n");
    row("binary", "BINARY", QByteArray("a\0b", 3), QByteArray("a\0b", 3));
    row("unknown", "x-what", "abc", "abc");
    row("base64", "Base64", "SGVsbG8=", "Hello");
    row("base64 lines", "base64", "SGVs\r\nbG8gd29y\r\nbGQ=\r\n", "Hello world");
    row("base64 no padding", "base64", "SGVsbG8", "Hello");
    row("base64 two left", "base64", "SGVsbA", "Hell");
    row("base64 one left", "base64", "SGVsb", "Hel");
    row("base64 junk", "base64",
        "S*G\xff"
        "V!s",
        "Hel");
    row("base64 pieces", "base64", "SGU=bGxv", "Hello");
    row("base64 only padding", "base64", "====", "");
    row("qp", "quoted-printable", "a=3Db=C3=a4", "a=b\xc3\xa4");
    row("qp soft break", "quoted-printable", "a=\r\nb=\nc", "abc");
    row("qp soft break, blanks", "quoted-printable", "a= \t\r\nb", "ab");
    row("qp trailing blanks", "quoted-printable", "a  \t\r\nb c", "a\r\nb c");
    row("qp equals at end", "quoted-printable", "a=", "a");
    row("qp half escape at end", "quoted-printable", "a=3", "a=3");
    row("qp not hex", "quoted-printable", "a=ZZ=4=41", "a=ZZ=4A");
    row("qp equals equals", "quoted-printable", "a==41", "a=A");
    row("qp half then equals", "quoted-printable", "=3=3D", "=3=");
    row("qp bare cr", "quoted-printable", "a=\rb", "ab");
    row("qp equals blank text", "quoted-printable", "a= b", "a= b");
    row("uuencode", "x-uuencode", "begin 644 x\n#0V%T\n`\nend\n", "Cat");
    row("uuencode crlf and text before", "x-uuencode",
        "hi\r\nbegin 644 x\r\n#0V%T\r\n \r\nend\r\nbye", "Cat");
    row("uuencode short line", "x-uuencode", "begin 644 x\nM0V%T\n", "Cat");
    row("uuencode no begin", "x-uuencode", "#0V%T\n", "");
    row("uuencode no line end", "x-uuencode", "begin 644 x\n#0V%T", "Cat");
}

void tst_Mime::transferEncodingsAreDecoded()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, decoded);
    QCOMPARE(QImap4Mime::decodeTransferEncoding(data, encoding), decoded);
}

void tst_Mime::everySplitDecodesTheSame_data()
{
    transferEncodingsAreDecoded_data();
}

void tst_Mime::everySplitDecodesTheSame()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, decoded);
    TransferDecoder decoder(transferEncodingFromName(encoding));
    for (qsizetype cut = 0; cut <= data.size(); ++cut) {
        QByteArray out = decoder.feed(data.first(cut));
        out += decoder.feed(data.sliced(cut));
        QCOMPARE(out + decoder.finish(), decoded);
    }
    QByteArray out;
    for (const char c : data)
        out += decoder.feed(QByteArrayView(&c, 1));
    QCOMPARE(out + decoder.finish(), decoded);
}

void tst_Mime::displayTextCannotDisturbItsSurroundings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"Grüße, 日本 😀"_s << u"Grüße, 日本 😀"_s;
    QTest::newRow("override") << u"a\u202egpj.exe"_s << u"a\ufffdgpj.exe"_s;
    QTest::newRow("isolates") << u"\u2066a\u2069"_s << u"\ufffda\ufffd"_s;
    QTest::newRow("zero width") << u"pay\u200bpal\u2060\ufeff"_s << u"paypal"_s;
    QTest::newRow("soft hyphen") << u"pay\u00adpal"_s << u"paypal"_s;
    QTest::newRow("latin joiner") << u"a\u200db"_s << u"ab"_s;
    QTest::newRow("emoji joiner") << u"👩\u200d💻"_s << u"👩\u200d💻"_s;
    QTest::newRow("persian non-joiner") << u"می\u200cخواهم"_s << u"می\u200cخواهم"_s;
    QTest::newRow("tags") << u"a\U000E0041b"_s << u"ab"_s;
    QTest::newRow("controls") << u"a\u0007\u009b\r\nb"_s << u"a\ufffd\ufffd b"_s;
    QTest::newRow("lone surrogate") << u"a"_s + QChar(0xd800) + u"b"_s << u"a\ufffdb"_s;
    QTest::newRow("marks") << u"a"_s + QString(100'000, QChar(0x301)) + u"b"_s
                           << u"a"_s + QString(8, QChar(0x301)) + u"b"_s;
    QTest::newRow("filler") << u"a\u3164b\u115f"_s << u"ab"_s;
}

void tst_Mime::displayTextCannotDisturbItsSurroundings()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    if (text.size() > 4096)
        QCOMPARE(safeForDisplay(text, text.size()), shown);
    else
        QCOMPARE(safeForDisplay(text), shown);
}

void tst_Mime::displayTextIsCut()
{
    const QString shown = safeForDisplay(QString(1 << 20, u'x'));
    QCOMPARE(shown.size(), 4097);
    QVERIFY(shown.endsWith(u'…'));
    QVERIFY(safeForDisplay(u"😀"_s.repeated(10'000)).isValidUtf16());
}

void tst_Mime::addressesInListsHaveAsciiDomains_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &address, const QString &shown) {
        QTest::newRow(name) << address << shown;
    };
    row("ascii", u"ann@example.org"_s, u"ann@example.org"_s);
    row("no domain", u"ann"_s, u"ann"_s);
    row("empty", QString(), QString());
    row("Cyrillic", u"ceo@p\u0430ypal.example"_s, u"ceo@xn--pypal-4ve.example"_s);
    row("foreign name", u"gr\u00fc\u00dfe@example.org"_s, u"gr\u00fc\u00dfe@example.org"_s);
    row("no punycode", u"a@b\u202e.example"_s, u"a@b{U+202e}.example"_s);
    row("half a character", u"a@"_s + QChar(0xd800), u"a@{U+d800}"_s);
    row("too long", u"a@"_s + QString(254, QChar(0x430)),
        u"a@"_s + QString(254, QChar(0x430)).replace(QChar(0x430), u"{U+0430}"_s));
}

void tst_Mime::addressesInListsHaveAsciiDomains()
{
    QFETCH(QString, address);
    QFETCH(QString, shown);
    QCOMPARE(withAsciiDomain(address), shown);
}

void tst_Mime::fileNamesAreSafe_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    const auto row = [](const QString &name, const QString &safe) {
        QTest::addRow("%s", qPrintable(name)) << name << safe;
    };
    row(u"report.pdf"_s, u"report.pdf"_s);
    row(u"日本 1.pdf"_s, u"日本 1.pdf"_s);
    row(u""_s, u"attachment"_s);
    row(u"."_s, u"attachment"_s);
    row(u".."_s, u"attachment"_s);
    row(u"///"_s, u"attachment"_s);
    row(u"/tmp/pwned2"_s, u"pwned2"_s);
    row(u"C:\\x"_s, u"x"_s);
    row(u"a/b"_s, u"b"_s);
    row(u"../../etc/passwd"_s, u"passwd"_s);
    row(u"C:x"_s, u"C_x"_s);
    row(u".bashrc"_s, u"_.bashrc"_s);
    row(u"-rf"_s, u"_-rf"_s);
    row(u"con.txt"_s, u"_con.txt"_s);
    row(u"CON"_s, u"_CON"_s);
    row(u"nul .txt"_s, u"_nul .txt"_s);
    row(u"lpt1.tar.gz"_s, u"_lpt1.tar.gz"_s);
    row(u"com\u00b9"_s, u"_com\u00b9"_s);
    row(u"console.txt"_s, u"console.txt"_s);
    row(u"x.exe. . ."_s, u"x.exe"_s);
    row(u"x.txt:stream"_s, u"x.txt_stream"_s);
    row(u"a\u202efdp.exe"_s, u"afdp.exe"_s);
    row(u"report.pdf                         .exe"_s, u"report.pdf .exe"_s);
    row(u"report.pdf\u00a0\u00a0\u2003.exe"_s, u"report.pdf .exe"_s);
    row(u"a\u2215b\u2044c"_s, u"a_b_c"_s);
    row(u"evil\u2024pdf.exe"_s, u"evil_pdf.exe"_s);
    row(u"a\nb\u0000c"_s, u"a bc"_s);
    row(u"<>|?*\"x"_s, u"______x"_s);
    row(u"\u200b"_s, u"attachment"_s);
}

void tst_Mime::fileNamesAreSafe()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    QCOMPARE(safeFileName(name), safe);
    QCOMPARE(safeFileName(safe), safe);
}

void tst_Mime::longFileNamesKeepTheirExtension()
{
    for (const QString &stem : {u"x"_s, u"ä"_s, u"日"_s, u"😀"_s}) {
        const QString safe = safeFileName(stem.repeated(5000) + u".exe"_s);
        QVERIFY(safe.endsWith(u".exe"));
        QVERIFY(safe.isValidUtf16());
        QVERIFY(safe.toUtf8().size() <= 200);
    }
}

QTEST_APPLESS_MAIN(tst_Mime)

#include "tst_mime.moc"
