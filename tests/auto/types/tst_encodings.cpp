// SPDX-License-Identifier: LGPL-3.0-or-later
#include "types/rfc5322date_p.h"
#include "wire/datetime_p.h"
#include "wire/mutf7_p.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QImap4Internal;

class tst_Encodings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mutf7KnowsTheStandardsExamples_data();
    void mutf7KnowsTheStandardsExamples();
    void mutf7RoundTripsEveryCharacter();
    void mutf7RefusesHalfASurrogatePair();
    void mutf7KeepsWhatItCannotRead_data();
    void mutf7KeepsWhatItCannotRead();
    void mutf7TakesLinearTime();
    void internalDatesAreRead_data();
    void internalDatesAreRead();
    void unreadableInternalDatesAreInvalid_data();
    void unreadableInternalDatesAreInvalid();
    void internalDatesAreWritten_data();
    void internalDatesAreWritten();
    void internalDatesRoundTripInEveryZone();
    void headerDatesAreRead_data();
    void headerDatesAreRead();
    void unreadableHeaderDatesAreInvalid_data();
    void unreadableHeaderDatesAreInvalid();
    void anyHeaderDateIsSurvived();
};

void tst_Encodings::mutf7KnowsTheStandardsExamples_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("RFC 3501") << u"~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e"_s
                              << QByteArray("~peter/mail/&U,BTFw-/&ZeVnLIqe-");
    QTest::newRow("ampersand") << u"&"_s << QByteArray("&-");
    QTest::newRow("looks encoded") << u"&AOk-"_s << QByteArray("&-AOk-");
    QTest::newRow("plane 1") << u"\U0001f4e7"_s << QByteArray("&2D3c5w-");
    QTest::newRow("control") << u"a\tb"_s << QByteArray("a&AAk-b");
    QTest::newRow("empty") << u""_s << QByteArray("");
}

void tst_Encodings::mutf7KnowsTheStandardsExamples()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QCOMPARE(encodeMutf7(text).value_or("refused"), bytes);
    QCOMPARE(decodeMutf7(bytes), text);
}

void tst_Encodings::mutf7RoundTripsEveryCharacter()
{
    for (char32_t c = 0; c < 0x110000; c += c < 0x10000 ? 1 : 0xfff) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        const QString one = QString::fromUcs4(&c, 1);
        for (const QString &text : {one, u"a"_s + one + u"&-"_s, one + one + one}) {
            const auto bytes = encodeMutf7(text);
            QVERIFY(bytes);
            for (char byte : *bytes)
                QVERIFY(byte >= 0x20 && byte <= 0x7e);
            if (decodeMutf7(*bytes) != text)
                QFAIL(qPrintable(u"U+%1"_s.arg(uint(c), 4, 16)));
        }
    }
}

void tst_Encodings::mutf7RefusesHalfASurrogatePair()
{
    QVERIFY(!encodeMutf7(QString(QChar(0xd83d))));
    QVERIFY(!encodeMutf7(u"a"_s + QChar(0xde00) + u"b"_s));
    QVERIFY(!encodeMutf7(QString(QChar(0xde00)) + QChar(0xd83d)));
}

void tst_Encodings::mutf7KeepsWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto same = [](const QByteArray &bytes) {
        QTest::addRow("%s", bytes.constData()) << bytes << QString::fromLatin1(bytes);
    };
    same("a&b");
    same("&");
    same("&&");
    same("&AOk");
    same("&AO-");
    same("&A-");
    same("&AOk!-");
    same("&AOl-"); // bits left over
    same("&AGE-"); // "a" needs no shifting
    same("&AC8-"); // a hidden delimiter
    same("&2D0-"); // half a surrogate pair
    QTest::newRow("good behind bad") << QByteArray("&x &AOk-") << u"&x \u00e9"_s;
    QTest::newRow("raw UTF-8") << QByteArray("\xc3\xa9&AOk-") << u"\u00e9\u00e9"_s;
    QTest::newRow("raw Latin-1") << QByteArray("\xe9") << u"\u00e9"_s;
}

void tst_Encodings::mutf7KeepsWhatItCannotRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(decodeMutf7(bytes), text);
}

void tst_Encodings::mutf7TakesLinearTime()
{
    QCOMPARE(decodeMutf7(QByteArray(1000000, '&')).size(), 1000000);
    QCOMPARE(decodeMutf7(QByteArray("&A").repeated(500000) + '-').size(), 1000001);
}

