// SPDX-License-Identifier: LGPL-3.0-or-later
#include "describe.h"
#include "responsetabletest.h"

#include "wire/framer_p.h"
#include "wire/messagedecoder_p.h"
#include "wire/responseparser_p.h"
#include "wire/valuetree_p.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace QImap4Internal;

namespace {

Frame frameOf(const QByteArray &bytes)
{
    Frame frame;
    frame.buffer = bytes;
    frame.length = bytes.size();
    return frame;
}

QByteArray flagLine(int number, const QByteArray &flags)
{
    return "* " + QByteArray::number(number) + " FETCH (UID " + QByteArray::number(number)
        + " FLAGS (" + flags + "))\r\n";
}

// Feeds everything and leaves the messages in the parser.
void parseAll(ResponseParser &parser, const QByteArray &bytes)
{
    Framer framer;
    for (qsizetype at = 0; at < bytes.size(); at += 4096) {
        framer.append(
            QByteArrayView(bytes).sliced(at, std::min<qsizetype>(4096, bytes.size() - at)));
        while (framer.next() == Framer::Result::Response)
            parser.parse(framer.frame());
    }
}

int countOfParts(const QImap4BodyStructure &part)
{
    int count = 1;
    for (const QImap4BodyStructure &child : part.children())
        count += countOfParts(child);
    return count;
}

} // namespace

class TestResponseParser : public ResponseTableTest
{
    Q_OBJECT

public:
    TestResponseParser()
        : ResponseTableTest(QStringLiteral("responses.txt"))
    {}

private Q_SLOTS:
    void tableHasMostResponses();

    void malformedResponseKeepsItsBytes();
    void malformedFetchLeavesTheOthers();
    void deepNestingIsRefused();
    void deepBodyStructureIsDecodedUpToALimit();
    void bodyStructureThatIsAllAtTheBottomIsDecodedUpToALimit();
    void wideBodyStructureIsDecodedUpToALimit();
    void flagsOfAMessageAreLimited();
    void capabilitiesAreLimited();
    void otherListsAreLimited_data();
    void otherListsAreLimited();
    void everyMessageOfAMailboxIsFound_data();
    void everyMessageOfAMailboxIsFound();
    void urlPartsAreLimitedInAll();
    void orderIsKeptWhereItIsNotThatOfTheNumbers_data();
    void orderIsKeptWhereItIsNotThatOfTheNumbers();
    void setsStayIntervals();
    void unknownDataBecomeValues();
    void manyUnknownValuesCostNothing();
    void joinedLinesAreLimited();
    void joinedBytesAreLimited();
    void strayQuotesAreLimited_data();
    void strayQuotesAreLimited();
    void streamedContentOfAWrongLengthIsMalformed();
    void warningsDoNotPileUp();

    void flagsAloneKeepNoBytes();
    void keywordSetsAreShared();
    void messagesShareTheirSegment();
    void loneMessagePinsNoSegment();
    void messagesOfManySegmentsStayInOrder();
    void newestMessageCanBeKeptBack();
    void newestMessageCanBeDropped();
    void bodyIsFoundByItsSection();
    void rawItemIsFoundByItsName();
    void streamedContentIsAbsent();
    void untaggedGivesNameAndData();
};

void TestResponseParser::tableHasMostResponses()
{
    QVERIFY(rows().size() >= 150);
}

void TestResponseParser::malformedResponseKeepsItsBytes()
{
    ResponseParser parser;
    const Response response = parser.parse(frameOf("* 7 FETCH (UID 70 FLAGS (\\Seen)"));
    const auto *malformed = std::get_if<MalformedResponse>(&response);
    QVERIFY(malformed);
    QCOMPARE(malformed->raw, QByteArray("* 7 FETCH (UID 70 FLAGS (\\Seen)"));
    QVERIFY(!malformed->reason.isEmpty());
    QVERIFY(!parser.hasMessages());
}

