// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/commandtable_p.h"

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

constexpr InStates AnyState{InState::NotAuthenticated, InState::Authenticated, InState::Selected};
constexpr InStates LoggedIn{InState::Authenticated, InState::Selected};
constexpr InStates NoMailbox{InState::Authenticated};
constexpr InStates Before{InState::NotAuthenticated};
constexpr InStates InMailbox{InState::Selected};

// In alphabetical order: the look-up is a binary search.
constexpr CommandTraits Table[] = {
    // clang-format off
    {"APPEND",        LoggedIn,  Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"AUTHENTICATE",  Before,    Ordering::Barrier,   Collect::Nothing,                    Effect::Authenticates, Result::None,          Expunges::Maybe},
    {"CAPABILITY",    AnyState,  Ordering::Pipelined, Collect::Capability,                 Effect::None,          Result::Capabilities,  Expunges::Maybe},
    {"CHECK",         InMailbox, Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"CLOSE",         InMailbox, Ordering::Barrier,   Collect::Nothing,                    Effect::Deselects,     Result::None,          Expunges::Maybe},
    {"COMPRESS",      LoggedIn,  Ordering::Barrier,   Collect::Nothing,                    Effect::Compresses,    Result::None,          Expunges::Maybe},
    {"COPY",          InMailbox, Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"CREATE",        LoggedIn,  Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"DELETE",        LoggedIn,  Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"DELETEACL",     LoggedIn,  Ordering::Barrier,   Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"ENABLE",        NoMailbox, Ordering::Barrier,   Collect::Enabled,                    Effect::None,          Result::Enabled,       Expunges::Maybe},
    {"EXAMINE",       LoggedIn,  Ordering::Barrier,   Collect::Nothing,                    Effect::Examines,      Result::MailboxInfo,   Expunges::Maybe},
    {"EXPUNGE",       InMailbox, Ordering::Pipelined, Collect::Expunge,                    Effect::None,          Result::Expunged,      Expunges::Maybe},
    {"FETCH",         InMailbox, Ordering::Pipelined, Collect::Fetch,                      Effect::None,          Result::Messages,      Expunges::Never},
    {"GETACL",        LoggedIn,  Ordering::Pipelined, Collect::Acl,                        Effect::None,          Result::Acl,           Expunges::Maybe},
    {"GETANNOTATION", LoggedIn,  Ordering::Pipelined, Collect::Annotation,                 Effect::None,          Result::Annotations,   Expunges::Maybe},
    {"GETQUOTA",      LoggedIn,  Ordering::Pipelined, Collect::Quota,                      Effect::None,          Result::Quota,         Expunges::Maybe},
    {"GETQUOTAROOT",  LoggedIn,  Ordering::Pipelined, Collect::Quota | Collect::QuotaRoot, Effect::None,          Result::QuotaRoots,    Expunges::Maybe},
    {"ID",            AnyState,  Ordering::Pipelined, Collect::Id,                         Effect::None,          Result::ServerId,      Expunges::Maybe},
    {"IDLE",          LoggedIn,  Ordering::Barrier,   Collect::Nothing,                    Effect::Idles,         Result::IdleReason,    Expunges::Maybe},
    {"LIST",          LoggedIn,  Ordering::Pipelined, Collect::List,                       Effect::None,          Result::Mailboxes,     Expunges::Maybe},
    {"LISTRIGHTS",    LoggedIn,  Ordering::Pipelined, Collect::ListRights,                 Effect::None,          Result::ListRights,    Expunges::Maybe},
    {"LOGIN",         Before,    Ordering::Barrier,   Collect::Nothing,                    Effect::Authenticates, Result::None,          Expunges::Maybe},
    {"LOGOUT",        AnyState,  Ordering::Barrier,   Collect::Nothing,                    Effect::LogsOut,       Result::Farewell,      Expunges::Maybe},
    {"LSUB",          LoggedIn,  Ordering::Pipelined, Collect::Lsub,                       Effect::None,          Result::Mailboxes,     Expunges::Maybe},
    {"MOVE",          InMailbox, Ordering::Pipelined, Collect::Expunge,                    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"MYRIGHTS",      LoggedIn,  Ordering::Pipelined, Collect::MyRights,                   Effect::None,          Result::MyRights,      Expunges::Maybe},
    {"NAMESPACE",     LoggedIn,  Ordering::Pipelined, Collect::Namespace,                  Effect::None,          Result::Namespaces,    Expunges::Maybe},
    {"NOOP",          AnyState,  Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"PARTIAL",       InMailbox, Ordering::Pipelined, Collect::Fetch,                      Effect::None,          Result::Messages,      Expunges::Never},
    {"PROXYAUTH",     NoMailbox, Ordering::Barrier,   Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"RENAME",        LoggedIn,  Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"SEARCH",        InMailbox, Ordering::Pipelined, Collect::Search,                     Effect::None,          Result::Search,        Expunges::Never},
    {"SELECT",        LoggedIn,  Ordering::Barrier,   Collect::Nothing,                    Effect::Selects,       Result::MailboxInfo,   Expunges::Maybe},
    {"SETACL",        LoggedIn,  Ordering::Barrier,   Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"SETANNOTATION", LoggedIn,  Ordering::Barrier,   Collect::Annotation,                 Effect::None,          Result::Annotations,   Expunges::Maybe},
    {"SETQUOTA",      LoggedIn,  Ordering::Barrier,   Collect::Quota,                      Effect::None,          Result::Quota,         Expunges::Maybe},
    {"SORT",          InMailbox, Ordering::Pipelined, Collect::Sort,                       Effect::None,          Result::Sorted,        Expunges::Never},
    {"STARTTLS",      Before,    Ordering::Barrier,   Collect::Nothing,                    Effect::StartsTls,     Result::None,          Expunges::Maybe},
    {"STATUS",        LoggedIn,  Ordering::Pipelined, Collect::Status,                     Effect::None,          Result::MailboxStatus, Expunges::Maybe},
    {"STORE",         InMailbox, Ordering::Pipelined, Collect::Fetch,                      Effect::None,          Result::Messages,      Expunges::Never},
    {"SUBSCRIBE",     LoggedIn,  Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    {"THREAD",        InMailbox, Ordering::Pipelined, Collect::Thread,                     Effect::None,          Result::Threads,       Expunges::Never},
    {"UID COPY",      InMailbox, Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"UID EXPUNGE",   InMailbox, Ordering::Pipelined, Collect::Expunge,                    Effect::None,          Result::Expunged,      Expunges::Maybe},
    {"UID FETCH",     InMailbox, Ordering::Pipelined, Collect::Fetch,                      Effect::None,          Result::Messages,      Expunges::Maybe},
    {"UID MOVE",      InMailbox, Ordering::Pipelined, Collect::Expunge,                    Effect::None,          Result::UidMapping,    Expunges::Maybe},
    {"UID SEARCH",    InMailbox, Ordering::Pipelined, Collect::Search,                     Effect::None,          Result::Search,        Expunges::Maybe},
    {"UID SORT",      InMailbox, Ordering::Pipelined, Collect::Sort,                       Effect::None,          Result::Sorted,        Expunges::Maybe},
    {"UID STORE",     InMailbox, Ordering::Pipelined, Collect::Fetch,                      Effect::None,          Result::Messages,      Expunges::Maybe},
    {"UID THREAD",    InMailbox, Ordering::Pipelined, Collect::Thread,                     Effect::None,          Result::Threads,       Expunges::Maybe},
    {"UNSELECT",      InMailbox, Ordering::Barrier,   Collect::Nothing,                    Effect::Deselects,     Result::None,          Expunges::Maybe},
    {"UNSUBSCRIBE",   LoggedIn,  Ordering::Pipelined, Collect::Nothing,                    Effect::None,          Result::None,          Expunges::Maybe},
    // clang-format on
};

constexpr CommandTraits Unlisted = {
    "",           AnyState,         Ordering::Barrier, Collect::Nothing,
    Effect::None, Result::Untagged, Expunges::Maybe};

} // namespace

QByteArrayList commandNames()
{
    QByteArrayList names;
    for (const CommandTraits &row : Table)
        names.append(row.name);
    return names;
}

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
