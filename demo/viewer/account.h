// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_ACCOUNT_H
#define QIMAP4_VIEWER_ACCOUNT_H

#include "qimap4.h"

#include <QtCore/qstring.h>

// Whose mail is shown, and how to get there. The password lives as long as the window.
struct Account
{
    QString host;
    quint16 port = 0; // the encryption's default
    QImap4::Encryption encryption = QImap4::Tls;
    QString user;
    QString password;
    QString caFile; // further trusted certificates, PEM

    bool isComplete() const { return !host.isEmpty() && !user.isEmpty() && !password.isEmpty(); }
};

#endif // QIMAP4_VIEWER_ACCOUNT_H