void TestResponseParser::malformedFetchLeavesTheOthers()
{
    ResponseParser parser;
    parser.parse(frameOf("* 1 FETCH (UID 1 ENVELOPE (\"d\" \"s\"))"));
    parser.parse(frameOf("* 2 FETCH (UID 2 ENVELOPE (\"d\" \"s\")"));
    parser.parse(frameOf("* 3 FETCH (UID 3 ENVELOPE (\"d\" \"t\"))"));
    const QImap4MessageList messages = parser.takeMessages();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages.first().envelope().rawSubject(), QByteArray("s"));
    QCOMPARE(messages.last().uid(), 3U);
    QCOMPARE(messages.last().envelope().rawSubject(), QByteArray("t"));
}

void TestResponseParser::deepNestingIsRefused()
{
    QImap4Limits limits;
    limits.nesting = 5;
    ResponseParser parser(limits);
    QVERIFY(std::holds_alternative<FetchResponse>(
        parser.parse(frameOf("* 1 FETCH (X (((((5))))) UID 3)"))));
    const Response deep = parser.parse(frameOf("* 1 FETCH (UID 3 X ((((((6)))))))"));
    QVERIFY(std::holds_alternative<MalformedResponse>(deep));

    ResponseParser standard;
    const QByteArray open(20000, '(');
    QVERIFY(std::holds_alternative<MalformedResponse>(
        standard.parse(frameOf("* 1 FETCH (BODY " + open + QByteArray(20000, ')') + ")"))));
    QVERIFY(
        std::holds_alternative<MalformedResponse>(standard.parse(frameOf("* 1 FETCH " + open))));
    QVERIFY(std::holds_alternative<MalformedResponse>(
        standard.parse(frameOf("* FLAGS (\\Seen (" + open + ")"))));
}

void TestResponseParser::deepBodyStructureIsDecodedUpToALimit()
{
    QByteArray body = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)";
    for (int i = 0; i < 1000; ++i)
        body = '(' + body + " \"MIXED\")";
    const QImap4BodyStructure structure = decodeBodyStructure(body);
    QCOMPARE(structure.isNull(), true); // deeper than any value may be

    body = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)";
    for (int i = 0; i < 50; ++i)
        body = '(' + body + " \"MIXED\")";
    QImap4BodyStructure part = decodeBodyStructure(body);
    for (int i = 0; i < 50; ++i) {
        QCOMPARE(part.children().size(), 1);
        part = part.children().constFirst();
    }
    QCOMPARE(part.mimeType(), QByteArray("text/plain"));
    QCOMPARE(part.section().count('.'), 49);
}

// What is looked at once for each of a hundred levels is not looked at whatever its length.
void TestResponseParser::bodyStructureThatIsAllAtTheBottomIsDecodedUpToALimit()
{
    const auto levels = [](qsizetype length) {
        QByteArray body = "(\"TEXT\" \"PLAIN\" NIL NIL \"" + QByteArray(length, 'x') + "\" NIL 1)";
        for (int i = 0; i < 90; ++i)
            body = '(' + body + " \"MIXED\")";
        int count = 1;
        QImap4BodyStructure part = decodeBodyStructure(body);
        for (; !part.children().isEmpty(); part = part.children().constFirst())
            ++count;
        return count;
    };
    QCOMPARE(levels(1000), 91);
    QVERIFY(levels(1000000) > 10);
    QVERIFY(levels(1000000) < 91);
}

void TestResponseParser::wideBodyStructureIsDecodedUpToALimit()
{
    const QByteArray multipart = '(' + QByteArray("(\"A\" \"B\")").repeated(1000) + " \"MIXED\")";
    const QImap4BodyStructure few =
        decodeBodyStructure('(' + multipart.repeated(5) + " \"MIXED\")");
    QCOMPARE(countOfParts(few), 1 + 5 * 1001);
    const QImap4BodyStructure many =
        decodeBodyStructure('(' + multipart.repeated(50) + " \"REPORT\")");
    QVERIFY(countOfParts(many) <= 10000);
    QCOMPARE(many.mimeType(), QByteArray("multipart/report")); // what is behind them is still read
}

