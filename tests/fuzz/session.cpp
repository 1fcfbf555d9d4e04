// SPDX-License-Identifier: LGPL-3.0-or-later
// Any server and any application: every command ends exactly once, counts stay true, time always
// has something to do or nothing, and no secret goes where it was not allowed to.
#include "fuzz.h"
#include "protocol/session_p.h"

#include <QtCore/qhash.h>

using namespace QImap4Internal;

namespace {

const QString SessionPassword = QStringLiteral("Tr0ub4dor&3 s3cret");

// An input is what the server says, with control characters for what else happens.
enum Happening : quint8 {
    Login = 1,
    Authenticate,
    Select,
    Fetch,
    FetchByNumber,
    Search,
    Idle,
    Other, // and a byte: which command
    Tab, // these three are the server's
    LineFeed,
    Append, // and two bytes: size and kind
    TwoSteps,
    CarriageReturn,
    Cancel, // and a byte: how many commands ago
    EndIdle,
    Tag, // and a byte: the tag of how many commands ago the server says
    Pass, // and a byte: time
    Sent, // and a byte: content
    TlsReady,
    AutoIdle,
    Reading,
    Credentials,
    End,
    Logout,
    Packet, // the server's bytes until here come together
};

// What the application may rely on, event by event.
class EventCheck
{
public:
    void submitted(quint64 id) { m_open.insert(id, 0); }

    void take(const std::vector<Event> &events)
    {
        for (const Event &event : events)
            std::visit([this](const auto &typed) { check(typed); }, event);
    }

    quint64 contentWanted() const { return m_contentWanted; }

    void atEnd() const
    {
        for (auto it = m_open.cbegin(); it != m_open.cend(); ++it)
            FUZZ_CHECK(it.value() == 1);
        FUZZ_CHECK(m_disconnects == 1);
    }

private:
    template <typename T>
    void check(const T &)
    {
        FUZZ_CHECK(m_disconnects == 0);
    }
    void check(const RememberEvent &) {} // also the last words, a BYE
    void check(const FinishedEvent &event)
    {
        noSecretIn(event.text.toUtf8());
        noSecretIn(event.error.message().toUtf8());
        FUZZ_CHECK(m_open.contains(event.id));
        FUZZ_CHECK(++m_open[event.id] == 1);
    }
    void check(const DisconnectedEvent &) { ++m_disconnects; }
    void check(const LogEvent &event) { noSecretIn(event.line); }
    void check(const DebugEvent &event) { noSecretIn(event.text); }
    void check(const ContentWantedEvent &event)
    {
        FUZZ_CHECK(m_open.value(event.id, 1) == 0);
        m_contentWanted = event.id;
    }
    void check(const WarningEvent &event)
    {
        FUZZ_CHECK(m_disconnects == 0 || !event.text.isEmpty());
        noSecretIn(event.raw);
    }
    void check(const ForgetEvent &) { m_counting = false; }
    void check(const SelectedEvent &event)
    {
        m_counting = true;
        m_count = event.mailbox.exists();
    }
    void check(const ClosedEvent &) { m_counting = false; }
    void check(const MailboxInfoEvent &event)
    {
        if (m_counting)
            FUZZ_CHECK(event.mailbox.exists() == m_count);
    }
    void check(const ExistsEvent &event) { m_count = event.count; }
    void check(const ExpungeEvent &event)
    {
        for (const quint32 number : event.sequenceNumbers) {
            FUZZ_CHECK(!m_counting || (number >= 1 && number <= m_count));
            --m_count;
        }
    }
    void check(const VanishedEvent &event)
    {
        if (!event.earlier)
            m_count -= quint32(qMin<quint64>(m_count, event.uids.count()));
    }
    void check(const MessagesEvent &event)
    {
        FUZZ_CHECK(!event.messages.isEmpty());
        for (const QImap4Message &message : event.messages) {
            FUZZ_CHECK(message.sequenceNumber() >= 1);
            FUZZ_CHECK(!m_counting || message.sequenceNumber() <= m_count);
        }
    }

