// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_UNTOLDROWS_P_H
#define QIMAP4_MODELS_UNTOLDROWS_P_H

#include "models/ranges_p.h"
#include "qimap4global.h"

#include <QtCore/qlist.h>

namespace QImap4Internal {

// Rows that have changed, of which views and proxies are still to be told. What is kept is one
// range that covers them all, and goes on doing so when rows come and go.
class QIMAP4_AUTOTEST_EXPORT UntoldRows
{
public:
    bool isEmpty() const { return m_rows.isEmpty(); }
    const QList<int> &roles() const { return m_roles; } // empty: all

    void add(const RowRange &rows, const QList<int> &roles);
    RowRange take(int most); // from the front
    void clear() { m_rows = {}; }

    void rowsInserted(int count);
    void rowsRemoved(int count);
    void orderReversed(int rowCount);

private:
    RowRange m_rows;
    QList<int> m_roles;
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_UNTOLDROWS_P_H
