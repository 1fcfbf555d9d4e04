// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_WORKERTHREAD_P_H
#define QIMAP4_NET_WORKERTHREAD_P_H

#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>

#include <thread>

namespace QImap4Internal {

// A thread with an event loop that has really ended when the destructor returns. QThread::wait()
// returns while the thread still frees what libraries keep for it, which must not meet the end of
// the program.
class WorkerThread
{
public:
    WorkerThread();
    ~WorkerThread(); // waits until the loop has been ended
    WorkerThread(const WorkerThread &) = delete;
    WorkerThread &operator=(const WorkerThread &) = delete;

    QThread *thread() const { return m_qtThread; }
    QEventLoop *loop() const { return m_loop; } // to be ended from within the thread

private:
    QThread *m_qtThread = nullptr;
    QEventLoop *m_loop = nullptr;
    std::thread m_thread;
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_WORKERTHREAD_P_H
