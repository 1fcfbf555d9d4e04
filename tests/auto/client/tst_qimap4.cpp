// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"
#include "scriptedserver.h"
#include "testclient.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qdir.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <functional>
#include <future>
#include <memory>
#include <thread>

#ifdef __GLIBC__
#include <pthread.h>
#endif

using namespace QImap4Test;

// The public face, over real sockets, against a server that plays a part.
class tst_QImap4 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreSafe();
    void queuedCommandsRunWhenTheServerIsReady();
    void repliesFinishWithoutAnEventLoop();
    void clientsLiveInAnyThread();
    void tooManyThreadsAreAnError();
    void thousandsOfCommandsAreQueuedInOneGo();
    void repliesDeleteThemselves();
    void futuresFinish();
    void everyReplyFinishesOnce_data();
    void everyReplyFinishesOnce();
    void commandsBeforeOpenAreRefused();
    void unsafeArgumentsAreRefusedBeforeAnythingIsSent();
    void unknownDataComeAsValues();

    void tlsProblemIsRefusedByDefault_data();
    void tlsProblemIsRefusedByDefault();
    void tlsProblemCanBeAcceptedLater();
    void injectedDataEndsStartTls();
    void silentServerTimesOut_data();
    void silentServerTimesOut();

    void clientMayBeDeletedFromItsOwnSlots();
    void commandsMayBeGivenFromResultSlots();
    void nestedWaitKeepsTheOrder();
    void replyMayBeDeletedBeforeItFinishes();
    void lostConnectionIsToldOnceAndOpensAgain();
    void clientsShareAThread();

    void messagesArriveTypedAndAsSignals();
    void largeContentGoesToItsDevice();
    void slowApplicationStopsTheServer();
    void newsArriveWhileIdling();
    void protocolLogHidesThePassword();
    void destroyedClientsCloseTheirConnections();
    void retryingSlotsDoNotKeepTheClientAlive();
    void abortIsDoneWhenItReturns();
    void commandsWithSlotsAreNotSentByCommand();
    void boundSetsAreOfOneMailbox();
    void userIsWhoeverHasLoggedIn();
    void openingTellsWhatIsForgotten();
};

void tst_QImap4::defaultsAreSafe()
{
    QImap4 imap;
    QCOMPARE(imap.host(), QStringLiteral("localhost"));
    QCOMPARE(imap.encryption(), QImap4::StartTls);
    QCOMPARE(imap.port(), quint16(143));
    imap.setEncryption(QImap4::Tls);
    QCOMPARE(imap.port(), quint16(993));
    QCOMPARE(imap.cleartextPolicy(), QImap4::LoopbackOnly);
    QCOMPARE(imap.sslConfiguration().protocol(), QSsl::TlsV1_2OrLater);
    QCOMPARE(imap.state(), QImap4::Disconnected);
    QCOMPARE(QImap4::version(), QStringLiteral(PROJECT_VERSION));
}

void tst_QImap4::queuedCommandsRunWhenTheServerIsReady()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setScript({S("* OK [CAPABILITY IMAP4rev1] ready"), C("LOGIN alice secret"),
                      S("$tag OK [CAPABILITY IMAP4rev1 UIDPLUS] in"), C("SELECT INBOX"),
                      S("* 3 EXISTS"), S("$tag OK [READ-WRITE] done"), C("LOGOUT"), S("* BYE bye"),
                      S("$tag OK done")});
    const auto imap = clientOf(server.port(), QImap4::Tls);
    trust(imap.get(), {Certificates::ca()});
    QSignalSpy states(imap.get(), &QImap4::stateChanged);
    QSignalSpy disconnected(imap.get(), &QImap4::disconnected);
    QSignalSpy authenticated(imap.get(), &QImap4::authenticated);
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select();
    QTRY_COMPARE(imap->state(), QImap4::Selected);
    QVERIFY(imap->isEncrypted());
    QCOMPARE(imap->selectedMailbox().exists(), 3U);
    QVERIFY(imap->hasCapability("uidplus"));
    imap->logout();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(authenticated.size(), 1);
    QVERIFY(!imap->lastError());
    QList<QImap4::State> seen;
    for (const auto &arguments : states)
        seen.append(arguments.first().value<QImap4::State>());
    QCOMPARE(
        seen,
        (QList<QImap4::State>{QImap4::Connecting, QImap4::NotAuthenticated, QImap4::Authenticated,
                              QImap4::Selected, QImap4::LoggingOut, QImap4::Disconnected}));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_QImap4::repliesFinishWithoutAnEventLoop()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    imap->open();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QVERIFY(login->waitForFinished(5000));
    QVERIFY2(!login->isError(), qPrintable(login->errorString()));
    QImap4Reply *select = imap->select();
    QVERIFY(select->waitForFinished(5000));
    QCOMPARE(select->value<QImap4MailboxInfo>().name(), QStringLiteral("INBOX"));

    server.on("NOOP", [](const ClientCommand &) { return Answer("", Answer::GoSilent); });
    QImap4Reply *never = imap->noop();
    QVERIFY(!never->waitForFinished(50));
    QVERIFY(!never->isFinished());
}

