// SPDX-License-Identifier: LGPL-3.0-or-later
// Commands about messages of the selected mailbox: what each slot asks of the session, as data.
#include "qimap4.h"
#include "qimap4_p.h"
#include "qimap4reply_p.h"
#include "requestfor_p.h"

#include <QtCore/qiodevice.h>
#include <QtCore/qthread.h>

using namespace QImap4Internal;

namespace {

// "UID FETCH" or "FETCH": by the kind of the set.
QByteArray commandOfKind(const char *name, QImap4MessageSet::Kind kind)
{
    return kind == QImap4MessageSet::Uids ? QByteArray("UID ") + name : QByteArray(name);
}

QByteArray messageCommand(const char *name, const QImap4MessageSet &messages)
{
    return commandOfKind(name, messages.kind());
}

// SORT and THREAD must name a charset; these two are known to every server (RFC 5256, 3).
const char *charsetOf(const QImap4SearchKey &key)
{
    return key.needsUtf8() ? "UTF-8" : "US-ASCII";
}

// A search in the selected mailbox, by whatever command.
Request searchRequest(QImap4MessageSet::Kind kind, const QImap4SearchKey &key,
                      const Command &command, const QByteArrayList &needs)
{
    Request request = requestFor(command, needs);
    request.usesSequenceNumbers =
        kind == QImap4MessageSet::SequenceNumbers || key.usesSequenceNumbers();
    return request;
}

// What RFC 1730 calls the sections that had a name already; null for all others.
const char *oldNameOf(const QByteArray &section)
{
    const QByteArray name = section.toUpper();
    if (name.isEmpty())
        return "RFC822.PEEK";
    if (name == "HEADER")
        return "RFC822.HEADER";
    return name == "TEXT" ? "RFC822.TEXT.PEEK" : nullptr;
}

struct FetchItemRow
{
    QImap4::FetchItem item;
    const char *name;
    QImap4Message::Item answer;
};

constexpr FetchItemRow FetchItemTable[] = {
    {QImap4::Flags, "FLAGS", QImap4Message::Flags},
    {QImap4::InternalDate, "INTERNALDATE", QImap4Message::InternalDate},
    {QImap4::Size, "RFC822.SIZE", QImap4Message::Size},
    {QImap4::Envelope, "ENVELOPE", QImap4Message::Envelope},
    {QImap4::BodyStructure, "BODYSTRUCTURE", QImap4Message::BodyStructure},
    {QImap4::ModSeq, "MODSEQ", QImap4Message::ModSeq},
};

} // namespace

/*!
    Asks for \a items of \a messages, and for the content of \a sections ("1.2", "HEADER",
    "HEADER.FIELDS (SUBJECT TO)", "TEXT<0.1024>"). Reading marks nothing as seen, unless MarkSeen
    is among the items. messagesFetched() brings the answers as they come. Value:
    QImap4MessageList.
*/
QImap4Reply *QImap4::fetch(const QImap4MessageSet &messages, FetchItems items,
                           const QByteArrayList &sections)
{
    Q_D(QImap4);
    Command command(messageCommand("FETCH", messages));
    command.set(messages).open().atom("UID");
    QImap4Message::Items answers;
    for (const FetchItemRow &row : FetchItemTable) {
        if (!items.testFlag(row.item))
            continue;
        command.atom(row.name);
        answers |= row.answer;
    }
    const char *body = items.testFlag(MarkSeen) ? "BODY" : "BODY.PEEK";
    QByteArrayList wanted = sections;
    if (items.testFlag(Header))
        wanted.append("HEADER");
    if (items.testFlag(FullMessage))
        wanted.append(QByteArray());
    for (const QByteArray &section : std::as_const(wanted))
        command.section(body, section);
    if (!wanted.isEmpty())
        answers |= QImap4Message::Body;
    Request request = requestFor(messages, command.close());
    request.items = answers;
    return d->run(std::move(request));
}

