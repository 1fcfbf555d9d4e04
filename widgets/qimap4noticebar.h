// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4NOTICEBAR_H
#define QIMAP4NOTICEBAR_H

#include "qimap4widgetsglobal.h"

#include <QtCore/qscopedpointer.h>
#include <QtWidgets/qframe.h>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

class QImap4NoticeBarPrivate;

// A line above some content that says what is wrong or left out, with buttons to act on it.
// Never modal. The text is shown as it is, never as rich text.
class QIMAP4_WIDGETS_EXPORT QImap4NoticeBar : public QFrame
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText)
    Q_PROPERTY(Severity severity READ severity WRITE setSeverity)
public:
    enum Severity { Information, Warning, Error };
    Q_ENUM(Severity)

    explicit QImap4NoticeBar(QWidget *parent = nullptr);
    ~QImap4NoticeBar() override;

    QString text() const;
    void setText(const QString &text);
    Severity severity() const;
    void setSeverity(Severity severity);
    bool isClosable() const;
    void setClosable(bool closable);

    void addButton(QAction *action); // shown while the action is visible
    void present(Severity severity, const QString &text);

    QSize sizeHint() const override;

Q_SIGNALS:
    void closed(); // by the user

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    Q_DECLARE_PRIVATE(QImap4NoticeBar)
    Q_DISABLE_COPY_MOVE(QImap4NoticeBar)
    QScopedPointer<QImap4NoticeBarPrivate> d_ptr;
};

#endif // QIMAP4NOTICEBAR_H
