// SPDX-License-Identifier: LGPL-3.0-or-later
#include "commandchecks.h"
#include "commandreader.h"
#include "wire/command_p.h"
#include "wire/mutf7_p.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <functional>

using namespace Qt::StringLiterals;
using namespace QImap4Internal;

using Literals = EncodingOptions::Literals;
using Value = CommandReader::Value;

Q_DECLARE_METATYPE(std::function<void(Command &)>)

namespace {

QByteArray joined(const QList<CommandSegment> &segments)
{
    QByteArray bytes;
    for (const CommandSegment &segment : segments)
        bytes += segment.bytes;
    return bytes;
}

QByteArray encoded(const Command &command, const EncodingOptions &options = {})
{
    return joined(command.encode("A1", options));
}

QByteArray argumentOf(const Command &command, const EncodingOptions &options = {})
{
    const QByteArray bytes = encoded(command, options);
    return bytes.startsWith("A1 X ") && bytes.endsWith("\r\n") ? bytes.sliced(5).chopped(2) : bytes;
}

QList<EncodingOptions> allOptions()
{
    QList<EncodingOptions> list;
    for (bool utf8 : {false, true}) {
        for (Literals literals :
             {Literals::Synchronizing, Literals::NonSynchronizing, Literals::NonSynchronizingSmall})
            list.append({literals, utf8});
    }
    return list;
}

// Characters that have broken clients before stand close together in what this makes.
QString hostileText(QRandomGenerator &random)
{
    static const QString nasty = u"\r\n\"\\(){}%*[]&+-~' 0A\t\u007f\u00e9\u20ac\u2028"_s;
    QString text;
    const int length = random.bounded(random.bounded(20) == 0 ? 6000 : 12);
    for (int i = 0; i < length; ++i) {
        const int choice = random.bounded(40);
        if (choice == 0)
            text += QChar(char16_t(random.bounded(0x10000)));
        else if (choice == 1)
            text += QString::fromUcs4(U"\U0001f600", 1);
        else if (choice < 20)
            text += nasty.at(random.bounded(nasty.size()));
        else
            text += QChar('a' + random.bounded(26));
    }
    return text;
}

QByteArray hostileBytes(QRandomGenerator &random)
{
    static const QByteArray nasty = "\r\n\"\\(){}%*[]&+-~' 0A\t\x7f\x80\xc3\xa9\xff";
    QByteArray bytes;
    const int length = random.bounded(random.bounded(20) == 0 ? 6000 : 12);
    for (int i = 0; i < length; ++i) {
        if (random.bounded(60) == 0)
            bytes += char(random.bounded(256));
        else if (random.bounded(2) == 0)
            bytes += nasty.at(random.bounded(nasty.size()));
        else
            bytes += char('a' + random.bounded(26));
    }
    return bytes;
}

bool isSendable(const QString &text)
{
    return text.isValidUtf16() && !text.contains(QChar(u'\0'));
}

} // namespace

class tst_Command : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void argumentsAreWrittenAsTheGrammarSays_data();
    void argumentsAreWrittenAsTheGrammarSays();
    void whatCannotBeSentIsRefused_data();
    void whatCannotBeSentIsRefused();
    void theFirstErrorStays();
    void namesAreOneWordOrUidAndOne_data();
    void namesAreOneWordOrUidAndOne();
    void listsHaveNoSpaceAtTheirEnds();
    void literalsFollowWhatTheServerOffers_data();
    void literalsFollowWhatTheServerOffers();
    void emptyLiteralStillWaits();
    void largeContentIsSharedNotCopied();
    void secretsStandInSegmentsOfTheirOwn();
    void secretLiteralsHideTheirSize();
    void mailboxNamesFollowUtf8Mode();
    void sectionsAreChecked_data();
    void sectionsAreChecked();
    void variantsFollowTheCompatibilityRule_data();
    void variantsFollowTheCompatibilityRule();
    void anyTextBecomesOneArgumentOrAnError();
    void anyBytesBecomeOneArgumentOrAnError();
    void anyVariantStaysWithinTheCommand();
    void anyMailboxNameArrives();
    void anySearchArrives();
};

