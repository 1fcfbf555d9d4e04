// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_RESPONSEKIND_P_H
#define QIMAP4_WIRE_RESPONSEKIND_P_H

#include <QtCore/qbytearrayview.h>

namespace QImap4Internal {

// What the first words of a response tell about the literals and lines that it may have.
struct ResponseKind
{
    enum Type {
        Unknown, // not looked at yet
        Text, // for people, or no response at all: it holds no literal
        Code, // text with a response code before it, which may hold some
        Fetch,
        Converted,
        UrlFetch,
        Other,
    };
    Type type = Unknown;
    bool mayBeLong = false; // its lines, such as those that name each message of a mailbox
    qsizetype codeSearched = 0; // Code: so far its end was looked for; at first, where it begins
};

ResponseKind kindOfResponse(QByteArrayView response);

// Whether a line is one that nothing before it can be a part of.
bool beginsResponse(QByteArrayView line);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_RESPONSEKIND_P_H
