// SPDX-License-Identifier: LGPL-3.0-or-later
// What extensions answer, and what imaplib2 would keep of what the server says.
#include "protocol/commandresult_p.h"
#include "protocol/session_p.h"
#include "wire/statusresponses_p.h"

#include <algorithm>
#include <array>
#include <utility>

namespace QImap4Internal {

namespace {

// Longer ones, message content above all, come by signals alone. Bytes.
constexpr qsizetype LongestRemembered = 16 * 1024;
// In which the name of a response is found: "* ANNOTATION ".
constexpr qsizetype LongestStart = 16;

// The commands whose answer a response would be.
struct CollectsOf
{
    Collects operator()(const CapabilityResponse &) const { return Collect::Capability; }
    Collects operator()(const EnabledResponse &) const { return Collect::Enabled; }
    Collects operator()(const IdResponse &) const { return Collect::Id; }
    Collects operator()(const ListResponse &response) const
    {
        return response.lsub ? Collect::Lsub : Collect::List;
    }
    Collects operator()(const NamespaceResponse &) const { return Collect::Namespace; }
    Collects operator()(const MailboxStatusResponse &) const
    {
        return Collect::Status | Collect::List; // LIST-STATUS, RFC 5819
    }
    Collects operator()(const SearchResponse &) const { return Collect::Search; }
    Collects operator()(const ExpungeResponse &) const { return Collect::Expunge; }
    Collects operator()(const VanishedResponse &) const { return Collect::Expunge; }
    Collects operator()(const ExtensionResponse &response) const
    {
        return collectOf(response.data);
    }
    template <typename Other>
    Collects operator()(const Other &) const
    {
        return {};
    }
};

// The same by name, for a response that tells no more. FETCH is not among them: each message stands
// for itself.
Collects collectsByName(const QByteArray &response)
{
    struct Row
    {
        QByteArrayView name;
        Collects collects;
    };
    static constexpr std::array rows{
        Row{"ACL", Collect::Acl},
        Row{"ANNOTATION", Collect::Annotation},
        Row{"ESEARCH", Collect::Search},
        Row{"LIST", Collect::List},
        Row{"LISTRIGHTS", Collect::ListRights},
        Row{"LSUB", Collect::Lsub},
        Row{"MYRIGHTS", Collect::MyRights},
        Row{"NAMESPACE", Collect::Namespace},
        Row{"QUOTA", Collect::Quota},
        Row{"QUOTAROOT", Collect::QuotaRoot},
        Row{"SEARCH", Collect::Search},
        Row{"SORT", Collect::Sort},
        Row{"STATUS", Collect::Status},
        Row{"THREAD", Collect::Thread},
        Row{"XLIST", Collect::List},
    };
    const QByteArray name = response.left(LongestStart).split(' ').value(1).toUpper();
    for (const Row &row : rows) {
        if (name == row.name)
            return row.collects;
    }
    return {};
}

} // namespace

// Data that names its mailbox belongs to the command that asked about that; a server may spell the
// name in another way, so that of those without an answer the first is next.
ActiveCommand *Session::ownerOf(const ExtensionData &data)
{
    const Collect kind = collectOf(data);
    if (kind == Collect::Nothing)
        return nullptr;
    const QString mailbox = mailboxOf(data);
    if (mailbox.isNull())
        return m_queue.firstCollecting(kind);
    ActiveCommand *unanswered = nullptr;
    for (ActiveCommand &command : m_queue.active()) {
        if (!command.traits->collects.testFlag(kind))
            continue;
        if (command.queued.request.mailbox == mailbox)
            return &command;
        if (!unanswered && command.answers.isEmpty())
            unanswered = &command;
    }
    return unanswered;
}

// An empty result would be a lie where there was an answer. Those of several searches tell their
// tags apart (RFC 4731).
void Session::noteUnreadable(const MalformedResponse &response)
{
    const Collects kinds = collectsByName(response.raw);
    const bool saysTag = response.raw.contains("TAG");
    for (ActiveCommand &command : m_queue.active()) {
        if ((command.traits->collects & kinds) && (!saysTag || response.raw.contains(command.tag)))
            command.hasUnreadable = true;
    }
}

void Session::handle(const ExtensionResponse &response)
{
    if (ActiveCommand *asked = ownerOf(response.data))
        asked->answers.append(response.data);
    emitEvent(ExtensionEvent{response.data});
}

// Whether a command that runs has asked for it.
bool Session::isClaimed(const Response &response)
{
    if (m_selecting && std::holds_alternative<ExistsResponse>(response))
        return true; // the result of SELECT
    if (const auto *fetch = std::get_if<FetchResponse>(&response))
        return ownerOf(fetch->sequenceNumber, fetch->uid, fetch->items) != nullptr;
    const Collects kinds = std::visit(CollectsOf(), response);
    const auto &active = m_queue.active();
    return kinds && std::any_of(active.begin(), active.end(), [kinds](const ActiveCommand &c) {
               return bool(c.traits->collects & kinds);
           });
}

bool Session::isCollectedByName(QByteArrayView name)
{
    const auto &active = m_queue.active();
    return m_collectors > 0
        && std::any_of(active.begin(), active.end(), [name](const ActiveCommand &c) {
               return c.queued.request.collect.contains(name);
           });
}

// Response codes, and texts that no command gets.
void Session::remember(const StatusResponse &response)
{
    if (response.tag.isEmpty()) {
        m_remembered.append({conditionName(response.condition), masked(response.text)});
    }
    if (response.code.isEmpty())
        return;
    const QImap4ResponseCode code = masked(response.code);
    m_remembered.append({code.name(), code.arguments()});
}

// What no command has asked for.
void Session::remember(const Frame &frame, const Response &response)
{
    if (frame.length > LongestRemembered || !frame.elided.isEmpty()
        || std::holds_alternative<StatusResponse>(response) || isClaimed(response))
        return;
    const QImap4UntaggedResponse untagged = ResponseParser::untagged(frame);
    if (untagged.name.isEmpty() || isCollectedByName(untagged.name))
        return;
    if (isWanted(DebugLevel::Queue))
        note(DebugLevel::Queue, "kept for response(): " + untagged.name);
    m_remembered.append(untagged);
}

// In one event for many, so that other events can be joined as if there were none of these.
void Session::flushRemembered()
{
    if (!m_remembered.isEmpty())
        m_events.emplace_back(RememberEvent{std::exchange(m_remembered, {})});
}

} // namespace QImap4Internal
