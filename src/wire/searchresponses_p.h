// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_SEARCHRESPONSES_P_H
#define QIMAP4_WIRE_SEARCHRESPONSES_P_H

#include "wire/parsercontext_p.h"

// The untagged responses that carry sets of messages. The scanner stands behind the name.
namespace QImap4Internal {

Response parseSearch(ParserContext &context, Scanner &scanner);
Response parseExtendedSearch(ParserContext &context, Scanner &scanner);
Response parseVanished(ParserContext &context, Scanner &scanner);

// "7,14,2:4" in the order given. False for something that is none.
bool readRanges(ParserContext &context, QByteArrayView text,
                QList<QImap4MessageSet::Range> &ranges);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_SEARCHRESPONSES_P_H
