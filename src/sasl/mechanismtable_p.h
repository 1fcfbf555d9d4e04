// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_MECHANISMTABLE_P_H
#define QIMAP4_SASL_MECHANISMTABLE_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>

namespace QImap4Internal {

// What a mechanism proves the identity with.
enum class SaslProof : quint8 { Password, Token, Certificate, Ticket, Nothing };

// What somebody who reads the line learns.
enum class SaslExposure : quint8 {
    Nothing, // that is of use without guessing
    Secret, // the password, or the token, itself
};

// Who speaks first. Where the client does, an initial response is possible (RFC 4422, 3.3); LOGIN
// does not stand here for ClientFirst, since servers take no initial response for it.
enum class SaslOpening : quint8 { ClientFirst, ServerFirst };

enum class SaslEngine : quint8 { Cyrus, OAuth, SingleMessage };

struct SaslMechanism
{
    const char *name;
    SaslProof proof;
    SaslExposure exposure;
    SaslOpening opening;
    SaslEngine engine;
};

// Null when the name is not known. Names are compared without case.
QIMAP4_AUTOTEST_EXPORT const SaslMechanism *saslMechanism(QByteArrayView name);

// All, the strongest first.
QIMAP4_AUTOTEST_EXPORT QByteArrayList saslMechanismNames();

} // namespace QImap4Internal

#endif // QIMAP4_SASL_MECHANISMTABLE_P_H
