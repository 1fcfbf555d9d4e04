// SPDX-License-Identifier: LGPL-3.0-or-later
#include "net/processtransport_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qloggingcategory.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

#include <utility>

namespace QImap4Internal {

Q_LOGGING_CATEGORY(lcProcess, "qimap4.net.process", QtWarningMsg)

namespace {

// What is read ahead; with it full, the child waits.
constexpr qint64 ReadAhead = 256 * 1024;

// What is kept of the child's standard error, for the error that may follow.
constexpr qsizetype LastWords = 1000;

// How long the child may take to end after each of: the end of its output, that of its input,
// being told to, being killed. Milliseconds.
constexpr int EndingTime = 1000;
// The same when nobody can wait for it any more.
constexpr int HastyEnding = 200;

#ifdef Q_OS_UNIX

// Above the standard descriptors, which may be closed in an application: the child's end is to
// become one of them.
int movedUp(int descriptor)
{
    if (descriptor > STDERR_FILENO)
        return descriptor;
    const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    ::close(descriptor);
    return moved;
}

// Two ends of a local stream, which no other child inherits.
class SocketPair
{
public:
    SocketPair()
    {
#ifdef SOCK_CLOEXEC // in one step: another thread may be starting a process right now
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, m_ends) != 0)
            return;
#else
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, m_ends) != 0)
            return;
        for (const int end : m_ends)
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
        for (int &end : m_ends)
            end = movedUp(end);
    }
    ~SocketPair()
    {
        for (const int end : m_ends) {
            if (end >= 0)
                ::close(end);
        }
    }
    SocketPair(const SocketPair &) = delete;
    SocketPair &operator=(const SocketPair &) = delete;

    bool giveOursTo(QLocalSocket &socket)
    {
        if (m_ends[0] < 0 || m_ends[1] < 0 || !socket.setSocketDescriptor(m_ends[0]))
            return false;
        m_ends[0] = -1;
        return true;
    }
    int childsEnd() const
    {
        return m_ends[1];
    }

private:
    int m_ends[2] = {-1, -1}; // ours, the child's
};

#endif

} // namespace

ProcessTransport::ProcessTransport(const Settings &settings, QObject *parent)
    : Transport(parent)
    , m_settings(settings)
    , m_source(&m_process)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ProcessTransport::onTimeout);
    connect(&m_process, &QProcess::started, this, &ProcessTransport::onStarted);
    connect(&m_process, &QProcess::errorOccurred, this, &ProcessTransport::onProcessError);
    connect(&m_process, &QProcess::finished, this, &ProcessTransport::onProcessFinished);
    connect(&m_process, &QProcess::readyReadStandardError, this, &ProcessTransport::readErrors);
    connect(&m_process, &QProcess::bytesWritten, this, [this] { writePending(Amount::WhatFits); });
}

ProcessTransport::~ProcessTransport()
{
    m_over = true;
    m_timer.stop();
    m_process.disconnect(this);
    m_output.disconnect(this);
    m_output.abort();
    if (!isRunning())
        return;
    m_process.closeReadChannel(QProcess::StandardError);
    m_process.closeWriteChannel();
    if (m_ending != Ending::Killed) {
        m_process.terminate();
        if (m_process.waitForFinished(HastyEnding))
            return;
        m_process.kill();
    }
    m_process.waitForFinished(EndingTime);
}

void ProcessTransport::open()
{
#ifdef Q_OS_UNIX
    // Once the child has been started, its end is open in it alone.
    SocketPair pair;
    if (pair.giveOursTo(m_output)) {
        connectOutput();
        m_process.setStandardOutputFile(QProcess::nullDevice()); // until it is replaced
        m_process.setChildProcessModifier([end = pair.childsEnd()] { ::dup2(end, STDOUT_FILENO); });
    }
#endif
    m_process.start(m_settings.program, m_settings.arguments);
}

void ProcessTransport::connectOutput()
{
    m_source = &m_output;
    m_output.setReadBufferSize(ReadAhead);
    connect(&m_output, &QLocalSocket::disconnected, this, &ProcessTransport::onOutputEnded);
}

// The first words of the child may be here before the news that it runs.
void ProcessTransport::onStarted()
{
    connect(m_source, &QIODevice::readyRead, this, &Transport::readyRead);
    Q_EMIT opened();
}

void ProcessTransport::startTls()
{
    fail(QImap4Error(QImap4Error::TlsError,
                     QCoreApplication::translate(
                         "QImap4", "A command is reached by a pipe, which has no encryption.")));
}

