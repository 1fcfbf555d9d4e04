// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_CYRUSEXCHANGE_P_H
#define QIMAP4_SASL_CYRUSEXCHANGE_P_H

#include "sasl/saslexchange_p.h"

namespace QImap4Internal {

// A mechanism of Cyrus SASL. No security layer is agreed on: TLS is that.
class CyrusExchange : public SaslExchange
{
public:
    CyrusExchange(const SaslMechanism &mechanism, const SaslIdentity &identity);
    ~CyrusExchange() override;

protected:
    SaslStep doStart() override;
    SaslStep doStep(const QByteArray &challenge) override;

private:
    class Connection;

    bool isScram() const;
    SaslStep failure(int result) const; // for a result of the library

    const SaslMechanism &m_mechanism;
    std::unique_ptr<Connection> m_connection;
    bool m_challenged = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_SASL_CYRUSEXCHANGE_P_H
