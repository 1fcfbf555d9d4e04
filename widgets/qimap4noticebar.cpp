// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4noticebar.h"

#include "icons_p.h"
#include "palettecolors_p.h"

#include <QtGui/qevent.h>
#include <QtGui/qaction.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qstyle.h>
#include <QtWidgets/qtoolbutton.h>

using QImap4Internal::Icon;

class QImap4NoticeBarPrivate
{
public:
    void updateIcon(const QWidget *widget);

    QLabel *icon = nullptr;
    QLabel *text = nullptr;
    QHBoxLayout *buttons = nullptr;
    QToolButton *close = nullptr;
    QImap4NoticeBar::Severity severity = QImap4NoticeBar::Information;
};

namespace {

Icon iconOf(QImap4NoticeBar::Severity severity)
{
    switch (severity) {
    case QImap4NoticeBar::Information:
        return Icon::Information;
    case QImap4NoticeBar::Warning:
        return Icon::Warning;
    case QImap4NoticeBar::Error:
        return Icon::Error;
    }
    Q_UNREACHABLE();
}

QColor accentOf(QImap4NoticeBar::Severity severity, const QPalette &palette)
{
    switch (severity) {
    case QImap4NoticeBar::Information:
        return palette.color(QPalette::Highlight);
    case QImap4NoticeBar::Warning:
        return QImap4Internal::cautionColor(palette);
    case QImap4NoticeBar::Error:
        return QImap4Internal::alarmColor(palette);
    }
    Q_UNREACHABLE();
}

} // namespace

void QImap4NoticeBarPrivate::updateIcon(const QWidget *widget)
{
    const int extent = widget->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, widget);
    const qreal ratio = widget->devicePixelRatioF();
    QPixmap pixmap(QSizeF(extent * ratio, extent * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QImap4Internal::paintIcon(&painter, QRectF(0, 0, extent, extent), iconOf(severity),
                              accentOf(severity, widget->palette()));
    painter.end();
    icon->setPixmap(pixmap);
}

/*!
    Creates a hidden bar without text; present() fills and shows it.
*/
QImap4NoticeBar::QImap4NoticeBar(QWidget *parent)
    : QFrame(parent)
    , d_ptr(new QImap4NoticeBarPrivate)
{
    Q_D(QImap4NoticeBar);
    d->icon = new QLabel(this);
    d->icon->setAlignment(Qt::AlignCenter);
    d->text = new QLabel(this);
    d->text->setTextFormat(Qt::PlainText);
    d->text->setWordWrap(true);
    d->text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    d->close = new QToolButton(this);
    d->close->setAutoRaise(true);
    d->close->setIcon(QImap4Internal::icon(Icon::Close));
    d->close->setToolTip(tr("Close"));
    d->close->setAccessibleName(tr("Close this notice"));
    d->close->hide();
    d->buttons = new QHBoxLayout;

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->addWidget(d->icon);
    layout->addWidget(d->text, 1);
    layout->addLayout(d->buttons);
    layout->addWidget(d->close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);

    connect(d->close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    d->updateIcon(this);
    hide();
}

QImap4NoticeBar::~QImap4NoticeBar() = default;

QString QImap4NoticeBar::text() const
{
    Q_D(const QImap4NoticeBar);
    return d->text->text();
}

void QImap4NoticeBar::setText(const QString &text)
{
    Q_D(QImap4NoticeBar);
    d->text->setText(text);
    setAccessibleName(text);
}

QImap4NoticeBar::Severity QImap4NoticeBar::severity() const
{
    Q_D(const QImap4NoticeBar);
    return d->severity;
}

void QImap4NoticeBar::setSeverity(Severity severity)
{
    Q_D(QImap4NoticeBar);
    d->severity = severity;
    d->updateIcon(this);
    update();
}

bool QImap4NoticeBar::isClosable() const
{
    Q_D(const QImap4NoticeBar);
    return !d->close->isHidden();
}

void QImap4NoticeBar::setClosable(bool closable)
{
    Q_D(QImap4NoticeBar);
    d->close->setVisible(closable);
}

/*!
    Adds a button for \a action at the end of the line. The bar does not take the action over.
*/
void QImap4NoticeBar::addButton(QAction *action)
{
    Q_D(QImap4NoticeBar);
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setVisible(action->isVisible());
    connect(action, &QAction::changed, button,
            [button, action] { button->setVisible(action->isVisible()); });
    d->buttons->addWidget(button);
}

/*!
    Shows the bar with \a text.
*/
void QImap4NoticeBar::present(Severity severity, const QString &text)
{
    setSeverity(severity);
    setText(text);
    show();
}

QSize QImap4NoticeBar::sizeHint() const
{
    const QSize hint = QFrame::sizeHint();
    return {hint.width(), qMax(hint.height(), fontMetrics().height() + 16)};
}

void QImap4NoticeBar::changeEvent(QEvent *event)
{
    Q_D(QImap4NoticeBar);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        d->updateIcon(this);
    QFrame::changeEvent(event);
}

void QImap4NoticeBar::paintEvent(QPaintEvent *)
{
    Q_D(QImap4NoticeBar);
    const QColor accent = accentOf(d->severity, palette());
    const QColor ground = palette().color(QPalette::Window);
    QPainter painter(this);
    painter.fillRect(rect(), QImap4Internal::mixed(ground, accent, 0.14));
    painter.fillRect(QRect(0, height() - 1, width(), 1),
                     QImap4Internal::mixed(ground, accent, 0.4));
}
