// SPDX-License-Identifier: LGPL-3.0-or-later
#include "folderactions_p.h"

#include "foldernamedialog_p.h"
#include "icons_p.h"
#include "qimap4.h"
#include "qimap4foldermodel.h"

#include <QtCore/qpointer.h>
#include <QtGui/qaction.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

struct ActionSpec
{
    QImap4FolderView::Action action;
    Icon icon;
    const char *text;
    const char *shortcut;
};

// In the order of the context menu. The keys work while the folders have the focus.
constexpr ActionSpec actionSpecs[] = {
    {QImap4FolderView::NewFolder, Icon::Folder,
     QT_TRANSLATE_NOOP("QImap4FolderView", "&New Folder…"), "Ctrl+Shift+N"},
    {QImap4FolderView::RenameFolder, Icon::Folder,
     QT_TRANSLATE_NOOP("QImap4FolderView", "&Rename…"), "F2"},
    {QImap4FolderView::DeleteFolder, Icon::Trash, QT_TRANSLATE_NOOP("QImap4FolderView", "&Delete…"),
     "Del"},
};

QString pathOf(const QModelIndex &index)
{
    return index.data(QImap4FolderModel::PathRole).toString();
}

// All servers that are known have one delimiter for all folders of a namespace.
QString delimiterOf(const QAbstractItemModel *model, const QModelIndex &index)
{
    const QModelIndex place = index.isValid() ? index : model->index(0, 0);
    return place.data(QImap4FolderModel::DelimiterRole).toString();
}

// The path up to and including the last delimiter; empty at the top.
QString levelOf(const QString &path, const QString &delimiter)
{
    return delimiter.isEmpty() ? QString() : path.left(path.lastIndexOf(delimiter) + 1);
}

bool isFree(const QImap4FolderModel *model, const QString &mailbox)
{
    return model && !model->indexOf(mailbox).isValid();
}

// The delimiter would make two levels; the others are wildcards of LIST (RFC 9051, 5.1).
bool isOneName(const QString &name, const QString &delimiter)
{
    return !name.isEmpty() && (delimiter.isEmpty() || !name.contains(delimiter))
        && std::none_of(name.cbegin(), name.cend(), [](QChar c) {
               return c == u'*' || c == u'%' || c.category() == QChar::Other_Control;
           });
}

} // namespace

FolderActions::FolderActions(QImap4FolderView *view)
    : QObject(view)
    , m_view(view)
{
    for (const ActionSpec &spec : actionSpecs) {
        auto *action = new QAction(icon(spec.icon), QImap4FolderView::tr(spec.text), view);
        action->setShortcut(QKeySequence(QString::fromLatin1(spec.shortcut)));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, which = spec.action] { trigger(which); });
        m_actions[size_t(spec.action)] = action;
        view->addAction(action);
    }
    update();
}

QImap4FolderModel *FolderActions::model() const
{
    return qobject_cast<QImap4FolderModel *>(m_view->model());
}

// INBOX cannot be deleted, and to rename it means something else (RFC 9051, 6.3.6).
void FolderActions::update()
{
    const QModelIndex current = m_view->currentIndex();
    const bool isChangeable = model() && current.isValid()
        && current.data(QImap4FolderModel::SpecialUseRole).value<QImap4Mailbox::SpecialUse>()
            != QImap4Mailbox::Inbox;
    action(QImap4FolderView::NewFolder)->setEnabled(model());
    action(QImap4FolderView::RenameFolder)->setEnabled(isChangeable);
    action(QImap4FolderView::DeleteFolder)->setEnabled(isChangeable);
}

QList<QAction *> FolderActions::menuActions() const
{
    QList<QAction *> result(m_actions.begin(), m_actions.end());
    for (QAction *action : m_view->actions()) {
        if (!result.contains(action))
            result.append(action);
    }
    return result;
}

