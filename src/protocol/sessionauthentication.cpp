// SPDX-License-Identifier: LGPL-3.0-or-later
// AUTHENTICATE: which mechanism, and its dialogue (RFC 9051, 6.2.2; RFC 4959).
#include "protocol/session_p.h"

#include "sasl/mechanismchoice_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qloggingcategory.h>

#include <utility>

namespace QImap4Internal {

namespace {

Q_LOGGING_CATEGORY(lcSasl, "qimap4.sasl", QtWarningMsg)

} // namespace

bool Session::mayExposeSecrets() const
{
    return m_encrypted || m_options.cleartext == Cleartext::Always
        || (m_options.cleartext == Cleartext::LoopbackOnly && m_peerIsLoopback);
}

SaslSituation Session::situationOf(const AuthenticationRequest &wanted) const
{
    SaslSituation situation;
    situation.offered = m_capabilities.authMechanisms();
    situation.allowed = wanted.allowed;
    situation.credentials = wanted.credentials;
    situation.channel = mayExposeSecrets() ? SaslChannel::Protected : SaslChannel::Open;
    situation.certificate =
        m_options.hasClientCertificate ? ClientCertificate::Present : ClientCertificate::Absent;
    return situation;
}

// True while the first command waits for credentials, which only its turn makes known: by then
// we know what the server offers, and a token is as fresh as can be.
bool Session::awaitsCredentials(QueuedCommand &first)
{
    std::optional<AuthenticationRequest> &wanted = first.request.authentication;
    if (!wanted || wanted->source != AuthenticationRequest::Source::AskApplication)
        return false;
    const SaslSituation situation = situationOf(*wanted);
    if (obstacle(wanted->mechanism, situation))
        return false; // nobody need be asked
    if (m_credentialsAskedFor != first.request.id) {
        m_credentialsAskedFor = first.request.id;
        emitEvent(CredentialsEvent{first.request.id,
                                   wanted->mechanism.isEmpty()
                                       ? usableMechanisms(situation)
                                       : QByteArrayList{wanted->mechanism.toUpper()}});
    }
    return true;
}

void Session::provideCredentials(quint64 id, const std::optional<QImap4Credentials> &credentials,
                                 qint64 now)
{
    m_now = now;
    if (m_credentialsAskedFor != id || id == 0)
        return;
    m_credentialsAskedFor = 0;
    if (!credentials) {
        cancel(id, now);
    } else if (m_queue.hasWaiting() && m_queue.firstWaiting().request.id == id) {
        AuthenticationRequest &wanted = *m_queue.firstWaiting().request.authentication;
        wanted.credentials = *credentials;
        wanted.source = AuthenticationRequest::Source::Given;
    }
    pump();
}

// Turns "AUTHENTICATE" into the command that is sent, and begins the exchange.
QImap4Error Session::prepareAuthentication(QueuedCommand *queued)
{
    if (!queued->request.authentication) {
        return QImap4Error(QImap4Error::InvalidArgumentError,
                           QCoreApplication::translate(
                               "QImap4", "AUTHENTICATE is a dialogue; use authenticate()."));
    }
    const AuthenticationRequest &wanted = *queued->request.authentication;
    const SaslSituation situation = situationOf(wanted);
    QByteArray name = wanted.mechanism.toUpper();
    std::unique_ptr<SaslExchange> exchange;
    if (wanted.source == AuthenticationRequest::Source::AskApplication)
        return obstacle(name, situation);
    if (wanted.source != AuthenticationRequest::Source::Challenges) {
        const SaslChoice choice =
            name.isEmpty() ? chooseMechanism(situation) : namedMechanism(name, situation);
        if (!choice.mechanism)
            return choice.error;
        name = choice.mechanism->name;
        exchange = SaslExchange::create(*choice.mechanism,
                                        {wanted.credentials, m_options.host, m_options.port});
    } else if (situation.channel == SaslChannel::Open) {
        return QImap4Error(QImap4Error::InsecureError); // who knows what the application will say
    }

    const QByteArrayList open{wanted.credentials.user().toUtf8(),
                              wanted.credentials.authorizationIdentity().toUtf8()};
    m_secrets.add(wanted.credentials.password().utf8());
    m_secrets.add(wanted.credentials.token().utf8());
    note(DebugLevel::Commands,
         "logs in by " + name + ", of those offered: " + situation.offered.join(' '));
    auto authentication = std::make_unique<Authentication>(std::move(exchange), open);
    const SaslStep first = authentication->begin();
    qCDebug(lcSasl).noquote() << "mechanism" << name
                              << "of those offered:" << printable(situation.offered.join(' '));
    if (first.error)
        return masked(first.error);
    if (first.response)
        m_secrets.addResponse(*first.response, open);
    Command command("AUTHENTICATE");
    command.atom(name);
    if (first.response && m_capabilities.has("SASL-IR")) {
        // An empty one is not the same as none (RFC 4959, 3).
        command.secretAtom(first.response->isEmpty() ? QByteArray("=")
                                                     : first.response->toBase64());
    } else if (first.response) {
        authentication->keepForFirstChallenge(*first.response);
    }
    if (command.error())
        return command.error();
    queued->request.alternatives = {{{}, {command}}};
    queued->alternative = 0;
    m_authentication = std::move(authentication);
    m_authenticationId = queued->request.id;
    return {};
}

bool Session::awaitsChallengeAnswer() const
{
    return m_authentication && m_authentication->awaitsApplication();
}

void Session::answerChallenge(quint64 id, const std::optional<QByteArray> &response, qint64 now)
{
    m_now = now;
    if (!m_authentication || id != m_authenticationId)
        return; // of a login that has ended meanwhile
    m_lastActivity = now;
    react(response ? m_authentication->answer(*response) : m_authentication->cancel());
}

void Session::cancelLogin(qint64 now)
{
    m_now = now;
    if (m_authentication)
        react(m_authentication->cancel());
    else if (m_credentialsAskedFor != 0)
        provideCredentials(m_credentialsAskedFor, {}, now);
}

void Session::react(const Authentication::Reaction &reaction)
{
    switch (reaction.kind) {
    case Authentication::Reaction::Answer:
        m_secrets.addResponse(QByteArray::fromBase64(reaction.bytes), m_authentication->open());
        write(reaction.bytes + "\r\n");
        logSent(DebugLevel::Lines, "***");
        return;
    case Authentication::Reaction::Ask:
        emitEvent(ChallengeEvent{m_authenticationId, reaction.bytes});
        return;
    case Authentication::Reaction::Cancel:
        writeCancel();
        return;
    case Authentication::Reaction::GiveUp:
        writeCancel();
        fail(masked(m_authentication->error()));
        return;
    case Authentication::Reaction::Wait:
        return;
    }
}

void Session::writeCancel()
{
    write(QByteArrayLiteral("*\r\n"));
    logSent(DebugLevel::Lines, "*");
}

// Ends the dialogue of a command that the server has answered. An error is our own reason not to
// take the answer for what it says, or what the mechanism knows about a refusal.
QImap4Error Session::concludeAuthentication(const ActiveCommand &command, bool ok)
{
    if (!m_authentication)
        return {};
    Q_ASSERT(command.queued.request.id == m_authenticationId);
    const auto authentication = std::exchange(m_authentication, nullptr);
    const QImap4Error verdict = authentication->verdict(ok);
    if (verdict || ok)
        return masked(verdict);
    const QString refusal = authentication->refusal();
    return refusal.isEmpty() ? QImap4Error()
                             : masked(QImap4Error(QImap4Error::AuthenticationError, refusal));
}

} // namespace QImap4Internal
