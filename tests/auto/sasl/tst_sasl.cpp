// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sasl/mechanismchoice_p.h"
#include "sasl/saslexchange_p.h"
#include "sasl/scramcheck_p.h"
#include "scramserver.h"

#include <QtCore/qdebug.h>
#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace QImap4Internal;

// Mechanisms without a server, or against one that the test plays.
class tst_Sasl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void secretsDoNotPrint();
    void secretsAreCompared();

    void strongestMechanismIsChosen_data();
    void strongestMechanismIsChosen();
    void choiceFailsWithAReason_data();
    void choiceFailsWithAReason();
    void namedMechanismNeedsItsProof_data();
    void namedMechanismNeedsItsProof();

    void noTicketIsAnError();
    void plainIsAsInTheRfc_data();
    void plainIsAsInTheRfc();
    void loginAnswersAnyPrompt();
    void cramMd5IsAsInTheRfc();
    void digestMd5ProvesBothSides_data();
    void digestMd5ProvesBothSides();
    void scramServerOfThisTestIsAsInTheRfcs_data();
    void scramServerOfThisTestIsAsInTheRfcs();
    void scramProvesBothSides_data();
    void scramProvesBothSides();
    void scramRefusesAFalseServer();
    void scramIterationsAreBounded_data();
    void scramIterationsAreBounded();
    void externalAndAnonymousSayOneThing_data();
    void externalAndAnonymousSayOneThing();
    void oauthMessagesAreAsSpecified_data();
    void oauthMessagesAreAsSpecified();
    void oauthErrorChallengeIsReadAndAnswered_data();
    void oauthErrorChallengeIsReadAndAnswered();
    void controlCharactersAreRefused_data();
    void controlCharactersAreRefused();
    void nothingIsSaidTwice_data();
    void nothingIsSaidTwice();
    void malformedChallengesAreErrors_data();
    void malformedChallengesAreErrors();
    void randomChallengesDoNoHarm_data();
    void randomChallengesDoNoHarm();
    void threadsDoNotDisturbEachOther();
};

namespace {

const QImap4Credentials Alice =
    QImap4Credentials::withPassword(QStringLiteral("alice"), QStringLiteral("s3cret"));
const QImap4Credentials AliceWithToken =
    QImap4Credentials::withToken(QStringLiteral("alice@example.org"), QStringLiteral("abc.def"));

std::unique_ptr<SaslExchange> exchange(const char *name, const QImap4Credentials &credentials)
{
    return SaslExchange::create(*saslMechanism(name),
                                {credentials, QStringLiteral("imap.example.org"), 993});
}

QByteArray attribute(const QByteArray &message, const QByteArray &name)
{
    const qsizetype begin = message.indexOf(name + "=\"") + name.size() + 2;
    return message.mid(begin, message.indexOf('"', begin) - begin);
}

QByteArray md5(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5);
}

// RFC 2831, 2.1.2.1; `verb` is "AUTHENTICATE" for the client's value and empty for the server's.
QByteArray digestValue(const QByteArray &verb, const QByteArray &response,
                       const QByteArray &password)
{
    const QByteArray nonce = attribute(response, "nonce");
    const QByteArray cnonce = attribute(response, "cnonce");
    const QByteArray a1 =
        md5(attribute(response, "username") + ':' + attribute(response, "realm") + ':' + password)
        + ':' + nonce + ':' + cnonce;
    const QByteArray a2 = verb + ':' + attribute(response, "digest-uri");
    return md5(md5(a1).toHex() + ':' + nonce + ":00000001:" + cnonce + ":auth:" + md5(a2).toHex())
        .toHex();
}

} // namespace

void tst_Sasl::initTestCase()
{
    for (const char *name : {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1",
                             "SCRAM-SHA-256", "SCRAM-SHA-512"}) {
        QVERIFY2(SaslExchange::isInstalled(*saslMechanism(name)),
                 "the mechanisms of Cyrus SASL are not installed (package libsasl2-modules)");
    }
}

void tst_Sasl::secretsDoNotPrint()
{
    QImap4Credentials credentials = Alice;
    credentials.setToken(QImap4Secret(QStringLiteral("t0ken")));
    QString text;
    QDebug(&text) << credentials << credentials.password();
    QVERIFY(text.contains(QLatin1String("alice")));
    QVERIFY(!text.contains(QLatin1String("s3cret")));
    QVERIFY(!text.contains(QLatin1String("t0ken")));
    QVERIFY(text.contains(QLatin1String("***")));
}

