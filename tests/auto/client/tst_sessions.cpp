// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"
#include "commandscript.h"

#include <QtCore/qthread.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <array>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace CommandScript;
using namespace QImap4Test;

namespace {

constexpr int Short = 200; // milliseconds
constexpr int Long = 60'000;

QImap4Limits onlyShort(int QImap4Limits::*limit)
{
    QImap4Limits limits;
    for (int QImap4Limits::*each :
         {&QImap4Limits::connectTimeout, &QImap4Limits::greetingTimeout, &QImap4Limits::tlsTimeout,
          &QImap4Limits::loginTimeout, &QImap4Limits::commandTimeout})
        limits.*each = Long;
    limits.*limit = Short;
    return limits;
}

// Its queue of connections is full, so that nobody answers those who knock.
class FullServer
{
public:
    FullServer()
    {
#ifdef Q_OS_LINUX
        m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto *const plain = reinterpret_cast<sockaddr *>(&address);
        socklen_t size = sizeof address;
        if (::bind(m_listener, plain, size) != 0 || ::listen(m_listener, 0) != 0
            || ::getsockname(m_listener, plain, &size) != 0)
            return;
        m_port = ntohs(address.sin_port);
        for (int &waiting : m_waiting) {
            waiting = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            static_cast<void>(::connect(waiting, plain, size)); // in progress
        }
#endif
    }
    ~FullServer()
    {
#ifdef Q_OS_LINUX
        for (const int waiting : m_waiting)
            ::close(waiting);
        ::close(m_listener);
#endif
    }
    Q_DISABLE_COPY_MOVE(FullServer)

    quint16 port() const
    {
        return m_port;
    }

private:
    int m_listener = -1;
    std::array<int, 4> m_waiting{};
    quint16 m_port = 0;
};

} // namespace

// Whole sessions, as the application sees them.
class tst_Sessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Certificates::allowOutdatedServers(); }

    void everySignalCarriesWhatTheServerSaid();
    void serverOfRev2AloneIsUsed();
    void extensionsOfferedAfterTheLoginAreEnabled_data();
    void extensionsOfferedAfterTheLoginAreEnabled();
    void mechanismThatIsNotAllowedIsNotUsed();
    void startTlsThatIsNotOfferedEndsTheSession();

    void connectionThatIsNeverAcceptedTimesOut();
    void handshakeThatNeverBeginsTimesOut();
    void serverThatFallsSilentTimesOut_data();
    void serverThatFallsSilentTimesOut();
    void protocolOfTlsIsTheApplicationsChoice_data();
    void protocolOfTlsIsTheApplicationsChoice();

    void thousandsOfFetchesGetTheirOwnMessages();
    void eachClientHasAThreadOfItsOwn();
};

