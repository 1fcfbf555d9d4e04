// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HEADERTEXT_P_H
#define QIMAP4_MIME_HEADERTEXT_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <utility>

namespace QImap4Internal {

// The text of an unstructured header field or a phrase, for people: RFC 2047 words decoded, raw
// 8-bit read as UTF-8, else `fallbackCharset`, else windows-1252. One line, no control characters.
QIMAP4_AUTOTEST_EXPORT QString decodeHeaderText(QByteArrayView raw,
                                                QByteArrayView fallbackCharset = {});

// The value of one MIME parameter as it stood on the wire, whichever way it was encoded:
// RFC 2047 words, the RFC 2231 form charset'language'text, raw 8-bit, or plain.
QIMAP4_AUTOTEST_EXPORT QString decodeParameter(QByteArrayView raw);

// Parameters with RFC 2231 continuations joined (in any order) and decoded; names in lower case
// without their marks, each once, in the order in which they first appear.
QIMAP4_AUTOTEST_EXPORT QList<std::pair<QByteArray, QString>>
decodeParameters(const QList<std::pair<QByteArray, QByteArray>> &raw);

// One line without control characters: line breaks and tabs become a space, others U+FFFD.
QString toSingleLine(const QString &text);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HEADERTEXT_P_H