// A thread of the application's own, which has never heard of Qt's event loops.
void tst_QImap4::clientsLiveInAnyThread()
{
    ScriptedServer server;
    QString selected;
    std::thread thread([&server, &selected] {
        const auto imap = clientOf(server.port());
        imap->open();
        imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
        QImap4Reply *select = imap->select();
        if (select->waitForFinished(10000))
            selected = select->value<QImap4MailboxInfo>().name();
        delete select;
    });
    thread.join();
    QCOMPARE(selected, QStringLiteral("INBOX"));
}

void tst_QImap4::tooManyThreadsAreAnError()
{
#ifdef __GLIBC__
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    pthread_attr_t usual;
    pthread_attr_t impossible;
    QCOMPARE(pthread_getattr_default_np(&usual), 0);
    QCOMPARE(pthread_getattr_default_np(&impossible), 0);
    constexpr size_t StackThatNoMachineHas = size_t(1) << 46;
    QCOMPARE(pthread_attr_setstacksize(&impossible, StackThatNoMachineHas), 0);
    QCOMPARE(pthread_setattr_default_np(&impossible), 0);
    QImap4Reply *open = imap->open();
    QCOMPARE(pthread_setattr_default_np(&usual), 0);
    QVERIFY(open->waitForFinished(5000));
    QCOMPARE(open->error().category(), QImap4Error::NetworkError);
    QVERIFY(open->error().detail().contains(QStringLiteral("thread")));
    QVERIFY(imap->open()->waitForFinished(5000)); // and later it goes well
    QCOMPARE(imap->state(), QImap4::NotAuthenticated);
#else
    QSKIP("only glibc can be told to have no room for threads");
#endif
}

