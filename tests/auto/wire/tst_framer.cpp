// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/framer_p.h"

#include <QtTest/qtest.h>

#include <cstring>

using namespace QImap4Internal;

namespace {

// All that comes out when the bytes go in with this step, one line each.
QByteArrayList frames(const QByteArray &bytes, qsizetype step, const QImap4Limits &limits = {})
{
    Framer framer(limits);
    QByteArrayList result;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        framer.append(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
        while (true) {
            const Framer::Result next = framer.next();
            if (next == Framer::Result::NeedMore)
                break;
            if (next == Framer::Result::Error)
                return result + QByteArrayList{"error"};
            result.append(framer.frame().bytes().toByteArray());
        }
    }
    return result;
}

QImap4Limits smallLimits()
{
    QImap4Limits limits;
    limits.line = 100;
    limits.listLine = 1000;
    limits.literal = 50;
    limits.bodyLiteral = 5000;
    limits.response = 400;
    limits.streamThreshold = 200;
    return limits;
}

Framer::Result feed(Framer &framer, const QByteArray &bytes)
{
    framer.append(bytes);
    return framer.next();
}

} // namespace

class TestFramer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void responsesEndAtTheirLineEnd_data();
    void responsesEndAtTheirLineEnd();
    void limitsHold_data();
    void limitsHold();
    void hugeAnnouncementTakesNoMemory_data();
    void hugeAnnouncementTakesNoMemory();
    void paddingIsCounted();
    void endlessPaddingIsAnError();
    void errorIsFinalUntilReset();
    void pendingBytesAreExact();
    void framesShareTheSegment();
    void heldFramesAreNeverChanged();
    void unsharedSegmentIsUsedAgain();
    void mailboxOfAMillionMessagesFitsIntoALine_data();
    void mailboxOfAMillionMessagesFitsIntoALine();
    void transportWritesIntoTheSegment();
    void streamedContentIsTheLiteral_data();
    void streamedContentIsTheLiteral();
    void smallContentIsNotStreamed();
    void severalLiteralsOfAResponseAreStreamed();
    void onlyMessageContentIsStreamed_data();
    void onlyMessageContentIsStreamed();
    void streamedContentKeepsToItsLimit();
    void largeLiteralIsKeptWhenNotStreamed();
};

