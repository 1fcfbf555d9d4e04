// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dragpixmap_p.h"

#include "displayformat_p.h"
#include "icons_p.h"
#include "palettecolors_p.h"

#include <QtGui/qpainter.h>
#include <QtWidgets/qwidget.h>

namespace QImap4Internal {

namespace {

constexpr int width = 240; // pixels of the card
constexpr int badgeOverlap = 8; // pixels by which the badge sticks out

void paintBadge(QPainter *painter, const QRectF &corner, int count, const QPalette &palette)
{
    const QString text = unreadCount(quint32(count));
    const int height = painter->fontMetrics().height();
    const int badgeWidth = qMax(height, painter->fontMetrics().horizontalAdvance(text) + 10);
    const QRectF badge(corner.right() - badgeWidth + badgeOverlap, corner.top() - badgeOverlap,
                       badgeWidth, height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(palette.color(QPalette::Highlight));
    painter->drawRoundedRect(badge, height / 2.0, height / 2.0);
    painter->setPen(palette.color(QPalette::HighlightedText));
    painter->drawText(badge, Qt::AlignCenter, text);
}

} // namespace

QPixmap dragPixmap(const QString &title, int count, const QWidget *source)
{
    const QFontMetrics metrics(source->font());
    const int height = metrics.height() + 14;
    const qreal ratio = source->devicePixelRatioF();
    const QSize size(width + 2 * badgeOverlap, height + 2 * badgeOverlap);
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);

    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(source->font());
    const QPalette palette = source->palette();
    const QRectF card(badgeOverlap, badgeOverlap, width - 0.5, height - 0.5);
    painter.setBrush(palette.color(QPalette::Base));
    painter.setPen(hairline(palette));
    painter.drawRoundedRect(card, 6, 6);
    const QRectF symbol(card.left() + 8, card.center().y() - 8, 16, 16);
    paintIcon(&painter, symbol, Icon::Unread, palette.color(QPalette::Text));
    painter.setPen(palette.color(QPalette::Text));
    const QRectF text = card.adjusted(32, 0, -16, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(title, Qt::ElideRight, int(text.width())));
    if (count > 1)
        paintBadge(&painter, card, count, palette);
    return pixmap;
}

} // namespace QImap4Internal
