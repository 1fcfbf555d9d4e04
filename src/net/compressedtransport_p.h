// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_COMPRESSEDTRANSPORT_P_H
#define QIMAP4_NET_COMPRESSEDTRANSPORT_P_H

#include "net/deflate_p.h"
#include "net/transport_p.h"
#include "net/writequeue_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

#include <memory>

namespace QImap4Internal {

// Another transport, which is open already, with everything compressed from now on (RFC 4978).
// Bytes are counted as they are before compression.
class CompressedTransport : public Transport
{
    Q_OBJECT
public:
    // received: what was read already of what is compressed.
    CompressedTransport(std::unique_ptr<Transport> inner, const QByteArray &received);

    void open() override {}
    qint64 read(char *data, qint64 size) override;
    qint64 bytesAvailable() const override;
    void write(const QByteArray &bytes) override;
    void startTls() override;
    void acceptPeer() override {}
    void retire() override;
    void abort() override;
    bool isEncrypted() const override { return m_inner->isEncrypted(); }
    bool isPeerLoopback() const override { return m_inner->isPeerLoopback(); }
    QSslCertificate peerCertificate() const override { return m_inner->peerCertificate(); }

private:
    // What went out together: how large it was, and how large it became.
    struct Piece
    {
        qint64 plain;
        qint64 compressed;
    };

    enum class Amount { WhatFits, All };
    void writePending(Amount amount);
    void onWritten(qint64 bytes);
    void reportDamage();
    Transport *releaseInner();

    std::unique_ptr<Transport> m_inner;
    Inflater m_inflater;
    Deflater m_deflater;
    WriteQueue m_pending; // not yet compressed
    QList<Piece> m_pieces; // compressed, and not yet written
    qint64 m_unwritten = 0; // bytes of all pieces
    qint64 m_written = 0; // bytes of the first piece
    bool m_isWriting = false;
    bool m_damageTold = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_COMPRESSEDTRANSPORT_P_H
