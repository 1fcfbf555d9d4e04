// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"
#include "models/messagedrag_p.h"
#include "qimap4foldermodel.h"
#include "qimap4messagemodel.h"
#include "scriptedserver.h"
#include "simulatedmailbox.h"
#include "testclient.h"

#include <QtCore/qmimedata.h>
#include <QtCore/qsortfilterproxymodel.h>
#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <memory>
#include <utility>

using namespace QImap4Test;
using QImap4Internal::MessageDrag;

namespace {

constexpr int Patience = 20'000;

void logIn(QImap4 *client, quint16 port, const QString &user = QStringLiteral("alice"))
{
    setServer(client, port);
    client->setAutoIdle(false);
    client->open();
    client->login(user, QStringLiteral("secret"));
    QTRY_VERIFY_WITH_TIMEOUT(
        client->state() == QImap4::Authenticated || client->state() == QImap4::Selected, Patience);
}

void listen(QImap4 *client) // lets a real server speak unasked
{
    client->setAutoIdle(true);
}

int countOf(const QByteArrayList &commands, const QByteArray &start)
{
    int count = 0;
    for (const QByteArray &command : commands)
        count += command.startsWith(start) ? 1 : 0;
    return count;
}

QStringList names(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList result;
    for (int row = 0; row < model.rowCount(parent); ++row)
        result.append(model.index(row, 0, parent).data().toString());
    return result;
}

QVariant cell(const QImap4MessageModel &model, int row, int role)
{
    return model.index(row, QImap4MessageModel::SubjectColumn).data(role);
}

// A server with a simulated mailbox, a client that has logged in, and a model that shows it.
struct Scene
{
    explicit Scene(quint32 messages, quint32 seed = 1)
        : mailbox(messages, seed)
        , tester(std::make_unique<QAbstractItemModelTester>(
              &model, QAbstractItemModelTester::FailureReportingMode::Fatal))
    {
        mailbox.serve(&server);
        server.setReactive(true);
    }

    void open()
    {
        logIn(&client, server.port());
        model.setClient(&client);
        model.open(QStringLiteral("INBOX"));
        QTRY_VERIFY_WITH_TIMEOUT(model.isAvailable(), Patience);
        settle();
    }

    // Until nothing is under way, and nothing that is under way can start something.
    void settle()
    {
        for (int i = 0; i < 3; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(!model.isLoading() && client.pendingCommands() == 0, Patience);
            QCoreApplication::processEvents();
        }
    }

    void loadAll()
    {
        for (int row = 0; row < model.rowCount(); row += 64) {
            model.setVisibleRange(row, row + 63);
            settle();
        }
        model.setVisibleRange(0, 63);
        settle();
    }

    void compare()
    {
        const std::vector<SimulatedMailbox::Message> expected = mailbox.messages();
        QCOMPARE(model.rowCount(), int(expected.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto &message = expected[expected.size() - 1 - size_t(row)];
            QCOMPARE(cell(model, row, QImap4MessageModel::UidRole).toUInt(), message.uid);
            QCOMPARE(cell(model, row, QImap4MessageModel::RowStateRole).toInt(),
                     int(QImap4MessageModel::Loaded));
            QCOMPARE(cell(model, row, QImap4MessageModel::SubjectRole).toString(),
                     QString::fromLatin1(message.subject()));
            QCOMPARE(cell(model, row, QImap4MessageModel::IsSeenRole), QVariant(message.seen));
            QCOMPARE(cell(model, row, QImap4MessageModel::IsFlaggedRole),
                     QVariant(message.flagged));
        }
    }

    SimulatedMailbox mailbox; // outlives the server, whose thread answers from it
    ScriptedServer server;
    QImap4 client;
    QImap4MessageModel model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

} // namespace

class tst_Models : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void rowsAreThereAtOnceAndLoadedWhereTheyAreSeen();
    void aMillionRowsCostTwentyFourBytesEach();
    void readingTheModelSendsNothing();
    void uidsAndUnreadComeBeforeTheHeaders();
    void theListFollowsARandomMailbox_data();
    void theListFollowsARandomMailbox();
    void theOrderCanBeTurned();
    void aSearchShowsWhatMatches();
    void newMailIsAddedToASearchWhenItMatches();
    void aSearchIsCompleteWhenMailCameWhileUidsWereRead();
    void whatChangesEverywhereIsToldNearTheViewFirst();
    void proxiesSeeWhatChangesOutOfView();
    void commandsForOtherUidsAreNotSent_data();
    void commandsForOtherUidsAreNotSent();
    void flagsChangeAtOnceAndGoBackWhenRefused();
    void removeMovesToTheTrash();
    void liesOfTheServerDoNoHarm_data();
    void liesOfTheServerDoNoHarm();
    void aNewUidValidityStartsOver();
    void rowsStayWhenTheConnectionIsLost();
    void anotherMailboxEmptiesTheList();
    void theListOutlivesItsClient();
    void aMailboxThatIsGoneAfterAReconnectEmptiesTheList();
    void nothingIsSentForNoMessages();
    void rowsSpeakForThemselves();
    void aRowTellsWhoReallySentIt();

    void foldersMakeATreeInOrder();
    void aRefreshKeepsWhatStays();
    void countsComeFourAtATimeWithoutListStatus();
    void countsComeWithTheListWithListStatus();
    void countsOfTheSelectedMailboxFollowTheServer();
    void hostileFolderNamesAreShownAsText();
    void messagesAreDroppedOnFolders();
    void foreignDropsAreRefused();
    void theFoldersOutliveTheirClient();
    void foldersThatTheModelChangesAreReadAgain();

    void aRealServerAndASecondClient();
};

void tst_Models::initTestCase()
{
    qRegisterMetaType<QImap4Error>();
}

void tst_Models::rowsAreThereAtOnceAndLoadedWhereTheyAreSeen()
{
    Scene scene(1000);
    scene.model.setUidMapEnabled(false);
    scene.open();
    QCOMPARE(scene.model.rowCount(), 1000);
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::SubjectRole).toString(),
             QString::fromLatin1(scene.mailbox.messages().back().subject()));
    QCOMPARE(cell(scene.model, 500, QImap4MessageModel::RowStateRole).toInt(),
             int(QImap4MessageModel::Unknown));
    QVERIFY(cell(scene.model, 500, QImap4MessageModel::SubjectRole).toString().isEmpty());
    QVERIFY(!cell(scene.model, 500, QImap4MessageModel::IsSeenRole).isValid());

    const int before = int(scene.server.commandTexts().size());
    scene.model.setVisibleRange(200, 240); // passed by, in one turn
    scene.model.setVisibleRange(500, 540);
    QTRY_COMPARE(cell(scene.model, 510, QImap4MessageModel::RowStateRole).toInt(),
                 int(QImap4MessageModel::Loaded));
    scene.settle();
    QCOMPARE(cell(scene.model, 210, QImap4MessageModel::RowStateRole).toInt(),
             int(QImap4MessageModel::Unknown));
    QVERIFY(scene.server.commandTexts().size() - before <= 3); // in view, below, above
}

