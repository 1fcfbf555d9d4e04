// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MAILBOX_H
#define QIMAP4MAILBOX_H

#include "qimap4flags.h"
#include "qimap4global.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qchar.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>

#include <optional>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

class QImap4MailboxData;
class QImap4MailboxInfoData;

// The answer to STATUS; a value that the server did not give is absent.
struct QIMAP4_EXPORT QImap4MailboxStatus
{
    Q_GADGET
    Q_PROPERTY(QString mailbox MEMBER mailbox)
public:
    enum Item {
        Messages = 0x001,
        Recent = 0x002,
        UidNext = 0x004,
        UidValidity = 0x008,
        Unseen = 0x010,
        Deleted = 0x020,
        Size = 0x040,
        HighestModSeq = 0x080,
        MailboxId = 0x100,
        AppendLimit = 0x200,
        DeletedStorage = 0x400, // needs QUOTA=RES-STORAGE
    };
    Q_DECLARE_FLAGS(Items, Item)
    Q_FLAG(Items)

    QString mailbox;
    std::optional<quint32> messages;
    std::optional<quint32> recent;
    std::optional<quint32> uidNext;
    std::optional<quint32> uidValidity;
    std::optional<quint32> unseen;
    std::optional<quint32> deleted;
    std::optional<quint64> size;
    std::optional<quint64> highestModSeq;
    std::optional<quint64> appendLimit;
    std::optional<quint64> deletedStorage; // bytes that EXPUNGE would free, RFC 9208
    QByteArray mailboxId;

    friend QIMAP4_EXPORT bool operator==(const QImap4MailboxStatus &a,
                                         const QImap4MailboxStatus &b);
    friend bool operator!=(const QImap4MailboxStatus &a, const QImap4MailboxStatus &b)
    {
        return !(a == b);
    }
};
Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4MailboxStatus::Items)

// One row of LIST or LSUB.
class QIMAP4_EXPORT QImap4Mailbox
{
    Q_GADGET
    Q_PROPERTY(QString name READ name)
    Q_PROPERTY(QString leafName READ leafName)
    Q_PROPERTY(SpecialUse specialUse READ specialUse)
public:
    enum Attribute {
        NoAttribute = 0x0000,
        NonExistent = 0x0001, // implies NoSelect
        NoInferiors = 0x0002, // implies HasNoChildren
        NoSelect = 0x0004,
        HasChildren = 0x0008,
        HasNoChildren = 0x0010,
        Marked = 0x0020,
        Unmarked = 0x0040,
        Subscribed = 0x0080,
        Remote = 0x0100,
    };
    Q_DECLARE_FLAGS(Attributes, Attribute)
    Q_FLAG(Attributes)

    enum SpecialUse {
        NoSpecialUse,
        Inbox,
        Drafts,
        Sent,
        Junk,
        Trash,
        Archive,
        All,
        Flagged,
        Important
    };
    Q_ENUM(SpecialUse)

    QImap4Mailbox();
    explicit QImap4Mailbox(const QString &name, QChar delimiter = {},
                           const QByteArrayList &attributeNames = {});
    QImap4Mailbox(const QImap4Mailbox &other);
    QImap4Mailbox &operator=(const QImap4Mailbox &other);
    ~QImap4Mailbox();

    QString name() const; // whole path, decoded
    QString leafName() const; // the part behind the last delimiter
    QString parentName() const; // empty at the top
    QChar delimiter() const; // null: a flat name space
    Attributes attributes() const;
    QByteArrayList attributeNames() const; // all that the server said, as it said it
    SpecialUse specialUse() const;
    bool isInbox() const;
    bool isSelectable() const;

    std::optional<QImap4MailboxStatus> status() const; // LIST-STATUS, RFC 5819
    void setStatus(const QImap4MailboxStatus &status);
    QByteArrayList childInfo() const; // LIST-EXTENDED CHILDINFO, RFC 5258
    void setChildInfo(const QByteArrayList &criteria);
    QString oldName() const; // RFC 9051 OLDNAME
    void setOldName(const QString &name);

    friend QIMAP4_EXPORT bool operator==(const QImap4Mailbox &a, const QImap4Mailbox &b);
    friend bool operator!=(const QImap4Mailbox &a, const QImap4Mailbox &b) { return !(a == b); }

private:
    QSharedDataPointer<QImap4MailboxData> d;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4Mailbox::Attributes)

// The selected mailbox, as SELECT or EXAMINE described it and later responses changed it.
class QIMAP4_EXPORT QImap4MailboxInfo
{
    Q_GADGET
    Q_PROPERTY(QString name READ name)
    Q_PROPERTY(quint32 exists READ exists)
    Q_PROPERTY(quint32 uidValidity READ uidValidity)
    Q_PROPERTY(bool readOnly READ isReadOnly)
public:
    QImap4MailboxInfo();
    QImap4MailboxInfo(const QImap4MailboxInfo &other);
    QImap4MailboxInfo &operator=(const QImap4MailboxInfo &other);
    ~QImap4MailboxInfo();

    bool isValid() const { return !name().isEmpty(); }
    QString name() const;
    quint32 exists() const;
    quint32 recent() const;
    quint32 firstUnseen() const; // sequence number, 0: unknown or none
    quint32 uidNext() const; // 0: unknown
    quint32 uidValidity() const; // 0: unknown
    quint64 highestModSeq() const; // 0: no mod-sequences
    QImap4Flags flags() const;
    QImap4Flags permanentFlags() const; // flags() and AnyKeyword if the server did not say
    bool isReadOnly() const;
    bool areUidsSticky() const;
    QByteArray mailboxId() const;

    void setName(const QString &name);
    void setExists(quint32 exists);
    void setRecent(quint32 recent);
    void setFirstUnseen(quint32 number);
    void setUidNext(quint32 uid);
    void setUidValidity(quint32 validity);
    void setHighestModSeq(quint64 value);
    void setFlags(const QImap4Flags &flags);
    void setPermanentFlags(const QImap4Flags &flags);
    void setReadOnly(bool readOnly);
    void setUidsSticky(bool sticky);
    void setMailboxId(const QByteArray &id);

    friend QIMAP4_EXPORT bool operator==(const QImap4MailboxInfo &a, const QImap4MailboxInfo &b);
    friend bool operator!=(const QImap4MailboxInfo &a, const QImap4MailboxInfo &b)
    {
        return !(a == b);
    }

private:
    QSharedDataPointer<QImap4MailboxInfoData> d;
};

struct QIMAP4_EXPORT QImap4Namespace
{
    QString prefix;
    QChar delimiter;

    friend bool operator==(const QImap4Namespace &a, const QImap4Namespace &b)
    {
        return a.prefix == b.prefix && a.delimiter == b.delimiter;
    }
};

// The answer to NAMESPACE (RFC 2342).
struct QIMAP4_EXPORT QImap4Namespaces
{
    Q_GADGET
public:
    QList<QImap4Namespace> personal;
    QList<QImap4Namespace> otherUsers;
    QList<QImap4Namespace> shared;

    friend bool operator==(const QImap4Namespaces &a, const QImap4Namespaces &b)
    {
        return a.personal == b.personal && a.otherUsers == b.otherUsers && a.shared == b.shared;
    }
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Mailbox &mailbox);
QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4MailboxStatus &status);
QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4MailboxInfo &info);

Q_DECLARE_METATYPE(QImap4MailboxStatus)
Q_DECLARE_METATYPE(QImap4Mailbox)
Q_DECLARE_METATYPE(QImap4MailboxInfo)
Q_DECLARE_METATYPE(QImap4Namespaces)

#endif // QIMAP4MAILBOX_H
