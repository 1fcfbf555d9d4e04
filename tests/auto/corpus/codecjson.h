// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef CODECJSON_H
#define CODECJSON_H

#include "replay.h"

#include <QtCore/qjsonvalue.h>

// The JSON of a codec's object, {"type": ..., "content": ...} throughout, and our response, both in
// one shape: what the two write differently without meaning it is the same.
QJsonValue fromCodec(const QJsonObject &expected);
// Codes with their typed arguments, or, as the codec has those that it cannot read, as bytes.
enum class CodeShape { Typed, Bytes };
QJsonValue toCodecShape(const ReplayedResponse &response, CodeShape codes = CodeShape::Typed);

#endif // CODECJSON_H
