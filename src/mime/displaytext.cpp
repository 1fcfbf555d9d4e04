// SPDX-License-Identifier: LGPL-3.0-or-later
#include "displaytext_p.h"

#include "headertext_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qurl.h>

#include <algorithm>
#include <array>

namespace QImap4Internal {

namespace {

constexpr int maximumCombiningMarks = 8;
constexpr qsizetype maximumFileNameBytes = 200;
constexpr qsizetype maximumExtensionLength = 16;

constexpr char32_t zeroWidthNonJoiner = 0x200c;
constexpr char32_t zeroWidthJoiner = 0x200d;

bool isInvisible(char32_t c)
{
    static constexpr std::array<char32_t, 9> single = {0x00ad, 0x034f, 0x061c, 0x115f, 0x1160,
                                                       0x17b4, 0x17b5, 0x3164, 0xffa0};
    return (c >= 0x180b && c <= 0x180e) || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2060 && c <= 0x2064) || (c >= 0x206a && c <= 0x206f) || c == 0xfeff
        || (c >= 0xfff0 && c <= 0xfffb) || (c >= 0x1d173 && c <= 0x1d17a)
        || (c >= 0xe0000 && c <= 0xe0fff)
        || std::find(single.begin(), single.end(), c) != single.end();
}

// Joiners shape Persian, Indic and emoji sequences; next to anything else they only hide.
bool isJoined(char32_t c)
{
    return c >= 0x0600 && !isInvisible(c) && !QChar::isSpace(c);
}

bool isForbiddenInFileName(char32_t c)
{
    // The last four look like a slash or a dot, and have been used to show another extension.
    static constexpr std::u32string_view forbidden = U"<>:\"|?*\u2044\u2215\u29f8\u2024";
    return forbidden.find(c) != std::u32string_view::npos;
}

bool isDeviceName(QStringView stem)
{
    static constexpr std::array<const char *, 6> names = {"con", "prn",    "aux",
                                                          "nul", "conin$", "conout$"};
    for (const char *name : names) {
        if (stem.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return true;
    }
    const bool isPort = stem.startsWith(QLatin1String("com"), Qt::CaseInsensitive)
        || stem.startsWith(QLatin1String("lpt"), Qt::CaseInsensitive);
    return isPort && stem.size() == 4
        && (stem.at(3).isDigit() || QStringView(u"\u00b9\u00b2\u00b3").contains(stem.at(3)));
}

QString lastComponent(const QString &path)
{
    QStringView rest = path;
    while (rest.endsWith(u'/') || rest.endsWith(u'\\'))
        rest.chop(1);
    const qsizetype separator = std::max(rest.lastIndexOf(u'/'), rest.lastIndexOf(u'\\'));
    return rest.sliced(separator + 1).toString();
}

// Fits the UTF-8 form into the limit by shortening the stem, never the extension.
QString shortened(const QString &name)
{
    if (name.toUtf8().size() <= maximumFileNameBytes)
        return name;
    const qsizetype dot = name.lastIndexOf(u'.');
    const bool hasExtension = dot > 0 && name.size() - dot <= maximumExtensionLength;
    const QString extension = hasExtension ? name.mid(dot) : QString();
    QByteArray stem = name.left(hasExtension ? dot : name.size()).toUtf8();
    qsizetype keep = maximumFileNameBytes - extension.toUtf8().size();
    while (keep > 0 && (static_cast<unsigned char>(stem.at(keep)) & 0xc0) == 0x80)
        --keep;
    stem.truncate(keep);
    return QString::fromUtf8(stem).trimmed() + extension;
}

} // namespace

bool isBidiControl(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

QString safeForDisplay(const QString &text, qsizetype maximumLength)
{
    // Cut first, generously: a subject of a megabyte is not worth a walk.
    const bool isCutBefore = text.size() / 4 > maximumLength;
    const QString line = toSingleLine(isCutBefore ? text.left(maximumLength * 4) : text);
    QString result;
    result.reserve(std::min(line.size(), maximumLength));
    int marks = 0;
    char32_t previous = 0;
    const QList<uint> characters = line.toUcs4();
    for (qsizetype i = 0; i < characters.size() && result.size() <= maximumLength; ++i) {
        const char32_t c = characters.at(i);
        const bool isMark = QChar::isMark(c);
        marks = isMark ? marks + 1 : 0;
        const bool isJoiner = c == zeroWidthJoiner || c == zeroWidthNonJoiner;
        const bool keepsJoiner =
            isJoiner && isJoined(previous) && isJoined(characters.value(i + 1));
        if (marks > maximumCombiningMarks || (isInvisible(c) && !keepsJoiner))
            continue;
        const bool isBad = isBidiControl(c) || QChar::isNonCharacter(c);
        const char32_t shown = isBad ? char32_t(QChar::ReplacementCharacter) : c;
        result.append(QChar::fromUcs4(shown));
        previous = c;
    }
    if (isCutBefore || result.size() > maximumLength) {
        result.truncate(maximumLength);
        if (result.endsWith(QChar(0xfffd))
            || (!result.isEmpty() && result.back().isHighSurrogate()))
            result.chop(1);
        result.append(QChar(0x2026));
    }
    return result;
}

QString withAsciiDomain(const QString &address)
{
    constexpr qsizetype longestDomain = 253; // RFC 1035, 2.3.4
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    const QString domain = address.mid(at + 1);
    const auto isAscii = [](QChar c) { return c.unicode() < 0x80; };
    if (at < 0 || std::all_of(domain.begin(), domain.end(), isAscii))
        return address;
    QString ascii;
    if (domain.size() <= longestDomain)
        ascii = QString::fromLatin1(QUrl::toAce(domain));
    if (!ascii.isEmpty())
        return address.left(at + 1) + ascii;
    for (const QChar c : domain) {
        if (isAscii(c))
            ascii += c;
        else
            ascii += QStringLiteral("{U+%1}").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
    }
    return address.left(at + 1) + ascii;
}

QString safeFileName(const QString &name)
{
    QString safe;
    // Bidirectional controls must not even leave a mark, or the name would not sort as typed.
    const QList<uint> characters = safeForDisplay(lastComponent(name), name.size() + 1).toUcs4();
    for (const char32_t c : characters) {
        if (c == QChar::ReplacementCharacter)
            continue;
        if (isForbiddenInFileName(c))
            safe.append(u'_');
        else
            safe.append(QChar::fromUcs4(c));
    }
    // Blanks in a row would push the extension out of sight.
    safe = safe.simplified();
    while (safe.endsWith(u'.') || safe.endsWith(u' '))
        safe.chop(1);
    if (safe.isEmpty())
        return QStringLiteral("attachment");
    const QStringView stem = QStringView(safe).left(safe.indexOf(u'.')).trimmed();
    const bool isDevice = isDeviceName(safe.contains(u'.') ? stem : QStringView(safe));
    if (safe.startsWith(u'.') || safe.startsWith(u'-') || safe.startsWith(u'~') || isDevice)
        safe.prepend(u'_');
    return shortened(safe);
}

} // namespace QImap4Internal
