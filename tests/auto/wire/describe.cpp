// SPDX-License-Identifier: LGPL-3.0-or-later
#include "describe.h"

#include "wire/statusresponses_p.h"

using namespace QImap4Internal;

namespace {

QByteArray printable(const QByteArray &bytes)
{
    QByteArray result;
    for (const char c : bytes) {
        const auto byte = static_cast<quint8>(c);
        if (byte < 0x20 || byte >= 0x7f)
            result += '<' + QByteArray::number(byte, 16).rightJustified(2, '0') + '>';
        else
            result += c;
    }
    return result;
}

QByteArray quoted(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("-") : '"' + printable(bytes) + '"';
}

QByteArray quoted(const QString &text)
{
    return quoted(text.toUtf8());
}

QByteArray words(const QByteArrayList &list)
{
    return '(' + printable(list.join(' ')) + ')';
}

QByteArray toText(const QImap4ResponseCode &code)
{
    if (code.isEmpty())
        return {};
    return " [" + code.name() + (code.arguments().isEmpty() ? "" : " " + code.arguments()) + ']';
}

template <typename T>
void appendNumber(QByteArray &text, const char *name, const std::optional<T> &number)
{
    if (number)
        text += ' ' + QByteArray(name) + '=' + QByteArray::number(*number);
}

QByteArray toText(const QImap4MailboxStatus &status)
{
    QByteArray text;
    appendNumber(text, "messages", status.messages);
    appendNumber(text, "recent", status.recent);
    appendNumber(text, "uidnext", status.uidNext);
    appendNumber(text, "uidvalidity", status.uidValidity);
    appendNumber(text, "unseen", status.unseen);
    appendNumber(text, "deleted", status.deleted);
    appendNumber(text, "size", status.size);
    appendNumber(text, "highestmodseq", status.highestModSeq);
    appendNumber(text, "appendlimit", status.appendLimit);
    appendNumber(text, "deletedstorage", status.deletedStorage);
    if (!status.mailboxId.isEmpty())
        text += " id=" + status.mailboxId;
    return quoted(status.mailbox) + text;
}

QByteArray delimiter(QChar c)
{
    return c.isNull() ? QByteArray("-") : quoted(QString(c));
}

QByteArray toText(const QList<QImap4Namespace> &namespaces)
{
    QByteArrayList list;
    for (const QImap4Namespace &space : namespaces)
        list += quoted(space.prefix) + ' ' + delimiter(space.delimiter);
    return '(' + list.join(", ") + ')';
}

QByteArray number(quint64 value)
{
    return QByteArray::number(value);
}

QByteArray toText(const QImap4Value &value)
{
    if (value.isNil())
        return "NIL";
    if (!value.isList())
        return value.kind() == QImap4Value::Atom ? printable(value.text()) : quoted(value.text());
    QByteArrayList items;
    for (const QImap4Value &item : value.items())
        items += toText(item);
    return '(' + items.join(' ') + ')';
}

QByteArray toText(const QList<QImap4MessageSet::Range> &ranges)
{
    QByteArrayList texts;
    for (const QImap4MessageSet::Range &range : ranges)
        texts += number(range.first)
            + (range.first == range.last ? QByteArray() : ':' + number(range.last));
    return '<' + texts.join(',') + '>';
}

struct ExtensionDescriber
{
    QByteArray operator()(const QImap4Acl &acl) const
    {
        QByteArray text = "acl " + quoted(acl.mailbox);
        for (const QImap4AclEntry &entry : acl.entries)
            text += ' ' + quoted(entry.identifier) + '=' + entry.rights.toString();
        return text;
    }
    QByteArray operator()(const QImap4ListRights &r) const
    {
        QByteArray text = "listrights " + quoted(r.mailbox) + ' ' + quoted(r.identifier)
            + " required=" + r.required.toString();
        for (const QImap4Rights &optional : r.optional)
            text += ' ' + optional.toString();
        return text;
    }
    QByteArray operator()(const QImap4MyRights &r) const
    {
        return "myrights " + quoted(r.mailbox) + ' ' + r.rights.toString();
    }
    QByteArray operator()(const QImap4Quota &quota) const
    {
        QByteArray text = "quota " + quoted(quota.root);
        for (const QImap4QuotaResource &r : quota.resources)
            text += ' ' + r.name + ' ' + number(r.usage) + '/' + number(r.limit);
        return text;
    }
    QByteArray operator()(const QuotaRootData &data) const
    {
        QByteArray text = "quotaroot " + quoted(data.mailbox);
        for (const QString &root : data.roots)
            text += ' ' + quoted(root);
        return text;
    }
    QByteArray operator()(const SortData &data) const
    {
        QByteArray text = "sort";
        for (const quint32 n : data.numbers)
            text += ' ' + number(n);
        if (data.modSeq > 0)
            text += " modseq=" + number(data.modSeq);
        return text;
    }
    QByteArray operator()(const ThreadData &data) const // each number with its depth
    {
        QByteArray text = "thread";
        for (const QImap4Thread &thread : data.threads) {
            const QList<int> depths = thread.depths();
            text += " (";
            for (int i = 0; i < depths.size(); ++i) {
                text += (i > 0 ? " " : "") + number(thread.nodes().at(i).number) + '@'
                    + QByteArray::number(depths.at(i));
            }
            text += ')';
        }
        return text;
    }
    QByteArray operator()(const QImap4Annotation &annotation) const
    {
        QByteArray text =
            "annotation " + quoted(annotation.mailbox) + ' ' + quoted(annotation.entry);
        for (auto it = annotation.attributes.cbegin(); it != annotation.attributes.cend(); ++it)
            text += ' ' + quoted(it.key()) + '=' + quoted(it.value());
        return text;
    }
    QByteArray operator()(const QImap4Metadata &data) const
    {
        QByteArray text = "metadata " + quoted(data.mailbox);
        for (auto it = data.entries.cbegin(); it != data.entries.cend(); ++it)
            text += ' ' + quoted(it.key()) + '=' + quoted(it.value());
        for (const QString &entry : data.changed)
            text += ' ' + quoted(entry);
        return text;
    }
    QByteArray operator()(const QImap4Urls &data) const
    {
        QByteArray text = data.authorized ? "genurlauth" : "urlfetch";
        for (const QImap4UrlContent &content : data.urls) {
            text += ' ' + quoted(content.url);
            if (!data.authorized)
                text += '=' + quoted(content.content);
            for (const QImap4Value &part : content.parts)
                text += ' ' + toText(part);
        }
        return text;
    }
    QByteArray operator()(const QImap4Languages &data) const
    {
        return "language " + words(data.tags);
    }
    QByteArray operator()(const QImap4Comparator &data) const
    {
        return "comparator " + quoted(data.active) + ' ' + words(data.matching);
    }
    QByteArray operator()(const QImap4Conversion &data) const
    {
        return "conversion " + quoted(data.from) + ' ' + quoted(data.to) + ' '
            + words(data.parameters);
    }
    QByteArray operator()(const QImap4Converted &data) const
    {
        return "converted " + number(data.sequenceNumber) + " uid " + number(data.uid) + " tag "
            + quoted(data.tag) + ' ' + toText(data.items);
    }
    QByteArray operator()(const QImap4JmapAccess &data) const
    {
        return "jmapaccess " + quoted(data.session.toString());
    }
    QByteArray operator()(const QImap4UidBatches &data) const
    {
        return "uidbatches tag " + quoted(data.tag) + ' ' + toText(data.batches);
    }
};

struct Describer
{
    QByteArray operator()(const StatusResponse &r) const
    {
        return (r.tag.isEmpty() ? "untagged " : "tagged " + printable(r.tag) + ' ')
            + conditionName(r.condition) + toText(r.code) + ' ' + quoted(r.text);
    }
    QByteArray operator()(const ContinuationResponse &r) const
    {
        return "continue" + toText(r.code) + ' ' + quoted(r.text);
    }
    QByteArray operator()(const CapabilityResponse &r) const
    {
        return "capability " + words(r.capabilities.names());
    }
    QByteArray operator()(const EnabledResponse &r) const
    {
        return "enabled " + words(r.extensions);
    }
    QByteArray operator()(const IdResponse &r) const
    {
        QByteArray text = "id";
        for (auto it = r.parameters.cbegin(); it != r.parameters.cend(); ++it)
            text += ' ' + quoted(it.key()) + '=' + quoted(it.value());
        return text;
    }
    QByteArray operator()(const ListResponse &r) const
    {
        QByteArray text = (r.lsub ? "lsub " : "list ") + quoted(r.mailbox.name()) + ' '
            + delimiter(r.mailbox.delimiter()) + ' ' + words(r.mailbox.attributeNames());
        if (!r.mailbox.childInfo().isEmpty())
            text += " childinfo=" + words(r.mailbox.childInfo());
        if (!r.mailbox.oldName().isEmpty())
            text += " oldname=" + quoted(r.mailbox.oldName());
        return text;
    }
    QByteArray operator()(const NamespaceResponse &r) const
    {
        return "namespace " + toText(r.namespaces.personal) + ' ' + toText(r.namespaces.otherUsers)
            + ' ' + toText(r.namespaces.shared);
    }
    QByteArray operator()(const MailboxStatusResponse &r) const
    {
        return "status " + toText(r.status);
    }
    QByteArray operator()(const SearchResponse &r) const
    {
        QByteArray text = r.extended ? "esearch" : "search";
        if (!r.tag.isEmpty())
            text += " tag=" + r.tag;
        text += r.result.messages.isUids() ? " uids " : " ";
        text += '{' + r.result.messages.toString() + '}';
        appendNumber(text, "min", r.result.minimum);
        appendNumber(text, "max", r.result.maximum);
        appendNumber(text, "count", r.result.count);
        if (r.result.modSeq > 0)
            text += " modseq=" + number(r.result.modSeq);
        if (!r.result.order.isEmpty())
            text += " order=" + toText(r.result.order);
        if (r.result.window)
            text += " window=" + QByteArray::number(r.result.window->first) + ':'
                + QByteArray::number(r.result.window->last) + toText(r.result.window->messages);
        for (const QImap4SearchChange &change : r.result.changes)
            text += (change.action == QImap4SearchChange::Added ? " add=" : " remove=")
                + number(change.position) + toText(change.messages);
        for (const quint32 score : r.result.relevancy)
            text += " relevancy=" + number(score);
        if (!r.result.mailbox.isNull())
            text += " in=" + quoted(r.result.mailbox) + '@' + number(r.result.uidValidity);
        return text;
    }
    QByteArray operator()(const FlagsResponse &r) const
    {
        return "flags " + words(r.flags.toList());
    }
    QByteArray operator()(const ExistsResponse &r) const { return "exists " + number(r.count); }
    QByteArray operator()(const RecentResponse &r) const { return "recent " + number(r.count); }
    QByteArray operator()(const ExpungeResponse &r) const
    {
        return "expunge " + number(r.sequenceNumber);
    }
    QByteArray operator()(const VanishedResponse &r) const
    {
        return (r.earlier ? "vanished earlier {" : "vanished {") + r.uids.toString() + '}';
    }
    QByteArray operator()(const FetchResponse &r) const
    {
        return "fetch " + number(r.sequenceNumber) + " uid " + number(r.uid);
    }
    QByteArray operator()(const ExtensionResponse &r) const
    {
        return std::visit(ExtensionDescriber(), r.data);
    }
    QByteArray operator()(const UnknownResponse &r) const
    {
        return "unknown " + printable(r.response.name) + ' ' + quoted(r.response.data);
    }
    QByteArray operator()(const MalformedResponse &r) const
    {
        return "malformed " + quoted(r.reason);
    }
};

QByteArray toText(const QList<QImap4Address> &addresses)
{
    QByteArrayList list;
    for (const QImap4Address &address : addresses)
        list += quoted(address.rawName()) + ' ' + quoted(address.mailbox()) + ' '
            + quoted(address.host());
    return '(' + list.join(", ") + ')';
}

QByteArray toText(const QImap4BodyStructure::Parameters &parameters)
{
    QByteArrayList list;
    for (const auto &[key, value] : parameters)
        list += key + '=' + quoted(value);
    return '(' + list.join(' ') + ')';
}

QByteArray toText(const QImap4BodyStructure &part, const QByteArray &indent)
{
    QByteArray text = indent + "part [" + part.section() + "] " + part.mimeType();
    if (!part.isMultipart())
        text += ' ' + part.encoding() + ' ' + number(part.octets());
    if (part.lines() > 0)
        text += " lines=" + number(part.lines());
    if (!part.parameters().isEmpty())
        text += ' ' + toText(part.parameters());
    if (!part.contentId().isEmpty())
        text += " id=" + quoted(part.contentId());
    if (!part.description().isEmpty())
        text += " description=" + quoted(part.description());
    if (!part.md5().isEmpty())
        text += " md5=" + quoted(part.md5());
    if (!part.disposition().isEmpty())
        text += ' ' + part.disposition() + toText(part.dispositionParameters());
    if (!part.languages().isEmpty())
        text += " languages=" + words(part.languages());
    if (!part.location().isEmpty())
        text += " location=" + quoted(part.location());
    if (!part.envelope().isNull())
        text += " subject=" + quoted(part.envelope().rawSubject());
    text += '\n';
    const QList<QImap4BodyStructure> children = part.children();
    for (const QImap4BodyStructure &child : children)
        text += toText(child, indent + "  ");
    return text;
}

} // namespace