void tst_Models::aMillionRowsCostTwentyFourBytesEach()
{
    ScriptedServer server;
    server.setReactive(true);
    server.setMailboxSize(1'000'000);
    QImap4 client;
    logIn(&client, server.port());
    QImap4MessageModel model;
    model.setClient(&client);
    model.open(QStringLiteral("INBOX"));
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 1'000'000, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!model.isLoading(), Patience);
    QVERIFY(model.memoryUsage() <= 24'000'000);
    QCOMPARE(cell(model, 0, QImap4MessageModel::SequenceNumberRole).toUInt(), 1'000'000U);
    QCOMPARE(cell(model, 999'999, QImap4MessageModel::SequenceNumberRole).toUInt(), 1U);
    // A server that leaves the rows out is not asked again and again.
    QTRY_COMPARE(cell(model, 0, QImap4MessageModel::RowStateRole).toInt(),
                 int(QImap4MessageModel::Failed));
    QVERIFY(server.commandTexts().size() < 12);
}

void tst_Models::readingTheModelSendsNothing()
{
    Scene scene(3000);
    scene.open();
    const QByteArrayList before = scene.server.commandTexts();
    const QHash<int, QByteArray> roles = scene.model.roleNames();
    for (int row = 0; row < scene.model.rowCount(); ++row) {
        for (int column = 0; column < QImap4MessageModel::ColumnCount; ++column) {
            const QModelIndex index = scene.model.index(row, column);
            for (auto role = roles.keyBegin(); role != roles.keyEnd(); ++role)
                index.data(*role);
            index.data(Qt::AccessibleTextRole);
            index.data(Qt::TextAlignmentRole);
        }
    }
    scene.settle();
    QCOMPARE(scene.server.commandTexts(), before);
}

void tst_Models::uidsAndUnreadComeBeforeTheHeaders()
{
    Scene scene(1000);
    QSignalSpy known(&scene.model, &QImap4MessageModel::uidsKnown);
    scene.open();
    QTRY_VERIFY(scene.model.areUidsKnown());
    QCOMPARE(known.size(), 1);
    scene.settle();
    const auto messages = scene.mailbox.messages();
    QCOMPARE(cell(scene.model, 999, QImap4MessageModel::RowStateRole).toInt(),
             int(QImap4MessageModel::Unknown));
    for (const int row : {0, 300, 700, 999}) {
        const auto &message = messages[size_t(999 - row)];
        QCOMPARE(cell(scene.model, row, QImap4MessageModel::IsSeenRole), QVariant(message.seen));
        QCOMPARE(cell(scene.model, row, QImap4MessageModel::IsFlaggedRole),
                 QVariant(message.flagged));
        QCOMPARE(scene.model.indexOfUid(message.uid).row(), row);
    }
    const QItemSelection all(scene.model.index(0, 0), scene.model.index(999, 4));
    QCOMPARE(scene.model.uidSet(all).count(), quint64(1000));
    QCOMPARE(scene.model.uidSet(all.indexes()), scene.model.uidSet(all));
}

void tst_Models::theListFollowsARandomMailbox_data()
{
    QTest::addColumn<quint32>("messages");
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("vanished");
    QTest::newRow("from empty") << 0U << 1U << false;
    QTest::newRow("small") << 50U << 2U << false;
    QTest::newRow("larger") << 700U << 3U << false;
    QTest::newRow("VANISHED") << 300U << 4U << true;
}

void tst_Models::theListFollowsARandomMailbox()
{
    QFETCH(quint32, messages);
    QFETCH(quint32, seed);
    QFETCH(bool, vanished);
    Scene scene(messages, seed);
    scene.mailbox.setVanishedInsteadOfExpunge(vanished);
    scene.open();
    QRandomGenerator random(seed);
    for (int step = 0; step < 60; ++step) {
        scene.client.noop();
        const int top = int(random.bounded(qMax(1, scene.model.rowCount())));
        scene.model.setVisibleRange(top, top + 30);
        if (random.bounded(4) == 0)
            scene.settle();
        else
            QCoreApplication::processEvents();
    }
    scene.settle();
    scene.loadAll();
    scene.compare();
}

void tst_Models::theOrderCanBeTurned()
{
    Scene scene(10);
    scene.open();
    const QPersistentModelIndex newest(scene.model.index(0, QImap4MessageModel::SubjectColumn));
    const QString subject = newest.data().toString();
    scene.model.sort(QImap4MessageModel::DateColumn, Qt::AscendingOrder);
    QCOMPARE(newest.row(), 9);
    QCOMPARE(newest.data().toString(), subject);
    scene.model.sort(QImap4MessageModel::SubjectColumn, Qt::DescendingOrder);
    QCOMPARE(newest.row(), 9);
}

void tst_Models::aSearchShowsWhatMatches()
{
    Scene scene(500);
    scene.open();
    QSignalSpy changed(&scene.model, &QImap4MessageModel::searchChanged);
    scene.model.setSearch(QImap4SearchKey::unseen());
    QVERIFY(scene.model.isSearchActive());
    QTRY_VERIFY(scene.model.searchCount() >= 0);
    scene.settle();
    quint64 unseen = 0;
    for (const auto &message : scene.mailbox.messages())
        unseen += message.seen ? 0 : 1;
    QCOMPARE(scene.model.rowCount(), int(unseen));
    QCOMPARE(scene.model.searchCount(), int(unseen));
    scene.model.setVisibleRange(0, 40);
    scene.settle();
    QVERIFY(!cell(scene.model, 0, QImap4MessageModel::IsSeenRole).toBool());

    // Reading a message does not take it away under the reader's eyes.
    const quint32 uid = scene.model.uid(scene.model.index(0, 0));
    scene.model.setFlag(QImap4MessageSet::uids(uid), QImap4Flags::Seen, true);
    scene.settle();
    QCOMPARE(scene.model.rowCount(), int(unseen));
    QVERIFY(cell(scene.model, 0, QImap4MessageModel::IsSeenRole).toBool());
    scene.model.setSearch(QImap4SearchKey::unseen());
    QTRY_COMPARE(scene.model.rowCount(), int(unseen) - 1);

    scene.model.clearSearch();
    QCOMPARE(scene.model.rowCount(), 500);
    QCOMPARE(scene.model.searchCount(), -1);
    QVERIFY(!changed.isEmpty());
}

void tst_Models::newMailIsAddedToASearchWhenItMatches()
{
    Scene scene(200, 5);
    scene.open();
    scene.model.setSearch(QImap4SearchKey::subject(QStringLiteral("1")));
    QTRY_VERIFY(scene.model.searchCount() >= 0);
    scene.settle();
    for (int i = 0; i < 30; ++i) {
        scene.client.noop();
        scene.settle();
    }
    scene.model.setVisibleRange(0, 63);
    scene.settle();
    int matches = 0;
    const auto messages = scene.mailbox.messages();
    for (const auto &message : messages)
        matches += message.subject().contains('1') ? 1 : 0;
    QTRY_COMPARE(scene.model.rowCount(), matches);
    scene.model.clearSearch();
    scene.loadAll();
    scene.compare();
}

void tst_Models::aSearchIsCompleteWhenMailCameWhileUidsWereRead()
{
    bool arrived = false; // outlives the server
    Scene scene(300);
    scene.model.setUidMapEnabled(false);
    const QByteArray oldest = QByteArray::number(scene.mailbox.messages().front().uid);
    QByteArray all;
    for (const auto &message : scene.mailbox.messages())
        all += ' ' + QByteArray::number(message.uid);
    scene.server.on("UID SEARCH", [&arrived, all, oldest](const ClientCommand &command) {
        if (command.text.contains("SUBJECT"))
            return Answer("* SEARCH " + oldest + (arrived ? " 100000" : "") + "\r\n$tag OK done");
        if (arrived)
            return Answer("* SEARCH" + all + " 100000\r\n$tag OK done");
        arrived = true;
        return Answer("* SEARCH" + all + "\r\n* 301 EXISTS\r\n$tag OK done");
    });
    scene.open();
    scene.model.setSearch(QImap4SearchKey::subject(QStringLiteral("Subject")));
    scene.settle();
    QTRY_VERIFY(scene.model.areUidsKnown());
    scene.settle();
    QCOMPARE(scene.model.searchCount(), 2);
}

void tst_Models::whatChangesEverywhereIsToldNearTheViewFirst()
{
    constexpr int Near = 64 + 60 + 64; // rows: above, in view, below
    Scene scene(5000);
    int told = 0;
    int most = 0;
    bool nearTheView = true;
    QObject::connect(&scene.model, &QAbstractItemModel::dataChanged, &scene.model,
                     [&](const QModelIndex &first, const QModelIndex &last) {
                         told += last.row() - first.row() + 1;
                         most = qMax(most, last.row() - first.row() + 1);
                         nearTheView =
                             nearTheView && last.row() < 2000 + 60 + 64 && first.row() >= 2000 - 64;
                     });
    scene.open();
    QTRY_VERIFY(scene.model.areUidsKnown()); // of all rows, by one SEARCH
    scene.settle();
    QTRY_VERIFY(told >= scene.model.rowCount());
    QVERIFY2(most <= 4096, qPrintable(QString::number(most)));
    // Until the last piece has been told.
    QTRY_VERIFY(std::exchange(told, 0) == 0);

    scene.model.setVisibleRange(2000, 2059);
    scene.settle();
    told = most = 0;
    nearTheView = true;
    QImap4MessageSet scattered(QImap4MessageSet::Uids);
    for (int row = 0; row < scene.model.rowCount(); row += 3)
        scattered.add(scene.model.uid(scene.model.index(row, 0)));
    QVERIFY(scene.model.setFlag(scattered, QImap4Flags::Answered, true));
    QVERIFY2(told > 0 && told <= Near, qPrintable(QString::number(told)));
    QVERIFY(nearTheView);
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::IsAnsweredRole), QVariant(true));
    QTRY_VERIFY(told >= scene.model.rowCount());
    QVERIFY2(most <= 4096, qPrintable(QString::number(most)));
}

