// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_SCRAMCHECK_P_H
#define QIMAP4_SASL_SCRAMCHECK_P_H

#include "qimap4error.h"

#include <QtCore/qbytearray.h>

namespace QImap4Internal {

// Fewer make a stolen exchange easy to guess from (RFC 5802, 4: at least 4096); more are a way to
// keep the client busy.
constexpr quint32 MinimumScramIterations = 4096;
constexpr quint32 MaximumScramIterations = 600000;

// Judges "r=...,s=...,i=4096" before any work is spent on it.
QIMAP4_AUTOTEST_EXPORT QImap4Error checkScramServerFirst(const QByteArray &message);

} // namespace QImap4Internal

#endif // QIMAP4_SASL_SCRAMCHECK_P_H
