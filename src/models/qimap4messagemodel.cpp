// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messagemodel.h"

#include "models/messagedrag_p.h"
#include "models/messagerow_p.h"
#include "models/qimap4messagemodel_p.h"

#include <QtCore/qmimedata.h>
#include <QtCore/qstringlist.h>

#include <algorithm>
#include <limits>

using namespace QImap4Internal;

/*!
    \class QImap4MessageModel
    \brief The messages of one mailbox as a flat list with columns.

    Call setClient(), then open(). As soon as the mailbox is selected there is a row for every
    message. What a row shows is fetched when it comes near the visible range, which the view
    tells by setVisibleRange(); until the first call that is the first 64 rows. data() never sends
    anything. While a row is not loaded its RowStateRole says so, its texts are empty, and roles
    that are not known give an invalid QVariant.

    A row takes 20 bytes, and about half a kilobyte more while its text is kept (cachedRows()).
    After the first rows are shown the model learns the UIDs of all rows by one SEARCH, and which
    messages are unread or flagged by two more, when the server offers ESEARCH or the mailbox is
    small. Messages that come, go or change on the server do so here, whoever made them; at most
    ten million messages get a row.

    What changes in very many rows at once is told by dataChanged() for those near the visible
    range at once, and for all of them soon after, by ranges of some thousand rows that cover them:
    not all rows of a range have changed.

    When the connection is lost the rows stay, with what was loaded, and isAvailable() is false.
    They are read anew when the client has authenticated again. When the mailbox is closed, or
    another one is selected with the same client, the model becomes empty. A changed UIDVALIDITY
    resets it.

    All functions are to be called in the thread of the model and its client.
*/

QImap4MessageModelPrivate::QImap4MessageModelPrivate(QImap4MessageModel *q)
    : q_ptr(q)
{}

std::vector<quint32> QImap4MessageModelPrivate::indexesOf(const QImap4MessageSet &uids) const
{
    return m_table.indexesOf(uids);
}

QImap4MessageSet QImap4MessageModelPrivate::uidsOf(std::vector<quint32> indexes) const
{
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    return m_table.uids(toRanges(indexes)).boundTo(m_identity.mailbox, m_identity.uidValidity);
}

QImap4MessageModel::QImap4MessageModel(QObject *parent)
    : QAbstractItemModel(parent)
    , d_ptr(new QImap4MessageModelPrivate(this))
{}

QImap4MessageModel::~QImap4MessageModel() = default;

QImap4 *QImap4MessageModel::client() const
{
    Q_D(const QImap4MessageModel);
    return d->m_client;
}

/*!
    The connection that the rows are read from. Closes the mailbox of the one before. The client
    has to outlive the model's use of it, but may be destroyed at any time.
*/
void QImap4MessageModel::setClient(QImap4 *client)
{
    Q_D(QImap4MessageModel);
    if (d->m_client == client)
        return;
    if (d->m_client)
        d->m_client->disconnect(this);
    d->m_client = client;
    d->m_selecting = false;
    d->setAvailable(false);
    d->resetRows(0, {});
    if (client) {
        d->connectClient();
        d->select();
    }
    d->updateLoading();
    Q_EMIT clientChanged();
}

QString QImap4MessageModel::mailbox() const
{
    Q_D(const QImap4MessageModel);
    return d->m_mailbox;
}

bool QImap4MessageModel::isAvailable() const
{
    Q_D(const QImap4MessageModel);
    return d->m_available;
}

bool QImap4MessageModel::isLoading() const
{
    Q_D(const QImap4MessageModel);
    return d->m_loading;
}

/*!
    Selects \a mailbox and shows its messages; ends a search. When the client has not logged in
    yet, this happens when it has. An empty name empties the model and leaves the mailbox selected.
    A failure comes as operationFailed(), and leaves the model empty.
*/
void QImap4MessageModel::open(const QString &mailbox)
{
    Q_D(QImap4MessageModel);
    if (d->m_mailbox == mailbox && (d->m_available || d->m_selecting))
        return;
    const bool changes = d->m_mailbox != mailbox;
    d->m_mailbox = mailbox;
    d->m_selecting = false;
    d->setAvailable(false);
    ++d->m_filterEpoch;
    const bool searched = std::exchange(d->m_searchActive, false);
    d->m_searchKey = {};
    d->resetRows(0, {});
    if (searched)
        Q_EMIT searchChanged();
    if (changes)
        Q_EMIT mailboxChanged(mailbox);
    d->select();
    d->updateLoading();
}

/*!
    Says that the rows from \a first to \a last are in view. What is missing of them is fetched,
    first of all; what an earlier range wanted and was not yet asked for is forgotten. Rows whose
    loading failed are asked for again when they come into view again.
*/
void QImap4MessageModel::setVisibleRange(int first, int last)
{
    Q_D(QImap4MessageModel);
    const RowRange before = d->m_scheduler.window();
    d->m_scheduler.setWindow(first, last);
    const RowRange window = d->m_scheduler.window();
    for (int row = window.first; row <= qMin(window.last, d->m_order.rowCount() - 1); ++row) {
        const quint32 index = d->m_order.indexAt(row);
        const bool isNew = row < before.first || row > before.last;
        if (isNew && d->m_table.requestState(index) == MessageTable::RequestFailed)
            d->m_table.setRequestState(index, MessageTable::Idle);
        d->m_cache.touch(d->m_table.slot(index));
    }
    d->pump();
}

