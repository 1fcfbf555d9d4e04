// SPDX-License-Identifier: LGPL-3.0-or-later
#include "messagerow_p.h"

#include "qimap4messagemodel.h"

#include <QtCore/qcoreapplication.h>

#include <array>

namespace QImap4Internal {

MessageRow::MessageRow(const QModelIndex &index)
{
    std::array roles{
        QModelRoleData(QImap4MessageModel::RowStateRole),
        QModelRoleData(QImap4MessageModel::FromRole),
        QModelRoleData(QImap4MessageModel::SubjectRole),
        QModelRoleData(QImap4MessageModel::DateRole),
        QModelRoleData(QImap4MessageModel::SizeRole),
        QModelRoleData(QImap4MessageModel::IsSeenRole),
        QModelRoleData(QImap4MessageModel::IsFlaggedRole),
        QModelRoleData(QImap4MessageModel::IsAnsweredRole),
        QModelRoleData(QImap4MessageModel::IsDeletedRole),
        QModelRoleData(QImap4MessageModel::HasAttachmentRole),
    };
    index.model()->multiData(index, roles);
    const auto value = [&roles](size_t position) -> const QVariant & {
        return roles[position].data();
    };
    const int state = value(0).toInt();
    isLoaded = state == QImap4MessageModel::Loaded;
    isFailed = state == QImap4MessageModel::Failed;
    from = value(1).toString();
    subject = value(2).toString();
    if (isLoaded && subject.trimmed().isEmpty())
        subject = QCoreApplication::translate("QImap4MessageListView", "(No subject)");
    date = value(3).toDateTime();
    size = value(4).toULongLong();
    isUnread = value(5).isValid() && !value(5).toBool();
    isFlagged = value(6).toBool();
    isAnswered = value(7).toBool();
    isDeleted = value(8).toBool();
    hasAttachment = value(9).toBool();
}

} // namespace QImap4Internal