void tst_Sasl::secretsAreCompared()
{
    const QImap4Secret secret(QStringLiteral("Gr\u00f6\u00dfe"));
    QCOMPARE(secret.reveal(), QStringLiteral("Gr\u00f6\u00dfe"));
    QCOMPARE(secret.utf8().toByteArray(),
             QByteArray("Gr\xc3\xb6\xc3\x9f"
                        "e"));
    QVERIFY(secret == QImap4Secret(QStringLiteral("Gr\u00f6\u00dfe")));
    QVERIFY(secret != QImap4Secret());
    QVERIFY(QImap4Secret(QString()).isEmpty());
    QVERIFY(QImap4Credentials().isEmpty());
    QVERIFY(!Alice.isEmpty());
}

void tst_Sasl::strongestMechanismIsChosen_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("allowed");
    QTest::addColumn<QImap4Credentials>("credentials");
    QTest::addColumn<bool>("certificate");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QByteArray>("chosen");
    const QByteArray everything =
        "LOGIN PLAIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-512 SCRAM-SHA-256 XOAUTH2 "
        "OAUTHBEARER EXTERNAL ANONYMOUS NTLM";
    QTest::newRow("best of all") << everything << QByteArray() << Alice << false << false
                                 << QByteArray("SCRAM-SHA-512");
    QTest::newRow("lower case") << QByteArray("plain scram-sha-1") << QByteArray() << Alice << false
                                << false << QByteArray("SCRAM-SHA-1");
    QTest::newRow("allowed") << everything << QByteArray("plain CRAM-MD5") << Alice << false
                             << false << QByteArray("CRAM-MD5");
    QTest::newRow("PLAIN before LOGIN") << QByteArray("LOGIN PLAIN") << QByteArray() << Alice
                                        << false << false << QByteArray("PLAIN");
    QTest::newRow("token") << everything << QByteArray() << AliceWithToken << false << false
                           << QByteArray("OAUTHBEARER");
    QTest::newRow("Google's") << QByteArray("PLAIN XOAUTH2") << QByteArray() << AliceWithToken
                              << false << false << QByteArray("XOAUTH2");
    QTest::newRow("certificate") << everything << QByteArray() << QImap4Credentials() << true
                                 << false << QByteArray("EXTERNAL");
    QTest::newRow("a password goes before a certificate")
        << everything << QByteArray() << Alice << true << false << QByteArray("SCRAM-SHA-512");
    QTest::newRow("ticket") << everything + " GSSAPI" << QByteArray() << QImap4Credentials()
                            << false << false << QByteArray("GSSAPI");
    QTest::newRow("ticket in the clear")
        << everything + " GSSAPI" << QByteArray() << QImap4Credentials() << false << true
        << QByteArray("GSSAPI");
    QTest::newRow("a password goes before a ticket")
        << everything + " GSSAPI" << QByteArray() << Alice << false << false
        << QByteArray("SCRAM-SHA-512");
    QTest::newRow("a token goes before a ticket")
        << everything + " GSSAPI" << QByteArray() << AliceWithToken << false << false
        << QByteArray("OAUTHBEARER");
    QTest::newRow("a certificate goes before a ticket")
        << everything + " GSSAPI" << QByteArray() << QImap4Credentials() << true << false
        << QByteArray("EXTERNAL");
    QTest::newRow("nothing in the clear") << QByteArray("PLAIN LOGIN CRAM-MD5") << QByteArray()
                                          << Alice << false << true << QByteArray("CRAM-MD5");
}

void tst_Sasl::strongestMechanismIsChosen()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, allowed);
    QFETCH(QImap4Credentials, credentials);
    QFETCH(bool, certificate);
    QFETCH(bool, open);
    QFETCH(QByteArray, chosen);
    if (!SaslExchange::isInstalled(*saslMechanism(chosen)))
        QSKIP("GSSAPI is not installed (package libsasl2-modules-gssapi-mit)");
    SaslSituation situation;
    situation.offered = offered.split(' ');
    if (!allowed.isEmpty())
        situation.allowed = allowed.split(' ');
    situation.credentials = credentials;
    situation.channel = open ? SaslChannel::Open : SaslChannel::Protected;
    situation.certificate = certificate ? ClientCertificate::Present : ClientCertificate::Absent;
    const SaslChoice choice = chooseMechanism(situation);
    QVERIFY(choice.mechanism);
    QVERIFY(!choice.error);
    QCOMPARE(QByteArray(choice.mechanism->name), chosen);
}

