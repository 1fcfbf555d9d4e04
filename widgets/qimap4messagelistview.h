// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MESSAGELISTVIEW_H
#define QIMAP4MESSAGELISTVIEW_H

#include "qimap4messageset.h"
#include "qimap4widgetsglobal.h"

#include <QtCore/qscopedpointer.h>
#include <QtWidgets/qtreeview.h>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

class QImap4MessageListViewPrivate;

// The messages of one mailbox. Shows a QImap4MessageModel and tells it which rows are in view.
class QIMAP4_WIDGETS_EXPORT QImap4MessageListView : public QTreeView
{
    Q_OBJECT
    Q_PROPERTY(RowLayout rowLayout READ rowLayout WRITE setRowLayout)
public:
    enum RowLayout {
        Cards, // two lines: sender and date, subject and symbols
        Table, // one line with columns
    };
    Q_ENUM(RowLayout)

    enum Action {
        MarkRead,
        MarkUnread,
        ToggleRead,
        ToggleFlag,
        Delete,
        MoveTo,
        NextUnread,
        PreviousUnread,
        PageOrNext, // Space: see pageRequested()
    };
    Q_ENUM(Action)

    explicit QImap4MessageListView(QWidget *parent = nullptr);
    ~QImap4MessageListView() override;

    RowLayout rowLayout() const;
    void setRowLayout(RowLayout layout);

    // Owned by the view, in its context menu unless hidden; the application may add to actions().
    QAction *action(Action action) const;
    // The folders that MoveTo offers; without them it only emits moveRequested().
    void setFolderModel(QAbstractItemModel *folders);

    quint32 currentUid() const; // 0: none, or not known yet
    QImap4MessageSet selectedUids() const;
    void selectUid(quint32 uid); // does nothing when the model does not have it
    QString emptyText() const; // what is said instead of rows; empty while there are some

    QByteArray saveState() const; // of the columns
    bool restoreState(const QByteArray &state);

    void setModel(QAbstractItemModel *model) override;
    void setSelectionModel(QItemSelectionModel *selectionModel) override;
    QSize sizeHint() const override;

public Q_SLOTS:
    void selectNextUnread();
    void selectPreviousUnread();

Q_SIGNALS:
    void currentUidChanged(quint32 uid); // 0: no message, or several
    void messageActivated(quint32 uid); // by double click or Return
    void moveRequested(const QImap4MessageSet &uids);
    void pageRequested(); // Space was pressed: scroll the message, or go on to the next
    void visibleRangeChanged(int first, int last);

protected:
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void startDrag(Qt::DropActions supportedActions) override;

private:
    Q_DECLARE_PRIVATE(QImap4MessageListView)
    Q_DISABLE_COPY_MOVE(QImap4MessageListView)
    QScopedPointer<QImap4MessageListViewPrivate> d_ptr;
};

#endif // QIMAP4MESSAGELISTVIEW_H
