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

bool opens(const MainWindow &window, const QString &mailbox)
{
    return QTest::qWaitFor(
        [&] {
            return window.messages()->mailbox() == mailbox && window.messages()->isAvailable()
                && window.messages()->areUidsKnown() && !window.folders()->isLoading()
                && window.client()->pendingCommands() == 0;
        },
        Patience);
}

QPoint placeOf(const MainWindow &window, const QString &mailbox)
{
    return window.folderView()->visualRect(window.folders()->indexOf(mailbox)).center();
}

void click(const MainWindow &window, const QString &mailbox)
{
    QTest::mouseClick(window.folderView()->viewport(), Qt::LeftButton, {},
                      placeOf(window, mailbox));
}

// By the menu of a folder, as the mouse does it.
void choose(const MainWindow &window, const QPoint &place, QImap4FolderView::Action action)
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

QDialog *dialogOf(const MainWindow &window)
{
    QDialog *found = nullptr;
    const auto opened = [&] {
        const auto dialogs = window.findChildren<QDialog *>();
        for (QDialog *dialog : dialogs) {
            if (dialog->isVisible())
                found = dialog;
        }
        return found != nullptr;
    };
    return QTest::qWaitFor(opened, Patience) ? found : nullptr;
}

QPushButton *buttonOf(const QDialog *dialog, const QString &text)
{
    const auto buttons = dialog->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text().remove(u'&') == text)
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

void enterName(const MainWindow &window, const QString &name, const QString &button)
{
    QDialog *dialog = dialogOf(window);
    QVERIFY(dialog);
    auto *edit = dialog->findChild<QLineEdit *>();
    edit->selectAll();
    QTest::keyClicks(edit, name);
    QVERIFY(buttonOf(dialog, button));
    QVERIFY(buttonOf(dialog, button)->isEnabled());
    QTest::mouseClick(buttonOf(dialog, button), Qt::LeftButton);
}

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

    void folderIsCreatedBelowAnother();
    void folderIsCreatedAtTheTop();
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
    MailServer first("INBOX Work");
    MailServer second("INBOX Home");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(first.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), first.report().constData());
    click(window, QStringLiteral("Work"));
    QVERIFY2(opens(window, QStringLiteral("Work")), first.report().constData());
    window.list()->selectUid(1);
    QCOMPARE(window.list()->currentUid(), 1U);

    MailServer *server = sameServer ? &first : &second;
    if (sameServer)
        first.setFolders("INBOX Home");
    window.connectTo(server->account(QStringLiteral("bob")));
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server->report().constData());
    QTRY_VERIFY_WITH_TIMEOUT(window.folders()->indexOf(QStringLiteral("Home")).isValid(), Patience);
    QVERIFY(!window.folders()->indexOf(QStringLiteral("Work")).isValid());
    QCOMPARE(window.folderView()->currentMailbox(), QStringLiteral("INBOX"));
    QCOMPARE(window.list()->currentUid(), 0U);
    QVERIFY(window.list()->selectedUids().isEmpty());
}