/*!
    Fetches the content of one \a section, or the whole message, into \a device as it arrives, with
    bounded memory whatever its size; progress() tells how far it is. What is smaller than
    QImap4Limits::streamThreshold is written at the end, in one piece. The device lives in this
    thread.

    Fails with InvalidArgumentError, and sends nothing, when \a message is not exactly one message:
    their contents could not be told apart. Fails with CancelledError when the device takes less
    than it is given, and with RefusedError when the server gives no content, though it says OK:
    when there is no such message any more, or no such section.
*/
QImap4Reply *QImap4::fetchTo(QIODevice *device, const QImap4MessageSet &message,
                             const QByteArray &section)
{
    Q_D(QImap4);
    Q_ASSERT_X(!device || device->thread() == thread(), "QImap4::fetchTo",
               "the device is used in the thread of the client");
    const QByteArray name = messageCommand("FETCH", message);
    if (!device || message.count() != 1)
        return d->refuse(name, QImap4Error(QImap4Error::InvalidArgumentError));
    Command command(name);
    command.set(message).open().atom("UID").section("BODY.PEEK", section).close();
    Request request = requestFor(message, command);
    request.items = QImap4Message::Body;
    request.toSink = true;
    return d->run(std::move(request), device, section);
}

/*! Changes flags. The new ones come by messagesFetched(). Value: QImap4MessageList. */
QImap4Reply *QImap4::store(const QImap4MessageSet &messages, StoreAction action,
                           const QImap4Flags &flags)
{
    Q_D(QImap4);
    static constexpr const char *Names[] = {"FLAGS", "+FLAGS", "-FLAGS"};
    Command command(messageCommand("STORE", messages));
    command.set(messages).atom(Names[int(action)]).flags(flags);
    return d->run(requestFor(messages, command));
}

/*! Copies messages into another mailbox. Value: QImap4UidMapping, where the server has UIDPLUS. */
QImap4Reply *QImap4::copy(const QImap4MessageSet &messages, const QString &mailbox)
{
    Q_D(QImap4);
    Command command(messageCommand("COPY", messages));
    return d->run(requestFor(messages, command.set(messages).mailbox(mailbox)));
}

/*!
    Moves messages into another mailbox: with MOVE (RFC 6851) where the server has it; else by COPY,
    STORE \\Deleted and, with UIDPLUS, UID EXPUNGE. Without UIDPLUS the originals stay, marked
    \\Deleted, since EXPUNGE would remove what others have marked as well. By sequence numbers,
    MOVE is needed: between two commands the numbers may shift.
    Value: QImap4UidMapping, where the server has UIDPLUS.
*/
QImap4Reply *QImap4::move(const QImap4MessageSet &messages, const QString &mailbox)
{
    Q_D(QImap4);
    const Command moveIt = Command(messageCommand("MOVE", messages)).set(messages).mailbox(mailbox);
    const Command copyIt = Command(messageCommand("COPY", messages)).set(messages).mailbox(mailbox);
    const Command markIt = Command(messageCommand("STORE", messages))
                               .set(messages)
                               .atom("+FLAGS.SILENT")
                               .flags(QImap4Flags::Deleted);
    Request request = requestFor(messages, moveIt, {"MOVE"});
    // Numbers may have shifted between two steps: so only by UID.
    if (messages.isUids()) {
        request.alternatives.append(
            {{"UIDPLUS"}, {copyIt, markIt, Command("UID EXPUNGE").set(messages)}});
        request.alternatives.append({{}, {copyIt, markIt}});
    }
    return d->run(std::move(request));
}

/*! Removes everything that is marked \\Deleted, by whomever. messagesExpunged() follows. Value:
    QList<quint32>, the sequence numbers in the order in which they went. */
QImap4Reply *QImap4::expunge()
{
    Q_D(QImap4);
    return d->run(Command("EXPUNGE"));
}

/*! As expunge(), but only of these UIDs. Needs the capability UIDPLUS (RFC 4315). */
QImap4Reply *QImap4::expunge(const QImap4MessageSet &uids)
{
    Q_D(QImap4);
    if (!uids.isUids())
        return d->refuse("UID EXPUNGE", QImap4Error(QImap4Error::InvalidArgumentError));
    return d->run(requestFor(uids, Command("UID EXPUNGE").set(uids), {"UIDPLUS"}));
}

/*! Searches the selected mailbox; with ESEARCH (RFC 4731) where the server has it.
    searchFinished() follows. Value: QImap4SearchResult. Errors: MalformedError when the server's
    answer cannot be read. */
