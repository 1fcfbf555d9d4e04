// SPDX-License-Identifier: LGPL-3.0-or-later
// From events to signals and replies.
#include "qimap4_p.h"
#include "qimap4reply_p.h"

#include <QtCore/qmetaobject.h>

#include <utility>

using namespace QImap4Internal;

namespace {

template <typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace

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

// Delivers events without an event loop. False: out of time, or the client is gone.
bool QImap4Private::waitUntil(const std::function<bool()> &condition, QDeadlineTimer deadline)
{
    Q_ASSERT_X(!sharedThread || sharedThread != QThread::currentThread(), "QImap4",
               "waiting on the worker's own thread");
    bool inTime = true;
    while (!condition() && inTime && !deadline.hasExpired()) {
        if (position < current.size()) {
            if (!deliverNext())
                return false;
            continue;
        }
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

// Told by the event loop, once for many commands, and never from within a slot of ours.
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

void QImap4Private::handle(EncryptedEvent &event)
{
    const QPointer<QImap4> guard(q_ptr);
    untagged.clear(); // what was said in the clear does not count
    peerCertificate = event.peerCertificate;
    setEncrypted(true);
    if (guard)
        Q_EMIT q_ptr->encrypted();
}

void QImap4Private::handle(TlsProblemEvent &event)
{
    // Nobody to ask: refuse.
    if (!q_ptr->receivers(SIGNAL(tlsProblem(QImap4TlsProblem)))) {
        send(TlsAnswerOrder{false, QSslCertificate()});
        return;
    }
    Q_EMIT q_ptr->tlsProblem(event.problem);
}

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

void QImap4Private::handle(ChallengeEvent &event)
{
    if (!q_ptr->receivers(SIGNAL(authenticationChallenge(QByteArray)))) {
        send(ChallengeOrder{event.id, {}}); // nobody to ask
        return;
    }
    challengedLogin = event.id;
    Q_EMIT q_ptr->authenticationChallenge(event.challenge);
}

void QImap4Private::handle(CapabilitiesEvent &event)
{
    setCapabilities(event.capabilities);
}

void QImap4Private::handle(IdlingEvent &event)
{
    if (idling == event.idling)
        return;
    idling = event.idling;
    Q_EMIT q_ptr->idlingChanged(idling);
}

void QImap4Private::handle(CompressedEvent &)
{
    setCompressed(true);
}

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

void QImap4Private::handle(AlertEvent &event)
{
    Q_EMIT q_ptr->alert(event.text);
}

void QImap4Private::handle(ByeEvent &event)
{
    Q_EMIT q_ptr->bye(event.text, event.code);
}

void QImap4Private::handle(ResponseCodeEvent &event)
{
    Q_EMIT q_ptr->responseCodeReceived(event.code, event.text);
}

void QImap4Private::handle(QuirksEvent &event)
{
    quirks = event.quirks;
    Q_EMIT q_ptr->quirksChanged(quirks);
}

void QImap4Private::handle(ServerIdEvent &event)
{
    Q_EMIT q_ptr->serverId(event.parameters);
}

void QImap4Private::handle(ListEvent &event)
{
    if (event.lsub)
        Q_EMIT q_ptr->mailboxSubscribed(event.mailbox);
    else
        Q_EMIT q_ptr->mailboxListed(event.mailbox);
}

void QImap4Private::handle(MailboxStatusEvent &event)
{
    Q_EMIT q_ptr->mailboxStatus(event.status);
}

void QImap4Private::handle(NamespaceEvent &event)
{
    Q_EMIT q_ptr->namespacesReceived(event.namespaces);
}

void QImap4Private::handle(SelectedEvent &event)
{
    const bool readOnlyChanges = mailbox.isReadOnly() != event.mailbox.isReadOnly();
    mailbox = event.mailbox;
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
    if (guard && readOnlyChanges)
        Q_EMIT q_ptr->readOnlyChanged(mailbox.isReadOnly());
    if (guard)
        Q_EMIT q_ptr->mailboxSelected(mailbox);
}

void QImap4Private::handle(MailboxInfoEvent &event)
{
    const bool readOnlyChanges = mailbox.isReadOnly() != event.mailbox.isReadOnly();
    mailbox = event.mailbox;
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
    if (guard && readOnlyChanges)
        Q_EMIT q_ptr->readOnlyChanged(mailbox.isReadOnly());
}

void QImap4Private::handle(ClosedEvent &)
{
    const bool wasReadOnly = mailbox.isReadOnly();
    mailbox = {};
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->mailboxClosed();
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
    if (guard && wasReadOnly)
        Q_EMIT q_ptr->readOnlyChanged(false);
}

void QImap4Private::handle(ExistsEvent &event)
{
    mailbox.setExists(event.count);
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->existsChanged(event.count);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

void QImap4Private::handle(RecentEvent &event)
{
    mailbox.setRecent(event.count);
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->recentChanged(event.count);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

void QImap4Private::handle(ExpungeEvent &event)
{
    const auto gone = quint32(event.sequenceNumbers.size());
    mailbox.setExists(mailbox.exists() - qMin(gone, mailbox.exists()));
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->messagesExpunged(event.sequenceNumbers);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

void QImap4Private::handle(VanishedEvent &event)
{
    if (!event.earlier) {
        const quint64 gone = qMin(event.uids.count(), quint64(mailbox.exists()));
        mailbox.setExists(mailbox.exists() - quint32(gone));
    }
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->messagesVanished(event.uids, event.earlier);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

void QImap4Private::handle(MessagesEvent &event)
{
    const QPointer<QImap4> guard(q_ptr);
    if (QImap4Reply *reply = replies.value(event.owner))
        QImap4ReplyPrivate::get(reply)->addMessages(event.messages);
    if (guard)
        Q_EMIT q_ptr->messagesFetched(event.messages);
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

void QImap4Private::handle(SearchEvent &event)
{
    Q_EMIT q_ptr->searchFinished(event.result);
}

void QImap4Private::handle(ExtensionEvent &event)
{
    const auto tell = Overloaded{
        [this](const QImap4Acl &acl) { Q_EMIT q_ptr->aclReceived(acl); },
        [this](const QImap4ListRights &rights) { Q_EMIT q_ptr->listRightsReceived(rights); },
        [this](const QImap4MyRights &rights) { Q_EMIT q_ptr->myRightsReceived(rights); },
        [this](const QImap4Quota &quota) { Q_EMIT q_ptr->quotaReceived(quota); },
        [this](const QuotaRootData &data) {
            Q_EMIT q_ptr->quotaRootsReceived(data.mailbox, data.roots);
        },
        [this](const SortData &data) { Q_EMIT q_ptr->sortFinished(data.numbers); },
        [this](const ThreadData &data) { Q_EMIT q_ptr->threadFinished(data.threads); },
        [this](const QImap4Annotation &data) { Q_EMIT q_ptr->annotationReceived(data); },
        [this](const QImap4Metadata &data) { Q_EMIT q_ptr->metadataReceived(data); },
        [this](const QImap4Urls &data) { Q_EMIT q_ptr->urlsReceived(data); },
        [this](const QImap4Languages &data) { Q_EMIT q_ptr->languagesReceived(data); },
        [this](const QImap4Comparator &data) { Q_EMIT q_ptr->comparatorReceived(data); },
        [this](const QImap4Conversion &data) { Q_EMIT q_ptr->conversionReceived(data); },
        [this](const QImap4Converted &data) { Q_EMIT q_ptr->convertedReceived(data); },
        [this](const QImap4JmapAccess &data) { Q_EMIT q_ptr->jmapAccessReceived(data); },
        [this](const QImap4UidBatches &data) { Q_EMIT q_ptr->uidBatchesReceived(data); },
    };
    std::visit(tell, event.data);
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

void QImap4Private::handle(UntaggedEvent &event)
{
    Q_EMIT q_ptr->untaggedResponse(event.response);
}

void QImap4Private::handle(WarningEvent &event)
{
    Q_EMIT q_ptr->protocolWarning(event.text, event.raw);
}

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
