// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/fetchresponse_p.h"

#include "wire/fetchitems_p.h"
#include "wire/mending_p.h"

namespace QImap4Internal {

namespace {

constexpr quint16 immediateItems = QImap4Message::Uid | QImap4Message::Flags;

void readMessageFlags(ParserContext &context, const Value &value, MessageRecord &record,
                      MessageCollector::Keywords &keywords)
{
    record.systemFlags = 0;
    keywords.clear();
    bool whole = true;
    const FlagListQuirk quirk = forEachFlag(value, [&](QByteArrayView name) {
        if (const QImap4Flags::SystemFlag flag = systemFlag(name))
            record.systemFlags |= flag;
        else if (keywords.size() < context.limits().flags && name.size() <= context.limits().line)
            keywords.append(name);
        else
            whole = false;
    });
    if (quirk != FlagListQuirk::None)
        context.warn(quirk);
    if (!whole)
        context.warn("more flags than a message may have");
}

// What servers write in a way of their own, and what is understood all the same.
void warnOfHabits(ParserContext &context, const FetchItem &item)
{
    if (item.value.kind == Value::Missing)
        context.warn("FETCH item without a value");
    if (item.kind == QImap4Message::ModSeq && item.value.isList()) {
        const QByteArrayView number = Scanner(item.value.bytes).value().bytes;
        if (number.isEmpty() || number[0] < '1' || number[0] > '9')
            context.warn("mod-sequence that is none");
    }
    if (item.kind != QImap4Message::Body)
        return;
    if (startsWithWord(item.name, "RFC822["))
        context.warn("brackets behind RFC822");
    if (item.name.endsWith('>') && item.name.sliced(item.name.lastIndexOf('<')).contains('.'))
        context.warn("origin with a length");
    if (item.raw.startsWith("{-"))
        context.warn("literal of a negative size");
    const qsizetype close = item.raw.startsWith('{') ? item.raw.indexOf('}') : -1;
    if (close > 0 && item.raw.sliced(close + 1).startsWith(' '))
        context.warn("spaces behind the size of a literal");
}

MalformedResponse unfinished(const ParserContext &context, const char *reason)
{
    MalformedResponse response = context.malformed(reason);
    response.unfinished = true;
    return response;
}

constexpr const char *wrongLength = "literal of another length than announced";

Response parseItems(ParserContext &context, MessageCollector &messages, FetchNumber number,
                    Scanner scanner, const QByteArray &buffer)
{
    MessageRecord record;
    if (number.kind == MessageNumber::Sequence) {
        record.sequenceNumber = number.number;
    } else {
        record.uid = number.number;
        record.items = QImap4Message::Uid;
    }
    MessageCollector::Keywords keywords;

    scanner.skipSpaces();
    if (!scanner.skip('('))
        return context.malformed("FETCH without a list of items");
    const QByteArrayView rest = scanner.rest();
    FetchItems items(rest, context.limits().nesting);
    bool hadLiteral = false;
    const char *itemEnd = rest.data();
    for (FetchItem item; items.next(&item);) {
        if (!item.raw.isEmpty())
            itemEnd = item.raw.data() + item.raw.size();
        record.items |= item.kind;
        hadLiteral = hadLiteral || item.isLiteral();
        // No item at all, but what a literal that was announced too short has left over.
        if (hadLiteral && item.kind == QImap4Message::Other && item.value.kind == Value::Missing
            && !items.scanner().atEnd())
            return context.malformed(wrongLength);
        warnOfHabits(context, item);
        if (item.kind == QImap4Message::Flags) {
            readMessageFlags(context, item.value, record, keywords);
        } else if (item.kind == QImap4Message::Uid) {
            const auto uid = toNumber32(item.value.bytes);
            if (!uid)
                return context.malformed("UID is not a number");
            record.uid = *uid;
        }
    }
    if (items.failed()) {
        constexpr const char *reason = "FETCH item cannot be read";
        if (items.hasWrongLength())
            return context.malformed(wrongLength);
        return items.scanner().failed() ? unfinished(context, reason) : context.malformed(reason);
    }

    const char *end = items.scanner().position();
    Scanner tail = items.scanner();
    if (!tail.skip(')') && !items.closedEarly())
        return unfinished(context, "FETCH without a closing parenthesis");
    if (end == rest.data())
        context.warn("FETCH without items");
    else if (end != itemEnd && end[-1] == ' ') // and not the last octet of a literal
        context.warn("space before a parenthesis");
    if (items.hadExtraParentheses())
        context.warn("FETCH items in parentheses of their own");
    if (items.closedEarly())
        context.warn("FETCH items behind the last parenthesis");
    tail.skipSpaces();
    if (!tail.atEnd())
        context.warn("text behind a FETCH response");

    const bool keep = (record.items & ~immediateItems) != 0;
    messages.add(record, keywords, buffer,
                 keep ? QByteArrayView(rest.data(), end - rest.data()) : QByteArrayView());
    return FetchResponse{record.sequenceNumber, record.uid,
                         QImap4Message::Items::fromInt(record.items)};
}

} // namespace

// What cannot be read is read once more with its quotes mended, which only lines without literals
// can be, or with its literals measured anew.
Response parseFetch(ParserContext &context, MessageCollector &messages, FetchNumber number,
                    Scanner &scanner)
{
    Response response = parseItems(context, messages, number, scanner, context.frame().buffer);
    auto *malformed = std::get_if<MalformedResponse>(&response);
    if (!malformed)
        return response;
    const QByteArrayView rest = scanner.rest();
    const bool hasLines = rest.contains('\n');
    QByteArray mended;
    if (hasLines) {
        MeasuredLiterals measured = withLiteralsMeasured(rest);
        mended = std::move(measured.text);
        malformed->unfinished = malformed->unfinished || measured.unfinished;
    } else if (rest.contains('"')) {
        mended = withQuotesEscaped(rest);
    }
    if (mended.isEmpty())
        return response;
    Response second =
        parseItems(context, messages, number, Scanner(mended, context.limits().nesting), mended);
    if (std::holds_alternative<MalformedResponse>(second))
        return response;
    context.warn(hasLines ? "literal counted in characters"
                          : "quotes within a string that are not escaped");
    return second;
}

} // namespace QImap4Internal
