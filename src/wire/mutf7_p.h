// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_MUTF7_P_H
#define QIMAP4_WIRE_MUTF7_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

#include <optional>

// Modified UTF-7, the spelling of mailbox names (RFC 3501, 5.1.3).
namespace QImap4Internal {

// The bytes of a name, all of them printable ASCII; nothing for text with half a surrogate pair.
QIMAP4_AUTOTEST_EXPORT std::optional<QByteArray> encodeMutf7(QStringView name);

// The text of a name. Never fails: a shift sequence that is not valid stands for itself, and raw
// 8-bit is read as UTF-8, else as Latin-1. decodeMutf7(encodeMutf7(x)) is x.
QIMAP4_AUTOTEST_EXPORT QString decodeMutf7(QByteArrayView bytes);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_MUTF7_P_H
