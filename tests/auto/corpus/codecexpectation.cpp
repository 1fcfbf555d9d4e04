// SPDX-License-Identifier: LGPL-3.0-or-later
#include "codecjson.h"
#include "codecshape.h"
#include "jsontext.h"

#include "qimap4messageset.h"
#include "wire/mutf7_p.h"

#include <QtCore/qdatetime.h>

// Reads expectations.
namespace {

QString typeOf(const QJsonValue &value)
{
    return value[QLatin1String("type")].toString();
}

// What becomes of each element of a list.
template <typename Result>
QJsonArray each(const QJsonValue &list, Result (*of)(const QJsonValue &))
{
    QJsonArray result;
    for (const QJsonValue &value : list.toArray())
        result.append(of(value));
    return result;
}

QJsonValue contentOf(const QJsonValue &value)
{
    return value[QLatin1String("content")];
}

// Any of the ways in which a string is written: text, {Atom, Quoted, Literal, ...}, a list of
// bytes; null bytes for null.
QByteArray bytesOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toUtf8();
    if (value.isArray()) {
        QByteArray bytes("");
        for (const QJsonValue &byte : value.toArray())
            bytes.append(static_cast<char>(byte.toInt()));
        return bytes;
    }
    if (!value.isObject())
        return {};
    const QJsonObject object = value.toObject();
    if (object.contains(QLatin1String("data")))
        return bytesOf(object.value(QLatin1String("data")));
    if (!object.contains(QLatin1String("content")))
        return typeOf(value).toUtf8();
    return bytesOf(contentOf(value));
}

QJsonValue string(const QJsonValue &value)
{
    return text(bytesOf(value));
}

QJsonValue stringOrNull(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() ? QJsonValue() : string(value);
}

QJsonValue mailbox(const QJsonValue &value)
{
    const QByteArray name = typeOf(value) == QLatin1String("Inbox") ? "INBOX" : bytesOf(value);
    return QImap4Mailbox(QImap4Internal::decodeMutf7(name)).name();
}

// "SaslIr" with "Deflate" within and the like, as letters and digits.
QString flattened(const QJsonValue &value)
{
    if (value.isString() || value.isDouble())
        return codecWord(value.toVariant().toString().toUtf8());
    QString result;
    if (value.isArray()) {
        for (const QJsonValue &element : value.toArray())
            result += flattened(element);
        return result;
    }
    const QJsonObject object = value.toObject();
    if (typeOf(value) != QLatin1String("Other"))
        result += codecWord(typeOf(value).toUtf8());
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != QLatin1String("type"))
            result += flattened(it.value());
    }
    return result;
}

QJsonValue capabilities(const QJsonValue &list)
{
    return each(list, &flattened);
}

// Flags and attributes: {"type": "Seen"}, {"Flag": ...}, {"Keyword": "x"}, {"Extension": "x"}.
QJsonValue flag(const QJsonValue &value)
{
    const QString type = typeOf(value);
    if (type == QLatin1String("Flag"))
        return flag(contentOf(value));
    if (type == QLatin1String("Asterisk"))
        return QStringLiteral("\\*");
    if (type == QLatin1String("Keyword"))
        return string(contentOf(value)).toString().toLower();
    const QJsonValue content = contentOf(value);
    const QString name = content.isUndefined() ? type : string(content).toString();
    return (QLatin1Char('\\') + name).toLower();
}

QJsonValue flags(const QJsonValue &list)
{
    QStringList result;
    for (const QJsonValue &value : list.toArray())
        result.append(flag(value).toString());
    result.sort();
    return QJsonArray::fromStringList(result);
}

// A number, {"Single": n}, {"Range": [n, m]}, {"Value": n} or {"Asterisk"}.
QByteArray setElement(const QJsonValue &value)
{
    if (value.isDouble())
        return QByteArray::number(value.toInteger());
    if (value.isArray())
        return setElement(value.toArray().at(0)) + ':' + setElement(value.toArray().at(1));
    if (typeOf(value) == QLatin1String("Asterisk"))
        return "*";
    return setElement(contentOf(value));
}

