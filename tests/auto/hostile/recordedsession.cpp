// SPDX-License-Identifier: LGPL-3.0-or-later
#include "recordedsession.h"

#include <QtCore/qdebug.h>

using namespace QImap4Internal;

namespace {

// As long as the session's own tags: four letters before the number.
constexpr qsizetype TagGrowth = 3;

// Longer than all limits of a session together.
constexpr qint64 ForEver = 24LL * 60 * 60 * 1000;

qsizetype tagsIn(const QByteArray &stage)
{
    qsizetype count = stage.startsWith('T') ? 1 : 0;
    for (qsizetype at = stage.indexOf("\nT"); at >= 0; at = stage.indexOf("\nT", at + 1))
        ++count;
    return count;
}

// Looks at everything that is decoded only when somebody looks.
void decode(const QImap4Message &message)
{
    QString text;
    QDebug(&text) << message.envelope() << message.bodyStructure().fileName()
                  << message.bodyStructure().children().size() << message.flags()
                  << message.internalDate();
    for (const QByteArray &section : message.sections())
        message.body(section);
}

} // namespace

const QByteArrayList &RecordedSession::stages()
{
    static const QByteArrayList recorded{
        "* OK [CAPABILITY IMAP4rev1 UIDPLUS ESEARCH] ready\r\n",
        "T1 OK [CAPABILITY IMAP4rev1 UIDPLUS ESEARCH] logged in\r\n",
        "* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\Sent) \"/\" {4}\r\nSent\r\n"
        "* LIST () NIL \"&ZeVnLIqe-\"\r\nT2 OK done\r\n",
        "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Forwarded)\r\n"
        "* OK [PERMANENTFLAGS (\\Seen \\*)] ok\r\n* 3 EXISTS\r\n* 0 RECENT\r\n"
        "* OK [UIDVALIDITY 1234567890] ok\r\n* OK [UIDNEXT 40] ok\r\nT3 OK [READ-WRITE] done\r\n",
        "* 1 FETCH (UID 7 FLAGS (\\Seen) RFC822.SIZE 423 INTERNALDATE \"31-May-2024 18:30:00 "
        "+0200\" ENVELOPE (\"Fri, 31 May 2024 18:30:00 +0200\" \"=?utf-8?q?gr=C3=BC=C3=9Fe?=\" "
        "((\"Ann\" NIL \"ann\" \"example.org\")) NIL NIL ((NIL NIL \"bob\" \"example.org\")) NIL "
        "NIL NIL \"<1@example.org>\") BODYSTRUCTURE ((\"text\" \"plain\" (\"charset\" \"utf-8\") "
        "NIL NIL \"7bit\" 12 1)(\"image\" \"png\" (\"name\" \"a.png\") \"<c>\" NIL \"base64\" 99) "
        "\"mixed\" (\"boundary\" \"b\")))\r\n"
        "* 2 FETCH (UID 8 FLAGS () ENVELOPE (NIL {9}\r\na literal NIL NIL NIL NIL NIL NIL NIL NIL) "
        "BODYSTRUCTURE (\"text\" \"html\" NIL NIL NIL \"quoted-printable\" 1 1))\r\n"
        "* 3 FETCH (FLAGS (\\Seen $x) UID 39 ENVELOPE (\"x\" \"y\" NIL NIL NIL NIL NIL NIL NIL "
        "NIL) "
        "BODYSTRUCTURE (\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 5 (NIL \"in\" NIL NIL NIL NIL "
        "NIL NIL NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 1) 1))\r\nT4 OK done\r\n",
        "* 1 FETCH (UID 7 BODY[1] {40}\r\nFirst line\r\n* 9 FETCH (no more than text)\r\n)\r\n* 4 "
        "EXISTS\r\n"
        "* 4 FETCH (FLAGS (\\Recent))\r\nT5 OK done\r\n",
        "* ESEARCH (TAG \"x\") UID ALL 7:8,39\r\n* SEARCH 7 8 39\r\n* 2 EXPUNGE\r\nT6 OK done\r\n",
        "* BYE see you\r\nT7 OK done\r\n",
    };
    return recorded;
}

qsizetype RecordedSession::size()
{
    qsizetype total = 0;
    for (const QByteArray &stage : stages())
        total += stage.size() + tagsIn(stage) * TagGrowth;
    return total;
}

RecordedSession::RecordedSession()
{
    m_dialogue.session().setAutoIdle(false, m_dialogue.now());
    m_dialogue.open();
    m_commands = {
        1,
        m_dialogue.login(),
        m_dialogue.submit(
            "LIST", {{{}, {Command("LIST").mailbox({}).mailboxPattern(QStringLiteral("*"))}}}),
        m_dialogue.select("INBOX"),
        m_dialogue.fetch("1:39", "ALL"),
        m_dialogue.fetch("7", "BODY.PEEK[1]"),
        m_dialogue.submit("NOOP"),
        m_dialogue.submit("LOGOUT")};
}

QByteArray RecordedSession::octetsOf(int stage) const
{
    return m_dialogue.tagged(stages().at(stage));
}

void RecordedSession::play(qsizetype from, qsizetype to)
{
    qsizetype begin = 0;
    for (int stage = 0; stage < stages().size() && begin < to; ++stage) {
        const QByteArray octets = octetsOf(stage);
        const qsizetype first = qMax(from, begin) - begin;
        const qsizetype last = qMin(to - begin, octets.size());
        if (first < last)
            m_dialogue.octets(QByteArrayView(octets).sliced(first, last - first));
        begin += octets.size();
    }
}

void RecordedSession::playSpoilt(qsizetype at, qsizetype removed, const QByteArray &inserted)
{
    play(0, at);
    m_dialogue.octets(inserted);
    play(at + removed, size());
}

qint64 RecordedSession::waitForEnd()
{
    Dialogue::Session &session = m_dialogue.session();
    const qint64 began = m_dialogue.now();
    while (!session.isOver() && session.deadline() != Dialogue::Session::Never) {
        m_dialogue.wait(qMax(qint64(1), session.deadline() - m_dialogue.now()));
        if (m_dialogue.now() - began > ForEver)
            return -1;
    }
    return m_dialogue.now() - began;
}

void RecordedSession::lose()
{
    m_dialogue.session().end(QImap4Error(QImap4Error::NetworkError));
}

int RecordedSession::failures()
{
    int count = 0;
    for (const quint64 id : m_commands)
        count += m_dialogue.finished(id) && m_dialogue.error(id) ? 1 : 0;
    return count;
}

int RecordedSession::messages()
{
    int count = 0;
    for (const Event &event : m_dialogue.events()) {
        const auto *fetched = std::get_if<MessagesEvent>(&event);
        count += fetched ? int(fetched->messages.size()) : 0;
    }
    return count;
}

QByteArray RecordedSession::complaint(bool over)
{
    for (const quint64 id : m_commands) {
        const int ends = m_dialogue.finishedCount(id);
        if (ends > 1 || (over && ends != 1))
            return "command " + QByteArray::number(id) + " ended " + QByteArray::number(ends)
                + " times";
    }
    if (m_dialogue.count<DisconnectedEvent>() != (over ? 1 : 0))
        return "the end was told " + QByteArray::number(m_dialogue.count<DisconnectedEvent>())
            + " times";
    for (const Event &event : m_dialogue.events()) {
        if (const auto *fetched = std::get_if<MessagesEvent>(&event)) {
            for (const QImap4Message &message : fetched->messages) {
                if (message.sequenceNumber() == 0)
                    return "a message without a number";
                decode(message);
            }
        }
    }
    return {};
}
