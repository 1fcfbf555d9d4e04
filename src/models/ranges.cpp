// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/ranges_p.h"

#include <algorithm>
#include <bit>

namespace QImap4Internal {

namespace {

// Up to here a sorted list is faster than building the tree below.
constexpr qsizetype SmallList = 64;

// Counts what is left of each stretch of messages, so that the n-th remaining one is found in
// logarithmic time. A server may expunge a hundred thousand messages in one breath.
class RemainingMessages
{
public:
    explicit RemainingMessages(quint32 count)
        : m_tree(size_t(count) + 1)
        , m_left(count)
    {
        for (size_t i = 1; i < m_tree.size(); ++i)
            m_tree[i] = quint32(i & (~i + 1));
    }

    quint32 left() const { return m_left; }

    quint32 takeAt(quint32 position) // counted from 0 among those that remain
    {
        size_t node = 0;
        quint32 before = position;
        for (size_t step = std::bit_floor(m_tree.size() - 1); step > 0; step /= 2) {
            const size_t next = node + step;
            if (next < m_tree.size() && m_tree[next] <= before) {
                node = next;
                before -= m_tree[next];
            }
        }
        for (size_t i = node + 1; i < m_tree.size(); i += i & (~i + 1))
            --m_tree[i];
        --m_left;
        return quint32(node);
    }

private:
    std::vector<quint32> m_tree;
    quint32 m_left;
};

void insertSmall(std::vector<quint32> &removed, quint32 position)
{
    auto place = removed.begin();
    for (; place != removed.end() && *place <= position; ++place)
        ++position;
    removed.insert(place, position);
}

} // namespace

std::vector<IndexRange> toRanges(const std::vector<quint32> &ascending)
{
    std::vector<IndexRange> ranges;
    for (const quint32 value : ascending) {
        if (!ranges.empty() && ranges.back().end == value)
            ++ranges.back().end;
        else
            ranges.push_back({value, value + 1});
    }
    return ranges;
}

ExpungedIndexes expungedIndexes(const QList<quint32> &numbers, quint32 count)
{
    ExpungedIndexes result;
    std::vector<quint32> removed;
    if (numbers.size() <= SmallList) {
        for (const quint32 number : numbers) {
            if (number == 0 || number > count - removed.size())
                result.contradicts = true;
            else
                insertSmall(removed, number - 1);
        }
    } else {
        RemainingMessages remaining(count);
        for (const quint32 number : numbers) {
            if (number == 0 || number > remaining.left())
                result.contradicts = true;
            else
                removed.push_back(remaining.takeAt(number - 1));
        }
        std::sort(removed.begin(), removed.end());
    }
    result.ranges = toRanges(removed);
    return result;
}

} // namespace QImap4Internal
