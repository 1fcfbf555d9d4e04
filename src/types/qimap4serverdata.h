// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4SERVERDATA_H
#define QIMAP4SERVERDATA_H

#include "qimap4global.h"
#include "qimap4messageset.h"
#include "qimap4value.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qurl.h>

// What a URL of URLFETCH stands for (RFC 4467, 5524).
struct QIMAP4_EXPORT QImap4UrlContent
{
    Q_GADGET
    Q_PROPERTY(QByteArray url MEMBER url)
    Q_PROPERTY(QByteArray content MEMBER content)
public:
    QByteArray url; // as the server wrote it; never followed by the library
    QByteArray content; // null: there is none
    QImap4ValueList parts; // URLAUTH=BINARY: BODY, BINARY and BODYPARTSTRUCTURE with their values

    friend bool operator==(const QImap4UrlContent &a, const QImap4UrlContent &b)
    {
        return a.url == b.url && a.content == b.content && a.parts == b.parts;
    }
};

// URLs of a URLFETCH or GENURLAUTH response.
struct QIMAP4_EXPORT QImap4Urls
{
    Q_GADGET
    Q_PROPERTY(bool authorized MEMBER authorized)
public:
    QList<QImap4UrlContent> urls;
    bool authorized = false; // of GENURLAUTH: they carry their authorization, and no content

    friend bool operator==(const QImap4Urls &a, const QImap4Urls &b)
    {
        return a.urls == b.urls && a.authorized == b.authorized;
    }
};

// In which language the server speaks, or those that it can (RFC 5255, 3.3).
struct QIMAP4_EXPORT QImap4Languages
{
    Q_GADGET
    Q_PROPERTY(QByteArrayList tags MEMBER tags)
public:
    QByteArrayList tags; // one: that is in use now

    friend bool operator==(const QImap4Languages &a, const QImap4Languages &b)
    {
        return a.tags == b.tags;
    }
};

// How the server compares text (RFC 5255, 4.8).
struct QIMAP4_EXPORT QImap4Comparator
{
    Q_GADGET
    Q_PROPERTY(QByteArray active MEMBER active)
    Q_PROPERTY(QByteArrayList matching MEMBER matching)
public:
    QByteArray active;
    QByteArrayList matching; // all that fit what was asked for

    friend bool operator==(const QImap4Comparator &a, const QImap4Comparator &b)
    {
        return a.active == b.active && a.matching == b.matching;
    }
};

// A conversion that the server offers (RFC 5259, 5.2).
struct QIMAP4_EXPORT QImap4Conversion
{
    Q_GADGET
    Q_PROPERTY(QByteArray from MEMBER from)
    Q_PROPERTY(QByteArray to MEMBER to)
    Q_PROPERTY(QByteArrayList parameters MEMBER parameters)
public:
    QByteArray from; // "image/gif"
    QByteArray to; // "image/jpeg"
    QByteArrayList parameters;

    friend bool operator==(const QImap4Conversion &a, const QImap4Conversion &b)
    {
        return a.from == b.from && a.to == b.to && a.parameters == b.parameters;
    }
};

// A part of a message after its conversion (RFC 5259, 8.1).
struct QIMAP4_EXPORT QImap4Converted
{
    Q_GADGET
    Q_PROPERTY(quint32 sequenceNumber MEMBER sequenceNumber)
    Q_PROPERTY(quint32 uid MEMBER uid)
public:
    quint32 sequenceNumber = 0;
    quint32 uid = 0; // 0: the server did not say
    QByteArray tag; // of the command that asked
    QImap4Value items; // names and values in turns

    friend bool operator==(const QImap4Converted &a, const QImap4Converted &b)
    {
        return a.sequenceNumber == b.sequenceNumber && a.uid == b.uid && a.tag == b.tag
            && a.items == b.items;
    }
};

// Where the same account speaks JMAP (RFC 9698). Never followed by the library.
struct QIMAP4_EXPORT QImap4JmapAccess
{
    Q_GADGET
    Q_PROPERTY(QUrl session MEMBER session)
public:
    QUrl session;

    friend bool operator==(const QImap4JmapAccess &a, const QImap4JmapAccess &b)
    {
        return a.session == b.session;
    }
};

// Runs of UIDs of about the same number of messages each, from the newest on.
struct QIMAP4_EXPORT QImap4UidBatches
{
    Q_GADGET
public:
    QByteArray tag; // of the command that asked
    QList<QImap4MessageSet::Range> batches;

    friend bool operator==(const QImap4UidBatches &a, const QImap4UidBatches &b)
    {
        return a.tag == b.tag && a.batches == b.batches;
    }
};

Q_DECLARE_METATYPE(QImap4Urls)
Q_DECLARE_METATYPE(QImap4Languages)
Q_DECLARE_METATYPE(QImap4Comparator)
Q_DECLARE_METATYPE(QImap4Conversion)
Q_DECLARE_METATYPE(QImap4Converted)
Q_DECLARE_METATYPE(QImap4JmapAccess)
Q_DECLARE_METATYPE(QImap4UidBatches)

#endif // QIMAP4SERVERDATA_H
