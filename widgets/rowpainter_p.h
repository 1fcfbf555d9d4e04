// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_ROWPAINTER_P_H
#define QIMAP4_WIDGETS_ROWPAINTER_P_H

#include <QtCore/qrect.h>

QT_BEGIN_NAMESPACE
class QPainter;
class QStyleOptionViewItem;
QT_END_NAMESPACE

namespace QImap4Internal {

// The ground of a selected, hovered or drop-target row, drawn in one piece over the whole width.
// What draws the row afterwards is given `withoutGround(option)`, so that it draws no other one.
void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option, const QRect &row);
QStyleOptionViewItem withoutGround(const QStyleOptionViewItem &option);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_ROWPAINTER_P_H
