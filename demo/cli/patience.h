// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_PATIENCE_H
#define QIMAP4_CLI_PATIENCE_H

#include "qimap4message.h"
#include "qimap4messageset.h"

#include <QtCore/qdeadlinetimer.h>

#include <chrono>

namespace QImap4Cli {

// When a command is given up, however much the server says. What it brings makes the time longer,
// at the pace of the slowest useful line; what it brings again does not.
class Patience
{
public:
    explicit Patience(std::chrono::milliseconds allowed);

    void receive(qint64 bytes); // of a message that is not whole yet
    void receive(const QImap4MessageList &messages);
    std::chrono::milliseconds left() const; // 0: it is at an end

private:
    QDeadlineTimer m_deadline;
    qint64 m_arriving = 0; // bytes
    bool m_repeats = false; // the last large message was known already, so this one may be
    QImap4MessageSet m_received;
};

} // namespace QImap4Cli

#endif // QIMAP4_CLI_PATIENCE_H
