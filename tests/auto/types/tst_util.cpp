// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4util.h"

#include <QtCore/qtimezone.h>
#include <QtTest/qtest.h>

#include <ctime>
#include <limits>

// imaplib's helpers, there and back.
class tst_Util : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void internalDateIsRead_data();
    void internalDateIsRead();
    void whatIsNoDateIsInvalid_data();
    void whatIsNoDateIsInvalid();
    void internalDateIsWritten_data();
    void internalDateIsWritten();
    void datesSurviveInEveryZone_data();
    void datesSurviveInEveryZone();
    void epochIsWrittenInLocalTime_data();
    void epochIsWrittenInLocalTime();
    void datesBeyondImapAreNotWritten();
    void flagsAreRead_data();
    void flagsAreRead();
    void numbersBecomeLetters_data();
    void numbersBecomeLetters();
    void monthsAreEnglish();
    void whatDeceivesIsNotSafeToShow();
};

// The local zone is Berlin's, whatever the machine's is.
void tst_Util::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
#ifndef Q_OS_WIN
    tzset();
#endif
    QVERIFY2(QDateTime(QDate(2021, 7, 1), QTime(12, 0)).offsetFromUtc() == 7200,
             "this system has no time zone data (package tzdata)");
}

void tst_Util::internalDateIsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("date");
    const auto row = [](const char *name, const QByteArray &text, const char *date) {
        QTest::newRow(name) << text << QString::fromLatin1(date);
    };
    row("in a response", "1 (FLAGS () INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" UID 3)",
        "1996-07-17T02:44:25-07:00");
    row("lower case", "* 1 fetch (internaldate \"17-jul-1996 02:44:25 -0700\")",
        "1996-07-17T02:44:25-07:00");
    row("the last one",
        "(INTERNALDATE \"01-Jan-2000 00:00:00 +0000\") (INTERNALDATE "
        "\"02-Jan-2000 00:00:00 +0000\")",
        "2000-01-02T00:00:00Z");
    row("day with a space", "INTERNALDATE \" 7-Jul-1996 02:44:25 +0530\"",
        "1996-07-07T02:44:25+05:30");
    row("day of one digit", "\"7-Jul-1996 02:44:25 +0000\"", "1996-07-07T02:44:25Z");
    row("without quotes", "07-Jul-1996 02:44:25 +0000", "1996-07-07T02:44:25Z");
    row("half an hour west", "\"01-Jan-2021 23:59:59 -0330\"", "2021-01-01T23:59:59-03:30");
    row("three quarters east", "\"01-Jan-2021 00:00:00 +1245\"", "2021-01-01T00:00:00+12:45");
    row("less than an hour west", "\"01-Jan-2021 00:00:00 -0044\"", "2021-01-01T00:00:00-00:44");
    row("leap day", "\"29-Feb-2020 12:00:00 +0000\"", "2020-02-29T12:00:00Z");
    row("leap second", "\"31-Dec-2016 23:59:60 +0000\"", "2016-12-31T23:59:59Z");
}

void tst_Util::internalDateIsRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, date);
    const QDateTime read = QImap4Util::internalDateToDateTime(text);
    QVERIFY(read.isValid());
    const QDateTime expected = QDateTime::fromString(date, Qt::ISODate);
    QCOMPARE(read, expected);
    QCOMPARE(read.offsetFromUtc(), expected.offsetFromUtc());
}

void tst_Util::whatIsNoDateIsInvalid_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "\"\"", "INTERNALDATE", "INTERNALDATE NIL", "INTERNALDATE (",
          "XINTERNALDATE \"17-Jul-1996 02:44:25 -0700\"", "\"30-Feb-2020 12:00:00 +0000\"",
          "\"17-Juli-1996 02:44:25 +0000\"", "\"17-Jul-1996 25:44:25 +0000\"",
          "\"17-Jul-1996 02:44:25 +2400\"", "\"00-Jan-0000 00:00:00 +0000\""})
        QTest::newRow(text) << QByteArray(text);
}

void tst_Util::whatIsNoDateIsInvalid()
{
    QFETCH(QByteArray, text);
    QVERIFY(!QImap4Util::internalDateToDateTime(text).isValid());
}

