// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_SORTRESPONSES_P_H
#define QIMAP4_WIRE_SORTRESPONSES_P_H

#include "wire/parsercontext_p.h"

// Messages in an order, and in threads (RFC 5256, 4). The scanner stands behind the name.
namespace QImap4Internal {

Response parseSort(ParserContext &context, Scanner &scanner);
Response parseThread(ParserContext &context, Scanner &scanner);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_SORTRESPONSES_P_H