void TestFramer::responsesEndAtTheirLineEnd_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArrayList &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("two", "* OK a\r\n* OK b\r\n", {"* OK a", "* OK b"});
    row("bare LF", "* OK a\n* OK b\n", {"* OK a", "* OK b"});
    row("CR CR LF", "* OK a\r\r\n* OK b\r\n", {"* OK a", "* OK b"});
    row("literal", "* X {3}\r\na\r\n b\r\n* Y\r\n", {"* X {3}\r\na\r\n b", "* Y"});
    row("literal that ends in CR", "* X {2}\r\na\r\r\n* Y\r\n", {"* X {2}\r\na\r", "* Y"});
    row("empty literal", "* X {0}\r\n\r\n* Y\r\n", {"* X {0}\r\n", "* Y"});
    row("two literals", "* X {1}\r\na {1}\r\nb\r\n", {"* X {1}\r\na {1}\r\nb"});
    row("literal after literal", "* X {1}\r\na{1}\r\nb\r\n", {"* X {1}\r\na{1}\r\nb"});
    row("literal8", "* X ~{2}\r\n\n\n)\r\n", {"* X ~{2}\r\n\n\n)"});
    row("literal plus", "* X {2+}\r\n\n\n)\r\n", {"* X {2+}\r\n\n\n)"});
    row("no digits", "* X {}\r\n* Y\r\n", {"* X {}", "* Y"});
    row("hexadecimal", "* 1 FETCH (BODY[] {0x10}\r\n* Y\r\n", {"* 1 FETCH (BODY[] {0x10}", "* Y"});
    row("only a plus", "* X {+}\r\n* Y\r\n", {"* X {+}", "* Y"});
    row("no brace", "* X 5}\r\n* Y\r\n", {"* X 5}", "* Y"});
    row("negative elsewhere", "* X {-1}\r\n* Y\r\n", {"* X {-1}", "* Y"});
    row("negative content", "* 1 FETCH (BODY[] {-1}\r\n)\r\n", {"* 1 FETCH (BODY[] {-1}\r\n)"});
    row("within a word", "* X a{3}\r\n* Y\r\n", {"* X a{3}", "* Y"});
    row("text", "A1 OK sent {3}\r\n* Y\r\n", {"A1 OK sent {3}", "* Y"});
    row("text with a code", "A1 OK [X y] sent {3}\r\n* Y\r\n", {"A1 OK [X y] sent {3}", "* Y"});
    row("open code", "* NO [X {3}\r\na]b] no\r\n* Y\r\n", {"* NO [X {3}\r\na]b] no", "* Y"});
    row("code with literals", "* NO [X {1}\r\na {1}\r\nb] {3}\r\n* Y\r\n",
        {"* NO [X {1}\r\na {1}\r\nb] {3}", "* Y"});
    row("code that a literal ends", "* NO [X {1}\r\n] {1}\r\n* Y\r\n",
        {"* NO [X {1}\r\n] {1}", "* Y"});
    row("bracket in a text", "* NO see [1 of {12}\r\n* Y\r\n", {"* NO see [1 of {12}", "* Y"});
    row("bracket in a tagged text", "A1 NO [X] [1 {3}\r\n* Y\r\n", {"A1 NO [X] [1 {3}", "* Y"});
    row("continuation like a code", "+ OK [X {3}\r\n* Y\r\n", {"+ OK [X {3}", "* Y"});
    row("continuation", "+ {3}\r\n* Y\r\n", {"+ {3}", "* Y"});
    row("junk", "junk {3}\r\n* Y\r\n", {"junk {3}", "* Y"});
    row("empty lines", "\r\n\n\r\r\n* Y\r\n\r\n", {"* Y"});
    row("padding", " \0\0 * Y\r\n", {});
    row("NUL within", QByteArray("* X \0\0\r\n* Y\r\n", 14), {QByteArray("* X \0\0", 6), "* Y"});
    row("incomplete", "* X\r\n* Y", {"* X"});
}

void TestFramer::responsesEndAtTheirLineEnd()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, expected);
    for (qsizetype step = 1; step <= bytes.size(); ++step)
        QCOMPARE(frames(bytes, step), expected);
}

