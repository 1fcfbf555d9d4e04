// SPDX-License-Identifier: LGPL-3.0-or-later
#include "foldernamedialog_p.h"

#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qdialogbuttonbox.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qpushbutton.h>

namespace QImap4Internal {

namespace {

constexpr int longestName = 200; // characters; servers refuse more, in various ways

} // namespace

FolderNameDialog::FolderNameDialog(const FolderNameTexts &texts, const QString &name,
                                   const Test &isPossible, QWidget *parent)
    : QDialog(parent)
    , m_edit(new QLineEdit(name, this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
    , m_isPossible(isPossible)
{
    setWindowTitle(texts.title);
    auto *label = new QLabel(texts.label, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setBuddy(m_edit);
    m_edit->setMaxLength(longestName);
    m_edit->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    m_edit->setAccessibleName(texts.label);
    m_edit->selectAll();
    m_buttons->button(QDialogButtonBox::Ok)->setText(texts.button);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_edit);
    layout->addWidget(m_buttons);

    connect(m_edit, &QLineEdit::textChanged, this, &FolderNameDialog::updateButtons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButtons();
}

QString FolderNameDialog::name() const
{
    return m_edit->text().trimmed();
}

void FolderNameDialog::updateButtons()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(m_isPossible(name()));
}

} // namespace QImap4Internal
