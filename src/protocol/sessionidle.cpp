// SPDX-License-Identifier: LGPL-3.0-or-later
// IDLE (RFC 2177): the application's, and the session's own while nothing else is to do.
#include "protocol/session_p.h"

#include <utility>

namespace QImap4Internal {

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