void tst_Sessions::everySignalCarriesWhatTheServerSaid()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setScript({S("* OK [CAPABILITY IMAP4rev1 NAMESPACE] welcome aboard"),
                      C("LOGIN alice secret"),
                      S("$tag OK [CAPABILITY IMAP4rev1 NAMESPACE ID] in"),
                      C("ID NIL"),
                      S("* ID (\"name\" \"Testbed\")"),
                      S("$tag OK done"),
                      C("SELECT INBOX"),
                      S("* 3 EXISTS"),
                      S("* 2 RECENT"),
                      S("$tag OK [READ-WRITE] done"),
                      C("STATUS Sent (MESSAGES UNSEEN)"),
                      S("* STATUS Sent (MESSAGES 7 UNSEEN 1)"),
                      S("$tag OK done"),
                      C("NAMESPACE"),
                      S("* NAMESPACE ((\"\" \"/\")) NIL ((\"shared/\" \"/\"))"),
                      S("$tag OK done"),
                      C("UID SEARCH UNSEEN"),
                      S("* SEARCH 4 5 9"),
                      S("$tag OK done"),
                      C("LSUB \"\" *"),
                      S("* LSUB () \"/\" Sent"),
                      S("$tag OK done"),
                      C("NOOP"),
                      S("* 3 RECENT"),
                      S("* OK [X-NEWS of today] nothing"),
                      S("* OK [ALERT] disk almost full"),
                      S("$tag OK done"),
                      C("NOOP"),
                      S("* BYE [UNAVAILABLE] closing time"),
                      Close()});
    const auto imap = clientOf(server.port(), QImap4::Tls);
    imap->setAutoIdle(false);
    trust(imap.get(), {Certificates::ca()});
    QSignalSpy connected(imap.get(), &QImap4::connected);
    QSignalSpy encrypted(imap.get(), &QImap4::encrypted);
    QSignalSpy encryptedChanged(imap.get(), &QImap4::encryptedChanged);
    QSignalSpy capabilities(imap.get(), &QImap4::capabilitiesChanged);
    QSignalSpy id(imap.get(), &QImap4::serverId);
    QSignalSpy recent(imap.get(), &QImap4::recentChanged);
    QSignalSpy status(imap.get(), &QImap4::mailboxStatus);
    QSignalSpy namespaces(imap.get(), &QImap4::namespacesReceived);
    QSignalSpy search(imap.get(), &QImap4::searchFinished);
    QSignalSpy subscribed(imap.get(), &QImap4::mailboxSubscribed);
    QSignalSpy codes(imap.get(), &QImap4::responseCodeReceived);
    QSignalSpy alert(imap.get(), &QImap4::alert);
    QSignalSpy bye(imap.get(), &QImap4::bye);
    QSignalSpy disconnected(imap.get(), &QImap4::disconnected);

    RUN_SCRIPT(imap->open());
    QCOMPARE(connected.size(), 1);
    QCOMPARE(imap->welcome(), QStringLiteral("welcome aboard"));
    QCOMPARE(encrypted.size(), 1);
    QCOMPARE(encryptedChanged.size(), 1);
    QCOMPARE(encryptedChanged.first().first().toBool(), true);
    QVERIFY(!capabilities.constLast().first().value<QImap4Capabilities>().has("ID"));

    RUN_SCRIPT(imap->login(QStringLiteral("alice"), QStringLiteral("secret")));
    QVERIFY(capabilities.constLast().first().value<QImap4Capabilities>().has("ID"));
    RUN_SCRIPT(imap->id());
    const QMap<QString, QString> testbed{{QStringLiteral("name"), QStringLiteral("Testbed")}};
    QCOMPARE(id.size(), 1);
    QCOMPARE((id.first().first().value<QMap<QString, QString>>()), testbed);

    RUN_SCRIPT(imap->select());
    QCOMPARE(imap->selectedMailbox().recent(), 2U);

    RUN_SCRIPT(imap->status(QStringLiteral("Sent"),
                            QImap4MailboxStatus::Messages | QImap4MailboxStatus::Unseen));
    QImap4MailboxStatus sent;
    sent.mailbox = QStringLiteral("Sent");
    sent.messages = 7;
    sent.unseen = 1;
    QCOMPARE(status.size(), 1);
    QCOMPARE(status.first().first().value<QImap4MailboxStatus>(), sent);

    RUN_SCRIPT(imap->namespaces());
    QImap4Namespaces spaces;
    spaces.personal = {{QString(), QLatin1Char('/')}};
    spaces.shared = {{QStringLiteral("shared/"), QLatin1Char('/')}};
    QCOMPARE(namespaces.size(), 1);
    QCOMPARE(namespaces.first().first().value<QImap4Namespaces>(), spaces);

    RUN_SCRIPT(imap->search(QImap4SearchKey::unseen()));
    QCOMPARE(search.size(), 1);
    QCOMPARE(search.first().first().value<QImap4SearchResult>().messages.toString(),
             QByteArray("4:5,9"));

    RUN_SCRIPT(imap->lsub());
    QCOMPARE(subscribed.size(), 1);
    QCOMPARE(subscribed.first().first().value<QImap4Mailbox>().name(), QStringLiteral("Sent"));

    codes.clear();
    recent.clear();
    RUN_SCRIPT(imap->noop());
    QCOMPARE(recent.size(), 1);
    QCOMPARE(recent.first().first().toUInt(), 3U);
    QCOMPARE(imap->selectedMailbox().recent(), 3U);
    QCOMPARE(codes.size(), 2);
    const auto code = codes.first().first().value<QImap4ResponseCode>();
    QCOMPARE(code.name(), QByteArray("X-NEWS"));
    QCOMPARE(code.arguments(), QByteArray("of today"));
    QCOMPARE(codes.first().at(1).toString(), QStringLiteral("nothing"));
    QVERIFY(codes.at(1).first().value<QImap4ResponseCode>().is("ALERT"));
    QCOMPARE(alert.size(), 1);
    QCOMPARE(alert.first().first().toString(), QStringLiteral("disk almost full"));

    QVERIFY(imap->noop()->waitForFinished(CommandPatience));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(bye.size(), 1);
    QCOMPARE(bye.first().first().toString(), QStringLiteral("closing time"));
    QVERIFY(bye.first().at(1).value<QImap4ResponseCode>().is("UNAVAILABLE"));
    QCOMPARE(imap->lastError().category(), QImap4Error::ByeError);
    QCOMPARE(imap->lastError().serverText(), QStringLiteral("closing time"));
    QVERIFY2(server.waitForFinished(), server.report());
}

