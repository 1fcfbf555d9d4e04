// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"
#include "testclient.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmessageauthenticationcode.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <memory>

using namespace QImap4Test;

// Every mechanism that Dovecot has.
class tst_DovecotLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void logsInByEachMechanism_data();
    void logsInByEachMechanism();
    void strongestIsChosen();
    void wrongPasswordIsRefused_data();
    void wrongPasswordIsRefused();
    void refusedTokenSaysWhy_data();
    void refusedTokenSaysWhy();
    void tokenProviderIsAskedAnew();
    void signalAsksForCredentials();
    void challengesGoToTheApplication();
    void cancelledAuthenticationLeavesTheConnection();
    void clientCertificateLogsIn();
    void openNetworkIsNotTrusted();
    void logHoldsNoSecret();

private:
    DovecotServer m_server;
};

namespace {

const auto User = QStringLiteral("alice");
const auto Password = QStringLiteral("secret");

QByteArray base64Url(const QJsonObject &object)
{
    return QJsonDocument(object)
        .toJson(QJsonDocument::Compact)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

// An access token as the server's key would sign it (RFC 7519; HS256).
QString token(const QString &user, const QByteArray &key = "qimap4-test-hmac-key")
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const QByteArray text = base64Url({{QStringLiteral("typ"), QStringLiteral("JWT")},
                                       {QStringLiteral("alg"), QStringLiteral("HS256")}})
        + '.'
        + base64Url({{QStringLiteral("sub"), user},
                     {QStringLiteral("email"), user},
                     {QStringLiteral("iat"), now - 10},
                     {QStringLiteral("exp"), now + 600}});
    const QByteArray signature =
        QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
    return QString::fromLatin1(
        text + '.'
        + signature.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

void tst_DovecotLogin::initTestCase()
{
    QIMAP4_START_DOVECOT(m_server);
}

void tst_DovecotLogin::cleanupTestCase()
{
    m_server.stop();
}

void tst_DovecotLogin::logsInByEachMechanism_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    for (const char *name : {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1",
                             "SCRAM-SHA-256", "XOAUTH2", "OAUTHBEARER", "ANONYMOUS"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_DovecotLogin::logsInByEachMechanism()
{
    QFETCH(QByteArray, mechanism);
    const auto imap = clientOf(m_server);
    QSignalSpy authenticated(imap.get(), &QImap4::authenticated);
    RUN(imap->open());
    QVERIFY(imap->capabilities().authMechanisms().contains(mechanism));
    QImap4Credentials credentials = QImap4Credentials::withPassword(User, Password);
    credentials.setToken(QImap4Secret(token(User)));
    RUN(imap->authenticate(credentials, mechanism));
    QCOMPARE(authenticated.size(), 1);
    QCOMPARE(imap->state(), QImap4::Authenticated);
    QVERIFY(imap->hasCapability("UIDPLUS")); // told after the login only
    RUN(imap->select());
}

void tst_DovecotLogin::strongestIsChosen()
{
    QByteArrayList said;
    const auto imap = clientOf(m_server, QImap4::Plaintext);
    connect(imap.get(), &QImap4::protocolMessage, imap.get(),
            [&said](bool sent, const QByteArray &line) {
                if (sent)
                    said.append(line);
            });
    imap->open();
    RUN(imap->authenticate(QImap4Credentials::withPassword(User, Password)));
    QVERIFY(said.join('\n').contains("AUTHENTICATE SCRAM-SHA-256"));

    const auto another = clientOf(m_server);
    another->open();
    RUN(another->loginCramMd5(User, Password));
}

void tst_DovecotLogin::wrongPasswordIsRefused_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    for (const char *name :
         {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_DovecotLogin::wrongPasswordIsRefused()
{
    QFETCH(QByteArray, mechanism);
    const auto imap = clientOf(m_server);
    imap->open();
    QImap4Reply *login = imap->authenticate(
        QImap4Credentials::withPassword(User, QStringLiteral("wr0ng")), mechanism);
    QVERIFY(login->waitForFinished(20000));
    QCOMPARE(login->error().category(), QImap4Error::AuthenticationError);
    QVERIFY(login->error().responseCode().is("AUTHENTICATIONFAILED"));
    RUN(imap->authenticate(QImap4Credentials::withPassword(User, Password), mechanism));
}

void tst_DovecotLogin::refusedTokenSaysWhy_data()
{
    QTest::addColumn<QByteArray>("mechanism");
    QTest::newRow("XOAUTH2") << QByteArray("XOAUTH2");
    QTest::newRow("OAUTHBEARER") << QByteArray("OAUTHBEARER");
}

void tst_DovecotLogin::refusedTokenSaysWhy()
{
    QFETCH(QByteArray, mechanism);
    const auto imap = clientOf(m_server);
    imap->open();
    QImap4Reply *login = imap->authenticate(
        QImap4Credentials::withToken(User, token(User, "another key")), mechanism);
    QVERIFY(login->waitForFinished(20000));
    QCOMPARE(login->error().category(), QImap4Error::AuthenticationError);
    QVERIFY2(!login->error().detail().isEmpty(), "the error challenge was not read");
    RUN(imap->authenticate(QImap4Credentials::withToken(User, token(User)), mechanism));
}

void tst_DovecotLogin::tokenProviderIsAskedAnew()
{
    int asked = 0;
    const auto imap = clientOf(m_server);
    imap->setCredentialsProvider([&asked](const QImap4AuthenticationRequest &request) {
        ++asked;
        return request.encrypted && request.mechanisms.contains("OAUTHBEARER")
            ? QImap4Credentials::withToken(User, token(User))
            : QImap4Credentials();
    });
    for (int connection = 1; connection <= 2; ++connection) {
        imap->open();
        RUN(imap->authenticate()); // without an event loop
        QCOMPARE(asked, connection);
        RUN(imap->logout());
        QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    }
}

void tst_DovecotLogin::signalAsksForCredentials()
{
    const auto imap = clientOf(m_server);
    QSignalSpy required(imap.get(), &QImap4::authenticationRequired);
    imap->open();
    QImap4Reply *login = imap->authenticate();
    login->setAutoDelete(false);
    QImap4Reply *select = imap->select();
    select->setAutoDelete(false);
    QTRY_COMPARE(required.size(), 1);
    const auto request = required.first().first().value<QImap4AuthenticationRequest>();
    QCOMPARE(request.port, m_server.tlsPort());
    QVERIFY(request.encrypted);
    QCOMPARE(request.mechanisms.first(), QByteArray("EXTERNAL"));
    QVERIFY(!login->isFinished());
    imap->provideCredentials(QImap4Credentials::withPassword(User, Password));
    QTRY_VERIFY(select->isFinished());
    QVERIFY(!login->isError());
    QVERIFY(!select->isError());

    const auto nobody = clientOf(m_server); // is there to ask
    nobody->open();
    QImap4Reply *vain = nobody->authenticate();
    QVERIFY(vain->waitForFinished(20000));
    QCOMPARE(vain->error().category(), QImap4Error::CancelledError);
}

void tst_DovecotLogin::challengesGoToTheApplication()
{
    QByteArrayList challenges;
    const auto imap = clientOf(m_server);
    connect(imap.get(), &QImap4::authenticationChallenge, imap.get(),
            [&](const QByteArray &challenge) {
                challenges.append(challenge);
                imap->respondToChallenge(QByteArray("\0alice\0secret", 13));
            });
    imap->open();
    RUN(imap->authenticateByChallenge("PLAIN"));
    QCOMPARE(challenges, QByteArrayList{QByteArray()});
}

void tst_DovecotLogin::cancelledAuthenticationLeavesTheConnection()
{
    const auto imap = clientOf(m_server);
    connect(imap.get(), &QImap4::authenticationChallenge, imap.get(),
            &QImap4::cancelAuthentication);
    imap->open();
    QImap4Reply *login = imap->authenticateByChallenge("LOGIN");
    QVERIFY(login->waitForFinished(20000));
    QCOMPARE(login->error().category(), QImap4Error::CancelledError);
    RUN(imap->authenticate(QImap4Credentials::withPassword(User, Password)));
}

void tst_DovecotLogin::clientCertificateLogsIn()
{
    const Identity alice = Certificates::clientSignedBy(
        m_server.directory() + QStringLiteral("/certs"), QStringLiteral("alice"));
    QVERIFY(!alice.certificate.isNull() && !alice.key.isNull());

    const auto imap = clientOf(m_server);
    showCertificate(imap.get(), alice);
    imap->open();
    RUN(imap->authenticate({}, "EXTERNAL"));
    RUN(imap->select());

    // By itself, too: there is nothing else to log in with.
    imap->abort();
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QImap4Credentials whoever;
    whoever.setUser(User);
    imap->open();
    RUN(imap->authenticate(whoever));
}

void tst_DovecotLogin::openNetworkIsNotTrusted()
{
    const auto imap = clientOf(m_server, QImap4::Plaintext);
    imap->setHost(QStringLiteral("127.0.0.2"));
    imap->setCleartextPolicy(QImap4::NeverInClear);
    imap->open();
    QImap4Reply *login =
        imap->authenticate(QImap4Credentials::withPassword(User, Password), "PLAIN");
    QVERIFY(login->waitForFinished(20000));
    QCOMPARE(login->error().category(), QImap4Error::InsecureError);
}

void tst_DovecotLogin::logHoldsNoSecret()
{
    QByteArray log;
    const auto imap = clientOf(m_server);
    connect(imap.get(), &QImap4::protocolMessage, imap.get(),
            [&log](bool, const QByteArray &line) { log += line + '\n'; });
    imap->open();
    const QString accessToken = token(User);
    QImap4Credentials credentials = QImap4Credentials::withPassword(User, Password);
    credentials.setToken(QImap4Secret(accessToken));
    RUN(imap->authenticate(credentials, "XOAUTH2"));
    QVERIFY(log.contains("AUTHENTICATE XOAUTH2"));
    QVERIFY(log.contains("***"));
    QVERIFY(!log.contains(accessToken.toLatin1()));
    QVERIFY(!log.contains(QByteArray("user=alice\1auth=Bearer").toBase64().left(24)));
}

QTEST_GUILESS_MAIN(tst_DovecotLogin)
#include "tst_dovecotlogin.moc"
