// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_DATETIME_P_H
#define QIMAP4_WIRE_DATETIME_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qdatetime.h>

// Dates as IMAP writes them (RFC 9051, section 9: date, date-time).
namespace QImap4Internal {

// Reads "17-Jul-1996 02:44:25 -0700", with or without its quotes, with the offset that it has.
// Tolerates a short or padded day, dots in the time and a missing zone (taken for UTC). Invalid
// for anything else, above all for the zeros that some servers send.
QIMAP4_AUTOTEST_EXPORT QDateTime parseInternalDate(QByteArrayView text);

// Writes "17-Jul-1996 02:44:25 -0700", without quotes, in the value's own zone. Empty for an
// invalid value and for years beyond 1 to 9999.
QIMAP4_AUTOTEST_EXPORT QByteArray formatInternalDate(const QDateTime &dateTime);

// Writes "1-Feb-1994", or nothing under the same conditions.
QIMAP4_AUTOTEST_EXPORT QByteArray formatDate(const QDate &date);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_DATETIME_P_H
