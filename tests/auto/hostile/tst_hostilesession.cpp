// SPDX-License-Identifier: LGPL-3.0-or-later
#include "recordedsession.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <ctime>
#include <functional>
#include <limits>

using namespace QImap4Internal;

namespace {

constexpr quint32 Mutants = 20000;
constexpr quint32 MutantsPerRow = 2000; // QTest gives a row five minutes, under sanitizers too
constexpr int Splices = 2000;

// Of a sweep over all octets, where the whole of it is to be quick.
QByteArray at(qsizetype octet)
{
    return "at octet " + QByteArray::number(octet);
}

} // namespace

// A recorded session that breaks, stalls, comes in pieces or is spoilt at every octet; and the
// limits of time. Without sockets, and on a clock that the test moves.
class tst_HostileSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedSessionIsWhole();
    void connectionLostAtEveryOctetIsAnError();
    void stallAtEveryOctetEndsInTime();
    void boundaryAtEveryOctetChangesNothing();
    void splicedOctetsDoNoHarm();
    void mutantsDoNoHarm_data();
    void mutantsDoNoHarm();

    void drippingServerIsGivenUp_data();
    void drippingServerIsGivenUp();
    void slowServerIsNotADrippingOne();
    void limitsAreTypedErrors_data();
    void limitsAreTypedErrors();
    void endlessDataCostsNoMoreThanTheLimit_data();
    void endlessDataCostsNoMoreThanTheLimit();
    void costGrowsWithSize_data();
    void costGrowsWithSize();
    void costOfGatheringGrowsWithSize_data();
    void costOfGatheringGrowsWithSize();
};

void tst_HostileSession::recordedSessionIsWhole()
{
    RecordedSession session;
    session.playAll();
    QCOMPARE(session.failures(), 0);
    QVERIFY(session.dialogue().session().isOver());
    QCOMPARE(session.complaint(true), QByteArray());
    QCOMPARE(session.messages(), 5);
}

// SW-1, SW-2
void tst_HostileSession::connectionLostAtEveryOctetIsAnError()
{
    const qsizetype lastAnswer = RecordedSession::stages().constLast().indexOf("T7");
    const qsizetype logout = RecordedSession::size() - RecordedSession::stages().constLast().size();
    QVERIFY(lastAnswer > 0);
    for (qsizetype octet = 0; octet < RecordedSession::size(); ++octet) {
        RecordedSession session;
        session.play(0, octet);
        const int messages = session.messages();
        session.lose();
        QVERIFY2(session.complaint(true).isEmpty(), session.complaint(true) + at(octet));
        QVERIFY2(session.failures() > 0 || octet >= logout - 8,
                 at(octet).constData()); // 8: tags are longer
        QVERIFY2(session.messages() == messages,
                 at(octet).constData()); // none was made of half a response
    }
}

// SW-3
void tst_HostileSession::stallAtEveryOctetEndsInTime()
{
    const QImap4Limits limits;
    const qint64 longest = limits.greetingTimeout + limits.loginTimeout + limits.commandTimeout;
    for (qsizetype octet = 0; octet < RecordedSession::size(); ++octet) {
        RecordedSession session;
        session.play(0, octet);
        const qint64 time = session.waitForEnd();
        QVERIFY2(time >= 0 && time <= longest, at(octet) + ": " + QByteArray::number(time));
        QVERIFY2(session.dialogue().session().isOver(), at(octet).constData());
        QVERIFY2(session.complaint(true).isEmpty(), session.complaint(true) + at(octet));
        QCOMPARE(session.dialogue().error(session.commands().constLast()).category(),
                 QImap4Error::TimeoutError);
    }
}

// SW-4
void tst_HostileSession::boundaryAtEveryOctetChangesNothing()
{
    RecordedSession whole;
    whole.playAll();
    const QByteArray expected = whole.story();
    for (qsizetype octet = 1; octet < RecordedSession::size(); ++octet) {
        RecordedSession session;
        session.play(0, octet);
        session.play(octet, RecordedSession::size());
        QVERIFY2(session.story() == expected, at(octet) + '\n' + session.story());
    }
}

// SW-5
void tst_HostileSession::splicedOctetsDoNoHarm()
{
    for (quint32 seed = 0; seed < Splices; ++seed) {
        QRandomGenerator random(seed);
        QByteArray junk(64, Qt::Uninitialized);
        for (char &c : junk)
            c = char(random.bounded(256));
        RecordedSession session;
        session.playSpoilt(random.bounded(int(RecordedSession::size())), 0, junk);
        session.lose();
        QVERIFY2(session.complaint(true).isEmpty(),
                 session.complaint(true) + "seed " + QByteArray::number(seed));
    }
}

