// SPDX-License-Identifier: LGPL-3.0-or-later
#include "findbar_p.h"

#include "icons_p.h"

#include <QtGui/qevent.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qtoolbutton.h>

namespace QImap4Internal {

FindBar::FindBar(QWidget *parent)
    : QFrame(parent)
    , m_edit(new QLineEdit(this))
    , m_result(new QLabel(this))
{
    m_edit->setPlaceholderText(tr("Find in message"));
    m_edit->setAccessibleName(tr("Find in message"));
    m_edit->setClearButtonEnabled(true);
    m_result->setTextFormat(Qt::PlainText);

    const auto button = [this](Icon which, const QString &name) {
        auto *result = new QToolButton(this);
        result->setAutoRaise(true);
        result->setIcon(icon(which));
        result->setToolTip(name);
        result->setAccessibleName(name);
        return result;
    };
    auto *previous = button(Icon::Previous, tr("Find previous"));
    auto *next = button(Icon::Next, tr("Find next"));
    auto *close = button(Icon::Close, tr("Close"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 6, 4);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_result);
    layout->addWidget(previous);
    layout->addWidget(next);
    layout->addWidget(close);

    using View = QImap4MessageBodyView;
    connect(m_edit, &QLineEdit::returnPressed, this, [this] { find(View::FindForward); });
    connect(next, &QToolButton::clicked, this, [this] { find(View::FindForward); });
    connect(previous, &QToolButton::clicked, this, [this] { find(View::FindBackward); });
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void FindBar::start()
{
    m_result->clear();
    show();
    m_edit->setFocus();
    m_edit->selectAll();
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QFrame::keyPressEvent(event);
    hide();
    if (m_view)
        m_view->setFocus();
}

void FindBar::find(QImap4MessageBodyView::FindDirection direction)
{
    if (!m_view || m_edit->text().isEmpty())
        return;
    m_result->setText(m_view->find(m_edit->text(), direction) ? QString() : tr("Not found"));
}

} // namespace QImap4Internal
