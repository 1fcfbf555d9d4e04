// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_DEBUG_LOGCATEGORIES_P_H
#define QIMAP4_DEBUG_LOGCATEGORIES_P_H

#include <QtCore/qloggingcategory.h>

namespace QImap4Internal {

// One for each room, "qimap4.net" and so on. Debug messages are off unless asked for:
// QT_LOGGING_RULES="qimap4.*.debug=true".
Q_DECLARE_LOGGING_CATEGORY(lcMime)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcProtocol)
Q_DECLARE_LOGGING_CATEGORY(lcSasl)
Q_DECLARE_LOGGING_CATEGORY(lcWire)

// The lines of QImap4::debugLevel that have no device to go to. On: who sets a level wants them.
Q_DECLARE_LOGGING_CATEGORY(lcTrace)

} // namespace QImap4Internal

#endif // QIMAP4_DEBUG_LOGCATEGORIES_P_H