QJsonValue messageSet(const QJsonValue &list)
{
    QByteArrayList elements;
    for (const QJsonValue &value : list.toArray())
        elements.append(setElement(value));
    return text(
        QImap4MessageSet::fromString(elements.join(','), QImap4MessageSet::Uids).toString());
}

QJsonValue code(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    const QString type = typeOf(value);
    const QJsonValue content = contentOf(value);
    if (type == QLatin1String("Other"))
        return codecCode(bytesOf(content));
    QJsonValue arguments;
    if (type == QLatin1String("Capability"))
        arguments = capabilities(content);
    else if (type == QLatin1String("PermanentFlags"))
        arguments = flags(content);
    else if (type == QLatin1String("Modified"))
        arguments = messageSet(content);
    else if (type == QLatin1String("AppendUid"))
        arguments = QJsonArray{content[QLatin1String("uid_validity")],
                               messageSet(QJsonArray{content[QLatin1String("uid")]})};
    else if (type == QLatin1String("CopyUid"))
        arguments = QJsonArray{content[QLatin1String("uid_validity")],
                               messageSet(content[QLatin1String("source")]),
                               messageSet(content[QLatin1String("destination")])};
    else if (type == QLatin1String("BadCharset"))
        arguments = each(content[QLatin1String("allowed")], &string);
    else if (type == QLatin1String("Metadata"))
        arguments = flattened(content);
    else if (!content.isUndefined())
        arguments = content.isDouble() ? content : QJsonValue(string(content));
    return QJsonArray{codecWord(type.toUtf8()), arguments};
}

QJsonValue status(const QJsonValue &value, const QString &kind, const QJsonValue &tag)
{
    return codecStatus(kind, tag, code(value[QLatin1String("code")]),
                       string(value[QLatin1String("text")]));
}

QJsonValue statusResponse(const QJsonValue &content)
{
    const QString type = typeOf(content);
    const QJsonValue body = contentOf(content);
    if (type == QLatin1String("Tagged")) {
        const QJsonValue inner = body[QLatin1String("body")];
        return status(inner, inner[QLatin1String("kind")].toString(),
                      string(body[QLatin1String("tag")]));
    }
    const QString kind = type == QLatin1String("Bye") ? QStringLiteral("Bye")
                                                      : body[QLatin1String("kind")].toString();
    return status(body, kind, QJsonValue());
}

QJsonValue addresses(const QJsonValue &list)
{
    QJsonArray result;
    for (const QJsonValue &value : list.toArray()) {
        QJsonObject address;
        for (const char *key : {"name", "mailbox", "host"})
            address.insert(QLatin1String(key), stringOrNull(value[QLatin1String(key)]));
        result.append(address);
    }
    return result;
}

QJsonValue envelope(const QJsonValue &value)
{
    QJsonObject result;
    for (const char *key : {"date", "subject", "in_reply_to", "message_id"})
        result.insert(QLatin1String(key), stringOrNull(value[QLatin1String(key)]));
    for (const char *key : {"from", "sender", "reply_to", "to", "cc", "bcc"})
        result.insert(QLatin1String(key), addresses(value[QLatin1String(key)]));
    return result;
}

QJsonArray parameters(const QJsonValue &list)
{
    QJsonArray result;
    for (const QJsonValue &pair : list.toArray())
        result.append(QJsonArray{string(pair.toArray().at(0)).toString().toLower(),
                                 string(pair.toArray().at(1))});
    return result;
}

QString lower(const QJsonValue &value, const char *otherwise)
{
    const QString result = string(value).toString().toLower();
    return result.isEmpty() ? QLatin1String(otherwise) : result;
}

// Disposition, language and location, each of which has the rest in its "tail".
void addTail(const QJsonValue &tail, QJsonObject &result)
{
    const QJsonArray disposition = tail[QLatin1String("disposition")].toArray();
    result.insert(QLatin1String("disposition"), lower(disposition.at(0), ""));
    result.insert(QLatin1String("dispositionParameters"), parameters(disposition.at(1)));
    const QJsonValue language = tail[QLatin1String("tail")];
    const QJsonArray languages = each(language[QLatin1String("language")], &string);
    result.insert(QLatin1String("languages"), languages);
    result.insert(QLatin1String("location"),
                  string(language[QLatin1String("tail")][QLatin1String("location")]));
}

