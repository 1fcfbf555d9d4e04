// SPDX-License-Identifier: LGPL-3.0-or-later
// What people who look for a fault get to see: lines for a protocol log, actions by debug level,
// the category qimap4.protocol, and the ring of the last actions, which is always kept.
#include "protocol/session_p.h"

#include <QtCore/qloggingcategory.h>
#include <QtCore/qmetaobject.h>

#include <algorithm>
#include <array>

namespace QImap4Internal {

namespace {

Q_LOGGING_CATEGORY(lcProtocol, "qimap4.protocol", QtWarningMsg)
Q_LOGGING_CATEGORY(lcWire, "qimap4.wire", QtWarningMsg)

// Once the login is over, stars in place of shorter secrets would only make the texts unreadable.
constexpr qsizetype ShortestKeptSecret = 4;

QByteArrayView withoutLineEnd(QByteArrayView line)
{
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

// "NO", "BAD" or "BYE" behind a tag or a star: what imaplib shows at its first level.
bool isBadNews(QByteArrayView line)
{
    constexpr std::array<QByteArrayView, 3> conditions{"NO", "BAD", "BYE"};
    const QByteArray start = line.first(std::min(line.size(), qsizetype(64))).toByteArray();
    const QByteArray word = start.mid(start.indexOf(' ') + 1).split(' ').constFirst().toUpper();
    return std::find(conditions.begin(), conditions.end(), QByteArrayView(word))
        != conditions.end();
}

} // namespace

qsizetype Session::shortestSecret() const
{
    return m_queue.isAuthenticating() ? 1 : ShortestKeptSecret;
}

// What a command has said in secret does not come back in the server's words.
QByteArray Session::masked(const QByteArray &text) const
{
    return m_secrets.masked(text, Completeness::Whole, shortestSecret());
}

// After the login, codes that mean something are left alone: a number would be taken for a secret.
QImap4ResponseCode Session::masked(const QImap4ResponseCode &code) const
{
    if (!m_queue.isAuthenticating() && code.kind() != QImap4ResponseCode::Unknown)
        return code;
    return {code.name(), masked(code.arguments())};
}

QImap4Error Session::masked(QImap4Error error) const
{
    if (error && !error.detail().isEmpty())
        error.setDetail(QString::fromUtf8(masked(error.detail().toUtf8())));
    return error;
}

void Session::note(DebugLevel level, const QByteArray &text)
{
    if (level <= DebugLevel::Idle)
        m_ring.add(ActionKind::Note, m_now - m_began, text);
    tell(ActionKind::Note, level, text);
}

// A line of the protocol that holds no secret of ours.
void Session::logLine(ActionKind kind, DebugLevel level, QByteArrayView line)
{
    m_ring.add(kind, m_now - m_began, line);
    if (!m_logging && !isWanted(level) && !lcProtocol().isDebugEnabled())
        return;
    const QByteArrayView start = beginning(line, LongestLogLine);
    const Completeness completeness =
        start.size() < line.size() ? Completeness::Cut : Completeness::Whole;
    const QByteArray shown = m_secrets.masked(start, completeness, shortestSecret());
    if (m_logging)
        record(LogEvent{kind == ActionKind::Sent, printable(shown).toUtf8()});
    tell(kind, level, shown);
}

void Session::logSent(DebugLevel level, QByteArrayView line)
{
    logLine(ActionKind::Sent, level, withoutLineEnd(line));
}

void Session::logReceived(const Frame &frame)
{
    const QByteArrayView line = frame.bytes();
    if (isWanted(DebugLevel::Internals)) {
        note(DebugLevel::Internals,
             "a response of " + QByteArray::number(frame.length) + " bytes, "
                 + QByteArray::number(m_framer.pendingBytes()) + " more are here");
    }
    // A challenge, together with the answer that it got, is enough to guess passwords with.
    if (m_authentication && line.startsWith('+')) {
        logLine(ActionKind::Received, DebugLevel::Lines, "+ ***");
        return;
    }
    const bool levelMatters = isWanted(DebugLevel::Commands) && !isWanted(DebugLevel::Lines);
    logLine(ActionKind::Received,
            levelMatters && isBadNews(line) ? DebugLevel::Commands : DebugLevel::Lines, line);
}

// Once for each command that has to wait, not whenever it is looked at.
void Session::logHeld(const QueuedCommand &queued)
{
    if (!isWanted(DebugLevel::Queue) || m_heldId == queued.request.id)
        return;
    m_heldId = queued.request.id;
    note(DebugLevel::Queue,
         queued.request.name + " waits for "
             + QByteArray::number(qsizetype(m_queue.active().size())) + " before it");
}

void Session::logUnexpected(const QString &text, const QByteArray &raw)
{
    const QByteArrayView start = beginning(raw, ActionRing::LongestText / 2);
    qCDebug(lcWire).noquote() << m_options.identifier << text << printable(start);
    note(DebugLevel::Commands,
         "unexpected: " + text.toUtf8() + (raw.isEmpty() ? "" : ": ") + start.toByteArray());
}

void Session::tell(ActionKind kind, DebugLevel level, QByteArrayView words)
{
    if (!isWanted(level) && !lcProtocol().isDebugEnabled())
        return;
    // Lines have been masked before; notes may quote the server.
    const QByteArray text =
        kind == ActionKind::Note ? masked(words.toByteArray()) : words.toByteArray();
    const auto completeness =
        text.size() > LongestLogLine ? Completeness::Cut : Completeness::Whole;
    if (level < DebugLevel::Internals && lcProtocol().isDebugEnabled()) {
        qCDebug(lcProtocol).noquote()
            << m_options.identifier
            << actionLine(kind, m_now - m_began, beginning(text, LongestLogLine), completeness);
    }
    if (isWanted(level)) {
        record(DebugEvent{kind, m_now - m_began, beginning(text, LongestLogLine).toByteArray(),
                          completeness});
    }
}

// As imaplib does, at the levels that have not shown all of it before.
void Session::tellRing()
{
    if (!isWanted(DebugLevel::Commands) || isWanted(DebugLevel::Lines))
        return;
    const QStringList lines = m_ring.lines(m_secrets);
    const auto emitLine = [this](const QByteArray &text) {
        record(DebugEvent{ActionKind::Note, m_now - m_began, text, Completeness::Whole});
    };
    emitLine("last " + QByteArray::number(lines.size()) + " actions:");
    for (const QString &line : lines)
        emitLine("  " + line.toUtf8());
}

void Session::noteEnd(QImap4Error *reason)
{
    const char *kind =
        QMetaEnum::fromType<QImap4Error::Category>().valueToKey(int(reason->category()));
    const QString words = reason->detail().isEmpty() ? reason->serverText() : reason->detail();
    note(DebugLevel::Commands,
         QByteArray("the connection ends: ") + kind + (words.isEmpty() ? "" : ", ")
             + words.toUtf8());
    reason->setRecentActions(m_ring.lines(m_secrets));
    if (reason->category() != QImap4Error::CancelledError)
        tellRing();
}

} // namespace QImap4Internal
