// SPDX-License-Identifier: LGPL-3.0-or-later
// What a QImap4MessageModel asks of the server, and when.
#include "models/qimap4messagemodel_p.h"

#include <QtCore/qmetaobject.h>

#include <algorithm>
#include <utility>

using namespace QImap4Internal;

namespace {

// A plain SEARCH answers with every number on its own; ESEARCH with ranges.
constexpr quint32 PlainSearchUids = 100'000; // below QImap4Limits::listLine
constexpr quint32 PlainSearchFlags = 5'000; // not worth the traffic beyond
constexpr int UidMapTries = 3; // the mailbox may change while it is answered

constexpr MessageTable::RequestState stateOf(size_t request)
{
    return request == 0 ? MessageTable::InFirstRequest : MessageTable::InSecondRequest;
}

QImap4MessageSet from(const QImap4MessageSet &uids, quint32 first)
{
    QImap4MessageSet result = uids;
    result.intersect(QImap4MessageSet::uids(first, QImap4MessageSet::Last));
    return result;
}

} // namespace

bool QImap4MessageModelPrivate::isMissing(int row) const
{
    const quint32 index = m_order.indexAt(row);
    return m_table.requestState(index) == MessageTable::Idle
        && !m_cache.find(m_table.slot(index), m_table.uid(index));
}

// Sends what the window wants, up to the number of requests that may be under way. Deferred to
// the event loop: a view that scrolls through a page in one turn asks once.
void QImap4MessageModelPrivate::pump()
{
    Q_Q(QImap4MessageModel);
    if (m_pumpQueued || !m_available)
        return;
    m_pumpQueued = true;
    QMetaObject::invokeMethod(
        q,
        [this] {
            m_pumpQueued = false;
            if (!m_client)
                return;
            for (size_t i = 0; i < m_requests.size() && m_available; ++i) {
                if (m_requests[i].active)
                    continue;
                const RowRange rows = m_scheduler.next(m_order.rowCount(),
                                                       [this](int row) { return isMissing(row); });
                if (rows.isEmpty())
                    break;
                sendWindow(rows, i);
            }
            if (m_available && !m_requests[0].active && !m_requests[1].active)
                startBackground();
            updateLoading();
        },
        Qt::QueuedConnection);
}

void QImap4MessageModelPrivate::sendWindow(const RowRange &rows, size_t request)
{
    std::vector<quint32> indexes;
    for (int row = rows.first; row <= rows.last; ++row) {
        if (isMissing(row))
            indexes.push_back(m_order.indexAt(row));
    }
    std::sort(indexes.begin(), indexes.end());
    const bool byUid = std::all_of(indexes.begin(), indexes.end(),
                                   [this](quint32 index) { return m_table.uid(index) != 0; });
    QImap4MessageSet set(byUid ? QImap4MessageSet::Uids : QImap4MessageSet::SequenceNumbers);
    for (const quint32 index : indexes) {
        m_table.setRequestState(index, stateOf(request));
        set.add(byUid ? m_table.uid(index) : index + 1);
    }
    m_requests[request] = {true, indexes.front(), indexes.back() + 1, m_removals};
    emitChanged(indexes, {QImap4MessageModel::RowStateRole});
    QImap4Reply *reply = m_client->fetch(
        set, QImap4::Flags | QImap4::InternalDate | QImap4::Size | QImap4::Envelope);
    whenFinished(reply, [this, request](const QImap4Error &error, const QImap4SearchResult &) {
        windowFinished(request, error);
    });
}

// Rows that the answer left out are not asked for again by themselves, unless messages were
// expunged meanwhile: then the numbers may have meant others.
void QImap4MessageModelPrivate::windowFinished(size_t request, const QImap4Error &error)
{
    Q_Q(QImap4MessageModel);
    const WindowRequest done = m_requests[request];
    m_requests[request] = {};
    if (!done.active)
        return;
    const bool again = !error && done.removals != m_removals;
    std::vector<quint32> left;
    for (quint32 i = done.begin; i < qMin(done.end, m_table.size()); ++i) {
        if (m_table.requestState(i) != stateOf(request))
            continue;
        m_table.setRequestState(i, again ? MessageTable::Idle : MessageTable::RequestFailed);
        left.push_back(i);
    }
    emitChanged(std::move(left), {QImap4MessageModel::RowStateRole});
    if (error)
        Q_EMIT q->operationFailed(error);
    pump();
    updateLoading();
}