void TestResponseParser::flagsOfAMessageAreLimited()
{
    QImap4Limits limits;
    limits.flags = 3;
    ResponseParser parser(limits);
    parser.parse(frameOf("* 1 FETCH (FLAGS (a b c d e \\Seen))"));
    const QImap4Flags flags = parser.takeMessages().first().flags();
    QCOMPARE(flags.keywords(), QByteArrayList({"a", "b", "c"}));
    QVERIFY(flags.has(QImap4Flags::Seen));
    QCOMPARE(parser.takeWarnings().size(), 1);
    const Response response = parser.parse(frameOf("* FLAGS (a b c d)"));
    QCOMPARE(std::get<FlagsResponse>(response).flags.keywords().size(), 3);
}

void TestResponseParser::capabilitiesAreLimited()
{
    QImap4Limits limits;
    limits.capabilities = 2;
    ResponseParser parser(limits);
    const Response response = parser.parse(frameOf("* CAPABILITY A B C D"));
    QCOMPARE(std::get<CapabilityResponse>(response).capabilities.names(),
             QByteArrayList({"A", "B"}));
    QCOMPARE(parser.takeWarnings().size(), 1);
}

void TestResponseParser::otherListsAreLimited_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QByteArray>("end");

    QTest::newRow("rights") << QByteArray("* ACL x") << QByteArray(" fred lrs") << QByteArray();
    QTest::newRow("rights that can be given")
        << QByteArray("* LISTRIGHTS x fred \"\"") << QByteArray(" a") << QByteArray();
    QTest::newRow("quota") << QByteArray("* QUOTA \"\" (") << QByteArray(" STORAGE 1 2")
                           << QByteArray(")");
    QTest::newRow("quota roots") << QByteArray("* QUOTAROOT x") << QByteArray(" r") << QByteArray();
    QTest::newRow("window") << QByteArray("* ESEARCH UID PARTIAL (1:9 1") << QByteArray(",7")
                            << QByteArray(" )");
    QTest::newRow("relevancy") << QByteArray("* ESEARCH UID RELEVANCY (") << QByteArray(" 7")
                               << QByteArray(")");
    QTest::newRow("changes") << QByteArray("* ESEARCH UID ADDTO (") << QByteArray(" 1 7")
                             << QByteArray(")");
    QTest::newRow("ranges found") << QByteArray("* ESEARCH UID ALL 1") << QByteArray(",7")
                                  << QByteArray();
    QTest::newRow("messages gone")
        << QByteArray("* VANISHED 1") << QByteArray(",7") << QByteArray();
    QTest::newRow("threads") << QByteArray("* THREAD ") << QByteArray("(7)") << QByteArray();
    QTest::newRow("a thread") << QByteArray("* THREAD (") << QByteArray("7 ") << QByteArray(")");
    QTest::newRow("threads without messages")
        << QByteArray("* THREAD ((") << QByteArray("(7)") << QByteArray("))");
    QTest::newRow("namespaces") << QByteArray("* NAMESPACE (") << QByteArray("(\"\" \"/\")")
                                << QByteArray(") NIL NIL");
    QTest::newRow("shared namespaces")
        << QByteArray("* NAMESPACE NIL NIL (") << QByteArray("()") << QByteArray(")");
    QTest::newRow("child information")
        << QByteArray("* LIST () \"/\" x (\"CHILDINFO\" (") << QByteArray(" a") << QByteArray("))");
    QTest::newRow("languages") << QByteArray("* LANGUAGE (") << QByteArray(" de")
                               << QByteArray(")");
    QTest::newRow("comparators") << QByteArray("* COMPARATOR x (") << QByteArray(" a")
                                 << QByteArray(")");
    QTest::newRow("conversions") << QByteArray("* CONVERSION a b (") << QByteArray(" a")
                                 << QByteArray(")");
    QTest::newRow("annotations") << QByteArray("* ANNOTATION x /y (") << QByteArray(" a b")
                                 << QByteArray(")");
    QTest::newRow("URLs with authorization")
        << QByteArray("* GENURLAUTH") << QByteArray(" imap:a") << QByteArray();
    QTest::newRow("URLs") << QByteArray("* URLFETCH") << QByteArray(" imap:a NIL") << QByteArray();
    QTest::newRow("parts of a URL")
        << QByteArray("* URLFETCH imap:a ") << QByteArray("(A)") << QByteArray();
    QTest::newRow("lists of metadata")
        << QByteArray("* METADATA x") << QByteArray(" ()") << QByteArray();
    QTest::newRow("metadata") << QByteArray("* METADATA x") << QByteArray(" /y") << QByteArray();
    QTest::newRow("batches") << QByteArray("* UIDBATCHES 9:8") << QByteArray(",7:6")
                             << QByteArray();
}