void tst_Command::argumentsAreWrittenAsTheGrammarSays_data()
{
    QTest::addColumn<std::function<void(Command &)>>("put");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *name, const std::function<void(Command &)> &put,
                        const QByteArray &written) { QTest::newRow(name) << put << written; };

    row(
        "atom", [](Command &c) { c.atom("+FLAGS.SILENT"); }, "+FLAGS.SILENT");
    row(
        "number", [](Command &c) { c.number(18446744073709551615ULL); }, "18446744073709551615");
    row(
        "string", [](Command &c) { c.string(u"two words"_s); }, "\"two words\"");
    row(
        "empty string", [](Command &c) { c.string(QString()); }, "\"\"");
    row(
        "escapes", [](Command &c) { c.string(u"a\"b\\c"_s); }, "\"a\\\"b\\\\c\"");
    row(
        "line end", [](Command &c) { c.string(u"a\r\nb"_s); }, "{4}\r\na\r\nb");
    row(
        "8-bit", [](Command &c) { c.string(u"\u00e9"_s); }, "{2}\r\n\xc3\xa9");
    row(
        "long", [](Command &c) { c.string(QByteArray(1001, 'a')); },
        "{1001}\r\n" + QByteArray(1001, 'a'));
    row(
        "not so long", [](Command &c) { c.string(QByteArray(1000, 'a')); },
        '"' + QByteArray(1000, 'a') + '"');
    row(
        "astring as atom", [](Command &c) { c.astring("a]b"); }, "a]b");
    row(
        "astring NIL", [](Command &c) { c.astring("nil"); }, "\"nil\"");
    row(
        "astring quoted", [](Command &c) { c.astring("a b"); }, "\"a b\"");
    row(
        "empty astring", [](Command &c) { c.astring(""); }, "\"\"");
    row(
        "inbox", [](Command &c) { c.mailbox(u"iNbOx"_s); }, "INBOX");
    row(
        "below inbox", [](Command &c) { c.mailbox(u"Inbox/a"_s); }, "Inbox/a");
    row(
        "mailbox with wildcards", [](Command &c) { c.mailbox(u"50%*"_s); }, "\"50%*\"");
    row(
        "mailbox in another script", [](Command &c) { c.mailbox(u"\u53f0\u5317"_s); }, "&U,BTFw-");
    row(
        "mailbox with ampersand", [](Command &c) { c.mailbox(u"R&D"_s); }, "R&-D");
    row(
        "pattern", [](Command &c) { c.mailboxPattern(u"a/%*"_s); }, "a/%*");
    row(
        "pattern with space", [](Command &c) { c.mailboxPattern(u"a %"_s); }, "\"a %\"");
    row(
        "pattern, encoded", [](Command &c) { c.mailboxPattern(u"\u00e9*"_s); }, "&AOk-*");
    row(
        "set",
        [](Command &c) {
            c.set(QImap4MessageSet::uids({7, 5, 6, 9}));
        },
        "5:7,9");
    row(
        "saved result", [](Command &c) { c.set(QImap4MessageSet::savedResult()); }, "$");
    row(
        "flags",
        [](Command &c) {
            c.flags(QImap4Flags(QImap4Flags::Seen | QImap4Flags::Recent | QImap4Flags::AnyKeyword,
                                {"$Work"}));
        },
        "(\\Seen $Work)");
    row(
        "no flags", [](Command &c) { c.flags({}); }, "()");
    row(
        "date", [](Command &c) { c.date(QDate(1994, 2, 1)); }, "1-Feb-1994");
    row(
        "internal date",
        [](Command &c) {
            c.internalDate(QDateTime(QDate(1994, 2, 1), QTime(12, 0), Qt::OffsetFromUTC, -5400));
        },
        "\"01-Feb-1994 12:00:00 -0130\"");
    row(
        "nil", [](Command &c) { c.nil(); }, "NIL");
    row(
        "search all", [](Command &c) { c.search({}); }, "ALL");
    row(
        "search",
        [](Command &c) {
            c.search(QImap4SearchKey::from(u"ann \"x\""_s)
                     && (QImap4SearchKey::unseen() || QImap4SearchKey::larger(1000)));
        },
        "FROM \"ann \\\"x\\\"\" OR UNSEEN LARGER 1000");
    row(
        "search group",
        [](Command &c) {
            c.search(
                !(QImap4SearchKey::seen() && QImap4SearchKey::in(QImap4MessageSet::uids(1, 3))));
        },
        "NOT (SEEN UID 1:3)");
    row(
        "section", [](Command &c) { c.section("BODY.PEEK", "1.HEADER.FIELDS (TO CC)<0.9>"); },
        "BODY.PEEK[1.HEADER.FIELDS (TO CC)]<0.9>");
}

