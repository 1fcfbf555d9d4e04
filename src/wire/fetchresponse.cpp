// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/fetchresponse_p.h"

#include "wire/fetchitems_p.h"

namespace QImap4Internal {

namespace {

constexpr quint16 immediateItems = QImap4Message::Uid | QImap4Message::Flags;

void readMessageFlags(ParserContext &context, const Value &value, MessageRecord &record,
                      MessageCollector::Keywords &keywords)
{
    record.systemFlags = 0;
    keywords.clear();
    const FlagListQuirk quirk = forEachFlag(value, [&](QByteArrayView name) {
        if (const QImap4Flags::SystemFlag flag = systemFlag(name))
            record.systemFlags |= flag;
        else if (keywords.size() < context.limits().flags)
            keywords.append(name);
    });
    if (quirk != FlagListQuirk::None)
        context.warn(quirk);
    if (keywords.size() == context.limits().flags)
        context.warn("more flags than a message may have");
}

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

// The text with backslashes before the quotes that servers forgot to escape.
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

MalformedResponse malformedFetch(const ParserContext &context, const char *reason,
                                 const MessageRecord &record)
{
    MalformedResponse response = context.malformed(reason);
    response.sequenceNumber = record.sequenceNumber;
    response.uid = record.uid;
    return response;
}

Response parseItems(ParserContext &context, MessageCollector &messages, quint32 sequenceNumber,
                    Scanner scanner, const QByteArray &buffer)
{
    MessageRecord record;
    record.sequenceNumber = sequenceNumber;
    MessageCollector::Keywords keywords;

    scanner.skipSpaces();
    if (!scanner.skip('('))
        return malformedFetch(context, "FETCH without a list of items", record);
    const QByteArrayView rest = scanner.rest();
    FetchItems items(rest, context.limits().nesting);
    for (FetchItem item; items.next(&item);) {
        record.items |= item.kind;
        if (item.value.kind == Value::Missing)
            context.warn("FETCH item without a value");
        if (item.kind == QImap4Message::Flags) {
            readMessageFlags(context, item.value, record, keywords);
        } else if (item.kind == QImap4Message::Uid) {
            const auto uid = toNumber32(item.value.bytes);
            if (!uid)
                return malformedFetch(context, "UID is not a number", record);
            record.uid = *uid;
        }
    }
    if (items.failed())
        return malformedFetch(context, "FETCH item cannot be read", record);

    const char *end = items.scanner().position();
    Scanner tail = items.scanner();
    if (!tail.skip(')'))
        return malformedFetch(context, "FETCH without a closing parenthesis", record);
    if (items.hadExtraParentheses())
        context.warn("FETCH items in parentheses of their own");
    tail.skipSpaces();
    if (!tail.atEnd())
        context.warn("text behind a FETCH response");

    const bool keep = (record.items & ~immediateItems) != 0;
    messages.add(record, keywords, buffer,
                 keep ? QByteArrayView(rest.data(), end - rest.data()) : QByteArrayView());
    return FetchResponse{sequenceNumber, record.uid, QImap4Message::Items::fromInt(record.items)};
}

} // namespace

// What cannot be read is read once more with its quotes mended. Only lines without literals can be:
// a literal's bytes are not to be changed.
Response parseFetch(ParserContext &context, MessageCollector &messages, quint32 sequenceNumber,
                    Scanner &scanner)
{
    const Response response =
        parseItems(context, messages, sequenceNumber, scanner, context.frame().buffer);
    if (!std::holds_alternative<MalformedResponse>(response) || !scanner.rest().contains('"')
        || scanner.rest().contains('\n'))
        return response;
    const QByteArray mended = withQuotesEscaped(scanner.rest());
    Response second = parseItems(context, messages, sequenceNumber,
                                 Scanner(mended, context.limits().nesting), mended);
    if (std::holds_alternative<MalformedResponse>(second))
        return response;
    context.warn("quotes within a string that are not escaped");
    return second;
}

} // namespace QImap4Internal