// SW-6
void tst_HostileSession::mutantsDoNoHarm_data()
{
    QTest::addColumn<quint32>("first");
    for (quint32 first = 0; first < Mutants; first += MutantsPerRow)
        QTest::addRow("from seed %u", first) << first;
}

void tst_HostileSession::mutantsDoNoHarm()
{
    QFETCH(quint32, first);
    for (quint32 seed = first; seed < first + MutantsPerRow; ++seed) {
        QRandomGenerator random(seed);
        const qsizetype octet = qsizetype(seed) % RecordedSession::size();
        RecordedSession session;
        switch (random.bounded(4)) {
        case 0: // another octet in its place
            session.playSpoilt(octet, 1, QByteArray(1, char(random.bounded(256))));
            break;
        case 1: // gone
            session.playSpoilt(octet, 1, {});
            break;
        case 2: // many of one that means something
            session.playSpoilt(
                octet, 0,
                QByteArray(1 + random.bounded(40), "(){}[]\"\\*+ \r\n~%09Nn"[random.bounded(20)]));
            break;
        default: // a few gone, and something of the grammar instead
            static const char *const words[] = {"{99999999999}\r\n",
                                                "NIL",
                                                "* BYE x\r\n",
                                                "(((",
                                                ")))",
                                                "\r\n+ \r\n",
                                                "18446744073709551616",
                                                "* 1 EXPUNGE\r\n",
                                                "\"",
                                                "{3}\r\n",
                                                "T4 OK x\r\n"};
            session.playSpoilt(octet, random.bounded(20), words[random.bounded(11)]);
            break;
        }
        session.lose();
        QVERIFY2(session.complaint(true).isEmpty(),
                 session.complaint(true) + " seed " + QByteArray::number(seed));
    }
}

void tst_HostileSession::drippingServerIsGivenUp_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("a line") << QByteArray("* LIST () \"/\" ");
    QTest::newRow("a literal") << QByteArray("* LIST () \"/\" {60000}\r\n");
    QTest::newRow("content") << QByteArray("* 1 FETCH (BODY[] {200000000}\r\n");
    QTest::newRow("gathered content") << QByteArray("* 1 FETCH (BODY[] {200000}\r\n");
    QTest::newRow("a tagged answer") << QByteArray("T2 OK ");
}

void tst_HostileSession::drippingServerIsGivenUp()
{
    QFETCH(QByteArray, answer);
    Dialogue d;
    d.openSelected();
    const quint64 id = d.fetch("1", "BODY.PEEK[]", false);
    d.server(answer);
    qint64 time = 0;
    for (; !d.session().isOver() && time < 10 * 60 * 1000; time += 1000) {
        d.wait(1000);
        if (!d.session().isOver())
            d.server("x");
    }
    QCOMPARE(d.error(id).category(), QImap4Error::TimeoutError);
    QVERIFY(time <= 2 * QImap4Limits().lowSpeedTime);
}

void tst_HostileSession::slowServerIsNotADrippingOne()
{
    const QImap4Limits limits;
    Dialogue d;
    d.openSelected();
    const quint64 id = d.fetch("1", "BODY.PEEK[]", false);
    // It thinks for a while in the middle of its answer,
    d.server("* 1 FETCH (");
    d.wait(limits.commandTimeout - 1000);
    d.server("FLAGS ())\r\n* 1 FETCH (BODY[] {120000}\r\n");
    // has a line of 10 kB a minute,
    for (int i = 0; i < 60; ++i) {
        d.wait(limits.lowSpeedTime / 10 * 4);
        d.server(QByteArray(2000, 'x'));
    }
    d.server(")\r\n");
    // and tells now and then that it is still there.
    for (int i = 0; i < 60; ++i) {
        d.wait(limits.lowSpeedTime);
        d.server("* OK still here\r\n");
    }
    d.server("T2 OK done\r\n");
    QVERIFY(d.finished(id));
    QVERIFY2(!d.error(id), qPrintable(d.error(id).detail()));
}

