// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_LINKCHECK_P_H
#define QIMAP4_WIDGETS_LINKCHECK_P_H

#include "qimap4sanitizedhtml.h"
#include "qimap4widgetsglobal.h"

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qurl.h>

namespace QImap4Internal {

// What a link in a mail really does.
struct LinkVerdict
{
    enum Answer { Refused, Suspicious, Plain };

    Answer answer = Refused;
    QUrl url; // without user name, password and dangerous mailto fields
    QString target; // the whole address, for people
    QString host; // where it leads, for people; empty for mailto
    QStringList warnings; // sentences for people
};

QIMAP4_WIDGETS_AUTOTEST_EXPORT LinkVerdict checkLink(const QImap4HtmlLink &link);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_LINKCHECK_P_H
