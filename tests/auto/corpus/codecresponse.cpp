// SPDX-License-Identifier: LGPL-3.0-or-later
#include "codecjson.h"
#include "codecshape.h"
#include "jsontext.h"

#include <array>

using namespace QImap4Internal;

// Writes our values.
namespace {

QJsonArray named(const char *name, const QJsonValue &value)
{
    return {QLatin1String(name), value};
}

QJsonValue number(quint64 value)
{
    return static_cast<qint64>(value);
}

QJsonArray words(const QByteArrayList &names)
{
    QJsonArray result;
    for (const QByteArray &name : names)
        result.append(codecWord(name));
    return result;
}

QJsonValue flags(const QByteArrayList &names)
{
    QStringList result;
    for (const QByteArray &name : names)
        result.append(QString::fromUtf8(name.toLower()));
    result.sort();
    return QJsonArray::fromStringList(result);
}

QJsonValue set(const QByteArray &words)
{
    return text(QImap4MessageSet::fromString(words, QImap4MessageSet::Uids).toString());
}

QJsonValue codeArguments(const QImap4ResponseCode &code)
{
    const QByteArrayList list = code.words();
    if (code.is("CAPABILITY"))
        return words(list);
    if (code.is("PERMANENTFLAGS"))
        return flags(list);
    if (code.is("BADCHARSET"))
        return texts(list);
    if (code.is("METADATA"))
        return codecWord(code.arguments());
    if (code.is("MODIFIED"))
        return set(list.value(0));
    if (code.is("APPENDUID"))
        return QJsonArray{number(list.value(0).toULongLong()), set(list.value(1))};
    if (code.is("COPYUID"))
        return QJsonArray{number(list.value(0).toULongLong()), set(list.value(1)),
                          set(list.value(2))};
    bool isNumber = false;
    const quint64 value = code.number(&isNumber);
    if (isNumber)
        return number(value);
    return code.arguments().isEmpty() ? QJsonValue() : text(code.arguments());
}

// Codes that the other codec has a type for.
constexpr std::array knownCodes{"ALERT",       "APPENDUID",      "BADCHARSET",
                                "CAPABILITY",  "CLOSED",         "COMPRESSIONACTIVE",
                                "COPYUID",     "HIGHESTMODSEQ",  "METADATA",
                                "MODIFIED",    "NOMODSEQ",       "OVERQUOTA",
                                "PARSE",       "PERMANENTFLAGS", "READ-ONLY",
                                "READ-WRITE",  "REFERRAL",       "TOOBIG",
                                "TRYCREATE",   "UIDNEXT",        "UIDNOTSTICKY",
                                "UIDVALIDITY", "UNKNOWN-CTE",    "UNSEEN"};

QJsonValue codeOf(const QImap4ResponseCode &code, CodeShape shape)
{
    if (code.isEmpty())
        return {};
    for (const char *name : knownCodes) {
        if (shape == CodeShape::Typed && code.is(name))
            return QJsonArray{codecWord(code.name()), codeArguments(code)};
    }
    QByteArray bytes = code.name();
    if (!code.arguments().isEmpty())
        bytes += ' ' + code.arguments();
    return codecCode(bytes);
}

QString kindOf(Condition condition)
{
    switch (condition) {
    case Condition::Ok:
        return QStringLiteral("Ok");
    case Condition::No:
        return QStringLiteral("No");
    case Condition::Bad:
        return QStringLiteral("Bad");
    case Condition::Bye:
        return QStringLiteral("Bye");
    case Condition::Preauth:
        break;
    }
    return QStringLiteral("PreAuth");
}

QJsonValue delimiter(QChar c)
{
    return c.isNull() ? QJsonValue() : QJsonValue(QString(c));
}

QJsonValue modSeq(quint64 value)
{
    return value == 0 ? QJsonValue() : number(value);
}

QJsonArray strings(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}

QJsonArray namespaces(const QList<QImap4Namespace> &list)
{
    QJsonArray result;
    for (const QImap4Namespace &space : list)
        result.append(QJsonArray{space.prefix, delimiter(space.delimiter)});
    return result;
}

// A message with what answers it: "3 6 (4 23)(44 7 96)".
QString branch(const QImap4Thread &thread, int index)
{
    const QList<int> answers = thread.childrenOf(index);
    const quint32 value = thread.nodes().at(index).number;
    QString result = value == 0 ? QString() : QString::number(value);
    for (const int answer : answers) {
        const QString inner = branch(thread, answer);
        if (answers.size() == 1 && !result.isEmpty())
            return result + QLatin1Char(' ') + inner;
        result += QLatin1Char('(') + inner + QLatin1Char(')');
    }
    return result;
}

QJsonValue threads(const QImap4ThreadList &list)
{
    QJsonArray result;
    for (const QImap4Thread &thread : list)
        result.append(branch(thread, 0));
    return result;
}

struct ExtensionShape
{
    QJsonValue operator()(const QImap4Quota &quota) const
    {
        QJsonArray resources;
        for (const QImap4QuotaResource &resource : quota.resources)
            resources.append(QJsonArray{codecWord(resource.name), number(resource.usage),
                                        number(resource.limit)});
        return named("Quota", QJsonArray{quota.root, resources});
    }
    QJsonValue operator()(const QuotaRootData &data) const
    {
        return named("QuotaRoot", QJsonArray{data.mailbox, strings(data.roots)});
    }
    QJsonValue operator()(const SortData &data) const
    {
        QJsonArray numbers;
        for (const quint32 value : data.numbers)
            numbers.append(number(value));
        return named("Sort", QJsonArray{numbers, modSeq(data.modSeq)});
    }
    QJsonValue operator()(const ThreadData &data) const
    {
        return named("Thread", threads(data.threads));
    }
    QJsonValue operator()(const QImap4Metadata &metadata) const
    {
        QJsonObject entries;
        for (auto it = metadata.entries.begin(); it != metadata.entries.end(); ++it)
            entries.insert(it.key(), textOrNull(it.value()));
        return named("Metadata", QJsonArray{metadata.mailbox, entries, strings(metadata.changed)});
    }
    template <typename Other>
    QJsonValue operator()(const Other &) const
    {
        return QStringLiteral("an extension that the codec does not know");
    }
};

struct Shape
{
    const ReplayedResponse &replayed;
    CodeShape codes;

