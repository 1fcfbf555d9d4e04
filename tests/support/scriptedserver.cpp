// SPDX-License-Identifier: LGPL-3.0-or-later
#include "scriptedserver.h"

#include "certificates.h"
#include "scriptedconnection_p.h"
#include "serverstate_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qeventloop.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtestsystem.h>

#include <algorithm>
#include <deque>
#include <future>
#include <thread>
#include <utility>

namespace QImap4Test {

namespace {

// Accepts connections, and runs what other threads post, in the server's thread.
class Listener : public QTcpServer
{
public:
    using Task = std::function<void(Listener &)>;

    explicit Listener(std::shared_ptr<ServerState> state)
        : m_state(std::move(state))
    {}

    // From any thread.
    void post(Task task)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }

    const std::vector<ScriptedConnection *> &connections() const { return m_connections; }
    QEventLoop loop;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        int number = 0;
        {
            const std::scoped_lock lock(m_state->mutex);
            // At once, or a test that looks now would take the script for finished.
            ConnectionRecord record;
            if (m_state->connections.size() < m_state->scripts.size())
                record.stepCount = m_state->scripts[m_state->connections.size()].size();
            m_state->connections.push_back(record);
            number = static_cast<int>(m_state->connections.size());
        }
        m_connections.push_back(new ScriptedConnection(descriptor, number, m_state, this));
    }

    void customEvent(QEvent *) override
    {
        std::deque<Task> tasks;
        {
            const std::scoped_lock lock(m_mutex);
            tasks.swap(m_tasks);
        }
        for (const Task &task : tasks)
            task(*this);
    }

private:
    const std::shared_ptr<ServerState> m_state;
    std::vector<ScriptedConnection *> m_connections;
    std::mutex m_mutex;
    std::deque<Task> m_tasks;
};

} // namespace

// A std::thread, because ThreadSanitizer does not see into the threads that Qt starts.
class ServerThread
{
public:
    explicit ServerThread(const std::shared_ptr<ServerState> &state)
    {
        std::promise<Listener *> started;
        std::future<Listener *> listener = started.get_future();
        m_thread = std::thread([state, &started] {
            Listener listening(state);
            if (!listening.listen(QHostAddress::LocalHost))
                qFatal("cannot listen: %s", qPrintable(listening.errorString()));
            state->port = listening.serverPort();
            started.set_value(&listening);
            listening.loop.exec();
        });
        m_listener = listener.get();
    }

    ~ServerThread()
    {
        post([](Listener &listener) { listener.loop.quit(); });
        m_thread.join();
    }

    ServerThread(const ServerThread &) = delete;
    ServerThread &operator=(const ServerThread &) = delete;

    void post(Listener::Task task) { m_listener->post(std::move(task)); }

private:
    std::thread m_thread;
    Listener *m_listener = nullptr;
};

namespace {

// The record of connection n, of the newest one for 0; an empty one where there is none.
const ConnectionRecord &recordOf(const ServerState &state, int connection)
{
    static const ConnectionRecord none;
    const auto count = static_cast<int>(state.connections.size());
    const int number = connection == 0 ? count : connection;
    if (number < 1 || number > count)
        return none;
    return state.connections[static_cast<size_t>(number - 1)];
}

QByteArray standing(const ConnectionRecord &record, int number)
{
    QByteArray text = "connection " + QByteArray::number(number) + ": step "
        + QByteArray::number(record.step) + " of " + QByteArray::number(record.stepCount) + " done"
        + (record.open ? "" : ", closed") + '\n';
    if (!record.error.isEmpty())
        text += record.error + '\n';
    if (!record.tlsError.isEmpty())
        text += "TLS: " + record.tlsError.toUtf8() + '\n';
    for (const QByteArray &line : record.dialogue)
        text += "        " + line + '\n';
    return text;
}

} // namespace

ScriptedServer::ScriptedServer(Mode mode)
    : m_state(std::make_shared<ServerState>())
{
    m_state->mode = mode;
    m_state->greeting = "* OK ready";
    m_state->capabilities = "IMAP4rev1 IDLE UIDPLUS NAMESPACE UNSELECT ENABLE ID AUTH=PLAIN";
    // Here, before there is a thread: making certificates forks, and ThreadSanitizer does not
    // like a fork among threads.
    if (mode != Plain)
        m_state->tls = Certificates::serverConfiguration(Certificates::server());
    m_thread = std::make_unique<ServerThread>(m_state);
}

ScriptedServer::~ScriptedServer() = default;

quint16 ScriptedServer::port() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->port;
}

void ScriptedServer::setScript(const Script &script)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->scripts = {script};
}

void ScriptedServer::addScript(const Script &script)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->scripts.push_back(script);
}

void ScriptedServer::setReactive(bool reactive)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->reactive = reactive;
}

void ScriptedServer::setGreeting(const QByteArray &line)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->greeting = line;
}

void ScriptedServer::setCapabilities(const QByteArray &capabilities)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->capabilities = capabilities;
}

void ScriptedServer::setMailboxSize(int messages)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->mailboxSize = messages;
}

