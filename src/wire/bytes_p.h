// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_BYTES_P_H
#define QIMAP4_WIRE_BYTES_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

#include <array>
#include <limits>

// What the grammar of IMAP says about single bytes, and comparisons without case.
namespace QImap4Internal {

enum ByteClass : quint8 {
    AtomByte = 0x01, // tolerant: "]", "%", "*", "\" and 8-bit bytes are taken too
    ListStop = 0x02, // what matters while a list is skipped
    StringStop = 0x04, // what matters while a quoted string is skipped
    AfterString = 0x08, // what may follow a quoted string
    DigitByte = 0x10,
};

constexpr std::array<quint8, 256> makeByteClasses()
{
    std::array<quint8, 256> table{};
    for (size_t i = 0; i < table.size(); ++i) {
        const bool control = i < 0x20 || i == 0x7f;
        const bool special = i == ' ' || i == '(' || i == ')' || i == '{' || i == '"';
        if (!control && !special)
            table[i] |= AtomByte;
        if (i == '"' || i == '(' || i == ')' || i == '{')
            table[i] |= ListStop;
        if (i == '"' || i == '\\' || i == '\n')
            table[i] |= StringStop;
        if (i == ' ' || i == '(' || i == ')' || i == '\r' || i == '\n' || i == ']')
            table[i] |= AfterString;
        if (i >= '0' && i <= '9')
            table[i] |= DigitByte;
    }
    return table;
}

inline constexpr std::array<quint8, 256> byteClasses = makeByteClasses();

inline bool is(char c, ByteClass byteClass)
{
    return byteClasses[static_cast<quint8>(c)] & byteClass;
}

inline constexpr char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

// Whether `text` is `name`, which is written in upper case.
inline bool isWord(QByteArrayView text, QByteArrayView name)
{
    if (text.size() != name.size())
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (upper(text[i]) != name[i])
            return false;
    }
    return true;
}

inline bool startsWithWord(QByteArrayView text, QByteArrayView name)
{
    return text.size() >= name.size() && isWord(text.first(name.size()), name);
}

// The length and place of a literal that starts with "{" at `p`; `content` is null when there is
// none. A negative size, which one server sends for nothing, counts as 0.
struct LiteralHeader
{
    const char *content = nullptr;
    quint64 size = 0;
};

inline LiteralHeader readLiteralHeader(const char *p, const char *end)
{
    constexpr quint64 largest = std::numeric_limits<quint64>::max();
    const char *digits = ++p;
    const bool negative = p < end && *p == '-';
    if (negative)
        ++digits;
    quint64 size = 0;
    for (p = digits; p < end && is(*p, DigitByte); ++p) {
        const auto digit = static_cast<quint64>(*p - '0');
        if (size > (largest - digit) / 10)
            return {};
        size = size * 10 + digit;
    }
    if (p == digits)
        return {};
    if (p < end && *p == '+')
        ++p;
    if (p == end || *p != '}')
        return {};
    for (++p; p < end && (*p == ' ' || *p == '\r'); ++p) {}
    if (p == end || *p != '\n')
        return {};
    return {p + 1, negative ? 0 : size};
}

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_BYTES_P_H
