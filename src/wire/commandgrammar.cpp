// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/commandgrammar_p.h"

#include "qimap4messageset.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

bool isPrintable(char c)
{
    return c >= ' ' && c <= '~';
}

// atom-specials
bool isAtomChar(char c)
{
    return isPrintable(c) && !QByteArrayView(" (){%*\"\\]").contains(c);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWord(QByteArrayView text, QByteArrayView name)
{
    return text.size() == name.size() && text.compare(name, Qt::CaseInsensitive) == 0;
}

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), isDigit);
}

bool isPartNumber(QByteArrayView text)
{
    return isNumber(text) && text[0] != '0';
}

// "(DATE FROM)"; RFC 5322, 2.2 for what a field name is, less what needs quotes in IMAP.
bool isHeaderList(QByteArrayView text)
{
    if (text.size() < 3 || !text.startsWith('(') || !text.endsWith(')'))
        return false;
    text = text.sliced(1, text.size() - 2);
    while (true) {
        const qsizetype space = text.indexOf(' ');
        const QByteArrayView name = space < 0 ? text : text.first(space);
        if (!isAtom(name) || name.contains(':'))
            return false;
        if (space < 0)
            return true;
        text = text.sliced(space + 1);
    }
}

bool isMessageText(QByteArrayView text)
{
    const qsizetype space = text.indexOf(' ');
    if (space < 0)
        return isWord(text, "HEADER") || isWord(text, "TEXT");
    const QByteArrayView name = text.first(space);
    return (isWord(name, "HEADER.FIELDS") || isWord(name, "HEADER.FIELDS.NOT"))
        && isHeaderList(text.sliced(space + 1));
}

bool isSectionSpec(QByteArrayView text)
{
    bool part = false;
    while (!text.isEmpty() && isDigit(text[0])) {
        const qsizetype dot = text.indexOf('.');
        if (!isPartNumber(dot < 0 ? text : text.first(dot)))
            return false;
        if (dot < 0)
            return true;
        text = text.sliced(dot + 1);
        part = true;
    }
    if (text.isEmpty())
        return !part; // "1." is none
    return isMessageText(text) || (part && isWord(text, "MIME"));
}

bool isPartial(QByteArrayView text)
{
    if (!text.startsWith('<') || !text.endsWith('>'))
        return false;
    text = text.sliced(1, text.size() - 2);
    const qsizetype dot = text.indexOf('.');
    return dot > 0 && isNumber(text.first(dot)) && isPartNumber(text.sliced(dot + 1));
}

} // namespace

bool isAtom(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isAtomChar);
}

bool isAStringAtom(QByteArrayView text)
{
    return !text.isEmpty() && !isWord(text, "NIL")
        && std::all_of(text.begin(), text.end(), [](char c) { return isAtomChar(c) || c == ']'; });
}

bool isListMailboxAtom(QByteArrayView text)
{
    return !text.isEmpty() && !isWord(text, "NIL")
        && std::all_of(text.begin(), text.end(),
                       [](char c) { return isAtomChar(c) || c == ']' || c == '%' || c == '*'; });
}

bool isSequenceSet(QByteArrayView text)
{
    bool ok = false;
    QImap4MessageSet::fromString(text, QImap4MessageSet::Uids, &ok);
    return ok;
}

bool isCommandName(QByteArrayView text)
{
    const qsizetype space = text.indexOf(' ');
    if (space < 0)
        return isAtom(text);
    return isWord(text.first(space), "UID") && isAtom(text.sliced(space + 1));
}

SectionText readSection(QByteArrayView text)
{
    SectionText section;
    const qsizetype less = text.indexOf('<');
    // A "<" can also stand in the name of a field.
    if (less >= 0 && text.endsWith('>')) {
        section.partial = text.sliced(less);
        section.spec = text.first(less);
        section.valid = isPartial(section.partial) && isSectionSpec(section.spec);
        return section;
    }
    section.spec = text;
    section.valid = isSectionSpec(text);
    return section;
}

bool isContained(QByteArrayView text)
{
    const auto beginsWord = [text](qsizetype i) {
        return i == 0 || QByteArrayView(" ([").contains(text[i - 1]);
    };
    const auto endsWord = [text](qsizetype i) {
        return i + 1 == text.size() || QByteArrayView(" )]").contains(text[i + 1]);
    };
    qsizetype depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!isPrintable(c))
            return false;
        if (quoted && c == '\\') {
            ++i;
            if (i == text.size() || (text[i] != '"' && text[i] != '\\'))
                return false;
        } else if (c == '"') {
            if (!(quoted ? endsWord(i) : beginsWord(i)))
                return false;
            quoted = !quoted;
        } else if (!quoted && c == '{') {
            return false; // would announce a literal
        } else if (!quoted && c == '(') {
            if (!beginsWord(i))
                return false;
            ++depth;
        } else if (!quoted && c == ')') {
            if (--depth < 0 || !endsWord(i))
                return false;
        }
    }
    return !quoted && depth == 0;
}

} // namespace QImap4Internal