void ProcessTransport::onProcessError(QProcess::ProcessError error)
{
    switch (error) {
    case QProcess::FailedToStart:
        fail(QImap4Error(
            QImap4Error::NetworkError,
            QCoreApplication::translate("QImap4", "The command %1 cannot be started: %2")
                .arg(m_settings.program, m_process.errorString())));
        break;
    case QProcess::WriteError:
        // It reads no more. What it has to say about that is still to come.
        m_pending.clear();
        break;
    default: // finished() follows
        break;
    }
}

// Its output may still hold its last words, or belong to a child of its own.
void ProcessTransport::onProcessFinished()
{
    readErrors();
    if (m_ending != Ending::NotYet)
        deleteLater(); // nobody owns it any more
    else if (m_outputEnded || m_source == &m_process)
        reportLoss();
}

// The exit status follows, as a rule at once.
void ProcessTransport::onOutputEnded()
{
    m_outputEnded = true;
    if (m_over)
        return;
    if (isRunning())
        m_timer.start(EndingTime);
    else
        reportLoss();
}

void ProcessTransport::onTimeout()
{
    switch (m_ending) {
    case Ending::NotYet:
        reportLoss();
        break;
    case Ending::InputClosed:
        end(Ending::Terminated);
        break;
    case Ending::Terminated:
        end(Ending::Killed);
        break;
    case Ending::Killed:
        deleteLater(); // there is nothing more that can be done
        break;
    }
}

void ProcessTransport::readErrors()
{
    QByteArray words = m_process.readAllStandardError();
    if (words.isEmpty())
        return;
    // Some programs copy the dialogue, passwords and all: what they say is told in errors alone,
    // where the session masks it.
    qCDebug(lcProcess, "%s: %lld bytes on standard error", qPrintable(m_settings.program),
            static_cast<long long>(words.size()));
    // Whole lines only: half a secret is not found by the mask.
    if (m_skipsLine) {
        const qsizetype lineEnd = words.indexOf('\n');
        m_skipsLine = lineEnd < 0;
        words = m_skipsLine ? QByteArray() : words.mid(lineEnd + 1);
    }
    m_lastWords += words;
    if (m_lastWords.size() <= LastWords)
        return;
    const qsizetype lineEnd = m_lastWords.indexOf('\n', m_lastWords.size() - LastWords - 1);
    m_skipsLine = lineEnd < 0;
    m_lastWords = m_skipsLine ? QByteArray() : m_lastWords.mid(lineEnd + 1);
}

QString ProcessTransport::reasonOfEnd() const
{
    if (isRunning())
        return QCoreApplication::translate("QImap4", "The command closed its output.");
    if (m_process.exitStatus() == QProcess::CrashExit)
        return QCoreApplication::translate("QImap4", "The command crashed or was killed.");
    return QCoreApplication::translate("QImap4", "The command ended with exit status %1.")
        .arg(m_process.exitCode());
}

void ProcessTransport::reportLoss()
{
    readErrors();
    QImap4Error error(QImap4Error::NetworkError, reasonOfEnd());
    error.setServerText(QString::fromUtf8(m_lastWords));
    fail(error);
}

void ProcessTransport::fail(const QImap4Error &error)
{
    if (m_over)
        return;
    m_over = true;
    m_timer.stop();
    Q_EMIT lost(error);
}

qint64 ProcessTransport::read(char *data, qint64 size)
{
    return qMax(qint64(0), m_source->read(data, size));
}

qint64 ProcessTransport::bytesAvailable() const
{
    return m_source->bytesAvailable();
}

void ProcessTransport::write(const QByteArray &bytes)
{
    if (!m_process.isWritable())
        return; // the end of its output will tell
    m_pending.append(bytes);
    writePending(Amount::WhatFits);
}

void ProcessTransport::writePending(Amount amount)
{
    const qint64 written = m_pending.writeTo(m_process, [this, amount] {
        return amount == Amount::All || m_process.bytesToWrite() < WriteQueue::WriteAhead;
    });
    if (written > 0 && !m_over)
        Q_EMIT bytesWritten(written);
}

// Goes on from step to step until the child is gone.
void ProcessTransport::end(Ending step)
{
    m_ending = step;
    if (!isRunning()) {
        deleteLater();
        return;
    }
    if (step == Ending::InputClosed)
        m_process.closeWriteChannel(); // once what was written has left
    else if (step == Ending::Terminated)
        m_process.terminate();
    else
        m_process.kill();
    m_timer.start(EndingTime);
}

void ProcessTransport::retire()
{
    m_over = true;
    writePending(Amount::All);
    end(Ending::InputClosed);
}

void ProcessTransport::abort()
{
    m_over = true;
    m_pending.clear();
    m_output.abort();
    m_process.closeWriteChannel();
    end(Ending::Terminated);
}

} // namespace QImap4Internal