void tst_QImap4::thousandsOfCommandsAreQueuedInOneGo()
{
    constexpr int Count = 10000;
    ScriptedServer server;
    int finished = 0;
    int failed = 0;
    const auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    for (int i = 0; i < Count; ++i) {
        const QImap4Reply *reply = imap->noop();
        connect(reply, &QImap4Reply::finished, this, [&finished, &failed, reply] {
            ++finished;
            failed += reply->isError() ? 1 : 0;
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(finished, Count, 60000);
    QCOMPARE(failed, 0);
    QCOMPARE(server.commandTexts().count("NOOP"), Count);
}

void tst_QImap4::repliesDeleteThemselves()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    const QPointer<QImap4Reply> open = imap->open();
    const QPointer<QImap4Reply> kept = imap->noop();
    kept->setAutoDelete(false);
    QTRY_VERIFY(kept->isFinished());
    QTRY_VERIFY(open.isNull());
    QVERIFY(kept);
}

void tst_QImap4::futuresFinish()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    auto selected = imap->select()->future<QImap4MailboxInfo>();
    auto refused = imap->command("BOGUS")->future<void>();
    QTRY_VERIFY(selected.isFinished() && refused.isFinished());
    QCOMPARE(selected.result().name(), QStringLiteral("INBOX"));
    const auto reasonOf = [](QFuture<void> &future) {
        try {
            future.waitForFinished();
        } catch (const QImap4Exception &exception) {
            return exception.error();
        }
        return QImap4Error();
    };
    const QImap4Error reason = reasonOf(refused);
    QCOMPARE(reason.category(), QImap4Error::BadError);
    QCOMPARE(reason.commandName(), QStringLiteral("BOGUS"));

    QImap4Error::Category told = QImap4Error::NoError;
    imap->command("BOGUS")->future<void>().onFailed(
        imap.get(), [&told](const QImap4Exception &failure) { told = failure.error().category(); });
    QTRY_COMPARE(told, QImap4Error::BadError);
}

void tst_QImap4::everyReplyFinishesOnce_data()
{
    QTest::addColumn<int>("ending");
    QTest::newRow("server drops") << 0;
    QTest::newRow("server resets") << 1;
    QTest::newRow("abort") << 2;
    QTest::newRow("client destroyed") << 3;
    QTest::newRow("BYE") << 4;
}

void tst_QImap4::everyReplyFinishesOnce()
{
    QFETCH(int, ending);
    ScriptedServer server;
    server.on("NOOP", "");
    QHash<quint64, int> finished;
    QList<QImap4Error::Category> categories;
    auto imap = clientOf(server.port());
    imap->open();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QVERIFY(login->waitForFinished(5000));
    for (int i = 0; i < 50; ++i) {
        QImap4Reply *reply = i % 10 == 5 ? imap->select() : imap->noop();
        connect(reply, &QImap4Reply::finished, this, [&finished, &categories, reply] {
            ++finished[reply->id()];
            categories.append(reply->error().category());
        });
    }
    QVERIFY(server.waitForCommand("NOOP"));
    switch (ending) {
    case 0:
        server.dropConnections();
        break;
    case 1:
        server.resetConnections();
        break;
    case 2:
        imap->abort();
        break;
    case 3:
        imap.reset();
        break;
    default:
        server.send("* BYE [UNAVAILABLE] later\r\n");
        break;
    }
    QTRY_COMPARE(finished.size(), 50);
    QVERIFY(std::all_of(finished.cbegin(), finished.cend(), [](int n) { return n == 1; }));
    QVERIFY(!categories.contains(QImap4Error::NoError));
    if (ending == 4)
        QVERIFY(categories.contains(QImap4Error::ByeError));
}

void tst_QImap4::commandsBeforeOpenAreRefused()
{
    QImap4 imap;
    QImap4Reply *reply = imap.noop();
    QVERIFY(!reply->isFinished()); // as any other, it finishes later
    QVERIFY(reply->waitForFinished(1000));
    QCOMPARE(reply->error().category(), QImap4Error::IllegalStateError);
    QSignalSpy finished(imap.noop(), &QImap4Reply::finished);
    QTRY_COMPARE(finished.size(), 1);
}

void tst_QImap4::unsafeArgumentsAreRefusedBeforeAnythingIsSent()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QVERIFY(imap->open()->waitForFinished(5000));
    const QString nul = QString(QChar(0)) + QStringLiteral("x");
    const QList<QImap4Reply *> refused{
        imap->createMailbox(nul),
        imap->command("X\r\nA DELETE INBOX"),
        imap->command("SELECT INBOX"), // as without its argument: it has a slot
        imap->command("LOGIN bob s3cret"),
        imap->command("COMPRESS DEFLATE"),
        imap->command("NOOP", {QByteArray("a\r\nb")}),
        imap->fetch(QImap4MessageSet(), QImap4::Flags),
        imap->fetch(QImap4MessageSet::uids(1), {}, {"HEADER.FIELDS (X\r\nA DELETE INBOX)"}),
        imap->store(QImap4MessageSet::uids(1), QImap4::AddFlags, QImap4Flags::keyword("a b) ()")),
        imap->enable({"A\r\nB"}),
    };
    for (QImap4Reply *reply : refused) {
        QVERIFY(reply->waitForFinished(1000));
        QVERIFY2(reply->error().category() == QImap4Error::InvalidArgumentError,
                 qPrintable(reply->commandName()));
    }
    QVERIFY(imap->noop()->waitForFinished(5000));
    for (const char *word : {"DELETE", "SELECT", "s3cret", "DEFLATE"})
        QVERIFY2(!server.received().contains(word), word);
}

void tst_QImap4::unknownDataComeAsValues()
{
    ScriptedServer server;
    server.on("NOOP", "* XSTATE (size 7 name NIL)\r\n$tag OK done");
    const auto imap = clientOf(server.port());
    QVERIFY(imap->open()->waitForFinished(5000));
    QSignalSpy untagged(imap.get(), &QImap4::untaggedResponse);
    imap->noop();
    QTRY_COMPARE(untagged.size(), 1);
    const auto response = untagged.first().first().value<QImap4UntaggedResponse>();
    QCOMPARE(response.name, QByteArray("XSTATE"));
    QCOMPARE(response.data, QByteArray("(size 7 name NIL)"));
    QCOMPARE(response.values.size(), 1);
    QCOMPARE(response.values.first().value("SIZE").number(), quint64(7));
    QVERIFY(response.values.first().value("NAME").isNil());
}

void tst_QImap4::tlsProblemIsRefusedByDefault_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<bool>("nameMatches");
    QTest::newRow("other name") << 0 << false;
    QTest::newRow("common name only") << 1 << false;
    QTest::newRow("self-signed") << 2 << true;
    QTest::newRow("expired") << 3 << true;
    QTest::newRow("bare wildcard") << 4 << false;
}

