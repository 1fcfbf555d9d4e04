// SPDX-License-Identifier: LGPL-3.0-or-later
// The main window of the viewer, used as people use it, against a scripted server.
#include "certificates.h"
#include "logindialog.h"
#include "mainwindow.h"
#include "qimap4foldermodel.h"
#include "qimap4folderview.h"
#include "qimap4messagelistview.h"
#include "qimap4messagemodel.h"
#include "qimap4noticebar.h"
#include "scriptedserver.h"
#include "tlsdialog.h"

#include <QtGui/qaction.h>
#include <QtGui/qevent.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qdialogbuttonbox.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qmenu.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qstylefactory.h>

using namespace QImap4Test;

namespace {

constexpr int Patience = 30'000; // milliseconds; also with a sanitizer, on a busy machine

QByteArray row(const QByteArray &number, const QByteArray &subject)
{
    return "* " + number + " FETCH (UID " + number
        + " FLAGS (\\Seen) INTERNALDATE \"02-Mar-2026 10:00:00 +0000\" RFC822.SIZE 100 ENVELOPE "
          "(\"Mon, 2 Mar 2026 10:00:00 +0000\" \""
        + subject + "\" ((\"Ada\" NIL \"ada\" \"example.org\")) NIL NIL NIL NIL NIL NIL NIL))\r\n";
}

// A server whose mailboxes have two messages each.
class MailServer : public ScriptedServer
{
public:
    explicit MailServer(const QByteArray &folders, Mode mode = Plain)
        : ScriptedServer(mode)
    {
        setCapabilities("IMAP4rev1 UIDPLUS MOVE");
        setMailboxSize(2);
        setFolders(folders);
        on("FETCH", QByteArray(row("1", "First") + row("2", "Second") + "$tag OK done"));
        on("UID SEARCH", "* SEARCH 1 2\r\n$tag OK done");
        on("UID FETCH", "$tag OK done");
    }

    // Names with a blank between them.
    void setFolders(const QByteArray &folders)
    {
        QByteArray answer;
        for (const QByteArray &folder : folders.split(' '))
            answer += "* LIST () \"/\" \"" + folder + "\"\r\n";
        on("LIST", QByteArray(answer + "$tag OK done"));
    }

    Account account(const QString &user = QStringLiteral("alice")) const
    {
        Account account;
        account.host = host();
        account.port = port();
        account.encryption = QImap4::Plaintext;
        account.user = user;
        account.password = QStringLiteral("secret");
        return account;
    }

    int count(const QByteArray &command) const { return int(received().count(command)); }
};

QPushButton *buttonOf(const QDialog *dialog, const char *text)
{
    const auto buttons = dialog->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text().remove(u'&') == QLatin1String(text))
            return button;
    }
    return nullptr;
}

QString textOf(const QWidget *widget)
{
    QString text;
    const auto labels = widget->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        text += label->text() + u'\n';
    return text;
}

// A server and a window that connects to it, and what people do there. Names are those of
// mailboxes.
class Scene
{
public:
    explicit Scene(const QByteArray &folders)
        : server(folders)
    {
        window.resize(1000, 600);
        window.show();
        window.connectTo(server.account());
    }

    // Under TLS, and the server shows this certificate.
    explicit Scene(const Identity &identity)
        : server("INBOX", ScriptedServer::ImplicitTls)
    {
        server.setSslConfiguration(Certificates::serverConfiguration(identity));
        window.show();
        Account account = server.account();
        account.host = QStringLiteral("localhost");
        account.encryption = QImap4::Tls;
        window.connectTo(account);
    }

    // Waits until the window shows its messages.
    bool opens(const char *name) const
    {
        return QTest::qWaitFor(
            [&] {
                return window.messages()->mailbox() == QLatin1String(name)
                    && window.messages()->isAvailable() && window.messages()->areUidsKnown()
                    && !window.folders()->isLoading() && window.client()->pendingCommands() == 0;
            },
            Patience);
    }

    bool hasFolder(const char *name) const { return indexOf(name).isValid(); }

    QPoint placeOf(const char *name) const
    {
        return window.folderView()->visualRect(indexOf(name)).center();
    }