void TestResponseParser::otherListsAreLimited()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, end);
    QImap4Limits limits;
    limits.listEntries = 10;
    ResponseParser parser(limits);
    const Response few = parser.parse(frameOf(begin + entry.repeated(5) + end));
    QVERIFY(!std::holds_alternative<MalformedResponse>(few));
    const Response many = parser.parse(frameOf(begin + entry.repeated(11) + end));
    QVERIFY(std::holds_alternative<MalformedResponse>(many));
}

void TestResponseParser::everyMessageOfAMailboxIsFound_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("SEARCH") << QByteArray("SEARCH");
    QTest::newRow("SORT") << QByteArray("SORT");
}

// However many they are; what a line may have is the framer's business.
void TestResponseParser::everyMessageOfAMailboxIsFound()
{
    QFETCH(QByteArray, name);
    constexpr int count = 1200000;
    QByteArray bytes = "* " + name;
    for (int i = count; i > 0; --i)
        bytes += ' ' + QByteArray::number(i);
    ResponseParser parser;
    const Response response = parser.parse(frameOf(bytes));
    if (const auto *search = std::get_if<SearchResponse>(&response))
        QCOMPARE(search->result.messages.toString(), "1:" + QByteArray::number(count));
    else if (const auto *extension = std::get_if<ExtensionResponse>(&response))
        QCOMPARE(std::get<SortData>(extension->data).numbers.size(), qsizetype(count));
    else
        QFAIL("no numbers");
}

// Whatever the limit of a list is, lists in lists are not free.
void TestResponseParser::urlPartsAreLimitedInAll()
{
    ResponseParser parser;
    const QByteArray part = '(' + QByteArray("A ").repeated(1000) + ')';
    const Response few = parser.parse(frameOf("* URLFETCH imap:a " + part.repeated(10)));
    QVERIFY(!std::holds_alternative<MalformedResponse>(few));
    const Response many = parser.parse(frameOf("* URLFETCH imap:a " + part.repeated(1000)));
    QVERIFY(std::holds_alternative<MalformedResponse>(many));
}

// The server's order is kept where it says something, and only there.
void TestResponseParser::orderIsKeptWhereItIsNotThatOfTheNumbers_data()
{
    QTest::addColumn<QByteArray>("ranges");
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<qsizetype>("ordered");
    const auto row = [](const char *ranges, const char *messages, qsizetype ordered) {
        QTest::newRow(ranges) << QByteArray(ranges) << QByteArray(messages) << ordered;
    };
    row("5", "5", 0);
    row("1:3,5,7:9", "1:3,5,7:9", 0);
    row("1,2,3", "1:3", 0);
    row("7,14,2:4", "2:4,7,14", 3);
    row("9:7,1", "1,7:9", 2);
    row("3,3", "3", 2);
    row("1:5,4", "1:5", 2);
    row("1,5,", "1,5", 0);
}

