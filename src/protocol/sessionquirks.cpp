// SPDX-License-Identifier: LGPL-3.0-or-later
// How servers are treated that do not keep to the standard: see QImap4Quirks.
#include "protocol/session_p.h"

#include <utility>

namespace QImap4Internal {

// Whenever more is known about the server.
void Session::decideQuirks()
{
    QImap4Quirks quirks = QImap4Quirks::of(QString::fromUtf8(m_greeting), m_serverId, m_offered);
    quirks.policies |= m_learned;
    if (m_options.quirks)
        quirks = *m_options.quirks;
    if (quirks == m_quirks)
        return;
    m_quirks = quirks;
    emitEvent(QuirksEvent{m_quirks});
}

int Session::idleRenewal() const
{
    const int wanted = m_options.limits.idleRenewal;
    return m_quirks.idleRenewal > 0 ? qMin(wanted, m_quirks.idleRenewal) : wanted;
}

// Some servers select no mailbox for a client that has not said who it is. Once, after the login,
// as soon as such a server is recognized.
void Session::introduceOurselves()
{
    if (m_introduced || !m_quirks.has(QImap4Quirks::IdBeforeSelect)
        || inState() == InState::NotAuthenticated) {
        return;
    }
    m_introduced = true;
    QueuedCommand own;
    own.request.name = "ID";
    Command command("ID");
    command.open();
    command.string(QStringLiteral("name")).string(QStringLiteral("QImap4"));
    command.close();
    own.request.alternatives = {{{}, {command}}};
    m_queue.enqueueFirst(std::move(own));
}

// The server did not understand, so nothing has happened: another way is tried where there is one.
bool Session::tryAnotherWay(const ActiveCommand &command)
{
    if (!command.queued.request.hasLesserWays || command.abandoned)
        return false;
    QueuedCommand next = command.queued;
    const QImap4Quirks::Policies before = next.request.alternatives.at(next.alternative).unless;
    next.refused = next.alternative + 1;
    if (!chooseAlternative(next))
        return false;
    next.learned |= before & ~next.request.alternatives.at(next.alternative).unless;
    m_queue.enqueueFirst(std::move(next));
    return true;
}

// Another way was the right one: later commands take it at once.
void Session::learnFrom(const ActiveCommand &command)
{
    if (!command.queued.learned)
        return;
    m_learned |= command.queued.learned;
    decideQuirks();
}

// Some servers switch on what they were told to, and do not say so.
void Session::trustEnable(ActiveCommand *command)
{
    if (!m_quirks.has(QImap4Quirks::TrustEnable) || !command->enabled.isEmpty())
        return;
    command->enabled = command->queued.request.extensions;
    noteEnabled(command->enabled);
}

// Some servers tell about what was appended to the selected mailbox only when they are asked.
void Session::askAfterAppend()
{
    if (!m_mailbox || !m_quirks.has(QImap4Quirks::NoopAfterAppend))
        return;
    QueuedCommand own;
    own.request.name = "NOOP";
    own.request.alternatives = {{{}, {Command("NOOP")}}};
    m_queue.enqueueFirst(std::move(own));
}

} // namespace QImap4Internal
