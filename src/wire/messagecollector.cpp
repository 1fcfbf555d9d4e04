// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/messagecollector_p.h"

#include "wire/messagedecoder_p.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace QImap4Internal {

namespace {

constexpr qsizetype mostKeywordSets = std::numeric_limits<quint16>::max();

// Replaces the segment by a copy of the spans alone.
void compact(QImap4MessageBatch &batch, qsizetype used)
{
    QByteArray bytes(used, Qt::Uninitialized);
    char *to = bytes.data();
    for (MessageRecord &record : batch.records) {
        if (record.length == 0)
            continue;
        std::memcpy(to, batch.bytes.constData() + record.begin, record.length);
        record.begin = static_cast<quint32>(to - bytes.constData());
        to += record.length;
    }
    batch.bytes = bytes;
}

} // namespace

void MessageCollector::add(MessageRecord record, const Keywords &keywords, const QByteArray &buffer,
                           QByteArrayView items)
{
    if (m_batch && !items.isEmpty() && !m_batch->bytes.isNull()
        && m_batch->bytes.constData() != buffer.constData())
        finishBatch();
    if (m_batch && m_batch->keywordSets.size() >= mostKeywordSets)
        finishBatch();
    if (!m_batch)
        startBatch();

    if (!items.isEmpty()) {
        if (m_batch->bytes.isNull())
            m_batch->bytes = buffer;
        record.begin = static_cast<quint32>(items.data() - buffer.constData());
        record.length = static_cast<quint32>(items.size());
        m_used += items.size();
    }
    record.keywordSet = keywords.isEmpty() ? quint16(0) : keywordSet(keywords);
    m_batch->records.push_back(record);
}

QImap4MessageList MessageCollector::take(qsizetype keep)
{
    if (!m_batch || keep == 0) {
        finishBatch();
        return std::exchange(m_finished, {});
    }
    std::vector<MessageRecord> &records = m_batch->records;
    const auto size = static_cast<qsizetype>(records.size());
    const std::vector<MessageRecord> kept(records.end() - std::min(keep, size), records.end());
    const QByteArray buffer = m_batch->bytes;
    const QList<QByteArrayList> keywordSets = m_batch->keywordSets;
    for (qsizetype i = 0; i < std::min(keep, size); ++i)
        dropNewest();
    finishBatch();
    const QImap4MessageList taken = std::exchange(m_finished, {});

    for (const MessageRecord &record : kept) {
        const QByteArrayList names = keywordSets.at(record.keywordSet);
        Keywords keywords;
        for (const QByteArray &name : names)
            keywords.append(name);
        add(record, keywords, buffer, QByteArrayView(buffer).sliced(record.begin, record.length));
    }
    return taken;
}

void MessageCollector::dropNewest()
{
    if (!m_batch)
        return;
    m_used -= m_batch->records.back().length;
    m_batch->records.pop_back();
    if (m_batch->records.empty())
        finishBatch();
}

void MessageCollector::startBatch()
{
    m_batch = new QImap4MessageBatch;
    m_batch->decoder = &messageDecoder();
}

// What is handed over must not keep much more alive than it says: a lone message no segment,
// and many small records no half-empty array.
void MessageCollector::finishBatch()
{
    if (!m_batch)
        return;
    if (m_used < m_batch->bytes.size() / 2)
        compact(*m_batch, m_used);
    if (m_batch->records.size() < m_batch->records.capacity() / 4 * 3)
        m_batch->records.shrink_to_fit();
    m_finished.append( // nothing, if the batch is empty
        QImap4MessageList(QExplicitlySharedDataPointer<const QImap4MessageBatch>(m_batch.data())));
    m_batch.reset();
    m_used = 0;
    m_keywordSets.clear();
    m_lastKey.clear();
}

quint16 MessageCollector::keywordSet(const Keywords &keywords)
{
    QVarLengthArray<char, 512> joined;
    for (const QByteArrayView keyword : keywords) {
        joined.append(keyword.data(), keyword.size());
        joined.append(' '); // no keyword holds one
    }
    const QByteArrayView view(joined.constData(), joined.size());
    if (view == m_lastKey && !m_lastKey.isEmpty())
        return m_lastSet;

    const QByteArray key = view.toByteArray();
    const auto known = m_keywordSets.constFind(key);
    if (known != m_keywordSets.cend()) {
        m_lastSet = *known;
    } else {
        QByteArrayList names;
        names.reserve(keywords.size());
        for (const QByteArrayView keyword : keywords)
            names.append(keyword.toByteArray());
        m_lastSet = static_cast<quint16>(m_batch->keywordSets.size());
        m_batch->keywordSets.append(names);
        m_keywordSets.insert(key, m_lastSet);
    }
    m_lastKey = key;
    return m_lastSet;
}

} // namespace QImap4Internal
