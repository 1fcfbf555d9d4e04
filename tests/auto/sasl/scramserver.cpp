// SPDX-License-Identifier: LGPL-3.0-or-later
#include "scramserver.h"

#include <QtCore/qmessageauthenticationcode.h>

namespace {

QByteArray combined(QByteArray a, const QByteArray &b)
{
    for (qsizetype i = 0; i < a.size(); ++i)
        a[i] = char(a.at(i) ^ b.at(i));
    return a;
}

} // namespace

QByteArray ScramServer::first(const QByteArray &clientFirst)
{
    m_clientFirstBare = clientFirst.mid(3);
    const QByteArray clientNonce = clientFirst.mid(clientFirst.indexOf(",r=") + 3);
    m_serverFirst = "r=" + clientNonce + nonce + ",s=" + salt.toBase64()
        + ",i=" + QByteArray::number(iterations);
    return m_serverFirst;
}

QByteArray ScramServer::final(const QByteArray &clientFinal)
{
    const qsizetype proofAt = clientFinal.lastIndexOf(",p=");
    const QByteArray proof = QByteArray::fromBase64(clientFinal.mid(proofAt + 3));
    const QByteArray authMessage =
        m_clientFirstBare + ',' + m_serverFirst + ',' + clientFinal.left(proofAt);
    const QByteArray salted = saltedPassword();
    const QByteArray clientKey = hmac(salted, "Client Key");
    const QByteArray signature = hmac(hashOf(clientKey), authMessage);
    if (combined(clientKey, signature) != proof)
        return "e=invalid-proof";
    return "v=" + hmac(hmac(salted, "Server Key"), authMessage).toBase64();
}

QByteArray ScramServer::hmac(const QByteArray &key, const QByteArray &message) const
{
    return QMessageAuthenticationCode::hash(message, key, hash);
}

QByteArray ScramServer::hashOf(const QByteArray &text) const
{
    return QCryptographicHash::hash(text, hash);
}

// Hi() of RFC 5802, 2.2.
QByteArray ScramServer::saltedPassword() const
{
    QByteArray block = hmac(password, salt + QByteArray("\0\0\0\1", 4));
    QByteArray result = block;
    for (int i = 1; i < iterations; ++i) {
        block = hmac(password, block);
        result = combined(result, block);
    }
    return result;
}
