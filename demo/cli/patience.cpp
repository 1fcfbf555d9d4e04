// SPDX-License-Identifier: LGPL-3.0-or-later
#include "patience.h"

#include <algorithm>

namespace QImap4Cli {

using std::chrono::milliseconds;

static constexpr milliseconds timeForByte(1); // 1 kB/s
static constexpr milliseconds timeForMessage(100);

Patience::Patience(milliseconds allowed)
    : m_deadline(allowed)
{}

void Patience::receive(qint64 bytes)
{
    if (!m_repeats)
        m_arriving = bytes;
}

void Patience::receive(const QImap4MessageList &messages)
{
    int added = 0;
    for (const QImap4Message &message : messages) {
        const quint32 number =
            message.sequenceNumber() != 0 ? message.sequenceNumber() : message.uid();
        if (number == 0 || m_received.contains(number))
            continue;
        m_received.add(number);
        ++added;
    }
    if (added > 0) {
        m_deadline += (added * timeForMessage + m_arriving * timeForByte).count();
        m_repeats = false;
    } else if (m_arriving > 0) {
        m_repeats = true;
    }
    m_arriving = 0;
}

milliseconds Patience::left() const
{
    const milliseconds time(m_deadline.deadline() - QDeadlineTimer::current().deadline());
    return std::max<milliseconds>(milliseconds(0), time + m_arriving * timeForByte);
}

} // namespace QImap4Cli