// Such a server has neither RECENT nor SEARCH responses, and need not say what its version implies.
void tst_Sessions::serverOfRev2AloneIsUsed()
{
    ScriptedServer server;
    server.setScript({S("* OK [CAPABILITY IMAP4rev2] hi"),
                      C("LOGIN alice secret"),
                      S("$tag OK [CAPABILITY IMAP4rev2] in"),
                      C("SELECT INBOX"),
                      S("* 3 EXISTS"),
                      S("* OK [UIDVALIDITY 42] valid"),
                      S("* OK [UIDNEXT 10] next"),
                      S("* FLAGS (\\Seen)"),
                      S("* LIST () \"/\" INBOX"),
                      S("$tag OK [READ-WRITE] done"),
                      C("UID SEARCH RETURN (ALL) UNSEEN").as("search"),
                      S("* ESEARCH (TAG \"$search\") UID ALL 4:5,9"),
                      S("$search OK done"),
                      C("LIST \"\" * RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES))"),
                      S("* LIST (\\Sent) \"/\" Sent"),
                      S("* STATUS Sent (MESSAGES 7)"),
                      S("$tag OK done"),
                      C("LOGOUT"),
                      S("* BYE bye"),
                      S("$tag OK done")});
    const auto imap = openClient(server);
    RUN_SCRIPT(imap->login(QStringLiteral("alice"), QStringLiteral("secret")));
    QCOMPARE(imap->protocolVersion(), QStringLiteral("IMAP4rev2"));
    QImap4Reply *select = imap->select();
    RUN_SCRIPT(select);
    const auto inbox = select->value<QImap4MailboxInfo>();
    QCOMPARE(inbox.exists(), 3U);
    QCOMPARE(inbox.uidValidity(), 42U);
    QCOMPARE(inbox.uidNext(), 10U);
    QImap4Reply *search = imap->search(QImap4SearchKey::unseen());
    RUN_SCRIPT(search);
    QCOMPARE(search->value<QImap4SearchResult>().messages.toString(), QByteArray("4:5,9"));
    QImap4Reply *list = imap->list({}, QStringLiteral("*"), QImap4MailboxStatus::Messages);
    RUN_SCRIPT(list);
    const auto rows = list->value<QList<QImap4Mailbox>>();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().name(), QStringLiteral("Sent"));
    QCOMPARE(rows.first().specialUse(), QImap4Mailbox::Sent);
    QVERIFY(rows.first().status());
    QCOMPARE(rows.first().status()->messages.value_or(0), 7U);
    RUN_SCRIPT(imap->logout());
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Sessions::extensionsOfferedAfterTheLoginAreEnabled_data()
{
    QTest::addColumn<Script>("login");
    QTest::newRow("told with the login")
        << Script{C("LOGIN alice secret"), S("$tag OK [CAPABILITY IMAP4rev1 ENABLE CONDSTORE] in")};
    QTest::newRow("asked for") << Script{C("LOGIN alice secret"), S("$tag OK in"), C("CAPABILITY"),
                                         S("* CAPABILITY IMAP4rev1 ENABLE CONDSTORE"),
                                         S("$tag OK done")};
}

