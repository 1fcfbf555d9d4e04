// SPDX-License-Identifier: LGPL-3.0-or-later
// How the rows of a QImap4FolderModel follow what LIST says.
#include "models/plaintext_p.h"
#include "models/qimap4foldermodel_p.h"

#include <utility>

using namespace QImap4Internal;

namespace {

constexpr QImap4MailboxStatus::Items Counts{QImap4MailboxStatus::Messages,
                                            QImap4MailboxStatus::Unseen};

} // namespace

void QImap4FolderModelPrivate::connectClient()
{
    Q_Q(QImap4FolderModel);
    ++m_connection;
    m_listsInFlight = 0;
    m_refreshAgain = false;
    m_statusInFlight = 0;
    m_statusQueue.clear();
    m_statusQueued.clear();
    if (std::exchange(m_loading, false))
        Q_EMIT q->loadingChanged(false);
    if (!m_client)
        return;
    QObject::connect(m_client, &QImap4::authenticated, q, [this] { refresh(); });
    const auto connectionLost = [this] {
        onClosed();
        m_statusQueue.clear();
        m_statusQueued.clear();
    };
    QObject::connect(m_client, &QImap4::disconnected, q, connectionLost);
    QObject::connect(m_client, &QObject::destroyed, q, connectionLost);
    connectCounts();
    if (m_client->state() == QImap4::Selected)
        onSelected(m_client->selectedMailbox());
    if (isLoggedIn())
        refresh();
}

bool QImap4FolderModelPrivate::isLoggedIn() const
{
    return m_client
        && (m_client->state() == QImap4::Authenticated || m_client->state() == QImap4::Selected);
}

void QImap4FolderModelPrivate::refresh()
{
    Q_Q(QImap4FolderModel);
    if (!isLoggedIn())
        return;
    if (m_listsInFlight > 0) {
        m_refreshAgain = true;
        return;
    }
    m_listsInFlight = 2;
    m_listFailed = false;
    const quint64 connection = m_connection;
    QImap4Reply *list = m_client->list(
        {}, QStringLiteral("*"),
        m_client->hasCapability("LIST-STATUS") ? Counts : QImap4MailboxStatus::Items());
    QImap4Reply *lsub = m_client->lsub();
    QObject::connect(list, &QImap4Reply::finished, q, [this, list, connection] {
        if (connection == m_connection)
            listFinished(list);
    });
    QObject::connect(lsub, &QImap4Reply::finished, q, [this, lsub, connection] {
        if (connection == m_connection)
            lsubFinished(lsub);
    });
    m_loading = true;
    Q_EMIT q->loadingChanged(true);
}

QImap4Reply *QImap4FolderModelPrivate::refreshAfter(QImap4Reply *reply)
{
    Q_Q(QImap4FolderModel);
    const quint64 connection = m_connection;
    QObject::connect(reply, &QImap4Reply::finished, q, [this, q, reply, connection] {
        if (reply->isError())
            Q_EMIT q->operationFailed(reply->error());
        else if (connection == m_connection)
            refresh();
    });
    return reply;
}

void QImap4FolderModelPrivate::listFinished(QImap4Reply *reply)
{
    Q_Q(QImap4FolderModel);
    m_listFailed = reply->isError();
    m_listed = reply->value<QList<QImap4Mailbox>>();
    if (m_listFailed)
        Q_EMIT q->operationFailed(reply->error());
    if (--m_listsInFlight == 0)
        foldersRead();
}

// Servers may do without LSUB; then nothing is known to be subscribed.
void QImap4FolderModelPrivate::lsubFinished(QImap4Reply *reply)
{
    m_subscribed = reply->value<QList<QImap4Mailbox>>();
    if (--m_listsInFlight == 0)
        foldersRead();
}

void QImap4FolderModelPrivate::foldersRead()
{
    Q_Q(QImap4FolderModel);
    const QList<QImap4Mailbox> listed = std::exchange(m_listed, {});
    const QList<QImap4Mailbox> subscribed = std::exchange(m_subscribed, {});
    if (!m_listFailed) {
        apply(FolderTree(listed, subscribed));
        for (const QImap4Mailbox &mailbox : listed) {
            if (const auto status = mailbox.status())
                setStatus(*status);
        }
        if (!m_client || !m_client->hasCapability("LIST-STATUS"))
            queueAllStatus();
        showSelectedCounts();
        Q_EMIT q->refreshed();
    }
    m_loading = false;
    Q_EMIT q->loadingChanged(false);
    if (std::exchange(m_refreshAgain, false))
        refresh();
}

// From the tree that is shown to the one that should be, by the fewest signals that are simple to
// get right: what is gone goes, what stays is told anew and put in order, what is new comes in.
void QImap4FolderModelPrivate::apply(const FolderTree &tree)
{
    removeMissing(m_nodes.root(), tree);
    update(tree);
    arrange(m_nodes.root(), tree);
}

void QImap4FolderModelPrivate::removeMissing(FolderNode *parent, const FolderTree &tree)
{
    Q_Q(QImap4FolderModel);
    const auto stays = [&tree, parent](const FolderNode *node) {
        return tree.contains(node->info.key)
            && tree.folder(node->info.key).parentKey == parent->info.key;
    };
    for (int last = int(parent->children.size()) - 1; last >= 0; --last) {
        FolderNode *node = parent->children[size_t(last)];
        if (stays(node)) {
            removeMissing(node, tree);
            continue;
        }
        int first = last;
        while (first > 0 && !stays(parent->children[size_t(first - 1)]))
            --first;
        q->beginRemoveRows(indexOf(parent), first, last);
        m_nodes.remove(parent, first, last);
        q->endRemoveRows();
        last = first;
    }
}

void QImap4FolderModelPrivate::update(const FolderTree &tree)
{
    Q_Q(QImap4FolderModel);
    std::vector<FolderNode *> open{m_nodes.root()};
    while (!open.empty()) {
        FolderNode *parent = open.back();
        open.pop_back();
        for (FolderNode *node : parent->children) {
            open.push_back(node);
            const FolderInfo &info = tree.folder(node->info.key);
            if (node->info == info)
                continue;
            node->info = info;
            if (!info.selectable) {
                FolderNodes::setUnseen(node, std::nullopt);
                node->total.reset();
            }
            Q_EMIT q->dataChanged(indexOf(node), indexOf(node));
        }
    }
}

void QImap4FolderModelPrivate::arrange(FolderNode *parent, const FolderTree &tree)
{
    Q_Q(QImap4FolderModel);
    const QList<QString> wanted = tree.children(parent->info.key);
    QSet<QString> present;
    for (const FolderNode *node : parent->children)
        present.insert(node->info.key);
    for (int row = 0; row < int(wanted.size()); ++row) {
        if (!present.contains(wanted.at(row))) {
            int last = row;
            while (last + 1 < int(wanted.size()) && !present.contains(wanted.at(last + 1)))
                ++last;
            q->beginInsertRows(indexOf(parent), row, last);
            m_nodes.insert(parent, row, wanted.mid(row, last - row + 1), tree);
            q->endInsertRows();
            row = last;
            continue;
        }
        FolderNode *node = m_nodes.find(wanted.at(row));
        if (node->row != row) {
            q->beginMoveRows(indexOf(parent), node->row, node->row, indexOf(parent), row);
            FolderNodes::move(parent, node->row, row);
            q->endMoveRows();
        }
        arrange(node, tree);
    }
}
