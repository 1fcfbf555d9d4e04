// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_P_H
#define QIMAP4_P_H

#include "net/connection_p.h"
#include "net/workerthread_p.h"
#include "protocol/request_p.h"
#include "qimap4.h"
#include "untaggedstore_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <functional>
#include <memory>
#include <mutex>

// The application's half of a connection: makes requests of slots and signals of events.
class QImap4Private
{
    Q_DECLARE_PUBLIC(QImap4)
public:
    explicit QImap4Private(QImap4 *q);
    ~QImap4Private();

    static QImap4Private *get(QImap4 *client) { return client->d_func(); }

    // Commands
    QImap4Reply *run(const QImap4Internal::Command &command);
    QImap4Reply *run(QImap4Internal::Request request, QIODevice *sink = nullptr,
                     const QByteArray &sinkSection = {});
    QImap4Reply *answer(const QByteArray &name, const QVariant &value);
    QImap4Reply *refuse(const QByteArray &name, const QImap4Error &error);
    QImap4Error whyClosed(const QImap4Internal::Request &request) const;
    QImap4Reply *runSelect(const char *name, const QString &mailboxName);
    QImap4Reply *runAuthenticate(const QImap4Internal::AuthenticationRequest &how);
    QImap4Reply *actsAs(QImap4Reply *login, const QString &newUser);
    void sendCredentials(quint64 id, const QImap4Credentials &credentials);
    void setUser(const QString &newUser);
    QImap4Reply *finishLater(const QByteArray &name, QImap4Internal::FinishedEvent event);
    void cancel(quint64 id);
    void forget(quint64 id);
    bool waitFor(const QPointer<QImap4Reply> &reply, int milliseconds);
    bool waitUntil(const std::function<bool()> &condition, QDeadlineTimer deadline);

    // The worker
    void forgetServer();
    QImap4Error ensureWorker();
    void retireWorker();
    void send(QImap4Internal::Order order);
    QImap4Internal::SocketTransport::Settings socketSettings() const;

    // Events
    void takeBatch(QImap4Internal::EventBatch &&batch);
    bool deliverNext();
    void deliverRest();
    void handle(QImap4Internal::StateEvent &event);
    void handle(QImap4Internal::ConnectedEvent &event);
    void handle(QImap4Internal::EncryptedEvent &event);
    void handle(QImap4Internal::TlsProblemEvent &event);
    void handle(QImap4Internal::CredentialsEvent &event);
    void handle(QImap4Internal::ChallengeEvent &event);
    void handle(QImap4Internal::CapabilitiesEvent &event);
    void handle(QImap4Internal::IdlingEvent &event);
    void handle(QImap4Internal::CompressedEvent &event);
    void handle(QImap4Internal::DisconnectedEvent &event);
    void handle(QImap4Internal::AlertEvent &event);
    void handle(QImap4Internal::ByeEvent &event);
    void handle(QImap4Internal::ResponseCodeEvent &event);
    void handle(QImap4Internal::ServerIdEvent &event);
    void handle(QImap4Internal::QuirksEvent &event);
    void handle(QImap4Internal::ListEvent &event);
    void handle(QImap4Internal::MailboxStatusEvent &event);
    void handle(QImap4Internal::NamespaceEvent &event);
    void handle(QImap4Internal::SelectedEvent &event);
    void handle(QImap4Internal::MailboxInfoEvent &event);
    void handle(QImap4Internal::ClosedEvent &event);
    void handle(QImap4Internal::ExistsEvent &event);
    void handle(QImap4Internal::RecentEvent &event);
    void handle(QImap4Internal::ExpungeEvent &event);
    void handle(QImap4Internal::VanishedEvent &event);
    void handle(QImap4Internal::MessagesEvent &event);
    void handle(QImap4Internal::ContentEvent &event);
    void handle(QImap4Internal::ContentWantedEvent &event);
    void handle(QImap4Internal::SearchEvent &event);
    void handle(QImap4Internal::ExtensionEvent &event);
    void handle(QImap4Internal::UntaggedEvent &event);
    void handle(QImap4Internal::RememberEvent &event);
    void handle(QImap4Internal::ForgetEvent &event);
    void handle(QImap4Internal::WarningEvent &event);
    void handle(QImap4Internal::LogEvent &event);
    void handle(QImap4Internal::DebugEvent &event);
    void handle(QImap4Internal::ProgressEvent &event);
    void handle(QImap4Internal::FinishedEvent &event);
    void announceOpening();
    void setState(QImap4::State newState);
    void setEncrypted(bool on);
    void setCompressed(bool on);
    void setCapabilities(const QImap4Capabilities &newCapabilities);
    void pendingChanged();
    void finishAll(const QImap4Error &error);
    bool isListenedTo() const; // protocolMessage() is connected
    void setLogging(bool on);
    void sendLogging();

    QImap4 *q_ptr;

    // Settings
    QString host = QStringLiteral("localhost");
    QString program; // empty: a network connection
    QStringList programArguments;
    quint16 port = 0;
    QImap4::Encryption encryption = QImap4::StartTls;
    QImap4::CleartextPolicy cleartext = QImap4::LoopbackOnly;
    QSslConfiguration sslConfiguration;
    QImap4Limits limits;
    std::optional<QImap4Quirks> chosenQuirks;
    QByteArrayList allowedMechanisms;
    QImap4::CredentialsProvider credentialsProvider;
    bool autoIdle = true;
    QString identifier; // null: the host
    bool logging = false; // protocolMessage() is connected
    int debugLevel = 0;
    QPointer<QIODevice> debugDevice;

    // State, as the last event that was delivered told it
    QImap4::State state = QImap4::Disconnected;
    QImap4Quirks quirks;
    bool wasAuthenticated = false; // authenticated() was emitted for this connection
    bool encrypted = false;
    bool compressed = false;
    bool idling = false;
    QImap4Capabilities capabilities;
    QImap4MailboxInfo mailbox;
    QString user;
    QString givenUser; // of the credentials that were asked for
    QString welcome;
    QSslCertificate peerCertificate;
    QImap4Error lastError;
    QImap4Internal::UntaggedStore untagged; // for response()

    quint64 challengedLogin = 0; // the one that authenticationChallenge() was emitted for
    quint64 credentialsWantedBy = 0; // the login that authenticationRequired() was emitted for

    QHash<quint64, QImap4Reply *> replies; // those that have not finished
    quint64 lastId = 0;

    QPointer<QThread> sharedThread; // of setWorkerThread()
    std::unique_ptr<QImap4Internal::WorkerThread> ownThread;
    std::mutex workerMutex; // done() reads the address in any thread
    bool hasWorker = false;
    bool waiting = false; // inside waitUntil()
    bool closing = false; // being destroyed: nothing is begun any more
    bool pendingAnnounced = true; // pendingCommandsChanged() tells the present number
    bool restAnnounced = false; // deliverRest() is on its way
    struct Forgotten
    {
        bool capabilities = false;
        bool quirks = false;
        bool user = false;
        bool welcome = false;
    };
    Forgotten forgotten; // by open(): what is told once it has returned
    QImap4Internal::InboxAddress<QImap4Internal::Order> worker;
    QImap4Internal::Inbox<QImap4Internal::EventBatch> events;
    QImap4Internal::EventBatch current; // being delivered; nested waits go on with it
    std::size_t position = 0;
};

#endif // QIMAP4_P_H