void tst_Sessions::extensionsOfferedAfterTheLoginAreEnabled()
{
    QFETCH(Script, login);
    ScriptedServer server;
    server.setScript(Script{S("* OK [CAPABILITY IMAP4rev1] hi")} + login
                     + Script{C("ENABLE CONDSTORE"), S("* ENABLED CONDSTORE"), S("$tag OK done"),
                              C("NOOP"), S("$tag OK done")});
    const auto imap = openClient(server);
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QImap4Reply *enable = imap->enable({"CONDSTORE"}); // before anybody knows that it is offered
    RUN_SCRIPT(enable);
    QCOMPARE(enable->value<QByteArrayList>(), QByteArrayList{"CONDSTORE"});
    RUN_SCRIPT(imap->noop());
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Sessions::mechanismThatIsNotAllowedIsNotUsed()
{
    ScriptedServer server;
    server.setScript({S("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi"), C("NOOP"),
                      S("$tag OK done"), C("AUTHENTICATE PLAIN $any"),
                      S("$tag OK [CAPABILITY IMAP4rev1] in")});
    const auto imap = openClient(server);
    const auto alice =
        QImap4Credentials::withPassword(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->setAllowedMechanisms({"SCRAM-SHA-256"});
    QCOMPARE(imap->allowedMechanisms(), QByteArrayList{"SCRAM-SHA-256"});
    QImap4Reply *refused = imap->authenticate(alice);
    QVERIFY(refused->waitForFinished(CommandPatience));
    QCOMPARE(refused->error().category(), QImap4Error::UnsupportedError);
    RUN_SCRIPT(imap->noop());
    QVERIFY(!server.received().contains("AUTHENTICATE"));
    imap->setAllowedMechanisms({"SCRAM-SHA-256", "PLAIN"});
    RUN_SCRIPT(imap->authenticate(alice));
    QVERIFY2(server.waitForFinished(), server.report());
}

// Whoever asks for TLS must not go on without it.
void tst_Sessions::startTlsThatIsNotOfferedEndsTheSession()
{
    ScriptedServer server;
    server.setScript({S("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi"), Stall()});
    const auto imap = openClient(server);
    QImap4Reply *startTls = imap->startTls();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    for (QImap4Reply *reply : {startTls, login})
        reply->setAutoDelete(false);
    QVERIFY(startTls->waitForFinished(CommandPatience));
    QCOMPARE(startTls->error().category(), QImap4Error::TlsError);
    QVERIFY(login->waitForFinished(CommandPatience));
    QCOMPARE(login->error().category(), QImap4Error::TlsError);
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
    QCOMPARE(server.received(), QByteArray());
}

void tst_Sessions::connectionThatIsNeverAcceptedTimesOut()
{
#ifdef Q_OS_LINUX
    const FullServer server;
    QVERIFY(server.port() != 0);
    const auto imap = clientOf(server.port());
    imap->setHost(QStringLiteral("127.0.0.1"));
    imap->setLimits(onlyShort(&QImap4Limits::connectTimeout));
    QImap4Reply *open = imap->open();
    QVERIFY(open->waitForFinished(Long / 2));
    QCOMPARE(open->error().category(), QImap4Error::TimeoutError);
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
#else
    QSKIP("how a full queue of connections behaves is known of Linux alone");
#endif
}

// The kernel accepts the connection, and nobody says anything.
void tst_Sessions::handshakeThatNeverBeginsTimesOut()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const auto imap = clientOf(server.serverPort(), QImap4::Tls);
    imap->setHost(QStringLiteral("127.0.0.1"));
    imap->setLimits(onlyShort(&QImap4Limits::tlsTimeout));
    QImap4Reply *open = imap->open();
    QVERIFY(open->waitForFinished(Long / 2));
    QCOMPARE(open->error().category(), QImap4Error::TimeoutError);
    QVERIFY(!imap->isEncrypted());
}

void tst_Sessions::serverThatFallsSilentTimesOut_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<int QImap4Limits::*>("limit");
    QTest::newRow("loginTimeout") << QByteArray("LOGIN") << &QImap4Limits::loginTimeout;
    QTest::newRow("commandTimeout") << QByteArray("NOOP") << &QImap4Limits::commandTimeout;
}

void tst_Sessions::serverThatFallsSilentTimesOut()
{
    QFETCH(QByteArray, command);
    QFETCH(int QImap4Limits::*, limit);
    ScriptedServer server;
    server.on(command, [](const ClientCommand &) { return Answer("", Answer::GoSilent); });
    const auto imap = clientOf(server.port());
    imap->setAutoIdle(false);
    imap->setLimits(onlyShort(limit));
    imap->open();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QImap4Reply *noop = imap->noop();
    QImap4Reply *const silent = command == "LOGIN" ? login : noop;
    noop->setAutoDelete(false);
    login->setAutoDelete(false);
    QVERIFY(silent->waitForFinished(Long / 2));
    QCOMPARE(silent->error().category(), QImap4Error::TimeoutError);
    QCOMPARE(login->isError(), command == "LOGIN");
    QVERIFY(noop->waitForFinished(CommandPatience));
    QCOMPARE(noop->error().category(), QImap4Error::TimeoutError);
    QTRY_COMPARE(imap->state(), QImap4::Disconnected);
}

