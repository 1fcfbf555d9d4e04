// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/threadname_p.h"

#include "protocol/logtext_p.h"

#include <QtCore/qthread.h>

#if defined(Q_OS_WIN)
#include <qt_windows.h>
#elif defined(Q_OS_UNIX)
#include <pthread.h>
#endif

namespace QImap4Internal {

void setCurrentThreadName(const QString &name)
{
    QThread::currentThread()->setObjectName(name);
    const QByteArray utf8 = name.toUtf8();
#if defined(Q_OS_WIN)
    SetThreadDescription(GetCurrentThread(), reinterpret_cast<const wchar_t *>(name.utf16()));
#elif defined(Q_OS_LINUX)
    constexpr qsizetype LongestName = 15; // pthread_setname_np refuses longer ones
    pthread_setname_np(pthread_self(), beginning(utf8, LongestName).toByteArray().constData());
#elif defined(Q_OS_DARWIN)
    pthread_setname_np(utf8.constData());
#endif
    Q_UNUSED(utf8)
}

} // namespace QImap4Internal
