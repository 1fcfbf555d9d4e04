// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/extensionresponses_p.h"

#include "wire/searchresponses_p.h"
#include "wire/valuetree_p.h"

#include <iterator>

namespace QImap4Internal {

namespace {

// "(TAG "A1" MAILBOX x)": what stands behind the name, Missing if it is not there.
Value correlated(const Value &list, QByteArrayView name)
{
    Scanner fields(list.isList() ? list.bytes : QByteArrayView());
    for (Value key = fields.value(); key.isText(); key = fields.value()) {
        const Value value = fields.value();
        if (isWord(key.bytes, name))
            return value;
    }
    return {};
}

const char *readEntries(ParserContext &context, const Value &list, QImap4Metadata &metadata)
{
    Scanner scanner(list.bytes, context.limits().nesting);
    return context.forEachName(scanner, [&](const Value &entry) -> const char * {
        if (context.isFull(metadata.entries.size())) // of all lists
            return ParserContext::TooLong;
        metadata.entries.insert(QString::fromUtf8(entry.name()), scanner.value().text());
        return nullptr;
    });
}

} // namespace

Response parseMetadata(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = context.readMailbox(scanner);
    if (!mailbox.isName())
        return context.malformed("METADATA without a mailbox");
    QImap4Metadata metadata;
    metadata.mailbox = context.mailboxName(mailbox);
    const auto readValue = [&](const Value &value) {
        if (value.isList())
            return readEntries(context, value, metadata);
        metadata.changed.append(QString::fromUtf8(value.text()));
        return static_cast<const char *>(nullptr);
    };
    if (const char *problem = context.forEachValue(scanner, readValue))
        return context.malformed(problem);
    if (scanner.failed())
        return context.malformed("METADATA with entries that cannot be read");
    return ExtensionResponse{metadata};
}

Response parseLanguage(ParserContext &context, Scanner &scanner)
{
    const Value list = scanner.value();
    if (list.isText())
        return ExtensionResponse{QImap4Languages{{list.text()}}};
    if (!list.isList())
        return context.malformed("LANGUAGE without a list");
    QImap4Languages languages;
    if (!context.readTexts(list, languages.tags))
        return context.tooLong();
    return ExtensionResponse{languages};
}

Response parseComparator(ParserContext &context, Scanner &scanner)
{
    const Value active = scanner.value();
    if (!active.isText())
        return context.malformed("COMPARATOR without a name");
    QImap4Comparator comparator{active.text(), {}};
    if (!context.readTexts(scanner.value(), comparator.matching))
        return context.tooLong();
    return ExtensionResponse{comparator};
}

Response parseConversion(ParserContext &context, Scanner &scanner)
{
    QImap4Conversion conversion;
    conversion.from = scanner.value().text();
    conversion.to = scanner.value().text();
    if (conversion.from.isEmpty() || conversion.to.isEmpty())
        return context.malformed("CONVERSION without its types");
    if (!context.readTexts(scanner.value(), conversion.parameters))
        return context.tooLong();
    return ExtensionResponse{conversion};
}

// "* 2 CONVERTED (TAG "b001") (UID 17 BINARY[3] ...)"
Response parseConverted(ParserContext &context, quint32 number, Scanner &scanner)
{
    const Value correlator = scanner.value();
    const Value items = scanner.value();
    if (!correlator.isList() || !items.isList())
        return context.malformed("CONVERTED without items");
    QImap4Converted converted;
    converted.sequenceNumber = number;
    converted.tag = correlated(correlator, "TAG").text();
    converted.items = toValue(items, context.limits().nesting);
    converted.uid = toNumber32(converted.items.value("UID").text()).value_or(0);
    return ExtensionResponse{converted};
}

Response parseJmapAccess(ParserContext &context, Scanner &scanner)
{
    const QUrl url(QString::fromUtf8(scanner.value().text()), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("https") || url.host().isEmpty())
        return context.malformed("JMAPACCESS without an https URL");
    return ExtensionResponse{QImap4JmapAccess{url}};
}

Response parseGenUrlAuth(ParserContext &context, Scanner &scanner)
{
    QImap4Urls result;
    result.authorized = true;
    const auto readUrl = [&](const Value &url) -> const char * {
        if (!url.isText())
            return "GENURLAUTH with something that is no URL";
        result.urls.append({url.text(), {}, {}});
        return nullptr;
    };
    if (const char *problem = context.forEachValue(scanner, readUrl))
        return context.malformed(problem);
    if (result.urls.isEmpty() || !scanner.atEnd())
        return context.malformed("GENURLAUTH without URLs");
    return ExtensionResponse{result};
}

// A URL and its content, or, where the parts were asked for, lists of them: (BINARY {3} ...). All
// of it is one tree, of which there is no more than any other data may cost.
Response parseUrlFetch(ParserContext &context, Scanner &scanner)
{
    bool ok = false;
    const QImap4ValueList values = readValues(scanner.rest(), context.limits().nesting, &ok);
    if (!ok)
        return context.malformed("URLFETCH with data that cannot be read");
    if (context.isFull(values.size() - 1))
        return context.tooLong();
    QImap4Urls result;
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        if (value->isList()) {
            if (result.urls.isEmpty())
                return context.malformed("URLFETCH without a URL");
            result.urls.last().parts.append(*value);
            continue;
        }
        QImap4UrlContent content;
        content.url = value->text();
        const auto next = std::next(value);
        if (next != values.cend() && !next->isList()) {
            content.content = next->text();
            value = next;
        }
        result.urls.append(content);
    }
    return ExtensionResponse{result};
}

Response parseUidBatches(ParserContext &context, Scanner &scanner)
{
    QImap4UidBatches result;
    Value value = scanner.value();
    if (value.isList()) {
        result.tag = correlated(value, "TAG").text();
        value = scanner.value();
    }
    if (value.kind == Value::Missing)
        return ExtensionResponse{result};
    if (value.kind != Value::Atom || !readRanges(context, value.bytes, result.batches))
        return context.malformed("UIDBATCHES with something that is no range");
    return ExtensionResponse{result};
}

} // namespace QImap4Internal