QByteArray describe(const Response &response)
{
    return std::visit(Describer(), response);
}

QByteArray describe(const QImap4Envelope &envelope)
{
    if (envelope.isNull())
        return "  envelope -\n";
    QByteArray text =
        "  envelope " + quoted(envelope.rawDate()) + ' ' + quoted(envelope.rawSubject()) + '\n';
    const struct
    {
        const char *name;
        QList<QImap4Address> addresses;
    } fields[] = {
        {"from", envelope.from()}, {"sender", envelope.sender()}, {"reply-to", envelope.replyTo()},
        {"to", envelope.to()},     {"cc", envelope.cc()},         {"bcc", envelope.bcc()},
    };
    for (const auto &field : fields) {
        if (!field.addresses.isEmpty())
            text += "    " + QByteArray(field.name) + ' ' + toText(field.addresses) + '\n';
    }
    if (!envelope.inReplyTo().isEmpty())
        text += "    in-reply-to " + quoted(envelope.inReplyTo()) + '\n';
    if (!envelope.messageId().isEmpty())
        text += "    message-id " + quoted(envelope.messageId()) + '\n';
    return text;
}

QByteArray describe(const QImap4BodyStructure &structure)
{
    return structure.isNull() ? QByteArray("  part -\n") : toText(structure, "  ");
}

