// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/singlemessageexchange_p.h"

#include <QtCore/qcoreapplication.h>

namespace QImap4Internal {

SingleMessageExchange::SingleMessageExchange(const SaslMechanism &mechanism,
                                             const SaslIdentity &identity)
    : m_message(mechanism.proof == SaslProof::Certificate
                    ? identity.credentials.authorizationIdentity()
                    : identity.credentials.user())
{}

SaslStep SingleMessageExchange::doStart()
{
    setComplete();
    return {m_message.toUtf8(), {}};
}

SaslStep SingleMessageExchange::doStep(const QByteArray &)
{
    return {{},
            QImap4Error(QImap4Error::ProtocolError,
                        QCoreApplication::translate(
                            "QImap4", "The server goes on asking after everything was said."))};
}

} // namespace QImap4Internal
