// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_PASSWORDPROMPT_H
#define QIMAP4_CLI_PASSWORDPROMPT_H

#include <QtCore/qstring.h>

#include <optional>

namespace QImap4Cli {

// Asks on the terminal, without showing what is typed. Nothing when there is no terminal, or
// when the user gave up.
std::optional<QString> promptForPassword(const QString &question);

} // namespace QImap4Cli

#endif // QIMAP4_CLI_PASSWORDPROMPT_H
