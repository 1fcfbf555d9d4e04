// SPDX-License-Identifier: LGPL-3.0-or-later
#include "imapservers.h"
#include "testclient.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <memory>

using namespace QImap4Test;

// Logins at Cyrus and Courier, and what these have and Dovecot has not. (Dovecot's own mechanisms:
// tst_dovecotlogin.)
class tst_ServerLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void logsInByEachMechanism_data();
    void logsInByEachMechanism();
    void wrongPasswordIsRefused_data();
    void wrongPasswordIsRefused();
    void everyOfferedMechanismIsTried_data();
    void everyOfferedMechanismIsTried();
    void strongestIsChosen_data();
    void strongestIsChosen();
    void clientCertificateLogsIn();
    void rightsAreGivenAndTaken();
    void quotasAreSetByTheAdministrator();
    void annotationsAreKept();

private:
    std::unique_ptr<ImapServers> m_servers;
};

namespace {

const auto User = QStringLiteral("alice");
const auto Password = QStringLiteral("secret");
const auto Cyrus = QStringLiteral("Cyrus");
const auto Courier = QStringLiteral("Courier");
const QByteArrayList CyrusPasswords{"PLAIN",       "LOGIN",         "CRAM-MD5",     "DIGEST-MD5",
                                    "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"};
const QByteArrayList CourierPasswords{"PLAIN", "CRAM-MD5"};

void addRows(const QString &server, const QByteArrayList &mechanisms)
{
    for (const QByteArray &mechanism : mechanisms)
        QTest::newRow(server.toUtf8() + ' ' + mechanism) << server << mechanism;
}

} // namespace

void tst_ServerLogin::initTestCase()
{
    m_servers = std::make_unique<ImapServers>();
}

void tst_ServerLogin::cleanupTestCase()
{
    m_servers.reset();
}

void tst_ServerLogin::logsInByEachMechanism_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("mechanism");
    addRows(Cyrus, CyrusPasswords + QByteArrayList{"ANONYMOUS"});
    addRows(Courier, CourierPasswords);
}

// In the clear and under TLS: there Cyrus offers channel binding, and SCRAM has to say that we do
// without.
void tst_ServerLogin::logsInByEachMechanism()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, mechanism);
    QIMAP4_FIND_SERVER(server, *m_servers, name);
    for (const auto encryption : {QImap4::Plaintext, QImap4::Tls}) {
        const auto imap = clientOf(*server, encryption);
        QSignalSpy authenticated(imap.get(), &QImap4::authenticated);
        RUN(imap->open());
        QVERIFY(imap->capabilities().authMechanisms().contains(mechanism));
        RUN(imap->authenticate(QImap4Credentials::withPassword(User, Password), mechanism));
        QCOMPARE(authenticated.size(), 1);
        if (mechanism == "ANONYMOUS")
            continue; // Cyrus 3.6 ends the session by an assertion of its own
        QCOMPARE(imap->state(), QImap4::Authenticated);
        QVERIFY(imap->hasCapability("UIDPLUS"));
        RUN(imap->noop());
    }
}

void tst_ServerLogin::wrongPasswordIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("mechanism");
    addRows(Cyrus, CyrusPasswords);
    addRows(Courier, CourierPasswords);
}

void tst_ServerLogin::wrongPasswordIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, mechanism);
    QIMAP4_FIND_SERVER(server, *m_servers, name);
    const auto imap = clientOf(*server);
    imap->open();
    QImap4Reply *login = imap->authenticate(
        QImap4Credentials::withPassword(User, QStringLiteral("wr0ng")), mechanism);
    QVERIFY(login->waitForFinished(20000));
    QCOMPARE(login->error().category(), QImap4Error::AuthenticationError);
    QCOMPARE(imap->state(), QImap4::NotAuthenticated);
    RUN(imap->authenticate(QImap4Credentials::withPassword(User, Password), mechanism));
}

