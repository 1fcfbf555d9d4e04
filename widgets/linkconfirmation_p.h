// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_LINKCONFIRMATION_P_H
#define QIMAP4_WIDGETS_LINKCONFIRMATION_P_H

#include "linkcheck_p.h"

QT_BEGIN_NAMESPACE
class QMessageBox;
class QWidget;
QT_END_NAMESPACE

namespace QImap4Internal {

// The question before a link is opened: where it leads, and why that is worth a look. The safe
// answer is the default one. Deletes itself when it is closed.
QMessageBox *createLinkConfirmation(const LinkVerdict &verdict, QWidget *parent);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_LINKCONFIRMATION_P_H
