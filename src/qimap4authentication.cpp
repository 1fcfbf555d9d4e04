// SPDX-License-Identifier: LGPL-3.0-or-later
// Logging in by SASL: the slots, and what the application sets for them.
#include "qimap4.h"
#include "qimap4_p.h"

#include <utility>

using namespace QImap4Internal;

namespace {

QString userOf(const QImap4Credentials &credentials)
{
    const QString other = credentials.authorizationIdentity();
    return other.isEmpty() ? credentials.user() : other;
}

} // namespace

QImap4Reply *QImap4Private::runAuthenticate(const AuthenticationRequest &how)
{
    Request request;
    request.name = "AUTHENTICATE";
    request.alternatives = {{{}, {Command("AUTHENTICATE")}}};
    request.authentication = how;
    request.authentication->allowed = allowedMechanisms;
    QImap4Reply *reply = run(std::move(request));
    if (how.source == AuthenticationRequest::Source::Given)
        return actsAs(reply, userOf(how.credentials));
    QObject::connect(reply, &QImap4Reply::finished, q_ptr, [this, reply] {
        const QString given = std::exchange(givenUser, {});
        if (!reply->isError())
            setUser(given);
    });
    return reply;
}

// Whoever logs in last is whose mail it is.
QImap4Reply *QImap4Private::actsAs(QImap4Reply *login, const QString &newUser)
{
    QObject::connect(login, &QImap4Reply::finished, q_ptr, [this, login, newUser] {
        if (!login->isError())
            setUser(newUser);
    });
    return login;
}

void QImap4Private::setUser(const QString &newUser)
{
    if (user == newUser)
        return;
    user = newUser;
    Q_EMIT q_ptr->userChanged(user);
}

void QImap4Private::sendCredentials(quint64 id, const QImap4Credentials &credentials)
{
    givenUser = userOf(credentials);
    send(CredentialsOrder{id, credentials});
}

/*!
    \fn void QImap4::userChanged(const QString &user)
    Another \a user() is known: follows a login or proxyAuth(), and open(), which forgets him.
*/
/*!
    Whom this connection has logged in as, or acts as by proxyAuth() or the credentials'
    authorization identity. Stays after the connection has ended, until open(). Empty where only
    the server knows: after PREAUTH, by a certificate, a ticket, or an application's own mechanism.
*/
QString QImap4::user() const
{
    Q_D(const QImap4);
    return d->user;
}

/*! The SASL mechanisms that authenticate() may choose from; empty by default, which means all but
    ANONYMOUS. */
QByteArrayList QImap4::allowedMechanisms() const
{
    Q_D(const QImap4);
    return d->allowedMechanisms;
}

/*! Lets authenticate() choose among \a mechanisms only, whatever else the server offers. For the
    logins that are given after this. */
void QImap4::setAllowedMechanisms(const QByteArrayList &mechanisms)
{
    Q_D(QImap4);
    d->allowedMechanisms = mechanisms;
}

/*!
    Asks \a provider for the credentials of each authenticate() that is given without any, at the
    time when the server waits for them: so a token is as fresh as it can be. It is called in the
    thread of this object and may take its time, but everything else in that thread waits for it;
    authenticationRequired() is there for what takes longer. An empty function ends that.
*/
void QImap4::setCredentialsProvider(const CredentialsProvider &provider)
{
    Q_D(QImap4);
    d->credentialsProvider = provider;
}

