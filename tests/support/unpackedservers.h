// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_UNPACKEDSERVERS_H
#define QIMAP4TEST_UNPACKEDSERVERS_H

#include "imapserver.h"

namespace QImap4Test {

// The servers that Debian does not install beside Dovecot. Their files are where unpackserver.sh
// (called by tests/run.sh) has put them: below QIMAP4_TEST_SERVERS in the environment, or
// build/servers in the source tree.

// A private Cyrus with the mailboxes INBOX, Drafts, Sent, Trash, Junk and Archive, and the
// administrator admin.
class CyrusServer : public ImapServer
{
public:
    CyrusServer();
    static QString unavailableReason();
};

// A private Courier; every mailbox stands below INBOX, and the delimiter is a dot.
class CourierServer : public ImapServer
{
public:
    CourierServer();
    static QString unavailableReason();
};

} // namespace QImap4Test

#endif // QIMAP4TEST_UNPACKEDSERVERS_H
