// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TLSPROBLEM_H
#define QIMAP4TLSPROBLEM_H

#include "qimap4global.h"

#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstringlist.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslerror.h>

// Why a TLS connection would be refused, for the application to decide.
struct QIMAP4_EXPORT QImap4TlsProblem
{
    Q_GADGET
    Q_PROPERTY(QString host MEMBER host)
    Q_PROPERTY(quint16 port MEMBER port)
    Q_PROPERTY(QStringList reasons MEMBER reasons)
public:
    QString host; // the name that was asked for
    quint16 port = 0;
    QList<QSslCertificate> chain; // the peer's, leaf first
    QList<QSslError> errors; // what TLS itself found
    bool nameMatches = true; // false: no subject alternative name is `host` (RFC 9525)
    QStringList reasons; // translated sentences for people

    friend bool operator==(const QImap4TlsProblem &a, const QImap4TlsProblem &b)
    {
        return a.host == b.host && a.port == b.port && a.chain == b.chain && a.errors == b.errors
            && a.nameMatches == b.nameMatches;
    }
};

Q_DECLARE_METATYPE(QImap4TlsProblem)

#endif // QIMAP4TLSPROBLEM_H
