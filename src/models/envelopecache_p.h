// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_ENVELOPECACHE_P_H
#define QIMAP4_MODELS_ENVELOPECACHE_P_H

#include "qimap4global.h"
#include "qimap4message.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qstring.h>

#include <limits>
#include <memory>
#include <vector>

namespace QImap4Internal {

// What a list paints of one message; all text is safe to show.
struct EnvelopeText
{
    static constexpr qint64 NoDate = std::numeric_limits<qint64>::min();

    quint32 uid = 0;
    QString subject;
    QString from; // names or addresses, joined
    QString fromAddress; // of the first
    QString fromFull; // names with addresses, joined
    QString to; // names or addresses, joined
    qint64 date = NoDate; // of the Date header, milliseconds since 1970
    quint64 octets = 0;

    QDateTime dateTime() const;
    qint64 memoryUsage() const;
};

QIMAP4_AUTOTEST_EXPORT EnvelopeText envelopeText(const QImap4Message &message);

// Keeps the texts of the rows that were shown last, in pages that are dropped as a whole. A slot
// is the number that a row remembers; it may have been given to another message meanwhile.
class QIMAP4_AUTOTEST_EXPORT EnvelopeCache
{
public:
    static constexpr int PageRows = 64;
    static constexpr int DefaultRows = 20'000;

    explicit EnvelopeCache(int rows = DefaultRows);

    int capacity() const { return int(m_maximumPages) * PageRows; }
    void setCapacity(int rows); // rounded up to pages, at least two of them
    void clear();

    quint32 insert(EnvelopeText text); // the slot, never 0
    const EnvelopeText *find(quint32 slot, quint32 uid) const; // null: dropped
    void touch(quint32 slot); // shown now: its page is the last to be dropped

    qint64 memoryUsage() const { return m_bytes; }

private:
    struct Page
    {
        std::vector<EnvelopeText> texts;
        quint64 lastUse = 0;
    };

    size_t pageToFill();
    void drop(Page &page);

    std::vector<Page> m_pages;
    size_t m_maximumPages = 0;
    size_t m_current = 0;
    quint64 m_clock = 0;
    qint64 m_bytes = 0;
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_ENVELOPECACHE_P_H
