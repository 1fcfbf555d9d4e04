// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/connection_p.h"

#include "net/compressedtransport_p.h"
#include "net/threadname_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qloggingcategory.h>

#include <limits>
#include <utility>

namespace QImap4Internal {

namespace {

Q_LOGGING_CATEGORY(lcNet, "qimap4.net", QtWarningMsg)

// Read per turn of the event loop, so that connections which share a thread take turns.
constexpr qint64 ReadPerTurn = 1024 * 1024;
constexpr qint64 ReadAtOnce = 64 * 1024;

std::unique_ptr<Transport> makeTransport(const OpenOrder &order)
{
    if (const auto *process = std::get_if<ProcessTransport::Settings>(&order.transport))
        return std::make_unique<ProcessTransport>(*process);
    return std::make_unique<SocketTransport>(std::get<SocketTransport::Settings>(order.transport));
}

} // namespace

Connection::Connection(InboxAddress<EventBatch> application)
    : m_orders([this](Order &&order) { obey(std::move(order)); })
    , m_application(std::move(application))
{
    // Members without a parent do not follow moveToThread() by themselves.
    m_orders.setParent(this);
    m_timer.setParent(this);
    m_timer.setSingleShot(true);
    m_clock.start();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_session)
            return;
        m_session->advance(now());
        deliver();
    });
}

void Connection::obey(Order &&order)
{
    std::visit([this](auto &typed) { obey(typed); }, order);
}

void Connection::obey(OpenOrder &order)
{
    endTransport();
    if (!order.threadName.isNull())
        setCurrentThreadName(order.threadName);
    m_openId = order.id;
    m_paused = false;
    m_loss.reset();
    m_awaitingTlsAnswer = false;
    m_unreadLimit = order.session.limits.unreadByApplication;
    m_session = std::make_unique<Session>(order.session);
    m_session->setAutoIdle(order.autoIdle, now());
    m_session->setLogging(order.logging);
    m_session->setDebugLevel(order.debugLevel);
    m_transport = makeTransport(order);
    connectTransport();
    qCDebug(lcNet) << order.session.identifier << "opens its transport";
    m_session->connecting(order.id, now());
    m_transport->open();
}

void Connection::connectTransport()
{
    connect(m_transport.get(), &Transport::opened, this, &Connection::onOpened);
    connect(m_transport.get(), &Transport::encrypted, this, &Connection::onEncrypted);
    connect(m_transport.get(), &Transport::tlsProblem, this, &Connection::onTlsProblem);
    connect(m_transport.get(), &Transport::readyRead, this, &Connection::readAvailable);
    connect(m_transport.get(), &Transport::lost, this, &Connection::onLost);
    connect(m_transport.get(), &Transport::bytesWritten, this, [this](qint64 bytes) {
        if (!m_session)
            return;
        m_session->sent(bytes, now());
        deliver();
    });
}

// What the server sent behind its consent is compressed already.
void Connection::startCompression()
{
    const QByteArray received = m_session->framer().takePending();
    m_transport->disconnect(this);
    m_transport = std::make_unique<CompressedTransport>(std::move(m_transport), received);
    connectTransport();
    m_session->compressionStarted(now());
    deliver();
}

void Connection::obey(SubmitOrder &order)
{
    if (!m_session) {
        FinishedEvent finished;
        finished.id = order.request.id;
        finished.error = QImap4Error(QImap4Error::IllegalStateError);
        finished.error.setCommandName(QString::fromLatin1(order.request.name));
        handOne(std::move(finished));
        return;
    }
    m_session->submit(order.request, now());
    deliver();
}

void Connection::obey(CancelOrder &order)
{
    if (!m_session)
        return;
    m_session->cancel(order.id, now());
    deliver();
}

void Connection::obey(EndIdleOrder &)
{
    if (!m_session)
        return;
    m_session->endIdle(now());
    deliver();
}

void Connection::obey(AutoIdleOrder &order)
{
    if (!m_session)
        return;
    m_session->setAutoIdle(order.on, now());
    deliver();
}

void Connection::obey(LoggingOrder &order)
{
    if (!m_session)
        return;
    m_session->setLogging(order.lines);
    m_session->setDebugLevel(order.debugLevel);
}

void Connection::obey(TlsAnswerOrder &order)
{
    if (!m_transport || !std::exchange(m_awaitingTlsAnswer, false))
        return;
    // The answer may be to a question of a connection that is gone.
    const bool isThisOne = order.certificate == m_transport->peerCertificate();
    if (order.accept && isThisOne)
        m_transport->acceptPeer();
    else
        endSession(QImap4Error(QImap4Error::TlsError, m_tlsReasons.join(QLatin1Char(' '))));
}

void Connection::obey(CredentialsOrder &order)
{
    if (!m_session)
        return;
    m_session->provideCredentials(order.id, order.credentials, now());
    deliver();
}

void Connection::obey(ChallengeOrder &order)
{
    if (!m_session)
        return;
    m_session->answerChallenge(order.id, order.response, now());
    deliver();
}

void Connection::obey(CancelLoginOrder &)
{
    if (!m_session)
        return;
    m_session->cancelLogin(now());
    deliver();
}

