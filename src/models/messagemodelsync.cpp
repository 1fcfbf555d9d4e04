// SPDX-License-Identifier: LGPL-3.0-or-later
// What the server says, applied to the rows of a QImap4MessageModel.
#include "models/plaintext_p.h"
#include "models/qimap4messagemodel_p.h"

#include <QtCore/qloggingcategory.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qtimer.h>

#include <algorithm>
#include <utility>

using namespace QImap4Internal;

Q_LOGGING_CATEGORY(lcMessageModel, "qimap4.models.messages", QtWarningMsg)

namespace {

// A view pays for each range of rows that go, and a search moves what it shows for each; beyond
// these, starting over is cheaper.
constexpr size_t MaximumRemovals = 2000;
constexpr size_t MaximumMoved = 16'000'000; // rows

// A view looks at the rows that come into sight by itself, but a proxy or another view needs to be
// told of all. A QTreeView walks through all that it is told of, which takes it a second for a
// million rows: so those near the view come first, and the rest in pieces that nobody notices.
constexpr int MaximumTold = 1024; // rows in one dataChanged() without further ado
constexpr size_t MaximumRuns = 64;
constexpr int ReadAhead = 64; // rows above and below those in view
constexpr int RowsAtOnce = 4096; // of the rest: some milliseconds of a view
constexpr int TellingInterval = 20; // milliseconds between two pieces

} // namespace

void QImap4MessageModelPrivate::connectClient()
{
    Q_Q(QImap4MessageModel);
    QImap4 *client = m_client;
    const auto slot = [this, q, client](auto signal, auto method) {
        QObject::connect(client, signal, q,
                         [this, method](auto &&...arguments) { (this->*method)(arguments...); });
    };
    using Self = QImap4MessageModelPrivate;
    slot(&QImap4::mailboxSelected, &Self::onSelected);
    slot(&QImap4::selectedMailboxChanged, &Self::onInfoChanged);
    slot(&QImap4::mailboxClosed, &Self::onClosed);
    slot(&QImap4::disconnected, &Self::onDisconnected);
    slot(&QImap4::existsChanged, &Self::onExists);
    slot(&QImap4::messagesExpunged, &Self::onExpunged);
    slot(&QImap4::messagesVanished, &Self::onVanished);
    slot(&QImap4::messagesFetched, &Self::onFetched);
    // A client that is deleted says nothing else.
    QObject::connect(client, &QObject::destroyed, q, [this] { onDisconnected(); });
    ++m_logins;
    QObject::connect(client, &QImap4::authenticated, q, [this] {
        ++m_logins;
        if (!m_available && !m_selecting && !m_mailbox.isEmpty())
            select();
    });
}

bool QImap4MessageModelPrivate::isOurs(const QString &mailbox) const
{
    return !m_mailbox.isEmpty() && mailboxKey(mailbox) == mailboxKey(m_mailbox);
}

void QImap4MessageModelPrivate::select()
{
    Q_Q(QImap4MessageModel);
    if (!m_client || m_mailbox.isEmpty())
        return;
    if (m_client->state() == QImap4::Selected && isOurs(m_client->selectedMailbox().name())) {
        adopt(m_client->selectedMailbox());
        return;
    }
    if (m_client->state() != QImap4::Authenticated && m_client->state() != QImap4::Selected)
        return; // done when it has logged in
    m_selecting = true;
    const QString mailbox = m_mailbox;
    QImap4Reply *reply = m_client->select(mailbox);
    QObject::connect(reply, &QImap4Reply::finished, q, [this, reply, mailbox] {
        if (mailbox != m_mailbox)
            return;
        m_selecting = false;
        updateLoading();
        if (reply->isError())
            selectFailed(reply->error());
    });
    updateLoading();
}