void TestFramer::limitsHold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("accepted");
    const auto fill = [](qsizetype size) { return QByteArray(size, 'x'); };
    const auto literal = [&](const QByteArray &before, int size) {
        return before + '{' + QByteArray::number(size) + "}\r\n" + fill(size) + ")\r\n";
    };
    QTest::newRow("line") << "* LIST " + fill(92) + "\r\n" << true;
    QTest::newRow("line too long") << "* LIST " + fill(95) + "\r\n" << false;
    QTest::newRow("endless line") << "* LIST " + fill(5000) << false;
    for (const char *name : {"SEARCH", "esearch", "SORT", "THREAD", "FLAGS", "VANISHED"}) {
        const QByteArray start = QByteArray("* ") + name + ' ';
        QTest::addRow("long %s", name) << start + fill(380) + "\r\n" << true;
        QTest::addRow("endless %s", name) << start + fill(5000) << false;
    }
    QTest::newRow("long COPYUID") << "A1 OK [COPYUID " + fill(300) + "] x\r\n" << true;
    QTest::newRow("long text") << "A1 OK [ALERT] " + fill(300) + " x\r\n" << false;
    for (const char *name : {"FETCH", "UIDFETCH"}) {
        const QByteArray start = QByteArray("* 1 ") + name + " (ENVELOPE (";
        QTest::addRow("long %s", name) << start + fill(300) + "))\r\n" << true;
        QTest::addRow("endless %s", name) << start + fill(5000) << false;
        QTest::addRow("header field of %s", name) << literal(start, 300) << true;
        QTest::addRow("endless header field of %s", name) << literal(start, 401) << false;
    }
    QTest::newRow("FETCH without a number") << "* FETCH " + fill(100) + "\r\n" << false;
    QTest::newRow("literal") << literal("* LIST () \"/\" ", 50) << true;
    QTest::newRow("literal too large") << literal("* LIST () \"/\" ", 51) << false;
    for (const char *item :
         {"BODY[]", "BODY[1.TEXT]", "BODY[]<0>", "BODY[1]<0.10>", "BINARY[1]", "RFC822",
          "RFC822.TEXT", "rfc822.header", "BODY[HEADER.FIELDS (A B)]"}) {
        const QByteArray start = QByteArray("* 1 FETCH (UID 3 ") + item + ' ';
        QTest::addRow("content of %s", item) << literal(start, 5000) << true;
        QTest::addRow("too much content of %s", item) << literal(start, 5001) << false;
    }
    QTest::newRow("envelope") << literal("* 1 FETCH (ENVELOPE (", 401) << false;
    QTest::newRow("bracket elsewhere") << literal("* 1 FETCH (X[] ", 401) << false;
    QTest::newRow("content elsewhere") << literal("* LIST BODY[] ", 51) << false;
    QTest::newRow("URL content") << literal("* URLFETCH \"x\" ", 5000) << true;
    const QByteArray converted = "* 2 CONVERTED (TAG \"b\") (UID 9 ";
    QTest::newRow("converted content") << literal(converted + "BINARY[3] ~", 5000) << true;
    QTest::newRow("too much converted content")
        << literal(converted + "BINARY[3] ~", 5001) << false;
    QTest::newRow("no converted content") << literal(converted + "X ", 51) << false;
    QByteArray many = "* X ";
    for (int i = 0; i < 6; ++i)
        many += "{50}\r\n" + fill(50) + ' ';
    QTest::newRow("response") << many + "\r\n" << true;
    QTest::newRow("response too long") << many + "{50}\r\n" + fill(50) + "\r\n" << false;
    const QByteArray half = "BODY[] {2600}\r\n" + fill(2600);
    QTest::newRow("content in sum") << "* 1 FETCH (" + half + ' ' + half + ")\r\n" << false;
}

void TestFramer::limitsHold()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, accepted);
    for (const qsizetype step : {bytes.size(), qsizetype(1), qsizetype(7)}) {
        const QByteArrayList result = frames(bytes, step, smallLimits());
        QCOMPARE(result.contains("error"), !accepted);
    }
}

void TestFramer::hugeAnnouncementTakesNoMemory_data()
{
    QTest::addColumn<QByteArray>("size");
    QTest::addColumn<bool>("isError");
    for (const char *size : {"18446744073709551615", "18446744073709551616", "2147483648",
                             "99999999999999999999999999", "268435457", "9223372036854775808"})
        QTest::newRow(size) << QByteArray(size) << true;
    for (const char *size : {"-1", "0x10", "", "200000000"})
        QTest::addRow("size '%s'", size) << QByteArray(size) << false;
}

void TestFramer::hugeAnnouncementTakesNoMemory()
{
    QFETCH(QByteArray, size);
    QFETCH(bool, isError);
    Framer framer;
    framer.append("* 1 FETCH (BODY[] {" + size + "}\r\n0123456789");
    Framer::Result result = framer.next();
    if (result == Framer::Result::Response) // it was no literal at all
        result = framer.next();
    QCOMPARE(result, isError ? Framer::Result::Error : Framer::Result::NeedMore);
    if (isError)
        QCOMPARE(framer.errorKind(), Framer::ErrorKind::Limit);
    QVERIFY(framer.space(1).size <= 1024 * 1024);
}

void TestFramer::paddingIsCounted()
{
    Framer framer;
    QCOMPARE(feed(framer, QByteArray("\r\n \0\0* X\r\n* Y\r\n", 15)), Framer::Result::Response);
    QCOMPARE(framer.frame().skipped, 3);
    QCOMPARE(framer.next(), Framer::Result::Response);
    QCOMPARE(framer.frame().skipped, 0);
}

