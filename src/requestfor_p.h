// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_REQUESTFOR_P_H
#define QIMAP4_REQUESTFOR_P_H

#include "protocol/request_p.h"

#include <QtCore/qbytearraylist.h>

namespace QImap4Internal {

// Asks for one command, where the server has all that it needs.
inline Request requestFor(const Command &command, const QByteArrayList &needs = {})
{
    Request request;
    request.name = command.name();
    request.alternatives = {{needs, {command}}};
    return request;
}

// The same for a command about messages of the selected mailbox.
inline Request requestFor(const QImap4MessageSet &messages, const Command &command,
                          const QByteArrayList &needs = {})
{
    Request request = requestFor(command, needs);
    request.messages = messages;
    return request;
}

} // namespace QImap4Internal

#endif // QIMAP4_REQUESTFOR_P_H
