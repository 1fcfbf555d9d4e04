// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MESSAGESET_H
#define QIMAP4MESSAGESET_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

class QIMAP4_EXPORT QImap4MessageSet
{
    Q_GADGET
public:
    enum Kind { Uids, SequenceNumbers };
    Q_ENUM(Kind)

    // "*", the highest number in the mailbox.
    static constexpr quint32 Last = 0xffffffffU;

    // One run of numbers, both ends included, first <= last.
    struct Range
    {
        quint32 first = 0;
        quint32 last = 0;

        friend bool operator==(const Range &a, const Range &b)
        {
            return a.first == b.first && a.last == b.last;
        }
        friend bool operator!=(const Range &a, const Range &b) { return !(a == b); }
    };

    QImap4MessageSet() = default; // empty, of UIDs
    explicit QImap4MessageSet(Kind kind);

    static QImap4MessageSet uids(quint32 uid);
    static QImap4MessageSet uids(quint32 first, quint32 last);
    static QImap4MessageSet uids(const QList<quint32> &uids);
    static QImap4MessageSet sequenceNumbers(quint32 number);
    static QImap4MessageSet sequenceNumbers(quint32 first, quint32 last);
    static QImap4MessageSet sequenceNumbers(const QList<quint32> &numbers);
    static QImap4MessageSet all(Kind kind = Uids);
    static QImap4MessageSet savedResult(Kind kind = Uids);
    static QImap4MessageSet fromString(QByteArrayView text, Kind kind, bool *ok = nullptr);

    Kind kind() const { return m_kind; }
    bool isUids() const { return m_kind == Uids; }
    bool isEmpty() const { return m_ranges.isEmpty() && !m_savedResult; }
    bool isSavedResult() const { return m_savedResult; }
    quint64 count() const;
    bool contains(quint32 number) const;
    quint32 first() const;
    quint32 last() const;

    const QList<Range> &ranges() const { return m_ranges; }
    QList<quint32> toList(qsizetype maximum = 100000) const;
    QByteArray toString() const;

    // A bound set is sent only while these are selected and in force; 0: the server names none.
    QImap4MessageSet boundTo(const QString &mailbox, quint32 uidValidity) const;
    bool isBound() const { return !m_mailbox.isEmpty(); }
    QString mailbox() const { return m_mailbox; } // empty: not bound
    quint32 uidValidity() const { return m_uidValidity; }

    void add(quint32 number) { add(number, number); }
    void add(quint32 first, quint32 last);
    void unite(const QImap4MessageSet &other);
    void subtract(const QImap4MessageSet &other);
    void intersect(const QImap4MessageSet &other);

    friend QIMAP4_EXPORT bool operator==(const QImap4MessageSet &a, const QImap4MessageSet &b);
    friend bool operator!=(const QImap4MessageSet &a, const QImap4MessageSet &b)
    {
        return !(a == b);
    }

private:
    bool isAlike(const QImap4MessageSet &other) const;
    void clear();

    QList<Range> m_ranges; // ascending, disjoint, not adjacent
    QString m_mailbox;
    quint32 m_uidValidity = 0;
    Kind m_kind = Uids;
    bool m_savedResult = false;
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4MessageSet &set);

Q_DECLARE_METATYPE(QImap4MessageSet)

#endif // QIMAP4MESSAGESET_H
