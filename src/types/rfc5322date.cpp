// SPDX-License-Identifier: LGPL-3.0-or-later
#include "types/rfc5322date_p.h"

#include "types/englishmonth_p.h"

#include <algorithm>
#include <array>
#include <optional>

namespace QImap4Internal {

namespace {

struct ZoneName
{
    QByteArrayView name;
    int minutes; // east of UTC
};

// RFC 5322, 4.3 knows UT, GMT and North America; the others are what mail really has.
constexpr std::array<ZoneName, 32> zoneNames{{
    {"ACST", 570}, {"AEDT", 660}, {"AEST", 600}, {"AKDT", -480}, {"AKST", -540}, {"AWST", 480},
    {"BST", 60},   {"CDT", -300}, {"CEST", 120}, {"CET", 60},    {"CST", -360},  {"EDT", -240},
    {"EEST", 180}, {"EET", 120},  {"EST", -300}, {"GMT", 0},     {"HKT", 480},   {"HST", -600},
    {"JST", 540},  {"KST", 540},  {"MDT", -360}, {"MEST", 120},  {"MET", 60},    {"MSK", 180},
    {"MST", -420}, {"NZDT", 780}, {"NZST", 720}, {"PDT", -420},  {"PST", -480},  {"UT", 0},
    {"WEST", 60},  {"WET", 0},
}};

// Real dates are shorter than forty bytes; a comment may add some.
constexpr qsizetype MaximumLength = 256;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class DateReader
{
public:
    explicit DateReader(QByteArrayView text)
        : m_text(text.first(std::min(text.size(), MaximumLength)))
    {}

    QDateTime read()
    {
        while (m_position < m_text.size() && m_valid)
            readToken();
        return m_valid ? result() : QDateTime();
    }

private:
    struct Number
    {
        int value = 0;
        qsizetype digits = 0;
    };

    char peek(qsizetype ahead = 0) const
    {
        return m_position + ahead < m_text.size() ? m_text[m_position + ahead] : '\0';
    }

    void readToken()
    {
        const char c = peek();
        if (c == '(')
            skipComment();
        else if (isDigit(c))
            readDigits();
        else if (isLetter(c))
            readWord();
        else if ((c == '+' || c == '-') && m_time.isValid() && isDigit(peek(1)))
            readOffset();
        else
            ++m_position;
    }

    void skipComment()
    {
        int depth = 0;
        do {
            const char c = peek();
            if (c == '(')
                ++depth;
            else if (c == ')')
                --depth;
            m_position += c == '\\' ? 2 : 1;
        } while (depth > 0 && m_position < m_text.size());
    }

    Number takeNumber()
    {
        Number number;
        for (; isDigit(peek()); ++m_position, ++number.digits) {
            if (number.digits < 9)
                number.value = number.value * 10 + (peek() - '0');
        }
        return number;
    }

    void readDigits()
    {
        const Number number = takeNumber();
        const char next = peek();
        const bool separated = next == ':' || (next == '.' && m_haveDay && m_haveYear);
        if (!m_time.isValid() && separated && isDigit(peek(1)))
            readTime(number, next);
        else
            readDatePart(number);
    }

    // One-digit parts and missing seconds occur; a fraction is dropped.
    void readTime(Number hour, char separator)
    {
        ++m_position;
        const Number minute = takeNumber();
        Number second;
        if (peek() == separator && isDigit(peek(1))) {
            ++m_position;
            second = takeNumber();
        }
        if (peek() == '.' || peek() == ',') {
            ++m_position;
            takeNumber();
        }
        // QTime knows no leap second.
        m_time = QTime(hour.value, minute.value, second.value == 60 ? 59 : second.value);
        m_valid = m_time.isValid() && hour.digits <= 2 && minute.digits <= 2 && second.digits <= 2;
    }

    void readDatePart(Number number)
    {
        if (!m_haveDay && number.digits <= 2) {
            if (m_haveYear && m_month == 0) {
                m_month = number.value; // 2004-02-03
                m_valid = m_month >= 1 && m_month <= 12;
                return;
            }
            m_day = number.value;
            m_haveDay = true;
        } else if (!m_haveYear) {
            setYear(number);
        }
        // Anything further is noise behind the date.
    }

    void setYear(Number number)
    {
        m_haveYear = true;
        m_year = number.value;
        // RFC 5322, 4.3
        if (number.digits == 2)
            m_year += m_year < 50 ? 2000 : 1900;
        else if (number.digits == 3)
            m_year += 1900;
        m_valid = number.digits >= 2 && number.digits <= 4;
    }

    void readWord()
    {
        const qsizetype begin = m_position;
        while (isLetter(peek()))
            ++m_position;
        const QByteArrayView word = m_text.sliced(begin, m_position - begin);
        if (m_month == 0 && readMonth(word))
            return;
        if (!m_time.isValid())
            return; // the weekday, or the T of ISO 8601
        if (is(word, "PM") || is(word, "AM"))
            applyHalfDay(is(word, "PM"));
        else if (!m_offset)
            readZoneName(word);
    }

    static bool is(QByteArrayView word, QByteArrayView name)
    {
        return word.size() == name.size() && word.compare(name, Qt::CaseInsensitive) == 0;
    }

    bool readMonth(QByteArrayView word)
    {
        m_month = monthFromEnglish(word);
        return m_month != 0;
    }

    void applyHalfDay(bool afternoon)
    {
        const int hour = m_time.hour();
        if (hour > 12 || hour == 0)
            return;
        m_time = QTime(hour % 12 + (afternoon ? 12 : 0), m_time.minute(), m_time.second());
    }

    // A word that is no known zone says nothing, like -0000 (RFC 5322, 4.3).
    void readZoneName(QByteArrayView word)
    {
        for (const ZoneName &zone : zoneNames) {
            if (is(word, zone.name))
                m_offset = zone.minutes * 60;
        }
    }

    void readOffset()
    {
        const int sign = peek() == '-' ? -1 : 1;
        ++m_position;
        Number number = takeNumber();
        int minutes = number.value % 100;
        int hours = number.value / 100;
        if (number.digits <= 2) {
            hours = number.value; // +02, and +02:00
            minutes = 0;
            if (peek() == ':' && isDigit(peek(1))) {
                ++m_position;
                minutes = takeNumber().value;
            }
        }
        // A second offset would be noise; one beyond a day is taken for "unknown".
        if (m_haveOffset || number.digits > 4 || hours > 23 || minutes > 59)
            return;
        m_haveOffset = true;
        m_offset = sign * (hours * 60 + minutes) * 60;
    }

    QDateTime result() const
    {
        const QDate date(m_year, m_month, m_day);
        if (!m_haveDay || !m_haveYear || m_month == 0 || !date.isValid() || m_year < 1)
            return {};
        const QTime time = m_time.isValid() ? m_time : QTime(0, 0);
        return QDateTime(date, time, Qt::OffsetFromUTC, m_offset.value_or(0));
    }

    QByteArrayView m_text;
    qsizetype m_position = 0;
    int m_year = 0;
    int m_month = 0;
    int m_day = 0;
    bool m_haveYear = false;
    bool m_haveDay = false;
    bool m_haveOffset = false;
    bool m_valid = true;
    QTime m_time;
    std::optional<int> m_offset; // seconds east of UTC
};

} // namespace

QDateTime parseRfc5322Date(QByteArrayView text)
{
    return DateReader(text).read();
}

} // namespace QImap4Internal