void tst_Sessions::protocolOfTlsIsTheApplicationsChoice_data()
{
    QTest::addColumn<QByteArray>("offered"); // by the server, and nothing else
    QTest::addColumn<QSsl::SslProtocol>("wanted");
    QTest::addColumn<bool>("connects");
    QTest::newRow("1.2, and 1.3 is wanted") << QByteArray("TLSv1.2") << QSsl::TlsV1_3 << false;
    QTest::newRow("1.2, which will do") << QByteArray("TLSv1.2") << QSsl::TlsV1_2OrLater << true;
    QTest::newRow("1.1, and the default") << QByteArray("TLSv1.1") << QSsl::TlsV1_2OrLater << false;
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    QTest::newRow("1.1, which will do") << QByteArray("TLSv1.1") << QSsl::TlsV1_0OrLater << true;
    QT_WARNING_POP
}

void tst_Sessions::protocolOfTlsIsTheApplicationsChoice()
{
    QFETCH(QByteArray, offered);
    QFETCH(QSsl::SslProtocol, wanted);
    QFETCH(bool, connects);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setSslConfiguration(
        Certificates::outdatedConfiguration(Certificates::server(), offered));
    const auto imap = clientOf(server.port(), QImap4::Tls);
    trust(imap.get(), {Certificates::ca()});
    QSslConfiguration configuration = imap->sslConfiguration();
    configuration.setProtocol(wanted);
    configuration.setBackendConfigurationOption("CipherString",
                                                QByteArrayLiteral("DEFAULT:@SECLEVEL=0"));
    imap->setSslConfiguration(configuration);
    QImap4Reply *open = imap->open();
    QVERIFY(open->waitForFinished(CommandPatience));
    QCOMPARE(open->error().category(), connects ? QImap4Error::NoError : QImap4Error::TlsError);
    QCOMPARE(imap->isEncrypted(), connects);
}

void tst_Sessions::thousandsOfFetchesGetTheirOwnMessages()
{
    constexpr quint32 Count = 10000;
    ScriptedServer server;
    server.setMailboxSize(Count);
    server.on("UID FETCH", [](const ClientCommand &command) -> Answer {
        const QByteArray uid = command.arguments().value(0);
        return Answer("* " + uid + " FETCH (UID " + uid + " RFC822.SIZE 1" + uid
                      + ")\r\n$tag OK done");
    });
    QMap<quint32, QImap4MessageList> answers;
    const auto imap = clientOf(server.port());
    imap->setAutoIdle(false);
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select();
    for (quint32 uid = 1; uid <= Count; ++uid) {
        const QImap4Reply *reply = imap->fetch(QImap4MessageSet::uids(uid), QImap4::Size);
        connect(reply, &QImap4Reply::finished, this,
                [&answers, reply, uid] { answers.insert(uid, reply->value<QImap4MessageList>()); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), qsizetype(Count), 120'000);
    for (quint32 uid = 1; uid <= Count; ++uid) {
        const QImap4MessageList messages = answers.value(uid);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(messages.first().uid(), uid);
        QCOMPARE(messages.first().size(), ('1' + QByteArray::number(uid)).toULongLong());
    }
    const QByteArrayList said = server.commandTexts();
    QCOMPARE(std::count_if(said.cbegin(), said.cend(),
                           [](const QByteArray &text) { return text.startsWith("UID FETCH"); }),
             std::ptrdiff_t(Count));
}

void tst_Sessions::eachClientHasAThreadOfItsOwn()
{
    ScriptedServer server;
    const auto one = openClient(server);
    const auto two = openClient(server);
    RUN_SCRIPT(one->noop());
    RUN_SCRIPT(two->noop());
    for (const auto *imap : {one.get(), two.get()}) {
        QVERIFY(imap->workerThread());
        QVERIFY(imap->workerThread()->isRunning());
        QVERIFY(imap->workerThread() != QThread::currentThread());
    }
    QVERIFY(one->workerThread() != two->workerThread());
}

QTEST_GUILESS_MAIN(tst_Sessions)
#include "tst_sessions.moc"
