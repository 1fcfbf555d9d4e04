// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_MESSAGEJSON_H
#define QIMAP4_CLI_MESSAGEJSON_H

#include "qimap4mailbox.h"
#include "qimap4message.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

namespace QImap4Cli {

QJsonArray toJson(const QByteArrayList &words);
QJsonArray toJson(const QList<QImap4Address> &addresses);
QJsonObject toJson(const QImap4Mailbox &mailbox);
QJsonObject toJson(const QImap4MailboxInfo &mailbox);

// "seq" and "uid".
QJsonObject identityOf(const QImap4Message &message);
// Those, and whatever else of flags, dates, size and envelope the message has.
QJsonObject toJson(const QImap4Message &message);

// What was asked for as BODY[section]. Servers spell HEADER.FIELDS in their own ways, so the only
// section of a message is taken for the one that was asked for.
QByteArray contentOf(const QImap4Message &message, const QByteArray &section);

// "text" when the bytes are UTF-8, "base64" otherwise.
void insertBytes(QJsonObject *object, const QByteArray &bytes);

} // namespace QImap4Cli

#endif // QIMAP4_CLI_MESSAGEJSON_H
