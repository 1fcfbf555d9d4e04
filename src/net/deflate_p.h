// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_DEFLATE_P_H
#define QIMAP4_NET_DEFLATE_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>

#include <memory>

struct z_stream_s;

namespace QImap4Internal {

// Raw DEFLATE (RFC 1951), without zlib's header, as COMPRESS has it (RFC 4978).

// Gives out what it is fed with, decompressed, in pieces as large as is asked for: however much the
// data grows, no more memory is needed.
class QIMAP4_AUTOTEST_EXPORT Inflater
{
public:
    Inflater();
    ~Inflater();
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    void feed(const QByteArray &compressed); // only when read() has nothing more
    qint64 read(char *data, qint64 size); // 0: it must be fed first, or is damaged
    bool mayHaveMore() const; // without being fed
    bool isDamaged() const { return m_damaged; } // also by what follows the end of the stream

private:
    std::unique_ptr<z_stream_s> m_stream;
    QByteArray m_input;
    bool m_outputWasFull = false;
    bool m_ended = false;
    bool m_damaged = false;
};

class QIMAP4_AUTOTEST_EXPORT Deflater
{
public:
    enum class Flush {
        None, // some may be kept for the next call
        Sync, // the receiver can read everything
    };

    Deflater();
    ~Deflater();
    Deflater(const Deflater &) = delete;
    Deflater &operator=(const Deflater &) = delete;

    QByteArray deflate(QByteArrayView bytes, Flush flush);

private:
    std::unique_ptr<z_stream_s> m_stream;
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_DEFLATE_P_H
