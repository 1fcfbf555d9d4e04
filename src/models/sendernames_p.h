// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_SENDERNAMES_P_H
#define QIMAP4_MODELS_SENDERNAMES_P_H

#include "qimap4envelope.h"
#include "qimap4global.h"

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

// Who a message says it is from; all text is safe to show.
struct SenderNames
{
    QString shown; // "Ann, Bob"; with the address where a name pretends to be another one
    QString address; // of the first
    QString full; // "Ann <ann@example.org>, Bob <bob@example.org>"
};

QIMAP4_AUTOTEST_EXPORT SenderNames senderNames(const QList<QImap4Address> &from);

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_SENDERNAMES_P_H
