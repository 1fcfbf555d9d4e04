// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_TYPES_RFC5322DATE_P_H
#define QIMAP4_TYPES_RFC5322DATE_P_H

#include "qimap4global.h"

#include <QtCore/qbytearrayview.h>
#include <QtCore/qdatetime.h>

namespace QImap4Internal {

// The date of a mail header (RFC 5322, 3.3 and 4.3) with its offset from UTC, read with tolerance:
// comments, a missing or wrong weekday, two-digit years, named zones, hyphens, ctime() and ISO 8601
// order, no seconds, no zone (taken for UTC). Invalid when day, month, year or time make no sense.
QIMAP4_AUTOTEST_EXPORT QDateTime parseRfc5322Date(QByteArrayView text);

} // namespace QImap4Internal

#endif // QIMAP4_TYPES_RFC5322DATE_P_H
