// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/scanner_p.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

// How far behind a quote that cannot be the end of a string the true one is looked for, and how
// often in vain.
constexpr qsizetype strayQuoteReach = 256;
constexpr int mostVainSearches = 16;

// Whether a string may end before `p`. A comma is what one server puts between the strings of ID.
bool mayFollowString(const char *p, const char *end)
{
    return p == end || is(*p, AfterString)
        || (*p == ',' && end - p > 2 && p[1] == ' ' && p[2] == '"');
}

// Finds the end of the quoted string that begins at `p`: behind the closing quote, null if there
// is none. Some servers do not escape quotes within, so the one that counts is followed by what
// can follow a string; if there is no such one near, the first counts.
const char *skipQuoted(const char *p, const char *end, int &vainSearches, bool *escaped = nullptr)
{
    const char *candidate = nullptr;
    bool backslash = false;
    bool backslashInCandidate = false;
    const auto found = [escaped](const char *behind, bool hasBackslash) {
        if (escaped)
            *escaped = hasBackslash;
        return behind;
    };
    for (++p; p < end; ++p) {
        if (!is(*p, StringStop))
            continue;
        if (*p == '"') {
            if (mayFollowString(p + 1, end))
                return found(p + 1, backslash);
            if (!candidate) {
                if (vainSearches >= mostVainSearches)
                    return found(p + 1, backslash);
                candidate = p + 1;
                backslashInCandidate = backslash;
                end = std::min(end, p + strayQuoteReach);
            }
        } else if (*p == '\\') {
            ++p;
            backslash = true;
        } else {
            break; // a line end
        }
    }
    vainSearches += candidate ? 1 : 0;
    return found(candidate, backslashInCandidate);
}

// Behind the literal whose "{" is at `p`, null if it is none or not whole.
const char *skipLiteral(const char *p, const char *end)
{
    const LiteralHeader header = readLiteralHeader(p, end);
    if (!header.content || header.size > static_cast<quint64>(end - header.content))
        return nullptr;
    return header.content + header.size;
}

// Behind the parenthesis that closes the list whose "(" is at `p`, null if there is none.
const char *skipList(const char *p, const char *end, int nesting, int &vainSearches)
{
    int depth = 0;
    while (p < end) {
        if (!is(*p, ListStop)) {
            ++p;
            continue;
        }
        const char *next = p + 1;
        switch (*p) {
        case '(':
            if (++depth > nesting)
                return nullptr;
            break;
        case ')':
            if (--depth == 0)
                return next;
            break;
        case '"':
            next = skipQuoted(p, end, vainSearches);
            if (!next)
                return nullptr;
            break;
        case '{':
            if (const char *behind = skipLiteral(p, end)) {
                if (behind < end && !is(*behind, AfterString))
                    return nullptr; // its length is wrong
                next = behind;
            }
            break;
        }
        p = next;
    }
    return nullptr;
}

} // namespace

QByteArray Value::text() const
{
    if (!isText())
        return {};
    if (!escaped)
        return bytes.isEmpty() ? QByteArray("") : bytes.toByteArray();
    QByteArray result;
    result.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        // A backslash before anything else stands for itself.
        if (bytes[i] == '\\' && i + 1 < bytes.size()
            && (bytes[i + 1] == '"' || bytes[i + 1] == '\\'))
            ++i;
        result.append(bytes[i]);
    }
    return result;
}

QByteArray Value::name() const
{
    return kind == Nil ? bytes.toByteArray() : text();
}

quint64 Value::number() const
{
    if (!isText())
        return 0;
    if (const auto exact = toNumber64(bytes))
        return *exact;
    bool ok = false;
    const double rough = bytes.size() < 32 ? bytes.toByteArray().toDouble(&ok) : 0;
    return ok && rough > 0 && rough < 9.0e18 ? static_cast<quint64>(rough) : 0;
}

