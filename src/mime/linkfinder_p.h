// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_LINKFINDER_P_H
#define QIMAP4_MIME_LINKFINDER_P_H

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qurl.h>

namespace QImap4Internal {

struct FoundLink
{
    qsizetype start;
    qsizetype length;
    QUrl target;
};

// Web and mail addresses in plain text, in their order, without the punctuation around them.
// Linear in the length of the text.
QList<FoundLink> findLinks(QStringView text);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_LINKFINDER_P_H
