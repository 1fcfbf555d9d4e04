// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/searchresponses_p.h"

namespace QImap4Internal {

namespace {

// "(MODSEQ 917162500)" at the end of SEARCH (RFC 7162, 3.1.5).
quint64 readModSeq(const Value &list)
{
    Scanner scanner(list.bytes);
    return isWord(scanner.value().bytes, "MODSEQ") ? scanner.value().number() : 0;
}

bool readSet(ParserContext &context, QByteArrayView text, QImap4MessageSet &set)
{
    while (text.endsWith(',')) {
        context.warn("comma at the end of a set");
        text.chop(1);
    }
    bool ok = true;
    set = QImap4MessageSet::fromString(text, set.kind(), &ok);
    return ok;
}

// What ESEARCH returns (RFC 9051, search-return-data). A name that is not here is passed over.
using ReadReturn = bool (*)(ParserContext &, QByteArrayView, QImap4SearchResult &);

template <std::optional<quint32> QImap4SearchResult::*Member>
bool readNumber(ParserContext &, QByteArrayView text, QImap4SearchResult &result)
{
    result.*Member = toNumber32(text);
    return (result.*Member).has_value();
}

bool readAll(ParserContext &context, QByteArrayView text, QImap4SearchResult &result)
{
    return readSet(context, text, result.messages);
}

bool readReturnedModSeq(ParserContext &, QByteArrayView text, QImap4SearchResult &result)
{
    const auto number = toNumber64(text);
    result.modSeq = number.value_or(0);
    return number.has_value();
}

struct ReturnRow
{
    QByteArrayView name;
    ReadReturn read;
};

const ReturnRow returnRows[] = {
    {"ALL", readAll},
    {"COUNT", readNumber<&QImap4SearchResult::count>},
    {"MAX", readNumber<&QImap4SearchResult::maximum>},
    {"MIN", readNumber<&QImap4SearchResult::minimum>},
    {"MODSEQ", readReturnedModSeq},
};

bool readReturn(ParserContext &context, QByteArrayView name, const Value &value,
                QImap4SearchResult &result)
{
    for (const ReturnRow &row : returnRows) {
        if (isWord(name, row.name))
            return row.read(context, value.bytes, result);
    }
    return true;
}

bool readReturns(ParserContext &context, Scanner &scanner, QImap4SearchResult &result)
{
    while (true) {
        const Value name = scanner.value();
        if (name.isList()) {
            context.warn("ESEARCH data in parentheses");
            Scanner inner(name.bytes, context.limits().nesting);
            if (!readReturns(context, inner, result))
                return false;
            continue;
        }
        if (!name.isText())
            return !scanner.failed();
        if (!readReturn(context, name.bytes, scanner.value(), result))
            return false;
    }
}

} // namespace

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
            response.result.modSeq = readModSeq(value);
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
    if (correlator.isList()) {
        Scanner fields(correlator.bytes);
        if (isWord(fields.value().bytes, "TAG")) {
            response.tag = fields.value().text();
            scanner = ahead;
            scanner.skipSpaces();
        }
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
    if (value.kind != Value::Atom || !readSet(context, value.bytes, response.uids))
        return context.malformed("VANISHED without a set of UIDs");
    return response;
}

} // namespace QImap4Internal
