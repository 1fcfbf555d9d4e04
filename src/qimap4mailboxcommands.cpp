// SPDX-License-Identifier: LGPL-3.0-or-later
// Commands about mailboxes: what each slot asks of the session, as data.
#include "qimap4.h"
#include "qimap4_p.h"
#include "qimap4reply_p.h"
#include "requestfor_p.h"

#include <QtCore/qiodevice.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <cstring>

using namespace QImap4Internal;

namespace {

using Quirks = QImap4Quirks;

struct StatusItemRow
{
    QImap4MailboxStatus::Item item;
    const char *name;
};

constexpr StatusItemRow StatusItemTable[] = {
    {QImap4MailboxStatus::Messages, "MESSAGES"},
    {QImap4MailboxStatus::Recent, "RECENT"},
    {QImap4MailboxStatus::UidNext, "UIDNEXT"},
    {QImap4MailboxStatus::UidValidity, "UIDVALIDITY"},
    {QImap4MailboxStatus::Unseen, "UNSEEN"},
    {QImap4MailboxStatus::Deleted, "DELETED"},
    {QImap4MailboxStatus::Size, "SIZE"},
    {QImap4MailboxStatus::HighestModSeq, "HIGHESTMODSEQ"},
    {QImap4MailboxStatus::MailboxId, "MAILBOXID"},
    {QImap4MailboxStatus::AppendLimit, "APPENDLIMIT"},
    {QImap4MailboxStatus::DeletedStorage, "DELETED-STORAGE"},
};

void addStatusItems(Command &command, QImap4MailboxStatus::Items items)
{
    command.open();
    for (const StatusItemRow &row : StatusItemTable) {
        if (items.testFlag(row.item))
            command.atom(row.name);
    }
    command.close();
}

// Asks for all attributes by name: with RETURN, some servers leave out what is not asked for.
Command extendedList(const QString &reference, const QString &pattern,
                     QImap4MailboxStatus::Items status)
{
    Command command("LIST");
    command.mailbox(reference).mailboxPattern(pattern).atom("RETURN").open();
    command.atom("SUBSCRIBED").atom("CHILDREN").atom("SPECIAL-USE");
    if (status) {
        command.atom("STATUS");
        addStatusItems(command, status);
    }
    return command.close();
}

// The end where there is none.
const char *find(const char *begin, const char *end, char wanted)
{
    const void *found = begin == end ? nullptr : std::memchr(begin, wanted, size_t(end - begin));
    return found ? static_cast<const char *>(found) : end;
}

// A message goes over the wire with CRLF at the end of every line (RFC 5322, 2.1). Most have it
// already, and are not copied.
QByteArray withCrLf(const QByteArray &message)
{
    const char *const begin = message.constData();
    const char *const end = begin + message.size();
    QByteArray result;
    const char *rest = begin; // of what `result` does not have yet
    const char *cr = find(begin, end, '\r');
    const char *lf = find(begin, end, '\n');
    while (cr != end || lf != end) {
        const char *const first = std::min(cr, lf);
        const bool isPair = lf != end && lf == cr + 1;
        if (!isPair) {
            result.append(rest, first - rest).append("\r\n");
            rest = first + 1;
        }
        if (isPair || first == cr)
            cr = find(cr + 1, end, '\r');
        if (isPair || first == lf)
            lf = find(lf + 1, end, '\n');
    }
    return rest == begin ? message : result.append(rest, end - rest);
}

void addMessage(Command &command, const QImap4AppendMessage &message, const QByteArray &content)
{
    if (!message.flags.isEmpty())
        command.flags(message.flags);
    if (message.internalDate.isValid())
        command.internalDate(message.internalDate);
    command.literal(content);
}

} // namespace

/*!
    Lists mailboxes whose names match \a pattern ("*" matches anything, "%" anything but the
    delimiter), relative to \a reference. With \a status, and where the server offers LIST-STATUS
    (RFC 5819), each row also has the asked counts. mailboxListed() is emitted for each row.
    Value: QList<QImap4Mailbox>.
*/
QImap4Reply *QImap4::list(const QString &reference, const QString &pattern,
                          QImap4MailboxStatus::Items status)
{
    Q_D(QImap4);
    Request request;
    request.name = "LIST";
    if (!pattern.isEmpty()) { // the empty pattern asks for the delimiter (RFC 9051, 6.3.9)
        if (status) {
            request.alternatives.append({{"LIST-EXTENDED", "SPECIAL-USE", "LIST-STATUS"},
                                         {extendedList(reference, pattern, status)},
                                         Quirks::NoListStatus | Quirks::NoListOptions});
        }
        request.alternatives.append({{"LIST-EXTENDED", "SPECIAL-USE"},
                                     {extendedList(reference, pattern, {})},
                                     Quirks::NoListOptions});
        request.hasLesserWays = true;
    }
    request.alternatives.append({{}, {Command("LIST").mailbox(reference).mailboxPattern(pattern)}});
    return d->run(std::move(request));
}

