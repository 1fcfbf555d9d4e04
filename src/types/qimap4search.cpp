// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4search.h"

#include "types/englishmonth_p.h"

#include <algorithm>
#include <array>
#include <optional>

/*!
    \class QImap4SearchKey
    \brief A search criterion, built from parts (RFC 9051, section 6.4.4).

    \code
    QImap4SearchKey::from(name) && (QImap4SearchKey::unseen() || QImap4SearchKey::larger(100000))
    \endcode

    Text may be anything and is never spliced into the command. A criterion that cannot be sent,
    for example one with an invalid date, makes the search fail with
    QImap4Error::InvalidArgumentError before anything is sent.
*/

/*!
    \class QImap4SearchResult
    \brief What a search found (RFC 9051, section 7.3.4; RFC 4731).

    \c minimum, \c maximum and \c count are there if they were asked for.

    \class QImap4SearchWindow
    \brief A part of a long result: the answer to PARTIAL (RFC 9394, section 3.1; RFC 5267, section
    4.4).

    \c first and \c last are positions in the whole result, both included, from 1 on; negative ones
    count from its end, -1 is the last. \c messages are in the order of the result; empty, if there
    is nothing at these positions.

    \class QImap4SearchChange
    \brief A change to a result that the server keeps up to date: ADDTO and REMOVEFROM (RFC 5267,
    section 4.3).

    With \c Added, the messages were put in before \c position, which counts from 1; with
    \c Removed, they were at \c position. 0 stands for a result whose order does not matter. The
    changes of a response are made one after the other: each finds the positions that the one before
    it left.
*/

namespace {

using Key = QImap4SearchKey;
using Token = QImap4SearchKey::Token;

struct KeyArity
{
    QByteArrayView name;
    int arguments;
};

// Search keys that take something behind them; all others stand alone.
constexpr std::array<KeyArity, 21> arities{{
    {"BCC", 1},        {"BEFORE", 1},  {"BODY", 1},      {"CC", 1},     {"FROM", 1},
    {"HEADER", 2},     {"KEYWORD", 1}, {"LARGER", 1},    {"MODSEQ", 1}, {"ON", 1},
    {"SENTBEFORE", 1}, {"SENTON", 1},  {"SENTSINCE", 1}, {"SINCE", 1},  {"SMALLER", 1},
    {"SUBJECT", 1},    {"TEXT", 1},    {"TO", 1},        {"UID", 1},    {"UNKEYWORD", 1},
    {"YOUNGER", 1},
}};

struct FlagKey
{
    QImap4Flags::SystemFlag flag;
    const char *key;
};

constexpr std::array<FlagKey, 6> flagKeys{{
    {QImap4Flags::Answered, "ANSWERED"},
    {QImap4Flags::Deleted, "DELETED"},
    {QImap4Flags::Draft, "DRAFT"},
    {QImap4Flags::Flagged, "FLAGGED"},
    {QImap4Flags::Recent, "RECENT"},
    {QImap4Flags::Seen, "SEEN"},
}};

Token word(const QByteArray &text)
{
    return {Token::Word, text, {}};
}

Token string(const QString &text)
{
    return {Token::String, {}, text};
}

// A word without letters: nothing that could be sent, so the encoder refuses it.
Token unsendable()
{
    return word({});
}

Token dateWord(const QDate &date)
{
    if (!date.isValid() || date.year() < 1 || date.year() > 9999)
        return unsendable();
    return word(QByteArray::number(date.day()) + '-'
                + QImap4Internal::englishMonth(date.month()).toByteArray() + '-'
                + QByteArray::number(date.year()).rightJustified(4, '0'));
}

int argumentsOf(QByteArrayView name)
{
    for (const KeyArity &entry : arities) {
        if (entry.name.size() == name.size() && entry.name.compare(name, Qt::CaseInsensitive) == 0)
            return entry.arguments;
    }
    return 0;
}

bool isWord(const Token &token, QByteArrayView name)
{
    return token.kind == Token::Word && token.word.size() == name.size()
        && token.word.compare(name, Qt::CaseInsensitive) == 0;
}

// Whether the tokens are exactly one search-key, which OR and NOT can take without parentheses.
bool isSingleKey(const QList<Token> &tokens)
{
    qsizetype wanted = 1; // keys still to come
    int depth = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const Token &token = tokens.at(i);
        if (wanted == 0)
            return false;
        if (token.kind == Token::Open) {
            ++depth;
        } else if (token.kind == Token::Close) {
            if (--depth == 0)
                --wanted;
        } else if (depth > 0) {
            continue;
        } else if (isWord(token, "OR")) {
            ++wanted;
        } else if (!isWord(token, "NOT")) {
            i += token.kind == Token::Word ? argumentsOf(token.word) : 0;
            if (i >= tokens.size())
                return false; // what is missing must not be taken from the next key
            --wanted;
        }
    }
    return wanted == 0 && depth == 0;
}

