// SPDX-License-Identifier: LGPL-3.0-or-later
// The numbers of messages in a QImap4FolderModel.
#include "models/plaintext_p.h"
#include "models/qimap4foldermodel_p.h"

using namespace QImap4Internal;

namespace {

constexpr int StatusInFlight = 4;
constexpr quint32 PlainSearchMessages = 5000; // without ESEARCH a count is a list of numbers
constexpr QImap4MailboxStatus::Items Counts{QImap4MailboxStatus::Messages,
                                            QImap4MailboxStatus::Unseen};

} // namespace

void QImap4FolderModelPrivate::connectCounts()
{
    Q_Q(QImap4FolderModel);
    const auto slot = [this, q](auto signal, auto method) {
        QObject::connect(m_client.data(), signal, q,
                         [this, method](auto &&...arguments) { (this->*method)(arguments...); });
    };
    using Self = QImap4FolderModelPrivate;
    slot(&QImap4::mailboxStatus, &Self::setStatus);
    slot(&QImap4::mailboxSelected, &Self::onSelected);
    slot(&QImap4::mailboxClosed, &Self::onClosed);
    slot(&QImap4::existsChanged, &Self::onExists);
    slot(&QImap4::messagesExpunged, &Self::onExpunged);
    slot(&QImap4::messagesVanished, &Self::onVanished);
    slot(&QImap4::messagesFetched, &Self::onFetched);
}

void QImap4FolderModelPrivate::setStatus(const QImap4MailboxStatus &status)
{
    FolderNode *node = m_nodes.find(mailboxKey(status.mailbox));
    if (!node)
        return;
    setCounts(node, status.unseen ? status.unseen : node->unseen,
              status.messages ? status.messages : node->total);
}

void QImap4FolderModelPrivate::setCounts(FolderNode *node, std::optional<quint32> unseen,
                                         std::optional<quint32> total)
{
    Q_Q(QImap4FolderModel);
    const bool otherUnseen = node->unseen != unseen;
    if (!otherUnseen && node->total == total && node->lastError.isEmpty())
        return;
    FolderNodes::setUnseen(node, unseen);
    node->total = total;
    node->lastError.clear();
    Q_EMIT q->dataChanged(indexOf(node), indexOf(node));
    for (FolderNode *above = node->parent; otherUnseen && above && above->parent;
         above = above->parent) {
        Q_EMIT q->dataChanged(indexOf(above), indexOf(above),
                              {QImap4FolderModel::SubtreeUnseenRole});
    }
}

void QImap4FolderModelPrivate::queueStatus(const QString &key)
{
    const FolderNode *node = m_nodes.find(key);
    if (!node || !node->info.selectable || m_statusQueued.contains(key))
        return;
    m_statusQueued.insert(key);
    m_statusQueue.push_back(key);
    sendStatus();
}

void QImap4FolderModelPrivate::queueAllStatus()
{
    std::vector<const FolderNode *> open{m_nodes.root()};
    while (!open.empty()) {
        const FolderNode *parent = open.back();
        open.pop_back();
        for (const FolderNode *node : parent->children) {
            open.push_back(node);
            if (node->info.key != m_selectedKey || !node->unseen)
                queueStatus(node->info.key);
        }
    }
}

void QImap4FolderModelPrivate::sendStatus()
{
    Q_Q(QImap4FolderModel);
    while (m_statusInFlight < StatusInFlight && !m_statusQueue.empty() && isLoggedIn()) {
        const QString key = m_statusQueue.front();
        m_statusQueue.pop_front();
        m_statusQueued.remove(key);
        const FolderNode *node = m_nodes.find(key);
        if (!node)
            continue;
        ++m_statusInFlight;
        QImap4Reply *reply = m_client->status(node->info.path, Counts);
        const quint64 connection = m_connection;
        QObject::connect(reply, &QImap4Reply::finished, q, [this, reply, key, connection] {
            if (connection == m_connection)
                statusFinished(key, reply);
        });
    }
}

// A folder whose counts cannot be read is no reason to disturb the user: its row says why.
void QImap4FolderModelPrivate::statusFinished(const QString &key, QImap4Reply *reply)
{
    Q_Q(QImap4FolderModel);
    --m_statusInFlight;
    FolderNode *node = m_nodes.find(key);
    if (node && reply->isError()) {
        node->lastError = reply->errorString();
        Q_EMIT q->dataChanged(indexOf(node), indexOf(node));
    }
    sendStatus();
}

