// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/mailboxresponses_p.h"

#include <QtCore/qstring.h>

#include <algorithm>
#include <iterator>

namespace QImap4Internal {

namespace {

QByteArrayList readWords(ParserContext &context, Scanner &scanner, int maximum)
{
    QByteArrayList words;
    bool extraSpaces = false;
    bool whole = true;
    while (true) {
        const qsizetype spaces = scanner.skipSpaces();
        extraSpaces = extraSpaces || spaces > 1 || (spaces > 0 && scanner.atEnd());
        if (scanner.atEnd())
            break;
        const QByteArrayView word = scanner.word();
        if (words.size() < maximum)
            words.append(word.toByteArray());
        else
            whole = false;
    }
    if (extraSpaces)
        context.warn("extra spaces");
    if (!whole)
        context.warn("list longer than its limit");
    return words;
}

QString toText(const Value &value)
{
    return value.isText() ? QString::fromUtf8(value.text()) : QString();
}

QChar toDelimiter(const Value &value)
{
    const QString text = value.kind == Value::Nil ? QString() : toText(value);
    return text.isEmpty() ? QChar() : text.at(0);
}

// "(x)": the one text within.
QByteArray onlyText(const Value &list)
{
    return list.isList() ? Scanner(list.bytes).value().text() : QByteArray();
}

// The extended data of LIST (RFC 9051, mbox-list-extended; RFC 5819 sends STATUS apart). False for
// a list that is too long.
bool readListExtensions(const ParserContext &context, const Value &list, QImap4Mailbox &mailbox)
{
    Scanner scanner(list.bytes);
    while (true) {
        const Value tag = scanner.value();
        if (!tag.isText())
            return true;
        const Value value = scanner.value();
        const QByteArray name = tag.text();
        QByteArrayList texts;
        if (isWord(name, "CHILDINFO")) {
            if (!context.readTexts(value, texts))
                return false;
            mailbox.setChildInfo(texts);
        } else if (isWord(name, "OLDNAME")) {
            mailbox.setOldName(context.mailboxName(onlyText(value)));
        }
    }
}

bool hasControls(QByteArrayView name)
{
    return std::any_of(name.begin(), name.end(), [](char c) { return c >= 0 && c < ' '; });
}

// Extended data comes in pairs. What does not belongs to a name with parentheses in it.
bool isExtendedData(const Value &list)
{
    Scanner scanner(list.bytes);
    bool paired = true;
    while (scanner.value().kind != Value::Missing)
        paired = !paired;
    return paired;
}

struct ListName
{
    QByteArray name;
    Value extensions;
};

// A mailbox name and what LIST has behind it. Where a name is not quoted although it must be, all
// that is left is the name.
ListName readListName(ParserContext &context, Scanner &scanner)
{
    scanner.skipSpaces();
    const QByteArrayView rest = scanner.rest();
    const Value name = scanner.value();
    ListName result;
    result.name = name.name();
    const bool atom = name.kind == Value::Atom;
    const bool parenthesisWithin = atom && scanner.peek() == '(';
    if (name.isName() && !parenthesisWithin) {
        if (scanner.skipSpaces() > 0 && scanner.atEnd())
            context.warn("trailing space");
        if (scanner.peek() == '(')
            result.extensions = scanner.value();
        scanner.skipSpaces();
        if (scanner.atEnd() && (!atom || isExtendedData(result.extensions))) {
            if (atom && hasControls(name.bytes))
                context.warn("mailbox name that should be quoted");
            return result;
        }
    }
    context.warn("mailbox name that should be quoted");
    scanner.skipRest();
    return {rest.trimmed().toByteArray(), {}};
}

Response readList(ParserContext &context, Scanner &scanner, bool lsub)
{
    const Value attributes = scanner.value();
    if (!attributes.isList() && attributes.kind != Value::Nil)
        return context.malformed("LIST without attributes");
    QByteArrayList names;
    const FlagListQuirk quirk = forEachFlag(attributes, [&](QByteArrayView name) {
        if (names.size() < context.limits().flags)
            names.append(name.toByteArray());
    });
    context.warn(quirk);

    const Value delimiter = scanner.value();
    const bool emptyDelimiter = !delimiter.isName() && delimiter.bytes.trimmed().isEmpty();
    if (delimiter.kind == Value::Missing || (delimiter.isList() && !emptyDelimiter))
        return context.malformed("LIST without a delimiter");
    if (emptyDelimiter || (delimiter.kind == Value::String && delimiter.bytes.isEmpty()))
        context.warn("empty delimiter");
    scanner.skipSpaces();
    if (scanner.atEnd())
        return context.malformed("LIST without a name");
    const ListName name = readListName(context, scanner);

    ListResponse response;
    response.lsub = lsub;
    response.mailbox = QImap4Mailbox(context.mailboxName(name.name), toDelimiter(delimiter), names);
    if (name.extensions.isList() && !readListExtensions(context, name.extensions, response.mailbox))
        return context.tooLong();
    return response;
}

// False for a list that is too long. The only namespace may lack parentheses of its own.
bool readNamespaces(ParserContext &context, const Value &list, QList<QImap4Namespace> &namespaces)
{
    const auto append = [&](const Value &entry) {
        Scanner fields(entry.bytes);
        QImap4Namespace result;
        result.prefix = context.mailboxName(fields.value().text());
        result.delimiter = toDelimiter(fields.value());
        namespaces.append(result);
    };
    Scanner scanner(list.isList() ? list.bytes : QByteArrayView(), context.limits().nesting);
    if (Scanner(scanner).value().isText()) {
        context.warn("namespace without parentheses of its own");
        append(list);
        return true;
    }
    const auto readEntry = [&](const Value &entry) -> const char * {
        if (entry.isList())
            append(entry);
        return nullptr;
    };
    return !context.forEachValue(scanner, readEntry);
}

// The items of STATUS. One that is not here is passed over.
struct StatusRow
{
    QByteArrayView name;
    std::optional<quint32> QImap4MailboxStatus::*number32;
    std::optional<quint64> QImap4MailboxStatus::*number64;
    std::optional<quint64> (*read64)(QByteArrayView text) = toNumber64;
};

const StatusRow statusRows[] = {
    {"MESSAGES", &QImap4MailboxStatus::messages, nullptr},
    {"RECENT", &QImap4MailboxStatus::recent, nullptr},
    {"UIDNEXT", &QImap4MailboxStatus::uidNext, nullptr},
    {"UIDVALIDITY", &QImap4MailboxStatus::uidValidity, nullptr},
    {"UNSEEN", &QImap4MailboxStatus::unseen, nullptr},
    {"DELETED", &QImap4MailboxStatus::deleted, nullptr},
    {"SIZE", nullptr, &QImap4MailboxStatus::size},
    {"HIGHESTMODSEQ", nullptr, &QImap4MailboxStatus::highestModSeq, toModSeq},
    {"APPENDLIMIT", nullptr, &QImap4MailboxStatus::appendLimit},
    {"DELETED-STORAGE", nullptr, &QImap4MailboxStatus::deletedStorage},
};

// Where a number belongs: one that is absurd is not told, a word is the name of the next item.
bool isNoNumber(const Value &value)
{
    return value.kind == Value::Atom && !is(value.bytes[0], DigitByte) && value.bytes[0] != '-';
}

bool isKnownItem(QByteArrayView name)
{
    return std::any_of(std::begin(statusRows), std::end(statusRows),
                       [name](const StatusRow &row) { return isWord(name, row.name); });
}

bool readStatusItem(QByteArrayView name, const Value &value, QImap4MailboxStatus &status)
{
    if (isWord(name, "MAILBOXID")) {
        status.mailboxId = value.isList() ? onlyText(value) : value.text();
        return true;
    }
    for (const StatusRow &row : statusRows) {
        if (!isWord(name, row.name))
            continue;
        if (row.number32)
            status.*row.number32 = toNumber32(value.bytes);
        else
            status.*row.number64 = row.read64(value.bytes);
        return value.kind != Value::Nil;
    }
    return false;
}

} // namespace

Response parseCapability(ParserContext &context, Scanner &scanner)
{
    const int maximum = context.limits().capabilities;
    return CapabilityResponse{QImap4Capabilities(readWords(context, scanner, maximum))};
}

Response parseEnabled(ParserContext &context, Scanner &scanner)
{
    QByteArrayList words = readWords(context, scanner, context.limits().capabilities);
    for (QByteArray &word : words)
        word = word.toUpper();
    return EnabledResponse{words};
}

// Some servers put commas between the strings.
Response parseId(ParserContext &context, Scanner &scanner)
{
    const Value list = scanner.value();
    IdResponse response;
    if (list.kind == Value::Nil)
        return response;
    if (!list.isList())
        return context.malformed("ID without a list");
    Scanner fields(list.bytes);
    bool commas = false;
    const auto skipCommas = [&] {
        fields.skipSpaces();
        while (fields.skip(',')) {
            commas = true;
            fields.skipSpaces();
        }
    };
    while (response.parameters.size() < context.limits().capabilities) {
        skipCommas();
        const Value name = fields.value();
        if (!name.isText()) {
            if (name.kind != Value::Missing)
                context.warn("ID with something that is no name");
            break;
        }
        skipCommas();
        response.parameters.insert(toText(name), toText(fields.value()));
    }
    if (commas)
        context.warn("comma in ID");
    return response;
}

Response parseList(ParserContext &context, Scanner &scanner)
{
    return readList(context, scanner, false);
}

Response parseLsub(ParserContext &context, Scanner &scanner)
{
    return readList(context, scanner, true);
}

Response parseNamespace(ParserContext &context, Scanner &scanner)
{
    NamespaceResponse response;
    const Value personal = scanner.value();
    const Value otherUsers = scanner.value();
    const Value shared = scanner.value();
    if (scanner.failed() || personal.kind == Value::Missing || personal.isText())
        return context.malformed("NAMESPACE without a list");
    if (shared.kind == Value::Missing)
        context.warn("NAMESPACE with fewer than three lists");
    QImap4Namespaces &namespaces = response.namespaces;
    if (!readNamespaces(context, personal, namespaces.personal)
        || !readNamespaces(context, otherUsers, namespaces.otherUsers)
        || !readNamespaces(context, shared, namespaces.shared))
        return context.tooLong();
    return response;
}

// A name with spaces that is not quoted goes up to the last list.
Response parseMailboxStatus(ParserContext &context, Scanner &scanner)
{
    scanner.skipSpaces();
    const QByteArrayView rest = scanner.rest();
    const Value name = context.readMailbox(scanner);
    Value items = scanner.value();
    MailboxStatusResponse response;
    if (name.kind == Value::Missing || name.isList())
        return context.malformed("STATUS without a mailbox");
    response.status.mailbox = context.mailboxName(name.name());
    if (!items.isList()) {
        const qsizetype open = rest.lastIndexOf('(');
        if (open <= 0)
            return context.malformed("STATUS without items");
        context.warn("mailbox name that should be quoted");
        response.status.mailbox = context.mailboxName(rest.first(open).trimmed().toByteArray());
        Scanner last(rest.sliced(open), context.limits().nesting);
        items = last.value();
        if (!items.isList())
            return context.malformed("STATUS without items");
    } else {
        if (scanner.skipSpaces() > 0)
            context.warn("trailing space");
    }
    if (!readStatusItems(context, items, response.status))
        return context.malformed("STATUS item with something that is no number");
    return response;
}

Response parseFlags(ParserContext &context, Scanner &scanner)
{
    scanner.skipSpaces();
    const QByteArrayView rest = scanner.rest();
    Value list = scanner.value();
    if (list.kind == Value::Missing)
        return context.malformed("FLAGS without a list");
    if (list.kind == Value::Atom)
        list.bytes = rest; // without parentheses
    FlagListQuirk quirk = FlagListQuirk::None;
    FlagsResponse response{readFlags(list, context.limits().flags, &quirk)};
    context.warn(quirk);
    return response;
}

bool readStatusItems(ParserContext &context, const Value &list, QImap4MailboxStatus &status)
{
    Scanner scanner(list.bytes, context.limits().nesting);
    while (true) {
        const Value name = scanner.value();
        if (name.isList())
            context.warn("list where a STATUS item belongs");
        if (!name.isText())
            return true;
        if (!isNoNumber(name)
            || (!isWord(name.bytes, "MAILBOXID") && isKnownItem(name.bytes)
                && isNoNumber(Scanner(scanner).value())))
            return false;
        const Value value = scanner.value();
        if (value.kind == Value::Missing) {
            context.warn("STATUS item without a value");
            return true;
        }
        if (!readStatusItem(name.bytes, value, status))
            context.warn("STATUS item that is not known");
    }
}

} // namespace QImap4Internal
