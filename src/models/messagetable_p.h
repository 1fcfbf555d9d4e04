// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_MESSAGETABLE_P_H
#define QIMAP4_MODELS_MESSAGETABLE_P_H

#include "models/gapcolumn_p.h"
#include "models/ranges_p.h"
#include "qimap4flags.h"
#include "qimap4global.h"
#include "qimap4messageset.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qhash.h>
#include <QtCore/qglobal.h>

#include <vector>

namespace QImap4Internal {

// Each set of keywords that occurs in a mailbox, once. Number 0 is the empty set.
class QIMAP4_AUTOTEST_EXPORT KeywordSets
{
public:
    KeywordSets();

    quint16 intern(const QByteArrayList &keywords); // 0 when there are too many different sets
    const QByteArrayList &at(quint16 number) const { return m_sets.at(number); }
    qint64 memoryUsage() const;
    void clear();

private:
    static constexpr qsizetype MaximumSets = 0xffff;
    static constexpr qint64 MaximumBytes = 16 * 1024 * 1024;

    QList<QByteArrayList> m_sets;
    QHash<QByteArray, quint16> m_numbers; // by the sorted names, joined
    qint64 m_bytes = 0;
};

// What is kept of every message of a mailbox, in mailbox order, as columns of four bytes: five of
// them, so a million messages take 20 MB.
class QIMAP4_AUTOTEST_EXPORT MessageTable
{
public:
    enum RequestState : quint32 { Idle, InFirstRequest, InSecondRequest, RequestFailed };
    enum class Learnt { Same, New, Contradiction };

    // What the server may lie about stays bounded.
    static constexpr quint32 MaximumRows = 10'000'000;
    static constexpr int BytesPerRow = 20;

    quint32 size() const { return m_uids.size(); }
    void reset(quint32 size);
    void append(quint32 count);
    void remove(const IndexRange &range);
    void remove(const std::vector<IndexRange> &ranges); // ascending, disjoint; in one pass

    quint32 uid(quint32 index) const { return m_uids[index]; } // 0: not known
    quint32 knownUids() const { return m_knownUids; }
    quint32 lastKnownUid() const;
    qint64 find(quint32 uid) const; // -1: no row is known to have it
    // A UID that breaks the ascending order of its neighbours is not believed; another one than
    // before means that the row is not what it was, and forgets all.
    Learnt learnUid(quint32 index, quint32 uid);
    // The UIDs of the last messages of the mailbox, from index `begin` to the end. False, and
    // nothing is done, when their number is not that of these rows.
    bool learnUids(quint32 begin, const QImap4MessageSet &uids);
    QImap4MessageSet uids(const IndexRange &range) const;
    QImap4MessageSet uids(const std::vector<IndexRange> &ranges) const; // ascending
    std::vector<quint32> indexesOf(const QImap4MessageSet &uids) const; // ascending

    bool areFlagsKnown(quint32 index) const { return m_flags[index] & FlagsKnown; }
    bool isKnown(quint32 index, QImap4Flags::SystemFlag flag) const;
    bool has(quint32 index, QImap4Flags::SystemFlag flag) const { return m_flags[index] & flag; }
    bool wasUnread(quint32 index) const { return m_flags[index] & WasUnread; }
    QImap4Flags flags(quint32 index) const;
    const QByteArrayList &keywords(quint32 index) const;
    bool setFlags(quint32 index, const QImap4Flags &flags); // whether anything changed
    // From a SEARCH for `flag`: told for Seen (a search for UNSEEN, inverted) and Flagged only.
    bool setFlagFromSearch(quint32 index, QImap4Flags::SystemFlag flag, bool on);
    // An own change that the server has not confirmed. Whether anything changed.
    bool changeFlags(quint32 index, const QImap4Flags &flags, bool on);
    bool isChangePending(quint32 index) const { return m_flags[index] & ChangePending; }

    RequestState requestState(quint32 index) const;
    void setRequestState(quint32 index, RequestState state);

    quint32 internalDate(quint32 index) const { return m_dates[index]; } // seconds, 0: unknown
    void setInternalDate(quint32 index, qint64 secondsSinceEpoch);
    quint32 octets(quint32 index) const { return m_sizes[index]; } // saturated
    void setOctets(quint32 index, quint64 octets);
    quint32 slot(quint32 index) const { return m_slots[index]; } // in the envelope cache, 0: none
    void setSlot(quint32 index, quint32 slot) { m_slots[index] = slot; }

    qint64 memoryUsage() const;

private:
    // The lowest six bits are those of QImap4Flags.
    static constexpr quint32 SystemMask = 0x003f;
    static constexpr quint32 FlagsKnown = 0x0040;
    static constexpr quint32 SeenKnown = 0x0080;
    static constexpr quint32 FlaggedKnown = 0x0100;
    static constexpr int RequestShift = 9;
    static constexpr quint32 RequestMask = 0x0600;
    static constexpr quint32 WasUnread = 0x0800;
    static constexpr quint32 ChangePending = 0x1000;
    static constexpr int KeywordShift = 16;
    static constexpr quint32 KeywordMask = 0xffff0000;

    void addUids(const IndexRange &range, QImap4MessageSet *set) const;
    bool fits(quint32 index, quint32 uid) const;
    void forget(quint32 index);
    bool replaceFlags(quint32 index, const QImap4Flags &flags);

    GapColumn m_uids;
    GapColumn m_flags;
    GapColumn m_dates;
    GapColumn m_sizes;
    GapColumn m_slots;
    KeywordSets m_keywords;
    quint32 m_knownUids = 0;
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_MESSAGETABLE_P_H
