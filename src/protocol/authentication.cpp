// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/authentication_p.h"

#include "sasl/saslerrors_p.h"

#include <QtCore/qcoreapplication.h>

#include <utility>

namespace QImap4Internal {

namespace {

// In base64, and the line is one: blanks around it do no harm.
std::optional<QByteArray> decoded(const QByteArray &text)
{
    auto result =
        QByteArray::fromBase64Encoding(text.trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    if (!result)
        return {};
    return std::move(result.decoded);
}

} // namespace

Authentication::Authentication(std::unique_ptr<SaslExchange> exchange, const QByteArrayList &open)
    : m_exchange(std::move(exchange))
    , m_open(open)
{}

Authentication::~Authentication()
{
    if (m_pending)
        QImap4Secret::wipe(&*m_pending);
}

SaslStep Authentication::begin()
{
    return m_exchange ? m_exchange->start() : SaslStep();
}

Authentication::Reaction Authentication::challenge(const QByteArray &text)
{
    ++m_challenges;
    const bool impatient = std::exchange(m_askedApplication, false);
    if (m_cancelled || impatient || m_challenges > MaximumChallenges) {
        m_error = QImap4Error(
            QImap4Error::ProtocolError,
            QCoreApplication::translate("QImap4", "The server does not end the authentication."));
        return {m_cancelled ? Reaction::GiveUp : stop(m_error).kind, {}};
    }
    if (m_cancelWanted)
        return stop(QImap4Error(QImap4Error::CancelledError));
    std::optional<QByteArray> challenge = decoded(text);
    if (!challenge && m_challenges == 1)
        challenge = QByteArray(); // "+ go ahead", as before a literal
    if (!challenge)
        return stop(challengeMalformed());
    if (m_pending) // and what the server said before it has no meaning
        return say(*std::exchange(m_pending, {}));
    if (!m_exchange) {
        m_askedApplication = true;
        return {Reaction::Ask, *challenge};
    }
    const SaslStep step = m_exchange->step(*challenge);
    if (step.error)
        return stop(step.error);
    return say(step.response.value_or(QByteArray()));
}

Authentication::Reaction Authentication::answer(const QByteArray &response)
{
    if (!std::exchange(m_askedApplication, false))
        return {};
    return say(response);
}

Authentication::Reaction Authentication::cancel()
{
    if (m_cancelled)
        return {};
    if (std::exchange(m_askedApplication, false))
        return stop(QImap4Error(QImap4Error::CancelledError));
    m_cancelWanted = true; // "*" can be said only when it is our turn
    return {};
}

Authentication::Reaction Authentication::say(const QByteArray &response)
{
    return {Reaction::Answer, response.toBase64()};
}

QString Authentication::refusal() const
{
    return m_exchange ? m_exchange->refusal() : QString();
}

Authentication::Reaction Authentication::stop(const QImap4Error &error)
{
    m_cancelled = true;
    m_error = error;
    const bool hopeless = error.category() == QImap4Error::ProtocolError
        || error.category() == QImap4Error::LimitError;
    return {hopeless ? Reaction::GiveUp : Reaction::Cancel, {}};
}

QImap4Error Authentication::verdict(bool serverAccepts) const
{
    if (m_error)
        return m_error;
    if (!serverAccepts) {
        return m_cancelWanted ? QImap4Error(QImap4Error::CancelledError) : QImap4Error();
    }
    if (!m_exchange || m_exchange->isComplete())
        return {};
    return QImap4Error(QImap4Error::AuthenticationError,
                       QCoreApplication::translate(
                           "QImap4", "The server did not prove that it is the right one."));
}

} // namespace QImap4Internal
