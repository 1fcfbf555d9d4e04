// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_VALUETREE_P_H
#define QIMAP4_WIRE_VALUETREE_P_H

#include "qimap4global.h"
#include "qimap4value.h"
#include "wire/scanner_p.h"

namespace QImap4Internal {

// Data of no known form as values; empty when they cannot be read: parentheses, brackets or quotes
// that do not match, nesting that is too deep, or so many values that they would cost much memory.
QIMAP4_AUTOTEST_EXPORT QImap4ValueList readValues(QByteArrayView bytes,
                                                  int nesting = defaultNesting, bool *ok = nullptr);

// One value that was scanned.
QImap4Value toValue(const Value &value, int nesting = defaultNesting);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_VALUETREE_P_H
