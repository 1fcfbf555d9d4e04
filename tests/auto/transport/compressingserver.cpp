// SPDX-License-Identifier: LGPL-3.0-or-later
#include "compressingserver.h"

#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <zlib.h>

#include <future>
#include <utility>

namespace QImap4Test {

namespace {

constexpr int RawWindow = -15;
constexpr int Patience = 20000; // milliseconds

QByteArray run(z_stream &stream, int (*step)(z_stream *, int), QByteArray input)
{
    QByteArray output;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = uInt(input.size());
    do {
        char block[16384];
        stream.next_out = reinterpret_cast<Bytef *>(block);
        stream.avail_out = sizeof block;
        step(&stream, Z_SYNC_FLUSH);
        output.append(block, qsizetype(sizeof block - stream.avail_out));
    } while (stream.avail_out == 0);
    return output;
}

} // namespace

QByteArray rawDeflated(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, RawWindow, 8, Z_DEFAULT_STRATEGY);
    const QByteArray result = run(stream, ::deflate, bytes);
    deflateEnd(&stream);
    return result;
}

CompressingPeer::CompressingPeer(QTcpSocket &socket)
    : m_socket(socket)
    , m_inflater(std::make_unique<z_stream>())
    , m_deflater(std::make_unique<z_stream>())
{
    inflateInit2(m_inflater.get(), RawWindow);
    deflateInit2(m_deflater.get(), Z_BEST_COMPRESSION, Z_DEFLATED, RawWindow, 8,
                 Z_DEFAULT_STRATEGY);
}

CompressingPeer::~CompressingPeer()
{
    inflateEnd(m_inflater.get());
    deflateEnd(m_deflater.get());
}

void CompressingPeer::send(const QByteArray &bytes)
{
    sendRaw(m_compressed ? run(*m_deflater, ::deflate, bytes) : bytes);
}

void CompressingPeer::sendRaw(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(Patience)) {}
}

bool CompressingPeer::readMore()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(Patience))
        return false;
    const QByteArray bytes = m_socket.readAll();
    m_received += m_compressed ? run(*m_inflater, ::inflate, bytes) : bytes;
    return true;
}

QByteArray CompressingPeer::readLine()
{
    while (!m_received.contains("\r\n")) {
        if (!readMore())
            return {};
    }
    const qsizetype end = m_received.indexOf("\r\n");
    const QByteArray line = m_received.left(end);
    m_received.remove(0, end + 2);
    return line;
}

QByteArray CompressingPeer::readTag(QByteArray *command)
{
    const QByteArray line = readLine();
    const qsizetype space = line.indexOf(' ');
    if (command)
        *command = line.mid(space + 1);
    return line.left(space);
}

void CompressingPeer::compress()
{
    m_compressed = true;
    if (!m_received.isEmpty())
        m_received = run(*m_inflater, ::inflate, std::exchange(m_received, {}));
}

void CompressingPeer::close()
{
    m_socket.disconnectFromHost();
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        m_socket.waitForDisconnected(Patience);
}

CompressingServer::CompressingServer(Part part)
{
    std::promise<quint16> port;
    std::future<quint16> listening = port.get_future();
    m_thread = std::thread([&port, part = std::move(part)] {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        port.set_value(server.serverPort());
        if (!server.waitForNewConnection(Patience))
            return;
        QTcpSocket &socket = *server.nextPendingConnection();
        CompressingPeer peer(socket);
        part(peer);
        while (!peer.readLine().isEmpty()) {} // until the client goes
    });
    m_port = listening.get();
}

CompressingServer::~CompressingServer()
{
    m_thread.join();
}

} // namespace QImap4Test