void tst_QImap4::tlsProblemIsRefusedByDefault()
{
    QFETCH(int, which);
    QFETCH(bool, nameMatches);
    using namespace Certificates;
    const Identity identities[] = {otherName(), commonNameOnly(), selfSigned(), expired(),
                                   bareWildcard()};
    for (const auto encryption : {QImap4::Tls, QImap4::StartTls}) {
        ScriptedServer server(encryption == QImap4::Tls ? ScriptedServer::ImplicitTls
                                                        : ScriptedServer::OffersStartTls);
        server.setSslConfiguration(serverConfiguration(identities[which]));
        for (const bool asked : {false, true}) {
            const auto imap = clientOf(server.port(), encryption);
            trust(imap.get(), {Certificates::ca()});
            QImap4TlsProblem problem;
            if (asked) {
                connect(imap.get(), &QImap4::tlsProblem, this,
                        [&problem, raw = imap.get()](const QImap4TlsProblem &p) {
                            problem = p;
                            raw->answerTlsProblem(p, QImap4::RefuseConnection);
                        });
            }
            QImap4Reply *open = imap->open();
            QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("s3cret"));
            QVERIFY(login->waitForFinished(10000));
            QCOMPARE(open->error().category(), QImap4Error::TlsError);
            QVERIFY(!open->error().detail().isEmpty());
            QCOMPARE(login->error().category(), QImap4Error::TlsError);
            if (asked) {
                QCOMPARE(problem.nameMatches, nameMatches);
                QVERIFY(!problem.reasons.isEmpty() && !problem.chain.isEmpty());
            }
        }
        QVERIFY(!server.received(1).contains("s3cret"));
        QVERIFY(!server.received(2).contains("s3cret"));
    }
}

void tst_QImap4::tlsProblemCanBeAcceptedLater()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setSslConfiguration(Certificates::serverConfiguration(Certificates::otherName()));
    const auto imap = clientOf(server.port(), QImap4::Tls);
    trust(imap.get(), {Certificates::ca()});
    QSignalSpy problem(imap.get(), &QImap4::tlsProblem);
    QSignalSpy authenticated(imap.get(), &QImap4::authenticated);
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QTRY_COMPARE(problem.size(), 1);
    QVERIFY(server.received().isEmpty()); // nothing is said before the decision
    QCOMPARE(imap->state(), QImap4::Connecting);
    const auto asked = problem.first().first().value<QImap4TlsProblem>();
    imap->answerTlsProblem(asked, QImap4::AcceptOnce);
    QTRY_COMPARE(authenticated.size(), 1);

    // An answer that was meant for another certificate accepts nothing.
    imap->abort();
    problem.clear();
    QImap4Reply *open = imap->open();
    QTRY_COMPARE(problem.size(), 1);
    QImap4TlsProblem stale = asked;
    stale.chain = {Certificates::selfSigned().certificate};
    imap->answerTlsProblem(stale, QImap4::AcceptOnce);
    QVERIFY(open->waitForFinished(5000));
    QCOMPARE(open->error().category(), QImap4Error::TlsError);
}

// 0 where the system does not tell.
static qsizetype threadCount()
{
    return QDir(QStringLiteral("/proc/self/task"))
        .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
        .size();
}

void tst_QImap4::destroyedClientsCloseTheirConnections()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    const qsizetype before = threadCount();
#ifdef Q_OS_LINUX
    QVERIFY(before >= 2); // this one, and the server's
#endif
    for (int i = 0; i < 20; ++i) {
        const auto imap = clientOf(server.port(), QImap4::Tls);
        imap->setHost(QStringLiteral("127.0.0.1")); // Qt's threads for names stay a while
        trust(imap.get(), {Certificates::ca()});
        QImap4Reply *open = imap->open();
        if (i % 2 == 1) // else at once, perhaps before the worker runs
            QVERIFY(open->waitForFinished(5000));
    }
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QTRY_VERIFY(threadCount() <= before);
}

void tst_QImap4::retryingSlotsDoNotKeepTheClientAlive()
{
    ScriptedServer server;
    server.on("NOOP", "");
    auto imap = clientOf(server.port());
    imap->open();
    QImap4 *const raw = imap.get();
    int retries = 0;
    std::function<void()> retry = [&] {
        if (++retries < 1000)
            connect(raw->noop(), &QImap4Reply::finished, this, retry);
    };
    connect(raw->noop(), &QImap4Reply::finished, this, retry);
    QVERIFY(server.waitForCommand("NOOP"));
    imap.reset();
    QCOMPARE(retries, 1);
}

void tst_QImap4::abortIsDoneWhenItReturns()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QSignalSpy error(imap.get(), &QImap4::errorOccurred);
    for (int i = 0; i < 3; ++i) {
        imap->open();
        QVERIFY(
            imap->login(QStringLiteral("alice"), QStringLiteral("secret"))->waitForFinished(5000));
        QImap4Reply *pending = imap->noop();
        pending->setAutoDelete(false);
        imap->abort();
        QVERIFY(pending->isFinished());
        QCOMPARE(imap->state(), QImap4::Disconnected);
        QVERIFY(!imap->lastError());
    }
    QCOMPARE(error.size(), 0);
}