// Scattered over the mailbox, far from the rows that the view shows.
void tst_Models::proxiesSeeWhatChangesOutOfView()
{
    Scene scene(3000);
    scene.open();
    QTRY_VERIFY(scene.model.areUidsKnown());
    QSortFilterProxyModel unread;
    unread.setFilterRole(QImap4MessageModel::IsSeenRole);
    unread.setFilterFixedString(QStringLiteral("false"));
    unread.setSourceModel(&scene.model);
    const auto isRight = [&] {
        int count = 0;
        for (int row = 0; row < scene.model.rowCount(); ++row)
            count += cell(scene.model, row, QImap4MessageModel::IsSeenRole) == QVariant(false);
        return count > 0 && unread.rowCount() == count;
    };
    scene.settle();
    QTRY_VERIFY(isRight());

    QImap4MessageSet scattered(QImap4MessageSet::Uids);
    for (int row = 200; scattered.count() < 100; row += 3) {
        QVERIFY(row < scene.model.rowCount());
        if (cell(scene.model, row, QImap4MessageModel::IsSeenRole) == QVariant(false))
            scattered.add(scene.model.uid(scene.model.index(row, 0)));
    }
    const int before = unread.rowCount();
    scene.server.on("UID STORE", "$tag OK done"); // does not repeat what is known
    scene.model.setFlag(scattered, QImap4Flags::Seen, true);
    scene.settle();
    QTRY_COMPARE(unread.rowCount(), before - 100);
    QVERIFY(isRight());
}

void tst_Models::commandsForOtherUidsAreNotSent_data()
{
    QTest::addColumn<QByteArray>("whatHappened");
    QTest::newRow("the UIDs are of an earlier UIDVALIDITY") << QByteArray("renumbered");
    QTest::newRow("the server says so too late") << QByteArray("late");
    QTest::newRow("another mailbox was selected") << QByteArray("other");
    QTest::newRow("another SELECT is under way") << QByteArray("selecting");
    QTest::newRow("the connection was lost, and a new one selects") << QByteArray("reconnecting");
}