Qt::SortOrder QImap4MessageModel::sortOrder() const
{
    Q_D(const QImap4MessageModel);
    return d->m_order.isReversed() ? Qt::DescendingOrder : Qt::AscendingOrder;
}

void QImap4MessageModel::setSortOrder(Qt::SortOrder order)
{
    Q_D(QImap4MessageModel);
    if (order == sortOrder())
        return;
    d->m_untold.orderReversed(d->m_order.rowCount());
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    d->m_order.setReversed(order == Qt::DescendingOrder);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after.append(this->index(d->m_order.rowCount() - 1 - index.row(), index.column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
    Q_EMIT sortOrderChanged();
    d->pump();
}

/*!
    The list is in the order of arrival, which is that of DateColumn; \a order turns it. Other
    columns are ignored: to sort by them needs all messages, which only the server has.
*/
void QImap4MessageModel::sort(int column, Qt::SortOrder order)
{
    if (column == DateColumn)
        setSortOrder(order);
}

bool QImap4MessageModel::isSearchActive() const
{
    Q_D(const QImap4MessageModel);
    return d->m_searchActive;
}

int QImap4MessageModel::searchCount() const
{
    Q_D(const QImap4MessageModel);
    return d->m_order.isFiltered() ? d->m_order.rowCount() : -1;
}

QImap4SearchKey QImap4MessageModel::searchKey() const
{
    Q_D(const QImap4MessageModel);
    return d->m_searchKey;
}

/*!
    Shows only the messages that match \a key, as the server finds them. The rows stay as they are
    until the answer is there. New messages are shown when they match; messages that are changed
    so that they match no more stay until the search is set again. Rows whose UID the server does
    not tell cannot be found.
*/
void QImap4MessageModel::setSearch(const QImap4SearchKey &key)
{
    Q_D(QImap4MessageModel);
    d->m_searchKey = key;
    d->m_searchActive = true;
    Q_EMIT searchChanged();
    d->requestFilter();
}

void QImap4MessageModel::clearSearch()
{
    Q_D(QImap4MessageModel);
    if (!d->m_searchActive)
        return;
    ++d->m_filterEpoch;
    d->m_searchActive = false;
    d->m_searchKey = {};
    if (d->m_order.isFiltered()) {
        beginResetModel();
        d->m_order.clearFilter();
        d->m_scheduler.reset();
        d->m_untold.clear();
        endResetModel();
    }
    Q_EMIT searchChanged();
    d->pump();
}

bool QImap4MessageModel::isUidMapEnabled() const
{
    Q_D(const QImap4MessageModel);
    return d->m_uidMapEnabled;
}

void QImap4MessageModel::setUidMapEnabled(bool on)
{
    Q_D(QImap4MessageModel);
    d->m_uidMapEnabled = on;
    d->pump();
}

int QImap4MessageModel::cachedRows() const
{
    Q_D(const QImap4MessageModel);
    return d->m_cache.capacity();
}

/*!
    How many rows keep their text: at least 4,096, in whole pages of 64. Drops what is kept now.
*/
void QImap4MessageModel::setCachedRows(int rows)
{
    Q_D(QImap4MessageModel);
    constexpr int Least = 4096; // some windows at once, so that they do not drop each other
    d->m_cache.setCapacity(qMax(Least, rows));
    d->emitChanged(IndexRange{0, d->m_table.size()}, {});
    d->pump();
}

QString QImap4MessageModel::trashMailbox() const
{
    Q_D(const QImap4MessageModel);
    return d->m_trash;
}

void QImap4MessageModel::setTrashMailbox(const QString &mailbox)
{
    Q_D(QImap4MessageModel);
    d->m_trash = mailbox;
}

QModelIndex QImap4MessageModel::indexOfUid(quint32 uid) const
{
    Q_D(const QImap4MessageModel);
    const qint64 position = d->m_table.find(uid);
    const int row = position < 0 ? -1 : d->m_order.rowOf(quint32(position));
    return row < 0 ? QModelIndex() : index(row, SubjectColumn);
}

quint32 QImap4MessageModel::uid(const QModelIndex &index) const
{
    Q_D(const QImap4MessageModel);
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return 0;
    return d->m_table.uid(d->m_order.indexAt(index.row()));
}

QImap4MessageSet QImap4MessageModel::uidSet(const QModelIndexList &indexes) const
{
    Q_D(const QImap4MessageModel);
    std::vector<quint32> positions;
    positions.reserve(size_t(indexes.size()));
    for (const QModelIndex &index : indexes) {
        if (checkIndex(index, CheckIndexOption::IndexIsValid))
            positions.push_back(d->m_order.indexAt(index.row()));
    }
    return d->uidsOf(std::move(positions));
}

QImap4MessageSet QImap4MessageModel::uidSet(const QItemSelection &selection) const
{
    Q_D(const QImap4MessageModel);
    std::vector<quint32> positions;
    for (const QItemSelectionRange &range : selection) {
        if (range.model() != this)
            continue;
        for (int row = range.top(); row <= qMin(range.bottom(), rowCount() - 1); ++row)
            positions.push_back(d->m_order.indexAt(row));
    }
    return d->uidsOf(std::move(positions));
}

QString QImap4MessageModel::uidContext() const
{
    Q_D(const QImap4MessageModel);
    return d->m_identity.context;
}

bool QImap4MessageModel::areUidsKnown() const
{
    Q_D(const QImap4MessageModel);
    return d->m_available && d->m_table.knownUids() == d->m_table.size();
}

qint64 QImap4MessageModel::memoryUsage() const
{
    Q_D(const QImap4MessageModel);
    return d->m_table.memoryUsage() + d->m_order.memoryUsage() + d->m_cache.memoryUsage();
}

QModelIndex QImap4MessageModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex QImap4MessageModel::parent(const QModelIndex &) const
{
    return {};
}

QModelIndex QImap4MessageModel::sibling(int row, int column, const QModelIndex &) const
{
    return index(row, column);
}

int QImap4MessageModel::rowCount(const QModelIndex &parent) const
{
    Q_D(const QImap4MessageModel);
    return parent.isValid() ? 0 : d->m_order.rowCount();
}

int QImap4MessageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

bool QImap4MessageModel::hasChildren(const QModelIndex &parent) const
{
    return !parent.isValid() && rowCount() > 0;
}

QVariant QImap4MessageModel::data(const QModelIndex &index, int role) const
{
    QModelRoleData roleData(role);
    multiData(index, roleData);
    return roleData.data();
}

void QImap4MessageModel::multiData(const QModelIndex &index, QModelRoleDataSpan span) const
{
    Q_D(const QImap4MessageModel);
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        for (QModelRoleData &roleData : span)
            roleData.clearData();
        return;
    }
    const quint32 position = d->m_order.indexAt(index.row());
    const MessageRow row(d->m_table, d->m_cache, position);
    for (QModelRoleData &roleData : span) {
        if (roleData.role() == KeyRole) {
            const quint32 uid = d->m_table.uid(position);
            roleData.setData(uid ? QStringLiteral("%1;%2;%3")
                                       .arg(QString::number(d->m_identity.uidValidity),
                                            QString::number(uid), d->m_mailbox)
                                 : QString());
        } else {
            roleData.setData(row.data(index.column(), roleData.role()));
        }
    }
}

QVariant QImap4MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractItemModel::headerData(section, orientation, role);
    switch (section) {
    case FlagsColumn:
        return tr("Flags");
    case SubjectColumn:
        return tr("Subject");
    case FromColumn:
        return tr("From");
    case DateColumn:
        return tr("Date");
    case SizeColumn:
        return tr("Size");
    default:
        return {};
    }
}

