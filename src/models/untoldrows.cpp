// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/untoldrows_p.h"

#include <QtCore/qglobal.h>

#include <algorithm>

namespace QImap4Internal {

void UntoldRows::add(const RowRange &rows, const QList<int> &roles)
{
    if (rows.isEmpty())
        return;
    if (isEmpty()) {
        m_rows = rows;
        m_roles = roles;
        return;
    }
    m_rows = {qMin(m_rows.first, rows.first), qMax(m_rows.last, rows.last)};
    // (QList would hand the null pointer of an empty list to memcmp().)
    if (!std::equal(m_roles.cbegin(), m_roles.cend(), roles.cbegin(), roles.cend()))
        m_roles.clear();
}

RowRange UntoldRows::take(int most)
{
    const RowRange taken{m_rows.first, qMin(m_rows.last, m_rows.first + most - 1)};
    m_rows.first = taken.last + 1;
    return taken;
}

// Wherever that was.
void UntoldRows::rowsInserted(int count)
{
    if (!isEmpty())
        m_rows.last += count;
}

void UntoldRows::rowsRemoved(int count)
{
    if (!isEmpty())
        m_rows.first = qMax(0, m_rows.first - count);
}

void UntoldRows::orderReversed(int rowCount)
{
    if (!isEmpty())
        m_rows = {qMax(0, rowCount - 1 - m_rows.last), rowCount - 1 - m_rows.first};
}

} // namespace QImap4Internal