void FolderActions::trigger(QImap4FolderView::Action which)
{
    if (!model() || !model()->client())
        return;
    switch (which) {
    case QImap4FolderView::NewFolder:
        return askForNew();
    case QImap4FolderView::RenameFolder:
        return askForName();
    case QImap4FolderView::DeleteFolder:
        return askWhetherToDelete();
    }
}

void FolderActions::takeModel()
{
    Q_EMIT modelTaken();
    update();
}

// Whatever is answered is about the folders that were there when it was asked: another account may
// well have some of the same names.
void FolderActions::open(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(this, &FolderActions::modelTaken, dialog, &QDialog::reject);
    connect(model(), &QObject::destroyed, dialog, &QDialog::reject);
    connect(model()->client(), &QImap4::disconnected, dialog, &QDialog::reject);
    connect(model(), &QImap4FolderModel::clientChanged, dialog, &QDialog::reject);
    dialog->open();
}

void FolderActions::askForNew()
{
    QModelIndex parent = m_view->currentIndex();
    const QString delimiter = delimiterOf(model(), parent);
    while (
        parent.isValid()
        && (delimiter.isEmpty() || !parent.data(QImap4FolderModel::CanHaveChildrenRole).toBool())) {
        parent = parent.parent();
    }
    const QString level = parent.isValid() ? pathOf(parent) + delimiter : QString();
    const QString label = parent.isValid()
        ? QImap4FolderView::tr("Name of the new folder in “%1”:").arg(parent.data().toString())
        : QImap4FolderView::tr("Name of the new folder:");
    const QPointer<QImap4FolderModel> asked = model();
    auto *dialog = new FolderNameDialog(
        {QImap4FolderView::tr("New Folder"), label, QImap4FolderView::tr("Create")}, {},
        [asked, level, delimiter](const QString &name) {
            return isOneName(name, delimiter) && isFree(asked, level + name);
        },
        m_view);
    connect(dialog, &QDialog::accepted, this, [asked, dialog, level] {
        if (asked)
            asked->createMailbox(level + dialog->name());
    });
    open(dialog);
}

void FolderActions::askForName()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    const QString delimiter = delimiterOf(model(), index);
    const QString path = pathOf(index);
    const QString level = levelOf(path, delimiter);
    const QPointer<QImap4FolderModel> asked = model();
    auto *dialog = new FolderNameDialog(
        {QImap4FolderView::tr("Rename Folder"),
         QImap4FolderView::tr("New name of “%1”:").arg(index.data().toString()),
         QImap4FolderView::tr("Rename")},
        path.mid(level.size()),
        [asked, level, delimiter](const QString &name) {
            return isOneName(name, delimiter) && isFree(asked, level + name);
        },
        m_view);
    connect(dialog, &QDialog::accepted, this, [asked, dialog, level, path] {
        if (asked)
            asked->renameMailbox(path, level + dialog->name());
    });
    open(dialog);
}

void FolderActions::askWhetherToDelete()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    auto *box = new QMessageBox(m_view);
    box->setObjectName(QStringLiteral("deleteFolder"));
    box->setTextFormat(Qt::PlainText);
    box->setIcon(QMessageBox::Warning);
    box->setWindowTitle(QImap4FolderView::tr("Delete Folder"));
    box->setText(QImap4FolderView::tr("Delete the folder “%1” and all messages in it?")
                     .arg(index.data().toString()));
    box->setInformativeText(QImap4FolderView::tr("This cannot be undone."));
    QPushButton *remove =
        box->addButton(QImap4FolderView::tr("Delete"), QMessageBox::DestructiveRole);
    remove->setAutoDefault(false);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    const QPointer<QImap4FolderModel> asked = model();
    connect(remove, &QPushButton::clicked, this, [this, asked, path = pathOf(index)] {
        if (asked)
            Q_EMIT m_view->mailboxAboutToBeDeleted(path);
        if (asked)
            asked->deleteMailbox(path);
    });
    open(box);
}

} // namespace QImap4Internal
