// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_GATHEREDSET_P_H
#define QIMAP4_PROTOCOL_GATHEREDSET_P_H

#include "qimap4messageset.h"

#include <vector>

namespace QImap4Internal {

// A set that comes in many pieces, in any order. Uniting each with all before it would cost the
// square of what came: pieces of about the same size are united instead, and those then.
class GatheredSet
{
public:
    void add(const QImap4MessageSet &piece);
    QImap4MessageSet united() const;

private:
    std::vector<QImap4MessageSet> m_pieces; // each more than twice as long as the next
};

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_GATHEREDSET_P_H
