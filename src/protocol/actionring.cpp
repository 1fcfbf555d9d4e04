// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/actionring_p.h"

#include <algorithm>

namespace QImap4Internal {

void ActionRing::add(ActionKind kind, qint64 milliseconds, QByteArrayView text)
{
    const QByteArrayView kept = beginning(text, LongestText);
    Action &action = m_actions[std::size_t(m_count++ % Capacity)];
    action.milliseconds = milliseconds;
    action.kind = kind;
    action.completeness = kept.size() < text.size() ? Completeness::Cut : Completeness::Whole;
    action.size = kept.size();
    std::copy(kept.begin(), kept.end(), action.text.begin());
}

QStringList ActionRing::lines(const SecretMask &secrets) const
{
    QStringList result;
    const quint64 first = m_count > Capacity ? m_count - Capacity : 0;
    for (quint64 i = first; i < m_count; ++i) {
        const Action &action = m_actions[std::size_t(i % Capacity)];
        const QByteArrayView text(action.text.data(), action.size);
        result += actionLine(action.kind, action.milliseconds,
                             secrets.masked(text, action.completeness), action.completeness);
    }
    return result;
}

} // namespace QImap4Internal
