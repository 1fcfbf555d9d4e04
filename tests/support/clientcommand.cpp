// SPDX-License-Identifier: LGPL-3.0-or-later
#include "clientcommand.h"

#include <algorithm>
#include <utility>

namespace QImap4Test {

namespace {

constexpr qsizetype readableLiteral = 200; // longer ones are shown by their size

bool isControl(char c)
{
    return static_cast<uchar>(c) < 0x20 || c == 0x7f;
}

bool endsAtom(char c)
{
    return c == ' ' || c == '(' || c == ')' || c == '"' || isControl(c);
}

QByteArray quoted(const QByteArray &value)
{
    QByteArray result = value;
    result.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + result + '"';
}

bool isReadable(const QByteArray &value)
{
    if (value.size() > readableLiteral)
        return false;
    return std::none_of(value.begin(), value.end(), isControl);
}

QByteArray spelled(const ClientToken &string)
{
    if (string.kind == ClientToken::Quoted || isReadable(string.value))
        return quoted(string.value);
    return '{' + QByteArray::number(string.value.size()) + '}';
}

QByteArray nameOf(const QList<ClientToken> &tokens)
{
    if (tokens.isEmpty())
        return {};
    const QByteArray first = tokens[0].value.toUpper();
    if (first == "UID" && tokens.size() > 1)
        return "UID " + tokens[1].value.toUpper();
    return first;
}

// Reads one command from the start of a buffer.
class Reader
{
public:
    enum class Braces { Literals, Atoms };

    Reader(const QByteArray &input, int grantedLiterals, bool utf8, Braces braces)
        : m_input(input)
        , m_granted(grantedLiterals)
        , m_utf8(utf8)
        , m_braces(braces)
    {}

    CommandParser::Status readCommand(ClientCommand *command);
    QByteArray error() const { return m_error; }
    qsizetype position() const { return m_pos; }

private:
    enum Outcome { Token, End, Short, Waits, Bad };

    Outcome readTag(QByteArray *tag);
    Outcome readToken();
    Outcome readQuoted();
    Outcome readLiteral(bool binary);
    Outcome readAtom();
    Outcome readSeparator();
    Outcome bad(const char *why)
    {
        m_error = why;
        return Bad;
    }
    bool atEnd() const { return m_pos >= m_input.size(); }
    char peek() const { return m_input[m_pos]; }

