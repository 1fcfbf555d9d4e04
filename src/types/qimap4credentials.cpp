// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4credentials.h"

#include <QtCore/qdebug.h>

/*!
    \class QImap4Credentials
    \brief Who logs in, and what proves it: a password, a token, or neither.

    What is there decides which mechanisms come into question: a token those of OAuth 2, a password
    those with passwords. With neither, the client certificate of
    QImap4::sslConfiguration() or a Kerberos ticket is the proof.
*/

/*! Proof by \a password. */
QImap4Credentials QImap4Credentials::withPassword(const QString &user, const QString &password)
{
    QImap4Credentials credentials;
    credentials.setUser(user);
    credentials.setPassword(QImap4Secret(password));
    return credentials;
}

/*! Proof by an OAuth 2 access \a token. */
QImap4Credentials QImap4Credentials::withToken(const QString &user, const QString &token)
{
    QImap4Credentials credentials;
    credentials.setUser(user);
    credentials.setToken(QImap4Secret(token));
    return credentials;
}

/*! Whether nothing was set. */
bool QImap4Credentials::isEmpty() const
{
    return *this == QImap4Credentials();
}

/*! Whether \a a and \a b agree in every field. */
bool operator==(const QImap4Credentials &a, const QImap4Credentials &b)
{
    return a.m_user == b.m_user && a.m_password == b.m_password && a.m_token == b.m_token
        && a.m_authorizationIdentity == b.m_authorizationIdentity;
}

/*! Prints the names, and stars for the secrets. */
QDebug operator<<(QDebug debug, const QImap4Credentials &credentials)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4Credentials(" << credentials.user();
    if (!credentials.authorizationIdentity().isEmpty())
        debug << " as " << credentials.authorizationIdentity();
    if (!credentials.password().isEmpty())
        debug << ", password " << credentials.password();
    if (!credentials.token().isEmpty())
        debug << ", token " << credentials.token();
    debug << ')';
    return debug;
}
