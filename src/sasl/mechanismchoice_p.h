// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_MECHANISMCHOICE_P_H
#define QIMAP4_SASL_MECHANISMCHOICE_P_H

#include "qimap4credentials.h"
#include "qimap4error.h"
#include "sasl/mechanismtable_p.h"

namespace QImap4Internal {

// Whether a secret may cross the connection: it is encrypted, or the application allows it.
enum class SaslChannel : quint8 { Protected, Open };
enum class ClientCertificate : quint8 { Absent, Present };

struct SaslSituation
{
    QByteArrayList offered; // by the server
    QByteArrayList allowed; // by the application; empty: whatever is known
    QImap4Credentials credentials;
    SaslChannel channel = SaslChannel::Open;
    ClientCertificate certificate = ClientCertificate::Absent;
};

struct SaslChoice
{
    const SaslMechanism *mechanism = nullptr; // null: see error
    QImap4Error error;
};

// The strongest mechanism that the server offers, the application allows, this machine has, and
// the credentials are good for. One that proves nothing is never chosen by itself.
//
// There is no second best: when the chosen one fails, so does the login. Otherwise whoever can make
// the strong one fail would be given the password by the weak one.
QIMAP4_AUTOTEST_EXPORT SaslChoice chooseMechanism(const SaslSituation &situation);

// The one that the application names, whatever the server says that it offers.
QIMAP4_AUTOTEST_EXPORT SaslChoice namedMechanism(QByteArrayView name,
                                                 const SaslSituation &situation);

// What stands in the way of a named mechanism, or without a name of any at all, whatever the
// credentials are. Nobody need be asked for a password then.
QIMAP4_AUTOTEST_EXPORT QImap4Error obstacle(QByteArrayView name, const SaslSituation &situation);

// Those that may come into question with some credentials, the strongest first.
QIMAP4_AUTOTEST_EXPORT QByteArrayList usableMechanisms(const SaslSituation &situation);

} // namespace QImap4Internal

#endif // QIMAP4_SASL_MECHANISMCHOICE_P_H
