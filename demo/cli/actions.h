// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_ACTIONS_H
#define QIMAP4_CLI_ACTIONS_H

#include "arguments.h"
#include "qimap4error.h"

#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>

#include <span>

namespace QImap4Cli {

class Session;

// Does its work to the end and prints what it found. The arguments have no problem.
using ActionFunction = QImap4Error (*)(Session &session, const QStringList &arguments);

struct Action
{
    const char *name;
    const char *help; // translated where it is shown
    QList<Parameter> parameters;
    ActionFunction run;
    bool needsPassword = false;
};

struct ActionCall
{
    const Action *action;
    QStringList arguments;
};

std::span<const Action> actions();
const Action *findAction(const QString &name); // null: there is none of that name

} // namespace QImap4Cli

#endif // QIMAP4_CLI_ACTIONS_H
