// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_TRANSFERDECODING_P_H
#define QIMAP4_MIME_TRANSFERDECODING_P_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

namespace QImap4Internal {

enum class TransferEncoding { Identity, Base64, QuotedPrintable, Uuencode };

// Identity for 7bit, 8bit, binary, and for names that nobody knows.
QIMAP4_AUTOTEST_EXPORT TransferEncoding transferEncodingFromName(QByteArrayView name);

QIMAP4_AUTOTEST_EXPORT QByteArray decodeTransferEncoding(QByteArrayView data,
                                                         TransferEncoding encoding);

// Decodes a part while it arrives. Whatever the cuts between feed() calls, the output is the
// same, and the memory kept between them is small. Tolerant: junk, missing padding and broken
// escapes never end the decoding.
class QIMAP4_AUTOTEST_EXPORT TransferDecoder
{
public:
    explicit TransferDecoder(TransferEncoding encoding)
        : m_encoding(encoding)
    {}

    QByteArray feed(QByteArrayView data);
    QByteArray finish(); // what the end of the input settles; the decoder is then new again

private:
    enum class UuState { BeforeBegin, InBody, Ended };

    void feedBase64(QByteArrayView data, QByteArray &out);
    void feedQuotedPrintable(QByteArrayView data, QByteArray &out);
    void feedUuencode(QByteArrayView data, QByteArray &out);
    void endBase64Quantum(QByteArray &out);
    void takeQuotedPrintableEscape(char c, QByteArray &out);
    void takeQuotedPrintableByte(char c, QByteArray &out);
    void takeUuLine(QByteArray &out);

    TransferEncoding m_encoding;
    UuState m_uuState = UuState::BeforeBegin;
    quint32 m_bits = 0; // base64: up to three sextets
    int m_sextets = 0;
    QByteArray m_pending; // quoted-printable: trailing blanks or an escape; uuencode: the line
};

} // namespace QImap4Internal

#endif // QIMAP4_MIME_TRANSFERDECODING_P_H
