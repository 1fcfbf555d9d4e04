// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/searchresponses_p.h"

#include <algorithm>
#include <utility>

namespace QImap4Internal {

namespace {

// "(MODSEQ 917162500)" at the end of SEARCH (RFC 7162, 3.1.5).
std::optional<quint64> readModSeq(const Value &list)
{
    Scanner scanner(list.bytes);
    const Value name = scanner.value();
    if (name.kind == Value::Missing)
        return 0;
    return isWord(name.bytes, "MODSEQ") ? toModSeq(scanner.value().bytes) : std::nullopt;
}

// Whether the ranges stand in the order of the numbers, and none of them twice.
bool isAscending(const QList<QImap4MessageSet::Range> &ranges)
{
    return std::adjacent_find(ranges.cbegin(), ranges.cend(),
                              [](const auto &a, const auto &b) { return a.last >= b.first; })
        == ranges.cend();
}

// Sorted first: numbers are added quickly only behind those that are there.
QImap4MessageSet toSet(QList<QImap4MessageSet::Range> ranges, QImap4MessageSet::Kind kind)
{
    if (!isAscending(ranges)) {
        std::sort(ranges.begin(), ranges.end(),
                  [](const auto &a, const auto &b) { return a.first < b.first; });
    }
    QImap4MessageSet set(kind);
    for (const QImap4MessageSet::Range &range : std::as_const(ranges))
        set.add(range.first, range.last);
    return set;
}

using ReadReturn = bool (*)(ParserContext &, const Value &, QImap4SearchResult &);

template <std::optional<quint32> QImap4SearchResult::*Member>
bool readNumber(ParserContext &, const Value &value, QImap4SearchResult &result)
{
    result.*Member = toNumber32(value.bytes);
    return (result.*Member).has_value();
}

// An order other than that of the numbers says something (ESORT, RFC 5267, 3).
bool readAll(ParserContext &context, const Value &value, QImap4SearchResult &result)
{
    QList<QImap4MessageSet::Range> ranges;
    if (!readRanges(context, value.bytes, ranges))
        return false;
    result.messages = toSet(ranges, result.messages.kind());
    if (!isAscending(ranges))
        result.order = ranges;
    return true;
}

bool readReturnedModSeq(ParserContext &, const Value &value, QImap4SearchResult &result)
{
    const auto number = toModSeq(value.bytes);
    result.modSeq = number.value_or(0);
    return number.has_value();
}

std::optional<qint64> readPosition(QByteArrayView text)
{
    const bool fromEnd = text.startsWith('-');
    const auto number = toNumber32(fromEnd ? text.sliced(1) : text);
    if (!number || *number == 0)
        return {};
    return fromEnd ? -static_cast<qint64>(*number) : static_cast<qint64>(*number);
}

// "(1:10 3,5:7)", "(-1:-10 NIL)"
bool readPartial(ParserContext &context, const Value &value, QImap4SearchResult &result)
{
    Scanner fields(value.isList() ? value.bytes : QByteArrayView());
    const QByteArrayView positions = fields.value().bytes;
    const Value messages = fields.value();
    const qsizetype colon = positions.indexOf(':');
    if (colon < 0)
        return false;
    const auto first = readPosition(positions.first(colon));
    const auto last = readPosition(positions.sliced(colon + 1));
    if (!first || !last || (*first < 0) != (*last < 0))
        return false;
    QImap4SearchWindow window{*first, *last, {}};
    if (messages.kind != Value::Nil && !readRanges(context, messages.bytes, window.messages))
        return false;
    result.window = window;
    return true;
}

// "(0 32768:32769 1 2733)"
template <QImap4SearchChange::Action Action>
bool readChanges(ParserContext &context, const Value &value, QImap4SearchResult &result)
{
    Scanner fields(value.isList() ? value.bytes : QByteArrayView());
    const auto readChange = [&](const Value &at) -> const char * {
        const auto position = toNumber32(at.bytes);
        QImap4SearchChange change{Action, position.value_or(0), {}};
        if (!position || !readRanges(context, fields.value().bytes, change.messages))
            return "no change";
        result.changes.append(change);
        return nullptr;
    };
    return value.isList() && !context.forEachValue(fields, readChange) && !fields.failed();
}

bool readRelevancy(ParserContext &context, const Value &value, QImap4SearchResult &result)
{
    Scanner fields(value.isList() ? value.bytes : QByteArrayView());
    const auto readScore = [&](const Value &score) -> const char * {
        const auto number = toNumber32(score.bytes);
        if (!number)
            return "no number";
        result.relevancy.append(*number);
        return nullptr;
    };
    return value.isList() && !context.forEachValue(fields, readScore) && !fields.failed();
}

struct ReturnRow
{
    QByteArrayView name;
    ReadReturn read;
};

const ReturnRow returnRows[] = {
    {"ADDTO", readChanges<QImap4SearchChange::Added>},
    {"ALL", readAll},
    {"COUNT", readNumber<&QImap4SearchResult::count>},
    {"MAX", readNumber<&QImap4SearchResult::maximum>},
    {"MIN", readNumber<&QImap4SearchResult::minimum>},
    {"MODSEQ", readReturnedModSeq},
    {"PARTIAL", readPartial},
    {"RELEVANCY", readRelevancy},
    {"REMOVEFROM", readChanges<QImap4SearchChange::Removed>},
};

bool readReturn(ParserContext &context, QByteArrayView name, const Value &value,
                QImap4SearchResult &result)
{
    for (const ReturnRow &row : returnRows) {
        if (isWord(name, row.name))
            return row.read(context, value, result);
    }
    return true;
}

// Parentheses around some of them are passed over as they come: to read each as a list would be to
// read what is nested once for each level.
bool readReturns(ParserContext &context, Scanner &scanner, QImap4SearchResult &result)
{
    int open = 0;
    while (true) {
        scanner.skipSpaces();
        if (scanner.skip('(')) {
            if (open == 0)
                context.warn("ESEARCH data in parentheses");
            if (++open > context.limits().nesting)
                return false;
            continue;
        }
        if (open > 0 && scanner.skip(')')) {
            --open;
            continue;
        }
        const Value name = scanner.value();
        if (!name.isText())
            return open == 0 && !scanner.failed();
        if (!readReturn(context, name.bytes, scanner.value(), result))
            return false;
    }
}

// (TAG "A1" MAILBOX "x" UIDVALIDITY 7); false for a list of something else.
bool readCorrelator(const ParserContext &context, const Value &list, SearchResponse &response)
{
    Scanner fields(list.bytes);
    bool found = false;
    for (Value name = fields.value(); name.isText(); name = fields.value()) {
        const Value value = fields.value();
        if (isWord(name.bytes, "TAG"))
            response.tag = value.text();
        else if (isWord(name.bytes, "MAILBOX"))
            response.result.mailbox = context.mailboxName(value);
        else if (isWord(name.bytes, "UIDVALIDITY"))
            response.result.uidValidity = toNumber32(value.bytes).value_or(0);
        else
            continue;
        found = true;
    }
    return found;
}

} // namespace

bool readRanges(ParserContext &context, QByteArrayView text, QList<QImap4MessageSet::Range> &ranges)
{
    if (text.endsWith(','))
        context.warn("comma at the end of a set");
    while (text.endsWith(','))
        text.chop(1);
    while (!text.isEmpty()) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView word = comma < 0 ? text : text.first(comma);
        text = comma < 0 ? QByteArrayView() : text.sliced(comma + 1);
        const qsizetype colon = word.indexOf(':');
        const auto first = toNumber32(colon < 0 ? word : word.first(colon));
        const auto last = toNumber32(colon < 0 ? word : word.sliced(colon + 1));
        if (!first || !last || *first == 0 || *last == 0 || context.isFull(ranges.size()))
            return false;
        ranges.append({std::min(*first, *last), std::max(*first, *last)});
    }
    return !ranges.isEmpty();
}

