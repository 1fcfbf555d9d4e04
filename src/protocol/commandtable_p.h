// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_COMMANDTABLE_P_H
#define QIMAP4_PROTOCOL_COMMANDTABLE_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qflags.h>

namespace QImap4Internal {

// The states in which a command may be sent.
enum class InState : quint8 {
    NotAuthenticated = 0x1,
    Authenticated = 0x2,
    Selected = 0x4,
};
Q_DECLARE_FLAGS(InStates, InState)
Q_DECLARE_OPERATORS_FOR_FLAGS(InStates)

// What a command may share the line with.
enum class Ordering : quint8 {
    Pipelined, // with anything that is not ambiguous
    Barrier, // waits for all before it, and holds all behind it
};

// Untagged data that belongs to the command while it runs.
enum class Collect : quint32 {
    Nothing = 0x00000,
    Capability = 0x00001,
    List = 0x00002,
    Lsub = 0x00004,
    Status = 0x00008,
    Namespace = 0x00010,
    Id = 0x00020,
    Enabled = 0x00040,
    Fetch = 0x00080,
    Expunge = 0x00100,
    Search = 0x00200,
    Acl = 0x00400,
    ListRights = 0x00800,
    MyRights = 0x01000,
    Quota = 0x02000,
    QuotaRoot = 0x04000,
    Sort = 0x08000,
    Thread = 0x10000,
    Annotation = 0x20000,
};
Q_DECLARE_FLAGS(Collects, Collect)
Q_DECLARE_OPERATORS_FOR_FLAGS(Collects)

// What its OK, or its failure, does to the session.
enum class Effect : quint8 {
    None,
    Authenticates,
    Selects,
    Examines,
    Deselects,
    Compresses,
    StartsTls,
    Idles,
    LogsOut,
};

// What value<T>() of the reply is.
enum class Result : quint8 {
    None,
    Capabilities,
    Mailboxes,
    MailboxStatus,
    Namespaces,
    MailboxInfo,
    UidMapping,
    Messages,
    Expunged,
    Search,
    ServerId,
    Enabled,
    IdleReason,
    Farewell,
    Acl,
    ListRights,
    MyRights,
    Quota,
    QuotaRoots,
    Sorted,
    Threads,
    Annotations,
    Untagged,
};

// Whether the server may send EXPUNGE while the command runs. While one that may is in
// progress, no command with sequence numbers may be sent (RFC 9051, 5.5).
enum class Expunges : quint8 { Never, Maybe };

struct CommandTraits
{
    const char *name;
    InStates states;
    Ordering ordering;
    Collects collects;
    Effect effect;
    Result result;
    Expunges expunges;
};

// The row of a command; for one that the table does not know, a row that is allowed in every
// state and runs alone.
QIMAP4_AUTOTEST_EXPORT const CommandTraits &commandTraits(QByteArrayView name);

// The row for commands that the application wrote by itself.
QIMAP4_AUTOTEST_EXPORT const CommandTraits &unlistedCommandTraits();

// The names of all rows.
QIMAP4_AUTOTEST_EXPORT QByteArrayList commandNames();

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_COMMANDTABLE_P_H
