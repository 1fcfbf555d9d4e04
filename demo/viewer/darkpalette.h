// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_DARKPALETTE_H
#define QIMAP4_VIEWER_DARKPALETTE_H

#include <QtGui/qpalette.h>

// For --dark, where the desktop has no say.
QPalette darkPalette();
// The light one of screenshots, the same on every computer.
QPalette lightPalette();

#endif // QIMAP4_VIEWER_DARKPALETTE_H
