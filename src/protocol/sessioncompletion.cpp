// SPDX-License-Identifier: LGPL-3.0-or-later
// What the completion of a command means.
#include "protocol/commandresult_p.h"
#include "protocol/session_p.h"

#include <QtCore/qcoreapplication.h>

#include <utility>

namespace QImap4Internal {

namespace {

constexpr qint64 ShortestIdle = 1000; // milliseconds

} // namespace

// A tagged response: the end of a command, or of one of its steps.
void Session::complete(const StatusResponse &response)
{
    flushMessages();
    // Some servers repeat in their answer what they did not understand. Masked as long as the login
    // that may have said it counts among the commands that run.
    FinishedEvent finished;
    finished.code = masked(response.code);
    finished.text = QString::fromUtf8(masked(response.text));
    ActiveCommand command = m_queue.takeActive(response.tag);
    const bool brokeContent = stopSending(command);
    const bool isLogout = command.traits->effect == Effect::LogsOut;
    const bool ok =
        response.condition == Condition::Ok || (response.condition == Condition::Bye && isLogout);
    const QImap4Error verdict = concludeAuthentication(command, ok);
    if (ok && verdict) {
        // The server may be anybody: nothing that it says counts any more.
        if (!command.abandoned) {
            QImap4Error told = verdict;
            told.setRecentActions(m_ring.lines(m_secrets));
            reject(command.queued, told);
        }
        fail(verdict);
        return;
    }
    takeMapping(&command, response.code);
    if (ok ? goesOn(&command) : response.condition == Condition::Bad && tryAnotherWay(command))
        return;
    if (ok)
        conclude(&command, &finished);
    else
        concludeFailure(command, response.condition, verdict, &finished);
    if (brokeContent && ok)
        finished.error = QImap4Error(QImap4Error::ProtocolError);
    if (!command.abandoned)
        finish(command.queued.request.id, std::move(finished));
    if (brokeContent) {
        // It would take what comes next for the rest of the literal.
        fail(QImap4Error::ProtocolError,
             QCoreApplication::translate(
                 "QImap4", "The server refused the message while it was being sent."));
    } else if (isLogout) {
        leave();
    }
}

// The command has left the queue. True when the rest of its streamed literal is still promised.
bool Session::stopSending(const ActiveCommand &command)
{
    const bool wasSending = m_sendingTag == command.tag;
    const bool brokeContent = wasSending && m_contentAsked;
    if (wasSending) {
        m_segments.clear(); // refused before its literal was asked for
        m_sendingTag.clear();
        m_contentLeft = 0;
        m_contentAsked = false;
    }
    if (!command.queued.request.collect.isEmpty())
        --m_collectors;
    if (command.queued.request.toSink && !m_queue.feedsSink())
        m_framer.setStreaming(false); // what others ask for is gathered
    if (!m_queue.hasActive())
        m_quietSince = m_now;
    return brokeContent;
}

void Session::takeMapping(ActiveCommand *command, const QImap4ResponseCode &code)
{
    if (code.is("COPYUID") || code.is("APPENDUID"))
        command->mapping = joinedMapping(command->queued.mapping, code);
    else
        handleCode(code);
    if (command->mapping.isEmpty())
        command->mapping = command->queued.mapping;
}

// True when it has another step.
bool Session::goesOn(ActiveCommand *command)
{
    if (command->isLastStep() || command->abandoned)
        return false;
    QueuedCommand next = std::move(command->queued);
    ++next.step;
    next.mapping = command->mapping;
    m_queue.enqueueFirst(std::move(next));
    return true;
}

void Session::conclude(ActiveCommand *command, FinishedEvent *finished)
{
    if (command->traits->result == Result::Enabled)
        trustEnable(command);
    command->search.messages = command->found.united();
    applyOk(*command);
    finished->value = valueOf(*command);
    if (command->traits->result == Result::Search && !command->hasUnreadable)
        emitEvent(SearchEvent{command->search});
    finished->untagged = command->untagged;
    if (command->isUnanswered()) {
        finished->error = QImap4Error(QImap4Error::MalformedError);
        finished->error.setCommandName(QString::fromLatin1(command->queued.request.name));
        finished->error.setRecentActions(m_ring.lines(m_secrets));
    }
}

void Session::concludeFailure(const ActiveCommand &command, Condition condition,
                              const QImap4Error &verdict, FinishedEvent *finished)
{
    applyFailure(command);
    const bool isLogin = command.traits->effect == Effect::Authenticates;
    if (verdict)
        finished->error = verdict;
    else if (condition != Condition::No)
        finished->error = QImap4Error(QImap4Error::BadError);
    else
        finished->error =
            QImap4Error(isLogin ? QImap4Error::AuthenticationError : QImap4Error::RefusedError);
    finished->error.setResponseCode(finished->code);
    finished->error.setServerText(finished->text);
    finished->error.setCommandName(QString::fromLatin1(command.queued.request.name));
    finished->error.setRecentActions(m_ring.lines(m_secrets));
    finished->value = doneSoFar(command.mapping);
    if (condition == Condition::Bad)
        tellRing();
}

// After LOGOUT.
void Session::leave()
{
    m_phase = Phase::Over;
    m_action = TransportAction::Close;
    finishEverything(QImap4Error(QImap4Error::IllegalStateError));
    closeMailbox();
    setState(SessionState::Disconnected);
    emitEvent(DisconnectedEvent{});
}

void Session::applyOk(const ActiveCommand &command)
{
    switch (command.traits->effect) {
    case Effect::Authenticates:
        m_phaseDeadline = Never;
        setState(SessionState::Authenticated);
        introduceOurselves();
        // The list of before the login does not count any more.
        if (!m_capabilitiesFresh || m_quirks.has(QImap4Quirks::RepeatCapability))
            askCapabilities();
        break;
    case Effect::Selects:
    case Effect::Examines:
        closeMailbox();
        m_mailbox = std::exchange(m_selecting, {});
        setState(SessionState::Selected);
        emitEvent(SelectedEvent{*m_mailbox});
        break;
    case Effect::Deselects:
        closeMailbox();
        setState(SessionState::Authenticated);
        break;
    case Effect::Compresses:
        m_compressed = true;
        m_phase = Phase::Compressing;
        m_action = TransportAction::StartCompression;
        emitEvent(CompressedEvent{});
        break;
    case Effect::Idles:
        note(DebugLevel::Idle, "IDLE is over");
        if (m_idlePhase != IdlePhase::Sent)
            emitEvent(IdlingEvent{false});
        // A server that ends it by itself at once does not mean it: it is asked by NOOP instead.
        if (m_idleIsOwn && m_idlePhase != IdlePhase::Ending && m_now - m_idleBegan < ShortestIdle)
            m_idleRefused = true;
        m_idlePhase = IdlePhase::None;
        break;
    default:
        break;
    }
    if (qstrcmp(command.traits->name, "APPEND") == 0)
        askAfterAppend();
    learnFrom(command);
    // An OK without a list: there will be none, and nothing may wait for it.
    if (command.queued.request.id == 0 && command.queued.request.name == "CAPABILITY"
        && !m_capabilitiesKnown) {
        setCapabilities({});
    }
}

void Session::applyFailure(const ActiveCommand &command)
{
    switch (command.traits->effect) {
    case Effect::Authenticates:
        m_phaseDeadline = Never;
        break;
    case Effect::Selects:
    case Effect::Examines:
        // A failed SELECT leaves no mailbox selected (RFC 9051, 6.3.2).
        m_selecting.reset();
        if (m_mailbox) {
            closeMailbox();
            setState(SessionState::Authenticated);
        }
        break;
    case Effect::Idles:
        if (m_idlePhase != IdlePhase::Sent)
            emitEvent(IdlingEvent{false});
        m_idlePhase = IdlePhase::None;
        m_idleRefused = m_idleRefused || m_idleIsOwn;
        break;
    default:
        break;
    }
    if (command.queued.request.id == 0 && command.queued.request.name == "CAPABILITY")
        setCapabilities({}); // a server that does not know CAPABILITY can still be used
}

QVariant Session::valueOf(const ActiveCommand &command) const
{
    // What several steps do together is what the first of them is for.
    const Alternative &way = command.queued.request.alternatives.at(command.queued.alternative);
    const Result result = way.steps.size() > 1 ? commandTraits(way.steps.constFirst().name()).result
                                               : command.traits->result;
    switch (result) {
    case Result::Capabilities:
        return QVariant::fromValue(command.capabilities);
    case Result::Mailboxes:
        return QVariant::fromValue(command.mailboxes);
    case Result::MailboxStatus:
        return QVariant::fromValue(command.status);
    case Result::Namespaces:
        return QVariant::fromValue(command.namespaces);
    case Result::MailboxInfo:
        return QVariant::fromValue(*m_mailbox);
    case Result::UidMapping:
        return QVariant::fromValue(command.mapping.uidMapping());
    case Result::Expunged:
        return QVariant::fromValue(command.expunged);
    case Result::Search:
        return QVariant::fromValue(command.search);
    case Result::ServerId:
        return QVariant::fromValue(command.serverId);
    case Result::Enabled:
        return QVariant::fromValue(command.enabled);
    case Result::IdleReason:
        return int(m_idleEnd);
    case Result::Farewell:
        return m_farewell;
    case Result::Untagged:
        return QVariant::fromValue(command.untagged);
    case Result::None:
    case Result::Messages: // gathered by the reply, as they come
        break;
    default:
        return extensionValue(result, command.answers);
    }
    return {};
}

void Session::finish(quint64 id, FinishedEvent event)
{
    if (id == 0)
        return;
    event.id = id;
    emitEvent(std::move(event));
}

// Ends a request of which nothing, or nothing more, is sent.
void Session::reject(const QueuedCommand &queued, QImap4Error error)
{
    FinishedEvent finished;
    error.setCommandName(QString::fromLatin1(queued.request.name));
    finished.error = masked(std::move(error)); // it may quote the server
    finished.value = doneSoFar(queued.mapping);
    finish(queued.request.id, std::move(finished));
}

} // namespace QImap4Internal