void tst_ServerLogin::everyOfferedMechanismIsTried_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArrayList>("tried");
    // A client certificate, which is asked for under TLS, makes it EXTERNAL as well.
    QTest::newRow("Dovecot") << QStringLiteral(
        "Dovecot") << QByteArrayList{"ANONYMOUS",     "CRAM-MD5",    "DIGEST-MD5", "EXTERNAL",
                                     "LOGIN",         "OAUTHBEARER", "PLAIN",      "SCRAM-SHA-1",
                                     "SCRAM-SHA-256", "XOAUTH2"};
    QTest::newRow("Cyrus") << Cyrus << CyrusPasswords + QByteArrayList{"ANONYMOUS"};
    QTest::newRow("Courier") << Courier << CourierPasswords;
}

// So that a mechanism which these servers learn does not go untested: those of Dovecot are in
// tst_dovecotlogin.
void tst_ServerLogin::everyOfferedMechanismIsTried()
{
    QFETCH(QString, name);
    QFETCH(QByteArrayList, tried);
    QIMAP4_FIND_SERVER(server, *m_servers, name);
    const auto imap = clientOf(*server);
    RUN(imap->open());
    QByteArrayList offered = imap->capabilities().authMechanisms();
    offered.removeIf([](const QByteArray &mechanism) { return mechanism.endsWith("-PLUS"); });
    std::sort(offered.begin(), offered.end());
    std::sort(tried.begin(), tried.end());
    QCOMPARE(offered, tried);
}

void tst_ServerLogin::strongestIsChosen_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("mechanism");
    addRows(Cyrus, {"SCRAM-SHA-512"});
    addRows(Courier, {"CRAM-MD5"});
}

void tst_ServerLogin::strongestIsChosen()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, mechanism);
    QIMAP4_FIND_SERVER(server, *m_servers, name);
    QByteArray said;
    const auto imap = clientOf(*server, QImap4::Plaintext);
    connect(imap.get(), &QImap4::protocolMessage, imap.get(),
            [&said](bool sent, const QByteArray &line) {
                if (sent)
                    said += line + '\n';
            });
    imap->open();
    RUN(imap->authenticate(QImap4Credentials::withPassword(User, Password)));
    QVERIFY2(said.contains("AUTHENTICATE " + mechanism), said);
}

void tst_ServerLogin::clientCertificateLogsIn()
{
    QIMAP4_FIND_SERVER(server, *m_servers, Cyrus);
    const Identity alice = Certificates::clientSignedBy(
        server->directory() + QStringLiteral("/certs"), QStringLiteral("alice"));
    QVERIFY(!alice.certificate.isNull() && !alice.key.isNull());

    const auto imap = clientOf(*server);
    showCertificate(imap.get(), alice);
    RUN(imap->open());
    QVERIFY(imap->capabilities().authMechanisms().contains("EXTERNAL"));
    RUN(imap->authenticate({}, "EXTERNAL"));
    RUN(imap->select());
}

void tst_ServerLogin::rightsAreGivenAndTaken()
{
    QIMAP4_FIND_SERVER(server, *m_servers, Cyrus);
    const auto imap = clientOf(*server);
    imap->open();
    RUN(imap->login(User, Password));
    const QString mailbox = QStringLiteral("shared with bob");
    const QString bob = QStringLiteral("bob");
    RUN(imap->createMailbox(mailbox));
    RUN(imap->setAcl(mailbox, bob, {QImap4Rights::Lookup, QImap4Rights::Read}));
    QImap4Reply *acl = imap->getAcl(mailbox);
    RUN(acl);
    QCOMPARE(acl->value<QImap4Acl>().rightsOf(bob).toString(), QByteArray("lr"));
    QVERIFY(acl->value<QImap4Acl>().rightsOf(User).has(QImap4Rights::Administer));
    QImap4Reply *mine = imap->myRights(mailbox);
    RUN(mine);
    QVERIFY(mine->value<QImap4MyRights>().rights.has(QImap4Rights::Administer));
    QImap4Reply *listed = imap->listRights(mailbox, bob);
    RUN(listed);
    QVERIFY(!listed->value<QImap4ListRights>().optional.isEmpty());

    // Bob finds it below the other users, and may do no more than he was given.
    const auto hers = clientOf(*server);
    hers->open();
    RUN(hers->login(bob, Password));
    const QString theirs = QStringLiteral("Other Users/alice/") + mailbox;
    RUN(hers->select(theirs));
    QVERIFY(hers->isReadOnly());
    RUN(imap->deleteAcl(mailbox, bob));
    QImap4Reply *gone = hers->select(theirs);
    QVERIFY(gone->waitForFinished(20000));
    QCOMPARE(gone->error().category(), QImap4Error::RefusedError);
    RUN(imap->deleteMailbox(mailbox));
}

