// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_DOVECOTSERVER_H
#define QIMAP4TEST_DOVECOTSERVER_H

#include "imapserver.h"
#include "requirements.h"

namespace QImap4Test {

// A private Dovecot with the mailboxes INBOX, Drafts, Sent, Trash, Junk and Archive.
//
// On 127.0.0.2 the same ports obey the rules of an open network: no login before TLS.
class DovecotServer : public ImapServer
{
public:
    DovecotServer();

    // Empty when Dovecot is installed here. QIMAP4_START_DOVECOT() asks.
    static QString unavailableReason();

    QByteArray log() const;

    // A message straight into a mailbox, which is created when it is not there. Clients that have
    // it open hear of it like of any new mail.
    bool deliver(const QString &user, const QString &mailbox, const QByteArray &message);
    // Runs doveadm with this server's configuration. The output is in *output, if given.
    bool doveadm(const QStringList &arguments, const QByteArray &input = {},
                 QByteArray *output = nullptr);

    // A command whose standard input and output are a session of the user, without a login.
    QStringList imapCommand(const QString &user) const;
};

} // namespace QImap4Test

// In a test or in initTestCase(): starts it; see QIMAP4_REQUIRE() if it is not here.
#define QIMAP4_START_DOVECOT(server)                                                               \
    do {                                                                                           \
        QIMAP4_REQUIRE(QStringLiteral("Dovecot"), (server).unavailableReason());                   \
        QVERIFY2((server).start(), qPrintable((server).errorString()));                            \
    } while (false)

#endif // QIMAP4TEST_DOVECOTSERVER_H
