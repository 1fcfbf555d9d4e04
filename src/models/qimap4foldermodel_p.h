// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_QIMAP4FOLDERMODEL_P_H
#define QIMAP4_MODELS_QIMAP4FOLDERMODEL_P_H

#include "models/foldernodes_p.h"
#include "qimap4.h"
#include "qimap4foldermodel.h"

#include <QtCore/qpointer.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>

#include <deque>

namespace QImap4Internal {
struct MessageDrag;
}

// The state of a QImap4FolderModel. The tree is kept in qimap4foldermodel.cpp and
// foldermodelrefresh.cpp, the counts in foldermodelcounts.cpp.
class QImap4FolderModelPrivate
{
    Q_DECLARE_PUBLIC(QImap4FolderModel)
public:
    explicit QImap4FolderModelPrivate(QImap4FolderModel *q);

    QImap4Internal::FolderNode *nodeOf(const QModelIndex &index) const; // null for the root
    QModelIndex indexOf(const QImap4Internal::FolderNode *node) const;
    QVariant count(const std::optional<quint32> &number) const;
    QString displayName(const QImap4Internal::FolderNode &node) const;
    QString sentence(const QImap4Internal::FolderNode &node) const;
    QString toolTip(const QImap4Internal::FolderNode &node) const;
    std::optional<QImap4Internal::MessageDrag> acceptable(const QMimeData *data,
                                                          const QModelIndex &target) const;

    // foldermodelrefresh.cpp
    void connectClient();
    bool isLoggedIn() const;
    void refresh();
    QImap4Reply *refreshAfter(QImap4Reply *reply);
    void listFinished(QImap4Reply *reply);
    void lsubFinished(QImap4Reply *reply);
    void foldersRead();
    void apply(const QImap4Internal::FolderTree &tree);
    void removeMissing(QImap4Internal::FolderNode *parent, const QImap4Internal::FolderTree &tree);
    void update(const QImap4Internal::FolderTree &tree);
    void arrange(QImap4Internal::FolderNode *parent, const QImap4Internal::FolderTree &tree);

    // foldermodelcounts.cpp
    void connectCounts();
    void setStatus(const QImap4MailboxStatus &status);
    void setCounts(QImap4Internal::FolderNode *node, std::optional<quint32> unseen,
                   std::optional<quint32> total);
    void queueStatus(const QString &key);
    void queueAllStatus();
    void sendStatus();
    void statusFinished(const QString &key, QImap4Reply *reply);
    void onSelected(const QImap4MailboxInfo &info);
    void onClosed();
    void onExists(quint32 exists);
    void onExpunged(const QList<quint32> &numbers);
    void onVanished(const QImap4MessageSet &uids, bool earlier);
    void onFetched(const QImap4MessageList &messages);
    void recount();
    void recountFinished(QImap4Reply *reply, const QString &key, quint64 changes);
    void showSelectedCounts();

    QImap4FolderModel *q_ptr;
    QPointer<QImap4> m_client;
    QImap4Internal::FolderNodes m_nodes;

    QList<QImap4Mailbox> m_listed;
    QList<QImap4Mailbox> m_subscribed;
    int m_listsInFlight = 0;
    bool m_listFailed = false;
    bool m_refreshAgain = false;
    bool m_loading = false;

    QTimer m_statusTimer;
    std::deque<QString> m_statusQueue;
    QSet<QString> m_statusQueued;
    int m_statusInFlight = 0;
    quint64 m_connection = 0; // answers of a lost connection do not count

    // The selected mailbox, whose counts follow what the server says unasked.
    QString m_selectedKey;
    quint32 m_selectedTotal = 0;
    QImap4MessageSet m_unseenUids;
    bool m_unseenKnown = false;
    quint64 m_selectedChanges = 0;
    QTimer m_recountTimer;
};

#endif // QIMAP4_MODELS_QIMAP4FOLDERMODEL_P_H
