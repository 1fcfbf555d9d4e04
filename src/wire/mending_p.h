// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_MENDING_P_H
#define QIMAP4_WIRE_MENDING_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

// Text that cannot be read as it is, as its server seems to have meant it.
namespace QImap4Internal {

// With backslashes before the quotes that servers forgot to escape. Not for text with literals,
// whose bytes are not to be changed.
QByteArray withQuotesEscaped(QByteArrayView text);

struct MeasuredLiterals
{
    QByteArray text; // empty if no literal counts characters
    bool unfinished = false; // one that may do so goes on behind the end
};

// With the lengths of literals right that count characters, not bytes.
MeasuredLiterals withLiteralsMeasured(QByteArrayView text);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_MENDING_P_H
