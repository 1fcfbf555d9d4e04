// SPDX-License-Identifier: LGPL-3.0-or-later
#include "exitstatus.h"

namespace QImap4Cli {

struct OutcomeRow
{
    QImap4Error::Category category;
    Outcome outcome;
};

static constexpr OutcomeRow outcomes[] = {
    {QImap4Error::NoError, {Success, "ok"}},
    {QImap4Error::NetworkError, {NetworkFailed, "network"}},
    {QImap4Error::TlsError, {TlsFailed, "tls"}},
    {QImap4Error::AuthenticationError, {AuthenticationFailed, "auth"}},
    {QImap4Error::RefusedError, {ServerRefused, "refused"}},
    {QImap4Error::BadError, {ServerRefused, "bad"}},
    {QImap4Error::ByeError, {NetworkFailed, "bye"}},
    {QImap4Error::ProtocolError, {ProtocolViolated, "protocol"}},
    {QImap4Error::MalformedError, {ProtocolViolated, "malformed"}},
    {QImap4Error::TimeoutError, {NetworkFailed, "timeout"}},
    {QImap4Error::CancelledError, {NetworkFailed, "timeout"}},
    {QImap4Error::IllegalStateError, {UsageRefused, "state"}},
    {QImap4Error::InvalidArgumentError, {UsageRefused, "usage"}},
    {QImap4Error::UnsupportedError, {ServerRefused, "unsupported"}},
    {QImap4Error::ReadOnlyError, {ServerRefused, "readonly"}},
    {QImap4Error::LimitError, {LimitExceeded, "limit"}},
    {QImap4Error::InsecureError, {TlsFailed, "insecure"}},
};

Outcome outcomeOf(QImap4Error::Category category)
{
    for (const OutcomeRow &row : outcomes) {
        if (row.category == category)
            return row.outcome;
    }
    return {ProtocolViolated, "protocol"};
}

} // namespace QImap4Cli
