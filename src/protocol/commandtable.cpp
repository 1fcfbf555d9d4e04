// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/commandtable_p.h"

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

constexpr InStates AnyState{InState::NotAuthenticated, InState::Authenticated, InState::Selected};
constexpr InStates LoggedIn{InState::Authenticated, InState::Selected};
constexpr InStates Before{InState::NotAuthenticated};
constexpr InStates InMailbox{InState::Selected};

// In alphabetical order: the look-up is a binary search.
constexpr CommandTraits Table[] = {
    // clang-format off
    {"APPEND",       LoggedIn,  Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"AUTHENTICATE", Before,    Ordering::Barrier,   Collect::Nothing,    Effect::Authenticates, Result::None,          Expunges::Maybe},
    {"CAPABILITY",   AnyState,  Ordering::Pipelined, Collect::Capability, Effect::None,          Result::Capabilities,  Expunges::Maybe},
    {"CHECK",        InMailbox, Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::None,          Expunges::Maybe},
    {"CLOSE",        InMailbox, Ordering::Barrier,   Collect::Nothing,    Effect::Deselects,     Result::None,          Expunges::Maybe},
    {"COPY",         InMailbox, Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"CREATE",       LoggedIn,  Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::None,          Expunges::Maybe},
    {"DELETE",       LoggedIn,  Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::None,          Expunges::Maybe},
    {"ENABLE",       LoggedIn,  Ordering::Barrier,   Collect::Enabled,    Effect::None,          Result::Enabled,       Expunges::Maybe},
    {"EXAMINE",      LoggedIn,  Ordering::Barrier,   Collect::Nothing,    Effect::Examines,      Result::MailboxInfo,   Expunges::Maybe},
    {"EXPUNGE",      InMailbox, Ordering::Pipelined, Collect::Expunge,    Effect::None,          Result::Expunged,      Expunges::Maybe},
    {"FETCH",        InMailbox, Ordering::Pipelined, Collect::Fetch,      Effect::None,          Result::Messages,      Expunges::Never},
    {"ID",           AnyState,  Ordering::Pipelined, Collect::Id,         Effect::None,          Result::ServerId,      Expunges::Maybe},
    {"IDLE",         LoggedIn,  Ordering::Barrier,   Collect::Nothing,    Effect::Idles,         Result::IdleReason,    Expunges::Maybe},
    {"LIST",         LoggedIn,  Ordering::Pipelined, Collect::List,       Effect::None,          Result::Mailboxes,     Expunges::Maybe},
    {"LOGIN",        Before,    Ordering::Barrier,   Collect::Nothing,    Effect::Authenticates, Result::None,          Expunges::Maybe},
    {"LOGOUT",       AnyState,  Ordering::Barrier,   Collect::Nothing,    Effect::LogsOut,       Result::None,          Expunges::Maybe},
    {"LSUB",         LoggedIn,  Ordering::Pipelined, Collect::Lsub,       Effect::None,          Result::Mailboxes,     Expunges::Maybe},
    {"MOVE",         InMailbox, Ordering::Pipelined, Collect::Expunge,    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"NAMESPACE",    LoggedIn,  Ordering::Pipelined, Collect::Namespace,  Effect::None,          Result::Namespaces,    Expunges::Maybe},
    {"NOOP",         AnyState,  Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::None,          Expunges::Maybe},
    {"RENAME",       LoggedIn,  Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::None,          Expunges::Maybe},
    {"SEARCH",       InMailbox, Ordering::Pipelined, Collect::Search,     Effect::None,          Result::Search,        Expunges::Never},
    {"SELECT",       LoggedIn,  Ordering::Barrier,   Collect::Nothing,    Effect::Selects,       Result::MailboxInfo,   Expunges::Maybe},
    {"STARTTLS",     Before,    Ordering::Barrier,   Collect::Nothing,    Effect::StartsTls,     Result::None,          Expunges::Maybe},
    {"STATUS",       LoggedIn,  Ordering::Pipelined, Collect::Status,     Effect::None,          Result::MailboxStatus, Expunges::Maybe},
    {"STORE",        InMailbox, Ordering::Pipelined, Collect::Fetch,      Effect::None,          Result::Messages,      Expunges::Never},
    {"SUBSCRIBE",    LoggedIn,  Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::None,          Expunges::Maybe},
    {"UID COPY",     InMailbox, Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"UID EXPUNGE",  InMailbox, Ordering::Pipelined, Collect::Expunge,    Effect::None,          Result::Expunged,      Expunges::Maybe},
    {"UID FETCH",    InMailbox, Ordering::Pipelined, Collect::Fetch,      Effect::None,          Result::Messages,      Expunges::Maybe},
    {"UID MOVE",     InMailbox, Ordering::Pipelined, Collect::Expunge,    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"UID SEARCH",   InMailbox, Ordering::Pipelined, Collect::Search,     Effect::None,          Result::Search,        Expunges::Maybe},
    {"UID STORE",    InMailbox, Ordering::Pipelined, Collect::Fetch,      Effect::None,          Result::Messages,      Expunges::Maybe},
    {"UNSELECT",     InMailbox, Ordering::Barrier,   Collect::Nothing,    Effect::Deselects,     Result::None,          Expunges::Maybe},
    {"UNSUBSCRIBE",  LoggedIn,  Ordering::Pipelined, Collect::Nothing,    Effect::None,          Result::None,          Expunges::Maybe},
    // clang-format on
};

constexpr CommandTraits Unlisted = {
    "",           AnyState,         Ordering::Barrier, Collect::Nothing,
    Effect::None, Result::Untagged, Expunges::Maybe};

} // namespace

const CommandTraits &commandTraits(QByteArrayView name)
{
    const auto row =
        std::lower_bound(std::begin(Table), std::end(Table), name,
                         [](const CommandTraits &traits, QByteArrayView wanted) {
                             return wanted.compare(traits.name, Qt::CaseInsensitive) > 0;
                         });
    if (row == std::end(Table) || name.compare(row->name, Qt::CaseInsensitive) != 0)
        return Unlisted;
    return *row;
}

const CommandTraits &unlistedCommandTraits()
{
    return Unlisted;
}

} // namespace QImap4Internal
