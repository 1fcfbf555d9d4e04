// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4LIMITS_H
#define QIMAP4LIMITS_H

#include "qimap4global.h"

#include <QtCore/qmetatype.h>
#include <QtCore/qobjectdefs.h>

// Upper bounds on what a server can make large, and the times it may take. Sizes are in bytes,
// times in milliseconds; 0 as a time means: wait for ever.
struct QIMAP4_EXPORT QImap4Limits
{
    Q_GADGET
    Q_PROPERTY(qint64 line MEMBER line)
    Q_PROPERTY(qint64 listLine MEMBER listLine)
    Q_PROPERTY(qint64 literal MEMBER literal)
    Q_PROPERTY(qint64 bodyLiteral MEMBER bodyLiteral)
    Q_PROPERTY(qint64 response MEMBER response)
    Q_PROPERTY(qint64 result MEMBER result)
    Q_PROPERTY(qint64 streamThreshold MEMBER streamThreshold)
    Q_PROPERTY(qint64 unreadByApplication MEMBER unreadByApplication)
    Q_PROPERTY(int nesting MEMBER nesting)
    Q_PROPERTY(int mailboxes MEMBER mailboxes)
    Q_PROPERTY(int flags MEMBER flags)
    Q_PROPERTY(int capabilities MEMBER capabilities)
    Q_PROPERTY(int listEntries MEMBER listEntries)
    Q_PROPERTY(int connectTimeout MEMBER connectTimeout)
    Q_PROPERTY(int greetingTimeout MEMBER greetingTimeout)
    Q_PROPERTY(int tlsTimeout MEMBER tlsTimeout)
    Q_PROPERTY(int loginTimeout MEMBER loginTimeout)
    Q_PROPERTY(int commandTimeout MEMBER commandTimeout)
    Q_PROPERTY(qint64 lowSpeedBytes MEMBER lowSpeedBytes)
    Q_PROPERTY(int lowSpeedTime MEMBER lowSpeedTime)
    Q_PROPERTY(int idleRenewal MEMBER idleRenewal)
    Q_PROPERTY(int pollInterval MEMBER pollInterval)
public:
    qint64 line = 64 * 1024; // one line outside literals
    qint64 listLine = 16 * 1024 * 1024; // one that may name each message of a mailbox: SEARCH, SORT
    qint64 literal = 64 * 1024; // a literal that is not message content: names, header strings
    qint64 bodyLiteral = 256 * 1024 * 1024; // message content
    qint64 response = 16 * 1024 * 1024; // one response without its message content
    qint64 result = 1024 * 1024 * 1024; // what one command may bring together in memory
    qint64 streamThreshold = 256 * 1024; // larger content goes to the sink as it arrives
    qint64 unreadByApplication = 8 * 1024 * 1024; // then the worker stops reading its socket
    int nesting = 100; // parentheses
    int mailboxes = 100000; // rows of one LIST
    int flags = 1000; // of one message
    int capabilities = 1000;
    int listEntries = 1000000; // of any other list: threads, rights, quotas, annotations
    int connectTimeout = 15000;
    int greetingTimeout = 15000;
    int tlsTimeout = 15000;
    int loginTimeout = 60000; // from the connection until the login is through, however it drips
    int commandTimeout = 60000; // silence while a command is outstanding
    qint64 lowSpeedBytes = 1024; // a response that drips: fewer than these bytes of it, but some,
    int lowSpeedTime = 30000; // come in this time
    int idleRenewal = 28 * 60 * 1000; // RFC 2177: before 29 minutes
    int pollInterval = 2 * 60 * 1000; // NOOP where IDLE is not offered
};

Q_DECLARE_METATYPE(QImap4Limits)

#endif // QIMAP4LIMITS_H
