// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_LOGINDIALOG_H
#define QIMAP4_VIEWER_LOGINDIALOG_H

#include "account.h"

#include <QtWidgets/qdialog.h>

QT_BEGIN_NAMESPACE
class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QSpinBox;
QT_END_NAMESPACE

// Asks for what is missing to reach an account.
class LoginDialog : public QDialog
{
    Q_OBJECT
public:
    explicit LoginDialog(const Account &account, QWidget *parent = nullptr);

    Account account() const;

private:
    void updateButtons();
    void updatePort();

    Account m_account;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QComboBox *m_security;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QDialogButtonBox *m_buttons;
};

#endif // QIMAP4_VIEWER_LOGINDIALOG_H
