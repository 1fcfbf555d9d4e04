// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messagelistview.h"

#include "dragpixmap_p.h"
#include "palettecolors_p.h"
#include "qimap4messagelistview_p.h"
#include "rowpainter_p.h"

#include <QtCore/qdatastream.h>
#include <QtCore/qmimedata.h>
#include <QtCore/qscopedvaluerollback.h>
#include <QtGui/qaction.h>
#include <QtGui/qdrag.h>
#include <QtGui/qevent.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qmenu.h>

using QImap4Internal::MessageListDelegate;

namespace {

constexpr int rangeDelay = 20; // milliseconds of quiet before a new range is told
constexpr int stateVersion = 1; // of saveState()
constexpr qsizetype mostRemembered = 10000; // selected messages that survive a model reset

} // namespace

void QImap4MessageListViewPrivate::applyLayout()
{
    Q_Q(QImap4MessageListView);
    const bool cards = layout == QImap4MessageListView::Cards;
    delegate->setShape(cards ? MessageListDelegate::Shape::Card
                             : MessageListDelegate::Shape::Cells);
    q->setHeaderHidden(cards);
    QHeaderView *header = q->header();
    for (int column = 0; column < header->count(); ++column) {
        if (cards)
            q->setColumnHidden(column, column != QImap4MessageModel::SubjectColumn);
        else
            q->setColumnHidden(column, false);
    }
    header->setStretchLastSection(false);
    if (header->count() > QImap4MessageModel::SubjectColumn)
        header->setSectionResizeMode(QImap4MessageModel::SubjectColumn, QHeaderView::Stretch);
    q->scheduleDelayedItemsLayout();
}

void QImap4MessageListViewPrivate::reportRange()
{
    Q_Q(QImap4MessageListView);
    if (!q->model() || q->model()->rowCount() == 0 || !q->isVisible())
        return;
    const int middle = q->viewport()->width() / 2;
    const int bottom = q->viewport()->height() - 1;
    const QModelIndex first = q->indexAt({middle, 0});
    const QModelIndex last = q->indexAt({middle, bottom});
    const int firstRow = first.isValid() ? first.row() : 0;
    const int lastRow = last.isValid() ? last.row() : q->model()->rowCount() - 1;
    if (messages)
        messages->setVisibleRange(firstRow, lastRow);
    if (firstRow == firstVisible && lastRow == lastVisible)
        return;
    firstVisible = firstRow;
    lastVisible = lastRow;
    Q_EMIT q->visibleRangeChanged(firstRow, lastRow);
}

void QImap4MessageListViewPrivate::announceCurrent()
{
    Q_Q(QImap4MessageListView);
    const quint32 uid = q->currentUid();
    if (uid == announcedUid)
        return;
    announcedUid = uid;
    Q_EMIT q->currentUidChanged(uid);
}

void QImap4MessageListViewPrivate::rememberSelection()
{
    Q_Q(QImap4MessageListView);
    const QList<quint32> selected = q->selectedUids().toList(mostRemembered);
    const QString context = messages ? messages->uidContext() : QString();
    // A reset that follows another one before the UIDs are known, or that shows what a search has
    // hidden: what was selected before both is still to be restored.
    if (selected.isEmpty() && (context.isEmpty() || context == rememberedContext))
        return;
    rememberedCurrent = q->currentUid();
    rememberedUids = selected;
    rememberedContext = context;
}

void QImap4MessageListViewPrivate::forgetSelection()
{
    rememberedCurrent = 0;
    rememberedUids.clear();
    rememberedContext.clear();
}

void QImap4MessageListViewPrivate::restoreSelection()
{
    Q_Q(QImap4MessageListView);
    if (!messages || rememberedUids.isEmpty() || messages->uidContext().isEmpty())
        return;
    if (messages->uidContext() != rememberedContext)
        return forgetSelection(); // the same numbers, other messages
    QItemSelection selection;
    for (const quint32 uid : std::as_const(rememberedUids)) {
        const QModelIndex index = messages->indexOfUid(uid);
        if (index.isValid())
            selection.select(index, index);
    }
    if (selection.isEmpty())
        return; // not known yet, or hidden; uidsKnown() and the next reset come back here
    const QModelIndex current = messages->indexOfUid(rememberedCurrent);
    forgetSelection();
    const QScopedValueRollback restoring(isRestoring, true);
    q->selectionModel()->select(selection,
                                QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid()) {
        q->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        q->scrollTo(current);
    }
}

void QImap4MessageListViewPrivate::modelWasReset()
{
    restoreSelection();
    announceCurrent();
    updateActions();
}

