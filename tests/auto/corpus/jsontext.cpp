// SPDX-License-Identifier: LGPL-3.0-or-later
#include "jsontext.h"

#include <QtCore/qjsondocument.h>
#include <QtCore/qstringconverter.h>

namespace {

QJsonValue toJson(const QList<QImap4Address> &addresses)
{
    QJsonArray list;
    for (const QImap4Address &address : addresses) {
        QJsonObject json;
        json.insert(QLatin1String("name"), textOrNull(address.rawName()));
        json.insert(QLatin1String("mailbox"), textOrNull(address.mailbox()));
        json.insert(QLatin1String("host"), textOrNull(address.host()));
        list.append(json);
    }
    return list;
}

} // namespace

QJsonValue textOrNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QJsonValue() : text(bytes);
}

QJsonValue text(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString decoded = utf8.decode(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : decoded;
}

QJsonValue lowerText(const QByteArray &bytes)
{
    return text(bytes.toLower());
}

QJsonArray texts(const QByteArrayList &list)
{
    QJsonArray result;
    for (const QByteArray &bytes : list)
        result.append(text(bytes));
    return result;
}

QJsonArray toJson(const QImap4BodyStructure::Parameters &parameters)
{
    QJsonArray list;
    for (const auto &[name, value] : parameters)
        list.append(QJsonArray{lowerText(name), text(value)});
    return list;
}

QJsonValue toJson(const QImap4Envelope &envelope)
{
    if (envelope.isNull())
        return {};
    QJsonObject json;
    json.insert(QLatin1String("date"), textOrNull(envelope.rawDate()));
    json.insert(QLatin1String("subject"), textOrNull(envelope.rawSubject()));
    json.insert(QLatin1String("from"), toJson(envelope.from()));
    json.insert(QLatin1String("sender"), toJson(envelope.sender()));
    json.insert(QLatin1String("reply_to"), toJson(envelope.replyTo()));
    json.insert(QLatin1String("to"), toJson(envelope.to()));
    json.insert(QLatin1String("cc"), toJson(envelope.cc()));
    json.insert(QLatin1String("bcc"), toJson(envelope.bcc()));
    json.insert(QLatin1String("in_reply_to"), textOrNull(envelope.inReplyTo()));
    json.insert(QLatin1String("message_id"), textOrNull(envelope.messageId()));
    return json;
}

QJsonValue toJson(const QImap4BodyStructure &structure)
{
    if (structure.isNull())
        return {};
    QJsonObject json;
    json.insert(QLatin1String("type"), lowerText(structure.type()));
    json.insert(QLatin1String("subtype"), lowerText(structure.subtype()));
    json.insert(QLatin1String("parameters"), toJson(structure.parameters()));
    json.insert(QLatin1String("disposition"), lowerText(structure.disposition()));
    json.insert(QLatin1String("dispositionParameters"), toJson(structure.dispositionParameters()));
    json.insert(QLatin1String("languages"), texts(structure.languages()));
    json.insert(QLatin1String("location"), text(structure.location()));
    QJsonArray children;
    for (const QImap4BodyStructure &child : structure.children())
        children.append(toJson(child));
    json.insert(QLatin1String("children"), children);
    if (structure.isMultipart() && !structure.children().isEmpty())
        return json;
    json.insert(QLatin1String("id"), text(structure.contentId()));
    json.insert(QLatin1String("description"), text(structure.description()));
    json.insert(QLatin1String("encoding"), lowerText(structure.encoding()));
    json.insert(QLatin1String("octets"), static_cast<qint64>(structure.octets()));
    json.insert(QLatin1String("lines"), static_cast<qint64>(structure.lines()));
    json.insert(QLatin1String("md5"), text(structure.md5()));
    if (structure.isMessage())
        json.insert(QLatin1String("envelope"), toJson(structure.envelope()));
    return json;
}

QByteArray shortJson(const QJsonValue &value)
{
    constexpr qsizetype Longest = 1500;
    QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    if (json.size() > Longest)
        json = json.first(Longest) + "...";
    return json;
}
