// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_FOLDERCHOOSER_P_H
#define QIMAP4_WIDGETS_FOLDERCHOOSER_P_H

#include "qimap4widgetsglobal.h"

#include <QtWidgets/qdialog.h>

QT_BEGIN_NAMESPACE
class QAbstractItemModel;
class QDialogButtonBox;
class QLineEdit;
class QSortFilterProxyModel;
QT_END_NAMESPACE

class QImap4FolderView;

namespace QImap4Internal {

// Asks for a folder, with a filter: what dragging to a folder is, by keyboard.
class QIMAP4_WIDGETS_AUTOTEST_EXPORT FolderChooser : public QDialog
{
    Q_OBJECT
public:
    FolderChooser(QAbstractItemModel *folders, QWidget *parent);

Q_SIGNALS:
    void chosen(const QString &mailbox);

private:
    void applyFilter(const QString &text);
    void updateButtons();
    void choose();

    QSortFilterProxyModel *m_filter;
    QLineEdit *m_edit;
    QImap4FolderView *m_view;
    QDialogButtonBox *m_buttons;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_FOLDERCHOOSER_P_H
