// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_SERVERSTATE_P_H
#define QIMAP4TEST_SERVERSTATE_P_H

#include "scriptedserver.h"

#include <QtCore/qhash.h>

#include <mutex>
#include <vector>

namespace QImap4Test {

// What is known about one connection.
struct ConnectionRecord
{
    QByteArray received;
    QByteArray sent;
    QByteArrayList dialogue;
    QList<ClientCommand> commands;
    QByteArray error;
    QByteArray peerCommonName;
    QString tlsError;
    qsizetype step = 0;
    qsizetype stepCount = 0;
    bool encrypted = false;
    bool open = true;
};

// Everything that the test's thread and the server's thread share.
struct ServerState
{
    mutable std::mutex mutex;

    ScriptedServer::Mode mode = ScriptedServer::Plain;
    std::vector<Script> scripts;
    bool reactive = false;
    bool utf8Accepted = false;
    QByteArray greeting;
    QByteArray capabilities;
    int mailboxSize = 3;
    QHash<QByteArray, Handler> handlers;
    QSslConfiguration tls;
    QByteArray injection;
    Faults faults;
    QHash<int, Faults> faultsOf;

    quint16 port = 0;
    int releases = 0;
    std::vector<ConnectionRecord> connections;
};

} // namespace QImap4Test

#endif // QIMAP4TEST_SERVERSTATE_P_H
