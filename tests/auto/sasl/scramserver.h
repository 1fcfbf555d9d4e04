// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef SCRAMSERVER_H
#define SCRAMSERVER_H

#include <QtCore/qbytearray.h>
#include <QtCore/qcryptographichash.h>

// The server's half of SCRAM (RFC 5802), written from the specification alone.
class ScramServer
{
public:
    QCryptographicHash::Algorithm hash = QCryptographicHash::Sha1;
    QByteArray password;
    QByteArray salt;
    QByteArray nonce; // the server's part
    int iterations = 4096;

    // "n,,n=user,r=..." in, "r=...,s=...,i=..." out.
    QByteArray first(const QByteArray &clientFirst);
    // "c=biws,r=...,p=..." in, "v=..." out; "e=invalid-proof" when the client is wrong.
    QByteArray final(const QByteArray &clientFinal);

private:
    QByteArray hmac(const QByteArray &key, const QByteArray &message) const;
    QByteArray hashOf(const QByteArray &text) const;
    QByteArray saltedPassword() const;

    QByteArray m_clientFirstBare;
    QByteArray m_serverFirst;
};

#endif // SCRAMSERVER_H