void QImap4FolderModelPrivate::onSelected(const QImap4MailboxInfo &info)
{
    onClosed();
    m_selectedKey = mailboxKey(info.name());
    m_selectedTotal = info.exists();
    showSelectedCounts();
}

void QImap4FolderModelPrivate::onClosed()
{
    m_recountTimer.stop();
    m_selectedKey.clear();
    m_selectedTotal = 0;
    m_unseenKnown = false;
    m_unseenUids = QImap4MessageSet();
    ++m_selectedChanges;
}

void QImap4FolderModelPrivate::onExists(quint32 exists)
{
    if (m_selectedKey.isEmpty() || exists == m_selectedTotal)
        return;
    m_selectedTotal = exists;
    ++m_selectedChanges;
    showSelectedCounts();
    m_recountTimer.start();
}

void QImap4FolderModelPrivate::onExpunged(const QList<quint32> &numbers)
{
    if (m_selectedKey.isEmpty())
        return;
    m_selectedTotal -= quint32(qMin(quint64(m_selectedTotal), quint64(numbers.size())));
    ++m_selectedChanges;
    showSelectedCounts();
    m_recountTimer.start();
}

void QImap4FolderModelPrivate::onVanished(const QImap4MessageSet &uids, bool earlier)
{
    if (m_selectedKey.isEmpty() || earlier)
        return;
    m_selectedTotal -= quint32(qMin(quint64(m_selectedTotal), uids.count()));
    m_unseenUids.subtract(uids);
    ++m_selectedChanges;
    showSelectedCounts();
    if (!m_unseenKnown)
        m_recountTimer.start();
}

// Once it is known which messages are unseen, each change of flags is counted where it is told.
void QImap4FolderModelPrivate::onFetched(const QImap4MessageList &messages)
{
    if (m_selectedKey.isEmpty())
        return;
    QHash<quint32, bool> isSeen; // the last word on each message counts
    bool unnamed = false;
    for (const QImap4Message message : messages) {
        if (!message.has(QImap4Message::Flags))
            continue;
        if (message.uid() == 0)
            unnamed = true;
        else
            isSeen.insert(message.uid(), message.systemFlags().testFlag(QImap4Flags::Seen));
    }
    if (isSeen.isEmpty() && !unnamed)
        return;
    QList<quint32> seen;
    QList<quint32> unseen;
    for (auto it = isSeen.constBegin(); it != isSeen.constEnd(); ++it)
        (it.value() ? seen : unseen).append(it.key());
    m_unseenUids.subtract(QImap4MessageSet::uids(seen));
    m_unseenUids.unite(QImap4MessageSet::uids(unseen));
    ++m_selectedChanges;
    if (m_unseenKnown)
        showSelectedCounts();
    if (!m_unseenKnown || unnamed)
        m_recountTimer.start();
}

void QImap4FolderModelPrivate::recount()
{
    Q_Q(QImap4FolderModel);
    if (!m_client || m_client->state() != QImap4::Selected || m_selectedKey.isEmpty())
        return;
    if (!m_client->hasCapability("ESEARCH") && m_selectedTotal > PlainSearchMessages) {
        queueStatus(m_selectedKey);
        return;
    }
    QImap4Reply *reply = m_client->search(QImap4SearchKey::unseen());
    const QString key = m_selectedKey;
    const quint64 changes = m_selectedChanges;
    QObject::connect(reply, &QImap4Reply::finished, q,
                     [this, reply, key, changes] { recountFinished(reply, key, changes); });
}

void QImap4FolderModelPrivate::recountFinished(QImap4Reply *reply, const QString &key,
                                               quint64 changes)
{
    if (reply->isError() || key != m_selectedKey)
        return;
    if (changes != m_selectedChanges) {
        m_recountTimer.start(); // the answer may be older than what is known
        return;
    }
    m_unseenUids = reply->value<QImap4SearchResult>().messages;
    m_unseenKnown = true;
    showSelectedCounts();
}

void QImap4FolderModelPrivate::showSelectedCounts()
{
    FolderNode *node = m_selectedKey.isEmpty() ? nullptr : m_nodes.find(m_selectedKey);
    if (!node)
        return;
    std::optional<quint32> unseen = node->unseen;
    if (m_unseenKnown)
        unseen = quint32(qMin(m_unseenUids.count(), quint64(m_selectedTotal)));
    setCounts(node, unseen, m_selectedTotal);
}