void TestResponseParser::orderIsKeptWhereItIsNotThatOfTheNumbers()
{
    QFETCH(QByteArray, ranges);
    QFETCH(QByteArray, messages);
    QFETCH(qsizetype, ordered);
    ResponseParser parser;
    const Response response = parser.parse(frameOf("* ESEARCH (TAG \"A1\") UID ALL " + ranges));
    const auto *search = std::get_if<SearchResponse>(&response);
    QVERIFY(search);
    QVERIFY(search->result.messages.isUids());
    QCOMPARE(search->result.messages.toString(), messages);
    QCOMPARE(search->result.order.size(), ordered);
}

void TestResponseParser::setsStayIntervals()
{
    ResponseParser parser;
    const Response response = parser.parse(frameOf("* VANISHED (EARLIER) 1:4294967294"));
    const auto *vanished = std::get_if<VanishedResponse>(&response);
    QVERIFY(vanished);
    QCOMPARE(vanished->uids.ranges().size(), 1);
    QCOMPARE(vanished->uids.count(), quint64(4294967294));
}

void TestResponseParser::unknownDataBecomeValues()
{
    ResponseParser parser;
    const Response response =
        parser.parse(frameOf("* XFOO (a \"b c\" NIL {2}\r\nhi) BODY[TEXT x] 7"));
    const auto *unknown = std::get_if<UnknownResponse>(&response);
    QVERIFY(unknown);
    QVERIFY(unknown->response.values.isEmpty()); // until somebody wants them
    const QImap4ValueList values = readValues(unknown->response.data);
    QCOMPARE(values.size(), 3);
    QCOMPARE(values.at(0).items().size(), 4);
    QCOMPARE(values.at(0).value("A").text(), QByteArray("b c"));
    QVERIFY(values.at(0).at(2).isNil());
    QCOMPARE(values.at(0).at(3), QImap4Value(QImap4Value::String, "hi"));
    QCOMPARE(values.at(1), QImap4Value(QImap4Value::Atom, "BODY[TEXT x]"));
    QCOMPARE(values.at(2).number(), quint64(7));
}

void TestResponseParser::manyUnknownValuesCostNothing()
{
    QVERIFY(readValues(QByteArray("(a").repeated(1000)).isEmpty());
    QVERIFY(readValues(QByteArray(" a").repeated(200000)).isEmpty());
}

// What never ends is not read anew for each line that comes.
void TestResponseParser::joinedLinesAreLimited()
{
    const QByteArray lines = "* 1 FETCH (FLAGS (\r\n" + QByteArray("x\r\n").repeated(1000);
    const QByteArray story = describeStream(lines, {lines.size()});
    QVERIFY(story.startsWith("malformed \"FETCH"));
    QVERIFY(story.count("malformed") > 900);
}

// The longer they are, the fewer.
void TestResponseParser::joinedBytesAreLimited()
{
    const QByteArray lines = "* 1 FETCH (X (" + QByteArray(1024 * 1024, 'x') + "\r\n"
        + QByteArray("x\r\n").repeated(100);
    const QByteArray story = describeStream(lines, {lines.size()});
    QVERIFY(story.startsWith("malformed \"FETCH"));
    QVERIFY(story.count("malformed") > 90);
}

void TestResponseParser::strayQuotesAreLimited_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray vain = "\"x\"" + QByteArray(300, 'y') + ' ';
    QTest::newRow("no others") << QByteArray() << QByteArray("a\"b");
    QTest::newRow("many with an end")
        << QByteArray("\"a\"b\" ").repeated(1000) << QByteArray("a\"b");
    QTest::newRow("few without") << vain.repeated(10) << QByteArray("a\"b");
    QTest::newRow("many without") << vain.repeated(100) << QByteArray("a");
}

// The end of a string with quotes in it is found. Where most have none, each search is in vain.
void TestResponseParser::strayQuotesAreLimited()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, expected);
    const QByteArray list = before + "\"a\"b\" end";
    Scanner scanner(list);
    while (scanner.position() < list.constData() + before.size())
        QVERIFY(scanner.skipValue() && scanner.skipSpaces() >= 0);
    QCOMPARE(scanner.value().bytes.toByteArray(), expected);
}