QList<Token> grouped(const QList<Token> &tokens)
{
    if (isSingleKey(tokens))
        return tokens;
    QList<Token> group;
    group.reserve(tokens.size() + 2);
    group.append({Token::Open, {}, {}});
    group += tokens;
    group.append({Token::Close, {}, {}});
    return group;
}

bool isFieldName(const QByteArray &field)
{
    // RFC 5322, 2.2
    return !field.isEmpty() && std::all_of(field.begin(), field.end(), [](char c) {
        return c > ' ' && c < '\x7f' && c != ':';
    });
}

// Characters of an atom, and what stands in sequence-sets.
bool isRawCharacter(char c)
{
    return c > ' ' && c < '\x7f' && !QByteArrayView("(){%\"\\]").contains(c);
}

// `*` is no atom character, but "12:*" is a set.
bool isRawWord(const QByteArray &text)
{
    if (!text.contains('*'))
        return true;
    bool ok = false;
    QImap4MessageSet::fromString(text, QImap4MessageSet::Uids, &ok);
    return ok;
}

std::optional<QList<Token>> readRaw(const QByteArray &text)
{
    QList<Token> tokens;
    int depth = 0;
    for (qsizetype i = 0; i < text.size();) {
        const char c = text.at(i);
        if (c == '(' || c == ')') {
            depth += c == '(' ? 1 : -1;
            // "()" is no search-key.
            if (depth < 0 || (c == ')' && tokens.last().kind == Token::Open))
                return std::nullopt;
            tokens.append({c == '(' ? Token::Open : Token::Close, {}, {}});
            ++i;
        } else if (c == ' ') {
            ++i;
        } else {
            const qsizetype begin = i;
            while (i < text.size() && isRawCharacter(text.at(i)))
                ++i;
            const QByteArray raw = text.sliced(begin, i - begin);
            if (raw.isEmpty() || !isRawWord(raw))
                return std::nullopt;
            tokens.append(word(raw));
        }
    }
    if (depth != 0 || tokens.isEmpty())
        return std::nullopt;
    return tokens;
}

} // namespace

/*! Makes the key that matches every message. */
QImap4SearchKey::QImap4SearchKey() = default;

/*! Returns the key that matches every message. */
QImap4SearchKey QImap4SearchKey::all()
{
    return {};
}

/*! Matches messages with the system flag \a flag. AnyKeyword is no flag that can be looked for. */
QImap4SearchKey QImap4SearchKey::hasFlag(QImap4Flags::SystemFlag flag)
{
    for (const FlagKey &entry : flagKeys) {
        if (entry.flag == flag)
            return make({word(entry.key)});
    }
    return flag == QImap4Flags::NoFlag ? QImap4SearchKey() : make({unsendable()});
}

/*! Matches messages with the keyword \a name; the name of a system flag works, too. */
QImap4SearchKey QImap4SearchKey::keyword(const QByteArray &name)
{
    const QImap4Flags flags = QImap4Flags::keyword(name);
    if (flags.system())
        return hasFlag(QImap4Flags::SystemFlag(flags.system().toInt()));
    return make({word("KEYWORD"), word(name)});
}

QImap4SearchKey QImap4SearchKey::seen()
{
    return make({word("SEEN")});
}

QImap4SearchKey QImap4SearchKey::unseen()
{
    return make({word("UNSEEN")});
}

/*! Matches messages with \a text in the From field, in any case. */
QImap4SearchKey QImap4SearchKey::from(const QString &text)
{
    return make({word("FROM"), string(text)});
}

QImap4SearchKey QImap4SearchKey::to(const QString &text)
{
    return make({word("TO"), string(text)});
}

QImap4SearchKey QImap4SearchKey::cc(const QString &text)
{
    return make({word("CC"), string(text)});
}

QImap4SearchKey QImap4SearchKey::bcc(const QString &text)
{
    return make({word("BCC"), string(text)});
}

QImap4SearchKey QImap4SearchKey::subject(const QString &text)
{
    return make({word("SUBJECT"), string(text)});
}

/*! Matches messages with \a text in the body. */
QImap4SearchKey QImap4SearchKey::body(const QString &text)
{
    return make({word("BODY"), string(text)});
}

/*! Matches messages with \a text in the header or the body. */
QImap4SearchKey QImap4SearchKey::text(const QString &text)
{
    return make({word("TEXT"), string(text)});
}

