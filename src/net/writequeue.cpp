// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/writequeue_p.h"

namespace QImap4Internal {

namespace {

constexpr qsizetype LongestPiece = 64 * 1024;

} // namespace

void WriteQueue::append(const QByteArray &bytes)
{
    if (!bytes.isEmpty())
        m_waiting.append(bytes);
}

void WriteQueue::clear()
{
    m_waiting.clear();
    m_offset = 0;
}

QByteArrayView WriteQueue::nextPiece() const
{
    if (m_waiting.isEmpty())
        return {};
    const QByteArrayView rest = QByteArrayView(m_waiting.constFirst()).sliced(m_offset);
    return rest.first(qMin(rest.size(), LongestPiece));
}

void WriteQueue::removePiece()
{
    m_offset += nextPiece().size();
    if (m_waiting.isEmpty() || m_offset < m_waiting.constFirst().size())
        return;
    m_waiting.removeFirst();
    m_offset = 0;
}

} // namespace QImap4Internal
