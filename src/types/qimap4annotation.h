// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4ANNOTATION_H
#define QIMAP4ANNOTATION_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qmap.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

// One entry of a mailbox's annotations, as ANNOTATEMORE has them: the draft that became METADATA.
struct QIMAP4_EXPORT QImap4Annotation
{
    Q_GADGET
    Q_PROPERTY(QString mailbox MEMBER mailbox)
    Q_PROPERTY(QString entry MEMBER entry)
public:
    QString mailbox; // empty: of the server
    QString entry; // "/comment"
    QMap<QString, QByteArray> attributes; // "value.priv" and its value; null: it has none

    friend bool operator==(const QImap4Annotation &a, const QImap4Annotation &b)
    {
        return a.mailbox == b.mailbox && a.entry == b.entry && a.attributes == b.attributes;
    }
    friend bool operator!=(const QImap4Annotation &a, const QImap4Annotation &b)
    {
        return !(a == b);
    }
};

Q_DECLARE_METATYPE(QImap4Annotation)

#endif // QIMAP4ANNOTATION_H
