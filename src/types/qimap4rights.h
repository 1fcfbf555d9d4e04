// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4RIGHTS_H
#define QIMAP4RIGHTS_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

// What somebody may do with a mailbox (RFC 4314, 2.1): a set of letters and digits.
class QIMAP4_EXPORT QImap4Rights
{
    Q_GADGET
public:
    enum Right : char {
        Lookup = 'l',
        Read = 'r',
        KeepSeen = 's',
        Write = 'w', // flags other than \Seen and \Deleted
        Insert = 'i',
        Post = 'p',
        CreateMailboxes = 'k',
        DeleteMailbox = 'x',
        DeleteMessages = 't',
        Expunge = 'e',
        Administer = 'a',
    };
    Q_ENUM(Right)

    QImap4Rights() = default; // none
    QImap4Rights(std::initializer_list<Right> rights);

    static QImap4Rights fromString(QByteArrayView letters, bool *ok = nullptr);

    bool isEmpty() const { return m_bits == 0; }
    bool has(Right right) const { return has(char(right)); }
    bool has(char letter) const;
    void set(Right right, bool on = true) { set(char(right), on); }
    void set(char letter, bool on = true);

    QByteArray toString() const;

    friend QImap4Rights operator|(QImap4Rights a, QImap4Rights b)
    {
        a.m_bits |= b.m_bits;
        return a;
    }
    friend QImap4Rights operator&(QImap4Rights a, QImap4Rights b)
    {
        a.m_bits &= b.m_bits;
        return a;
    }
    friend QImap4Rights operator-(QImap4Rights a, QImap4Rights b)
    {
        a.m_bits &= ~b.m_bits;
        return a;
    }
    friend bool operator==(QImap4Rights a, QImap4Rights b) { return a.m_bits == b.m_bits; }
    friend bool operator!=(QImap4Rights a, QImap4Rights b) { return !(a == b); }

private:
    quint64 m_bits = 0; // letters from bit 0, digits from bit 26
};

// The rights of one user or group, or those that are taken from it.
struct QIMAP4_EXPORT QImap4AclEntry
{
    Q_GADGET
    Q_PROPERTY(QString identifier MEMBER identifier)
    Q_PROPERTY(QImap4Rights rights MEMBER rights)
public:
    QString identifier; // with "-" before it: negative rights (RFC 4314, 2)
    QImap4Rights rights;

    bool isNegative() const { return identifier.startsWith(QLatin1Char('-')); }
    friend bool operator==(const QImap4AclEntry &a, const QImap4AclEntry &b)
    {
        return a.identifier == b.identifier && a.rights == b.rights;
    }
    friend bool operator!=(const QImap4AclEntry &a, const QImap4AclEntry &b) { return !(a == b); }
};

// The access control list of a mailbox.
struct QIMAP4_EXPORT QImap4Acl
{
    Q_GADGET
    Q_PROPERTY(QString mailbox MEMBER mailbox)
    Q_PROPERTY(QList<QImap4AclEntry> entries MEMBER entries)
public:
    QString mailbox;
    QList<QImap4AclEntry> entries; // in the server's order

    QImap4Rights rightsOf(const QString &identifier) const; // as its entry says
    friend bool operator==(const QImap4Acl &a, const QImap4Acl &b)
    {
        return a.mailbox == b.mailbox && a.entries == b.entries;
    }
    friend bool operator!=(const QImap4Acl &a, const QImap4Acl &b) { return !(a == b); }
};

// What rights somebody could be given.
struct QIMAP4_EXPORT QImap4ListRights
{
    Q_GADGET
    Q_PROPERTY(QString mailbox MEMBER mailbox)
    Q_PROPERTY(QString identifier MEMBER identifier)
    Q_PROPERTY(QImap4Rights required MEMBER required)
public:
    QString mailbox;
    QString identifier;
    QImap4Rights required; // always granted
    QList<QImap4Rights> optional; // those of one entry come and go together

    friend bool operator==(const QImap4ListRights &a, const QImap4ListRights &b)
    {
        return a.mailbox == b.mailbox && a.identifier == b.identifier && a.required == b.required
            && a.optional == b.optional;
    }
    friend bool operator!=(const QImap4ListRights &a, const QImap4ListRights &b)
    {
        return !(a == b);
    }
};

// What we ourselves may do with a mailbox.
struct QIMAP4_EXPORT QImap4MyRights
{
    Q_GADGET
    Q_PROPERTY(QString mailbox MEMBER mailbox)
    Q_PROPERTY(QImap4Rights rights MEMBER rights)
public:
    QString mailbox;
    QImap4Rights rights;

    friend bool operator==(const QImap4MyRights &a, const QImap4MyRights &b)
    {
        return a.mailbox == b.mailbox && a.rights == b.rights;
    }
    friend bool operator!=(const QImap4MyRights &a, const QImap4MyRights &b) { return !(a == b); }
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Rights &rights);
QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4AclEntry &entry);

Q_DECLARE_METATYPE(QImap4Rights)
Q_DECLARE_METATYPE(QImap4Acl)
Q_DECLARE_METATYPE(QImap4ListRights)
Q_DECLARE_METATYPE(QImap4MyRights)

#endif // QIMAP4RIGHTS_H
