// SPDX-License-Identifier: LGPL-3.0-or-later
// The folder view and the message list: what they draw, and what keys and clicks do.
#include "displayformat_p.h"
#include "folderchooser_p.h"
#include "qimap4foldermodel.h"
#include "qimap4folderview.h"
#include "qimap4messagelistview.h"
#include "qimap4messagemodel.h"
#include "qimap4noticebar.h"
#include "scriptedserver.h"
#include "testclient.h"

#include <QtCore/qmimedata.h>
#include <QtCore/qpointer.h>
#include <QtGui/qevent.h>
#include <QtGui/qaction.h>
#include <QtGui/qstandarditemmodel.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qdialog.h>
#include <QtWidgets/qdialogbuttonbox.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qscrollbar.h>
#include <QtWidgets/qstylefactory.h>

#include <functional>

namespace {

using FolderModel = QImap4FolderModel;
using MessageModel = QImap4MessageModel;

// What a picture shows, in numbers that survive another font.
int countPixels(const QImage &image, const QRect &rect, const QColor &color, int tolerance = 24)
{
    int count = 0;
    const QRect inside = rect & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int distance = qAbs(pixel.red() - color.red())
                + qAbs(pixel.green() - color.green()) + qAbs(pixel.blue() - color.blue());
            count += distance <= tolerance;
        }
    }
    return count;
}

int darkest(const QImage &image, const QRect &rect)
{
    int value = 255;
    const QRect inside = rect & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x)
            value = qMin(value, image.pixelColor(x, y).lightness());
    }
    return value;
}

QImage picture(QWidget *widget)
{
    return widget->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

QRect rightHalf(const QRect &rect)
{
    return rect.adjusted(rect.width() / 2, 0, 0, 0);
}

QRect leftHalf(const QRect &rect)
{
    return rect.adjusted(0, 0, -rect.width() / 2, 0);
}

QStandardItem *folder(const QString &path, quint32 unseen = 0,
                      QImap4Mailbox::SpecialUse use = QImap4Mailbox::NoSpecialUse,
                      bool selectable = true)
{
    auto *item = new QStandardItem(path.section(QLatin1Char('/'), -1));
    item->setData(path, FolderModel::PathRole);
    item->setData(unseen, FolderModel::UnseenRole);
    item->setData(QVariant::fromValue(use), FolderModel::SpecialUseRole);
    item->setData(selectable, FolderModel::IsSelectableRole);
    return item;
}

QList<QStandardItem *> message(quint32 uid, bool seen, bool flagged = false,
                               MessageModel::RowState state = MessageModel::Loaded)
{
    QList<QStandardItem *> row;
    for (int column = 0; column < MessageModel::ColumnCount; ++column) {
        auto *item = new QStandardItem;
        item->setData(uid, MessageModel::UidRole);
        item->setData(int(state), MessageModel::RowStateRole);
        item->setData(QStringLiteral("The same subject"), MessageModel::SubjectRole);
        item->setData(QStringLiteral("The same sender"), MessageModel::FromRole);
        item->setData(QDateTime(QDate(2020, 5, 17), QTime(12, 0)), MessageModel::DateRole);
        if (state == MessageModel::Loaded) {
            item->setData(seen, MessageModel::IsSeenRole);
            item->setData(flagged, MessageModel::IsFlaggedRole);
        }
        row.append(item);
    }
    return row;
}

} // namespace

using Deed = std::function<void(class ServedList *)>;

class tst_Widgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();

    void folderWithUnreadMessagesHasABadgeAtItsEnd();
    void folderWithUnreadMessagesIsBold();
    void folderThatCannotBeSelectedIsGrey();
    void specialFoldersHaveIconsOfTheirOwn();
    void onlySelectableFoldersAreActivated();
    void expandedFoldersStayExpandedByPath();
    void currentFolderIsFoundWhenItArrivesLater();
    void answersAreAboutTheFoldersThatWereAskedAbout_data();
    void answersAreAboutTheFoldersThatWereAskedAbout();

    void unreadMessageHasADotAndBoldSender();
    void flaggedMessageHasAStar();
    void rowsToComeAreGreyBars();
    void emptyListSaysWhy();
    void visibleRangeFollowsScrolling();
    void nextUnreadSkipsReadMessages();
    void layoutAndColumnsSurviveAsState();
    void keysActOnTheSelection_data();
    void keysActOnTheSelection();
    void starIsToggledByAClickWithoutSelecting();
    void draggedMessagesNameTheirUids();
    void messagesDroppedOnAFolderAreMovedThere();
    void filterOfFoldersChoosesWhatMatchesItself();
    void selectionSurvives_data();
    void selectionSurvives();
    void selectionOfOtherMessagesIsForgotten_data();
    void selectionOfOtherMessagesIsForgotten();
    void selectionIsOfOneAccount();
    void messagesThatWereChosenAreNotMovedInAnotherAccount();
    void selectionSurvivesWhenVeryManyMessagesGo();

    void datesAreRelative_data();
    void datesAreRelative();
    void noticeIsNeverRichText();
};