/*!
    Logs in by SASL (RFC 9051, 6.2.2; RFC 4422). Mechanisms known are SCRAM-SHA-512, SCRAM-SHA-256,
    SCRAM-SHA-1, DIGEST-MD5, CRAM-MD5, PLAIN and LOGIN with a password; OAUTHBEARER and XOAUTH2 with
    a token; EXTERNAL with the client certificate of sslConfiguration(); GSSAPI with a Kerberos
    ticket; and ANONYMOUS, which is never used unless \a mechanism names it. Which of those with
    passwords, and whether GSSAPI, this machine has depends on the installed plug-ins of Cyrus
    SASL.

    Without \a mechanism, the strongest is taken that the server offers, allowedMechanisms()
    allows, and \a credentials are good for. When it fails, the login fails: there is no other try
    by a weaker one, since whoever sits on the line could bring that about. A mechanism that is
    named is used whether the server offers it or not, and to name it is to allow it.

    Without \a credentials, the provider of setCredentialsProvider() is asked, or else
    authenticationRequired() is emitted, when the login's turn comes. Without either, the login is
    cancelled. A mechanism that needs no credentials, such as EXTERNAL, is given empty ones by
    name.

    authenticated() and the new capabilities follow.

    Errors: AuthenticationError when the server refuses, with what it said about a token in
    QImap4Error::detail(), or when it does not prove what a mutual mechanism demands of it, which
    ends the connection; UnsupportedError when no mechanism fits; InsecureError when one would,
    but would show the password or token to the network, see cleartextPolicy();
    InvalidArgumentError when the credentials lack what \a mechanism needs, or hold control
    characters; CancelledError; and, ending the connection, ProtocolError and LimitError when the
    server does not keep to the dialogue. None of them ever holds a password or a token, and the
    protocol log shows stars in their place.
*/
QImap4Reply *QImap4::authenticate(const QImap4Credentials &credentials, const QByteArray &mechanism)
{
    Q_D(QImap4);
    const SaslMechanism *named = saslMechanism(mechanism);
    const bool needsNone =
        named && named->proof != SaslProof::Password && named->proof != SaslProof::Token;
    AuthenticationRequest how;
    how.credentials = credentials;
    how.mechanism = mechanism;
    if (credentials.isEmpty() && !needsNone)
        how.source = AuthenticationRequest::Source::AskApplication;
    return d->runAuthenticate(how);
}

/*! Answers authenticationRequired(), at any later time; cancelAuthentication() is the other
    answer. */
void QImap4::provideCredentials(const QImap4Credentials &credentials)
{
    Q_D(QImap4);
    const quint64 id = std::exchange(d->credentialsWantedBy, 0);
    if (id != 0)
        d->sendCredentials(id, credentials);
}

/*! Logs in by CRAM-MD5 (RFC 2195), and by nothing else: authenticate() chooses better. */
QImap4Reply *QImap4::loginCramMd5(const QString &user, const QString &password)
{
    return authenticate(QImap4Credentials::withPassword(user, password), "CRAM-MD5");
}

/*!
    Logs in by a \a mechanism of the application's own: each challenge of the server comes as
    authenticationChallenge(), and respondToChallenge() or cancelAuthentication() answers it. The
    first challenge is empty where the client speaks first. Without a receiver of the signal the
    login is cancelled. Allowed where a password would be allowed in the clear.
*/
QImap4Reply *QImap4::authenticateByChallenge(const QByteArray &mechanism)
{
    Q_D(QImap4);
    AuthenticationRequest how;
    how.source = AuthenticationRequest::Source::Challenges;
    how.mechanism = mechanism;
    return d->runAuthenticate(how);
}

/*! Answers authenticationChallenge() with \a response, which is sent in base64, and not logged. At
    any later time, within QImap4Limits::loginTimeout; the answer to a login that has ended
    meanwhile is not sent. */
void QImap4::respondToChallenge(const QByteArray &response)
{
    Q_D(QImap4);
    if (d->hasWorker)
        d->send(ChallengeOrder{d->challengedLogin, response});
}

/*! Ends the login that is waiting for credentials, or that is in progress; its reply finishes with
    CancelledError. The connection remains. */
void QImap4::cancelAuthentication()
{
    Q_D(QImap4);
    d->credentialsWantedBy = 0;
    if (d->hasWorker)
        d->send(CancelLoginOrder{});
}
