// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4RESPONSECODE_H
#define QIMAP4RESPONSECODE_H

#include "qimap4global.h"
#include "qimap4messageset.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetatype.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

// How far a long command has come: INPROGRESS (RFC 9585).
struct QIMAP4_EXPORT QImap4Progress
{
    Q_GADGET
    Q_PROPERTY(QByteArray tag MEMBER tag)
    Q_PROPERTY(quint64 done MEMBER done)
    Q_PROPERTY(quint64 goal MEMBER goal)
public:
    QByteArray tag; // of the command; empty: not told
    quint64 done = 0;
    quint64 goal = 0; // 0: not known

    friend bool operator==(const QImap4Progress &a, const QImap4Progress &b)
    {
        return a.tag == b.tag && a.done == b.done && a.goal == b.goal;
    }
};

struct QImap4UidMapping;

// The bracketed code of a status response: "[UIDVALIDITY 3857529045]".
class QIMAP4_EXPORT QImap4ResponseCode
{
    Q_GADGET
public:
    // In the order of the alphabet. RFC 9051, 7.1, and RFC 5530 where nothing else is said.
    enum Kind {
        None, // no code
        Unknown, // one that the library does not know: name() and arguments()
        Alert,
        AlreadyExists,
        Annotate, // RFC 5257: ANNOTATE, ANNOTATIONS
        AppendUid,
        AuthenticationFailed,
        AuthorizationFailed,
        BadCharset,
        BadComparator, // RFC 5255
        BadEvent, // RFC 5465
        BadUrl, // RFC 4469
        Cannot,
        Capability,
        ClientBug,
        Closed,
        CompressionActive, // RFC 4978
        ContactAdmin,
        CopyUid,
        Corruption,
        Expired,
        ExpungeIssued,
        HasChildren,
        HighestModSeq, // RFC 7162
        InProgress, // RFC 9585
        InUse,
        Limit,
        MailboxId, // RFC 8474
        MaxConvertMessages, // RFC 5259
        MaxConvertParts, // RFC 5259
        MessageLimit, // RFC 9738
        Metadata, // RFC 5464
        Modified, // RFC 7162
        Namespace, // RFC 5255
        NewName, // RFC 2060
        NoModSeq, // RFC 7162
        NonExistent,
        NoPerm,
        NotificationOverflow, // RFC 5465
        NotSaved, // RFC 5182
        NoUpdate, // RFC 5267
        OverQuota,
        Parse,
        PermanentFlags,
        PrivacyRequired,
        ReadOnly,
        ReadWrite,
        Referral, // RFC 2193, 2221: never followed
        ServerBug,
        TempFail, // RFC 5259
        Throttled,
        TooBig, // RFC 4469
        TryCreate,
        UidNext,
        UidNotSticky,
        UidRequired, // RFC 9586
        UidValidity,
        Unavailable,
        UndefinedFilter, // RFC 5466
        UnknownCte,
        Unseen,
        UrlMech, // RFC 4467
        UseAttr, // RFC 6154
        WebAlert, // Gmail: log in at this URL
    };
    Q_ENUM(Kind)

    QImap4ResponseCode() = default;
    QImap4ResponseCode(const QByteArray &name, const QByteArray &arguments = {});

    bool isEmpty() const { return m_name.isEmpty(); }
    const QByteArray &name() const { return m_name; } // upper case
    const QByteArray &arguments() const { return m_arguments; } // the bytes after the name
    bool is(QByteArrayView name) const;

    Kind kind() const;
    quint64 number(bool *ok = nullptr) const;
    QByteArrayList words() const;
    QByteArray url() const; // of REFERRAL, BADURL and WEBALERT, as the server wrote it
    QImap4MessageSet messages() const; // of MODIFIED; without it empty
    QImap4Progress progress() const; // of INPROGRESS
    QImap4UidMapping uidMapping() const; // of APPENDUID and COPYUID

    friend bool operator==(const QImap4ResponseCode &a, const QImap4ResponseCode &b)
    {
        return a.m_name == b.m_name && a.m_arguments == b.m_arguments;
    }
    friend bool operator!=(const QImap4ResponseCode &a, const QImap4ResponseCode &b)
    {
        return !(a == b);
    }

private:
    QByteArray m_name;
    QByteArray m_arguments;
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4ResponseCode &code);

// What APPENDUID and COPYUID tell (RFC 4315): where messages went.
struct QIMAP4_EXPORT QImap4UidMapping
{
    Q_GADGET
    Q_PROPERTY(quint32 uidValidity MEMBER uidValidity)
    Q_PROPERTY(QImap4MessageSet source MEMBER source)
    Q_PROPERTY(QImap4MessageSet destination MEMBER destination)
public:
    quint32 uidValidity = 0; // 0: the server did not say
    QImap4MessageSet source; // empty for APPEND
    QImap4MessageSet destination;

    bool isValid() const { return uidValidity != 0 || !destination.isEmpty(); }
    friend bool operator==(const QImap4UidMapping &a, const QImap4UidMapping &b)
    {
        return a.uidValidity == b.uidValidity && a.source == b.source
            && a.destination == b.destination;
    }
    friend bool operator!=(const QImap4UidMapping &a, const QImap4UidMapping &b)
    {
        return !(a == b);
    }
};

Q_DECLARE_METATYPE(QImap4Progress)
Q_DECLARE_METATYPE(QImap4ResponseCode)
Q_DECLARE_METATYPE(QImap4UidMapping)

#endif // QIMAP4RESPONSECODE_H