/*!
    Lists subscribed mailboxes: by LSUB, or by LIST of RFC 5258 with servers that have no LSUB any
    more. mailboxSubscribed() is emitted for each. Value: QList<QImap4Mailbox>.
*/
QImap4Reply *QImap4::lsub(const QString &reference, const QString &pattern)
{
    Q_D(QImap4);
    Request request;
    request.name = "LSUB";
    request.alternatives = {
        {{}, {Command("LSUB").mailbox(reference).mailboxPattern(pattern)}, Quirks::NoLsub},
        {{"LIST-EXTENDED"},
         {Command("LIST")
              .open()
              .atom("SUBSCRIBED")
              .close()
              .mailbox(reference)
              .mailboxPattern(pattern)}}};
    request.hasLesserWays = true;
    return d->run(std::move(request));
}

/*! Asks for counts of a mailbox that is not selected. mailboxStatus() follows. Value:
 * QImap4MailboxStatus. */
QImap4Reply *QImap4::status(const QString &mailbox, QImap4MailboxStatus::Items items)
{
    Q_D(QImap4);
    Command command("STATUS");
    command.mailbox(mailbox);
    addStatusItems(command, items);
    Request request = requestFor(command);
    request.mailbox = QImap4Mailbox(mailbox).name(); // INBOX in the one spelling that answers have
    return d->run(std::move(request));
}

/*! Asks for the prefixes of personal, others' and shared mailboxes (RFC 2342).
    namespacesReceived() follows. Value: QImap4Namespaces. Needs the capability NAMESPACE. */
QImap4Reply *QImap4::namespaces()
{
    Q_D(QImap4);
    Request request = requestFor(Command("NAMESPACE"), {"NAMESPACE"});
    request.alternatives.first().unless = Quirks::NoNamespace;
    return d->run(std::move(request));
}

/*! Creates a mailbox (RFC 9051, 6.3.4), and those above it where they are missing. With the
    delimiter at its end, the name is of one that shall hold others. RefusedError where it is there
    already, with the code ALREADYEXISTS if the server tells. No signal follows: list() shows it. */
QImap4Reply *QImap4::createMailbox(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run(Command("CREATE").mailbox(mailbox));
}

/*! Deletes a mailbox and all messages in it (RFC 9051, 6.3.5), but not those below it. INBOX cannot
    be deleted, and of one that holds others the name may stay, marked \\Noselect. A subscription
    stays, too. RefusedError where there is no such mailbox. */
QImap4Reply *QImap4::deleteMailbox(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run(Command("DELETE").mailbox(mailbox));
}

/*! Gives a mailbox, and those below it, another name (RFC 9051, 6.3.6). To rename INBOX means to
    move its messages into a new mailbox. Subscriptions stay with the old name. RefusedError where
    \a from is missing or \a to is there already. */
QImap4Reply *QImap4::renameMailbox(const QString &from, const QString &to)
{
    Q_D(QImap4);
    return d->run(Command("RENAME").mailbox(from).mailbox(to));
}

/*! Puts a name on the list of those that lsub() and list() show as subscribed (RFC 9051, 6.3.7).
    The server need not check that there is such a mailbox. */
QImap4Reply *QImap4::subscribe(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run(Command("SUBSCRIBE").mailbox(mailbox));
}

/*! Takes a name off that list again (RFC 9051, 6.3.8). */
QImap4Reply *QImap4::unsubscribe(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run(Command("UNSUBSCRIBE").mailbox(mailbox));
}

/*!
    Puts a message into a mailbox. Line ends become CRLF; otherwise the bytes stay as they are.
    \a message must not hold NUL. progress() tells how much has been sent. Value: QImap4UidMapping
    with the new UID where the server has UIDPLUS.

    Where UTF8=ACCEPT has been enabled, a message that is not ASCII is declared as one whose headers
    are UTF-8 (RFC 6855, 4), and so is all that comes from a device.
*/
QImap4Reply *QImap4::append(const QString &mailbox, const QByteArray &message,
                            const QImap4Flags &flags, const QDateTime &internalDate)
{
    return append(mailbox, QImap4AppendMessageList{{message, flags, internalDate}});
}

