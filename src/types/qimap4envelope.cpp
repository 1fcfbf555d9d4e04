// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4envelope.h"

#include "mime/headertext_p.h"
#include "types/rfc5322date_p.h"

#include <QtCore/qdebug.h>

#include <algorithm>
#include <array>
#include <tuple>

/*!
    \class QImap4Address
    \brief One address of an envelope, or the start or the end of a group.

    What the server sent is kept as bytes; text is decoded when it is asked for. All of it was
    written by whoever wrote the mail: show it as plain text only, and never take a display name
    for an identity.
*/

/*!
    \class QImap4Envelope
    \brief The header fields that ENVELOPE holds (RFC 9051, section 7.5.2).

    subject() and date() decode at each call; a program that shows them often keeps the results.
*/

class QImap4EnvelopeData : public QSharedData
{
public:
    QByteArray subject;
    QByteArray date;
    QList<QImap4Address> from;
    QList<QImap4Address> sender;
    QList<QImap4Address> replyTo;
    QList<QImap4Address> to;
    QList<QImap4Address> cc;
    QList<QImap4Address> bcc;
    QByteArray inReplyTo;
    QByteArray messageId;
};

namespace {

// What servers put where an address has no domain.
constexpr std::array<QByteArrayView, 4> missingHosts{"", ".MISSING-HOST-NAME.", "MISSING_DOMAIN",
                                                     ".SYNTAX-ERROR."};

bool isMissingHost(QByteArrayView host)
{
    return std::find(missingHosts.begin(), missingHosts.end(), host) != missingHosts.end();
}

// RFC 5322, 3.2.3 with RFC 6532: what a local part may hold without quotes.
bool isDotAtom(QByteArrayView text)
{
    if (text.isEmpty() || text.startsWith('.') || text.endsWith('.'))
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto u = uchar(c);
        return u > ' ' && u != 0x7f && !QByteArrayView("()<>[]:;@\\,\"").contains(c);
    });
}

QString localPart(const QByteArray &mailbox)
{
    if (isDotAtom(mailbox))
        return QImap4Internal::decodeHeaderText(mailbox);
    QByteArray quoted = mailbox;
    quoted.replace('\\', "\\\\").replace('"', "\\\"");
    return QLatin1Char('"') + QImap4Internal::decodeHeaderText(quoted) + QLatin1Char('"');
}

// Override and isolate marks in a name could make what follows read backwards.
QString withoutBidiControls(QString text)
{
    text.removeIf([](QChar c) {
        const char16_t u = c.unicode();
        return (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
    });
    return text;
}

const QImap4EnvelopeData &emptyData()
{
    static const QImap4EnvelopeData data;
    return data;
}

} // namespace

/*! Makes an address of its raw parts: the name as it stands in the header, and both sides of the @.
 */
QImap4Address::QImap4Address(const QByteArray &rawName, const QByteArray &mailbox,
                             const QByteArray &host)
    : m_name(rawName)
    , m_mailbox(mailbox)
    , m_host(host)
{}

/*! Returns the name for people, on one line; for the start of a group, the group's. May be empty.
 */
QString QImap4Address::displayName() const
{
    const QByteArray &raw = m_name.isEmpty() && isGroupStart() ? m_mailbox : m_name;
    return withoutBidiControls(QImap4Internal::decodeHeaderText(raw));
}

/*!
    Returns local\@domain, the local part quoted where it has to be. Only the local part if the
    domain is missing, and nothing for a group.
*/
QString QImap4Address::address() const
{
    if (m_mailbox.isEmpty() || isGroupStart())
        return {};
    // Angle brackets of a header that the server took for parts of the address.
    const bool bracketed = m_mailbox.startsWith('<') && m_host.endsWith('>');
    const QByteArray mailbox = bracketed ? m_mailbox.sliced(1) : m_mailbox;
    const QByteArray host = bracketed ? m_host.chopped(1) : m_host;
    const QString local = withoutBidiControls(localPart(mailbox));
    if (isMissingHost(host))
        return local;
    return local + QLatin1Char('@') + withoutBidiControls(QImap4Internal::decodeHeaderText(host));
}

/*! Returns "Name <local@domain>" for people to read; it is not meant to be parsed again. */
QString QImap4Address::toString() const
{
    const QString name = displayName();
    const QString mail = address();
    if (name.isEmpty() || name == mail)
        return mail;
    if (mail.isEmpty())
        return name;
    return name + QLatin1String(" <") + mail + QLatin1Char('>');
}

