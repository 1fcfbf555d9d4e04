// SPDX-License-Identifier: LGPL-3.0-or-later
// Commands by name: which slot a name calls, and what its arguments become.
#include "invocation_p.h"
#include "qimap4_p.h"
#include "wire/commandgrammar_p.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace QImap4Internal {

namespace {

using Reply = QImap4Reply *;

QImap4MessageSet::Kind kindOf(QByteArrayView name)
{
    return name.startsWith("UID ") ? QImap4MessageSet::Uids : QImap4MessageSet::SequenceNumbers;
}

// A slot without arguments.
template <Reply (QImap4::*Slot)()>
Reply plain(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    return arguments.isGood() ? (client.*Slot)() : nullptr;
}

template <Reply (QImap4::*Slot)(const QString &)>
Reply withText(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto text = arguments.take<QString>();
    return arguments.isGood() ? (client.*Slot)(text) : nullptr;
}

template <Reply (QImap4::*Slot)(const QString &, const QString &)>
Reply withTexts(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto first = arguments.take<QString>();
    const auto second = arguments.take<QString>();
    return arguments.isGood() ? (client.*Slot)(first, second) : nullptr;
}

template <Reply (QImap4::*Slot)(const QImap4MessageSet &, const QString &)>
Reply withSetAndMailbox(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto messages = arguments.take<QImap4MessageSet>();
    const auto mailbox = arguments.take<QString>();
    return arguments.isGood() ? (client.*Slot)(messages, mailbox) : nullptr;
}

// All but the message may be null, as with imaplib: then it goes to INBOX.
Reply append(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto mailbox = arguments.skipNull() ? QString() : arguments.take<QString>();
    const auto flags = arguments.take<QImap4Flags>();
    const auto date = arguments.take<QDateTime>();
    const auto message = arguments.take<QByteArray>();
    if (!arguments.isGood())
        return nullptr;
    return client.append(mailbox.isEmpty() ? QStringLiteral("INBOX") : mailbox, message, flags,
                         date);
}

// The credentials come from the provider, or are asked for with authenticationRequired().
Reply authenticate(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto mechanism = arguments.take<QByteArray>();
    return arguments.isGood() ? client.authenticate({}, mechanism) : nullptr;
}

Reply enable(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    QByteArrayList extensions;
    while (!arguments.atEnd())
        extensions += arguments.take<QByteArray>().simplified().split(' ');
    return arguments.isGood() && !extensions.isEmpty() ? client.enable(extensions) : nullptr;
}

Reply idle(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    constexpr int DefaultTimeout = 29 * 60 * 1000;
    const auto milliseconds = arguments.take<quint32>(DefaultTimeout);
    return arguments.isGood() ? client.idle(int(qMin(milliseconds, quint32(DefaultTimeout))))
                              : nullptr;
}

Reply list(QImap4 &client, const QString &reference, const QString &pattern)
{
    return client.list(reference, pattern);
}

template <auto Function>
Reply listing(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto reference = arguments.take<QString>(QStringLiteral(""));
    const auto pattern = arguments.take<QString>(QStringLiteral("*"));
    return arguments.isGood() ? std::invoke(Function, client, reference, pattern) : nullptr;
}

Reply partial(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto number = arguments.take<quint32>();
    const auto section = arguments.take<QByteArray>();
    const auto offset = arguments.take<quint32>();
    const auto length = arguments.take<quint32>();
    return arguments.isGood() ? client.partial(number, section, offset, length) : nullptr;
}

QString takeMailboxToOpen(InvokeArguments &arguments)
{
    return arguments.take<QString>(QStringLiteral("INBOX"));
}

// A second argument that is true asks for EXAMINE, as imaplib's readonly does.
Reply select(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const QString mailbox = takeMailboxToOpen(arguments);
    const bool readOnly = arguments.next(false).toBool();
    if (!arguments.isGood())
        return nullptr;
    return readOnly ? client.examine(mailbox) : client.select(mailbox);
}

Reply examine(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const QString mailbox = takeMailboxToOpen(arguments);
    return arguments.isGood() ? client.examine(mailbox) : nullptr;
}

// The rights may begin with "+" or "-".
Reply setAcl(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto mailbox = arguments.take<QString>();
    const auto identifier = arguments.take<QString>();
    QByteArray letters = arguments.take<QByteArray>();
    QImap4::AclAction action = QImap4::ReplaceRights;
    if (letters.startsWith('+') || letters.startsWith('-')) {
        action = letters.startsWith('+') ? QImap4::AddRights : QImap4::RemoveRights;
        letters.remove(0, 1);
    }
    bool ok = false;
    const QImap4Rights rights = QImap4Rights::fromString(letters, &ok);
    return ok && arguments.isGood() ? client.setAcl(mailbox, identifier, rights, action) : nullptr;
}

Reply getAnnotation(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto mailbox = arguments.take<QString>();
    const auto entry = arguments.take<QString>();
    const auto attribute = arguments.take<QString>();
    return arguments.isGood() ? client.getAnnotation(mailbox, entry, attribute) : nullptr;
}

Reply uidExpunge(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const auto uids = arguments.take<QImap4MessageSet>();
    return arguments.isGood() ? client.expunge(uids) : nullptr;
}

// UID FETCH as ("UID", "FETCH", ...), which is how imaplib's uid() has it. Its SEARCH has no place
// for a charset: what follows are the criteria, and "CHARSET" may stand before them as a word.
Reply uid(QImap4 &client, const QByteArray &, InvokeArguments &arguments)
{
    const QByteArray name = "UID " + arguments.take<QByteArray>().toUpper();
    QVariantList rest;
    while (!arguments.atEnd())
        rest.append(arguments.next());
    if (name == "UID SEARCH" && !rest.isEmpty() && rest.constFirst().isValid())
        rest.prepend(QVariant());
    return arguments.isGood() ? client.invoke(name, rest) : nullptr;
}

// The arguments of commands that imaplib leaves to the caller to write.
enum class Part {
    Mailbox,
    Set,
    Words, // as QImap4::command() has them
    Items, // of FETCH: the same, and sections
    Criteria, // of a search: the same, and sets
    List, // within parentheses, which may be left out
    Charset, // optional: not valid where it is left out
};

// Words of an application are IMAP, not text to be quoted.
QVariant words(const QVariant &value)
{
    return value.typeId() == QMetaType::QString ? QVariant(value.toString().toUtf8()) : value;
}

QVariant inParentheses(const QVariant &value)
{
    QVariant list = words(value);
    if (list.typeId() == QMetaType::QByteArray && !list.toByteArray().startsWith('('))
        list = '(' + list.toByteArray() + ')';
    return list;
}

bool isList(const QVariant &value)
{
    return value.typeId() == QMetaType::QVariantList || value.typeId() == QMetaType::QStringList
        || value.typeId() == QMetaType::QByteArrayList;
}

// "BODY.PEEK[1.MIME]<0.9>" has characters that are quoted elsewhere. False: it is no such item.
bool addSection(Command &command, const QByteArray &item)
{
    const qsizetype open = item.indexOf('[');
    const qsizetype close = item.lastIndexOf(']');
    if (open < 0 || close < open)
        return false;
    const QByteArray partial = item.sliced(close + 1);
    const QByteArray section = item.sliced(open + 1, close - open - 1) + partial;
    const SectionText text = readSection(section);
    if (!isAtom(item.first(open)) || !text.valid || text.partial != partial)
        return false;
    command.section(item.first(open), section);
    return true;
}

void addItems(Command &command, const QVariant &value)
{
    const QVariant items = words(value);
    if (isList(items)) {
        command.open();
        for (const QVariant &item : items.value<QVariantList>())
            addItems(command, item);
        command.close();
    } else if (items.typeId() != QMetaType::QByteArray
               || !addSection(command, items.toByteArray())) {
        command.variant(items);
    }
}

// How many strings follow a search key. One of them may look like a set of messages.
int stringsBehind(const QByteArray &key)
{
    constexpr QByteArrayView Keys[] = {"BCC", "BODY", "CC", "FROM", "SUBJECT", "TEXT", "TO"};
    const auto isKey = [&key](QByteArrayView name) {
        return name.compare(key, Qt::CaseInsensitive) == 0;
    };
    if (isKey("HEADER"))
        return 2;
    return std::any_of(std::begin(Keys), std::end(Keys), isKey) ? 1 : 0;
}

// Of a search: "1:*" is a set, which only looks as if it needed quotes, but not where a key wants a
// string.
void addCriteria(Command &command, const QVariantList &criteria)
{
    int strings = 0;
    for (const QVariant &criterion : criteria) {
        if (isList(criterion)) {
            command.open();
            addCriteria(command, criterion.value<QVariantList>());
            command.close();
            continue;
        }
        const QByteArray word = criterion.toByteArray();
        if (strings == 0 && word.contains('*') && isSequenceSet(word))
            command.set(QImap4MessageSet::fromString(word, QImap4MessageSet::Uids));
        else
            command.variant(words(criterion));
        strings = strings > 0 ? strings - 1 : stringsBehind(word);
    }
}

// UTF-8 need not be said where it is agreed on (RFC 6855, 3), and must not.
void addCharset(Command &command, const QByteArray &charset)
{
    if (charset.compare("UTF-8", Qt::CaseInsensitive) == 0)
        command.charset();
    else if (!charset.isEmpty())
        command.atom("CHARSET").astring(charset);
}

QVariantList takeAll(InvokeArguments &arguments)
{
    QVariantList all{arguments.next()};
    while (!arguments.atEnd())
        all.append(arguments.next());
    return all;
}

void addPart(Part part, Command &command, Request &request, InvokeArguments &arguments)
{
    switch (part) {
    case Part::Mailbox:
        request.mailbox = QImap4Mailbox(arguments.take<QString>()).name();
        command.mailbox(request.mailbox);
        break;
    case Part::Set:
        request.messages = arguments.take<QImap4MessageSet>();
        command.set(request.messages);
        break;
    case Part::Items:
        addItems(command, arguments.next());
        break;
    case Part::Criteria:
        request.usesSequenceNumbers = true; // nobody has looked
        addCriteria(command, takeAll(arguments));
        break;
    case Part::Words:
        command.variant(words(arguments.next()));
        break;
    case Part::List:
        command.variant(inParentheses(arguments.next()));
        break;
    case Part::Charset:
        addCharset(command, arguments.next(QByteArray()).toByteArray());
        break;
    }
}

// A command of these parts, and of more words behind them.
template <Part... Parts>
Reply written(QImap4 &client, const QByteArray &name, InvokeArguments &arguments)
{
    Request request;
    request.name = name;
    Command command(name);
    (addPart(Parts, command, request, arguments), ...);
    while (!arguments.atEnd())
        command.variant(words(arguments.next()));
    if (!arguments.isGood())
        return nullptr;
    request.alternatives = {{{}, {command}}};
    return QImap4Private::get(&client)->run(std::move(request));
}

// Without arguments NIL; one goes as it is, several are a list of strings.
Reply id(QImap4 &client, const QByteArray &name, InvokeArguments &arguments)
{
    QVariantList values;
    while (!arguments.atEnd())
        values.append(arguments.next());
    if (values.size() > 1) {
        for (QVariant &value : values) {
            if (value.isValid())
                value = '"' + value.toByteArray().replace('\\', "\\\\").replace('"', "\\\"") + '"';
        }
        values = {QVariant(values)};
    }
    InvokeArguments list(values.isEmpty() ? QVariantList{QVariant()} : values,
                         QImap4MessageSet::Uids);
    return written<>(client, name, list);
}

// In alphabetical order: the look-up is a binary search.
constexpr Invocation Table[] = {
    {"APPEND", append},
    {"AUTHENTICATE", authenticate},
    {"CAPABILITY", plain<&QImap4::capability>},
    {"CHECK", plain<&QImap4::check>},
    {"CLOSE", plain<&QImap4::close>},
    {"COMPRESS", plain<&QImap4::compress>},
    {"COPY", withSetAndMailbox<&QImap4::copy>},
    {"CREATE", withText<&QImap4::createMailbox>},
    {"DELETE", withText<&QImap4::deleteMailbox>},
    {"DELETEACL", withTexts<&QImap4::deleteAcl>},
    {"ENABLE", enable},
    {"EXAMINE", examine},
    {"EXPUNGE", plain<&QImap4::expunge>},
    {"FETCH", written<Part::Set, Part::Items>},
    {"GETACL", withText<&QImap4::getAcl>},
    {"GETANNOTATION", getAnnotation},
    {"GETQUOTA", withText<&QImap4::getQuota>},
    {"GETQUOTAROOT", withText<&QImap4::getQuotaRoot>},
    {"ID", id},
    {"IDLE", idle},
    {"LIST", listing<list>},
    {"LISTRIGHTS", withTexts<&QImap4::listRights>},
    {"LOGIN", withTexts<&QImap4::login>},
    {"LOGOUT", plain<&QImap4::logout>},
    {"LSUB", listing<&QImap4::lsub>},
    {"MOVE", withSetAndMailbox<&QImap4::move>},
    {"MYRIGHTS", withText<&QImap4::myRights>},
    {"NAMESPACE", plain<&QImap4::namespaces>},
    {"NOOP", plain<&QImap4::noop>},
    {"PARTIAL", partial},
    {"PROXYAUTH", withText<&QImap4::proxyAuth>},
    {"RENAME", withTexts<&QImap4::renameMailbox>},
    {"SEARCH", written<Part::Charset, Part::Criteria>},
    {"SELECT", select},
    {"SETACL", setAcl},
    {"SETANNOTATION", written<Part::Mailbox, Part::Words, Part::List>},
    {"SETQUOTA", written<Part::Words, Part::List>},
    {"SORT", written<Part::List, Part::Words, Part::Criteria>},
    {"STARTTLS", plain<&QImap4::startTls>},
    {"STATUS", written<Part::Mailbox, Part::List>},
    {"STORE", written<Part::Set, Part::Words, Part::List>},
    {"SUBSCRIBE", withText<&QImap4::subscribe>},
    {"THREAD", written<Part::Words, Part::Words, Part::Criteria>},
    {"UID", uid},
    {"UID COPY", withSetAndMailbox<&QImap4::copy>},
    {"UID EXPUNGE", uidExpunge},
    {"UID FETCH", written<Part::Set, Part::Items>},
    {"UID MOVE", withSetAndMailbox<&QImap4::move>},
    {"UID SEARCH", written<Part::Charset, Part::Criteria>},
    {"UID SORT", written<Part::List, Part::Words, Part::Criteria>},
    {"UID STORE", written<Part::Set, Part::Words, Part::List>},
    {"UID THREAD", written<Part::Words, Part::Words, Part::Criteria>},
    {"UNSELECT", plain<&QImap4::unselect>},
    {"UNSUBSCRIBE", withText<&QImap4::unsubscribe>},
};

} // namespace

