// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_FILEWATCH_H
#define QIMAP4TEST_FILEWATCH_H

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

// Notices that anybody opens or reads a file in some directories (inotify).
class FileWatch
{
public:
    FileWatch();
    ~FileWatch();
    FileWatch(const FileWatch &) = delete;
    FileWatch &operator=(const FileWatch &) = delete;

    bool add(const QString &path);
    QStringList takeOpened(); // names of files that were opened since the last call

private:
    int m_descriptor;
};

#endif // QIMAP4TEST_FILEWATCH_H