    static void noSecretIn(const QByteArray &text)
    {
        FUZZ_CHECK(!text.contains(SessionPassword.toUtf8()));
        FUZZ_CHECK(!text.contains(SessionPassword.toUtf8().toBase64()));
    }

    QHash<quint64, int> m_open; // and how often it was finished
    quint32 m_count = 0; // of messages in the mailbox
    bool m_counting = false; // not while a SELECT runs
    quint64 m_contentWanted = 0;
    int m_disconnects = 0;
};

class SessionRun
{
public:
    explicit SessionRun(quint8 flags)
        : m_session(options(flags))
        , m_mayExpose(!(flags & 4))
        , m_mustEncrypt(flags & 1)
    {
        m_session.setLogging(flags & 8);
        m_session.setDebugLevel(flags & 8 ? 5 : 0);
        m_session.connecting(newId(), m_now);
        m_session.start(m_now);
    }

    void run(Fuzz::Input &input)
    {
        while (!input.atEnd()) {
            const quint8 byte = input.byte();
            if (byte == Tag) {
                m_pending += m_prefix + QByteArray::number(qMax(1, m_tagCount - input.below(8)));
            } else if (byte == Packet || (byte == LineFeed && m_byLine)) {
                m_pending += byte == LineFeed ? "\n" : "";
                receive();
            } else if (byte >= ' ' || byte == CarriageReturn || byte == Tab || byte == LineFeed
                       || byte == 0) {
                m_pending += static_cast<char>(byte);
            } else {
                receive();
                settle(); // as its owner does before anything else happens
                happen(byte, input);
            }
            settle();
        }
        receive();
        settle();
        finish();
    }

    void setByLine(bool on) { m_byLine = on; }

private:
    static Session::Options options(quint8 flags)
    {
        Session::Options options;
        options.requireStartTls = flags & 1;
        options.cleartext = flags & 4 ? Session::Cleartext::Never : Session::Cleartext::Always;
        options.host = QStringLiteral("mail.example.org");
        if (flags & 16) {
            options.limits.line = 200;
            options.limits.listLine = 400;
            options.limits.literal = 100;
            options.limits.bodyLiteral = 300;
            options.limits.response = 500;
            options.limits.result = 700;
            options.limits.streamThreshold = 10;
            options.limits.mailboxes = 3;
        }
        return options;
    }

    quint64 newId()
    {
        m_check.submitted(++m_lastId);
        return m_lastId;
    }

    void receive()
    {
        if (m_pending.isEmpty())
            return;
        if (!m_session.isOver() && !m_session.isBetweenTls() && !m_compressing) {
            m_session.framer().append(m_pending);
            m_session.receive(m_now);
        }
        m_pending.clear();
    }

    // Everything that has come of what happened last.
    void settle()
    {
        QByteArray output;
        for (const QByteArray &bytes : m_session.takeOutput())
            output += bytes;
        checkOutput(output);
        noteTags(output);
        m_unsent += output.size();
        m_check.take(m_session.takeEvents());
        const Session::TransportAction action = m_session.takeAction();
        if (action == Session::TransportAction::StartTls)
            FUZZ_CHECK(m_session.isBetweenTls());
        m_compressing = m_compressing || action == Session::TransportAction::StartCompression;
    }

    void checkOutput(const QByteArray &output) const
    {
        if (m_encrypted)
            return;
        if (!m_mayExpose) {
            FUZZ_CHECK(!output.contains(SessionPassword.toUtf8()));
            const QByteArray plain = '\0' + QByteArray("alice") + '\0' + SessionPassword.toUtf8();
            FUZZ_CHECK(!output.contains(plain.toBase64()));
        }
        if (m_mustEncrypt && !output.isEmpty())
            FUZZ_CHECK(output.endsWith(" STARTTLS\r\n") && output.count('\n') == 1);
    }

    void noteTags(const QByteArray &output)
    {
        constexpr qsizetype PrefixLength = 4;
        for (const QByteArray &line : output.split('\n')) {
            if (m_prefix.isEmpty())
                m_prefix = line.left(PrefixLength);
            if (line.startsWith(m_prefix) && line.contains(' '))
                m_tagCount = line.mid(PrefixLength, line.indexOf(' ') - PrefixLength).toInt();
        }
    }