void tst_HostileSession::limitsAreTypedErrors_data()
{
    QTest::addColumn<QImap4Limits>("limits");
    QTest::addColumn<QByteArray>("server");
    QTest::addColumn<QImap4Error::Category>("category");
    const auto row = [](const char *name, auto member, auto value, const QByteArray &server,
                        QImap4Error::Category category = QImap4Error::LimitError) {
        QImap4Limits limits;
        limits.*member = value;
        QTest::newRow(name) << limits << server << category;
    };
    using L = QImap4Limits;
    row("line", &L::line, 100, "* LIST () \"/\" " + QByteArray(200, 'x') + "\r\n");
    row("list line", &L::listLine, 100, "* SEARCH" + QByteArray(" 12345").repeated(30000) + "\r\n");
    row("literal", &L::literal, 10, "* LIST () \"/\" {11}\r\nhello world\r\n");
    row("body literal", &L::bodyLiteral, 10, "* 1 FETCH (BODY[] {11}\r\nhello world)\r\n");
    row("response", &L::response, 100,
        "* LIST () \"/\" {90}\r\n" + QByteArray(90, 'x') + QByteArray(90, ' ') + "\r\n");
    row("result", &L::result, 1000,
        QByteArray("* LIST () \"/\" abcdefgh\r\n").repeated(100) + "T2 OK done\r\n");
    row("mailboxes", &L::mailboxes, 5, QByteArray("* LIST () \"/\" x\r\n").repeated(6));
    row("silence", &L::commandTimeout, 10, "", QImap4Error::TimeoutError);
    // What is more than these is dropped, and the rest is good.
    row("nesting", &L::nesting, 5,
        "* LIST () \"/\" x (\"X\" " + QByteArray(10, '(') + QByteArray(10, ')')
            + ")\r\nT2 OK done\r\n",
        QImap4Error::NoError);
    row("flags", &L::flags, 2, "* 1 FETCH (FLAGS (a b c d e f))\r\nT2 OK done\r\n",
        QImap4Error::NoError);
    row("capabilities", &L::capabilities, 2, "* CAPABILITY IMAP4rev1 A B C D\r\nT2 OK done\r\n",
        QImap4Error::NoError);
}

void tst_HostileSession::limitsAreTypedErrors()
{
    QFETCH(QImap4Limits, limits);
    QFETCH(QByteArray, server);
    QFETCH(QImap4Error::Category, category);
    Dialogue::Session::Options options = Dialogue::plain();
    options.limits = limits;
    Dialogue d(options);
    d.openSelected();
    const quint64 id =
        d.submit("LIST", {{{}, {Command("LIST").mailbox({}).mailboxPattern(QStringLiteral("*"))}}});
    QCOMPARE(d.client(), QByteArray("T2 LIST \"\" *"));
    d.server(server);
    d.wait(100);
    QVERIFY(d.finished(id));
    QCOMPARE(d.error(id).category(), category);
    QCOMPARE(d.session().isOver(), category != QImap4Error::NoError);
    if (const auto *capabilities = d.last<CapabilitiesEvent>())
        QVERIFY(capabilities->capabilities.names().size() <= limits.capabilities);
    for (const Event &event : d.events()) {
        if (const auto *fetched = std::get_if<MessagesEvent>(&event)) {
            for (const QImap4Message &message : fetched->messages)
                QVERIFY(message.flags().toList().size() <= limits.flags);
        }
    }
}

void tst_HostileSession::endlessDataCostsNoMoreThanTheLimit_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("piece");
    const QByteArray x(64 * 1024, 'x');
    QTest::newRow("RX-11 a line") << QByteArray("* LIST () \"/\" ") << x;
    QTest::newRow("RX-12 atoms") << QByteArray("* LIST () ") << QByteArray("ab ").repeated(20000);
    QTest::newRow("RX-13 numbers") << QByteArray("* SEARCH") << QByteArray(" 1234").repeated(10000);
    QTest::newRow("RX-13 literals") << QByteArray("* 1 FETCH (ENVELOPE (")
                                    << QByteArray("{60000}\r\n" + QByteArray(60000, 'x') + ' ');
    QTest::newRow("RX-13 small literals")
        << QByteArray("* 1 FETCH (ENVELOPE (") << QByteArray("{1}\r\nx ").repeated(10000);
    QTest::newRow("RX-13 content")
        << QByteArray("* 1 FETCH (")
        << QByteArray("BODY[1] {60000}\r\n" + QByteArray(60000, 'x') + ' ');
    QTest::newRow("RX-13 a quoted string") << QByteArray("* 1 FETCH (ENVELOPE (\"") << x;
    QTest::newRow("RX-13 a tag") << QByteArray("A") << x;
    QTest::newRow("RX-13 blanks") << QByteArray(" ") << QByteArray(64 * 1024, ' ');
    QTest::newRow("RX-13 parentheses") << QByteArray("* 1 FETCH ") << QByteArray(64 * 1024, '(');
}

void tst_HostileSession::endlessDataCostsNoMoreThanTheLimit()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, piece);
    Dialogue d;
    d.openSelected();
    d.fetch("1", "ALL", false);
    d.server(begin);
    qint64 sent = 0;
    const QImap4Limits limits;
    const qint64 most = limits.response + limits.bodyLiteral + 2 * piece.size();
    while (!d.session().isOver() && sent < 2 * most) {
        d.octets(piece);
        sent += piece.size();
    }
    QVERIFY(d.session().isOver());
    QVERIFY2(sent <= most, QByteArray::number(sent));
    QCOMPARE(d.last<DisconnectedEvent>()->error.category(), QImap4Error::LimitError);
}

