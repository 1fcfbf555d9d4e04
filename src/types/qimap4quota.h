// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4QUOTA_H
#define QIMAP4QUOTA_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstringlist.h>

#include <optional>

// How much of one resource is used. The unit is the resource's: STORAGE counts 1024 bytes,
// MESSAGE messages, MAILBOX mailboxes.
struct QIMAP4_EXPORT QImap4QuotaResource
{
    Q_GADGET
    Q_PROPERTY(QByteArray name MEMBER name)
    Q_PROPERTY(quint64 usage MEMBER usage)
    Q_PROPERTY(quint64 limit MEMBER limit)
public:
    QByteArray name; // upper case
    quint64 usage = 0;
    quint64 limit = 0;

    friend bool operator==(const QImap4QuotaResource &a, const QImap4QuotaResource &b)
    {
        return a.name == b.name && a.usage == b.usage && a.limit == b.limit;
    }
    friend bool operator!=(const QImap4QuotaResource &a, const QImap4QuotaResource &b)
    {
        return !(a == b);
    }
};

// The limits of one quota root (RFC 9208).
struct QIMAP4_EXPORT QImap4Quota
{
    Q_GADGET
    Q_PROPERTY(QString root MEMBER root)
    Q_PROPERTY(QList<QImap4QuotaResource> resources MEMBER resources)
public:
    QString root; // may be empty
    QList<QImap4QuotaResource> resources; // those without a limit are missing

    std::optional<QImap4QuotaResource> resource(QByteArrayView name) const;
    friend bool operator==(const QImap4Quota &a, const QImap4Quota &b)
    {
        return a.root == b.root && a.resources == b.resources;
    }
    friend bool operator!=(const QImap4Quota &a, const QImap4Quota &b) { return !(a == b); }
};

// The quota roots that hold for a mailbox, and their limits.
struct QIMAP4_EXPORT QImap4QuotaRoots
{
    Q_GADGET
    Q_PROPERTY(QString mailbox MEMBER mailbox)
    Q_PROPERTY(QStringList roots MEMBER roots)
    Q_PROPERTY(QList<QImap4Quota> quotas MEMBER quotas)
public:
    QString mailbox;
    QStringList roots;
    QList<QImap4Quota> quotas;

    friend bool operator==(const QImap4QuotaRoots &a, const QImap4QuotaRoots &b)
    {
        return a.mailbox == b.mailbox && a.roots == b.roots && a.quotas == b.quotas;
    }
    friend bool operator!=(const QImap4QuotaRoots &a, const QImap4QuotaRoots &b)
    {
        return !(a == b);
    }
};

Q_DECLARE_METATYPE(QImap4Quota)
Q_DECLARE_METATYPE(QImap4QuotaRoots)

#endif // QIMAP4QUOTA_H