/*!
    Puts several messages into a mailbox, in their order: with MULTIAPPEND (RFC 3502), where the
    server has it, all or none; else one after the other, and the first that is refused ends it.
    Value: QImap4UidMapping with all new UIDs where the server has UIDPLUS.
*/
QImap4Reply *QImap4::append(const QString &mailbox, const QImap4AppendMessageList &messages)
{
    Q_D(QImap4);
    if (messages.isEmpty())
        return d->refuse("APPEND", QImap4Error(QImap4Error::InvalidArgumentError));
    Command together("APPEND");
    together.mailbox(mailbox);
    QList<Command> oneByOne;
    for (const QImap4AppendMessage &message : messages) {
        const QByteArray content = withCrLf(message.content);
        addMessage(together, message, content);
        Command single("APPEND");
        addMessage(single.mailbox(mailbox), message, content);
        oneByOne.append(single);
    }
    Request request;
    request.name = "APPEND";
    if (messages.size() > 1)
        request.alternatives.append({{"MULTIAPPEND"}, {together}});
    request.alternatives.append({{}, oneByOne});
    return d->run(std::move(request));
}

/*!
    Puts \a size bytes, which are read from \a device as they are sent, into a mailbox as a message;
    the memory needed is the same whatever the size. Without a size, it is what a device that is not
    sequential holds from its position on. The device lives in this thread. Nothing in the content
    is changed: its line ends must be CRLF (RFC 9051, 2.2). progress() tells how much has been sent.
    Value: as append() of bytes.

    Since the size is told to the server first, the device must keep it. What it holds beyond is not
    read. One that gives less, fails, is closed or destroyed, or holds a NUL, and also cancel() and
    the deletion of the reply in the middle, end the connection: there is no other way to take
    a promise back. The reply then fails with CancelledError, or InvalidArgumentError for NUL. The
    server is asked before the content is sent, so a refusal leaves the device unread. A sequential
    device may give the content as slowly as it wants; one that needs an event loop for that does
    not go on inside waitForFinished().

    Fails with InvalidArgumentError, and sends nothing, when the device is not open for reading,
    when it is sequential and no size is given, or where the message is larger than the server's
    APPENDLIMIT (RFC 7889).
*/
QImap4Reply *QImap4::append(const QString &mailbox, QIODevice *device, qint64 size,
                            const QImap4Flags &flags, const QDateTime &internalDate)
{
    Q_D(QImap4);
    Q_ASSERT_X(!device || device->thread() == thread(), "QImap4::append",
               "the device is used in the thread of the client");
    const bool isReadable = device && device->isReadable();
    if (size < 0 && isReadable && !device->isSequential())
        size = device->size() - device->pos();
    if (!isReadable || size < 0)
        return d->refuse("APPEND", QImap4Error(QImap4Error::InvalidArgumentError));
    if (size == 0) // nothing is left to ask the device for
        return append(mailbox, QByteArray(), flags, internalDate);
    Command command("APPEND");
    command.mailbox(mailbox);
    if (!flags.isEmpty())
        command.flags(flags);
    if (internalDate.isValid())
        command.internalDate(internalDate);
    command.streamedLiteral(quint64(size));
    QImap4Reply *reply = d->run(command);
    QImap4ReplyPrivate::get(reply)->setSource(device, size);
    return reply;
}

QImap4Reply *QImap4Private::runSelect(const char *name, const QString &mailboxName)
{
    Request request = requestFor(Command(name).mailbox(mailboxName));
    request.mailbox = mailboxName;
    return run(std::move(request));
}

/*! Selects a mailbox for reading and writing; mailboxSelected() follows. When it fails, none is
    selected any more. Value: QImap4MailboxInfo. */
QImap4Reply *QImap4::select(const QString &mailbox)
{
    Q_D(QImap4);
    return d->runSelect("SELECT", mailbox);
}

/*! As select(), but nothing in the mailbox changes, not even \\Recent. */
QImap4Reply *QImap4::examine(const QString &mailbox)
{
    Q_D(QImap4);
    return d->runSelect("EXAMINE", mailbox);
}

/*! Removes what is marked \\Deleted, without telling, and leaves the mailbox; mailboxClosed()
    follows. */
QImap4Reply *QImap4::close()
{
    Q_D(QImap4);
    return d->run(Command("CLOSE"));
}

/*! Leaves the mailbox and removes nothing (RFC 3691); mailboxClosed() follows. Needs the capability
    UNSELECT. */
QImap4Reply *QImap4::unselect()
{
    Q_D(QImap4);
    return d->run(requestFor(Command("UNSELECT"), {"UNSELECT"}));
}

/*! Asks the server to put the selected mailbox in order (RFC 3501, 6.4.1), whatever that means to
    it: many do nothing. IMAP4rev2 has it no more; noop() asks for news. */
QImap4Reply *QImap4::check()
{
    Q_D(QImap4);
    return d->run(Command("CHECK"));
}
