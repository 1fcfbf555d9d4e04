// SPDX-License-Identifier: LGPL-3.0-or-later
#include "allowlist.h"

#include <QtCore/qfile.h>

QMap<QString, QString> readAllowList(const QString &path, QString *error)
{
    QMap<QString, QString> allowed;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *error = path + QLatin1String(": ") + file.errorString();
        return allowed;
    }
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')))
            continue;
        const qsizetype end = line.indexOf(QLatin1Char(' '));
        if (end < 0) {
            *error = path + QLatin1String(": a case without a reason: ") + line;
            return {};
        }
        allowed.insert(line.first(end), line.sliced(end).trimmed());
    }
    return allowed;
}