QJsonValue structure(const QJsonValue &value);

QJsonValue multipart(const QJsonValue &content)
{
    QJsonObject result;
    result.insert(QLatin1String("type"), QStringLiteral("multipart"));
    result.insert(QLatin1String("subtype"), lower(content[QLatin1String("subtype")], "mixed"));
    const QJsonValue extension = content[QLatin1String("extension_data")];
    result.insert(QLatin1String("parameters"),
                  parameters(extension[QLatin1String("parameter_list")]));
    addTail(extension[QLatin1String("tail")], result);
    const QJsonArray children = each(content[QLatin1String("bodies")], &structure);
    result.insert(QLatin1String("children"), children);
    return result;
}

void addSpecific(const QJsonValue &specific, QJsonObject &result)
{
    const QJsonValue content = contentOf(specific);
    const QString kind = typeOf(specific);
    QString type = lower(content[QLatin1String("type")], "application");
    QString subtype = lower(content[QLatin1String("subtype")], "octet-stream");
    QJsonArray children;
    if (kind == QLatin1String("Text")) {
        type = QStringLiteral("text");
        subtype = lower(content[QLatin1String("subtype")], "plain");
    } else if (kind == QLatin1String("Message")) {
        type = QStringLiteral("message");
        subtype = QStringLiteral("rfc822");
        result.insert(QLatin1String("envelope"), envelope(content[QLatin1String("envelope")]));
        children.append(structure(content[QLatin1String("body_structure")]));
    }
    result.insert(QLatin1String("type"), type);
    result.insert(QLatin1String("subtype"), subtype);
    result.insert(QLatin1String("children"), children);
    result.insert(QLatin1String("lines"), content[QLatin1String("number_of_lines")].toInteger());
}

QJsonValue structure(const QJsonValue &value)
{
    const QJsonValue content = contentOf(value);
    if (typeOf(value) == QLatin1String("Multi"))
        return multipart(content);
    QJsonObject result;
    const QJsonValue body = content[QLatin1String("body")];
    const QJsonValue basic = body[QLatin1String("basic")];
    addSpecific(body[QLatin1String("specific")], result);
    result.insert(QLatin1String("parameters"), parameters(basic[QLatin1String("parameter_list")]));
    result.insert(QLatin1String("id"), string(basic[QLatin1String("id")]));
    result.insert(QLatin1String("description"), string(basic[QLatin1String("description")]));
    result.insert(QLatin1String("encoding"),
                  lower(basic[QLatin1String("content_transfer_encoding")], "7bit"));
    result.insert(QLatin1String("octets"), basic[QLatin1String("size")]);
    const QJsonValue extension = content[QLatin1String("extension_data")];
    result.insert(QLatin1String("md5"), string(extension[QLatin1String("md5")]));
    addTail(extension[QLatin1String("tail")], result);
    return result;
}

QByteArray partNumber(const QJsonValue &part)
{
    QByteArrayList numbers;
    for (const QJsonValue &number : part.toArray())
        numbers.append(QByteArray::number(number.toInteger()));
    return numbers.join('.');
}

// {"Part": [1]}, {"Header": [1]}, {"HeaderFields": [[1], [names]]}, ... as it stands in brackets.
QByteArray section(const QJsonValue &value)
{
    const QString type = typeOf(value);
    if (type.isEmpty())
        return partNumber(value);
    const QJsonValue content = contentOf(value);
    if (type == QLatin1String("Part"))
        return partNumber(content);
    const bool fields = type.startsWith(QLatin1String("HeaderFields"));
    QByteArray result = partNumber(fields ? content.toArray().at(0) : content);
    if (!result.isEmpty())
        result += '.';
    if (!fields)
        return result + type.toUpper().toUtf8();
    QByteArrayList names;
    for (const QJsonValue &name : content.toArray().at(1).toArray())
        names.append(bytesOf(name).toUpper());
    const bool other = type == QLatin1String("HeaderFieldsNot");
    return result + (other ? "HEADER.FIELDS.NOT (" : "HEADER.FIELDS (") + names.join(' ') + ')';
}

