// SPDX-License-Identifier: LGPL-3.0-or-later
// The commands: what each slot asks of the session, as data.
#include "qimap4.h"
#include "qimap4_p.h"
#include "qimap4reply_p.h"

#include <QtCore/qiodevice.h>

#include <iterator>

using namespace QImap4Internal;

namespace {

// "UID FETCH" or "FETCH": by the kind of the set.
QByteArray messageCommand(const char *name, const QImap4MessageSet &messages)
{
    return messages.isUids() ? QByteArray("UID ") + name : QByteArray(name);
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

// A message goes over the wire with CRLF at the end of every line (RFC 5322, 2.1).
QByteArray withCrLf(const QByteArray &message)
{
    const auto isBare = [&message](qsizetype i) {
        return (message.at(i) == '\n' && (i == 0 || message.at(i - 1) != '\r'))
            || (message.at(i) == '\r' && (i + 1 == message.size() || message.at(i + 1) != '\n'));
    };
    qsizetype bare = 0;
    for (qsizetype i = 0; i < message.size(); ++i)
        bare += isBare(i) ? 1 : 0;
    if (bare == 0)
        return message;
    QByteArray result;
    result.reserve(message.size() + bare);
    for (qsizetype i = 0; i < message.size(); ++i) {
        if (isBare(i))
            result.append("\r\n");
        else
            result.append(message.at(i));
    }
    return result;
}

} // namespace

/*! STARTTLS by hand, for a connection opened as Plaintext (RFC 9051, 6.2.1). When the server
    refuses, the connection ends: whoever asks for TLS must not go on without it. */
QImap4Reply *QImap4::startTls()
{
    Q_D(QImap4);
    return d->run("STARTTLS", {Command("STARTTLS")});
}

/*!
    Logs in with a name and a password. authenticated() and the new capabilities follow.

    Errors: AuthenticationError when the server refuses, InsecureError when the connection is not
    encrypted and cleartextPolicy() does not allow it or the server says LOGINDISABLED; nothing is
    sent then (RFC 9051, 6.2.3).
*/
QImap4Reply *QImap4::login(const QString &user, const QString &password)
{
    Q_D(QImap4);
    return d->run("LOGIN", {Command("LOGIN").string(user).secret(password)});
}

/*! Ends the session; disconnected() follows. */
QImap4Reply *QImap4::logout()
{
    Q_D(QImap4);
    return d->run("LOGOUT", {Command("LOGOUT")});
}

/*! Asks for the capabilities again. Value: QImap4Capabilities. */
QImap4Reply *QImap4::capability()
{
    Q_D(QImap4);
    return d->run("CAPABILITY", {Command("CAPABILITY")});
}

/*! Does nothing but let the server tell what is new. */
QImap4Reply *QImap4::noop()
{
    Q_D(QImap4);
    return d->run("NOOP", {Command("NOOP")});
}

/*! Says who we are and learns who the server is (RFC 2971); without \a parameters, only the latter.
    Value: QMap<QString, QString>. Needs the capability ID. */
QImap4Reply *QImap4::id(const QMap<QString, QString> &parameters)
{
    Q_D(QImap4);
    Command command("ID");
    if (parameters.isEmpty()) {
        command.nil();
    } else {
        command.open();
        for (auto it = parameters.cbegin(); it != parameters.cend(); ++it)
            command.string(it.key()).string(it.value());
        command.close();
    }
    Request request;
    request.name = "ID";
    request.alternatives = {{{"ID"}, {command}}};
    return d->run(std::move(request));
}

/*!
    Sends a command that has no slot of its own, in whatever state the session is (imaplib's
    xatom). It runs alone. Commands that change the state of the session, such as SELECT and
    LOGIN, are refused with InvalidArgumentError: they have slots.

    \a arguments become IMAP by their type: QString a string, numbers themselves, QImap4MessageSet
    and QImap4Flags theirs, QVariantList a parenthesised list, an invalid QVariant NIL, and
    QByteArray what imaplib would make of it: as it is where that is safe, else quoted.
    Untagged responses whose names are in \a collect (upper case) are in QImap4Reply::untagged()
    afterwards, which is also the value: QList<QImap4UntaggedResponse>.
*/
QImap4Reply *QImap4::command(const QByteArray &name, const QVariantList &arguments,
                             const QByteArrayList &collect)
{
    Q_D(QImap4);
    // What changes the session has a slot of its own, which knows what follows.
    if (commandTraits(name).effect != Effect::None
        || name.compare("AUTHENTICATE", Qt::CaseInsensitive) == 0)
        return d->refuse(name, QImap4Error(QImap4Error::InvalidArgumentError));
    Command command(name);
    for (const QVariant &argument : arguments)
        command.variant(argument);
    Request request;
    request.runsAlone = true;
    request.name = name.toUpper();
    request.collect = collect;
    request.alternatives = {{{}, {command}}};
    return d->run(std::move(request));
}

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
                                         {extendedList(reference, pattern, status)}});
        }
        request.alternatives.append(
            {{"LIST-EXTENDED", "SPECIAL-USE"}, {extendedList(reference, pattern, {})}});
    }
    request.alternatives.append({{}, {Command("LIST").mailbox(reference).mailboxPattern(pattern)}});
    return d->run(std::move(request));
}