void tst_Util::internalDateIsWritten_data()
{
    QTest::addColumn<QDateTime>("date");
    QTest::addColumn<QByteArray>("text");
    const QDate day(2021, 3, 1);
    const QTime time(4, 5, 6);
    QTest::newRow("UTC") << QDateTime(day, time, Qt::UTC)
                         << QByteArray("\"01-Mar-2021 04:05:06 +0000\"");
    QTest::newRow("half an hour west")
        << QDateTime(day, time, Qt::OffsetFromUTC, -(3 * 3600 + 1800))
        << QByteArray("\"01-Mar-2021 04:05:06 -0330\"");
    QTest::newRow("less than an hour west") << QDateTime(day, time, Qt::OffsetFromUTC, -1800)
                                            << QByteArray("\"01-Mar-2021 04:05:06 -0030\"");
    QTest::newRow("local, winter")
        << QDateTime(day, time) << QByteArray("\"01-Mar-2021 04:05:06 +0100\"");
    QTest::newRow("local, summer")
        << QDateTime(QDate(2021, 7, 1), time) << QByteArray("\"01-Jul-2021 04:05:06 +0200\"");
    QTest::newRow("named zone") << QDateTime(day, time, QTimeZone("Asia/Kathmandu"))
                                << QByteArray("\"01-Mar-2021 04:05:06 +0545\"");
}

void tst_Util::internalDateIsWritten()
{
    QFETCH(QDateTime, date);
    QFETCH(QByteArray, text);
    QCOMPARE(QImap4Util::dateTimeToInternalDate(date), text);
}

void tst_Util::datesSurviveInEveryZone_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone :
         {"UTC", "Europe/Berlin", "America/St_Johns", "America/New_York", "Asia/Kathmandu",
          "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Marquesas"})
        QTest::newRow(zone) << QByteArray(zone);
}

// Every quarter of an hour of the days around the changes of summer time.
void tst_Util::datesSurviveInEveryZone()
{
    QFETCH(QByteArray, zone);
    const QTimeZone timeZone(zone);
    QVERIFY(timeZone.isValid());
    for (const QDate &day : {QDate(2021, 3, 14), QDate(2021, 3, 28), QDate(2021, 4, 4),
                             QDate(2021, 10, 3), QDate(2021, 10, 31), QDate(2021, 11, 7)}) {
        const qint64 noon = QDateTime(day, QTime(12, 0), Qt::UTC).toSecsSinceEpoch();
        for (qint64 seconds = noon - 86400; seconds < noon + 86400; seconds += 900) {
            const QDateTime date = QDateTime::fromSecsSinceEpoch(seconds, timeZone);
            const QByteArray text = QImap4Util::dateTimeToInternalDate(date);
            const QDateTime read = QImap4Util::internalDateToDateTime(text);
            QCOMPARE(read.toSecsSinceEpoch(), seconds);
            QCOMPARE(read.offsetFromUtc(), date.offsetFromUtc());
        }
    }
}

void tst_Util::epochIsWrittenInLocalTime_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, qint64 seconds, const char *text) {
        QTest::newRow(name) << seconds << QByteArray(text);
    };
    row("epoch", 0, "\"01-Jan-1970 01:00:00 +0100\"");
    row("before it", -1, "\"01-Jan-1970 00:59:59 +0100\"");
    row("second before summer", 1616893199, "\"28-Mar-2021 01:59:59 +0100\"");
    row("first second of summer", 1616893200, "\"28-Mar-2021 03:00:00 +0200\"");
    row("last second of summer", 1635641999, "\"31-Oct-2021 02:59:59 +0200\"");
    row("first second of winter", 1635642000, "\"31-Oct-2021 02:00:00 +0100\"");
    row("beyond 32 bits", 4294967296, "\"07-Feb-2106 07:28:16 +0100\"");
}

void tst_Util::epochIsWrittenInLocalTime()
{
    QFETCH(qint64, seconds);
    QFETCH(QByteArray, text);
    QCOMPARE(QImap4Util::dateTimeToInternalDate(seconds), text);
    QCOMPARE(QImap4Util::internalDateToDateTime(text).toSecsSinceEpoch(), seconds);
}

