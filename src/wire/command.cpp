// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/command_p.h"

#include "wire/commandgrammar_p.h"
#include "wire/datetime_p.h"
#include "wire/mutf7_p.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

bool isInbox(const QString &name)
{
    return name.size() == 5 && name.toLatin1().compare("INBOX", Qt::CaseInsensitive) == 0;
}

} // namespace

Command::Command(QByteArrayView name)
    : m_name(name.toByteArray())
{
    if (!isCommandName(name))
        refuse("the command's name is no atom");
}

Command &Command::atom(QByteArrayView text)
{
    if (!isAtom(text))
        return refuse("an atom holds a character that is not allowed in it");
    return add(Form::Words, text.toByteArray());
}

Command &Command::secretAtom(QByteArrayView text)
{
    if (!isAtom(text))
        return refuse("a secret atom holds a character that is not allowed in it");
    return add(Form::Words, text.toByteArray(), Secrecy::Secret);
}

Command &Command::number(quint64 value)
{
    return add(Form::Words, QByteArray::number(value));
}

Command &Command::string(const QString &text)
{
    return addText(Form::String, text);
}

Command &Command::string(const QByteArray &bytes)
{
    return add(Form::String, bytes);
}

Command &Command::astring(const QByteArray &bytes)
{
    return add(Form::AString, bytes);
}

Command &Command::secret(const QString &text)
{
    return addText(Form::String, text, Secrecy::Secret);
}

Command &Command::mailbox(const QString &name)
{
    return addMailbox(Form::AString, isInbox(name) ? QStringLiteral("INBOX") : name);
}

Command &Command::mailboxPattern(const QString &pattern)
{
    return addMailbox(Form::ListMailbox, pattern);
}

Command &Command::set(const QImap4MessageSet &set)
{
    if (set.isEmpty())
        return refuse("the set of messages is empty");
    return add(Form::Words, set.toString());
}

Command &Command::flags(const QImap4Flags &flags)
{
    QImap4Flags sent = flags;
    // Only servers may say these two (RFC 9051, 2.3.2 and 7.1).
    sent.set(QImap4Flags::Recent, false);
    sent.set(QImap4Flags::AnyKeyword, false);
    const QByteArrayList &keywords = sent.keywords();
    if (!std::all_of(keywords.cbegin(), keywords.cend(),
                     [](const QByteArray &keyword) { return isAtom(keyword); }))
        return refuse("a keyword is no atom");
    return add(Form::Words, '(' + sent.toList().join(' ') + ')');
}

Command &Command::date(const QDate &date)
{
    const QByteArray text = formatDate(date);
    if (text.isEmpty())
        return refuse("the date is not valid");
    return add(Form::Words, text);
}

Command &Command::internalDate(const QDateTime &dateTime)
{
    const QByteArray text = formatInternalDate(dateTime);
    if (text.isEmpty())
        return refuse("the date is not valid");
    return add(Form::Words, '"' + text + '"');
}

Command &Command::search(const QImap4SearchKey &key)
{
    using Token = QImap4SearchKey::Token;
    if (key.isAll())
        return atom("ALL");
    for (const Token &token : key.tokens()) {
        if (token.kind == Token::Open)
            open();
        else if (token.kind == Token::Close)
            close();
        else if (token.kind == Token::String)
            string(token.text);
        else if (isAtom(token.word) || isSequenceSet(token.word))
            add(Form::Words, token.word);
        else
            return refuse("a search key cannot be sent");
    }
    return *this;
}

Command &Command::literal(const QByteArray &content)
{
    return add(Form::Literal, content);
}

Command &Command::streamedLiteral(quint64 octets)
{
    return add(Form::StreamedLiteral, QByteArray::number(octets));
}

Command &Command::section(QByteArrayView name, QByteArrayView section)
{
    const SectionText text = readSection(section);
    if (!isAtom(name) || !text.valid)
        return refuse("a section is not valid");
    return add(Form::Words,
               name.toByteArray() + '[' + text.spec.toByteArray() + ']'
                   + text.partial.toByteArray());
}

Command &Command::charset()
{
    return add(Form::Charset, "CHARSET UTF-8");
}

Command &Command::nil()
{
    return add(Form::Words, QByteArrayLiteral("NIL"));
}

Command &Command::open()
{
    return add(Form::Open, {});
}

Command &Command::close()
{
    return add(Form::Close, {});
}

quint64 Command::Argument::literalOctets() const
{
    if (form == Form::StreamedLiteral)
        return bytes.toULongLong();
    return form == Form::Literal ? quint64(bytes.size()) : 0;
}

quint64 Command::literalOctets() const
{
    quint64 sum = 0;
    for (const Argument &argument : m_arguments)
        sum += argument.literalOctets();
    return sum;
}

quint64 Command::largestLiteral() const
{
    quint64 largest = 0;
    for (const Argument &argument : m_arguments)
        largest = std::max(largest, argument.literalOctets());
    return largest;
}

Command &Command::add(Form form, const QByteArray &bytes, Secrecy secrecy)
{
    if (bytes.contains('\0'))
        return refuse("an argument holds a NUL");
    m_arguments.append({form, secrecy, bytes, {}});
    return *this;
}

Command &Command::addText(Form form, const QString &text, Secrecy secrecy)
{
    // Half a surrogate pair would silently become another text.
    if (!text.isValidUtf16())
        return refuse("a text is not valid Unicode");
    return add(form, text.toUtf8(), secrecy);
}

// How the name is spelt depends on what is enabled when the command goes out.
Command &Command::addMailbox(Form form, const QString &name)
{
    const qsizetype before = m_arguments.size();
    addText(form, name);
    if (m_arguments.size() > before)
        m_arguments.last().mutf7 = encodeMutf7(name);
    return *this;
}

// The reason never holds the argument: it may be a secret.
Command &Command::refuse(const char *reason)
{
    if (!m_error) {
        m_error = QImap4Error(QImap4Error::InvalidArgumentError, QString::fromLatin1(reason));
        m_error.setCommandName(QString::fromLatin1(m_name));
    }
    return *this;
}

} // namespace QImap4Internal
