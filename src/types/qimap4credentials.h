// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4CREDENTIALS_H
#define QIMAP4CREDENTIALS_H

#include "qimap4global.h"
#include "qimap4secret.h"

#include <QtCore/qmetatype.h>
#include <QtCore/qobjectdefs.h>
#include <QtCore/qstring.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

// Who logs in, and what proves it.
class QIMAP4_EXPORT QImap4Credentials
{
    Q_GADGET
    Q_PROPERTY(QString user READ user WRITE setUser)
    Q_PROPERTY(
        QString authorizationIdentity READ authorizationIdentity WRITE setAuthorizationIdentity)
public:
    QImap4Credentials() = default;
    static QImap4Credentials withPassword(const QString &user, const QString &password);
    static QImap4Credentials withToken(const QString &user, const QString &token);

    bool isEmpty() const;

    QString user() const { return m_user; }
    void setUser(const QString &user) { m_user = user; }
    QImap4Secret password() const { return m_password; }
    void setPassword(const QImap4Secret &password) { m_password = password; }
    QImap4Secret token() const { return m_token; } // an OAuth 2 access token
    void setToken(const QImap4Secret &token) { m_token = token; }
    // Whom to act as, where that is not the user (RFC 4422, 3.4.1).
    QString authorizationIdentity() const { return m_authorizationIdentity; }
    void setAuthorizationIdentity(const QString &identity) { m_authorizationIdentity = identity; }

    friend QIMAP4_EXPORT bool operator==(const QImap4Credentials &a, const QImap4Credentials &b);
    friend bool operator!=(const QImap4Credentials &a, const QImap4Credentials &b)
    {
        return !(a == b);
    }

private:
    QString m_user;
    QImap4Secret m_password;
    QImap4Secret m_token;
    QString m_authorizationIdentity;
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Credentials &credentials);

Q_DECLARE_METATYPE(QImap4Credentials)

#endif // QIMAP4CREDENTIALS_H
