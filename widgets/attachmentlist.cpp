// SPDX-License-Identifier: LGPL-3.0-or-later
#include "attachmentlist_p.h"

#include "displayformat_p.h"
#include "icons_p.h"
#include "palettecolors_p.h"

#include <QtGui/qevent.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlistwidget.h>
#include <QtWidgets/qmenu.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qstyleditemdelegate.h>

namespace QImap4Internal {

namespace {

constexpr int chipWidth = 232; // pixels
constexpr int chipSpacing = 6; // pixels
constexpr int mostRows = 3; // of chips, before the list scrolls
constexpr int iconExtent = 20; // pixels
constexpr int sizeRole = Qt::UserRole;
constexpr int iconRole = Qt::UserRole + 1;

class ChipDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool active = option.state & (QStyle::State_Selected | QStyle::State_MouseOver);
        const QPalette &palette = option.palette;
        const QColor base = palette.color(QPalette::Base);
        const QColor text = palette.color(QPalette::Text);
        const QRect chip = option.rect.adjusted(1, 1, -chipSpacing, -chipSpacing);
        painter->setBrush(mixed(base, text, active ? 0.1 : 0.04));
        const bool focused = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(focused ? palette.color(QPalette::Highlight) : hairline(palette));
        painter->drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);

        QRect icon(chip.left() + 10, chip.center().y() - iconExtent / 2, iconExtent, iconExtent);
        const auto which = static_cast<Icon>(index.data(iconRole).toInt());
        const bool warns = which == Icon::Warning;
        paintIcon(painter, QStyle::visualRect(option.direction, option.rect, icon), which,
                  warns ? cautionColor(palette) : mixed(base, text, 0.7));
        paintLabels(painter, option, index, chip.adjusted(iconExtent + 18, 4, -8, -4));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {chipWidth, 2 * option.fontMetrics.height() + 10 + chipSpacing};
    }

private:
    static void paintLabels(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index, const QRect &place)
    {
        const int half = place.height() / 2;
        const auto side = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
        const auto draw = [&](const QRect &line, const QString &text, const QColor &color) {
            painter->setPen(color);
            const QString elided =
                option.fontMetrics.elidedText(text, Qt::ElideMiddle, line.width());
            painter->drawText(QStyle::visualRect(option.direction, option.rect, line),
                              int(side | Qt::AlignVCenter | Qt::TextSingleLine), elided);
        };
        QRect upper(place);
        upper.setHeight(half);
        draw(upper, index.data(Qt::DisplayRole).toString(), option.palette.color(QPalette::Text));
        draw(upper.translated(0, half), index.data(sizeRole).toString(), quietText(option.palette));
    }
};

Icon iconOf(const QImap4Attachment &attachment)
{
    if (attachment.dangers)
        return Icon::Warning;
    if (attachment.mimeType.startsWith("image/"))
        return Icon::FileImage;
    if (attachment.mimeType.startsWith("text/") || attachment.mimeType == "application/pdf")
        return Icon::FileText;
    if (attachment.mimeType.startsWith("message/"))
        return Icon::Unread;
    static const QByteArrayList archives{"application/zip", "application/gzip", "application/x-tar",
                                         "application/x-7z-compressed"};
    return archives.contains(attachment.mimeType) ? Icon::FileArchive : Icon::File;
}

QString dangerText(const QImap4Attachment &attachment)
{
    if (attachment.dangers.testFlag(QImap4Attachment::Executable))
        return AttachmentList::tr("%1, may be harmful");
    if (attachment.dangers.testFlag(QImap4Attachment::TypeMismatch))
        return AttachmentList::tr("%1, not what it says");
    return QStringLiteral("%1");
}

} // namespace

AttachmentList::AttachmentList(QWidget *parent)
    : QFrame(parent)
    , m_summary(new QLabel(this))
    , m_saveAll(new QPushButton(tr("Save All…"), this))
    , m_list(new QListWidget(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_saveAll->setIcon(icon(Icon::Save));
    m_saveAll->setFlat(true);
    m_saveAll->setAutoDefault(false);

    m_list->setAccessibleName(tr("Attachments"));
    m_list->setItemDelegate(new ChipDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->installEventFilter(this);

    auto *top = new QHBoxLayout;
    top->addWidget(m_summary, 1);
    top->addWidget(m_saveAll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 10, 6);
    layout->setSpacing(4);
    layout->addLayout(top);
    layout->addWidget(m_list);

    connect(m_saveAll, &QPushButton::clicked, this, &AttachmentList::saveAllRequested);
    connect(m_list, &QListWidget::itemActivated, this,
            [this](QListWidgetItem *item) { Q_EMIT saveRequested(m_list->row(item)); });
    connect(m_list, &QWidget::customContextMenuRequested, this, &AttachmentList::showMenu);
    hide();
}

void AttachmentList::setAttachments(const QList<QImap4Attachment> &attachments)
{
    m_attachments = attachments;
    m_list->clear();
    quint64 total = 0;
    for (const QImap4Attachment &attachment : attachments) {
        addChip(attachment);
        total += attachment.size;
    }
    m_summary->setText(
        tr("%n attachment(s), %1", nullptr, int(attachments.size())).arg(byteSize(total)));
    m_saveAll->setVisible(attachments.size() > 1);
    setVisible(!attachments.isEmpty());
    fitHeight();
}

void AttachmentList::addChip(const QImap4Attachment &attachment)
{
    auto *item = new QListWidgetItem(attachment.fileName, m_list);
    const QString size = byteSize(attachment.size);
    item->setData(sizeRole, dangerText(attachment).arg(size));
    item->setData(iconRole, int(iconOf(attachment)));
    item->setData(Qt::AccessibleTextRole,
                  tr("%1, %2", "attachment: name, size").arg(attachment.fileName, size));
}

void AttachmentList::fitHeight()
{
    const int columns = qMax(1, m_list->viewport()->width() / chipWidth);
    const int rows = (m_list->count() + columns - 1) / columns;
    const int rowHeight = qMax(1, m_list->sizeHintForRow(0));
    m_list->setFixedHeight(qBound(1, rows, mostRows) * rowHeight + 2);
}

void AttachmentList::showMenu(const QPoint &position)
{
    const QListWidgetItem *item = m_list->itemAt(position);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (item) {
        menu->addAction(icon(Icon::Save), tr("&Save…"), this,
                        [this, row = m_list->row(item)] { Q_EMIT saveRequested(row); });
    }
    menu->addAction(tr("Save &All…"), this, &AttachmentList::saveAllRequested);
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

bool AttachmentList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fitHeight();
    return QFrame::eventFilter(watched, event);
}

void AttachmentList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), hairline(palette()));
}

} // namespace QImap4Internal
