// SPDX-License-Identifier: LGPL-3.0-or-later
#include "jsonline.h"

#include "qimap4util.h"

#include <QtCore/qchar.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qstring.h>

#include <algorithm>
#include <cstdio>

namespace QImap4Cli {

namespace {

constexpr qsizetype pieceSize = 16 * 1024;

// JSON as QJsonDocument writes it, but in pieces: a message of many megabytes exists once already.
template <typename Sink>
class Writer
{
public:
    explicit Writer(const Sink &sink)
        : m_sink(sink)
    {}

    void writeLine(const QJsonObject &object)
    {
        write(object);
        m_piece += '\n';
        m_sink(m_piece);
    }

private:
    void write(const QJsonValue &value);
    void write(const QJsonObject &object);
    void write(const QJsonArray &array);
    void write(const QString &text);
    void append(char32_t c);

    const Sink &m_sink;
    QByteArray m_piece;
};

template <typename Sink>
void Writer<Sink>::write(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object:
        write(value.toObject());
        break;
    case QJsonValue::Array:
        write(value.toArray());
        break;
    case QJsonValue::String:
        write(value.toString());
        break;
    case QJsonValue::Bool:
        m_piece += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double: // integers are all that we have
        m_piece += QByteArray::number(value.toInteger());
        break;
    default:
        m_piece += "null";
        break;
    }
}

template <typename Sink>
void Writer<Sink>::write(const QJsonObject &object)
{
    char before = '{';
    for (auto it = object.begin(); it != object.end(); ++it) {
        m_piece += before;
        write(it.key());
        m_piece += ':';
        write(it.value());
        before = ',';
    }
    m_piece += object.isEmpty() ? "{}" : "}";
}

template <typename Sink>
void Writer<Sink>::write(const QJsonArray &array)
{
    char before = '[';
    for (const QJsonValue &value : array) {
        m_piece += before;
        write(value);
        before = ',';
    }
    m_piece += array.isEmpty() ? "[]" : "]";
}

template <typename Sink>
void Writer<Sink>::write(const QString &text)
{
    m_piece += '"';
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar unit = text.at(at);
        const bool isPair =
            unit.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
        append(isPair ? QChar::surrogateToUcs4(unit, text.at(++at)) : unit.unicode());
        if (m_piece.size() < pieceSize)
            continue;
        m_sink(m_piece);
        m_piece.truncate(0); // keeps its room
    }
    m_piece += '"';
}

template <typename Sink>
void Writer<Sink>::append(char32_t c)
{
    static constexpr struct
    {
        char32_t character;
        char letter;
    } shortForms[] = {
        {'"', '"'}, {'\\', '\\'}, {'\b', 'b'}, {'\f', 'f'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'},
    };
    const auto form = std::find_if(std::begin(shortForms), std::end(shortForms),
                                   [c](const auto &row) { return row.character == c; });
    if (form != std::end(shortForms)) {
        m_piece += '\\';
        m_piece += form->letter;
        return;
    }
    if (c >= 0x20 && c < 0x7f) {
        m_piece += char(c);
        return;
    }
    const auto units = QChar::fromUcs4(c);
    if (QImap4Util::isSafeToShow(c)) {
        m_piece += QStringView(units).toUtf8();
        return;
    }
    char text[8];
    for (const QChar unit : QStringView(units)) {
        std::snprintf(text, sizeof text, "\\u%04x", uint(unit.unicode()));
        m_piece += text;
    }
}

} // namespace

QByteArray toJsonLine(const QJsonObject &object)
{
    QByteArray line;
    const auto sink = [&line](const QByteArray &piece) { line += piece; };
    Writer(sink).writeLine(object);
    return line;
}

static bool write(std::FILE *stream, const QJsonObject &object)
{
    bool ok = true;
    const auto sink = [&ok, stream](const QByteArray &piece) {
        const auto size = static_cast<size_t>(piece.size());
        ok = ok && std::fwrite(piece.constData(), 1, size, stream) == size;
    };
    Writer(sink).writeLine(object);
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
