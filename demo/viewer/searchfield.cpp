// SPDX-License-Identifier: LGPL-3.0-or-later
#include "searchfield.h"

#include <QtGui/qaction.h>
#include <QtGui/qactiongroup.h>
#include <QtGui/qevent.h>
#include <QtGui/qicon.h>
#include <QtGui/qpainter.h>
#include <QtGui/qpixmap.h>
#include <QtWidgets/qmenu.h>

namespace {

constexpr int restTime = 400; // milliseconds without a key before a search starts

QIcon glassIcon(const QPalette &palette, qreal ratio)
{
    const QIcon themed = QIcon::fromTheme(QStringLiteral("edit-find"));
    if (!themed.isNull())
        return themed;
    constexpr int extent = 16; // pixels
    QPixmap pixmap(QSizeF(extent * ratio, extent * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(palette.color(QPalette::PlaceholderText), 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawEllipse(QRectF(2.5, 2.5, 8, 8));
    painter.drawLine(QPointF(9.5, 9.5), QPointF(13.5, 13.5));
    return pixmap;
}

} // namespace

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent)
    , m_scopes(new QActionGroup(this))
{
    setPlaceholderText(tr("Search mail"));
    setAccessibleName(tr("Search mail"));
    setClearButtonEnabled(true);
    setMinimumWidth(fontMetrics().averageCharWidth() * 22);
    setMaximumWidth(fontMetrics().averageCharWidth() * 44);
    createScopes();
    m_rest.setSingleShot(true);
    m_rest.setInterval(restTime);
    connect(&m_rest, &QTimer::timeout, this, &SearchField::search);
    connect(this, &QLineEdit::returnPressed, this, [this] {
        m_searched.clear(); // asks again, even for the same
        search();
    });
    connect(this, &QLineEdit::textChanged, this, [this] { m_rest.start(); });
}

void SearchField::createScopes()
{
    const struct
    {
        Scope scope;
        QString text;
    } entries[] = {
        {SubjectAndSender, tr("Subject or sender")},
        {Subject, tr("Subject")},
        {Sender, tr("Sender")},
        {Everything, tr("Whole message")},
    };
    auto *menu = new QMenu(this);
    for (const auto &entry : entries) {
        QAction *action = m_scopes->addAction(entry.text);
        action->setCheckable(true);
        action->setChecked(entry.scope == SubjectAndSender);
        action->setData(entry.scope);
        menu->addAction(action);
    }
    QAction *choose = addAction(glassIcon(palette(), devicePixelRatioF()), LeadingPosition);
    choose->setToolTip(tr("Where to search"));
    connect(choose, &QAction::triggered, menu,
            [this, menu] { menu->popup(mapToGlobal(QPoint(0, height()))); });
    connect(m_scopes, &QActionGroup::triggered, this, [this] {
        m_searched.clear();
        search();
    });
}

void SearchField::showCount(int count)
{
    setToolTip(count < 0 ? QString() : tr("%n message(s) found", nullptr, count));
}

void SearchField::search()
{
    m_rest.stop();
    const QString wanted = text().trimmed();
    if (wanted == m_searched)
        return;
    m_searched = wanted;
    if (wanted.isEmpty()) {
        Q_EMIT cleared();
        return;
    }
    using Key = QImap4SearchKey;
    switch (Scope(m_scopes->checkedAction()->data().toInt())) {
    case SubjectAndSender:
        return searchRequested(Key::subject(wanted) || Key::from(wanted));
    case Subject:
        return searchRequested(Key::subject(wanted));
    case Sender:
        return searchRequested(Key::from(wanted));
    case Everything:
        return searchRequested(Key::text(wanted));
    }
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QLineEdit::keyPressEvent(event);
    clear();
    search();
}