// Nothing that is under way will be answered.
void QImap4MessageModelPrivate::releaseRequests()
{
    ++m_epoch;
    m_searchesInFlight = 0;
    m_uidMap = UidMap::Unknown;
    m_filterAgain = m_newUidsRequested = m_newUidsWanted = false;
    std::vector<quint32> left;
    for (size_t i = 0; i < m_requests.size(); ++i) {
        if (!m_requests[i].active)
            continue;
        for (quint32 k = m_requests[i].begin; k < qMin(m_requests[i].end, m_table.size()); ++k) {
            if (m_table.requestState(k) == stateOf(i)) {
                m_table.setRequestState(k, MessageTable::Idle);
                left.push_back(k);
            }
        }
    }
    m_requests = {};
    emitChanged(std::move(left), {QImap4MessageModel::RowStateRole});
}

bool QImap4MessageModelPrivate::mayMapUids() const
{
    return m_client->hasCapability("ESEARCH") || m_table.size() <= PlainSearchUids;
}

// Once the rows in view are there: the UIDs of all rows, and which are unread or flagged.
void QImap4MessageModelPrivate::startBackground()
{
    if (!m_client || m_background == Background::Started || m_table.size() == 0
        || !m_uidMapEnabled) {
        return;
    }
    m_background = Background::Started;
    if (!mayMapUids())
        return;
    if (m_table.knownUids() < m_table.size())
        requestUidMap();
    const bool smallEnough =
        m_client->hasCapability("ESEARCH") || m_table.size() <= PlainSearchFlags;
    const RowRange window = m_scheduler.window();
    const bool allInView = window.first == 0 && window.last + 1 >= m_order.rowCount();
    if (smallEnough && !allInView) {
        requestFlagSearch(QImap4SearchKey::unseen(), QImap4Flags::Seen);
        requestFlagSearch(QImap4SearchKey::hasFlag(QImap4Flags::Flagged), QImap4Flags::Flagged);
    }
}

void QImap4MessageModelPrivate::requestUidMap()
{
    if (!m_client || m_uidMap == UidMap::Requested)
        return;
    m_uidMap = UidMap::Requested;
    ++m_uidMapTries;
    whenFinished(m_client->search(QImap4SearchKey::all()),
                 [this](const QImap4Error &error, const QImap4SearchResult &result) {
                     uidMapFinished(error, result);
                 });
}

void QImap4MessageModelPrivate::uidMapFinished(const QImap4Error &error,
                                               const QImap4SearchResult &result)
{
    m_uidMap = UidMap::Unknown;
    if (error) {
        m_uidMap = UidMap::Failed;
    } else if (!m_table.learnUids(0, result.messages)) {
        m_filterAgain = m_filterAgain || m_searchActive;
        if (m_uidMapTries < UidMapTries)
            requestUidMap();
        else
            m_uidMap = UidMap::Failed;
    } else {
        emitChanged(IndexRange{0, m_table.size()}, {QImap4MessageModel::UidRole});
        if (std::exchange(m_filterAgain, false) && m_searchActive)
            requestFilter();
    }
    noticeKnownUids();
}

void QImap4MessageModelPrivate::requestFlagSearch(const QImap4SearchKey &key,
                                                  QImap4Flags::SystemFlag flag)
{
    whenFinished(m_client->search(key),
                 [this, flag](const QImap4Error &error, const QImap4SearchResult &result) {
                     if (!error)
                         applyFlagSearch(result.messages, flag);
                 });
}

void QImap4MessageModelPrivate::applyFlagSearch(const QImap4MessageSet &uids,
                                                QImap4Flags::SystemFlag flag)
{
    const bool ifFound = flag != QImap4Flags::Seen; // the search was for UNSEEN
    const std::vector<quint32> found = m_table.indexesOf(uids);
    auto next = found.begin();
    std::vector<quint32> changed;
    for (quint32 i = 0; i < m_table.size(); ++i) {
        const bool isFound = next != found.end() && *next == i;
        if (isFound)
            ++next;
        if (m_table.uid(i) != 0 && m_table.setFlagFromSearch(i, flag, isFound == ifFound))
            changed.push_back(i);
    }
    emitChanged(std::move(changed));
}

