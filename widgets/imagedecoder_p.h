// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_IMAGEDECODER_P_H
#define QIMAP4_WIDGETS_IMAGEDECODER_P_H

#include "qimap4widgetsglobal.h"

#include <QtCore/qbytearray.h>
#include <QtGui/qimage.h>

namespace QImap4Internal {

constexpr qint64 largestPicture = 64LL * 1000 * 1000; // pixels; 256 MB once decoded

constexpr qint64 largestDecoded = 8LL * 1000 * 1000; // pixels of one picture; more is scaled down

// The first frame of a raster picture, told by its first bytes and never by its name. Null for
// everything else: other formats, a picture that is too large, broken data. What has more pixels
// than `most` is scaled down to that.
QIMAP4_WIDGETS_AUTOTEST_EXPORT QImage decodePicture(const QByteArray &bytes,
                                                    qint64 most = largestDecoded);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_IMAGEDECODER_P_H
