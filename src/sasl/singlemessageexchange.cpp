// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/singlemessageexchange_p.h"

#include "sasl/saslerrors_p.h"

namespace QImap4Internal {

SingleMessageExchange::SingleMessageExchange(const SaslMechanism &mechanism,
                                             const SaslIdentity &identity)
    : m_message(mechanism.proof == SaslProof::Certificate
                    ? identity.credentials.authorizationIdentity()
                    : identity.credentials.user())
{}

SaslStep SingleMessageExchange::doStart()
{
    setComplete();
    return {m_message.toUtf8(), {}};
}

SaslStep SingleMessageExchange::doStep(const QByteArray &)
{
    return {{}, challengeAfterTheEnd()};
}

} // namespace QImap4Internal
