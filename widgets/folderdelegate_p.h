// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_FOLDERDELEGATE_P_H
#define QIMAP4_WIDGETS_FOLDERDELEGATE_P_H

#include <QtWidgets/qstyleditemdelegate.h>

namespace QImap4Internal {

// A folder: icon by special use, name, and a badge with the number of unread messages.
class FolderDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_FOLDERDELEGATE_P_H
