// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4FOLDERVIEW_H
#define QIMAP4FOLDERVIEW_H

#include "qimap4widgetsglobal.h"

#include <QtCore/qscopedpointer.h>
#include <QtCore/qstringlist.h>
#include <QtWidgets/qtreeview.h>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

class QImap4FolderViewPrivate;

// The folders of an account. Shows a QImap4FolderModel, or a proxy of one.
class QIMAP4_WIDGETS_EXPORT QImap4FolderView : public QTreeView
{
    Q_OBJECT
    Q_PROPERTY(QString currentMailbox READ currentMailbox WRITE setCurrentMailbox NOTIFY
                   currentMailboxChanged)
    Q_PROPERTY(QStringList expandedMailboxes READ expandedMailboxes WRITE setExpandedMailboxes)
public:
    enum Action { NewFolder, RenameFolder, DeleteFolder };
    Q_ENUM(Action)

    explicit QImap4FolderView(QWidget *parent = nullptr);
    ~QImap4FolderView() override;

    // Owned by the view, in its context menu unless hidden; the application may add to actions().
    QAction *action(Action action) const;

    QString currentMailbox() const; // path; empty when none is current
    // Path; also of a mailbox that the model is still to learn of.
    void setCurrentMailbox(const QString &mailbox);

    QStringList expandedMailboxes() const; // paths, to be stored
    void setExpandedMailboxes(const QStringList &mailboxes); // also of those to come

    void setModel(QAbstractItemModel *model) override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void mailboxActivated(const QString &mailbox); // chosen by mouse or keyboard, selectable
    void currentMailboxChanged(const QString &mailbox);
    // The user has confirmed it; the command follows. Whoever has it selected should leave it.
    void mailboxAboutToBeDeleted(const QString &mailbox);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    Q_DECLARE_PRIVATE(QImap4FolderView)
    Q_DISABLE_COPY_MOVE(QImap4FolderView)
    QScopedPointer<QImap4FolderViewPrivate> d_ptr;
};

#endif // QIMAP4FOLDERVIEW_H
