// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_FOLDERNAMEDIALOG_P_H
#define QIMAP4_WIDGETS_FOLDERNAMEDIALOG_P_H

#include "qimap4widgetsglobal.h"

#include <QtWidgets/qdialog.h>

#include <functional>

QT_BEGIN_NAMESPACE
class QDialogButtonBox;
class QLineEdit;
QT_END_NAMESPACE

namespace QImap4Internal {

// What a folder dialog says.
struct FolderNameTexts
{
    QString title;
    QString label; // plain text
    QString button;
};

// Asks for the last part of a mailbox name.
class QIMAP4_WIDGETS_AUTOTEST_EXPORT FolderNameDialog : public QDialog
{
    Q_OBJECT
public:
    using Test = std::function<bool(const QString &name)>; // whether it may be taken

    FolderNameDialog(const FolderNameTexts &texts, const QString &name, const Test &isPossible,
                     QWidget *parent);

    QString name() const;

private:
    void updateButtons();

    QLineEdit *m_edit;
    QDialogButtonBox *m_buttons;
    Test m_isPossible;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_FOLDERNAMEDIALOG_P_H
