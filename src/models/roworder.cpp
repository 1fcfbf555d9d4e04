// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/roworder_p.h"

#include <algorithm>

namespace QImap4Internal {

void RowOrder::reset(quint32 messages)
{
    m_messages = messages;
    clearFilter();
}

void RowOrder::append(quint32 messages)
{
    m_messages += messages;
}

void RowOrder::remove(const IndexRange &range)
{
    remove(std::vector<IndexRange>{range});
}

void RowOrder::remove(const std::vector<IndexRange> &ranges)
{
    for (const IndexRange &range : ranges)
        m_messages -= range.count();
    if (!m_filtered)
        return;
    auto range = ranges.begin();
    quint32 gone = 0;
    auto out = m_shown.begin();
    for (const quint32 index : m_shown) {
        for (; range != ranges.end() && range->end <= index; ++range)
            gone += range->count();
        if (range == ranges.end() || index < range->begin)
            *out++ = index - gone;
    }
    m_shown.erase(out, m_shown.end());
}

void RowOrder::setFilter(std::vector<quint32> indexes)
{
    m_shown = std::move(indexes);
    m_filtered = true;
}

void RowOrder::clearFilter()
{
    m_shown = {};
    m_filtered = false;
}

void RowOrder::show(quint32 index)
{
    const auto place = std::lower_bound(m_shown.begin(), m_shown.end(), index);
    if (place == m_shown.end() || *place != index)
        m_shown.insert(place, index);
}

quint32 RowOrder::indexAt(int row) const
{
    const int position = m_reversed ? rowCount() - 1 - row : row;
    return m_filtered ? m_shown[size_t(position)] : quint32(position);
}

int RowOrder::rowOf(quint32 index) const
{
    const RowRange rows = rowsOf({index, index + 1});
    return rows.isEmpty() ? -1 : rows.first;
}

RowRange RowOrder::rowsOf(const IndexRange &range) const
{
    int first = int(range.begin);
    int last = int(range.end) - 1;
    if (m_filtered) {
        const auto begin = std::lower_bound(m_shown.begin(), m_shown.end(), range.begin);
        const auto end = std::lower_bound(begin, m_shown.end(), range.end);
        first = int(begin - m_shown.begin());
        last = int(end - m_shown.begin()) - 1;
    }
    if (last < first)
        return {};
    const int bottom = rowCount() - 1;
    return m_reversed ? RowRange{bottom - last, bottom - first} : RowRange{first, last};
}

int RowOrder::rowToShow(quint32 index) const
{
    const auto place = std::lower_bound(m_shown.begin(), m_shown.end(), index);
    if (!m_filtered || (place != m_shown.end() && *place == index))
        return -1;
    const int position = int(place - m_shown.begin());
    return m_reversed ? rowCount() - position : position;
}

} // namespace QImap4Internal
