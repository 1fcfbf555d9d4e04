// SPDX-License-Identifier: LGPL-3.0-or-later
// Whatever an application passes, what is sent is exactly one command with just these arguments,
// for a reader of its own grammar, or nothing is sent. Secrets stay in segments of their own.
#include "fuzz.h"
#include "types/commandchecks.h"
#include "wire/command_p.h"
#include "wire/mutf7_p.h"

using namespace QImap4Internal;

namespace {

using ReadValue = CommandReader::Value;

// What a reader must find where an argument was put.
struct Expected
{
    enum Kind { Atom, String, AString, Mailbox, List, Charset };
    Kind kind = Atom;
    QByteArray bytes; // of a mailbox: in UTF-8
    QList<Expected> list;
};

enum class Secrets { Given, Disguised };

// Another text of the same length and the same kinds of characters.
QByteArray disguised(QByteArray text)
{
    constexpr int Letters = 26;
    constexpr int Digits = 10;
    for (char &c : text) {
        const auto rotate = [&c](char first, int count) {
            if (c >= first && c < first + count)
                c = char(first + (c - first + count / 2) % count);
        };
        rotate('a', Letters);
        rotate('A', Letters);
        rotate('0', Digits);
    }
    return text;
}

QString disguised(const QString &text)
{
    return QString::fromUtf8(disguised(text.toUtf8()));
}

class CommandMaker
{
public:
    CommandMaker(Fuzz::Input &input, Secrets secrets)
        : m_input(input)
        , m_secrets(secrets)
    {
        if (m_input.below(4) == 0) {
            m_command = Command(m_input.bytes());
        } else {
            m_command = Command("X");
        }
        addArguments(m_expected, 0);
    }

    const Command &command() const { return m_command; }
    const QList<Expected> &expected() const { return m_expected; }
    const QByteArrayList &searchTexts() const { return m_searchTexts; }
    bool hasSearch() const { return m_hasSearch; }

private:
    void addArguments(QList<Expected> &list, int depth)
    {
        constexpr int Deepest = 5;
        while (!m_input.atEnd() && !m_hasSearch) {
            const int what = m_input.below(20);
            if (what == 0 && depth < Deepest) {
                Expected inner{Expected::List, {}, {}};
                m_command.open();
                addArguments(inner.list, depth + 1);
                m_command.close();
                list.append(inner);
            } else if (what == 1 && depth > 0) {
                return;
            } else if (what == 2 && depth == 0) {
                addSearch();
            } else {
                list.append(addArgument(what));
            }
        }
    }

    Expected addArgument(int what)
    {
        switch (what) {
        case 3: {
            const QByteArray text = m_input.bytes();
            m_command.secretAtom(m_secrets == Secrets::Given ? text : disguised(text));
            return {Expected::Atom, text, {}};
        }
        case 4: {
            const quint32 number = m_input.number();
            m_command.number(number);
            return {Expected::Atom, QByteArray::number(number), {}};
        }
        case 5: {
            const QString text = m_input.text();
            m_command.string(text);
            return {Expected::String, text.toUtf8(), {}};
        }
        case 6: {
            const QByteArray bytes = m_input.bytes();
            m_command.string(bytes);
            return {Expected::String, bytes, {}};
        }
        case 7: {
            const QByteArray bytes = m_input.bytes().repeated(1 + m_input.below(30));
            m_command.astring(bytes);
            return {Expected::AString, bytes, {}};
        }
        case 8: {
            const QString text = m_input.text();
            m_command.secret(m_secrets == Secrets::Given ? text : disguised(text));
            return {Expected::String, text.toUtf8(), {}};
        }
        case 9: {
            const QString name = m_input.text();
            m_command.mailbox(name);
            const bool inbox = name.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0;
            return {Expected::Mailbox, inbox ? QByteArray("INBOX") : name.toUtf8(), {}};
        }
        case 10: {
            const QString pattern = m_input.text();
            m_command.mailboxPattern(pattern);
            return {Expected::Mailbox, pattern.toUtf8(), {}};
        }
        case 11: {
            const auto set = QImap4MessageSet::fromString(m_input.bytes(), QImap4MessageSet::Uids);
            m_command.set(set);
            return {Expected::Atom, set.toString(), {}};
        }
        case 12:
            return addFlags();
        case 13: {
            const QByteArray content = m_input.bytes().repeated(1 + m_input.below(100));
            m_command.literal(content);
            return {Expected::String, content, {}};
        }
        case 14: {
            // One with a list of fields is no atom to the reader.
            const QByteArray section = m_input.bytes();
            m_command.section("BODY.PEEK", section.contains('(') ? QByteArray("1") : section);
            const qsizetype partial = section.indexOf('<');
            const QByteArray spec = section.contains('(') ? QByteArray("1")
                : partial < 0                             ? section
                                                          : section.left(partial);
            return {
                Expected::Atom,
                "BODY.PEEK[" + spec + ']'
                    + (partial < 0 || section.contains('(') ? QByteArray() : section.mid(partial)),
                {}};
        }
        case 15:
            m_command.charset();
            return {Expected::Charset, {}, {}};
        case 16:
            m_command.nil();
            return {Expected::Atom, "NIL", {}};
        default: {
            const QByteArray text = m_input.bytes();
            m_command.atom(text);
            return {Expected::Atom, text, {}};
        }
        }
    }