void tst_Util::datesBeyondImapAreNotWritten()
{
    QVERIFY(QImap4Util::dateTimeToInternalDate(QDateTime()).isEmpty());
    QVERIFY(QImap4Util::dateTimeToInternalDate(QDateTime(QDate(10000, 1, 1), QTime(0, 0), Qt::UTC))
                .isEmpty());
    for (const qint64 seconds :
         {std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()})
        QVERIFY(QImap4Util::dateTimeToInternalDate(seconds).isEmpty());
}

void tst_Util::flagsAreRead_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QByteArrayList>("flags");
    QTest::newRow("some") << QByteArray("1 (UID 7 FLAGS (\\Seen $Work) INTERNALDATE \"x\")")
                          << QByteArrayList{"\\Seen", "$Work"};
    QTest::newRow("none") << QByteArray("1 (FLAGS ())") << QByteArrayList();
    QTest::newRow("the last list")
        << QByteArray("FLAGS (a) FLAGS (b c)") << QByteArrayList{"b", "c"};
    QTest::newRow("lower case") << QByteArray("flags (\\seen)") << QByteArrayList{"\\seen"};
    QTest::newRow("another word") << QByteArray("PERMANENTFLAGS (a)") << QByteArrayList();
    QTest::newRow("no list") << QByteArray("FLAGS") << QByteArrayList();
    QTest::newRow("no end") << QByteArray("FLAGS (a b") << QByteArrayList();
    QTest::newRow("nothing") << QByteArray() << QByteArrayList();
}

void tst_Util::flagsAreRead()
{
    QFETCH(QByteArray, response);
    QFETCH(QByteArrayList, flags);
    QCOMPARE(QImap4Util::parseFlags(response), flags);
}

void tst_Util::numbersBecomeLetters_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QByteArray>("letters");
    QTest::newRow("nothing") << qint64(0) << QByteArray();
    QTest::newRow("one") << qint64(1) << QByteArray("B");
    QTest::newRow("65535") << qint64(65535) << QByteArray("PPPP");
    QTest::newRow("-4096") << qint64(-4096) << QByteArray("BAAA");
    QTest::newRow("largest") << std::numeric_limits<qint64>::max()
                             << QByteArray("HPPPPPPPPPPPPPPP");
    QTest::newRow("smallest") << std::numeric_limits<qint64>::min()
                              << QByteArray("IAAAAAAAAAAAAAAA");
}

void tst_Util::numbersBecomeLetters()
{
    QFETCH(qint64, number);
    QFETCH(QByteArray, letters);
    QCOMPARE(QImap4Util::int2ap(number), letters);
}

void tst_Util::monthsAreEnglish()
{
    const QByteArrayList names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (int month = 1; month <= 12; ++month) {
        QCOMPARE(QImap4Util::monthName(month), names.at(month - 1));
        QCOMPARE(QImap4Util::monthNumber(names.at(month - 1)), month);
    }
    QCOMPARE(QImap4Util::monthNumber("feb"), 2);
    for (const int month : {0, -1, 13})
        QVERIFY(QImap4Util::monthName(month).isEmpty());
    for (const char *name : {"", "Ja", "January", "Xyz"})
        QCOMPARE(QImap4Util::monthNumber(name), 0);
}

void tst_Util::whatDeceivesIsNotSafeToShow()
{
    for (const char32_t c : {U'a', U' ', U'\u00e9', U'\u6f22', U'\U0001f600'})
        QVERIFY2(QImap4Util::isSafeToShow(c), QByteArray::number(uint(c), 16));
    // Escape, line end, an invisible mark, directions, separators, half a pair, private use,
    // unassigned, a tag.
    for (const uint c : {0x1bU, 0x0aU, 0x9bU, 0x200bU, 0x202eU, 0x2066U, 0x2028U, 0x2029U, 0xd800U,
                         0xe000U, 0x378U, 0xe0041U}) {
        QVERIFY2(!QImap4Util::isSafeToShow(c), QByteArray::number(c, 16));
    }
}

QTEST_GUILESS_MAIN(tst_Util)
#include "tst_util.moc"
