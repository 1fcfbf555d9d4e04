// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/logtext_p.h"

#include "types/safecharacter_p.h"

#include <QtCore/qchar.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

bool isPlainAscii(char c)
{
    return c >= 0x20 && c < 0x7f;
}

QString numbered(char32_t c)
{
    switch (c) {
    case '\t':
        return QStringLiteral("\\t");
    case '\n':
        return QStringLiteral("\\n");
    case '\r':
        return QStringLiteral("\\r");
    default:
        break;
    }
    if (c < 0x100)
        return QStringLiteral("\\x%1").arg(uint(c), 2, 16, QLatin1Char('0'));
    return QStringLiteral("\\u{%1}").arg(uint(c), 4, 16, QLatin1Char('0'));
}

// With something else in the place of what is not safe to show.
QString replaced(const QString &text, QString (*instead)(char32_t))
{
    QString result;
    result.reserve(text.size());
    for (const uint c : text.toUcs4()) {
        if (isSafeCharacter(c))
            result += QChar::fromUcs4(c);
        else
            result += instead(c);
    }
    return result;
}

QString printableBytes(QByteArrayView bytes)
{
    QString result;
    result.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        if (isPlainAscii(c))
            result += QLatin1Char(c);
        else
            result += numbered(uchar(c));
    }
    return result;
}

} // namespace

QString printable(QByteArrayView bytes)
{
    if (std::all_of(bytes.begin(), bytes.end(), isPlainAscii))
        return QString::fromLatin1(bytes);
    const QString text = QString::fromUtf8(bytes);
    // Bytes of another charset say more than a row of replacement characters.
    return text.contains(QChar::ReplacementCharacter) ? printableBytes(bytes)
                                                      : replaced(text, numbered);
}

QString inOneLine(const QString &text)
{
    return replaced(text, [](char32_t) { return QStringLiteral(" "); }).simplified();
}

QByteArrayView beginning(QByteArrayView bytes, qsizetype longest)
{
    if (bytes.size() <= longest)
        return bytes;
    const auto continues = [](char c) { return (uchar(c) & 0xc0U) == 0x80U; };
    constexpr qsizetype LongestCharacter = 4;
    qsizetype end = longest;
    while (end > 0 && longest - end < LongestCharacter && continues(bytes.at(end)))
        --end;
    return bytes.first(end);
}

QString actionLine(ActionKind kind, qint64 milliseconds, QByteArrayView text,
                   Completeness completeness)
{
    const qint64 hundredths = milliseconds / 10;
    return QStringLiteral("%1:%2.%3 %4 %5%6")
        .arg(hundredths / 6000, 2, 10, QLatin1Char('0'))
        .arg(hundredths / 100 % 60, 2, 10, QLatin1Char('0'))
        .arg(hundredths % 100, 2, 10, QLatin1Char('0'))
        .arg(QChar::fromLatin1(char(kind)))
        .arg(printable(text),
             completeness == Completeness::Cut ? QStringLiteral("...") : QString());
}

} // namespace QImap4Internal