void tst_Viewer::folderThatFailedIsTriedAgain()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());

    server.on("SELECT", "$tag NO [UNAVAILABLE] not now");
    QSignalSpy failed(&window, &MainWindow::failed);
    click(window, QStringLiteral("Work"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(!window.messages()->isLoading(), Patience);
    QCOMPARE(window.messages()->rowCount(), 0);

    server.on("SELECT", "* 2 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n$tag OK [READ-WRITE] done");
    click(window, QStringLiteral("Work"));
    QVERIFY2(opens(window, QStringLiteral("Work")), server.report().constData());
    QCOMPARE(window.messages()->rowCount(), 2);
    QCOMPARE(server.count("SELECT Work"), 2);
}

void tst_Viewer::certificateIsShownBeforeItIsTrusted()
{
    const Identity identity = Certificates::selfSigned();
    MailServer server("INBOX", ScriptedServer::ImplicitTls);
    server.setSslConfiguration(Certificates::serverConfiguration(identity));
    MainWindow window;
    window.show();
    Account account = server.account();
    account.host = QStringLiteral("localhost");
    account.encryption = QImap4::Tls;
    window.connectTo(account);
    auto *dialog = qobject_cast<TlsDialog *>(dialogOf(window));
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

    QVERIFY(buttonOf(dialog, QStringLiteral("Do Not Connect"))->isDefault());
    QVERIFY(!server.received().contains("secret"));
    QTest::mouseClick(buttonOf(dialog, QStringLiteral("Connect This Once")), Qt::LeftButton);
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
}

void tst_Viewer::certificateThatIsRefusedEndsIt()
{
    MailServer server("INBOX", ScriptedServer::ImplicitTls);
    server.setSslConfiguration(Certificates::serverConfiguration(Certificates::selfSigned()));
    MainWindow window;
    window.show();
    Account account = server.account();
    account.host = QStringLiteral("localhost");
    account.encryption = QImap4::Tls;
    window.connectTo(account);
    QDialog *dialog = dialogOf(window);
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Return); // the default is the safe answer
    QTRY_COMPARE_WITH_TIMEOUT(window.client()->state(), QImap4::Disconnected, Patience);
    QCOMPARE(window.client()->lastError().category(), QImap4Error::TlsError);
    QVERIFY(server.received().isEmpty());
}

void tst_Viewer::folderIsCreatedBelowAnother()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    choose(window, placeOf(window, QStringLiteral("Work")), QImap4FolderView::NewFolder);
    server.on("CREATE", "$tag OK done");
    server.setFolders("INBOX Work Work/Plans");
    QVERIFY(textOf(dialogOf(window)).contains(QStringLiteral("“Work”")));
    enterName(window, QStringLiteral("Plans"), QStringLiteral("Create"));
    QTRY_VERIFY_WITH_TIMEOUT(window.folders()->indexOf(QStringLiteral("Work/Plans")).isValid(),
                             Patience);
    QCOMPARE(server.count("CREATE Work/Plans\r\n"), 1);
}

void tst_Viewer::folderIsCreatedAtTheTop()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    const QPoint beside = window.folderView()->viewport()->rect().bottomRight() - QPoint(5, 5);
    choose(window, beside, QImap4FolderView::NewFolder);
    server.on("CREATE", "$tag OK done");
    server.setFolders("INBOX Work Plans");
    enterName(window, QStringLiteral("Plans"), QStringLiteral("Create"));
    QTRY_VERIFY_WITH_TIMEOUT(window.folders()->indexOf(QStringLiteral("Plans")).isValid(),
                             Patience);
    QCOMPARE(server.count("CREATE Plans\r\n"), 1);
}

void tst_Viewer::namesThatCannotBeAreNotOffered()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    window.folderView()->setCurrentIndex({});
    window.folderView()->action(QImap4FolderView::NewFolder)->trigger();
    QDialog *dialog = dialogOf(window);
    QVERIFY(dialog);
    const QPushButton *create = buttonOf(dialog, QStringLiteral("Create"));
    for (const char *name : {"", "  ", "Work", "inbox", "a/b", "a*", "100%"}) {
        dialog->findChild<QLineEdit *>()->setText(QString::fromLatin1(name));
        QVERIFY2(!create->isEnabled(), name);
    }
    dialog->findChild<QLineEdit *>()->setText(QStringLiteral("work"));
    QVERIFY(create->isEnabled());
}

void tst_Viewer::folderThatIsOpenIsRenamed()
{
    MailServer server("INBOX Work Work/Plans");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    click(window, QStringLiteral("Work/Plans"));
    QVERIFY2(opens(window, QStringLiteral("Work/Plans")), server.report().constData());
    choose(window, placeOf(window, QStringLiteral("Work")), QImap4FolderView::RenameFolder);
    server.on("RENAME", "$tag OK done");
    server.setFolders("INBOX Office Office/Plans");
    QCOMPARE(dialogOf(window)->findChild<QLineEdit *>()->text(), QStringLiteral("Work"));
    enterName(window, QStringLiteral("Office"), QStringLiteral("Rename"));
    QVERIFY2(opens(window, QStringLiteral("Office/Plans")), server.report().constData());
    QCOMPARE(server.count("RENAME Work Office\r\n"), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!window.folders()->indexOf(QStringLiteral("Work")).isValid(),
                             Patience);
    QTRY_COMPARE_WITH_TIMEOUT(window.folderView()->currentMailbox(), QStringLiteral("Office/Plans"),
                              Patience);
}

