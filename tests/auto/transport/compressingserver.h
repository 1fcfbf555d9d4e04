// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_COMPRESSINGSERVER_H
#define QIMAP4TEST_COMPRESSINGSERVER_H

#include <QtCore/qbytearray.h>
#include <QtCore/qglobal.h>

#include <functional>
#include <memory>
#include <thread>

struct z_stream_s;
QT_BEGIN_NAMESPACE
class QTcpSocket;
QT_END_NAMESPACE

namespace QImap4Test {

QByteArray rawDeflated(const QByteArray &bytes); // with a sync flush at the end

// The server's end of one connection, compressed once it is told to be.
class CompressingPeer
{
public:
    explicit CompressingPeer(QTcpSocket &socket);
    ~CompressingPeer();

    void send(const QByteArray &bytes); // compressed from compress() on
    void sendRaw(const QByteArray &bytes); // as they are
    QByteArray readLine(); // without CRLF; empty at the end of the connection
    QByteArray readTag(QByteArray *command = nullptr); // of the next command
    void compress(); // from here on, both ways
    void close();

private:
    bool readMore();

    QTcpSocket &m_socket;
    std::unique_ptr<z_stream_s> m_inflater;
    std::unique_ptr<z_stream_s> m_deflater;
    QByteArray m_received;
    bool m_compressed = false;
};

// Plays one part for one client, in a thread of its own.
class CompressingServer
{
public:
    using Part = std::function<void(CompressingPeer &peer)>;

    explicit CompressingServer(Part part);
    ~CompressingServer(); // waits until the part has been played

    quint16 port() const { return m_port; }

private:
    quint16 m_port = 0;
    std::thread m_thread;
};

} // namespace QImap4Test

#endif // QIMAP4TEST_COMPRESSINGSERVER_H
