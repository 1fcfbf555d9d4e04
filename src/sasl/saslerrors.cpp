// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/saslerrors_p.h"

#include <QtCore/qcoreapplication.h>

namespace QImap4Internal {

QImap4Error challengeTooLarge()
{
    return QImap4Error(QImap4Error::LimitError,
                       QCoreApplication::translate(
                           "QImap4", "The server's authentication challenge is too large."));
}

QImap4Error challengeMalformed()
{
    return QImap4Error(QImap4Error::ProtocolError,
                       QCoreApplication::translate(
                           "QImap4", "The server's authentication challenge is malformed."));
}

QImap4Error challengeAfterTheEnd()
{
    return QImap4Error(QImap4Error::ProtocolError,
                       QCoreApplication::translate(
                           "QImap4", "The server goes on asking after everything was said."));
}

} // namespace QImap4Internal