void TestResponseParser::streamedContentOfAWrongLengthIsMalformed()
{
    QImap4Limits limits;
    limits.streamThreshold = 2;
    Framer framer(limits);
    framer.setStreaming(true);
    framer.append("* 1 FETCH (UID 3 BODY[1] {3}\r\nabcdef)\r\n");
    QCOMPARE(framer.next(), Framer::Result::Content);
    QCOMPARE(framer.next(), Framer::Result::Response);
    ResponseParser parser;
    QVERIFY(std::holds_alternative<MalformedResponse>(parser.parse(framer.frame())));
    QVERIFY(!parser.hasMessages());
}

void TestResponseParser::warningsDoNotPileUp()
{
    ResponseParser parser;
    for (int i = 0; i < 1000; ++i)
        parser.parse(frameOf("*  1 EXISTS" + QByteArray(1000, ' ')));
    const QList<ParserWarning> warnings = parser.takeWarnings();
    QCOMPARE(warnings.size(), 100);
    QVERIFY(warnings.first().raw.startsWith("*  1 EXISTS"));
    QVERIFY(warnings.first().raw.size() <= 256);
    QVERIFY(parser.takeWarnings().isEmpty());
}

void TestResponseParser::flagsAloneKeepNoBytes()
{
    ResponseParser parser;
    QByteArray lines;
    for (int i = 1; i <= 10000; ++i)
        lines += flagLine(i, i % 2 ? "\\Seen" : "\\Seen $Work");
    parseAll(parser, lines);
    const QImap4MessageList messages = parser.takeMessages();
    QCOMPARE(messages.size(), 10000);
    QCOMPARE(messages.at(9999).uid(), 10000U);
    QCOMPARE(messages.at(9999).flags().keywords(), QByteArrayList({"$Work"}));
    QVERIFY2(messages.memoryUsage() <= 32 * messages.size(),
             qPrintable(QString::number(messages.memoryUsage())));
}

void TestResponseParser::keywordSetsAreShared()
{
    ResponseParser parser;
    parser.parse(frameOf("* 1 FETCH (FLAGS ($A \\Seen b))"));
    parser.parse(frameOf("* 2 FETCH (FLAGS ($A b))"));
    parser.parse(frameOf("* 3 FETCH (FLAGS ($A))"));
    parser.parse(frameOf("* 4 FETCH (FLAGS (\\Seen $A b))"));
    const QImap4MessageList messages = parser.takeMessages();
    const auto keywords = [&](int index) { return messages.at(index).flags().keywords(); };
    QCOMPARE(keywords(0), QByteArrayList({"$A", "b"}));
    QCOMPARE(keywords(1), keywords(0));
    QCOMPARE(keywords(2), QByteArrayList({"$A"}));
    QCOMPARE(keywords(3), keywords(0));
}

void TestResponseParser::messagesShareTheirSegment()
{
    Framer framer;
    ResponseParser parser;
    const QByteArray subject(600, 's');
    qsizetype sent = 0;
    while (sent < 60 * 1024) {
        const QByteArray line = "* 1 FETCH (ENVELOPE (NIL \"" + subject + "\"))\r\n";
        framer.append(line);
        sent += line.size();
        QCOMPARE(framer.next(), Framer::Result::Response);
        parser.parse(framer.frame());
    }
    const QImap4MessageList messages = parser.takeMessages();
    // One segment for all, not one copy each on top of it.
    QVERIFY(messages.memoryUsage() < sent + 16 * 1024);
    QCOMPARE(messages.last().envelope().rawSubject(), subject);
}

void TestResponseParser::loneMessagePinsNoSegment()
{
    Framer framer;
    ResponseParser parser;
    framer.append("* 1 FETCH (UID 5 ENVELOPE (NIL \"hello\"))\r\n");
    QCOMPARE(framer.next(), Framer::Result::Response);
    parser.parse(framer.frame());
    const QImap4MessageList messages = parser.takeMessages();
    QVERIFY(messages.memoryUsage() < 1024);
    QCOMPARE(messages.first().envelope().rawSubject(), QByteArray("hello"));
}

