// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/messagetable_p.h"

#include <algorithm>
#include <limits>

namespace QImap4Internal {

KeywordSets::KeywordSets()
{
    clear();
}

void KeywordSets::clear()
{
    m_sets = {QByteArrayList()};
    m_numbers.clear();
    m_bytes = 0;
}

quint16 KeywordSets::intern(const QByteArrayList &keywords)
{
    if (keywords.isEmpty())
        return 0;
    QByteArrayList sorted = keywords;
    std::sort(sorted.begin(), sorted.end());
    const QByteArray key = sorted.join('\0');
    const auto known = m_numbers.constFind(key);
    if (known != m_numbers.constEnd())
        return *known;
    if (m_sets.size() >= MaximumSets || m_bytes + key.size() > MaximumBytes)
        return 0;
    const auto number = quint16(m_sets.size());
    m_bytes += key.size();
    m_sets.append(sorted);
    m_numbers.insert(key, number);
    return number;
}

qint64 KeywordSets::memoryUsage() const
{
    return 2 * m_bytes + m_sets.size() * qint64(sizeof(QByteArrayList) + sizeof(QByteArray));
}

void MessageTable::reset(quint32 size)
{
    size = qMin(size, MaximumRows);
    for (auto *column : {&m_uids, &m_flags, &m_dates, &m_sizes, &m_slots})
        column->reset(size);
    m_keywords.clear();
    m_knownUids = 0;
}

void MessageTable::append(quint32 count)
{
    count = qMin(count, MaximumRows - size());
    for (auto *column : {&m_uids, &m_flags, &m_dates, &m_sizes, &m_slots})
        column->append(count);
}

void MessageTable::remove(const IndexRange &range)
{
    for (quint32 i = range.begin; i < range.end; ++i)
        m_knownUids -= m_uids[i] != 0 ? 1 : 0;
    for (auto *column : {&m_uids, &m_flags, &m_dates, &m_sizes, &m_slots})
        column->remove(range);
}

void MessageTable::remove(const std::vector<IndexRange> &ranges)
{
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range)
        remove(*range); // from the end, so that each is still where it says
}

quint32 MessageTable::lastKnownUid() const
{
    for (quint32 i = size(); i > 0; --i) {
        if (m_uids[i - 1] != 0)
            return m_uids[i - 1];
    }
    return 0;
}

// Binary search in a column that has gaps: a gap at the middle is left by walking to its right end.
qint64 MessageTable::find(quint32 uid) const
{
    if (uid == 0 || m_knownUids == 0)
        return -1;
    quint32 low = 0;
    quint32 high = size();
    while (low < high) {
        const quint32 middle = low + (high - low) / 2;
        quint32 probe = middle;
        while (probe < high && m_uids[probe] == 0)
            ++probe;
        if (probe == high)
            high = middle;
        else if (m_uids[probe] == uid)
            return qint64(probe);
        else if (m_uids[probe] < uid)
            low = probe + 1;
        else
            high = middle;
    }
    return -1;
}

bool MessageTable::fits(quint32 index, quint32 uid) const
{
    if (index > 0 && m_uids[index - 1] != 0 && m_uids[index - 1] >= uid)
        return false;
    return index + 1 >= size() || m_uids[index + 1] == 0 || m_uids[index + 1] > uid;
}

void MessageTable::forget(quint32 index)
{
    m_knownUids -= m_uids[index] != 0 ? 1 : 0;
    for (auto *column : {&m_uids, &m_flags, &m_dates, &m_sizes, &m_slots})
        (*column)[index] = 0;
}

MessageTable::Learnt MessageTable::learnUid(quint32 index, quint32 uid)
{
    const quint32 before = m_uids[index];
    if (before == uid)
        return Learnt::Same;
    if (before != 0)
        forget(index);
    if (uid == 0 || !fits(index, uid))
        return Learnt::Contradiction;
    m_uids[index] = uid;
    ++m_knownUids;
    return before == 0 ? Learnt::New : Learnt::Contradiction;
}

bool MessageTable::learnUids(quint32 begin, const QImap4MessageSet &uids)
{
    if (begin > size() || uids.count() != size() - begin)
        return false;
    quint32 index = begin;
    for (const QImap4MessageSet::Range &range : uids.ranges()) {
        for (quint64 uid = range.first; uid <= range.last; ++uid, ++index) {
            if (m_uids[index] == uid)
                continue;
            if (m_uids[index] != 0)
                forget(index);
            m_uids[index] = quint32(uid);
            ++m_knownUids;
        }
    }
    return true;
}

void MessageTable::addUids(const IndexRange &range, QImap4MessageSet *set) const
{
    for (quint32 i = range.begin; i < range.end; ++i) {
        const quint32 first = m_uids[i];
        if (first == 0)
            continue;
        quint32 last = first;
        while (i + 1 < range.end && m_uids[i + 1] == last + 1) {
            ++i;
            ++last;
        }
        set->add(first, last);
    }
}

QImap4MessageSet MessageTable::uids(const IndexRange &range) const
{
    QImap4MessageSet set;
    addUids(range, &set);
    return set;
}

