// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_RANGES_P_H
#define QIMAP4_MODELS_RANGES_P_H

#include "qimap4global.h"

#include <QtCore/qlist.h>
#include <QtCore/qglobal.h>

#include <vector>

namespace QImap4Internal {

// Messages in mailbox order, counted from 0: [begin, end).
struct IndexRange
{
    quint32 begin = 0;
    quint32 end = 0;

    quint32 count() const { return end - begin; }
    friend bool operator==(const IndexRange &a, const IndexRange &b)
    {
        return a.begin == b.begin && a.end == b.end;
    }
};

// Rows of a view, both ends included, as the item model signals want them.
struct RowRange
{
    int first = 0;
    int last = -1;

    bool isEmpty() const { return last < first; }
    int count() const { return last - first + 1; }
    friend bool operator==(const RowRange &a, const RowRange &b)
    {
        return a.first == b.first && a.last == b.last;
    }
};

struct ExpungedIndexes
{
    std::vector<IndexRange> ranges; // ascending, disjoint, not adjacent
    bool contradicts = false; // some number named no message
};

// Which of `count` messages a list of EXPUNGE numbers removes. Each number counts after the ones
// before it are gone (RFC 9051, 7.5.1); numbers that name nothing are left out.
QIMAP4_AUTOTEST_EXPORT ExpungedIndexes expungedIndexes(const QList<quint32> &numbers,
                                                       quint32 count);

// Ascending values as ranges.
std::vector<IndexRange> toRanges(const std::vector<quint32> &ascending);

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_RANGES_P_H
