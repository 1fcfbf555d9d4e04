// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MIME_H
#define QIMAP4MIME_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

// What an application needs to show and save parts of mail that it got as bytes. Every function
// takes any input, never fails, and may be called from any thread.
namespace QImap4Mime {

QIMAP4_EXPORT QString decodeHeader(QByteArrayView raw, QByteArrayView fallbackCharset = {});
QIMAP4_EXPORT QString toUnicode(QByteArrayView bytes, QByteArrayView charset);
QIMAP4_EXPORT QByteArray decodeTransferEncoding(QByteArrayView data, QByteArrayView encoding);
QIMAP4_EXPORT QString safeFileName(const QString &name);
QIMAP4_EXPORT QString safeForDisplay(const QString &text);

} // namespace QImap4Mime

#endif // QIMAP4MIME_H