void tst_Models::commandsForOtherUidsAreNotSent()
{
    QFETCH(const QByteArray, whatHappened);
    Scene scene(3);
    scene.open();
    const QImap4MessageSet uids =
        scene.model.uidSet(QModelIndexList{scene.model.index(0, 0), scene.model.index(1, 0)});
    QCOMPARE(uids.count(), 2U);
    QVERIFY(uids.isBound());
    QSignalSpy failed(&scene.model, &QImap4MessageModel::operationFailed);
    const QString before = scene.model.uidContext();

    if (whatHappened == "renumbered") {
        scene.server.send("* OK [UIDVALIDITY 78] renumbered\r\n");
        QTRY_VERIFY(scene.model.uidContext() != before);
        scene.settle();
    } else if (whatHappened == "late") { // it comes before the answer to what was given first
        scene.server.on("XWAIT", "* OK [UIDVALIDITY 78] renumbered\r\n$tag OK done");
        scene.client.command("XWAIT"); // nothing runs beside what is not known
    } else if (whatHappened == "other") {
        scene.client.select(QStringLiteral("Sent"));
        QTRY_VERIFY(!scene.model.isAvailable());
    } else if (whatHappened == "selecting") {
        scene.client.select(QStringLiteral("Sent"));
    }
    const auto act = [&scene, uids] {
        scene.model.moveTo(uids, QStringLiteral("Trash"));
        scene.model.copyTo(uids, QStringLiteral("Trash"));
        scene.model.remove(uids);
        scene.model.setFlag(uids, QImap4Flags::Flagged, true);
    };
    if (whatHappened == "reconnecting") {
        scene.client.abort();
        QObject::connect(&scene.model, &QImap4MessageModel::loadingChanged, &scene.client, act,
                         Qt::SingleShotConnection); // SELECT is given; the rows are of before
        scene.client.open();
        scene.client.login(QStringLiteral("alice"), QStringLiteral("secret"));
    } else {
        act();
    }
    QTRY_COMPARE(failed.size(), 4);
    for (const QList<QVariant> &arguments : failed) {
        QCOMPARE(arguments.first().value<QImap4Error>().category(), QImap4Error::IllegalStateError);
    }
    QTRY_COMPARE(scene.client.pendingCommands(), 0);
    for (int connection = 1; connection <= scene.server.connectionCount(); ++connection) {
        for (const QByteArray &text : scene.server.commandTexts(connection)) {
            QVERIFY2(!text.contains("MOVE") && !text.contains("COPY") && !text.contains("STORE"),
                     text.constData());
        }
    }
}

void tst_Models::flagsChangeAtOnceAndGoBackWhenRefused()
{
    Scene scene(5);
    scene.open();
    QSignalSpy failed(&scene.model, &QImap4MessageModel::operationFailed);
    const QImap4MessageSet uids =
        scene.model.uidSet(QModelIndexList{scene.model.index(0, 0), scene.model.index(1, 0)});
    QCOMPARE(uids.count(), quint64(2));
    scene.model.setFlag(uids, QImap4Flags::Answered, true);
    QVERIFY(cell(scene.model, 0, QImap4MessageModel::IsAnsweredRole).toBool());
    scene.settle();
    scene.server.on("UID STORE", QByteArray("$tag NO not today"));
    const bool before = cell(scene.model, 0, QImap4MessageModel::IsFlaggedRole).toBool();
    scene.model.setFlag(uids, QImap4Flags::Flagged, !before);
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::IsFlaggedRole).toBool(), !before);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::IsFlaggedRole).toBool(), before);
    QCOMPARE(failed.first().first().value<QImap4Error>().category(), QImap4Error::RefusedError);
}

void tst_Models::removeMovesToTheTrash()
{
    Scene scene(5);
    scene.server.setCapabilities("IMAP4rev1 MOVE UIDPLUS");
    scene.open();
    const QImap4MessageSet uids = QImap4MessageSet::uids(scene.model.uid(scene.model.index(0, 0)));
    scene.model.remove(uids);
    QVERIFY(scene.server.waitForCommand("UID STORE " + uids.toString() + " $rest"));
    scene.model.setTrashMailbox(QStringLiteral("Bin"));
    scene.model.remove(uids);
    QVERIFY(scene.server.waitForCommand("UID MOVE " + uids.toString() + " Bin"));
}

void tst_Models::liesOfTheServerDoNoHarm_data()
{
    QTest::addColumn<QByteArray>("lie");
    const auto row = [](const char *name, const char *lie) {
        QTest::newRow(name) << QByteArray(lie) + "\r\n";
    };
    row("FETCH far beyond", "* 4000000000 FETCH (FLAGS (\\Seen) UID 4000000000)");
    row("FETCH of 50", "* 50 FETCH (FLAGS ())");
    row("FETCH of 0", "* 0 FETCH (FLAGS ())");
    row("EXPUNGE of 0", "* 0 EXPUNGE");
    row("EXPUNGE beyond", "* 4294967295 EXPUNGE");
    row("more EXPUNGEs than messages",
        "* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE");
    row("shrinks", "* 1 EXISTS");
    row("grows without end", "* 4294967295 EXISTS");
    row("grows and shrinks", "* 100000 EXISTS\r\n* 0 EXISTS\r\n* 5 EXISTS");
    row("VANISHED everything", "* VANISHED 1:4294967295");
    row("VANISHED what was never there", "* VANISHED 4000000000");
    row("another UID for a message", "* 1 FETCH (UID 4000 FLAGS ())");
    row("UIDs in the wrong order", "* 1 FETCH (UID 9 FLAGS ())\r\n* 3 FETCH (UID 2 FLAGS ())");
    row("UID 0", "* 1 FETCH (UID 0 FLAGS ())");
    row("a thousand keywords", "* 1 FETCH (FLAGS (a b c d e f g h i j k l m n o p))");
}

void tst_Models::liesOfTheServerDoNoHarm()
{
    QFETCH(QByteArray, lie);
    QTest::failOnWarning(QRegularExpression(QStringLiteral("ASSERT")));
    Scene scene(3);
    scene.open();
    if (lie.contains("4294967295 EXISTS"))
        scene.tester.reset(); // it looks at every row at every change
    scene.server.send(lie);
    scene.client.check();
    scene.settle();
    const int rows = scene.model.rowCount();
    QVERIFY(rows <= 10'000'000);
    for (int row = 0; row < qMin(rows, 10); ++row) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole),
                               int(QImap4MessageModel::FlagsRole)}) {
            cell(scene.model, row, role);
        }
    }
    scene.model.setVisibleRange(qMax(0, rows - 5), rows);
    scene.settle();
}

