// SPDX-License-Identifier: LGPL-3.0-or-later
// From events to signals and replies.
#include "qimap4_p.h"
#include "qimap4reply_p.h"

#include <QtCore/qmetaobject.h>

#include <utility>

using namespace QImap4Internal;

static_assert(int(SessionState::LoggingOut) == int(QImap4::LoggingOut));
static_assert(int(Session::IdleEnd::Interrupted) == int(QImap4::IdleInterrupted));
static_assert(int(Session::Cleartext::Always) == int(QImap4::AlwaysInClear));

// A new batch is delivered behind what is left of the one before it: a slot may have opened an
// event loop, or waited for a reply, in the middle of that.
void QImap4Private::takeBatch(EventBatch &&batch)
{
    while (!waiting && position < current.size()) {
        if (!deliverNext())
            return;
    }
    current = std::move(batch);
    position = 0;
    if (events.releaseSender(limits.unreadByApplication / 2))
        send(ResumeOrder{});
    if (!waiting)
        deliverRest();
}

void QImap4Private::deliverRest()
{
    while (position < current.size()) {
        if (!deliverNext())
            return;
    }
}

// False: the client is gone, destroyed by a slot.
bool QImap4Private::deliverNext()
{
    const QPointer<QImap4> guard(q_ptr);
    Event event = std::move(current[position++]);
    std::visit([this](auto &typed) { handle(typed); }, event);
    return !guard.isNull();
}

bool QImap4Private::waitFor(const QPointer<QImap4Reply> &reply, int milliseconds)
{
    const QDeadlineTimer deadline =
        milliseconds < 0 ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(milliseconds);
    waitUntil([&reply] { return !reply || reply->isFinished(); }, deadline);
    return reply && reply->isFinished();
}

// Delivers events without an event loop. What is here already is delivered also where there is no
// time to wait for more. False: out of time, or the client is gone.
bool QImap4Private::waitUntil(const std::function<bool()> &condition, QDeadlineTimer deadline)
{
    Q_ASSERT_X(!sharedThread || sharedThread != QThread::currentThread(), "QImap4",
               "waiting on the worker's own thread");
    std::size_t here = events.count(); // and no more of them: a server may send for ever
    bool isHere = true;
    bool inTime = true;
    while (!condition() && inTime && (isHere || !deadline.hasExpired())) {
        if (position < current.size()) {
            if (!deliverNext())
                return false;
            continue;
        }
        isHere = here > 0;
        here -= isHere ? 1 : 0;
        waiting = true;
        inTime = events.handleOne(deadline);
        waiting = false;
    }
    // What came with it is delivered by the event loop, or by the next wait: where there is no
    // event loop, one call waits for it for ever, and not one of each wait.
    if (position < current.size() && !std::exchange(restAnnounced, true)) {
        QMetaObject::invokeMethod(
            q_ptr,
            [this] {
                restAnnounced = false;
                deliverRest();
            },
            Qt::QueuedConnection);
    }
    return condition();
}

/*!
    \fn void QImap4::authenticated()
    A login has succeeded, or the server said PREAUTH: once for each connection. The capabilities of
    after the login may still be on their way.
*/
void QImap4Private::setState(QImap4::State newState)
{
    if (state == newState)
        return;
    state = newState;
    const bool hasLoggedIn = newState == QImap4::Authenticated;
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->stateChanged(newState);
    if (guard && hasLoggedIn && !wasAuthenticated) {
        wasAuthenticated = true;
        Q_EMIT q_ptr->authenticated();
    }
}

void QImap4Private::setEncrypted(bool on)
{
    if (encrypted == on)
        return;
    encrypted = on;
    Q_EMIT q_ptr->encryptedChanged(on);
}

void QImap4Private::setCompressed(bool on)
{
    if (compressed == on)
        return;
    compressed = on;
    Q_EMIT q_ptr->compressedChanged(on);
}

void QImap4Private::setCapabilities(const QImap4Capabilities &newCapabilities)
{
    if (capabilities == newCapabilities)
        return;
    capabilities = newCapabilities;
    Q_EMIT q_ptr->capabilitiesChanged(capabilities);
}

/*!
    \fn void QImap4::pendingCommandsChanged(int count)
    The number of replies that have not finished has changed. Told by the event loop, once for many
    changes: a program without one does not hear it.
*/
// Never from within a slot of ours.
void QImap4Private::pendingChanged()
{
    if (!std::exchange(pendingAnnounced, false))
        return;
    QMetaObject::invokeMethod(
        q_ptr,
        [this] {
            pendingAnnounced = true;
            Q_EMIT q_ptr->pendingCommandsChanged(int(replies.size()));
        },
        Qt::QueuedConnection);
}