void TestResponseParser::messagesOfManySegmentsStayInOrder()
{
    ResponseParser parser;
    QByteArray lines;
    for (int i = 1; i <= 5000; ++i) {
        lines += flagLine(i, "k" + QByteArray::number(i % 300));
        lines += "* " + QByteArray::number(i) + " FETCH (UID " + QByteArray::number(i)
            + " RFC822.SIZE " + QByteArray::number(i * 10) + " ENVELOPE (NIL \""
            + QByteArray(200, 'x') + "\"))\r\n";
    }
    parseAll(parser, lines);
    const QImap4MessageList messages = parser.takeMessages();
    QCOMPARE(messages.size(), 10000);
    for (int i = 0; i < 5000; ++i) {
        QCOMPARE(messages.at(2 * i).flags().keywords(),
                 QByteArrayList({"k" + QByteArray::number((i + 1) % 300)}));
        QCOMPARE(messages.at(2 * i + 1).size(), static_cast<quint64>((i + 1) * 10));
    }
    QVERIFY(!parser.hasMessages());
}

void TestResponseParser::newestMessageCanBeKeptBack()
{
    ResponseParser parser;
    parser.parse(frameOf("* 1 FETCH (UID 1 FLAGS (a))"));
    QVERIFY(parser.takeMessages(1).isEmpty());
    parser.parse(frameOf("* 2 FETCH (UID 2 FLAGS (b \\Seen) RFC822.SIZE 7)"));
    const QImap4MessageList first = parser.takeMessages(1);
    QCOMPARE(first.size(), 1);
    QCOMPARE(first.first().uid(), 1U);
    QCOMPARE(first.first().flags().keywords(), QByteArrayList({"a"}));
    parser.parse(frameOf("* 3 FETCH (UID 3)"));
    const QImap4MessageList second = parser.takeMessages();
    QCOMPARE(second.size(), 2);
    QCOMPARE(second.first().uid(), 2U);
    QCOMPARE(second.first().size(), 7U);
    QCOMPARE(second.first().flags().keywords(), QByteArrayList({"b"}));
    QVERIFY(parser.takeMessages(1).isEmpty());
}

void TestResponseParser::newestMessageCanBeDropped()
{
    ResponseParser parser;
    parser.dropNewestMessage();
    parser.parse(frameOf("* 1 FETCH (UID 1 RFC822.SIZE 1)"));
    parser.parse(frameOf("* 2 FETCH (UID 2 RFC822.SIZE 2)"));
    parser.dropNewestMessage();
    QVERIFY(parser.hasMessages());
    QCOMPARE(parser.takeMessages().first().uid(), 1U);
    parser.parse(frameOf("* 3 FETCH (UID 3 RFC822.SIZE 3)"));
    parser.dropNewestMessage();
    QVERIFY(!parser.hasMessages());
}

void TestResponseParser::bodyIsFoundByItsSection()
{
    ResponseParser parser;
    parser.parse(frameOf("* 1 FETCH (BODY[] \"all\" BODY[HEADER.FIELDS (\"From\"  to)] \"fields\" "
                         "BODY[1.2]<0> \"start\" BODY[1.2] \"whole\" BODY[TEXT]<5> \"part\" "
                         "BINARY[2] \"bin\" BODY[3.mime] NIL)"));
    parser.parse(frameOf("* 2 FETCH (RFC822 \"all\" RFC822.HEADER \"header\" RFC822.TEXT \"\")"));
    const QImap4MessageList messages = parser.takeMessages();
    const QImap4Message m = messages.first();
    QCOMPARE(m.body(), QByteArray("all"));
    QCOMPARE(m.body("header.fields (FROM TO)"), QByteArray("fields"));
    QCOMPARE(m.body("1.2"), QByteArray("whole"));
    QCOMPARE(m.body("1.2<0>"), QByteArray("start"));
    QCOMPARE(m.body("1.2<0.5>"), QByteArray("start"));
    QCOMPARE(m.body("text<5>"), QByteArray("part"));
    QCOMPARE(m.body("TEXT<5.4>"), QByteArray("part"));
    QVERIFY(m.body("TEXT<4>").isNull());
    QVERIFY(m.body("TEXT").isNull());
    QCOMPARE(m.body("2"), QByteArray("bin"));
    QVERIFY(m.body("3.MIME").isNull());
    QVERIFY(m.body("4").isNull());
    QCOMPARE(m.sections().size(), 7);
    const QImap4Message old = messages.last();
    QCOMPARE(old.body(), QByteArray("all"));
    QCOMPARE(old.body("HEADER"), QByteArray("header"));
    QVERIFY(!old.body("TEXT").isNull());
    QVERIFY(old.body("TEXT").isEmpty());
}

