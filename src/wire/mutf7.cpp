// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/mutf7_p.h"

#include <QtCore/qstringconverter.h>

namespace QImap4Internal {

namespace {

// Base64 with a comma for the slash, which separates levels of a hierarchy.
constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

bool isPrintable(char16_t c)
{
    return c >= 0x20 && c <= 0x7e;
}

int digitValue(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == ',' ? 63 : -1;
}

void appendShifted(QByteArray &out, QStringView text)
{
    out += '&';
    quint32 bits = 0;
    int count = 0;
    for (QChar c : text) {
        bits = (bits << 16) | c.unicode();
        count += 16;
        while (count >= 6) {
            count -= 6;
            out += alphabet[(bits >> count) & 0x3f];
        }
        bits &= (1U << count) - 1;
    }
    if (count > 0)
        out += alphabet[(bits << (6 - count)) & 0x3f];
    out += '-';
}

// The text between "&" and "-"; nothing unless an encoder could have made it.
std::optional<QString> decodeShifted(QByteArrayView digits)
{
    QString text;
    quint32 bits = 0;
    int count = 0;
    for (char digit : digits) {
        const int value = digitValue(digit);
        if (value < 0)
            return std::nullopt;
        bits = (bits << 6) | quint32(value);
        count += 6;
        if (count < 16)
            continue;
        count -= 16;
        const auto unit = char16_t(bits >> count);
        // Printable characters stand for themselves; hidden ones could fake a delimiter.
        if (isPrintable(unit))
            return std::nullopt;
        text += QChar(unit);
        bits &= (1U << count) - 1;
    }
    if (count >= 6 || bits != 0 || text.isEmpty() || !text.isValidUtf16())
        return std::nullopt;
    return text;
}

QString decodeRaw(QByteArrayView bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

} // namespace

std::optional<QByteArray> encodeMutf7(QStringView name)
{
    if (!name.isValidUtf16())
        return std::nullopt;
    QByteArray out;
    out.reserve(name.size());
    for (qsizetype i = 0; i < name.size();) {
        const char16_t c = name.at(i).unicode();
        if (isPrintable(c)) {
            out += char(c);
            if (c == '&')
                out += '-';
            ++i;
            continue;
        }
        qsizetype end = i + 1;
        while (end < name.size() && !isPrintable(name.at(end).unicode()))
            ++end;
        appendShifted(out, name.sliced(i, end - i));
        i = end;
    }
    return out;
}

QString decodeMutf7(QByteArrayView bytes)
{
    QString text;
    qsizetype raw = 0; // begin of what stands for itself and is not yet taken over
    for (qsizetype i = bytes.indexOf('&'); i >= 0; i = bytes.indexOf('&', i)) {
        qsizetype end = i + 1;
        while (end < bytes.size() && digitValue(bytes[end]) >= 0)
            ++end;
        const bool closed = end < bytes.size() && bytes[end] == '-';
        const QByteArrayView digits = bytes.sliced(i + 1, end - i - 1);
        const auto shifted = digits.isEmpty() ? QStringLiteral("&") : decodeShifted(digits);
        if (closed && shifted) {
            text += decodeRaw(bytes.sliced(raw, i - raw)) + *shifted;
            raw = end + 1;
            ++end;
        }
        i = end;
    }
    return text + decodeRaw(bytes.sliced(raw));
}

} // namespace QImap4Internal
