// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_MIMEPARSER_P_H
#define QIMAP4_MIME_MIMEPARSER_P_H

#include "qimap4bodystructure.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

namespace QImap4Internal {

struct HeaderField
{
    QByteArrayView name;
    QByteArrayView value; // folded, without the last line end
};

// Where a part lies in its message.
struct MimeSpan
{
    qsizetype headers = 0;
    qsizetype body = 0;
    qsizetype end = 0;
};

struct ParsedMime
{
    QImap4BodyStructure structure;
    QHash<QByteArray, MimeSpan> spans; // by section
    bool isTruncated = false; // a limit cut something off
};

// Header fields from `position` on; afterwards that is the first byte of the body.
QList<HeaderField> readHeaderFields(QByteArrayView message, qsizetype *position);
QByteArrayList fieldValues(const QList<HeaderField> &fields, QByteArrayView name); // unfolded

QImap4Envelope envelopeFrom(const QList<HeaderField> &fields);

// The structure of a message with the numbering of IMAP. Parts are found by their place in the
// input and not copied; nesting and number of parts are bounded, so that any input takes time in
// proportion to its size.
ParsedMime parseMime(QByteArrayView message);

} // namespace QImap4Internal

#endif // QIMAP4_MIME_MIMEPARSER_P_H
