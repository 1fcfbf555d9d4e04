// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_ATTACHMENTLIST_P_H
#define QIMAP4_WIDGETS_ATTACHMENTLIST_P_H

#include "qimap4messageparts.h"

#include <QtCore/qlist.h>
#include <QtWidgets/qframe.h>

QT_BEGIN_NAMESPACE
class QLabel;
class QListWidget;
class QPushButton;
QT_END_NAMESPACE

namespace QImap4Internal {

// The attachments below a message, as chips with icon, name and size. It only asks to save.
class AttachmentList : public QFrame
{
    Q_OBJECT
public:
    explicit AttachmentList(QWidget *parent = nullptr);

    void setAttachments(const QList<QImap4Attachment> &attachments);
    const QList<QImap4Attachment> &attachments() const { return m_attachments; }

Q_SIGNALS:
    void saveRequested(int index);
    void saveAllRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addChip(const QImap4Attachment &attachment);
    void fitHeight();
    void showMenu(const QPoint &position);

    QList<QImap4Attachment> m_attachments;
    QLabel *m_summary;
    QPushButton *m_saveAll;
    QListWidget *m_list;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_ATTACHMENTLIST_P_H
