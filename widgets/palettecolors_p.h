// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_PALETTECOLORS_P_H
#define QIMAP4_WIDGETS_PALETTECOLORS_P_H

#include <QtGui/qcolor.h>
#include <QtGui/qpalette.h>

// Colours that a palette has no role for, made so that they fit to its light or dark ground.
namespace QImap4Internal {

bool isDark(const QPalette &palette);

// `share` of `top` over `ground`, from 0 to 1.
QColor mixed(const QColor &ground, const QColor &top, qreal share);

QColor cautionColor(const QPalette &palette); // amber
QColor alarmColor(const QPalette &palette); // red
QColor starColor(const QPalette &palette); // gold
QColor quietText(const QPalette &palette); // secondary text
QColor hairline(const QPalette &palette); // lines between rows and panes

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_PALETTECOLORS_P_H
