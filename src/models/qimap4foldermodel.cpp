// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4foldermodel.h"

#include "mime/displaytext_p.h"
#include "models/messagedrag_p.h"
#include "models/plaintext_p.h"
#include "models/qimap4foldermodel_p.h"

#include <QtCore/qmimedata.h>
#include <QtCore/qstringlist.h>

using namespace QImap4Internal;

/*!
    \class QImap4FolderModel
    \brief The mailboxes of one account as a tree.

    After setClient() the folders are read when the client has authenticated, and again by
    refresh(); rows that stay keep their indexes, so a view keeps what is expanded. INBOX comes
    first, then folders with a special use, then the others in the order of the user's language,
    with numbers by their value. Parents that the server does not list are added; they cannot be
    selected. Where the server does not name special uses, usual names of many languages do.

    The numbers of messages come with the folders when the server offers LIST-STATUS (RFC 5819),
    else by one STATUS for each folder, four at a time; they are read again every
    statusInterval(). Those of the selected mailbox follow what the server says about it. The
    model never sends anything out of data().

    Names come from the server and are not to be trusted: DisplayRole and NameRole are safe to
    show as plain text, PathRole is what commands take.

    All functions are to be called in the thread of the model and its client.
*/

QImap4FolderModelPrivate::QImap4FolderModelPrivate(QImap4FolderModel *q)
    : q_ptr(q)
{
    constexpr int StatusInterval = 5 * 60 * 1000;
    constexpr int RecountDelay = 200; // changes come in bursts
    m_statusTimer.setInterval(StatusInterval);
    m_recountTimer.setInterval(RecountDelay);
    m_recountTimer.setSingleShot(true);
    QObject::connect(&m_statusTimer, &QTimer::timeout, q, [this] {
        if (!isLoggedIn())
            return;
        if (m_client->hasCapability("LIST-STATUS"))
            refresh();
        else
            queueAllStatus();
    });
    QObject::connect(&m_recountTimer, &QTimer::timeout, q, [this] { recount(); });
    m_statusTimer.start();
}

FolderNode *QImap4FolderModelPrivate::nodeOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != q_ptr)
        return nullptr;
    return m_nodes.node(FolderNodes::fromIndexId(index.internalId()));
}

QModelIndex QImap4FolderModelPrivate::indexOf(const FolderNode *node) const
{
    if (!node || !node->parent)
        return {};
    return q_ptr->createIndex(node->row, 0, FolderNodes::toIndexId(node->id));
}

QVariant QImap4FolderModelPrivate::count(const std::optional<quint32> &number) const
{
    return number ? QVariant(*number) : QVariant();
}

QString QImap4FolderModelPrivate::displayName(const FolderNode &node) const
{
    return node.info.use == QImap4Mailbox::Inbox ? QImap4FolderModel::tr("Inbox") : node.info.name;
}

QString QImap4FolderModelPrivate::sentence(const FolderNode &node) const
{
    QStringList parts{displayName(node)};
    if (node.unseen.value_or(0) > 0)
        parts.append(QImap4FolderModel::tr("%n unread", nullptr, int(*node.unseen)));
    if (node.total)
        parts.append(QImap4FolderModel::tr("%n messages", nullptr, int(*node.total)));
    if (!node.info.selectable)
        parts.append(QImap4FolderModel::tr("holds no messages"));
    return parts.join(QStringLiteral(", "));
}

QString QImap4FolderModelPrivate::toolTip(const FolderNode &node) const
{
    QString text = sentence(node);
    if (!node.lastError.isEmpty())
        text += u'\n' + safeForDisplay(node.lastError);
    return neverRichText(text);
}

QImap4FolderModel::QImap4FolderModel(QObject *parent)
    : QAbstractItemModel(parent)
    , d_ptr(new QImap4FolderModelPrivate(this))
{}

QImap4FolderModel::~QImap4FolderModel() = default;

QImap4 *QImap4FolderModel::client() const
{
    Q_D(const QImap4FolderModel);
    return d->m_client;
}

/*!
    The connection whose folders are shown. Those of the one before go. The client may be
    destroyed at any time; the folders then stay as they are.
*/
void QImap4FolderModel::setClient(QImap4 *client)
{
    Q_D(QImap4FolderModel);
    if (d->m_client == client)
        return;
    if (d->m_client)
        d->m_client->disconnect(this);
    beginResetModel();
    d->m_nodes.clear();
    d->m_client = client;
    endResetModel();
    d->onClosed();
    d->connectClient();
    Q_EMIT clientChanged();
}

bool QImap4FolderModel::isLoading() const
{
    Q_D(const QImap4FolderModel);
    return d->m_loading;
}