    void click(const char *name) const
    {
        QTest::mouseClick(window.folderView()->viewport(), Qt::LeftButton, {}, placeOf(name));
    }

    // By the menu of a folder, as the mouse does it.
    void choose(const QPoint &place, QImap4FolderView::Action action) const
    {
        QWidget *viewport = window.folderView()->viewport();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, viewport->mapToGlobal(place));
        QCoreApplication::sendEvent(viewport, &event);
        auto *menu = window.folderView()->findChild<QMenu *>();
        QVERIFY(menu);
        QTRY_VERIFY_WITH_TIMEOUT(menu->isVisible(), Patience);
        const QRect entry = menu->actionGeometry(window.folderView()->action(action));
        QVERIFY(entry.isValid());
        QTest::mouseClick(menu, Qt::LeftButton, {}, entry.center());
    }

    void choose(const char *name, QImap4FolderView::Action action) const
    {
        choose(placeOf(name), action);
    }

    // Waits for it.
    QDialog *dialog() const
    {
        QDialog *found = nullptr;
        const auto opened = [&] {
            const auto dialogs = window.findChildren<QDialog *>();
            for (QDialog *one : dialogs) {
                if (one->isVisible())
                    found = one;
            }
            return found != nullptr;
        };
        return QTest::qWaitFor(opened, Patience) ? found : nullptr;
    }

    bool isAsking() const { return window.folderView()->findChild<QMessageBox *>() != nullptr; }

    // In the dialog, which ends with the button of this text.
    void enterName(const char *name, const char *button) const
    {
        QDialog *asking = dialog();
        QVERIFY(asking);
        auto *edit = asking->findChild<QLineEdit *>();
        edit->selectAll();
        QTest::keyClicks(edit, QLatin1String(name));
        QVERIFY(buttonOf(asking, button));
        QVERIFY(buttonOf(asking, button)->isEnabled());
        QTest::mouseClick(buttonOf(asking, button), Qt::LeftButton);
    }

    MailServer server;
    MainWindow window;

private:
    QModelIndex indexOf(const char *name) const
    {
        return window.folders()->indexOf(QString::fromLatin1(name));
    }
};

} // namespace

class tst_Viewer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();

    void anotherAccountBeginsWithItsInbox_data();
    void anotherAccountBeginsWithItsInbox();
    void folderThatFailedIsTriedAgain();
    void certificateIsShownBeforeItIsTrusted();
    void certificateThatIsRefusedEndsIt();

    void folderIsCreated_data();
    void folderIsCreated();
    void namesThatCannotBeAreNotOffered();
    void folderThatIsOpenIsRenamed();
    void folderIsDeletedWhenItIsConfirmed();
    void inboxIsNeitherRenamedNorDeleted();
    void refusalIsTold();
    void questionsEndWithTheConnection();
};

void tst_Viewer::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

void tst_Viewer::anotherAccountBeginsWithItsInbox_data()
{
    QTest::addColumn<bool>("sameServer");
    QTest::newRow("another server") << false;
    QTest::newRow("another user") << true;
}

void tst_Viewer::anotherAccountBeginsWithItsInbox()
{
    QFETCH(const bool, sameServer);
    MailServer another("INBOX Home");
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    scene.click("Work");
    QVERIFY2(scene.opens("Work"), scene.server.report());
    scene.window.list()->selectUid(1);
    QCOMPARE(scene.window.list()->currentUid(), 1U);

    MailServer *server = sameServer ? &scene.server : &another;
    if (sameServer)
        scene.server.setFolders("INBOX Home");
    scene.window.connectTo(server->account(QStringLiteral("bob")));
    QVERIFY2(scene.opens("INBOX"), server->report());
    QTRY_VERIFY_WITH_TIMEOUT(scene.hasFolder("Home"), Patience);
    QVERIFY(!scene.hasFolder("Work"));
    QCOMPARE(scene.window.folderView()->currentMailbox(), QStringLiteral("INBOX"));
    QCOMPARE(scene.window.list()->currentUid(), 0U);
    QVERIFY(scene.window.list()->selectedUids().isEmpty());
}

