// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HTMLGUARD_P_H
#define QIMAP4_MIME_HTMLGUARD_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qdeadlinetimer.h>

namespace QImap4Internal {

struct GuardedHtml
{
    QByteArray html; // well nested; only elements that the sanitiser has a use for
    QByteArray styleSheets; // of all <style> elements, taken out of the document
    int forms = 0;
    int scripts = 0;
    bool isTruncated = false;
    bool isOutOfTime = false; // the rest was not read
};

// Prepares HTML (UTF-8) for the parser. The HTML5 algorithm needs quadratic time and memory for
// some inputs, and open elements without limit; what leaves this function has a bounded nesting,
// number of elements and number of attributes, and closes its elements in order. This is about
// cost only: what is allowed in a document is decided behind the parser.
GuardedHtml guardHtml(QByteArrayView html, qsizetype maximumElements,
                      const QDeadlineTimer &deadline);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HTMLGUARD_P_H