void tst_Sasl::choiceFailsWithAReason_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("allowed");
    QTest::addColumn<QImap4Credentials>("credentials");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::newRow("nothing offered")
        << QByteArray() << QByteArray() << Alice << QImap4Error::UnsupportedError;
    QTest::newRow("nothing known")
        << QByteArray("NTLM") << QByteArray() << Alice << QImap4Error::UnsupportedError;
    QTest::newRow("not allowed") << QByteArray("CRAM-MD5") << QByteArray("SCRAM-SHA-256") << Alice
                                 << QImap4Error::UnsupportedError;
    QTest::newRow("password in the clear")
        << QByteArray("PLAIN LOGIN") << QByteArray() << Alice << QImap4Error::InsecureError;
    QTest::newRow("token in the clear")
        << QByteArray("XOAUTH2") << QByteArray() << AliceWithToken << QImap4Error::InsecureError;
    QTest::newRow("password for a token")
        << QByteArray("XOAUTH2") << QByteArray() << Alice << QImap4Error::UnsupportedError;
    QTest::newRow("anonymous by itself") << QByteArray("ANONYMOUS") << QByteArray("ANONYMOUS")
                                         << QImap4Credentials() << QImap4Error::UnsupportedError;
    QTest::newRow("no certificate") << QByteArray("EXTERNAL") << QByteArray() << QImap4Credentials()
                                    << QImap4Error::UnsupportedError;
}

void tst_Sasl::choiceFailsWithAReason()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, allowed);
    QFETCH(QImap4Credentials, credentials);
    QFETCH(QImap4Error::Category, category);
    SaslSituation situation;
    situation.offered = offered.split(' ');
    if (!allowed.isEmpty())
        situation.allowed = allowed.split(' ');
    situation.credentials = credentials;
    const SaslChoice choice = chooseMechanism(situation);
    QVERIFY(!choice.mechanism);
    QCOMPARE(choice.error.category(), category);
}

void tst_Sasl::namedMechanismNeedsItsProof_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QImap4Credentials>("credentials");
    QTest::addColumn<bool>("open");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::newRow("fine, though not offered")
        << QByteArray("cram-md5") << Alice << true << QImap4Error::NoError;
    QTest::newRow("anonymous") << QByteArray("ANONYMOUS") << QImap4Credentials() << true
                               << QImap4Error::NoError;
    QTest::newRow("unknown") << QByteArray("X-WHAT") << Alice << false
                             << QImap4Error::UnsupportedError;
    QTest::newRow("in the clear") << QByteArray("PLAIN") << Alice << true
                                  << QImap4Error::InsecureError;
    QTest::newRow("no password") << QByteArray("PLAIN") << AliceWithToken << false
                                 << QImap4Error::InvalidArgumentError;
    QTest::newRow("no token") << QByteArray("XOAUTH2") << Alice << false
                              << QImap4Error::InvalidArgumentError;
}

void tst_Sasl::namedMechanismNeedsItsProof()
{
    QFETCH(QByteArray, name);
    QFETCH(QImap4Credentials, credentials);
    QFETCH(bool, open);
    QFETCH(QImap4Error::Category, category);
    SaslSituation situation;
    situation.credentials = credentials;
    situation.channel = open ? SaslChannel::Open : SaslChannel::Protected;
    const SaslChoice choice = namedMechanism(name, situation);
    QCOMPARE(choice.error.category(), category);
    QCOMPARE(choice.mechanism != nullptr, category == QImap4Error::NoError);
}

