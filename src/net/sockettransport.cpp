// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/sockettransport_p.h"

#include "net/certificatecheck_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtNetwork/qhostaddress.h>

namespace QImap4Internal {

namespace {

// What the socket reads ahead; with it full, TCP makes the server wait.
constexpr qint64 ReadAhead = 256 * 1024;

// How long the last bytes may take to leave when we close.
constexpr int ClosingTime = 1000; // milliseconds

QImap4Error errorFor(QAbstractSocket::SocketError error, const QString &text)
{
    switch (error) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return QImap4Error(QImap4Error::TlsError, text);
    case QAbstractSocket::SocketTimeoutError:
        return QImap4Error(QImap4Error::TimeoutError, text);
    default:
        return QImap4Error(QImap4Error::NetworkError, text);
    }
}

} // namespace

SocketTransport::SocketTransport(const Settings &settings, QObject *parent)
    : Transport(parent)
    , m_settings(settings)
{
    m_timer.setSingleShot(true);
    m_socket.setReadBufferSize(ReadAhead);

    // The handshake is let through whatever the certificate says, and judged afterwards, before
    // one byte of ours is sent: so the application can take its time to decide.
    QSslConfiguration configuration = settings.sslConfiguration;
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    // Compression below the encryption gives secrets away; that of IMAP is for the application.
    configuration.setSslOption(QSsl::SslOptionDisableCompression, true);
    m_socket.setSslConfiguration(configuration);
    m_socket.setPeerVerifyName(settings.host);

    connect(&m_timer, &QTimer::timeout, this, &SocketTransport::onTimeout);
    connect(&m_socket, &QSslSocket::connected, this, &SocketTransport::onConnected);
    connect(&m_socket, &QSslSocket::encrypted, this, &SocketTransport::onEncrypted);
    connect(&m_socket, &QSslSocket::readyRead, this, &Transport::readyRead);
    connect(&m_socket, &QSslSocket::bytesWritten, this, &SocketTransport::writePending);
    connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, &SocketTransport::writePending);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &SocketTransport::onError);
}

SocketTransport::~SocketTransport()
{
    m_over = true;
    m_socket.disconnect(this);
    m_socket.abort();
}

void SocketTransport::open()
{
    if (m_settings.connectTimeout > 0)
        m_timer.start(m_settings.connectTimeout);
    if (m_settings.implicitTls)
        m_socket.connectToHostEncrypted(m_settings.host, m_settings.port);
    else
        m_socket.connectToHost(m_settings.host, m_settings.port);
}

void SocketTransport::onConnected()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    m_timer.stop();
    if (m_settings.implicitTls) {
        if (m_settings.tlsTimeout > 0)
            m_timer.start(m_settings.tlsTimeout);
        return;
    }
    m_opened = true;
    Q_EMIT opened();
}

void SocketTransport::startTls()
{
    // QSslSocket would hand out what was buffered before the handshake as if it were encrypted.
    if (m_socket.bytesAvailable() > 0) {
        fail(QImap4Error(
            QImap4Error::TlsError,
            QCoreApplication::translate("QImap4", "Data was injected before the encryption.")));
        return;
    }
    if (m_settings.tlsTimeout > 0)
        m_timer.start(m_settings.tlsTimeout);
    m_socket.startClientEncryption();
}

void SocketTransport::onEncrypted()
{
    m_timer.stop();
    const QImap4TlsProblem problem =
        checkPeer(m_settings.host, m_settings.port, m_socket.peerCertificateChain(),
                  m_socket.sslHandshakeErrors());
    if (problem.reasons.isEmpty())
        reportEncrypted();
    else
        Q_EMIT tlsProblem(problem);
}

void SocketTransport::acceptPeer()
{
    if (!m_over && m_socket.isEncrypted())
        reportEncrypted();
}

void SocketTransport::reportEncrypted()
{
    if (m_opened) {
        Q_EMIT encrypted();
        return;
    }
    m_opened = true;
    Q_EMIT opened();
}

void SocketTransport::onError(QAbstractSocket::SocketError error)
{
    fail(errorFor(error, m_socket.errorString()));
}

void SocketTransport::onTimeout()
{
    const bool connecting = m_socket.state() != QAbstractSocket::ConnectedState;
    fail(QImap4Error(QImap4Error::TimeoutError,
                     connecting
                         ? QCoreApplication::translate("QImap4", "The server cannot be reached.")
                         : QCoreApplication::translate(
                             "QImap4", "The server did not finish the TLS handshake.")));
}

void SocketTransport::fail(const QImap4Error &error)
{
    if (m_over)
        return;
    m_over = true;
    m_timer.stop();
    Q_EMIT lost(error);
}

qint64 SocketTransport::read(char *data, qint64 size)
{
    return qMax(qint64(0), m_socket.read(data, size));
}

qint64 SocketTransport::bytesAvailable() const
{
    return m_socket.bytesAvailable();
}

void SocketTransport::write(const QByteArray &bytes)
{
    m_pending.append(bytes);
    writePending();
}

void SocketTransport::writePending()
{
    const qint64 written = m_pending.writeTo(m_socket, [this] {
        return m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite() < WriteQueue::WriteAhead;
    });
    if (written > 0)
        Q_EMIT bytesWritten(written);
}

void SocketTransport::retire()
{
    m_over = true;
    m_timer.stop();
    m_socket.disconnectFromHost();
    if (m_socket.state() == QAbstractSocket::UnconnectedState) {
        deleteLater();
        return;
    }
    connect(&m_socket, &QSslSocket::disconnected, this, &QObject::deleteLater);
    QTimer::singleShot(ClosingTime, this, &QObject::deleteLater);
}

void SocketTransport::abort()
{
    m_over = true;
    m_timer.stop();
    m_socket.abort();
    deleteLater();
}

bool SocketTransport::isEncrypted() const
{
    return m_socket.isEncrypted();
}

bool SocketTransport::isPeerLoopback() const
{
    return m_socket.peerAddress().isLoopback();
}

QSslCertificate SocketTransport::peerCertificate() const
{
    return m_socket.peerCertificate();
}

} // namespace QImap4Internal
