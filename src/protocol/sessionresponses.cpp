// SPDX-License-Identifier: LGPL-3.0-or-later
// What comes in: each response changes the state, belongs to a command, or is news.
#include "protocol/session_p.h"

#include <QtCore/qcoreapplication.h>

namespace QImap4Internal {

namespace {

constexpr qsizetype LongestCount = 64; // bytes of "{...}" at the end of a line
constexpr int MostAlike = 100; // warnings of a kind that are worth while
constexpr int UselessContinuations = 16; // that are put up with in a session

// A plain SEARCH response does not say whether its numbers are UIDs, and some servers leave the
// UID of ESEARCH out: the command knows.
QImap4MessageSet numbersFor(const ActiveCommand &search, const QImap4MessageSet &numbers)
{
    if (!QByteArrayView(search.traits->name).startsWith("UID "))
        return numbers;
    QImap4MessageSet uids(QImap4MessageSet::Uids);
    for (const QImap4MessageSet::Range &range : numbers.ranges())
        uids.add(range.first, range.last);
    return uids;
}

// What data costs as values, where they are gathered: a list of short words takes many times its
// octets.
qint64 memoryOf(const Frame &frame, const Response &response)
{
    // Sets are held several times while they are united and handed on.
    constexpr qint64 RangeCost = 4 * qint64(sizeof(QImap4MessageSet::Range));
    constexpr qint64 ValueCost = 64; // a string, and its block on the heap
    if (const auto *search = std::get_if<SearchResponse>(&response))
        return frame.length + RangeCost * search->result.messages.ranges().size();
    const bool areValues = std::holds_alternative<ListResponse>(response)
        || std::holds_alternative<EnabledResponse>(response)
        || std::holds_alternative<NamespaceResponse>(response)
        || std::holds_alternative<ExtensionResponse>(response);
    if (!areValues)
        return frame.length;
    const QByteArrayView bytes = frame.bytes();
    return frame.length + ValueCost * (bytes.count(' ') + bytes.count('('));
}

// Data whose length cannot be read: nobody knows where the next response begins.
bool endsInUnreadableSize(const MalformedResponse &response)
{
    const qsizetype brace = response.raw.lastIndexOf('{');
    return brace >= 0 && response.raw.endsWith('}') && response.raw.size() - brace < LongestCount;
}

} // namespace

void Session::handleFrame(const Frame &frame)
{
    const Response response = m_parser.parse(frame);
    const auto *malformed = std::get_if<MalformedResponse>(&response);
    const bool goesOn = malformed && !endsInUnreadableSize(*malformed);
    if (goesOn && m_parser.isUnfinished(response) && m_framer.join())
        return;
    logReceived(frame);
    if (m_phase == Phase::Greeting) {
        handleGreeting(response);
        return;
    }
    if (m_phase == Phase::StartTlsSent) {
        handleDuringStartTls(response);
        return;
    }
    countData(frame, response);
    if (m_phase == Phase::Over)
        return;
    if (m_collectors > 0)
        collectUntagged(frame);
    std::visit([this](const auto &typed) { handle(typed); }, response);
    remember(frame, response);
    reportWarnings();
    noticeNews(response);
}

// What commands gather from untagged data is bounded, however long they run: all that came since
// the oldest of them was sent, as it lies in memory. Messages are counted where they are kept.
void Session::countData(const Frame &frame, const Response &response)
{
    if (!m_queue.hasActive() || std::holds_alternative<StatusResponse>(response)
        || std::holds_alternative<FetchResponse>(response))
        return;
    m_gathered += memoryOf(frame, response);
    if (m_gathered - m_queue.active().front().gatheredBefore > m_options.limits.result) {
        fail(QImap4Error::LimitError,
             QCoreApplication::translate("QImap4", "The server's answer is too large."));
    }
}

// idle() ends with the first news, also with those that come before the server confirms it.
void Session::noticeNews(const Response &response)
{
    const auto *status = std::get_if<StatusResponse>(&response);
    const bool isNews = status ? status->tag.isEmpty() && status->condition != Condition::Ok
                               : !std::holds_alternative<ContinuationResponse>(response);
    if (isNews && !m_idleIsOwn)
        endIdle(IdleEnd::News);
}

void Session::collectUntagged(const Frame &frame)
{
    const QImap4UntaggedResponse untagged = ResponseParser::untagged(frame);
    if (untagged.name.isEmpty())
        return;
    for (ActiveCommand &command : m_queue.active()) {
        if (command.queued.request.collect.contains(untagged.name))
            command.untagged.append(untagged);
    }
}

void Session::reportWarnings()
{
    // A server's habit shows with every message of a large mailbox.
    for (const ParserWarning &warning : m_parser.takeWarnings()) {
        if (m_oddities[warning.text]++ < MostAlike)
            warn(warning.text, warning.raw);
    }
}

void Session::warn(const QString &text, const QByteArray &raw)
{
    const QByteArray shown = masked(raw);
    logUnexpected(text, shown);
    emitEvent(WarningEvent{text, shown});
}

void Session::handle(const StatusResponse &response)
{
    remember(response);
    if (response.tag.isEmpty()) {
        handleUntaggedStatus(response);
        return;
    }
    if (!m_queue.findActive(response.tag)) {
        warn(QCoreApplication::translate("QImap4", "An answer to a command that was not sent."),
             response.tag);
        return;
    }
    if (response.code.is("ALERT"))
        emitEvent(AlertEvent{QString::fromUtf8(masked(response.text))});
    complete(response);
}

void Session::handle(const ContinuationResponse &response)
{
    if (!m_segments.isEmpty() && !m_contentAsked) {
        writeSegments();
        pump();
    } else if (m_idlePhase == IdlePhase::Sent) {
        idleConfirmed();
    } else if (m_authentication) {
        react(m_authentication->challenge(response.text));
    } else {
        warn(QCoreApplication::translate("QImap4", "A continuation that nothing waits for."),
             response.text);
        // Some servers send one now and then; a login that goes on and on is an attack.
        if (++m_uselessContinuations > UselessContinuations || m_queue.isAuthenticating()) {
            fail(QImap4Error::ProtocolError,
                 QCoreApplication::translate(
                     "QImap4", "The server asks for more where there is nothing to say."));
        }
    }
}

void Session::handle(const CapabilityResponse &response)
{
    if (ActiveCommand *asked = m_queue.firstCollecting(Collect::Capability))
        asked->capabilities = response.capabilities;
    setCapabilities(response.capabilities);
}

void Session::handle(const EnabledResponse &response)
{
    ActiveCommand *asked = m_queue.firstCollecting(Collect::Enabled);
    if (!asked) { // it would change how names are read
        warn(QCoreApplication::translate("QImap4", "ENABLED without ENABLE."));
        return;
    }
    asked->enabled += response.extensions;
    noteEnabled(response.extensions);
}

void Session::noteEnabled(const QByteArrayList &extensions)
{
    for (const QByteArray &extension : extensions) {
        const bool isAccept = extension.compare("UTF8=ACCEPT", Qt::CaseInsensitive) == 0;
        m_utf8Content = m_utf8Content || isAccept;
        if (isAccept || extension.compare("IMAP4rev2", Qt::CaseInsensitive) == 0) {
            m_utf8 = true;
            m_parser.setUtf8(true);
        }
    }
}

void Session::handle(const IdResponse &response)
{
    if (ActiveCommand *asked = m_queue.firstCollecting(Collect::Id))
        asked->serverId = response.parameters;
    m_serverId = response.parameters;
    emitEvent(ServerIdEvent{response.parameters});
    decideQuirks();
    const QImap4Capabilities usable = m_offered.without(m_quirks.withheldCapabilities());
    if (usable == m_capabilities)
        return;
    m_capabilities = usable;
    emitEvent(CapabilitiesEvent{m_capabilities});
}

void Session::handle(const ListResponse &response)
{
    ActiveCommand *asked = m_queue.firstCollecting(response.lsub ? Collect::Lsub : Collect::List);
    if (asked) {
        if (asked->mailboxes.size() >= m_options.limits.mailboxes) {
            fail(QImap4Error::LimitError,
                 QCoreApplication::translate("QImap4", "The server lists more than %n mailbox(es).",
                                             nullptr, m_options.limits.mailboxes));
            return;
        }
        asked->mailboxes.append(response.mailbox);
    }
    // LSUB may be asked in the words of LIST.
    emitEvent(ListEvent{response.mailbox,
                        response.lsub || (asked && asked->queued.request.name == "LSUB")});
}

void Session::handle(const NamespaceResponse &response)
{
    if (ActiveCommand *asked = m_queue.firstCollecting(Collect::Namespace))
        asked->namespaces = response.namespaces;
    emitEvent(NamespaceEvent{response.namespaces});
}

void Session::handle(const MailboxStatusResponse &response)
{
    QImap4MailboxStatus status = response.status;
    status.mailbox = QImap4Mailbox(status.mailbox).name(); // INBOX in its one spelling
    // STATUS of a LIST with RETURN (STATUS ...) belongs to its row (RFC 5819).
    if (ActiveCommand *list = m_queue.firstCollecting(Collect::List)) {
        if (QImap4Mailbox *row = list->findMailbox(status.mailbox))
            row->setStatus(status);
    }
    // A server may write a name in another way than we did: where only one asks, it is the one.
    const bool onlyOne = m_queue.countCollecting(Collect::Status) == 1;
    for (ActiveCommand &command : m_queue.active()) {
        if (!command.traits->collects.testFlag(Collect::Status))
            continue;
        if (onlyOne || command.queued.request.mailbox == status.mailbox) {
            command.status = status;
            break;
        }
    }
    emitEvent(MailboxStatusEvent{status});
}

void Session::handle(const SearchResponse &response)
{
    ActiveCommand *asked = response.tag.isEmpty() ? m_queue.firstCollecting(Collect::Search)
                                                  : m_queue.findActive(response.tag);
    if (!asked) {
        emitEvent(SearchEvent{response.result});
        return;
    }
    if (response.extended)
        asked->found = {}; // what came without a tag before may be of another search
    asked->found.add(numbersFor(*asked, response.result.messages));
    const quint64 modSeq = qMax(asked->search.modSeq, response.result.modSeq);
    if (response.extended)
        asked->search = response.result;
    asked->search.modSeq = modSeq;
}

void Session::handle(const FlagsResponse &response)
{
    if (QImap4MailboxInfo *mailbox = mailboxBeingDescribed()) {
        mailbox->setFlags(response.flags);
        mailboxChanged();
    }
}

void Session::handle(const ExistsResponse &response)
{
    QImap4MailboxInfo *mailbox = mailboxBeingDescribed();
    if (!mailbox)
        return;
    mailbox->setExists(response.count);
    if (!m_selecting)
        emitEvent(ExistsEvent{response.count});
}

void Session::handle(const RecentResponse &response)
{
    QImap4MailboxInfo *mailbox = mailboxBeingDescribed();
    if (!mailbox)
        return;
    mailbox->setRecent(response.count);
    if (!m_selecting)
        emitEvent(RecentEvent{response.count});
}

void Session::handle(const ExpungeResponse &response)
{
    QImap4MailboxInfo *mailbox = mailboxBeingDescribed();
    if (!mailbox)
        return;
    if (response.sequenceNumber > mailbox->exists()) {
        warn(QCoreApplication::translate("QImap4", "EXPUNGE of a message that does not exist."));
        return;
    }
    mailbox->setExists(mailbox->exists() - 1);
    if (m_selecting)
        return;
    if (ActiveCommand *asked = m_queue.firstCollecting(Collect::Expunge))
        asked->expunged.append(response.sequenceNumber);
    flushMessages();
    if (!m_events.empty()) {
        if (auto *last = std::get_if<ExpungeEvent>(&m_events.back())) {
            last->sequenceNumbers.append(response.sequenceNumber);
            return;
        }
    }
    emitEvent(ExpungeEvent{{response.sequenceNumber}});
}

void Session::handle(const VanishedResponse &response)
{
    QImap4MailboxInfo *mailbox = mailboxBeingDescribed();
    if (!mailbox)
        return;
    if (!response.earlier) {
        const quint64 gone = qMin(response.uids.count(), quint64(mailbox->exists()));
        mailbox->setExists(mailbox->exists() - quint32(gone));
    }
    emitEvent(VanishedEvent{response.uids, response.earlier});
}

void Session::handle(const UnknownResponse &response)
{
    emitEvent(UntaggedEvent{response.response});
}

void Session::handle(const MalformedResponse &response)
{
    // A tag and nothing behind it: the command is over, and nobody knows how.
    const QByteArray line = response.raw.trimmed();
    if (m_queue.findActive(line)) {
        StatusResponse bare;
        bare.condition = Condition::Bad;
        bare.tag = line;
        complete(bare);
    }
    noteUnreadable(response);
    warn(response.reason, response.raw);
    if (endsInUnreadableSize(response)) {
        fail(QImap4Error::ProtocolError,
             QCoreApplication::translate("QImap4",
                                         "The server announced data of no readable size."));
    }
}

// While a SELECT runs, what comes describes the new mailbox.
QImap4MailboxInfo *Session::mailboxBeingDescribed()
{
    if (m_selecting)
        return &*m_selecting;
    return m_mailbox ? &*m_mailbox : nullptr;
}

void Session::mailboxChanged()
{
    if (!m_selecting)
        emitEvent(MailboxInfoEvent{*m_mailbox});
}

} // namespace QImap4Internal
