// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_MAINWINDOW_H
#define QIMAP4_VIEWER_MAINWINDOW_H

#include "account.h"

#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>
#include <QtWidgets/qmainwindow.h>

QT_BEGIN_NAMESPACE
class QSplitter;
QT_END_NAMESPACE

class LoginDialog;
class QImap4FolderModel;
class QImap4FolderView;
class QImap4MessageListView;
class QImap4MessageModel;
class QImap4MessageView;
class QImap4NoticeBar;
class SearchField;
class StatusPanel;

// Three panes: folders, messages, one message. Everything that matters is done by the library.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    void setMailbox(const QString &mailbox) { m_firstMailbox = mailbox; }
    void setSelectFirst(bool on) { m_selectFirst = on; }
    void connectTo(const Account &account);
    void askForAccount(const Account &known);

    QImap4 *client() const { return m_client; }
    QImap4FolderModel *folders() const { return m_folders; }
    QImap4FolderView *folderView() const { return m_folderView; }
    QImap4MessageModel *messages() const { return m_messages; }
    QImap4MessageListView *list() const { return m_list; }
    QImap4MessageView *view() const { return m_view; }

Q_SIGNALS:
    void failed(const QString &reason); // also shown in the window

private:
    void createPanes();
    void createToolBar();
    void createMenu();
    void connectClient();
    void connectModels();

    void reconnect();
    void takeLogin(QImap4Reply *reply);
    void openMailbox(const QString &mailbox);
    void followRenamed(const QString &from, const QString &to);
    void showMessage(quint32 uid);
    void markShownRead();
    void readOn();
    void selectFirstMessage();
    void showError(const QString &text, bool canReconnect);
    void askAboutTls(const QImap4TlsProblem &problem);
    void updateTitle();
    void updateNote();

    QImap4 *m_client;
    QImap4FolderModel *m_folders;
    QImap4MessageModel *m_messages;
    QSplitter *m_splitter = nullptr;
    QImap4FolderView *m_folderView = nullptr;
    QImap4MessageListView *m_list = nullptr;
    QImap4MessageView *m_view = nullptr;
    QImap4NoticeBar *m_errorBar = nullptr;
    QAction *m_reconnect = nullptr;
    QAction *m_markAutomatically = nullptr;
    SearchField *m_search = nullptr;
    StatusPanel *m_status = nullptr;
    QPointer<LoginDialog> m_login;
    QTimer m_readTimer;
    Account m_account;
    QString m_firstMailbox;
    quint32 m_shownUid = 0;
    bool m_selectFirst = false;
    bool m_isExpanded = false; // the folders, once
};

#endif // QIMAP4_VIEWER_MAINWINDOW_H