    Expected addFlags()
    {
        QImap4Flags flags = QImap4Flags::fromList(m_input.bytes().split(','));
        m_command.flags(flags);
        flags.set(QImap4Flags::Recent, false);
        flags.set(QImap4Flags::AnyKeyword, false);
        Expected list{Expected::List, {}, {}};
        for (const QByteArray &flag : flags.toList())
            list.list.append({Expected::Atom, flag, {}});
        return list;
    }

    // Always the last argument. Of it only the texts are compared.
    void addSearch()
    {
        QImap4SearchKey key;
        for (int count = 1 + m_input.below(4); count > 0; --count) {
            const quint8 how = m_input.byte();
            const QImap4SearchKey next = addKey(how % 6);
            key = how & 64 ? key && next : key || !next;
        }
        m_command.search(key);
        for (const QImap4SearchKey::Token &token : key.tokens()) {
            if (token.kind == QImap4SearchKey::Token::String)
                m_searchTexts.append(token.text.toUtf8());
        }
        m_hasSearch = true;
    }

    QImap4SearchKey addKey(int what)
    {
        switch (what) {
        case 0:
            return QImap4SearchKey::from(m_input.text());
        case 1: {
            const QByteArray field = m_input.bytes();
            return QImap4SearchKey::header(field, m_input.text());
        }
        case 2:
            return QImap4SearchKey::keyword(m_input.bytes());
        case 3:
            return QImap4SearchKey::raw(m_input.bytes());
        case 4:
            return QImap4SearchKey::in(
                QImap4MessageSet::fromString(m_input.bytes(), QImap4MessageSet::SequenceNumbers));
        default:
            return QImap4SearchKey::larger(m_input.number());
        }
    }

