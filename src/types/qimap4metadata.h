// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4METADATA_H
#define QIMAP4METADATA_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qmap.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

// Annotations of a mailbox, or of the server (RFC 5464).
struct QIMAP4_EXPORT QImap4Metadata
{
    Q_GADGET
    Q_PROPERTY(QString mailbox MEMBER mailbox)
    Q_PROPERTY(QStringList changed MEMBER changed)
public:
    QString mailbox; // empty: of the server
    QMap<QString, QByteArray> entries; // "/shared/comment" and its value; null: it has none
    QStringList changed; // entries that the server says have changed, without their values

    friend bool operator==(const QImap4Metadata &a, const QImap4Metadata &b)
    {
        return a.mailbox == b.mailbox && a.entries == b.entries && a.changed == b.changed;
    }
    friend bool operator!=(const QImap4Metadata &a, const QImap4Metadata &b) { return !(a == b); }
};

Q_DECLARE_METATYPE(QImap4Metadata)

#endif // QIMAP4METADATA_H
