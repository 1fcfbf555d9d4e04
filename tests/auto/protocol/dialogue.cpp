// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialogue.h"

#include <QtCore/qregularexpression.h>

using namespace QImap4Internal;

Session::Options Dialogue::plain()
{
    return {};
}

Session::Options Dialogue::startTls()
{
    Session::Options options;
    options.requireStartTls = true;
    return options;
}

Dialogue::Dialogue(const Session::Options &options)
    : m_session(options)
{}

void Dialogue::open(bool loopback)
{
    m_session.connecting(++m_lastId, m_now);
    m_session.setPeerIsLoopback(loopback);
    m_session.start(m_now);
    collect();
}

void Dialogue::openSelected(const QByteArray &capabilities, quint32 exists)
{
    m_session.setAutoIdle(false, m_now);
    open();
    server("* PREAUTH [CAPABILITY " + capabilities + "] ready\r\n");
    select("INBOX");
    server("* " + QByteArray::number(exists)
           + " EXISTS\r\n* OK [UIDVALIDITY 7]\r\nT1 OK [READ-WRITE] done\r\n");
    client();
    clearEvents();
}

QByteArray Dialogue::tagged(const QByteArray &lines) const
{
    if (m_prefix.isEmpty())
        return lines;
    static const QRegularExpression tag(QStringLiteral("(^|\n|\")T(\\d+)([ \"])"));
    return QString::fromLatin1(lines)
        .replace(tag, QStringLiteral("\\1%1\\2\\3").arg(QString::fromLatin1(m_prefix)))
        .toLatin1();
}

void Dialogue::octets(QByteArrayView bytes)
{
    m_session.framer().append(bytes);
    m_session.receive(m_now);
    collect();
}

void Dialogue::server(const QByteArray &lines)
{
    const QByteArray bytes = tagged(lines);
    const qsizetype chunk = m_chunkSize > 0 ? m_chunkSize : bytes.size();
    for (qsizetype at = 0; at < bytes.size(); at += chunk)
        octets(QByteArrayView(bytes).sliced(at).first(qMin(chunk, bytes.size() - at)));
}

QByteArray Dialogue::client()
{
    QByteArray said = std::exchange(m_said, {});
    if (said.endsWith("\r\n"))
        said.chop(2);
    if (m_prefix.isEmpty())
        return said;
    static const QRegularExpression tag(QStringLiteral("(^|\n)[A-P]{4}(\\d+) "));
    return QString::fromLatin1(said).replace(tag, QStringLiteral("\\1T\\2 ")).toLatin1();
}

void Dialogue::wait(qint64 milliseconds)
{
    m_now += milliseconds;
    m_session.advance(m_now);
    collect();
}

quint64 Dialogue::submit(Request request)
{
    request.id = ++m_lastId;
    m_session.submit(request, m_now);
    collect();
    return request.id;
}

quint64 Dialogue::submit(const QByteArray &name, const QList<Alternative> &ways)
{
    Request request;
    request.name = name;
    request.alternatives = ways;
    return submit(std::move(request));
}

quint64 Dialogue::submit(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ');
    Command command(words.first());
    for (qsizetype i = 1; i < words.size(); ++i)
        command.atom(words.at(i));
    return submit(words.first(), {{{}, {command}}});
}

quint64 Dialogue::login()
{
    return submit(
        "LOGIN",
        {{{},
          {Command("LOGIN").string(QStringLiteral("alice")).secret(QStringLiteral("s3cret"))}}});
}

quint64 Dialogue::authenticate(const AuthenticationRequest &how)
{
    Request request;
    request.name = "AUTHENTICATE";
    request.alternatives = {{{}, {Command("AUTHENTICATE")}}};
    request.authentication = how;
    return submit(std::move(request));
}

quint64 Dialogue::select(const QByteArray &mailbox)
{
    Request request;
    request.name = "SELECT";
    request.mailbox = QString::fromUtf8(mailbox);
    request.alternatives = {{{}, {Command("SELECT").mailbox(request.mailbox)}}};
    return submit(std::move(request));
}