    void submit(Request request, const QList<Command> &steps, const QByteArrayList &needs = {})
    {
        request.id = newId();
        request.name = steps.first().name();
        request.alternatives = {{needs, steps}};
        if (!needs.isEmpty())
            request.alternatives.append({{}, {Command("NOOP")}});
        m_session.submit(request, m_now);
    }

    void submitFetch(bool uids, Fuzz::Input &input)
    {
        const auto kind = uids ? QImap4MessageSet::Uids : QImap4MessageSet::SequenceNumbers;
        const quint8 how = input.byte();
        Request request;
        request.messages = QImap4MessageSet(kind);
        request.messages.add(1 + how % 5, how & 64 ? QImap4MessageSet::Last : 5);
        request.toSink = how & 32;
        request.items = how & 16 ? QImap4Message::Items(QImap4Message::Body)
                                 : QImap4Message::Items(QImap4Message::Flags);
        request.usesSequenceNumbers = !uids;
        submit(request,
               {Command(uids ? "UID FETCH" : "FETCH").set(request.messages).atom("FLAGS")});
    }

    void submitAuthenticate(Fuzz::Input &input)
    {
        static const QByteArrayList mechanisms = {"",      "PLAIN",    "XOAUTH2", "OAUTHBEARER",
                                                  "LOGIN", "CRAM-MD5", "EXTERNAL"};
        const quint8 how = input.byte();
        AuthenticationRequest wanted;
        wanted.mechanism = mechanisms.at(how % mechanisms.size());
        wanted.source = static_cast<AuthenticationRequest::Source>((how >> 4) % 3);
        if (wanted.source == AuthenticationRequest::Source::Given)
            wanted.credentials = credentials();
        Request request;
        request.authentication = wanted;
        submit(request, {Command("AUTHENTICATE")});
        m_lastAuthentication = m_lastId;
    }

    static QImap4Credentials credentials()
    {
        QImap4Credentials both =
            QImap4Credentials::withPassword(QStringLiteral("alice"), SessionPassword);
        both.setToken(QImap4Secret(SessionPassword));
        return both;
    }

    void submitOther(quint8 which)
    {
        Request request;
        switch (which % 11) {
        case 0:
            submit(request, {Command("NOOP")});
            break;
        case 1:
            submit(request, {Command("LIST").mailbox({}).mailboxPattern(QStringLiteral("*"))});
            break;
        case 2:
            request.mailbox = QStringLiteral("INBOX");
            submit(request, {Command("STATUS").mailbox(request.mailbox).open().close()});
            break;
        case 3:
            submit(request, {Command("EXPUNGE")});
            break;
        case 4:
            submit(request, {Command("CAPABILITY")});
            break;
        case 5:
            submit(request, {Command("ENABLE").atom("IMAP4rev2")});
            break;
        case 6:
            submit(request, {Command("CLOSE")});
            break;
        case 7:
            request.runsAlone = true;
            request.collect = {"XTHING", "FETCH"};
            submit(request, {Command("XCOMMAND")});
            break;
        case 8:
            submit(request, {Command("STARTTLS")});
            break;
        case 9:
            submit(request, {Command("COMPRESS").atom("DEFLATE")});
            break;
        default:
            submit(request, {Command("ID").nil()}, {"ID"});
            break;
        }
    }

