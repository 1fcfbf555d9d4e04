// SPDX-License-Identifier: LGPL-3.0-or-later
#include "messagelistdelegate_p.h"

#include "displayformat_p.h"
#include "icons_p.h"
#include "messagerow_p.h"
#include "palettecolors_p.h"
#include "qimap4messagemodel.h"

#include <QtGui/qpainter.h>
#include <QtWidgets/qstyle.h>
#include <QtWidgets/qwidget.h>

namespace QImap4Internal {

namespace {

constexpr int lane = 22; // pixels at the start of a card, for the unread dot
constexpr int margin = 10; // pixels at its end
constexpr int padding = 8; // pixels above and below the lines of a card
constexpr int gap = 6; // pixels between neighbours on a line
constexpr int lineGap = 3; // pixels between the two lines
constexpr int symbol = 16; // pixels, the star and its like
constexpr int dot = 9; // pixels

struct Ink
{
    QColor text;
    QColor quiet;
    QColor accent;
    QColor star;
};

Ink inkFor(const QStyleOptionViewItem &option)
{
    const QPalette palette = option.widget ? option.widget->palette() : option.palette;
    if (option.state.testFlag(QStyle::State_Selected)) {
        const QColor text = palette.color(QPalette::HighlightedText);
        const QColor quiet = mixed(palette.color(QPalette::Highlight), text, 0.82);
        return {text, quiet, text, text};
    }
    return {palette.color(QPalette::Text), quietText(palette), palette.color(QPalette::Highlight),
            starColor(palette)};
}

QFont fontFor(const QStyleOptionViewItem &option, const MessageRow &row)
{
    QFont font(option.font);
    font.setBold(row.isUnread);
    font.setStrikeOut(row.isDeleted);
    return font;
}

QFont smallFont(const QStyleOptionViewItem &option)
{
    QFont font(option.font);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

// The places of a card, for a layout from left to right; mirrored by the caller.
struct CardGeometry
{
    CardGeometry(const QRect &rect, const QStyleOptionViewItem &option)
    {
        const int height = QFontMetrics(option.font).height();
        const QRect inner = rect.adjusted(lane, padding, -margin, -padding);
        firstLine = QRect(inner.left(), inner.top(), inner.width(), height);
        secondLine = firstLine.translated(0, height + lineGap);
        unreadDot =
            QRect(rect.left() + lane / 2 - dot / 2 + 2, firstLine.center().y() - dot / 2, dot, dot);
        star = QRect(secondLine.right() - symbol + 1, secondLine.center().y() - symbol / 2, symbol,
                     symbol);
    }

    QRect firstLine;
    QRect secondLine;
    QRect unreadDot;
    QRect star;
};

QRect mirrored(const QStyleOptionViewItem &option, const QRect &rect)
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

void paintText(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
               const QFont &font, const QColor &color, const QString &text,
               Qt::Alignment side = Qt::AlignLeft)
{
    painter->setFont(font);
    painter->setPen(color);
    const QString elided = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    // The row follows the desktop's direction, the words within it follow their own.
    painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter->drawText(mirrored(option, rect),
                      int(QStyle::visualAlignment(option.direction, side) | Qt::AlignAbsolute)
                          | int(Qt::AlignVCenter) | int(Qt::TextSingleLine),
                      elided);
}

void paintUnreadDot(QPainter *painter, const QRect &rect, const QColor &color)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawEllipse(rect);
}

// Rows that are still to come: bars where their texts will be, of lengths that look natural.
void paintLoadingBar(QPainter *painter, const QStyleOptionViewItem &option, const QRect &line,
                     int percent)
{
    const QPalette palette = option.widget ? option.widget->palette() : option.palette;
    const int height = qMax(4, line.height() / 2);
    QRect bar(line.left(), line.center().y() - height / 2, line.width() * percent / 100, height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.09));
    painter->drawRoundedRect(mirrored(option, bar), height / 2.0, height / 2.0);
}

void paintSymbols(QPainter *painter, const QStyleOptionViewItem &option, const MessageRow &row,
                  const Ink &ink, QRect *place)
{
    const auto paintOne = [&](Icon which) {
        paintIcon(painter, mirrored(option, *place), which, ink.quiet);
        place->translate(-symbol - 2, 0);
    };
    if (row.hasAttachment)
        paintOne(Icon::Attachment);
    if (row.isAnswered)
        paintOne(Icon::Answered);
}

QString cellText(const QModelIndex &index, const MessageRow &row)
{
    switch (index.column()) {
    case QImap4MessageModel::SubjectColumn:
        return row.subject;
    case QImap4MessageModel::FromColumn:
        return row.from;
    case QImap4MessageModel::DateColumn:
        return relativeDate(row.date, QDateTime::currentDateTime(), QLocale());
    case QImap4MessageModel::SizeColumn:
        return byteSize(row.size);
    default:
        return {};
    }
}

QRect cellDot(const QRect &cell)
{
    return {cell.left() + 6, cell.center().y() - dot / 2, dot, dot};
}

QRect cellStar(const QRect &cell)
{
    return {cell.left() + 6 + dot + gap, cell.center().y() - symbol / 2, symbol, symbol};
}

} // namespace