void TestFramer::endlessPaddingIsAnError()
{
    Framer framer(smallLimits());
    QCOMPARE(feed(framer, QByteArray(100, '\0')), Framer::Result::NeedMore);
    QCOMPARE(feed(framer, QByteArray(100, '\0')), Framer::Result::Error);
}

void TestFramer::errorIsFinalUntilReset()
{
    Framer framer;
    QCOMPARE(feed(framer, "* X {99999999999}\r\n* OK\r\n"), Framer::Result::Error);
    QCOMPARE(framer.errorKind(), Framer::ErrorKind::Limit);
    QVERIFY(!framer.errorString().isEmpty());
    QCOMPARE(feed(framer, "* OK\r\n"), Framer::Result::Error);
    framer.reset();
    QCOMPARE(framer.errorKind(), Framer::ErrorKind::None);
    QCOMPARE(framer.pendingBytes(), 0);
    QCOMPARE(feed(framer, "* OK\r\n"), Framer::Result::Response);
    QCOMPARE(framer.frame().bytes().toByteArray(), QByteArray("* OK"));
}

void TestFramer::pendingBytesAreExact()
{
    Framer framer;
    QCOMPARE(framer.pendingBytes(), 0);
    framer.append("A1 OK\r\n* B");
    QCOMPARE(framer.pendingBytes(), 10);
    QCOMPARE(framer.next(), Framer::Result::Response);
    QCOMPARE(framer.pendingBytes(), 3);
    QCOMPARE(framer.next(), Framer::Result::NeedMore);
    QCOMPARE(framer.pendingBytes(), 3);
    QCOMPARE(feed(framer, "YE\r\n"), Framer::Result::Response);
    QCOMPARE(framer.pendingBytes(), 0);

    framer.setStreaming(true);
    const QByteArray head = "* 1 FETCH (BODY[] {300000}\r\n";
    QCOMPARE(feed(framer, head + "abcdef"), Framer::Result::Content);
    QCOMPARE(framer.pendingBytes(), head.size());
}

void TestFramer::framesShareTheSegment()
{
    Framer framer;
    framer.append("* OK a\r\n* OK b\r\n");
    QCOMPARE(framer.next(), Framer::Result::Response);
    const Frame first = framer.frame();
    QCOMPARE(framer.next(), Framer::Result::Response);
    const Frame second = framer.frame();
    QCOMPARE(first.buffer.constData(), second.buffer.constData());
    QCOMPARE(second.bytes().data() - first.bytes().data(), 8);
}

void TestFramer::heldFramesAreNeverChanged()
{
    Framer framer;
    QList<Frame> held;
    QByteArrayList expected;
    for (int i = 0; i < 3000; ++i) {
        const QByteArray line = "* OK " + QByteArray(i % 200, 'x') + QByteArray::number(i);
        expected.append(line);
        framer.append(line.first(3));
        QCOMPARE(framer.next(), Framer::Result::NeedMore);
        QCOMPARE(feed(framer, line.sliced(3) + "\r\n"), Framer::Result::Response);
        held.append(framer.frame());
    }
    for (int i = 0; i < held.size(); ++i)
        QCOMPARE(held.at(i).bytes().toByteArray(), expected.at(i));
}

void TestFramer::unsharedSegmentIsUsedAgain()
{
    Framer framer;
    const char *first = framer.space(1).data;
    for (int i = 0; i < 10000; ++i)
        QCOMPARE(feed(framer, "* OK something that nobody keeps\r\n"), Framer::Result::Response);
    QCOMPARE(static_cast<const void *>(framer.space(1).data), static_cast<const void *>(first));
}

void TestFramer::mailboxOfAMillionMessagesFitsIntoALine_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("SEARCH") << QByteArray("* SEARCH") << QByteArray(" 4294967290");
    QTest::newRow("SORT") << QByteArray("* SORT") << QByteArray(" 4294967290");
    QTest::newRow("THREAD") << QByteArray("* THREAD ") << QByteArray("(4294967290)");
    QTest::newRow("ESEARCH") << QByteArray("* ESEARCH UID ALL 1") << QByteArray(",4294967290");
}

