// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_FOLDERACTIONS_P_H
#define QIMAP4_WIDGETS_FOLDERACTIONS_P_H

#include "qimap4folderview.h"

#include <QtCore/qobject.h>

#include <array>

QT_BEGIN_NAMESPACE
class QAction;
class QDialog;
QT_END_NAMESPACE

class QImap4FolderModel;

namespace QImap4Internal {

// What a user can do with the folders of a view: the actions, and the dialogs that they open.
class FolderActions : public QObject
{
    Q_OBJECT
public:
    explicit FolderActions(QImap4FolderView *view);

    QAction *action(QImap4FolderView::Action which) const { return m_actions[size_t(which)]; }
    QList<QAction *> menuActions() const; // our own, then the application's
    void update();
    void takeModel(); // the view has another one

Q_SIGNALS:
    void modelTaken();

private:
    void trigger(QImap4FolderView::Action which);
    void askForNew();
    void askForName();
    void askWhetherToDelete();
    void open(QDialog *dialog);
    QImap4FolderModel *model() const; // null: one that cannot be changed, or is a proxy

    QImap4FolderView *m_view;
    std::array<QAction *, QImap4FolderView::DeleteFolder + 1> m_actions{}; // by Action
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_FOLDERACTIONS_P_H