MessageListDelegate::Hit MessageListDelegate::hitTest(const QPoint &position,
                                                      const QStyleOptionViewItem &option,
                                                      const QModelIndex &index) const
{
    if (m_shape == Shape::Cells && index.column() != QImap4MessageModel::FlagsColumn)
        return Hit::Nothing;
    const CardGeometry card(option.rect, option);
    const bool isCard = m_shape == Shape::Card;
    const QRect dotPlace = isCard ? card.unreadDot : cellDot(option.rect);
    const QRect starPlace = isCard ? card.star : cellStar(option.rect);
    constexpr int slack = 4; // pixels around the drawn symbol that count as hit
    const auto isHit = [&](const QRect &place) {
        return mirrored(option, place.adjusted(-slack, -slack, slack, slack)).contains(position);
    };
    if (isHit(starPlace))
        return Hit::Star;
    return isHit(dotPlace) ? Hit::UnreadDot : Hit::Nothing;
}

void MessageListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_shape == Shape::Card)
        paintCard(painter, option, index);
    else
        paintCell(painter, option, index);
    painter->restore();
}

void MessageListDelegate::paintCard(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    const CardGeometry card(option.rect, option);
    const MessageRow row(index);
    if (!row.isLoaded && !row.isFailed) {
        paintLoadingBar(painter, option, card.firstLine, 30 + index.row() * 17 % 25);
        paintLoadingBar(painter, option, card.secondLine, 55 + index.row() * 29 % 35);
        return;
    }
    const Ink ink = inkFor(option);
    const QFont font = fontFor(option, row);
    const QFont small = smallFont(option);
    if (row.isFailed) {
        paintText(painter, option, card.firstLine, option.font, ink.quiet,
                  tr("Could not be loaded"));
        return;
    }
    if (row.isUnread)
        paintUnreadDot(painter, mirrored(option, card.unreadDot), ink.accent);

    const QString date = relativeDate(row.date, QDateTime::currentDateTime(), QLocale());
    const int dateWidth = QFontMetrics(small).horizontalAdvance(date) + 2; // rounding
    const QRect dateRect = card.firstLine.adjusted(card.firstLine.width() - dateWidth, 0, 0, 0);
    paintText(painter, option, dateRect, small, row.isUnread ? ink.accent : ink.quiet, date,
              Qt::AlignRight);
    paintText(painter, option, card.firstLine.adjusted(0, 0, -dateWidth - gap, 0), font, ink.text,
              row.from);

    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    QRect place = card.star;
    if (row.isFlagged || hovered) {
        paintIcon(painter, mirrored(option, place), row.isFlagged ? Icon::FlagFilled : Icon::Flag,
                  row.isFlagged ? ink.star : ink.quiet);
    }
    place.translate(-symbol - 4, 0);
    paintSymbols(painter, option, row, ink, &place);
    QFont subjectFont(font);
    subjectFont.setBold(false);
    paintText(painter, option,
              card.secondLine.adjusted(0, 0, place.right() - card.secondLine.right(), 0),
              subjectFont, row.isUnread ? ink.text : ink.quiet, row.subject);
}

void MessageListDelegate::paintCell(QPainter *painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    const MessageRow row(index);
    const QRect inner = option.rect.adjusted(gap, 0, -gap, 0);
    const bool isFlags = index.column() == QImap4MessageModel::FlagsColumn;
    if (!row.isLoaded && !row.isFailed) {
        if (!isFlags)
            paintLoadingBar(painter, option, inner, 40 + index.row() * 29 % 50);
        return;
    }
    const Ink ink = inkFor(option);
    if (!isFlags) {
        const bool isSize = index.column() == QImap4MessageModel::SizeColumn;
        paintText(painter, option, inner, fontFor(option, row), ink.text, cellText(index, row),
                  isSize ? Qt::AlignRight : Qt::AlignLeft);
        return;
    }
    if (row.isUnread)
        paintUnreadDot(painter, mirrored(option, cellDot(option.rect)), ink.accent);
    const QRect star = cellStar(option.rect);
    if (row.isFlagged)
        paintIcon(painter, mirrored(option, star), Icon::FlagFilled, ink.star);
    QRect place = star.translated(2 * (symbol + 2), 0);
    paintSymbols(painter, option, row, ink, &place);
}

QSize MessageListDelegate::sizeHint(const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    const int line = QFontMetrics(option.font).height();
    if (m_shape == Shape::Card)
        return {20 * line, 2 * line + lineGap + 2 * padding};
    if (index.column() == QImap4MessageModel::FlagsColumn)
        return {dot + 3 * (symbol + gap), line + gap};
    return {8 * line, line + gap + 2};
}

} // namespace QImap4Internal