QImap4MessageSet MessageTable::uids(const std::vector<IndexRange> &ranges) const
{
    QImap4MessageSet set;
    for (const IndexRange &range : ranges)
        addUids(range, &set);
    return set;
}

std::vector<quint32> MessageTable::indexesOf(const QImap4MessageSet &uids) const
{
    std::vector<quint32> found;
    const QList<QImap4MessageSet::Range> &ranges = uids.ranges();
    // A few UIDs are looked up one by one; many are merged with the whole column.
    constexpr quint64 LookUp = 16;
    if (uids.count() <= LookUp) {
        for (const QImap4MessageSet::Range &range : ranges) {
            for (quint64 uid = range.first; uid <= range.last; ++uid) {
                if (const qint64 index = find(quint32(uid)); index >= 0)
                    found.push_back(quint32(index));
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }
    auto range = ranges.begin();
    for (quint32 i = 0; i < size() && range != ranges.end(); ++i) {
        const quint32 uid = m_uids[i];
        if (uid == 0)
            continue;
        while (range != ranges.end() && range->last < uid)
            ++range;
        if (range != ranges.end() && range->first <= uid)
            found.push_back(i);
    }
    return found;
}

bool MessageTable::isKnown(quint32 index, QImap4Flags::SystemFlag flag) const
{
    const quint32 word = m_flags[index];
    if (word & FlagsKnown)
        return true;
    return (flag == QImap4Flags::Seen && (word & SeenKnown))
        || (flag == QImap4Flags::Flagged && (word & FlaggedKnown));
}

const QByteArrayList &MessageTable::keywords(quint32 index) const
{
    return m_keywords.at(quint16(m_flags[index] >> KeywordShift));
}

QImap4Flags MessageTable::flags(quint32 index) const
{
    return QImap4Flags(QImap4Flags::SystemFlags::fromInt(quint16(m_flags[index] & SystemMask)),
                       keywords(index));
}

bool MessageTable::replaceFlags(quint32 index, const QImap4Flags &flags)
{
    quint32 &word = m_flags[index];
    const quint32 before = word;
    word &= ~(SystemMask | KeywordMask);
    word |= quint32(flags.system().toInt()) & SystemMask;
    word |= quint32(m_keywords.intern(flags.keywords())) << KeywordShift;
    return word != before;
}

bool MessageTable::setFlags(quint32 index, const QImap4Flags &flags)
{
    const quint32 before = m_flags[index];
    const bool firstTime = !isKnown(index, QImap4Flags::Seen);
    replaceFlags(index, flags);
    m_flags[index] &= ~ChangePending;
    m_flags[index] |= FlagsKnown;
    if (firstTime && !flags.has(QImap4Flags::Seen))
        m_flags[index] |= WasUnread;
    return m_flags[index] != before;
}

bool MessageTable::setFlagFromSearch(quint32 index, QImap4Flags::SystemFlag flag, bool on)
{
    quint32 &word = m_flags[index];
    if (word & FlagsKnown)
        return false; // what FETCH said is newer, or will be corrected by FETCH
    const quint32 before = word;
    if (flag == QImap4Flags::Seen && !on && !(word & SeenKnown))
        word |= WasUnread;
    word |= flag == QImap4Flags::Seen ? SeenKnown : FlaggedKnown;
    word = on ? word | flag : word & ~quint32(flag);
    return word != before;
}

bool MessageTable::changeFlags(quint32 index, const QImap4Flags &change, bool on)
{
    const QImap4Flags before = flags(index);
    QImap4Flags after = before;
    for (const auto flag : {QImap4Flags::Seen, QImap4Flags::Answered, QImap4Flags::Flagged,
                            QImap4Flags::Deleted, QImap4Flags::Draft}) {
        if (change.has(flag))
            after.set(flag, on);
    }
    for (const QByteArray &keyword : change.keywords()) {
        if (on)
            after.insert(keyword);
        else
            after.remove(keyword);
    }
    if (!replaceFlags(index, after))
        return false;
    m_flags[index] |= ChangePending;
    return true;
}

MessageTable::RequestState MessageTable::requestState(quint32 index) const
{
    return RequestState((m_flags[index] & RequestMask) >> RequestShift);
}

void MessageTable::setRequestState(quint32 index, RequestState state)
{
    m_flags[index] = (m_flags[index] & ~RequestMask) | (quint32(state) << RequestShift);
}

void MessageTable::setInternalDate(quint32 index, qint64 secondsSinceEpoch)
{
    constexpr qint64 Latest = std::numeric_limits<quint32>::max();
    m_dates[index] = quint32(qBound(qint64(1), secondsSinceEpoch, Latest));
}

void MessageTable::setOctets(quint32 index, quint64 octets)
{
    constexpr quint64 Largest = std::numeric_limits<quint32>::max();
    m_sizes[index] = quint32(qMin(octets, Largest));
}

qint64 MessageTable::memoryUsage() const
{
    qint64 bytes = m_keywords.memoryUsage();
    for (const auto *column : {&m_uids, &m_flags, &m_dates, &m_sizes, &m_slots})
        bytes += column->memoryUsage();
    return bytes;
}

} // namespace QImap4Internal
