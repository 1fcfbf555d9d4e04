// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/mending_p.h"

#include "wire/fetchitems_p.h"

namespace QImap4Internal {

namespace {

// Whether a string can end at the quote at `i`: what follows must begin something else. Words do
// so only if they are NIL or the name of an item.
bool canEndString(QByteArrayView text, qsizetype i)
{
    QByteArrayView behind = text.sliced(i + 1);
    if (behind.isEmpty() || behind[0] == ')' || behind[0] == '(')
        return true;
    if (behind[0] != ' ')
        return false;
    while (behind.startsWith(' '))
        behind = behind.sliced(1);
    if (behind.isEmpty() || !is(behind[0], AtomByte) || is(behind[0], DigitByte))
        return true;
    const QByteArrayView word = Scanner(behind).atom();
    return isWord(word, "NIL") || kindOfItem(word) != QImap4Message::Other;
}

// Behind `count` characters of UTF-8.
const char *skipCharacters(const char *p, const char *end, quint64 count)
{
    for (; p < end && count > 0; --count) {
        for (++p; p < end && (static_cast<quint8>(*p) & 0xc0) == 0x80; ++p) {}
    }
    return count == 0 ? p : nullptr;
}

} // namespace

QByteArray withQuotesEscaped(QByteArrayView text)
{
    QByteArray result;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && inString && !canEndString(text, i))
            result.append('\\');
        else if (c == '"')
            inString = !inString;
        if (c == '\\' && inString && i + 1 < text.size())
            result.append(text[i++]);
        result.append(text[i]);
    }
    return result;
}

MeasuredLiterals withLiteralsMeasured(QByteArrayView text)
{
    MeasuredLiterals measured;
    QByteArray &result = measured.text;
    const char *end = text.data() + text.size();
    const char *copied = text.data();
    for (const char *p = copied; p < end; ++p) {
        if (*p != '{')
            continue;
        const LiteralHeader header = readLiteralHeader(p, end);
        if (!header.content || header.size > static_cast<quint64>(end - header.content))
            continue;
        const char *behind = header.content + header.size;
        if (behind < end && !is(*behind, AfterString)) {
            const char *longer = skipCharacters(header.content, end, header.size);
            if (!longer || longer == end) {
                measured.unfinished = true;
            } else if (is(*longer, AfterString)) {
                result.append(copied, p - copied);
                result += '{' + QByteArray::number(longer - header.content) + "}\r\n";
                result.append(header.content, longer - header.content);
                copied = behind = longer;
            }
        }
        p = behind - 1;
    }
    if (!result.isEmpty())
        result.append(copied, end - copied);
    return measured;
}

} // namespace QImap4Internal
