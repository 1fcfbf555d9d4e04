// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/responsekind_p.h"

#include "wire/bytes_p.h"

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

struct KindRow
{
    const char *name;
    bool numbered; // "* 12 NAME"
    ResponseKind kind;
};

constexpr ResponseKind longLines{ResponseKind::Other, true};

// Untagged responses that hold message content, or may be long. All that is not here is Other.
constexpr KindRow kindRows[] = {
    {"CONVERTED", true, {ResponseKind::Converted}},
    {"ESEARCH", false, longLines},
    {"FETCH", true, {ResponseKind::Fetch, true}},
    {"FLAGS", false, longLines},
    {"SEARCH", false, longLines},
    {"SORT", false, longLines},
    {"THREAD", false, longLines},
    {"UIDFETCH", true, {ResponseKind::Fetch, true}},
    {"URLFETCH", false, {ResponseKind::UrlFetch}},
    {"VANISHED", false, longLines},
};

// Response codes that may be long.
constexpr const char *longCodes[] = {"APPENDUID", "COPYUID", "MODIFIED", "PERMANENTFLAGS"};

constexpr const char *conditions[] = {"OK", "NO", "BAD", "BYE", "PREAUTH"};

void skipSpaces(QByteArrayView &text)
{
    while (text.startsWith(' '))
        text = text.sliced(1);
}

QByteArrayView takeWord(QByteArrayView &text)
{
    skipSpaces(text);
    qsizetype end = 0;
    while (end < text.size() && is(text[end], AtomByte))
        ++end;
    const QByteArrayView word = text.first(end);
    text = text.sliced(end);
    return word;
}

template <size_t N>
bool isOneOf(QByteArrayView word, const char *const (&names)[N])
{
    return std::any_of(std::begin(names), std::end(names),
                       [word](const char *name) { return isWord(word, name); });
}

bool isNumber(QByteArrayView word)
{
    return !word.isEmpty()
        && std::all_of(word.begin(), word.end(), [](char c) { return is(c, DigitByte); });
}

// A code stands right behind the condition; brackets in the text are text.
ResponseKind kindOfStatus(QByteArrayView behindCondition, qsizetype size)
{
    skipSpaces(behindCondition);
    if (!behindCondition.startsWith('['))
        return {ResponseKind::Text};
    const qsizetype begin = size - behindCondition.size();
    behindCondition = behindCondition.sliced(1);
    return {ResponseKind::Code, isOneOf(takeWord(behindCondition), longCodes), begin};
}

} // namespace

ResponseKind kindOfResponse(QByteArrayView response)
{
    QByteArrayView rest = response;
    const QByteArrayView tag = takeWord(rest);
    QByteArrayView name = takeWord(rest);
    if (tag != QByteArrayView("+") && isOneOf(name, conditions))
        return kindOfStatus(rest, response.size());
    if (tag != QByteArrayView("*"))
        return {ResponseKind::Text};
    const bool numbered = isNumber(name);
    if (numbered)
        name = takeWord(rest);
    const auto row = std::find_if(std::begin(kindRows), std::end(kindRows), [&](const KindRow &r) {
        return r.numbered == numbered && isWord(name, r.name);
    });
    return row == std::end(kindRows) ? ResponseKind{ResponseKind::Other} : row->kind;
}

bool beginsResponse(QByteArrayView line)
{
    if (line.startsWith("* ") || line.startsWith('+'))
        return true;
    takeWord(line); // a tag
    return isOneOf(takeWord(line), conditions);
}

} // namespace QImap4Internal