/*! Lists subscribed mailboxes. mailboxSubscribed() is emitted for each. Value:
 * QList<QImap4Mailbox>. */
QImap4Reply *QImap4::lsub(const QString &reference, const QString &pattern)
{
    Q_D(QImap4);
    return d->run("LSUB", {Command("LSUB").mailbox(reference).mailboxPattern(pattern)});
}

/*! Asks for counts of a mailbox that is not selected. mailboxStatus() follows. Value:
 * QImap4MailboxStatus. */
QImap4Reply *QImap4::status(const QString &mailbox, QImap4MailboxStatus::Items items)
{
    Q_D(QImap4);
    Request request;
    request.name = "STATUS";
    request.mailbox = QImap4Mailbox(mailbox).name(); // INBOX in the one spelling that answers have
    Command command("STATUS");
    command.mailbox(mailbox);
    addStatusItems(command, items);
    request.alternatives = {{{}, {command}}};
    return d->run(std::move(request));
}

/*! Asks for the prefixes of personal, others' and shared mailboxes (RFC 2342). Value:
 * QImap4Namespaces. */
QImap4Reply *QImap4::namespaces()
{
    Q_D(QImap4);
    Request request;
    request.name = "NAMESPACE";
    request.alternatives = {{{"NAMESPACE"}, {Command("NAMESPACE")}}};
    return d->run(std::move(request));
}

QImap4Reply *QImap4::createMailbox(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run("CREATE", {Command("CREATE").mailbox(mailbox)});
}

QImap4Reply *QImap4::deleteMailbox(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run("DELETE", {Command("DELETE").mailbox(mailbox)});
}

QImap4Reply *QImap4::renameMailbox(const QString &from, const QString &to)
{
    Q_D(QImap4);
    return d->run("RENAME", {Command("RENAME").mailbox(from).mailbox(to)});
}

QImap4Reply *QImap4::subscribe(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run("SUBSCRIBE", {Command("SUBSCRIBE").mailbox(mailbox)});
}

QImap4Reply *QImap4::unsubscribe(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run("UNSUBSCRIBE", {Command("UNSUBSCRIBE").mailbox(mailbox)});
}

