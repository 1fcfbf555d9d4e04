// SPDX-License-Identifier: LGPL-3.0-or-later
// Whatever a server says in a SASL dialogue, the client neither says its password where the
// mechanism promises not to, nor believes a server that did not prove itself.
#include "fuzz.h"
#include "sasl/saslexchange_p.h"
#include "sasl/scramcheck_p.h"

using namespace QImap4Internal;

namespace {

const QString SaslPassword = QStringLiteral("p3ncil,=\"s3cret");

// What is mutual (SCRAM, DIGEST-MD5) cannot be completed without knowing the password.
bool provesServer(const SaslMechanism &mechanism)
{
    const QByteArrayView name(mechanism.name);
    return name.startsWith("SCRAM") || name == QByteArrayView("DIGEST-MD5");
}

void checkResponse(const SaslMechanism &mechanism, const SaslStep &step)
{
    if (!step.response || mechanism.exposure == SaslExposure::Secret)
        return;
    FUZZ_CHECK(!step.response->contains(SaslPassword.toUtf8()));
}

void talk(const SaslMechanism &mechanism, Fuzz::Input &input)
{
    SaslIdentity identity;
    identity.credentials = QImap4Credentials::withPassword(QStringLiteral("alice"), SaslPassword);
    identity.credentials.setToken(QImap4Secret(QStringLiteral("t0ken")));
    identity.host = QStringLiteral("mail.example.org");
    identity.port = 993;
    const auto exchange = SaslExchange::create(mechanism, identity);
    FUZZ_CHECK(exchange);
    SaslStep step = exchange->start();
    for (int i = 0; i < 4 && !step.error && !input.atEnd(); ++i) {
        checkResponse(mechanism, step);
        QByteArray challenge = input.bytes();
        // A server can repeat what it was told: the nonce, above all.
        if (step.response)
            challenge.replace("%", *step.response);
        step = exchange->step(challenge);
    }
    checkResponse(mechanism, step);
    FUZZ_CHECK(!provesServer(mechanism) || !exchange->isComplete());
    (void)exchange->refusal();
}

} // namespace

QIMAP4_FUZZ_TARGET(sasl, bytes)
{
    static const QByteArrayList names = saslMechanismNames();
    Fuzz::Input input(bytes);
    const int choice = input.below(static_cast<int>(names.size()) + 1);
    if (choice == names.size()) {
        const QByteArray message = input.rest().toByteArray();
        (void)checkScramServerFirst(message);
        return;
    }
    const SaslMechanism *mechanism = saslMechanism(names.at(choice));
    if (SaslExchange::isInstalled(*mechanism))
        talk(*mechanism, input);
}