void tst_QImap4::commandsWithSlotsAreNotSentByCommand()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QVERIFY(imap->open()->waitForFinished(5000));
    for (const char *name : {"LOGIN", "authenticate", "SELECT", "STARTTLS", "IDLE", "LOGOUT"}) {
        QImap4Reply *reply = imap->command(name, {QStringLiteral("x"), QStringLiteral("s3cret")});
        QVERIFY(reply->waitForFinished(1000));
        QCOMPARE(reply->error().category(), QImap4Error::InvalidArgumentError);
    }
    QVERIFY(!server.received().contains("s3cret"));
}

void tst_QImap4::injectedDataEndsStartTls()
{
    ScriptedServer server(ScriptedServer::OffersStartTls);
    server.injectAfterStartTlsOk("* OK [ALERT] C4N4RY\r\n");
    const auto imap = clientOf(server.port(), QImap4::StartTls);
    trust(imap.get(), {Certificates::ca()});
    QSignalSpy alert(imap.get(), &QImap4::alert);
    QImap4Reply *login = imap->login(QStringLiteral("x"), QStringLiteral("y"));
    QVERIFY(login->waitForFinished(1000));
    QImap4Reply *open = imap->open();
    QVERIFY(open->waitForFinished(10000));
    QCOMPARE(open->error().category(), QImap4Error::TlsError);
    QCOMPARE(alert.size(), 0);
}

void tst_QImap4::silentServerTimesOut_data()
{
    QTest::addColumn<int>("stallAfter");
    QTest::newRow("no greeting") << 0;
    QTest::newRow("half a greeting") << 5;
}

void tst_QImap4::silentServerTimesOut()
{
    QFETCH(int, stallAfter);
    ScriptedServer server;
    Faults faults;
    faults.stallAfter = stallAfter;
    server.setFaults(faults);
    const auto imap = clientOf(server.port());
    QImap4Limits limits;
    limits.greetingTimeout = 200;
    imap->setLimits(limits);
    QImap4Reply *open = imap->open();
    QVERIFY(open->waitForFinished(10000));
    QCOMPARE(open->error().category(), QImap4Error::TimeoutError);
    QVERIFY(open->error().needsReconnect());
}

void tst_QImap4::clientMayBeDeletedFromItsOwnSlots()
{
    for (int when = 0; when < 5; ++when) {
        ScriptedServer server;
        QPointer<QImap4> imap = clientOf(server.port()).release();
        const auto end = [&imap] { delete imap; };
        switch (when) {
        case 0:
            connect(imap, &QImap4::stateChanged, this, end);
            break;
        case 1:
            connect(imap, &QImap4::connected, this, end);
            break;
        case 2:
            connect(imap, &QImap4::authenticated, this, end);
            break;
        case 3:
            connect(imap, &QImap4::mailboxSelected, this, end);
            break;
        default:
            break;
        }
        imap->open();
        if (!imap)
            continue; // stateChanged(Connecting) comes from within open()
        QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
        if (when == 4)
            connect(login, &QImap4Reply::finished, this, end);
        imap->select();
        QTRY_VERIFY(imap.isNull());
    }
}

void tst_QImap4::commandsMayBeGivenFromResultSlots()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    bool done = false;
    QImap4Reply *open = imap->open();
    connect(open, &QImap4Reply::finished, this, [&done, raw = imap.get()] {
        QImap4Reply *login = raw->login(QStringLiteral("alice"), QStringLiteral("secret"));
        connect(login, &QImap4Reply::finished, raw, [&done, raw] {
            QImap4Reply *select = raw->select();
            done = select->waitForFinished(5000) && !select->isError();
        });
    });
    QTRY_VERIFY(done);
}

void tst_QImap4::nestedWaitKeepsTheOrder()
{
    ScriptedServer server;
    server.setMailboxSize(1);
    const auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QVERIFY(imap->select()->waitForFinished(5000));
    server.on("NOOP", "* 2 EXISTS\r\n* 3 EXISTS\r\n* 4 EXISTS\r\n$tag OK done");
    server.on("CHECK", "* 5 EXISTS\r\n$tag OK done");
    QList<quint32> seen;
    bool nested = false;
    connect(imap.get(), &QImap4::existsChanged, this, [&](quint32 exists) {
        seen.append(exists);
        if (exists == 2)
            nested = imap->check()->waitForFinished(5000);
    });
    QVERIFY(imap->noop()->waitForFinished(5000));
    QVERIFY(nested);
    QCOMPARE(seen, (QList<quint32>{2, 3, 4, 5}));
}

void tst_QImap4::replyMayBeDeletedBeforeItFinishes()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    imap->open();
    delete imap->noop();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    delete imap->noop();
    QVERIFY(login->waitForFinished(5000));
    QVERIFY(imap->noop()->waitForFinished(5000));
    QTRY_COMPARE(imap->pendingCommands(), 0);
}

