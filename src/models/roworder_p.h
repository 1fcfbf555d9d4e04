// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_ROWORDER_P_H
#define QIMAP4_MODELS_ROWORDER_P_H

#include "models/ranges_p.h"
#include "qimap4global.h"

#include <vector>

namespace QImap4Internal {

// Which message each row shows: all of a mailbox or those that a search found, oldest or newest
// first. Knows positions only; no message is looked at.
class QIMAP4_AUTOTEST_EXPORT RowOrder
{
public:
    void reset(quint32 messages); // shows all
    void append(quint32 messages); // to the mailbox; hidden while filtered
    void remove(const IndexRange &range);
    void remove(const std::vector<IndexRange> &ranges);

    bool isFiltered() const { return m_filtered; }
    void setFilter(std::vector<quint32> indexes); // ascending: the messages to show
    void clearFilter();
    void show(quint32 index); // one more, while filtered

    bool isReversed() const { return m_reversed; }
    void setReversed(bool reversed) { m_reversed = reversed; } // the newest message first

    int rowCount() const { return int(m_filtered ? m_shown.size() : m_messages); }
    quint32 indexAt(int row) const;
    int rowOf(quint32 index) const; // -1: hidden
    RowRange rowsOf(const IndexRange &range) const; // of those that are shown, empty if none
    int rowToShow(quint32 index) const; // the row that show() would give it; -1: shown already
    qint64 memoryUsage() const { return qint64(m_shown.capacity() * sizeof(quint32)); }

private:
    std::vector<quint32> m_shown; // ascending; used while filtered
    quint32 m_messages = 0;
    bool m_filtered = false;
    bool m_reversed = true;
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_ROWORDER_P_H