// And costs no more than twice its length, and nothing once it is over.
void TestFramer::mailboxOfAMillionMessagesFitsIntoALine()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, entry);
    constexpr qsizetype chunk = 64 * 1024;
    const QByteArray line = begin + entry.repeated(1000000);
    const QByteArray bytes = line + "\r\n";
    Framer framer;
    for (qsizetype at = 0; at < bytes.size(); at += chunk) {
        const Framer::Space space = framer.space(chunk);
        QVERIFY(space.size + framer.pendingBytes() <= 2 * (line.size() + chunk));
        const qsizetype size = std::min(chunk, bytes.size() - at);
        std::memcpy(space.data, bytes.constData() + at, static_cast<size_t>(size));
        framer.commit(size);
        const bool isLast = at + size == bytes.size();
        QCOMPARE(framer.next(), isLast ? Framer::Result::Response : Framer::Result::NeedMore);
    }
    QCOMPARE(framer.frame().length, line.size());
    QVERIFY(framer.space(chunk).size <= 1024 * 1024);
}

void TestFramer::transportWritesIntoTheSegment()
{
    Framer framer;
    const Framer::Space space = framer.space(16 * 1024);
    QVERIFY(space.size >= 16 * 1024);
    std::memcpy(space.data, "* OK\r\n", 6);
    framer.commit(6);
    QCOMPARE(framer.next(), Framer::Result::Response);
    QCOMPARE(static_cast<const void *>(framer.frame().bytes().data()),
             static_cast<const void *>(space.data));
    // What is held is not written over, what comes next follows behind it.
    const Frame held = framer.frame();
    const Framer::Space more = framer.space(16 * 1024);
    std::memcpy(more.data, "* NO\r\n", 6);
    framer.commit(6);
    QCOMPARE(held.bytes().toByteArray(), QByteArray("* OK"));
    QVERIFY(framer.space(1024 * 1024).size >= 1024 * 1024);
    QCOMPARE(framer.next(), Framer::Result::Response);
    QCOMPARE(framer.frame().bytes().toByteArray(), QByteArray("* NO"));
    QCOMPARE(held.bytes().toByteArray(), QByteArray("* OK"));
}

void TestFramer::streamedContentIsTheLiteral_data()
{
    QTest::addColumn<qsizetype>("step");
    for (const qsizetype step : {1, 7, 1000, 16384, 65536, 100000, 10000000})
        QTest::addRow("%lld bytes at once", static_cast<long long>(step)) << step;
}

void TestFramer::streamedContentIsTheLiteral()
{
    QFETCH(qsizetype, step);
    QImap4Limits limits;
    limits.streamThreshold = 1000;
    Framer framer(limits);
    framer.setStreaming(true);
    QByteArray content;
    while (content.size() < (step == 1 ? 5000 : 400000))
        content += "line " + QByteArray::number(content.size()) + " {5}\r\n";
    const QByteArray lead = "* 5 FETCH (UID 9 BODY[] {" + QByteArray::number(content.size()) + '}';
    const QByteArray bytes = lead + "\r\n" + content + " FLAGS (\\Seen))\r\nA1 OK\r\n";

    QByteArray received;
    QList<Frame> frames;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const QByteArrayView piece =
            QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at));
        framer.append(piece);
        Framer::Result result = framer.next();
        for (; result != Framer::Result::NeedMore; result = framer.next()) {
            QVERIFY(result != Framer::Result::Error);
            if (result == Framer::Result::Response) {
                frames.append(framer.frame());
                continue;
            }
            const ContentChunk &chunk = framer.content();
            QCOMPARE(chunk.lead, lead);
            QCOMPARE(chunk.total, static_cast<quint64>(content.size()));
            QCOMPARE(chunk.offset, static_cast<quint64>(received.size()));
            QVERIFY(!chunk.bytes.isEmpty());
            received += chunk.bytes;
        }
    }
    QCOMPARE(received, content);
    QCOMPARE(frames.size(), 2);
    QCOMPARE(frames.at(0).bytes().toByteArray(), lead + "\r\n FLAGS (\\Seen))");
    QCOMPARE(frames.at(0).elided.size(), 1);
    QCOMPARE(frames.at(0).elided.at(0).position, lead.size() + 2);
    QCOMPARE(frames.at(0).elided.at(0).size, static_cast<quint64>(content.size()));
    QVERIFY(frames.at(1).elided.isEmpty());
    QCOMPARE(framer.pendingBytes(), 0);
}