void tst_QImap4::lostConnectionIsToldOnceAndOpensAgain()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QSignalSpy error(imap.get(), &QImap4::errorOccurred);
    QSignalSpy disconnected(imap.get(), &QImap4::disconnected);
    imap->open();
    QVERIFY(imap->login(QStringLiteral("alice"), QStringLiteral("secret"))->waitForFinished(5000));
    server.dropConnections();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(error.size(), 1);
    QCOMPARE(imap->lastError().category(), QImap4Error::NetworkError);
    QCOMPARE(imap->state(), QImap4::Disconnected);
    imap->open();
    QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    QVERIFY(login->waitForFinished(5000));
    QVERIFY(!login->isError());
    QVERIFY(!imap->lastError());
}

void tst_QImap4::clientsShareAThread()
{
    ScriptedServer server;
    // A std::thread with an event loop: ThreadSanitizer does not see into those that Qt starts.
    std::promise<QEventLoop *> started;
    std::thread worker([&started] {
        QEventLoop loop;
        started.set_value(&loop);
        loop.exec();
    });
    QEventLoop *const loop = started.get_future().get();
    QThread *const shared = loop->thread();
    {
        std::vector<std::unique_ptr<QImap4>> clients;
        for (int i = 0; i < 10; ++i) {
            clients.push_back(clientOf(server.port()));
            clients.back()->setWorkerThread(shared);
            clients.back()->open();
        }
        for (const auto &imap : clients) {
            QImap4Reply *login = imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
            QVERIFY(login->waitForFinished(5000));
            QVERIFY(!login->isError());
            QCOMPARE(imap->workerThread(), shared);
        }
    }
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QMetaObject::invokeMethod(loop, &QEventLoop::quit);
    worker.join();
}

void tst_QImap4::messagesArriveTypedAndAsSignals()
{
    ScriptedServer server;
    server.setMailboxSize(2);
    server.on("UID FETCH",
              "* 1 FETCH (UID 10 FLAGS (\\Seen) RFC822.SIZE 99 ENVELOPE (NIL \"Hi\" ((\"Ann\" NIL "
              "\"ann\" \"example.org\")) NIL NIL NIL NIL NIL NIL \"<1@x>\"))\r\n$tag OK done");
    const auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select();
    QSignalSpy signal(imap.get(), &QImap4::messagesFetched);
    QImap4Reply *fetch = imap->fetch(QImap4MessageSet::uids(1, 100),
                                     QImap4::Flags | QImap4::Size | QImap4::Envelope);
    QVERIFY(fetch->waitForFinished(5000));
    const auto messages = fetch->value<QImap4MessageList>();
    QCOMPARE(messages.size(), 1);
    const QImap4Message message = messages.first();
    QCOMPARE(message.uid(), 10U);
    QVERIFY(message.flags().has(QImap4Flags::Seen));
    QCOMPARE(message.size(), 99ULL);
    QCOMPARE(message.envelope().subject(), QStringLiteral("Hi"));
    QCOMPARE(message.envelope().from().first().address(), QStringLiteral("ann@example.org"));
    QCOMPARE(signal.size(), 1);
    QVERIFY2(server.received().contains("UID FETCH 1:100 (UID FLAGS RFC822.SIZE ENVELOPE)"),
             server.received());
}

void tst_QImap4::largeContentGoesToItsDevice()
{
    constexpr qsizetype Size = 5 * 1000 * 1000;
    QByteArray content(Size, 'x');
    for (qsizetype i = 0; i < Size; i += 76)
        content[i] = char('A' + (i / 76) % 26);
    ScriptedServer server;
    server.setMailboxSize(2);
    server.on("UID FETCH", [&content](const ClientCommand &command) -> Answer {
        if (command.text.contains("BODY.PEEK[TEXT]"))
            return Answer("* 1 FETCH (UID 1 BODY[TEXT] {5}\r\nsmall)\r\n$tag OK done");
        return Answer("* 1 FETCH (UID 1 BODY[] {" + QByteArray::number(content.size()) + "}\r\n"
                      + content + ")\r\n$tag OK done");
    });
    const auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select();

    QBuffer whole;
    whole.open(QIODevice::WriteOnly);
    QImap4Reply *fetch = imap->fetchTo(&whole, QImap4MessageSet::uids(1));
    QSignalSpy progress(fetch, &QImap4Reply::progress);
    QVERIFY(fetch->waitForFinished(20000));
    QVERIFY2(!fetch->isError(), qPrintable(fetch->errorString()));
    QCOMPARE(whole.data(), content);
    QVERIFY(progress.size() > 1);
    QCOMPARE(progress.last().at(0).toLongLong(), qint64(Size));

    QBuffer small;
    small.open(QIODevice::WriteOnly);
    QVERIFY(imap->fetchTo(&small, QImap4MessageSet::uids(1), "TEXT")->waitForFinished(5000));
    QCOMPARE(small.data(), QByteArray("small"));

    QBuffer closed; // a device that takes nothing
    QImap4Reply *failing = imap->fetchTo(&closed, QImap4MessageSet::uids(1));
    QVERIFY(failing->waitForFinished(20000));
    QCOMPARE(failing->error().category(), QImap4Error::CancelledError);
}