void Connection::obey(ContentOrder &order)
{
    if (!m_session)
        return;
    m_session->provideContent(order.id, order.bytes, now());
    deliver();
}

void Connection::obey(ResumeOrder &)
{
    if (!m_paused || !m_session)
        return;
    qCDebug(lcNet) << "reads on";
    m_paused = false;
    m_session->setReading(true, now());
    readAvailable();
    armTimer();
}

void Connection::obey(AbortOrder &)
{
    endSession(QImap4Error(QImap4Error::CancelledError));
}

void Connection::obey(RetireOrder &)
{
    // At once, not when the last bytes have left: the thread may end right behind this.
    m_timer.stop();
    m_transport.reset();
    m_session.reset();
    deleteLater();
}

void Connection::onOpened()
{
    qCDebug(lcNet) << "connected; encrypted:" << m_transport->isEncrypted();
    m_session->setPeerIsLoopback(m_transport->isPeerLoopback());
    m_session->setEncrypted(m_transport->isEncrypted());
    if (m_transport->isEncrypted())
        handOne(EncryptedEvent{m_transport->peerCertificate()});
    m_session->start(now());
    armTimer();
    readAvailable();
}

void Connection::onEncrypted()
{
    handOne(EncryptedEvent{m_transport->peerCertificate()});
    m_session->tlsEstablished(now());
    deliver();
    readAvailable();
}

void Connection::onTlsProblem(const QImap4TlsProblem &problem)
{
    qCDebug(lcNet) << "the certificate is in doubt:" << problem.reasons;
    m_awaitingTlsAnswer = true;
    m_tlsReasons = problem.reasons;
    handOne(TlsProblemEvent{problem});
}

void Connection::onLost(const QImap4Error &error)
{
    if (!m_session)
        return;
    qCDebug(lcNet) << "lost:" << error.category();
    // What the server sent before it went away still counts, most of all its BYE; and is read no
    // faster than the application takes it.
    m_loss = error;
    if (m_awaitingTlsAnswer || m_session->isBetweenTls())
        endSession(error);
    else
        readAvailable();
}

void Connection::readAvailable()
{
    if (m_awaitingTlsAnswer || m_paused || !m_transport || !m_session || m_session->isOver())
        return;
    qint64 left = ReadPerTurn;
    while (left > 0 && m_transport && m_transport->bytesAvailable() > 0) {
        const Framer::Space space = m_session->framer().space(ReadAtOnce);
        const qint64 count = m_transport->read(space.data, space.size);
        if (count <= 0)
            break;
        m_session->framer().commit(count);
        m_readForEvents += count;
        m_session->receive(now());
        deliver();
        left -= count;
        if (m_paused || m_session->isOver() || m_session->isBetweenTls())
            return;
    }
    if (left <= 0 && m_transport && m_transport->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &Connection::readAvailable, Qt::QueuedConnection);
    else if (m_loss)
        endSession(*m_loss);
}

// Brings out of the session what it wants written, told and done.
void Connection::deliver()
{
    if (m_delivering)
        return;
    m_delivering = true;
    const auto output = m_session->takeOutput();
    if (m_transport) {
        for (const QByteArray &bytes : output)
            m_transport->write(bytes);
    }
    hand(m_session->takeEvents());
    m_delivering = false;
    switch (m_session->takeAction()) {
    case Session::TransportAction::StartTls:
        m_transport->startTls();
        break;
    case Session::TransportAction::StartCompression:
        startCompression();
        break;
    case Session::TransportAction::Close:
        endTransport();
        break;
    case Session::TransportAction::None:
        break;
    }
    armTimer();
}

void Connection::hand(EventBatch batch)
{
    if (batch.empty())
        return;
    // Events hold what was read to make them, and a little more.
    const qint64 cost = std::exchange(m_readForEvents, 0) + qint64(batch.size() * sizeof(Event));
    if (m_application.send(std::move(batch), cost, m_unreadLimit) || m_paused || !m_session)
        return;
    qCDebug(lcNet) << "stops reading: the application has not taken what it was given";
    m_paused = true;
    m_session->setReading(false, now());
}

void Connection::handOne(Event event)
{
    EventBatch batch;
    batch.push_back(std::move(event));
    hand(std::move(batch));
}

void Connection::armTimer()
{
    const qint64 deadline = m_session ? m_session->deadline() : Session::Never;
    if (deadline == Session::Never) {
        m_timer.stop();
        return;
    }
    const qint64 wait =
        qBound(qint64(0), deadline - now(), qint64(std::numeric_limits<int>::max()));
    m_timer.start(int(wait));
}

void Connection::endTransport()
{
    if (m_transport)
        releaseTransport()->retire();
}

// It deletes itself when it has ended, but does not outlive us.
Transport *Connection::releaseTransport()
{
    Transport *transport = m_transport.release();
    transport->disconnect(this);
    transport->setParent(this);
    return transport;
}

void Connection::endSession(const QImap4Error &error)
{
    if (!m_session)
        return;
    m_session->end(error);
    if (m_transport)
        releaseTransport()->abort();
    deliver();
}

} // namespace QImap4Internal