struct FetchEntry
{
    QString name;
    QJsonValue value;
};

FetchEntry contentEntry(const QByteArray &where, const QJsonValue &data)
{
    return {QString::fromUtf8(where), data.isNull() ? QJsonValue() : string(data)};
}

FetchEntry fetchEntry(const QJsonValue &item)
{
    const QString type = typeOf(item);
    const QJsonValue content = contentOf(item);
    if (type == QLatin1String("Body") || type == QLatin1String("BodyStructure"))
        return {type, structure(content)};
    if (type == QLatin1String("Envelope"))
        return {type, envelope(content)};
    if (type == QLatin1String("Flags"))
        return {type, flags(content)};
    if (type == QLatin1String("InternalDate"))
        return {type, codecDate(QDateTime::fromString(content.toString(), Qt::ISODate))};
    if (type == QLatin1String("Rfc822"))
        return contentEntry("RFC822", content);
    if (type == QLatin1String("Rfc822Header"))
        return contentEntry("RFC822.HEADER", content);
    if (type == QLatin1String("Rfc822Text"))
        return contentEntry("RFC822.TEXT", content);
    if (type == QLatin1String("BodyExt")) {
        QByteArray where = "BODY[" + section(content[QLatin1String("section")]) + ']';
        const QJsonValue origin = content[QLatin1String("origin")];
        if (origin.isDouble())
            where += '<' + QByteArray::number(origin.toInteger()) + '>';
        return contentEntry(where, content[QLatin1String("data")]);
    }
    const QByteArray part = '[' + partNumber(content[QLatin1String("section")]) + ']';
    if (type == QLatin1String("Binary"))
        return contentEntry("BINARY" + part, content[QLatin1String("value")]);
    if (type == QLatin1String("BinarySize"))
        return {QString::fromUtf8("BINARY.SIZE" + part), content[QLatin1String("size")]};
    return {type, content};
}

QJsonValue fetch(const QJsonValue &content)
{
    QJsonObject items;
    for (const QJsonValue &value : content[QLatin1String("items")].toArray()) {
        const FetchEntry entry = fetchEntry(value);
        items.insert(entry.name, entry.value);
    }
    return QJsonArray{content[QLatin1String("seq")], items};
}

QJsonValue list(const QJsonValue &content)
{
    return QJsonArray{mailbox(content[QLatin1String("mailbox")]),
                      stringOrNull(content[QLatin1String("delimiter")]),
                      flags(content[QLatin1String("items")])};
}

QJsonValue mailboxStatus(const QJsonValue &content)
{
    QJsonObject items;
    for (const QJsonValue &item : content[QLatin1String("items")].toArray())
        items.insert(codecWord(typeOf(item).toUtf8()), contentOf(item));
    return QJsonArray{mailbox(content[QLatin1String("mailbox")]), items};
}

QJsonValue quota(const QJsonValue &content)
{
    QJsonArray resources;
    for (const QJsonValue &value : content[QLatin1String("quotas")].toArray())
        resources.append(QJsonArray{flattened(value[QLatin1String("resource")]),
                                    value[QLatin1String("usage")], value[QLatin1String("limit")]});
    return QJsonArray{string(content[QLatin1String("root")]), resources};
}

QJsonValue quotaRoot(const QJsonValue &content)
{
    const QJsonArray roots = each(content[QLatin1String("roots")], &string);
    return QJsonArray{mailbox(content[QLatin1String("mailbox")]), roots};
}

QJsonValue id(const QJsonValue &content)
{
    QJsonObject result;
    for (const QJsonValue &pair : content[QLatin1String("parameters")].toArray())
        result.insert(string(pair.toArray().at(0)).toString(), string(pair.toArray().at(1)));
    return result;
}

