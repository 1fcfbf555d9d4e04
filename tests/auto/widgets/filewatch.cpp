// SPDX-License-Identifier: LGPL-3.0-or-later
#include "filewatch.h"

#include <QtCore/qfile.h>

#include <sys/inotify.h>
#include <unistd.h>

FileWatch::FileWatch()
    : m_descriptor(inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
{}

FileWatch::~FileWatch()
{
    close(m_descriptor);
}

bool FileWatch::add(const QString &path)
{
    return inotify_add_watch(m_descriptor, QFile::encodeName(path).constData(), IN_OPEN | IN_ACCESS)
        >= 0;
}

QStringList FileWatch::takeOpened()
{
    QStringList names;
    alignas(inotify_event) char buffer[16 * 1024];
    for (;;) {
        const ssize_t size = read(m_descriptor, buffer, sizeof buffer);
        if (size <= 0)
            return names;
        for (ssize_t at = 0; at < size;) {
            const auto *event = reinterpret_cast<const inotify_event *>(buffer + at);
            names.append(event->len > 0 ? QFile::decodeName(event->name)
                                        : QStringLiteral("(directory)"));
            at += ssize_t(sizeof(inotify_event) + event->len);
        }
    }
}