void TestFramer::smallContentIsNotStreamed()
{
    Framer framer(smallLimits());
    framer.setStreaming(true);
    const QByteArray line = "* 1 FETCH (BODY[] {200}\r\n" + QByteArray(200, 'x') + ")";
    QCOMPARE(feed(framer, line + "\r\n"), Framer::Result::Response);
    QCOMPARE(framer.frame().bytes().toByteArray(), line);
}

void TestFramer::severalLiteralsOfAResponseAreStreamed()
{
    Framer framer(smallLimits());
    framer.setStreaming(true);
    framer.append("* 1 FETCH (BODY[1] {300}\r\n" + QByteArray(300, 'a')
                  + " BODY[2] {2}\r\nxy BODY[3] {400}\r\n" + QByteArray(400, 'b') + ")\r\n");
    QByteArray received;
    Framer::Result result = framer.next();
    for (; result == Framer::Result::Content; result = framer.next())
        received += framer.content().bytes;
    QCOMPARE(result, Framer::Result::Response);
    QCOMPARE(received, QByteArray(300, 'a') + QByteArray(400, 'b'));
    QCOMPARE(framer.frame().bytes().toByteArray(),
             QByteArray("* 1 FETCH (BODY[1] {300}\r\n BODY[2] {2}\r\nxy BODY[3] {400}\r\n)"));
    QCOMPARE(framer.frame().elided.size(), 2);
    QCOMPARE(framer.frame().elided.at(0).position, 26);
    QCOMPARE(framer.frame().elided.at(1).position, framer.frame().length - 1);
}

void TestFramer::onlyMessageContentIsStreamed_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("text") << QByteArray("* 1 FETCH (PREVIEW ");
    QTest::newRow("converted") << QByteArray("* 1 CONVERTED (TAG \"b\") (BINARY[1] ");
    QTest::newRow("of a URL") << QByteArray("* URLFETCH \"x\" ");
}

void TestFramer::onlyMessageContentIsStreamed()
{
    QFETCH(QByteArray, begin);
    QImap4Limits limits = smallLimits();
    limits.literal = 300;
    Framer framer(limits);
    framer.setStreaming(true);
    const QByteArray line = begin + "{300}\r\n" + QByteArray(300, 'x') + ")";
    QCOMPARE(feed(framer, line + "\r\n"), Framer::Result::Response);
    QCOMPARE(framer.frame().bytes().toByteArray(), line);
}

void TestFramer::streamedContentKeepsToItsLimit()
{
    Framer framer(smallLimits());
    framer.setStreaming(true);
    QCOMPARE(feed(framer, "* 1 FETCH (BODY[] {5001}\r\n"), Framer::Result::Error);
}

void TestFramer::largeLiteralIsKeptWhenNotStreamed()
{
    Framer framer;
    const QByteArray content(5 * 1024 * 1024, 'm');
    const QByteArray bytes =
        "* 1 FETCH (BODY[] {" + QByteArray::number(content.size()) + "}\r\n" + content + ")\r\n";
    Framer::Result result = Framer::Result::NeedMore;
    qsizetype largest = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const Framer::Space space = framer.space(4096);
        largest = std::max(largest, space.size);
        const qsizetype size = std::min({space.size, bytes.size() - at, qsizetype(50000)});
        std::memcpy(space.data, bytes.constData() + at, static_cast<size_t>(size));
        framer.commit(size);
        at += size;
        QVERIFY(space.size <= 2 * at + 1024 * 1024 + 4096); // memory follows the data
        result = framer.next();
    }
    QCOMPARE(result, Framer::Result::Response);
    QVERIFY(framer.frame().bytes() == QByteArrayView(bytes).chopped(2));
}

QTEST_GUILESS_MAIN(TestFramer)
#include "tst_framer.moc"