quint64 Dialogue::fetch(const QByteArray &set, const QByteArray &item, bool uid)
{
    Request request;
    request.name = uid ? "UID FETCH" : "FETCH";
    request.messages = QImap4MessageSet::fromString(
        set, uid ? QImap4MessageSet::Uids : QImap4MessageSet::SequenceNumbers);
    request.alternatives = {{{}, {Command(request.name).set(request.messages).atom(item)}}};
    return submit(std::move(request));
}

quint64 Dialogue::idle(int milliseconds)
{
    Request request;
    request.name = "IDLE";
    request.idleTimeout = milliseconds;
    request.alternatives = {{{"IDLE"}, {Command("IDLE")}}};
    return submit(std::move(request));
}

const std::vector<Event> &Dialogue::events()
{
    collect();
    return m_events;
}

void Dialogue::clearEvents()
{
    collect();
    m_events.clear();
}

const FinishedEvent *Dialogue::finished(quint64 id)
{
    for (const Event &event : events()) {
        const auto *finished = std::get_if<FinishedEvent>(&event);
        if (finished && finished->id == id)
            return finished;
    }
    return nullptr;
}

QImap4Error Dialogue::error(quint64 id)
{
    const FinishedEvent *event = finished(id);
    return event ? event->error : QImap4Error(QImap4Error::ProtocolError, QStringLiteral("open"));
}

int Dialogue::finishedCount(quint64 id)
{
    int n = 0;
    for (const Event &event : events()) {
        const auto *finished = std::get_if<FinishedEvent>(&event);
        n += finished && finished->id == id ? 1 : 0;
    }
    return n;
}

QList<quint32> Dialogue::uidsOf(quint64 owner)
{
    QList<quint32> uids;
    for (const Event &event : events()) {
        const auto *fetched = std::get_if<MessagesEvent>(&event);
        if (!fetched || fetched->owner != owner)
            continue;
        for (const QImap4Message &message : fetched->messages)
            uids.append(message.uid());
    }
    return uids;
}