QByteArray describe(const QImap4Message &message)
{
    QByteArray text;
    if (message.has(QImap4Message::Flags))
        text += "  flags " + words(message.flags().toList()) + '\n';
    if (message.has(QImap4Message::InternalDate))
        text += "  date " + message.internalDate().toString(Qt::ISODate).toLatin1() + '\n';
    if (message.has(QImap4Message::Size))
        text += "  size " + number(message.size()) + '\n';
    if (message.has(QImap4Message::ModSeq))
        text += "  modseq " + number(message.modSeq()) + '\n';
    if (message.has(QImap4Message::Envelope))
        text += describe(message.envelope());
    if (message.has(QImap4Message::BodyStructure))
        text += describe(message.bodyStructure());
    const QByteArrayList sections = message.sections();
    for (const QByteArray &section : sections)
        text += "  " + printable(section) + ' ' + quoted(message.rawItem(section)) + '\n';
    if (!message.emailId().isEmpty() || !message.threadId().isEmpty())
        text += "  emailid " + message.emailId() + " threadid " + message.threadId() + '\n';
    if (!message.preview().isNull())
        text += "  preview " + quoted(message.preview()) + '\n';
    if (message.saveDate().isValid())
        text += "  savedate " + message.saveDate().toString(Qt::ISODate).toLatin1() + '\n';
    if (message.gmailMessageId() != 0)
        text += "  msgid " + number(message.gmailMessageId()) + '\n';
    for (const QString &label : message.gmailLabels())
        text += "  label " + quoted(label) + '\n';
    const QList<QImap4Annotation> annotations = message.annotations();
    for (const QImap4Annotation &annotation : annotations)
        text += "  " + ExtensionDescriber()(annotation) + '\n';
    if (message.has(QImap4Message::Other))
        text += "  raw " + quoted(message.raw()) + '\n';
    return text;
}

