// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_ACCESSRESPONSES_P_H
#define QIMAP4_WIRE_ACCESSRESPONSES_P_H

#include "wire/parsercontext_p.h"

// Rights (RFC 4314, 3.6 to 3.8), quotas (RFC 9208, 4.2) and annotations. The scanner stands behind
// the name.
namespace QImap4Internal {

Response parseAcl(ParserContext &context, Scanner &scanner);
Response parseListRights(ParserContext &context, Scanner &scanner);
Response parseMyRights(ParserContext &context, Scanner &scanner);
Response parseQuota(ParserContext &context, Scanner &scanner);
Response parseQuotaRoot(ParserContext &context, Scanner &scanner);
Response parseAnnotation(ParserContext &context, Scanner &scanner);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_ACCESSRESPONSES_P_H
