// SPDX-License-Identifier: LGPL-3.0-or-later
#include "checks.h"
#include "jsontext.h"
#include "replay.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlocale.h>

using namespace QImap4Internal;

// Assertions about properties of another library's objects: body.BodyParts[1].ContentType.Charset.
// The objects are made of our values, with that library's names, and the paths followed in them.
namespace {

QJsonValue nullIfEmpty(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QJsonValue() : text(bytes);
}

QString quotedIfNeeded(const QString &name)
{
    if (name.isEmpty())
        return {};
    if (name.startsWith(QLatin1Char('"')) && name.endsWith(QLatin1Char('"')))
        return name + QLatin1Char(' ');
    return QLatin1Char('"') + name + QLatin1String("\" ");
}

QJsonObject addressesObject(const QList<QImap4Address> &addresses)
{
    QStringList texts;
    QJsonArray items;
    QString group;
    QStringList members;
    for (const QImap4Address &address : addresses) {
        if (address.isGroupStart()) {
            group = QString::fromUtf8(address.mailbox());
            members.clear();
            continue;
        }
        if (address.isGroupEnd() && !group.isEmpty()) {
            texts.append(group + QLatin1String(": ") + members.join(QLatin1String(", "))
                         + QLatin1Char(';'));
            items.append(QJsonObject{{QLatin1String("Name"), group}});
            group.clear();
            continue;
        }
        const QString name = quotedIfNeeded(address.displayName());
        QStringList &list = group.isEmpty() ? texts : members;
        list.append(name.isEmpty()
                        ? address.address()
                        : name + QLatin1Char('<') + address.address() + QLatin1Char('>'));
        if (!group.isEmpty())
            continue;
        items.append(QJsonObject{{QLatin1String("Name"), address.displayName()},
                                 {QLatin1String("Address"), address.address()}});
    }
    return {{QLatin1String("ToString ()"), texts.join(QLatin1String(", "))},
            {QLatin1String("[]"), items}};
}

QByteArray withoutBrackets(QByteArray id)
{
    if (id.startsWith('<'))
        id.remove(0, 1);
    if (id.endsWith('>'))
        id.chop(1);
    return id;
}

QString zoneOf(const QDateTime &date)
{
    const int minutes = std::abs(date.offsetFromUtc()) / 60;
    return QStringLiteral("%1%2%3")
        .arg(QLatin1Char(date.offsetFromUtc() < 0 ? '-' : '+'))
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QJsonObject dateObject(const QDateTime &date)
{
    return {
        {QLatin1String("HasValue"), date.isValid()},
        {QLatin1String("Value"),
         QLocale::c().toString(date, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss ")) + zoneOf(date)}};
}

QJsonValue envelopeObject(const QImap4Envelope &envelope)
{
    if (envelope.isNull())
        return {};
    const QByteArray inReplyTo = withoutBrackets(envelope.inReplyTo());
    const QByteArray messageId = withoutBrackets(envelope.messageId());
    return QJsonObject{
        {QLatin1String("Date"), dateObject(envelope.date())},
        {QLatin1String("Subject"),
         envelope.rawSubject().isNull() ? QJsonValue() : QJsonValue(envelope.subject())},
        {QLatin1String("From"), addressesObject(envelope.from())},
        {QLatin1String("Sender"), addressesObject(envelope.sender())},
        {QLatin1String("ReplyTo"), addressesObject(envelope.replyTo())},
        {QLatin1String("To"), addressesObject(envelope.to())},
        {QLatin1String("Cc"), addressesObject(envelope.cc())},
        {QLatin1String("Bcc"), addressesObject(envelope.bcc())},
        {QLatin1String("InReplyTo"), nullIfEmpty(inReplyTo)},
        {QLatin1String("MessageId"), nullIfEmpty(messageId)},
    };
}

QJsonValue parameterText(const QImap4BodyStructure::Parameters &parameters)
{
    QString result;
    for (const auto &[name, value] : parameters)
        result += QLatin1String("; ") + QString::fromUtf8(name) + QLatin1String("=\"")
            + QString::fromUtf8(value) + QLatin1Char('"');
    return result;
}

QJsonValue dispositionObject(const QImap4BodyStructure &part)
{
    if (part.disposition().isEmpty())
        return {};
    QJsonObject result{
        {QLatin1String("Disposition"), text(part.disposition())},
        {QLatin1String("Parameters"),
         QJsonObject{{QLatin1String("ToString ()"), parameterText(part.dispositionParameters())}}},
        {QLatin1String("FileName"), QJsonValue()}};
    for (const auto &[name, value] : part.dispositionParameters()) {
        if (name == "filename")
            result.insert(QLatin1String("FileName"), text(value));
    }
    return result;
}

const char *classOf(const QImap4BodyStructure &part)
{
    if (part.isMultipart())
        return "BodyPartMultipart";
    if (part.type() == "text")
        return "BodyPartText";
    // A message without anything of a message is a part like others.
    const bool whole = part.subtype() == "rfc822"
        && (!part.envelope().isNull() || !part.children().isEmpty() || part.lines() > 0);
    return whole ? "BodyPartMessage" : "BodyPartBasic";
}

QJsonValue partObject(const QImap4BodyStructure &part)
{
    if (part.isNull())
        return {};
    QJsonArray children;
    for (const QImap4BodyStructure &child : part.children())
        children.append(partObject(child));
    QJsonArray languages = texts(part.languages());
    const QString mimeType = QString::fromUtf8(part.mimeType());
    QJsonObject type{
        {QLatin1String("ToString ()"), mimeType},
        {QLatin1String("MimeType"), mimeType},
        {QLatin1String("MediaType"), text(part.type())},
        {QLatin1String("MediaSubtype"), text(part.subtype())},
        {QLatin1String("Boundary"), nullIfEmpty(part.parameter("boundary"))},
        {QLatin1String("Charset"), nullIfEmpty(part.parameter("charset"))},
        {QLatin1String("Format"), nullIfEmpty(part.parameter("format"))},
        {QLatin1String("Name"), nullIfEmpty(part.parameter("name"))},
        {QLatin1String("Parameters"),
         QJsonObject{{QLatin1String("ToString ()"), parameterText(part.parameters())}}},
    };
    for (const auto &[name, value] : part.parameters())
        type.insert(QLatin1String("Parameters[\"") + QString::fromUtf8(name) + QLatin1String("\"]"),
                    text(value));
    return QJsonObject{
        {QLatin1String("class"), QLatin1String(classOf(part))},
        {QLatin1String("ContentType"), type},
        {QLatin1String("ContentDisposition"), dispositionObject(part)},
        {QLatin1String("ContentLanguage"),
         languages.isEmpty() ? QJsonValue() : QJsonValue(languages)},
        {QLatin1String("ContentLocation"), nullIfEmpty(part.location())},
        {QLatin1String("ContentId"), nullIfEmpty(part.contentId())},
        {QLatin1String("ContentMd5"), nullIfEmpty(part.md5())},
        {QLatin1String("ContentDescription"), nullIfEmpty(part.description())},
        {QLatin1String("ContentTransferEncoding"), text(part.encoding())},
        {QLatin1String("Octets"), static_cast<qint64>(part.octets())},
        {QLatin1String("Lines"), static_cast<qint64>(part.lines())},
        {QLatin1String("PartSpecifier"), text(part.section())},
        {QLatin1String("BodyParts"), part.isMultipart() ? QJsonValue(children) : QJsonValue()},
        {QLatin1String("Body"), children.isEmpty() ? QJsonValue() : children.at(0)},
        {QLatin1String("Envelope"), envelopeObject(part.envelope())},
    };
}

QJsonObject threadObject(const QImap4Thread &thread, int index)
{
    QJsonArray children;
    for (const int child : thread.childrenOf(index))
        children.append(threadObject(thread, child));
    const auto number = static_cast<qint64>(thread.nodes().at(index).number);
    return {{QLatin1String("UniqueId"),
             QJsonObject{{QLatin1String("HasValue"), number != 0},
                         {QLatin1String("Value"), QJsonObject{{QLatin1String("Id"), number}}}}},
            {QLatin1String("Children"), children}};
}

QJsonValue annotationsArray(const QImap4Message &message)
{
    QJsonArray result;
    for (const QImap4Annotation &annotation : message.annotations()) {
        QJsonObject properties;
        for (auto it = annotation.attributes.begin(); it != annotation.attributes.end(); ++it)
            properties.insert(it.key(), textOrNull(it.value()));
        result.append(QJsonObject{{QLatin1String("Entry"), annotation.entry},
                                  {QLatin1String("Properties"), properties}});
    }
    return result;
}

QJsonObject codeObject(const StatusResponse &status)
{
    const QByteArrayList words = status.code.words();
    return {{QLatin1String("Type"), QString::fromLatin1(status.code.name())},
            {QLatin1String("Message"), text(status.text)},
            {QLatin1String("Tag"), text(words.value(0))},
            {QLatin1String("OldName"), text(words.value(0))},
            {QLatin1String("NewName"), text(words.value(1))}};
}

QJsonObject rootOf(const ReplayedResponse &read)
{
    QJsonObject root;
    if (const auto *list = std::get_if<ListResponse>(&read.response))
        root.insert(QLatin1String("list"),
                    QJsonArray{QJsonObject{{QLatin1String("Name"), list->mailbox.leafName()},
                                           {QLatin1String("FullName"), list->mailbox.name()}}});
    if (const auto *status = std::get_if<StatusResponse>(&read.response))
        root.insert(QLatin1String("respCode"), codeObject(*status));
    if (const auto *extension = std::get_if<ExtensionResponse>(&read.response)) {
        if (const auto *data = std::get_if<ThreadData>(&extension->data)) {
            QJsonArray threads;
            for (const QImap4Thread &thread : data->threads)
                threads.append(threadObject(thread, 0));
            root.insert(QLatin1String("threads"), threads);
        }
    }
    const QImap4Message &message = read.message;
    if (!message.isNull()) {
        root.insert(QLatin1String("envelope"), envelopeObject(message.envelope()));
        root.insert(QLatin1String("body"), partObject(message.bodyStructure()));
        root.insert(QLatin1String("annotations"), annotationsArray(message));
        root.insert(QLatin1String("labels"), QJsonArray::fromStringList(message.gmailLabels()));
    }
    return root;
}

// Follows a path; undefined where it leads nowhere that we know.
class Path
{
public:
    Path(const QJsonValue &root, const QString &path)
        : m_value(root)
        , m_path(path)
    {}

    QJsonValue follow()
    {
        while (!m_path.isEmpty() && !m_value.isUndefined())
            step();
        return m_value;
    }

private:
    void step()
    {
        m_path.replace(QLatin1String(" ["), QLatin1String("["));
        if (m_path.startsWith(QLatin1Char('.')))
            m_path.remove(0, 1);
        if (m_path.startsWith(QLatin1Char('['))) {
            const qsizetype end = m_path.indexOf(QLatin1Char(']'));
            const QString index = m_path.sliced(1, end - 1);
            m_path.remove(0, end + 1);
            bool number = false;
            const int position = index.toInt(&number);
            if (number)
                m_value = list(m_value).at(position);
            else
                m_value = m_value[annotationName(index)];
            return;
        }
        const QString isMimeType = QStringLiteral("IsMimeType (\"");
        if (m_path.startsWith(isMimeType)) {
            const QStringList words = m_path.split(QLatin1Char('"'));
            m_value = m_value[QLatin1String("MimeType")].toString()
                == words.value(1) + QLatin1Char('/') + words.value(3);
            m_path.clear();
            return;
        }
        if (m_value.isString() && m_path == QLatin1String("ToString ()")) {
            m_path.clear();
            return;
        }
        if (m_value.toObject().contains(m_path)) { // Parameters["x"], ToString ()
            m_value = m_value[m_path];
            m_path.clear();
            return;
        }
        qsizetype end = 0;
        while (end < m_path.size() && m_path.at(end) != QLatin1Char('.')
               && m_path.at(end) != QLatin1Char('['))
            ++end;
        m_value = m_value[m_path.first(end)];
        m_path.remove(0, end);
    }

    static QString annotationName(const QString &index)
    {
        if (index.endsWith(QLatin1String("PrivateValue")))
            return QStringLiteral("value.priv");
        if (index.endsWith(QLatin1String("SharedValue")))
            return QStringLiteral("value.shared");
        return index;
    }

    static QJsonArray list(const QJsonValue &value)
    {
        return value.isArray() ? value.toArray() : value[QLatin1String("[]")].toArray();
    }

    QJsonValue m_value;
    QString m_path;
};

qsizetype sizeOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    if (value.isArray())
        return value.toArray().size();
    return object.contains(QLatin1String("[]")) ? value[QLatin1String("[]")].toArray().size()
                                                : object.size();
}

// A constant of the other library's language: "(uint) 2", "ImapResponseCodeType.NoUpdate".
QJsonValue constantOf(const QJsonValue &value, const QJsonValue &ours)
{
    const QJsonObject object = value.toObject();
    if (!object.contains(QLatin1String("expr")))
        return value;
    const QString expression = object.value(QLatin1String("expr")).toString();
    const QString last = expression.section(QLatin1Char(' '), -1).section(QLatin1Char('.'), -1);
    bool number = false;
    const qint64 integer = last.toLongLong(&number);
    if (number)
        return integer;
    const QString same = ours.toString().section(QLatin1Char('/'), -1);
    return last.compare(same, Qt::CaseInsensitive) == 0 ? ours : QJsonValue(last);
}

bool holds(const QString &op, const QJsonValue &ours, const QJsonValue &wanted)
{
    if (op == QLatin1String("count"))
        return sizeOf(ours) == wanted.toInteger();
    if (op == QLatin1String("empty"))
        return sizeOf(ours) == 0;
    if (op == QLatin1String("null"))
        return ours.isNull();
    if (op == QLatin1String("not null"))
        return !ours.isNull();
    if (op == QLatin1String("true"))
        return ours == QJsonValue(true);
    if (op == QLatin1String("false"))
        return ours == QJsonValue(false);
    if (op == QLatin1String("type"))
        return ours[QLatin1String("class")] == wanted;
    const QJsonValue constant = constantOf(wanted, ours);
    if (ours.isString() && constant.isString())
        return ours.toString().compare(constant.toString(), Qt::CaseInsensitive) == 0;
    return ours == constant;
}

} // namespace

CheckResult checkProperties(const CorpusCase &corpusCase)
{
    const Replay read = replay(corpusCase.bytes);
    if (read.responses.size() != 1 || read.hasError())
        return different(QStringLiteral("not read"));
    const QJsonObject root = rootOf(read.responses.first());
    for (const QJsonValue &assertion :
         corpusCase.json.value(QLatin1String("assertions")).toArray()) {
        QString path = assertion[QLatin1String("path")].toString();
        const QString format = QStringLiteral("DateUtils.FormatDate (");
        if (path.startsWith(format))
            path = path.sliced(format.size()).chopped(1);
        const QString name = path.section(QLatin1Char('.'), 0, 0).section(QLatin1Char('['), 0, 0);
        if (!root.contains(name))
            continue; // a variable of the other test
        const QJsonValue ours = Path(root, path).follow();
        if (!holds(assertion[QLatin1String("op")].toString(), ours,
                   assertion[QLatin1String("value")]))
            return different(path + QLatin1String(": ") + QString::fromUtf8(shortJson(ours))
                             + QLatin1String(", expected ")
                             + QString::fromUtf8(shortJson(assertion)));
    }
    return {};
}