// The UIDs of messages that came in, where the window will not bring them, or where a search has
// to be asked whether it wants to show them.
void QImap4MessageModelPrivate::requestNewUids()
{
    if (!m_client || !m_available)
        return;
    if (m_newUidsRequested) {
        m_newUidsWanted = true;
        return;
    }
    const int lastInView = qMin(m_scheduler.window().last, m_order.rowCount() - 1);
    const bool inView = !m_searchActive && m_order.isReversed() && m_scheduler.window().first == 0
        && (lastInView < 0 || m_table.uid(m_order.indexAt(lastInView)) != 0);
    if (inView || (!m_uidMapEnabled && !m_searchActive))
        return;
    if (m_uidMap == UidMap::Requested) {
        m_filterAgain = m_filterAgain || m_searchActive;
        return; // it will be found not to fit, and asked again
    }
    const quint32 first = m_table.lastKnownUid() + 1;
    if (first == 1 && m_table.size() > PlainSearchUids)
        return;
    m_newUidsRequested = true;
    const auto key = QImap4SearchKey::in(QImap4MessageSet::uids(first, QImap4MessageSet::Last));
    whenFinished(m_client->search(key),
                 [this, first](const QImap4Error &error, const QImap4SearchResult &result) {
                     m_newUidsRequested = false;
                     if (!error)
                         newUidsFinished(first, result);
                     if (std::exchange(m_newUidsWanted, false))
                         requestNewUids();
                 });
    if (m_searchActive)
        requestFilterOfNew(first);
}

void QImap4MessageModelPrivate::newUidsFinished(quint32 first, const QImap4SearchResult &result)
{
    // "n:*" also gives the last message when there is none from n on (RFC 9051, 6.4.8).
    const QImap4MessageSet uids = from(result.messages, first);
    quint32 begin = m_table.size();
    while (begin > 0 && (m_table.uid(begin - 1) == 0 || m_table.uid(begin - 1) >= first))
        --begin;
    if (begin < m_table.size() && m_table.learnUids(begin, uids))
        emitChanged(IndexRange{begin, m_table.size()}, {QImap4MessageModel::UidRole});
    noticeKnownUids();
}

void QImap4MessageModelPrivate::requestFilter()
{
    if (!m_client || !m_available)
        return;
    ++m_searchesInFlight;
    const quint64 filterEpoch = ++m_filterEpoch;
    // A result names UIDs: it says nothing about rows whose UID is not known.
    if (m_table.knownUids() < m_table.size() && mayMapUids())
        requestUidMap();
    whenFinished(m_client->search(m_searchKey),
                 [this, filterEpoch](const QImap4Error &error, const QImap4SearchResult &result) {
                     --m_searchesInFlight;
                     if (filterEpoch == m_filterEpoch)
                         filterFinished(error, result);
                     updateLoading();
                 });
    updateLoading();
}

void QImap4MessageModelPrivate::filterFinished(const QImap4Error &error,
                                               const QImap4SearchResult &result)
{
    Q_Q(QImap4MessageModel);
    if (error) {
        if (!m_order.isFiltered())
            m_searchActive = false;
        Q_EMIT q->searchChanged();
        Q_EMIT q->operationFailed(error);
        return;
    }
    q->beginResetModel();
    m_order.setFilter(m_table.indexesOf(result.messages));
    m_scheduler.reset();
    m_untold.clear();
    q->endResetModel();
    Q_EMIT q->searchChanged();
    pump();
}

void QImap4MessageModelPrivate::requestFilterOfNew(quint32 first)
{
    const auto key =
        m_searchKey && QImap4SearchKey::in(QImap4MessageSet::uids(first, QImap4MessageSet::Last));
    const quint64 filterEpoch = m_filterEpoch;
    whenFinished(
        m_client->search(key),
        [this, first, filterEpoch](const QImap4Error &error, const QImap4SearchResult &result) {
            if (!error && filterEpoch == m_filterEpoch && m_order.isFiltered())
                showRows(m_table.indexesOf(from(result.messages, first)));
        });
}

void QImap4MessageModelPrivate::showRows(const std::vector<quint32> &indexes)
{
    Q_Q(QImap4MessageModel);
    m_untold.rowsInserted(int(indexes.size()));
    for (const quint32 index : indexes) {
        const int row = m_order.rowToShow(index);
        if (row < 0)
            continue;
        q->beginInsertRows({}, row, row);
        m_order.show(index);
        q->endInsertRows();
    }
    if (!indexes.empty())
        Q_EMIT q->searchChanged();
    pump();
}

void QImap4MessageModelPrivate::updateLoading()
{
    Q_Q(QImap4MessageModel);
    bool loading = m_selecting || m_searchesInFlight > 0;
    for (const WindowRequest &request : m_requests)
        loading = loading || request.active;
    if (loading == m_loading)
        return;
    m_loading = loading;
    Q_EMIT q->loadingChanged(loading);
}

void QImap4MessageModelPrivate::noticeKnownUids()
{
    Q_Q(QImap4MessageModel);
    const bool known = q->areUidsKnown();
    if (known == m_uidsWereKnown)
        return;
    m_uidsWereKnown = known;
    if (known)
        Q_EMIT q->uidsKnown();
}
