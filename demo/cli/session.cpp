// SPDX-License-Identifier: LGPL-3.0-or-later
#include "session.h"

#include "exitstatus.h"
#include "jsonline.h"
#include "patience.h"

#include <QtCore/qeventloop.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qtimer.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace QImap4Cli {

// Silence is what ends a command. A server that says something useless now and then would never
// be silent, so a command has an end of its own too: this many times the allowed silence, and
// more for what it brings.
static constexpr int patience = 3;
// From the first packet to the end of login, however slowly the server talks.
static constexpr int loginPatience = 2;
// Message content is held in memory here.
static constexpr qint64 maximumContent = 32 * 1024 * 1024;
static constexpr qint64 maximumResult = 2 * maximumContent;
static constexpr int maximumLogoutTime = 2000; // ms; results are out already

Session::Session(const Options &options)
    : m_options(options)
{
    configure();
    connect(&m_imap, &QImap4::encrypted, this, [this] { m_secured = true; });
    connect(&m_imap, &QImap4::tlsProblem, this, &Session::refuseTls);
    connect(&m_imap, &QImap4::alert, this, &Session::showAlert);
}

void Session::configure()
{
    m_imap.setHost(m_options.host);
    m_imap.setEncryption(m_options.encryption);
    m_imap.setPort(m_options.port);
    m_imap.setAutoIdle(false);
    m_imap.setCleartextPolicy(QImap4::LoopbackOnly);

    QImap4Limits limits;
    limits.bodyLiteral = maximumContent;
    limits.result = maximumResult;
    limits.connectTimeout = m_options.timeout;
    limits.greetingTimeout = m_options.timeout;
    limits.tlsTimeout = m_options.timeout;
    limits.commandTimeout = m_options.timeout;
    limits.loginTimeout = loginPatience * m_options.timeout;
    m_imap.setLimits(limits);

    if (m_options.certificateAuthorities.isEmpty())
        return;
    QSslConfiguration tls = m_imap.sslConfiguration();
    tls.setCaCertificates(m_options.certificateAuthorities);
    m_imap.setSslConfiguration(tls);
}

QImap4Error Session::open()
{
    // A name may resolve to anywhere; what is not loopback by itself is not tried at all.
    if (m_options.encryption == QImap4::Plaintext && m_options.hasLogin()
        && !m_options.isLoopback()) {
        return QImap4Error(QImap4Error::InsecureError);
    }
    const Reply reply = wait(m_imap.open());
    return errorOf(*reply);
}

void Session::close()
{
    if (m_imap.state() != QImap4::Disconnected) {
        const Reply reply(m_imap.logout());
        reply->setAutoDelete(false);
        QEventLoop loop;
        connect(reply.get(), &QImap4Reply::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(std::min(m_options.timeout, maximumLogoutTime), &loop,
                           &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
    }
    m_imap.abort();
}

Reply Session::wait(QImap4Reply *reply, int expectedTime)
{
    reply->setAutoDelete(false);
    Reply result(reply);
    if (reply->isFinished())
        return result;

    using std::chrono::milliseconds;
    const milliseconds allowed(qint64(expectedTime) + qint64(patience) * m_options.timeout);
    QEventLoop loop;
    QTimer timer;
    timer.setSingleShot(true);
    Patience time(allowed);
    connect(reply, &QImap4Reply::progress, &timer, [&](qint64 bytes) { time.receive(bytes); });
    connect(reply, &QImap4Reply::messagesFetched, &timer,
            [&](const QImap4MessageList &messages) { time.receive(messages); });
    connect(&timer, &QTimer::timeout, &loop, [&] {
        const milliseconds left = time.left();
        if (left.count() > 0)
            timer.start(left);
        else
            m_imap.abort(); // finishes the reply with an error
    });
    connect(reply, &QImap4Reply::finished, &loop, &QEventLoop::quit);
    timer.start(allowed);
    loop.exec();
    return result;
}

QImap4Error Session::errorOf(const QImap4Reply &reply) const
{
    const QImap4Error error = reply.error();
    switch (error.category()) {
    case QImap4Error::IllegalStateError:
        if (m_imap.state() == QImap4::Disconnected && m_imap.lastError())
            return m_imap.lastError();
        return error;
    case QImap4Error::CancelledError: // nothing is, but for want of time
        return QImap4Error(QImap4Error::TimeoutError);
    case QImap4Error::RefusedError:
    case QImap4Error::BadError:
    case QImap4Error::UnsupportedError:
        // Nothing but STARTTLS is asked for before TLS is there.
        if (!isTrustworthy())
            return QImap4Error(QImap4Error::TlsError);
        return error;
    default:
        return error;
    }
}

void Session::print(const QString &action, QJsonObject object)
{
    object.insert(QStringLiteral("action"), action);
    if (!writeOutput(object))
        std::_Exit(OutputFailed);
}

void Session::report(const QImap4Error &error) const
{
    QJsonObject line{
        {QStringLiteral("code"), QLatin1String(outcomeOf(error.category()).code)},
        {QStringLiteral("message"), error.message()},
    };
    if (!error.commandName().isEmpty())
        line.insert(QStringLiteral("command"), error.commandName());
    if (!m_tlsReasons.isEmpty())
        line.insert(QStringLiteral("reasons"), QJsonArray::fromStringList(m_tlsReasons));
    // These words are ours, or those of the TLS library.
    if (!error.detail().isEmpty() && (isTrustworthy() || error.category() == QImap4Error::TlsError))
        line.insert(QStringLiteral("detail"), error.detail());
    if (isTrustworthy()) {
        if (!error.serverText().isEmpty())
            line.insert(QStringLiteral("server"), error.serverText());
    }
    writeError(line);
}

void Session::refuseTls(const QImap4TlsProblem &problem)
{
    m_tlsReasons = problem.reasons;
    m_imap.answerTlsProblem(problem, QImap4::RefuseConnection);
}

// RFC 9051, 7.1: an alert must be shown. What was said before TLS may come from anybody.
void Session::showAlert(const QString &text)
{
    if (isTrustworthy())
        print(QStringLiteral("alert"), {{QStringLiteral("text"), text}});
}

bool Session::isTrustworthy() const
{
    return m_secured || m_options.encryption == QImap4::Plaintext;
}

} // namespace QImap4Cli
