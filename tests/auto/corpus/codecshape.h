// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef CODECSHAPE_H
#define CODECSHAPE_H

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qstring.h>

// What expectation and result share.

// Letters and digits alone, in upper case; a sign at the end in words: "LITERAL+" is "LiteralPlus".
QString codecWord(const QByteArray &name);
QJsonValue codecStatus(const QString &kind, const QJsonValue &tag, const QJsonValue &code,
                       const QJsonValue &text);
QJsonValue codecCode(const QByteArray &bytes); // of one that the codec does not know
QJsonValue codecDate(const QDateTime &date);

#endif // CODECSHAPE_H