/*! Matches messages whose header \a field holds \a text; an empty text asks for the field alone. */
QImap4SearchKey QImap4SearchKey::header(const QByteArray &field, const QString &text)
{
    if (!isFieldName(field))
        return make({unsendable()});
    return make({word("HEADER"), string(QString::fromLatin1(field)), string(text)});
}

/*! Matches messages that arrived on the day \a internalDate, in the server's zone, or later. */
QImap4SearchKey QImap4SearchKey::since(const QDate &internalDate)
{
    return make({word("SINCE"), dateWord(internalDate)});
}

/*! Matches messages that arrived before the day \a internalDate. */
QImap4SearchKey QImap4SearchKey::before(const QDate &internalDate)
{
    return make({word("BEFORE"), dateWord(internalDate)});
}

/*! Matches messages that arrived on the day \a internalDate. */
QImap4SearchKey QImap4SearchKey::on(const QDate &internalDate)
{
    return make({word("ON"), dateWord(internalDate)});
}

/*! Matches messages whose Date field says \a date or later, without regard to time and zone. */
QImap4SearchKey QImap4SearchKey::sentSince(const QDate &date)
{
    return make({word("SENTSINCE"), dateWord(date)});
}

/*! Matches messages whose Date field says a day before \a date. */
QImap4SearchKey QImap4SearchKey::sentBefore(const QDate &date)
{
    return make({word("SENTBEFORE"), dateWord(date)});
}

/*! Matches messages of more than \a octets bytes. */
QImap4SearchKey QImap4SearchKey::larger(quint64 octets)
{
    return make({word("LARGER"), word(QByteArray::number(octets))});
}

/*! Matches messages of less than \a octets bytes. */
QImap4SearchKey QImap4SearchKey::smaller(quint64 octets)
{
    return make({word("SMALLER"), word(QByteArray::number(octets))});
}

/*! Matches messages in \a set; none, if it is empty. */
QImap4SearchKey QImap4SearchKey::in(const QImap4MessageSet &set)
{
    if (set.isEmpty())
        return make({word("NOT"), word("ALL")});
    if (set.isUids())
        return make({word("UID"), word(set.toString())});
    Token numbers = word(set.toString());
    numbers.isSequenceSet = true;
    return make({numbers});
}

/*!
    Takes a criterion as IMAP writes it, for extensions that have no function here. Only atoms,
    numbers, sequence-sets and balanced parentheses can stand in it; with anything else, above all
    quotes, literals, and line ends, the search is refused. An incomplete criterion is for the
    server to refuse.
*/
QImap4SearchKey QImap4SearchKey::raw(const QByteArray &words)
{
    const auto tokens = readRaw(words);
    return make(tokens ? *tokens : QList<Token>{unsendable()});
}

/*! Returns whether a text needs more than ASCII, so that the search needs CHARSET UTF-8. */
bool QImap4SearchKey::needsUtf8() const
{
    return std::any_of(m_tokens.cbegin(), m_tokens.cend(), [](const Token &token) {
        return std::any_of(token.text.cbegin(), token.text.cend(),
                           [](QChar c) { return c.unicode() > 0x7f; });
    });
}

QImap4SearchKey QImap4SearchKey::make(const QList<Token> &tokens)
{
    QImap4SearchKey key;
    key.m_tokens = tokens;
    return key;
}

/*! Whether sequence numbers stand in the key: what they mean changes with every EXPUNGE. */
bool QImap4SearchKey::usesSequenceNumbers() const
{
    return std::any_of(m_tokens.cbegin(), m_tokens.cend(),
                       [](const Token &token) { return token.isSequenceSet; });
}

/*! Matches what both \a a and \a b match. */
QImap4SearchKey operator&&(const QImap4SearchKey &a, const QImap4SearchKey &b)
{
    return QImap4SearchKey::make(a.m_tokens + b.m_tokens);
}

/*! Matches what \a a or \a b, or both, match. */
QImap4SearchKey operator||(const QImap4SearchKey &a, const QImap4SearchKey &b)
{
    if (a.isAll() || b.isAll())
        return {};
    return QImap4SearchKey::make(QList<Token>{word("OR")} + grouped(a.m_tokens)
                                 + grouped(b.m_tokens));
}

/*! Matches what \a key does not match. */
QImap4SearchKey operator!(const QImap4SearchKey &key)
{
    if (key.isAll())
        return QImap4SearchKey::make({word("NOT"), word("ALL")});
    return QImap4SearchKey::make(QList<Token>{word("NOT")} + grouped(key.m_tokens));
}
