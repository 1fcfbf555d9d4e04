// SPDX-License-Identifier: LGPL-3.0-or-later
// What goes out: starting commands, sending them piece by piece, and what their completion means.
#include "protocol/commandresult_p.h"
#include "protocol/session_p.h"

#include <QtCore/qcoreapplication.h>

#include <utility>

namespace QImap4Internal {

namespace {

constexpr qint64 ShortestIdle = 1000; // milliseconds

bool writesMailbox(QByteArrayView command)
{
    return command.endsWith("STORE") || command.endsWith("EXPUNGE") || command.endsWith("MOVE");
}

} // namespace

void Session::submit(const Request &request, qint64 now)
{
    m_now = now;
    QueuedCommand queued;
    queued.request = request;
    if (m_phase == Phase::Over) { // the application does not know yet
        reject(queued, m_endReason ? m_endReason : QImap4Error(QImap4Error::IllegalStateError));
        return;
    }
    const bool isLogout = commandTraits(request.name).effect == Effect::LogsOut;
    m_queue.enqueue(std::move(queued));
    if (isLogout && (m_credentialsAskedFor != 0 || awaitsChallengeAnswer()))
        cancelLogin(now); // whoever wants to leave will not answer any more
    pump();
}

void Session::cancel(quint64 id, qint64 now)
{
    m_now = now;
    if (id == 0)
        return; // the session's own are not the application's
    // Without these two there is no session.
    if (id == m_openId || id == m_startTlsId) {
        fail(QImap4Error(QImap4Error::CancelledError));
        return;
    }
    QueuedCommand waiting;
    if (m_queue.removeWaiting(id, &waiting)) {
        reject(waiting, QImap4Error(QImap4Error::CancelledError));
        pump(); // it may have held those behind it
        return;
    }
    ActiveCommand *active = m_queue.findActive(id);
    if (!active || active->abandoned)
        return;
    if (isStreaming(*active)) { // its size was promised
        fail(QImap4Error(QImap4Error::CancelledError));
        return;
    }
    // Its answers still have to be read, but nobody waits for them any more.
    active->abandoned = true;
    QueuedCommand finished;
    finished.request.id = id;
    finished.request.name = active->queued.request.name;
    reject(finished, QImap4Error(QImap4Error::CancelledError));
    if (active->traits->effect == Effect::Idles)
        endIdle(IdleEnd::Done);
    if (m_authentication) // which runs alone
        react(m_authentication->cancel());
}

void Session::pump()
{
    while (startFirstWaiting()) {}
}

// True when something changed, so that the next one may be looked at.
bool Session::startFirstWaiting()
{
    if (m_phase != Phase::Running || !m_segments.isEmpty() || !m_queue.hasWaiting())
        return false;
    QueuedCommand &first = m_queue.firstWaiting();
    const bool asksCapabilities = first.request.id == 0 && first.request.name == "CAPABILITY";
    if (!m_capabilitiesKnown && !asksCapabilities)
        return false;
    if (m_idlePhase == IdlePhase::Sent || m_idlePhase == IdlePhase::Idling) {
        endIdle(IdleEnd::Interrupted);
        if (m_idlePhase == IdlePhase::Sent)
            return false; // DONE must wait for the server's "+"
    }
    if (!chooseAlternative(first)) {
        const QueuedCommand refused = m_queue.takeFirstWaiting();
        const QByteArrayList &needs = refused.request.alternatives.constLast().needs;
        reject(refused,
               QImap4Error(QImap4Error::UnsupportedError,
                           QString::fromLatin1(needs.isEmpty() ? QByteArray() : needs.first())));
        return true;
    }
    const Command &command = first.request.alternatives.at(first.alternative).steps.at(first.step);
    const CommandTraits &traits =
        first.request.runsAlone ? unlistedCommandTraits() : commandTraits(command.name());
    if (!m_queue.mayStart(traits, first)) {
        logHeld(first);
        return false;
    }
    QImap4Error error = whyNotNow(first, traits);
    if (!error && awaitsCredentials(first))
        return false;
    QueuedCommand queued = m_queue.takeFirstWaiting();
    if (!error && qstrcmp(traits.name, "AUTHENTICATE") == 0)
        error = prepareAuthentication(&queued);
    if (error) {
        reject(queued, error);
        return true;
    }
    send(std::move(queued), traits);
    return true;
}

bool Session::chooseAlternative(QueuedCommand &queued)
{
    if (queued.step > 0)
        return true; // the way was chosen with the first step
    const QList<Alternative> &alternatives = queued.request.alternatives;
    for (qsizetype i = queued.refused; i < alternatives.size(); ++i) {
        const QByteArrayList &needs = alternatives.at(i).needs;
        if (alternatives.at(i).unless & m_quirks.policies)
            continue;
        if (std::all_of(needs.cbegin(), needs.cend(),
                        [this](const QByteArray &name) { return m_capabilities.has(name); })) {
            queued.alternative = int(i);
            return true;
        }
    }
    return false;
}

QImap4Error Session::whyNotNow(const QueuedCommand &queued, const CommandTraits &traits) const
{
    if (!traits.states.testFlag(inState()))
        return QImap4Error(QImap4Error::IllegalStateError);
    const QImap4MessageSet &messages = queued.request.messages;
    if (messages.isBound()
        && (m_mailbox->name() != messages.mailbox()
            || m_mailbox->uidValidity() != messages.uidValidity())) {
        return QImap4Error(QImap4Error::IllegalStateError,
                           QStringLiteral("The messages are of another mailbox or UIDVALIDITY."));
    }
    // Of all steps that are left: better nothing than half of it.
    const QList<Command> &steps = queued.request.alternatives.at(queued.alternative).steps;
    for (qsizetype i = queued.step; i < steps.size(); ++i) {
        const QByteArrayView name = commandTraits(steps.at(i).name()).name;
        if (m_mailbox && m_mailbox->isReadOnly() && writesMailbox(name))
            return QImap4Error(QImap4Error::ReadOnlyError);
        if (name != QByteArrayView("APPEND"))
            continue;
        if (const QImap4Error error = whyTooLarge(steps.at(i)))
            return error;
    }
    if (traits.effect == Effect::Compresses && m_compressed)
        return QImap4Error(QImap4Error::IllegalStateError);
    const bool isLogin = traits.effect == Effect::Authenticates && !queued.request.authentication;
    if (isLogin) {
        if (!mayExposeSecrets())
            return QImap4Error(QImap4Error::InsecureError);
        if (m_capabilities.has("LOGINDISABLED")) { // RFC 9051, 6.2.3: MUST NOT
            return QImap4Error(m_encrypted ? QImap4Error::UnsupportedError
                                           : QImap4Error::InsecureError,
                               QStringLiteral("LOGINDISABLED"));
        }
    }
    return {};
}

void Session::send(QueuedCommand queued, const CommandTraits &traits)
{
    if (traits.effect == Effect::StartsTls) {
        if (!m_encrypted && m_capabilities.has("STARTTLS"))
            sendStartTls(queued.request.id);
        else if (m_encrypted)
            reject(queued, QImap4Error(QImap4Error::IllegalStateError));
        else {
            // Whoever asks for TLS must not go on without it.
            m_startTlsId = queued.request.id;
            fail(QImap4Error::TlsError,
                 QCoreApplication::translate("QImap4", "The server does not offer STARTTLS."));
        }
        return;
    }

    ActiveCommand active;
    active.traits = &traits;
    active.tag = nextTag();
    active.queued = std::move(queued);
    active.gatheredBefore = m_gathered;
    const Request &request = active.queued.request;
    switch (traits.effect) {
    case Effect::Selects:
    case Effect::Examines:
        m_selecting.emplace();
        m_selecting->setName(request.mailbox);
        m_selecting->setReadOnly(traits.effect == Effect::Examines);
        m_remembered.clear();
        emitEvent(ForgetEvent{});
        break;
    case Effect::Idles:
        m_idlePhase = IdlePhase::Sent;
        m_idleIsOwn = request.id == 0;
        m_idleEndWanted = false;
        m_idleEnd = IdleEnd::Done;
        m_idleBegan = m_now;
        m_idleDeadline =
            m_idleIsOwn ? after(m_now, idleRenewal()) : m_now + qMax(0, request.idleTimeout);
        break;
    case Effect::Authenticates:
        m_capabilitiesFresh = false;
        m_phaseDeadline = after(m_now, m_options.limits.loginTimeout);
        break;
    case Effect::LogsOut:
        setState(SessionState::LoggingOut);
        break;
    default:
        break;
    }
    if (!request.collect.isEmpty())
        ++m_collectors;
    if (traits.collects.testFlag(Collect::Fetch))
        m_framer.setStreaming(request.toSink);

    EncodingOptions options;
    options.utf8 = m_utf8;
    if (m_quirks.has(QImap4Quirks::NoSearchCharset))
        options.charset = EncodingOptions::Charset::Unsaid;
    if (m_capabilities.has("LITERAL+"))
        options.literals = EncodingOptions::Literals::NonSynchronizing;
    else if (m_capabilities.has("LITERAL-"))
        options.literals = EncodingOptions::Literals::NonSynchronizingSmall;
    for (const QByteArray &secret : active.command().secrets())
        m_secrets.add(secret);
    m_segments = active.command().encode(active.tag, options);
    m_sendingTag = active.tag;
    if (const auto octets = active.command().literalOctets(); octets > 0) {
        // As if all literals stood together at the end, before its CRLF.
        active.contentEnd = m_written - qint64(sizeof "\r\n" - 1);
        for (const CommandSegment &segment : std::as_const(m_segments))
            active.contentEnd += segment.bytes.size() + qint64(segment.contentFollows);
        active.contentBegin = active.contentEnd - qint64(octets);
    }
    if (!m_queue.hasActive())
        m_lastActivity = m_now;
    m_queue.activate(std::move(active));
    writeSegments();
}

// What the server says it takes at most (RFC 7889).
QImap4Error Session::whyTooLarge(const Command &command) const
{
    bool known = false;
    const QByteArrayList limits = m_capabilities.values("APPENDLIMIT");
    const quint64 limit = limits.value(0).toULongLong(&known);
    if (!known || command.largestLiteral() <= limit)
        return {};
    return QImap4Error(
        QImap4Error::InvalidArgumentError,
        QCoreApplication::translate("QImap4", "The server takes messages of up to %1 bytes.")
            .arg(limit));
}

// Writes up to the next literal that the server has to ask for.
void Session::writeSegments()
{
    if (m_contentLeft > 0) {
        m_contentAsked = true;
        emitEvent(ContentWantedEvent{m_queue.findActive(m_sendingTag)->queued.request.id});
        return;
    }
    QByteArray line;
    bool waits = false;
    while (!m_segments.isEmpty() && !waits) {
        const CommandSegment segment = m_segments.takeFirst();
        m_contentLeft = segment.contentFollows;
        write(segment.bytes);
        if (line.size() <= LongestLogLine) // enough to see that there is more, not a whole message
            line += segment.secret ? QByteArrayView("***")
                                   : QByteArrayView(segment.bytes)
                                         .first(qMin(segment.bytes.size(), 2 * LongestLogLine));
        waits = segment.waitForContinuation;
    }
    const bool isCommand = line.startsWith(m_sendingTag);
    logSent(isCommand ? DebugLevel::Commands : DebugLevel::Lines, line);
    if (!waits)
        m_sendingTag.clear();
}

bool Session::isStreaming(const ActiveCommand &command) const
{
    return m_contentLeft > 0 && command.tag == m_sendingTag;
}

// Then silence is ours.
bool Session::awaitsContent() const
{
    return m_contentAsked && m_sent >= m_written;
}

void Session::provideContent(quint64 id, const std::optional<QByteArray> &bytes, qint64 now)
{
    m_now = now;
    if (!m_contentAsked || m_queue.findActive(m_sendingTag)->queued.request.id != id)
        return; // it has ended meanwhile
    if (!bytes || quint64(bytes->size()) > m_contentLeft) {
        fail(QImap4Error(
            QImap4Error::CancelledError,
            QCoreApplication::translate("QImap4", "The device gave less than it had promised.")));
        return;
    }
    m_lastActivity = now;
    write(*bytes);
    m_contentLeft -= quint64(bytes->size());
    if (m_contentLeft > 0)
        return;
    m_contentAsked = false;
    writeSegments();
    pump();
}

void Session::write(const QByteArray &bytes)
{
    constexpr qsizetype SmallPiece = 4096; // joined, so that a burst of commands is one write
    m_written += bytes.size();
    if (!m_output.isEmpty() && bytes.size() < SmallPiece
        && m_output.constLast().size() < 4 * SmallPiece)
        m_output.last().append(bytes);
    else
        m_output.append(bytes);
}

QByteArray Session::nextTag()
{
    return m_tagPrefix + QByteArray::number(++m_tagCount);
}

// A tagged response: the end of a command, or of one of its steps.
void Session::complete(const StatusResponse &response)
{
    flushMessages();
    // Some servers repeat in their answer what they did not understand.
    const QByteArray text = masked(response.text);
    const QImap4ResponseCode code = masked(response.code);
    ActiveCommand command = m_queue.takeActive(response.tag);
    const bool brokeContent = m_contentAsked && m_sendingTag == command.tag;
    if (m_sendingTag == command.tag) {
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

    const bool ok = response.condition == Condition::Ok
        || (response.condition == Condition::Bye && command.traits->effect == Effect::LogsOut);
    const QImap4Error verdict = concludeAuthentication(command, ok);
    if (ok && verdict) {
        // The server may be anybody: nothing that it says counts any more.
        if (!command.abandoned)
            reject(command.queued, verdict);
        fail(verdict);
        return;
    }
    if (response.code.is("COPYUID") || response.code.is("APPENDUID"))
        command.mapping = joinedMapping(command.queued.mapping, response.code);
    else
        handleCode(response.code);
    if (command.mapping.isEmpty())
        command.mapping = command.queued.mapping;
    if (ok && !command.isLastStep() && !command.abandoned) {
        QueuedCommand next = std::move(command.queued);
        ++next.step;
        next.mapping = command.mapping;
        m_queue.enqueueFirst(std::move(next));
        return;
    }

    if (response.condition == Condition::Bad && tryAnotherWay(command))
        return;

    FinishedEvent finished;
    finished.code = code;
    finished.text = QString::fromUtf8(text);
    if (ok) {
        if (command.traits->result == Result::Enabled)
            trustEnable(&command);
        applyOk(command);
        finished.value = valueOf(command);
        if (command.traits->result == Result::Search)
            emitEvent(SearchEvent{command.search});
        finished.untagged = command.untagged;
    } else {
        applyFailure(command);
        if (response.condition == Condition::Bad)
            tellRing();
        const bool no = response.condition == Condition::No;
        const bool login = command.traits->effect == Effect::Authenticates;
        finished.error = verdict ? verdict
                                 : QImap4Error(!no         ? QImap4Error::BadError
                                                   : login ? QImap4Error::AuthenticationError
                                                           : QImap4Error::RefusedError);
        finished.error.setResponseCode(finished.code);
        finished.error.setServerText(finished.text);
        finished.error.setCommandName(QString::fromLatin1(command.queued.request.name));
        if (response.condition == Condition::Bad)
            finished.error.setRecentActions(m_ring.lines(m_secrets));
    }
    if (brokeContent) {
        if (ok)
            finished.error = QImap4Error(QImap4Error::ProtocolError);
        finish(command.queued.request.id, std::move(finished));
        // It would take what comes next for the rest of the literal.
        fail(QImap4Error::ProtocolError,
             QCoreApplication::translate(
                 "QImap4", "The server refused the message while it was being sent."));
        return;
    }
    const bool loggedOut = command.traits->effect == Effect::LogsOut;
    if (!command.abandoned)
        finish(command.queued.request.id, std::move(finished));
    if (loggedOut) {
        m_phase = Phase::Over;
        m_action = TransportAction::Close;
        finishEverything(QImap4Error(QImap4Error::IllegalStateError));
        closeMailbox();
        setState(SessionState::Disconnected);
        emitEvent(DisconnectedEvent{});
    }
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
    finish(queued.request.id, std::move(finished));
}

void Session::sendOwn(const char *name)
{
    QueuedCommand own;
    own.request.name = name;
    own.request.alternatives = {{{}, {Command(name)}}};
    m_queue.enqueue(std::move(own));
    pump();
}

void Session::endIdle(qint64 now)
{
    m_now = now;
    const bool runs =
        (m_idlePhase == IdlePhase::Sent || m_idlePhase == IdlePhase::Idling) && !m_idleIsOwn;
    QueuedCommand waiting;
    if (!runs && m_queue.removeWaiting("IDLE", &waiting)) {
        FinishedEvent finished;
        finished.value = int(IdleEnd::Done);
        finish(waiting.request.id, std::move(finished));
        pump(); // it may have held those behind it
        return;
    }
    endIdle(IdleEnd::Done);
}

void Session::endIdle(IdleEnd reason)
{
    if (m_idlePhase != IdlePhase::Sent && m_idlePhase != IdlePhase::Idling)
        return;
    m_idleEnd = reason;
    if (m_idlePhase == IdlePhase::Idling)
        writeDone();
    else
        m_idleEndWanted = true;
}

void Session::writeDone()
{
    m_idlePhase = IdlePhase::Ending;
    m_lastActivity = m_now;
    write(QByteArrayLiteral("DONE\r\n"));
    logSent(DebugLevel::Lines, "DONE");
}

void Session::idleConfirmed()
{
    m_idlePhase = IdlePhase::Idling;
    note(DebugLevel::Idle, "IDLE begins");
    emitEvent(IdlingEvent{true});
    if (std::exchange(m_idleEndWanted, false))
        writeDone();
}

// What happens by itself when time passes: IDLE ends, is renewed, begins; or NOOP asks for news.
void Session::advanceIdle()
{
    if (m_idlePhase == IdlePhase::Idling) {
        if (m_idleDeadline != Never && m_now >= m_idleDeadline) {
            note(DebugLevel::Idle, "time to end IDLE");
            endIdle(IdleEnd::Timeout);
        }
        return;
    }
    if (!m_autoIdle || m_queue.hasActive() || m_queue.hasWaiting())
        return;
    const qint64 next = deadline();
    if (next == Never || m_now < next)
        return;
    m_quietSince = m_now;
    sendOwn(mayIdle() ? "IDLE" : "NOOP");
}

} // namespace QImap4Internal