void tst_Widgets::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    qputenv("TZ", "UTC");
}

void tst_Widgets::folderWithUnreadMessagesHasABadgeAtItsEnd()
{
    QStandardItemModel model;
    model.appendRow(folder(QStringLiteral("Unread"), 12));
    model.appendRow(folder(QStringLiteral("Read"), 0));
    QImap4FolderView view;
    view.setModel(&model);
    view.resize(240, 200);
    const QRect unread = view.visualRect(model.index(0, 0));
    const QRect read = view.visualRect(model.index(1, 0));
    const QColor highlight = view.palette().color(QPalette::Highlight);

    const QImage leftToRight = picture(&view);
    QVERIFY(countPixels(leftToRight, rightHalf(unread), highlight) > 60);
    QCOMPARE(countPixels(leftToRight, rightHalf(read), highlight), 0);

    view.setLayoutDirection(Qt::RightToLeft);
    const QImage rightToLeft = picture(&view);
    const QRect mirrored = view.visualRect(model.index(0, 0));
    QVERIFY(countPixels(rightToLeft, leftHalf(mirrored), highlight) > 60);
    QCOMPARE(countPixels(rightToLeft, rightHalf(mirrored), highlight), 0);
}

void tst_Widgets::folderWithUnreadMessagesIsBold()
{
    QStandardItemModel model;
    model.appendRow(folder(QStringLiteral("a/Minimum"), 0));
    QImap4FolderView view;
    view.setModel(&model);
    view.resize(300, 100);
    const QRect name = leftHalf(view.visualRect(model.index(0, 0)));
    const QColor text = view.palette().color(QPalette::Text);
    const int regular = countPixels(picture(&view), name, text, 200);
    model.item(0)->setData(3U, FolderModel::UnseenRole);
    const int bold = countPixels(picture(&view), name, text, 200);
    QVERIFY2(bold > regular * 11 / 10, qPrintable(QStringLiteral("%1 %2").arg(bold).arg(regular)));
}

void tst_Widgets::folderThatCannotBeSelectedIsGrey()
{
    QStandardItemModel model;
    model.appendRow(folder(QStringLiteral("Minimum")));
    model.appendRow(folder(QStringLiteral("Minimum"), 0, QImap4Mailbox::NoSpecialUse, false));
    QImap4FolderView view;
    view.setModel(&model);
    view.resize(240, 100);
    const QImage image = picture(&view);
    QVERIFY(darkest(image, view.visualRect(model.index(1, 0)))
            > darkest(image, view.visualRect(model.index(0, 0))) + 60);
}

void tst_Widgets::specialFoldersHaveIconsOfTheirOwn()
{
    QStandardItemModel model;
    for (int use = QImap4Mailbox::NoSpecialUse; use <= QImap4Mailbox::Important; ++use)
        model.appendRow(folder(QStringLiteral("Same"), 0, QImap4Mailbox::SpecialUse(use)));
    QImap4FolderView view;
    view.setModel(&model);
    view.resize(240, 400);
    const QImage image = picture(&view);
    QList<QImage> icons;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QRect rect = view.visualRect(model.index(row, 0));
        const QImage icon = image.copy(QRect(rect.topLeft(), QSize(26, rect.height())));
        QVERIFY2(!icons.contains(icon), qPrintable(QString::number(row)));
        icons.append(icon);
    }
}

void tst_Widgets::onlySelectableFoldersAreActivated()
{
    QStandardItemModel model;
    model.appendRow(folder(QStringLiteral("Lists"), 0, QImap4Mailbox::NoSpecialUse, false));
    model.appendRow(folder(QStringLiteral("Work/Bücher")));
    QImap4FolderView view;
    view.setModel(&model);
    view.resize(240, 100);
    view.show();
    QSignalSpy activated(&view, &QImap4FolderView::mailboxActivated);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                      view.visualRect(model.index(0, 0)).center());
    QCOMPARE(activated.count(), 0);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                      view.visualRect(model.index(1, 0)).center());
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.first().first().toString(), QStringLiteral("Work/Bücher"));
    QCOMPARE(view.currentMailbox(), QStringLiteral("Work/Bücher"));
}

