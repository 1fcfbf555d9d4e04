// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_DISPLAYFORMAT_P_H
#define QIMAP4_WIDGETS_DISPLAYFORMAT_P_H

#include "qimap4widgetsglobal.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qlocale.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

// As short as it stays clear: the time for today, then "Yesterday", a weekday, a day, a date.
QIMAP4_WIDGETS_AUTOTEST_EXPORT QString relativeDate(const QDateTime &when, const QDateTime &now,
                                                    const QLocale &locale);
QString byteSize(quint64 bytes);
QString unreadCount(quint32 count); // "999+" from a thousand on, so that a badge stays small

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_DISPLAYFORMAT_P_H