/*!
    \fn void QImap4::stateChanged(QImap4::State state)
    The session has come to another \a state. What led there is told by connected(),
    authenticated(), mailboxSelected(), mailboxClosed() and disconnected().
*/
void QImap4Private::handle(StateEvent &event)
{
    if (event.state == SessionState::Disconnected)
        return; // DisconnectedEvent follows
    if (event.state == SessionState::Connecting)
        announceOpening();
    else
        setState(QImap4::State(int(event.state)));
}

// All of it has been so since open().
void QImap4Private::announceOpening()
{
    const QPointer<QImap4> guard(q_ptr);
    const Forgotten due = std::exchange(forgotten, {});
    Q_EMIT q_ptr->stateChanged(QImap4::Connecting);
    if (guard && due.capabilities)
        Q_EMIT q_ptr->capabilitiesChanged(capabilities);
    if (guard && due.quirks)
        Q_EMIT q_ptr->quirksChanged(q_ptr->quirks());
    if (guard && due.user)
        Q_EMIT q_ptr->userChanged(user);
    if (guard && due.welcome)
        Q_EMIT q_ptr->welcomeChanged(welcome);
}

/*!
    \fn void QImap4::connected()
    Follows open(), when the greeting has been read and TLS stands where it was asked for; the state
    is NotAuthenticated, or Authenticated where the server says PREAUTH. The capabilities may still
    be on their way.
*/
/*!
    \fn void QImap4::welcomeChanged(const QString &welcome)
    Comes before connected() where the greeting has a text, and when the next open() forgets it.
*/
void QImap4Private::handle(ConnectedEvent &event)
{
    const QPointer<QImap4> guard(q_ptr);
    const bool changes = welcome != event.welcome;
    welcome = event.welcome;
    if (changes)
        Q_EMIT q_ptr->welcomeChanged(welcome);
    if (guard)
        Q_EMIT q_ptr->connected();
}

/*!
    \fn void QImap4::encrypted()
    TLS stands, and the certificate is good or was accepted: follows open() with Tls or StartTls,
    before connected(), or startTls().
*/
/*!
    \fn void QImap4::encryptedChanged(bool encrypted)
    The same as a property; false when the connection has ended.
*/
void QImap4Private::handle(EncryptedEvent &event)
{
    const QPointer<QImap4> guard(q_ptr);
    untagged.clear(); // what was said in the clear does not count
    peerCertificate = event.peerCertificate;
    setEncrypted(true);
    if (guard)
        Q_EMIT q_ptr->encrypted();
}

/*!
    \fn void QImap4::tlsProblem(const QImap4TlsProblem &problem)
    Something speaks against the server's certificate. Nothing goes on until answerTlsProblem() is
    called, now or later, or QImap4Limits::tlsTimeout has passed. Without a receiver the connection
    is refused.
*/
void QImap4Private::handle(TlsProblemEvent &event)
{
    // Nobody to ask: refuse.
    if (!q_ptr->receivers(SIGNAL(tlsProblem(QImap4TlsProblem)))) {
        send(TlsAnswerOrder{false, QSslCertificate()});
        return;
    }
    Q_EMIT q_ptr->tlsProblem(event.problem);
}

/*!
    \fn void QImap4::authenticationRequired(const QImap4AuthenticationRequest &request)
    authenticate() was called without credentials, its turn has come, and there is no provider:
    answer with provideCredentials() or cancelAuthentication(), now or later. Without a receiver the
    login fails.
*/
void QImap4Private::handle(CredentialsEvent &event)
{
    QImap4AuthenticationRequest request;
    request.host = host;
    request.port = q_ptr->port();
    request.encrypted = encrypted;
    request.mechanisms = event.mechanisms;
    if (credentialsProvider) {
        const QPointer<QImap4> guard(q_ptr);
        const QImap4::CredentialsProvider provider = credentialsProvider; // it may be replaced
        const QImap4Credentials credentials = provider(request);
        if (guard)
            sendCredentials(event.id, credentials);
        return;
    }
    if (!q_ptr->receivers(SIGNAL(authenticationRequired(QImap4AuthenticationRequest)))) {
        send(CredentialsOrder{event.id, {}}); // nobody to ask
        return;
    }
    credentialsWantedBy = event.id;
    Q_EMIT q_ptr->authenticationRequired(request);
}

