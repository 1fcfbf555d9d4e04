// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_QIMAP4MESSAGELISTVIEW_P_H
#define QIMAP4_WIDGETS_QIMAP4MESSAGELISTVIEW_P_H

#include "messagelistdelegate_p.h"
#include "qimap4flags.h"
#include "qimap4messagelistview.h"
#include "qimap4messagemodel.h"

#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>

#include <array>

class QImap4MessageListViewPrivate
{
    Q_DECLARE_PUBLIC(QImap4MessageListView)
public:
    explicit QImap4MessageListViewPrivate(QImap4MessageListView *view)
        : q_ptr(view)
    {}

    void createActions();
    QList<QAction *> menuActions() const; // our own, then the application's
    void updateActions();
    void trigger(QImap4MessageListView::Action action);
    void setSeen(bool seen);
    void toggle(int role, QImap4Flags::SystemFlag flag);
    void applyLayout();
    void reportRange();
    void announceCurrent();
    void rememberSelection();
    void restoreSelection();
    void forgetSelection();
    void modelWasReset();
    void selectUnread(int step);
    void chooseFolder();
    QModelIndex firstSelected() const;

    QImap4MessageListView *q_ptr;
    QImap4Internal::MessageListDelegate *delegate = nullptr;
    std::array<QAction *, QImap4MessageListView::PageOrNext + 1> actions{}; // by Action
    QPointer<QImap4MessageModel> messages; // null for any other model
    QPointer<QAbstractItemModel> folders;
    QImap4MessageListView::RowLayout layout = QImap4MessageListView::Cards;
    QTimer rangeTimer;
    int firstVisible = -1;
    int lastVisible = -1;
    quint32 announcedUid = 0;
    // The selection before a reset, until it can be restored. UIDs are nothing without the context
    // that they were read in.
    quint32 rememberedCurrent = 0;
    QList<quint32> rememberedUids;
    QString rememberedContext;
    bool isRestoring = false;
    QMetaObject::Connection resetConnection;
};

#endif // QIMAP4_WIDGETS_QIMAP4MESSAGELISTVIEW_P_H
