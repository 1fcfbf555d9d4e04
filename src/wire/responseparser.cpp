// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/responseparser_p.h"

#include "wire/accessresponses_p.h"
#include "wire/extensionresponses_p.h"
#include "wire/fetchresponse_p.h"
#include "wire/mailboxresponses_p.h"
#include "wire/messagecollector_p.h"
#include "wire/parsercontext_p.h"
#include "wire/searchresponses_p.h"
#include "wire/sortresponses_p.h"
#include "wire/statusresponses_p.h"

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

using ParseNamed = Response (*)(ParserContext &context, Scanner &scanner);
using ParseNumbered = Response (*)(ParserContext &context, quint32 number);

struct NamedRow
{
    QByteArrayView name;
    ParseNamed parse;
};

// "* NAME ...". What is not here is an UnknownResponse.
const NamedRow namedRows[] = {
    {"ACL", parseAcl},
    {"ANNOTATION", parseAnnotation},
    {"CAPABILITY", parseCapability},
    {"COMPARATOR", parseComparator},
    {"CONVERSION", parseConversion},
    {"ENABLED", parseEnabled},
    {"ESEARCH", parseExtendedSearch},
    {"FLAGS", parseFlags},
    {"GENURLAUTH", parseGenUrlAuth},
    {"ID", parseId},
    {"JMAPACCESS", parseJmapAccess},
    {"LANGUAGE", parseLanguage},
    {"LIST", parseList},
    {"LISTRIGHTS", parseListRights},
    {"LSUB", parseLsub},
    {"METADATA", parseMetadata},
    {"MYRIGHTS", parseMyRights},
    {"NAMESPACE", parseNamespace},
    {"QUOTA", parseQuota},
    {"QUOTAROOT", parseQuotaRoot},
    {"SEARCH", parseSearch},
    {"SORT", parseSort},
    {"STATUS", parseMailboxStatus},
    {"THREAD", parseThread},
    {"UIDBATCHES", parseUidBatches},
    {"URLFETCH", parseUrlFetch},
    {"VANISHED", parseVanished},
    {"XLIST", parseList},
};

Response parseExists(ParserContext &, quint32 number)
{
    return ExistsResponse{number};
}

Response parseRecent(ParserContext &, quint32 number)
{
    return RecentResponse{number};
}

Response parseExpunge(ParserContext &context, quint32 number)
{
    if (number == 0)
        return context.malformed("EXPUNGE of message 0");
    return ExpungeResponse{number};
}

struct NumberedRow
{
    QByteArrayView name;
    ParseNumbered parse;
};

// "* 12 NAME", but for FETCH.
const NumberedRow numberedRows[] = {
    {"EXISTS", parseExists},
    {"EXPUNGE", parseExpunge},
    {"RECENT", parseRecent},
};

bool isNumberedName(QByteArrayView name)
{
    return std::any_of(std::begin(numberedRows), std::end(numberedRows),
                       [name](const NumberedRow &row) { return isWord(name, row.name); });
}

// The streamed literals of a frame have no bytes. NIL in their place keeps what is around them
// readable, also when it is read again.
Frame withoutElided(const Frame &frame)
{
    const QByteArrayView bytes = frame.bytes();
    Frame result;
    qsizetype copied = 0;
    for (const ElidedLiteral &literal : frame.elided) {
        qsizetype open = literal.position;
        while (open > copied && bytes[open - 1] != '{')
            --open;
        open -= open > copied ? 1 : 0;
        if (open > copied && bytes[open - 1] == '~')
            --open;
        result.buffer.append(bytes.sliced(copied, open - copied));
        // What cannot follow a literal cannot follow an empty one either.
        const qsizetype behind = literal.position;
        const bool ends = behind == bytes.size() || is(bytes[behind], AfterString);
        result.buffer.append(ends ? "NIL" : "{0}\r\n");
        copied = literal.position;
    }
    result.buffer.append(bytes.sliced(copied));
    result.length = result.buffer.size();
    return result;
}

QByteArray upperName(QByteArrayView name)
{
    return name.toByteArray().toUpper();
}

} // namespace

class ResponseParser::Private
{
public:
    explicit Private(const QImap4Limits &limits)
        : context(limits)
    {}

    Response parse(const Frame &frame);
    Response parseUntagged(Scanner &scanner);
    Response parseLoneCode(Scanner &scanner);
    Response parseMendedStatus(Condition condition, Scanner &scanner);
    Response parseNumbered(Scanner &scanner);
    Response parseTagged(Scanner &scanner);
    Response unknown() const;

    ParserContext context;
    MessageCollector messages;
};

Response ResponseParser::Private::parse(const Frame &frame)
{
    context.begin(frame);
    if (frame.skipped > 0)
        context.warn("bytes before a response that do not belong there");
    if (frame.joined > 0)
        context.warn("line end within a response");
    Scanner scanner(frame.bytes(), context.limits().nesting);
    if (scanner.skip('*'))
        return parseUntagged(scanner);
    if (scanner.skip('+'))
        return parseContinuation(context, scanner);
    if (scanner.peek() == '[')
        return parseLoneCode(scanner);
    return parseTagged(scanner);
}

