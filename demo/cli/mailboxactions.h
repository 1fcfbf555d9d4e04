// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_MAILBOXACTIONS_H
#define QIMAP4_CLI_MAILBOXACTIONS_H

#include "qimap4error.h"

#include <QtCore/qstringlist.h>

namespace QImap4Cli {

class Session;

// Actions on the account and on whole mailboxes.
QImap4Error login(Session &session, const QStringList &arguments);
QImap4Error list(Session &session, const QStringList &arguments);
QImap4Error select(Session &session, const QStringList &arguments);
QImap4Error create(Session &session, const QStringList &arguments);
QImap4Error append(Session &session, const QStringList &arguments);
QImap4Error idle(Session &session, const QStringList &arguments);
QImap4Error id(Session &session, const QStringList &arguments);

} // namespace QImap4Cli

#endif // QIMAP4_CLI_MAILBOXACTIONS_H