/*!
    Puts a message into a mailbox. Line ends become CRLF; otherwise the bytes stay as they are.
    \a message must not hold NUL. progress() tells how much has been sent. Value: QImap4UidMapping
    with the new UID where the server has UIDPLUS.
*/
QImap4Reply *QImap4::append(const QString &mailbox, const QByteArray &message,
                            const QImap4Flags &flags, const QDateTime &internalDate)
{
    Q_D(QImap4);
    Command command("APPEND");
    command.mailbox(mailbox);
    if (!flags.isEmpty())
        command.flags(flags);
    if (internalDate.isValid())
        command.internalDate(internalDate);
    return d->run("APPEND", {command.literal(withCrLf(message))});
}

/*! Switches extensions on (RFC 5161). Value: QByteArrayList of those that are on now. */
QImap4Reply *QImap4::enable(const QByteArrayList &extensions)
{
    Q_D(QImap4);
    Command command("ENABLE");
    for (const QByteArray &extension : extensions)
        command.atom(extension);
    Request request;
    request.name = "ENABLE";
    request.alternatives = {{{"ENABLE"}, {command}}};
    return d->run(std::move(request));
}

QImap4Reply *QImap4Private::runSelect(const char *name, const QString &mailboxName)
{
    Request request;
    request.name = name;
    request.mailbox = mailboxName;
    request.alternatives = {{{}, {Command(name).mailbox(mailboxName)}}};
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

/*! Removes what is marked \\Deleted, without telling, and leaves the mailbox. */
QImap4Reply *QImap4::close()
{
    Q_D(QImap4);
    return d->run("CLOSE", {Command("CLOSE")});
}

/*! Leaves the mailbox and removes nothing (RFC 3691). */
QImap4Reply *QImap4::unselect()
{
    Q_D(QImap4);
    Request request;
    request.name = "UNSELECT";
    request.alternatives = {{{"UNSELECT"}, {Command("UNSELECT")}}};
    return d->run(std::move(request));
}

QImap4Reply *QImap4::check()
{
    Q_D(QImap4);
    return d->run("CHECK", {Command("CHECK")});
}

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
    Request request;
    request.name = messageCommand("FETCH", messages);
    request.messages = messages;
    Command command(request.name);
    command.set(messages).open().atom("UID");
    for (const FetchItemRow &row : FetchItemTable) {
        if (!items.testFlag(row.item))
            continue;
        command.atom(row.name);
        request.items |= row.answer;
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
        request.items |= QImap4Message::Body;
    request.alternatives = {{{}, {command.close()}}};
    return d->run(std::move(request));
}

/*!
    Fetches the content of one \a section, or the whole message, into \a device as it arrives, with
    bounded memory whatever its size; progress() tells how far it is. What is smaller than
    QImap4Limits::streamThreshold is written at the end, in one piece. Fails with CancelledError
    when the device takes less than it is given.
*/
QImap4Reply *QImap4::fetchTo(QIODevice *device, const QImap4MessageSet &message,
                             const QByteArray &section)
{
    Q_D(QImap4);
    Request request;
    request.name = messageCommand("FETCH", message);
    request.messages = message;
    request.items = QImap4Message::Body;
    request.toSink = true;
    Command command(request.name);
    command.set(message).open().atom("UID").section("BODY.PEEK", section).close();
    request.alternatives = {{{}, {command}}};
    return d->run(std::move(request), device, section);
}

/*! Changes flags. The new ones come by messagesFetched(). Value: QImap4MessageList. */
QImap4Reply *QImap4::store(const QImap4MessageSet &messages, StoreAction action,
                           const QImap4Flags &flags)
{
    Q_D(QImap4);
    static constexpr const char *Names[] = {"FLAGS", "+FLAGS", "-FLAGS"};
    Request request;
    request.name = messageCommand("STORE", messages);
    request.messages = messages;
    Command command(request.name);
    command.set(messages).atom(Names[int(action)]).flags(flags);
    request.alternatives = {{{}, {command}}};
    return d->run(std::move(request));
}

/*! Copies messages into another mailbox. Value: QImap4UidMapping, where the server has UIDPLUS. */
QImap4Reply *QImap4::copy(const QImap4MessageSet &messages, const QString &mailbox)
{
    Q_D(QImap4);
    const QByteArray name = messageCommand("COPY", messages);
    Request request;
    request.name = name;
    request.messages = messages;
    request.alternatives = {{{}, {Command(name).set(messages).mailbox(mailbox)}}};
    return d->run(std::move(request));
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
    const QByteArray name = messageCommand("MOVE", messages);
    const Command moveIt = Command(name).set(messages).mailbox(mailbox);
    const Command copyIt = Command(messageCommand("COPY", messages)).set(messages).mailbox(mailbox);
    const Command markIt = Command(messageCommand("STORE", messages))
                               .set(messages)
                               .atom("+FLAGS.SILENT")
                               .flags(QImap4Flags::Deleted);
    Request request;
    request.name = name;
    request.messages = messages;
    request.alternatives = {{{"MOVE"}, {moveIt}}};
    if (messages.isUids()) {
        request.alternatives.append(
            {{"UIDPLUS"}, {copyIt, markIt, Command("UID EXPUNGE").set(messages)}});
    }
    // Numbers may have shifted between two steps: so only by UID.
    if (messages.isUids())
        request.alternatives.append({{}, {copyIt, markIt}});
    return d->run(std::move(request));
}

/*! Removes everything that is marked \\Deleted, by whomever. messagesExpunged() follows. Value:
    QList<quint32>, the sequence numbers in the order in which they went. */
QImap4Reply *QImap4::expunge()
{
    Q_D(QImap4);
    return d->run("EXPUNGE", {Command("EXPUNGE")});
}

/*! As expunge(), but only of these UIDs. Needs the capability UIDPLUS (RFC 4315). */
QImap4Reply *QImap4::expunge(const QImap4MessageSet &uids)
{
    Q_D(QImap4);
    if (!uids.isUids())
        return d->refuse("UID EXPUNGE", QImap4Error(QImap4Error::InvalidArgumentError));
    Request request;
    request.name = "UID EXPUNGE";
    request.messages = uids;
    request.alternatives = {{{"UIDPLUS"}, {Command("UID EXPUNGE").set(uids)}}};
    return d->run(std::move(request));
}

/*! Searches the selected mailbox; with ESEARCH (RFC 4731) where the server has it.
    searchFinished() follows. Value: QImap4SearchResult. */
QImap4Reply *QImap4::search(const QImap4SearchKey &key, QImap4MessageSet::Kind kind)
{
    Q_D(QImap4);
    const QByteArray name = kind == QImap4MessageSet::Uids ? "UID SEARCH" : "SEARCH";
    Command extended(name);
    Command plain(name);
    extended.atom("RETURN").open().atom("ALL").close();
    for (Command *command : {&extended, &plain}) {
        if (key.needsUtf8())
            command->charset();
        command->search(key);
    }
    Request request;
    request.name = name;
    request.usesSequenceNumbers =
        kind == QImap4MessageSet::SequenceNumbers || key.usesSequenceNumbers();
    request.alternatives = {{{"ESEARCH"}, {extended}}, {{}, {plain}}};
    return d->run(std::move(request));
}

/*!
    Waits for news (RFC 2177), as imaplib2's idle does: until the server has some, \a milliseconds
    have passed, done() or any other command is called. Value: int, an IdleReason. Needs the
    capability IDLE. With autoIdle(), which never ends by itself, it is seldom needed.
*/
QImap4Reply *QImap4::idle(int milliseconds)
{
    Q_D(QImap4);
    Request request;
    request.name = "IDLE";
    request.idleTimeout = milliseconds;
    request.alternatives = {{{"IDLE"}, {Command("IDLE")}}};
    return d->run(std::move(request));
}

/*! Ends idle(). Does nothing when the connection does not idle. */
void QImap4::done()
{
    Q_D(QImap4);
    if (d->hasWorker)
        d->send(EndIdleOrder{});
}