QJsonValue metadata(const QJsonValue &content)
{
    const QJsonValue items = content[QLatin1String("items")];
    QJsonArray changed;
    QJsonObject entries;
    for (const QJsonValue &item : contentOf(items).toArray()) {
        if (typeOf(items) == QLatin1String("WithoutValues"))
            changed.append(string(item));
        else
            entries.insert(string(item[QLatin1String("entry")]).toString(), [&] {
                QJsonValue value = item[QLatin1String("value")];
                while (value.isObject() && value.toObject().contains(QLatin1String("content")))
                    value = contentOf(value);
                return stringOrNull(value);
            }());
    }
    return QJsonArray{mailbox(content[QLatin1String("mailbox")]), entries, changed};
}

QJsonValue namespaces(const QJsonValue &list)
{
    QJsonArray result;
    for (const QJsonValue &value : list.toArray())
        result.append(
            QJsonArray{QImap4Internal::decodeMutf7(bytesOf(value[QLatin1String("prefix")])),
                       stringOrNull(value[QLatin1String("delimiter")])});
    return result;
}

// "(3 6 (4 23)(44 7 96))", as the server writes it.
QString thread(const QJsonValue &value)
{
    const QJsonValue content = contentOf(value);
    QStringList words;
    for (const QJsonValue &number : content[QLatin1String("prefix")].toArray())
        words.append(QString::number(number.toInteger()));
    QString result = words.join(QLatin1Char(' '));
    const QJsonArray answers = content[QLatin1String("answers")].toArray();
    for (const QJsonValue &answer : answers) {
        const QString inner = thread(answer);
        if (answers.size() == 1 && !result.isEmpty())
            return result + QLatin1Char(' ') + inner;
        result += QLatin1Char('(') + inner + QLatin1Char(')');
    }
    return result;
}

QJsonValue threads(const QJsonValue &list)
{
    return each(list, &thread);
}

QJsonValue searched(const QJsonValue &content)
{
    return QJsonArray{messageSet(content.toArray().at(0)), content.toArray().at(1)};
}

QJsonValue vanished(const QJsonValue &content)
{
    return QJsonArray{content[QLatin1String("earlier")],
                      messageSet(content[QLatin1String("known_uids")])};
}

QJsonValue namespaceData(const QJsonValue &content)
{
    return QJsonArray{namespaces(content[QLatin1String("personal")]),
                      namespaces(content[QLatin1String("other")]),
                      namespaces(content[QLatin1String("shared")])};
}

QJsonValue enabled(const QJsonValue &content)
{
    return capabilities(content[QLatin1String("capabilities")]);
}

QJsonValue plain(const QJsonValue &content)
{
    return content;
}

struct DataRow
{
    const char *type;
    QJsonValue (*read)(const QJsonValue &content);
};

const DataRow dataRows[] = {
    {"Capability", capabilities},
    {"Enabled", enabled},
    {"Exists", plain},
    {"Expunge", plain},
    {"Fetch", fetch},
    {"Flags", flags},
    {"Id", id},
    {"List", list},
    {"Lsub", list},
    {"Metadata", metadata},
    {"Namespace", namespaceData},
    {"Quota", quota},
    {"QuotaRoot", quotaRoot},
    {"Recent", plain},
    {"Search", searched},
    {"Sort", plain},
    {"Status", mailboxStatus},
    {"Thread", threads},
    {"Vanished", vanished},
};

} // namespace

QJsonValue fromCodec(const QJsonObject &expected)
{
    const QString type = typeOf(expected);
    const QJsonValue content = contentOf(expected);
    if (type.isEmpty()) // a greeting
        return status(expected, expected.value(QLatin1String("kind")).toString(), QJsonValue());
    if (type == QLatin1String("Status"))
        return statusResponse(content);
    if (type == QLatin1String("CommandContinuationRequest"))
        return codecStatus(QStringLiteral("+"), QJsonValue(),
                           code(contentOf(content)[QLatin1String("code")]),
                           typeOf(content) == QLatin1String("Base64")
                               ? QJsonValue(text(bytesOf(contentOf(content)).toBase64()))
                               : string(contentOf(content)[QLatin1String("text")]));
    for (const DataRow &row : dataRows) {
        if (typeOf(content) == QLatin1String(row.type))
            return QJsonArray{QLatin1String(row.type), row.read(contentOf(content))};
    }
    return QJsonArray{QStringLiteral("not known"), typeOf(content)};
}
