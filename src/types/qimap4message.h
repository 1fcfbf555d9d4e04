// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MESSAGE_H
#define QIMAP4MESSAGE_H

#include "qimap4annotation.h"
#include "qimap4bodystructure.h"
#include "qimap4envelope.h"
#include "qimap4flags.h"
#include "qimap4global.h"
#include "qimap4value.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstringlist.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

class QImap4MessageBatch;

// What one FETCH response says about a message. A view into the shared bytes of its response:
// copying is cheap, and envelope() or bodyStructure() are decoded at each call.
class QIMAP4_EXPORT QImap4Message
{
    Q_GADGET
    Q_PROPERTY(quint32 uid READ uid)
    Q_PROPERTY(quint32 sequenceNumber READ sequenceNumber)
public:
    enum Item : quint16 {
        Flags = 0x0001,
        Uid = 0x0002,
        InternalDate = 0x0004,
        Size = 0x0008,
        Envelope = 0x0010,
        BodyStructure = 0x0020,
        Body = 0x0040, // at least one BODY[...], BINARY[...] or RFC822 section
        ModSeq = 0x0080,
        Other = 0x8000, // at least one item that is read with rawItem()
    };
    Q_DECLARE_FLAGS(Items, Item)
    Q_FLAG(Items)

    QImap4Message();
    QImap4Message(const QImap4Message &other);
    QImap4Message(QImap4Message &&other) noexcept;
    QImap4Message &operator=(const QImap4Message &other);
    QImap4Message &operator=(QImap4Message &&other) noexcept;
    ~QImap4Message();

    bool isNull() const;
    Items items() const; // what the response contained
    bool has(Item item) const { return items().testFlag(item); }

    quint32 sequenceNumber() const;
    quint32 uid() const; // 0: the response did not say
    QImap4Flags flags() const;
    QImap4Flags::SystemFlags systemFlags() const; // without building the keyword list
    QDateTime internalDate() const;
    quint64 size() const; // RFC822.SIZE in bytes
    quint64 modSeq() const;
    QImap4Envelope envelope() const;
    QImap4BodyStructure bodyStructure() const;

    QByteArrayList sections() const; // "BODY[1.2]", "BODY[HEADER]<0>", "RFC822" ... as answered
    QByteArray
    body(QByteArrayView section = {}) const; // content of BODY[section] or BINARY[section]
    QByteArray rawItem(QByteArrayView name) const; // the bytes of any item's value
    QImap4Value value(QByteArrayView name) const; // any item's value; missing: there is none

    // Of servers that have the extension and were asked; else empty.
    QByteArray emailId() const; // OBJECTID, RFC 8474
    QByteArray threadId() const; // OBJECTID, or X-GM-THRID
    QString preview() const; // RFC 8970; null: there is none
    QDateTime saveDate() const; // RFC 8514; invalid: the mailbox keeps none
    QList<QImap4Annotation> annotations() const; // RFC 5257
    quint64 gmailMessageId() const; // X-GM-MSGID; 0: not told
    QStringList gmailLabels() const; // X-GM-LABELS
    QByteArray raw() const; // the whole response line, if kept

private:
    friend class QImap4MessageList;
    QImap4Message(const QExplicitlySharedDataPointer<const QImap4MessageBatch> &batch,
                  qsizetype index);
    QByteArrayView rawItems() const;

    QExplicitlySharedDataPointer<const QImap4MessageBatch> d;
    qsizetype m_index = 0;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4Message::Items)

// Messages in the order in which the server sent them. Appending a list shares its memory.
class QIMAP4_EXPORT QImap4MessageList
{
    Q_GADGET
public:
    class const_iterator
    {
    public:
        QImap4Message operator*() const { return m_list->at(m_index); }
        const_iterator &operator++()
        {
            ++m_index;
            return *this;
        }
        friend bool operator==(const const_iterator &a, const const_iterator &b)
        {
            return a.m_index == b.m_index;
        }
        friend bool operator!=(const const_iterator &a, const const_iterator &b)
        {
            return !(a == b);
        }

    private:
        friend class QImap4MessageList;
        const_iterator(const QImap4MessageList *list, qsizetype index)
            : m_list(list)
            , m_index(index)
        {}
        const QImap4MessageList *m_list;
        qsizetype m_index;
    };

    QImap4MessageList();
    explicit QImap4MessageList(const QExplicitlySharedDataPointer<const QImap4MessageBatch> &batch);
    QImap4MessageList(const QImap4MessageList &other);
    QImap4MessageList(QImap4MessageList &&other) noexcept;
    QImap4MessageList &operator=(const QImap4MessageList &other);
    QImap4MessageList &operator=(QImap4MessageList &&other) noexcept;
    ~QImap4MessageList();

    qsizetype size() const;
    bool isEmpty() const { return size() == 0; }
    QImap4Message at(qsizetype index) const;
    QImap4Message first() const { return at(0); }
    QImap4Message last() const { return at(size() - 1); }
    void append(const QImap4MessageList &other);

    const_iterator begin() const { return const_iterator(this, 0); }
    const_iterator end() const { return const_iterator(this, size()); }

    qint64 memoryUsage() const; // bytes that the list keeps alive

private:
    struct Chunk
    {
        QExplicitlySharedDataPointer<const QImap4MessageBatch> batch;
        qsizetype start = 0; // index of its first message in the list
    };
    QList<Chunk> m_chunks;
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Message &message);

Q_DECLARE_METATYPE(QImap4Message)
Q_DECLARE_METATYPE(QImap4MessageList)

#endif // QIMAP4MESSAGE_H
