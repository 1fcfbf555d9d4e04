// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef RESPONSETABLE_H
#define RESPONSETABLE_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

// One case of tests/data/wire/*.txt.
struct ResponseRow
{
    QByteArray name;
    QByteArray bytes; // from the server
    QByteArray expected; // as describeStream() gives it
    bool utf8 = false;
};

QList<ResponseRow> readResponseTable(const QString &path, QString *error);

#endif // RESPONSETABLE_H
