// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_MESSAGEDECODER_P_H
#define QIMAP4_WIRE_MESSAGEDECODER_P_H

#include "qimap4bodystructure.h"
#include "qimap4envelope.h"
#include "qimap4global.h"
#include "types/qimap4message_p.h"
#include "wire/scanner_p.h"

namespace QImap4Internal {

// How the items of a FETCH response are decoded, when they are asked for. Nothing here fails:
// what cannot be read is null.
QIMAP4_AUTOTEST_EXPORT const MessageDecoder &messageDecoder();

QIMAP4_AUTOTEST_EXPORT QImap4Envelope decodeEnvelope(const Value &value);
// Whether the literal at the end of the lead is that section of a message.
QIMAP4_AUTOTEST_EXPORT bool announcesSection(QByteArrayView lead, QByteArrayView section);

// With its parentheses.
QIMAP4_AUTOTEST_EXPORT QImap4BodyStructure decodeBodyStructure(QByteArrayView value);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_MESSAGEDECODER_P_H
