// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_GAPCOLUMN_P_H
#define QIMAP4_MODELS_GAPCOLUMN_P_H

#include "models/ranges_p.h"
#include "qimap4global.h"

#include <vector>

namespace QImap4Internal {

// Four bytes for each message of a mailbox. What was removed leaves a gap, and a removal moves only
// what lies between the gap and itself: messages go in runs, or from one end of a mailbox to the
// other, and then a million of them cost one pass and not a million.
class QIMAP4_AUTOTEST_EXPORT GapColumn
{
public:
    quint32 size() const { return quint32(m_values.size()) - m_gap.count(); }
    quint32 &operator[](quint32 index) { return m_values[place(index)]; }
    quint32 operator[](quint32 index) const { return m_values[place(index)]; }

    void reset(quint32 size); // all zero; gives the memory of a larger column back
    void append(quint32 count); // zeros
    void remove(const IndexRange &range);
    qint64 memoryUsage() const { return qint64(m_values.capacity() * sizeof(quint32)); }

private:
    size_t place(quint32 index) const
    {
        return index < m_gap.begin ? index : index + m_gap.count();
    }
    void closeGap();

    std::vector<quint32> m_values;
    IndexRange m_gap; // in m_values
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_GAPCOLUMN_P_H