    const QByteArray m_input;
    const int m_granted;
    const bool m_utf8;
    const Braces m_braces;
    qsizetype m_pos = 0;
    int m_literals = 0;
    int m_depth = 0;
    QList<ClientToken> m_tokens;
    QByteArray m_error;
};

Reader::Outcome Reader::readTag(QByteArray *tag)
{
    const qsizetype space = m_input.indexOf(' ');
    const qsizetype lineEnd = m_input.indexOf('\n');
    if (space < 0 && lineEnd < 0)
        return Short;
    if (space <= 0 || (lineEnd >= 0 && lineEnd < space))
        return bad("no tag, or no command after it");
    *tag = m_input.left(space);
    for (const char c : *tag) {
        if (endsAtom(c) || c == '+' || c == '{' || c == '%' || c == '*' || c == '\\' || c < 0)
            return bad("illegal character in the tag");
    }
    m_pos = space + 1;
    return Token;
}

Reader::Outcome Reader::readQuoted()
{
    QByteArray value;
    for (++m_pos; !atEnd(); ++m_pos) {
        char c = peek();
        if (c == '"') {
            ++m_pos;
            m_tokens.append(ClientToken{ClientToken::Quoted, value});
            return Token;
        }
        if (c == '\r' || c == '\n' || c == '\0')
            return bad("CR, LF or NUL in a quoted string");
        if (c < 0 && !m_utf8)
            return bad("8-bit octet in a quoted string");
        if (c == '\\') {
            if (++m_pos >= m_input.size())
                return Short;
            c = peek();
            if (c != '\\' && c != '"')
                return bad("only \\ and \" may be escaped in a quoted string");
        }
        value += c;
    }
    return Short;
}

Reader::Outcome Reader::readLiteral(bool binary)
{
    const qsizetype close = m_input.indexOf('}', m_pos);
    if (close < 0)
        return m_input.indexOf('\n', m_pos) < 0 ? Short : bad("unfinished literal");
    QByteArray digits = m_input.mid(m_pos + 1, close - m_pos - 1);
    const bool nonSynchronizing = digits.endsWith('+');
    if (nonSynchronizing)
        digits.chop(1);
    bool isNumber = false;
    const qsizetype size = digits.toLongLong(&isNumber);
    if (!isNumber || size < 0 || digits.startsWith('+') || digits.startsWith('-'))
        return bad("illegal size of a literal");
    if (m_input.size() < close + 3)
        return Short;
    if (m_input.mid(close + 1, 2) != "\r\n")
        return bad("no CRLF after the size of a literal");
    const qsizetype start = close + 3;
    if (!nonSynchronizing && m_literals++ >= m_granted) {
        m_tokens.append(ClientToken{ClientToken::Atom, '{' + digits + '}'});
        if (m_input.size() > start)
            return bad("the literal was sent without waiting for the continuation request");
        m_pos = start;
        return Waits;
    }
    if (m_input.size() < start + size)
        return Short;
    const QByteArray value = m_input.mid(start, size);
    if (!binary && value.contains('\0'))
        return bad("NUL in a literal");
    m_tokens.append(ClientToken{ClientToken::Literal, value, nonSynchronizing, binary});
    m_pos = start + size;
    return Token;
}

// A section like BODY[HEADER.FIELDS (FROM TO)]<0.100> is one atom here.
Reader::Outcome Reader::readAtom()
{
    const qsizetype start = m_pos;
    int brackets = 0;
    for (; !atEnd(); ++m_pos) {
        const char c = peek();
        if (c < 0 && !m_utf8)
            return bad("8-bit octet in an atom");
        if (c == '[')
            ++brackets;
        else if (c == ']' && brackets > 0)
            --brackets;
        else if (brackets > 0 ? isControl(c) : endsAtom(c))
            break;
        else if (c == '{' && m_braces == Braces::Literals)
            return bad("{ in an atom");
        else if (c == '\\' && m_pos != start)
            return bad("\\ in an atom");
    }
    if (atEnd())
        return Short;
    if (brackets > 0)
        return bad("section without end");
    if (m_pos == start)
        return bad("expected a word: two spaces, a trailing space or a control character");
    m_tokens.append(ClientToken{ClientToken::Atom, m_input.mid(start, m_pos - start)});
    return Token;
}

Reader::Outcome Reader::readToken()
{
    if (atEnd())
        return Short;
    switch (peek()) {
    case '(':
        ++m_pos;
        ++m_depth;
        m_tokens.append(ClientToken{ClientToken::ListOpen, {}});
        return Token;
    case '"':
        return readQuoted();
    case '{':
        if (m_braces == Braces::Literals)
            return readLiteral(false);
        break;
    case '~':
        if (m_braces == Braces::Literals && m_pos + 1 < m_input.size()
            && m_input[m_pos + 1] == '{') {
            ++m_pos;
            return readLiteral(true);
        }
        break;
    default:
        break;
    }
    return readAtom();
}

// After a token: exactly one space, the end of a list, or CRLF.
Reader::Outcome Reader::readSeparator()
{
    while (!atEnd() && peek() == ')') {
        if (m_depth-- == 0)
            return bad(") without (");
        m_tokens.append(ClientToken{ClientToken::ListClose, {}});
        ++m_pos;
    }
    if (atEnd())
        return Short;
    if (peek() == ' ') {
        ++m_pos;
        return Token;
    }
    if (peek() != '\r')
        return bad("expected a space, ) or CRLF after a word");
    if (m_pos + 1 >= m_input.size())
        return Short;
    if (m_input[m_pos + 1] != '\n')
        return bad("CR without LF");
    if (m_depth != 0)
        return bad("( without )");
    m_pos += 2;
    return End;
}

CommandParser::Status Reader::readCommand(ClientCommand *command)
{
    Outcome outcome = readTag(&command->tag);
    while (outcome == Token) {
        outcome = readToken();
        if (outcome != Token)
            break;
        const bool listOpened = m_tokens.last().kind == ClientToken::ListOpen;
        if (listOpened && !atEnd() && peek() != ')')
            continue;
        outcome = listOpened && atEnd() ? Short : readSeparator();
    }
    command->tokens = m_tokens;
    command->name = nameOf(m_tokens);
    command->text = written(m_tokens, &spelled);
    command->raw = m_input.left(m_pos);
    switch (outcome) {
    case End:
        return CommandParser::Complete;
    case Waits:
        return CommandParser::NeedsContinuation;
    case Bad:
        return CommandParser::Invalid;
    case Token:
    case Short:
        break;
    }
    return CommandParser::NeedsMore;
}

bool isNil(const ClientToken &token)
{
    return token.kind == ClientToken::Atom && token.value.compare("NIL", Qt::CaseInsensitive) == 0;
}

bool sameToken(const ClientToken &said, const ClientToken &expected, bool caseSensitive)
{
    if (!said.isString() || !expected.isString())
        return said.kind == expected.kind;
    if (isNil(said) != isNil(expected))
        return false;
    if (expected.kind == ClientToken::Atom && said.kind == ClientToken::Literal
        && expected.value == '{' + QByteArray::number(said.value.size()) + '}') {
        return true;
    }
    return said.value.compare(expected.value,
                              caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive)
        == 0;
}

// The index behind one string or one whole list.
qsizetype skipOne(const QList<ClientToken> &tokens, qsizetype index)
{
    int depth = 0;
    do {
        if (tokens[index].kind == ClientToken::ListOpen)
            ++depth;
        else if (tokens[index].kind == ClientToken::ListClose)
            --depth;
        ++index;
    } while (depth > 0 && index < tokens.size());
    return index;
}

QByteArray oneWord(const ClientToken &token, QByteArray (*spell)(const ClientToken &))
{
    switch (token.kind) {
    case ClientToken::ListOpen:
        return "(";
    case ClientToken::ListClose:
        return ")";
    case ClientToken::Atom:
        return token.value;
    case ClientToken::Quoted:
    case ClientToken::Literal:
        break;
    }
    return spell(token);
}

} // namespace

QByteArray written(const QList<ClientToken> &tokens, QByteArray (*spell)(const ClientToken &))
{
    QByteArray text;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const bool isTight = i == 0 || tokens[i].kind == ClientToken::ListClose
            || tokens[i - 1].kind == ClientToken::ListOpen;
        if (!isTight)
            text += ' ';
        text += oneWord(tokens[i], spell);
    }
    return text;
}