void ScriptedServer::on(const QByteArray &commandName, const Handler &handler)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->handlers.insert(commandName.toUpper(), handler);
}

void ScriptedServer::on(const QByteArray &commandName, const QByteArray &answer)
{
    on(commandName, [answer](const ClientCommand &) -> Answer { return answer; });
}

void ScriptedServer::setSslConfiguration(const QSslConfiguration &configuration)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->tls = configuration;
}

void ScriptedServer::injectAfterStartTlsOk(const QByteArray &octets)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->injection = octets;
}

void ScriptedServer::setUtf8Accepted(bool accepted)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->utf8Accepted = accepted;
}

void ScriptedServer::setFaults(const Faults &faults)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->faults = faults;
}

void ScriptedServer::setFaults(int connection, const Faults &faults)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->faultsOf.insert(connection, faults);
}

void ScriptedServer::send(const QByteArray &octets)
{
    m_thread->post([octets](Listener &listener) {
        if (!listener.connections().empty())
            listener.connections().back()->sendUnasked(octets);
    });
}

void ScriptedServer::release()
{
    {
        const std::scoped_lock lock(m_state->mutex);
        ++m_state->releases;
    }
    m_thread->post([](Listener &listener) {
        for (ScriptedConnection *connection : listener.connections())
            connection->advance();
    });
}

void ScriptedServer::dropConnections()
{
    m_thread->post([](Listener &listener) {
        for (ScriptedConnection *connection : listener.connections())
            connection->drop();
    });
}

void ScriptedServer::resetConnections()
{
    m_thread->post([](Listener &listener) {
        for (ScriptedConnection *connection : listener.connections())
            connection->reset();
    });
}

int ScriptedServer::connectionCount() const
{
    const std::scoped_lock lock(m_state->mutex);
    return static_cast<int>(m_state->connections.size());
}

int ScriptedServer::openConnectionCount() const
{
    const std::scoped_lock lock(m_state->mutex);
    return static_cast<int>(std::count_if(m_state->connections.begin(), m_state->connections.end(),
                                          [](const ConnectionRecord &r) { return r.open; }));
}

QByteArray ScriptedServer::received(int connection) const
{
    const std::scoped_lock lock(m_state->mutex);
    return recordOf(*m_state, connection).received;
}

QByteArray ScriptedServer::sent(int connection) const
{
    const std::scoped_lock lock(m_state->mutex);
    return recordOf(*m_state, connection).sent;
}

QList<ClientCommand> ScriptedServer::commands(int connection) const
{
    const std::scoped_lock lock(m_state->mutex);
    const QList<ClientCommand> &commands = recordOf(*m_state, connection).commands;
    // Not shared with the server's thread, which goes on.
    return QList<ClientCommand>(commands.cbegin(), commands.cend());
}

QByteArrayList ScriptedServer::commandTexts(int connection) const
{
    QByteArrayList texts;
    for (const ClientCommand &command : commands(connection))
        texts.append(command.text);
    return texts;
}

bool ScriptedServer::isEncrypted(int connection) const
{
    const std::scoped_lock lock(m_state->mutex);
    return recordOf(*m_state, connection).encrypted;
}

QString ScriptedServer::tlsError(int connection) const
{
    const std::scoped_lock lock(m_state->mutex);
    return recordOf(*m_state, connection).tlsError;
}

QByteArray ScriptedServer::peerCommonName(int connection) const
{
    const std::scoped_lock lock(m_state->mutex);
    return recordOf(*m_state, connection).peerCommonName;
}

bool ScriptedServer::finished() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->connections.size() >= m_state->scripts.size()
        && std::all_of(m_state->connections.begin(), m_state->connections.end(),
                       [](const ConnectionRecord &r) {
                           return r.error.isEmpty() && r.step == r.stepCount;
                       });
}

QByteArray ScriptedServer::error() const
{
    const std::scoped_lock lock(m_state->mutex);
    for (const ConnectionRecord &record : m_state->connections) {
        if (!record.error.isEmpty())
            return record.error;
    }
    return {};
}

QByteArray ScriptedServer::report() const
{
    const std::scoped_lock lock(m_state->mutex);
    QByteArray text = "\n" + QByteArray::number(m_state->connections.size()) + " connections, "
        + QByteArray::number(m_state->scripts.size()) + " scripts\n";
    int number = 0;
    for (const ConnectionRecord &record : m_state->connections)
        text += standing(record, ++number);
    return text;
}

bool ScriptedServer::waitForConnection(int count, int timeoutMs) const
{
    return QTest::qWaitFor([&] { return connectionCount() >= count; }, timeoutMs);
}

bool ScriptedServer::waitForFinished(int timeoutMs) const
{
    return QTest::qWaitFor([this] { return finished() || !error().isEmpty(); }, timeoutMs)
        && finished();
}

bool ScriptedServer::waitForCommand(const QByteArray &pattern, int timeoutMs) const
{
    return QTest::qWaitFor(
        [&] {
            const QList<ClientCommand> said = commands();
            return std::any_of(said.begin(), said.end(), [&](const ClientCommand &command) {
                return matches(command, pattern);
            });
        },
        timeoutMs);
}

} // namespace QImap4Test
