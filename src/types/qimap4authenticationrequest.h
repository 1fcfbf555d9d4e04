// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4AUTHENTICATIONREQUEST_H
#define QIMAP4AUTHENTICATIONREQUEST_H

#include "qimap4global.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qobjectdefs.h>
#include <QtCore/qstring.h>

// A login that waits for credentials.
struct QIMAP4_EXPORT QImap4AuthenticationRequest
{
    Q_GADGET
    Q_PROPERTY(QString host MEMBER host)
    Q_PROPERTY(quint16 port MEMBER port)
    Q_PROPERTY(bool encrypted MEMBER encrypted)
    Q_PROPERTY(QByteArrayList mechanisms MEMBER mechanisms)
public:
    QString host;
    quint16 port = 0;
    bool encrypted = false;
    QByteArrayList mechanisms; // that the server offers and that are allowed, strongest first

    friend bool operator==(const QImap4AuthenticationRequest &a,
                           const QImap4AuthenticationRequest &b)
    {
        return a.host == b.host && a.port == b.port && a.encrypted == b.encrypted
            && a.mechanisms == b.mechanisms;
    }
};

Q_DECLARE_METATYPE(QImap4AuthenticationRequest)

#endif // QIMAP4AUTHENTICATIONREQUEST_H
