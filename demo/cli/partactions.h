// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_PARTACTIONS_H
#define QIMAP4_CLI_PARTACTIONS_H

#include "qimap4error.h"

#include <QtCore/qstringlist.h>

namespace QImap4Cli {

class Session;

// Actions that look for parts in a message's structure, and decode them.
QImap4Error body(Session &session, const QStringList &arguments);
QImap4Error save(Session &session, const QStringList &arguments);

} // namespace QImap4Cli

#endif // QIMAP4_CLI_PARTACTIONS_H
