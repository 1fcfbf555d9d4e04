// SPDX-License-Identifier: LGPL-3.0-or-later
#include "mainwindow.h"

#include "logindialog.h"
#include "qimap4foldermodel.h"
#include "qimap4folderview.h"
#include "qimap4messagelistview.h"
#include "qimap4messagemodel.h"
#include "qimap4messageview.h"
#include "qimap4mime.h"
#include "qimap4noticebar.h"
#include "searchfield.h"
#include "statuspanel.h"
#include "tlsdialog.h"

#include <QtGui/qaction.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qmenu.h>
#include <QtWidgets/qsplitter.h>
#include <QtWidgets/qtoolbar.h>
#include <QtWidgets/qtoolbutton.h>

#include <utility>

namespace {

constexpr int readDelay = 2000; // milliseconds that a message is shown before it counts as read

} // namespace

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_client(new QImap4(this))
    , m_folders(new QImap4FolderModel(this))
    , m_messages(new QImap4MessageModel(this))
{
    m_status = new StatusPanel(m_client, this);
    setStatusBar(m_status);
    createPanes();
    createToolBar();
    connectClient();
    connectModels();
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(readDelay);
    connect(&m_readTimer, &QTimer::timeout, this, &MainWindow::markShownRead);
    updateTitle();
}

// The client ends while all is there that its last answers are told to.
MainWindow::~MainWindow()
{
    m_view->clear();
    m_messages->setClient(nullptr);
    m_folders->setClient(nullptr);
    delete m_client;
}

void MainWindow::createPanes()
{
    m_folderView = new QImap4FolderView(this);
    m_folderView->setModel(m_folders);
    m_list = new QImap4MessageListView(this);
    m_list->setModel(m_messages);
    m_list->setFolderModel(m_folders);
    m_view = new QImap4MessageView(this);

    m_splitter = new QSplitter(this);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    for (QWidget *pane : {static_cast<QWidget *>(m_folderView), static_cast<QWidget *>(m_list),
                          static_cast<QWidget *>(m_view)}) {
        m_splitter->addWidget(pane);
    }
    m_splitter->setSizes({200, 350, 730});
    m_splitter->setStretchFactor(2, 1);

    m_errorBar = new QImap4NoticeBar(this);
    m_errorBar->setClosable(true);
    m_reconnect = new QAction(tr("Reconnect"), this);
    m_errorBar->addButton(m_reconnect);
    connect(m_reconnect, &QAction::triggered, this, &MainWindow::reconnect);

    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_errorBar);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(centre);

    connect(m_folderView, &QImap4FolderView::mailboxActivated, this, &MainWindow::openMailbox);
    connect(m_folderView, &QImap4FolderView::mailboxAboutToBeDeleted, this,
            [this](const QString &mailbox) {
                if (mailbox == m_messages->mailbox())
                    openMailbox(QStringLiteral("INBOX"));
            });
    connect(m_list, &QImap4MessageListView::currentUidChanged, this, &MainWindow::showMessage);
    connect(m_list, &QImap4MessageListView::pageRequested, this, &MainWindow::readOn);
    connect(m_view, &QImap4MessageView::contentReady, this, [this] {
        if (m_markAutomatically->isChecked())
            m_readTimer.start();
    });
    connect(m_view, &QImap4MessageView::loadProgress, m_status, &StatusPanel::showProgress);
    connect(m_view, &QImap4MessageView::linkHovered, m_status,
            [this](const QString &target) { m_status->showMessage(target); });
    connect(m_view, &QImap4MessageView::attachmentSaved, m_status,
            [this](const QString &path) { m_status->showMessage(tr("Saved %1").arg(path)); });
    connect(m_view, &QImap4MessageView::attachmentFailed, this,
            [this](const QString &name, const QString &reason) {
                showError(
                    tr("“%1” could not be saved. %2")
                        .arg(QImap4Mime::safeForDisplay(name), QImap4Mime::safeForDisplay(reason)),
                    false);
            });
}

void MainWindow::createToolBar()
{
    auto *bar = addToolBar(tr("Actions"));
    bar->setObjectName(QStringLiteral("actions"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const struct
    {
        QImap4MessageListView::Action action;
        QString shortText;
    } entries[] = {
        {QImap4MessageListView::MarkRead, tr("Read")},
        {QImap4MessageListView::MarkUnread, tr("Unread")},
        {QImap4MessageListView::ToggleFlag, tr("Star")},
        {QImap4MessageListView::MoveTo, tr("Move")},
        {QImap4MessageListView::Delete, tr("Delete")},
    };
    for (const auto &entry : entries) {
        QAction *action = m_list->action(entry.action);
        action->setIconText(entry.shortText);
        bar->addAction(action);
    }
    auto *space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_search = new SearchField(bar);
    bar->addWidget(m_search);
    createMenu();

    auto *find = new QAction(tr("Search Mail"), this);
    find->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::Key_Slash)});
    addAction(find);
    connect(find, &QAction::triggered, m_search, [this] { m_search->setFocus(); });
    connect(m_search, &SearchField::searchRequested, m_messages, &QImap4MessageModel::setSearch);
    connect(m_search, &SearchField::cleared, m_messages, &QImap4MessageModel::clearSearch);
}

