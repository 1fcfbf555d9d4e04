// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4folderview.h"

#include "folderactions_p.h"
#include "folderdelegate_p.h"
#include "palettecolors_p.h"
#include "qimap4foldermodel.h"
#include "rowpainter_p.h"

#include <QtGui/qevent.h>
#include <QtCore/qset.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qmenu.h>

class QImap4FolderViewPrivate
{
public:
    QImap4Internal::FolderActions *actions = nullptr;
    QPersistentModelIndex dropTarget;
    QString wantedMailbox; // current as soon as the model has it
    QSet<QString> expanded;
    bool restoring = false;
};

namespace {

constexpr int hoverDelay = 600; // milliseconds over a closed folder while dragging
constexpr int levelIndent = 16; // pixels

QString pathOf(const QModelIndex &index)
{
    return index.data(QImap4FolderModel::PathRole).toString();
}

bool isSelectable(const QModelIndex &index)
{
    const QVariant selectable = index.data(QImap4FolderModel::IsSelectableRole);
    return index.isValid() && (!selectable.isValid() || selectable.toBool());
}

template <typename Visitor>
void visitRows(const QAbstractItemModel *model, const QModelIndex &parent, int first, int last,
               const Visitor &visit)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        visit(index);
        visitRows(model, index, 0, model->rowCount(index) - 1, visit);
    }
}

} // namespace

/*!
    \class QImap4FolderView
    \brief A tree of mailboxes with icons, unread badges, and a place to drop messages on.

    Set a QImap4FolderModel. Messages dragged from a QImap4MessageListView of the same client can
    be dropped on a folder, which opens when the mouse rests on it.

    What a user can do with folders is a set of actions that belong to the view, see action(). They
    act on the current folder, and are enabled while the model is a QImap4FolderModel, and not a
    proxy of one. What the server refuses comes as QImap4FolderModel::operationFailed().
*/
QImap4FolderView::QImap4FolderView(QWidget *parent)
    : QTreeView(parent)
    , d_ptr(new QImap4FolderViewPrivate)
{
    Q_D(QImap4FolderView);
    setAccessibleName(tr("Folders"));
    setItemDelegate(new QImap4Internal::FolderDelegate(this));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(levelIndent);
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window); // a side bar, not a page
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    setDragDropMode(DropOnly);
    setDropIndicatorShown(false);
    setAutoExpandDelay(hoverDelay);

    d->actions = new QImap4Internal::FolderActions(this);

    connect(this, &QTreeView::expanded, this,
            [d](const QModelIndex &index) { d->expanded.insert(pathOf(index)); });
    connect(this, &QTreeView::collapsed, this, [d](const QModelIndex &index) {
        if (!d->restoring)
            d->expanded.remove(pathOf(index));
    });
    const auto activate = [this](const QModelIndex &index) {
        if (isSelectable(index))
            Q_EMIT mailboxActivated(pathOf(index));
    };
    connect(this, &QTreeView::clicked, this, activate);
    connect(this, &QTreeView::activated, this, activate);
}

QImap4FolderView::~QImap4FolderView() = default;

QAction *QImap4FolderView::action(Action action) const
{
    Q_D(const QImap4FolderView);
    return d->actions->action(action);
}

QString QImap4FolderView::currentMailbox() const
{
    return pathOf(currentIndex());
}

void QImap4FolderView::setCurrentMailbox(const QString &mailbox)
{
    Q_D(QImap4FolderView);
    d->wantedMailbox = mailbox;
    if (!model())
        return;
    visitRows(model(), {}, 0, model()->rowCount() - 1, [this, d](const QModelIndex &index) {
        if (d->wantedMailbox.isEmpty() || pathOf(index) != d->wantedMailbox)
            return;
        d->wantedMailbox.clear();
        setCurrentIndex(index);
    });
}

QStringList QImap4FolderView::expandedMailboxes() const
{
    Q_D(const QImap4FolderView);
    QStringList paths(d->expanded.cbegin(), d->expanded.cend());
    paths.sort();
    return paths;
}

