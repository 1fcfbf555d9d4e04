// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/certificatecheck_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qssl.h>
#include <QtNetwork/qsslkey.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

QString asciiHost(const QString &host)
{
    QString ascii = QString::fromLatin1(QUrl::toAce(host)).toLower();
    if (ascii.isEmpty())
        ascii = host.toLower();
    if (ascii.endsWith(QLatin1Char('.')))
        ascii.chop(1);
    return ascii;
}

bool matchesPattern(const QString &pattern, const QString &host)
{
    if (!pattern.contains(QLatin1Char('*')))
        return pattern == host;
    if (!pattern.startsWith(QLatin1String("*.")) || pattern.count(QLatin1Char('*')) != 1
        || pattern.count(QLatin1Char('.')) < 2)
        return false;
    const qsizetype dot = host.indexOf(QLatin1Char('.'));
    return dot > 0 && QStringView(host).sliced(dot) == QStringView(pattern).sliced(1);
}

// OpenSSL says "unknown error" of keys and signatures that are too weak for it.
QString reasonFor(const QSslError &error, const QList<QSslCertificate> &chain)
{
    if (error.error() != QSslError::UnspecifiedError)
        return error.errorString();
    constexpr int WeakRsaKey = 2048; // bits
    for (const QSslCertificate &certificate : chain) {
        const QSslKey key = certificate.publicKey();
        if (key.algorithm() == QSsl::Rsa && key.length() < WeakRsaKey)
            return QCoreApplication::translate("QImap4", "The certificate's key is too short.");
        const QString text = certificate.toText(); // "sha1WithRSAEncryption", "ecdsa-with-SHA1"
        if (text.contains(QLatin1String("sha1With"), Qt::CaseInsensitive)
            || text.contains(QLatin1String("with-SHA1"), Qt::CaseInsensitive)) {
            return QCoreApplication::translate(
                "QImap4", "The certificate is signed with SHA-1, which can be forged.");
        }
    }
    return error.errorString();
}

} // namespace

bool certificateNames(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    const QHostAddress address(host);
    if (!address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.cbegin(), addresses.cend(), [&address](const QString &entry) {
            return address.isEqual(QHostAddress(entry), QHostAddress::StrictConversion);
        });
    }
    const QString wanted = asciiHost(host);
    const QStringList patterns = names.values(QSsl::DnsEntry);
    return std::any_of(patterns.cbegin(), patterns.cend(), [&wanted](const QString &pattern) {
        return matchesPattern(pattern.toLower(), wanted);
    });
}

QImap4TlsProblem checkPeer(const QString &host, quint16 port, const QList<QSslCertificate> &chain,
                           const QList<QSslError> &errors)
{
    QImap4TlsProblem problem;
    problem.host = host;
    problem.port = port;
    problem.chain = chain;
    for (const QSslError &error : errors) {
        // Ours is stricter, and says more.
        if (error.error() == QSslError::HostNameMismatch || error.error() == QSslError::NoError)
            continue;
        problem.errors.append(error);
        problem.reasons.append(reasonFor(error, chain));
    }
    if (chain.isEmpty()) {
        problem.reasons.append(
            QCoreApplication::translate("QImap4", "The server showed no certificate."));
        return problem;
    }
    problem.nameMatches = certificateNames(chain.first(), host);
    if (!problem.nameMatches) {
        problem.reasons.append(
            QCoreApplication::translate("QImap4", "The certificate is not for %1.").arg(host));
    }
    problem.reasons.removeDuplicates();
    return problem;
}

} // namespace QImap4Internal