    void happen(quint8 what, Fuzz::Input &input)
    {
        Request request;
        switch (what) {
        case Login:
            submit(request,
                   {Command("LOGIN").string(QStringLiteral("alice")).secret(SessionPassword)});
            break;
        case Authenticate:
            submitAuthenticate(input);
            break;
        case Select:
            request.mailbox = QStringLiteral("INBOX");
            submit(request,
                   {Command(input.flag() ? "SELECT" : "EXAMINE").mailbox(request.mailbox)});
            break;
        case Fetch:
        case FetchByNumber:
            submitFetch(what == Fetch, input);
            break;
        case Search:
            submit(request, {Command(input.flag() ? "UID SEARCH" : "SEARCH").atom("ALL")});
            break;
        case Idle:
            request.idleTimeout = input.byte() * 10;
            submit(request, {Command("IDLE")}, {"IDLE"});
            break;
        case Other:
            submitOther(input.byte());
            break;
        case Append: {
            const int size = input.byte() * 100;
            Command append("APPEND");
            append.mailbox(QStringLiteral("Sent"));
            if (input.flag())
                append.streamedLiteral(quint64(size));
            else
                append.literal(QByteArray(size, 'x'));
            submit(request, {append});
            break;
        }
        case TwoSteps:
            submit(request, {Command("COPY").number(1).atom("x"), Command("EXPUNGE")});
            break;
        case Cancel:
            m_session.cancel(m_lastId - quint64(input.below(8)), m_now);
            break;
        case EndIdle:
            m_session.endIdle(m_now);
            break;
        case Pass:
            m_now += qint64(1) << input.below(22);
            pass();
            break;
        case Sent:
            m_session.sent(std::exchange(m_unsent, 0), m_now);
            bringContent(input.byte());
            break;
        case TlsReady:
            if (m_session.isBetweenTls()) {
                m_encrypted = true;
                m_session.tlsEstablished(m_now);
            }
            if (std::exchange(m_compressing, false))
                m_session.compressionStarted(m_now);
            break;
        case AutoIdle:
            m_session.setAutoIdle(input.flag(), m_now);
            break;
        case Reading:
            m_session.setReading(input.flag(), m_now);
            break;
        case Credentials:
            if (input.flag())
                m_session.provideCredentials(m_lastAuthentication, credentials(), m_now);
            else
                m_session.answerChallenge(m_lastAuthentication, QByteArray("answer"), m_now);
            break;
        case End:
            m_session.end(QImap4Error(QImap4Error::NetworkError));
            break;
        case Logout:
            submit(request, {Command("LOGOUT")});
            break;
        default:
            break;
        }
    }

    // Of a literal that is streamed: a piece, or word that there is no more.
    void bringContent(quint8 how)
    {
        if (how == 0xff)
            m_session.provideContent(m_check.contentWanted(), std::nullopt, m_now);
        else
            m_session.provideContent(m_check.contentWanted(), QByteArray(how * 10, 'y'), m_now);
    }

    // What is due is done: a deadline never stays in the past.
    void pass()
    {
        constexpr int MostAtOnce = 5;
        for (int i = 0; i < MostAtOnce; ++i) {
            const qint64 deadline = m_session.deadline();
            FUZZ_CHECK(deadline >= Session::Never);
            if (deadline == Session::Never || deadline > m_now)
                return;
            m_session.advance(m_now);
        }
        const qint64 deadline = m_session.deadline();
        FUZZ_CHECK(deadline == Session::Never || deadline > m_now);
    }

    void finish()
    {
        m_session.end(QImap4Error(QImap4Error::NetworkError));
        settle();
        FUZZ_CHECK(m_session.isOver());
        FUZZ_CHECK(m_session.state() == SessionState::Disconnected);
        FUZZ_CHECK(m_session.deadline() == Session::Never);
        submitOther(0); // too late, but it ends
        settle();
        m_check.atEnd();
    }

    EventCheck m_check;
    Session m_session;
    qint64 m_now = 1000;
    qint64 m_unsent = 0;
    quint64 m_lastId = 0;
    quint64 m_lastAuthentication = 0;
    QByteArray m_prefix; // of tags
    int m_tagCount = 1;
    QByteArray m_pending; // said by the server, not yet received
    bool m_byLine = true;
    bool m_compressing = false; // agreed on, and the transport is not yet ready
    bool m_encrypted = false;
    bool m_mayExpose;
    bool m_mustEncrypt;
};

} // namespace

QIMAP4_FUZZ_TARGET(session, bytes)
{
    // A server that says the password by itself makes it no secret.
    if (bytes.toByteArray().contains(SessionPassword.toUtf8()))
        return;
    Fuzz::Input input(bytes);
    const quint8 flags = input.byte();
    SessionRun run(flags);
    run.setByLine(flags & 32);
    run.run(input);
}
