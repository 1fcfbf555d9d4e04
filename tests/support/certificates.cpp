// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"

#include "childprocess_p.h"

#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qhash.h>
#include <QtCore/qtemporarydir.h>

#include <mutex>

namespace QImap4Test {

namespace {

QByteArray contents(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(fileName));
    return file.readAll();
}

// The arguments of mkcert.sh.
struct CertificateOrder
{
    QString subject;
    QString names;
    QString days = QStringLiteral("30");
    QString signer = QStringLiteral("ca");
    QString key = QStringLiteral("ec");
    QString digest = QStringLiteral("sha256");
    QString usage = QStringLiteral("serverAuth,clientAuth");

    QStringList arguments() const { return {subject, names, days, signer, key, digest, usage}; }
};

void runMkcert(const QString &directory, const QStringList &arguments)
{
    const ChildResult result = runChild(
        QStringLiteral("/bin/sh"),
        QStringList{QStringLiteral(QIMAP4_TEST_SUPPORT "/mkcert.sh"), directory} + arguments);
    if (!result.succeeded)
        qFatal("cannot make a certificate: %s", result.output.constData());
}

Identity load(const QString &directory, const QString &name, const QString &key)
{
    Identity identity;
    identity.certificateFile = directory + u'/' + name + QStringLiteral(".pem");
    identity.keyFile = directory + u'/' + name + QStringLiteral(".key");
    identity.certificate = QSslCertificate(contents(identity.certificateFile));
    identity.key =
        QSslKey(contents(identity.keyFile), key == QLatin1String("ec") ? QSsl::Ec : QSsl::Rsa);
    return identity;
}

Identity make(const QString &directory, const QString &name, const CertificateOrder &order)
{
    runMkcert(directory, QStringList{name} + order.arguments());
    return load(directory, name, order.key);
}

// The certificates of this process and the directory they are in. The directory is removed when
// the process exits.
class Store
{
public:
    static Store &instance()
    {
        static Store store;
        return store;
    }

    QString caFile()
    {
        const std::scoped_lock lock(m_mutex);
        return makeCa();
    }

    Identity identity(const CertificateOrder &order)
    {
        const std::scoped_lock lock(m_mutex);
        return find(order);
    }

    QString lenientConfiguration()
    {
        QFile settings(file(QStringLiteral("lenient.cnf")));
        if (!settings.open(QIODevice::WriteOnly)
            || settings.write("openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\n"
                              "system_default = lenient\n[lenient]\nMinProtocol = TLSv1\n"
                              "CipherString = DEFAULT:@SECLEVEL=0\n")
                < 0) {
            qFatal("cannot write %s", qPrintable(settings.fileName()));
        }
        return settings.fileName();
    }

private:
    QString file(const QString &name) const { return m_dir.filePath(name); }

    QString makeCa()
    {
        const QString caFile = file(QStringLiteral("ca.pem"));
        if (!QFile::exists(caFile))
            runMkcert(m_dir.path(), {QStringLiteral("ca")});
        return caFile;
    }

    Identity find(const CertificateOrder &order)
    {
        makeCa();
        const QString id = order.arguments().join(u'|');
        auto known = m_identities.constFind(id);
        if (known != m_identities.cend())
            return *known;
        const QString name = QStringLiteral("cert%1").arg(m_identities.size() + 1);
        return *m_identities.insert(id, make(m_dir.path(), name, order));
    }

    std::mutex m_mutex;
    QTemporaryDir m_dir;
    QHash<QString, Identity> m_identities;
};

QString serverNames()
{
    return QStringLiteral("DNS:localhost,IP:127.0.0.1,IP:::1");
}

// For the names of this host, and one thing that is not as it should be.
Identity forThisHost(QString CertificateOrder::*part, const QString &value)
{
    CertificateOrder order{QStringLiteral("/CN=localhost"), serverNames()};
    order.*part = value;
    return Store::instance().identity(order);
}

Identity withNames(const QString &subject, const QString &names)
{
    return Store::instance().identity({subject, names});
}

} // namespace

QSslCertificate Certificates::ca()
{
    return QSslCertificate(contents(caFile()));
}

QString Certificates::caFile()
{
    return Store::instance().caFile();
}

Identity Certificates::forNames(const QStringList &alternativeNames)
{
    return withNames(QStringLiteral("/CN=server"), alternativeNames.join(u','));
}

Identity Certificates::server()
{
    return withNames(QStringLiteral("/CN=localhost"), serverNames());
}

Identity Certificates::otherName()
{
    return withNames(QStringLiteral("/CN=other.example"), QStringLiteral("DNS:other.example"));
}

Identity Certificates::wildcard()
{
    return withNames(QStringLiteral("/CN=server"), QStringLiteral("DNS:*.example.org"));
}

Identity Certificates::bareWildcard()
{
    return withNames(QStringLiteral("/CN=server"), QStringLiteral("DNS:*"));
}

Identity Certificates::commonNameOnly()
{
    return withNames(QStringLiteral("/CN=localhost"), {});
}

Identity Certificates::ipAsDnsName()
{
    return withNames(QStringLiteral("/CN=server"), QStringLiteral("DNS:127.0.0.1"));
}

Identity Certificates::expired()
{
    return forThisHost(&CertificateOrder::days, QStringLiteral("-1"));
}

Identity Certificates::selfSigned()
{
    return forThisHost(&CertificateOrder::signer, QStringLiteral("self-signed"));
}

Identity Certificates::notYetValid()
{
    return forThisHost(&CertificateOrder::days, QStringLiteral("future"));
}

Identity Certificates::clientOnly()
{
    return forThisHost(&CertificateOrder::usage, QStringLiteral("clientAuth"));
}

Identity Certificates::signedByLeaf()
{
    const Identity leaf = server();
    Identity identity =
        forThisHost(&CertificateOrder::signer, QFileInfo(leaf.certificateFile).completeBaseName());
    identity.issuers = {leaf.certificate};
    return identity;
}

Identity Certificates::shortKey()
{
    return forThisHost(&CertificateOrder::key, QStringLiteral("rsa:1024"));
}

Identity Certificates::forgeableSignature()
{
    return forThisHost(&CertificateOrder::digest, QStringLiteral("sha1"));
}

Identity Certificates::client(const QString &commonName)
{
    return withNames(QStringLiteral("/CN=") + commonName, {});
}

Identity Certificates::clientSignedBy(const QString &directory, const QString &commonName)
{
    return make(directory, QStringLiteral("client"), {QStringLiteral("/CN=") + commonName, {}});
}

QSslConfiguration Certificates::serverConfiguration(const Identity &identity)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QList<QSslCertificate>{identity.certificate}
                                           + identity.issuers);
    configuration.setPrivateKey(identity.key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

void Certificates::allowOutdatedServers()
{
    qputenv("OPENSSL_CONF", Store::instance().lenientConfiguration().toUtf8());
}

QSslConfiguration Certificates::outdatedConfiguration(const Identity &identity,
                                                      const QByteArray &onlyProtocol)
{
    QSslConfiguration configuration = serverConfiguration(identity);
    configuration.setProtocol(QSsl::AnyProtocol);
    if (!onlyProtocol.isEmpty()) {
        configuration.setBackendConfigurationOption("MaxProtocol", onlyProtocol);
        configuration.setBackendConfigurationOption("MinProtocol", onlyProtocol);
    }
    return configuration;
}

QSslConfiguration Certificates::clientCertificateConfiguration(const Identity &identity)
{
    QSslConfiguration configuration = serverConfiguration(identity);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates({ca()});
    return configuration;
}

} // namespace QImap4Test
