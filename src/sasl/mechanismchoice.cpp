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

QImap4Error nothingFits(const SaslSituation &situation)
{
    return QImap4Error(QImap4Error::UnsupportedError,
                       QCoreApplication::translate(
                           "QImap4", "No way to log in fits the credentials. The server offers: %1")
                           .arg(QString::fromLatin1(situation.offered.join(' '))));
}

const SaslMechanism *strongestFor(const SaslSituation &situation)
{
    for (const QByteArray &name : usableMechanisms(situation)) {
        const SaslMechanism *mechanism = saslMechanism(name);
        if (isProofAtHand(mechanism->proof, situation))
            return mechanism;
    }
    return nullptr;
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

QImap4Error obstacle(QByteArrayView name, const SaslSituation &situation)
{
    if (!name.isEmpty()) {
        const SaslMechanism *mechanism = saslMechanism(name);
        if (!mechanism || !SaslExchange::isInstalled(*mechanism))
            return QImap4Error(QImap4Error::UnsupportedError, QString::fromLatin1(name));
        return QImap4Error(isSafe(*mechanism, situation.channel) ? QImap4Error::NoError
                                                                 : QImap4Error::InsecureError);
    }
    if (!usableMechanisms(situation).isEmpty())
        return {};
    SaslSituation protectedOne = situation;
    protectedOne.channel = SaslChannel::Protected;
    return usableMechanisms(protectedOne).isEmpty() ? nothingFits(situation)
                                                    : QImap4Error(QImap4Error::InsecureError);
}

SaslChoice chooseMechanism(const SaslSituation &situation)
{
    if (const SaslMechanism *found = strongestFor(situation))
        return {found, {}};
    SaslSituation protectedOne = situation;
    protectedOne.channel = SaslChannel::Protected;
    return {nullptr,
            strongestFor(protectedOne) ? QImap4Error(QImap4Error::InsecureError)
                                       : nothingFits(situation)};
}

SaslChoice namedMechanism(QByteArrayView name, const SaslSituation &situation)
{
    if (const QImap4Error error = obstacle(name, situation))
        return {nullptr, error};
    const SaslMechanism *mechanism = saslMechanism(name);
    const bool lacksPassword = mechanism->proof == SaslProof::Password
        && (situation.credentials.password().isEmpty() || situation.credentials.user().isEmpty());
    const bool lacksToken =
        mechanism->proof == SaslProof::Token && situation.credentials.token().isEmpty();
    if (lacksPassword || lacksToken)
        return {nullptr, withoutProof(*mechanism)};
    return {mechanism, {}};
}

} // namespace QImap4Internal
