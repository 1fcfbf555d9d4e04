// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_TLSDIALOG_H
#define QIMAP4_VIEWER_TLSDIALOG_H

#include "qimap4.h"

#include <QtWidgets/qdialog.h>

// Says why a connection would be refused, and what the certificate is. Accepted: connect anyway,
// this once. Closing it in any other way refuses.
class TlsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit TlsDialog(const QImap4TlsProblem &problem, QWidget *parent = nullptr);
};

#endif // QIMAP4_VIEWER_TLSDIALOG_H
