// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_MESSAGEDRAG_P_H
#define QIMAP4_MODELS_MESSAGEDRAG_P_H

#include "qimap4global.h"
#include "qimap4messageset.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

#include <optional>

QT_BEGIN_NAMESPACE
class QObject;
QT_END_NAMESPACE

namespace QImap4Internal {

// Messages on their way from a message list to a folder. What is decoded may come from any
// process: nothing in it is believed before it is compared with the client.
struct QIMAP4_AUTOTEST_EXPORT MessageDrag
{
    static constexpr qsizetype MaximumBytes = 8 * 1024 * 1024;

    QByteArray client; // clientToken()
    QString mailbox;
    quint32 uidValidity = 0;
    QImap4MessageSet uids;

    static QString mimeType();
    // Random, the same as long as `client` lives, known to this process alone.
    static QByteArray clientToken(QObject *client);

    QByteArray encoded() const; // CBOR
    static std::optional<MessageDrag> decoded(const QByteArray &cbor);
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_MESSAGEDRAG_P_H