void tst_Encodings::internalDatesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("iso");
    QTest::newRow("plain") << QByteArray("17-Jul-1996 02:44:25 -0700")
                           << u"1996-07-17T02:44:25-07:00"_s;
    QTest::newRow("quoted") << QByteArray("\"17-Jul-1996 02:44:25 +0000\"")
                            << u"1996-07-17T02:44:25+00:00"_s;
    QTest::newRow("padded day") << QByteArray(" 7-Jul-1996 02:44:25 +0530")
                                << u"1996-07-07T02:44:25+05:30"_s;
    QTest::newRow("one digit") << QByteArray("7-jul-1996 02:44:25 -0330")
                               << u"1996-07-07T02:44:25-03:30"_s;
    QTest::newRow("less than an hour west")
        << QByteArray("07-Jul-1996 02:44:25 -0030") << u"1996-07-07T02:44:25-00:30"_s;
    QTest::newRow("far east") << QByteArray("07-Jul-1996 02:44:25 +1400")
                              << u"1996-07-07T02:44:25+14:00"_s;
    QTest::newRow("dots") << QByteArray("07-Feb-2007 17.08.08 +0900")
                          << u"2007-02-07T17:08:08+09:00"_s;
    QTest::newRow("no zone") << QByteArray("07-Feb-2007 17:08:08")
                             << u"2007-02-07T17:08:08+00:00"_s;
    QTest::newRow("leap second") << QByteArray("31-Dec-2016 23:59:60 +0000")
                                 << u"2016-12-31T23:59:59+00:00"_s;
}

void tst_Encodings::internalDatesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, iso);
    const QDateTime wanted = QDateTime::fromString(iso, Qt::ISODate);
    QVERIFY(wanted.isValid());
    const QDateTime date = parseInternalDate(text);
    QCOMPARE(date, wanted);
    QCOMPARE(date.offsetFromUtc(), wanted.offsetFromUtc());
}

void tst_Encodings::unreadableInternalDatesAreInvalid_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "NIL", "\"\"", "00-Jan-0000 00:00:00 +0000", "30-Feb-2024 00:00:00 +0000",
          "01-Foo-2024 00:00:00 +0000", "01-Jan-2024", "01-Jan-2024 25:00:00 +0000",
          "01-Jan-2024 00:00:00 +2500", "01-Jan-2024 00:00:00 +00", "01-Jan-2024 00:00:00 +0000 x",
          "1-Jan-99999 00:00:00 +0000", "01-Ja", "-1-Jan-2024 00:00:00 +0000"})
        QTest::addRow("%s.", text) << QByteArray(text);
}

void tst_Encodings::unreadableInternalDatesAreInvalid()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseInternalDate(text).isValid());
}

void tst_Encodings::internalDatesAreWritten_data()
{
    QTest::addColumn<QDateTime>("dateTime");
    QTest::addColumn<QByteArray>("text");
    const QDate date(2024, 1, 5);
    const QTime time(3, 4, 5, 999);
    QTest::newRow("UTC") << QDateTime(date, time, Qt::UTC)
                         << QByteArray("05-Jan-2024 03:04:05 +0000");
    QTest::newRow("negative half hour") << QDateTime(date, time, Qt::OffsetFromUTC, -1800)
                                        << QByteArray("05-Jan-2024 03:04:05 -0030");
    QTest::newRow("seconds in the offset") << QDateTime(date, time, Qt::OffsetFromUTC, 3605)
                                           << QByteArray("05-Jan-2024 03:04:00 +0100");
    QTest::newRow("invalid") << QDateTime() << QByteArray();
    QTest::newRow("year 10000") << QDateTime(QDate(10000, 1, 1), time, Qt::UTC) << QByteArray();
    QTest::newRow("before the common era")
        << QDateTime(QDate(-1, 1, 1), time, Qt::UTC) << QByteArray();
}

void tst_Encodings::internalDatesAreWritten()
{
    QFETCH(QDateTime, dateTime);
    QFETCH(QByteArray, text);
    QCOMPARE(formatInternalDate(dateTime), text);
}

void tst_Encodings::internalDatesRoundTripInEveryZone()
{
    for (int minutes = -14 * 60; minutes <= 14 * 60; minutes += 15) {
        const QDateTime date(QDate(2024, 12, 31), QTime(23, 59, 58), Qt::OffsetFromUTC,
                             minutes * 60);
        const QDateTime read = parseInternalDate(formatInternalDate(date));
        QCOMPARE(read, date);
        QCOMPARE(read.offsetFromUtc(), date.offsetFromUtc());
    }
}

