// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/mechanismtable_p.h"

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

// The strongest first: the first row that fits is the one that is tried.
constexpr SaslMechanism Table[] = {
    // clang-format off
    {"EXTERNAL",      SaslProof::Certificate, SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::SingleMessage}, // RFC 4422, A
    {"GSSAPI",        SaslProof::Ticket,      SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 4752
    {"SCRAM-SHA-512", SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 5802
    {"SCRAM-SHA-256", SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 7677
    {"SCRAM-SHA-1",   SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 5802
    {"OAUTHBEARER",   SaslProof::Token,       SaslExposure::Secret,  SaslOpening::ClientFirst, SaslEngine::OAuth}, // RFC 7628
    {"XOAUTH2",       SaslProof::Token,       SaslExposure::Secret,  SaslOpening::ClientFirst, SaslEngine::OAuth}, // Google's
    {"DIGEST-MD5",    SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ServerFirst, SaslEngine::Cyrus}, // RFC 2831
    {"CRAM-MD5",      SaslProof::Password,    SaslExposure::Nothing, SaslOpening::ServerFirst, SaslEngine::Cyrus}, // RFC 2195
    {"PLAIN",         SaslProof::Password,    SaslExposure::Secret,  SaslOpening::ClientFirst, SaslEngine::Cyrus}, // RFC 4616
    {"LOGIN",         SaslProof::Password,    SaslExposure::Secret,  SaslOpening::ServerFirst, SaslEngine::Cyrus}, // never specified
    {"ANONYMOUS",     SaslProof::Nothing,     SaslExposure::Nothing, SaslOpening::ClientFirst, SaslEngine::SingleMessage}, // RFC 4505
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