/*! Makes a null envelope. Setting any field makes it not null. */
QImap4Envelope::QImap4Envelope() = default;
QImap4Envelope::QImap4Envelope(const QImap4Envelope &other) = default;
QImap4Envelope::QImap4Envelope(QImap4Envelope &&other) noexcept = default;
QImap4Envelope &QImap4Envelope::operator=(const QImap4Envelope &other) = default;
QImap4Envelope &QImap4Envelope::operator=(QImap4Envelope &&other) noexcept = default;
QImap4Envelope::~QImap4Envelope() = default;

/*! Returns whether the server gave no envelope, or none that could be read. */
bool QImap4Envelope::isNull() const
{
    return !d;
}

/*! Returns the subject for people, on one line. */
QString QImap4Envelope::subject() const
{
    return QImap4Internal::decodeHeaderText(rawSubject());
}

/*!
    Returns when the author says that the message was written, with the author's offset from UTC.
    Read with tolerance for what mail programs really write; invalid where that fails, too.
*/
QDateTime QImap4Envelope::date() const
{
    return QImap4Internal::parseRfc5322Date(rawDate());
}

QList<QImap4Address> QImap4Envelope::from() const
{
    return d ? d->from : QList<QImap4Address>();
}

QList<QImap4Address> QImap4Envelope::sender() const
{
    return d ? d->sender : QList<QImap4Address>();
}

QList<QImap4Address> QImap4Envelope::replyTo() const
{
    return d ? d->replyTo : QList<QImap4Address>();
}

QList<QImap4Address> QImap4Envelope::to() const
{
    return d ? d->to : QList<QImap4Address>();
}

QList<QImap4Address> QImap4Envelope::cc() const
{
    return d ? d->cc : QList<QImap4Address>();
}

QList<QImap4Address> QImap4Envelope::bcc() const
{
    return d ? d->bcc : QList<QImap4Address>();
}

/*! Returns the message ids that the message answers, as the header has them. */
QByteArray QImap4Envelope::inReplyTo() const
{
    return d ? d->inReplyTo : QByteArray();
}

/*! Returns the message id, with its angle brackets. */
QByteArray QImap4Envelope::messageId() const
{
    return d ? d->messageId : QByteArray();
}

/*! Returns the subject as it stands in the header. */
QByteArray QImap4Envelope::rawSubject() const
{
    return d ? d->subject : QByteArray();
}

/*! Returns the date as it stands in the header. */
QByteArray QImap4Envelope::rawDate() const
{
    return d ? d->date : QByteArray();
}

void QImap4Envelope::setRawSubject(const QByteArray &subject)
{
    data().subject = subject;
}

void QImap4Envelope::setRawDate(const QByteArray &date)
{
    data().date = date;
}

void QImap4Envelope::setFrom(const QList<QImap4Address> &addresses)
{
    data().from = addresses;
}

void QImap4Envelope::setSender(const QList<QImap4Address> &addresses)
{
    data().sender = addresses;
}

void QImap4Envelope::setReplyTo(const QList<QImap4Address> &addresses)
{
    data().replyTo = addresses;
}

void QImap4Envelope::setTo(const QList<QImap4Address> &addresses)
{
    data().to = addresses;
}

void QImap4Envelope::setCc(const QList<QImap4Address> &addresses)
{
    data().cc = addresses;
}

void QImap4Envelope::setBcc(const QList<QImap4Address> &addresses)
{
    data().bcc = addresses;
}

void QImap4Envelope::setInReplyTo(const QByteArray &ids)
{
    data().inReplyTo = ids;
}

void QImap4Envelope::setMessageId(const QByteArray &id)
{
    data().messageId = id;
}

QImap4EnvelopeData &QImap4Envelope::data()
{
    if (!d)
        d = new QImap4EnvelopeData;
    return *d;
}

/*! Returns whether \a a and \a b agree in every field, byte for byte. */
bool operator==(const QImap4Envelope &a, const QImap4Envelope &b)
{
    if (a.d == b.d)
        return true;
    const auto fields = [](const QImap4EnvelopeData &e) {
        return std::tie(e.subject, e.date, e.from, e.sender, e.replyTo, e.to, e.cc, e.bcc,
                        e.inReplyTo, e.messageId);
    };
    return a.isNull() == b.isNull()
        && fields(a.d ? *a.d : emptyData()) == fields(b.d ? *b.d : emptyData());
}

QDebug operator<<(QDebug debug, const QImap4Address &address)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4Address(" << address.toString() << ')';
    return debug;
}

QDebug operator<<(QDebug debug, const QImap4Envelope &envelope)
{
    const QDebugStateSaver saver(debug);
    if (envelope.isNull())
        return debug << "QImap4Envelope()";
    debug.nospace() << "QImap4Envelope(" << envelope.subject() << ", " << envelope.rawDate()
                    << ", from " << envelope.from() << ", id " << envelope.messageId() << ')';
    return debug;
}
