// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/compressedtransport_p.h"

#include <QtCore/qcoreapplication.h>

#include <utility>

namespace QImap4Internal {

namespace {

constexpr qint64 ReadAtOnce = 32 * 1024;

} // namespace

CompressedTransport::CompressedTransport(std::unique_ptr<Transport> inner,
                                         const QByteArray &received)
    : m_inner(std::move(inner))
{
    m_inflater.feed(received);
    connect(m_inner.get(), &Transport::readyRead, this, &Transport::readyRead);
    connect(m_inner.get(), &Transport::lost, this, &Transport::lost);
    connect(m_inner.get(), &Transport::bytesWritten, this, &CompressedTransport::onWritten);
}

qint64 CompressedTransport::read(char *data, qint64 size)
{
    QByteArray input;
    while (true) {
        const qint64 count = m_inflater.read(data, size);
        if (count > 0)
            return count;
        if (m_inflater.isDamaged()) {
            reportDamage();
            return 0;
        }
        if (m_inner->bytesAvailable() <= 0)
            return 0;
        input.resize(ReadAtOnce);
        input.truncate(m_inner->read(input.data(), input.size()));
        if (input.isEmpty())
            return 0;
        m_inflater.feed(input);
    }
}

qint64 CompressedTransport::bytesAvailable() const
{
    if (m_damageTold)
        return 0;
    // How much it will be is not known, only that there may be some.
    const bool more = m_inflater.mayHaveMore() || m_inflater.isDamaged();
    return (more ? 1 : 0) + m_inner->bytesAvailable();
}

// Later: whoever reads is not to be destroyed in the middle of it.
void CompressedTransport::reportDamage()
{
    if (std::exchange(m_damageTold, true))
        return;
    const QImap4Error error(
        QImap4Error::ProtocolError,
        QCoreApplication::translate("QImap4", "The compressed data of the server is damaged."));
    QMetaObject::invokeMethod(
        this, [this, error] { Q_EMIT lost(error); }, Qt::QueuedConnection);
}

void CompressedTransport::write(const QByteArray &bytes)
{
    m_pending.append(bytes);
    writePending(Amount::WhatFits);
}

void CompressedTransport::writePending(Amount amount)
{
    if (std::exchange(m_isWriting, true))
        return; // called back while we write
    while (!m_pending.isEmpty()
           && (amount == Amount::All || m_unwritten < WriteQueue::WriteAhead)) {
        const QByteArrayView piece = m_pending.nextPiece();
        const qsizetype size = piece.size();
        QByteArray compressed = m_deflater.deflate(piece, Deflater::Flush::None);
        m_pending.removePiece();
        if (m_pending.isEmpty())
            compressed += m_deflater.deflate({}, Deflater::Flush::Sync);
        m_pieces.append({size, compressed.size()});
        m_unwritten += compressed.size();
        if (!compressed.isEmpty())
            m_inner->write(compressed);
    }
    m_isWriting = false;
}

void CompressedTransport::onWritten(qint64 bytes)
{
    m_unwritten -= bytes;
    m_written += bytes;
    qint64 plain = 0;
    while (!m_pieces.isEmpty() && m_pieces.constFirst().compressed <= m_written) {
        m_written -= m_pieces.constFirst().compressed;
        plain += m_pieces.takeFirst().plain;
    }
    writePending(Amount::WhatFits);
    if (plain > 0)
        Q_EMIT bytesWritten(plain);
}

// The session does not let it come to this: TLS comes before the login, compression after it.
void CompressedTransport::startTls()
{
    Q_EMIT lost(QImap4Error(QImap4Error::IllegalStateError));
}

Transport *CompressedTransport::releaseInner()
{
    m_inner->disconnect(this);
    m_inner->setParent(parent());
    deleteLater();
    return m_inner.release();
}

void CompressedTransport::retire()
{
    writePending(Amount::All);
    releaseInner()->retire();
}

void CompressedTransport::abort()
{
    releaseInner()->abort();
}

} // namespace QImap4Internal
