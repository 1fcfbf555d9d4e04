// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/scramcheck_p.h"

#include "sasl/saslerrors_p.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qcoreapplication.h>

namespace QImap4Internal {

QImap4Error checkScramServerFirst(const QByteArray &message)
{
    const QByteArrayList attributes = message.split(',');
    const bool hasForm = attributes.size() >= 3 && attributes.at(0).startsWith("r=")
        && attributes.at(1).startsWith("s=") && attributes.at(2).startsWith("i=");
    bool isNumber = false;
    const quint32 iterations = hasForm ? attributes.at(2).mid(2).toUInt(&isNumber) : 0;
    if (!isNumber)
        return challengeMalformed();
    if (iterations < MinimumScramIterations || iterations > MaximumScramIterations) {
        return QImap4Error(QImap4Error::LimitError,
                           QCoreApplication::translate(
                               "QImap4", "The server wants the password to be hashed %1 times.")
                               .arg(iterations));
    }
    return {};
}

} // namespace QImap4Internal
