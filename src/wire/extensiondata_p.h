// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_EXTENSIONDATA_P_H
#define QIMAP4_WIRE_EXTENSIONDATA_P_H

#include "qimap4annotation.h"
#include "qimap4metadata.h"
#include "qimap4quota.h"
#include "qimap4rights.h"
#include "qimap4serverdata.h"
#include "qimap4thread.h"

#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>

#include <variant>

// What the untagged responses of extensions say that only answer a question and change nothing in
// the session. They rise as they are from the parser to the application.
namespace QImap4Internal {

struct QuotaRootData
{
    QString mailbox;
    QStringList roots;
};
struct SortData
{
    QList<quint32> numbers;
    quint64 modSeq = 0; // RFC 7162, 3.1.5; 0: not told
};
struct ThreadData
{
    QImap4ThreadList threads;
};

using ExtensionData =
    std::variant<QImap4Acl, QImap4ListRights, QImap4MyRights, QImap4Quota, QuotaRootData, SortData,
                 ThreadData, QImap4Annotation, QImap4Metadata, QImap4Urls, QImap4Languages,
                 QImap4Comparator, QImap4Conversion, QImap4Converted, QImap4JmapAccess,
                 QImap4UidBatches>;

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_EXTENSIONDATA_P_H
