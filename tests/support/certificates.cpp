// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"

#include "childprocess_p.h"

#include <QtCore/qfile.h>
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

    Identity identity(const QString &subject, const QString &names, int days = 30,
                      const QString &signer = QStringLiteral("ca"))
    {
        const std::scoped_lock lock(m_mutex);
        makeCa();
        const QString id = QStringList{subject, names, QString::number(days), signer}.join(u'|');
        auto known = m_identities.constFind(id);
        if (known != m_identities.cend())
            return *known;
        const QString name = QStringLiteral("cert%1").arg(m_identities.size() + 1);
        run({name, subject, names, QString::number(days), signer});
        return *m_identities.insert(id, load(name));
    }

private:
    QString file(const QString &name) const { return m_dir.filePath(name); }

    QString makeCa()
    {
        const QString caFile = file(QStringLiteral("ca.pem"));
        if (!QFile::exists(caFile))
            run({QStringLiteral("ca")});
        return caFile;
    }

    void run(const QStringList &arguments) const
    {
        const ChildResult result =
            runChild(QStringLiteral("/bin/sh"),
                     QStringList{QStringLiteral(QIMAP4_TEST_SUPPORT "/mkcert.sh"), m_dir.path()}
                         + arguments);
        if (!result.succeeded)
            qFatal("cannot make a certificate: %s", result.output.constData());
    }

    Identity load(const QString &name) const
    {
        Identity identity;
        identity.certificateFile = file(name + QStringLiteral(".pem"));
        identity.keyFile = file(name + QStringLiteral(".key"));
        identity.certificate = QSslCertificate(contents(identity.certificateFile));
        identity.key = QSslKey(contents(identity.keyFile), QSsl::Ec);
        return identity;
    }

    std::mutex m_mutex;
    QTemporaryDir m_dir;
    QHash<QString, Identity> m_identities;
};

QString serverNames()
{
    return QStringLiteral("DNS:localhost,IP:127.0.0.1,IP:::1");
}

Identity withNames(const QString &subject, const QString &names)
{
    return Store::instance().identity(subject, names);
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
    return Store::instance().identity(QStringLiteral("/CN=localhost"), serverNames(), -1);
}

Identity Certificates::selfSigned()
{
    return Store::instance().identity(QStringLiteral("/CN=localhost"), serverNames(), 30,
                                      QStringLiteral("self-signed"));
}

Identity Certificates::client(const QString &commonName)
{
    return withNames(QStringLiteral("/CN=") + commonName, {});
}

QSslConfiguration Certificates::serverConfiguration(const Identity &identity)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(identity.certificate);
    configuration.setPrivateKey(identity.key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
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
