// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_MESSAGELISTDELEGATE_P_H
#define QIMAP4_WIDGETS_MESSAGELISTDELEGATE_P_H

#include <QtWidgets/qstyleditemdelegate.h>

namespace QImap4Internal {

// A message: as a card of two lines, or as the cells of a table row.
class MessageListDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum class Shape { Card, Cells };
    enum class Hit { Nothing, UnreadDot, Star };

    using QStyledItemDelegate::QStyledItemDelegate;

    Shape shape() const { return m_shape; }
    void setShape(Shape shape) { m_shape = shape; }

    // What of the row's own controls lies under a point of the cell `rect`.
    Hit hitTest(const QPoint &position, const QStyleOptionViewItem &option,
                const QModelIndex &index) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintCard(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
    void paintCell(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;

    Shape m_shape = Shape::Card;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_MESSAGELISTDELEGATE_P_H
