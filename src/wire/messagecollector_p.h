// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_MESSAGECOLLECTOR_P_H
#define QIMAP4_WIRE_MESSAGECOLLECTOR_P_H

#include "qimap4message.h"
#include "types/qimap4message_p.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qhash.h>
#include <QtCore/qvarlengtharray.h>

namespace QImap4Internal {

// Gathers messages in batches, each of which shares one receive segment.
class MessageCollector
{
public:
    using Keywords = QVarLengthArray<QByteArrayView, 16>;

    bool isEmpty() const { return !m_batch && m_finished.isEmpty(); }

    // `items` lies in `buffer`, or is empty when nothing is to be kept.
    void add(MessageRecord record, const Keywords &keywords, const QByteArray &buffer,
             QByteArrayView items);
    // All but the newest `keep`, at most as many as the last batch has.
    QImap4MessageList take(qsizetype keep = 0);
    void dropNewest();

private:
    void startBatch();
    void finishBatch();
    quint16 keywordSet(const Keywords &keywords);

    QExplicitlySharedDataPointer<QImap4MessageBatch> m_batch;
    QImap4MessageList m_finished;
    qsizetype m_used = 0; // bytes of the segment that the batch's spans cover
    QHash<QByteArray, quint16> m_keywordSets;
    QByteArray m_lastKey; // most messages of a mailbox have the same few sets
    quint16 m_lastSet = 0;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_MESSAGECOLLECTOR_P_H
