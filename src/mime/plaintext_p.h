// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_PLAINTEXT_P_H
#define QIMAP4_MIME_PLAINTEXT_P_H

#include "sanitizedhtml_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

// One line for the reader, which may have been several on the way (RFC 3676).
struct TextLine
{
    int quoteLevel = 0;
    bool isSignature = false;
    QString text; // without quote marks
};

QIMAP4_AUTOTEST_EXPORT QList<TextLine> splitPlainText(QStringView text,
                                                      QImap4PlainTextOptions::Format format);

void renderPlainText(const QString &text, const QImap4PlainTextOptions &options,
                     QImap4SanitizedHtmlData *result);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_PLAINTEXT_P_H
