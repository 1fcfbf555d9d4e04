// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_DRAGPIXMAP_P_H
#define QIMAP4_WIDGETS_DRAGPIXMAP_P_H

#include <QtCore/qstring.h>
#include <QtGui/qpixmap.h>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace QImap4Internal {

// What hangs at the mouse while messages are dragged: a title, and how many there are.
QPixmap dragPixmap(const QString &title, int count, const QWidget *source);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_DRAGPIXMAP_P_H
