// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/workerthread_p.h"

#include <QtCore/qcoreapplication.h>

#include <future>

namespace QImap4Internal {

WorkerThread::WorkerThread()
{
    std::promise<void> running;
    m_thread = std::thread([this, &running] {
        QEventLoop loop;
        m_loop = &loop;
        m_qtThread = QThread::currentThread();
        running.set_value();
        loop.exec();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    });
    running.get_future().wait();
}

WorkerThread::~WorkerThread()
{
    m_thread.join();
}

} // namespace QImap4Internal
