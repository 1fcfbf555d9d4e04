// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/gatheredset_p.h"

namespace QImap4Internal {

void GatheredSet::add(const QImap4MessageSet &piece)
{
    m_pieces.push_back(piece);
    while (m_pieces.size() > 1) {
        const QImap4MessageSet last = m_pieces.back();
        QImap4MessageSet &before = m_pieces[m_pieces.size() - 2];
        if (before.ranges().size() > 2 * last.ranges().size())
            return;
        before.unite(last);
        m_pieces.pop_back();
    }
}

QImap4MessageSet GatheredSet::united() const
{
    QImap4MessageSet set;
    for (auto piece = m_pieces.rbegin(); piece != m_pieces.rend(); ++piece)
        set.unite(*piece);
    return set;
}

} // namespace QImap4Internal