QByteArray Dialogue::story()
{
    struct Teller
    {
        QByteArray operator()(const StateEvent &e) { return "state " + number(int(e.state)); }
        QByteArray operator()(const ConnectedEvent &e) { return "connected " + e.welcome.toUtf8(); }
        QByteArray operator()(const EncryptedEvent &) { return "encrypted"; }
        QByteArray operator()(const TlsProblemEvent &) { return "tls problem"; }
        QByteArray operator()(const CredentialsEvent &e)
        {
            return "credentials? " + e.mechanisms.join(' ');
        }
        QByteArray operator()(const ChallengeEvent &e) { return "challenge " + e.challenge; }
        QByteArray operator()(const CapabilitiesEvent &e)
        {
            return "capabilities " + e.capabilities.names().join(' ');
        }
        QByteArray operator()(const IdlingEvent &e) { return e.idling ? "idling" : "not idling"; }
        QByteArray operator()(const CompressedEvent &) { return "compressed"; }
        QByteArray operator()(const ContentWantedEvent &e)
        {
            return "content wanted for " + QByteArray::number(e.id);
        }
        QByteArray operator()(const DisconnectedEvent &e)
        {
            return "disconnected " + number(e.error.category());
        }
        QByteArray operator()(const AlertEvent &e) { return "alert " + e.text.toUtf8(); }
        QByteArray operator()(const ByeEvent &e) { return "bye " + e.text.toUtf8(); }
        QByteArray operator()(const ResponseCodeEvent &) { return {}; } // told with what it means
        QByteArray operator()(const QuirksEvent &e) { return "quirks " + e.quirks.server.toUtf8(); }
        QByteArray operator()(const ServerIdEvent &e)
        {
            return "id " + number(e.parameters.size());
        }
        QByteArray operator()(const ListEvent &e) { return "list " + e.mailbox.name().toUtf8(); }
        QByteArray operator()(const MailboxStatusEvent &e)
        {
            return "status " + e.status.mailbox.toUtf8();
        }
        QByteArray operator()(const NamespaceEvent &) { return "namespaces"; }
        QByteArray operator()(const SelectedEvent &e)
        {
            return "selected " + e.mailbox.name().toUtf8() + ' ' + number(e.mailbox.exists());
        }
        QByteArray operator()(const MailboxInfoEvent &e)
        {
            return "mailbox " + number(e.mailbox.uidValidity());
        }
        QByteArray operator()(const ClosedEvent &) { return "closed"; }
        QByteArray operator()(const ExistsEvent &e) { return "exists " + number(e.count); }
        QByteArray operator()(const RecentEvent &e) { return "recent " + number(e.count); }
        QByteArray operator()(const ExpungeEvent &e)
        {
            QByteArray text = "expunge";
            for (const quint32 n : e.sequenceNumbers)
                text += ' ' + number(n);
            return text;
        }
        QByteArray operator()(const VanishedEvent &e) { return "vanished " + e.uids.toString(); }
        QByteArray operator()(const MessagesEvent &e)
        {
            QByteArray text = "messages of " + number(qint64(e.owner)) + ':';
            for (const QImap4Message &message : e.messages)
                text += ' ' + number(message.sequenceNumber());
            return text;
        }
        QByteArray operator()(const ContentEvent &e)
        {
            return "content of " + number(qint64(e.owner)) + ':';
        }
        QByteArray operator()(const SearchEvent &e)
        {
            return "search " + e.result.messages.toString();
        }
        QByteArray operator()(const UntaggedEvent &e)
        {
            return "untagged " + e.response.name + ' ' + e.response.data;
        }
        QByteArray operator()(const ExtensionEvent &e)
        {
            return "data " + number(qint64(e.data.index()));
        }
        QByteArray operator()(const RememberEvent &) { return {}; } // how many depends on arrival
        QByteArray operator()(const ForgetEvent &) { return "forget"; }
        QByteArray operator()(const WarningEvent &) { return "warning"; }
        QByteArray operator()(const LogEvent &e) { return (e.sent ? "> " : "< ") + e.line; }
        QByteArray operator()(const DebugEvent &e) { return "debug " + e.text; }
        QByteArray operator()(const ProgressEvent &e) { return "progress " + number(e.bytes); }
        QByteArray operator()(const FinishedEvent &e)
        {
            return "finished " + number(qint64(e.id)) + ' ' + number(e.error.category());
        }
        static QByteArray number(qint64 n) { return QByteArray::number(n); }
    };
    // How data is cut into events depends on how it arrived: pieces of one kind are one line.
    QByteArrayList lines;
    for (const Event &event : events()) {
        if (std::holds_alternative<RememberEvent>(event)
            || std::holds_alternative<ResponseCodeEvent>(event))
            continue;
        const QByteArray line = std::visit(Teller(), event);
        const bool isOwned = line.startsWith("messages") || line.startsWith("content of");
        const qsizetype kind = isOwned ? line.indexOf(':') + 1 : line.startsWith("expunge") ? 7 : 0;
        if (kind > 0 && !lines.isEmpty() && lines.constLast().startsWith(line.first(kind)))
            lines.last() += line.sliced(kind);
        else
            lines.append(line);
    }
    const QByteArray story = lines.join('\n');
    if (m_prefix.isEmpty())
        return story;
    const QRegularExpression tag(QString::fromLatin1(m_prefix) + QStringLiteral("(?=\\d)"));
    return QString::fromLatin1(story).replace(tag, QStringLiteral("T")).toLatin1();
}

void Dialogue::collect()
{
    for (const QByteArray &bytes : m_session.takeOutput())
        m_said += bytes;
    for (Event &event : m_session.takeEvents())
        m_events.push_back(std::move(event));
    if (m_prefix.isEmpty() && m_said.size() > 4)
        m_prefix = m_said.first(4);
}