Qt::ItemFlags QImap4MessageModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled
        | Qt::ItemNeverHasChildren;
}

QHash<int, QByteArray> QImap4MessageModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert({{UidRole, "uid"},
                  {SequenceNumberRole, "sequenceNumber"},
                  {RowStateRole, "rowState"},
                  {SubjectRole, "subject"},
                  {FromRole, "from"},
                  {FromAddressRole, "fromAddress"},
                  {ToRole, "to"},
                  {DateRole, "date"},
                  {InternalDateRole, "internalDate"},
                  {SizeRole, "size"},
                  {FlagsRole, "messageFlags"},
                  {KeywordsRole, "keywords"},
                  {IsSeenRole, "isSeen"},
                  {IsFlaggedRole, "isFlagged"},
                  {IsAnsweredRole, "isAnswered"},
                  {IsDeletedRole, "isDeleted"},
                  {IsDraftRole, "isDraft"},
                  {IsForwardedRole, "isForwarded"},
                  {HasAttachmentRole, "hasAttachment"},
                  {WasUnreadRole, "wasUnread"},
                  {KeyRole, "key"}});
    return names;
}

Qt::DropActions QImap4MessageModel::supportedDragActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

QStringList QImap4MessageModel::mimeTypes() const
{
    return {MessageDrag::mimeType()};
}

QMimeData *QImap4MessageModel::mimeData(const QModelIndexList &indexes) const
{
    Q_D(const QImap4MessageModel);
    constexpr int Subjects = 100; // as text, for a drop into an editor
    const QImap4MessageSet uids = uidSet(indexes);
    if (!d->m_client || uids.isEmpty())
        return nullptr;
    const MessageDrag drag{MessageDrag::clientToken(d->m_client), d->m_mailbox,
                           d->m_identity.uidValidity, uids};
    QStringList subjects;
    for (const QModelIndex &index : indexes) {
        if (index.column() != indexes.constFirst().column() || subjects.size() == Subjects)
            continue;
        const QString subject = index.data(SubjectRole).toString();
        if (!subject.isEmpty())
            subjects.append(subject);
    }
    auto *data = new QMimeData;
    data->setData(MessageDrag::mimeType(), drag.encoded());
    data->setText(subjects.join(u'\n'));
    return data;
}