    Fuzz::Input &m_input;
    Command m_command;
    QList<Expected> m_expected;
    QByteArrayList m_searchTexts;
    Secrets m_secrets;
    bool m_hasSearch = false;
};

// Takes what matches off the front of `values`.
void checkValues(const QList<Expected> &expected, QList<ReadValue> &values, bool utf8)
{
    for (const Expected &wanted : expected) {
        if (wanted.kind == Expected::Charset && utf8)
            continue;
        FUZZ_CHECK(!values.isEmpty());
        ReadValue value = values.takeFirst();
        const bool isNil =
            value.kind == ReadValue::Atom && value.bytes.compare("NIL", Qt::CaseInsensitive) == 0;
        switch (wanted.kind) {
        case Expected::Atom:
            FUZZ_CHECK(value.kind == ReadValue::Atom && value.bytes == wanted.bytes);
            break;
        case Expected::String:
            FUZZ_CHECK(value.kind == ReadValue::String && value.bytes == wanted.bytes);
            break;
        case Expected::AString:
            FUZZ_CHECK(value.kind != ReadValue::List && !isNil && value.bytes == wanted.bytes);
            break;
        case Expected::Mailbox:
            FUZZ_CHECK(value.kind != ReadValue::List && !isNil);
            FUZZ_CHECK((utf8 ? value.bytes : decodeMutf7(value.bytes).toUtf8()) == wanted.bytes);
            break;
        case Expected::Charset:
            FUZZ_CHECK(value.kind == ReadValue::Atom && value.bytes == "CHARSET");
            FUZZ_CHECK(!values.isEmpty() && values.takeFirst().bytes == "UTF-8");
            break;
        case Expected::List:
            FUZZ_CHECK(value.kind == ReadValue::List);
            checkValues(wanted.list, value.list, utf8);
            FUZZ_CHECK(value.list.isEmpty());
            break;
        }
    }
}

QByteArrayList stringsIn(const QList<ReadValue> &values)
{
    QByteArrayList strings;
    for (const ReadValue &value : values) {
        if (value.kind == ReadValue::String)
            strings.append(value.bytes);
        strings += stringsIn(value.list);
    }
    return strings;
}

QByteArray shown(const CommandMaker &maker, const EncodingOptions &options)
{
    QByteArray shown;
    for (const CommandSegment &segment : maker.command().encode("A1", options))
        shown += segment.secret ? QByteArray("***") : segment.bytes;
    return shown;
}

void checkEncoding(const CommandMaker &maker, const EncodingOptions &options)
{
    const QList<CommandSegment> segments = maker.command().encode("A1", options);
    QByteArray bytes;
    for (const CommandSegment &segment : segments)
        bytes += segment.bytes;
    const auto read = CommandReader::read(bytes);
    FUZZ_CHECK(read && read->tag == "A1");
    QList<ReadValue> values = read->arguments;
    QByteArray name = read->name;
    while (name.size() < maker.command().name().size() && !values.isEmpty())
        name += ' ' + values.takeFirst().bytes;
    FUZZ_CHECK(name == maker.command().name());
    checkValues(maker.expected(), values, options.utf8);
    FUZZ_CHECK(maker.hasSearch() || values.isEmpty());
    FUZZ_CHECK(stringsIn(values) == maker.searchTexts());
    FUZZ_CHECK(CommandChecks::waitsWhereItMust(segments, *read));
    FUZZ_CHECK(CommandChecks::literalsAreAllowed(options.literals, *read));
}

// Arguments whose form depends on the text itself stay arguments.
void checkVariant(Fuzz::Input &input)
{
    Command command("X");
    QVariantList list;
    while (!input.atEnd()) {
        switch (input.below(4)) {
        case 0:
            list.append(input.bytes());
            break;
        case 1:
            list.append(input.text());
            break;
        case 2:
            list.append(input.number());
            break;
        default:
            command.variant(list);
            list.clear();
            break;
        }
    }
    for (const QVariant &value : list)
        command.variant(value);
    if (command.error())
        return;
    QByteArray bytes;
    for (const CommandSegment &segment : command.encode("A1", {}))
        bytes += segment.bytes;
    const auto read = CommandReader::read(bytes, CommandReader::Spaces::More);
    FUZZ_CHECK(read && read->tag == "A1" && read->name == "X");
}

} // namespace

QIMAP4_FUZZ_TARGET(command, bytes)
{
    using Literals = EncodingOptions::Literals;
    Fuzz::Input input(bytes);
    if (input.below(8) == 0) {
        checkVariant(input);
        return;
    }
    Fuzz::Input again = input;
    const CommandMaker maker(input, Secrets::Given);
    const CommandMaker other(again, Secrets::Disguised);
    if (maker.command().error()) {
        FUZZ_CHECK(maker.command().encode("A1", {}).isEmpty());
        return;
    }
    for (const bool utf8 : {false, true}) {
        for (const Literals literals : {Literals::Synchronizing, Literals::NonSynchronizing,
                                        Literals::NonSynchronizingSmall}) {
            checkEncoding(maker, {literals, utf8});
            // What may be shown does not depend on the secrets.
            FUZZ_CHECK(other.command().error()
                       || shown(maker, {literals, utf8}) == shown(other, {literals, utf8}));
        }
    }
}