// A server of one FETCH, in a thread of its own. It sends `count` messages as fast as it can, and
// tells how many octets that were when it first gets no further.
static void sendMessages(int count, std::promise<quint16> *port, std::promise<qint64> *stoppedAt)
{
    constexpr int Stopped = 2000; // milliseconds without any progress
    QTcpServer listener;
    listener.listen(QHostAddress::LocalHost);
    port->set_value(listener.serverPort());
    listener.waitForNewConnection(CommandPatience);
    const std::unique_ptr<QTcpSocket> socket(listener.nextPendingConnection());
    const auto tag = [&socket] {
        while (!socket->canReadLine() && socket->waitForReadyRead(CommandPatience)) {}
        return socket->readLine().split(' ').constFirst();
    };
    qint64 taken = 0;
    bool told = false;
    const auto say = [&](const QByteArray &octets) {
        socket->write(octets);
        while (socket->bytesToWrite() > 0) {
            if (socket->waitForBytesWritten(told ? CommandPatience : Stopped))
                continue;
            if (told)
                return;
            told = true;
            stoppedAt->set_value(taken);
        }
        taken += octets.size();
    };
    say("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n");
    say("* " + QByteArray::number(count) + " EXISTS\r\n" + tag() + " OK [READ-WRITE] done\r\n");
    const QByteArray fetch = tag();
    const QByteArray content(50000, 'x');
    for (int i = 1; i <= count; ++i) {
        const QByteArray number = QByteArray::number(i);
        say("* " + number + " FETCH (UID " + number + " BODY[] {"
            + QByteArray::number(content.size()) + "}\r\n" + content + ")\r\n");
    }
    say(fetch + " OK done\r\n");
    if (!told)
        stoppedAt->set_value(taken);
    socket->waitForDisconnected(CommandPatience);
}

// What the application has not taken stays bounded, and nothing of it is lost.
void tst_QImap4::slowApplicationStopsTheServer()
{
    constexpr int Count = 1200; // 60 MB
    constexpr qint64 SystemBuffers = 16 * 1024 * 1024; // what the sockets of both sides may hold
    std::promise<quint16> port;
    std::promise<qint64> stoppedAt;
    std::thread server(sendMessages, Count, &port, &stoppedAt);
    const auto imap = clientOf(port.get_future().get());
    imap->setAutoIdle(false);
    QImap4Limits limits;
    limits.unreadByApplication = 256 * 1024;
    imap->setLimits(limits);
    imap->open();
    imap->select();
    QImap4Reply *fetch = imap->fetch(QImap4MessageSet::all(), QImap4::FullMessage);
    const qint64 taken = stoppedAt.get_future().get(); // meanwhile this thread takes nothing
    QImap4MessageList messages;
    if (fetch->waitForFinished(CommandPatience))
        messages = fetch->value<QImap4MessageList>();
    imap->abort();
    server.join(); // before anything may fail
    QVERIFY2(taken < limits.unreadByApplication + SystemBuffers, QByteArray::number(taken));
    QCOMPARE(messages.size(), Count);
    QCOMPARE(messages.last().body().size(), 50000);
}

void tst_QImap4::newsArriveWhileIdling()
{
    ScriptedServer server;
    server.setMailboxSize(1);
    const auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select();
    QTRY_VERIFY(imap->isIdling());
    QSignalSpy exists(imap.get(), &QImap4::existsChanged);
    server.send("* 2 EXISTS\r\n");
    QTRY_COMPARE(exists.size(), 1);
    QCOMPARE(imap->selectedMailbox().exists(), 2U);
    QVERIFY(imap->noop()->waitForFinished(5000));
    QTRY_VERIFY(imap->isIdling());
}

void tst_QImap4::protocolLogHidesThePassword()
{
    ScriptedServer server;
    const auto imap = clientOf(server.port());
    QSignalSpy log(imap.get(), &QImap4::protocolMessage);
    imap->open();
    QVERIFY(
        imap->login(QStringLiteral("alice"), QStringLiteral("s3cret\\\"x"))->waitForFinished(5000));
    QByteArray all;
    for (const auto &line : log)
        all += line.at(1).toByteArray() + '\n';
    QVERIFY(all.contains("LOGIN"));
    QVERIFY2(!all.contains("s3cret"), all);
}

