// SPDX-License-Identifier: LGPL-3.0-or-later
#include "scriptedconnection_p.h"

#include "certificates.h"
#include "defaultanswers_p.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qscopedvaluerollback.h>
#include <QtCore/qtimer.h>

#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace QImap4Test {

namespace {

constexpr int writeTimeoutMs = 2000;
constexpr qsizetype longestDialogueLine = 300;
constexpr qint64 readAhead = 64 * 1024; // of a server that is to stop reading

QByteArray shown(const char *who, const QByteArray &octets)
{
    const bool tooLong = octets.size() > longestDialogueLine;
    QByteArray line = octets.left(longestDialogueLine);
    if (line.endsWith("\r\n"))
        line.chop(2);
    return who + line.replace("\r\n", "\n           ") + (tooLong ? "..." : "");
}

QByteArray description(const Step &step)
{
    switch (step.kind) {
    case Step::Send:
        return shown("S: ", step.bytes);
    case Step::Expect:
    case Step::ExpectExactly:
        return "C: <tag> " + step.bytes;
    case Step::ExpectMatching:
        return "C: <tag> matching /" + step.bytes + '/';
    case Step::ExpectLine:
        return "C: " + step.bytes;
    case Step::ExpectLiteral:
        return "C: <tag> " + step.bytes + " and waits";
    case Step::BeginTls:
        return "TLS begins";
    case Step::Pause:
        return "a pause";
    case Step::SetChunkSize:
        return "output in pieces";
    case Step::AwaitRelease:
        return "the test's release()";
    case Step::GoSilent:
        return "silence";
    case Step::Disconnect:
        return "the server closes";
    case Step::DropConnection:
        return "FIN";
    case Step::ResetConnection:
        return "RST";
    }
    return {};
}

Step::Kind stepAfter(Answer::Then then)
{
    switch (then) {
    case Answer::Disconnect:
        return Step::Disconnect;
    case Answer::DropConnection:
        return Step::DropConnection;
    case Answer::ResetConnection:
        return Step::ResetConnection;
    case Answer::GoSilent:
        return Step::GoSilent;
    case Answer::BeginTls:
        return Step::BeginTls;
    case Answer::Continue:
        break;
    }
    return Step::Send;
}

QByteArray lastLine(const QByteArray &lines)
{
    const qsizetype end = lines.lastIndexOf('\n', lines.size() - 2);
    return lines.mid(end + 1);
}

} // namespace

ScriptedConnection::ScriptedConnection(qintptr descriptor, int number,
                                       std::shared_ptr<ServerState> state, QObject *parent)
    : QObject(parent)
    , m_number(number)
    , m_state(std::move(state))
    , m_socket(new QSslSocket(this))
{
    connect(m_socket, &QIODevice::readyRead, this, &ScriptedConnection::readInput);
    connect(m_socket, &QAbstractSocket::disconnected, this, &ScriptedConnection::disconnected);
    connect(m_socket, &QAbstractSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) {
                if (m_socket->mode() == QSslSocket::UnencryptedMode
                    || (!m_handshaking && error == QAbstractSocket::RemoteHostClosedError)) {
                    return;
                }
                record([this](ConnectionRecord &r) { r.tlsError = m_socket->errorString(); });
            });
    connect(m_socket, &QSslSocket::encrypted, this, [this] {
        m_handshaking = false;
        const QString peer =
            m_socket->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
        record([&](ConnectionRecord &r) {
            r.encrypted = true;
            r.peerCommonName = peer.toUtf8();
        });
        note("-- encrypted");
        advance();
    });
    m_socket->setSocketDescriptor(descriptor);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    begin();
}

template <typename Change>
void ScriptedConnection::record(Change change)
{
    const std::scoped_lock lock(m_state->mutex);
    change(m_state->connections[static_cast<size_t>(m_number - 1)]);
}

void ScriptedConnection::note(const QByteArray &line)
{
    record([&](ConnectionRecord &r) { r.dialogue.append(line); });
}

void ScriptedConnection::begin()
{
    bool encrypted = false;
    bool unexpected = false;
    {
        const std::scoped_lock lock(m_state->mutex);
        const auto index = static_cast<size_t>(m_number - 1);
        const bool scripted = index < m_state->scripts.size();
        m_reactive = m_state->reactive || m_state->scripts.empty();
        unexpected = !scripted && !m_reactive;
        if (scripted)
            m_script = m_state->scripts[index];
        m_state->connections[index].stepCount = m_script.size();
        if (!scripted && m_reactive)
            m_script.append(S(m_state->greeting));
        m_faults = m_state->faultsOf.value(m_number, m_state->faults);
        m_parser.setUtf8Accepted(m_state->utf8Accepted);
        encrypted = m_state->mode == ScriptedServer::ImplicitTls;
    }
    if (unexpected) {
        fail("there is no script for this connection");
        return;
    }
    if (enforceLimits())
        return;
    if (m_faults.readLimit >= 0)
        m_socket->setReadBufferSize(readAhead);
    if (encrypted)
        startEncryption();
    else
        advance();
}

