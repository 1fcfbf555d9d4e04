// SPDX-License-Identifier: LGPL-3.0-or-later
#include "transferdecoding_p.h"

#include "hexdigit_p.h"

#include <array>
#include <utility>

namespace QImap4Internal {

namespace {

constexpr quint8 notBase64 = 0xff;

constexpr std::array<quint8, 256> makeBase64Table()
{
    std::array<quint8, 256> table{};
    for (quint8 &entry : table)
        entry = notBase64;
    for (quint8 i = 0; i < 26; ++i) {
        table[static_cast<size_t>('A' + i)] = i;
        table[static_cast<size_t>('a' + i)] = static_cast<quint8>(26 + i);
    }
    for (quint8 i = 0; i < 10; ++i)
        table[static_cast<size_t>('0' + i)] = static_cast<quint8>(52 + i);
    table['+'] = 62;
    table['/'] = 63;
    return table;
}

constexpr auto base64Table = makeBase64Table();

// Blanks kept back because the line might end behind them; longer runs are not trailing blanks.
constexpr qsizetype maximumPendingBlanks = 1024;
// A uuencoded line has at most 61 characters; a longer one is cut off.
constexpr qsizetype maximumUuLine = 512;

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

} // namespace

TransferEncoding transferEncodingFromName(QByteArrayView name)
{
    const QByteArray lower = name.trimmed().toByteArray().toLower();
    if (lower == "base64")
        return TransferEncoding::Base64;
    if (lower == "quoted-printable")
        return TransferEncoding::QuotedPrintable;
    if (lower == "x-uuencode" || lower == "uuencode" || lower == "x-uue" || lower == "uue")
        return TransferEncoding::Uuencode;
    return TransferEncoding::Identity;
}

QByteArray decodeTransferEncoding(QByteArrayView data, TransferEncoding encoding)
{
    TransferDecoder decoder(encoding);
    QByteArray out = decoder.feed(data);
    out.append(decoder.finish());
    return out;
}

QByteArray TransferDecoder::feed(QByteArrayView data)
{
    QByteArray out;
    switch (m_encoding) {
    case TransferEncoding::Identity:
        out = data.toByteArray();
        break;
    case TransferEncoding::Base64:
        out.reserve(data.size() / 4 * 3 + 3);
        feedBase64(data, out);
        break;
    case TransferEncoding::QuotedPrintable:
        out.reserve(data.size());
        feedQuotedPrintable(data, out);
        break;
    case TransferEncoding::Uuencode:
        out.reserve(data.size() / 4 * 3 + 3);
        feedUuencode(data, out);
        break;
    }
    return out;
}

QByteArray TransferDecoder::finish()
{
    QByteArray out;
    if (m_encoding == TransferEncoding::Base64)
        endBase64Quantum(out);
    else if (m_encoding == TransferEncoding::Uuencode)
        takeUuLine(out);
    else if (m_encoding == TransferEncoding::QuotedPrintable && m_pending.startsWith('=')
             && m_pending.size() == 2 && !isBlank(m_pending.at(1)) && m_pending.at(1) != '\r')
        out = m_pending; // half an escape is text; "=" alone is a soft line break
    *this = TransferDecoder(m_encoding);
    return out;
}

void TransferDecoder::feedBase64(QByteArrayView data, QByteArray &out)
{
    for (const char c : data) {
        const quint8 value = base64Table[static_cast<unsigned char>(c)];
        if (value == notBase64) {
            // Padding ends a quantum, and encoded pieces may follow each other; junk is skipped.
            if (c == '=')
                endBase64Quantum(out);
            continue;
        }
        m_bits = (m_bits << 6) | value;
        if (++m_sextets < 4)
            continue;
        const char bytes[3] = {static_cast<char>(m_bits >> 16), static_cast<char>(m_bits >> 8),
                               static_cast<char>(m_bits)};
        out.append(bytes, 3);
        m_bits = 0;
        m_sextets = 0;
    }
}

// Whole bytes of a quantum that was cut short, with or without its padding.
void TransferDecoder::endBase64Quantum(QByteArray &out)
{
    if (m_sextets == 2) {
        out.append(static_cast<char>(m_bits >> 4));
    } else if (m_sextets == 3) {
        out.append(static_cast<char>(m_bits >> 10));
        out.append(static_cast<char>(m_bits >> 2));
    }
    m_bits = 0;
    m_sextets = 0;
}

void TransferDecoder::feedQuotedPrintable(QByteArrayView data, QByteArray &out)
{
    for (const char c : data) {
        if (m_pending.startsWith('='))
            takeQuotedPrintableEscape(c, out);
        else
            takeQuotedPrintableByte(c, out);
    }
}

// RFC 2045, 6.7 (3): blanks at the end of a line were added on the way.
void TransferDecoder::takeQuotedPrintableByte(char c, QByteArray &out)
{
    if (isBlank(c)) {
        m_pending.append(c);
        if (m_pending.size() <= maximumPendingBlanks)
            return;
    } else if (c == '=') {
        out.append(std::exchange(m_pending, QByteArray(1, '=')));
        return;
    } else if (c != '\r' && c != '\n') {
        out.append(m_pending);
        out.append(c);
        m_pending.clear();
        return;
    } else {
        m_pending.clear();
        out.append(c);
        return;
    }
    out.append(std::exchange(m_pending, {}));
}

// Behind a "=": two hex digits, a soft line break (with blanks before it), or a mistake.
void TransferDecoder::takeQuotedPrintableEscape(char c, QByteArray &out)
{
    const char last = m_pending.back();
    if (c == '\n' && (m_pending.size() == 1 || isBlank(last) || last == '\r')) {
        m_pending.clear();
        return;
    }
    if (last == '\r') { // a bare CR ended the soft line break
        m_pending.clear();
        feedQuotedPrintable(QByteArrayView(&c, 1), out);
        return;
    }
    const bool onlyBlanks = m_pending.size() == 1 || isBlank(last);
    if (onlyBlanks && (c == '\r' || isBlank(c)) && m_pending.size() < maximumPendingBlanks) {
        m_pending.append(c);
        return;
    }
    if (m_pending.size() == 1 && hexValue(c) >= 0) {
        m_pending.append(c);
        return;
    }
    const int high = m_pending.size() == 2 ? hexValue(last) : -1;
    if (high >= 0 && hexValue(c) >= 0) {
        out.append(static_cast<char>(high * 16 + hexValue(c)));
        m_pending.clear();
        return;
    }
    out.append(std::exchange(m_pending, {}));
    feedQuotedPrintable(QByteArrayView(&c, 1), out);
}

void TransferDecoder::feedUuencode(QByteArrayView data, QByteArray &out)
{
    for (const char c : data) {
        if (c == '\n')
            takeUuLine(out);
        else if (c != '\r' && m_pending.size() < maximumUuLine)
            m_pending.append(c);
    }
}

void TransferDecoder::takeUuLine(QByteArray &out)
{
    const QByteArray line = std::exchange(m_pending, {});
    if (m_uuState == UuState::BeforeBegin) {
        if (line.startsWith("begin "))
            m_uuState = UuState::InBody;
        return;
    }
    if (m_uuState == UuState::Ended || line.isEmpty())
        return;
    if (line == "end") {
        m_uuState = UuState::Ended;
        return;
    }
    const auto sextet = [&line](qsizetype i) {
        return i < line.size() ? static_cast<quint32>(line.at(i) - ' ') & 0x3fu : 0u;
    };
    const auto length = static_cast<qsizetype>(sextet(0));
    const qsizetype start = out.size();
    for (qsizetype i = 1; out.size() - start < length && i < line.size(); i += 4) {
        const quint32 bits =
            (sextet(i) << 18) | (sextet(i + 1) << 12) | (sextet(i + 2) << 6) | sextet(i + 3);
        for (const int shift : {16, 8, 0}) {
            if (out.size() - start < length)
                out.append(static_cast<char>(bits >> shift));
        }
    }
}

} // namespace QImap4Internal
