// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_INBOX_P_H
#define QIMAP4_NET_INBOX_P_H

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qobject.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace QImap4Internal {

// The one way in which values cross between the application's thread and a worker: a queue under
// one mutex, whose owner is woken by a posted event. One event wakes for any number of items.
//
// Senders hold an InboxAddress, which may outlive the inbox: what is sent to a dead one is dropped.
template <typename T>
class InboxState
{
public:
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<std::pair<T, qint64>> items;
    QObject *owner = nullptr; // null once the inbox is gone
    qint64 cost = 0; // of all items, in bytes
    bool wakePosted = false;
    bool senderWaits = false; // it was told that too much is waiting
};

template <typename T>
class InboxAddress
{
public:
    InboxAddress() = default;
    explicit InboxAddress(std::shared_ptr<InboxState<T>> state)
        : m_state(std::move(state))
    {}

    // Callable from any thread. Returns false when more than `limit` is waiting now: then the
    // sender should wait until the receiver has called Inbox::releaseSender(). 0: no limit.
    bool send(T item, qint64 cost = 0, qint64 limit = 0) const
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->owner)
            return true;
        m_state->items.emplace_back(std::move(item), cost);
        m_state->cost += cost;
        if (!m_state->wakePosted) {
            m_state->wakePosted = true;
            QCoreApplication::postEvent(m_state->owner, new QEvent(QEvent::User));
        }
        m_state->arrived.notify_all();
        if (limit <= 0 || m_state->cost <= limit)
            return true;
        m_state->senderWaits = true;
        return false;
    }

private:
    std::shared_ptr<InboxState<T>> m_state;
};

// Lives in the thread of its owner, and calls the handler there. The handler may destroy the inbox.
template <typename T>
class Inbox : public QObject
{
public:
    using Handler = std::function<void(T &&item)>;

    explicit Inbox(Handler handler)
        : m_state(std::make_shared<InboxState<T>>())
        , m_handler(std::move(handler))
    {
        m_state->owner = this;
        m_built.store(true, std::memory_order_release);
    }

    ~Inbox() override
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->owner = nullptr;
        m_state->items.clear();
    }

    InboxAddress<T> address() const { return InboxAddress<T>(m_state); }

    // Of the items that nobody has handled.
    std::size_t count() const
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->items.size();
    }

    // True, once, when a sender waits and no more than `cost` is left.
    bool releaseSender(qint64 cost)
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->cost <= cost && std::exchange(m_state->senderWaits, false);
    }

    // Handles one item, waiting for it until the deadline. False: none came.
    bool handleOne(QDeadlineTimer deadline)
    {
        T item;
        {
            std::unique_lock lock(m_state->mutex);
            const auto any = [this] { return !m_state->items.empty(); };
            if (deadline.isForever()) {
                m_state->arrived.wait(lock, any);
            } else if (!m_state->arrived.wait_for(
                           lock, std::chrono::milliseconds(deadline.remainingTime()), any)) {
                return false;
            }
            item = takeFirst(*m_state);
        }
        m_handler(std::move(item));
        return true;
    }

protected:
    bool event(QEvent *event) override
    {
        if (!m_built.load(std::memory_order_acquire) || event->type() != QEvent::User)
            return QObject::event(event);
        handleAll();
        return true;
    }

private:
    // Items are taken one at a time, so that a handler which handles more in a nested call
    // does not change their order; the state outlives an inbox that its handler destroys.
    void handleAll()
    {
        const std::shared_ptr<InboxState<T>> state = m_state;
        std::unique_lock lock(state->mutex);
        state->wakePosted = false;
        for (std::size_t left = state->items.size(); left > 0 && !state->items.empty(); --left) {
            T item = takeFirst(*state);
            lock.unlock();
            m_handler(std::move(item));
            lock.lock();
            if (!state->owner)
                return;
        }
        if (!state->items.empty() && !state->wakePosted) {
            state->wakePosted = true;
            QCoreApplication::postEvent(state->owner, new QEvent(QEvent::User));
        }
    }

    static T takeFirst(InboxState<T> &state)
    {
        auto [item, cost] = std::move(state.items.front());
        state.items.pop_front();
        state.cost -= cost;
        return std::move(item);
    }

    std::shared_ptr<InboxState<T>> m_state;
    Handler m_handler;
    // The owner may have been moved to another thread, which reads the members before it locks.
    // Qt's queue orders that too, but ThreadSanitizer does not see into Qt.
    std::atomic<bool> m_built = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_INBOX_P_H
