// SPDX-License-Identifier: LGPL-3.0-or-later
#include "jsonline.h"

#include <QtCore/qchar.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qstring.h>

#include <cstdio>

namespace QImap4Cli {

// Controls, bidirectional and zero-width marks, line separators, and what may become any of them
// in a later Unicode. All of them can change what a terminal shows around them.
static bool isUnsafe(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

static QString escaped(QStringView character)
{
    QString result;
    for (const QChar unit : character)
        result += QStringLiteral("\\u%1").arg(uint(unit.unicode()), 4, 16, QLatin1Char('0'));
    return result;
}

// In compact JSON such characters stand inside of strings only, so they may be replaced there
// without knowing the grammar.
static QString escapeUnsafe(QStringView json)
{
    QString result;
    result.reserve(json.size());
    qsizetype length = 0;
    for (qsizetype i = 0; i < json.size(); i += length) {
        const QChar unit = json.at(i);
        const bool isPair =
            unit.isHighSurrogate() && i + 1 < json.size() && json.at(i + 1).isLowSurrogate();
        length = isPair ? 2 : 1;
        const QStringView character = json.mid(i, length);
        const char32_t c = isPair ? QChar::surrogateToUcs4(unit, json.at(i + 1)) : unit.unicode();
        if (isUnsafe(c))
            result += escaped(character);
        else
            result += character;
    }
    return result;
}

QByteArray toJsonLine(const QJsonObject &object)
{
    const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return escapeUnsafe(QString::fromUtf8(json)).toUtf8() + '\n';
}

static bool write(std::FILE *stream, const QJsonObject &object)
{
    const QByteArray line = toJsonLine(object);
    const auto size = static_cast<size_t>(line.size());
    return std::fwrite(line.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
}

bool writeOutput(const QJsonObject &object)
{
    return write(stdout, object);
}

bool writeError(const QJsonObject &object)
{
    return write(stderr, object);
}

} // namespace QImap4Cli
