// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_ADDRESSPARSER_P_H
#define QIMAP4_MIME_ADDRESSPARSER_P_H

#include "qimap4envelope.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

namespace QImap4Internal {

// The addresses of a header field (RFC 5322, 3.4), as ENVELOPE would give them: groups as a start
// and an end, a host that is missing as ".MISSING-HOST-NAME.". Names are decoded, in UTF-8.
QIMAP4_AUTOTEST_EXPORT QList<QImap4Address> parseAddressList(const QByteArray &field);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_ADDRESSPARSER_P_H
