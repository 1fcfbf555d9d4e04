// SPDX-License-Identifier: LGPL-3.0-or-later
#include "apiclient.h"

#include "certificates.h"
#include "qimap4.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qdebug.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qtimer.h>

#include <memory>

namespace QImap4Test {

namespace {

// Beyond any time that a client may take by itself.
constexpr int HangMs = 120000;

class ApiClient
{
public:
    explicit ApiClient(const ScriptedServer &server, const HostileCase &row)
    {
        m_imap.setHost(QString::fromLatin1(row.host));
        m_imap.setPort(server.port());
        m_imap.setEncryption(clientSecurity(row) == "tls" ? QImap4::Tls : QImap4::StartTls);
        m_imap.setAutoIdle(false);
        QImap4Limits limits;
        limits.connectTimeout = row.timeoutMs;
        limits.greetingTimeout = row.timeoutMs;
        limits.tlsTimeout = row.timeoutMs;
        limits.commandTimeout = row.timeoutMs;
        limits.loginTimeout = 2 * row.timeoutMs;
        m_imap.setLimits(limits);
        QSslConfiguration configuration = m_imap.sslConfiguration();
        configuration.setCaCertificates(row.trustsTestAuthority
                                            ? QList<QSslCertificate>{Certificates::ca()}
                                            : QList<QSslCertificate>());
        // OpenSSL's own default, which the servers of this process have done away with.
        configuration.setBackendConfigurationOption("CipherString",
                                                    QByteArrayLiteral("DEFAULT:@SECLEVEL=2"));
        m_imap.setSslConfiguration(configuration);
        watch();
    }

    ApiResult run(QByteArrayList words)
    {
        if (take(m_imap.open())) {
            while (!words.isEmpty() && act(words)) {}
        }
        note("welcome", m_imap.welcome());
        note("last error", m_imap.lastError());
        m_imap.abort();
        return m_result;
    }

private:
    template <typename... Values>
    void note(const char *what, const Values &...values)
    {
        QString text;
        QDebug stream(&text);
        (stream.nospace().noquote() << ... << values);
        m_result.seen += QByteArray(what) + ": " + text.toUtf8() + '\n';
    }

    void watch();
    void look(const QImap4MessageList &messages);
    void look(const QImap4BodyStructure &structure, int depth = 0);
    bool take(QImap4Reply *reply);
    bool act(QByteArrayList &words);
    bool actOnMessages(const QByteArray &name, const QImap4MessageSet &set, QByteArrayList &words);