void tst_Widgets::expandedFoldersStayExpandedByPath()
{
    QStandardItemModel model;
    const auto fill = [&model] {
        for (const char *name : {"A", "B"}) {
            QStandardItem *parent = folder(QString::fromLatin1(name));
            parent->appendRow(folder(QString::fromLatin1(name) + QStringLiteral("/x")));
            model.appendRow(parent);
        }
    };
    fill();
    QImap4FolderView view;
    view.setModel(&model);
    view.expand(model.index(1, 0));
    QCOMPARE(view.expandedMailboxes(), QStringList{QStringLiteral("B")});
    model.removeRows(0, 2);
    fill();
    QVERIFY(!view.isExpanded(model.index(0, 0)));
    QVERIFY(view.isExpanded(model.index(1, 0)));
}

void tst_Widgets::currentFolderIsFoundWhenItArrivesLater()
{
    QStandardItemModel model;
    QImap4FolderView view;
    view.setModel(&model);
    view.setCurrentMailbox(QStringLiteral("INBOX"));
    QCOMPARE(view.currentMailbox(), QString());
    model.appendRow(folder(QStringLiteral("Archive")));
    model.appendRow(folder(QStringLiteral("INBOX")));
    QCOMPARE(view.currentMailbox(), QStringLiteral("INBOX"));
}

// Folders on a server, one of which is called as one of every other account.
class ServedFolders
{
public:
    ServedFolders()
    {
        server.on("LIST", "* LIST () \"/\" INBOX\r\n* LIST () \"/\" Work\r\n$tag OK done");
        client.setHost(server.host());
        client.setPort(server.port());
        client.setEncryption(QImap4::Plaintext);
        client.open();
        client.login(QStringLiteral("alice"), QStringLiteral("secret"));
        model.setClient(&client);
    }

    QModelIndex work() const { return model.indexOf(QStringLiteral("Work")); }

    QImap4Test::ScriptedServer server;
    QImap4 client;
    FolderModel model;
};

void tst_Widgets::answersAreAboutTheFoldersThatWereAskedAbout_data()
{
    QTest::addColumn<QImap4FolderView::Action>("action");
    QTest::addColumn<QString>("button");
    QTest::newRow("new") << QImap4FolderView::NewFolder << QStringLiteral("Create");
    QTest::newRow("rename") << QImap4FolderView::RenameFolder << QStringLiteral("Rename");
    QTest::newRow("delete") << QImap4FolderView::DeleteFolder << QStringLiteral("Delete");
}

// Another account is shown while the question is: its folder of that name stays as it is.
void tst_Widgets::answersAreAboutTheFoldersThatWereAskedAbout()
{
    QFETCH(QImap4FolderView::Action, action);
    QFETCH(QString, button);
    ServedFolders asked;
    ServedFolders other;
    QTRY_VERIFY(asked.work().isValid() && other.work().isValid());
    QImap4FolderView view;
    view.setModel(&asked.model);
    view.resize(200, 300);
    view.show();
    view.setCurrentIndex(asked.work());
    view.action(action)->trigger();
    const QPointer<QDialog> dialog = view.findChild<QDialog *>();
    QVERIFY(dialog);
    if (auto *edit = dialog->findChild<QLineEdit *>())
        edit->setText(QStringLiteral("Plans"));

    view.setModel(&other.model);
    view.setCurrentIndex(other.work());
    if (dialog && dialog->isVisible()) {
        for (QPushButton *choice : dialog->findChildren<QPushButton *>()) {
            if (choice->text() == button)
                choice->click();
        }
    }
    QTRY_VERIFY(!dialog);
    QVERIFY(other.client.noop()->waitForFinished(5000));
    for (const char *command : {" CREATE ", " RENAME ", " DELETE "})
        QVERIFY2(!other.server.received().contains(command), other.server.report().constData());
}

void tst_Widgets::unreadMessageHasADotAndBoldSender()
{
    QStandardItemModel model;
    model.appendRow(message(1, false));
    model.appendRow(message(2, true));
    QImap4MessageListView view;
    view.setModel(&model);
    view.resize(360, 200);
    const QImage image = picture(&view);
    const QRect unread = view.visualRect(model.index(0, MessageModel::SubjectColumn));
    const QRect read = view.visualRect(model.index(1, MessageModel::SubjectColumn));
    const QColor highlight = view.palette().color(QPalette::Highlight);
    const QRect lane(0, 0, 22, unread.height());
    QVERIFY(countPixels(image, lane.translated(unread.topLeft()), highlight) > 30);
    QCOMPARE(countPixels(image, lane.translated(read.topLeft()), highlight), 0);

    const auto senderInk = [&](const QRect &row) {
        return countPixels(image, QRect(row.left() + 22, row.top(), 180, row.height() / 2),
                           view.palette().color(QPalette::Text), 200);
    };
    QVERIFY(senderInk(unread) > senderInk(read) * 11 / 10);
}