void tst_Viewer::folderThatFailedIsTriedAgain()
{
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());

    scene.server.on("SELECT", "$tag NO [UNAVAILABLE] not now");
    QSignalSpy failed(&scene.window, &MainWindow::failed);
    scene.click("Work");
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.window.messages()->isLoading(), Patience);
    QCOMPARE(scene.window.messages()->rowCount(), 0);

    scene.server.on("SELECT", "* 2 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n$tag OK [READ-WRITE] done");
    scene.click("Work");
    QVERIFY2(scene.opens("Work"), scene.server.report());
    QCOMPARE(scene.window.messages()->rowCount(), 2);
    QCOMPARE(scene.server.count("SELECT Work"), 2);
}

void tst_Viewer::certificateIsShownBeforeItIsTrusted()
{
    const Identity identity = Certificates::selfSigned();
    Scene scene(identity);
    auto *dialog = qobject_cast<TlsDialog *>(scene.dialog());
    QVERIFY(dialog);

    const QString text = textOf(dialog);
    const QByteArray digest = identity.certificate.digest(QCryptographicHash::Sha256);
    QString shown = text;
    QVERIFY2(shown.replace(u'\n', u':').contains(QString::fromLatin1(digest.toHex(':').toUpper())),
             qPrintable(text));
    QVERIFY(text.contains(QStringLiteral("“localhost”")));
    for (const QString &name : identity.certificate.subjectAlternativeNames())
        QVERIFY2(text.contains(name), qPrintable(name));
    QVERIFY(text.contains(identity.certificate.issuerDisplayName()));
    QVERIFY(
        text.contains(QLocale().toString(identity.certificate.expiryDate(), QLocale::ShortFormat)));
    const auto labels = dialog->findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        const bool isOurs = label->text().endsWith(u':'); // the names of the fields
        QVERIFY2(isOurs || label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }

    QVERIFY(buttonOf(dialog, "Do Not Connect")->isDefault());
    QVERIFY(!scene.server.received().contains("secret"));
    QTest::mouseClick(buttonOf(dialog, "Connect This Once"), Qt::LeftButton);
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
}

void tst_Viewer::certificateThatIsRefusedEndsIt()
{
    Scene scene(Certificates::selfSigned());
    QDialog *dialog = scene.dialog();
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Return); // the default is the safe answer
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.client()->state(), QImap4::Disconnected, Patience);
    QCOMPARE(scene.window.client()->lastError().category(), QImap4Error::TlsError);
    QVERIFY(scene.server.received().isEmpty());
}

void tst_Viewer::folderIsCreated_data()
{
    QTest::addColumn<QByteArray>("parent");
    QTest::addColumn<QByteArray>("created");
    QTest::newRow("below another") << QByteArray("Work") << QByteArray("Work/Plans");
    QTest::newRow("at the top") << QByteArray() << QByteArray("Plans");
}

void tst_Viewer::folderIsCreated()
{
    QFETCH(const QByteArray, parent);
    QFETCH(const QByteArray, created);
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    const QPoint beside =
        scene.window.folderView()->viewport()->rect().bottomRight() - QPoint(5, 5);
    scene.choose(parent.isEmpty() ? beside : scene.placeOf(parent), QImap4FolderView::NewFolder);
    scene.server.on("CREATE", "$tag OK done");
    scene.server.setFolders("INBOX Work " + created);
    QCOMPARE(textOf(scene.dialog()).contains(QStringLiteral("“Work”")), !parent.isEmpty());
    scene.enterName("Plans", "Create");
    QTRY_VERIFY_WITH_TIMEOUT(scene.hasFolder(created), Patience);
    QCOMPARE(scene.server.count("CREATE " + created + "\r\n"), 1);
}

void tst_Viewer::namesThatCannotBeAreNotOffered()
{
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    scene.window.folderView()->setCurrentIndex({});
    scene.window.folderView()->action(QImap4FolderView::NewFolder)->trigger();
    QDialog *dialog = scene.dialog();
    QVERIFY(dialog);
    const QPushButton *create = buttonOf(dialog, "Create");
    for (const char *name : {"", "  ", "Work", "inbox", "a/b", "a*", "100%"}) {
        dialog->findChild<QLineEdit *>()->setText(QString::fromLatin1(name));
        QVERIFY2(!create->isEnabled(), name);
    }
    dialog->findChild<QLineEdit *>()->setText(QStringLiteral("work"));
    QVERIFY(create->isEnabled());
}