    QImap4 m_imap;
    ApiResult m_result;
};

// All that the server can make the library say without being asked.
void ApiClient::watch()
{
    QObject *context = &m_imap;
    QObject::connect(&m_imap, &QImap4::alert, context,
                     [this](const QString &t) { note("alert", t); });
    QObject::connect(
        &m_imap, &QImap4::bye, context,
        [this](const QString &t, const QImap4ResponseCode &code) { note("bye", t, code); });
    QObject::connect(&m_imap, &QImap4::capabilitiesChanged, context,
                     [this](const QImap4Capabilities &c) { note("capabilities", c.names()); });
    QObject::connect(&m_imap, &QImap4::serverId, context,
                     [this](const QMap<QString, QString> &id) { note("id", id); });
    QObject::connect(&m_imap, &QImap4::mailboxListed, context,
                     [this](const QImap4Mailbox &m) { note("mailbox", m); });
    QObject::connect(&m_imap, &QImap4::mailboxSubscribed, context,
                     [this](const QImap4Mailbox &m) { note("subscribed", m); });
    QObject::connect(&m_imap, &QImap4::mailboxStatus, context,
                     [this](const QImap4MailboxStatus &s) { note("status of", s.mailbox); });
    QObject::connect(&m_imap, &QImap4::namespacesReceived, context,
                     [this](const QImap4Namespaces &) { note("namespaces"); });
    QObject::connect(&m_imap, &QImap4::selectedMailboxChanged, context,
                     [this](const QImap4MailboxInfo &m) { note("selected", m); });
    QObject::connect(&m_imap, &QImap4::searchFinished, context,
                     [this](const QImap4SearchResult &r) { note("found", r.messages); });
    QObject::connect(&m_imap, &QImap4::untaggedResponse, context,
                     [this](const QImap4UntaggedResponse &r) { note("untagged", r.name, r.data); });
    QObject::connect(&m_imap, &QImap4::messagesFetched, context,
                     [this](const QImap4MessageList &messages) { look(messages); });
    QObject::connect(&m_imap, &QImap4::errorOccurred, context,
                     [this](const QImap4Error &e) { note("error", e); });
}

void ApiClient::look(const QImap4MessageList &messages)
{
    for (const QImap4Message &message : messages) {
        note("message", message.sequenceNumber(), ' ', message.uid(), ' ', message.size(), ' ',
             message.internalDate().toString(Qt::ISODate), message.flags());
        if (message.has(QImap4Message::Envelope)) {
            const QImap4Envelope envelope = message.envelope();
            note("envelope", envelope.subject(), ' ', envelope.date().toString(Qt::ISODate), ' ',
                 envelope.messageId());
            for (const auto &list : {envelope.from(), envelope.sender(), envelope.replyTo(),
                                     envelope.to(), envelope.cc(), envelope.bcc()}) {
                for (const QImap4Address &address : list)
                    note("address", address.displayName(), ' ', address.address());
            }
        }
        if (message.has(QImap4Message::BodyStructure))
            look(message.bodyStructure());
        for (const QByteArray &section : message.sections())
            note("section", section, message.body(section).size());
    }
}

void ApiClient::look(const QImap4BodyStructure &structure, int depth)
{
    m_result.ended = m_result.ended && depth <= QImap4Limits().nesting;
    note("part", structure.section(), ' ', structure.mimeType(), ' ', structure.fileName(), ' ',
         structure.encoding(), ' ', structure.parameter("charset"));
    for (const QImap4BodyStructure &part : structure.children())
        look(part, depth + 1);
}

// Whether it was done.
bool ApiClient::take(QImap4Reply *reply)
{
    reply->setAutoDelete(false);
    const std::unique_ptr<QImap4Reply> owner(reply);
    int finished = 0;
    QObject::connect(reply, &QImap4Reply::finished, reply, [&finished] { ++finished; });
    if (!reply->isFinished()) {
        QEventLoop loop;
        QObject::connect(reply, &QImap4Reply::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(HangMs, &loop, &QEventLoop::quit);
        loop.exec();
    }
    // One that was refused at once has finished before anybody could see it.
    m_result.ended = m_result.ended && reply->isFinished() && finished <= 1;
    note("text", reply->text());
    if (reply->isError() && !m_result.error)
        m_result.error =
            m_imap.lastError() && reply->error().category() == QImap4Error::IllegalStateError
            ? m_imap.lastError()
            : reply->error();
    note("reply", reply->error(), ' ', reply->responseCode());
    return reply->isFinished() && !reply->isError();
}

bool ApiClient::act(QByteArrayList &words)
{
    const QByteArray name = words.takeFirst();
    if (name == "login") {
        if (m_imap.state() == QImap4::Authenticated)
            return true;
        const QString user = QStringLiteral("alice");
        const QString password = QStringLiteral("secret");
        return take(m_imap.hasCapability("LOGINDISABLED")
                        ? m_imap.authenticate(QImap4Credentials::withPassword(user, password))
                        : m_imap.login(user, password));
    }
    if (name == "list")
        return take(m_imap.list());
    if (name == "select")
        return take(m_imap.select(QString::fromUtf8(words.takeFirst())));
    if (name == "search")
        return take(m_imap.search(QImap4SearchKey::text(QString::fromUtf8(words.takeFirst()))));
    const QImap4MessageSet set =
        QImap4MessageSet::fromString(words.takeFirst(), QImap4MessageSet::SequenceNumbers);
    return actOnMessages(name, set, words);
}

bool ApiClient::actOnMessages(const QByteArray &name, const QImap4MessageSet &set,
                              QByteArrayList &words)
{
    if (name == "fetch")
        return take(m_imap.fetch(
            set, QImap4::Flags | QImap4::InternalDate | QImap4::Size | QImap4::Envelope));
    if (name == "body")
        return take(m_imap.fetch(set, QImap4::BodyStructure))
            && take(m_imap.fetch(set, QImap4::Uid, {"1"}));
    if (name == "header")
        return take(m_imap.fetch(set, QImap4::Uid, {"HEADER.FIELDS (" + words.takeFirst() + ')'}));
    if (name == "store")
        return take(
            m_imap.store(set, QImap4::AddFlags, QImap4Flags::fromList({words.takeFirst()})));
    if (name == "fetch-section") {
        if (set.count() != 1)
            return take(m_imap.fetch(set, QImap4::Uid, {words.takeFirst()}));
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        const bool came = take(m_imap.fetchTo(&sink, set, words.takeFirst()));
        // A device that gets nothing is an error, which fetch(), the program's way, does not have.
        const bool isMissing =
            m_result.error.detail() == QLatin1String("the server says nothing of such content");
        if (isMissing)
            m_result.error = {};
        return came || isMissing;
    }
    qFatal("no action %s", name.constData());
}

} // namespace

// As in the program's documentation.
int ApiResult::status() const
{
    switch (error.category()) {
    case QImap4Error::NoError:
        return 0;
    case QImap4Error::NetworkError:
    case QImap4Error::TimeoutError:
    case QImap4Error::ByeError:
    case QImap4Error::CancelledError:
        return 3;
    case QImap4Error::TlsError:
    case QImap4Error::InsecureError:
        return 4;
    case QImap4Error::AuthenticationError:
        return 5;
    case QImap4Error::ProtocolError:
    case QImap4Error::MalformedError:
        return 6;
    case QImap4Error::LimitError:
        return 7;
    case QImap4Error::RefusedError:
    case QImap4Error::BadError:
    case QImap4Error::UnsupportedError:
    case QImap4Error::ReadOnlyError:
        return 8;
    case QImap4Error::IllegalStateError:
    case QImap4Error::InvalidArgumentError:
        return 2;
    }
    return 2;
}

ApiResult runApi(const ScriptedServer &server, const HostileCase &row)
{
    return ApiClient(server, row).run(row.actions.split(' '));
}

} // namespace QImap4Test
