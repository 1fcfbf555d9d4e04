// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_DOVECOTSERVER_H
#define QIMAP4TEST_DOVECOTSERVER_H

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <memory>

namespace QImap4Test {

// A private Dovecot on free ports of the loopback interface, with the users alice and bob (password
// "secret") and the mailboxes INBOX, Drafts, Sent, Trash, Junk and Archive. It ends, and its files
// go, with this object, and also when the process that holds the object dies in whatever way.
//
// On 127.0.0.2 the same ports obey the rules of an open network: no login before TLS.
class DovecotServer
{
public:
    DovecotServer();
    ~DovecotServer();
    DovecotServer(const DovecotServer &) = delete;
    DovecotServer &operator=(const DovecotServer &) = delete;

    // Whether Dovecot is installed here; otherwise a test has nothing to do but to skip.
    static bool isAvailable();
    static QString unavailableReason();

    bool start();
    void stop();
    bool isRunning() const;
    QString errorString() const;

    quint16 port() const; // plain and STARTTLS
    quint16 tlsPort() const;
    QString caFile() const;
    QString directory() const;
    QByteArray log() const;

    // A message straight into a mailbox, which is created when it is not there. Clients that have
    // it open hear of it like of any new mail.
    bool deliver(const QString &user, const QString &mailbox, const QByteArray &message);
    // Runs doveadm with this server's configuration. The output is in *output, if given.
    bool doveadm(const QStringList &arguments, const QByteArray &input = {},
                 QByteArray *output = nullptr);

private:
    bool startOnce();

    struct Instance;
    std::unique_ptr<Instance> m_instance;
    QString m_error;
};

} // namespace QImap4Test

#endif // QIMAP4TEST_DOVECOTSERVER_H