// What is shown may be left from before the connection was lost. It stays when this one was lost
// too; otherwise the mailbox is not there any more, or is not for us.
void QImap4MessageModelPrivate::selectFailed(const QImap4Error &error)
{
    Q_Q(QImap4MessageModel);
    const bool connected = m_client
        && (m_client->state() == QImap4::Authenticated || m_client->state() == QImap4::Selected);
    if (connected) {
        setAvailable(false);
        resetRows(0, {});
    }
    Q_EMIT q->operationFailed(error);
}

void QImap4MessageModelPrivate::setAvailable(bool available)
{
    Q_Q(QImap4MessageModel);
    if (m_available == available)
        return;
    m_available = available;
    Q_EMIT q->availableChanged(available);
}

// Two accounts may well have a mailbox of one name and UIDVALIDITY.
QImap4MessageModelPrivate::Identity
QImap4MessageModelPrivate::identityOf(const QImap4MailboxInfo &info) const
{
    const QString user = m_client->user();
    const QString account = user.isEmpty() ? QString::number(m_logins) : QLatin1Char('@') + user;
    QStringList parts{QString::number(info.uidValidity()), QString::number(m_client->port()),
                      m_client->host().toLower(), mailboxKey(info.name()), account};
    parts.append(m_client->commandProgram()); // a child process has a server of its own
    parts.append(m_client->commandArguments());
    return {info.name(), info.uidValidity(), parts.join(QChar(u'\0'))};
}

// All rows anew. Whatever was asked about the rows before is not answered any more.
void QImap4MessageModelPrivate::resetRows(quint32 exists, const Identity &identity)
{
    Q_Q(QImap4MessageModel);
    if (exists > MessageTable::MaximumRows) {
        qCWarning(lcMessageModel, "The server claims %u messages; only %u get a row.", exists,
                  MessageTable::MaximumRows);
    }
    q->beginResetModel();
    ++m_epoch;
    m_identity = identity; // until here, what views ask is answered for the rows before
    m_requests = {};
    m_table.reset(exists);
    m_order.reset(m_table.size());
    m_cache.clear();
    m_scheduler.reset();
    m_untold.clear();
    m_background = Background::NotStarted;
    m_uidMap = UidMap::Unknown;
    m_uidMapTries = 0;
    m_searchesInFlight = 0;
    m_filterAgain = m_newUidsRequested = m_newUidsWanted = false;
    m_uidsWereKnown = false;
    q->endResetModel();
}

void QImap4MessageModelPrivate::adopt(const QImap4MailboxInfo &info)
{
    Q_Q(QImap4MessageModel);
    m_selecting = false;
    resetRows(info.exists(), identityOf(info));
    setAvailable(true);
    if (m_searchActive) {
        Q_EMIT q->searchChanged();
        requestFilter();
    }
    pump();
    noticeKnownUids();
}

void QImap4MessageModelPrivate::onSelected(const QImap4MailboxInfo &info)
{
    if (isOurs(info.name()))
        adopt(info);
    else
        onClosed();
}

void QImap4MessageModelPrivate::onInfoChanged(const QImap4MailboxInfo &info)
{
    // Other numbers for the same messages: nothing that is known holds (RFC 9051, 2.3.1.1).
    if (m_available && isOurs(info.name()) && info.uidValidity() != m_identity.uidValidity)
        adopt(info);
}

// A lost connection leaves what was there to be read; a mailbox that was closed is gone. Which of
// them it is shows when the news that came with this one has been told.
void QImap4MessageModelPrivate::onClosed()
{
    Q_Q(QImap4MessageModel);
    if (!m_available)
        return;
    setAvailable(false);
    releaseRequests();
    updateLoading();
    const quint64 epoch = m_epoch;
    QMetaObject::invokeMethod(
        q,
        [this, epoch] {
            const bool connected = m_client
                && (m_client->state() == QImap4::Authenticated
                    || m_client->state() == QImap4::Selected);
            if (connected && epoch == m_epoch)
                resetRows(0, {});
        },
        Qt::QueuedConnection);
}

void QImap4MessageModelPrivate::onDisconnected()
{
    m_selecting = false;
    setAvailable(false);
    releaseRequests();
    updateLoading();
}

