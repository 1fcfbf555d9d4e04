// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_EXITSTATUS_H
#define QIMAP4_CLI_EXITSTATUS_H

#include "qimap4error.h"

namespace QImap4Cli {

// What the program tells its caller. The numbers are part of its interface.
enum ExitStatus {
    Success = 0,
    OutputFailed = 1, // nobody reads the output, or there is no room for it
    UsageRefused = 2,
    NetworkFailed = 3,
    TlsFailed = 4,
    AuthenticationFailed = 5,
    ProtocolViolated = 6,
    LimitExceeded = 7,
    ServerRefused = 8,
};

struct Outcome
{
    ExitStatus status;
    const char *code; // for programs, on the error line
};

Outcome outcomeOf(QImap4Error::Category category);

} // namespace QImap4Cli

#endif // QIMAP4_CLI_EXITSTATUS_H
