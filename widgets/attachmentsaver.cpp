// SPDX-License-Identifier: LGPL-3.0-or-later
#include "attachmentsaver_p.h"

#include "qimap4mime.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qsavefile.h>

namespace QImap4Internal {

namespace {

constexpr int mostAttempts = 1000; // names "file (2)", "file (3)", ... tried before giving up

QString numbered(const QString &name, int attempt)
{
    if (attempt == 1)
        return name;
    const QFileInfo info(name);
    const QString suffix = info.suffix();
    const QString base = suffix.isEmpty() ? name : info.completeBaseName();
    const QString stem = QStringLiteral("%1 (%2)").arg(base).arg(attempt);
    return suffix.isEmpty() ? stem : stem + QLatin1Char('.') + suffix;
}

// Takes the name for us. Fails on anything that exists, also on a link that leads nowhere.
bool reserve(const QString &path, QString *error)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return true;
    *error = file.errorString();
    return false;
}

} // namespace

SaveResult saveAs(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
        || !file.commit()) {
        return {{}, file.errorString()};
    }
    return {path, {}};
}

SaveResult saveIntoDirectory(const QString &directory, const QString &name,
                             const QByteArray &content)
{
    const QDir dir(directory);
    if (!dir.exists()) {
        return {{},
                QCoreApplication::translate("QImap4AttachmentSaver", "The folder does not exist.")};
    }
    const QString safe = QImap4Mime::safeFileName(name);
    QString error;
    for (int attempt = 1; attempt <= mostAttempts; ++attempt) {
        const QString path = dir.filePath(numbered(safe, attempt));
        if (reserve(path, &error)) {
            const SaveResult result = saveAs(path, content);
            if (result.path.isEmpty())
                QFile::remove(path);
            return result;
        }
        const QFileInfo info(path);
        if (!info.exists() && !info.isSymLink())
            break; // not taken, so it is the folder that refuses
    }
    return {{}, error};
}

} // namespace QImap4Internal