void tst_Encodings::headerDatesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("iso");
    const auto row = [](const char *text, const QString &iso) {
        QTest::addRow("%s", text) << QByteArray(text) << iso;
    };
    row("Fri, 21 Nov 1997 09:55:06 -0600", u"1997-11-21T09:55:06-06:00"_s);
    row("Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", u"2003-07-01T10:52:37+02:00"_s);
    row("21 Nov 97 09:55:06 GMT", u"1997-11-21T09:55:06+00:00"_s);
    row("21 Nov 49 09:55 EST", u"2049-11-21T09:55:00-05:00"_s);
    row("1 Jan 100 0:0:0 Z", u"2000-01-01T00:00:00+00:00"_s);
    row("Thu,\r\n 13\r\n Feb\r\n 1969 23:32:54 -0330", u"1969-02-13T23:32:54-03:30"_s);
    row("Thu, 13 Feb (a (nested \\) one)) 1969 23:32 -0330 (NST)", u"1969-02-13T23:32:00-03:30"_s);
    row("Wed, 3 Sep 2008 9:05:07 -0000", u"2008-09-03T09:05:07+00:00"_s);
    row("Mon Jan  2 15:04:05 2006", u"2006-01-02T15:04:05+00:00"_s);
    row("Mon Jan  2 15:04:05 PST 2006", u"2006-01-02T15:04:05-08:00"_s);
    row("2-Jan-2006 15:04:05 +0100", u"2006-01-02T15:04:05+01:00"_s);
    row("Montag, 2 January 2006 15:04:05 +01:00", u"2006-01-02T15:04:05+01:00"_s);
    row("2006-01-02T15:04:05.123+02:00", u"2006-01-02T15:04:05+02:00"_s);
    row("2006-01-02 15:04:05 -0030", u"2006-01-02T15:04:05-00:30"_s);
    row("Mon, 2 Jan 2006 3:04:05 PM GMT+0100", u"2006-01-02T15:04:05+01:00"_s);
    row("2 Jan 2006 15.04.05 CET", u"2006-01-02T15:04:05+01:00"_s);
    row("2 Jan 2006 15:04:05 QQQ", u"2006-01-02T15:04:05+00:00"_s);
    row("2 Jan 2006 15:04:05 +9999", u"2006-01-02T15:04:05+00:00"_s);
    row("Sat, 31 Dec 2016 23:59:60 +0000", u"2016-12-31T23:59:59+00:00"_s);
    row("2 Jan 2006", u"2006-01-02T00:00:00+00:00"_s);
}

void tst_Encodings::headerDatesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, iso);
    const QDateTime wanted = QDateTime::fromString(iso, Qt::ISODate);
    QVERIFY(wanted.isValid());
    const QDateTime date = parseRfc5322Date(text);
    QCOMPARE(date, wanted);
    QCOMPARE(date.offsetFromUtc(), wanted.offsetFromUtc());
}

void tst_Encodings::unreadableHeaderDatesAreInvalid_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "now", "31 Feb 2024 00:00:00 +0000", "1 Jan 99999 00:00:00 +0000",
          "1 Jan 2024 25:00:00 +0000", "1 Jan 2024 00:61 +0000", "0 Jan 2024 00:00:00",
          "32 Jan 2024", "Jan 2024", "1 2024", "2024-13-01", "(1 Jan 2024", "1 Jan 2024 000001:00",
          "99999999999999999999 Jan 2024"})
        QTest::addRow("%s.", text) << QByteArray(text);
}

void tst_Encodings::unreadableHeaderDatesAreInvalid()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseRfc5322Date(text).isValid());
}

void tst_Encodings::anyHeaderDateIsSurvived()
{
    static const QByteArray pieces = "0123456789:+-(),. \\JanFebGMTZ\xff\x01";
    QRandomGenerator random(5322);
    for (int i = 0; i < 50000; ++i) {
        QByteArray text;
        for (int length = random.bounded(30); length > 0; --length)
            text += pieces.at(random.bounded(pieces.size()));
        const QDateTime date = parseRfc5322Date(text);
        QVERIFY(!date.isValid() || (date.date().year() >= 1 && date.date().year() <= 9999));
    }
    QVERIFY(!parseRfc5322Date(QByteArray(10000000, '(')).isValid());
}

QTEST_APPLESS_MAIN(tst_Encodings)
#include "tst_encodings.moc"