void tst_Command::argumentsAreWrittenAsTheGrammarSays()
{
    QFETCH(std::function<void(Command &)>, put);
    QFETCH(QByteArray, written);
    Command command("X");
    put(command);
    QVERIFY(!command.error());
    QCOMPARE(argumentOf(command), written);
}

void tst_Command::whatCannotBeSentIsRefused_data()
{
    QTest::addColumn<std::function<void(Command &)>>("put");
    const auto row = [](const char *name, const std::function<void(Command &)> &put) {
        QTest::newRow(name) << put;
    };
    row("atom with line end", [](Command &c) { c.atom("a\r\nb"); });
    row("atom with space", [](Command &c) { c.atom("a b"); });
    row("empty atom", [](Command &c) { c.atom(""); });
    row("8-bit atom", [](Command &c) { c.atom("\xc3\xa9"); });
    row("secret atom with line end", [](Command &c) { c.secretAtom("YQ==\r\n"); });
    row("NUL in string", [](Command &c) { c.string(QByteArray("a\0b", 3)); });
    row("NUL in text", [](Command &c) { c.string(QString(QChar(u'\0'))); });
    row("NUL in literal", [](Command &c) { c.literal(QByteArray("a\0b", 3)); });
    row("NUL in mailbox", [](Command &c) { c.mailbox(QString(QChar(u'\0'))); });
    row("half a surrogate pair", [](Command &c) { c.string(QString(QChar(0xd800))); });
    row("half a surrogate pair in mailbox", [](Command &c) { c.mailbox(QString(QChar(0xdc00))); });
    row("empty set", [](Command &c) { c.set({}); });
    row("keyword with space", [](Command &c) { c.flags(QImap4Flags::keyword("a b")); });
    row("keyword with line end", [](Command &c) { c.flags(QImap4Flags::keyword("a\r\nb")); });
    row("unknown system flag", [](Command &c) { c.flags(QImap4Flags::keyword("\\Nope")); });
    row("invalid date", [](Command &c) { c.date({}); });
    row("invalid internal date", [](Command &c) { c.internalDate({}); });
    row("search for invalid date", [](Command &c) { c.search(QImap4SearchKey::since({})); });
    row("search for keyword with line end",
        [](Command &c) { c.search(QImap4SearchKey::keyword("a\r\nb")); });
    row("search with bad field",
        [](Command &c) { c.search(QImap4SearchKey::header("a:b", u"x"_s)); });
    row("raw search with quote", [](Command &c) { c.search(QImap4SearchKey::raw("FROM \"a\"")); });
    row("raw search with line end",
        [](Command &c) { c.search(QImap4SearchKey::raw("SEEN\r\nA2 NOOP")); });
    row("raw search with literal", [](Command &c) { c.search(QImap4SearchKey::raw("FROM {3}")); });
    row("raw search, unbalanced", [](Command &c) { c.search(QImap4SearchKey::raw("(SEEN")); });
    row("raw search, closed first", [](Command &c) { c.search(QImap4SearchKey::raw(")SEEN(")); });
    row("raw search, empty group", [](Command &c) { c.search(QImap4SearchKey::raw("()")); });
    row("negative number", [](Command &c) { c.variant(-1); });
    row("unknown type", [](Command &c) { c.variant(1.5); });
}

