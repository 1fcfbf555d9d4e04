// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4.h"

#include "qimap4_p.h"
#include "qimap4reply_p.h"
#include "qimap4version.h"
#include "requestfor_p.h"

#include <QtCore/qmetaobject.h>

#include <system_error>
#include <utility>

using namespace QImap4Internal;

namespace {

constexpr quint16 ImapPort = 143;
constexpr quint16 ImapsPort = 993; // RFC 8314

void registerMetaTypes()
{
    static const bool once = [] {
        qRegisterMetaType<QImap4AuthenticationRequest>();
        qRegisterMetaType<QImap4Credentials>();
        qRegisterMetaType<QImap4TlsProblem>();
        qRegisterMetaType<QImap4MessageSet>();
        qRegisterMetaType<QImap4MessageList>();
        qRegisterMetaType<QImap4SearchKey>();
        qRegisterMetaType<QImap4SearchResult>();
        qRegisterMetaType<QImap4UidMapping>();
        qRegisterMetaType<QImap4UntaggedResponse>();
        qRegisterMetaType<QList<QImap4Mailbox>>();
        qRegisterMetaType<QList<QImap4UntaggedResponse>>();
        qRegisterMetaType<QList<QImap4Annotation>>();
        qRegisterMetaType<QImap4Acl>();
        qRegisterMetaType<QImap4ListRights>();
        qRegisterMetaType<QImap4MyRights>();
        qRegisterMetaType<QImap4Quota>();
        qRegisterMetaType<QImap4QuotaRoots>();
        qRegisterMetaType<QImap4ThreadList>();
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace

/*!
    \class QImap4
    \inmodule QImap4
    \brief One connection to an IMAP server.

    The protocol runs on a worker thread. Slots return at once with a QImap4Reply; what the
    server says arrives as typed signals, in the order in which it was said. Commands are queued
    from open() on and go out as soon as the protocol allows: many at a time where that is
    unambiguous (RFC 9051, 5.5), one by one where they change the state of the session.

    \code
    auto *imap = new QImap4(this);
    imap->setHost(QStringLiteral("imap.example.org"));
    imap->setEncryption(QImap4::Tls);
    connect(imap, &QImap4::mailboxListed, view, &View::addMailbox);
    imap->open();
    imap->login(user, password);
    imap->list();
    \endcode

    While a mailbox is selected and nothing is queued the connection idles by itself (RFC 2177),
    so that new mail is announced by existsChanged() without asking; see setAutoIdle().

    All members but done() are to be called in the thread in which the object lives, and all signals
    are emitted there. The object may be destroyed at any moment, also from a slot that it called:
    every outstanding reply then finishes with QImap4Error::CancelledError.
*/

QImap4Private::QImap4Private(QImap4 *q)
    : q_ptr(q)
    , sslConfiguration(QSslConfiguration::defaultConfiguration())
    , events([this](EventBatch &&batch) { takeBatch(std::move(batch)); })
{
    events.setParent(q); // so that it follows QObject::moveToThread()
    sslConfiguration.setProtocol(QSsl::TlsV1_2OrLater); // RFC 8996
}

QImap4Private::~QImap4Private()
{
    retireWorker();
}

// An error when there can be no more threads.
QImap4Error QImap4Private::ensureWorker()
{
    if (hasWorker)
        return {};
    QThread *thread = sharedThread;
    if (!thread) {
        try {
            ownThread = std::make_unique<WorkerThread>();
        } catch (const std::system_error &failure) {
            return QImap4Error(QImap4Error::NetworkError,
                               QStringLiteral("no worker thread: ")
                                   + QString::fromLocal8Bit(failure.what()));
        }
        thread = ownThread->thread();
    }
    auto *connection = new Connection(events.address());
    connection->moveToThread(thread);
    // The worker ends its own thread, behind the last order: quit() from here could overtake it.
    if (ownThread) {
        QObject::connect(connection, &QObject::destroyed, ownThread->loop(), &QEventLoop::quit,
                         Qt::DirectConnection);
    }
    const std::lock_guard lock(workerMutex);
    worker = connection->address();
    hasWorker = true;
    return {};
}

// The worker does not block (but for a moment when it has to end a child process), so its thread
// ends as soon as it has read the order.
void QImap4Private::retireWorker()
{
    if (!hasWorker)
        return;
    {
        const std::lock_guard lock(workerMutex);
        hasWorker = false;
    }
    send(RetireOrder{});
    ownThread.reset();
}

void QImap4Private::send(Order order)
{
    worker.send(std::move(order));
}

QImap4Reply *QImap4Private::run(Request request, QIODevice *sink, const QByteArray &sinkSection)
{
    Q_ASSERT_X(QThread::currentThread() == q_ptr->thread(), "QImap4",
               "slots are called in the thread of the object");
    for (const Alternative &alternative : std::as_const(request.alternatives)) {
        for (const Command &step : alternative.steps) {
            if (step.error())
                return refuse(request.name, step.error());
        }
    }
    if (state == QImap4::Disconnected || closing)
        return refuse(request.name, whyClosed(request));
    request.id = ++lastId;
    QImap4Reply *reply = QImap4ReplyPrivate::create(q_ptr, request.id, request.name);
    if (sink)
        QImap4ReplyPrivate::get(reply)->setSink(sink, sinkSection);
    replies.insert(request.id, reply);
    untagged.dropConditions();
    send(SubmitOrder{std::move(request)});
    pendingChanged();
    return reply;
}

// Who finds a connection lost is told why, as those were who waited for it. To log out of it is an
// error in any case.
QImap4Error QImap4Private::whyClosed(const Request &request) const
{
    const bool isLogout = commandTraits(request.name).effect == Effect::LogsOut;
    return lastError && !closing && !isLogout ? lastError
                                              : QImap4Error(QImap4Error::IllegalStateError);
}

QImap4Reply *QImap4Private::run(const Command &command)
{
    return run(requestFor(command));
}

// A reply that finishes with an error, as all do: later, by way of the inbox.
QImap4Reply *QImap4Private::refuse(const QByteArray &name, const QImap4Error &error)
{
    FinishedEvent finished;
    finished.error = error;
    finished.error.setCommandName(QString::fromLatin1(name));
    return finishLater(name, std::move(finished));
}

// A reply whose value is known already.
QImap4Reply *QImap4Private::answer(const QByteArray &name, const QVariant &value)
{
    FinishedEvent finished;
    finished.value = value;
    return finishLater(name, std::move(finished));
}

QImap4Reply *QImap4Private::finishLater(const QByteArray &name, FinishedEvent event)
{
    event.id = ++lastId;
    QImap4Reply *reply = QImap4ReplyPrivate::create(q_ptr, event.id, name);
    if (closing) { // nothing will be delivered any more
        QImap4ReplyPrivate::get(reply)->finish(event);
        return reply;
    }
    replies.insert(event.id, reply);
    EventBatch batch;
    batch.push_back(std::move(event));
    events.address().send(std::move(batch));
    return reply;
}

void QImap4Private::cancel(quint64 id)
{
    if (hasWorker)
        send(CancelOrder{id});
}

// The application deleted a reply that had not finished.
void QImap4Private::forget(quint64 id)
{
    if (replies.remove(id) == 0)
        return;
    cancel(id);
    if (!closing)
        pendingChanged();
}

// Another connection may well be to another server.
void QImap4Private::forgetServer()
{
    const QImap4Quirks shownQuirks = q_ptr->quirks();
    forgotten.capabilities = capabilities != QImap4Capabilities();
    forgotten.user = !user.isEmpty();
    forgotten.welcome = !welcome.isEmpty();
    capabilities = {};
    quirks = {};
    user.clear(); // told with the next login
    givenUser.clear();
    welcome.clear();
    untagged.clear();
    peerCertificate = QSslCertificate();
    wasAuthenticated = false;
    forgotten.quirks = shownQuirks != q_ptr->quirks();
}

/*! Makes a client that is not connected. Nothing happens until open(). */
QImap4::QImap4(QObject *parent)
    : QObject(parent)
    , d_ptr(new QImap4Private(this))
{
    registerMetaTypes();
}

/*! Drops the connection without LOGOUT, and finishes all replies with CancelledError. */
QImap4::~QImap4()
{
    Q_D(QImap4);
    d->closing = true;
    d->state = Disconnected;
    d->retireWorker();
    d->finishAll(QImap4Error(QImap4Error::CancelledError));
}

/*!
    \fn void QImap4::hostChanged()
    Follows setHost() with another name.
*/
/*! \property QImap4::host
    \brief The name or address of the server. "localhost" by default. */
QString QImap4::host() const
{
    Q_D(const QImap4);
    return d->host;
}

void QImap4::setHost(const QString &host)
{
    Q_D(QImap4);
    if (d->host == host)
        return;
    d->host = host;
    const QPointer<QImap4> guard(this);
    Q_EMIT hostChanged();
    if (guard && d->identifier.isNull())
        Q_EMIT identifierChanged();
}

/*!
    \fn void QImap4::portChanged()
    Follows setPort(), and setEncryption() while the port is the encryption's default.
*/
/*! \property QImap4::port
    \brief The port; 993 with Tls and 143 otherwise, until it is set. 0 sets it back. */
quint16 QImap4::port() const
{
    Q_D(const QImap4);
    if (d->port != 0)
        return d->port;
    return d->encryption == Tls ? ImapsPort : ImapPort;
}

void QImap4::setPort(quint16 port)
{
    Q_D(QImap4);
    if (d->port == port)
        return;
    d->port = port;
    Q_EMIT portChanged();
}

/*!
    \fn void QImap4::encryptionChanged()
    Follows setEncryption() with another one. What the connection is, encryptedChanged() tells.
*/
/*! \property QImap4::encryption
    \brief How the connection is protected: StartTls, which is mandatory, by default. Tls is
    recommended where the server has it (RFC 8314). Takes effect with the next open(). */
QImap4::Encryption QImap4::encryption() const
{
    Q_D(const QImap4);
    return d->encryption;
}

void QImap4::setEncryption(Encryption encryption)
{
    Q_D(QImap4);
    if (d->encryption == encryption)
        return;
    d->encryption = encryption;
    Q_EMIT encryptionChanged();
    if (d->port == 0)
        Q_EMIT portChanged();
}

QImap4::CleartextPolicy QImap4::cleartextPolicy() const
{
    Q_D(const QImap4);
    return d->cleartext;
}

/*! When login() may send a password over a connection that is not encrypted: LoopbackOnly by
    default, so never across a network. Takes effect with the next open(). */
void QImap4::setCleartextPolicy(CleartextPolicy policy)
{
    Q_D(QImap4);
    d->cleartext = policy;
}

QSslConfiguration QImap4::sslConfiguration() const
{
    Q_D(const QImap4);
    return d->sslConfiguration;
}

/*! Certificates to trust, a client certificate, protocol versions (TLS 1.2 or later by default).
    Its peer verification mode is not used: the peer is always verified, and what speaks against
    it is reported by tlsProblem(). Takes effect with the next open(). */
void QImap4::setSslConfiguration(const QSslConfiguration &configuration)
{
    Q_D(QImap4);
    d->sslConfiguration = configuration;
}

QImap4Limits QImap4::limits() const
{
    Q_D(const QImap4);
    return d->limits;
}

/*! Bounds for what the server sends and for the time it takes. Take effect with the next open(). */
void QImap4::setLimits(const QImap4Limits &limits)
{
    Q_D(QImap4);
    d->limits = limits;
}

/*!
    How the server is treated where it does not keep to the standard: what setQuirks() said, or else
    what its greeting, its answer to ID and its capabilities tell about it; see QImap4Quirks.
*/
QImap4Quirks QImap4::quirks() const
{
    Q_D(const QImap4);
    return d->chosenQuirks.value_or(d->quirks);
}

/*! Treats the server as \a quirks say, whatever it is. Takes effect with the next open(). */
void QImap4::setQuirks(const QImap4Quirks &quirks)
{
    Q_D(QImap4);
    d->chosenQuirks = quirks;
}

/*! Lets the server's own words decide again. Takes effect with the next open(). */
void QImap4::resetQuirks()
{
    Q_D(QImap4);
    d->chosenQuirks.reset();
}

/*! The thread that the protocol runs on; null until open() where the object has its own. */
QThread *QImap4::workerThread() const
{
    Q_D(const QImap4);
    if (d->sharedThread)
        return d->sharedThread;
    return d->ownThread ? d->ownThread->thread() : nullptr;
}

/*!
    Lets the protocol run on \a thread, which several clients may share, instead of on a thread of
    its own. The thread must run an event loop and outlive the client. To be called before the
    first open().
*/
void QImap4::setWorkerThread(QThread *thread)
{
    Q_D(QImap4);
    Q_ASSERT_X(!d->hasWorker, "QImap4::setWorkerThread", "the worker runs already");
    d->sharedThread = thread;
}

/*!
    \fn void QImap4::autoIdleChanged()
    Follows setAutoIdle().
*/
/*! \property QImap4::autoIdle
    \brief Whether the connection idles by itself while a mailbox is selected and nothing is
    queued. On by default. Where the server has no IDLE, NOOP asks for news every
    QImap4Limits::pollInterval. */
bool QImap4::isAutoIdle() const
{
    Q_D(const QImap4);
    return d->autoIdle;
}

void QImap4::setAutoIdle(bool on)
{
    Q_D(QImap4);
    if (d->autoIdle == on)
        return;
    d->autoIdle = on;
    if (d->hasWorker)
        d->send(AutoIdleOrder{on});
    Q_EMIT autoIdleChanged();
}

/*! \property QImap4::state
    \brief Where the session stands (RFC 9051, 3). */
QImap4::State QImap4::state() const
{
    Q_D(const QImap4);
    return d->state;
}

bool QImap4::isEncrypted() const
{
    Q_D(const QImap4);
    return d->encrypted;
}

/*! \property QImap4::idling
    \brief Whether the server has confirmed IDLE, so that news arrives by itself. */
bool QImap4::isIdling() const
{
    Q_D(const QImap4);
    return d->idling;
}

/*! \property QImap4::capabilities
    \brief What the server offers in the present state; asked for again after TLS and login. What
    quirks() withholds is left out. */
QImap4Capabilities QImap4::capabilities() const
{
    Q_D(const QImap4);
    return d->capabilities;
}

bool QImap4::hasCapability(QByteArrayView name) const
{
    Q_D(const QImap4);
    return d->capabilities.has(name);
}

/*! \property QImap4::protocolVersion
    \brief The newest version of the protocol that the server offers: "IMAP4rev2", "IMAP4rev1" or
    "IMAP4"; empty while the capabilities are not known, and where they name none. */
QString QImap4::protocolVersion() const
{
    Q_D(const QImap4);
    for (const char *version : {"IMAP4rev2", "IMAP4rev1", "IMAP4"}) {
        if (d->capabilities.names().contains(QByteArray(version).toUpper()))
            return QString::fromLatin1(version);
    }
    return {};
}

/*! \property QImap4::selectedMailbox
    \brief The selected mailbox, kept up to date; not valid when there is none. */
QImap4MailboxInfo QImap4::selectedMailbox() const
{
    Q_D(const QImap4);
    return d->mailbox;
}

bool QImap4::isReadOnly() const
{
    Q_D(const QImap4);
    return d->mailbox.isReadOnly();
}

/*! \property QImap4::welcome
    \brief The text of the greeting. Empty with StartTls: what was said in the clear is not kept. */
QString QImap4::welcome() const
{
    Q_D(const QImap4);
    return d->welcome;
}

QSslCertificate QImap4::peerCertificate() const
{
    Q_D(const QImap4);
    return d->peerCertificate;
}

/*! Why the last connection ended; no error when it was asked for. Commands but logout() are refused
    with this error until the next open(). */
QImap4Error QImap4::lastError() const
{
    Q_D(const QImap4);
    return d->lastError;
}

/*! \property QImap4::pendingCommands
    \brief How many replies have not finished. */
int QImap4::pendingCommands() const
{
    Q_D(const QImap4);
    return int(d->replies.size());
}

/*! The version of the library, "major.minor.patch". */
QString QImap4::version()
{
    return QStringLiteral(QIMAP4_VERSION_STR);
}

/*!
    Connects. The reply finishes when the greeting has been read, TLS stands where it was asked
    for, and the capabilities are known. Commands may be given at once: they wait.

    Errors: NetworkError, TimeoutError, TlsError (also when the server does not offer STARTTLS,
    begins with PREAUTH before it, or sends anything behind its consent), ByeError, ProtocolError;
    IllegalStateError when connected already. NetworkError also when the system allows no more
    threads.
*/
QImap4Reply *QImap4::open()
{
    Q_D(QImap4);
    if (d->state != Disconnected || d->closing)
        return d->refuse("OPEN", QImap4Error(QImap4Error::IllegalStateError));
    if (const QImap4Error error = d->ensureWorker())
        return d->refuse("OPEN", error);
    d->lastError = {};
    d->forgetServer();
    d->credentialsWantedBy = 0;
    d->logging = d->isListenedTo();

    OpenOrder order;
    order.id = ++d->lastId;
    order.session.limits = d->limits;
    order.session.quirks = d->chosenQuirks;
    if (d->program.isEmpty()) {
        order.transport = d->socketSettings();
        order.session.requireStartTls = d->encryption == StartTls;
        order.session.cleartext = Session::Cleartext(int(d->cleartext));
    } else {
        order.transport = ProcessTransport::Settings{d->program, d->programArguments};
        order.session.cleartext = Session::Cleartext::Always; // it does not leave the machine
    }
    order.session.host = d->host;
    order.session.port = port();
    order.session.hasClientCertificate = !d->sslConfiguration.localCertificate().isNull();
    order.session.identifier = identifier();
    if (d->ownThread)
        order.threadName = identifier();
    order.autoIdle = d->autoIdle;
    order.logging = d->logging;
    order.debugLevel = d->debugLevel;

    QImap4Reply *reply = QImap4ReplyPrivate::create(this, order.id, "OPEN");
    d->replies.insert(order.id, reply);
    // The signals are emitted later, as all are: a slot might not leave us alive.
    d->state = Connecting;
    EventBatch batch;
    batch.push_back(StateEvent{SessionState::Connecting});
    d->events.address().send(std::move(batch));
    d->send(std::move(order));
    d->pendingChanged();
    return reply;
}

/*!
    Drops the connection at once. All replies finish with CancelledError, and disconnected() is
    emitted, before this returns, so that open() may follow at once.
*/
void QImap4::abort()
{
    Q_D(QImap4);
    if (!d->hasWorker || d->state == Disconnected)
        return;
    constexpr int WorkerAnswers = 5000; // milliseconds; it does not block
    d->send(AbortOrder{});
    d->waitUntil([d] { return d->state == Disconnected; }, QDeadlineTimer(WorkerAnswers));
}

/*!
    Answers tlsProblem(), at any later time. Nothing is sent to the server before. \a problem is
    the one that was judged: an answer to that of an earlier connection accepts nothing. Without
    a receiver of tlsProblem() the connection is refused.
*/
void QImap4::answerTlsProblem(const QImap4TlsProblem &problem, TlsAnswer answer)
{
    Q_D(QImap4);
    if (d->hasWorker)
        d->send(TlsAnswerOrder{answer == AcceptOnce, problem.chain.value(0)});
}
