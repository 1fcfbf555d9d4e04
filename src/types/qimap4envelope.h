// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4ENVELOPE_H
#define QIMAP4ENVELOPE_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

class QImap4EnvelopeData;

// One address, or the start or end of a group, as ENVELOPE gives it (RFC 9051, 7.5.2).
// The raw bytes are kept; names are decoded when they are asked for.
class QIMAP4_EXPORT QImap4Address
{
    Q_GADGET
    Q_PROPERTY(QString displayName READ displayName)
    Q_PROPERTY(QString address READ address)
public:
    QImap4Address() = default;
    QImap4Address(const QByteArray &rawName, const QByteArray &mailbox, const QByteArray &host);

    QString displayName() const; // RFC 2047 decoded, one line; may be empty
    QString address() const; // local@domain
    QString toString() const; // "Name <local@domain>", for people
    const QByteArray &rawName() const { return m_name; }
    const QByteArray &mailbox() const { return m_mailbox; }
    const QByteArray &host() const { return m_host; }
    bool isGroupStart() const { return m_host.isEmpty() && !m_mailbox.isEmpty(); }
    bool isGroupEnd() const { return m_host.isEmpty() && m_mailbox.isEmpty(); }

    friend bool operator==(const QImap4Address &a, const QImap4Address &b)
    {
        return a.m_name == b.m_name && a.m_mailbox == b.m_mailbox && a.m_host == b.m_host;
    }
    friend bool operator!=(const QImap4Address &a, const QImap4Address &b) { return !(a == b); }

private:
    QByteArray m_name;
    QByteArray m_mailbox;
    QByteArray m_host;
};

class QIMAP4_EXPORT QImap4Envelope
{
    Q_GADGET
    Q_PROPERTY(QString subject READ subject)
    Q_PROPERTY(QDateTime date READ date)
public:
    QImap4Envelope();
    QImap4Envelope(const QImap4Envelope &other);
    QImap4Envelope(QImap4Envelope &&other) noexcept;
    QImap4Envelope &operator=(const QImap4Envelope &other);
    QImap4Envelope &operator=(QImap4Envelope &&other) noexcept;
    ~QImap4Envelope();

    bool isNull() const; // the server gave none, or it could not be read

    QString subject() const; // RFC 2047 decoded, one line
    QDateTime date() const; // RFC 5322 Date; invalid when absent or unreadable
    QList<QImap4Address> from() const;
    QList<QImap4Address> sender() const;
    QList<QImap4Address> replyTo() const;
    QList<QImap4Address> to() const;
    QList<QImap4Address> cc() const;
    QList<QImap4Address> bcc() const;
    QByteArray inReplyTo() const;
    QByteArray messageId() const;
    QByteArray rawSubject() const;
    QByteArray rawDate() const;

    void setRawSubject(const QByteArray &subject);
    void setRawDate(const QByteArray &date);
    void setFrom(const QList<QImap4Address> &addresses);
    void setSender(const QList<QImap4Address> &addresses);
    void setReplyTo(const QList<QImap4Address> &addresses);
    void setTo(const QList<QImap4Address> &addresses);
    void setCc(const QList<QImap4Address> &addresses);
    void setBcc(const QList<QImap4Address> &addresses);
    void setInReplyTo(const QByteArray &ids);
    void setMessageId(const QByteArray &id);

    friend QIMAP4_EXPORT bool operator==(const QImap4Envelope &a, const QImap4Envelope &b);
    friend bool operator!=(const QImap4Envelope &a, const QImap4Envelope &b) { return !(a == b); }

private:
    QImap4EnvelopeData &data();

    QSharedDataPointer<QImap4EnvelopeData> d; // null: a null envelope
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Address &address);
QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Envelope &envelope);

Q_DECLARE_METATYPE(QImap4Address)
Q_DECLARE_METATYPE(QImap4Envelope)

#endif // QIMAP4ENVELOPE_H