void QImap4MessageModelPrivate::onExists(quint32 exists)
{
    if (!m_available)
        return;
    exists = qMin(exists, MessageTable::MaximumRows);
    if (exists > m_table.size()) {
        appendRows(exists - m_table.size());
    } else if (exists < m_table.size()) {
        // Without EXPUNGE nobody can tell which are gone.
        qCWarning(lcMessageModel, "The mailbox shrank from %u to %u without a word.",
                  m_table.size(), exists);
        QImap4MailboxInfo info = m_client->selectedMailbox();
        info.setExists(exists);
        adopt(info);
    }
}

void QImap4MessageModelPrivate::appendRows(quint32 count)
{
    Q_Q(QImap4MessageModel);
    const bool visible = !m_order.isFiltered();
    if (visible) {
        m_untold.rowsInserted(int(count));
        const int first = m_order.isReversed() ? 0 : m_order.rowCount();
        q->beginInsertRows({}, first, first + int(count) - 1);
    }
    m_table.append(count);
    m_order.append(count);
    if (visible)
        q->endInsertRows();
    Q_EMIT q->newMessages(int(count));
    pump();
    requestNewUids();
    m_uidsWereKnown = q->areUidsKnown();
}

void QImap4MessageModelPrivate::onExpunged(const QList<quint32> &numbers)
{
    if (!m_available)
        return;
    const ExpungedIndexes gone = expungedIndexes(numbers, m_table.size());
    if (gone.contradicts)
        qCWarning(lcMessageModel, "The server expunged messages that do not exist.");
    removeRows(gone.ranges);
}

void QImap4MessageModelPrivate::onVanished(const QImap4MessageSet &uids, bool earlier)
{
    if (!m_available || earlier)
        return;
    const std::vector<quint32> indexes = m_table.indexesOf(uids);
    if (indexes.size() < uids.count() && m_table.knownUids() < m_table.size()) {
        // Some of them are rows whose UID is not known: which ones cannot be told.
        QImap4MailboxInfo info = m_client->selectedMailbox();
        info.setExists(m_table.size() - quint32(qMin(uids.count(), quint64(m_table.size()))));
        adopt(info);
        return;
    }
    removeRows(toRanges(indexes));
}

void QImap4MessageModelPrivate::removeRows(const std::vector<IndexRange> &ranges)
{
    Q_Q(QImap4MessageModel);
    if (ranges.empty())
        return;
    ++m_removals;
    quint32 removed = 0;
    for (const IndexRange &range : ranges)
        removed += range.count();
    m_untold.rowsRemoved(int(removed));
    for (WindowRequest &request : m_requests) {
        // The messages asked for can only have moved towards the front.
        request.begin -= qMin(request.begin, removed);
    }
    const size_t moved = m_order.isFiltered() ? ranges.size() * size_t(m_order.rowCount()) : 0;
    if (ranges.size() > MaximumRemovals || moved > MaximumMoved) {
        q->beginResetModel();
        m_table.remove(ranges);
        m_order.remove(ranges);
        q->endResetModel();
    } else {
        for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
            const RowRange rows = m_order.rowsOf(*range);
            if (!rows.isEmpty())
                q->beginRemoveRows({}, rows.first, rows.last);
            m_table.remove(*range);
            m_order.remove(*range);
            if (!rows.isEmpty())
                q->endRemoveRows();
        }
    }
    if (m_order.isFiltered())
        Q_EMIT q->searchChanged();
    pump();
    noticeKnownUids();
}

