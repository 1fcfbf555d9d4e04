// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_SPECIALUSE_P_H
#define QIMAP4_MODELS_SPECIALUSE_P_H

#include "qimap4global.h"
#include "qimap4mailbox.h"

#include <QtCore/qstring.h>

namespace QImap4Internal {

// The use that a folder's name suggests, for servers without SPECIAL-USE (RFC 6154).
struct SpecialUseGuess
{
    QImap4Mailbox::SpecialUse use = QImap4Mailbox::NoSpecialUse;
    int rank = 0; // lower is more likely
};

QIMAP4_AUTOTEST_EXPORT SpecialUseGuess guessSpecialUse(const QString &leafName);

// Where folders of a use stand among their siblings: INBOX first, those without a use last.
int specialUseOrder(QImap4Mailbox::SpecialUse use);

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_SPECIALUSE_P_H