void tst_Sasl::noTicketIsAnError()
{
    if (!SaslExchange::isInstalled(*saslMechanism("GSSAPI")))
        QSKIP("GSSAPI is not installed (package libsasl2-modules-gssapi-mit)");
    // No tickets of whoever runs this, and no servers that could give any.
    qputenv("KRB5CCNAME", "FILE:/nonexistent/tickets");
    qputenv("KRB5_CONFIG", "/dev/null");
    const auto gssapi = exchange("GSSAPI", QImap4Credentials());
    const SaslStep step = gssapi->start();
    QCOMPARE(step.error.category(), QImap4Error::AuthenticationError);
    QVERIFY(!step.error.detail().isEmpty());
    QVERIFY(!step.response);
    QVERIFY(!gssapi->isComplete());
}

void tst_Sasl::plainIsAsInTheRfc_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("identity");
    QTest::addColumn<QByteArray>("message"); // with a bar for NUL
    // RFC 4616, 4
    QTest::newRow("Tim") << QStringLiteral("tim") << QStringLiteral("tanstaaftanstaaf") << QString()
                         << QByteArray("|tim|tanstaaftanstaaf");
    QTest::newRow("Kurt as Ursel") << QStringLiteral("Kurt") << QStringLiteral("xipj3plmq")
                                   << QStringLiteral("Ursel") << QByteArray("Ursel|Kurt|xipj3plmq");
    QTest::newRow("UTF-8") << QStringLiteral("j\u00f6rg") << QStringLiteral("\u20ac 5") << QString()
                           << QByteArray("|j\xc3\xb6rg|\xe2\x82\xac 5");
}

void tst_Sasl::plainIsAsInTheRfc()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, identity);
    QFETCH(QByteArray, message);
    QImap4Credentials credentials = QImap4Credentials::withPassword(user, password);
    credentials.setAuthorizationIdentity(identity);
    const auto plain = exchange("PLAIN", credentials);
    const SaslStep first = plain->start();
    QVERIFY2(!first.error, qPrintable(first.error.detail()));
    QCOMPARE(*first.response, message.replace('|', '\0'));
    QVERIFY(plain->isComplete());
}

void tst_Sasl::loginAnswersAnyPrompt()
{
    const auto login = exchange("LOGIN", Alice);
    const SaslStep first = login->start();
    QVERIFY(!first.error);
    QVERIFY(!first.response); // servers take no initial response for it
    QCOMPARE(*login->step(QByteArray("User Name\0", 10)).response, QByteArray("alice"));
    QVERIFY(!login->isComplete());
    QCOMPARE(*login->step(QByteArray("Password\0", 9)).response, QByteArray("s3cret"));
    QVERIFY(login->isComplete());
}

void tst_Sasl::cramMd5IsAsInTheRfc()
{
    const auto cram = exchange(
        "CRAM-MD5",
        QImap4Credentials::withPassword(QStringLiteral("tim"), QStringLiteral("tanstaaftanstaaf")));
    QVERIFY(!cram->start().response);
    // RFC 2195, 2
    const SaslStep step = cram->step("<1896.697170952@postoffice.reston.mci.net>");
    QCOMPARE(*step.response, QByteArray("tim b913a602c7eda7a495b4e6e7334d3890"));
    QVERIFY(cram->isComplete());
}

void tst_Sasl::digestMd5ProvesBothSides_data()
{
    QTest::addColumn<bool>("rightServer");
    QTest::newRow("right server") << true;
    QTest::newRow("false server") << false;
}

void tst_Sasl::digestMd5ProvesBothSides()
{
    QFETCH(bool, rightServer);
    const auto digest = exchange("DIGEST-MD5", Alice);
    QVERIFY(!digest->start().response);
    const SaslStep step =
        digest->step("realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\","
                     "algorithm=md5-sess,charset=utf-8");
    QVERIFY2(!step.error, qPrintable(step.error.detail()));
    const QByteArray response = *step.response;
    QCOMPARE(attribute(response, "digest-uri"), QByteArray("imap/imap.example.org"));
    QVERIFY(response.contains("response=" + digestValue("AUTHENTICATE", response, "s3cret")));
    QVERIFY(!digest->isComplete());
    const QByteArray password = rightServer ? "s3cret" : "guess";
    const SaslStep last = digest->step("rspauth=" + digestValue({}, response, password));
    QCOMPARE(bool(last.error), !rightServer);
    QCOMPARE(digest->isComplete(), rightServer);
}

