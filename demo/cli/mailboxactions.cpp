// SPDX-License-Identifier: LGPL-3.0-or-later
#include "mailboxactions.h"

#include "messagejson.h"
#include "session.h"
#include "text.h"

#include <QtCore/qset.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonobject.h>

namespace QImap4Cli {

QImap4Error login(Session &session, const QStringList &)
{
    const Options &options = session.options();
    // PREAUTH: the server knows already who we are.
    if (session.imap().state() == QImap4::Authenticated) {
        session.print(
            QStringLiteral("login"),
            {{QStringLiteral("capabilities"), toJson(session.imap().capabilities().names())},
             {QStringLiteral("preauthenticated"), true}});
        return {};
    }
    // A server that does without LOGIN has a mechanism instead.
    const bool byMechanism =
        session.imap().isEncrypted() && session.imap().hasCapability("LOGINDISABLED");
    const Reply reply =
        session.wait(byMechanism ? session.imap().authenticate(
                         QImap4Credentials::withPassword(options.user, options.password))
                                 : session.imap().login(options.user, options.password));
    if (reply->isError())
        return session.errorOf(*reply);
    session.print(QStringLiteral("login"),
                  {{QStringLiteral("capabilities"), toJson(session.imap().capabilities().names())},
                   {QStringLiteral("user"), options.user}});
    return {};
}

QImap4Error list(Session &session, const QStringList &)
{
    // Rows of the reply alone: a server may name mailboxes unasked at any time.
    const Reply reply = session.wait(session.imap().list());
    if (reply->isError())
        return session.errorOf(*reply);
    const auto mailboxes = reply->value<QList<QImap4Mailbox>>();
    QSet<QString> printed; // servers may name one twice
    for (const QImap4Mailbox &mailbox : mailboxes) {
        if (mailbox.name().isEmpty() || printed.contains(mailbox.name()))
            continue;
        printed.insert(mailbox.name());
        session.print(QStringLiteral("list"), toJson(mailbox));
    }
    return {};
}

QImap4Error select(Session &session, const QStringList &arguments)
{
    const Reply reply = session.wait(session.imap().select(arguments.at(0)));
    if (reply->isError())
        return session.errorOf(*reply);
    session.print(QStringLiteral("select"), toJson(session.imap().selectedMailbox()));
    return {};
}

QImap4Error create(Session &session, const QStringList &arguments)
{
    const Reply reply = session.wait(session.imap().createMailbox(arguments.at(0)));
    if (reply->isError())
        return session.errorOf(*reply);
    session.print(QStringLiteral("create"), {{QStringLiteral("name"), arguments.at(0)}});
    return {};
}

// Mail on a server has CRLF line ends (RFC 5322, 2.1); files here often have not.
static QByteArray withCrLf(const QByteArray &text)
{
    QByteArray result;
    result.reserve(text.size() + text.size() / 32);
    char previous = 0;
    for (const char c : text) {
        if (c == '\n' && previous != '\r')
            result += '\r';
        result += c;
        previous = c;
    }
    return result;
}

QImap4Error append(Session &session, const QStringList &arguments)
{
    QFile file(arguments.at(3));
    if (!file.open(QIODevice::ReadOnly)) {
        return QImap4Error(QImap4Error::InvalidArgumentError, Text::tr("The file cannot be read."));
    }
    const Reply reply =
        session.wait(session.imap().append(arguments.at(0), withCrLf(file.readAll()),
                                           flagsFrom(arguments.at(1)).value_or(QImap4Flags()),
                                           dateFrom(arguments.at(2)).value_or(QDateTime())));
    if (reply->isError())
        return session.errorOf(*reply);
    QJsonObject object{{QStringLiteral("mailbox"), arguments.at(0)}};
    const auto mapping = reply->value<QImap4UidMapping>();
    if (mapping.isValid())
        object.insert(QStringLiteral("uid"), QString::fromLatin1(mapping.destination.toString()));
    session.print(QStringLiteral("append"), object);
    return {};
}

// Prints what the server says while it lives.
class IdleReporter
{
public:
    explicit IdleReporter(Session &session)
        : m_session(session)
    {
        QImap4 &imap = session.imap();
        QObject::connect(&imap, &QImap4::idlingChanged, &m_context, [this](bool idling) {
            print(idling ? QStringLiteral("started") : QStringLiteral("ended"), {});
        });
        QObject::connect(&imap, &QImap4::existsChanged, &m_context, [this](quint32 exists) {
            print(QStringLiteral("exists"), {{QStringLiteral("count"), qint64(exists)}});
        });
        QObject::connect(&imap, &QImap4::recentChanged, &m_context, [this](quint32 recent) {
            print(QStringLiteral("recent"), {{QStringLiteral("count"), qint64(recent)}});
        });
        QObject::connect(
            &imap, &QImap4::messagesExpunged, &m_context, [this](const QList<quint32> &numbers) {
                for (const quint32 number : numbers)
                    print(QStringLiteral("expunge"), {{QStringLiteral("seq"), qint64(number)}});
            });
        QObject::connect(
            &imap, &QImap4::messagesVanished, &m_context, [this](const QImap4MessageSet &uids) {
                print(QStringLiteral("vanished"),
                      {{QStringLiteral("uids"), QString::fromLatin1(uids.toString())}});
            });
        QObject::connect(&imap, &QImap4::messagesFetched, &m_context,
                         [this](const QImap4MessageList &messages) {
                             for (const QImap4Message &message : messages)
                                 print(QStringLiteral("fetch"), toJson(message));
                         });
    }

private:
    void print(const QString &event, QJsonObject object)
    {
        object.insert(QStringLiteral("event"), event);
        m_session.print(QStringLiteral("idle"), object);
    }

    Session &m_session;
    QObject m_context; // ends the connections with this object
};

QImap4Error idle(Session &session, const QStringList &arguments)
{
    const IdleReporter reporter(session);
    const int milliseconds = secondsFrom(arguments.at(0)) * 1000;
    const Reply reply = session.wait(session.imap().idle(milliseconds), milliseconds);
    return session.errorOf(*reply);
}

QImap4Error id(Session &session, const QStringList &arguments)
{
    const Reply reply =
        session.wait(session.imap().id({{QStringLiteral("name"), arguments.at(0)}}));
    if (reply->isError())
        return session.errorOf(*reply);
    QJsonObject server;
    const auto parameters = reply->value<QMap<QString, QString>>();
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        server.insert(it.key(), it.value());
    session.print(QStringLiteral("id"), {{QStringLiteral("server"), server}});
    return {};
}

} // namespace QImap4Cli
