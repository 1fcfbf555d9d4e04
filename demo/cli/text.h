// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_TEXT_H
#define QIMAP4_CLI_TEXT_H

#include <QtCore/qcoreapplication.h>

namespace QImap4Cli {

// Text::tr(): what the program says to people, in their language.
class Text
{
    Q_DECLARE_TR_FUNCTIONS(QImap4Cli)
};

} // namespace QImap4Cli

#endif // QIMAP4_CLI_TEXT_H
