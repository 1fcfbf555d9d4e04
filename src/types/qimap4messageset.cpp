// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messageset.h"

#include <QtCore/qdebug.h>

#include <algorithm>
#include <optional>

/*!
    \class QImap4MessageSet
    \brief A set of message numbers, kept as intervals (RFC 9051, section 9, sequence-set).

    A set knows whether its numbers are UIDs or message sequence numbers, so one slot serves both
    forms of a command. However many messages it names, it costs eight bytes per run of
    consecutive numbers: \c{1:4294967295} is one Range.

    Numbers are 1 to 4294967295. The greatest one, Last, stands for \c{*}, the highest number
    in the mailbox, which only the server knows; no mailbox gets that far. 0 is no number and is
    ignored.

    A set can be bound to the mailbox and the UIDVALIDITY that its numbers are from: see boundTo().

    A set can instead be the result that the server saved for the last search, \c{$} (RFC 5182).
    Nobody knows here what that one holds, so operations on it never claim a message that might be
    wrong: uniting leaves the set as it is, subtracting and intersecting leave nothing. It is the
    same with two sets of different kinds or different bindings, one that is bound and one that is
    not included: their numbers do not mean the same messages. An empty set is never sent to a
    server.
*/

namespace {

using Range = QImap4MessageSet::Range;

bool startsBefore(const Range &a, const Range &b)
{
    return a.first < b.first;
}

// Appends a run that starts no earlier than those before it, and merges it with the last one.
void appendOrdered(QList<Range> &ranges, Range range)
{
    if (ranges.isEmpty()) {
        ranges.append(range);
        return;
    }
    Range &previous = ranges.last();
    if (previous.last == QImap4MessageSet::Last || range.first <= previous.last + 1)
        previous.last = std::max(previous.last, range.last);
    else
        ranges.append(range);
}

QImap4MessageSet fromList(QList<quint32> numbers, QImap4MessageSet::Kind kind)
{
    if (!std::is_sorted(numbers.cbegin(), numbers.cend()))
        std::sort(numbers.begin(), numbers.end());
    QImap4MessageSet set(kind);
    for (quint32 number : std::as_const(numbers))
        set.add(number);
    return set;
}

std::optional<quint32> parseNumber(QByteArrayView text)
{
    if (text == "*")
        return QImap4MessageSet::Last;
    // Ten digits are the longest 32-bit number.
    if (text.isEmpty() || text.size() > 10)
        return std::nullopt;
    quint64 value = 0;
    for (char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + quint64(c - '0');
    }
    if (value == 0 || value > QImap4MessageSet::Last)
        return std::nullopt;
    return quint32(value);
}

std::optional<Range> parseRange(QByteArrayView text)
{
    const qsizetype colon = text.indexOf(':');
    const auto first = parseNumber(colon < 0 ? text : text.first(colon));
    const auto last = colon < 0 ? first : parseNumber(text.sliced(colon + 1));
    if (!first || !last)
        return std::nullopt;
    return Range{std::min(*first, *last), std::max(*first, *last)};
}

void appendNumber(QByteArray &text, quint32 number)
{
    if (number == QImap4MessageSet::Last)
        text += '*';
    else
        text += QByteArray::number(number);
}

} // namespace

/*! Makes an empty set of the given \a kind. */
QImap4MessageSet::QImap4MessageSet(Kind kind)
    : m_kind(kind)
{}

/*! Returns the set of one \a uid. */
QImap4MessageSet QImap4MessageSet::uids(quint32 uid)
{
    return uids(uid, uid);
}

/*! Returns the UIDs from \a first to \a last, both included, in either order. */
QImap4MessageSet QImap4MessageSet::uids(quint32 first, quint32 last)
{
    QImap4MessageSet set(Uids);
    set.add(first, last);
    return set;
}

/*! Returns the set of \a uids, which may come in any order and more than once. */
QImap4MessageSet QImap4MessageSet::uids(const QList<quint32> &uids)
{
    return fromList(uids, Uids);
}

/*! Returns the set of one message sequence \a number. */
QImap4MessageSet QImap4MessageSet::sequenceNumbers(quint32 number)
{
    return sequenceNumbers(number, number);
}

/*! Returns the sequence numbers from \a first to \a last, both included, in either order. */
QImap4MessageSet QImap4MessageSet::sequenceNumbers(quint32 first, quint32 last)
{
    QImap4MessageSet set(SequenceNumbers);
    set.add(first, last);
    return set;
}

/*! Returns the set of sequence \a numbers, which may come in any order and more than once. */
QImap4MessageSet QImap4MessageSet::sequenceNumbers(const QList<quint32> &numbers)
{
    return fromList(numbers, SequenceNumbers);
}

/*! Returns \c{1:*}, every message of the mailbox, as \a kind. */
QImap4MessageSet QImap4MessageSet::all(Kind kind)
{
    QImap4MessageSet set(kind);
    set.add(1, Last);
    return set;
}

