// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_FINDBAR_P_H
#define QIMAP4_WIDGETS_FINDBAR_P_H

#include "qimap4messagebodyview.h"

#include <QtWidgets/qframe.h>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
QT_END_NAMESPACE

namespace QImap4Internal {

// Finds text in a message; hidden until it is asked for.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    explicit FindBar(QWidget *parent = nullptr);

    void setBodyView(QImap4MessageBodyView *view) { m_view = view; }
    void start(); // shows the bar and takes the focus

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(QImap4MessageBodyView::FindDirection direction);

    QImap4MessageBodyView *m_view = nullptr;
    QLineEdit *m_edit;
    QLabel *m_result;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_FINDBAR_P_H