void tst_ServerLogin::quotasAreSetByTheAdministrator()
{
    QIMAP4_FIND_SERVER(server, *m_servers, Cyrus);
    const auto imap = clientOf(*server);
    imap->open();
    RUN(imap->login(User, Password));
    QImap4Reply *roots = imap->getQuotaRoot(QStringLiteral("INBOX"));
    RUN(roots);
    const auto quotas = roots->value<QImap4QuotaRoots>();
    QCOMPARE(quotas.roots, QStringList{QStringLiteral("INBOX")});
    QCOMPARE(quotas.quotas.first().resource("STORAGE")->limit, 102400U);
    QImap4Reply *refused = imap->setQuota(QStringLiteral("INBOX"), {{"STORAGE", 5}});
    QVERIFY(refused->waitForFinished(20000));
    QCOMPARE(refused->error().category(), QImap4Error::RefusedError);

    const auto admin = clientOf(*server);
    admin->open();
    RUN(admin->login(QStringLiteral("admin"), Password));
    RUN(admin->setQuota(QStringLiteral("user/alice"), {{"STORAGE", 5000}, {"MESSAGE", 70}}));
    QImap4Reply *changed = admin->getQuota(QStringLiteral("user/alice"));
    RUN(changed);
    QCOMPARE(changed->value<QImap4Quota>().resource("STORAGE")->limit, 5000U);
    QCOMPARE(changed->value<QImap4Quota>().resource("MESSAGE")->limit, 70U);
}

void tst_ServerLogin::annotationsAreKept()
{
    QIMAP4_FIND_SERVER(server, *m_servers, Cyrus);
    const auto imap = clientOf(*server);
    imap->open();
    RUN(imap->login(User, Password));
    QVERIFY(imap->hasCapability("ANNOTATEMORE"));
    const QString inbox = QStringLiteral("INBOX");
    const QString entry = QStringLiteral("/comment");
    const QString attribute = QStringLiteral("value.priv");
    QSignalSpy received(imap.get(), &QImap4::annotationReceived);
    RUN(imap->setAnnotation(inbox, entry, {{attribute, "to be \"kept\""}}));
    QImap4Reply *got = imap->getAnnotation(inbox, entry, attribute);
    RUN(got);
    const auto annotations = got->value<QList<QImap4Annotation>>();
    QCOMPARE(annotations.size(), 1);
    const QImap4Annotation &annotation = annotations.first();
    QCOMPARE(annotation.mailbox, inbox);
    QCOMPARE(annotation.entry, entry);
    QCOMPARE(annotation.attributes.value(attribute), QByteArray("to be \"kept\""));
    QCOMPARE(received.last().first().value<QImap4Annotation>(), annotation);

    RUN(imap->setAnnotation(inbox, entry, {{attribute, QByteArray()}}));
    QImap4Reply *none = imap->getAnnotation(inbox, entry, attribute);
    RUN(none);
    for (const QImap4Annotation &left : none->value<QList<QImap4Annotation>>())
        QVERIFY2(left.attributes.value(attribute).isEmpty(), left.attributes.value(attribute));
}

QTEST_GUILESS_MAIN(tst_ServerLogin)
#include "tst_serverlogin.moc"
