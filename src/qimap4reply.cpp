// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4reply.h"

#include "qimap4.h"
#include "qimap4_p.h"
#include "qimap4reply_p.h"
#include "wire/messagedecoder_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qiodevice.h>
#include <QtCore/qthread.h>

using namespace QImap4Internal;

/*!
    \class QImap4Reply
    \inmodule QImap4
    \brief A handle on one command, and its result when it has one.

    Every slot of QImap4 that talks to the server returns a reply at once. It finishes exactly
    once, whatever happens: with the server's answer, with the error that kept the command from
    being sent, or with the one that ended the connection. The results come three ways: through
    finished() and value(), through future(), and through the signals of QImap4.

    A reply lives in the thread of its client and is owned by it. It deletes itself after
    finished() has been delivered, unless setAutoDelete(false) was called.
*/

QImap4Reply *QImap4ReplyPrivate::create(QImap4 *client, quint64 id, const QByteArray &name)
{
    auto *d = new QImap4ReplyPrivate;
    d->client = client;
    d->id = id;
    d->commandName = name;
    return new QImap4Reply(d);
}

QImap4Reply::QImap4Reply(QImap4ReplyPrivate *d)
    : QObject(d->client)
    , d_ptr(d)
{
    d->q_ptr = this;
}

QImap4Reply::~QImap4Reply()
{
    Q_D(QImap4Reply);
    if (!d->finished && d->client)
        QImap4Private::get(d->client)->forget(d->id);
}

/*! The client that the command was given to. */
QImap4 *QImap4Reply::client() const
{
    Q_D(const QImap4Reply);
    return d->client;
}

/*! A number that no other command of the client has. */
quint64 QImap4Reply::id() const
{
    Q_D(const QImap4Reply);
    return d->id;
}

/*! IMAP's name of the command, for example "UID FETCH". */
QString QImap4Reply::commandName() const
{
    Q_D(const QImap4Reply);
    return QString::fromLatin1(d->commandName);
}

bool QImap4Reply::isFinished() const
{
    Q_D(const QImap4Reply);
    return d->finished;
}

/*! Whether the command failed. False until it has finished. */
bool QImap4Reply::isError() const
{
    return bool(error());
}

QImap4Error QImap4Reply::error() const
{
    Q_D(const QImap4Reply);
    return d->error;
}

/*! A translated sentence for people; empty while there is no error. */
QString QImap4Reply::errorString() const
{
    return isError() ? error().message() : QString();
}

/*! The code of the tagged response, for example APPENDUID (RFC 9051, 7.1). */
QImap4ResponseCode QImap4Reply::responseCode() const
{
    Q_D(const QImap4Reply);
    return d->code;
}

/*! The server's words in the tagged response. They are not to be trusted: show them as plain text.
 */
QString QImap4Reply::text() const
{
    Q_D(const QImap4Reply);
    return d->text;
}

/*! The untagged responses that QImap4::command() was told to collect, in the order they came. */
QList<QImap4UntaggedResponse> QImap4Reply::untagged() const
{
    Q_D(const QImap4Reply);
    return d->untagged;
}

/*!
    The result; each slot of QImap4 says of which type. Invalid for commands that have none, and
    after an error. But the messages of FETCH and STORE are here as they come: those that have come
    so far while the command runs, and those that came before it failed, when it did. And where a
    command of several steps fails in a later one, as move() and append() may, this is the
    QImap4UidMapping of what has been done.
*/
QVariant QImap4Reply::value() const
{
    Q_D(const QImap4Reply);
    return d->collectsMessages ? QVariant::fromValue(d->messages) : d->value;
}

/*!
    Waits until the command has finished, without an event loop, and delivers what arrives in the
    meantime: the signals of the client and of other replies are emitted from within. For programs
    without an event loop and for tests; a graphical application connects to finished() instead.

    Returns false when \a milliseconds have passed first; -1 waits for ever, and 0 only delivers
    what has arrived already. To be called in the reply's thread.

    A reply deletes itself once the thread is back in its event loop. A program that never gets
    there deletes its replies, or they stay, with all their messages, as long as the client. It may
    do so for all that have finished at once:

    \code
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    \endcode
*/
bool QImap4Reply::waitForFinished(int milliseconds)
{
    Q_D(QImap4Reply);
    Q_ASSERT_X(QThread::currentThread() == thread(), "QImap4Reply::waitForFinished",
               "a reply lives in the thread of its client");
    if (d->finished)
        return true;
    if (!d->client)
        return false;
    return QImap4Private::get(d->client)->waitFor(this, milliseconds);
}

/*! Whether value() holds all messages of a FETCH or STORE. On by default. */
bool QImap4Reply::keepsMessages() const
{
    Q_D(const QImap4Reply);
    return d->keepsMessages;
}

/*!
    With \a on false nothing is kept of what messagesFetched() has brought, so that a mailbox may
    be larger than memory, and QImap4Limits::result does not count. To be called right behind the
    slot that made the reply.
*/
void QImap4Reply::setKeepsMessages(bool on)
{
    Q_D(QImap4Reply);
    d->keepsMessages = on;
}

bool QImap4Reply::isAutoDelete() const
{
    Q_D(const QImap4Reply);
    return d->autoDelete;
}

/*! Whether the reply deletes itself after finished(). On by default. */
void QImap4Reply::setAutoDelete(bool on)
{
    Q_D(QImap4Reply);
    d->autoDelete = on;
}