void tst_Models::aNewUidValidityStartsOver()
{
    Scene scene(3);
    scene.open();
    QSignalSpy reset(&scene.model, &QAbstractItemModel::modelReset);
    const QString key = cell(scene.model, 0, QImap4MessageModel::KeyRole).toString();
    QVERIFY(!key.isEmpty());
    scene.server.send("* OK [UIDVALIDITY 78] renumbered\r\n");
    QTRY_COMPARE(reset.size(), 1);
    scene.settle();
    QCOMPARE(scene.model.rowCount(), 3);
    QVERIFY(cell(scene.model, 0, QImap4MessageModel::KeyRole).toString() != key);
}

void tst_Models::rowsStayWhenTheConnectionIsLost()
{
    Scene scene(100);
    scene.open();
    const QString subject = cell(scene.model, 0, QImap4MessageModel::SubjectRole).toString();
    scene.server.dropConnections();
    QTRY_VERIFY(!scene.model.isAvailable());
    QCOMPARE(scene.model.rowCount(), 100);
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::SubjectRole).toString(), subject);
    QVERIFY(!scene.model.isLoading());

    QTRY_COMPARE(scene.client.state(), QImap4::Disconnected);
    logIn(&scene.client, scene.server.port());
    QTRY_VERIFY_WITH_TIMEOUT(scene.model.isAvailable(), Patience);
    scene.loadAll();
    scene.compare();
}

void tst_Models::anotherMailboxEmptiesTheList()
{
    Scene scene(10);
    scene.open();
    scene.client.select(QStringLiteral("Other"));
    QTRY_COMPARE(scene.model.rowCount(), 0);
    QVERIFY(!scene.model.isAvailable());
    scene.model.open(QStringLiteral("INBOX"));
    QTRY_COMPARE(scene.model.rowCount(), 10);
    scene.model.open(QString());
    QCOMPARE(scene.model.rowCount(), 0);
}

void tst_Models::theListOutlivesItsClient()
{
    Scene scene(300);
    scene.model.setUidMapEnabled(false);
    auto client = std::make_unique<QImap4>();
    logIn(client.get(), scene.server.port());
    scene.model.setClient(client.get());
    scene.model.open(QStringLiteral("INBOX"));
    QTRY_COMPARE(cell(scene.model, 0, QImap4MessageModel::RowStateRole).toInt(),
                 int(QImap4MessageModel::Loaded));
    const QImap4MessageSet uids = scene.model.uidSet(QModelIndexList{scene.model.index(0, 0)});
    scene.model.setVisibleRange(200, 240);
    client.reset();
    QVERIFY(!scene.model.isAvailable());
    QVERIFY(!scene.model.client());
    QCOMPARE(scene.model.rowCount(), 300);
    scene.model.setUidMapEnabled(true);
    scene.model.setVisibleRange(100, 140);
    QCoreApplication::processEvents();
    scene.model.setSearch(QImap4SearchKey::unseen());
    QCoreApplication::processEvents();
    scene.model.clearSearch();
    QVERIFY(!scene.model.setFlag(uids, QImap4Flags::Seen, true));
    QVERIFY(!scene.model.remove(uids));
    scene.model.open(QStringLiteral("INBOX"));
    QCoreApplication::processEvents();
    QVERIFY(!scene.model.isLoading());
}

void tst_Models::aMailboxThatIsGoneAfterAReconnectEmptiesTheList()
{
    Scene scene(10);
    scene.open();
    scene.server.dropConnections();
    QTRY_VERIFY(!scene.model.isAvailable());
    QTRY_COMPARE(scene.client.state(), QImap4::Disconnected);
    QCOMPARE(scene.model.rowCount(), 10);
    QSignalSpy failed(&scene.model, &QImap4MessageModel::operationFailed);
    scene.server.on("SELECT", QByteArray("$tag NO gone"));
    logIn(&scene.client, scene.server.port());
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(scene.model.rowCount(), 0);
    QVERIFY(!scene.model.isAvailable());
    QVERIFY(!scene.model.isLoading());
}

void tst_Models::nothingIsSentForNoMessages()
{
    Scene scene(5);
    scene.open();
    QSignalSpy failed(&scene.model, &QImap4MessageModel::operationFailed);
    const QByteArrayList before = scene.server.commandTexts();
    const QImap4MessageSet none(QImap4MessageSet::Uids);
    QVERIFY(!scene.model.setFlag(none, QImap4Flags::Seen, true));
    QVERIFY(!scene.model.moveTo(none, QStringLiteral("Keep")));
    QVERIFY(!scene.model.copyTo(none, QStringLiteral("Keep")));
    QVERIFY(!scene.model.remove(none));
    scene.model.setTrashMailbox(QStringLiteral("Bin"));
    QVERIFY(!scene.model.remove(none));
    scene.settle();
    QCOMPARE(scene.server.commandTexts(), before);
    QVERIFY(failed.isEmpty());
}

void tst_Models::rowsSpeakForThemselves()
{
    Scene scene(3); // UIDs 1..: the first is seen
    scene.open();
    const auto newest = scene.mailbox.messages().back();
    const QString sentence = cell(scene.model, 0, Qt::AccessibleTextRole).toString();
    QCOMPARE(sentence.startsWith(QStringLiteral("Unread")), !newest.seen);
    QVERIFY(sentence.contains(QStringLiteral("from Ann Example, Subject")));
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::FromAddressRole).toString(),
             QStringLiteral("ann@example.org"));
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::ToRole).toString(),
             QStringLiteral("bob@example.org"));
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::SizeRole).toULongLong(),
             quint64(1000 + newest.uid));
    const QDateTime sent = cell(scene.model, 0, QImap4MessageModel::DateRole).toDateTime();
    const QDateTime received =
        cell(scene.model, 0, QImap4MessageModel::InternalDateRole).toDateTime();
    QCOMPARE(sent.secsTo(received), qint64(21 * 60)); // 02:23:25 and 02:44:25
}

void tst_Models::aRowTellsWhoReallySentIt()
{
    Scene scene(1);
    const QByteArray line =
        "* 1 FETCH (UID 1 FLAGS () INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE 9 "
        "ENVELOPE (NIL \"Hello\" ((\"ceo@bank.example\" NIL \"x\" \"evil.test\")"
        "(\"Bob\" NIL \"bob\" \"example.org\")) NIL NIL NIL NIL NIL NIL NIL))\r\n$tag OK done";
    scene.server.on("FETCH", line);
    scene.server.on("UID FETCH", line);
    scene.open();
    const QString shown = QStringLiteral("ceo@bank.example <x@evil.test>, Bob");
    QCOMPARE(cell(scene.model, 0, QImap4MessageModel::FromRole).toString(), shown);
    QCOMPARE(scene.model.index(0, QImap4MessageModel::FromColumn).data().toString(), shown);
    QVERIFY(cell(scene.model, 0, Qt::AccessibleTextRole).toString().contains(shown));
    for (const int column : {QImap4MessageModel::SubjectColumn, QImap4MessageModel::FromColumn}) {
        const QString tip = scene.model.index(0, column).data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QStringLiteral("x@evil.test")));
        QVERIFY(tip.contains(QStringLiteral("bob@example.org")));
    }
}

