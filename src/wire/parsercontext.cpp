// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/parsercontext_p.h"

#include "wire/mutf7_p.h"

#include <utility>

namespace QImap4Internal {

namespace {

// A server can cause a warning with each response; what nobody takes must not pile up.
constexpr qsizetype keptWarnings = 100;
constexpr qsizetype keptWarningBytes = 256;
constexpr qsizetype keptMalformedBytes = 64 * 1024;

QByteArray firstBytes(QByteArrayView bytes, qsizetype maximum)
{
    return bytes.first(std::min(bytes.size(), maximum)).toByteArray();
}

} // namespace

void ParserContext::warn(const char *text)
{
    if (m_warnings.size() < keptWarnings)
        m_warnings.append(
            {QString::fromLatin1(text), firstBytes(m_frame->bytes(), keptWarningBytes)});
}

void ParserContext::warn(FlagListQuirk quirk)
{
    switch (quirk) {
    case FlagListQuirk::None:
        return;
    case FlagListQuirk::NotAList:
        return warn("flags that are no list");
    case FlagListQuirk::Quoted:
        return warn("quoted flag");
    case FlagListQuirk::Nested:
        return warn("list within a flag list");
    case FlagListQuirk::Empty:
        return warn("flag without a name");
    case FlagListQuirk::NoBackslash:
        return warn("flag * without its backslash");
    case FlagListQuirk::Spaced:
        return warn("space before a parenthesis");
    case FlagListQuirk::Joined:
        return warn("no space between two flags");
    case FlagListQuirk::TooLong:
        return warn("list longer than its limit");
    }
}

QList<ParserWarning> ParserContext::takeWarnings()
{
    return std::exchange(m_warnings, {});
}

MalformedResponse ParserContext::malformed(const char *reason) const
{
    MalformedResponse response;
    response.raw = firstBytes(m_frame->bytes(), keptMalformedBytes);
    response.reason = QString::fromLatin1(reason);
    return response;
}

MalformedResponse ParserContext::tooLong() const
{
    return malformed(TooLong);
}

bool ParserContext::readTexts(const Value &list, QByteArrayList &texts) const
{
    Scanner scanner(list.isList() ? list.bytes : QByteArrayView(), m_limits.nesting);
    const auto read = [&texts](const Value &value) -> const char * {
        if (value.isText())
            texts.append(value.text());
        return nullptr;
    };
    return !forEachValue(scanner, read);
}

Value ParserContext::readMailbox(Scanner &scanner)
{
    Value name = scanner.value();
    Scanner behind = scanner;
    const QByteArrayView word = behind.word();
    const bool within = word.startsWith('(') && word.count('(') == word.count(')');
    if (name.kind != Value::Atom || !within)
        return name;
    warn("mailbox name that should be quoted");
    name.bytes = QByteArrayView(name.bytes.data(), behind.position() - name.bytes.data());
    scanner = behind;
    return name;
}

QString ParserContext::mailboxName(const Value &value) const
{
    return QImap4Mailbox(mailboxName(value.name())).name();
}

QString ParserContext::mailboxName(const QByteArray &bytes) const
{
    return m_utf8 ? QString::fromUtf8(bytes) : decodeMutf7(bytes);
}

} // namespace QImap4Internal
