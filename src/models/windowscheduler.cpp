// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/windowscheduler_p.h"

#include <QtCore/qglobal.h>

namespace QImap4Internal {

namespace {

// No screen shows more; what a caller asks for beyond is not a view.
constexpr int MaximumWindow = 1024;

bool anyMissing(int page, int rowCount, const WindowScheduler::RowTest &missing)
{
    const int begin = page * WindowScheduler::PageRows;
    const int end = int(qMin(qint64(begin) + WindowScheduler::PageRows, qint64(rowCount)));
    for (int row = begin; row < end; ++row) {
        if (missing(row))
            return true;
    }
    return false;
}

} // namespace

void WindowScheduler::reset()
{
    m_window = {0, PageRows - 1};
    m_upwards = false;
}

void WindowScheduler::setWindow(int first, int last)
{
    first = qMax(0, first);
    last = int(qBound(qint64(first), qint64(last), qint64(first) + MaximumWindow - 1));
    if (first != m_window.first)
        m_upwards = first < m_window.first;
    m_window = {first, last};
}

RowRange WindowScheduler::firstMissing(const RowRange &pages, int rowCount,
                                       const RowTest &missing) const
{
    constexpr int PagesPerRequest = RequestRows / PageRows;
    int first = pages.first;
    while (first <= pages.last && !anyMissing(first, rowCount, missing))
        ++first;
    if (first > pages.last)
        return {};
    int last = first;
    while (last < pages.last && last - first + 1 < PagesPerRequest
           && anyMissing(last + 1, rowCount, missing)) {
        ++last;
    }
    const qint64 end = qMin(qint64(last + 1) * PageRows, qint64(rowCount));
    return {first * PageRows, int(end - 1)};
}

RowRange WindowScheduler::next(int rowCount, const RowTest &missing) const
{
    if (rowCount <= 0)
        return {};
    const int lastPage = (rowCount - 1) / PageRows;
    const RowRange visible{qMin(m_window.first / PageRows, lastPage),
                           qMin(m_window.last / PageRows, lastPage)};
    const RowRange above{visible.first - 1, visible.first - 1};
    const RowRange below{visible.last + 1, visible.last + 1};
    for (const RowRange &pages : {visible, m_upwards ? above : below, m_upwards ? below : above}) {
        if (pages.first < 0 || pages.last > lastPage)
            continue;
        const RowRange rows = firstMissing(pages, rowCount, missing);
        if (!rows.isEmpty())
            return rows;
    }
    return {};
}

} // namespace QImap4Internal