int QImap4FolderModel::statusInterval() const
{
    Q_D(const QImap4FolderModel);
    return d->m_statusTimer.isActive() ? d->m_statusTimer.interval() : 0;
}

void QImap4FolderModel::setStatusInterval(int milliseconds)
{
    Q_D(QImap4FolderModel);
    milliseconds = qMax(0, milliseconds);
    if (milliseconds == statusInterval())
        return;
    if (milliseconds > 0)
        d->m_statusTimer.start(milliseconds);
    else
        d->m_statusTimer.stop();
    Q_EMIT statusIntervalChanged();
}

/*! Reads the folders again. What changed is inserted, removed and moved row by row. */
void QImap4FolderModel::refresh()
{
    Q_D(QImap4FolderModel);
    d->refresh();
}

/*! Reads the counts of \a mailbox again. */
void QImap4FolderModel::refreshStatus(const QString &mailbox)
{
    Q_D(QImap4FolderModel);
    const QString key = mailboxKey(mailbox);
    if (key == d->m_selectedKey)
        d->recount();
    else
        d->queueStatus(key);
}

/*!
    Creates \a mailbox, a path with the server's delimiter, and reads the folders again when the
    server has done it: rows follow what LIST says, not what was asked for. What is done with the
    client itself, or by others, is seen with the next refresh().
*/
QImap4Reply *QImap4FolderModel::createMailbox(const QString &mailbox)
{
    Q_D(QImap4FolderModel);
    return d->m_client ? d->refreshAfter(d->m_client->createMailbox(mailbox)) : nullptr;
}

/*!
    Renames \a from to \a to, with all that is below it, like createMailbox(); mailboxRenamed()
    follows. The messages of INBOX move to \a to, and INBOX stays (RFC 9051, 6.3.6). Whether a
    mailbox that is selected remains so depends on the server: it is best selected again.
*/
QImap4Reply *QImap4FolderModel::renameMailbox(const QString &from, const QString &to)
{
    Q_D(QImap4FolderModel);
    if (!d->m_client)
        return nullptr;
    QImap4Reply *reply = d->refreshAfter(d->m_client->renameMailbox(from, to));
    connect(reply, &QImap4Reply::finished, this, [this, reply, from, to] {
        if (!reply->isError())
            Q_EMIT mailboxRenamed(from, to);
    });
    return reply;
}

/*!
    Deletes \a mailbox with the messages in it, like createMailbox(). Those below it stay. A
    mailbox that is selected should be left before: servers may refuse it, or end the connection.
*/
QImap4Reply *QImap4FolderModel::deleteMailbox(const QString &mailbox)
{
    Q_D(QImap4FolderModel);
    return d->m_client ? d->refreshAfter(d->m_client->deleteMailbox(mailbox)) : nullptr;
}

QModelIndex QImap4FolderModel::indexOf(const QString &mailbox) const
{
    Q_D(const QImap4FolderModel);
    return d->indexOf(d->m_nodes.find(mailboxKey(mailbox)));
}

QString QImap4FolderModel::mailboxAt(const QModelIndex &index) const
{
    return index.data(PathRole).toString();
}

/*! The first folder of \a use, the server's or a guessed one; invalid when there is none. */
QModelIndex QImap4FolderModel::indexOfSpecialUse(QImap4Mailbox::SpecialUse use) const
{
    Q_D(const QImap4FolderModel);
    std::vector<const FolderNode *> level{d->m_nodes.root()};
    while (!level.empty()) {
        std::vector<const FolderNode *> next;
        for (const FolderNode *parent : level) {
            for (const FolderNode *node : parent->children) {
                if (node->info.use == use)
                    return d->indexOf(node);
                next.push_back(node);
            }
        }
        level.swap(next);
    }
    return {};
}

QModelIndex QImap4FolderModel::index(int row, int column, const QModelIndex &parent) const
{
    Q_D(const QImap4FolderModel);
    if (!hasIndex(row, column, parent))
        return {};
    const FolderNode *above = parent.isValid() ? d->nodeOf(parent) : d->m_nodes.root();
    return d->indexOf(above->children[size_t(row)]);
}

QModelIndex QImap4FolderModel::parent(const QModelIndex &child) const
{
    Q_D(const QImap4FolderModel);
    const FolderNode *node = d->nodeOf(child);
    return node ? d->indexOf(node->parent) : QModelIndex();
}

int QImap4FolderModel::rowCount(const QModelIndex &parent) const
{
    Q_D(const QImap4FolderModel);
    if (parent.column() > 0)
        return 0;
    const FolderNode *node = parent.isValid() ? d->nodeOf(parent) : d->m_nodes.root();
    return node ? int(node->children.size()) : 0;
}

