// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/extensionresponses_p.h"

#include "wire/searchresponses_p.h"
#include "wire/valuetree_p.h"

namespace QImap4Internal {

namespace {

// A name may be called NIL.
bool isName(const Value &value)
{
    return value.isText() || value.kind == Value::Nil;
}

QByteArray nameOf(const Value &value)
{
    return value.kind == Value::Nil ? value.bytes.toByteArray() : value.text();
}

QByteArrayList textsOf(const Value &list, int maximum)
{
    QByteArrayList texts;
    Scanner scanner(list.isList() ? list.bytes : QByteArrayView());
    for (Value value = scanner.value(); value.isText() && texts.size() < maximum;
         value = scanner.value())
        texts.append(value.text());
    return texts;
}

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

// False for more than may be.
bool readEntries(const Value &list, int maximum, QImap4Metadata &metadata)
{
    Scanner scanner(list.bytes);
    while (true) {
        const Value entry = scanner.value();
        if (!entry.isText())
            return true;
        if (metadata.entries.size() >= maximum)
            return false;
        metadata.entries.insert(QString::fromUtf8(entry.text()), scanner.value().text());
    }
}

} // namespace

Response parseMetadata(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = scanner.value();
    if (!isName(mailbox))
        return context.malformed("METADATA without a mailbox");
    QImap4Metadata metadata;
    metadata.mailbox = QImap4Mailbox(context.mailboxName(nameOf(mailbox))).name();
    for (Value value = scanner.value(); value.kind != Value::Missing; value = scanner.value()) {
        if (value.isList() && !readEntries(value, context.limits().listEntries, metadata))
            return context.malformed("list longer than its limit");
        if (metadata.changed.size() >= context.limits().listEntries)
            return context.malformed("list longer than its limit");
        if (!value.isList())
            metadata.changed.append(QString::fromUtf8(value.text()));
    }
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
    return ExtensionResponse{QImap4Languages{textsOf(list, context.limits().listEntries)}};
}

Response parseComparator(ParserContext &context, Scanner &scanner)
{
    const Value active = scanner.value();
    if (!active.isText())
        return context.malformed("COMPARATOR without a name");
    return ExtensionResponse{
        QImap4Comparator{active.text(), textsOf(scanner.value(), context.limits().listEntries)}};
}

Response parseConversion(ParserContext &context, Scanner &scanner)
{
    QImap4Conversion conversion;
    conversion.from = scanner.value().text();
    conversion.to = scanner.value().text();
    if (conversion.from.isEmpty() || conversion.to.isEmpty())
        return context.malformed("CONVERSION without its types");
    conversion.parameters = textsOf(scanner.value(), context.limits().listEntries);
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
    for (Value url = scanner.value(); url.isText(); url = scanner.value())
        result.urls.append({url.text(), {}, {}});
    if (result.urls.isEmpty() || !scanner.atEnd())
        return context.malformed("GENURLAUTH without URLs");
    return ExtensionResponse{result};
}

// A URL and its content, or, where the parts were asked for, lists of them: (BINARY {3} ...).
Response parseUrlFetch(ParserContext &context, Scanner &scanner)
{
    QImap4Urls result;
    for (Value value = scanner.value(); value.kind != Value::Missing; value = scanner.value()) {
        if (value.isList()) {
            if (result.urls.isEmpty())
                return context.malformed("URLFETCH without a URL");
            result.urls.last().parts.append(toValue(value, context.limits().nesting));
            continue;
        }
        QImap4UrlContent content;
        content.url = nameOf(value);
        Scanner ahead = scanner;
        ahead.skipSpaces();
        if (ahead.peek() != '(')
            content.content = scanner.value().text();
        result.urls.append(content);
    }
    if (scanner.failed() || !scanner.atEnd())
        return context.malformed("URLFETCH with data that cannot be read");
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
