// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_THREADNAME_P_H
#define QIMAP4_NET_THREADNAME_P_H

#include <QtCore/qstring.h>

namespace QImap4Internal {

// Names the calling thread for QThread, debuggers and what the operating system lists; of a name
// that is too long for the latter, the beginning.
void setCurrentThreadName(const QString &name);

} // namespace QImap4Internal

#endif // QIMAP4_NET_THREADNAME_P_H
