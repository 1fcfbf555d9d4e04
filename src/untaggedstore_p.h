// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_UNTAGGEDSTORE_P_H
#define QIMAP4_UNTAGGEDSTORE_P_H

#include "qimap4untaggedresponse.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>

#include <deque>

namespace QImap4Internal {

// What the server said that no command has asked for, for programs that look it up as imaplib2 lets
// them. The oldest goes when there is no room, so that a session of any length is bounded.
class UntaggedStore
{
public:
    static constexpr qsizetype MaximumCount = 1000;
    static constexpr qsizetype MaximumBytes = 256 * 1024; // of names and data

    void add(const QImap4UntaggedResponse &response);
    QByteArrayList take(QByteArrayView name); // all data of that name, oldest first
    QList<QImap4UntaggedResponse> takeAll(); // oldest first
    void dropConditions(); // OK, NO and BAD
    void clear();

private:
    template <typename Predicate>
    void removeIf(Predicate predicate);
    void uncount(const QImap4UntaggedResponse &response);

    std::deque<QImap4UntaggedResponse> m_responses;
    qsizetype m_bytes = 0;
    qsizetype m_conditions = 0; // each command drops them: most find none
};

} // namespace QImap4Internal

#endif // QIMAP4_UNTAGGEDSTORE_P_H
