// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_MAILBOXRESPONSES_P_H
#define QIMAP4_WIRE_MAILBOXRESPONSES_P_H

#include "wire/parsercontext_p.h"

// The untagged responses about mailboxes and about the server (RFC 9051, 7.2 and 7.3). The
// scanner stands behind the name.
namespace QImap4Internal {

Response parseCapability(ParserContext &context, Scanner &scanner);
Response parseEnabled(ParserContext &context, Scanner &scanner);
Response parseId(ParserContext &context, Scanner &scanner);
Response parseList(ParserContext &context, Scanner &scanner);
Response parseLsub(ParserContext &context, Scanner &scanner);
Response parseNamespace(ParserContext &context, Scanner &scanner);
Response parseMailboxStatus(ParserContext &context, Scanner &scanner);
Response parseFlags(ParserContext &context, Scanner &scanner);

// Reads "(MESSAGES 3 UIDNEXT 10)" into `status`; false if a number is none.
bool readStatusItems(ParserContext &context, const Value &list, QImap4MailboxStatus &status);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_MAILBOXRESPONSES_P_H
