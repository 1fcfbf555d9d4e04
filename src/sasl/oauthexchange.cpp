// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/oauthexchange_p.h"

#include "sasl/saslerrors_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr char Separator = '\x01';
constexpr qsizetype ShownStatus = 200; // characters of the server's explanation

// The characters of a bearer token (RFC 6750, 2.1), and some that others use: all that is visible.
bool isToken(QByteArrayView token)
{
    return std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

bool isName(const QString &name)
{
    return std::all_of(name.cbegin(), name.cend(), [](QChar c) { return c.unicode() >= 0x20; });
}

// A name inside of a GS2 header (RFC 5801, 4).
QByteArray escaped(const QString &name)
{
    return name.toUtf8().replace('=', "=3D").replace(',', "=2C");
}

QString explanation(const QByteArray &challenge)
{
    const QJsonDocument document = QJsonDocument::fromJson(challenge);
    if (!document.isObject())
        return {};
    const QJsonObject object = document.object();
    QString text = object.value(QLatin1String("status")).toVariant().toString();
    const QString words = object.value(QLatin1String("error_description")).toString();
    if (!words.isEmpty())
        text += QLatin1String(": ") + words;
    return text.left(ShownStatus);
}

} // namespace

OAuthExchange::OAuthExchange(const SaslMechanism &mechanism, const SaslIdentity &identity)
    : m_identity(identity)
    , m_isBearer(qstrcmp(mechanism.name, "OAUTHBEARER") == 0)
{}

SaslStep OAuthExchange::doStart()
{
    const QImap4Credentials &credentials = m_identity.credentials;
    const bool clean = isToken(credentials.token().utf8()) && isName(credentials.user())
        && isName(credentials.authorizationIdentity());
    if (!clean) {
        return {{},
                QImap4Error(QImap4Error::InvalidArgumentError,
                            QCoreApplication::translate(
                                "QImap4", "The name or the token holds a control character."))};
    }
    setComplete();
    return {m_isBearer ? bearerMessage() : googleMessage(), {}};
}

SaslStep OAuthExchange::doStep(const QByteArray &challenge)
{
    if (std::exchange(m_refused, true))
        return {{}, challengeAfterTheEnd()};
    setRefused();
    m_refusal = explanation(challenge);
    return {m_isBearer ? QByteArray(1, Separator) : QByteArray(""), {}};
}

QByteArray OAuthExchange::bearerMessage() const
{
    const QImap4Credentials &credentials = m_identity.credentials;
    const QString identity = credentials.authorizationIdentity().isEmpty()
        ? credentials.user()
        : credentials.authorizationIdentity();
    QByteArray message = "n,";
    if (!identity.isEmpty())
        message += "a=" + escaped(identity);
    message += ',';
    message += Separator;
    message += "host=" + m_identity.host.toUtf8() + Separator;
    message += "port=" + QByteArray::number(m_identity.port) + Separator;
    message += "auth=Bearer " + credentials.token().utf8().toByteArray() + Separator + Separator;
    return message;
}

QByteArray OAuthExchange::googleMessage() const
{
    const QImap4Credentials &credentials = m_identity.credentials;
    return "user=" + credentials.user().toUtf8() + Separator + "auth=Bearer "
        + credentials.token().utf8().toByteArray() + Separator + Separator;
}

} // namespace QImap4Internal