std::optional<quint64> toNumber(QByteArrayView text, quint64 maximum)
{
    if (text.isEmpty())
        return {};
    quint64 number = 0;
    for (const char c : text) {
        if (!is(c, DigitByte))
            return {};
        const auto digit = static_cast<quint64>(c - '0');
        if (number > (maximum - digit) / 10)
            return {};
        number = number * 10 + digit;
    }
    return number;
}

std::optional<quint32> toNumber32(QByteArrayView text)
{
    const auto number = toNumber(text, std::numeric_limits<quint32>::max());
    return number ? std::optional<quint32>(static_cast<quint32>(*number)) : std::nullopt;
}

std::optional<quint64> toNumber64(QByteArrayView text)
{
    return toNumber(text, static_cast<quint64>(std::numeric_limits<qint64>::max()));
}

std::optional<quint64> toModSeq(QByteArrayView text)
{
    return toNumber(text, std::numeric_limits<quint64>::max() - 1);
}

Value Scanner::value()
{
    skipSpaces();
    if (m_at == m_end || *m_at == ')')
        return {};
    if (*m_at == '"')
        return quoted();
    if (*m_at == '(')
        return list();
    const char *brace = *m_at == '~' && m_end - m_at > 1 ? m_at + 1 : m_at;
    if (*brace == '{') {
        if (const char *behind = skipLiteral(brace, m_end)) {
            const char *content = readLiteralHeader(brace, m_end).content;
            m_at = behind;
            return {Value::String, false, QByteArrayView(content, behind - content)};
        }
    }
    // What looks like an atom, with whatever a server puts into one.
    const char *begin = m_at;
    while (m_at < m_end && *m_at != ' ' && *m_at != '(' && *m_at != ')' && *m_at != '\r'
           && *m_at != '\n')
        ++m_at;
    const QByteArrayView bytes(begin, m_at - begin);
    return {isWord(bytes, "NIL") ? Value::Nil : Value::Atom, false, bytes};
}

Value Scanner::quoted()
{
    bool escaped = false;
    const char *begin = m_at + 1;
    const char *behind = skipQuoted(m_at, m_end, m_vainSearches, &escaped);
    if (!behind)
        return fail();
    m_at = behind;
    return {Value::String, escaped, QByteArrayView(begin, behind - 1 - begin)};
}

Value Scanner::list()
{
    const char *begin = m_at + 1;
    const char *behind = skipList(m_at, m_end, m_nesting, m_vainSearches);
    if (!behind)
        return fail();
    m_at = behind;
    return {Value::List, false, QByteArrayView(begin, behind - 1 - begin)};
}

Value Scanner::fail()
{
    m_failed = true;
    return {};
}

// Behind the "]" that ends the section whose "[" is here, null if there is none.
const char *Scanner::sectionEnd()
{
    bool quotesEnd = true; // a quote that has no end on its line: those behind it have none either
    const char *p = m_at;
    while (p < m_end && *p != ']') {
        const char *next = nullptr;
        if (*p == '\n') {
            quotesEnd = true;
        } else if (*p == '"' && quotesEnd) {
            next = skipQuoted(p, m_end, m_vainSearches);
            quotesEnd = next;
        } else if (*p == '{') {
            next = skipLiteral(p, m_end);
        }
        p = next ? next : p + 1;
    }
    return p < m_end ? p + 1 : nullptr;
}

QByteArrayView Scanner::itemName()
{
    const char *begin = m_at;
    while (m_at < m_end && is(*m_at, AtomByte) && *m_at != '[')
        ++m_at;
    if (m_at == m_end || *m_at != '[')
        return QByteArrayView(begin, m_at - begin);

    const char *p = sectionEnd();
    if (!p) {
        fail();
        return {};
    }
    if (p < m_end && *p == '<') {
        const char *origin = p + 1;
        while (origin < m_end && (is(*origin, DigitByte) || *origin == '.'))
            ++origin;
        if (origin < m_end && *origin == '>')
            p = origin + 1;
    }
    m_at = p;
    return QByteArrayView(begin, m_at - begin);
}

} // namespace QImap4Internal
