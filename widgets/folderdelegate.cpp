// SPDX-License-Identifier: LGPL-3.0-or-later
#include "folderdelegate_p.h"

#include "displayformat_p.h"
#include "icons_p.h"
#include "palettecolors_p.h"
#include "qimap4foldermodel.h"

#include <QtGui/qpainter.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qstyle.h>

namespace QImap4Internal {

namespace {

constexpr int spacing = 7; // pixels between icon, name and badge
constexpr int rowPadding = 5; // pixels above and below the name

struct SpecialUseIcon
{
    QImap4Mailbox::SpecialUse use;
    Icon icon;
};

constexpr SpecialUseIcon specialUseIcons[] = {
    {QImap4Mailbox::Inbox, Icon::Inbox},
    {QImap4Mailbox::Drafts, Icon::Drafts},
    {QImap4Mailbox::Sent, Icon::Sent},
    {QImap4Mailbox::Junk, Icon::Junk},
    {QImap4Mailbox::Trash, Icon::Trash},
    {QImap4Mailbox::Archive, Icon::Archive},
    {QImap4Mailbox::All, Icon::All},
    {QImap4Mailbox::Flagged, Icon::Flag},
    {QImap4Mailbox::Important, Icon::Important},
};

Icon iconOf(const QModelIndex &index)
{
    const auto use =
        index.data(QImap4FolderModel::SpecialUseRole).value<QImap4Mailbox::SpecialUse>();
    for (const SpecialUseIcon &entry : specialUseIcons) {
        if (entry.use == use)
            return entry.icon;
    }
    return Icon::Folder;
}

bool isSelectable(const QModelIndex &index)
{
    const QVariant selectable = index.data(QImap4FolderModel::IsSelectableRole);
    return !selectable.isValid() || selectable.toBool();
}

QColor textColor(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (option.state.testFlag(QStyle::State_Selected))
        return option.palette.color(QPalette::HighlightedText);
    return isSelectable(index) ? option.palette.color(QPalette::Text)
                               : option.palette.color(QPalette::Disabled, QPalette::Text);
}

// Returns what is left of `rect` for the name.
QRect paintBadge(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
                 quint32 unseen)
{
    if (unseen == 0)
        return rect;
    QFont font(option.font);
    font.setBold(true);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.85);
    const QFontMetrics metrics(font);
    const QString text = unreadCount(unseen);
    const int height = metrics.height() + 2;
    const int width = qMax(height + 4, metrics.horizontalAdvance(text) + height - 4);
    const QRect badge = QStyle::alignedRect(option.direction, Qt::AlignRight | Qt::AlignVCenter,
                                            QSize(width, height), rect);

    const bool selected = option.state.testFlag(QStyle::State_Selected);
    // The option's own highlight is transparent here, the view has drawn it already.
    const QPalette palette = option.widget ? option.widget->palette() : option.palette;
    const QColor ground = palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight);
    const QColor ink = palette.color(selected ? QPalette::Highlight : QPalette::HighlightedText);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(badge, height / 2.0, height / 2.0);
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(badge, Qt::AlignCenter, text);

    QRect rest(rect);
    if (option.direction == Qt::RightToLeft)
        rest.setLeft(badge.right() + spacing);
    else
        rest.setRight(badge.left() - spacing);
    return rest;
}

} // namespace

void FolderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const quint32 unseen = index.data(QImap4FolderModel::UnseenRole).toUInt();
    const QColor color = textColor(option, index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);

    QRect rest = option.rect.adjusted(spacing / 2, 0, -spacing, 0);
    if (option.direction == Qt::RightToLeft)
        rest = option.rect.adjusted(spacing, 0, -spacing / 2, 0);
    const int extent = option.widget
        ? option.widget->style()->pixelMetric(QStyle::PM_SmallIconSize, &option, option.widget)
        : option.decorationSize.height();
    const QRect icon = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                           QSize(extent, extent), rest);
    paintIcon(painter, icon, iconOf(index), color);
    if (option.direction == Qt::RightToLeft)
        rest.setRight(icon.left() - spacing);
    else
        rest.setLeft(icon.right() + spacing);

    rest = paintBadge(painter, option, rest, unseen);

    QFont font(option.font);
    font.setBold(unseen > 0);
    painter->setFont(font);
    painter->setPen(color);
    const QString name = QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(),
                                                       Qt::ElideRight, rest.width());
    painter->drawText(rest,
                      int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)
                          | Qt::AlignVCenter | Qt::TextSingleLine),
                      name);
    painter->restore();
}

QSize FolderDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QFont font(option.font);
    font.setBold(true);
    const QFontMetrics metrics(font);
    const int extent = QApplication::style()->pixelMetric(QStyle::PM_SmallIconSize);
    const int width =
        extent + 4 * spacing + metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {width, qMax(metrics.height(), extent) + 2 * rowPadding};
}

} // namespace QImap4Internal
