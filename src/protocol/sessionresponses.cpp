// SPDX-License-Identifier: LGPL-3.0-or-later
// What comes in: each response changes the state, belongs to a command, or is news.
#include "protocol/session_p.h"
#include "wire/fetchitems_p.h"
#include "wire/flaglist_p.h"
#include "wire/statusresponses_p.h"

#include <QtCore/qcoreapplication.h>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace QImap4Internal {

namespace {

// FETCH items that a server sends only when it was asked for them.
constexpr QImap4Message::Items AskedFor{QImap4Message::InternalDate, QImap4Message::Size,
                                        QImap4Message::Envelope, QImap4Message::BodyStructure,
                                        QImap4Message::Body};

constexpr qsizetype LongestCount = 64; // bytes of "{...}" at the end of a line
constexpr int MostAlike = 100; // warnings of a kind that are worth while
constexpr int UselessContinuations = 16; // that are put up with in a session

// 0, which is unknown, for what does not fit.
quint32 numberIn(const QImap4ResponseCode &code)
{
    const quint64 number = code.number();
    return number <= 0xffffffffU ? quint32(number) : 0;
}

struct MessageNumbers
{
    quint32 sequenceNumber = 0; // 0: this is not FETCH, or UIDFETCH
    quint32 uid = 0; // 0: not said yet
};

// The number before FETCH in "* 12 FETCH (UID 7 BODY[] {300000}", and the UID where it comes
// before the content. UIDFETCH begins with it (RFC 9586).
MessageNumbers numbersOf(const QByteArray &lead)
{
    Scanner scanner(lead);
    MessageNumbers numbers;
    scanner.value(); // "*"
    const Value number = scanner.value();
    const Value name = scanner.value();
    const qsizetype open = lead.indexOf('(');
    if (isWord(name.bytes, "UIDFETCH"))
        numbers.uid = quint32(number.number());
    if (!isWord(name.bytes, "FETCH") || open < 0)
        return numbers;
    numbers.sequenceNumber = quint32(number.number());
    numbers.uid = quint32(findItem(lead.sliced(open + 1), QImap4Message::Uid).value.number());
    return numbers;
}

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

// Of a message that is gathered: how much of it is here. Its size is not known.
void Session::reportProgress()
{
    constexpr qsizetype WorthTelling = 4096;
    const qsizetype pending = m_framer.pendingBytes();
    if (pending < WorthTelling)
        return;
    const ActiveCommand *fetch = m_queue.firstCollecting(Collect::Fetch);
    if (fetch && !fetch->abandoned)
        emitEvent(ProgressEvent{fetch->queued.request.id, pending, 0});
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

void Session::handleGreeting(const Response &response)
{
    const auto *status = std::get_if<StatusResponse>(&response);
    const bool isGreeting = status && status->tag.isEmpty() && !status->mended
        && (status->condition == Condition::Ok || status->condition == Condition::Preauth
            || status->condition == Condition::Bye);
    if (!isGreeting) {
        fail(QImap4Error::ProtocolError,
             QCoreApplication::translate("QImap4", "This is not the greeting of an IMAP server."));
        return;
    }
    m_greeting = status->text;
    if (mayShowText())
        m_welcome = QString::fromUtf8(status->text);
    if (status->condition == Condition::Bye) {
        QImap4Error error(QImap4Error::ByeError);
        error.setServerText(m_welcome);
        error.setResponseCode(status->code);
        fail(error);
        return;
    }
    m_preauthenticated = status->condition == Condition::Preauth;
    if (m_options.requireStartTls) {
        // PREAUTH is a session that STARTTLS can protect no more (RFC 9051, 7.1.4).
        if (m_preauthenticated) {
            fail(QImap4Error::TlsError,
                 QCoreApplication::translate(
                     "QImap4", "The server began a session before it could be encrypted."));
            return;
        }
        sendStartTls(0);
        return;
    }
    if (status->code.is("CAPABILITY")) {
        m_capabilities = capabilitiesIn(status->code);
        m_capabilitiesKnown = true;
    }
    begin();
    if (!m_capabilitiesKnown)
        pump();
    if (status->code.is("ALERT"))
        emitEvent(AlertEvent{QString::fromUtf8(status->text)});
}

// In the clear anybody may have said it: all but the answer to STARTTLS is ignored.
void Session::handleDuringStartTls(const Response &response)
{
    m_parser.takeMessages();
    m_parser.takeWarnings();
    const auto *status = std::get_if<StatusResponse>(&response);
    if (!status || status->mended)
        return;
    if (status->tag.isEmpty()) {
        if (status->condition == Condition::Bye)
            fail(QImap4Error(QImap4Error::ByeError));
        return;
    }
    if (status->tag != m_startTlsTag || status->condition != Condition::Ok) {
        fail(QImap4Error::TlsError,
             QCoreApplication::translate("QImap4", "The server refused to encrypt."));
        return;
    }
    if (m_framer.pendingBytes() > 0) {
        fail(QImap4Error::TlsError,
             QCoreApplication::translate("QImap4", "Data was injected before the encryption."));
        return;
    }
    m_phase = Phase::TlsHandshake;
    m_phaseDeadline = Never; // the transport watches the handshake
    m_action = TransportAction::StartTls;
}

void Session::handleContent(const ContentChunk &chunk)
{
    const MessageNumbers numbers = numbersOf(chunk.lead);
    if (numbers.sequenceNumber == 0 && numbers.uid == 0)
        return;
    if (numbers.uid > 0)
        m_queue.setNamesContent();
    const ActiveCommand *owner = ownerOf(numbers.sequenceNumber, numbers.uid, QImap4Message::Body);
    // Without its UID it can only be what the one command has asked for: see the queue.
    if (!owner && numbers.uid == 0)
        owner = m_queue.onlySink();
    if (owner && !owner->abandoned)
        emitEvent(ContentEvent{owner->queued.request.id, chunk});
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

void Session::handleUntaggedStatus(const StatusResponse &response)
{
    const QString text = QString::fromUtf8(masked(response.text));
    if (response.condition == Condition::Bye) {
        const QImap4ResponseCode code(response.code.name(), masked(response.code.arguments()));
        emitEvent(ByeEvent{text, code});
        if (m_state == SessionState::LoggingOut) {
            m_farewell = text;
            return;
        }
        QImap4Error error(QImap4Error::ByeError);
        error.setServerText(text);
        error.setResponseCode(code);
        fail(error);
        return;
    }
    if (response.code.is("ALERT"))
        emitEvent(AlertEvent{text});
    if (mayShowText() && response.code.isEmpty())
        emitEvent(UntaggedEvent{{conditionName(response.condition), masked(response.text)}});
    else if (mayShowText())
        emitEvent(ResponseCodeEvent{masked(response.code), text});
    handleCode(response.code);
}

QImap4Flags Session::flagsIn(const QImap4ResponseCode &code)
{
    const QByteArray arguments = code.arguments();
    Value list = Scanner(arguments).value();
    if (!list.isList()) // some leave the parentheses out
        list = {Value::List, false, arguments};
    FlagListQuirk quirk = FlagListQuirk::None;
    const QImap4Flags flags = readFlags(list, m_options.limits.flags, &quirk);
    if (quirk == FlagListQuirk::TooLong)
        warnOfLength(code);
    return flags;
}

QImap4Capabilities Session::capabilitiesIn(const QImap4ResponseCode &code)
{
    const QByteArrayList words = code.words();
    if (words.size() > m_options.limits.capabilities)
        warnOfLength(code);
    return QImap4Capabilities(words.mid(0, m_options.limits.capabilities));
}

void Session::warnOfLength(const QImap4ResponseCode &code)
{
    warn(QStringLiteral("list longer than its limit"), code.name());
}

// Codes that change what we know, wherever they come.
void Session::handleCode(const QImap4ResponseCode &code)
{
    if (code.isEmpty())
        return;
    if (code.is("CAPABILITY")) {
        setCapabilities(capabilitiesIn(code));
        return;
    }
    if (code.is("COPYUID")) { // MOVE tells it before it is done (RFC 6851, 4.3)
        for (ActiveCommand &command : m_queue.active()) {
            if (command.command().name().endsWith("MOVE") && command.mapping.isEmpty()) {
                command.mapping = code;
                return;
            }
        }
        return;
    }
    QImap4MailboxInfo *mailbox = mailboxBeingDescribed();
    if (!mailbox)
        return;
    if (code.is("UIDVALIDITY"))
        mailbox->setUidValidity(numberIn(code));
    else if (code.is("UIDNEXT"))
        mailbox->setUidNext(numberIn(code));
    else if (code.is("UNSEEN"))
        mailbox->setFirstUnseen(numberIn(code));
    else if (code.is("HIGHESTMODSEQ"))
        mailbox->setHighestModSeq(code.number());
    else if (code.is("NOMODSEQ"))
        mailbox->setHighestModSeq(0);
    else if (code.is("PERMANENTFLAGS"))
        mailbox->setPermanentFlags(flagsIn(code));
    else if (code.is("UIDNOTSTICKY"))
        mailbox->setUidsSticky(false);
    else if (code.is("MAILBOXID"))
        mailbox->setMailboxId(code.words().value(0));
    else if (code.is("READ-ONLY"))
        mailbox->setReadOnly(true);
    else if (code.is("READ-WRITE"))
        mailbox->setReadOnly(false);
    else
        return;
    mailboxChanged();
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
    if (ActiveCommand *asked = m_queue.firstCollecting(Collect::Enabled))
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

void Session::handle(const FetchResponse &response)
{
    if (!m_mailbox && !m_selecting) {
        m_parser.dropNewestMessage(); // messages of no mailbox
        return;
    }
    if (!m_selecting && response.sequenceNumber > m_mailbox->exists()) {
        m_parser.dropNewestMessage();
        warn(QCoreApplication::translate("QImap4", "FETCH of a message that does not exist."));
        return;
    }
    const ActiveCommand *owner = ownerOf(response.sequenceNumber, response.uid, response.items);
    if (owner && owner->abandoned) {
        m_parser.dropNewestMessage();
        return;
    }
    const quint64 ownerId = owner ? owner->queued.request.id : 0;
    if (ownerId == m_messagesOwner)
        return;
    const QImap4MessageList earlier = m_parser.takeMessages(1);
    if (!earlier.isEmpty())
        m_events.emplace_back(MessagesEvent{m_messagesOwner, earlier});
    m_messagesOwner = ownerId;
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

// Whose FETCH data this is. The rules of the queue see to it that at most one command that runs
// has asked for the same message; data that nobody asked for is news.
ActiveCommand *Session::ownerOf(quint32 sequenceNumber, quint32 uid, QImap4Message::Items items)
{
    for (ActiveCommand &command : m_queue.active()) {
        if (!command.traits->collects.testFlag(Collect::Fetch))
            continue;
        const Request &request = command.queued.request;
        const quint32 number = request.messages.isUids() ? uid : sequenceNumber;
        if (number == 0 && !items.testFlag(QImap4Message::Body))
            continue;
        // "*" stands for the last message, whatever its number.
        const bool isLast = m_mailbox && sequenceNumber == m_mailbox->exists();
        const bool inSet = request.messages.isSavedResult() || request.messages.contains(number)
            || (isLast && request.messages.contains(QImap4MessageSet::Last));
        const QImap4Message::Items wanted = request.items & AskedFor;
        if (inSet && (!wanted || (wanted & items)))
            return &command;
    }
    return nullptr;
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