QByteArrayList ClientCommand::arguments() const
{
    QByteArrayList result;
    for (qsizetype i = name.startsWith("UID ") ? 2 : 1; i < tokens.size(); ++i) {
        if (tokens[i].isString())
            result.append(tokens[i].value);
    }
    return result;
}

QByteArray CommandParser::takeBuffer()
{
    return std::exchange(m_buffer, {});
}

CommandParser::Status CommandParser::next(ClientCommand *command)
{
    if (m_buffer.isEmpty())
        return NeedsMore;
    Reader reader(m_buffer, m_granted, m_utf8, Reader::Braces::Literals);
    ClientCommand read;
    const Status status = reader.readCommand(&read);
    switch (status) {
    case NeedsMore:
        break;
    case NeedsContinuation:
        m_pending = read;
        break;
    case Invalid:
        m_error = reader.error();
        break;
    case Complete:
        m_buffer.remove(0, reader.position());
        m_granted = 0;
        *command = read;
        break;
    }
    return status;
}

CommandParser::Status CommandParser::nextLine(QByteArray *line)
{
    const qsizetype end = m_buffer.indexOf('\n');
    if (end < 0)
        return NeedsMore;
    if (end == 0 || m_buffer[end - 1] != '\r') {
        m_error = "a line ended with LF alone";
        return Invalid;
    }
    *line = m_buffer.left(end - 1);
    m_buffer.remove(0, end + 1);
    return Complete;
}

void CommandParser::refuseLiteral()
{
    m_buffer.remove(0, m_pending.raw.size());
    m_granted = 0;
}

bool matches(const ClientCommand &command, const QByteArray &pattern)
{
    ClientCommand expected;
    Reader reader("x " + pattern + "\r\n", 0, true, Reader::Braces::Atoms);
    if (reader.readCommand(&expected) != CommandParser::Complete)
        return false;
    const qsizetype nameLength = expected.name.startsWith("UID ") ? 2 : 1;
    qsizetype said = 0;
    for (qsizetype i = 0; i < expected.tokens.size(); ++i) {
        const ClientToken &token = expected.tokens[i];
        if (token.value == "$rest")
            return true;
        if (said >= command.tokens.size())
            return false;
        if (token.value == "$any") {
            if (command.tokens[said].kind == ClientToken::ListClose)
                return false;
            said = skipOne(command.tokens, said);
        } else if (!sameToken(command.tokens[said++], token, i >= nameLength)) {
            return false;
        }
    }
    return said == command.tokens.size();
}

} // namespace QImap4Test