void ScriptedConnection::startEncryption()
{
    QSslConfiguration configuration;
    {
        const std::scoped_lock lock(m_state->mutex);
        configuration = m_state->tls;
    }
    if (configuration.isNull())
        configuration = Certificates::serverConfiguration(Certificates::server());
    m_handshaking = true;
    m_socket->setSslConfiguration(configuration);
    m_socket->startServerEncryption();
}

void ScriptedConnection::readInput()
{
    if (m_faults.readLimit >= 0 && m_read >= m_faults.readLimit)
        return;
    const QByteArray octets = m_socket->readAll();
    m_read += octets.size();
    record([&](ConnectionRecord &r) { r.received += octets; });
    m_parser.feed(octets);
    advance();
}

void ScriptedConnection::disconnected()
{
    m_silent = true;
    record([](ConnectionRecord &r) {
        r.open = false;
        r.dialogue.append("-- disconnected");
    });
}

void ScriptedConnection::queue(const QByteArray &octets)
{
    if (octets.isEmpty())
        return;
    m_output += octets;
    note(shown("S: ", octets));
}

void ScriptedConnection::sendUnasked(const QByteArray &octets)
{
    if (m_silent)
        return;
    queue(octets);
    pump();
}

void ScriptedConnection::pump()
{
    while (!m_output.isEmpty() && !m_silent && !m_paused && !m_handshaking) {
        qint64 size = m_output.size();
        if (m_faults.chunkSize > 0)
            size = std::min<qint64>(size, m_faults.chunkSize);
        for (const qint64 limit : {m_faults.stallAfter, m_faults.dropAfter, m_faults.resetAfter}) {
            if (limit >= 0)
                size = std::min(size, limit - m_written);
        }
        const QByteArray piece = m_output.left(size);
        m_output.remove(0, size);
        m_written += size;
        m_socket->write(piece);
        m_socket->flush();
        record([&](ConnectionRecord &r) { r.sent += piece; });
        if (enforceLimits())
            return;
        if (m_faults.chunkSize > 0 && !m_output.isEmpty())
            pause(m_faults.chunkDelay);
    }
}

// Whether the connection has come to the octet at which it was to fail.
bool ScriptedConnection::enforceLimits()
{
    if (m_written == m_faults.stallAfter)
        goSilent();
    else if (m_written == m_faults.dropAfter)
        drop();
    else if (m_written == m_faults.resetAfter)
        reset();
    return m_silent;
}

void ScriptedConnection::pause(std::chrono::milliseconds time)
{
    m_paused = true;
    QTimer::singleShot(time, this, [this] {
        m_paused = false;
        pump();
        advance();
    });
}

void ScriptedConnection::flushWrites()
{
    while (m_socket->bytesToWrite() > 0 || m_socket->encryptedBytesToWrite() > 0) {
        if (!m_socket->waitForBytesWritten(writeTimeoutMs))
            return;
    }
}

void ScriptedConnection::goSilent()
{
    m_silent = true;
    m_output.clear();
    note("-- silence");
}

