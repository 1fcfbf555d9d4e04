// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4mailbox.h"

#include <QtCore/qdebug.h>

#include <tuple>

/*!
    \class QImap4MailboxInfo
    \brief The selected mailbox (RFC 9051, section 6.3.2).

    It starts with what SELECT or EXAMINE answered and follows what the server says later.
*/

class QImap4MailboxInfoData : public QSharedData
{
public:
    QString name;
    quint32 exists = 0;
    quint32 recent = 0;
    quint32 firstUnseen = 0;
    quint32 uidNext = 0;
    quint32 uidValidity = 0;
    quint64 highestModSeq = 0;
    QImap4Flags flags;
    std::optional<QImap4Flags> permanentFlags;
    bool readOnly = false;
    bool uidsSticky = true;
    QByteArray mailboxId;
};

/*! Makes the description of no mailbox. */
QImap4MailboxInfo::QImap4MailboxInfo()
    : d(new QImap4MailboxInfoData)
{}

QImap4MailboxInfo::QImap4MailboxInfo(const QImap4MailboxInfo &other) = default;
QImap4MailboxInfo &QImap4MailboxInfo::operator=(const QImap4MailboxInfo &other) = default;
QImap4MailboxInfo::~QImap4MailboxInfo() = default;

/*! Returns the whole path, decoded. */
QString QImap4MailboxInfo::name() const
{
    return d->name;
}

/*! Returns how many messages there are; sequence numbers go from 1 to this. */
quint32 QImap4MailboxInfo::exists() const
{
    return d->exists;
}

/*! Returns how many messages have \c{\Recent}; 0 with servers that no longer say. */
quint32 QImap4MailboxInfo::recent() const
{
    return d->recent;
}

/*! Returns the sequence number of the first unseen message; 0: unknown, or there is none. */
quint32 QImap4MailboxInfo::firstUnseen() const
{
    return d->firstUnseen;
}

/*! Returns the UID that the next message will have at least; 0: unknown. */
quint32 QImap4MailboxInfo::uidNext() const
{
    return d->uidNext;
}

/*! Returns the value that changes when remembered UIDs are of no more use; 0: unknown. */
quint32 QImap4MailboxInfo::uidValidity() const
{
    return d->uidValidity;
}

/*! Returns the highest mod-sequence (RFC 7162); 0: the mailbox keeps none. */
quint64 QImap4MailboxInfo::highestModSeq() const
{
    return d->highestModSeq;
}

/*! Returns the flags that are defined in the mailbox. */
QImap4Flags QImap4MailboxInfo::flags() const
{
    return d->flags;
}

/*!
    Returns the flags that a client can change for good. A server that does not say lets all
    flags() be changed and new keywords be made (RFC 9051, section 7.1, PERMANENTFLAGS).
*/
QImap4Flags QImap4MailboxInfo::permanentFlags() const
{
    if (d->permanentFlags)
        return *d->permanentFlags;
    QImap4Flags flags = d->flags;
    flags.set(QImap4Flags::AnyKeyword);
    return flags;
}

/*! Returns whether the mailbox can only be read. */
bool QImap4MailboxInfo::isReadOnly() const
{
    return d->readOnly;
}

/*! Returns false if the server warned that UIDs do not outlive the session (UIDNOTSTICKY). */
bool QImap4MailboxInfo::areUidsSticky() const
{
    return d->uidsSticky;
}

/*! Returns the name-independent identity of the mailbox (RFC 8474), or nothing. */
QByteArray QImap4MailboxInfo::mailboxId() const
{
    return d->mailboxId;
}

void QImap4MailboxInfo::setName(const QString &name)
{
    d->name = name;
}

void QImap4MailboxInfo::setExists(quint32 exists)
{
    d->exists = exists;
}

void QImap4MailboxInfo::setRecent(quint32 recent)
{
    d->recent = recent;
}

void QImap4MailboxInfo::setFirstUnseen(quint32 number)
{
    d->firstUnseen = number;
}

void QImap4MailboxInfo::setUidNext(quint32 uid)
{
    d->uidNext = uid;
}

void QImap4MailboxInfo::setUidValidity(quint32 validity)
{
    d->uidValidity = validity;
}

void QImap4MailboxInfo::setHighestModSeq(quint64 value)
{
    d->highestModSeq = value;
}

void QImap4MailboxInfo::setFlags(const QImap4Flags &flags)
{
    d->flags = flags;
}

void QImap4MailboxInfo::setPermanentFlags(const QImap4Flags &flags)
{
    d->permanentFlags = flags;
}

void QImap4MailboxInfo::setReadOnly(bool readOnly)
{
    d->readOnly = readOnly;
}

void QImap4MailboxInfo::setUidsSticky(bool sticky)
{
    d->uidsSticky = sticky;
}

void QImap4MailboxInfo::setMailboxId(const QByteArray &id)
{
    d->mailboxId = id;
}

/*! Returns whether \a a and \a b agree in every field. */
bool operator==(const QImap4MailboxInfo &a, const QImap4MailboxInfo &b)
{
    const auto fields = [](const QImap4MailboxInfoData &m) {
        return std::tie(m.name, m.exists, m.recent, m.firstUnseen, m.uidNext, m.uidValidity,
                        m.highestModSeq, m.flags, m.permanentFlags, m.readOnly, m.uidsSticky,
                        m.mailboxId);
    };
    return a.d == b.d || fields(*a.d) == fields(*b.d);
}

QDebug operator<<(QDebug debug, const QImap4MailboxInfo &info)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4MailboxInfo(" << info.name() << ", exists " << info.exists()
                    << ", uidValidity " << info.uidValidity() << ", uidNext " << info.uidNext()
                    << (info.isReadOnly() ? ", read-only)" : ")");
    return debug;
}
