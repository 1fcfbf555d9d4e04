// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_SESSION_P_H
#define QIMAP4_PROTOCOL_SESSION_P_H

#include "protocol/actionring_p.h"
#include "protocol/authentication_p.h"
#include "protocol/commandqueue_p.h"
#include "protocol/event_p.h"
#include "protocol/request_p.h"
#include "sasl/mechanismchoice_p.h"
#include "wire/framer_p.h"
#include "wire/responseparser_p.h"

#include "qimap4limits.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

#include <memory>
#include <optional>
#include <vector>

namespace QImap4Internal {

// The engine of one connection, without input or output: bytes and requests go in, bytes and
// events come out, and time is an argument (milliseconds of any monotonic clock). It owns no
// thread, no timer and no QObject, so that it can be tested at every byte.
class QIMAP4_AUTOTEST_EXPORT Session
{
public:
    // What QImap4::debugLevel adds at each level.
    enum class DebugLevel { Nothing, Commands, Idle, Queue, Lines, Internals };
    enum class Cleartext { Never, LoopbackOnly, Always };
    enum class TransportAction {
        None,
        StartTls, // begin the handshake, then call tlsEstablished()
        StartCompression, // then call compressionStarted()
        Close, // the session is over
    };
    enum class IdleEnd { News, Timeout, Done, Interrupted }; // as QImap4::IdleReason
    static constexpr qint64 Never = -1; // as a deadline
    static constexpr qsizetype LongestLogLine = 1000; // bytes

    struct Options
    {
        QImap4Limits limits;
        bool requireStartTls = false;
        Cleartext cleartext = Cleartext::LoopbackOnly;
        QString host; // as the application named it, for SASL
        QString identifier; // before each message of the log category
        quint16 port = 0;
        bool hasClientCertificate = false;
        std::optional<QImap4Quirks> quirks; // decided by the application, not by what is seen
    };

    explicit Session(const Options &options);

    // The transport's side
    void connecting(quint64 openId, qint64 now); // openId: of the request that is waiting for it
    void start(qint64 now); // connected; the greeting is next
    void setEncrypted(bool encrypted) { m_encrypted = encrypted; }
    void setPeerIsLoopback(bool loopback) { m_peerIsLoopback = loopback; }
    Framer &framer() { return m_framer; }
    void receive(qint64 now); // handles what was committed to framer()
    void sent(qint64 bytes, qint64 now); // of takeOutput(), as they leave
    void tlsEstablished(qint64 now);
    void compressionStarted(qint64 now);
    void end(const QImap4Error &error); // the transport is gone
    void advance(qint64 now); // time has passed
    void setReading(bool on,
                    qint64 now); // off: the application has not yet taken what it was given
    qint64 deadline() const; // when advance() has something to do; -1: never

    // The application's side
    void submit(const Request &request, qint64 now);
    void cancel(quint64 id, qint64 now);
    void endIdle(qint64 now); // of done()
    // Answers CredentialsEvent; nothing: the login is cancelled.
    void provideCredentials(quint64 id, const std::optional<QImap4Credentials> &credentials,
                            qint64 now);
    // Answers the ChallengeEvent of that login; nothing: it is cancelled.
    void answerChallenge(quint64 id, const std::optional<QByteArray> &response, qint64 now);
    void cancelLogin(qint64 now); // the one that runs or waits for credentials
    // Answers ContentWantedEvent, in pieces; nothing: there will be no more.
    void provideContent(quint64 id, const std::optional<QByteArray> &bytes, qint64 now);
    void setAutoIdle(bool on, qint64 now);
    void setLogging(bool on) { m_logging = on; } // lines as LogEvent
    void setDebugLevel(int level) { m_debugLevel = level; } // actions as DebugEvent

    SessionState state() const { return m_state; }
    QList<QByteArray> takeOutput();
    std::vector<Event> takeEvents();
    TransportAction takeAction();
    bool isOver() const { return m_phase == Phase::Over; }
    bool isBetweenTls() const { return m_phase == Phase::TlsHandshake; }

private:
    enum class Phase {
        NotStarted,
        Greeting,
        StartTlsSent,
        TlsHandshake,
        Running,
        Compressing,
        Over
    };
    enum class IdlePhase { None, Sent, Idling, Ending };

    // session.cpp: life
    static qint64 after(qint64 now, int milliseconds);
    bool isListening() const;
    bool mayIdle() const;
    InState inState() const;
    void setState(SessionState state);
    enum class Window { Keep, Restart };
    void watchSpeed(Window window);
    bool failIfTooSlow();
    bool awaitsServer() const;
    void fail(QImap4Error::Category category, const QString &detail);
    void fail(const QImap4Error &error);
    void finishEverything(const QImap4Error &error);
    void closeMailbox();
    void setCapabilities(const QImap4Capabilities &capabilities);
    void askCapabilities();
    void emitEvent(Event &&event);
    void record(Event &&event);
    void flushMessages();
    bool mayShowText() const; // the server's words come over a channel that was asked for

