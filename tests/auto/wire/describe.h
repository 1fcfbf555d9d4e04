// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include "wire/responseparser_p.h"

#include <QtCore/qbytearray.h>

// A response as a line of text, and a message as several, for comparison.
QByteArray describe(const QImap4Internal::Response &response);
QByteArray describe(const QImap4Message &message);
QByteArray describe(const QImap4Envelope &envelope);
QByteArray describe(const QImap4BodyStructure &structure);

// All that the bytes give when they are fed to framer and parser in steps: a line for each
// response with its messages behind it, then the warnings.
enum class Streaming { Off, On };
QByteArray describeStream(const QByteArray &bytes, const QList<qsizetype> &steps,
                          Streaming streaming = Streaming::Off, bool utf8 = false);

#endif // DESCRIBE_H
