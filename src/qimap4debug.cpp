// SPDX-License-Identifier: LGPL-3.0-or-later
// What people who look for a fault get to see.
#include "protocol/logtext_p.h"
#include "qimap4_p.h"

#include <QtCore/qfiledevice.h>
#include <QtCore/qloggingcategory.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qthread.h>

#include <algorithm>
#include <utility>

using namespace QImap4Internal;

namespace {

Q_LOGGING_CATEGORY(lcTrace, "qimap4.trace", QtInfoMsg)

constexpr int HighestDebugLevel = 5;

bool isProtocolMessage(const QMetaMethod &signal)
{
    return signal == QMetaMethod::fromSignal(&QImap4::protocolMessage);
}

} // namespace

static_assert(int(Session::DebugLevel::Internals) == HighestDebugLevel);

/*!
    \fn void QImap4::identifierChanged()
    Follows setIdentifier(), and setHost() while the host is the name.
*/
/*! \property QImap4::identifier
    \brief What this connection is called in its log lines, and its thread, where it has one of its
    own, in debuggers and in the operating system's list (Linux shows 15 bytes). The host unless it
    is set. The thread takes a new name with the next open(). */
QString QImap4::identifier() const
{
    Q_D(const QImap4);
    return d->identifier.isNull() ? d->host : d->identifier;
}

void QImap4::setIdentifier(const QString &identifier)
{
    Q_D(QImap4);
    if (d->identifier == identifier && d->identifier.isNull() == identifier.isNull())
        return;
    d->identifier = identifier;
    Q_EMIT identifierChanged();
}

/*!
    \fn void QImap4::debugLevelChanged()
    Follows setDebugLevel() with another level.
*/
/*! \property QImap4::debugLevel
    \brief How much debugDevice() is told; 0, nothing, by default. Each level adds to those below:

    \list
    \li 1: versions, connecting, each command with its arguments, NO, BAD and BYE, changes of state,
        capabilities, what is unexpected, why the connection ended; after a BAD, and when the
        connection is lost, the last 20 actions
    \li 2: when IDLE begins and ends, and why
    \li 3: commands that wait for others, responses that are kept for response()
    \li 4: every line sent (>) and received (<), up to 1000 bytes of it
    \li 5: sizes of what is read and written
    \endlist

    A line is "  MM:SS.hh identifier > text", with the time since open(). Passwords and tokens are
    replaced by stars, control characters and what else could harm a terminal by numbers. May be
    changed at any time; numbers outside of 0 to 5 count as the nearest. The messages of the logging
    categories qimap4.net, qimap4.protocol and so on do not depend on it. */
int QImap4::debugLevel() const
{
    Q_D(const QImap4);
    return d->debugLevel;
}

void QImap4::setDebugLevel(int level)
{
    Q_D(QImap4);
    level = std::clamp(level, 0, HighestDebugLevel);
    if (d->debugLevel == level)
        return;
    d->debugLevel = level;
    d->sendLogging();
    Q_EMIT debugLevelChanged();
}

QIODevice *QImap4::debugDevice() const
{
    Q_D(const QImap4);
    return d->debugDevice;
}

/*!
    Sends the lines of debugLevel to \a device, which has to be open, lives in this thread and is
    used in no other; it may be deleted at any time. A file is flushed after each line. With null,
    and while the device is closed or gone, they go to the logging category qimap4.trace as
    information, which Qt shows on the standard error stream.
*/
void QImap4::setDebugDevice(QIODevice *device)
{
    Q_D(QImap4);
    Q_ASSERT_X(!device || device->thread() == thread(), "QImap4::setDebugDevice",
               "the device is used in the thread of the client");
    d->debugDevice = device;
}

void QImap4Private::handle(DebugEvent &event)
{
    const QString line = actionLine(event.kind, event.milliseconds, event.text, event.completeness);
    const qsizetype time = line.indexOf(QLatin1Char(' '));
    const QString whole = QLatin1String("  ") + line.left(time + 1)
        + printable(q_ptr->identifier().toUtf8()) + line.mid(time);
    if (!debugDevice || !debugDevice->isWritable()) {
        qCInfo(lcTrace).noquote() << whole;
        return;
    }
    const QPointer<QIODevice> device = debugDevice; // writing may call slots
    device->write(whole.toUtf8() + '\n');
    if (auto *file = qobject_cast<QFileDevice *>(device.data()))
        file->flush();
}

bool QImap4Private::isListenedTo() const
{
    return q_ptr->isSignalConnected(QMetaMethod::fromSignal(&QImap4::protocolMessage));
}

void QImap4Private::setLogging(bool on)
{
    if (std::exchange(logging, on) != on)
        sendLogging();
}

void QImap4Private::sendLogging()
{
    if (hasWorker)
        send(LoggingOrder{logging, debugLevel});
}

// Lines are made only while somebody listens to them. Whoever connects may do so in any thread.
void QImap4::connectNotify(const QMetaMethod &signal)
{
    Q_D(QImap4);
    if (!isProtocolMessage(signal))
        return;
    if (QThread::currentThread() == thread()) {
        d->setLogging(true);
        return;
    }
    QMetaObject::invokeMethod(
        this, [d] { d->setLogging(d->isListenedTo()); }, Qt::QueuedConnection);
}
