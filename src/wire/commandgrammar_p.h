// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_COMMANDGRAMMAR_P_H
#define QIMAP4_WIRE_COMMANDGRAMMAR_P_H

#include <QtCore/qbytearrayview.h>

// What the parts of a command may look like (RFC 9051, section 9). An empty text is none of these.
namespace QImap4Internal {

bool isAtom(QByteArrayView text);
bool isAStringAtom(QByteArrayView text); // an atom, or one with "]", that is not NIL
bool isListMailboxAtom(QByteArrayView text); // the same with wildcards
bool isSequenceSet(QByteArrayView text);
bool isCommandName(QByteArrayView text); // an atom, or "UID" and an atom

// What stands between the brackets of BODY[...], with the "<0.9>" that may follow them.
struct SectionText
{
    QByteArrayView spec;
    QByteArrayView partial; // "<0.9>" or empty
    bool valid = false;
};
SectionText readSection(QByteArrayView text);

// Whether text that goes out as it is can neither end the command nor change how the arguments
// behind it are read: printable ASCII, quotes and parentheses closed, no literal announced.
bool isContained(QByteArrayView text);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_COMMANDGRAMMAR_P_H
