// SPDX-License-Identifier: LGPL-3.0-or-later
// Messages and their content: whose they are.
#include "protocol/session_p.h"
#include "wire/fetchitems_p.h"

#include <QtCore/qcoreapplication.h>

namespace QImap4Internal {

namespace {

// FETCH items that a server sends only when it was asked for them.
constexpr QImap4Message::Items AskedFor{QImap4Message::InternalDate, QImap4Message::Size,
                                        QImap4Message::Envelope, QImap4Message::BodyStructure,
                                        QImap4Message::Body};

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

} // namespace

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

} // namespace QImap4Internal
