// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4message.h"

#include "types/qimap4message_p.h"

#include <QtCore/qdebug.h>
#include <QtCore/qset.h>

#include <algorithm>

/*!
    \class QImap4Message
    \brief What one FETCH response says about a message (RFC 9051, section 7.5.2).

    A message is a view into the bytes of its response: copying it costs a pointer, and nothing is
    decoded before it is asked for. envelope(), bodyStructure() and body() decode at each call;
    keep the result where it is needed often. Values that the response did not contain are null,
    0 or invalid; has() tells them apart. Reading one from several threads is safe.
*/

/*!
    \class QImap4MessageList
    \brief Messages in the order in which the server sent them.

    Lists share their messages' bytes: copying and appending copy no mail. memoryUsage() tells
    what a list keeps alive.
*/

using QImap4Internal::MessageRecord;

namespace {

const MessageRecord &recordAt(const QImap4MessageBatch &batch, qsizetype index)
{
    return batch.records[std::size_t(index)];
}

// The bytes between the parentheses of the FETCH response; empty when they were not kept.
QByteArrayView itemsOf(const QImap4MessageBatch &batch, const MessageRecord &record)
{
    const auto size = quint64(batch.bytes.size());
    if (!batch.decoder || quint64(record.begin) + record.length > size)
        return {};
    return QByteArrayView(batch.bytes).sliced(record.begin, record.length);
}

// An identifier in its parentheses, or without them.
QByteArray firstText(const QImap4Value &value)
{
    return value.isList() ? value.at(0).text() : value.text();
}

} // namespace

/*! Makes a null message. */
QImap4Message::QImap4Message() = default;

QImap4Message::QImap4Message(const QExplicitlySharedDataPointer<const QImap4MessageBatch> &batch,
                             qsizetype index)
    : d(batch)
    , m_index(index)
{}

QImap4Message::QImap4Message(const QImap4Message &other) = default;
QImap4Message::QImap4Message(QImap4Message &&other) noexcept = default;
QImap4Message &QImap4Message::operator=(const QImap4Message &other) = default;
QImap4Message &QImap4Message::operator=(QImap4Message &&other) noexcept = default;
QImap4Message::~QImap4Message() = default;

/*! Returns whether this is no message at all. */
bool QImap4Message::isNull() const
{
    return !d;
}

/*! Returns which items the response contained. */
QImap4Message::Items QImap4Message::items() const
{
    return d ? Items::fromInt(recordAt(*d, m_index).items) : Items();
}

/*! Returns the message sequence number at the time of the response. */
quint32 QImap4Message::sequenceNumber() const
{
    return d ? recordAt(*d, m_index).sequenceNumber : 0;
}

/*! Returns the UID, or 0 if the response did not say. */
quint32 QImap4Message::uid() const
{
    return d ? recordAt(*d, m_index).uid : 0;
}

/*! Returns the flags, system flags and keywords. */
QImap4Flags QImap4Message::flags() const
{
    if (!d)
        return {};
    const MessageRecord &record = recordAt(*d, m_index);
    return QImap4Flags(systemFlags(), d->keywordSets.value(record.keywordSet));
}

/*! Returns the system flags only, which costs nothing. */
QImap4Flags::SystemFlags QImap4Message::systemFlags() const
{
    return d ? QImap4Flags::SystemFlags::fromInt(recordAt(*d, m_index).systemFlags)
             : QImap4Flags::SystemFlags();
}

/*! Returns when the server received the message, with the server's offset from UTC. */
QDateTime QImap4Message::internalDate() const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QDateTime() : d->decoder->internalDate(bytes);
}

/*! Returns RFC822.SIZE, the size of the whole message in bytes. */
quint64 QImap4Message::size() const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? 0 : d->decoder->number(bytes, "RFC822.SIZE");
}

/*! Returns the mod-sequence (RFC 7162), or 0. */
quint64 QImap4Message::modSeq() const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? 0 : d->decoder->number(bytes, "MODSEQ");
}

/*! Decodes and returns the envelope. */
QImap4Envelope QImap4Message::envelope() const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QImap4Envelope() : d->decoder->envelope(bytes);
}

/*! Decodes and returns the body structure. */
QImap4BodyStructure QImap4Message::bodyStructure() const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QImap4BodyStructure() : d->decoder->bodyStructure(bytes);
}

/*! Returns the names of the sections that were answered: "BODY[1.2]", "BODY[HEADER]<0>", "RFC822".
 */
QByteArrayList QImap4Message::sections() const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QByteArrayList() : d->decoder->sections(bytes);
}

/*!
    Returns the content of \a section, "1.2" or "HEADER", from BODY[] or BINARY[]; the whole
    message for an empty one. What was fetched from an offset on is found by it, "1.2<4096>";
   without one, the beginning of a section counts where the whole of it is not there. Null if the
   response has it not.
*/
QByteArray QImap4Message::body(QByteArrayView section) const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QByteArray() : d->decoder->body(bytes, section);
}

/*! Returns the bytes of the value of the item \a name, such as "X-GM-LABELS". */
QByteArray QImap4Message::rawItem(QByteArrayView name) const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QByteArray() : d->decoder->rawItem(bytes, name);
}

/*!
    Returns the value of the item \a name, such as "X-GM-LABELS", as the library reads data that it
    has no type for; a missing one if the response had no such item.
*/
QImap4Value QImap4Message::value(QByteArrayView name) const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QImap4Value() : d->decoder->value(bytes, name);
}

/*! Returns the identifier of the message that stays when it is copied (RFC 8474, section 5.1). */
QByteArray QImap4Message::emailId() const
{
    return firstText(value("EMAILID"));
}

