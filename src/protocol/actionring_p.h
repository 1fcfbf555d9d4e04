// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_ACTIONRING_P_H
#define QIMAP4_PROTOCOL_ACTIONRING_P_H

#include "protocol/secretmask_p.h"
#include "qimap4global.h"

#include <QtCore/qstringlist.h>

#include <array>

namespace QImap4Internal {

// The last actions of a session, always kept. Adding one copies a few bytes and nothing else:
// secrets are masked and characters escaped when somebody wants to read it.
class QIMAP4_AUTOTEST_EXPORT ActionRing
{
public:
    static constexpr int Capacity = 20;
    static constexpr qsizetype LongestText = 200; // bytes; of a longer one, the beginning is kept

    void add(ActionKind kind, qint64 milliseconds, QByteArrayView text);
    QStringList lines(const SecretMask &secrets) const; // oldest first

private:
    struct Action
    {
        qint64 milliseconds;
        ActionKind kind;
        Completeness completeness;
        qsizetype size;
        std::array<char, LongestText> text;
    };

    std::array<Action, Capacity> m_actions;
    quint64 m_count = 0; // ever added
};

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_ACTIONRING_P_H