void tst_Command::whatCannotBeSentIsRefused()
{
    QFETCH(std::function<void(Command &)>, put);
    Command command("X");
    put(command);
    QCOMPARE(command.error().category(), QImap4Error::InvalidArgumentError);
    QCOMPARE(command.error().commandName(), u"X"_s);
    QVERIFY(command.encode("A1", {}).isEmpty());
}

void tst_Command::theFirstErrorStays()
{
    Command command("X");
    command.set({});
    const QImap4Error first = command.error();
    command.atom("a b");
    QCOMPARE(command.error(), first);
}

void tst_Command::namesAreOneWordOrUidAndOne_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("accepted");
    for (const char *name : {"NOOP", "xatom", "UID FETCH", "uid fetch", "X-GM.1"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name :
         {"", " ", " NOOP", "NOOP ", "UID  FETCH", "UID FETCH 1", "SELECT INBOX",
          "LOGIN bob s3cret", "COMPRESS DEFLATE", "NOOP\r\nA2 LOGOUT", "A(", "A\"B\""})
        QTest::addRow("no: '%s'", name) << QByteArray(name) << false;
}

// What a name brings along is no argument that anybody has looked at.
void tst_Command::namesAreOneWordOrUidAndOne()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, accepted);
    const Command command(name);
    QCOMPARE(command.error().category(),
             accepted ? QImap4Error::NoError : QImap4Error::InvalidArgumentError);
    QCOMPARE(command.encode("A1", {}).isEmpty(), !accepted);
}

void tst_Command::listsHaveNoSpaceAtTheirEnds()
{
    Command command("FETCH");
    command.number(1).open().atom("UID").open().close().open().nil().close().close().atom("Z");
    QCOMPARE(encoded(command), QByteArray("A1 FETCH 1 (UID () (NIL)) Z\r\n"));
}

void tst_Command::literalsFollowWhatTheServerOffers_data()
{
    QTest::addColumn<int>("literals");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("waits");
    QTest::newRow("neither") << int(Literals::Synchronizing) << qsizetype(3) << true;
    QTest::newRow("LITERAL+") << int(Literals::NonSynchronizing) << qsizetype(100000) << false;
    QTest::newRow("LITERAL-") << int(Literals::NonSynchronizingSmall) << qsizetype(4096) << false;
    QTest::newRow("LITERAL-, more")
        << int(Literals::NonSynchronizingSmall) << qsizetype(4097) << true;
}

void tst_Command::literalsFollowWhatTheServerOffers()
{
    QFETCH(int, literals);
    QFETCH(qsizetype, size);
    QFETCH(bool, waits);
    Command command("X");
    command.literal(QByteArray(size, 'a')).nil();
    QCOMPARE(command.literalOctets(), quint64(size));
    const auto segments = command.encode("A1", {Literals(literals), false});
    QCOMPARE(segments.constFirst().waitForContinuation, waits);
    const QByteArray mark = waits ? "}\r\n" : "+}\r\n";
    QCOMPARE(joined(segments),
             "A1 X {" + QByteArray::number(size) + mark + QByteArray(size, 'a') + " NIL\r\n");
    const auto read = CommandReader::read(joined(segments));
    QVERIFY(read && CommandChecks::waitsWhereItMust(segments, *read));
}

void tst_Command::emptyLiteralStillWaits()
{
    Command command("X");
    command.literal({});
    const auto segments = command.encode("A1", {});
    QCOMPARE(segments.size(), 2);
    QCOMPARE(segments.at(0).bytes, QByteArray("A1 X {0}\r\n"));
    QVERIFY(segments.at(0).waitForContinuation);
    QCOMPARE(segments.at(1).bytes, QByteArray("\r\n"));
}

void tst_Command::largeContentIsSharedNotCopied()
{
    const QByteArray message(1000000, 'm');
    Command command("APPEND");
    command.mailbox(u"INBOX"_s).literal(message);
    for (const EncodingOptions &options : allOptions()) {
        const auto segments = command.encode("A1", options);
        QCOMPARE(segments.size(), 3);
        QCOMPARE(static_cast<const void *>(segments.at(1).bytes.constData()),
                 static_cast<const void *>(message.constData()));
    }
}