void tst_Sasl::scramServerOfThisTestIsAsInTheRfcs_data()
{
    QTest::addColumn<int>("hash");
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<QByteArray>("nonce");
    QTest::addColumn<QByteArray>("clientFirst");
    QTest::addColumn<QByteArray>("serverFirst");
    QTest::addColumn<QByteArray>("clientFinal");
    QTest::addColumn<QByteArray>("serverFinal");
    QTest::newRow("RFC 5802, 5")
        << int(QCryptographicHash::Sha1) << QByteArray("QSXCR+Q6sek8bf92")
        << QByteArray("3rfcNHYJY1ZVvWVs7j") << QByteArray("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL")
        << QByteArray("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096")
        << QByteArray("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                      "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")
        << QByteArray("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    QTest::newRow("RFC 7677, 3")
        << int(QCryptographicHash::Sha256) << QByteArray("W22ZaJ0SNY7soEsUEjb6gQ==")
        << QByteArray("%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")
        << QByteArray("n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
        << QByteArray("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                      "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")
        << QByteArray("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                      "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")
        << QByteArray("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
}

void tst_Sasl::scramServerOfThisTestIsAsInTheRfcs()
{
    QFETCH(int, hash);
    QFETCH(QByteArray, salt);
    QFETCH(QByteArray, nonce);
    QFETCH(QByteArray, clientFirst);
    QFETCH(QByteArray, serverFirst);
    QFETCH(QByteArray, clientFinal);
    QFETCH(QByteArray, serverFinal);
    ScramServer server;
    server.hash = QCryptographicHash::Algorithm(hash);
    server.password = "pencil";
    server.salt = QByteArray::fromBase64(salt);
    server.nonce = nonce;
    QCOMPARE(server.first(clientFirst), serverFirst);
    QCOMPARE(server.final(clientFinal), serverFinal);
}

void tst_Sasl::scramProvesBothSides_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("hash");
    QTest::addColumn<int>("iterations");
    QTest::newRow("SHA-1") << QByteArray("SCRAM-SHA-1") << int(QCryptographicHash::Sha1) << 4096;
    QTest::newRow("SHA-256") << QByteArray("SCRAM-SHA-256") << int(QCryptographicHash::Sha256)
                             << 10000;
    QTest::newRow("SHA-512") << QByteArray("SCRAM-SHA-512") << int(QCryptographicHash::Sha512)
                             << 4096;
}

void tst_Sasl::scramProvesBothSides()
{
    QFETCH(QByteArray, name);
    QFETCH(int, hash);
    QFETCH(int, iterations);
    ScramServer server;
    server.hash = QCryptographicHash::Algorithm(hash);
    server.password = "pencil, \xc3\xa4";
    server.salt = "0123456789abcdef";
    server.nonce = "serverPart";
    server.iterations = iterations;
    const auto scram = exchange(name.constData(),
                                QImap4Credentials::withPassword(QStringLiteral("us=er,"),
                                                                QStringLiteral("pencil, \u00e4")));
    const SaslStep first = scram->start();
    QVERIFY2(!first.error, qPrintable(first.error.detail()));
    QVERIFY2(first.response->startsWith("n,,n=us=3Der=2C,r="), *first.response);
    const SaslStep second = scram->step(server.first(*first.response));
    QVERIFY2(!second.error, qPrintable(second.error.detail()));
    QVERIFY(!scram->isComplete());
    const QByteArray last = server.final(*second.response);
    QVERIFY2(last.startsWith("v="), last);
    const SaslStep third = scram->step(last);
    QVERIFY2(!third.error, qPrintable(third.error.detail()));
    QCOMPARE(*third.response, QByteArray());
    QVERIFY(scram->isComplete());
}

void tst_Sasl::scramRefusesAFalseServer()
{
    ScramServer server; // does not know the password
    server.password = "guess";
    server.salt = "0123456789abcdef";
    server.nonce = "serverPart";
    const auto scram = exchange("SCRAM-SHA-1", Alice);
    const SaslStep second = scram->step(server.first(*scram->start().response));
    QVERIFY(!second.error);
    const SaslStep third = scram->step("v=" + QByteArray(20, 'x').toBase64());
    QCOMPARE(third.error.category(), QImap4Error::AuthenticationError);
    QVERIFY(!scram->isComplete());

    const auto another = exchange("SCRAM-SHA-1", Alice);
    another->start();
    const SaslStep step = another->step("r=notTheClientsNonce,s=c2FsdA==,i=4096");
    QVERIFY(step.error); // somebody else's exchange
}

void tst_Sasl::scramIterationsAreBounded_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QImap4Error::Category>("category");
    QTest::newRow("least") << QByteArray("r=a,s=Yg==,i=4096") << QImap4Error::NoError;
    QTest::newRow("most") << QByteArray("r=a,s=Yg==,i=600000") << QImap4Error::NoError;
    QTest::newRow("extension") << QByteArray("r=a,s=Yg==,i=4096,x=y") << QImap4Error::NoError;
    QTest::newRow("one") << QByteArray("r=a,s=Yg==,i=1") << QImap4Error::LimitError;
    QTest::newRow("too few") << QByteArray("r=a,s=Yg==,i=4095") << QImap4Error::LimitError;
    QTest::newRow("too many") << QByteArray("r=a,s=Yg==,i=600001") << QImap4Error::LimitError;
    QTest::newRow("all the bits") << QByteArray("r=a,s=Yg==,i=4294967295")
                                  << QImap4Error::LimitError;
    QTest::newRow("overflow") << QByteArray("r=a,s=Yg==,i=4294971392")
                              << QImap4Error::ProtocolError;
    QTest::newRow("negative") << QByteArray("r=a,s=Yg==,i=-4096") << QImap4Error::ProtocolError;
    QTest::newRow("none") << QByteArray("r=a,s=Yg==") << QImap4Error::ProtocolError;
    QTest::newRow("empty") << QByteArray() << QImap4Error::ProtocolError;
    QTest::newRow("mandatory extension")
        << QByteArray("m=x,r=a,s=Yg==,i=4096") << QImap4Error::ProtocolError;
}

void tst_Sasl::scramIterationsAreBounded()
{
    QFETCH(QByteArray, message);
    QFETCH(QImap4Error::Category, category);
    QCOMPARE(checkScramServerFirst(message).category(), category);
    if (category == QImap4Error::NoError)
        return;
    const auto scram = exchange("SCRAM-SHA-256", Alice);
    scram->start();
    QCOMPARE(scram->step(message).error.category(), category);
}

void tst_Sasl::externalAndAnonymousSayOneThing_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("identity");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("EXTERNAL") << QByteArray("EXTERNAL") << QStringLiteral("alice") << QString()
                              << QByteArray();
    QTest::newRow("EXTERNAL as Bob")
        << QByteArray("EXTERNAL") << QString() << QStringLiteral("bob") << QByteArray("bob");
    QTest::newRow("ANONYMOUS") << QByteArray("ANONYMOUS") << QStringLiteral("sirhc") << QString()
                               << QByteArray("sirhc");
    // Not even the name of this machine.
    QTest::newRow("ANONYMOUS without trace")
        << QByteArray("ANONYMOUS") << QString() << QString() << QByteArray();
}

void tst_Sasl::externalAndAnonymousSayOneThing()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, user);
    QFETCH(QString, identity);
    QFETCH(QByteArray, message);
    QImap4Credentials credentials;
    credentials.setUser(user);
    credentials.setAuthorizationIdentity(identity);
    const auto one = exchange(name.constData(), credentials);
    const SaslStep first = one->start();
    QVERIFY(first.response);
    QCOMPARE(*first.response, message);
    QVERIFY(one->isComplete());
}

void tst_Sasl::oauthMessagesAreAsSpecified_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("message"); // with a bar for ^A
    const QString alice = QStringLiteral("alice@example.org");
    QTest::newRow("XOAUTH2") << QByteArray("XOAUTH2") << alice
                             << QByteArray("user=alice@example.org|auth=Bearer abc.def||");
    QTest::newRow("OAUTHBEARER")
        << QByteArray("OAUTHBEARER") << alice
        << QByteArray(
               "n,a=alice@example.org,|host=imap.example.org|port=993|auth=Bearer abc.def||");
    QTest::newRow("OAUTHBEARER, escaped")
        << QByteArray("OAUTHBEARER") << QStringLiteral("a=b,c")
        << QByteArray("n,a=a=3Db=2Cc,|host=imap.example.org|port=993|auth=Bearer abc.def||");
    QTest::newRow("OAUTHBEARER, nobody")
        << QByteArray("OAUTHBEARER") << QString()
        << QByteArray("n,,|host=imap.example.org|port=993|auth=Bearer abc.def||");
}