void QImap4FolderView::setExpandedMailboxes(const QStringList &mailboxes)
{
    Q_D(QImap4FolderView);
    d->expanded = QSet<QString>(mailboxes.cbegin(), mailboxes.cend());
    if (!model())
        return;
    d->restoring = true;
    visitRows(model(), {}, 0, model()->rowCount() - 1, [this, d](const QModelIndex &index) {
        setExpanded(index, d->expanded.contains(pathOf(index)));
    });
    d->restoring = false;
}

/*!
    \reimp
    What was expanded before stays so by its path.
*/
void QImap4FolderView::setModel(QAbstractItemModel *model)
{
    Q_D(QImap4FolderView);
    QTreeView::setModel(model);
    d->actions->takeModel();
    if (model && model->rowCount() > 0)
        rowsInserted({}, 0, model->rowCount() - 1);
}

QSize QImap4FolderView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 28, fontMetrics().height() * 24};
}

void QImap4FolderView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    Q_D(QImap4FolderView);
    QTreeView::currentChanged(current, previous);
    d->actions->update();
    if (current != previous)
        Q_EMIT currentMailboxChanged(pathOf(current));
}

void QImap4FolderView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    Q_D(QImap4FolderView);
    QTreeView::rowsInserted(parent, start, end);
    if (d->expanded.contains(pathOf(parent)))
        expand(parent);
    visitRows(model(), parent, start, end, [this, d](const QModelIndex &index) {
        if (d->expanded.contains(pathOf(index)))
            expand(index);
    });
    if (!d->wantedMailbox.isEmpty())
        setCurrentMailbox(d->wantedMailbox);
}

void QImap4FolderView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    Q_D(const QImap4FolderView);
    QStyleOptionViewItem row(option);
    const bool isTarget = d->dropTarget.isValid() && d->dropTarget == index;
    row.state.setFlag(QStyle::State_Selected, isTarget || selectionModel()->isSelected(index));
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    row.state.setFlag(QStyle::State_MouseOver,
                      viewport()->underMouse() && option.rect.contains(mouse));
    QImap4Internal::paintRowGround(
        painter, row, QRect(0, option.rect.y(), viewport()->width(), option.rect.height()));
    QTreeView::drawRow(painter, QImap4Internal::withoutGround(row), index);
}

// Beside the folders, the menu is about their top level.
void QImap4FolderView::contextMenuEvent(QContextMenuEvent *event)
{
    Q_D(QImap4FolderView);
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    if (byMouse && indexAt(event->pos()) != currentIndex())
        setCurrentIndex(indexAt(event->pos()));
    d->actions->update();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(d->actions->menuActions());
    menu->popup(event->globalPos());
}

// A view without a drop indicator only asks whether its root takes a drop, so we ask for the
// folder.
void QImap4FolderView::dragMoveEvent(QDragMoveEvent *event)
{
    Q_D(QImap4FolderView);
    QTreeView::dragMoveEvent(event); // scrolls, and opens folders
    const QModelIndex target = indexAt(event->position().toPoint());
    const bool fits = model() && target.isValid()
        && model()->canDropMimeData(event->mimeData(), event->proposedAction(), -1, -1, target);
    d->dropTarget = fits ? target : QModelIndex();
    if (fits)
        event->acceptProposedAction();
    else
        event->ignore();
    viewport()->update();
}

void QImap4FolderView::dragLeaveEvent(QDragLeaveEvent *event)
{
    Q_D(QImap4FolderView);
    d->dropTarget = QModelIndex();
    viewport()->update();
    QTreeView::dragLeaveEvent(event);
}

void QImap4FolderView::dropEvent(QDropEvent *event)
{
    Q_D(QImap4FolderView);
    d->dropTarget = QModelIndex();
    const QModelIndex target = indexAt(event->position().toPoint());
    if (model() && target.isValid()
        && model()->dropMimeData(event->mimeData(), event->proposedAction(), -1, -1, target)) {
        event->acceptProposedAction();
    } else {
        event->ignore();
    }
    QDragLeaveEvent end; // ends the scrolling, as the drop of the base class would
    QTreeView::dragLeaveEvent(&end);
    viewport()->update();
}