void tst_Viewer::folderThatIsOpenIsRenamed()
{
    Scene scene("INBOX Work Work/Plans");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    scene.click("Work/Plans");
    QVERIFY2(scene.opens("Work/Plans"), scene.server.report());
    scene.choose("Work", QImap4FolderView::RenameFolder);
    scene.server.on("RENAME", "$tag OK done");
    scene.server.setFolders("INBOX Office Office/Plans");
    QCOMPARE(scene.dialog()->findChild<QLineEdit *>()->text(), QStringLiteral("Work"));
    scene.enterName("Office", "Rename");
    QVERIFY2(scene.opens("Office/Plans"), scene.server.report());
    QCOMPARE(scene.server.count("RENAME Work Office\r\n"), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.hasFolder("Work"), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.folderView()->currentMailbox(),
                              QStringLiteral("Office/Plans"), Patience);
}

void tst_Viewer::folderIsDeletedWhenItIsConfirmed()
{
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    scene.click("Work");
    QVERIFY2(scene.opens("Work"), scene.server.report());

    scene.choose("Work", QImap4FolderView::DeleteFolder);
    QDialog *dialog = scene.dialog();
    QVERIFY(dialog);
    QVERIFY(textOf(dialog).contains(QStringLiteral("“Work”")));
    QTest::keyClick(dialog, Qt::Key_Return); // the default is to keep it
    QTRY_VERIFY_WITH_TIMEOUT(!scene.isAsking(), Patience);
    QCOMPARE(scene.server.count("DELETE"), 0);

    scene.choose("Work", QImap4FolderView::DeleteFolder);
    dialog = scene.dialog();
    QVERIFY(dialog);
    scene.server.on("DELETE", "$tag OK done");
    scene.server.setFolders("INBOX");
    QTest::mouseClick(buttonOf(dialog, "Delete"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.hasFolder("Work"), Patience);
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    const QByteArray said = scene.server.received();
    QVERIFY2(said.lastIndexOf("SELECT INBOX") < said.indexOf("DELETE Work\r\n"),
             said.constData()); // left before it goes
}

void tst_Viewer::inboxIsNeitherRenamedNorDeleted()
{
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    const QImap4FolderView *view = scene.window.folderView();
    QTRY_COMPARE_WITH_TIMEOUT(view->currentMailbox(), QStringLiteral("INBOX"), Patience);
    QVERIFY(view->action(QImap4FolderView::NewFolder)->isEnabled());
    QVERIFY(!view->action(QImap4FolderView::RenameFolder)->isEnabled());
    QVERIFY(!view->action(QImap4FolderView::DeleteFolder)->isEnabled());
    scene.click("Work");
    QVERIFY(view->action(QImap4FolderView::RenameFolder)->isEnabled());
    QVERIFY(view->action(QImap4FolderView::DeleteFolder)->isEnabled());
}

void tst_Viewer::refusalIsTold()
{
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    scene.server.on("CREATE", "$tag NO [NOPERM] not here");
    QSignalSpy failed(&scene.window, &MainWindow::failed);
    scene.window.folderView()->action(QImap4FolderView::NewFolder)->trigger();
    scene.enterName("Plans", "Create");
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QVERIFY(scene.window.findChild<QImap4NoticeBar *>()->isVisible());
    QVERIFY(!scene.hasFolder("INBOX/Plans"));
}

void tst_Viewer::questionsEndWithTheConnection()
{
    Scene scene("INBOX Work");
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    scene.click("Work");
    scene.window.folderView()->action(QImap4FolderView::DeleteFolder)->trigger();
    QVERIFY(scene.dialog());
    scene.window.connectTo(scene.server.account(QStringLiteral("bob")));
    QTRY_VERIFY_WITH_TIMEOUT(!scene.isAsking(), Patience);
    QVERIFY2(scene.opens("INBOX"), scene.server.report());
    QCOMPARE(scene.server.count("DELETE"), 0);
}

QTEST_MAIN(tst_Viewer)
#include "tst_viewer.moc"