void tst_Sasl::oauthMessagesAreAsSpecified()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, user);
    QFETCH(QByteArray, message);
    const auto oauth =
        exchange(name.constData(), QImap4Credentials::withToken(user, QStringLiteral("abc.def")));
    QCOMPARE(*oauth->start().response, message.replace('|', '\x01'));
    QVERIFY(oauth->isComplete());
}

void tst_Sasl::oauthErrorChallengeIsReadAndAnswered_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("refusal");
    // RFC 7628, 4.3
    QTest::newRow("OAUTHBEARER") << QByteArray(
        "OAUTHBEARER") << QByteArray("{\"status\":\"invalid_token\",\"scope\":\"example_scope\"}")
                                 << QByteArray("\x01") << QStringLiteral("invalid_token");
    QTest::newRow("XOAUTH2") << QByteArray("XOAUTH2")
                             << QByteArray("{\"status\":\"401\",\"schemes\":\"bearer\"}")
                             << QByteArray() << QStringLiteral("401");
    QTest::newRow("number") << QByteArray("XOAUTH2") << QByteArray("{\"status\":400}")
                            << QByteArray() << QStringLiteral("400");
    QTest::newRow("no JSON") << QByteArray("XOAUTH2") << QByteArray("go away") << QByteArray()
                             << QString();
    QTest::newRow("empty") << QByteArray("XOAUTH2") << QByteArray() << QByteArray() << QString();
}

