// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_ADDRESSCHECK_P_H
#define QIMAP4_WIDGETS_ADDRESSCHECK_P_H

#include "qimap4envelope.h"
#include "qimap4widgetsglobal.h"

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace QImap4Internal {

// A domain that cannot pass for another one: letters of mixed scripts are shown as punycode
// (UTS 39), letters of one foreign script with the punycode beside them.
QIMAP4_WIDGETS_AUTOTEST_EXPORT QString domainForDisplay(const QString &domain);

// "Name <local@domain>", always with the real address.
QIMAP4_WIDGETS_AUTOTEST_EXPORT QString addressForDisplay(const QImap4Address &address);
QString addressesForDisplay(const QList<QImap4Address> &addresses);

// What about the sender of a message should make a reader careful; sentences for people.
QIMAP4_WIDGETS_AUTOTEST_EXPORT QStringList senderWarnings(const QImap4Envelope &envelope);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_ADDRESSCHECK_P_H
