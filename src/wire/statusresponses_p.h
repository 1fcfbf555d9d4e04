// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_STATUSRESPONSES_P_H
#define QIMAP4_WIRE_STATUSRESPONSES_P_H

#include "qimap4global.h"
#include "wire/parsercontext_p.h"

// Status responses: a condition, perhaps a response code, and text for people (RFC 9051, 7.1).
namespace QImap4Internal {

std::optional<Condition> toCondition(QByteArrayView word);
QIMAP4_AUTOTEST_EXPORT QByteArray conditionName(Condition condition);

// The condition that begins here, also where its code is glued to it; else nothing is taken.
std::optional<Condition> takeCondition(ParserContext &context, Scanner &scanner);

// The scanner stands behind the condition.
StatusResponse parseStatus(ParserContext &context, Condition condition, const QByteArray &tag,
                           Scanner &scanner);
ContinuationResponse parseContinuation(ParserContext &context, Scanner &scanner);

// A code at the beginning of the text, with its brackets; nothing is taken if there is none.
QImap4ResponseCode takeResponseCode(Scanner &scanner);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_STATUSRESPONSES_P_H