QByteArray describeStream(const QByteArray &bytes, const QList<qsizetype> &steps,
                          Streaming streaming, bool utf8)
{
    Framer framer;
    framer.setStreaming(streaming == Streaming::On);
    ResponseParser parser;
    parser.setUtf8(utf8);
    QByteArray text;
    qsizetype fed = 0;
    for (qsizetype step = 0; fed < bytes.size(); ++step) {
        const qsizetype size = std::min(steps.value(step, bytes.size()), bytes.size() - fed);
        framer.append(QByteArrayView(bytes).sliced(fed, size));
        fed += size;
        for (Framer::Result result = framer.next(); result != Framer::Result::NeedMore;
             result = framer.next()) {
            if (result == Framer::Result::Error)
                return text + "error " + framer.errorString().toLatin1() + '\n';
            if (result == Framer::Result::Content)
                continue;
            const Response response = parser.parse(framer.frame());
            if (parser.isUnfinished(response) && framer.join())
                continue;
            text += describe(response) + '\n';
            const QImap4MessageList messages = parser.takeMessages();
            for (const QImap4Message &message : messages)
                text += describe(message);
            const QList<ParserWarning> warnings = parser.takeWarnings();
            for (const ParserWarning &warning : warnings)
                text += "  ! " + warning.text.toLatin1() + '\n';
        }
    }
    if (framer.pendingBytes() > 0)
        text += "pending " + number(static_cast<quint64>(framer.pendingBytes())) + '\n';
    return text;
}