void tst_Command::secretsStandInSegmentsOfTheirOwn()
{
    Command command("LOGIN");
    command.string(u"ann"_s).secret(u"p\"w"_s);
    const auto segments = command.encode("A1", {});
    QCOMPARE(segments.size(), 3);
    QCOMPARE(segments.at(0).bytes, QByteArray("A1 LOGIN \"ann\" "));
    QVERIFY(!segments.at(0).secret);
    QCOMPARE(segments.at(1).bytes, QByteArray("\"p\\\"w\""));
    QVERIFY(segments.at(1).secret);
    QCOMPARE(segments.at(2).bytes, QByteArray("\r\n"));
    QVERIFY(!segments.at(2).secret);
    for (const CommandSegment &segment : segments)
        QVERIFY(!segment.waitForContinuation);

    Command refused("LOGIN");
    refused.secret(u"hunter2"_s + QChar(u'\0'));
    QVERIFY(refused.error());
    QVERIFY(!refused.error().detail().contains(u"hunter2"_s));
}

void tst_Command::secretLiteralsHideTheirSize()
{
    Command command("LOGIN");
    command.string(u"ann"_s).secret(u"p\u00e4ssw\u00f6rd"_s);
    const auto segments = command.encode("A1", {});
    QByteArray visible;
    for (const CommandSegment &segment : segments) {
        if (!segment.secret)
            visible += segment.bytes;
    }
    QCOMPARE(visible, QByteArray("A1 LOGIN \"ann\" \r\n"));
    QCOMPARE(joined(segments), QByteArray("A1 LOGIN \"ann\" {10}\r\np\xc3\xa4ssw\xc3\xb6rd\r\n"));
    QVERIFY(segments.at(1).secret && segments.at(1).waitForContinuation);
}

void tst_Command::mailboxNamesFollowUtf8Mode()
{
    Command command("X");
    command.mailbox(u"Entw\u00fcrfe"_s);
    QCOMPARE(argumentOf(command), QByteArray("Entw&APw-rfe"));
    QCOMPARE(argumentOf(command, {Literals::Synchronizing, true}),
             QByteArray("\"Entw\xc3\xbcrfe\""));
}

void tst_Command::sectionsAreChecked_data()
{
    QTest::addColumn<QByteArray>("section");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *section, bool valid) {
        QTest::addRow("%s", *section ? section : "empty") << QByteArray(section) << valid;
    };
    row("", true);
    row("1", true);
    row("1.2.30", true);
    row("HEADER", true);
    row("header", true);
    row("TEXT", true);
    row("1.MIME", true);
    row("2.1.HEADER.FIELDS.NOT (X-A b)", true);
    row("HEADER.FIELDS (SUBJECT)<0.1024>", true);
    row("<0.100>", true);
    row("MIME", false);
    row("0", false);
    row("1.", false);
    row("1..2", false);
    row("01", false);
    row("BODY", false);
    row("1]<0.1> BODY[2", false);
    row("HEADER.FIELDS", false);
    row("HEADER.FIELDS ()", false);
    row("HEADER.FIELDS (A  B)", false);
    row("HEADER.FIELDS (A:B)", false);
    row("HEADER.FIELDS (A)) (B)", false);
    row("HEADER.FIELDS ({3})", false);
    row("TEXT\r\n", false);
    row("1<0>", false);
    row("1<0.0>", false);
    row("1<1.2.3>", false);
    row("1<a.b>", false);
}

void tst_Command::sectionsAreChecked()
{
    QFETCH(QByteArray, section);
    QFETCH(bool, valid);
    Command command("X");
    command.section("BODY.PEEK", section);
    QCOMPARE(!command.error(), valid);
}

