// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_SOCKETTRANSPORT_P_H
#define QIMAP4_NET_SOCKETTRANSPORT_P_H

#include "net/transport_p.h"
#include "net/writequeue_p.h"

#include <QtCore/qtimer.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslsocket.h>

namespace QImap4Internal {

// TCP, with TLS from the first byte or later.
class SocketTransport : public Transport
{
    Q_OBJECT
public:
    struct Settings
    {
        QString host;
        quint16 port = 0;
        bool implicitTls = false;
        QSslConfiguration sslConfiguration;
        int connectTimeout = 0; // milliseconds
        int tlsTimeout = 0;
    };

    explicit SocketTransport(const Settings &settings, QObject *parent = nullptr);
    ~SocketTransport() override;

    void open() override;
    qint64 read(char *data, qint64 size) override;
    qint64 bytesAvailable() const override;
    void write(const QByteArray &bytes) override;
    void startTls() override;
    void acceptPeer() override;
    void retire() override;
    void abort() override;
    bool isEncrypted() const override;
    bool isPeerLoopback() const override;
    QSslCertificate peerCertificate() const override;

private:
    void onConnected();
    void onEncrypted();
    void onError(QAbstractSocket::SocketError error);
    void onTimeout();
    void reportEncrypted();
    void writePending();
    void fail(const QImap4Error &error);

    Settings m_settings;
    QSslSocket m_socket;
    WriteQueue m_pending; // to be written when the socket has room
    QTimer m_timer; // connect, then the TLS handshake
    bool m_opened = false;
    bool m_over = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_SOCKETTRANSPORT_P_H