// close() would send RST instead of FIN while input is unread, so one direction is shut down and
// the socket stays until the client closes it.
void ScriptedConnection::drop()
{
    goSilent();
    flushWrites();
    note("-- FIN");
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void ScriptedConnection::reset()
{
    goSilent();
    flushWrites();
    note("-- RST");
    const linger noLinger{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &noLinger,
                 sizeof noLinger);
    m_socket->abort();
}

void ScriptedConnection::closeInOrder()
{
    m_silent = true;
    note("-- the server closes");
    m_socket->disconnectFromHost();
}

void ScriptedConnection::fail(const QByteArray &why)
{
    record([&](ConnectionRecord &r) {
        if (r.error.isEmpty())
            r.error = why;
    });
    note("!! " + why);
    closeInOrder();
}

void ScriptedConnection::failExpectation(const Step &step, const QByteArray &got)
{
    fail("in step " + QByteArray::number(m_step + 1) + ":\n  expected  " + description(step)
         + "\n  got       C: " + got);
}

void ScriptedConnection::advance()
{
    if (m_advancing)
        return;
    const QScopedValueRollback guard(m_advancing, true);
    Progress progress = Progress::Went;
    while (progress == Progress::Went && !m_silent && !m_handshaking && !m_paused) {
        if (!scriptIsOver()) {
            if (!mayStart(m_script[m_step]))
                return;
            progress = playStep();
        } else {
            pump();
            progress = m_output.isEmpty() && !m_silent ? react() : Progress::Waits;
        }
    }
}

// Lines that follow each other are written together; any other step comes after all is out.
bool ScriptedConnection::mayStart(const Step &step)
{
    if (step.kind == Step::Send || step.kind == Step::BeginTls)
        return true;
    pump();
    return m_output.isEmpty() && !m_silent;
}

ScriptedConnection::Progress ScriptedConnection::done()
{
    ++m_step;
    record([this](ConnectionRecord &r) { r.step = std::min(m_step, r.stepCount); });
    return Progress::Went;
}

ScriptedConnection::Progress ScriptedConnection::playStep()
{
    const Step step = m_script[m_step];
    switch (step.kind) {
    case Step::Send:
        settleLiteral(step.bytes);
        queue(withTags(step.bytes));
        return done();
    case Step::Expect:
    case Step::ExpectExactly:
    case Step::ExpectMatching:
        return playCommand(step);
    case Step::ExpectLine:
        return playLine(step);
    case Step::ExpectLiteral:
        return playLiteral(step);
    case Step::BeginTls:
        return playTls(step);
    case Step::Pause:
        pause(std::chrono::milliseconds(step.number));
        return done();
    case Step::SetChunkSize:
        m_faults.chunkSize = step.number;
        return done();
    case Step::AwaitRelease:
        return playRelease();
    case Step::GoSilent:
        goSilent();
        return done();
    case Step::Disconnect:
        closeInOrder();
        return done();
    case Step::DropConnection:
        drop();
        return done();
    case Step::ResetConnection:
        reset();
        return done();
    }
    return Progress::Waits;
}

CommandParser::Status ScriptedConnection::readCommand(ClientCommand *command)
{
    const CommandParser::Status status = m_parser.next(command);
    if (status == CommandParser::Invalid)
        fail(m_parser.error() + ":\n  " + shown("C: ", m_parser.takeBuffer()));
    return status;
}

ScriptedConnection::Progress ScriptedConnection::playCommand(const Step &step)
{
    ClientCommand command;
    const CommandParser::Status status = readCommand(&command);
    if (status == CommandParser::NeedsContinuation) {
        m_parser.grantLiteral();
        queue("+ go ahead\r\n");
        pump();
        return Progress::Went;
    }
    if (status != CommandParser::Complete)
        return Progress::Waits;
    remember(command);
    if (!accepts(step, command)) {
        failExpectation(step, command.tag + ' ' + command.text);
        return Progress::Waits;
    }
    if (!step.label.isEmpty())
        m_namedTags.insert(step.label, command.tag);
    return done();
}

bool ScriptedConnection::accepts(const Step &step, const ClientCommand &command) const
{
    if (step.kind == Step::Expect)
        return matches(command, step.bytes);
    if (step.kind == Step::ExpectExactly)
        return command.raw == command.tag + ' ' + step.bytes + "\r\n";
    const QString pattern = QRegularExpression::anchoredPattern(QString::fromUtf8(step.bytes));
    return QRegularExpression(pattern).match(QString::fromUtf8(command.text)).hasMatch();
}

ScriptedConnection::Progress ScriptedConnection::playLine(const Step &step)
{
    QByteArray line;
    const CommandParser::Status status = m_parser.nextLine(&line);
    if (status == CommandParser::Invalid)
        fail(m_parser.error());
    if (status != CommandParser::Complete)
        return Progress::Waits;
    note(shown("C: ", line));
    if (line != step.bytes) {
        failExpectation(step, line);
        return Progress::Waits;
    }
    return done();
}

ScriptedConnection::Progress ScriptedConnection::playLiteral(const Step &step)
{
    ClientCommand command;
    const CommandParser::Status status = readCommand(&command);
    if (status == CommandParser::Complete) {
        failExpectation(step, command.tag + ' ' + command.text);
        return Progress::Waits;
    }
    if (status != CommandParser::NeedsContinuation)
        return Progress::Waits;
    const ClientCommand pending = m_parser.pending();
    if (!matches(pending, step.bytes)) {
        failExpectation(step, pending.tag + ' ' + pending.text);
        return Progress::Waits;
    }
    m_tags.append(pending.tag);
    m_literalPending = true;
    note(shown("C: ", pending.raw));
    return done();
}

// After CLiteral: "+" lets the client go on, an untagged line decides nothing, and any other answer
// means that the literal will not come.
void ScriptedConnection::settleLiteral(const QByteArray &answer)
{
    if (!m_literalPending || answer.startsWith('*'))
        return;
    m_literalPending = false;
    if (answer.startsWith('+'))
        m_parser.grantLiteral();
    else
        m_parser.refuseLiteral();
}

ScriptedConnection::Progress ScriptedConnection::playRelease()
{
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->releases == 0)
            return Progress::Waits;
        --m_state->releases;
    }
    return done();
}