// The response does not say whether the numbers are UIDs: its command does.
Response parseSearch(ParserContext &context, Scanner &scanner)
{
    SearchResponse response;
    QList<quint32> numbers;
    bool trailing = false;
    while (true) {
        trailing = scanner.skipSpaces() > 0;
        if (scanner.atEnd())
            break;
        const Value value = scanner.value();
        if (value.isList()) {
            const auto modSeq = readModSeq(value);
            if (!modSeq)
                return context.malformed("SEARCH with a list that is no mod-sequence");
            response.result.modSeq = *modSeq;
            continue;
        }
        const auto number = toNumber32(value.bytes);
        if (!number)
            return context.malformed("SEARCH with something that is not a number");
        if (*number == 0)
            context.warn("message number 0");
        else
            numbers.append(*number);
    }
    if (trailing)
        context.warn("trailing space");
    response.result.messages = QImap4MessageSet::sequenceNumbers(numbers);
    return response;
}

Response parseExtendedSearch(ParserContext &context, Scanner &scanner)
{
    SearchResponse response;
    response.extended = true;
    scanner.skipSpaces();
    Scanner ahead = scanner;
    const Value correlator = ahead.value();
    if (correlator.isList() && readCorrelator(context, correlator, response)) {
        scanner = ahead;
        scanner.skipSpaces();
    }
    ahead = scanner;
    const bool uids = isWord(ahead.atom(), "UID");
    if (uids)
        scanner = ahead;
    response.result.messages =
        QImap4MessageSet(uids ? QImap4MessageSet::Uids : QImap4MessageSet::SequenceNumbers);
    if (!readReturns(context, scanner, response.result))
        return context.malformed("ESEARCH with data that cannot be read");
    return response;
}

Response parseVanished(ParserContext &context, Scanner &scanner)
{
    VanishedResponse response;
    Value value = scanner.value();
    if (value.isList()) {
        response.earlier = isWord(value.bytes.trimmed(), "EARLIER");
        value = scanner.value();
    }
    QList<QImap4MessageSet::Range> ranges;
    int sets = 0;
    do {
        if (value.kind != Value::Atom || !readRanges(context, value.bytes, ranges))
            return context.malformed("VANISHED without a set of UIDs");
        ++sets;
        value = scanner.value();
    } while (value.kind != Value::Missing);
    if (sets > 1)
        context.warn("spaces within a set");
    response.uids = toSet(ranges, QImap4MessageSet::Uids);
    return response;
}

} // namespace QImap4Internal
