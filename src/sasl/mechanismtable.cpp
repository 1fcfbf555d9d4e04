// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/mechanismtable_p.h"

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

constexpr SaslMechanism Table[] = {
    // clang-format off
    {"EXTERNAL",      100, SaslProof::Certificate, SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::SingleMessage}, // RFC 4422, A
    {"GSSAPI",         95, SaslProof::Ticket,      SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 4752
    {"SCRAM-SHA-512",  90, SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 5802
    {"SCRAM-SHA-256",  80, SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 7677
    {"SCRAM-SHA-1",    70, SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 5802
    {"OAUTHBEARER",    66, SaslProof::Token,       SaslExposure::Secret,  SaslOpening::ClientFirst, SaslEngine::OAuth}, // RFC 7628
    {"XOAUTH2",        65, SaslProof::Token,       SaslExposure::Secret,  SaslOpening::ClientFirst, SaslEngine::OAuth}, // Google's
    {"DIGEST-MD5",     60, SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ServerFirst, SaslEngine::Cyrus}, // RFC 2831
    {"CRAM-MD5",       50, SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ServerFirst, SaslEngine::Cyrus}, // RFC 2195
    {"PLAIN",          40, SaslProof::Password,    SaslExposure::Secret,  SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 4616
    {"LOGIN",          30, SaslProof::Password,    SaslExposure::Secret,  SaslOpening::ServerFirst, SaslEngine::Cyrus}, // never specified
    {"ANONYMOUS",       0, SaslProof::Nothing,     SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::SingleMessage}, // RFC 4505
    // clang-format on
};

} // namespace

const SaslMechanism *saslMechanism(QByteArrayView name)
{
    const auto row =
        std::find_if(std::begin(Table), std::end(Table), [name](const SaslMechanism &mechanism) {
            return name.compare(mechanism.name, Qt::CaseInsensitive) == 0;
        });
    return row == std::end(Table) ? nullptr : row;
}

QByteArrayList saslMechanismNames()
{
    QByteArrayList names;
    for (const SaslMechanism &mechanism : Table)
        names.append(mechanism.name);
    return names;
}

} // namespace QImap4Internal
