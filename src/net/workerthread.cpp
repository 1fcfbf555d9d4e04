// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/workerthread_p.h"

#include <QtCore/qcoreapplication.h>

#include <future>
#include <utility>

namespace QImap4Internal {

WorkerThread::WorkerThread()
{
    std::promise<void> promise;
    const std::future<void> running = promise.get_future();
    m_thread = std::thread([this, promise = std::move(promise)]() mutable {
        QEventLoop loop;
        m_loop = &loop;
        m_qtThread = QThread::currentThread();
        promise.set_value();
        loop.exec();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    });
    running.wait();
}

WorkerThread::~WorkerThread()
{
    m_thread.join();
}

} // namespace QImap4Internal
