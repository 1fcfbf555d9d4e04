// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_ATTACHMENTSAVER_P_H
#define QIMAP4_WIDGETS_ATTACHMENTSAVER_P_H

#include "qimap4widgetsglobal.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

struct SaveResult
{
    QString path; // where the file is now; empty when it could not be written
    QString error; // the operating system's words
};

// Writes into `directory` under a safe form of `name`, and under "name (2)" when that exists:
// nothing is ever overwritten, and nothing leaves the directory.
QIMAP4_WIDGETS_AUTOTEST_EXPORT SaveResult saveIntoDirectory(const QString &directory,
                                                            const QString &name,
                                                            const QByteArray &content);

// Writes to exactly `path`, which the user has chosen and agreed to replace.
SaveResult saveAs(const QString &path, const QByteArray &content);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_ATTACHMENTSAVER_P_H