    QJsonValue operator()(const StatusResponse &r) const
    {
        return codecStatus(kindOf(r.condition), r.tag.isEmpty() ? QJsonValue() : text(r.tag),
                           codeOf(r.code, codes), text(r.text));
    }
    QJsonValue operator()(const ContinuationResponse &r) const
    {
        return codecStatus(QStringLiteral("+"), QJsonValue(), codeOf(r.code, codes), text(r.text));
    }
    QJsonValue operator()(const CapabilityResponse &r) const
    {
        return named("Capability", words(r.capabilities.names()));
    }
    QJsonValue operator()(const EnabledResponse &r) const
    {
        return named("Enabled", words(r.extensions));
    }
    QJsonValue operator()(const IdResponse &r) const
    {
        QJsonObject result;
        for (auto it = r.parameters.begin(); it != r.parameters.end(); ++it)
            result.insert(it.key(), it.value());
        return named("Id", result);
    }
    QJsonValue operator()(const ListResponse &r) const
    {
        return named(r.lsub ? "Lsub" : "List",
                     QJsonArray{r.mailbox.name(), delimiter(r.mailbox.delimiter()),
                                flags(r.mailbox.attributeNames())});
    }
    QJsonValue operator()(const NamespaceResponse &r) const
    {
        return named("Namespace",
                     QJsonArray{namespaces(r.namespaces.personal),
                                namespaces(r.namespaces.otherUsers),
                                namespaces(r.namespaces.shared)});
    }
    QJsonValue operator()(const MailboxStatusResponse &r) const
    {
        QJsonObject items;
        const auto add = [&items](const char *name, const auto &value) {
            if (value)
                items.insert(QLatin1String(name), number(*value));
        };
        add("MESSAGES", r.status.messages);
        add("RECENT", r.status.recent);
        add("UIDNEXT", r.status.uidNext);
        add("UIDVALIDITY", r.status.uidValidity);
        add("UNSEEN", r.status.unseen);
        add("DELETED", r.status.deleted);
        add("DELETEDSTORAGE", r.status.deletedStorage);
        add("SIZE", r.status.size);
        add("HIGHESTMODSEQ", r.status.highestModSeq);
        return named("Status", QJsonArray{QImap4Mailbox(r.status.mailbox).name(), items});
    }
    QJsonValue operator()(const SearchResponse &r) const
    {
        return named("Search",
                     QJsonArray{text(r.result.messages.toString()), modSeq(r.result.modSeq)});
    }
    QJsonValue operator()(const FlagsResponse &r) const
    {
        return named("Flags", flags(r.flags.toList()));
    }
    QJsonValue operator()(const ExistsResponse &r) const
    {
        return named("Exists", number(r.count));
    }
    QJsonValue operator()(const RecentResponse &r) const
    {
        return named("Recent", number(r.count));
    }
    QJsonValue operator()(const ExpungeResponse &r) const
    {
        return named("Expunge", number(r.sequenceNumber));
    }
    QJsonValue operator()(const VanishedResponse &r) const
    {
        return named("Vanished", QJsonArray{r.earlier, text(r.uids.toString())});
    }
    QJsonValue operator()(const FetchResponse &r) const
    {
        return named("Fetch", QJsonArray{number(r.sequenceNumber), items(r.items)});
    }
    QJsonValue operator()(const ExtensionResponse &r) const
    {
        return std::visit(ExtensionShape(), r.data);
    }
    QJsonValue operator()(const UnknownResponse &r) const
    {
        return named("unknown", text(r.response.name));
    }
    QJsonValue operator()(const MalformedResponse &r) const { return named("malformed", r.reason); }