void tst_Widgets::flaggedMessageHasAStar()
{
    QStandardItemModel model;
    model.appendRow(message(1, true, true));
    model.appendRow(message(2, true, false));
    QImap4MessageListView view;
    view.setModel(&model);
    view.resize(360, 200);
    const QImage image = picture(&view);
    const auto coloured = [&](int row) {
        const QRect rect = view.visualRect(model.index(row, MessageModel::SubjectColumn));
        const QRect end(rect.right() - 30, rect.top(), 30, rect.height());
        int count = 0;
        for (int y = end.top(); y < end.bottom(); ++y) {
            for (int x = end.left(); x < end.right(); ++x)
                count += image.pixelColor(x, y).hslSaturation() > 120;
        }
        return count;
    };
    QVERIFY(coloured(0) > 40);
    QCOMPARE(coloured(1), 0);
}

void tst_Widgets::rowsToComeAreGreyBars()
{
    QStandardItemModel model;
    model.appendRow(message(0, false, false, MessageModel::Unknown));
    QImap4MessageListView view;
    view.setModel(&model);
    view.resize(360, 100);
    const QImage image = picture(&view);
    const QRect row = view.visualRect(model.index(0, MessageModel::SubjectColumn));
    const QColor base = view.palette().color(QPalette::Base);
    QVERIFY(darkest(image, row) > 190); // no text
    const int bare = countPixels(image, row, base, 6);
    QVERIFY(bare < row.width() * row.height() - 500); // but something
}

void tst_Widgets::emptyListSaysWhy()
{
    QImap4 client;
    MessageModel model;
    model.setClient(&client);
    QImap4MessageListView view;
    view.resize(300, 200);
    view.setModel(&model);
    QCOMPARE(view.emptyText(), QImap4MessageListView::tr("No folder selected"));
    const QImage image = picture(&view);
    QVERIFY(darkest(image, QRect(50, 80, 200, 40)) < 200);

    QStandardItemModel filled;
    filled.appendRow(message(1, true));
    view.setModel(&filled);
    QCOMPARE(view.emptyText(), QString());
    view.setModel(nullptr);
}

void tst_Widgets::visibleRangeFollowsScrolling()
{
    QStandardItemModel model;
    for (quint32 uid = 1; uid <= 500; ++uid)
        model.appendRow(message(uid, true));
    QImap4MessageListView view;
    view.setModel(&model);
    view.resize(300, 400);
    QSignalSpy range(&view, &QImap4MessageListView::visibleRangeChanged);
    view.show();
    QTRY_VERIFY(!range.isEmpty());
    QCOMPARE(range.last().at(0).toInt(), 0);
    const int rows = range.last().at(1).toInt();
    QVERIFY(rows >= 5 && rows < 40);

    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    QTRY_COMPARE(range.last().at(1).toInt(), 499);
    QVERIFY(range.last().at(0).toInt() > 450);

    view.scrollToTop();
    QTRY_COMPARE(range.last().at(0).toInt(), 0);
    view.resize(300, 200);
    QTRY_VERIFY(range.last().at(1).toInt() < rows);
    model.removeRows(2, 498);
    QTRY_COMPARE(range.last().at(1).toInt(), 1);
}

void tst_Widgets::nextUnreadSkipsReadMessages()
{
    QStandardItemModel model;
    const bool seen[] = {true, false, true, true, false};
    for (quint32 row = 0; row < 5; ++row)
        model.appendRow(message(row + 1, seen[row]));
    QImap4MessageListView view;
    view.setModel(&model);
    view.resize(300, 400);
    view.show();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QTest::keyClick(&view, Qt::Key_N);
    QCOMPARE(view.currentUid(), 2U);
    QTest::keyClick(&view, Qt::Key_N);
    QCOMPARE(view.currentUid(), 5U);
    QTest::keyClick(&view, Qt::Key_N);
    QCOMPARE(view.currentUid(), 5U);
    QTest::keyClick(&view, Qt::Key_P);
    QCOMPARE(view.currentUid(), 2U);
}

