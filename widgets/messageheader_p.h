// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_MESSAGEHEADER_P_H
#define QIMAP4_WIDGETS_MESSAGEHEADER_P_H

#include "qimap4envelope.h"
#include "qimap4widgetsglobal.h"

#include <QtCore/qlist.h>
#include <QtWidgets/qframe.h>

QT_BEGIN_NAMESPACE
class QGridLayout;
class QLabel;
QT_END_NAMESPACE

namespace QImap4Internal {

// Subject, sender, receivers and date above a message. Plain text only, and a widget of its own
// that no style of the message can reach.
class MessageHeader : public QFrame
{
    Q_OBJECT
public:
    explicit MessageHeader(QWidget *parent = nullptr);

    void setEnvelope(const QImap4Envelope &envelope, const QDateTime &received);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Field
    {
        QLabel *name = nullptr;
        QLabel *value = nullptr;
    };

    Field addField(int row, const QString &name, const QString &objectName);
    void setField(const Field &field, const QString &text);
    void updateLabels();

    QGridLayout *m_layout;
    QLabel *m_subject;
    QLabel *m_date;
    QLabel *m_avatar;
    Field m_from;
    Field m_to;
    Field m_cc;
    bool m_updating = true; // until all labels are there
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_MESSAGEHEADER_P_H
