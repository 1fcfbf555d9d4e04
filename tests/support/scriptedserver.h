// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_SCRIPTEDSERVER_H
#define QIMAP4TEST_SCRIPTEDSERVER_H

#include "clientcommand.h"
#include "script.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qstring.h>
#include <QtNetwork/qsslconfiguration.h>

#include <chrono>
#include <functional>
#include <memory>

namespace QImap4Test {

class ServerThread;
struct ServerState;

// What goes wrong on a connection. Octets are counted as the server says them, above TLS.
struct Faults
{
    int chunkSize = 0; // write in pieces of so many octets
    std::chrono::milliseconds chunkDelay{0}; // between two pieces
    qint64 stallAfter = -1; // the socket is held open, but nothing more is sent
    qint64 dropAfter = -1; // FIN
    qint64 resetAfter = -1; // RST
    qint64 readLimit = -1; // of the client's octets; no more are read, and TCP makes it wait
};

// What a handler answers. A QByteArray alone will do; "$tag" is replaced in it, and a CRLF at its
// end is added where it is missing.
struct Answer
{
    enum Then { Continue, Disconnect, DropConnection, ResetConnection, GoSilent, BeginTls };

    Answer(const QByteArray &octets, Then next = Continue)
        : bytes(octets)
        , then(next)
    {}
    Answer(const char *octets, Then next = Continue)
        : bytes(octets)
        , then(next)
    {}

    QByteArray bytes;
    Then then = Continue;
};

using Handler = std::function<Answer(const ClientCommand &)>;

// An IMAP server for tests on an ephemeral port of 127.0.0.1. It runs in a thread of its own, so
// clients that block can be tested too. All functions may be called from any thread.
//
// With a script it plays a dialogue, once: the first script for the first connection, the second
// for the second, and so on. A client that says something else is recorded in report() and cut
// off. Without a script (or when the script of a connection is at its end and setReactive() was
// called) it answers each command by itself, as a small but sensible server; on() replaces single
// answers.
class ScriptedServer
{
public:
    enum Mode {
        Plain,
        ImplicitTls,
        OffersStartTls // Plain, and the reactive server knows STARTTLS
    };

    explicit ScriptedServer(Mode mode = Plain);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer &) = delete;
    ScriptedServer &operator=(const ScriptedServer &) = delete;

    quint16 port() const;
    static QString host() { return QStringLiteral("127.0.0.1"); }

    // The dialogue of the first connection, and those of the next ones.
    void setScript(const Script &script);
    void addScript(const Script &script);
    void setReactive(bool reactive);

    // The reactive server: its greeting, its capabilities (after "CAPABILITY"), and what it answers
    // to a command, or to continuation lines of that command. Handlers run in the server's thread.
    void setGreeting(const QByteArray &line);
    void setCapabilities(const QByteArray &capabilities);
    void setMailboxSize(int messages);
    void on(const QByteArray &commandName, const Handler &handler);
    void on(const QByteArray &commandName, const QByteArray &answer);

    // TLS: the default is Certificates::server("localhost"), no client certificate asked for.
    void setSslConfiguration(const QSslConfiguration &configuration);
    // Octets sent in the clear in one segment with the tagged OK to STARTTLS.
    void injectAfterStartTlsOk(const QByteArray &octets);
    void setUtf8Accepted(bool accepted);

    // For all connections that come, or for one (1 is the first).
    void setFaults(const Faults &faults);
    void setFaults(int connection, const Faults &faults);

    // To the newest connection, unasked: octets as they are ("\r\n" is yours).
    void send(const QByteArray &octets);
    // Lets a script go on that waits in Hold(). One call, one Hold().
    void release();
    // Ends all connections with FIN or RST.
    void dropConnections();
    void resetConnections();

    // What happened. Connections count from 1; 0 means the newest.
    int connectionCount() const;
    int openConnectionCount() const;
    QByteArray received(int connection = 0) const; // all octets of the client, decrypted
    QByteArray sent(int connection = 0) const;
    QList<ClientCommand> commands(int connection = 0) const;
    QByteArrayList commandTexts(int connection = 0) const;
    bool isEncrypted(int connection = 0) const;
    QString tlsError(int connection = 0) const;
    QByteArray peerCommonName(int connection = 0) const; // of the client certificate

    // All scripts were played to their end, as they are written. What a client says after the end
    // of its script is recorded, but not judged.
    bool finished() const;
    // The first thing that was not as the script says; empty while all is well.
    QByteArray error() const;
    // error(), where each script stands, and the dialogue so far: for the text of QVERIFY2.
    QByteArray report() const;

    // These process events of the calling thread while they wait.
    bool waitForConnection(int count = 1, int timeoutMs = 5000) const;
    bool waitForFinished(int timeoutMs = 5000) const;
    bool waitForCommand(const QByteArray &pattern, int timeoutMs = 5000) const;

private:
    std::shared_ptr<ServerState> m_state;
    std::unique_ptr<ServerThread> m_thread;
};

} // namespace QImap4Test

#endif // QIMAP4TEST_SCRIPTEDSERVER_H
