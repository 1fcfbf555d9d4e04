// SPDX-License-Identifier: LGPL-3.0-or-later
// What goes out: starting commands, and sending them piece by piece.
#include "protocol/session_p.h"

#include <QtCore/qcoreapplication.h>

#include <utility>

namespace QImap4Internal {

namespace {

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
        if (m_queue.isAuthenticating())
            return false; // what is offered after the login counts
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
    options.utf8Content = m_utf8Content;
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

void Session::sendOwn(const char *name)
{
    QueuedCommand own;
    own.request.name = name;
    own.request.alternatives = {{{}, {Command(name)}}};
    m_queue.enqueue(std::move(own));
    pump();
}

} // namespace QImap4Internal
