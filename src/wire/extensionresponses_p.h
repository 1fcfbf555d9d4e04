// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_EXTENSIONRESPONSES_P_H
#define QIMAP4_WIRE_EXTENSIONRESPONSES_P_H

#include "wire/parsercontext_p.h"

// Responses of extensions that few servers have. The scanner stands behind the name.
namespace QImap4Internal {

Response parseComparator(ParserContext &context, Scanner &scanner); // RFC 5255, 4.8
Response parseConversion(ParserContext &context, Scanner &scanner); // RFC 5259, 5.2
Response parseConverted(ParserContext &context, quint32 number, Scanner &scanner); // 8.1
Response parseGenUrlAuth(ParserContext &context, Scanner &scanner); // RFC 4467
Response parseJmapAccess(ParserContext &context, Scanner &scanner); // RFC 9698
Response parseLanguage(ParserContext &context, Scanner &scanner); // RFC 5255, 3.3
Response parseMetadata(ParserContext &context, Scanner &scanner); // RFC 5464, 4.4
Response parseUidBatches(ParserContext &context, Scanner &scanner);
Response parseUrlFetch(ParserContext &context, Scanner &scanner); // RFC 4467, 5524

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_EXTENSIONRESPONSES_P_H
