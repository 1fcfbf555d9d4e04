// SPDX-License-Identifier: LGPL-3.0-or-later
#include "testclient.h"

#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>

namespace QImap4Test {

void setServer(QImap4 *client, quint16 port, QImap4::Encryption encryption)
{
    client->setPort(port);
    client->setEncryption(encryption);
}

void setServer(QImap4 *client, const ImapServer &server, QImap4::Encryption encryption)
{
    setServer(client, encryption == QImap4::Tls ? server.tlsPort() : server.port(), encryption);
    trust(client, QSslCertificate::fromPath(server.caFile()));
}

std::unique_ptr<QImap4> clientOf(quint16 port, QImap4::Encryption encryption)
{
    auto client = std::make_unique<QImap4>();
    setServer(client.get(), port, encryption);
    return client;
}

std::unique_ptr<QImap4> clientOf(const ImapServer &server, QImap4::Encryption encryption)
{
    auto client = std::make_unique<QImap4>();
    setServer(client.get(), server, encryption);
    return client;
}

void trust(QImap4 *client, const QList<QSslCertificate> &authorities)
{
    QSslConfiguration configuration = client->sslConfiguration();
    configuration.setCaCertificates(authorities);
    client->setSslConfiguration(configuration);
}

void showCertificate(QImap4 *client, const Identity &identity)
{
    QSslConfiguration configuration = client->sslConfiguration();
    configuration.setLocalCertificate(identity.certificate);
    configuration.setPrivateKey(identity.key);
    client->setSslConfiguration(configuration);
}

QByteArray describeFailure(const QImap4Reply &reply)
{
    const QImap4Error error = reply.error();
    const QStringList words{reply.commandName() + u':', reply.errorString(), error.detail(),
                            error.serverText()};
    return words.join(u' ').toUtf8();
}

} // namespace QImap4Test
