// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HTMLURL_P_H
#define QIMAP4_MIME_HTMLURL_P_H

#include "qimap4global.h"
#include "qimap4sanitizedhtml.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qurl.h>

#include <optional>

namespace QImap4Internal {

constexpr qsizetype maximumUrlLength = 8 * 1024;

// The value of a URL attribute, as a browser would read it: without the white space and control
// characters that hide a scheme.
QByteArray cleanUrl(QByteArrayView attribute);
QByteArray urlScheme(QByteArrayView url); // lower case

// The target of a link, if a reader may be sent there: http, https, mailto. A mailto keeps only
// the fields that a composer may take over (RFC 6068, 7).
QIMAP4_AUTOTEST_EXPORT std::optional<QUrl> linkTarget(QByteArrayView url);
std::optional<QUrl> remoteTarget(QByteArrayView url); // http and https only

// Bytes of a data: URL, if it is a picture of a raster format that browsers show.
std::optional<QByteArray> dataImage(QByteArrayView url);

QIMAP4_AUTOTEST_EXPORT QImap4HtmlLink::Warnings linkWarnings(const QUrl &target,
                                                             const QString &text);
bool looksLikeTracker(const QUrl &image);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HTMLURL_P_H