void tst_Widgets::layoutAndColumnsSurviveAsState()
{
    QStandardItemModel model(0, MessageModel::ColumnCount);
    QImap4MessageListView view;
    view.setModel(&model);
    view.setRowLayout(QImap4MessageListView::Table);
    view.setColumnHidden(MessageModel::SizeColumn, true);
    const QByteArray state = view.saveState();

    QImap4MessageListView other;
    other.setModel(&model);
    QVERIFY(other.restoreState(state));
    QCOMPARE(other.rowLayout(), QImap4MessageListView::Table);
    QVERIFY(other.isColumnHidden(MessageModel::SizeColumn));
    QVERIFY(!other.isColumnHidden(MessageModel::DateColumn));
    QVERIFY(!other.restoreState("nonsense"));
}

// A list on a small server: two messages, newest first.
class ServedList
{
public:
    ServedList()
    {
        server.setMailboxSize(2);
        server.setCapabilities("IMAP4rev1 UIDPLUS MOVE");
        server.on("FETCH", QByteArray(row("1") + row("2") + "$tag OK done"));
        server.on("UID SEARCH", "* SEARCH 1 2\r\n$tag OK done");
        QImap4Test::setServer(&client, server.port());
        client.setAutoIdle(false);
        model.setClient(&client);
        model.setTrashMailbox(QStringLiteral("Trash"));
        view.setModel(&model);
        view.resize(360, 300);
    }

    // As alice, or whoever it is, and with the mailbox as the server tells it now.
    bool reopen(const QString &user)
    {
        client.abort();
        client.open();
        client.login(user, QStringLiteral("secret"));
        return QTest::qWaitFor([this] { return areRowsKnown(); }, 10000);
    }

    bool areRowsKnown()
    {
        return model.rowCount() == 2 && model.isAvailable() && model.areUidsKnown()
            && !model.isLoading() && client.pendingCommands() == 0;
    }

    QList<quint32> selected() const { return view.selectedUids().toList(); }

    static QByteArray row(const QByteArray &number)
    {
        return "* " + number + " FETCH (UID " + number
            + " FLAGS () INTERNALDATE \"02-Mar-2026 10:00:00 +0000\" RFC822.SIZE 100 ENVELOPE (NIL "
              "\"subject\" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n";
    }

    bool open()
    {
        view.show();
        client.open();
        client.login(QStringLiteral("alice"), QStringLiteral("secret"));
        QObject::connect(&client, &QImap4::authenticated, &model,
                         [this] { model.open(QStringLiteral("INBOX")); });
        const auto isLoaded = [this] {
            return model.rowCount() == 2
                && model.index(0, 0).data(MessageModel::RowStateRole).toInt()
                == MessageModel::Loaded;
        };
        return QTest::qWaitFor(isLoaded, 10000) && QTest::qWaitForWindowActive(&view);
    }

    QImap4Test::ScriptedServer server;
    QImap4 client;
    MessageModel model;
    QImap4MessageListView view;
};

void tst_Widgets::keysActOnTheSelection_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("delete") << int(Qt::Key_Delete) << QByteArray("UID MOVE 2 Trash");
    QTest::newRow("star") << int(Qt::Key_S) << QByteArray("UID STORE 2 +FLAGS (\\Flagged)");
    QTest::newRow("toggle read") << int(Qt::Key_M) << QByteArray("UID STORE 2 +FLAGS (\\Seen)");
}

void tst_Widgets::keysActOnTheSelection()
{
    QFETCH(const int, key);
    QFETCH(const QByteArray, command);
    ServedList list;
    QVERIFY2(list.open(), list.server.report().constData());
    list.view.setCurrentIndex(list.model.index(0, MessageModel::SubjectColumn));
    list.view.setFocus();
    QTest::keyClick(&list.view, Qt::Key(key));
    QVERIFY2(list.server.waitForCommand(command), list.server.report().constData());
}

void tst_Widgets::starIsToggledByAClickWithoutSelecting()
{
    ServedList list;
    QVERIFY2(list.open(), list.server.report().constData());
    const QRect row = list.view.visualRect(list.model.index(0, MessageModel::SubjectColumn));
    const QPoint star(row.right() - 16, row.top() + row.height() * 3 / 4 - 2);
    QTest::mouseClick(list.view.viewport(), Qt::LeftButton, {}, star);
    QVERIFY2(list.server.waitForCommand("UID STORE 2 +FLAGS (\\Flagged)"),
             list.server.report().constData());
    QVERIFY(!list.view.selectionModel()->hasSelection());
}

