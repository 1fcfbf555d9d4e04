// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/commandqueue_p.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

// Data of these kinds does not say which command asked for it. FETCH is told apart by message,
// STATUS and rights by mailbox, and SEARCH by tag where the server has ESEARCH.
constexpr Collects Anonymous{
    Collect::Capability, Collect::List,    Collect::Lsub,   Collect::Namespace,  Collect::Id,
    Collect::Enabled,    Collect::Expunge, Collect::Search, Collect::ListRights, Collect::Quota,
    Collect::QuotaRoot,  Collect::Sort,    Collect::Thread, Collect::Annotation};
constexpr Collects ByMailbox{Collect::Status, Collect::Acl, Collect::MyRights};

bool overlap(const QImap4MessageSet &a, const QImap4MessageSet &b)
{
    // Numbers of different kinds cannot be compared, nor sets that only the server can resolve
    // or that nobody told.
    const auto isUnknown = [](const QImap4MessageSet &set) { return set.ranges().isEmpty(); };
    if (a.kind() != b.kind() || isUnknown(a) || isUnknown(b))
        return true;
    auto left = a.ranges().cbegin();
    auto right = b.ranges().cbegin();
    while (left != a.ranges().cend() && right != b.ranges().cend()) {
        if (left->last < right->first)
            ++left;
        else if (right->last < left->first)
            ++right;
        else
            return true;
    }
    // "*" is the last message, whose number we do not know: it may lie in the other set.
    return a.last() == QImap4MessageSet::Last || b.last() == QImap4MessageSet::Last;
}

} // namespace

// What a search has found so far may lack what could not be read.
bool ActiveCommand::isUnanswered() const
{
    return hasUnreadable && mailboxes.isEmpty() && answers.isEmpty() && untagged.isEmpty()
        && status.mailbox.isEmpty() && namespaces == QImap4Namespaces();
}

QImap4Mailbox *ActiveCommand::findMailbox(const QString &name)
{
    for (; rowsKnown < mailboxes.size(); ++rowsKnown)
        mailboxRows.insert(mailboxes.at(rowsKnown).name(), rowsKnown);
    const auto row = mailboxRows.constFind(name);
    return row == mailboxRows.cend() ? nullptr : &mailboxes[*row];
}

bool CommandQueue::removeWaiting(quint64 id, QueuedCommand *removed)
{
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                    [id](const QueuedCommand &c) { return c.request.id == id; });
    if (found == m_waiting.end())
        return false;
    *removed = std::move(*found);
    m_waiting.erase(found);
    return true;
}

bool CommandQueue::removeWaiting(QByteArrayView name, QueuedCommand *removed)
{
    const auto found =
        std::find_if(m_waiting.begin(), m_waiting.end(),
                     [name](const QueuedCommand &c) { return c.request.name == name; });
    if (found == m_waiting.end())
        return false;
    *removed = std::move(*found);
    m_waiting.erase(found);
    return true;
}

std::deque<QueuedCommand> CommandQueue::takeWaiting()
{
    return std::exchange(m_waiting, {});
}

QueuedCommand CommandQueue::takeFirstWaiting()
{
    QueuedCommand first = std::move(m_waiting.front());
    m_waiting.pop_front();
    return first;
}

ActiveCommand &CommandQueue::activate(ActiveCommand command)
{
    m_active.push_back(std::move(command));
    return m_active.back();
}

ActiveCommand CommandQueue::takeActive(QByteArrayView tag)
{
    const auto it = std::find_if(m_active.begin(), m_active.end(),
                                 [tag](const ActiveCommand &c) { return c.tag == tag; });
    Q_ASSERT(it != m_active.end());
    ActiveCommand taken = std::move(*it);
    m_active.erase(it);
    return taken;
}

ActiveCommand *CommandQueue::findActive(QByteArrayView tag)
{
    const auto it = std::find_if(m_active.begin(), m_active.end(),
                                 [tag](const ActiveCommand &c) { return c.tag == tag; });
    return it == m_active.end() ? nullptr : &*it;
}

ActiveCommand *CommandQueue::findActive(quint64 id)
{
    const auto it = std::find_if(m_active.begin(), m_active.end(), [id](const ActiveCommand &c) {
        return c.queued.request.id == id;
    });
    return it == m_active.end() ? nullptr : &*it;
}

int CommandQueue::countCollecting(Collect kind) const
{
    return int(std::count_if(m_active.begin(), m_active.end(), [kind](const ActiveCommand &c) {
        return c.traits->collects.testFlag(kind);
    }));
}

bool CommandQueue::isAuthenticating() const
{
    return std::any_of(m_active.begin(), m_active.end(), [](const ActiveCommand &c) {
        return c.traits->effect == Effect::Authenticates;
    });
}

ActiveCommand *CommandQueue::firstCollecting(Collect kind)
{
    const auto it = std::find_if(m_active.begin(), m_active.end(), [kind](const ActiveCommand &c) {
        return c.traits->collects.testFlag(kind);
    });
    return it == m_active.end() ? nullptr : &*it;
}

bool CommandQueue::feedsSink() const
{
    return std::any_of(m_active.begin(), m_active.end(),
                       [](const ActiveCommand &c) { return c.queued.request.toSink; });
}

const ActiveCommand *CommandQueue::onlySink() const
{
    const ActiveCommand *only = nullptr;
    for (const ActiveCommand &command : m_active) {
        if (!command.queued.request.toSink)
            continue;
        if (only)
            return nullptr;
        only = &command;
    }
    return only;
}

bool CommandQueue::mayStart(const CommandTraits &traits, const QueuedCommand &command) const
{
    if (m_active.empty())
        return true;
    if (traits.ordering == Ordering::Barrier || int(m_active.size()) >= MaximumActive)
        return false;
    // The only barrier that others may follow is an IDLE which was told to end: its DONE and
    // the next command go out together (RFC 2177).
    return !isAmbiguous(traits, command);
}

// Whether it would not be known whose the data of two FETCHes is.
bool CommandQueue::isAmbiguousFetch(const Request &request, const Request &other) const
{
    if (request.toSink != other.toSink || overlap(request.messages, other.messages))
        return true;
    return request.toSink && request.messages.isUids() && !m_namesContent;
}

bool CommandQueue::isAmbiguous(const CommandTraits &traits, const QueuedCommand &command) const
{
    // The tag in its answer says whose it is.
    constexpr const char *Tagged = "ESEARCH";
    const Request &request = command.request;
    const bool usesSequence =
        request.usesSequenceNumbers || (!request.messages.isEmpty() && !request.messages.isUids());
    for (const ActiveCommand &other : m_active) {
        if (other.traits->ordering == Ordering::Barrier && other.traits->effect != Effect::Idles)
            return true;
        if (usesSequence && other.traits->expunges == Expunges::Maybe)
            return true;
        const Collects common = traits.collects & other.traits->collects;
        const bool areTagged =
            common == Collect::Search && other.queued.needs(Tagged) && command.needs(Tagged);
        if (common & Anonymous && !areTagged)
            return true;
        if (common.testFlag(Collect::Fetch) && isAmbiguousFetch(request, other.queued.request))
            return true;
        if (common & ByMailbox && request.mailbox == other.queued.request.mailbox)
            return true;
        // LIST may bring STATUS data of its own (RFC 5819).
        constexpr Collects Statuses{Collect::Status, Collect::List};
        if ((traits.collects | other.traits->collects) == Statuses)
            return true;
    }
    return false;
}

} // namespace QImap4Internal