void MainWindow::createMenu()
{
    auto *menu = new QMenu(this);
    QAction *refresh = menu->addAction(tr("Check for New Mail"), m_client, [this] {
        m_client->noop();
        m_folders->refresh();
    });
    refresh->setShortcut(QKeySequence::Refresh);
    menu->addAction(m_list->action(QImap4MessageListView::NextUnread));
    menu->addAction(m_list->action(QImap4MessageListView::PreviousUnread));
    menu->addSeparator();
    for (const auto which :
         {QImap4MessageView::Find, QImap4MessageView::PlainText, QImap4MessageView::ZoomIn,
          QImap4MessageView::ZoomOut, QImap4MessageView::ZoomReset, QImap4MessageView::SaveAll}) {
        menu->addAction(m_view->action(which));
    }
    menu->addSeparator();
    QAction *table = menu->addAction(tr("Messages as Table"));
    table->setCheckable(true);
    connect(table, &QAction::toggled, m_list, [this](bool on) {
        m_list->setRowLayout(on ? QImap4MessageListView::Table : QImap4MessageListView::Cards);
    });
    m_markAutomatically = menu->addAction(tr("Mark Shown Messages as Read"));
    m_markAutomatically->setCheckable(true);
    m_markAutomatically->setChecked(true);
    menu->addSeparator();
    menu->addAction(tr("Log In…"), this, [this] { askForAccount(m_account); });
    menu->addAction(tr("Quit"), QKeySequence::Quit, this, &QWidget::close);

    auto *button = new QToolButton(this);
    button->setText(tr("Menu"));
    button->setAccessibleName(tr("Menu"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAutoRaise(true);
    button->setMenu(menu);
    findChild<QToolBar *>()->addWidget(button);
    for (QAction *action : menu->actions())
        addAction(action); // so that their keys work while the menu is closed
}

void MainWindow::connectClient()
{
    connect(m_client, &QImap4::tlsProblem, this, &MainWindow::askAboutTls);
    connect(m_client, &QImap4::authenticated, this, [this] {
        m_errorBar->hide();
        if (m_messages->mailbox().isEmpty()) {
            openMailbox(m_firstMailbox.isEmpty() ? QStringLiteral("INBOX") : m_firstMailbox);
            m_firstMailbox.clear(); // is one of the first account
        }
    });
    connect(m_client, &QImap4::errorOccurred, this,
            [this](const QImap4Error &error) { showError(error.message(), true); });
    connect(m_client, &QImap4::alert, this, [this](const QString &text) {
        m_errorBar->present(QImap4NoticeBar::Warning,
                            tr("The server says: %1").arg(QImap4Mime::safeForDisplay(text)));
    });
}

void MainWindow::connectModels()
{
    m_folders->setClient(m_client);
    m_messages->setClient(m_client);
    connect(m_folders, &QImap4FolderModel::refreshed, this, [this] {
        m_messages->setTrashMailbox(
            m_folders->mailboxAt(m_folders->indexOfSpecialUse(QImap4Mailbox::Trash)));
        if (!std::exchange(m_isExpanded, true))
            m_folderView->expandAll(); // later, what the user has opened and closed stays
        m_folderView->setCurrentMailbox(m_messages->mailbox());
        updateTitle();
    });
    connect(m_folders, &QImap4FolderModel::mailboxRenamed, this, &MainWindow::followRenamed);
    connect(m_folders, &QAbstractItemModel::dataChanged, this, &MainWindow::updateTitle);
    const auto fail = [this](const QImap4Error &error) {
        // A lost connection is told once, by the client.
        if (!error.needsReconnect())
            showError(error.message(), false);
    };
    connect(m_folders, &QImap4FolderModel::operationFailed, this, fail);
    connect(m_messages, &QImap4MessageModel::operationFailed, this, fail);
    connect(m_messages, &QImap4MessageModel::searchChanged, this, [this] {
        m_search->showCount(m_messages->searchCount());
        updateNote();
    });
    connect(m_messages, &QAbstractItemModel::rowsInserted, this, &MainWindow::updateNote);
    connect(m_messages, &QAbstractItemModel::rowsRemoved, this, &MainWindow::updateNote);
    connect(m_messages, &QAbstractItemModel::modelReset, this, &MainWindow::updateNote);
    connect(m_messages, &QAbstractItemModel::dataChanged, this, &MainWindow::selectFirstMessage);
}

void MainWindow::connectTo(const Account &account)
{
    if (account.host != m_account.host || account.port != m_account.port
        || account.user != m_account.user) {
        // Mailboxes of one account mean nothing in another.
        m_messages->open({});
        m_view->clear();
        m_isExpanded = false;
    }
    m_account = account;
    m_client->setHost(account.host);
    m_client->setPort(account.port);
    m_client->setEncryption(account.encryption);
    if (!account.caFile.isEmpty()) {
        QSslConfiguration configuration = m_client->sslConfiguration();
        if (!configuration.addCaCertificates(account.caFile))
            return showError(tr("No certificate could be read from “%1”.").arg(account.caFile),
                             false);
        m_client->setSslConfiguration(configuration);
    }
    reconnect();
}

void MainWindow::reconnect()
{
    m_errorBar->hide();
    if (m_client->state() != QImap4::Disconnected)
        m_client->abort();
    m_client->open();
    takeLogin(m_client->login(m_account.user, m_account.password));
}

// A connection that fails is told by errorOccurred(); here it is about the password.
void MainWindow::takeLogin(QImap4Reply *reply)
{
    connect(reply, &QImap4Reply::finished, this, [this, reply] {
        if (!reply->isError() || reply->error().needsReconnect())
            return;
        showError(reply->errorString(), true);
        if (reply->error().category() == QImap4Error::AuthenticationError)
            askForAccount(m_account);
    });
}

void MainWindow::askForAccount(const Account &known)
{
    if (m_login)
        return m_login->raise();
    m_login = new LoginDialog(known, this);
    m_login->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_login, &QDialog::accepted, this, [this] { connectTo(m_login->account()); });
    m_login->open();
}

void MainWindow::askAboutTls(const QImap4TlsProblem &problem)
{
    auto *dialog = new TlsDialog(problem, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, m_client, [this, problem](int result) {
        m_client->answerTlsProblem(
            problem, result == QDialog::Accepted ? QImap4::AcceptOnce : QImap4::RefuseConnection);
    });
    dialog->open();
}

void MainWindow::openMailbox(const QString &mailbox)
{
    // A folder that could not be opened is tried again.
    if (mailbox == m_messages->mailbox() && (m_messages->isAvailable() || m_messages->isLoading()))
        return;
    m_search->clear();
    m_view->clear();
    m_messages->open(mailbox);
    m_folderView->setCurrentMailbox(mailbox);
    updateTitle();
}

// What is open may be the folder itself, or one below it.
void MainWindow::followRenamed(const QString &from, const QString &to)
{
    const QString open = m_messages->mailbox();
    const QString delimiter =
        m_folders->indexOf(open).data(QImap4FolderModel::DelimiterRole).toString();
    if (open == from || (!delimiter.isEmpty() && open.startsWith(from + delimiter)))
        openMailbox(to + open.mid(from.size()));
}

void MainWindow::showMessage(quint32 uid)
{
    m_readTimer.stop();
    m_shownUid = uid;
    if (uid == 0)
        m_view->clear();
    else
        m_view->setMessage(m_client, m_messages->mailbox(), uid);
}

void MainWindow::markShownRead()
{
    const QModelIndex index = m_messages->indexOfUid(m_shownUid);
    if (index.isValid() && !index.data(QImap4MessageModel::IsSeenRole).toBool())
        m_messages->setFlag(QImap4MessageSet::uids(m_shownUid), QImap4Flags::Seen, true);
}

void MainWindow::readOn()
{
    if (!m_view->scrollPage())
        m_list->selectNextUnread();
}

void MainWindow::selectFirstMessage()
{
    const QModelIndex first = m_messages->index(0, QImap4MessageModel::SubjectColumn);
    if (!m_selectFirst || !first.isValid() || m_messages->uid(first) == 0)
        return;
    m_selectFirst = false;
    m_list->setCurrentIndex(first);
}

void MainWindow::showError(const QString &text, bool canReconnect)
{
    m_reconnect->setVisible(canReconnect);
    m_errorBar->present(QImap4NoticeBar::Error, text);
    Q_EMIT failed(text);
}

void MainWindow::updateTitle()
{
    const QModelIndex folder = m_folders->indexOf(m_messages->mailbox());
    const QString name = folder.data(Qt::DisplayRole).toString();
    const quint32 unseen = folder.data(QImap4FolderModel::UnseenRole).toUInt();
    if (name.isEmpty())
        setWindowTitle(tr("Mail"));
    else if (unseen == 0)
        setWindowTitle(tr("%1 – Mail").arg(name));
    else
        setWindowTitle(tr("%1 (%2) – Mail").arg(name, locale().toString(unseen)));
}

void MainWindow::updateNote()
{
    if (m_messages->isSearchActive() && m_messages->searchCount() >= 0)
        m_status->showNote(tr("%n message(s) found", nullptr, m_messages->searchCount()));
    else if (m_messages->rowCount() > 0)
        m_status->showNote(tr("%n message(s)", nullptr, m_messages->rowCount()));
    else
        m_status->showNote({});
}
