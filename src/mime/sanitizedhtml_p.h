// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_SANITIZEDHTML_P_H
#define QIMAP4_MIME_SANITIZEDHTML_P_H

#include "qimap4sanitizedhtml.h"

class QImap4SanitizedHtmlData : public QSharedData
{
public:
    QString html;
    QList<QImap4HtmlLink> links;
    QList<QImap4InlineImage> inlineImages;
    QList<QUrl> remoteImages;
    QImap4HtmlReport report;
};

#endif // QIMAP4_MIME_SANITIZEDHTML_P_H
