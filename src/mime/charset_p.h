// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_CHARSET_P_H
#define QIMAP4_MIME_CHARSET_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

// Text of `bytes` in `charset`. Never fails: what the charset cannot mean becomes U+FFFD; an
// empty or unknown charset means UTF-8 where the bytes are that, windows-1252 otherwise.
QIMAP4_AUTOTEST_EXPORT QString toUnicode(QByteArrayView bytes, QByteArrayView charset);

// Whether toUnicode() knows a decoder of that name.
QIMAP4_AUTOTEST_EXPORT bool isKnownCharset(QByteArrayView charset);

// UTF-8 where the bytes are that; otherwise `fallbackCharset`, or windows-1252 without one.
QString unlabelledToUnicode(QByteArrayView bytes, QByteArrayView fallbackCharset = {});

bool isAscii(QByteArrayView bytes);
bool isUtf8(QByteArrayView bytes);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_CHARSET_P_H
