// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_WRITEQUEUE_P_H
#define QIMAP4_NET_WRITEQUEUE_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qlist.h>

namespace QImap4Internal {

// What a transport was given and has not passed on: shared with whoever gave it, and taken off in
// pieces, so that a device holds no more than a little of a large message.
class WriteQueue
{
public:
    // What a device may hold that has not left. Bytes.
    static constexpr qint64 WriteAhead = 256 * 1024;

    bool isEmpty() const { return m_waiting.isEmpty(); }
    void append(const QByteArray &bytes);
    void clear();

    QByteArrayView nextPiece() const; // empty when there is none
    void removePiece(); // the one of nextPiece()

    // Writes while `hasRoom()`; returns how many bytes. A device that fails says so by itself.
    template <typename HasRoom>
    qint64 writeTo(QIODevice &device, const HasRoom &hasRoom)
    {
        qint64 written = 0;
        while (!isEmpty() && hasRoom()) {
            const QByteArrayView piece = nextPiece();
            if (device.write(piece.data(), piece.size()) != piece.size())
                break;
            written += piece.size();
            removePiece();
        }
        return written;
    }

private:
    QList<QByteArray> m_waiting; // none is empty
    qsizetype m_offset = 0; // in the first of them
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_WRITEQUEUE_P_H
