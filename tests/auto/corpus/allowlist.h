// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef ALLOWLIST_H
#define ALLOWLIST_H

#include <QtCore/qmap.h>
#include <QtCore/qstring.h>

// Cases in which we know better than their source: the case's name and the reason, a line each.
QMap<QString, QString> readAllowList(const QString &path, QString *error);

#endif // ALLOWLIST_H