void tst_Widgets::draggedMessagesNameTheirUids()
{
    ServedList list;
    QVERIFY2(list.open(), list.server.report().constData());
    QVERIFY(list.view.dragEnabled());
    list.view.selectAll();
    QCOMPARE(list.view.selectedUids().count(), 2U);
    const QScopedPointer<QMimeData> data(
        list.model.mimeData(list.view.selectionModel()->selectedRows()));
    QVERIFY(data);
    QVERIFY(data->hasFormat(QStringLiteral("application/vnd.qimap4.messages")));

    QImap4FolderModel folders;
    folders.setClient(&list.client);
    QTRY_VERIFY(folders.indexOf(QStringLiteral("INBOX")).isValid());
    QVERIFY(!folders.canDropMimeData(data.data(), Qt::MoveAction, -1, -1, {}));
}

void tst_Widgets::messagesDroppedOnAFolderAreMovedThere()
{
    ServedList list;
    list.server.on("LIST",
                   "* LIST () \"/\" INBOX\r\n* LIST () \"/\" Archive\r\n"
                   "* LIST (\\Noselect) \"/\" Shared\r\n$tag OK done");
    QVERIFY2(list.open(), list.server.report().constData());
    QImap4FolderModel folders;
    folders.setClient(&list.client);
    QTRY_VERIFY(folders.indexOf(QStringLiteral("Archive")).isValid());
    QTRY_VERIFY(folders.indexOf(QStringLiteral("Shared")).isValid());
    QImap4FolderView view;
    view.setModel(&folders);
    view.resize(200, 300);
    view.show();
    list.view.selectAll();
    const QScopedPointer<QMimeData> data(
        list.model.mimeData(list.view.selectionModel()->selectedRows()));

    const auto placeOf = [&](const char *mailbox) {
        return view.visualRect(folders.indexOf(QLatin1String(mailbox))).center();
    };
    const auto isAccepted = [&](const QPoint &place) {
        QDragEnterEvent enter(place, Qt::MoveAction | Qt::CopyAction, data.data(), Qt::LeftButton,
                              Qt::NoModifier);
        QCoreApplication::sendEvent(view.viewport(), &enter);
        QDragMoveEvent move(place, Qt::MoveAction | Qt::CopyAction, data.data(), Qt::LeftButton,
                            Qt::NoModifier);
        QCoreApplication::sendEvent(view.viewport(), &move);
        return enter.isAccepted() && move.isAccepted();
    };
    QVERIFY(!isAccepted(placeOf("INBOX"))); // where they are already
    QVERIFY(!isAccepted(placeOf("Shared")));
    QVERIFY(!isAccepted(view.viewport()->rect().bottomRight()));
    QVERIFY(isAccepted(placeOf("Archive")));

    QDropEvent drop(placeOf("Archive"), Qt::MoveAction, data.data(), Qt::LeftButton,
                    Qt::NoModifier);
    QCoreApplication::sendEvent(view.viewport(), &drop);
    QVERIFY(drop.isAccepted());
    QVERIFY2(list.server.waitForCommand("UID MOVE 1:2 Archive"), list.server.report().constData());
}

void tst_Widgets::filterOfFoldersChoosesWhatMatchesItself()
{
    QStandardItemModel model;
    auto *parent = folder(QStringLiteral("Projects"));
    auto *group = folder(QStringLiteral("Projects/Reports"), 0, QImap4Mailbox::NoSpecialUse, false);
    group->appendRow(folder(QStringLiteral("Projects/Reports/Reports of March")));
    parent->appendRow(group);
    model.appendRow(parent);
    model.appendRow(folder(QStringLiteral("Trash")));
    QImap4Internal::FolderChooser chooser(&model, nullptr);
    const auto *view = chooser.findChild<QImap4FolderView *>();
    const auto *ok = chooser.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    auto *filter = chooser.findChild<QLineEdit *>();
    filter->setText(QStringLiteral("report"));
    QCOMPARE(view->currentMailbox(), QStringLiteral("Projects/Reports/Reports of March"));
    QVERIFY(ok->isEnabled());
    filter->setText(QStringLiteral("pro"));
    QCOMPARE(view->currentMailbox(), QStringLiteral("Projects"));
    filter->setText(QStringLiteral("nothing like it"));
    QVERIFY(!ok->isEnabled());
}

