// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4limits.h"

/*!
    \class QImap4Limits
    \brief Upper bounds on what a server can make large, and the times that it may take.

    Sizes are in bytes, times in milliseconds; 0 as a time means: wait for ever. They hold from the
    next connection on, see QImap4::setLimits(). Where nothing else is said, the connection ends
    with QImap4Error::LimitError, or TimeoutError, as soon as a limit is exceeded.

    What one response may cost:

    \list
    \li \c line, 64 KiB: a line outside of literals.
    \li \c listLine, 16 MiB: a line that may name each message of a mailbox (SEARCH, ESEARCH, SORT,
        THREAD, VANISHED, and the codes COPYUID, APPENDUID and MODIFIED), and lines of FLAGS and
        FETCH. That is enough for a mailbox of a million messages.
    \li \c literal, 64 KiB: a literal that is no message content, such as a name. Those of FETCH,
        such as a subject, are limited by \c response alone: what a sender made large must not end
        the connection at each listing of the mailbox.
    \li \c bodyLiteral, 256 MiB: a literal of message content, also of converted content and that
        of a URL.
    \li \c response, 16 MiB: a whole response without its message content.
    \li \c nesting, 100: parentheses within parentheses. What is deeper fails its response alone.
    \li \c flags, 1,000: of one message or mailbox. More are left out.
    \li \c capabilities, 1,000: and fields of ID. More are left out.
    \li \c listEntries, 1,000,000: of any other list, such as threads, rights, quotas and
        annotations. A longer one fails its response alone. Numbers of messages, which cost no more
        than their digits, are limited by \c listLine alone.
    \endlist

    What left out or fails a response alone is reported with QImap4::protocolWarning().

    What one command, or the connection, may cost:

    \list
    \li \c result, 1 GiB: what one command may bring together in memory.
    \li \c mailboxes, 100,000: rows of one LIST.
    \li \c streamThreshold, 256 KiB: no limit; message content beyond it is handed on in pieces as
        it arrives.
    \li \c unreadByApplication, 8 MiB: what waits for the application to take it. The connection
        is not read in the meantime, and TCP slows the server.
    \endlist

    Times:

    \list
    \li \c connectTimeout, \c greetingTimeout and \c tlsTimeout, 15 s each: until the connection
        stands, until the server's first line, and until TLS is agreed on.
    \li \c loginTimeout, 60 s: from the connection until the login is through, however it drips.
    \li \c commandTimeout, 60 s: silence while a command waits for its answer.
    \li \c lowSpeedBytes, 1 KiB, and \c lowSpeedTime, 30 s: a response has begun, and fewer bytes
        of it than these come in this time, but some.
    \li \c idleRenewal, 28 minutes: how long an IDLE lasts before it is begun anew; servers may
        end one after 29 minutes (RFC 2177).
    \li \c pollInterval, 2 minutes: between two NOOP where the server has no IDLE.
    \endlist
*/