void tst_Sasl::oauthErrorChallengeIsReadAndAnswered()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, challenge);
    QFETCH(QByteArray, answer);
    QFETCH(QString, refusal);
    const auto oauth = exchange(name.constData(), AliceWithToken);
    oauth->start();
    const SaslStep step = oauth->step(challenge);
    QVERIFY(!step.error);
    QCOMPARE(*step.response, answer);
    QCOMPARE(oauth->refusal(), refusal);
    QVERIFY(!oauth->isComplete()); // an OK after that means nothing
    QCOMPARE(oauth->step(challenge).error.category(), QImap4Error::ProtocolError);
}

void tst_Sasl::controlCharactersAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QImap4Credentials>("credentials");
    const QString nul = QStringLiteral("a") + QChar(0) + QStringLiteral("b");
    const QString separator = QStringLiteral("a\u0001auth=Bearer x");
    QTest::newRow("PLAIN, password")
        << QByteArray("PLAIN") << QImap4Credentials::withPassword(QStringLiteral("alice"), nul);
    QTest::newRow("PLAIN, user") << QByteArray("PLAIN")
                                 << QImap4Credentials::withPassword(nul, QStringLiteral("x"));
    QTest::newRow("XOAUTH2, user")
        << QByteArray("XOAUTH2") << QImap4Credentials::withToken(separator, QStringLiteral("x"));
    QTest::newRow("XOAUTH2, token")
        << QByteArray("XOAUTH2")
        << QImap4Credentials::withToken(QStringLiteral("alice"), separator);
    QTest::newRow("OAUTHBEARER, token")
        << QByteArray("OAUTHBEARER")
        << QImap4Credentials::withToken(QStringLiteral("alice"), QStringLiteral("x\r\ny"));
}

void tst_Sasl::controlCharactersAreRefused()
{
    QFETCH(QByteArray, name);
    QFETCH(QImap4Credentials, credentials);
    const SaslStep first = exchange(name.constData(), credentials)->start();
    QCOMPARE(first.error.category(), QImap4Error::InvalidArgumentError);
    QVERIFY(!first.response);
}

void tst_Sasl::nothingIsSaidTwice_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"PLAIN", "EXTERNAL", "ANONYMOUS"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_Sasl::nothingIsSaidTwice()
{
    QFETCH(QByteArray, name);
    const auto any = exchange(name.constData(), Alice);
    QVERIFY(any->start().response);
    const SaslStep step = any->step("");
    QCOMPARE(step.error.category(), QImap4Error::ProtocolError);
    QVERIFY(!step.response);
}

