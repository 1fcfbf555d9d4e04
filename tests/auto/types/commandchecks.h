// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef COMMANDCHECKS_H
#define COMMANDCHECKS_H

#include "commandreader.h"

#include "wire/command_p.h"

// What must hold of an encoded command, given how an independent reader has read it.
namespace CommandChecks {

// The client stops exactly where the server has to say "+".
inline bool waitsWhereItMust(const QList<QImap4Internal::CommandSegment> &segments,
                             const CommandReader::Result &read)
{
    QList<qsizetype> waits;
    qsizetype position = 0;
    for (const QImap4Internal::CommandSegment &segment : segments) {
        position += segment.bytes.size();
        if (segment.waitForContinuation)
            waits.append(position);
    }
    QList<qsizetype> wanted;
    for (const CommandReader::Literal &literal : read.literals) {
        if (literal.synchronizing)
            wanted.append(literal.headerEnd);
    }
    return waits == wanted;
}

// Literals that do not wait are those that the server takes.
inline bool literalsAreAllowed(QImap4Internal::EncodingOptions::Literals allowed,
                               const CommandReader::Result &read)
{
    using Literals = QImap4Internal::EncodingOptions::Literals;
    constexpr qsizetype LargestSmall = 4096; // RFC 7888, 5
    for (const CommandReader::Literal &literal : read.literals) {
        const bool mayGoOn = allowed == Literals::NonSynchronizing
            || (allowed == Literals::NonSynchronizingSmall && literal.size <= LargestSmall);
        if (!literal.synchronizing && !mayGoOn)
            return false;
    }
    return true;
}

} // namespace CommandChecks

#endif // COMMANDCHECKS_H