void tst_Widgets::selectionSurvives_data()
{
    QTest::addColumn<Deed>("deed");
    QTest::newRow("a search") << Deed([](ServedList *list) {
        list->model.setSearch(QImap4SearchKey::all());
        QTRY_COMPARE(list->model.searchCount(), 2);
    });
    QTest::newRow("a search and its end") << Deed([](ServedList *list) {
        list->model.setSearch(QImap4SearchKey::all());
        QTRY_COMPARE(list->model.searchCount(), 2);
        list->model.clearSearch();
    });
    QTest::newRow("a search that hides it") << Deed([](ServedList *list) {
        list->server.on("UID SEARCH", "* SEARCH 2\r\n$tag OK done");
        list->model.setSearch(QImap4SearchKey::unseen());
        QTRY_COMPARE(list->model.searchCount(), 1);
        QCOMPARE(list->selected(), QList<quint32>{});
        list->model.clearSearch();
    });
    QTest::newRow("another order")
        << Deed([](ServedList *list) { list->model.setSortOrder(Qt::AscendingOrder); });
    QTest::newRow("SELECT again") << Deed([](ServedList *list) {
        QSignalSpy reset(&list->model, &QAbstractItemModel::modelReset);
        list->client.select(QStringLiteral("INBOX"));
        QTRY_VERIFY(!reset.isEmpty() && list->areRowsKnown());
    });
    QTest::newRow("a new connection")
        << Deed([](ServedList *list) { QVERIFY(list->reopen(QStringLiteral("alice"))); });
}

void tst_Widgets::selectionSurvives()
{
    QFETCH(const Deed, deed);
    ServedList list;
    QVERIFY2(list.open(), list.server.report().constData());
    list.view.selectUid(1);
    deed(&list);
    QTRY_COMPARE(list.selected(), QList<quint32>{1});
    QCOMPARE(list.view.currentUid(), 1U);
    QCOMPARE(list.model.uid(list.view.currentIndex()), 1U);
}

void tst_Widgets::selectionOfOtherMessagesIsForgotten_data()
{
    const QByteArray selectAnew = "* 2 EXISTS\r\n* OK [UIDVALIDITY 4711] new\r\n"
                                  "$tag OK [READ-WRITE] done";
    QTest::addColumn<Deed>("deed");
    QTest::newRow("UIDVALIDITY changes") << Deed(
        [](ServedList *list) { list->server.send("* OK [UIDVALIDITY 4711] renumbered\r\n"); });
    QTest::newRow("SELECT again, UIDVALIDITY has changed") << Deed([=](ServedList *list) {
        list->server.on("SELECT", selectAnew);
        list->client.select(QStringLiteral("INBOX"));
    });
    QTest::newRow("a new connection, UIDVALIDITY has changed") << Deed([=](ServedList *list) {
        list->server.on("SELECT", selectAnew);
        QVERIFY(list->reopen(QStringLiteral("alice")));
    });
    QTest::newRow("another user") << Deed(
        [](ServedList *list) { QVERIFY(list->reopen(QStringLiteral("bob"))); });
    QTest::newRow("another mailbox")
        << Deed([](ServedList *list) { list->model.open(QStringLiteral("Sent")); });
}

void tst_Widgets::selectionOfOtherMessagesIsForgotten()
{
    QFETCH(const Deed, deed);
    ServedList list;
    QVERIFY2(list.open(), list.server.report().constData());
    list.view.selectUid(1);
    QCOMPARE(list.view.currentUid(), 1U);
    const QString context = list.model.uidContext();
    deed(&list);
    QTRY_VERIFY(list.model.uidContext() != context && list.areRowsKnown());
    QVERIFY(list.model.indexOfUid(1).isValid());
    QCOMPARE(list.selected(), QList<quint32>{});
    QCOMPARE(list.view.currentUid(), 0U);
    list.view.action(QImap4MessageListView::Delete)->trigger();
    QTRY_COMPARE(list.client.pendingCommands(), 0);
    QVERIFY2(!list.server.received().contains("MOVE"), list.server.report().constData());
}

void tst_Widgets::selectionIsOfOneAccount()
{
    ServedList list;
    QVERIFY2(list.open(), list.server.report().constData());
    list.view.selectUid(1);
    ServedList other;
    other.model.setClient(nullptr);
    other.client.open();
    other.client.login(QStringLiteral("alice"), QStringLiteral("secret"));
    QTRY_COMPARE(other.client.state(), QImap4::Authenticated);
    list.model.setClient(&other.client);
    QTRY_VERIFY(list.model.areUidsKnown() && list.model.rowCount() == 2);
    QVERIFY(list.model.indexOfUid(1).isValid());
    QCOMPARE(list.selected(), QList<quint32>{});
    list.model.setClient(nullptr);
}