/*! Returns \c{$}, what the server saved as the result of the last search (RFC 5182). */
QImap4MessageSet QImap4MessageSet::savedResult(Kind kind)
{
    QImap4MessageSet set(kind);
    set.m_savedResult = true;
    return set;
}

/*!
    Reads a sequence-set such as \c{1,3:5,7:*}, or \c{$}. Runs may be backwards, overlap and come
    in any order. If \a text is not a sequence-set, the result is empty and \a ok becomes false.
*/
QImap4MessageSet QImap4MessageSet::fromString(QByteArrayView text, Kind kind, bool *ok)
{
    if (ok)
        *ok = true;
    if (text == "$")
        return savedResult(kind);

    QList<Range> ranges;
    bool ordered = true;
    while (true) {
        const qsizetype comma = text.indexOf(',');
        const auto range = parseRange(comma < 0 ? text : text.first(comma));
        if (!range) {
            if (ok)
                *ok = false;
            return QImap4MessageSet(kind);
        }
        ordered = ordered && (ranges.isEmpty() || ranges.last().first <= range->first);
        ranges.append(*range);
        if (comma < 0)
            break;
        text = text.sliced(comma + 1);
    }
    // Sorting once keeps a long list in the wrong order from costing its square.
    if (!ordered)
        std::sort(ranges.begin(), ranges.end(), startsBefore);
    QImap4MessageSet set(kind);
    for (const Range &range : std::as_const(ranges))
        appendOrdered(set.m_ranges, range);
    return set;
}

/*!
    Returns how many numbers the set spans. A run up to \c{*} counts as if the mailbox were full;
    a saved result counts 0.
*/
quint64 QImap4MessageSet::count() const
{
    quint64 sum = 0;
    for (const Range &range : m_ranges)
        sum += quint64(range.last) - range.first + 1;
    return sum;
}

/*! Returns whether \a number is in the set, in logarithmic time. False for a saved result. */
bool QImap4MessageSet::contains(quint32 number) const
{
    const auto after =
        std::upper_bound(m_ranges.cbegin(), m_ranges.cend(), Range{number, number}, startsBefore);
    return after != m_ranges.cbegin() && number <= std::prev(after)->last;
}

/*! Returns the lowest number, or 0 if the set has none. */
quint32 QImap4MessageSet::first() const
{
    return m_ranges.isEmpty() ? 0 : m_ranges.first().first;
}

/*! Returns the highest number, or 0 if the set has none. */
quint32 QImap4MessageSet::last() const
{
    return m_ranges.isEmpty() ? 0 : m_ranges.last().last;
}

/*! Returns the numbers in ascending order, but no more than the first \a maximum of them. */
QList<quint32> QImap4MessageSet::toList(qsizetype maximum) const
{
    QList<quint32> numbers;
    if (maximum <= 0)
        return numbers;
    numbers.reserve(qsizetype(std::min<quint64>(count(), quint64(maximum))));
    for (const Range &range : m_ranges) {
        for (quint64 number = range.first; number <= range.last; ++number) {
            if (numbers.size() == maximum)
                return numbers;
            numbers.append(quint32(number));
        }
    }
    return numbers;
}

/*! Returns the set as IMAP writes it, always in ascending order; empty for an empty set. */
QByteArray QImap4MessageSet::toString() const
{
    if (m_savedResult)
        return QByteArrayLiteral("$");
    QByteArray text;
    for (const Range &range : m_ranges) {
        if (!text.isEmpty())
            text += ',';
        appendNumber(text, range.first);
        if (range.first != range.last) {
            text += ':';
            appendNumber(text, range.last);
        }
    }
    return text;
}

/*!
    Adds the numbers from \a first to \a last, both included, in either order. Constant time
    behind the highest number of the set.
*/
void QImap4MessageSet::add(quint32 first, quint32 last)
{
    Range range{std::max(1U, std::min(first, last)), std::max(first, last)};
    if (range.last == 0 || m_savedResult)
        return;
    if (m_ranges.isEmpty() || m_ranges.last().first <= range.first) {
        appendOrdered(m_ranges, range);
        return;
    }
    // All runs that touch the new one, neighbours included, become one with it.
    const auto begin = std::lower_bound(
        m_ranges.cbegin(), m_ranges.cend(), range.first,
        [](const Range &r, quint32 number) { return quint64(r.last) + 1 < number; });
    const auto end =
        std::upper_bound(begin, m_ranges.cend(), range.last, [](quint32 number, const Range &r) {
            return quint64(number) + 1 < r.first;
        });
    if (begin == end) {
        m_ranges.insert(begin, range);
        return;
    }
    range.first = std::min(range.first, begin->first);
    range.last = std::max(range.last, std::prev(end)->last);
    const qsizetype index = begin - m_ranges.cbegin();
    m_ranges.erase(std::next(begin), end);
    m_ranges[index] = range;
}