int QImap4FolderModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool QImap4FolderModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QVariant QImap4FolderModel::data(const QModelIndex &index, int role) const
{
    Q_D(const QImap4FolderModel);
    const FolderNode *node = d->nodeOf(index);
    if (!node || !node->parent)
        return {};
    const FolderInfo &info = node->info;
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return d->displayName(*node);
    case Qt::ToolTipRole:
        return d->toolTip(*node);
    case Qt::AccessibleTextRole:
        return d->sentence(*node);
    case PathRole:
        return info.path;
    case DelimiterRole:
        return info.delimiter.isNull() ? QString() : QString(info.delimiter);
    case SpecialUseRole:
        return info.use;
    case IsSelectableRole:
        return info.selectable;
    case CanHaveChildrenRole:
        return info.canHaveChildren;
    case SubscribedRole:
        return info.subscribed;
    case UnseenRole:
        return d->count(node->unseen);
    case TotalRole:
        return d->count(node->total);
    case CountStateRole:
        return node->unseen ? KnownCount : UnknownCount;
    case SubtreeUnseenRole:
        return node->subtreeUnseen;
    case LastErrorRole:
        return node->lastError;
    default:
        return {};
    }
}

QVariant QImap4FolderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section == 0 && orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return tr("Folder");
    return QAbstractItemModel::headerData(section, orientation, role);
}

Qt::ItemFlags QImap4FolderModel::flags(const QModelIndex &index) const
{
    Q_D(const QImap4FolderModel);
    const FolderNode *node = d->nodeOf(index);
    if (!node)
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled;
    if (node->info.selectable)
        flags |= Qt::ItemIsSelectable | Qt::ItemIsDropEnabled;
    return flags;
}

QHash<int, QByteArray> QImap4FolderModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert({{NameRole, "name"},
                  {PathRole, "path"},
                  {DelimiterRole, "delimiter"},
                  {SpecialUseRole, "specialUse"},
                  {IsSelectableRole, "isSelectable"},
                  {CanHaveChildrenRole, "canHaveChildren"},
                  {SubscribedRole, "subscribed"},
                  {UnseenRole, "unseen"},
                  {TotalRole, "total"},
                  {CountStateRole, "countState"},
                  {SubtreeUnseenRole, "subtreeUnseen"},
                  {LastErrorRole, "lastError"}});
    return names;
}

Qt::DropActions QImap4FolderModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

QStringList QImap4FolderModel::mimeTypes() const
{
    return {MessageDrag::mimeType()};
}

// Messages can be moved out of the selected mailbox only, so what is dropped must come from it,
// with this client, and under the UIDVALIDITY that it has now.
std::optional<MessageDrag> QImap4FolderModelPrivate::acceptable(const QMimeData *data,
                                                                const QModelIndex &target) const
{
    const FolderNode *node = nodeOf(target);
    if (!data || !m_client || !node || !node->info.selectable)
        return std::nullopt;
    const auto drag = MessageDrag::decoded(data->data(MessageDrag::mimeType()));
    const QImap4MailboxInfo selected = m_client->selectedMailbox();
    if (!drag || drag->client != MessageDrag::clientToken(m_client)
        || m_client->state() != QImap4::Selected
        || mailboxKey(drag->mailbox) != mailboxKey(selected.name())
        || drag->uidValidity != selected.uidValidity()
        || mailboxKey(drag->mailbox) == node->info.key) {
        return std::nullopt;
    }
    return drag;
}

bool QImap4FolderModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int,
                                        const QModelIndex &parent) const
{
    Q_D(const QImap4FolderModel);
    const bool onFolder = row < 0;
    return onFolder && supportedDropActions().testFlag(action) && d->acceptable(data, parent);
}

/*!
    Moves or copies the messages in \a data to the folder \a parent. False, and nothing is sent,
    when they are not of the mailbox that is selected now. What the server refuses comes as
    operationFailed().
*/
bool QImap4FolderModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row,
                                     int column, const QModelIndex &parent)
{
    Q_D(QImap4FolderModel);
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const auto drag = d->acceptable(data, parent);
    const QString target = mailboxAt(parent);
    // Bound: another SELECT may be under way.
    const QImap4MessageSet uids =
        drag->uids.boundTo(d->m_client->selectedMailbox().name(), drag->uidValidity);
    QImap4Reply *reply = action == Qt::MoveAction ? d->m_client->move(uids, target)
                                                  : d->m_client->copy(uids, target);
    connect(reply, &QImap4Reply::finished, this, [this, reply, target] {
        if (reply->isError())
            Q_EMIT operationFailed(reply->error());
        else
            refreshStatus(target);
    });
    return true;
}
