// SPDX-License-Identifier: LGPL-3.0-or-later
// Transfer encodings are decoded the same however the data is cut, charsets never fail, and both
// stay within bounds. What is encoded by the book comes out as it was.
#include "fuzz.h"
#include "mime/charset_p.h"
#include "mime/transferdecoding_p.h"

using namespace QImap4Internal;

namespace {

QByteArray decodedInSteps(QByteArrayView data, TransferEncoding encoding, qsizetype step)
{
    TransferDecoder decoder(encoding);
    QByteArray result;
    for (qsizetype at = 0; at < data.size(); at += step)
        result += decoder.feed(data.sliced(at, qMin(step, data.size() - at)));
    return result + decoder.finish();
}

void checkDecoding(QByteArrayView data, TransferEncoding encoding, qsizetype step)
{
    const QByteArray whole = decodeTransferEncoding(data, encoding);
    FUZZ_CHECK(whole == decodedInSteps(data, encoding, step));
    FUZZ_CHECK(whole.size() <= data.size() + 2);
}

void checkCharset(QByteArrayView data, QByteArrayView charset)
{
    const QString text = toUnicode(data, charset);
    FUZZ_CHECK(text.isValidUtf16());
    FUZZ_CHECK(text.size() <= data.size() * 4 + 4);
}

void checkBase64(const QByteArray &data, qsizetype step)
{
    FUZZ_CHECK(decodedInSteps(data.toBase64(), TransferEncoding::Base64, step) == data);
}

// Every byte as "=XX", with soft line ends.
void checkQuotedPrintable(const QByteArray &data, qsizetype step)
{
    QByteArray encoded;
    for (qsizetype i = 0; i < data.size(); ++i) {
        encoded += '=' + data.mid(i, 1).toHex().toUpper();
        if (i % 24 == 23)
            encoded += "=\r\n";
    }
    FUZZ_CHECK(decodedInSteps(encoded, TransferEncoding::QuotedPrintable, step) == data);
}

} // namespace

QIMAP4_FUZZ_TARGET(body, bytes)
{
    Fuzz::Input input(bytes);
    const quint8 kind = input.byte();
    const qsizetype step = 1 + input.byte();
    switch (kind % 7) {
    case 0:
        checkDecoding(input.rest(), TransferEncoding::Base64, step);
        break;
    case 1:
        checkDecoding(input.rest(), TransferEncoding::QuotedPrintable, step);
        break;
    case 2:
        checkDecoding(input.rest(), TransferEncoding::Uuencode, step);
        break;
    case 3:
        checkBase64(input.rest().toByteArray(), step);
        break;
    case 4:
        checkQuotedPrintable(input.rest().toByteArray(), step);
        break;
    default: {
        const QByteArray charset = input.bytes();
        checkCharset(input.rest(), charset);
        break;
    }
    }
}
