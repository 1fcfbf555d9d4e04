// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/gapcolumn_p.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr quint32 SmallGap = 4096; // not worth the pass that closes it

} // namespace

void GapColumn::reset(quint32 size)
{
    std::vector<quint32> fresh(size);
    m_values.swap(fresh);
    m_gap = {};
}

void GapColumn::append(quint32 count)
{
    m_values.resize(m_values.size() + count);
}

void GapColumn::remove(const IndexRange &range)
{
    const quint32 width = m_gap.count();
    const auto values = m_values.begin();
    if (range.end < m_gap.begin)
        std::move_backward(values + range.end, values + m_gap.begin, values + m_gap.end);
    else if (range.begin > m_gap.begin)
        std::move(values + m_gap.end, values + range.begin + width, values + m_gap.begin);
    m_gap = {range.begin, range.end + width};
    if (m_gap.count() > SmallGap && m_gap.count() > size())
        closeGap();
}

void GapColumn::closeGap()
{
    const auto values = m_values.begin();
    m_values.erase(values + m_gap.begin, values + m_gap.end);
    m_values.shrink_to_fit();
    m_gap = {};
}

} // namespace QImap4Internal
