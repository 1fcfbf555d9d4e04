// SPDX-License-Identifier: LGPL-3.0-or-later
// Commands about the session: what each slot asks of it, as data.
#include "qimap4.h"
#include "qimap4_p.h"
#include "qimap4reply_p.h"
#include "requestfor_p.h"

using namespace QImap4Internal;

namespace {

QList<quint32> toNumbers(const QByteArrayList &texts)
{
    QList<quint32> numbers;
    for (const QByteArray &text : texts)
        numbers.append(text.toUInt());
    return numbers;
}

// What the commands before it brought, and it itself.
QVariant recentNumbers(QImap4 &client, const QList<QImap4UntaggedResponse> &responses)
{
    QByteArrayList texts = client.response("RECENT");
    for (const QImap4UntaggedResponse &response : responses)
        texts.append(response.data);
    return QVariant::fromValue(toNumbers(texts));
}

} // namespace

/*! STARTTLS by hand, for a connection opened as Plaintext (RFC 9051, 6.2.1). When the server
    refuses, the connection ends: whoever asks for TLS must not go on without it. */
QImap4Reply *QImap4::startTls()
{
    Q_D(QImap4);
    return d->run(Command("STARTTLS"));
}

/*!
    Logs in with a name and a password. authenticated() and the new capabilities follow.

    Errors: AuthenticationError when the server refuses, InsecureError when the connection is not
    encrypted and cleartextPolicy() does not allow it or the server says LOGINDISABLED; nothing is
    sent then (RFC 9051, 6.2.3).
*/
QImap4Reply *QImap4::login(const QString &user, const QString &password)
{
    Q_D(QImap4);
    return d->actsAs(d->run(Command("LOGIN").string(user).secret(password)), user);
}

/*! Ends the session; disconnected() follows. Value: QString, the text of BYE, which is untrusted.
 */
QImap4Reply *QImap4::logout()
{
    Q_D(QImap4);
    return d->run(Command("LOGOUT"));
}

/*! Asks for the capabilities again. Value: QImap4Capabilities. */
QImap4Reply *QImap4::capability()
{
    Q_D(QImap4);
    return d->run(Command("CAPABILITY"));
}

/*! Does nothing but let the server tell what is new. */
QImap4Reply *QImap4::noop()
{
    Q_D(QImap4);
    return d->run(Command("NOOP"));
}

/*! Says who we are and learns who the server is (RFC 2971); without \a parameters, only the latter.
    Value: QMap<QString, QString>. Needs the capability ID. */
QImap4Reply *QImap4::id(const QMap<QString, QString> &parameters)
{
    Q_D(QImap4);
    Command command("ID");
    if (parameters.isEmpty()) {
        command.nil();
    } else {
        command.open();
        for (auto it = parameters.cbegin(); it != parameters.cend(); ++it)
            command.string(it.key()).string(it.value());
        command.close();
    }
    return d->run(requestFor(command, {"ID"}));
}

/*!
    Sends a command that has no slot of its own, in whatever state the session is (imaplib's
    xatom). It runs alone. Commands that change the state of the session, such as SELECT and
    LOGIN, are refused with InvalidArgumentError: they have slots.

    \a arguments become IMAP by their type: QString a string, numbers themselves, QImap4MessageSet
    and QImap4Flags theirs, QVariantList a parenthesised list, an invalid QVariant NIL, and
    QByteArray what imaplib would make of it: as it is where that is safe, else quoted.
    Untagged responses whose names are in \a collect (upper case) are in QImap4Reply::untagged()
    afterwards, which is also the value: QList<QImap4UntaggedResponse>.
*/
QImap4Reply *QImap4::command(const QByteArray &name, const QVariantList &arguments,
                             const QByteArrayList &collect)
{
    Q_D(QImap4);
    // What changes the session has a slot of its own, which knows what follows.
    if (commandTraits(name).effect != Effect::None
        || name.compare("AUTHENTICATE", Qt::CaseInsensitive) == 0)
        return d->refuse(name, QImap4Error(QImap4Error::InvalidArgumentError));
    Command command(name);
    for (const QVariant &argument : arguments)
        command.variant(argument);
    Request request = requestFor(command);
    request.name = name.toUpper();
    request.runsAlone = true;
    request.collect = collect;
    return d->run(std::move(request));
}

/*! Switches extensions on (RFC 5161), before a mailbox is selected. Value: QByteArrayList of those
 * that are on now. */
QImap4Reply *QImap4::enable(const QByteArrayList &extensions)
{
    Q_D(QImap4);
    Command command("ENABLE");
    for (const QByteArray &extension : extensions)
        command.atom(extension);
    Request request = requestFor(command, {"ENABLE"});
    request.extensions = extensions;
    return d->run(std::move(request));
}

/*!
    Waits for news (RFC 2177), as imaplib2's idle does: until the server has some, \a milliseconds
    have passed, done() or any other command is called. Value: int, an IdleReason. Needs the
    capability IDLE. With autoIdle(), which never ends by itself, it is seldom needed.
*/
QImap4Reply *QImap4::idle(int milliseconds)
{
    Q_D(QImap4);
    Request request = requestFor(Command("IDLE"), {"IDLE"});
    request.idleTimeout = milliseconds;
    return d->run(std::move(request));
}

/*!
    Ends idle(), also one that has not gone out yet. Does nothing when there is none.

    May be called in any thread, as long as the object exists: it is how another thread ends the
    waitForFinished() of idle(), which runs no event loop that a queued call could reach.
*/
void QImap4::done()
{
    Q_D(QImap4);
    const std::lock_guard lock(d->workerMutex);
    if (d->hasWorker)
        d->send(EndIdleOrder{});
}

/*!
    Tells how many messages are recent, as imaplib does: from what the server has said already and
    nobody has taken, without asking; or else by NOOP, and always so while other commands run, which
    may change it. Value: QList<quint32>, the latest last; empty where the server says nothing, as
    those of IMAP4rev2 do.
*/
QImap4Reply *QImap4::recent()
{
    Q_D(QImap4);
    if (d->replies.isEmpty()) {
        const QByteArrayList known = d->untagged.take("RECENT");
        if (!known.isEmpty())
            return d->answer("NOOP", QVariant::fromValue(toNumbers(known)));
    }
    Request request = requestFor(Command("NOOP"));
    request.collect = {"RECENT"};
    QImap4Reply *reply = d->run(std::move(request));
    QImap4ReplyPrivate::get(reply)->fromUntagged = recentNumbers;
    return reply;
}

/*!
    Takes what the server said under the name \a code and no command has asked for: untagged
    responses ("EXISTS", "FETCH") and response codes ("UIDVALIDITY", "APPENDUID"), in any case. The
    oldest comes first; empty when there is none. imaplib's way to look at what has happened; the
    signals tell it at once.

    What is kept is bounded (the oldest goes first), leaves out content of messages, and begins anew
    with every open(), STARTTLS, select() and examine(). OK, NO and BAD last until the next command.
*/
QByteArrayList QImap4::response(const QByteArray &code)
{
    Q_D(QImap4);
    return d->untagged.take(code);
}

/*! Takes all that response() could give, oldest first. */
QList<QImap4UntaggedResponse> QImap4::popUntaggedResponses()
{
    Q_D(QImap4);
    return d->untagged.takeAll();
}
