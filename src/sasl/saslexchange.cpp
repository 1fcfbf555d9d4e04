// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/saslexchange_p.h"

#include "sasl/cyrusexchange_p.h"
#include "sasl/cyruslibrary_p.h"
#include "sasl/oauthexchange_p.h"
#include "sasl/saslerrors_p.h"
#include "sasl/singlemessageexchange_p.h"

namespace QImap4Internal {

SaslExchange::~SaslExchange() = default;

bool SaslExchange::isInstalled(const SaslMechanism &mechanism)
{
    return mechanism.engine != SaslEngine::Cyrus || CyrusLibrary::instance().has(mechanism.name);
}

std::unique_ptr<SaslExchange> SaslExchange::create(const SaslMechanism &mechanism,
                                                   const SaslIdentity &identity)
{
    switch (mechanism.engine) {
    case SaslEngine::OAuth:
        return std::make_unique<OAuthExchange>(mechanism, identity);
    case SaslEngine::SingleMessage:
        return std::make_unique<SingleMessageExchange>(mechanism, identity);
    case SaslEngine::Cyrus:
        break;
    }
    return std::make_unique<CyrusExchange>(mechanism, identity);
}

SaslStep SaslExchange::start()
{
    return doStart();
}

SaslStep SaslExchange::step(const QByteArray &challenge)
{
    if (challenge.size() > MaximumChallenge)
        return {{}, challengeTooLarge()};
    return doStep(challenge);
}

} // namespace QImap4Internal
