// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_JSONLINE_H
#define QIMAP4_CLI_JSONLINE_H

#include <QtCore/qbytearray.h>
#include <QtCore/qjsonobject.h>

namespace QImap4Cli {

// One object as one line of UTF-8 that is safe to show on any terminal: every character that is
// not meant to be seen stands as \uXXXX. Ends with a line feed.
QByteArray toJsonLine(const QJsonObject &object);

// Both write at once. False: the stream is closed or full.
bool writeOutput(const QJsonObject &object);
bool writeError(const QJsonObject &object);

} // namespace QImap4Cli

#endif // QIMAP4_CLI_JSONLINE_H