const Invocation *findInvocation(QByteArrayView name)
{
    const auto row =
        std::lower_bound(std::begin(Table), std::end(Table), name,
                         [](const Invocation &entry, QByteArrayView wanted) {
                             return wanted.compare(entry.name, Qt::CaseInsensitive) > 0;
                         });
    const bool found = row != std::end(Table) && name.compare(row->name, Qt::CaseInsensitive) == 0;
    return found ? row : nullptr;
}

} // namespace QImap4Internal

using namespace QImap4Internal;

/*!
    Calls the slot of the command \a name, in any case ("SELECT", "select", "UID FETCH"), as
    imaplib's upper-case names do; what has no slot goes to command().

    The arguments are those of imaplib's method. Typed values are taken as they are; texts are read:
    a set of messages from "1:5,7", of sequence numbers or, behind UID, of UIDs; flags from
    "(\\Seen)"; dates from IMAP's form or seconds since the epoch. What imaplib leaves to its caller
    to write is IMAP here, too: the items of FETCH, the names of STATUS, the criteria of SEARCH,
    SORT and THREAD. The value is that of the slot.

    \code
    imap->invoke("SELECT", {QStringLiteral("INBOX")});
    imap->invoke("UID", {"FETCH", "1:5", "(FLAGS ENVELOPE)"});
    imap->invoke("SEARCH", {QVariant(), "FROM", "ann"}); // no charset
    \endcode

    Arguments that are missing, too many or not to be understood finish the reply with
    InvalidArgumentError; nothing is sent then.
*/
QImap4Reply *QImap4::invoke(const QByteArray &name, const QVariantList &arguments)
{
    Q_D(QImap4);
    const QByteArray upperName = name.toUpper();
    const Invocation *invocation = findInvocation(upperName);
    if (!invocation)
        return command(name, arguments);
    InvokeArguments values(arguments, kindOf(upperName));
    QImap4Reply *reply = invocation->call(*this, upperName, values);
    return reply ? reply : d->refuse(upperName, QImap4Error(QImap4Error::InvalidArgumentError));
}
