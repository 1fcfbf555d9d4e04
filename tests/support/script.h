// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_SCRIPT_H
#define QIMAP4TEST_SCRIPT_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

#include <chrono>

namespace QImap4Test {

// One line of a dialogue between a client and the scripted server. Build scripts with the functions
// below, so that a test reads like the protocol:
//
//     server.setScript({
//         S("* OK ready"),
//         C("LOGIN alice secret"),
//         S("$tag OK logged in"),
//         C("FETCH 1 FLAGS"),
//         C("FETCH 2 FLAGS"),
//         S("$tag OK second"), // the last command
//         S("$tag1 OK first"), // the one before it
//     });
struct Step
{
    enum Kind {
        Send,
        Expect,
        ExpectExactly,
        ExpectMatching,
        ExpectLine,
        ExpectLiteral,
        BeginTls,
        Pause,
        SetChunkSize,
        AwaitRelease,
        GoSilent,
        Disconnect,
        DropConnection,
        ResetConnection,
    };

    Kind kind;
    QByteArray bytes;
    QByteArray label;
    int number = 0;

    // Gives the tag of an expected command a name: C("SELECT INBOX").as("sel"), S("$sel OK").
    Step as(const QByteArray &name) const { return {kind, bytes, name, number}; }
};

using Script = QList<Step>;

// Server lines: "\r\n" is added, "$tag" is the tag of the last command that was matched, "$tag1",
// "$tag2", ... the tag of the first, second, ... command before that one. Consecutive lines are
// written together.
inline Step S(const QByteArray &line)
{
    return {Step::Send, line + "\r\n", {}};
}

// The same without "\r\n": for lines with literals and for octets that no line would hold.
inline Step Raw(const QByteArray &octets)
{
    return {Step::Send, octets, {}};
}

// A command of the client, without its tag; see matches() for what the pattern may say.
inline Step C(const QByteArray &command)
{
    return {Step::Expect, command, {}};
}

// The octets behind the tag, exactly so, without the final CRLF.
inline Step CExactly(const QByteArray &octets)
{
    return {Step::ExpectExactly, octets, {}};
}

// A regular expression for the whole of ClientCommand::text.
inline Step CMatching(const QByteArray &regularExpression)
{
    return {Step::ExpectMatching, regularExpression, {}};
}

// A line without a tag: a SASL response, or DONE.
inline Step CLine(const QByteArray &line)
{
    return {Step::ExpectLine, line, {}};
}

// A command up to its first literal, for example CLiteral("APPEND INBOX {310}"). The script then
// says S("+ go ahead") and has C("APPEND INBOX {310}") next, or refuses it by another answer.
// Without this step the server asks for literals by itself.
inline Step CLiteral(const QByteArray &start)
{
    return {Step::ExpectLiteral, start, {}};
}

// TLS from here on; "inject" is sent in the clear, in one segment with the lines before.
inline Step StartTls(const QByteArray &inject = {})
{
    return {Step::BeginTls, inject, {}};
}

// Nothing is done for a while.
inline Step Pause(std::chrono::milliseconds time)
{
    return {Step::Pause, {}, {}, static_cast<int>(time.count())};
}

// From here on, output is written in pieces of this many octets; 0 ends that.
inline Step Chunks(int octets)
{
    return {Step::SetChunkSize, {}, {}, octets};
}

// Waits for ScriptedServer::release().
inline Step Hold()
{
    return {Step::AwaitRelease, {}, {}};
}

// The socket stays open, nothing is sent or understood any more.
inline Step Stall()
{
    return {Step::GoSilent, {}, {}};
}

// Ends the connection in order (close_notify under TLS, then FIN).
inline Step Close()
{
    return {Step::Disconnect, {}, {}};
}

// FIN without a word; under TLS that is a truncation.
inline Step Drop()
{
    return {Step::DropConnection, {}, {}};
}

// RST.
inline Step Reset()
{
    return {Step::ResetConnection, {}, {}};
}

} // namespace QImap4Test

#endif // QIMAP4TEST_SCRIPT_H
