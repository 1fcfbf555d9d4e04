// SPDX-License-Identifier: LGPL-3.0-or-later
#include "messageactions.h"

#include "messagejson.h"
#include "qimap4mime.h"
#include "session.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

namespace QImap4Cli {

// Fields of one name in a message that are shown: no mail has as many, and a value of nothing
// costs far more memory than the octets it was made of.
static constexpr qsizetype maximumFields = 100000;

QImap4Error fetch(Session &session, const QStringList &arguments)
{
    using Item = QImap4;
    QImap4Reply *command = session.imap().fetch(*messageSetFrom(arguments.at(0)),
                                                Item::Flags | Item::Uid | Item::InternalDate
                                                    | Item::Size | Item::Envelope);
    // Printed as they arrive: a mailbox may be larger than memory.
    command->setKeepsMessages(false);
    QObject::connect(command, &QImap4Reply::messagesFetched, &session,
                     [&session](const QImap4MessageList &messages) {
                         for (const QImap4Message &message : messages) {
                             if (message.has(QImap4Message::Envelope))
                                 session.print(QStringLiteral("fetch"), toJson(message));
                         }
                     });
    const Reply reply = session.wait(command);
    return session.errorOf(*reply);
}

QImap4Error search(Session &session, const QStringList &arguments)
{
    const Reply reply = session.wait(session.imap().search(QImap4SearchKey::text(arguments.at(0))));
    if (reply->isError())
        return session.errorOf(*reply);
    const QImap4MessageSet found = reply->value<QImap4SearchResult>().messages;
    session.print(QStringLiteral("search"),
                  {{QStringLiteral("count"), static_cast<qint64>(found.count())},
                   {QStringLiteral("uids"), QString::fromLatin1(found.toString())}});
    return {};
}

QImap4Error store(Session &session, const QStringList &arguments)
{
    QImap4Flags flags;
    flags.insert(arguments.at(1).toLatin1());
    const Reply reply = session.wait(
        session.imap().store(*messageSetFrom(arguments.at(0)), QImap4::AddFlags, flags));
    if (reply->isError())
        return session.errorOf(*reply);
    session.print(
        QStringLiteral("store"),
        {{QStringLiteral("added"), arguments.at(1)}, {QStringLiteral("set"), arguments.at(0)}});
    return {};
}

// The values of a header section that holds one field, unfolded: one for each that has the name.
static QStringList fieldValues(const QByteArray &headers)
{
    QStringList values;
    QByteArray value;
    const auto flush = [&] {
        const qsizetype colon = value.indexOf(':');
        if (colon > 0)
            values.append(QImap4Mime::decodeHeader(value.mid(colon + 1).trimmed()));
        value.clear();
    };
    for (qsizetype at = 0; at < headers.size() && values.size() < maximumFields;) {
        const qsizetype feed = headers.indexOf('\n', at);
        const qsizetype end = feed >= 0 ? feed : headers.size();
        const bool continues = headers.at(at) == ' ' || headers.at(at) == '\t';
        if (!continues)
            flush();
        value.append(headers.constData() + at, end - at);
        at = end + 1;
    }
    flush();
    return values;
}

QImap4Error header(Session &session, const QStringList &arguments)
{
    const QByteArray section = "HEADER.FIELDS (" + arguments.at(1).toLatin1() + ')';
    QImap4Reply *command =
        session.imap().fetch(*messageSetFrom(arguments.at(0)), QImap4::Uid, {section});
    command->setKeepsMessages(false);
    QObject::connect(
        command, &QImap4Reply::messagesFetched, &session, [&](const QImap4MessageList &messages) {
            for (const QImap4Message &message : messages) {
                if (!message.has(QImap4Message::Body))
                    continue;
                QJsonObject object = identityOf(message);
                object.insert(QStringLiteral("field"), arguments.at(1));
                // A field may stand there many times, or not at all.
                const QStringList values = fieldValues(contentOf(message, section));
                object.insert(QStringLiteral("value"), values.value(0));
                object.insert(QStringLiteral("values"), QJsonArray::fromStringList(values));
                session.print(QStringLiteral("header"), object);
            }
        });
    const Reply reply = session.wait(command);
    return session.errorOf(*reply);
}

QImap4Error fetchSection(Session &session, const QStringList &arguments)
{
    const QByteArray section = arguments.at(1).toLatin1();
    QImap4Reply *command =
        session.imap().fetch(*messageSetFrom(arguments.at(0)), QImap4::Uid, {section});
    command->setKeepsMessages(false);
    QObject::connect(command, &QImap4Reply::messagesFetched, &session,
                     [&](const QImap4MessageList &messages) {
                         for (const QImap4Message &message : messages) {
                             if (!message.has(QImap4Message::Body))
                                 continue;
                             QJsonObject object = identityOf(message);
                             object.insert(QStringLiteral("section"), arguments.at(1));
                             insertBytes(&object, contentOf(message, section));
                             session.print(QStringLiteral("fetch-section"), object);
                         }
                     });
    const Reply reply = session.wait(command);
    return session.errorOf(*reply);
}

} // namespace QImap4Cli
