// SPDX-License-Identifier: LGPL-3.0-or-later
#include "headertext_p.h"

#include "charset_p.h"

#include <QtCore/qhash.h>

#include <algorithm>
#include <optional>

namespace QImap4Internal {

namespace {

// More than any sender cuts a name into; a flood of pieces ends here.
constexpr qsizetype maximumPieces = 1000;
constexpr qsizetype maximumValueLength = 64 * 1024; // bytes

struct Piece
{
    int index; // -1 for a value that is not continued
    bool isExtended; // percent-encoded, the first one with a charset
    QByteArray value;
};

struct ParameterName
{
    QByteArray base;
    int index;
    bool isExtended;
};

// name, name*, name*0, name*0* (RFC 2231, 3 and 4)
ParameterName parseName(const QByteArray &name)
{
    ParameterName result{name.toLower(), -1, false};
    if (result.base.endsWith('*')) {
        result.isExtended = true;
        result.base.chop(1);
    }
    const qsizetype star = result.base.lastIndexOf('*');
    if (star < 0)
        return result;
    bool isNumber = false;
    const int index = result.base.mid(star + 1).toInt(&isNumber);
    if (isNumber && index >= 0) {
        result.index = index;
        result.base.truncate(star);
    }
    return result;
}

struct ExtendedValue
{
    QByteArrayView charset;
    QByteArrayView text;
};

// charset'language'text
std::optional<ExtendedValue> splitExtended(QByteArrayView value)
{
    const qsizetype first = value.indexOf('\'');
    const qsizetype second = first < 0 ? -1 : value.indexOf('\'', first + 1);
    if (second < 0)
        return {};
    return ExtendedValue{value.first(first), value.sliced(second + 1)};
}

// A continued value: the pieces in their order, up to the first gap.
QByteArray joinPieces(QList<Piece> &pieces, QByteArray *charset)
{
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece &a, const Piece &b) { return a.index < b.index; });
    QByteArray joined;
    qint64 expected = pieces.first().index; // wider: the last index has a successor
    for (const Piece &piece : pieces) {
        if (piece.index < expected)
            continue; // said twice: the first one counts
        if (piece.index > expected || joined.size() + piece.value.size() > maximumValueLength)
            break;
        ++expected;
        if (!piece.isExtended) {
            joined.append(piece.value);
            continue;
        }
        QByteArrayView text = piece.value;
        const bool isFirst = piece.index == pieces.first().index;
        if (const auto extended = isFirst ? splitExtended(text) : std::nullopt) {
            *charset = extended->charset.toByteArray();
            text = extended->text;
        }
        joined.append(QByteArray::fromPercentEncoding(text.toByteArray()));
    }
    return joined;
}

QString decodePieces(QList<Piece> &pieces)
{
    // A sender that gives both forms means the extended one (RFC 6266, 4.3).
    const auto isPlain = [](const Piece &piece) { return piece.index < 0 && !piece.isExtended; };
    const auto plain = std::find_if(pieces.begin(), pieces.end(), isPlain);
    if (plain != pieces.end() && std::all_of(pieces.begin(), pieces.end(), isPlain))
        return decodeParameter(plain->value);
    pieces.removeIf(isPlain);

    const bool isEncoded = std::any_of(pieces.begin(), pieces.end(),
                                       [](const Piece &piece) { return piece.isExtended; });
    QByteArray charset;
    const QByteArray joined = joinPieces(pieces, &charset);
    return isEncoded ? toSingleLine(toUnicode(joined, charset)) : decodeParameter(joined);
}

} // namespace

QString decodeParameter(QByteArrayView raw)
{
    raw = raw.first(qMin(raw.size(), maximumValueLength));
    if (const auto extended = splitExtended(raw)) {
        if (extended->text.contains('%') && isKnownCharset(extended->charset)) {
            const QByteArray bytes = QByteArray::fromPercentEncoding(extended->text.toByteArray());
            return toSingleLine(toUnicode(bytes, extended->charset));
        }
    }
    return decodeHeaderText(raw);
}

QList<std::pair<QByteArray, QString>>
decodeParameters(const QList<std::pair<QByteArray, QByteArray>> &raw)
{
    QList<QByteArray> names;
    QHash<QByteArray, QList<Piece>> pieces;
    for (const auto &[name, value] : raw) {
        const ParameterName parsed = parseName(name);
        if (names.size() == maximumPieces && !pieces.contains(parsed.base))
            continue;
        QList<Piece> &list = pieces[parsed.base];
        if (list.isEmpty())
            names.append(parsed.base);
        if (list.size() < maximumPieces)
            list.append({parsed.index, parsed.isExtended, value});
    }

    QList<std::pair<QByteArray, QString>> result;
    result.reserve(names.size());
    for (const QByteArray &name : std::as_const(names))
        result.append({name, decodePieces(pieces[name])});
    return result;
}

} // namespace QImap4Internal