void tst_Command::variantsFollowTheCompatibilityRule_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("written"); // null: refused
    const auto bytes = [](const char *name, const QByteArray &value, const QByteArray &written) {
        QTest::newRow(name) << QVariant(value) << written;
    };
    bytes("plain", "INBOX.a-b", "INBOX.a-b");
    bytes("empty", "", "\"\"");
    bytes("space", "a b", "\"a b\"");
    bytes("star", "1:*", "\"1:*\"");
    bytes("single quotes", "'1:*'", "1:*");
    bytes("backslash", "\\Seen", "\"\\\\Seen\"");
    bytes("parentheses", "(\\Seen \"a)b\")", "(\\Seen \"a)b\")");
    bytes("quoted", "\"a \\\" b\"", "\"a \\\" b\"");
    bytes("8-bit", "\xc3\xa9", "{2}\r\n\xc3\xa9");
    bytes("8-bit in quotes", "\"\xc3\xa9\"", "{2}\r\n\xc3\xa9");
    bytes("tab", "a\tb", "\"a\tb\"");
    bytes("tab in parentheses", "(a\tb)", {});
    bytes("line end", "a\r\nb", {});
    bytes("line end in parentheses", "(a\r\nA2 NOOP)", {});
    bytes("NUL", QByteArray("a\0", 2), {});
    bytes("unbalanced", "(a))", {});
    bytes("never closed", "(()", {});
    bytes("quote never closed", "(\")", {});
    bytes("bare quote", "'\"'", {});
    bytes("quote inside quotes", "\"a\"b\"", {});
    bytes("escaped last quote", "\"a\\\"", {});
    bytes("bare literal", "'{10}'", {});
    bytes("bare literal+", "'a {10+}'", {});
    bytes("8-bit in parentheses", "(\xc3\xa9)", {});
    bytes("nothing in single quotes", "''", {});
    const auto other = [](const char *name, const QVariant &value, const QByteArray &written) {
        QTest::newRow(name) << value << written;
    };
    other("nil", QVariant(), "NIL");
    other("text", u"(a"_s, "\"(a\"");
    other("text as atom", u"abc"_s, "abc");
    other("text with line end", u"a\nb"_s, "{3}\r\na\nb");
    other("int", 42, "42");
    other("64 bit", QVariant::fromValue(quint64(1) << 40), "1099511627776");
    other("set", QVariant::fromValue(QImap4MessageSet::all()), "1:*");
    other("empty set", QVariant::fromValue(QImap4MessageSet()), {});
    other("flags", QVariant::fromValue(QImap4Flags(QImap4Flags::Draft)), "(\\Draft)");
    other("date", QDate(2024, 2, 29), "29-Feb-2024");
    other("time", QDateTime(QDate(2024, 2, 29), QTime(1, 2, 3), Qt::OffsetFromUTC, 19800),
          "\"29-Feb-2024 01:02:03 +0530\"");
    other("list", QVariantList{u"a"_s, 1, QVariantList{QVariant()}}, "(a 1 (NIL))");
    other("list with an error", QVariantList{QByteArray("a\r\n")}, {});
    other("texts", QStringList{u"a b"_s, u"c"_s}, "(\"a b\" c)");
}

void tst_Command::variantsFollowTheCompatibilityRule()
{
    QFETCH(QVariant, value);
    QFETCH(QByteArray, written);
    Command command("X");
    command.variant(value);
    if (written.isNull()) {
        QCOMPARE(command.error().category(), QImap4Error::InvalidArgumentError);
        QVERIFY(command.encode("A1", {}).isEmpty());
    } else {
        QVERIFY(!command.error());
        QCOMPARE(argumentOf(command), written);
    }
}

void tst_Command::anyTextBecomesOneArgumentOrAnError()
{
    QRandomGenerator random(9051);
    for (int i = 0; i < 4000; ++i) {
        const QString text = hostileText(random);
        Command command("X");
        command.string(text).astring(text.toUtf8()).secret(text).variant(text);
        if (!isSendable(text)) {
            QCOMPARE(command.error().category(), QImap4Error::InvalidArgumentError);
            continue;
        }
        QVERIFY(!command.error());
        for (const EncodingOptions &options : allOptions()) {
            const auto segments = command.encode("A1", options);
            const auto read = CommandReader::read(joined(segments));
            QVERIFY2(read, joined(segments).toPercentEncoding().constData());
            QCOMPARE(read->arguments.size(), 4);
            for (const Value &value : read->arguments)
                QCOMPARE(value.bytes, text.toUtf8());
            QVERIFY(CommandChecks::waitsWhereItMust(segments, *read));
            QVERIFY(CommandChecks::literalsAreAllowed(options.literals, *read));
        }
    }
}

