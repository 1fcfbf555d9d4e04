// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_SCREENSHOT_H
#define QIMAP4_VIEWER_SCREENSHOT_H

#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

class MainWindow;

// Waits until the window shows a mailbox and a message with its pictures, writes a picture of the
// window, and ends the program: 0, or 1 with a sentence on stderr.
class Screenshot : public QObject
{
    Q_OBJECT
public:
    Screenshot(MainWindow *window, const QString &file);

private:
    void poll();
    void chooseMessage();
    bool areRowsLoaded() const;
    void fail(const QString &reason);
    void write();

    MainWindow *m_window;
    QString m_file;
    QTimer m_poll;
    QTimer m_deadline;
    bool m_chosen = false;
    bool m_messageShown = false;
    bool m_finished = false;
};

#endif // QIMAP4_VIEWER_SCREENSHOT_H