void TestResponseParser::rawItemIsFoundByItsName()
{
    ResponseParser parser;
    parser.parse(frameOf("* 1 FETCH (X-GM-LABELS (\\Inbox \"a b\") x-num 5 BODY[1] {2}\r\nab)"));
    const QImap4Message message = parser.takeMessages().first();
    QCOMPARE(message.rawItem("X-GM-LABELS"), QByteArray("(\\Inbox \"a b\")"));
    QCOMPARE(message.rawItem("X-NUM"), QByteArray("5"));
    QCOMPARE(message.rawItem("BODY[1]"), QByteArray("{2}\r\nab"));
    QVERIFY(message.rawItem("X-NO").isNull());
}

void TestResponseParser::streamedContentIsAbsent()
{
    const QByteArray content(300 * 1024, 'c');
    const QByteArray bytes = "* 9 FETCH (UID 4 BODY[1] ~{" + QByteArray::number(content.size())
        + "}\r\n" + content + " BODY[2] {3}\r\nabc FLAGS (\\Seen))\r\n";
    Framer framer;
    framer.setStreaming(true);
    ResponseParser parser;
    QByteArray streamed;
    for (qsizetype at = 0; at < bytes.size(); at += 50000) {
        framer.append(
            QByteArrayView(bytes).sliced(at, std::min<qsizetype>(50000, bytes.size() - at)));
        Framer::Result result = framer.next();
        for (; result == Framer::Result::Content; result = framer.next())
            streamed += framer.content().bytes;
        if (result == Framer::Result::Response)
            parser.parse(framer.frame());
    }
    QCOMPARE(streamed, content);
    const QImap4Message message = parser.takeMessages().first();
    QCOMPARE(message.uid(), 4U);
    QCOMPARE(message.systemFlags(), QImap4Flags::Seen);
    QCOMPARE(message.sections(), QByteArrayList({"BODY[1]", "BODY[2]"}));
    QVERIFY(message.body("1").isNull());
    QCOMPARE(message.body("2"), QByteArray("abc"));
}

void TestResponseParser::untaggedGivesNameAndData()
{
    const auto untagged = [](const QByteArray &line) {
        const QImap4UntaggedResponse response = ResponseParser::untagged(frameOf(line));
        return response.name + '|' + response.data;
    };
    QCOMPARE(untagged("* quota \"\" (STORAGE 1 2)"), QByteArray("QUOTA|\"\" (STORAGE 1 2)"));
    QCOMPARE(untagged("* 12 FETCH (FLAGS ())"), QByteArray("FETCH|12 (FLAGS ())"));
    QCOMPARE(untagged("* 5 EXISTS"), QByteArray("EXISTS|5"));
    QCOMPARE(untagged("* OK [ALERT] x"), QByteArray("OK|[ALERT] x"));
    QCOMPARE(untagged("A1 OK"), QByteArray("|"));
    QCOMPARE(untagged(""), QByteArray("|"));
}

QTEST_GUILESS_MAIN(TestResponseParser)
#include "tst_responseparser.moc"
