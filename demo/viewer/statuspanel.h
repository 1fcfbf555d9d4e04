// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_STATUSPANEL_H
#define QIMAP4_VIEWER_STATUSPANEL_H

#include "qimap4.h"

#include <QtWidgets/qstatusbar.h>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
QT_END_NAMESPACE

// The status bar: what the connection does, how it is protected, what is being loaded.
class StatusPanel : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusPanel(QImap4 *client, QWidget *parent = nullptr);

    void showProgress(qint64 bytes, qint64 total);
    void showNote(const QString &text); // about the messages, between state and lock

private:
    void updateState();
    QString stateText() const;

    QImap4 *m_client;
    QLabel *m_state;
    QLabel *m_note;
    QLabel *m_security;
    QProgressBar *m_progress;
};

#endif // QIMAP4_VIEWER_STATUSPANEL_H
