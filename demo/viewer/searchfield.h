// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_SEARCHFIELD_H
#define QIMAP4_VIEWER_SEARCHFIELD_H

#include "qimap4search.h"

#include <QtCore/qtimer.h>
#include <QtWidgets/qlineedit.h>

QT_BEGIN_NAMESPACE
class QActionGroup;
QT_END_NAMESPACE

// Text to search for, and where: subject, sender or everywhere. Searches on Return, or when the
// typing rests; Escape clears.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

    void showCount(int count); // -1: no search

Q_SIGNALS:
    void searchRequested(const QImap4SearchKey &key);
    void cleared();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum Scope { SubjectAndSender, Subject, Sender, Everything };

    void createScopes();
    void search();

    QTimer m_rest;
    QActionGroup *m_scopes;
    QString m_searched; // what the shown result is for
};

#endif // QIMAP4_VIEWER_SEARCHFIELD_H
