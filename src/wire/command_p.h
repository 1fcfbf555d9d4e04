// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_COMMAND_P_H
#define QIMAP4_WIRE_COMMAND_P_H

#include "qimap4error.h"
#include "qimap4flags.h"
#include "qimap4global.h"
#include "qimap4messageset.h"
#include "qimap4search.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qvariant.h>

#include <optional>

namespace QImap4Internal {

// How literals and 8-bit text may be sent, which is known only when the command goes out.
struct EncodingOptions
{
    enum class Literals {
        Synchronizing,
        NonSynchronizing, // LITERAL+
        NonSynchronizingSmall // LITERAL-
    };
    enum class Charset { Said, Unsaid }; // of SEARCH, where text is not ASCII
    Literals literals = Literals::Synchronizing;
    // UTF8=ACCEPT or IMAP4rev2 is enabled: no modified UTF-7, UTF-8 in quoted strings.
    bool utf8 = false;
    // UTF8=ACCEPT is enabled: content that is not ASCII goes as "UTF8 (~{...})" (RFC 6855, 4).
    bool utf8Content = false;
    Charset charset = Charset::Said;
};

// The bytes of a command up to the next point where the server must say "+".
struct CommandSegment
{
    QByteArray bytes;
    bool waitForContinuation = false; // behind it
    bool secret = false; // never logged
    quint64 contentFollows = 0; // bytes of a literal that somebody else brings, behind it
};

// One command with typed arguments, checked when they are added and encoded when it is sent.
// Whatever the arguments hold, the bytes are exactly one command, or error() is set. NUL is
// refused everywhere: no string or literal of IMAP can hold it (RFC 9051, section 9, CHAR8).
class QIMAP4_AUTOTEST_EXPORT Command
{
public:
    Command() = default;
    explicit Command(QByteArrayView name); // may hold a space: "UID FETCH"

    const QByteArray &name() const { return m_name; }
    const QImap4Error &error() const { return m_error; } // the first argument that cannot be sent

    // Each puts one argument, with the space before it where one belongs.
    Command &atom(QByteArrayView text); // refused unless all atom characters
    Command &secretAtom(QByteArrayView text); // an initial SASL response, never logged
    Command &number(quint64 value);
    Command &string(const QString &text); // quoted or literal
    Command &string(const QByteArray &bytes);
    Command &astring(const QByteArray &bytes); // atom, quoted or literal
    Command &secret(const QString &text); // as string, never logged
    Command &mailbox(const QString &name); // modified UTF-7 or UTF-8
    Command &mailboxPattern(const QString &pattern); // with % and *
    Command &set(const QImap4MessageSet &set); // refused when empty
    Command &flags(const QImap4Flags &flags); // "(\Seen $Work)"
    Command &date(const QDate &date); // "1-Feb-1994", for SEARCH
    Command &internalDate(const QDateTime &dateTime); // "\"01-Feb-1994 12:00:00 +0100\""
    Command &search(const QImap4SearchKey &key);
    Command &literal(const QByteArray &content); // always as a literal: a message
    // A literal whose bytes are not here. It is announced, and asked for by the server, before
    // they are sent, so that a refusal comes before and not in the middle of them.
    Command &streamedLiteral(quint64 octets);
    // BODY.PEEK[1.HEADER.FIELDS (TO)]<0.9>: the part "<0.9>" stands at the end of `section`.
    Command &section(QByteArrayView name, QByteArrayView section);
    Command &charset(); // "CHARSET UTF-8", but not where UTF-8 is agreed on (RFC 6855, 3)
    Command &nil();
    Command &open(); // "("
    Command &close(); // ")"
    Command &variant(const QVariant &value); // for QImap4::command()

    // What to write, in order; nothing if error() is set.
    QList<CommandSegment> encode(QByteArrayView tag, const EncodingOptions &options) const;
    QByteArrayList secrets() const; // the arguments that must not be shown
    quint64 literalOctets() const; // content that literals hold, for progress
    quint64 largestLiteral() const;

private:
    enum class Form : quint8 {
        Words, // as they are
        String, // quoted or literal
        AString, // atom, quoted or literal
        ListMailbox, // atom with wildcards, quoted or literal
        Literal,
        StreamedLiteral, // `bytes` is its size
        Charset,
        Open,
        Close,
    };
    enum class Secrecy : quint8 { Public, Secret };

    struct Argument
    {
        Form form = Form::Words;
        Secrecy secrecy = Secrecy::Public;
        QByteArray bytes;
        std::optional<QByteArray> mutf7; // of a mailbox name, instead of `bytes` without UTF-8

        quint64 literalOctets() const;
    };

    class Encoder;

    Command &add(Form form, const QByteArray &bytes, Secrecy secrecy = Secrecy::Public);
    Command &addText(Form form, const QString &text, Secrecy secrecy = Secrecy::Public);
    Command &addMailbox(Form form, const QString &name);
    Command &refuse(const char *reason);
    Command &compatible(const QByteArray &text);
    template <typename List>
    Command &list(const List &values);

    QByteArray m_name;
    QImap4Error m_error;
    QList<Argument> m_arguments;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_COMMAND_P_H