QImap4Reply *QImap4::search(const QImap4SearchKey &key, QImap4MessageSet::Kind kind)
{
    Q_D(QImap4);
    const QByteArray name = commandOfKind("SEARCH", kind);
    Command extended(name);
    Command plain(name);
    extended.atom("RETURN").open().atom("ALL").close();
    for (Command *command : {&extended, &plain}) {
        if (key.needsUtf8())
            command->charset();
        command->search(key);
    }
    Request request = searchRequest(kind, key, extended, {"ESEARCH"});
    request.alternatives.append({{}, {plain}});
    return d->run(std::move(request));
}

/*!
    Lets the server sort the messages that match \a key (RFC 5256). sortFinished() follows. Value:
    QList<quint32>, UIDs or sequence numbers as \a kind says, in the asked \a order. Text is sent as
    US-ASCII where it is that, and as UTF-8 otherwise, which every server with SORT knows. Needs the
    capability SORT, and SORT=DISPLAY for names as they are shown (RFC 5957).
*/
QImap4Reply *QImap4::sort(const QImap4SortKeyList &order, const QImap4SearchKey &key,
                          QImap4MessageSet::Kind kind)
{
    Q_D(QImap4);
    Command command(commandOfKind("SORT", kind));
    if (order.isEmpty())
        return d->refuse(command.name(), QImap4Error(QImap4Error::InvalidArgumentError));
    QByteArrayList needs{"SORT"};
    command.open();
    for (const QImap4SortKey &criterion : order) {
        if (criterion.order() == Qt::DescendingOrder)
            command.atom("REVERSE");
        command.atom(criterion.name());
        if (criterion.needsDisplay() && !needs.contains("SORT=DISPLAY"))
            needs.append("SORT=DISPLAY");
    }
    command.close().atom(charsetOf(key)).search(key);
    return d->run(searchRequest(kind, key, command, needs));
}

/*!
    Lets the server put the messages that match \a key into conversations (RFC 5256), by
    \a algorithm: "REFERENCES", "ORDEREDSUBJECT", or another that the server has. threadFinished()
    follows. Value: QImap4ThreadList of UIDs or sequence numbers, as \a kind says. Needs the
    capability THREAD= with the name of the algorithm.
*/
QImap4Reply *QImap4::threadMessages(const QByteArray &algorithm, const QImap4SearchKey &key,
                                    QImap4MessageSet::Kind kind)
{
    Q_D(QImap4);
    Command command(commandOfKind("THREAD", kind));
    command.atom(algorithm).atom(charsetOf(key)).search(key);
    return d->run(searchRequest(kind, key, command, {"THREAD=" + algorithm.toUpper()}));
}

/*!
    Fetches \a length bytes of one \a section ("TEXT", "HEADER", "1.2", or nothing for the whole
    message) from \a offset on, which counts from 0, and marks nothing as seen. By FETCH where the
    server speaks IMAP4rev1 or later, and by PARTIAL of RFC 1730 otherwise. Value:
    QImap4MessageList, whose body() has the bytes under the section with its offset, "TEXT<10>";
    PARTIAL is answered without an offset, so there it is "TEXT".
*/
QImap4Reply *QImap4::partial(quint32 sequenceNumber, const QByteArray &section, quint32 offset,
                             quint32 length)
{
    Q_D(QImap4);
    Request request;
    request.name = "PARTIAL";
    request.messages = QImap4MessageSet::sequenceNumbers(sequenceNumber);
    request.items = QImap4Message::Body;
    const QByteArray range =
        '<' + QByteArray::number(offset) + '.' + QByteArray::number(length) + '>';
    Command fetch("FETCH");
    fetch.set(request.messages).open().atom("UID").section("BODY.PEEK", section + range).close();
    Command relic("PARTIAL");
    relic.number(sequenceNumber);
    if (const char *name = oldNameOf(section))
        relic.atom(name);
    else
        relic.section("BODY.PEEK", section);
    relic.number(quint64(offset) + 1).number(length); // RFC 1730 counts from 1
    request.alternatives = {{{"IMAP4REV1"}, {fetch}}, {{"IMAP4REV2"}, {fetch}}, {{}, {relic}}};
    return d->run(std::move(request));
}