void tst_Command::anyBytesBecomeOneArgumentOrAnError()
{
    QRandomGenerator random(3501);
    for (int i = 0; i < 4000; ++i) {
        const QByteArray bytes = hostileBytes(random);
        Command command("X");
        command.string(bytes).astring(bytes).literal(bytes);
        QCOMPARE(bool(command.error()), bytes.contains('\0'));
        if (command.error())
            continue;
        for (const EncodingOptions &options : allOptions()) {
            const auto segments = command.encode("A1", options);
            const auto read = CommandReader::read(joined(segments));
            QVERIFY2(read, joined(segments).toPercentEncoding().constData());
            const Value string{Value::String, bytes, {}};
            QCOMPARE(read->arguments.size(), 3);
            QVERIFY(read->arguments.at(0) == string && read->arguments.at(2) == string);
            QCOMPARE(read->arguments.at(1).bytes, bytes);
            QVERIFY(CommandChecks::waitsWhereItMust(segments, *read));
            QVERIFY(CommandChecks::literalsAreAllowed(options.literals, *read));
        }
    }
}

void tst_Command::anyVariantStaysWithinTheCommand()
{
    // Raw text may be nonsense to the server, but it neither ends the command nor swallows what
    // stands behind it.
    QRandomGenerator random(2027);
    const QList<QByteArray> wraps{"()", "\"\"", "''", "  "};
    int sent = 0;
    for (int i = 0; i < 20000; ++i) {
        const QByteArray wrap = wraps.at(random.bounded(wraps.size()));
        const QByteArray bytes = (wrap.at(0) + hostileBytes(random).left(8) + wrap.at(1)).trimmed();
        Command command("X");
        command.variant(bytes).string(QByteArray("mark\n"));
        if (command.error())
            continue;
        ++sent;
        const QByteArray line = encoded(command);
        QVERIFY(line.endsWith(" {5}\r\nmark\n\r\n"));
        const QByteArray before = line.chopped(13);
        const bool literal = before.startsWith("A1 X {");
        QVERIFY(literal || (!before.contains('\r') && !before.contains('\n')));
        if (literal)
            QVERIFY(CommandReader::read(line));
    }
    QVERIFY(sent > 1000);
}

void tst_Command::anyMailboxNameArrives()
{
    QRandomGenerator random(2152);
    for (int i = 0; i < 3000; ++i) {
        const QString name = hostileText(random);
        if (!isSendable(name) || name.compare(u"inbox"_s, Qt::CaseInsensitive) == 0)
            continue;
        Command command("X");
        command.mailbox(name).mailboxPattern(name);
        QVERIFY(!command.error());
        for (const EncodingOptions &options : allOptions()) {
            const auto read = CommandReader::read(encoded(command, options));
            QVERIFY(read);
            QCOMPARE(read->arguments.size(), 2);
            for (const Value &value : read->arguments) {
                const QString text =
                    options.utf8 ? QString::fromUtf8(value.bytes) : decodeMutf7(value.bytes);
                QCOMPARE(text, name);
            }
        }
    }
}

void tst_Command::anySearchArrives()
{
    QRandomGenerator random(5182);
    for (int i = 0; i < 1000; ++i) {
        const QString text = hostileText(random);
        Command command("SEARCH");
        command.search(QImap4SearchKey::subject(text) || !QImap4SearchKey::from(text));
        if (!isSendable(text)) {
            QVERIFY(command.error());
            continue;
        }
        for (const EncodingOptions &options : allOptions()) {
            const auto read = CommandReader::read(encoded(command, options));
            QVERIFY(read);
            const Value string{Value::String, text.toUtf8(), {}};
            const QList<Value> wanted{
                {Value::Atom, "OR", {}},  {Value::Atom, "SUBJECT", {}}, string,
                {Value::Atom, "NOT", {}}, {Value::Atom, "FROM", {}},    string};
            QVERIFY(read->arguments == wanted);
        }
    }
}

QTEST_APPLESS_MAIN(tst_Command)
#include "tst_command.moc"
