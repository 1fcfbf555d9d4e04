// SPDX-License-Identifier: LGPL-3.0-or-later
#include "simulatedmailbox.h"

#include <algorithm>

using QImap4Test::ClientCommand;

namespace {

using Guard = std::lock_guard<std::mutex>;

QByteArray number(quint64 value)
{
    return QByteArray::number(value);
}

} // namespace

SimulatedMailbox::SimulatedMailbox(quint32 messages, quint32 seed)
    : m_random(seed)
{
    add(messages);
}

std::vector<SimulatedMailbox::Message> SimulatedMailbox::messages() const
{
    const Guard guard(m_mutex);
    return m_messages;
}

void SimulatedMailbox::add(quint32 count)
{
    for (quint32 i = 0; i < count; ++i) {
        m_messages.push_back({m_nextUid, m_nextUid % 3 != 0, m_nextUid % 7 == 0});
        m_nextUid += 1 + m_random.bounded(3U);
    }
}

void SimulatedMailbox::serve(QImap4Test::ScriptedServer *server)
{
    const auto on = [this, server](const QByteArray &name, auto method) {
        server->on(name, [this, method](const ClientCommand &command) {
            const Guard guard(m_mutex);
            return QImap4Test::Answer((this->*method)(command) + "$tag OK done");
        });
    };
    on("SELECT", &SimulatedMailbox::select);
    on("FETCH", &SimulatedMailbox::fetch);
    on("UID FETCH", &SimulatedMailbox::fetch);
    on("UID STORE", &SimulatedMailbox::store);
    on("UID SEARCH", &SimulatedMailbox::search);
    server->on("NOOP", [this](const ClientCommand &) {
        const Guard guard(m_mutex);
        return QImap4Test::Answer(change() + "$tag OK done");
    });
}

QByteArray SimulatedMailbox::select(const ClientCommand &)
{
    return "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n* "
        + number(m_messages.size())
        + " EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 77] ok\r\n* OK [UIDNEXT " + number(m_nextUid)
        + "] ok\r\n";
}

std::vector<size_t> SimulatedMailbox::selected(const QByteArray &set, bool byUid) const
{
    std::vector<std::pair<quint64, quint64>> ranges;
    for (const QByteArray &part : set.split(',')) {
        const QByteArrayList ends = part.split(':');
        const auto end = [](const QByteArray &text) {
            return text == "*" ? quint64(0xffffffffU) : text.toULongLong();
        };
        ranges.emplace_back(end(ends.first()), end(ends.last()));
    }
    std::vector<size_t> found;
    for (size_t i = 0; i < m_messages.size(); ++i) {
        const quint64 key = byUid ? m_messages[i].uid : i + 1;
        if (std::any_of(ranges.begin(), ranges.end(), [key](const auto &range) {
                return range.first <= key && key <= range.second;
            })) {
            found.push_back(i);
        }
    }
    return found;
}

QByteArray SimulatedMailbox::fetchLine(size_t index, bool whole) const
{
    const Message &message = m_messages[index];
    QByteArrayList flags;
    if (message.seen)
        flags.append("\\Seen");
    if (message.flagged)
        flags.append("\\Flagged");
    QByteArray line = "* " + number(index + 1) + " FETCH (UID " + number(message.uid) + " FLAGS ("
        + flags.join(' ') + ')';
    if (whole) {
        line += " INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE "
            + number(1000 + message.uid) + " ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \""
            + message.subject()
            + "\" ((\"Ann Example\" NIL \"ann\" \"example.org\")) NIL NIL"
              " ((NIL NIL \"bob\" \"example.org\")) NIL NIL NIL \"<"
            + number(message.uid) + "@example.org>\")";
    }
    return line + ")\r\n";
}

QByteArray SimulatedMailbox::fetch(const ClientCommand &command)
{
    QByteArray answer;
    const bool byUid = command.name.startsWith("UID");
    for (const size_t index : selected(command.arguments().value(0), byUid))
        answer += fetchLine(index, command.text.contains("ENVELOPE"));
    return answer;
}

QByteArray SimulatedMailbox::store(const ClientCommand &command)
{
    QByteArray answer;
    const bool on = command.text.contains("+FLAGS");
    for (const size_t index : selected(command.arguments().value(0), true)) {
        if (command.text.contains("\\Seen"))
            m_messages[index].seen = on;
        if (command.text.contains("\\Flagged"))
            m_messages[index].flagged = on;
        answer += fetchLine(index, false);
    }
    return answer;
}

// Knows UNSEEN, FLAGGED, UID and SUBJECT "Subject <digits>", all of which must hold.
QByteArray SimulatedMailbox::search(const ClientCommand &command)
{
    const QByteArrayList words = command.arguments();
    const qsizetype uid = words.indexOf("UID");
    const qsizetype subject = words.indexOf("SUBJECT");
    std::vector<size_t> candidates = selected(uid < 0 ? "1:*" : words.value(uid + 1), true);
    if (candidates.empty() && !m_messages.empty() && words.value(uid + 1).endsWith('*'))
        candidates.push_back(m_messages.size() - 1);
    QByteArray answer = "* SEARCH";
    for (const size_t index : candidates) {
        const Message &message = m_messages[index];
        if ((words.contains("UNSEEN") && message.seen)
            || (words.contains("FLAGGED") && !message.flagged)
            || (subject >= 0 && !message.subject().contains(words.value(subject + 1)))) {
            continue;
        }
        answer += ' ' + number(message.uid);
    }
    return answer + "\r\n";
}

QByteArray SimulatedMailbox::expunge(quint32 count)
{
    QByteArray answer;
    for (; count > 0 && !m_messages.empty(); --count) {
        const size_t index = m_random.bounded(quint32(m_messages.size()));
        answer += m_vanished ? "* VANISHED " + number(m_messages[index].uid) + "\r\n"
                             : "* " + number(index + 1) + " EXPUNGE\r\n";
        m_messages.erase(m_messages.begin() + qsizetype(index));
    }
    return answer;
}

QByteArray SimulatedMailbox::change()
{
    QByteArray answer;
    switch (m_random.bounded(4)) {
    case 0:
        answer = expunge(1 + m_random.bounded(30U));
        [[fallthrough]];
    case 1:
        add(1 + m_random.bounded(20U));
        return answer + "* " + number(m_messages.size()) + " EXISTS\r\n";
    case 2:
        return expunge(1 + m_random.bounded(100U));
    default:
        for (int i = 0; i < 10 && !m_messages.empty(); ++i) {
            const size_t index = m_random.bounded(quint32(m_messages.size()));
            m_messages[index].seen = !m_messages[index].seen;
            answer += fetchLine(index, false);
        }
        return answer;
    }
}