/*! Returns the identifier of the conversation; empty if the server makes none of this message. */
QByteArray QImap4Message::threadId() const
{
    const QByteArray id = firstText(value("THREADID"));
    return id.isEmpty() ? firstText(value("X-GM-THRID")) : id;
}

/*! Returns the beginning of the text that the server made for a list (RFC 8970). */
QString QImap4Message::preview() const
{
    QImap4Value text = value("PREVIEW");
    if (text.isList()) // "(FUZZY "...")", as older servers answer
        text = text.items().isEmpty() ? QImap4Value() : text.items().last();
    return text.isText() ? QString::fromUtf8(text.text()) : QString();
}

/*! Returns when the message came into its mailbox (RFC 8514). */
QDateTime QImap4Message::saveDate() const
{
    const QByteArrayView bytes = rawItems();
    return bytes.isEmpty() ? QDateTime() : d->decoder->saveDate(bytes);
}

/*! Returns the annotations that the response had; none of them names a mailbox (RFC 5257). */
QList<QImap4Annotation> QImap4Message::annotations() const
{
    QList<QImap4Annotation> annotations;
    const QImap4ValueList items = value("ANNOTATION").items();
    for (qsizetype i = 0; i + 1 < items.size(); i += 2) {
        QImap4Annotation annotation;
        annotation.entry = QString::fromUtf8(items.at(i).text());
        const QImap4ValueList attributes = items.at(i + 1).items();
        for (qsizetype j = 0; j + 1 < attributes.size(); j += 2)
            annotation.attributes.insert(QString::fromUtf8(attributes.at(j).text()),
                                         attributes.at(j + 1).text());
        annotations.append(annotation);
    }
    return annotations;
}

/*! Returns Gmail's identifier of the message. */
quint64 QImap4Message::gmailMessageId() const
{
    return value("X-GM-MSGID").number();
}

/*! Returns Gmail's labels. A system label begins with a backslash. */
QStringList QImap4Message::gmailLabels() const
{
    return rawItems().isEmpty() ? QStringList() : d->decoder->labels(rawItems());
}

/*! Returns the whole response, "* 12 FETCH (...)", or nothing when it was not kept. */
QByteArray QImap4Message::raw() const
{
    const QByteArrayView bytes = rawItems();
    if (bytes.isEmpty())
        return {};
    const bool byUid = sequenceNumber() == 0; // RFC 9586
    QByteArray line = "* " + QByteArray::number(byUid ? uid() : sequenceNumber())
        + (byUid ? " UIDFETCH (" : " FETCH (");
    line += bytes;
    line += ')';
    return line;
}

QByteArrayView QImap4Message::rawItems() const
{
    return d ? itemsOf(*d, recordAt(*d, m_index)) : QByteArrayView();
}

/*! Makes an empty list. */
QImap4MessageList::QImap4MessageList() = default;

/*! \internal Makes the list of all messages of a \a batch. */
QImap4MessageList::QImap4MessageList(
    const QExplicitlySharedDataPointer<const QImap4MessageBatch> &batch)
{
    if (batch && !batch->records.empty())
        m_chunks.append({batch, 0});
}

QImap4MessageList::QImap4MessageList(const QImap4MessageList &other) = default;
QImap4MessageList::QImap4MessageList(QImap4MessageList &&other) noexcept = default;
QImap4MessageList &QImap4MessageList::operator=(const QImap4MessageList &other) = default;
QImap4MessageList &QImap4MessageList::operator=(QImap4MessageList &&other) noexcept = default;
QImap4MessageList::~QImap4MessageList() = default;

/*! Returns how many messages there are. */
qsizetype QImap4MessageList::size() const
{
    if (m_chunks.isEmpty())
        return 0;
    const Chunk &chunk = m_chunks.last();
    return chunk.start + qsizetype(chunk.batch->records.size());
}

/*! Returns the message at \a index, or a null one outside of the list. */
QImap4Message QImap4MessageList::at(qsizetype index) const
{
    if (index < 0 || index >= size())
        return {};
    const auto after =
        std::upper_bound(m_chunks.cbegin(), m_chunks.cend(), index,
                         [](qsizetype wanted, const Chunk &chunk) { return wanted < chunk.start; });
    const Chunk &chunk = *std::prev(after);
    return QImap4Message(chunk.batch, index - chunk.start);
}

/*! Appends the messages of \a other, which stay shared with it. */
void QImap4MessageList::append(const QImap4MessageList &other)
{
    const QList<Chunk> chunks = other.m_chunks; // other may be this list
    const qsizetype offset = size();
    for (const Chunk &chunk : chunks)
        m_chunks.append({chunk.batch, chunk.start + offset});
}

/*! Returns how many bytes the list keeps alive, each shared buffer counted once. */
qint64 QImap4MessageList::memoryUsage() const
{
    QSet<const void *> seen;
    qint64 bytes = 0;
    for (const Chunk &chunk : m_chunks) {
        const QImap4MessageBatch &batch = *chunk.batch;
        if (!seen.contains(&batch)) {
            seen.insert(&batch);
            bytes += qint64(sizeof(batch) + batch.records.capacity() * sizeof(MessageRecord));
        }
        if (!batch.bytes.isEmpty() && !seen.contains(batch.bytes.constData())) {
            seen.insert(batch.bytes.constData());
            bytes += batch.bytes.capacity();
        }
    }
    return bytes;
}

QDebug operator<<(QDebug debug, const QImap4Message &message)
{
    const QDebugStateSaver saver(debug);
    if (message.isNull())
        return debug << "QImap4Message()";
    debug.nospace() << "QImap4Message(" << message.sequenceNumber() << ", uid " << message.uid()
                    << ", " << message.flags() << ", " << message.items() << ')';
    return debug;
}
