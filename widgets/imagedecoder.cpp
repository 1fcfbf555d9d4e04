// SPDX-License-Identifier: LGPL-3.0-or-later
#include "imagedecoder_p.h"

#include <QtCore/qbuffer.h>
#include <QtGui/qimagereader.h>

#include <cmath>

namespace QImap4Internal {

namespace {

struct Signature
{
    QByteArrayView start;
    const char *format;
};

// Formats that only hold pixels. SVG and its like can name other files.
constexpr Signature signatures[] = {
    {QByteArrayView("\x89PNG\r\n\x1a\n", 8), "png"},
    {QByteArrayView("\xff\xd8\xff", 3), "jpeg"},
    {QByteArrayView("GIF8", 4), "gif"},
    {QByteArrayView("BM", 2), "bmp"},
};

const char *formatOf(const QByteArray &bytes)
{
    for (const Signature &signature : signatures) {
        if (bytes.startsWith(signature.start))
            return signature.format;
    }
    const bool webp = bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP";
    return webp ? "webp" : nullptr;
}

} // namespace

QImage decodePicture(const QByteArray &bytes, qint64 most)
{
    const char *format = formatOf(bytes);
    if (!format)
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    const qint64 pixels = qint64(size.width()) * size.height();
    if (size.isEmpty() || pixels > largestPicture || most <= 0)
        return {};
    if (pixels > most)
        reader.setScaledSize((size * std::sqrt(double(most) / double(pixels))).expandedTo({1, 1}));
    return reader.read();
}

} // namespace QImap4Internal