void tst_Models::foldersMakeATreeInOrder()
{
    ScriptedServer server;
    server.setReactive(true);
    server.on("LIST",
              "* LIST () \"/\" Work/2023\r\n* LIST () \"/\" Work/2024/Q1\r\n"
              "* LIST (\\Trash) \"/\" Bin\r\n* LIST () \"/\" inbox\r\n* LIST () \"/\" Apple\r\n"
              "* LIST () \"/\" Sent\r\n$tag OK done");
    QImap4 client;
    QImap4FolderModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy refreshed(&model, &QImap4FolderModel::refreshed);
    model.setClient(&client);
    logIn(&client, server.port());
    QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 1, Patience);
    QCOMPARE(names(model).join(u','), QStringLiteral("Inbox,Sent,Bin,Apple,Work"));
    const QModelIndex work = model.indexOf(QStringLiteral("Work"));
    QCOMPARE(names(model, work).join(u','), QStringLiteral("2023,2024"));
    QVERIFY(!work.data(QImap4FolderModel::IsSelectableRole).toBool());
    QVERIFY(!(work.flags() & Qt::ItemIsSelectable));
    const QModelIndex quarter = model.indexOf(QStringLiteral("Work/2024/Q1"));
    QCOMPARE(model.mailboxAt(quarter), QStringLiteral("Work/2024/Q1"));
    QCOMPARE(quarter.parent().parent(), work);
    QCOMPARE(model.mailboxAt(model.indexOfSpecialUse(QImap4Mailbox::Trash)), QStringLiteral("Bin"));
    QCOMPARE(model.mailboxAt(model.indexOf(QStringLiteral("InBox"))), QStringLiteral("INBOX"));
}

void tst_Models::aRefreshKeepsWhatStays()
{
    ScriptedServer server;
    server.setReactive(true);
    server.on("LIST",
              "* LIST () \"/\" INBOX\r\n* LIST () \"/\" a\r\n* LIST () \"/\" a/b\r\n"
              "* LIST () \"/\" c\r\n* LIST () \"/\" d\r\n* LIST () \"/\" e\r\n$tag OK done");
    QImap4 client;
    QImap4FolderModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy refreshed(&model, &QImap4FolderModel::refreshed);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setClient(&client);
    logIn(&client, server.port());
    QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 1, Patience);
    const QPersistentModelIndex inner(model.indexOf(QStringLiteral("a/b")));
    const QPersistentModelIndex last(model.indexOf(QStringLiteral("e")));
    const QPersistentModelIndex gone(model.indexOf(QStringLiteral("c")));
    const auto resets = reset.size();
    server.on("LIST",
              "* LIST () \"/\" INBOX\r\n* LIST () \"/\" a\r\n* LIST () \"/\" a/b\r\n"
              "* LIST () \"/\" a/c\r\n* LIST () \"/\" b\r\n* LIST () \"/\" d/x/y\r\n"
              "* LIST (\\Sent) \"/\" e\r\n$tag OK done");
    model.refresh();
    QTRY_COMPARE(refreshed.size(), 2);
    QCOMPARE(reset.size(), resets);
    QCOMPARE(names(model).join(u','), QStringLiteral("Inbox,e,a,b,d"));
    QCOMPARE(model.mailboxAt(inner), QStringLiteral("a/b"));
    QCOMPARE(last.row(), 1);
    QVERIFY(!gone.isValid());
    QVERIFY(!model.indexOf(QStringLiteral("d")).data(QImap4FolderModel::IsSelectableRole).toBool());
}

void tst_Models::countsComeFourAtATimeWithoutListStatus()
{
    ScriptedServer server;
    server.setReactive(true);
    QByteArray list;
    for (int i = 0; i < 20; ++i)
        list += "* LIST () \"/\" f" + QByteArray::number(i) + "\r\n";
    server.on("LIST", list + "* LIST (\\NoSelect) \"/\" dir\r\n$tag OK done");
    server.on("STATUS", [](const ClientCommand &command) {
        const QByteArray name = command.arguments().value(0);
        if (name == "f3")
            return Answer("$tag NO <b>broken</b>");
        return Answer("* STATUS " + name + " (MESSAGES 40 UNSEEN 12)\r\n$tag OK done");
    });
    QImap4 client;
    QImap4FolderModel model;
    model.setClient(&client);
    int most = 0;
    connect(&client, &QImap4::pendingCommandsChanged, this, [&most, &server](int count) {
        if (countOf(server.commandTexts(), "STATUS") > 0)
            most = qMax(most, count);
    });
    logIn(&client, server.port());
    QTRY_COMPARE_WITH_TIMEOUT(countOf(server.commandTexts(), "STATUS"), 20, Patience);
    QTRY_COMPARE(client.pendingCommands(), 0);
    QVERIFY2(most <= 4, QByteArray::number(most).constData());
    const QModelIndex index = model.indexOf(QStringLiteral("f0"));
    QCOMPARE(index.data(QImap4FolderModel::UnseenRole).toUInt(), 12U);
    QCOMPARE(index.data(QImap4FolderModel::TotalRole).toUInt(), 40U);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("f0, 12 unread, 40 messages"));
    const QModelIndex broken = model.indexOf(QStringLiteral("f3"));
    QCOMPARE(broken.data(QImap4FolderModel::CountStateRole).toInt(),
             int(QImap4FolderModel::UnknownCount));
    QVERIFY(!broken.data(QImap4FolderModel::UnseenRole).isValid());
    QVERIFY(!broken.data(QImap4FolderModel::LastErrorRole).toString().isEmpty());
}

