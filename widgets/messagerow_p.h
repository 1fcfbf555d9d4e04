// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_MESSAGEROW_P_H
#define QIMAP4_WIDGETS_MESSAGEROW_P_H

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

// What one row of the message list shows, read from the model at once.
struct MessageRow
{
    explicit MessageRow(const QModelIndex &index);

    QString from;
    QString subject; // never empty once loaded
    QDateTime date;
    quint64 size = 0;
    bool isLoaded = false;
    bool isFailed = false;
    bool isUnread = false;
    bool isFlagged = false;
    bool isAnswered = false;
    bool isDeleted = false;
    bool hasAttachment = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_MESSAGEROW_P_H