void tst_Sasl::malformedChallengesAreErrors_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("challenge");
    for (const char *name : {"CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-512"}) {
        QTest::addRow("%s, empty", name) << QByteArray(name) << QByteArray();
        QTest::addRow("%s, large", name) << QByteArray(name) << QByteArray(65 * 1024, 'x');
        QTest::addRow("%s, quite large", name) << QByteArray(name) << QByteArray(64 * 1024, ',');
    }
    QTest::newRow("DIGEST-MD5, open quote") << QByteArray("DIGEST-MD5") << QByteArray("nonce=\"a");
    QTest::newRow("DIGEST-MD5, no nonce") << QByteArray("DIGEST-MD5") << QByteArray("qop=\"auth\"");
    QTest::newRow("DIGEST-MD5, NUL") << QByteArray("DIGEST-MD5") << QByteArray("\0nonce=a", 8);
    QTest::newRow("DIGEST-MD5, layer only")
        << QByteArray("DIGEST-MD5")
        << QByteArray("realm=\"r\",nonce=\"n\",qop=\"auth-conf\",cipher=\"rc4\","
                      "algorithm=md5-sess,charset=utf-8");
    QTest::newRow("SCRAM, no salt") << QByteArray("SCRAM-SHA-1") << QByteArray("r=a,s=,i=4096");
}

void tst_Sasl::malformedChallengesAreErrors()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, challenge);
    const auto any = exchange(name.constData(), Alice);
    QVERIFY(!any->start().error);
    const SaslStep step = any->step(challenge);
    QVERIFY(step.error);
    QVERIFY(!any->isComplete());
    QVERIFY(!step.error.detail().contains(QLatin1String("s3cret")));
}

void tst_Sasl::randomChallengesDoNoHarm_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("LOGIN") << QByteArray("LOGIN") << QByteArray("User Name");
    QTest::newRow("CRAM-MD5") << QByteArray("CRAM-MD5") << QByteArray("<1896.697170952@a.example>");
    QTest::newRow("DIGEST-MD5")
        << QByteArray("DIGEST-MD5")
        << QByteArray("realm=\"a\",realm=\"b\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth,auth-int\","
                      "algorithm=md5-sess,charset=utf-8,maxbuf=65536,stale=true");
    QTest::newRow("SCRAM-SHA-1") << QByteArray("SCRAM-SHA-1")
                                 << QByteArray("r=abcdef,s=QSXCR+Q6sek8bf92,i=4096");
    QTest::newRow("OAUTHBEARER") << QByteArray("OAUTHBEARER")
                                 << QByteArray("{\"status\":\"invalid_token\",\"scope\":\"a\"}");
}

// Each challenge is one that could be right, with some octets changed, cut out or repeated.
void tst_Sasl::randomChallengesDoNoHarm()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, challenge);
    QRandomGenerator random(20);
    QImap4Credentials credentials = Alice;
    credentials.setToken(AliceWithToken.token());
    for (int round = 0; round < 500; ++round) {
        const auto any = exchange(name.constData(), credentials);
        QVERIFY(!any->start().error);
        for (int i = 0; i < 3; ++i) {
            QByteArray changed = challenge;
            for (quint32 changes = random.bounded(4U); changes > 0; --changes) {
                const qsizetype at = random.bounded(int(changed.size()));
                const qsizetype length = random.bounded(int(qMin<qsizetype>(9, changed.size())));
                if (random.bounded(2) == 0)
                    changed[at] = char(random.bounded(256));
                else
                    changed.replace(at, length, changed.left(length).repeated(random.bounded(3)));
                if (changed.isEmpty())
                    changed = challenge;
            }
            const SaslStep step = any->step(changed);
            QVERIFY(!step.error.detail().contains(QLatin1String("s3cret")));
            if (step.error)
                break;
        }
    }
}

void tst_Sasl::threadsDoNotDisturbEachOther()
{
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&right] {
            for (int i = 0; i < 50; ++i) {
                const auto cram =
                    exchange("CRAM-MD5",
                             QImap4Credentials::withPassword(QStringLiteral("tim"),
                                                             QStringLiteral("tanstaaftanstaaf")));
                cram->start();
                const SaslStep step = cram->step("<1896.697170952@postoffice.reston.mci.net>");
                right += step.response == QByteArray("tim b913a602c7eda7a495b4e6e7334d3890");
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), 400);
}

QTEST_GUILESS_MAIN(tst_Sasl)
#include "tst_sasl.moc"
