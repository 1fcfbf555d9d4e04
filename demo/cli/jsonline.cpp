// SPDX-License-Identifier: LGPL-3.0-or-later
#include "jsonline.h"

#include "qimap4util.h"

#include <QtCore/qchar.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qstring.h>

#include <cstdio>

namespace QImap4Cli {

static void appendEscaped(char32_t c, QByteArray *line)
{
    char text[16];
    const auto units = QChar::fromUcs4(c);
    for (const QChar unit : QStringView(units)) {
        std::snprintf(text, sizeof text, "\\u%04x", uint(unit.unicode()));
        line->append(text);
    }
}

// Length and value of the character of UTF-8 that begins at `at`. QJsonDocument writes nothing
// else.
struct Character
{
    qsizetype length;
    char32_t value;
};

static Character characterAt(QByteArrayView json, qsizetype at)
{
    const auto bits = [&](qsizetype i, uchar mask) {
        return char32_t(uchar(json.at(at + i)) & mask);
    };
    const uchar lead = uchar(json.at(at));
    const qsizetype left = json.size() - at;
    if (lead >= 0xf0 && left >= 4)
        return {4, bits(0, 0x07) << 18 | bits(1, 0x3f) << 12 | bits(2, 0x3f) << 6 | bits(3, 0x3f)};
    if (lead >= 0xe0 && left >= 3)
        return {3, bits(0, 0x0f) << 12 | bits(1, 0x3f) << 6 | bits(2, 0x3f)};
    if (lead >= 0xc0 && left >= 2)
        return {2, bits(0, 0x1f) << 6 | bits(1, 0x3f)};
    return {1, lead};
}

// In compact JSON such characters stand inside of strings only, so they may be replaced there
// without knowing the grammar. What is safe is passed on in one piece.
template <typename Sink>
static void forEachPiece(QByteArrayView json, const Sink &sink)
{
    QByteArray escape;
    qsizetype safe = 0; // begin of what was not passed on
    for (qsizetype at = 0; at < json.size();) {
        if (uchar(json.at(at)) >= 0x20 && uchar(json.at(at)) < 0x7f) {
            ++at;
            continue;
        }
        const Character character = characterAt(json, at);
        if (!QImap4Util::isSafeToShow(character.value)) {
            sink(json.sliced(safe, at - safe));
            escape.clear();
            appendEscaped(character.value, &escape);
            sink(QByteArrayView(escape));
            safe = at + character.length;
        }
        at += character.length;
    }
    sink(json.sliced(safe));
    sink(QByteArrayView("\n", 1));
}

QByteArray toJsonLine(const QJsonObject &object)
{
    QByteArray line;
    forEachPiece(QJsonDocument(object).toJson(QJsonDocument::Compact),
                 [&line](QByteArrayView piece) { line.append(piece); });
    return line;
}

static bool write(std::FILE *stream, const QJsonObject &object)
{
    bool ok = true;
    forEachPiece(QJsonDocument(object).toJson(QJsonDocument::Compact),
                 [&ok, stream](QByteArrayView piece) {
                     const auto size = static_cast<size_t>(piece.size());
                     ok = ok && std::fwrite(piece.data(), 1, size, stream) == size;
                 });
    return std::fflush(stream) == 0 && ok;
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
