// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messagelistview.h"

#include "dragpixmap_p.h"
#include "folderchooser_p.h"
#include "icons_p.h"
#include "messagelistdelegate_p.h"
#include "palettecolors_p.h"
#include "qimap4messagemodel.h"
#include "rowpainter_p.h"

#include <QtCore/qdatastream.h>
#include <QtGui/qevent.h>
#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>
#include <QtGui/qaction.h>
#include <QtGui/qdrag.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qmenu.h>
#include <QtWidgets/qscrollbar.h>

#include <array>

using QImap4Internal::Icon;
using QImap4Internal::MessageListDelegate;

namespace {

constexpr int rangeDelay = 20; // milliseconds of quiet before a new range is told
constexpr int stateVersion = 1; // of saveState()
constexpr qsizetype mostRemembered = 10000; // selected messages that survive a model reset

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

class QImap4MessageListViewPrivate
{
    Q_DECLARE_PUBLIC(QImap4MessageListView)
public:
    explicit QImap4MessageListViewPrivate(QImap4MessageListView *view)
        : q_ptr(view)
    {}

    void createActions();
    void updateActions();
    void trigger(QImap4MessageListView::Action action);
    void setSeen(bool seen);
    void toggle(int role, QImap4Flags::SystemFlag flag);
    void applyLayout();
    void reportRange();
    void announceCurrent();
    void rememberSelection();
    void restoreSelection();
    void selectUnread(int step);
    void chooseFolder();
    QModelIndex firstSelected() const;

    QImap4MessageListView *q_ptr;
    MessageListDelegate *delegate = nullptr;
    std::array<QAction *, std::size(actionSpecs)> actions{}; // by Action
    QPointer<QImap4MessageModel> messages; // null for any other model
    QPointer<QAbstractItemModel> folders;
    QImap4MessageListView::RowLayout layout = QImap4MessageListView::Cards;
    QTimer rangeTimer;
    int firstVisible = -1;
    int lastVisible = -1;
    quint32 announcedUid = 0;
    quint32 rememberedCurrent = 0;
    QList<quint32> rememberedUids;
};

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
                     [this, uids](const QString &mailbox) {
                         if (messages)
                             messages->moveTo(uids, mailbox);
                     });
    chooser->open();
}

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
    rememberedCurrent = q->currentUid();
    rememberedUids = q->selectedUids().toList(mostRemembered);
}

void QImap4MessageListViewPrivate::restoreSelection()
{
    Q_Q(QImap4MessageListView);
    if (!messages || rememberedUids.isEmpty())
        return;
    QItemSelection selection;
    for (const quint32 uid : std::as_const(rememberedUids)) {
        const QModelIndex index = messages->indexOfUid(uid);
        if (index.isValid())
            selection.select(index, index);
    }
    if (selection.isEmpty())
        return; // not known yet; uidsKnown() comes back here
    const QModelIndex current = messages->indexOfUid(rememberedCurrent);
    rememberedUids.clear();
    q->selectionModel()->select(selection,
                                QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid()) {
        q->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        q->scrollTo(current);
    }
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
        d->rememberedUids.clear();
        d->firstVisible = d->lastVisible = -1;
        d->announceCurrent();
    });
}

void QImap4MessageListView::reset()
{
    Q_D(QImap4MessageListView);
    QTreeView::reset();
    if (!d->delegate)
        return;
    d->restoreSelection();
    d->announceCurrent();
    d->updateActions();
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
    const auto isOwn = [d](QAction *action) {
        return std::find(d->actions.begin(), d->actions.end(), action) != d->actions.end();
    };
    for (const ActionSpec &spec : actionSpecs) {
        if (spec.inMenu)
            menu->addAction(action(spec.action));
    }
    for (QAction *other : actions()) {
        if (!isOwn(other))
            menu->addAction(other);
    }
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
