// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/messagedrag_p.h"

#include <QtCore/qcborstreamreader.h>
#include <QtCore/qcborstreamwriter.h>
#include <QtCore/qobject.h>
#include <QtCore/quuid.h>
#include <QtCore/qvariant.h>

#include <limits>

namespace QImap4Internal {

namespace {

constexpr quint64 Version = 1;
constexpr quint64 Fields = 5; // version, client, mailbox, UIDVALIDITY, UIDs
constexpr char TokenProperty[] = "_qimap4_dragToken";

std::optional<quint64> readNumber(QCborStreamReader &reader)
{
    if (!reader.isUnsignedInteger())
        return std::nullopt;
    const quint64 number = reader.toUnsignedInteger();
    if (!reader.next())
        return std::nullopt;
    return number;
}

std::optional<QByteArray> readBytes(QCborStreamReader &reader)
{
    if (!reader.isByteArray())
        return std::nullopt;
    QByteArray bytes;
    auto chunk = reader.readByteArray();
    for (; chunk.status == QCborStreamReader::Ok; chunk = reader.readByteArray())
        bytes += chunk.data;
    if (chunk.status == QCborStreamReader::Error)
        return std::nullopt;
    return bytes;
}

std::optional<QString> readText(QCborStreamReader &reader)
{
    if (!reader.isString())
        return std::nullopt;
    QString text;
    auto chunk = reader.readString();
    for (; chunk.status == QCborStreamReader::Ok; chunk = reader.readString())
        text += chunk.data;
    if (chunk.status == QCborStreamReader::Error)
        return std::nullopt;
    return text;
}

} // namespace

QString MessageDrag::mimeType()
{
    return QStringLiteral("application/vnd.qimap4.messages");
}

QByteArray MessageDrag::clientToken(QObject *client)
{
    QByteArray token = client->property(TokenProperty).toByteArray();
    if (token.isEmpty()) {
        token = QUuid::createUuid().toRfc4122();
        client->setProperty(TokenProperty, token);
    }
    return token;
}

QByteArray MessageDrag::encoded() const
{
    QByteArray cbor;
    QCborStreamWriter writer(&cbor);
    writer.startArray(Fields);
    writer.append(Version);
    writer.append(client);
    writer.append(QStringView(mailbox));
    writer.append(quint64(uidValidity));
    writer.append(uids.toString());
    writer.endArray();
    return cbor;
}

std::optional<MessageDrag> MessageDrag::decoded(const QByteArray &cbor)
{
    if (cbor.size() > MaximumBytes)
        return std::nullopt;
    QCborStreamReader reader(cbor);
    if (!reader.isArray() || !reader.isLengthKnown() || reader.length() != Fields
        || !reader.enterContainer() || readNumber(reader) != Version) {
        return std::nullopt;
    }
    const auto client = readBytes(reader);
    const auto mailbox = client ? readText(reader) : std::nullopt;
    const auto validity = mailbox ? readNumber(reader) : std::nullopt;
    const auto set = validity ? readBytes(reader) : std::nullopt;
    if (!set || *validity > std::numeric_limits<quint32>::max())
        return std::nullopt;
    bool ok = false;
    MessageDrag drag;
    drag.client = *client;
    drag.mailbox = *mailbox;
    drag.uidValidity = quint32(*validity);
    drag.uids = QImap4MessageSet::fromString(*set, QImap4MessageSet::Uids, &ok);
    if (!ok || drag.uids.isEmpty() || drag.uids.isSavedResult())
        return std::nullopt;
    return drag;
}

} // namespace QImap4Internal