/*!
    \fn void QImap4::authenticationChallenge(const QByteArray &challenge)
    The server wants an answer in the login that authenticateByChallenge() has begun: give it with
    respondToChallenge(), or call cancelAuthentication().
*/
void QImap4Private::handle(ChallengeEvent &event)
{
    if (!q_ptr->receivers(SIGNAL(authenticationChallenge(QByteArray)))) {
        send(ChallengeOrder{event.id, {}}); // nobody to ask
        return;
    }
    challengedLogin = event.id;
    Q_EMIT q_ptr->authenticationChallenge(event.challenge);
}

/*!
    \fn void QImap4::capabilitiesChanged(const QImap4Capabilities &capabilities)
    The server offers something else than before: follows open(), TLS, the login and capability(),
    and comes unasked. open() empties them first.
*/
void QImap4Private::handle(CapabilitiesEvent &event)
{
    setCapabilities(event.capabilities);
}

/*!
    \fn void QImap4::idlingChanged(bool idling)
    IDLE has begun or ended, by idle() or by itself.
*/
void QImap4Private::handle(IdlingEvent &event)
{
    if (idling == event.idling)
        return;
    idling = event.idling;
    Q_EMIT q_ptr->idlingChanged(idling);
}

/*!
    \fn void QImap4::compressedChanged(bool compressed)
    Follows compress(); false when the connection has ended.
*/
void QImap4Private::handle(CompressedEvent &)
{
    setCompressed(true);
}

/*!
    \fn void QImap4::errorOccurred(const QImap4Error &error)
    The connection has ended, or could not be made, and nobody asked for that. \a error says why,
    with what the session did last; lastError() keeps it. disconnected() follows.
*/
/*!
    \fn void QImap4::disconnected()
    There is no connection any more, for whatever reason. All its replies have finished, and open()
    may be called, also from a slot of this.
*/
void QImap4Private::handle(DisconnectedEvent &event)
{
    const QPointer<QImap4> guard(q_ptr);
    const bool asked = !event.error || event.error.category() == QImap4Error::CancelledError;
    lastError = asked ? QImap4Error() : event.error;
    setState(QImap4::Disconnected);
    if (guard)
        setEncrypted(false);
    if (guard)
        setCompressed(false);
    if (guard && !asked)
        Q_EMIT q_ptr->errorOccurred(event.error);
    if (guard)
        Q_EMIT q_ptr->disconnected();
}

void QImap4Private::handle(ContentEvent &event)
{
    if (QImap4Reply *reply = replies.value(event.owner))
        QImap4ReplyPrivate::get(reply)->addContent(event.chunk);
}

void QImap4Private::handle(ContentWantedEvent &event)
{
    QImap4Reply *reply = replies.value(event.id);
    ContentSource *source = reply ? QImap4ReplyPrivate::get(reply)->source.data() : nullptr;
    if (source)
        source->start();
    else
        send(ContentOrder{event.id, {}});
}

void QImap4Private::handle(RememberEvent &event)
{
    for (const QImap4UntaggedResponse &response : std::as_const(event.responses))
        untagged.add(response);
}

void QImap4Private::handle(ForgetEvent &)
{
    untagged.clear();
}

/*!
    \fn void QImap4::protocolMessage(QImap4::Direction direction, const QByteArray &line)
    One \a line for a protocol log, as it was sent or received, without its end. Secrets are
    replaced by stars; the line may be cut, and is safe to show. Lines are made only while the
    signal is connected, which may be done in any thread.
*/
void QImap4Private::handle(LogEvent &event)
{
    // Not asked in disconnectNotify(), where Qt may hold the lock that the question takes, and of
    // which a receiver's destruction is not told.
    setLogging(isListenedTo());
    Q_EMIT q_ptr->protocolMessage(event.sent ? QImap4::Sent : QImap4::Received, event.line);
}

void QImap4Private::handle(ProgressEvent &event)
{
    if (QImap4Reply *reply = replies.value(event.id))
        QImap4ReplyPrivate::get(reply)->setProgress(event.bytes, event.total);
}

void QImap4Private::handle(FinishedEvent &event)
{
    QImap4Reply *reply = replies.take(event.id);
    if (!reply)
        return;
    pendingChanged();
    QImap4ReplyPrivate::get(reply)->finish(event);
}

// Every reply finishes, also those that slots of the others make.
void QImap4Private::finishAll(const QImap4Error &error)
{
    while (!replies.isEmpty()) {
        FinishedEvent event;
        event.id = replies.constBegin().key();
        event.error = error;
        QImap4Reply *reply = replies.take(event.id);
        event.error.setCommandName(reply->commandName());
        QImap4ReplyPrivate::get(reply)->finish(event);
    }
}