    // sessiongreeting.cpp: how it begins
    void handleGreeting(const Response &response);
    void sendStartTls(quint64 id);
    void handleDuringStartTls(const Response &response);
    void begin();

    // sessioncommands.cpp: what goes out
    void pump();
    bool startFirstWaiting();
    bool chooseAlternative(QueuedCommand &queued);
    QImap4Error whyNotNow(const QueuedCommand &queued, const CommandTraits &traits) const;
    void send(QueuedCommand queued, const CommandTraits &traits);
    void writeSegments();
    bool isStreaming(const ActiveCommand &command) const;
    bool awaitsContent() const;
    QImap4Error whyTooLarge(const Command &command) const;
    void write(const QByteArray &bytes);
    QByteArray nextTag();
    void sendOwn(const char *name);

    // sessioncompletion.cpp: what answers mean
    void complete(const StatusResponse &response);
    bool stopSending(const ActiveCommand &command);
    void takeMapping(ActiveCommand *command, const QImap4ResponseCode &code);
    bool goesOn(ActiveCommand *command);
    void conclude(ActiveCommand *command, FinishedEvent *finished);
    void concludeFailure(const ActiveCommand &command, Condition condition,
                         const QImap4Error &verdict, FinishedEvent *finished);
    void leave();
    void applyOk(const ActiveCommand &command);
    void applyFailure(const ActiveCommand &command);
    QVariant valueOf(const ActiveCommand &command) const;
    void finish(quint64 id, FinishedEvent event);
    void reject(const QueuedCommand &queued, QImap4Error error);

    // sessionidle.cpp
    void idleConfirmed();
    void endIdle(IdleEnd reason);
    void writeDone();
    void advanceIdle();

    // sessionlog.cpp: what people who look for a fault get to see
    void note(DebugLevel level, const QByteArray &text);
    void logLine(ActionKind kind, DebugLevel level, QByteArrayView line);
    void logSent(DebugLevel level, QByteArrayView line);
    void logReceived(const Frame &frame);
    void logHeld(const QueuedCommand &queued);
    void tell(ActionKind kind, DebugLevel level, QByteArrayView text);
    void tellRing();
    void noteEnd(QImap4Error *reason);
    void logUnexpected(const QString &text, const QByteArray &raw);
    bool isWanted(DebugLevel level) const { return int(level) <= m_debugLevel; }
    qsizetype shortestSecret() const;
    QByteArray masked(const QByteArray &text) const;
    QImap4ResponseCode masked(const QImap4ResponseCode &code) const;
    QImap4Error masked(QImap4Error error) const;

    // sessionauthentication.cpp
    bool mayExposeSecrets() const;
    SaslSituation situationOf(const AuthenticationRequest &wanted) const;
    bool awaitsCredentials(QueuedCommand &first);
    bool awaitsChallengeAnswer() const;
    QImap4Error prepareAuthentication(QueuedCommand *queued);
    void react(const Authentication::Reaction &reaction);
    void writeCancel();
    QImap4Error concludeAuthentication(const ActiveCommand &command, bool ok);

    // sessionextensions.cpp: data that changes nothing
    ActiveCommand *ownerOf(const ExtensionData &data);
    void noteUnreadable(const MalformedResponse &response);
    bool isClaimed(const Response &response);
    bool isCollectedByName(QByteArrayView name);
    void remember(const StatusResponse &response);
    void remember(const Frame &frame, const Response &response);
    void flushRemembered();

    // sessionquirks.cpp: what some servers want
    void decideQuirks();
    int idleRenewal() const;
    void introduceOurselves();
    bool tryAnotherWay(const ActiveCommand &command);
    void learnFrom(const ActiveCommand &command);
    void trustEnable(ActiveCommand *command);
    void askAfterAppend();

    // sessionresponses.cpp: what comes in
    void handleFrame(const Frame &frame);
    void collectUntagged(const Frame &frame);
    void countData(const Frame &frame, const Response &response);
    void noticeNews(const Response &response);
    void reportWarnings();
    void handle(const StatusResponse &response);
    void handle(const ContinuationResponse &response);
    void handle(const CapabilityResponse &response);
    void handle(const EnabledResponse &response);
    void handle(const IdResponse &response);
    void handle(const ListResponse &response);
    void handle(const NamespaceResponse &response);
    void handle(const MailboxStatusResponse &response);
    void handle(const SearchResponse &response);
    void handle(const FlagsResponse &response);
    void handle(const ExistsResponse &response);
    void handle(const RecentResponse &response);
    void handle(const ExpungeResponse &response);
    void handle(const VanishedResponse &response);
    void handle(const ExtensionResponse &response);
    void handle(const UnknownResponse &response);
    void handle(const MalformedResponse &response);
    void noteEnabled(const QByteArrayList &extensions);
    QImap4MailboxInfo *mailboxBeingDescribed();
    void mailboxChanged();
    void warn(const QString &text, const QByteArray &raw = {});

