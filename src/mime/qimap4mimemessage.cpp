// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4mimemessage.h"

#include "charset_p.h"
#include "mimeparser_p.h"
#include "transferdecoding_p.h"

/*!
    \class QImap4MimeMessage
    \brief A message that is there as bytes: from a file, or fetched with BODY[].

    structure() numbers the parts as FETCH does, so that the same code shows a message whether its
    parts come from a server or from a file. The message is parsed once, when the value is made;
    the parts stay views into the shared bytes until they are asked for.

    Any bytes make a message. Nesting is read up to 50 levels and up to 5000 parts; what lies
    deeper is a part of the type application/octet-stream, and isTruncated() tells of it.
*/

class QImap4MimeMessageData : public QSharedData
{
public:
    QByteArray raw;
    QImap4Internal::ParsedMime mime;

    QByteArrayView body(QByteArrayView section) const
    {
        const auto span = mime.spans.constFind(section.toByteArray());
        if (span == mime.spans.cend())
            return {};
        return QByteArrayView(raw).sliced(span->body, span->end - span->body);
    }
};

QImap4MimeMessage::QImap4MimeMessage()
    : d(new QImap4MimeMessageData)
{}

QImap4MimeMessage::QImap4MimeMessage(const QImap4MimeMessage &other) = default;
QImap4MimeMessage::QImap4MimeMessage(QImap4MimeMessage &&other) noexcept = default;
QImap4MimeMessage &QImap4MimeMessage::operator=(const QImap4MimeMessage &other) = default;
QImap4MimeMessage &QImap4MimeMessage::operator=(QImap4MimeMessage &&other) noexcept = default;
QImap4MimeMessage::~QImap4MimeMessage() = default;

/*! Returns the message of which \a raw are the bytes, with any kind of line ends. */
QImap4MimeMessage QImap4MimeMessage::fromRfc822(const QByteArray &raw)
{
    QImap4MimeMessage message;
    message.d->raw = raw;
    message.d->mime = QImap4Internal::parseMime(raw);
    return message;
}

bool QImap4MimeMessage::isNull() const
{
    return d->raw.isEmpty();
}

bool QImap4MimeMessage::isTruncated() const
{
    return d->mime.isTruncated;
}

QByteArray QImap4MimeMessage::raw() const
{
    return d->raw;
}

QImap4Envelope QImap4MimeMessage::envelope() const
{
    qsizetype position = 0;
    return QImap4Internal::envelopeFrom(QImap4Internal::readHeaderFields(d->raw, &position));
}

QImap4BodyStructure QImap4MimeMessage::structure() const
{
    return d->mime.structure;
}

/*! The values of all header fields called \a name (in any case), from the top. */
QByteArrayList QImap4MimeMessage::header(QByteArrayView name) const
{
    qsizetype position = 0;
    return QImap4Internal::fieldValues(QImap4Internal::readHeaderFields(d->raw, &position), name);
}

/*! The bytes of the part \a section in their transfer encoding; empty if there is none. */
QByteArray QImap4MimeMessage::rawPart(QByteArrayView section) const
{
    return d->body(section).toByteArray();
}

/*! The bytes of the part \a section, decoded. */
QByteArray QImap4MimeMessage::decodedPart(QByteArrayView section) const
{
    const QImap4BodyStructure *part = d->mime.structure.find(section);
    if (!part)
        return {};
    return QImap4Internal::decodeTransferEncoding(
        d->body(section), QImap4Internal::transferEncodingFromName(part->encoding()));
}

/*! The part \a section as text, by its charset parameter. */
QString QImap4MimeMessage::text(QByteArrayView section) const
{
    const QImap4BodyStructure *part = d->mime.structure.find(section);
    return part ? QImap4Internal::toUnicode(decodedPart(section), part->parameter("charset"))
                : QString();
}