/*!
    Adds the numbers of \a other. An empty set that is not bound becomes \a other, with its kind and
    its binding; any other takes only numbers of its own kind and binding.
*/
void QImap4MessageSet::unite(const QImap4MessageSet &other)
{
    if (other.isEmpty())
        return;
    if (isEmpty() && !isBound()) {
        *this = other;
        return;
    }
    if (m_savedResult || other.m_savedResult || !isAlike(other))
        return;
    QList<Range> merged;
    merged.reserve(m_ranges.size() + other.m_ranges.size());
    auto a = m_ranges.cbegin();
    auto b = other.m_ranges.cbegin();
    while (a != m_ranges.cend() || b != other.m_ranges.cend()) {
        const bool takeA =
            b == other.m_ranges.cend() || (a != m_ranges.cend() && a->first <= b->first);
        appendOrdered(merged, takeA ? *a++ : *b++);
    }
    m_ranges = merged;
}

/*!
    Removes the numbers of \a other. Nothing is left when \a other is of another kind or binding:
    which of the messages it means is not known.
*/
void QImap4MessageSet::subtract(const QImap4MessageSet &other)
{
    if (other.isEmpty())
        return;
    if (m_savedResult || other.m_savedResult || !isAlike(other)) {
        clear();
        return;
    }
    QList<Range> left;
    auto hole = other.m_ranges.cbegin();
    for (Range range : std::as_const(m_ranges)) {
        while (hole != other.m_ranges.cend() && hole->last < range.first)
            ++hole;
        bool used = false;
        for (auto it = hole; it != other.m_ranges.cend() && it->first <= range.last; ++it) {
            hole = it; // the last one may reach into the next run
            if (range.first < it->first)
                left.append({range.first, it->first - 1});
            if (it->last >= range.last) {
                used = true;
                break;
            }
            range.first = it->last + 1;
        }
        if (!used)
            left.append(range);
    }
    m_ranges = left;
}

/*!
    Keeps only the numbers that \a other has, too. Nothing is left when \a other is of another kind
    or binding.
*/
void QImap4MessageSet::intersect(const QImap4MessageSet &other)
{
    if (m_savedResult && other.m_savedResult && isAlike(other))
        return;
    if (m_savedResult || other.m_savedResult || !isAlike(other)) {
        clear();
        return;
    }
    QList<Range> common;
    auto a = m_ranges.cbegin();
    auto b = other.m_ranges.cbegin();
    while (a != m_ranges.cend() && b != other.m_ranges.cend()) {
        const Range both{std::max(a->first, b->first), std::min(a->last, b->last)};
        if (both.first <= both.last)
            common.append(both);
        if (a->last < b->last)
            ++a;
        else
            ++b;
    }
    m_ranges = common;
}

/*!
    The same numbers, bound to \a mailbox and its \a uidValidity. Numbers that were read some time
    ago may name other messages when a command with them is sent: another mailbox may be selected
    by then, or the server may have numbered the messages anew (RFC 9051, 2.3.1.1). A FETCH, STORE,
    COPY, MOVE or UID EXPUNGE of a bound set fails with IllegalStateError instead, without being
    sent. That is looked up when its turn comes, behind all commands that were given before. A
    \a uidValidity of 0 stands for a mailbox whose server names none; an empty \a mailbox gives a
    set that is not bound.
*/
QImap4MessageSet QImap4MessageSet::boundTo(const QString &mailbox, quint32 uidValidity) const
{
    QImap4MessageSet result(*this);
    result.m_mailbox = mailbox;
    result.m_uidValidity = mailbox.isEmpty() ? 0 : uidValidity;
    return result;
}

// Whether the numbers of both mean the same messages, as far as can be known.
bool QImap4MessageSet::isAlike(const QImap4MessageSet &other) const
{
    return m_kind == other.m_kind && m_uidValidity == other.m_uidValidity
        && m_mailbox == other.m_mailbox;
}

// What it is a set of remains.
void QImap4MessageSet::clear()
{
    m_ranges.clear();
    m_savedResult = false;
}

/*! Returns whether \a a and \a b hold the same numbers, of the same kind and bound to the same. */
bool operator==(const QImap4MessageSet &a, const QImap4MessageSet &b)
{
    return a.isAlike(b) && a.m_savedResult == b.m_savedResult && a.m_ranges == b.m_ranges;
}

QDebug operator<<(QDebug debug, const QImap4MessageSet &set)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4MessageSet(" << (set.isUids() ? "UID " : "seq ")
                    << set.toString().constData();
    if (set.isBound())
        debug << " of " << set.mailbox() << ' ' << set.uidValidity();
    debug << ')';
    return debug;
}
