// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_CERTIFICATES_H
#define QIMAP4TEST_CERTIFICATES_H

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qsslkey.h>

namespace QImap4Test {

struct Identity
{
    QSslCertificate certificate;
    QSslKey key;
    QString certificateFile; // PEM
    QString keyFile; // PEM, without passphrase
    QList<QSslCertificate> issuers; // that the server shows with it
};

// Throw-away certificates, made by the openssl program when they are first asked for and kept for
// the life of the process. All but the self-signed one are signed by ca(). A failure to make
// one ends the test program with a message.
namespace Certificates {

QSslCertificate ca();
QString caFile();

// For these subject alternative names, in openssl's spelling: "DNS:localhost", "IP:127.0.0.1".
Identity forNames(const QStringList &alternativeNames);

Identity server(); // DNS:localhost, IP:127.0.0.1, IP:::1
Identity otherName(); // DNS:other.example
Identity wildcard(); // DNS:*.example.org
Identity bareWildcard(); // DNS:*
Identity commonNameOnly(); // CN=localhost, no alternative name
Identity ipAsDnsName(); // DNS:127.0.0.1
Identity expired(); // the names of server(), until yesterday
Identity selfSigned(); // the names of server()
Identity notYetValid(); // from 2034
Identity clientOnly(); // the names of server(), but not for servers
Identity signedByLeaf(); // the names of server(), signed by a certificate that is no authority's
Identity shortKey(); // RSA, 1024 bits
Identity forgeableSignature(); // with SHA-1
Identity client(const QString &commonName = QStringLiteral("alice"));
// Signed by another authority, whose files are in the directory: that of a real server.
Identity clientSignedBy(const QString &directory, const QString &commonName);

// A server's configuration that presents an identity.
QSslConfiguration serverConfiguration(const Identity &identity);
// Lets servers of this process use protocols, keys and signatures that OpenSSL has left behind. It
// has to come before anything else that has to do with TLS. Clients of this process have to set
// "CipherString" again, and children to do without OPENSSL_CONF.
void allowOutdatedServers();
// The same as serverConfiguration(), for such a server. The protocol is named as OpenSSL does,
// "TLSv1.1"; empty: all.
QSslConfiguration outdatedConfiguration(const Identity &identity,
                                        const QByteArray &onlyProtocol = {});
// serverConfiguration(), and asks the client for a certificate of ca().
QSslConfiguration clientCertificateConfiguration(const Identity &identity);

} // namespace Certificates

} // namespace QImap4Test

#endif // QIMAP4TEST_CERTIFICATES_H
