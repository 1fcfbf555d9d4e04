// SPDX-License-Identifier: LGPL-3.0-or-later
// How a session begins: greeting, STARTTLS, and what is known then.
#include "protocol/session_p.h"

#include <QtCore/qcoreapplication.h>

#include <utility>

namespace QImap4Internal {

void Session::handleGreeting(const Response &response)
{
    const auto *status = std::get_if<StatusResponse>(&response);
    const bool isGreeting = status && status->tag.isEmpty() && !status->mended
        && (status->condition == Condition::Ok || status->condition == Condition::Preauth
            || status->condition == Condition::Bye);
    if (!isGreeting) {
        fail(QImap4Error::ProtocolError,
             QCoreApplication::translate("QImap4", "This is not the greeting of an IMAP server."));
        return;
    }
    m_greeting = status->text;
    if (mayShowText())
        m_welcome = QString::fromUtf8(status->text);
    if (status->condition == Condition::Bye) {
        QImap4Error error(QImap4Error::ByeError);
        error.setServerText(m_welcome);
        error.setResponseCode(status->code);
        fail(error);
        return;
    }
    m_preauthenticated = status->condition == Condition::Preauth;
    if (m_options.requireStartTls) {
        // PREAUTH is a session that STARTTLS can protect no more (RFC 9051, 7.1.4).
        if (m_preauthenticated) {
            fail(QImap4Error::TlsError,
                 QCoreApplication::translate(
                     "QImap4", "The server began a session before it could be encrypted."));
            return;
        }
        sendStartTls(0);
        return;
    }
    if (status->code.is("CAPABILITY")) {
        m_capabilities = capabilitiesIn(status->code);
        m_capabilitiesKnown = true;
    }
    begin();
    if (!m_capabilitiesKnown)
        pump();
    if (status->code.is("ALERT"))
        emitEvent(AlertEvent{QString::fromUtf8(status->text)});
}

void Session::sendStartTls(quint64 id)
{
    m_phase = Phase::StartTlsSent;
    m_startTlsId = id;
    m_startTlsTag = nextTag();
    m_phaseDeadline = after(m_now, m_options.limits.tlsTimeout);
    write(m_startTlsTag + " STARTTLS\r\n");
    logSent(DebugLevel::Commands, QByteArray(m_startTlsTag + " STARTTLS"));
}

// In the clear anybody may have said it: all but the answer to STARTTLS is ignored.
void Session::handleDuringStartTls(const Response &response)
{
    m_parser.takeMessages();
    m_parser.takeWarnings();
    const auto *status = std::get_if<StatusResponse>(&response);
    if (!status || status->mended)
        return;
    if (status->tag.isEmpty()) {
        if (status->condition == Condition::Bye)
            fail(QImap4Error(QImap4Error::ByeError));
        return;
    }
    if (status->tag != m_startTlsTag || status->condition != Condition::Ok) {
        fail(QImap4Error::TlsError,
             QCoreApplication::translate("QImap4", "The server refused to encrypt."));
        return;
    }
    if (m_framer.pendingBytes() > 0) {
        fail(QImap4Error::TlsError,
             QCoreApplication::translate("QImap4", "Data was injected before the encryption."));
        return;
    }
    m_phase = Phase::TlsHandshake;
    m_phaseDeadline = Never; // the transport watches the handshake
    m_action = TransportAction::StartTls;
}

void Session::tlsEstablished(qint64 now)
{
    m_now = now;
    if (m_phase != Phase::TlsHandshake)
        return; // the session ended meanwhile
    m_encrypted = true;
    m_lastActivity = now;
    note(DebugLevel::Commands, "encrypted");
    // Nothing that was said in the clear survives (RFC 9051, 6.2.1), but for the greeting, which
    // nobody repeats: it tells which habits of a server to put up with, no more.
    m_framer.reset();
    m_offered = {};
    m_capabilities = {};
    m_capabilitiesKnown = false;
    m_serverId.clear();
    emitEvent(CapabilitiesEvent{});
    if (m_startTlsId != 0) {
        FinishedEvent finished;
        finished.id = std::exchange(m_startTlsId, 0);
        emitEvent(std::move(finished));
    }
    begin();
    pump();
}

// The connection is what was asked for: plain, or encrypted.
void Session::begin()
{
    m_phase = Phase::Running;
    m_phaseDeadline =
        after(m_now, m_options.limits.loginTimeout); // until the capabilities are known
    m_quietSince = m_now;
    setState(m_preauthenticated ? SessionState::Authenticated : SessionState::NotAuthenticated);
    if (!m_announced) {
        m_announced = true;
        emitEvent(ConnectedEvent{m_welcome});
    }
    if (!m_capabilitiesKnown)
        askCapabilities();
    else
        setCapabilities(m_capabilities);
}

} // namespace QImap4Internal