/*!
    \class QImap4MessageListView
    \brief The messages of a mailbox, as many as there may be.

    Set a QImap4MessageModel. The view tells the model which rows are in view, so that only those
    are fetched. What a user can do with messages is a set of actions that belong to the view, see
    action(); they act on the selection through the model.
*/
QImap4MessageListView::QImap4MessageListView(QWidget *parent)
    : QTreeView(parent)
    , d_ptr(new QImap4MessageListViewPrivate(this))
{
    Q_D(QImap4MessageListView);
    setAccessibleName(tr("Messages"));
    d->delegate = new MessageListDelegate(this);
    setItemDelegate(d->delegate);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setDefaultDropAction(Qt::MoveAction);
    d->createActions();

    d->rangeTimer.setSingleShot(true);
    d->rangeTimer.setInterval(rangeDelay);
    connect(&d->rangeTimer, &QTimer::timeout, this, [d] { d->reportRange(); });
    connect(this, &QTreeView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT messageActivated(index.data(QImap4MessageModel::UidRole).toUInt());
    });
}

QImap4MessageListView::~QImap4MessageListView() = default;

QImap4MessageListView::RowLayout QImap4MessageListView::rowLayout() const
{
    Q_D(const QImap4MessageListView);
    return d->layout;
}

void QImap4MessageListView::setRowLayout(RowLayout layout)
{
    Q_D(QImap4MessageListView);
    d->layout = layout;
    d->applyLayout();
}

QAction *QImap4MessageListView::action(Action action) const
{
    Q_D(const QImap4MessageListView);
    return d->actions[size_t(action)];
}

void QImap4MessageListView::setFolderModel(QAbstractItemModel *folders)
{
    Q_D(QImap4MessageListView);
    d->folders = folders;
}

/*!
    The UID of the message to show: that of the only selected row; 0 when none or several are.
*/
quint32 QImap4MessageListView::currentUid() const
{
    if (!selectionModel())
        return 0;
    const QItemSelection selection = selectionModel()->selection();
    if (selection.size() != 1 || selection.first().height() != 1)
        return 0;
    return selection.first().topLeft().data(QImap4MessageModel::UidRole).toUInt();
}

QImap4MessageSet QImap4MessageListView::selectedUids() const
{
    Q_D(const QImap4MessageListView);
    if (!d->messages || !selectionModel())
        return QImap4MessageSet(QImap4MessageSet::Uids);
    return d->messages->uidSet(selectionModel()->selection());
}

void QImap4MessageListView::selectUid(quint32 uid)
{
    Q_D(QImap4MessageListView);
    const QModelIndex index = d->messages ? d->messages->indexOfUid(uid) : QModelIndex();
    if (index.isValid())
        setCurrentIndex(index.siblingAtColumn(QImap4MessageModel::SubjectColumn));
}

QString QImap4MessageListView::emptyText() const
{
    Q_D(const QImap4MessageListView);
    if (!model() || model()->rowCount() > 0)
        return {};
    if (!d->messages)
        return tr("No messages");
    if (d->messages->mailbox().isEmpty())
        return tr("No folder selected");
    if (d->messages->isLoading())
        return tr("Loading…");
    if (d->messages->isSearchActive())
        return tr("No match");
    return d->messages->isAvailable() ? tr("No messages") : tr("Not available");
}

QByteArray QImap4MessageListView::saveState() const
{
    Q_D(const QImap4MessageListView);
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << qint32(stateVersion) << qint32(d->layout)
           << (d->layout == Table ? header()->saveState() : QByteArray());
    return state;
}

bool QImap4MessageListView::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_4);
    qint32 version = 0;
    qint32 layout = 0;
    QByteArray columns;
    stream >> version >> layout >> columns;
    if (stream.status() != QDataStream::Ok || version != stateVersion || layout < Cards
        || layout > Table) {
        return false;
    }
    setRowLayout(RowLayout(layout));
    return layout == Cards || header()->restoreState(columns);
}

void QImap4MessageListView::setModel(QAbstractItemModel *model)
{
    Q_D(QImap4MessageListView);
    if (this->model())
        this->model()->disconnect(this);
    d->forgetSelection();
    QTreeView::setModel(model);
    d->messages = qobject_cast<QImap4MessageModel *>(model);
    d->firstVisible = d->lastVisible = -1;
    d->applyLayout();
    d->updateActions();
    if (!model)
        return;
    const auto schedule = [d] { d->rangeTimer.start(); };
    connect(model, &QAbstractItemModel::rowsInserted, this, schedule);
    connect(model, &QAbstractItemModel::rowsRemoved, this, schedule);
    connect(model, &QAbstractItemModel::layoutChanged, this, schedule);
    connect(model, &QAbstractItemModel::modelReset, this, schedule);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [d] { d->rememberSelection(); });
    // A row may be selected before its UID is known.
    connect(model, &QAbstractItemModel::dataChanged, this, [d] { d->announceCurrent(); });
    d->rangeTimer.start();
    if (!d->messages)
        return;
    connect(d->messages, &QImap4MessageModel::uidsKnown, this, [d] { d->restoreSelection(); });
    connect(d->messages, &QImap4MessageModel::loadingChanged, this, [this, d] {
        d->rangeTimer.start();
        viewport()->update();
    });
    connect(d->messages, &QImap4MessageModel::mailboxChanged, this, [d] {
        d->forgetSelection();
        d->firstVisible = d->lastVisible = -1;
        d->announceCurrent();
    });
}

