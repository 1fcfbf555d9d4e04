// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_IMAPSERVER_H
#define QIMAP4TEST_IMAPSERVER_H

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <memory>

namespace QImap4Test {

// A private IMAP server on free ports of the loopback interface, with the users alice and bob
// (password "secret"). It ends, and its files go, with this object, and also when the process that
// holds the object dies in whatever way.
class ImapServer
{
public:
    virtual ~ImapServer();
    ImapServer(const ImapServer &) = delete;
    ImapServer &operator=(const ImapServer &) = delete;

    bool start();
    void stop();
    bool isRunning() const;
    QString errorString() const;

    quint16 port() const; // plain and STARTTLS
    quint16 tlsPort() const;
    QString caFile() const;
    QString directory() const;

protected:
    // The script knows "start DIR PORT TLSPORT arguments... --while-open" and "stop DIR".
    explicit ImapServer(const QString &script, const QStringList &arguments = {});

    void setErrorString(const QString &error) { m_error = error; }

private:
    bool startOnce();

    struct Instance;
    QString m_script;
    QStringList m_arguments;
    std::unique_ptr<Instance> m_instance;
    QString m_error;
};

} // namespace QImap4Test

#endif // QIMAP4TEST_IMAPSERVER_H