void tst_Models::countsComeWithTheListWithListStatus()
{
    ScriptedServer server;
    server.setReactive(true);
    server.setCapabilities("IMAP4rev1 LIST-EXTENDED LIST-STATUS");
    server.on("LIST",
              "* LIST () \"/\" a\r\n* STATUS a (MESSAGES 3 UNSEEN 1)\r\n* LIST () \"/\" a/b\r\n"
              "* STATUS a/b (MESSAGES 9 UNSEEN 5)\r\n$tag OK done");
    QImap4 client;
    QImap4FolderModel model;
    QSignalSpy refreshed(&model, &QImap4FolderModel::refreshed);
    model.setClient(&client);
    logIn(&client, server.port());
    QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 1, Patience);
    const QModelIndex a = model.indexOf(QStringLiteral("a"));
    QCOMPARE(a.data(QImap4FolderModel::UnseenRole).toUInt(), 1U);
    QCOMPARE(a.data(QImap4FolderModel::SubtreeUnseenRole).toULongLong(), quint64(6));
    QCOMPARE(countOf(server.commandTexts(), "STATUS"), 0);
}

void tst_Models::countsOfTheSelectedMailboxFollowTheServer()
{
    Scene scene(30, 9);
    scene.server.on("LIST", "* LIST () \"/\" INBOX\r\n$tag OK done");
    QImap4FolderModel folders;
    QAbstractItemModelTester tester(&folders,
                                    QAbstractItemModelTester::FailureReportingMode::Fatal);
    folders.setClient(&scene.client);
    scene.open();
    const auto unseen = [&scene] {
        quint32 count = 0;
        for (const auto &message : scene.mailbox.messages())
            count += message.seen ? 0 : 1;
        return count;
    };
    for (int i = 0; i < 12; ++i) {
        scene.client.noop();
        scene.settle();
        const QModelIndex inbox = folders.indexOf(QStringLiteral("INBOX"));
        QTRY_COMPARE(inbox.data(QImap4FolderModel::TotalRole).toUInt(),
                     quint32(scene.mailbox.messages().size()));
        QTRY_COMPARE(inbox.data(QImap4FolderModel::UnseenRole).toUInt(), unseen());
    }
}

void tst_Models::hostileFolderNamesAreShownAsText()
{
    ScriptedServer server;
    server.setReactive(true);
    QByteArray list = "* LIST () NIL \"flat/name\"\r\n* LIST () \"ab\" \"two\"\r\n"
                      "* LIST () \"/\" \"\"\r\n* LIST () \"/\" \"<img src='x'>\"\r\n"
                      "* LIST () \"/\" \"&IC4-evil&IC0-\"\r\n"; // U+202E, U+202D
    for (int i = 0; i < 100; ++i)
        list += "* LIST () \"/\" same\r\n";
    const QByteArray deep = QByteArray("d/").repeated(3000) + 'e';
    list += "* LIST () \"/\" {" + QByteArray::number(deep.size()) + "}\r\n" + deep + "\r\n";
    server.on("LIST", list + "$tag OK done");
    QImap4 client;
    QImap4FolderModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QSignalSpy refreshed(&model, &QImap4FolderModel::refreshed);
    model.setClient(&client);
    logIn(&client, server.port());
    QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 1, Patience);
    const QStringList top = names(model);
    QCOMPARE(top.count(QStringLiteral("same")), 1);
    QVERIFY(top.contains(QStringLiteral("flat/name")));
    for (const QString &name : top)
        QVERIFY(!name.contains(QChar(0x202e)));
    const QModelIndex image = model.indexOf(QStringLiteral("<img src='x'>"));
    QVERIFY(image.isValid());
    QVERIFY(!image.data(Qt::ToolTipRole).toString().contains(QStringLiteral("<img")));
    QVERIFY(model.indexOf(QString::fromLatin1(deep)).isValid());
}

void tst_Models::messagesAreDroppedOnFolders()
{
    Scene scene(5);
    scene.server.setCapabilities("IMAP4rev1 MOVE UIDPLUS");
    scene.server.on("LIST",
                    "* LIST () \"/\" INBOX\r\n* LIST () \"/\" Keep\r\n"
                    "* LIST (\\NoSelect) \"/\" dir\r\n$tag OK done");
    QImap4FolderModel folders;
    folders.setClient(&scene.client);
    scene.open();
    QTRY_VERIFY(folders.indexOf(QStringLiteral("Keep")).isValid());
    const std::unique_ptr<QMimeData> data(scene.model.mimeData(
        {scene.model.index(0, 0), scene.model.index(0, 1), scene.model.index(1, 0)}));
    QVERIFY(data);
    QVERIFY(data->text().startsWith(QStringLiteral("Subject")));
    const QModelIndex keep = folders.indexOf(QStringLiteral("Keep"));
    QVERIFY(folders.canDropMimeData(data.get(), Qt::MoveAction, -1, -1, keep));
    QVERIFY(!folders.dropMimeData(data.get(), Qt::MoveAction, -1, -1,
                                  folders.indexOf(QStringLiteral("INBOX"))));
    QVERIFY(!folders.dropMimeData(data.get(), Qt::MoveAction, -1, -1,
                                  folders.indexOf(QStringLiteral("dir"))));
    QVERIFY(!folders.dropMimeData(data.get(), Qt::MoveAction, 0, 0, {}));
    QVERIFY(folders.dropMimeData(data.get(), Qt::MoveAction, -1, -1, keep));
    QVERIFY(folders.dropMimeData(data.get(), Qt::CopyAction, -1, -1, keep));
    QVERIFY(scene.server.waitForCommand("UID MOVE $any Keep"));
    QVERIFY(scene.server.waitForCommand("UID COPY $any Keep"));
}

void tst_Models::foreignDropsAreRefused()
{
    Scene scene(5);
    scene.server.on("LIST", "* LIST () \"/\" INBOX\r\n* LIST () \"/\" Keep\r\n$tag OK done");
    QImap4FolderModel folders;
    folders.setClient(&scene.client);
    scene.open();
    QTRY_VERIFY(folders.indexOf(QStringLiteral("Keep")).isValid());
    const QModelIndex keep = folders.indexOf(QStringLiteral("Keep"));
    const auto drop = [&folders, &keep](const QByteArray &bytes) {
        QMimeData data;
        data.setData(MessageDrag::mimeType(), bytes);
        return folders.dropMimeData(&data, Qt::MoveAction, -1, -1, keep);
    };
    const MessageDrag good{MessageDrag::clientToken(&scene.client), QStringLiteral("INBOX"), 77,
                           QImap4MessageSet::uids(1)};
    MessageDrag bad = good;
    bad.client = "somebody else";
    QVERIFY(!drop(bad.encoded()));
    bad = good;
    bad.uidValidity = 78;
    QVERIFY(!drop(bad.encoded()));
    bad = good;
    bad.mailbox = QStringLiteral("Other");
    QVERIFY(!drop(bad.encoded()));
    QVERIFY(!drop("rubbish"));
    QVERIFY(!drop({}));
    QVERIFY(!folders.dropMimeData(nullptr, Qt::MoveAction, -1, -1, keep));
    QVERIFY(drop(good.encoded()));
}

