// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/deflate_p.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace QImap4Internal {

namespace {

// Negative: no header and no checksum. The largest window, since the server may use it.
constexpr int RawWindow = -15;
constexpr int MemoryLevel = 8; // zlib's default

constexpr std::size_t OutputAtOnce = 16 * 1024;

// zlib does not write through this pointer, but says so only when built to.
Bytef *input(const char *data)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(data));
}

} // namespace

Inflater::Inflater()
    : m_stream(std::make_unique<z_stream>())
{
    m_damaged = inflateInit2(m_stream.get(), RawWindow) != Z_OK; // out of memory
}

Inflater::~Inflater()
{
    inflateEnd(m_stream.get());
}

void Inflater::feed(const QByteArray &compressed)
{
    m_input = compressed;
    m_stream->next_in = input(m_input.constData());
    m_stream->avail_in = uInt(m_input.size());
    if (m_ended && !m_input.isEmpty())
        m_damaged = true;
}

qint64 Inflater::read(char *data, qint64 size)
{
    if (m_damaged || m_ended)
        return 0;
    const auto wanted = uInt(std::min(size, qint64(std::numeric_limits<int>::max())));
    m_stream->next_out = reinterpret_cast<Bytef *>(data);
    m_stream->avail_out = wanted;
    const int result = ::inflate(m_stream.get(), Z_SYNC_FLUSH);
    m_outputWasFull = m_stream->avail_out == 0;
    m_ended = result == Z_STREAM_END;
    // Z_BUF_ERROR: there was nothing to do.
    m_damaged = (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        || (m_ended && m_stream->avail_in > 0);
    return wanted - m_stream->avail_out;
}

bool Inflater::mayHaveMore() const
{
    return !m_damaged && !m_ended && (m_outputWasFull || m_stream->avail_in > 0);
}

Deflater::Deflater()
    : m_stream(std::make_unique<z_stream>())
{
    // Only memory can be lacking, and then nothing else goes on either.
    if (deflateInit2(m_stream.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, RawWindow, MemoryLevel,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        qBadAlloc();
}

Deflater::~Deflater()
{
    deflateEnd(m_stream.get());
}

QByteArray Deflater::deflate(QByteArrayView bytes, Flush flush)
{
    QByteArray result; // grows by what comes out: thousands of small ones may wait to be sent
    std::array<char, OutputAtOnce> output;
    m_stream->next_in = input(bytes.data());
    m_stream->avail_in = uInt(bytes.size());
    do {
        m_stream->next_out = reinterpret_cast<Bytef *>(output.data());
        m_stream->avail_out = uInt(output.size());
        ::deflate(m_stream.get(), flush == Flush::Sync ? Z_SYNC_FLUSH : Z_NO_FLUSH);
        result.append(output.data(), qsizetype(output.size() - m_stream->avail_out));
    } while (m_stream->avail_out == 0);
    return result;
}

} // namespace QImap4Internal
