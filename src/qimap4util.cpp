// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4util.h"

#include "types/englishmonth_p.h"
#include "types/safecharacter_p.h"
#include "wire/datetime_p.h"
#include "wire/flaglist_p.h"

#include <algorithm>

using namespace QImap4Internal;

namespace {

// Behind the last `word` that does not go on to the left, in any case; -1: there is none.
qsizetype behindLast(const QByteArray &text, QByteArrayView word)
{
    const QByteArray upper = text.toUpper();
    for (qsizetype at = upper.lastIndexOf(word); at >= 0;
         at = at > 0 ? upper.lastIndexOf(word, at - 1) : -1) {
        if (at == 0 || upper.at(at - 1) == ' ' || upper.at(at - 1) == '(')
            return at + word.size();
    }
    return -1;
}

} // namespace

/*!
    \namespace QImap4Util
    \brief imaplib's helpers: IMAP's dates, flags and tags outside of a connection.
*/

/*!
    Reads an internal date (RFC 9051, section 9, date-time): what INTERNALDATE says in a FETCH
    response, the last one where there are several, or the date alone, with or without its quotes.
    The value keeps the offset from UTC that it came with. Days of one digit, with a space before
    them or without, are read. Invalid when there is no date.
*/
QDateTime QImap4Util::internalDateToDateTime(QByteArrayView text)
{
    const QByteArray bytes = text.toByteArray();
    const qsizetype behind = behindLast(bytes, "INTERNALDATE");
    if (behind < 0)
        return parseInternalDate(bytes.trimmed());
    Scanner scanner(QByteArrayView(bytes).sliced(behind));
    return parseInternalDate(scanner.value().text());
}

/*!
    Writes an internal date as APPEND takes it, "17-Jul-1996 02:44:25 -0700" within double quotes,
    in the zone of \a dateTime. Empty when it is not valid, or its year not one from 1 to 9999.
*/
QByteArray QImap4Util::dateTimeToInternalDate(const QDateTime &dateTime)
{
    const QByteArray text = formatInternalDate(dateTime);
    return text.isEmpty() ? QByteArray() : '"' + text + '"';
}

/*! As above, for seconds since 1970-01-01T00:00:00Z, in the local zone as it was at that moment. */
QByteArray QImap4Util::dateTimeToInternalDate(qint64 secondsSinceEpoch)
{
    return dateTimeToInternalDate(QDateTime::fromSecsSinceEpoch(secondsSinceEpoch));
}

/*! Returns the flags of the last "FLAGS (...)" in \a response as they are written there; none
    where there is no such list. */
QByteArrayList QImap4Util::parseFlags(QByteArrayView response)
{
    const QByteArray bytes = response.toByteArray();
    const qsizetype behind = behindLast(bytes, "FLAGS");
    if (behind < 0)
        return {};
    Scanner scanner(QByteArrayView(bytes).sliced(behind));
    const Value list = scanner.value();
    QByteArrayList flags;
    if (list.isList())
        forEachFlag(list, [&flags](QByteArrayView flag) { flags.append(flag.toByteArray()); });
    return flags;
}

/*! Writes the absolute value of \a number in base 16 with the digits A to P, as imaplib makes its
    tags; 0 is empty. */
QByteArray QImap4Util::int2ap(qint64 number)
{
    QByteArray letters;
    // The smallest number has no positive counterpart.
    for (quint64 rest = number < 0 ? 0 - quint64(number) : quint64(number); rest > 0; rest >>= 4)
        letters.append(char('A' + (rest & 0xfU)));
    std::reverse(letters.begin(), letters.end());
    return letters;
}

/*! Returns IMAP's name of a \a month from 1 to 12, "Jan" to "Dec" in whatever locale; empty for
    other numbers. */
QByteArray QImap4Util::monthName(int month)
{
    return month >= 1 && month <= 12 ? englishMonth(month).toByteArray() : QByteArray();
}

/*! Returns the number of the month that IMAP calls \a name, in any case; 0 for other names. */
int QImap4Util::monthNumber(QByteArrayView name)
{
    return name.size() == 3 ? monthFromEnglish(name) : 0;
}

/*! Returns whether text from servers and mail may be shown, on a terminal above all, with
    \a character in it. Not with controls (line ends and tabulators among them), directional and
    invisible marks, separators of lines, halves of pairs, and what Unicode has not assigned or does
    not define: those change how everything around them looks. */
bool QImap4Util::isSafeToShow(char32_t character)
{
    return isSafeCharacter(character);
}
