// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_SASLERRORS_P_H
#define QIMAP4_SASL_SASLERRORS_P_H

#include "qimap4error.h"

// What servers do wrong in an exchange, whatever the mechanism.
namespace QImap4Internal {

QImap4Error challengeTooLarge();
QImap4Error challengeMalformed();
QImap4Error challengeAfterTheEnd();

} // namespace QImap4Internal

#endif // QIMAP4_SASL_SASLERRORS_P_H
