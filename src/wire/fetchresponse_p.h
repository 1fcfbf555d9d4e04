// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_FETCHRESPONSE_P_H
#define QIMAP4_WIRE_FETCHRESPONSE_P_H

#include "wire/messagecollector_p.h"
#include "wire/parsercontext_p.h"

namespace QImap4Internal {

// What the number before FETCH counts; UIDFETCH has the UID there (RFC 9586).
enum class MessageNumber { Sequence, Uid };
struct FetchNumber
{
    quint32 number = 0;
    MessageNumber kind = MessageNumber::Sequence;
};

// Reads "(UID 5 FLAGS (\Seen) ...)" in one pass: UID and FLAGS at once, of all else only where
// it is.
Response parseFetch(ParserContext &context, MessageCollector &messages, FetchNumber number,
                    Scanner &scanner);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_FETCHRESPONSE_P_H