/*!
    \fn template <typename T> QFuture<T> QImap4Reply::future()
    The result as a future, for then() and for coroutines: it finishes with value<T>(), or with a
    QImap4Exception that has the error. \a T is the type that the slot of QImap4 names, or void. May
    be called several times, also when the command has finished. The future outlives the reply; to
    cancel it does not cancel the command.

    It finishes together with the reply, in the thread of the client: QFuture::waitForFinished() in
    that very thread would wait for ever. waitForFinished() of the reply does not.
*/

/*!
    \fn void QImap4Reply::finished()
    The command is over: look at isError() and value(). Emitted exactly once.
*/

/*!
    \fn void QImap4Reply::progress(qint64 bytes, qint64 total)
    Of the content of a message that is sent or received, \a bytes of \a total have passed. \a total
    is 0 where it is not known: for content that fetch() gathers in memory.
*/

/*!
    \fn void QImap4Reply::messagesFetched(const QImap4MessageList &messages)
    A part of the result of a FETCH or STORE, as it arrives.
*/

/*!
    Gives up the command. The reply finishes with QImap4Error::CancelledError, at once where the
    command still waits; one that was sent runs on at the server, but its answers are dropped and
    the connection stays usable.
*/
void QImap4Reply::cancel()
{
    Q_D(QImap4Reply);
    if (!d->finished && d->client)
        QImap4Private::get(d->client)->cancel(d->id);
}

void QImap4ReplyPrivate::setSource(QIODevice *device, qint64 size)
{
    const auto giveOn = [this](const std::optional<QByteArray> &piece) {
        if (client)
            QImap4Private::get(client)->send(ContentOrder{id, piece});
    };
    source = new ContentSource(device, size, giveOn, q_ptr);
}

void QImap4ReplyPrivate::setSink(QIODevice *device, const QByteArray &section)
{
    sink = device;
    hasSink = true;
    sinkSection = section;
}

void QImap4ReplyPrivate::writeToSink(const QByteArray &bytes)
{
    sinkUsed = true;
    if (sinkError)
        return;
    const QPointer<QImap4Reply> guard(q_ptr); // writing may call slots
    const bool taken = sink && sink->write(bytes) == bytes.size();
    if (guard && !taken) {
        sinkError =
            QImap4Error(QImap4Error::CancelledError, sink ? sink->errorString() : QString());
    }
}

void QImap4ReplyPrivate::addMessages(const QImap4MessageList &more)
{
    Q_Q(QImap4Reply);
    collectsMessages = true;
    if (keepsMessages) {
        messages.append(more);
        keptBytes += more.memoryUsage();
    }
    if (client && keptBytes > QImap4Private::get(client)->limits.result) {
        sinkError = QImap4Error(QImap4Error::LimitError);
        QImap4Private::get(client)->cancel(id);
        return;
    }
    const QPointer<QImap4Reply> guard(q);
    if (hasSink)
        takeSmallContent(more);
    if (guard)
        Q_EMIT q->messagesFetched(more);
}

// Large content comes by addContent(), and what else the server says of the message has none.
void QImap4ReplyPrivate::takeSmallContent(const QImap4MessageList &more)
{
    for (const QImap4Message message : more) {
        if (sinkUsed)
            return;
        const QByteArray content = message.body(sinkSection);
        if (!content.isNull()) { // NIL, or not there at all
            writeToSink(content);
            return;
        }
    }
}

void QImap4ReplyPrivate::addContent(const ContentChunk &chunk)
{
    if (chunk.offset == 0) // what repeats itself or was not asked for goes nowhere
        takesContent = !sinkUsed && QImap4Internal::announcesSection(chunk.lead, sinkSection);
    if (!takesContent)
        return;
    const QPointer<QImap4Reply> guard(q_ptr);
    writeToSink(chunk.bytes);
    if (guard)
        setProgress(qint64(chunk.offset) + chunk.bytes.size(), qint64(chunk.total));
}

void QImap4ReplyPrivate::setProgress(qint64 bytes, qint64 total)
{
    Q_Q(QImap4Reply);
    const QPointer<QImap4Reply> guard(q);
    if (source)
        source->setSent(bytes);
    if (guard)
        Q_EMIT q->progress(bytes, total);
}

// What went wrong with the device comes before what the server made of it, but not without it.
QImap4Error QImap4ReplyPrivate::outcome(const QImap4Error &told) const
{
    QImap4Error own = source && source->error() ? source->error() : sinkError;
    if (hasSink && !sinkUsed && !told && !own) {
        own = QImap4Error(QImap4Error::RefusedError,
                          QStringLiteral("the server says nothing of such content"));
    }
    if (!own)
        return told;
    own.setCommandName(QString::fromLatin1(commandName));
    own.setResponseCode(told.responseCode());
    own.setServerText(told.serverText());
    own.setRecentActions(told.recentActions());
    return own;
}

void QImap4ReplyPrivate::finish(FinishedEvent &event)
{
    Q_Q(QImap4Reply);
    if (finished)
        return;
    finished = true;
    error = outcome(event.error);
    delete source; // the device is not looked at any more
    code = event.code;
    text = event.text;
    const bool isMade = fromUntagged && client && !event.error;
    value = isMade ? fromUntagged(*client, event.untagged) : event.value;
    untagged = event.untagged;
    const QPointer<QImap4Reply> guard(q);
    Q_EMIT q->finished();
    if (guard && autoDelete)
        q->deleteLater();
}
