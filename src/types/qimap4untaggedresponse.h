// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4UNTAGGEDRESPONSE_H
#define QIMAP4UNTAGGEDRESPONSE_H

#include "qimap4global.h"
#include "qimap4value.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qmetatype.h>

// Any untagged response, for commands that the library does not know.
struct QIMAP4_EXPORT QImap4UntaggedResponse
{
    Q_GADGET
    Q_PROPERTY(QByteArray name MEMBER name)
    Q_PROPERTY(QByteArray data MEMBER data)
public:
    QByteArray name; // upper case: "FETCH", "QUOTA", "EXISTS"
    QByteArray data; // the bytes after it; a leading number stands first: "12 (FLAGS ...)"
    // The data as values, where the library does not know the name; empty if they cannot be read,
    // or are very many.
    QImap4ValueList values = {};

    friend bool operator==(const QImap4UntaggedResponse &a, const QImap4UntaggedResponse &b)
    {
        return a.name == b.name && a.data == b.data;
    }
};

Q_DECLARE_METATYPE(QImap4UntaggedResponse)

#endif // QIMAP4UNTAGGEDRESPONSE_H
