// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef JSONTEXT_H
#define JSONTEXT_H

#include "qimap4bodystructure.h"
#include "qimap4envelope.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qjsonvalue.h>

// Bytes as JSON has them: UTF-8, or Latin-1 where they are none; null for null bytes.
QJsonValue textOrNull(const QByteArray &bytes);
QJsonValue text(const QByteArray &bytes);
QJsonValue lowerText(const QByteArray &bytes);
QJsonArray texts(const QByteArrayList &list);

// Our values in the shape in which expectations are compared.
QJsonArray toJson(const QImap4BodyStructure::Parameters &parameters);
QJsonValue toJson(const QImap4Envelope &envelope);
QJsonValue toJson(const QImap4BodyStructure &structure);

// As it stands in a failed comparison.
QByteArray shortJson(const QJsonValue &value);

#endif // JSONTEXT_H
