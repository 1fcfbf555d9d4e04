// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4UTIL_H
#define QIMAP4UTIL_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qdatetime.h>

// imaplib's helpers: IMAP's dates, flags and tags outside of a connection; and what to keep off
// the screen. Every function takes
// any input and may be called from any thread. Sets of messages are QImap4MessageSet's.
namespace QImap4Util {

QIMAP4_EXPORT QDateTime internalDateToDateTime(QByteArrayView text);
QIMAP4_EXPORT QByteArray dateTimeToInternalDate(const QDateTime &dateTime);
QIMAP4_EXPORT QByteArray dateTimeToInternalDate(qint64 secondsSinceEpoch);
QIMAP4_EXPORT QByteArrayList parseFlags(QByteArrayView response);
QIMAP4_EXPORT QByteArray int2ap(qint64 number);
QIMAP4_EXPORT QByteArray monthName(int month); // 1 to 12
QIMAP4_EXPORT int monthNumber(QByteArrayView name);
QIMAP4_EXPORT bool isSafeToShow(char32_t character);

} // namespace QImap4Util

#endif // QIMAP4UTIL_H