    QJsonObject items(QImap4Message::Items kinds) const
    {
        const QImap4Message &message = replayed.message;
        QJsonObject result;
        if (kinds & QImap4Message::Uid)
            result.insert(QLatin1String("Uid"), number(message.uid()));
        if (kinds & QImap4Message::Flags)
            result.insert(QLatin1String("Flags"), flags(message.flags().toList()));
        if (kinds & QImap4Message::InternalDate)
            result.insert(QLatin1String("InternalDate"), codecDate(message.internalDate()));
        if (kinds & QImap4Message::Size)
            result.insert(QLatin1String("Rfc822Size"), number(message.size()));
        if (kinds & QImap4Message::ModSeq)
            result.insert(QLatin1String("ModSeq"), number(message.modSeq()));
        if (kinds & QImap4Message::Envelope)
            result.insert(QLatin1String("Envelope"), toJson(message.envelope()));
        if (kinds & QImap4Message::BodyStructure)
            result.insert(structureName(), toJson(message.bodyStructure()));
        addContent(result);
        addBinarySizes(result);
        return result;
    }

    QString structureName() const
    {
        return QString::fromLatin1(
            replayed.message.rawItem("BODYSTRUCTURE").isNull() ? "Body" : "BodyStructure");
    }

    void addContent(QJsonObject &result) const
    {
        for (const QByteArray &section : replayed.message.sections()) {
            const QByteArray upper = section.toUpper();
            const qsizetype open = upper.indexOf('[');
            const QByteArray inner =
                open < 0 ? upper.mid(7) : upper.sliced(open + 1).replace(']', QByteArray());
            result.insert(QString::fromUtf8(upper), textOrNull(replayed.message.body(inner)));
        }
    }

    void addBinarySizes(QJsonObject &result) const
    {
        const QByteArray raw = replayed.message.raw().toUpper();
        for (qsizetype at = raw.indexOf("BINARY.SIZE["); at >= 0;
             at = raw.indexOf("BINARY.SIZE[", at + 1)) {
            const QByteArray name = raw.sliced(at, raw.indexOf(']', at) + 1 - at);
            result.insert(QString::fromUtf8(name),
                          number(replayed.message.rawItem(name).toULongLong()));
        }
    }
};

} // namespace

QJsonValue toCodecShape(const ReplayedResponse &response, CodeShape codes)
{
    return std::visit(Shape{response, codes}, response.response);
}

QString codecWord(const QByteArray &name)
{
    QByteArray sign;
    if (name.endsWith('+'))
        sign = "PLUS";
    else if (name.endsWith('-'))
        sign = "MINUS";
    QByteArray result;
    for (const char c : name.toUpper()) {
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            result += c;
    }
    return QString::fromLatin1(result + sign);
}

QJsonValue codecStatus(const QString &kind, const QJsonValue &tag, const QJsonValue &code,
                       const QJsonValue &text)
{
    // The other codec writes "..." where there is no text.
    const QString trimmed = text.toString().trimmed();
    return QJsonArray{QStringLiteral("Status"), kind.toLower(), tag, code,
                      trimmed == QLatin1String("...") ? QString() : trimmed};
}

QJsonValue codecCode(const QByteArray &bytes)
{
    const qsizetype space = bytes.indexOf(' ');
    const QByteArray name = space < 0 ? bytes : bytes.first(space);
    return QJsonArray{text(name.toUpper()),
                      text(space < 0 ? QByteArray("") : bytes.sliced(space)).toString().trimmed()};
}

QJsonValue codecDate(const QDateTime &date)
{
    return date.isValid() ? QJsonValue(date.toUTC().toString(Qt::ISODate)) : QJsonValue();
}
