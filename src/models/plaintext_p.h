// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_PLAINTEXT_P_H
#define QIMAP4_MODELS_PLAINTEXT_P_H

#include "qimap4global.h"

#include <QtCore/qstring.h>

namespace QImap4Internal {

// `text` as it looks, but never taken for rich text: tool tips and labels decide by looking for
// tags and entities, and rich text opens the local files that it names.
QIMAP4_AUTOTEST_EXPORT QString neverRichText(const QString &text);

// Equal names of a mailbox: INBOX in any case is one (RFC 9051, 5.1).
QString mailboxKey(const QString &name);

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_PLAINTEXT_P_H
