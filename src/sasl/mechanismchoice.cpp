// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/mechanismchoice_p.h"

#include "sasl/saslexchange_p.h"

#include <QtCore/qcoreapplication.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

bool contains(const QByteArrayList &names, QByteArrayView name)
{
    return std::any_of(names.cbegin(), names.cend(), [name](const QByteArray &other) {
        return name.compare(other, Qt::CaseInsensitive) == 0;
    });
}

// A certificate or a ticket lies around; a password or token was given for a purpose, and goes
// before them.
bool isProofAtHand(SaslProof proof, const SaslSituation &situation)
{
    const bool hasPassword = !situation.credentials.password().isEmpty();
    const bool hasToken = !situation.credentials.token().isEmpty();
    switch (proof) {
    case SaslProof::Password:
        return hasPassword;
    case SaslProof::Token:
        return hasToken;
    case SaslProof::Certificate:
        return !hasPassword && !hasToken && situation.certificate == ClientCertificate::Present;
    case SaslProof::Ticket:
        return !hasPassword && !hasToken;
    case SaslProof::Nothing:
        break;
    }
    return false;
}

bool isSafe(const SaslMechanism &mechanism, SaslChannel channel)
{
    return mechanism.exposure == SaslExposure::Nothing || channel == SaslChannel::Protected;
}

QImap4Error withoutProof(const SaslMechanism &mechanism)
{
    return QImap4Error(QImap4Error::InvalidArgumentError,
                       QCoreApplication::translate("QImap4", "The credentials lack what %1 needs.")
                           .arg(QLatin1String(mechanism.name)));
}

} // namespace

QByteArrayList usableMechanisms(const SaslSituation &situation)
{
    QByteArrayList names = saslMechanismNames();
    names.removeIf([&situation](const QByteArray &name) {
        const SaslMechanism *mechanism = saslMechanism(name);
        return mechanism->proof == SaslProof::Nothing || !contains(situation.offered, name)
            || (!situation.allowed.isEmpty() && !contains(situation.allowed, name))
            || !isSafe(*mechanism, situation.channel) || !SaslExchange::isInstalled(*mechanism);
    });
    return names;
}

SaslChoice chooseMechanism(const SaslSituation &situation)
{
    const auto strongest = [](const SaslSituation &place) -> const SaslMechanism * {
        for (const QByteArray &name : usableMechanisms(place)) {
            const SaslMechanism *mechanism = saslMechanism(name);
            if (isProofAtHand(mechanism->proof, place))
                return mechanism;
        }
        return nullptr;
    };
    if (const SaslMechanism *found = strongest(situation))
        return {found, {}};
    SaslSituation protectedOne = situation;
    protectedOne.channel = SaslChannel::Protected;
    if (strongest(protectedOne))
        return {nullptr, QImap4Error(QImap4Error::InsecureError)};
    const QString offered = QString::fromLatin1(situation.offered.join(' '));
    return {
        nullptr,
        QImap4Error(QImap4Error::UnsupportedError,
                    QCoreApplication::translate(
                        "QImap4", "No way to log in fits the credentials. The server offers: %1")
                        .arg(offered))};
}

SaslChoice namedMechanism(QByteArrayView name, const SaslSituation &situation)
{
    const SaslMechanism *mechanism = saslMechanism(name);
    if (!mechanism || !SaslExchange::isInstalled(*mechanism))
        return {nullptr, QImap4Error(QImap4Error::UnsupportedError, QString::fromLatin1(name))};
    if (!isSafe(*mechanism, situation.channel))
        return {nullptr, QImap4Error(QImap4Error::InsecureError)};
    const bool lacksPassword = mechanism->proof == SaslProof::Password
        && (situation.credentials.password().isEmpty() || situation.credentials.user().isEmpty());
    const bool lacksToken =
        mechanism->proof == SaslProof::Token && situation.credentials.token().isEmpty();
    if (lacksPassword || lacksToken)
        return {nullptr, withoutProof(*mechanism)};
    return {mechanism, {}};
}

} // namespace QImap4Internal
