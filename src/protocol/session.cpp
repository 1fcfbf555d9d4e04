// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/commandresult_p.h"
#include "protocol/session_p.h"

#include "qimap4version.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qrandom.h>

#include <algorithm>
#include <array>
#include <utility>

namespace QImap4Internal {

namespace {

// Silence after the last command before auto-IDLE begins, so that a burst of commands does not
// pay for an IDLE between any two of them. Milliseconds.
constexpr qint64 AutoIdleDelay = 250;

const char *nameOf(SessionState state)
{
    constexpr std::array names{"disconnected",  "connecting", "not authenticated",
                               "authenticated", "selected",   "logging out"};
    return names.at(std::size_t(state));
}

bool isDue(qint64 deadline, qint64 now)
{
    return deadline != Session::Never && now >= deadline;
}

// Four letters that the server cannot guess, as imaplib does, so that a tag in a message is not
// taken for one of ours.
QByteArray randomTagPrefix()
{
    QByteArray prefix;
    for (quint32 number = QRandomGenerator::global()->bounded(0x10000U), i = 0; i < 4; ++i) {
        prefix.append(char('A' + (number & 0xfU)));
        number >>= 4;
    }
    return prefix;
}

} // namespace

qint64 Session::after(qint64 now, int milliseconds)
{
    return milliseconds > 0 ? now + milliseconds : Never;
}

Session::Session(const Options &options)
    : m_options(options)
    , m_framer(options.limits)
    , m_parser(options.limits)
    , m_state(SessionState::Connecting)
    , m_tagPrefix(randomTagPrefix())
{}

void Session::connecting(quint64 openId, qint64 now)
{
    m_now = now;
    m_began = now;
    m_openId = openId;
    note(DebugLevel::Commands,
         "QImap4 " QIMAP4_VERSION_STR ", Qt " + QByteArray(qVersion()) + ", connects to "
             + m_options.host.toUtf8() + ':' + QByteArray::number(m_options.port));
}

void Session::start(qint64 now)
{
    m_now = now;
    m_phase = Phase::Greeting;
    note(DebugLevel::Commands, m_encrypted ? "connected, encrypted" : "connected");
    m_lastActivity = now;
    m_phaseDeadline = after(now, m_options.limits.greetingTimeout);
}

void Session::receive(qint64 now)
{
    m_now = now;
    m_lastActivity = now;
    Window window = Window::Keep;
    while (isListening()) {
        switch (m_framer.next()) {
        case Framer::Result::NeedMore:
            watchSpeed(window);
            reportProgress();
            flushMessages();
            pump();
            return;
        case Framer::Result::Response:
            window = Window::Restart;
            handleFrame(m_framer.frame());
            break;
        case Framer::Result::Content:
            handleContent(m_framer.content());
            break;
        case Framer::Result::Error:
            fail(m_framer.errorKind() == Framer::ErrorKind::Limit ? QImap4Error::LimitError
                                                                  : QImap4Error::ProtocolError,
                 m_framer.errorString());
            return;
        }
    }
}

// Bytes behind the consent to encrypt or compress are not for this framer.
bool Session::isListening() const
{
    return m_phase == Phase::Greeting || m_phase == Phase::StartTlsSent
        || m_phase == Phase::Running;
}

void Session::sent(qint64 bytes, qint64 now)
{
    m_now = now;
    m_sent += bytes;
    if (isWanted(DebugLevel::Internals))
        note(DebugLevel::Internals, QByteArray::number(bytes) + " bytes have left");
    m_lastActivity = now;
    for (ActiveCommand &command : m_queue.active()) {
        const qint64 total = command.contentEnd - command.contentBegin;
        if (total <= 0 || command.contentReported == total)
            continue;
        const qint64 done = std::clamp(m_sent - command.contentBegin, qint64(0), total);
        if (done == command.contentReported)
            continue;
        command.contentReported = done;
        emitEvent(ProgressEvent{command.queued.request.id, done, total});
    }
}

void Session::compressionStarted(qint64 now)
{
    m_now = now;
    if (m_phase != Phase::Compressing)
        return;
    m_phase = Phase::Running;
    pump();
}

void Session::end(const QImap4Error &error)
{
    if (m_phase == Phase::Over)
        return;
    if (m_state == SessionState::LoggingOut) {
        // The server may close right behind its BYE, before its OK has been read.
        StatusResponse closed;
        closed.tag = m_queue.active().front().tag; // LOGOUT runs alone
        complete(closed);
        return;
    }
    QImap4Error shown = masked(error);
    if (const QString words = error.serverText(); !words.isEmpty()) {
        // A child process has said them, perhaps of its input, perhaps not to the end.
        const QByteArray known =
            m_secrets.masked(words.toUtf8(), Completeness::Cut, shortestSecret());
        shown.setServerText({});
        shown.setDetail(shown.detail() + QLatin1Char(' ') + inOneLine(QString::fromUtf8(known)));
    }
    fail(shown);
}

void Session::setReading(bool on, qint64 now)
{
    m_now = now;
    m_reading = on;
    m_lastActivity = now;
    watchSpeed(Window::Restart);
}

// A response that has begun has to get on. Silence is another matter, and there are servers that
// begin an answer before they know it.
void Session::watchSpeed(Window window)
{
    if (!m_framer.isInsideResponse()) {
        m_speedDeadline = Never;
    } else if (m_speedDeadline == Never || window == Window::Restart) {
        m_speedDeadline = after(m_now, m_options.limits.lowSpeedTime);
        m_speedMark = m_framer.receivedBytes();
    }
}

bool Session::failIfTooSlow()
{
    if (!m_reading || !isDue(m_speedDeadline, m_now))
        return false;
    const quint64 received = m_framer.receivedBytes() - m_speedMark;
    watchSpeed(Window::Restart);
    if (received == 0 || received >= static_cast<quint64>(m_options.limits.lowSpeedBytes))
        return false;
    fail(QImap4Error::TimeoutError,
         QCoreApplication::translate("QImap4", "The server sends too slowly."));
    return true;
}

// A command runs, and nobody but the server can get it on.
bool Session::awaitsServer() const
{
    return m_queue.hasActive() && m_reading && m_idlePhase != IdlePhase::Idling && !awaitsContent()
        && !awaitsChallengeAnswer();
}

void Session::advance(qint64 now)
{
    m_now = now;
    if (m_phase == Phase::Over || m_phase == Phase::NotStarted)
        return;
    if (isDue(m_phaseDeadline, now)) {
        fail(QImap4Error::TimeoutError,
             QCoreApplication::translate("QImap4",
                                         "The server did not get through with the "
                                         "greeting, encryption or login in time."));
        return;
    }
    if (awaitsServer() && isDue(after(m_lastActivity, m_options.limits.commandTimeout), now)) {
        const int seconds = m_options.limits.commandTimeout / 1000; // lupdate reads names alone
        fail(QImap4Error::TimeoutError,
             QCoreApplication::translate("QImap4", "The server was silent for %n second(s).",
                                         nullptr, seconds));
        return;
    }
    if (failIfTooSlow())
        return;
    if (m_phase == Phase::Running)
        advanceIdle();
}

qint64 Session::deadline() const
{
    if (m_phase == Phase::Over || m_phase == Phase::NotStarted)
        return Never;
    qint64 next = m_phaseDeadline;
    const auto consider = [&next](qint64 deadline) {
        if (deadline != Never && (next == Never || deadline < next))
            next = deadline;
    };
    if (awaitsServer())
        consider(after(m_lastActivity, m_options.limits.commandTimeout));
    if (m_reading)
        consider(m_speedDeadline);
    if (m_idlePhase == IdlePhase::Idling)
        consider(m_idleDeadline);
    if (m_phase == Phase::Running && !m_queue.hasActive() && !m_queue.hasWaiting() && m_autoIdle) {
        consider(mayIdle() ? m_quietSince + AutoIdleDelay
                           : after(m_quietSince, m_options.limits.pollInterval));
    }
    return next;
}

bool Session::mayIdle() const
{
    return m_state == SessionState::Selected && m_capabilities.has("IDLE") && !m_idleRefused;
}

void Session::setAutoIdle(bool on, qint64 now)
{
    m_now = now;
    m_autoIdle = on;
    m_quietSince = now;
    if (!on && m_idleIsOwn)
        endIdle(IdleEnd::Done);
}

QList<QByteArray> Session::takeOutput()
{
    return std::exchange(m_output, {});
}

std::vector<Event> Session::takeEvents()
{
    flushMessages();
    flushRemembered();
    return std::exchange(m_events, {});
}

Session::TransportAction Session::takeAction()
{
    return std::exchange(m_action, TransportAction::None);
}

InState Session::inState() const
{
    switch (m_state) {
    case SessionState::Selected:
        return InState::Selected;
    case SessionState::Authenticated:
        return InState::Authenticated;
    default:
        return InState::NotAuthenticated;
    }
}

void Session::setState(SessionState state)
{
    if (m_state == state)
        return;
    m_state = state;
    note(DebugLevel::Commands, QByteArray("state: ") + nameOf(state));
    emitEvent(StateEvent{state});
}

void Session::setCapabilities(const QImap4Capabilities &capabilities)
{
    m_offered = capabilities;
    m_capabilitiesKnown = true;
    m_capabilitiesFresh = true;
    note(DebugLevel::Commands, "capabilities: " + capabilities.names().join(' '));
    decideQuirks();
    m_capabilities = m_offered.without(m_quirks.withheldCapabilities());
    emitEvent(CapabilitiesEvent{m_capabilities});
    introduceOurselves();
    if (!m_queue.isAuthenticating())
        m_phaseDeadline = Never;
    if (m_openId != 0) {
        FinishedEvent finished;
        finished.id = std::exchange(m_openId, 0);
        finished.text = m_welcome;
        emitEvent(std::move(finished));
    }
}

void Session::askCapabilities()
{
    m_capabilitiesKnown = false;
    QueuedCommand own;
    own.request.name = "CAPABILITY";
    own.request.alternatives = {{{}, {Command("CAPABILITY")}}};
    m_queue.enqueueFirst(std::move(own));
}

void Session::closeMailbox()
{
    if (!m_mailbox)
        return;
    m_mailbox.reset();
    emitEvent(ClosedEvent{});
}

void Session::fail(QImap4Error::Category category, const QString &detail)
{
    fail(QImap4Error(category, detail));
}

// Ends the session against our will: every command learns why, then the application.
void Session::fail(const QImap4Error &error)
{
    Q_ASSERT(m_phase != Phase::Over);
    QImap4Error reason = error;
    noteEnd(&reason);
    m_endReason = reason;
    m_phase = Phase::Over;
    m_action = TransportAction::Close;
    m_segments.clear();
    m_contentLeft = 0;
    m_contentAsked = false;
    m_authentication.reset();
    finishEverything(reason);
    closeMailbox();
    setState(SessionState::Disconnected);
    emitEvent(DisconnectedEvent{reason});
}

void Session::finishEverything(const QImap4Error &error)
{
    const auto finishWith = [this, &error](quint64 id, const QByteArray &name,
                                           const QImap4ResponseCode &mapping = {}) {
        if (id == 0)
            return;
        FinishedEvent finished;
        finished.id = id;
        finished.value = doneSoFar(mapping);
        finished.error = error;
        finished.error.setCommandName(QString::fromLatin1(name));
        emitEvent(std::move(finished));
    };
    finishWith(std::exchange(m_openId, 0), "OPEN");
    finishWith(std::exchange(m_startTlsId, 0), "STARTTLS");
    for (ActiveCommand &command : m_queue.active()) {
        if (!command.abandoned)
            finishWith(command.queued.request.id, command.queued.request.name,
                       command.mapping.isEmpty() ? command.queued.mapping : command.mapping);
    }
    m_queue.active().clear();
    for (const QueuedCommand &command : m_queue.takeWaiting())
        finishWith(command.request.id, command.request.name, command.mapping);
    if (m_idlePhase == IdlePhase::Idling || m_idlePhase == IdlePhase::Ending)
        emitEvent(IdlingEvent{false});
    m_idlePhase = IdlePhase::None;
}

bool Session::mayShowText() const
{
    return m_phase == Phase::Running || !m_options.requireStartTls;
}

// Messages gathered so far go out before whatever the server said next.
void Session::flushMessages()
{
    if (!m_parser.hasMessages())
        return;
    m_events.emplace_back(MessagesEvent{m_messagesOwner, m_parser.takeMessages()});
}

void Session::emitEvent(Event &&event)
{
    flushMessages();
    if (std::holds_alternative<FinishedEvent>(event))
        flushRemembered(); // so that response() knows what came before it
    m_events.push_back(std::move(event));
}

// What logs tell changes nothing: the message that was read last is not handed over for it, since
// nobody has decided yet whose it is.
void Session::record(Event &&event)
{
    m_events.push_back(std::move(event));
}

} // namespace QImap4Internal
