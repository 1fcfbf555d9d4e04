// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_TYPES_MESSAGE_P_H
#define QIMAP4_TYPES_MESSAGE_P_H

#include "qimap4message.h"

#include <QtCore/qshareddata.h>

#include <vector>

namespace QImap4Internal {

// How the bytes of FETCH items become values. The wire room, which knows the grammar, gives one;
// so this room needs not to know it.
struct MessageDecoder
{
    QImap4Envelope (*envelope)(QByteArrayView items);
    QImap4BodyStructure (*bodyStructure)(QByteArrayView items);
    QDateTime (*internalDate)(QByteArrayView items);
    quint64 (*number)(QByteArrayView items, QByteArrayView name); // RFC822.SIZE, MODSEQ
    QByteArrayList (*sections)(QByteArrayView items);
    QByteArray (*body)(QByteArrayView items, QByteArrayView section);
    QByteArray (*rawItem)(QByteArrayView items, QByteArrayView name);
    QImap4Value (*value)(QByteArrayView items, QByteArrayView name);
    QDateTime (*saveDate)(QByteArrayView items);
    QStringList (*labels)(QByteArrayView items); // X-GM-LABELS
};

// One message of a batch. `begin` and `length` mark the items between the parentheses of the
// FETCH response in the batch's bytes; both are 0 when UID and FLAGS were all there was, and
// then nothing else is kept.
struct MessageRecord
{
    quint32 sequenceNumber = 0;
    quint32 uid = 0;
    quint32 begin = 0;
    quint32 length = 0;
    quint16 systemFlags = 0;
    quint16 keywordSet = 0; // index into MessageBatch::keywordSets, 0 is the empty set
    quint16 items = 0;
    quint16 reserved = 0;
};
static_assert(sizeof(MessageRecord) == 24);

} // namespace QImap4Internal

// Messages that arrived together. Filled on the worker thread, immutable once handed over.
class QImap4MessageBatch : public QSharedData
{
public:
    QByteArray bytes; // shared with the receive buffer; null when no record has a span
    std::vector<QImap4Internal::MessageRecord> records;
    QList<QByteArrayList> keywordSets{QByteArrayList()};
    const QImap4Internal::MessageDecoder *decoder = nullptr;
};

#endif // QIMAP4_TYPES_MESSAGE_P_H