void tst_QImap4::boundSetsAreOfOneMailbox()
{
    ScriptedServer server;
    server.setMailboxSize(3);
    server.on("UID COPY", "$tag OK done");
    auto imap = clientOf(server.port());
    imap->open();
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"));
    imap->select(QStringLiteral("INBOX"));
    const auto uids = QImap4MessageSet::uids(1, 2);
    const auto copied = [&imap](const QImap4MessageSet &set) {
        QImap4Reply *reply = imap->copy(set, QStringLiteral("Sent"));
        reply->setAutoDelete(false);
        const bool finished = reply->waitForFinished(5000);
        const QImap4Error error = reply->error();
        delete reply;
        return finished ? error.category() : QImap4Error::TimeoutError;
    };
    const auto bound = uids.boundTo(QStringLiteral("INBOX"), 1); // as the server tells it
    QVERIFY(bound != uids);
    QCOMPARE(copied(bound), QImap4Error::NoError);
    QCOMPARE(copied(uids.boundTo(QStringLiteral("INBOX"), 2)), QImap4Error::IllegalStateError);
    QCOMPARE(copied(uids.boundTo(QStringLiteral("Sent"), 1)), QImap4Error::IllegalStateError);
    imap->select(QStringLiteral("Sent"));
    QCOMPARE(copied(bound), QImap4Error::IllegalStateError);
    QCOMPARE(copied(bound.boundTo({}, 0)), QImap4Error::NoError);
    QCOMPARE(server.received().count("UID COPY"), 2);
}

void tst_QImap4::userIsWhoeverHasLoggedIn()
{
    ScriptedServer server;
    auto imap = clientOf(server.port());
    QSignalSpy changed(imap.get(), &QImap4::userChanged);
    imap->open();
    server.on("LOGIN", "$tag NO not you");
    imap->login(QStringLiteral("mallory"), QStringLiteral("secret"))->waitForFinished(5000);
    QCOMPARE(imap->user(), QString());
    server.on("LOGIN", "$tag OK done");
    imap->login(QStringLiteral("alice"), QStringLiteral("secret"))->waitForFinished(5000);
    QCOMPARE(imap->user(), QStringLiteral("alice"));
    QCOMPARE(changed.size(), 1);
    imap->abort();
    QCOMPARE(imap->user(), QStringLiteral("alice")); // whose mail may still be shown
    imap->open();
    QCOMPARE(imap->user(), QString());
}

void tst_QImap4::openingTellsWhatIsForgotten()
{
    ScriptedServer server;
    server.setGreeting("* OK [CAPABILITY IMAP4rev1 X-GM-EXT-1] welcome");
    server.setCapabilities("IMAP4rev1 X-GM-EXT-1");
    const auto imap = clientOf(server.port());
    imap->open();
    QVERIFY(imap->login(QStringLiteral("alice"), QStringLiteral("secret"))->waitForFinished(5000));
    QTRY_COMPARE(imap->user(), QStringLiteral("alice"));
    QVERIFY(imap->welcome().contains(QStringLiteral("welcome")));
    QVERIFY(imap->quirks() != QImap4Quirks());
    imap->abort();

    QSignalSpy states(imap.get(), &QImap4::stateChanged);
    QSignalSpy users(imap.get(), &QImap4::userChanged);
    QSignalSpy quirks(imap.get(), &QImap4::quirksChanged);
    QSignalSpy capabilities(imap.get(), &QImap4::capabilitiesChanged);
    const QMetaProperty welcome =
        imap->metaObject()->property(imap->metaObject()->indexOfProperty("welcome"));
    QSignalSpy welcomes(imap.get(), welcome.notifySignal());
    ScriptedServer silent;
    silent.setScript({Stall()});
    imap->setPort(silent.port());
    imap->open();
    QCOMPARE(imap->user(), QString());
    QCOMPARE(imap->welcome(), QString());
    QCOMPARE(imap->quirks(), QImap4Quirks());
    QCOMPARE(users.size(), 0); // no slot runs within open(): it might delete the client
    QCOMPARE(capabilities.size(), 0);
    QTRY_COMPARE(states.size(), 1);
    QCOMPARE(users.size(), 1);
    QCOMPARE(users.first().first().toString(), QString());
    QCOMPARE(quirks.size(), 1);
    QCOMPARE(quirks.first().first().value<QImap4Quirks>(), QImap4Quirks());
    QCOMPARE(capabilities.size(), 1);
    QCOMPARE(welcomes.size(), 1);
}

QTEST_GUILESS_MAIN(tst_QImap4)
#include "tst_qimap4.moc"
