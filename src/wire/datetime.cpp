// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/datetime_p.h"

#include "types/englishmonth_p.h"
#include "types/rfc5322date_p.h"

#include <cstdlib>

namespace QImap4Internal {

namespace {

// Walks along the text; what does not fit makes it fail for good.
class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_text(text)
    {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_position == m_text.size(); }

    void skipSpaces()
    {
        while (peek() == ' ')
            ++m_position;
    }

    bool skip(char c)
    {
        if (peek() != c)
            return false;
        ++m_position;
        return true;
    }

    void expect(bool condition) { m_ok = m_ok && condition; }

    int number(qsizetype minimumDigits, qsizetype maximumDigits)
    {
        int value = 0;
        qsizetype digits = 0;
        for (; peek() >= '0' && peek() <= '9' && digits < maximumDigits; ++digits)
            value = value * 10 + (m_text[m_position++] - '0');
        expect(digits >= minimumDigits);
        return value;
    }

    int month()
    {
        const QByteArrayView rest = m_text.sliced(m_position);
        const int value = monthFromEnglish(rest);
        expect(value != 0);
        if (value != 0)
            m_position += 3;
        return value;
    }

private:
    char peek() const { return m_position < m_text.size() ? m_text[m_position] : '\0'; }

    QByteArrayView m_text;
    qsizetype m_position = 0;
    bool m_ok = true;
};

QDate readDate(Reader &reader)
{
    const int day = reader.number(1, 2);
    reader.expect(reader.skip('-') || reader.skip(' '));
    const int month = reader.month();
    reader.expect(reader.skip('-') || reader.skip(' '));
    const int year = reader.number(4, 4);
    return QDate(year, month, day);
}

QTime readTime(Reader &reader)
{
    const int hour = reader.number(1, 2);
    reader.expect(reader.skip(':') || reader.skip('.'));
    const int minute = reader.number(2, 2);
    reader.expect(reader.skip(':') || reader.skip('.'));
    const int second = reader.number(2, 2);
    // QTime knows no leap second.
    return QTime(hour, minute, second == 60 ? 59 : second);
}

// Seconds east of UTC; the sign holds for hours and minutes.
int readZone(Reader &reader)
{
    reader.skipSpaces();
    if (reader.atEnd())
        return 0;
    const bool west = reader.skip('-');
    if (!west)
        reader.skip('+'); // some servers leave it out
    const int hours = reader.number(2, 2);
    const int minutes = reader.number(2, 2);
    reader.expect(hours < 24 && minutes < 60);
    const int seconds = (hours * 60 + minutes) * 60;
    return west ? -seconds : seconds;
}

bool isWritable(const QDate &date)
{
    return date.isValid() && date.year() >= 1 && date.year() <= 9999;
}

QByteArray padded(int value, int width)
{
    return QByteArray::number(value).rightJustified(width, '0');
}

QByteArray formatDay(const QDate &date, int width)
{
    return padded(date.day(), width) + '-' + englishMonth(date.month()).toByteArray() + '-'
        + padded(date.year(), 4);
}

} // namespace

QDateTime parseInternalDate(QByteArrayView text)
{
    if (text.size() >= 2 && text.startsWith('"') && text.endsWith('"'))
        text = text.sliced(1, text.size() - 2);
    // Some servers answer with the date of a mail header: "Thu, 7 Feb 2002 21:52:25 +0100".
    if (text.size() > 3 && text[3] == ',') {
        const QDateTime dateTime = parseRfc5322Date(text);
        return isWritable(dateTime.date()) ? dateTime : QDateTime();
    }
    Reader reader(text);
    reader.skipSpaces();
    const QDate date = readDate(reader);
    reader.expect(reader.skip(' '));
    reader.skipSpaces();
    const QTime time = readTime(reader);
    const int offset = readZone(reader);
    reader.skipSpaces();
    if (!reader.ok() || !reader.atEnd() || !isWritable(date) || !time.isValid())
        return {};
    return QDateTime(date, time, Qt::OffsetFromUTC, offset);
}

QByteArray formatInternalDate(const QDateTime &dateTime)
{
    if (!dateTime.isValid())
        return {};
    // IMAP has no seconds in its offsets; local times of long ago do.
    const int minutes = dateTime.offsetFromUtc() / 60;
    const QDateTime written = dateTime.toOffsetFromUtc(minutes * 60);
    if (!isWritable(written.date()))
        return {};
    const QTime time = written.time();
    const int distance = std::abs(minutes);
    return formatDay(written.date(), 2) + ' ' + padded(time.hour(), 2) + ':'
        + padded(time.minute(), 2) + ':' + padded(time.second(), 2) + ' '
        + (minutes < 0 ? '-' : '+') + padded(distance / 60, 2) + padded(distance % 60, 2);
}

QByteArray formatDate(const QDate &date)
{
    return isWritable(date) ? formatDay(date, 1) : QByteArray();
}

} // namespace QImap4Internal
