// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HTMLTABLEGRID_P_H
#define QIMAP4_MIME_HTMLTABLEGRID_P_H

#include <QtCore/qglobal.h>

#include <gumbo.h>

namespace QImap4Internal {

constexpr int maximumSpan = 100;
constexpr int maximumColumns = 100; // that the cells of one row take

// The number of places that a table has when it is laid out: its rows times its columns, where a
// span can push the cells of later rows to the right. Counting stops above `limit`.
qsizetype tableGridCells(const GumboElement &table, qsizetype limit);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HTMLTABLEGRID_P_H