ScriptedConnection::Progress ScriptedConnection::playTls(const Step &step)
{
    QByteArray injection = step.bytes;
    if (injection.isEmpty()) {
        const std::scoped_lock lock(m_state->mutex);
        injection = m_state->injection;
    }
    if (step.number == 0) {
        queue(injection);
        m_script[m_step].number = 1; // queued
    }
    pump();
    if (!m_output.isEmpty() || m_silent)
        return Progress::Waits;
    if (!m_parser.isEmpty()) {
        fail("the client went on before TLS had begun:\n  " + shown("C: ", m_parser.takeBuffer()));
        return Progress::Waits;
    }
    startEncryption();
    return done();
}

void ScriptedConnection::remember(const ClientCommand &command)
{
    if (m_tags.isEmpty() || m_tags.last() != command.tag)
        m_tags.append(command.tag);
    ClientCommand numbered = command;
    numbered.connection = m_number;
    record([&](ConnectionRecord &r) {
        r.commands.append(numbered);
        r.dialogue.append(shown("C: ", command.tag + ' ' + command.text));
    });
}

QByteArray ScriptedConnection::withTags(const QByteArray &octets) const
{
    QByteArray result;
    for (qsizetype i = 0; i < octets.size();) {
        if (octets[i] != '$') {
            result += octets[i++];
            continue;
        }
        qsizetype end = i + 1;
        while (end < octets.size() && std::isalnum(static_cast<uchar>(octets[end])))
            ++end;
        const QByteArray word = octets.mid(i + 1, end - i - 1);
        bool isNumber = word == "tag";
        const int back = isNumber || !word.startsWith("tag") ? 0 : word.mid(3).toInt(&isNumber);
        if (m_namedTags.contains(word))
            result += m_namedTags.value(word);
        else if (isNumber && back < m_tags.size())
            result += m_tags[m_tags.size() - 1 - back];
        else
            result += '$' + word;
        i = end;
    }
    return result;
}

ScriptedConnection::Progress ScriptedConnection::react()
{
    if (!m_reactive)
        return Progress::Waits;
    ClientCommand command;
    if (m_awaitsLine) {
        QByteArray line;
        if (m_parser.nextLine(&line) != CommandParser::Complete)
            return Progress::Waits;
        note(shown("C: ", line));
        command = m_continued;
        command.isContinuation = true;
        command.text = line;
        command.raw = line + "\r\n";
        command.tokens.clear();
        answer(command);
        return Progress::Went;
    }
    const CommandParser::Status status = readCommand(&command);
    if (status == CommandParser::NeedsContinuation) {
        m_parser.grantLiteral();
        queue("+ go ahead\r\n");
        return Progress::Went;
    }
    if (status != CommandParser::Complete)
        return Progress::Waits;
    command.connection = m_number;
    remember(command);
    m_continued = command;
    answer(command);
    return Progress::Went;
}

// An answer is played as the next steps of the script.
void ScriptedConnection::answer(const ClientCommand &command)
{
    Handler handler;
    ServerFacts facts;
    {
        const std::scoped_lock lock(m_state->mutex);
        handler = m_state->handlers.value(command.name);
        facts.capabilities = m_state->capabilities;
        facts.mailboxSize = m_state->mailboxSize;
        facts.offersStartTls =
            m_state->mode == ScriptedServer::OffersStartTls && !m_socket->isEncrypted();
    }
    const Answer answer = handler ? handler(command) : defaultAnswer(command, facts);
    QByteArray octets = answer.bytes;
    if (!octets.isEmpty() && !octets.endsWith("\r\n"))
        octets += "\r\n";
    m_awaitsLine = lastLine(octets).startsWith('+');
    m_script.append(Raw(octets));
    if (answer.then != Answer::Continue)
        m_script.append(Step{stepAfter(answer.then), {}, {}, 0});
}

} // namespace QImap4Test
