// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_IMAPSERVERS_H
#define QIMAP4TEST_IMAPSERVERS_H

#include "imapserver.h"
#include "requirements.h"

#include <QtCore/qlist.h>
#include <QtCore/qmap.h>

#include <map>
#include <memory>

namespace QImap4Test {

// A server that tests can be run against.
struct ServerKind
{
    QString name;
    QString (*unavailableReason)();
    std::unique_ptr<ImapServer> (*create)();
};

QList<ServerKind> serverKinds(); // Dovecot, Cyrus, Courier
QList<ServerKind> availableServers(); // those of them that can run here

// The servers of one test program, each started when it is first asked for. Those that cannot run
// here are named, with the reason, in the output.
class ImapServers
{
public:
    ImapServers();
    ~ImapServers();

    // nullptr when it is not to be had. A server that could run but does not start is a failure:
    // then error() is not empty.
    ImapServer *find(const QString &name);
    QString unavailableReason(const QString &name) const;
    QString error() const { return m_error; }
    void stop();

private:
    QMap<QString, QString> m_unavailable;
    std::map<QString, std::unique_ptr<ImapServer>> m_running;
    QString m_error;
};

} // namespace QImap4Test

// In a test function: server is that of the name, running; see QIMAP4_REQUIRE() if it is not here.
#define QIMAP4_FIND_SERVER(server, servers, name)                                                  \
    QIMAP4_REQUIRE(name, (servers).unavailableReason(name));                                       \
    QImap4Test::ImapServer *const server = (servers).find(name);                                   \
    QVERIFY2(server != nullptr, qPrintable((servers).error()))

#endif // QIMAP4TEST_IMAPSERVERS_H