void tst_Models::theFoldersOutliveTheirClient()
{
    ScriptedServer server;
    server.setReactive(true);
    server.on("LIST", "* LIST () \"/\" INBOX\r\n* LIST () \"/\" Keep\r\n$tag OK done");
    auto client = std::make_unique<QImap4>();
    QImap4FolderModel model;
    QSignalSpy refreshed(&model, &QImap4FolderModel::refreshed);
    model.setClient(client.get());
    logIn(client.get(), server.port());
    QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 1, Patience);
    model.refresh();
    QVERIFY(model.isLoading());
    client.reset();
    QVERIFY(!model.client());
    QVERIFY(!model.isLoading());
    QCOMPARE(model.rowCount(), 2);
    model.refresh();
    model.refreshStatus(QStringLiteral("Keep"));
    QCoreApplication::processEvents();
    QVERIFY(!model.isLoading());
}

void tst_Models::foldersThatTheModelChangesAreReadAgain()
{
    ScriptedServer server;
    server.setReactive(true);
    server.on("LIST", "* LIST () \"/\" INBOX\r\n$tag OK done");
    QImap4 client;
    QImap4FolderModel model;
    QVERIFY(!model.createMailbox(QStringLiteral("New")));
    QSignalSpy failed(&model, &QImap4FolderModel::operationFailed);
    QSignalSpy renamed(&model, &QImap4FolderModel::mailboxRenamed);
    model.setClient(&client);
    logIn(&client, server.port());
    QTRY_COMPARE(model.rowCount(), 1);

    server.on("CREATE", "$tag OK done");
    server.on("LIST", "* LIST () \"/\" INBOX\r\n* LIST () \"/\" New\r\n$tag OK done");
    QVERIFY(model.createMailbox(QStringLiteral("New")));
    QTRY_VERIFY(model.indexOf(QStringLiteral("New")).isValid());

    server.on("RENAME", "$tag OK done");
    server.on("LIST", "* LIST () \"/\" INBOX\r\n* LIST () \"/\" Old\r\n$tag OK done");
    QVERIFY(model.renameMailbox(QStringLiteral("New"), QStringLiteral("Old")));
    QTRY_VERIFY(model.indexOf(QStringLiteral("Old")).isValid());
    QVERIFY(!model.indexOf(QStringLiteral("New")).isValid());
    QCOMPARE(renamed.size(), 1);

    server.on("DELETE", "$tag OK done");
    server.on("LIST", "* LIST () \"/\" INBOX\r\n$tag OK done");
    QVERIFY(model.deleteMailbox(QStringLiteral("Old")));
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(failed.isEmpty());

    server.on("DELETE", "$tag NO it is mine");
    server.on("RENAME", "$tag NO so is this");
    QVERIFY(model.deleteMailbox(QStringLiteral("INBOX")));
    QVERIFY(model.renameMailbox(QStringLiteral("INBOX"), QStringLiteral("Mine")));
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(renamed.size(), 1);
    QVERIFY(model.indexOf(QStringLiteral("INBOX")).isValid());
}

void tst_Models::aRealServerAndASecondClient()
{
    DovecotServer dovecot;
    QIMAP4_START_DOVECOT(dovecot);
    const auto mail = [](int number) {
        return QByteArray("From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: Mail ")
            + QByteArray::number(number)
            + "\r\nDate: Wed, 17 Jul 1996 02:23:25 -0700\r\n\r\nHello\r\n";
    };
    QImap4 writer;
    logIn(&writer, dovecot.port());
    QImap4Reply *last = nullptr;
    for (int i = 1; i <= 150; ++i)
        last = writer.append(QStringLiteral("INBOX"), mail(i));
    QSignalSpy appended(last, &QImap4Reply::finished);
    QVERIFY(appended.wait(Patience));

    QImap4 client;
    QImap4MessageModel model;
    QImap4FolderModel folders;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QAbstractItemModelTester folderTester(&folders,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    logIn(&client, dovecot.port());
    listen(&client);
    model.setClient(&client);
    folders.setClient(&client);
    model.open(QStringLiteral("INBOX"));
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 150, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(model, 0, QImap4MessageModel::SubjectRole).toString(),
                              QStringLiteral("Mail 150"), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(model.areUidsKnown(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(
        folders.indexOf(QStringLiteral("INBOX")).data(QImap4FolderModel::UnseenRole).toInt(), 150,
        Patience);

    QSignalSpy arrived(&model, &QImap4MessageModel::newMessages);
    writer.select(QStringLiteral("INBOX"));
    writer.store(QImap4MessageSet::sequenceNumbers(1, 50), QImap4::AddFlags, QImap4Flags::Deleted);
    writer.store(QImap4MessageSet::sequenceNumbers(150), QImap4::AddFlags, QImap4Flags::Seen);
    writer.expunge();
    for (int i = 151; i <= 160; ++i)
        writer.append(QStringLiteral("INBOX"), mail(i));
    QTRY_VERIFY_WITH_TIMEOUT(!arrived.isEmpty(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 110, Patience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(model, 0, QImap4MessageModel::SubjectRole).toString(),
                              QStringLiteral("Mail 160"), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(cell(model, 10, QImap4MessageModel::IsSeenRole), QVariant(true),
                              Patience);
    model.setVisibleRange(100, 109);
    QTRY_COMPARE_WITH_TIMEOUT(cell(model, 109, QImap4MessageModel::SubjectRole).toString(),
                              QStringLiteral("Mail 51"), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(
        folders.indexOf(QStringLiteral("INBOX")).data(QImap4FolderModel::UnseenRole).toInt(), 109,
        Patience);

    model.setSearch(QImap4SearchKey::subject(QStringLiteral("Mail 7")));
    QTRY_COMPARE_WITH_TIMEOUT(model.searchCount(), 10, Patience); // 70 .. 79
    model.clearSearch();
    model.moveTo(QImap4MessageSet::uids(model.uid(model.index(0, 0))), QStringLiteral("Trash"));
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 109, Patience);
}

QTEST_GUILESS_MAIN(tst_Models)

#include "tst_models.moc"
