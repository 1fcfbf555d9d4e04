// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_QIMAP4MESSAGEMODEL_P_H
#define QIMAP4_MODELS_QIMAP4MESSAGEMODEL_P_H

#include "models/envelopecache_p.h"
#include "models/messagetable_p.h"
#include "models/roworder_p.h"
#include "models/untoldrows_p.h"
#include "models/windowscheduler_p.h"
#include "qimap4.h"
#include "qimap4messagemodel.h"

#include <QtCore/qpointer.h>

#include <array>

// The state of a QImap4MessageModel. What the server says comes in through the slots of
// messagemodelsync.cpp; what is asked of it goes out from messagemodelfetch.cpp.
class QImap4MessageModelPrivate
{
    Q_DECLARE_PUBLIC(QImap4MessageModel)
public:
    explicit QImap4MessageModelPrivate(QImap4MessageModel *q);

    // One FETCH for rows in view. The rows carry its number in the table; `begin` and `end`
    // enclose them, so that not all of a large mailbox is searched when it ends.
    struct WindowRequest
    {
        bool active = false;
        quint32 begin = 0;
        quint32 end = 0;
        quint64 removals = 0; // m_removals when it was sent
    };

    enum class Background { NotStarted, Started };
    enum class UidMap { Unknown, Requested, Failed };

    // messagemodelsync.cpp
    void connectClient();
    void select();
    void selectFailed(const QImap4Error &error);
    void adopt(const QImap4MailboxInfo &info);
    // Which mailbox the rows are of, and what their UIDs mean.
    struct Identity
    {
        QString mailbox; // as the server was asked for it
        quint32 uidValidity = 0;
        QString context; // uidContext()
    };

    Identity identityOf(const QImap4MailboxInfo &info) const;
    void resetRows(quint32 exists, const Identity &identity);
    void setAvailable(bool available);
    void onSelected(const QImap4MailboxInfo &info);
    void onInfoChanged(const QImap4MailboxInfo &info);
    void onClosed();
    void onDisconnected();
    void onExists(quint32 exists);
    void onExpunged(const QList<quint32> &numbers);
    void onVanished(const QImap4MessageSet &uids, bool earlier);
    void onFetched(const QImap4MessageList &messages);
    void appendRows(quint32 count);
    void removeRows(const std::vector<QImap4Internal::IndexRange> &ranges);
    qint64 locate(const QImap4Message &message, std::vector<quint32> *changed);
    void apply(quint32 index, const QImap4Message &message);
    void emitChanged(std::vector<quint32> indexes, const QList<int> &roles = {});
    void emitChanged(const QImap4Internal::IndexRange &range, const QList<int> &roles);
    QImap4Internal::RowRange nearView(const QImap4Internal::RowRange &rows) const;
    void tellMany(const QImap4Internal::RowRange &rows, const QList<int> &roles);
    void tellRest();
    void tellChanged(const QImap4Internal::RowRange &rows, const QList<int> &roles);
    bool isOurs(const QString &mailbox) const;

    // messagemodelfetch.cpp
    void pump();
    bool isMissing(int row) const;
    void sendWindow(const QImap4Internal::RowRange &rows, size_t request);
    void windowFinished(size_t request, const QImap4Error &error);
    void releaseRequests();
    void startBackground();
    bool mayMapUids() const;
    void requestUidMap();
    void uidMapFinished(const QImap4Error &error, const QImap4SearchResult &result);
    void requestFlagSearch(const QImap4SearchKey &key, QImap4Flags::SystemFlag flag);
    void applyFlagSearch(const QImap4MessageSet &uids, QImap4Flags::SystemFlag flag);
    void requestNewUids();
    void newUidsFinished(quint32 from, const QImap4SearchResult &result);
    void requestFilter();
    void filterFinished(const QImap4Error &error, const QImap4SearchResult &result);
    void requestFilterOfNew(quint32 from);
    void showRows(const std::vector<quint32> &indexes);
    void updateLoading();
    void noticeKnownUids();

    // messagemodelcommands.cpp
    QImap4MessageSet toSend(const QImap4MessageSet &uids); // empty: they must not be sent
    QImap4Reply *reportFailure(QImap4Reply *reply);

    // Runs `action(error, result)` when `reply` ends, unless the rows were reset meanwhile.
    template <typename Action>
    void whenFinished(QImap4Reply *reply, Action action);

    std::vector<quint32> indexesOf(const QImap4MessageSet &uids) const;
    QImap4MessageSet uidsOf(std::vector<quint32> indexes) const; // bound

    QImap4MessageModel *q_ptr;
    QPointer<QImap4> m_client;
    QString m_mailbox;
    QString m_trash;
    QImap4Internal::MessageTable m_table;
    QImap4Internal::RowOrder m_order;
    QImap4Internal::EnvelopeCache m_cache;
    QImap4Internal::WindowScheduler m_scheduler;
    std::array<WindowRequest, QImap4Internal::WindowScheduler::RequestsInFlight> m_requests;
    QImap4SearchKey m_searchKey;
    quint64 m_epoch = 0; // grows with every reset: answers to older questions are dropped
    quint64 m_filterEpoch = 0; // the same for searches of the user
    quint64 m_removals = 0;
    QImap4Internal::UntoldRows m_untold;
    Identity m_identity;
    quint64 m_logins = 0; // of all clients: tells accounts apart whose user is not known
    int m_uidMapTries = 0;
    int m_searchesInFlight = 0; // of the user's search
    Background m_background = Background::NotStarted;
    UidMap m_uidMap = UidMap::Unknown;
    bool m_filterAgain = false; // when the UIDs are known: the search could not name all rows
    bool m_newUidsRequested = false;
    bool m_newUidsWanted = false;
    bool m_pumpQueued = false;
    bool m_restQueued = false;
    bool m_available = false;
    bool m_selecting = false;
    bool m_loading = false;
    bool m_uidsWereKnown = false;
    bool m_searchActive = false;
    bool m_uidMapEnabled = true;
};

template <typename Action>
void QImap4MessageModelPrivate::whenFinished(QImap4Reply *reply, Action action)
{
    Q_Q(QImap4MessageModel);
    const quint64 epoch = m_epoch;
    QObject::connect(reply, &QImap4Reply::finished, q, [this, reply, epoch, action] {
        if (epoch == m_epoch)
            action(reply->error(), reply->value<QImap4SearchResult>());
    });
}

#endif // QIMAP4_MODELS_QIMAP4MESSAGEMODEL_P_H
