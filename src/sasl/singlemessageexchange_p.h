// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_SINGLEMESSAGEEXCHANGE_P_H
#define QIMAP4_SASL_SINGLEMESSAGEEXCHANGE_P_H

#include "sasl/saslexchange_p.h"

namespace QImap4Internal {

// EXTERNAL: whom to act as (RFC 4422, A.1). ANONYMOUS: who to write to in case of trouble (RFC
// 4505, 2); Cyrus SASL would tell the name of the machine there, which is nobody's business.
class SingleMessageExchange : public SaslExchange
{
public:
    SingleMessageExchange(const SaslMechanism &mechanism, const SaslIdentity &identity);

protected:
    SaslStep doStart() override;
    SaslStep doStep(const QByteArray &challenge) override;

private:
    QString m_message;
};

} // namespace QImap4Internal

#endif // QIMAP4_SASL_SINGLEMESSAGEEXCHANGE_P_H
