// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_WINDOWSCHEDULER_P_H
#define QIMAP4_MODELS_WINDOWSCHEDULER_P_H

#include "models/ranges_p.h"
#include "qimap4global.h"

#include <QtCore/qglobal.h>

#include <functional>
#include <vector>

namespace QImap4Internal {

// Decides which rows to fetch next: those in view, then one page where the view is going, then
// one page behind. It keeps no queue: each decision is taken for the window of that moment, so
// rows that were scrolled past are never asked for.
class QIMAP4_AUTOTEST_EXPORT WindowScheduler
{
public:
    static constexpr int PageRows = 64;
    static constexpr int RequestRows = 256;
    static constexpr int RequestsInFlight = 2;

    using RowTest = std::function<bool(int row)>;

    void reset(); // to the first page
    void setWindow(int first, int last);
    RowRange window() const { return m_window; }

    // The rows of the next request, empty when there is nothing to ask for. Rows within it that
    // are not `missing` need not be fetched.
    RowRange next(int rowCount, const RowTest &missing) const;

private:
    RowRange firstMissing(const RowRange &pages, int rowCount, const RowTest &missing) const;

    RowRange m_window{0, PageRows - 1};
    bool m_upwards = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_WINDOWSCHEDULER_P_H
