// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_OAUTHEXCHANGE_P_H
#define QIMAP4_SASL_OAUTHEXCHANGE_P_H

#include "sasl/saslexchange_p.h"

namespace QImap4Internal {

// OAUTHBEARER (RFC 7628) and XOAUTH2, its predecessor by Google. A server that does not like the
// token says why in a challenge, and waits for an answer without meaning before it refuses.
class OAuthExchange : public SaslExchange
{
public:
    OAuthExchange(const SaslMechanism &mechanism, const SaslIdentity &identity);

    QString refusal() const override { return m_refusal; }

protected:
    SaslStep doStart() override;
    SaslStep doStep(const QByteArray &challenge) override;

private:
    QByteArray bearerMessage() const;
    QByteArray googleMessage() const;

    SaslIdentity m_identity;
    bool m_isBearer;
    bool m_refused = false;
    QString m_refusal;
};

} // namespace QImap4Internal

#endif // QIMAP4_SASL_OAUTHEXCHANGE_P_H