Response ResponseParser::Private::parseUntagged(Scanner &scanner)
{
    if (scanner.skipSpaces() != 1)
        context.warn("extra or missing space");
    if (is(scanner.peek(), DigitByte) || scanner.peek() == '-')
        return parseNumbered(scanner);
    if (scanner.peek() == '[')
        return parseLoneCode(scanner);
    if (const auto condition = takeCondition(context, scanner))
        return parseStatus(context, *condition, {}, scanner);
    const QByteArrayView name = scanner.atom();
    for (const NamedRow &row : namedRows) {
        if (isWord(name, row.name))
            return row.parse(context, scanner);
    }
    if (name.isEmpty())
        return context.malformed("untagged response without a name");
    // "* abc FETCH (...)": a message without its number.
    scanner.skipSpaces();
    const QByteArrayView second = scanner.atom();
    if (isWord(second, "FETCH") || isNumberedName(second))
        return context.malformed("message number that is none");
    return unknown();
}

// Some servers send COPYUID in a line of its own.
Response ResponseParser::Private::parseLoneCode(Scanner &scanner)
{
    context.warn("response code without a condition");
    return parseMendedStatus(Condition::Ok, scanner);
}

Response ResponseParser::Private::parseMendedStatus(Condition condition, Scanner &scanner)
{
    StatusResponse response = parseStatus(context, condition, {}, scanner);
    response.mended = true;
    return response;
}

Response ResponseParser::Private::parseNumbered(Scanner &scanner)
{
    const auto number = toNumber32(scanner.word());
    if (!number)
        return context.malformed("message number out of range");
    if (scanner.skipSpaces() != 1)
        context.warn("extra or missing space");
    const QByteArrayView name = scanner.atom();
    if (isWord(name, "FETCH") || isWord(name, "UIDFETCH")) {
        if (*number == 0) {
            context.warn("FETCH of message 0");
            return unknown();
        }
        const MessageNumber kind =
            isWord(name, "FETCH") ? MessageNumber::Sequence : MessageNumber::Uid;
        return parseFetch(context, messages, {*number, kind}, scanner);
    }
    if (isWord(name, "CONVERTED"))
        return parseConverted(context, *number, scanner);
    for (const NumberedRow &row : numberedRows) {
        if (isWord(name, row.name))
            return row.parse(context, *number);
    }
    return unknown();
}

Response ResponseParser::Private::parseTagged(Scanner &scanner)
{
    const QByteArrayView tag = scanner.word();
    if (scanner.skipSpaces() > 1)
        context.warn("extra or missing space");
    if (tag.contains('+'))
        return context.malformed("tag with a plus sign");
    Scanner behindTag = scanner;
    if (const auto condition = takeCondition(context, scanner))
        return parseStatus(context, *condition, tag.toByteArray(), scanner);
    if (const auto condition = toCondition(tag)) {
        context.warn("condition without a tag");
        return parseMendedStatus(*condition, behindTag);
    }
    return context.malformed("neither a response nor a tag");
}

Response ResponseParser::Private::unknown() const
{
    return UnknownResponse{ResponseParser::untagged(context.frame())};
}

ResponseParser::ResponseParser(const QImap4Limits &limits)
    : d(new Private(limits))
{}

ResponseParser::~ResponseParser() = default;

void ResponseParser::setUtf8(bool on)
{
    d->context.setUtf8(on);
}

Response ResponseParser::parse(const Frame &frame)
{
    return frame.elided.isEmpty() ? d->parse(frame) : d->parse(withoutElided(frame));
}

bool ResponseParser::isUnfinished(const Response &response)
{
    const auto *malformed = std::get_if<MalformedResponse>(&response);
    if (!malformed || !malformed->unfinished)
        return false;
    takeWarnings(); // they come again
    return true;
}

bool ResponseParser::hasMessages() const
{
    return !d->messages.isEmpty();
}

QImap4MessageList ResponseParser::takeMessages(qsizetype keep)
{
    return d->messages.take(keep);
}

void ResponseParser::dropNewestMessage()
{
    d->messages.dropNewest();
}

QList<ParserWarning> ResponseParser::takeWarnings()
{
    return d->context.takeWarnings();
}

QImap4UntaggedResponse ResponseParser::untagged(const Frame &frame)
{
    Scanner scanner(frame.bytes());
    if (!scanner.skip('*'))
        return {};
    scanner.skipSpaces();
    QByteArray number;
    if (is(scanner.peek(), DigitByte)) {
        number = scanner.word().toByteArray();
        scanner.skipSpaces();
    }
    QImap4UntaggedResponse response;
    response.name = upperName(scanner.atom());
    scanner.skipSpaces();
    response.data = scanner.rest().toByteArray();
    if (!number.isEmpty())
        response.data = response.data.isEmpty() ? number : number + ' ' + response.data;
    return response;
}

} // namespace QImap4Internal
