// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4mime.h"

#include "charset_p.h"
#include "displaytext_p.h"
#include "headertext_p.h"
#include "transferdecoding_p.h"

/*!
    \namespace QImap4Mime
    \brief Text and bytes of mail, decoded and made harmless.

    The input of these functions comes from strangers: no input makes one of them fail, and each
    needs time and memory in proportion to its input only.
*/

namespace QImap4Mime {

/*!
    Returns the text of the header value \a raw: encoded words (RFC 2047) decoded, raw 8-bit
    characters read as UTF-8 where they are that, as \a fallbackCharset or windows-1252 otherwise.
    The result is one line without control characters. It may still hold bidirectional controls:
    pass it through safeForDisplay() before showing it next to other text.
*/
QString decodeHeader(QByteArrayView raw, QByteArrayView fallbackCharset)
{
    return QImap4Internal::decodeHeaderText(raw, fallbackCharset);
}

/*!
    Returns \a bytes, which are in \a charset (a MIME name in any case), as text. What the charset
    cannot mean becomes U+FFFD. An unknown charset is taken for UTF-8 or windows-1252.
*/
QString toUnicode(QByteArrayView bytes, QByteArrayView charset)
{
    return QImap4Internal::toUnicode(bytes, charset);
}

/*!
    Returns \a data without its content transfer encoding \a encoding (RFC 2045, 6: "base64",
    "quoted-printable", "7bit", "8bit", "binary"; also "x-uuencode"). Unknown names change nothing.
*/
QByteArray decodeTransferEncoding(QByteArrayView data, QByteArrayView encoding)
{
    return QImap4Internal::decodeTransferEncoding(
        data, QImap4Internal::transferEncodingFromName(encoding));
}

/*!
    Returns a file name made of the attachment name \a name that is safe to create in a directory
    of the user: without path, control, bidirectional or reserved characters, not hidden, no
    option and no device name, at most 200 bytes in UTF-8, and never empty.
*/
QString safeFileName(const QString &name)
{
    return QImap4Internal::safeFileName(name);
}

/*!
    Returns \a text as one line of at most 4096 characters that cannot reorder, hide or overprint
    the text around it. For names, subjects and folder names in lists and title bars.
*/
QString safeForDisplay(const QString &text)
{
    return QImap4Internal::safeForDisplay(text);
}

} // namespace QImap4Mime
