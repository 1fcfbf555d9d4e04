// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/command_p.h"

#include "wire/commandgrammar_p.h"

#include <QtCore/qstringconverter.h>

#include <algorithm>

// How a command becomes bytes: RFC 9051, sections 4.3 and 9; RFC 7888 for literals.
namespace QImap4Internal {

namespace {

// Longer strings go as literals: some servers take no longer lines.
constexpr qsizetype LongestQuoted = 1000;
// RFC 7888, 5: what LITERAL- lets go without the server's word.
constexpr qsizetype LongestSmallLiteral = 4096;
// Content of this size is a segment of its own, so that it need not be copied.
constexpr qsizetype SharedContent = 16 * 1024;

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError();
}

bool isAscii(const QByteArray &bytes)
{
    return std::none_of(bytes.begin(), bytes.end(), [](char c) { return uchar(c) >= 0x80; });
}

bool isQuotable(const QByteArray &bytes, const EncodingOptions &options)
{
    if (bytes.size() > LongestQuoted)
        return false;
    bool ascii = true;
    for (char c : bytes) {
        if (c == '\r' || c == '\n')
            return false;
        ascii = ascii && uchar(c) < 0x80;
    }
    return ascii || (options.utf8 && isUtf8(bytes));
}

QByteArray quoted(const QByteArray &bytes)
{
    QByteArray text;
    text.reserve(bytes.size() + 2);
    text += '"';
    for (char c : bytes) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += c;
    }
    text += '"';
    return text;
}

} // namespace

class Command::Encoder
{
public:
    explicit Encoder(const EncodingOptions &options)
        : m_options(options)
    {}

    void put(const QByteArray &bytes, Secrecy secrecy = Secrecy::Public)
    {
        const bool secret = secrecy == Secrecy::Secret;
        if (secret != m_current.secret)
            flush();
        m_current.secret = secret;
        if (m_current.bytes.isEmpty())
            m_current.bytes = bytes; // shared until something is added
        else
            m_current.bytes += bytes;
    }

    void put(const Argument &argument)
    {
        const bool useMutf7 = argument.mutf7 && !m_options.utf8;
        const QByteArray &bytes = useMutf7 ? *argument.mutf7 : argument.bytes;
        switch (argument.form) {
        case Form::Words:
        case Form::Charset:
            put(bytes, argument.secrecy);
            break;
        case Form::Open:
            put("(");
            break;
        case Form::Close:
            put(")");
            break;
        case Form::Literal:
            putContent(bytes, argument.secrecy);
            break;
        case Form::StreamedLiteral:
            putStreamed(argument);
            break;
        case Form::AString:
            putString(bytes, isAStringAtom(bytes), argument.secrecy);
            break;
        case Form::ListMailbox:
            putString(bytes, isListMailboxAtom(bytes), argument.secrecy);
            break;
        case Form::String:
            putString(bytes, false, argument.secrecy);
            break;
        }
    }

    QList<CommandSegment> finish()
    {
        put("\r\n");
        flush();
        return m_segments;
    }

private:
    void putString(const QByteArray &bytes, bool asAtom, Secrecy secrecy)
    {
        if (asAtom && bytes.size() <= LongestQuoted)
            put(bytes, secrecy);
        else if (isQuotable(bytes, m_options))
            put(quoted(bytes), secrecy);
        else
            putLiteral(bytes, mustWait(bytes.size()), secrecy);
    }

    // Headers of parts may hold 8-bit text as well as the first one: all of it is looked at. What
    // LITERAL+ allows for "~{" without BINARY (RFC 7888, 6) is not worth the difference.
    void putContent(const QByteArray &content, Secrecy secrecy)
    {
        if (!m_options.utf8Content || isAscii(content)) {
            putLiteral(content, mustWait(content.size()), secrecy);
            return;
        }
        put("UTF8 (~");
        putLiteral(content, true, secrecy);
        put(")");
    }

    // Nobody can look at what is not here yet.
    void putStreamed(const Argument &argument)
    {
        if (m_options.utf8Content)
            put("UTF8 (~");
        announceLiteral(argument);
        if (m_options.utf8Content)
            put(")");
    }

    // The size of a secret is part of it.
    void putLiteral(const QByteArray &content, bool waits, Secrecy secrecy)
    {
        put('{' + QByteArray::number(content.size()) + (waits ? "}\r\n" : "+}\r\n"), secrecy);
        if (waits) {
            m_current.waitForContinuation = true;
            flush();
        }
        if (content.isEmpty())
            return;
        if (content.size() >= SharedContent)
            flush();
        put(content, secrecy);
        if (content.size() >= SharedContent)
            flush();
    }

    void announceLiteral(const Argument &argument)
    {
        put('{' + argument.bytes + "}\r\n", argument.secrecy);
        m_current.waitForContinuation = true;
        m_current.contentFollows = argument.literalOctets();
        flush();
    }

    bool mustWait(qsizetype size) const
    {
        using Literals = EncodingOptions::Literals;
        if (m_options.literals == Literals::NonSynchronizing)
            return false;
        return m_options.literals == Literals::Synchronizing || size > LongestSmallLiteral;
    }

    void flush()
    {
        if (!m_current.bytes.isEmpty())
            m_segments.append(m_current);
        m_current = {};
    }

    const EncodingOptions m_options;
    QList<CommandSegment> m_segments;
    CommandSegment m_current;
};

QList<CommandSegment> Command::encode(QByteArrayView tag, const EncodingOptions &options) const
{
    if (m_error)
        return {};
    Encoder encoder(options);
    encoder.put(tag.toByteArray() + ' ' + m_name);
    bool opened = false;
    for (const Argument &argument : m_arguments) {
        const bool sayCharset = !options.utf8 && options.charset == EncodingOptions::Charset::Said;
        if (argument.form == Form::Charset && !sayCharset)
            continue;
        if (!opened && argument.form != Form::Close)
            encoder.put(" ");
        encoder.put(argument);
        opened = argument.form == Form::Open;
    }
    return encoder.finish();
}

QByteArrayList Command::secrets() const
{
    QByteArrayList result;
    for (const Argument &argument : m_arguments) {
        if (argument.secrecy == Secrecy::Secret)
            result.append(argument.bytes);
    }
    return result;
}

} // namespace QImap4Internal
