// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_MESSAGEACTIONS_H
#define QIMAP4_CLI_MESSAGEACTIONS_H

#include "qimap4error.h"

#include <QtCore/qstringlist.h>

namespace QImap4Cli {

class Session;

// Actions on messages of the selected mailbox.
QImap4Error fetch(Session &session, const QStringList &arguments);
QImap4Error search(Session &session, const QStringList &arguments);
QImap4Error store(Session &session, const QStringList &arguments);
QImap4Error header(Session &session, const QStringList &arguments);
QImap4Error fetchSection(Session &session, const QStringList &arguments);

} // namespace QImap4Cli

#endif // QIMAP4_CLI_MESSAGEACTIONS_H
