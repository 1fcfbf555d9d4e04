// SPDX-License-Identifier: LGPL-3.0-or-later
#include "folderchooser_p.h"

#include "qimap4foldermodel.h"
#include "qimap4folderview.h"

#include <QtCore/qsortfilterproxymodel.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qdialogbuttonbox.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qpushbutton.h>

namespace QImap4Internal {

namespace {

bool isChoice(const QModelIndex &index, const QString &text)
{
    return index.data(QImap4FolderModel::IsSelectableRole).toBool()
        && index.data().toString().contains(text, Qt::CaseInsensitive);
}

// A parent may be there for the sake of its children only.
QModelIndex firstChoice(const QAbstractItemModel *folders, const QModelIndex &parent,
                        const QString &text)
{
    for (int row = 0; row < folders->rowCount(parent); ++row) {
        const QModelIndex index = folders->index(row, 0, parent);
        if (isChoice(index, text))
            return index;
        const QModelIndex below = firstChoice(folders, index, text);
        if (below.isValid())
            return below;
    }
    return {};
}

} // namespace

FolderChooser::FolderChooser(QAbstractItemModel *folders, QWidget *parent)
    : QDialog(parent)
    , m_filter(new QSortFilterProxyModel(this))
    , m_edit(new QLineEdit(this))
    , m_view(new QImap4FolderView(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Move to Folder"));
    m_filter->setSourceModel(folders);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_edit->setPlaceholderText(tr("Filter folders"));
    m_edit->setAccessibleName(tr("Filter folders"));
    m_edit->setClearButtonEnabled(true);
    m_view->setModel(m_filter);
    m_view->setDragDropMode(QAbstractItemView::NoDragDrop);
    m_view->expandAll();
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Move"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_edit);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_buttons);

    connect(m_edit, &QLineEdit::textChanged, this, &FolderChooser::applyFilter);
    connect(m_view, &QImap4FolderView::currentMailboxChanged, this, &FolderChooser::updateButtons);
    connect(m_view, &QTreeView::doubleClicked, this, &FolderChooser::choose);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &FolderChooser::choose);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButtons();
    resize(sizeHint().expandedTo({320, 420}));
}

void FolderChooser::applyFilter(const QString &text)
{
    m_filter->setFilterFixedString(text);
    m_view->expandAll();
    if (!text.isEmpty() && !isChoice(m_view->currentIndex(), text))
        m_view->setCurrentIndex(firstChoice(m_filter, {}, text));
    updateButtons();
}

void FolderChooser::updateButtons()
{
    const QModelIndex current = m_view->currentIndex();
    m_buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(current.isValid()
                     && current.data(QImap4FolderModel::IsSelectableRole).toBool());
}

void FolderChooser::choose()
{
    if (!m_buttons->button(QDialogButtonBox::Ok)->isEnabled())
        return;
    Q_EMIT chosen(m_view->currentMailbox());
    accept();
}

} // namespace QImap4Internal