// The row of a FETCH response. The UID is the truth: a sequence number that says otherwise is not
// believed, and a row that turns out to be another message than was thought forgets all.
qint64 QImap4MessageModelPrivate::locate(const QImap4Message &message,
                                         std::vector<quint32> *changed)
{
    const quint32 number = message.sequenceNumber();
    const bool numberIsValid = number >= 1 && number <= m_table.size();
    const quint32 uid = message.uid();
    if (uid == 0)
        return numberIsValid ? qint64(number) - 1 : -1;
    const quint32 index = numberIsValid ? number - 1 : 0;
    if (numberIsValid && m_table.uid(index) == uid)
        return index;
    const qint64 known = m_table.find(uid);
    if (known >= 0 || !numberIsValid)
        return known;
    if (m_table.learnUid(index, uid) == MessageTable::Learnt::Contradiction)
        changed->push_back(index);
    return m_table.uid(index) == uid ? qint64(index) : -1;
}

void QImap4MessageModelPrivate::apply(quint32 index, const QImap4Message &message)
{
    if (message.has(QImap4Message::Flags))
        m_table.setFlags(index, message.flags());
    if (message.has(QImap4Message::InternalDate)) {
        const QDateTime date = message.internalDate();
        if (date.isValid())
            m_table.setInternalDate(index, date.toSecsSinceEpoch());
    }
    if (message.has(QImap4Message::Size))
        m_table.setOctets(index, message.size());
    if (message.has(QImap4Message::Envelope) && m_table.uid(index) != 0) {
        EnvelopeText text = envelopeText(message);
        text.uid = m_table.uid(index);
        m_table.setSlot(index, m_cache.insert(std::move(text)));
        m_table.setRequestState(index, MessageTable::Idle);
    }
}

void QImap4MessageModelPrivate::onFetched(const QImap4MessageList &messages)
{
    if (!m_available)
        return;
    std::vector<quint32> changed;
    for (const QImap4Message message : messages) {
        const qint64 index = locate(message, &changed);
        if (index < 0)
            continue;
        apply(quint32(index), message);
        changed.push_back(quint32(index));
    }
    emitChanged(std::move(changed));
    noticeKnownUids();
}

// One dataChanged() per contiguous run of rows; a view can do with a few of them.
void QImap4MessageModelPrivate::emitChanged(std::vector<quint32> indexes, const QList<int> &roles)
{
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    const std::vector<IndexRange> runs = toRanges(indexes);
    if (runs.size() > MaximumRuns) {
        tellMany(m_order.rowsOf({runs.front().begin, runs.back().end}), roles);
        return;
    }
    for (const IndexRange &run : runs)
        emitChanged(run, roles);
}

void QImap4MessageModelPrivate::emitChanged(const IndexRange &range, const QList<int> &roles)
{
    const RowRange rows = m_order.rowsOf(range);
    if (rows.count() > MaximumTold)
        tellMany(rows, roles);
    else
        tellChanged(rows, roles);
}

// Those near the view at once, and all of them soon.
void QImap4MessageModelPrivate::tellMany(const RowRange &rows, const QList<int> &roles)
{
    tellChanged(nearView(rows), roles);
    m_untold.add(rows, roles);
    tellRest();
}

void QImap4MessageModelPrivate::tellRest()
{
    Q_Q(QImap4MessageModel);
    if (m_untold.isEmpty() || std::exchange(m_restQueued, true))
        return;
    QTimer::singleShot(TellingInterval, q, [this] {
        m_restQueued = false;
        const QList<int> roles = m_untold.roles();
        const RowRange rows = m_untold.take(RowsAtOnce);
        tellRest();
        tellChanged({rows.first, qMin(rows.last, m_order.rowCount() - 1)}, roles);
    });
}

RowRange QImap4MessageModelPrivate::nearView(const RowRange &rows) const
{
    const RowRange window = m_scheduler.window();
    return {qMax(rows.first, window.first - ReadAhead), qMin(rows.last, window.last + ReadAhead)};
}

void QImap4MessageModelPrivate::tellChanged(const RowRange &rows, const QList<int> &roles)
{
    Q_Q(QImap4MessageModel);
    if (!rows.isEmpty()) {
        Q_EMIT q->dataChanged(q->index(rows.first, 0),
                              q->index(rows.last, QImap4MessageModel::ColumnCount - 1), roles);
    }
}
