// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_COMMANDRESULT_P_H
#define QIMAP4_PROTOCOL_COMMANDRESULT_P_H

#include "protocol/commandtable_p.h"
#include "qimap4responsecode.h"
#include "wire/extensiondata_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qvariant.h>

// What the answers to a command amount to.
namespace QImap4Internal {

// The commands that ask for such data.
Collect collectOf(const ExtensionData &data);

// The mailbox that the data is about, where it says so; null: it does not.
QString mailboxOf(const ExtensionData &data);

// The value of a command whose answers are extension data; invalid for all others.
QVariant extensionValue(Result result, const QList<ExtensionData> &answers);

// The value of a command that failed behind steps which had their effect: where messages are now.
QVariant doneSoFar(const QImap4ResponseCode &mapping);

// The code of a command of several steps: what APPENDUID said of each of them.
QImap4ResponseCode joinedMapping(const QImap4ResponseCode &earlier,
                                 const QImap4ResponseCode &later);

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_COMMANDRESULT_P_H
