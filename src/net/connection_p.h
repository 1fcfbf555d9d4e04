// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_CONNECTION_P_H
#define QIMAP4_NET_CONNECTION_P_H

#include "net/inbox_p.h"
#include "net/processtransport_p.h"
#include "net/sockettransport_p.h"
#include "protocol/event_p.h"
#include "protocol/session_p.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace QImap4Internal {

// What the application's side asks of a connection.
struct OpenOrder
{
    quint64 id = 0; // of the reply of open()
    std::variant<SocketTransport::Settings, ProcessTransport::Settings> transport;
    Session::Options session;
    QString threadName; // null: the thread is not ours alone
    bool autoIdle = true;
    bool logging = false;
    int debugLevel = 0;
};
struct SubmitOrder
{
    Request request;
};
struct CancelOrder
{
    quint64 id;
};
struct EndIdleOrder
{
};
struct AutoIdleOrder
{
    bool on;
};
struct LoggingOrder
{
    bool lines; // for protocolMessage()
    int debugLevel;
};
struct TlsAnswerOrder
{
    bool accept;
    QSslCertificate certificate; // that was judged
};
struct CredentialsOrder
{
    quint64 id; // of the command that waits for them
    std::optional<QImap4Credentials> credentials; // nothing: cancelled
};
struct ChallengeOrder
{
    quint64 id = 0; // of the login
    std::optional<QByteArray> response; // nothing: cancelled
};
struct CancelLoginOrder
{
};
struct ContentOrder
{
    quint64 id; // of the command whose literal it is
    std::optional<QByteArray> bytes; // nothing: there will be no more
};
struct ResumeOrder
{
}; // the application has taken what it was given
struct AbortOrder
{
};
struct RetireOrder
{
}; // the last: the connection deletes itself

using Order =
    std::variant<std::monostate, OpenOrder, SubmitOrder, CancelOrder, EndIdleOrder, AutoIdleOrder,
                 LoggingOrder, TlsAnswerOrder, CredentialsOrder, ChallengeOrder, CancelLoginOrder,
                 ContentOrder, ResumeOrder, AbortOrder, RetireOrder>;

// Events that belong together: caused by one piece of input.
using EventBatch = std::vector<Event>;

// The worker's half of a QImap4: feeds the session from a transport and a clock, and hands what
// comes out to the application. Made in the application's thread, then moved to the worker's,
// where it lives until RetireOrder.
class Connection : public QObject
{
    Q_OBJECT
public:
    explicit Connection(InboxAddress<EventBatch> application);

    InboxAddress<Order> address() const { return m_orders.address(); }

private:
    void obey(Order &&order);
    void obey(std::monostate) {}
    void obey(OpenOrder &order);
    void obey(SubmitOrder &order);
    void obey(CancelOrder &order);
    void obey(EndIdleOrder &order);
    void obey(AutoIdleOrder &order);
    void obey(LoggingOrder &order);
    void obey(TlsAnswerOrder &order);
    void obey(CredentialsOrder &order);
    void obey(ChallengeOrder &order);
    void obey(CancelLoginOrder &order);
    void obey(ContentOrder &order);
    void obey(ResumeOrder &order);
    void obey(AbortOrder &order);
    void obey(RetireOrder &order);

    void onOpened();
    void onEncrypted();
    void onTlsProblem(const QImap4TlsProblem &problem);
    void onLost(const QImap4Error &error);
    void readAvailable();
    void deliver();
    void hand(EventBatch batch);
    void handOne(Event event);
    void armTimer();
    void connectTransport();
    void startCompression();
    void endTransport();
    Transport *releaseTransport();
    void endSession(const QImap4Error &error);
    qint64 now() const { return m_clock.elapsed(); }

    Inbox<Order> m_orders;
    InboxAddress<EventBatch> m_application;
    QElapsedTimer m_clock;
    QTimer m_timer;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Transport> m_transport;
    quint64 m_openId = 0;
    qint64 m_unreadLimit = 0;
    qint64 m_readForEvents = 0; // bytes that the events to come were made of
    bool m_paused = false; // the application is behind
    std::optional<QImap4Error> m_loss; // told when all has been read
    bool m_awaitingTlsAnswer = false;
    QStringList m_tlsReasons;
    bool m_delivering = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_NET_CONNECTION_P_H