void tst_HostileSession::costGrowsWithSize_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("end");
    const auto row = [](const char *name, const char *begin, const QByteArray &unit,
                        const QByteArray &end) {
        QTest::newRow(name) << QByteArray(begin) << unit << end;
    };
    const QByteArray x(100, 'x');
    row("a line", "* OK ", x, "\r\n");
    row("atoms", "* LIST () ", "ab ", "\r\n");
    row("numbers", "* SEARCH", " 1234", "\r\n");
    row("literals", "* 1 FETCH (ENVELOPE (", "{100}\r\n" + x + ' ', "))\r\n");
    row("small literals", "* 1 FETCH (ENVELOPE (", "{1}\r\nx ", "))\r\n");
    row("content", "* 1 FETCH (", "BODY[1] {100}\r\n" + x + ' ', "UID 1)\r\n");
    row("a quoted string", "* 1 FETCH (ENVELOPE (\"", x, "\"))\r\n");
    row("parentheses", "* 1 FETCH ", "(", "\r\n");
    row("quotation marks", "* LIST () \"", "\\\"", "\" x\r\n");
    row("responses", "", "* 3 EXISTS\r\n", "");
    row("flags", "* 1 FETCH (FLAGS (", "a ", "))\r\n");
    row("capabilities", "* CAPABILITY IMAP4rev1", " AB", "\r\n");
    row("literals in a code", "* OK [X", QByteArray(" {0}\r\n").repeated(10), "] x\r\n");
    row("quotes in a section", "* 1 FETCH (BODY[\"", "\\\"\\\"", "\r\n");
}

// What a session makes of data, in processor time, which does not depend on what else a machine
// does. Small pieces, as a network brings them. -1: it was refused, which costs nothing.
static std::clock_t costOf(const QByteArray &data)
{
    std::clock_t best = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 3; ++i) {
        Dialogue::Session::Options options = Dialogue::plain();
        options.limits.line = options.limits.listLine = options.limits.literal =
            options.limits.response = options.limits.result = 1 << 30;
        Dialogue d(options);
        d.openSelected();
        d.fetch("1", "ALL", false);
        d.submit("SEARCH ALL");
        d.submit("LIST \"\" *");
        const std::clock_t start = std::clock();
        for (qsizetype at = 0; at < data.size(); at += 1400)
            d.octets(data.mid(at, 1400));
        best = qMin(best, std::clock() - start);
        if (d.session().isOver())
            return -1;
    }
    return best;
}

static QByteArray complaintAboutGrowth(const std::function<QByteArray(int)> &data)
{
    constexpr int growth = 16;
    constexpr int small = 1000;
    const std::clock_t one = costOf(data(small));
    const std::clock_t many = costOf(data(small * growth));
    const std::clock_t least = CLOCKS_PER_SEC / 1000;
    if (one >= 0 && many >= 0 && many < qMax(one, least) * growth * 5)
        return {};
    return QByteArray::number(qint64(one)) + ", then " + QByteArray::number(qint64(many));
}

void tst_HostileSession::costGrowsWithSize()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, unit);
    QFETCH(QByteArray, end);
    QCOMPARE(complaintAboutGrowth([&](int count) { return begin + unit.repeated(count) + end; }),
             QByteArray());
}

void tst_HostileSession::costOfGatheringGrowsWithSize_data()
{
    QTest::addColumn<QByteArrayList>("responses"); // %1 counts up, %2 down
    QTest::newRow("found, upwards") << QByteArrayList{"* SEARCH %1\r\n"};
    QTest::newRow("found, downwards") << QByteArrayList{"* SEARCH %2\r\n"};
    QTest::newRow("mailboxes and then their status")
        << QByteArrayList{"* LIST () \"/\" box%1\r\n", "* STATUS box%1 (MESSAGES 1)\r\n"};
    QTest::newRow("status of other mailboxes")
        << QByteArrayList{"* LIST () \"/\" box%1\r\n", "* STATUS other%1 (MESSAGES 1)\r\n"};
}

// Every second number, so that none joins its neighbour.
void tst_HostileSession::costOfGatheringGrowsWithSize()
{
    QFETCH(QByteArrayList, responses);
    const auto data = [&](int count) {
        QByteArray all;
        for (const QByteArray &response : std::as_const(responses)) {
            for (int i = 1; i <= count; ++i)
                all += QByteArray(response)
                           .replace("%1", QByteArray::number(2 * i))
                           .replace("%2", QByteArray::number(2 * (count - i + 1)));
        }
        return all;
    };
    QCOMPARE(complaintAboutGrowth(data), QByteArray());
}

QTEST_GUILESS_MAIN(tst_HostileSession)

#include "tst_hostilesession.moc"
