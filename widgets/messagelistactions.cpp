// SPDX-License-Identifier: LGPL-3.0-or-later
// What a user can do with the messages of a list.
#include "folderchooser_p.h"
#include "icons_p.h"
#include "qimap4messagelistview_p.h"

#include <QtGui/qaction.h>

#include <algorithm>

using QImap4Internal::Icon;

namespace {

struct ActionSpec
{
    QImap4MessageListView::Action action;
    Icon icon;
    const char *text;
    const char *shortcut;
    bool inMenu;
};

// In the order of the context menu. The letters work while the list has the focus, not elsewhere.
constexpr ActionSpec actionSpecs[] = {
    {QImap4MessageListView::MarkRead, Icon::Read,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "Mark as &Read"), "", true},
    {QImap4MessageListView::MarkUnread, Icon::Unread,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "Mark as &Unread"), "", true},
    {QImap4MessageListView::ToggleRead, Icon::Read,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "Toggle Read"), "M", false},
    {QImap4MessageListView::ToggleFlag, Icon::Flag,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "&Star"), "S", true},
    {QImap4MessageListView::MoveTo, Icon::Move,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "&Move to…"), "Ctrl+Shift+M", true},
    {QImap4MessageListView::Delete, Icon::Trash,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "&Delete"), "Del", true},
    {QImap4MessageListView::NextUnread, Icon::Next,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "&Next Unread"), "N", false},
    {QImap4MessageListView::PreviousUnread, Icon::Previous,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "&Previous Unread"), "P", false},
    {QImap4MessageListView::PageOrNext, Icon::Next,
     QT_TRANSLATE_NOOP("QImap4MessageListView", "Read On"), "Space", false},
};

} // namespace

void QImap4MessageListViewPrivate::createActions()
{
    Q_Q(QImap4MessageListView);
    for (const ActionSpec &spec : actionSpecs) {
        auto *action =
            new QAction(QImap4Internal::icon(spec.icon), QImap4MessageListView::tr(spec.text), q);
        action->setShortcut(QKeySequence(QString::fromLatin1(spec.shortcut)));
        action->setShortcutContext(Qt::WidgetShortcut);
        QObject::connect(action, &QAction::triggered, q,
                         [this, which = spec.action] { trigger(which); });
        actions[size_t(spec.action)] = action;
        q->addAction(action);
    }
    updateActions();
}

void QImap4MessageListViewPrivate::updateActions()
{
    Q_Q(QImap4MessageListView);
    using View = QImap4MessageListView;
    const bool some = q->selectionModel() && q->selectionModel()->hasSelection();
    for (const auto which : {View::MarkRead, View::MarkUnread, View::ToggleRead, View::ToggleFlag,
                             View::Delete, View::MoveTo}) {
        actions[size_t(which)]->setEnabled(some && messages);
    }
}

void QImap4MessageListViewPrivate::trigger(QImap4MessageListView::Action action)
{
    Q_Q(QImap4MessageListView);
    switch (action) {
    case QImap4MessageListView::MarkRead:
        return setSeen(true);
    case QImap4MessageListView::MarkUnread:
        return setSeen(false);
    case QImap4MessageListView::ToggleRead:
        return toggle(QImap4MessageModel::IsSeenRole, QImap4Flags::Seen);
    case QImap4MessageListView::ToggleFlag:
        return toggle(QImap4MessageModel::IsFlaggedRole, QImap4Flags::Flagged);
    case QImap4MessageListView::Delete:
        if (messages)
            messages->remove(q->selectedUids());
        return;
    case QImap4MessageListView::MoveTo:
        return chooseFolder();
    case QImap4MessageListView::NextUnread:
        return q->selectNextUnread();
    case QImap4MessageListView::PreviousUnread:
        return q->selectPreviousUnread();
    case QImap4MessageListView::PageOrNext:
        Q_EMIT q->pageRequested();
        return;
    }
}

void QImap4MessageListViewPrivate::setSeen(bool seen)
{
    Q_Q(QImap4MessageListView);
    if (messages)
        messages->setFlag(q->selectedUids(), QImap4Flags::Seen, seen);
}

// All follow the first: a mixed selection becomes alike, not inverted.
void QImap4MessageListViewPrivate::toggle(int role, QImap4Flags::SystemFlag flag)
{
    Q_Q(QImap4MessageListView);
    const QModelIndex first = firstSelected();
    if (messages && first.isValid())
        messages->setFlag(q->selectedUids(), flag, !first.data(role).toBool());
}

QModelIndex QImap4MessageListViewPrivate::firstSelected() const
{
    Q_Q(const QImap4MessageListView);
    const QItemSelection selection = q->selectionModel()->selection();
    if (selection.isEmpty())
        return {};
    const QModelIndex current = q->currentIndex();
    return selection.contains(current) ? current : QModelIndex(selection.first().topLeft());
}

void QImap4MessageListViewPrivate::chooseFolder()
{
    Q_Q(QImap4MessageListView);
    const QImap4MessageSet uids = q->selectedUids();
    if (uids.isEmpty())
        return;
    Q_EMIT q->moveRequested(uids);
    if (!folders)
        return;
    auto *chooser = new QImap4Internal::FolderChooser(folders, q);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(chooser, &QImap4Internal::FolderChooser::chosen, q,
                     [this, uids, context = messages->uidContext()](const QString &mailbox) {
                         if (messages && messages->uidContext() == context)
                             messages->moveTo(uids, mailbox);
                     });
    chooser->open();
}

void QImap4MessageListViewPrivate::selectUnread(int step)
{
    Q_Q(QImap4MessageListView);
    const QAbstractItemModel *model = q->model();
    if (!model)
        return;
    const int rows = model->rowCount();
    int row =
        q->currentIndex().isValid() ? q->currentIndex().row() + step : (step > 0 ? 0 : rows - 1);
    for (; row >= 0 && row < rows; row += step) {
        const QModelIndex index = model->index(row, QImap4MessageModel::SubjectColumn);
        const QVariant seen = index.data(QImap4MessageModel::IsSeenRole);
        if (seen.isValid() && !seen.toBool()) {
            q->setCurrentIndex(index);
            return;
        }
    }
}

QList<QAction *> QImap4MessageListViewPrivate::menuActions() const
{
    Q_Q(const QImap4MessageListView);
    QList<QAction *> result;
    for (const ActionSpec &spec : actionSpecs) {
        if (spec.inMenu)
            result.append(actions[size_t(spec.action)]);
    }
    for (QAction *action : q->actions()) {
        if (std::find(actions.begin(), actions.end(), action) == actions.end())
            result.append(action);
    }
    return result;
}
