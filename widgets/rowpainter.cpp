// SPDX-License-Identifier: LGPL-3.0-or-later
#include "rowpainter_p.h"

#include "palettecolors_p.h"

#include <QtGui/qpainter.h>
#include <QtWidgets/qstyleoption.h>

namespace QImap4Internal {

namespace {

constexpr int inset = 4; // pixels left free at both ends of the row
constexpr qreal corner = 6; // pixels

QColor groundOf(const QStyleOptionViewItem &option)
{
    const QColor highlight = option.palette.color(QPalette::Highlight);
    if (option.state.testFlag(QStyle::State_Selected))
        return highlight;
    const QColor base = option.palette.color(QPalette::Base);
    return mixed(base, option.palette.color(QPalette::Text), 0.06);
}

} // namespace

void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option, const QRect &row)
{
    const bool visible = option.state & (QStyle::State_Selected | QStyle::State_MouseOver);
    if (!visible)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(groundOf(option));
    painter->drawRoundedRect(QRectF(row).adjusted(inset, 1, -inset, -1), corner, corner);
    painter->restore();
}

QStyleOptionViewItem withoutGround(const QStyleOptionViewItem &option)
{
    QStyleOptionViewItem result(option);
    result.palette.setBrush(QPalette::Highlight, Qt::transparent);
    result.palette.setColor(QPalette::AlternateBase, Qt::transparent);
    result.state.setFlag(QStyle::State_MouseOver, false);
    return result;
}

} // namespace QImap4Internal
