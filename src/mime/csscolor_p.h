// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_CSSCOLOR_P_H
#define QIMAP4_MIME_CSSCOLOR_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

#include <optional>

namespace QImap4Internal {

using Rgb = quint32; // 0xAARRGGBB, as QRgb

// A colour of CSS or of an HTML attribute; nothing for transparent and unknown ones.
std::optional<Rgb> parseColor(QByteArrayView text);
QByteArray colorName(Rgb color); // "#rrggbb"

// WCAG 2.1 contrast ratio, 1 to 21.
double contrastRatio(Rgb a, Rgb b);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_CSSCOLOR_P_H