void tst_Viewer::folderIsDeletedWhenItIsConfirmed()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    click(window, QStringLiteral("Work"));
    QVERIFY2(opens(window, QStringLiteral("Work")), server.report().constData());

    choose(window, placeOf(window, QStringLiteral("Work")), QImap4FolderView::DeleteFolder);
    QDialog *dialog = dialogOf(window);
    QVERIFY(dialog);
    QVERIFY(textOf(dialog).contains(QStringLiteral("“Work”")));
    QTest::keyClick(dialog, Qt::Key_Return); // the default is to keep it
    QTRY_VERIFY_WITH_TIMEOUT(!window.folderView()->findChild<QMessageBox *>(), Patience);
    QCOMPARE(server.count("DELETE"), 0);

    choose(window, placeOf(window, QStringLiteral("Work")), QImap4FolderView::DeleteFolder);
    dialog = dialogOf(window);
    QVERIFY(dialog);
    server.on("DELETE", "$tag OK done");
    server.setFolders("INBOX");
    QTest::mouseClick(buttonOf(dialog, QStringLiteral("Delete")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!window.folders()->indexOf(QStringLiteral("Work")).isValid(),
                             Patience);
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    const QByteArray said = server.received();
    QVERIFY2(said.lastIndexOf("SELECT INBOX") < said.indexOf("DELETE Work\r\n"),
             said.constData()); // left before it goes
}

void tst_Viewer::inboxIsNeitherRenamedNorDeleted()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    const QImap4FolderView *view = window.folderView();
    QTRY_COMPARE_WITH_TIMEOUT(view->currentMailbox(), QStringLiteral("INBOX"), Patience);
    QVERIFY(view->action(QImap4FolderView::NewFolder)->isEnabled());
    QVERIFY(!view->action(QImap4FolderView::RenameFolder)->isEnabled());
    QVERIFY(!view->action(QImap4FolderView::DeleteFolder)->isEnabled());
    click(window, QStringLiteral("Work"));
    QVERIFY(view->action(QImap4FolderView::RenameFolder)->isEnabled());
    QVERIFY(view->action(QImap4FolderView::DeleteFolder)->isEnabled());
}

void tst_Viewer::refusalIsTold()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    server.on("CREATE", "$tag NO [NOPERM] not here");
    QSignalSpy failed(&window, &MainWindow::failed);
    window.folderView()->action(QImap4FolderView::NewFolder)->trigger();
    enterName(window, QStringLiteral("Plans"), QStringLiteral("Create"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QVERIFY(window.findChild<QImap4NoticeBar *>()->isVisible());
    QVERIFY(!window.folders()->indexOf(QStringLiteral("INBOX/Plans")).isValid());
}

void tst_Viewer::questionsEndWithTheConnection()
{
    MailServer server("INBOX Work");
    MainWindow window;
    window.resize(1000, 600);
    window.show();
    window.connectTo(server.account());
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    click(window, QStringLiteral("Work"));
    window.folderView()->action(QImap4FolderView::DeleteFolder)->trigger();
    QVERIFY(dialogOf(window));
    window.connectTo(server.account(QStringLiteral("bob")));
    QTRY_VERIFY_WITH_TIMEOUT(!window.folderView()->findChild<QMessageBox *>(), Patience);
    QVERIFY2(opens(window, QStringLiteral("INBOX")), server.report().constData());
    QCOMPARE(server.count("DELETE"), 0);
}

QTEST_MAIN(tst_Viewer)
#include "tst_viewer.moc"
