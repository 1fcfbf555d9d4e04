// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_ARGUMENTS_H
#define QIMAP4_CLI_ARGUMENTS_H

#include "qimap4flags.h"
#include "qimap4messageset.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qstring.h>

#include <optional>

// The words of the command line as values. All are checked before the program connects, so that
// nothing which cannot be sent safely is found out half-way.
namespace QImap4Cli {

enum class ArgumentKind {
    Mailbox,
    MessageSet, // "1:5,9" or "uid:100:*"
    Text,
    Keyword,
    FlagList, // "\Seen $Work", or ""
    Date, // ISO 8601 or IMAP's, or "" for now
    File,
    Directory,
    Section,
    HeaderField,
    Seconds,
};

struct Parameter
{
    const char *name;
    ArgumentKind kind;
};

// Why the argument cannot be used, translated; empty when it can.
QString argumentProblem(const Parameter &parameter, const QString &argument);

// No control characters and nothing that was not readable text.
bool isPlainText(const QString &text);

// Of arguments that have no problem.
std::optional<QImap4MessageSet> messageSetFrom(const QString &argument);
std::optional<QImap4Flags> flagsFrom(const QString &argument);
std::optional<QDateTime> dateFrom(const QString &argument); // invalid: now
int secondsFrom(const QString &argument); // -1: not a number of seconds

} // namespace QImap4Cli

#endif // QIMAP4_CLI_ARGUMENTS_H
