// SPDX-License-Identifier: LGPL-3.0-or-later
#include "streams.h"

#include <array>

namespace {

struct Person
{
    const char *name; // as a quoted string, or NIL
    const char *mailbox;
    const char *host;
};

constexpr std::array<Person, 8> People = {{
    {"\"Agnes Okafor\"", "agnes.okafor", "post.example.org"},
    {"\"=?utf-8?Q?J=C3=BCrgen_Kr=C3=A4mer?=\"", "jk", "example.de"},
    {"NIL", "notifications", "tracker.example.com"},
    {"\"Tam\\\"s\\\" Hoa\"", "tam", "mail.example.vn"},
    {"\"=?utf-8?B?5p2O6ZuqIOWGmQ==?=\"", "lixue", "example.cn"},
    {"\"Sales, EMEA\"", "sales+emea", "corp.example.com"},
    {"\"Rosa\"", "rosa", "example.net"},
    {"\"Users of the list\"", "users-request", "lists.example.net"},
}};

constexpr std::array<const char *, 8> Subjects = {
    "Minutes of Tuesday",
    "Re: [users] How to move a mailbox between servers without losing flags?",
    "=?utf-8?Q?Einladung_zum_Fr=C3=BChst=C3=BCck?=",
    "Your order 5531-20 has been shipped",
    "=?utf-8?B?5Lya6K2w57qq6KaB?=",
    "Fwd: draft of the contract",
    "build #4711 failed",
    "Photos",
};

constexpr std::array<const char *, 5> Flags = {"", "\\Seen", "\\Answered \\Seen",
                                               "\\Seen $Forwarded", "\\Flagged \\Seen"};
constexpr std::array<const char *, 12> Months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// A sequence that is the same on every machine.
class Dice
{
public:
    quint32 below(quint32 bound)
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return quint32(m_state >> 33) % bound;
    }
    template <typename Array>
    auto one(const Array &array)
    {
        return array[below(quint32(array.size()))];
    }

private:
    quint64 m_state = 20240229;
};

QByteArray twoDigits(quint32 number)
{
    return QByteArray::number(number).rightJustified(2, '0');
}

QByteArray address(const Person &person)
{
    return QByteArray("(") + person.name + " NIL \"" + person.mailbox + "\" \"" + person.host
        + "\")";
}

QByteArray addresses(Dice &dice, quint32 most)
{
    QByteArray list;
    for (quint32 count = 1 + dice.below(most); count > 0; --count)
        list += address(dice.one(People));
    return '(' + list + ')';
}

QByteArray envelope(Dice &dice, const QByteArray &date, int number)
{
    const QByteArray from = '(' + address(dice.one(People)) + ')';
    const bool isReply = dice.below(3) == 0;
    const QByteArray id = QByteArray::number(number);
    return "(\"" + date + "\" \"" + dice.one(Subjects) + "\" " + from + ' ' + from + ' ' + from
        + ' ' + addresses(dice, 3) + ' ' + (dice.below(4) == 0 ? addresses(dice, 2) : "NIL")
        + " NIL " + (isReply ? "\"<" + id + ".0@example.org>\"" : QByteArray("NIL")) + " \"<" + id
        + ".1@example.org>\")";
}

QByteArray textPart(Dice &dice, const char *subtype)
{
    return QByteArray("(\"text\" \"") + subtype
        + "\" (\"charset\" \"utf-8\") NIL NIL \"quoted-printable\" "
        + QByteArray::number(400 + dice.below(9000)) + ' ' + QByteArray::number(dice.below(200))
        + " NIL NIL NIL NIL)";
}

QByteArray bodyStructure(Dice &dice)
{
    if (dice.below(3) > 0)
        return textPart(dice, "plain");
    const QByteArray alternative = '(' + textPart(dice, "plain") + textPart(dice, "html")
        + " \"alternative\" (\"boundary\" \"b1_8d\") NIL NIL NIL)";
    if (dice.below(3) > 0)
        return alternative;
    return '(' + alternative
        + "(\"application\" \"pdf\" (\"name\" \"report.pdf\") NIL NIL \"base64\" "
        + QByteArray::number(20000 + dice.below(900000))
        + " NIL (\"attachment\" (\"filename\" \"report.pdf\")) NIL NIL) \"mixed\" (\"boundary\" "
          "\"b2_8d\") NIL NIL NIL)";
}

QByteArray uidAndFlags(Dice &dice, int number, const QByteArray &uid)
{
    return "* " + QByteArray::number(number) + " FETCH (UID " + uid + " FLAGS (" + dice.one(Flags)
        + ')';
}

} // namespace

QByteArray metadataStream(int messages)
{
    Dice dice;
    QByteArray stream;
    for (int number = 1; number <= messages; ++number) {
        const QByteArray day = twoDigits(1 + dice.below(28));
        const QByteArray year = QByteArray::number(2005 + dice.below(20));
        const QByteArray month = dice.one(Months);
        const QByteArray time = twoDigits(dice.below(24)) + ':' + twoDigits(dice.below(60)) + ':'
            + twoDigits(dice.below(60)) + " +0100";
        stream += uidAndFlags(dice, number, QByteArray::number(1000 + 2 * number))
            + " INTERNALDATE \"" + day + '-' + month + '-' + year + ' ' + time + "\" RFC822.SIZE "
            + QByteArray::number(1000 + dice.below(100000)) + " ENVELOPE "
            + envelope(dice, "Mon, " + day + ' ' + month + ' ' + year + ' ' + time, number)
            + " BODYSTRUCTURE " + bodyStructure(dice) + ")\r\n";
    }
    return stream;
}

QByteArray flagStream(int messages)
{
    Dice dice;
    QByteArray stream;
    for (int number = 1; number <= messages; ++number)
        stream += uidAndFlags(dice, number, QByteArray::number(1000 + 2 * number)) + ")\r\n";
    return stream;
}

QByteArray literalStream(int messages, qsizetype size)
{
    const QByteArray line = QByteArray(76, 'Q') + "\r\n";
    const QByteArray content = line.repeated(size / line.size() + 1).first(size);
    const QByteArray announcement = '{' + QByteArray::number(size) + "}\r\n";
    QByteArray stream;
    for (int number = 1; number <= messages; ++number) {
        const QByteArray text = QByteArray::number(number);
        stream +=
            "* " + text + " FETCH (UID " + text + " BODY[] " + announcement + content + ")\r\n";
    }
    return stream;
}
