// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_DISPLAYTEXT_P_H
#define QIMAP4_MIME_DISPLAYTEXT_P_H

#include "qimap4global.h"

#include <QtCore/qstring.h>

namespace QImap4Internal {

// A name or subject as one line that cannot disturb the text around it: control characters and
// bidirectional overrides show as U+FFFD, invisible characters and floods of combining marks go.
// Cut to `maximumLength` UTF-16 units with an ellipsis.
QIMAP4_AUTOTEST_EXPORT QString safeForDisplay(const QString &text, qsizetype maximumLength = 4096);

// A mail address whose domain cannot pass for another one where there is no room to explain it:
// other letters than ASCII's are shown as punycode (UTS 39), or spelled out where there is none.
QIMAP4_AUTOTEST_EXPORT QString withAsciiDomain(const QString &address);

// A file name to propose when a part is saved: no path, no trick, never empty, at most 200 bytes
// in UTF-8, with the extension that really counts in sight.
QIMAP4_AUTOTEST_EXPORT QString safeFileName(const QString &name);

bool isBidiControl(char32_t c);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_DISPLAYTEXT_P_H