// A selection model forgets its selection when the model is reset, without a word, and after this
// view has heard of it. So what is to be restored has to wait for both.
void QImap4MessageListView::setSelectionModel(QItemSelectionModel *selectionModel)
{
    Q_D(QImap4MessageListView);
    QTreeView::setSelectionModel(selectionModel);
    disconnect(d->resetConnection);
    if (model()) {
        d->resetConnection =
            connect(model(), &QAbstractItemModel::modelReset, this, [d] { d->modelWasReset(); });
    }
}

QSize QImap4MessageListView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 48, fontMetrics().height() * 24};
}

void QImap4MessageListView::selectNextUnread()
{
    Q_D(QImap4MessageListView);
    d->selectUnread(1);
}

void QImap4MessageListView::selectPreviousUnread()
{
    Q_D(QImap4MessageListView);
    d->selectUnread(-1);
}

void QImap4MessageListView::selectionChanged(const QItemSelection &selected,
                                             const QItemSelection &deselected)
{
    Q_D(QImap4MessageListView);
    QTreeView::selectionChanged(selected, deselected);
    if (!d->isRestoring && !selected.isEmpty())
        d->forgetSelection(); // what is chosen now counts
    d->updateActions();
    d->announceCurrent();
}

void QImap4MessageListView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    QStyleOptionViewItem row(option);
    row.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
    const bool hovered = viewport()->underMouse() && option.rect.contains(mouse);
    row.state.setFlag(QStyle::State_MouseOver, hovered);
    const QRect whole(0, option.rect.y(), viewport()->width(), option.rect.height());
    QImap4Internal::paintRowGround(painter, row, whole);
    QTreeView::drawRow(painter, QImap4Internal::withoutGround(row), index);
    if (rowLayout() == Cards && !row.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(whole.adjusted(12, whole.height() - 1, -12, 0),
                          QImap4Internal::hairline(palette()));
    }
}

// A click on the star or the dot acts on that row alone and leaves the selection as it is.
void QImap4MessageListView::mousePressEvent(QMouseEvent *event)
{
    Q_D(QImap4MessageListView);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid() || !d->messages)
        return QTreeView::mousePressEvent(event);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    const auto hit = d->delegate->hitTest(event->position().toPoint(), option, index);
    if (hit == MessageListDelegate::Hit::Nothing)
        return QTreeView::mousePressEvent(event);
    const bool isStar = hit == MessageListDelegate::Hit::Star;
    const int role =
        isStar ? int(QImap4MessageModel::IsFlaggedRole) : int(QImap4MessageModel::IsSeenRole);
    d->messages->setFlag(d->messages->uidSet(QModelIndexList{index}),
                         isStar ? QImap4Flags::Flagged : QImap4Flags::Seen,
                         !index.data(role).toBool());
    event->accept();
}

void QImap4MessageListView::contextMenuEvent(QContextMenuEvent *event)
{
    Q_D(QImap4MessageListView);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(d->menuActions());
    menu->popup(event->globalPos());
}

void QImap4MessageListView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    const QString text = emptyText();
    if (text.isEmpty())
        return;
    QPainter painter(viewport());
    QFont font(this->font());
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 1.15);
    painter.setFont(font);
    painter.setPen(QImap4Internal::quietText(palette()));
    painter.drawText(viewport()->rect(), Qt::AlignCenter, text);
}

void QImap4MessageListView::resizeEvent(QResizeEvent *event)
{
    Q_D(QImap4MessageListView);
    QTreeView::resizeEvent(event);
    d->rangeTimer.start();
}

void QImap4MessageListView::showEvent(QShowEvent *event)
{
    Q_D(QImap4MessageListView);
    QTreeView::showEvent(event);
    d->rangeTimer.start();
}

void QImap4MessageListView::scrollContentsBy(int dx, int dy)
{
    Q_D(QImap4MessageListView);
    QTreeView::scrollContentsBy(dx, dy);
    d->rangeTimer.start();
}

void QImap4MessageListView::startDrag(Qt::DropActions supportedActions)
{
    Q_D(QImap4MessageListView);
    const QModelIndexList rows = selectionModel()->selectedRows();
    QMimeData *messages = rows.isEmpty() ? nullptr : model()->mimeData(rows);
    if (!messages)
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(messages);
    const QString title = d->firstSelected().data(QImap4MessageModel::SubjectRole).toString();
    const QPixmap pixmap = QImap4Internal::dragPixmap(title, int(rows.size()), this);
    drag->setPixmap(pixmap);
    drag->setHotSpot({int(12 * pixmap.devicePixelRatio()), -4});
    drag->exec(supportedActions, Qt::MoveAction); // the model changes when the server has moved
}