    // sessioncodes.cpp
    void handleUntaggedStatus(const StatusResponse &response);
    QImap4Flags flagsIn(const QImap4ResponseCode &code);
    QImap4Capabilities capabilitiesIn(const QImap4ResponseCode &code);
    void warnOfLength(const QImap4ResponseCode &code);
    void handleCode(const QImap4ResponseCode &code);

    // sessionfetch.cpp: messages and their content
    void handle(const FetchResponse &response);
    ActiveCommand *ownerOf(quint32 sequenceNumber, quint32 uid, QImap4Message::Items items);
    void handleContent(const ContentChunk &chunk);
    void reportProgress();

    Options m_options;
    Framer m_framer;
    ResponseParser m_parser;
    CommandQueue m_queue;
    Phase m_phase = Phase::NotStarted;
    SessionState m_state = SessionState::Disconnected;
    TransportAction m_action = TransportAction::None;
    qint64 m_now = 0;

    quint64 m_openId = 0;
    QString m_welcome;
    QByteArray m_greeting;
    QMap<QString, QString> m_serverId;
    QImap4Quirks m_quirks;
    QImap4Quirks::Policies m_learned; // from refusals
    bool m_introduced = false; // by ID, where a server wants that
    bool m_encrypted = false;
    bool m_peerIsLoopback = false;
    bool m_compressed = false;
    bool m_announced = false; // the application knows that the connection stands
    bool m_preauthenticated = false;
    QByteArray m_tagPrefix;
    quint64 m_tagCount = 0;
    QByteArray m_startTlsTag;
    quint64 m_startTlsId = 0; // of startTls(); 0: the session's own

    QImap4Capabilities m_offered; // by the server's word
    QImap4Capabilities m_capabilities; // of these, what may be used
    bool m_capabilitiesKnown = false; // for the state that we are in
    bool m_capabilitiesFresh = false; // told since LOGIN was sent
    std::optional<QImap4MailboxInfo> m_mailbox; // selected
    std::optional<QImap4MailboxInfo> m_selecting; // described by a SELECT in progress
    int m_uselessContinuations = 0;
    QHash<QString, int> m_oddities; // of the parser's few texts, how often each was told
    bool m_utf8 = false; // enabled (RFC 6855)
    bool m_utf8Content = false; // the same, but not by IMAP4rev2, which needs no UTF8 for APPEND
    qint64 m_gathered = 0; // bytes of data so far
    int m_collectors = 0; // active commands with a non-empty Request::collect

    // The command whose literals wait for "+", and what is left of it.
    QByteArray m_sendingTag;
    QList<CommandSegment> m_segments;
    quint64 m_contentLeft = 0; // of its streamed literal
    bool m_contentAsked = false; // it may be sent, and the application knows

    std::unique_ptr<Authentication> m_authentication; // of the AUTHENTICATE that runs
    quint64 m_authenticationId = 0;
    quint64 m_credentialsAskedFor = 0; // the command that waits for CredentialsEvent's answer

    bool m_autoIdle = true;
    bool m_idleRefused = false;
    IdlePhase m_idlePhase = IdlePhase::None;
    bool m_idleIsOwn = false; // auto-IDLE, not idle()
    IdleEnd m_idleEnd = IdleEnd::Done;
    qint64 m_idleDeadline = Never;
    qint64 m_idleBegan = 0;
    bool m_idleEndWanted = false; // before the server has said "+"

    qint64 m_lastActivity = 0; // bytes received, or the first command after silence sent
    bool m_reading = true;
    qint64 m_speedDeadline = Never; // while a response has begun and is not complete
    quint64 m_speedMark = 0; // framer().receivedBytes() when that time began
    qint64 m_quietSince = 0; // no command waiting or running
    qint64 m_phaseDeadline = Never; // greeting, STARTTLS, TLS, login

    bool m_logging = false;
    int m_debugLevel = 0;
    qint64 m_began = 0; // connecting
    ActionRing m_ring;
    SecretMask m_secrets; // everything that was said in secret since then
    quint64 m_heldId = 0; // of the command that was last told to wait
    quint64 m_messagesOwner = 0; // of the batch that the parser is filling
    qint64 m_written = 0; // bytes handed out by takeOutput() and waiting in m_output
    qint64 m_sent = 0;
    QList<QByteArray> m_output;
    std::vector<Event> m_events;
    QList<QImap4UntaggedResponse> m_remembered; // not yet among the events
    QString m_farewell; // what the server has said to LOGOUT
    QImap4Error m_endReason; // why the session ended against our will
};

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_SESSION_P_H
