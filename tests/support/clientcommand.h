// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_CLIENTCOMMAND_H
#define QIMAP4TEST_CLIENTCOMMAND_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>

namespace QImap4Test {

// One word of a command as the client spelled it.
struct ClientToken
{
    enum Kind { Atom, Quoted, Literal, ListOpen, ListClose };

    Kind kind = Atom;
    QByteArray value; // unquoted, unescaped; the octets of a literal
    bool nonSynchronizing = false; // {n+}
    bool binary = false; // ~{n}

    bool isString() const { return kind == Atom || kind == Quoted || kind == Literal; }
};

// One complete thing that a client said: a tagged command with all its literals, or, after a
// continuation request, one line without a tag (a SASL response, DONE).
struct ClientCommand
{
    int connection = 0; // 1 for the first connection a server accepted
    QByteArray tag; // of a continuation line: the tag of the command that it continues
    QByteArray name; // upper case; "UID FETCH" for a command with a UID prefix
    QList<ClientToken> tokens; // everything after the tag
    QByteArray text; // readable: tokens as sent, literals as "text" or {n}
    QByteArray raw; // the octets, with literals and the final CRLF
    bool isContinuation = false; // a line without tag; the line is in text

    // The strings and atoms after the name, outside and inside of lists, without parentheses.
    QByteArrayList arguments() const;
};

// Tokens as one line: strings that are no atoms are given to a function, which spells them.
QByteArray written(const QList<ClientToken> &tokens, QByteArray (*spell)(const ClientToken &));

// Tells complete commands from a stream of octets. Written from the grammar of RFC 9051, on
// purpose without a line in common with the library: what this parser refuses, a strict server
// may refuse too (double spaces, bare CR, 8-bit text in quoted strings, unbalanced lists, ...).
class CommandParser
{
public:
    enum Status {
        NeedsMore, // not a whole command yet
        NeedsContinuation, // the client announced a literal and waits for "+"
        Complete,
        Invalid // see error()
    };

    // 8-bit octets in quoted strings are legal only after ENABLE UTF8=ACCEPT (RFC 6855).
    void setUtf8Accepted(bool accepted) { m_utf8 = accepted; }

    void feed(const QByteArray &octets) { m_buffer += octets; }
    bool isEmpty() const { return m_buffer.isEmpty(); }
    QByteArray takeBuffer();

    Status next(ClientCommand *command);
    Status nextLine(QByteArray *line);

    // With NeedsContinuation: what stands before the literal, and what becomes of it.
    ClientCommand pending() const { return m_pending; }
    void grantLiteral() { ++m_granted; }
    void refuseLiteral();

    QByteArray error() const { return m_error; }

private:
    QByteArray m_buffer;
    QByteArray m_error;
    ClientCommand m_pending;
    int m_granted = 0;
    bool m_utf8 = false;
};

// Whether a command is what a script wrote down. Strings are compared by value, whether they came
// as atom, quoted string or literal, but NIL and "NIL" differ; the command's name is compared
// without case. In the pattern, {n} stands for any literal of n octets, $any for one string or
// one whole list, $rest for whatever follows.
bool matches(const ClientCommand &command, const QByteArray &pattern);

} // namespace QImap4Test

#endif // QIMAP4TEST_CLIENTCOMMAND_H