void tst_Widgets::messagesThatWereChosenAreNotMovedInAnotherAccount()
{
    ServedList list;
    QVERIFY2(list.open(), list.server.report().constData());
    QStandardItemModel folders;
    folders.appendRow(folder(QStringLiteral("Archive")));
    list.view.setFolderModel(&folders);
    list.view.selectUid(1);
    list.view.action(QImap4MessageListView::MoveTo)->trigger();
    auto *chooser = list.view.findChild<QImap4Internal::FolderChooser *>();
    QVERIFY(chooser);
    QVERIFY(list.reopen(QStringLiteral("bob")));
    chooser->findChild<QLineEdit *>()->setText(QStringLiteral("Archive"));
    QTest::mouseClick(chooser->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok),
                      Qt::LeftButton);
    QTRY_VERIFY(!list.view.findChild<QImap4Internal::FolderChooser *>());
    QTRY_COMPARE(list.client.pendingCommands(), 0);
    QVERIFY2(!list.server.received().contains("MOVE"), list.server.report().constData());
}

void tst_Widgets::selectionSurvivesWhenVeryManyMessagesGo()
{
    ServedList list;
    list.server.setMailboxSize(6000);
    list.server.on("UID SEARCH", [](const QImap4Test::ClientCommand &command) {
        return command.text.endsWith(" ALL") ? "* ESEARCH (TAG \"$tag\") UID ALL 1:6000\r\n$tag OK"
                                             : "$tag OK done";
    });
    list.server.setCapabilities("IMAP4rev1 UIDPLUS MOVE ESEARCH");
    list.view.show();
    list.client.open();
    list.client.login(QStringLiteral("alice"), QStringLiteral("secret"));
    list.model.open(QStringLiteral("INBOX"));
    QTRY_COMPARE(list.model.rowCount(), 6000);
    QTRY_VERIFY(list.model.areUidsKnown());
    list.view.selectUid(3000);
    QByteArray every2nd = "1";
    for (int uid = 3; uid < 6000; uid += 2)
        every2nd += ',' + QByteArray::number(uid);
    QSignalSpy reset(&list.model, &QAbstractItemModel::modelReset);
    QSignalSpy announced(&list.view, &QImap4MessageListView::currentUidChanged);
    list.server.send("* VANISHED " + every2nd + "\r\n");
    QTRY_COMPARE(list.model.rowCount(), 3000);
    QCOMPARE(reset.size(), 1); // one by one would be slower
    QCOMPARE(list.selected(), QList<quint32>{3000});
    QCOMPARE(list.view.currentUid(), 3000U);
    QVERIFY(announced.isEmpty());

    list.server.send("* VANISHED 3000\r\n");
    QTRY_COMPARE(list.model.rowCount(), 2999);
    QCOMPARE(list.selected(), QList<quint32>{});
}

void tst_Widgets::datesAreRelative_data()
{
    QTest::addColumn<QDateTime>("when");
    QTest::addColumn<QString>("text");
    const auto at = [](int year, int month, int day, int hour) {
        return QDateTime(QDate(year, month, day), QTime(hour, 30));
    };
    QTest::newRow("this morning") << at(2026, 3, 18, 9) << QStringLiteral("09:30");
    QTest::newRow("last evening") << at(2026, 3, 17, 23) << QStringLiteral("Yesterday");
    QTest::newRow("this week") << at(2026, 3, 14, 9) << QStringLiteral("Sat");
    QTest::newRow("this year") << at(2026, 1, 2, 9) << QStringLiteral("2 Jan");
    QTest::newRow("long ago") << at(1999, 12, 31, 9) << QStringLiteral("31/12/1999");
    QTest::newRow("in the future") << at(2026, 3, 20, 9) << QStringLiteral("20/03/2026");
    QTest::newRow("none") << QDateTime() << QString();
}

void tst_Widgets::datesAreRelative()
{
    QFETCH(const QDateTime, when);
    QFETCH(const QString, text);
    const QDateTime now(QDate(2026, 3, 18), QTime(15, 0));
    QCOMPARE(QImap4Internal::relativeDate(when, now, QLocale()), text);
}

void tst_Widgets::noticeIsNeverRichText()
{
    QImap4NoticeBar bar;
    bar.present(QImap4NoticeBar::Error, QStringLiteral("<b>bold</b><img src='/etc/passwd'>"));
    const auto labels = bar.findChildren<QLabel *>();
    QVERIFY(!labels.isEmpty());
    bool found = false;
    for (const QLabel *label : labels) {
        if (label->text().isEmpty())
            continue;
        QCOMPARE(label->textFormat(), Qt::PlainText);
        found = found || label->text().contains(QLatin1String("<b>"));
    }
    QVERIFY(found);
}

QTEST_MAIN(tst_Widgets)
#include "tst_widgets.moc"
