// SPDX-License-Identifier: LGPL-3.0-or-later
#include "messageheader_p.h"

#include "addresscheck_p.h"
#include "palettecolors_p.h"
#include "qimap4mime.h"

#include <QtGui/qevent.h>
#include <QtCore/qlocale.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qgridlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qstyle.h>

namespace QImap4Internal {

namespace {

constexpr qsizetype longestField = 2000; // characters of an address list or a subject
constexpr int avatarExtent = 40; // pixels

QString shortened(const QString &text)
{
    return text.size() <= longestField ? text : text.left(longestField) + QChar(0x2026);
}

// A coloured disc with the first letter of the sender, to tell senders apart at a glance.
QPixmap avatar(const QImap4Envelope &envelope, const QWidget *widget)
{
    const QList<QImap4Address> from = envelope.from();
    const QString name = from.isEmpty()        ? QString()
        : from.first().displayName().isEmpty() ? from.first().address()
                                               : from.first().displayName();
    QString letter;
    for (const QChar c : name) {
        if (c.isLetterOrNumber() && !c.isSurrogate()) {
            letter = c.toUpper();
            break;
        }
    }
    const QPalette palette = widget->palette();
    const int hue = from.isEmpty() ? 0 : int(qHash(from.first().address().toLower(), 0) % 360);
    const QColor ground = QColor::fromHsl(hue, 90, isDark(palette) ? 95 : 140);

    const qreal ratio = widget->devicePixelRatioF();
    QPixmap pixmap(QSizeF(avatarExtent * ratio, avatarExtent * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    const QRectF disc(0, 0, avatarExtent, avatarExtent);
    painter.drawEllipse(disc);
    QFont font(widget->font());
    font.setPixelSize(avatarExtent * 45 / 100);
    painter.setFont(font);
    painter.setPen(palette.color(QPalette::BrightText).lightness() > 128
                       ? palette.color(QPalette::BrightText)
                       : palette.color(QPalette::HighlightedText));
    painter.drawText(disc, Qt::AlignCenter, letter);
    return pixmap;
}

QLabel *plainLabel(QWidget *parent, const QString &objectName)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

} // namespace

MessageHeader::MessageHeader(QWidget *parent)
    : QFrame(parent)
    , m_layout(new QGridLayout(this))
    , m_subject(plainLabel(this, QStringLiteral("subject")))
    , m_date(plainLabel(this, QStringLiteral("date")))
    , m_avatar(new QLabel(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_subject->setAccessibleName(tr("Subject"));
    m_date->setAccessibleName(tr("Date"));
    m_date->setWordWrap(false);
    m_date->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_avatar->setFixedSize(avatarExtent, avatarExtent);

    m_layout->setContentsMargins(16, 14, 16, 12);
    m_layout->setHorizontalSpacing(10);
    m_layout->setVerticalSpacing(3);
    m_layout->addWidget(m_subject, 0, 0, 1, 4);
    m_layout->setRowMinimumHeight(1, 6);
    m_layout->addWidget(m_avatar, 2, 0, 3, 1, Qt::AlignTop);
    m_from = addField(2, tr("From"), QStringLiteral("from"));
    m_layout->addWidget(m_date, 2, 3, Qt::AlignTop | Qt::AlignRight);
    m_to = addField(3, tr("To"), QStringLiteral("to"));
    m_cc = addField(4, tr("Cc"), QStringLiteral("cc"));
    m_layout->setColumnStretch(2, 1);
    m_updating = false;
    updateLabels();
}

MessageHeader::Field MessageHeader::addField(int row, const QString &name,
                                             const QString &objectName)
{
    Field field;
    field.name = new QLabel(name, this);
    field.name->setTextFormat(Qt::PlainText);
    field.value = plainLabel(this, objectName);
    field.value->setAccessibleName(name);
    m_layout->addWidget(field.name, row, 1, Qt::AlignTop);
    m_layout->addWidget(field.value, row, 2, 1, row == 2 ? 1 : 2);
    return field;
}

void MessageHeader::setField(const Field &field, const QString &text)
{
    field.value->setText(shortened(text));
    field.name->setVisible(!text.isEmpty());
    field.value->setVisible(!text.isEmpty());
}

void MessageHeader::setEnvelope(const QImap4Envelope &envelope, const QDateTime &received)
{
    const QString subject = QImap4Mime::safeForDisplay(envelope.subject()).trimmed();
    m_subject->setText(subject.isEmpty() ? tr("(No subject)") : shortened(subject));
    const QDateTime date = envelope.date().isValid() ? envelope.date() : received;
    const QLocale locale;
    m_date->setText(date.isValid() ? locale.toString(date.toLocalTime(), QLocale::ShortFormat)
                                   : QString());
    m_date->setToolTip(date.isValid() ? locale.toString(date.toLocalTime(), QLocale::LongFormat)
                                      : QString());
    const QString from = addressesForDisplay(envelope.from());
    setField(m_from, from.isEmpty() ? tr("(Unknown sender)") : from);
    setField(m_to, addressesForDisplay(envelope.to()));
    setField(m_cc, addressesForDisplay(envelope.cc()));
    m_avatar->setPixmap(avatar(envelope, this));
}

void MessageHeader::updateLabels()
{
    if (m_updating)
        return;
    m_updating = true;
    QFont subjectFont(font());
    if (subjectFont.pointSizeF() > 0)
        subjectFont.setPointSizeF(subjectFont.pointSizeF() * 1.35);
    subjectFont.setBold(true);
    m_subject->setFont(subjectFont);
    QFont fromFont(font());
    fromFont.setBold(true);
    m_from.value->setFont(fromFont);

    QPalette quiet(palette());
    quiet.setColor(QPalette::WindowText, quietText(palette()));
    for (QLabel *label : {m_date, m_from.name, m_to.name, m_cc.name, m_to.value, m_cc.value})
        label->setPalette(quiet);
    // A label would go by the direction of its text, and the fields would not form a column.
    const auto side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    for (QLabel *label : {m_subject, m_from.value, m_to.value, m_cc.value})
        label->setAlignment(side | Qt::AlignAbsolute | Qt::AlignTop);
    m_updating = false;
}

void MessageHeader::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::FontChange
        || type == QEvent::LayoutDirectionChange) {
        updateLabels();
    }
}

void MessageHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(16, height() - 1, width() - 32, 1), hairline(palette()));
}

} // namespace QImap4Internal
