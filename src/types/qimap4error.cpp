// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4error.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdebug.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>
#include <array>

/*!
    \class QImap4Error
    \brief Why something failed, as a value.

    category() tells programs what happened, message() tells people, in their language, what they
    can do about it. serverText() holds the server's own words: they come from outside, may say
    anything, and are shown as plain text only. No error ever holds a password.

    The predicates follow imaplib2's classes: its \c readonly is an \c abort, its \c abort an \c
    error.
*/

class QImap4ErrorData : public QSharedData
{
public:
    QImap4Error::Category category = QImap4Error::NoError;
    QString detail;
    QString serverText;
    QImap4ResponseCode responseCode;
    QString commandName;
    QStringList recentActions;
};

namespace {

enum Trait : quint8 {
    NoTrait = 0x0,
    Abort = 0x1, // imaplib2's abort
    Reconnect = 0x2, // the connection is of no more use
    Retry = 0x4, // the same command may succeed on a new connection
};

struct CategoryText
{
    QImap4Error::Category category;
    quint8 traits;
    const char *message;
};

// In the order of the enum.
constexpr std::array<CategoryText, 17> categories{{
    {QImap4Error::NoError, NoTrait, ""},
    {QImap4Error::NetworkError, Abort | Reconnect | Retry,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mail server cannot be reached. Check the network connection and the "
                       "name of the server.")},
    {QImap4Error::TlsError, Abort | Reconnect,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "No secure connection to the mail server could be made. Check the "
                       "encryption setting and the server's certificate.")},
    {QImap4Error::AuthenticationError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mail server did not accept the login. Check the user name and the "
                       "password.")},
    {QImap4Error::RefusedError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error", "The mail server refused the request.")},
    {QImap4Error::BadError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mail server did not understand the request. It may not support this "
                       "function.")},
    {QImap4Error::ByeError, Abort | Reconnect | Retry,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mail server ended the connection. Try again in a moment.")},
    {QImap4Error::ProtocolError, Abort | Reconnect,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mail server sent something that makes no sense. The connection was "
                       "closed.")},
    {QImap4Error::TimeoutError, Abort | Reconnect | Retry,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mail server does not answer. Check the network connection, or try "
                       "again later.")},
    {QImap4Error::CancelledError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error", "The request was cancelled.")},
    {QImap4Error::IllegalStateError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "This is not possible now. Connect, log in or open a mailbox first.")},
    {QImap4Error::InvalidArgumentError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The request holds characters or values that cannot be sent to a mail "
                       "server.")},
    {QImap4Error::UnsupportedError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error", "The mail server does not offer this function.")},
    {QImap4Error::ReadOnlyError, Abort,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mailbox can only be read. Nothing in it can be changed.")},
    {QImap4Error::LimitError, Abort | Reconnect,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The mail server sent more than is allowed. The connection was closed.")},
    {QImap4Error::InsecureError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error",
                       "The password was not sent because the connection is not encrypted. "
                       "Switch encryption on.")},
    {QImap4Error::MalformedError, NoTrait,
     QT_TRANSLATE_NOOP("QImap4Error", "The mail server answered something that cannot be read.")},
}};

const CategoryText &textOf(QImap4Error::Category category)
{
    return categories.at(std::min(std::size_t(category), categories.size() - 1));
}

bool hasTrait(QImap4Error::Category category, Trait trait)
{
    return (textOf(category).traits & trait) != 0;
}

// The server says itself that it will be better later (RFC 5530; THROTTLED is Gmail's).
constexpr std::array<QByteArrayView, 4> passingCodes{"EXPUNGEISSUED", "INUSE", "THROTTLED",
                                                     "UNAVAILABLE"};

const QImap4ErrorData &emptyData()
{
    static const QImap4ErrorData data;
    return data;
}

} // namespace

/*! Makes a value that says: no error. */
QImap4Error::QImap4Error() = default;

/*! Makes an error of a \a category with a technical \a detail, which must hold no secret. */
QImap4Error::QImap4Error(Category category, const QString &detail)
{
    if (category == NoError && detail.isEmpty())
        return;
    d = new QImap4ErrorData;
    d->category = category;
    d->detail = detail;
}

QImap4Error::QImap4Error(const QImap4Error &other) = default;
QImap4Error::QImap4Error(QImap4Error &&other) noexcept = default;
QImap4Error &QImap4Error::operator=(const QImap4Error &other) = default;
QImap4Error &QImap4Error::operator=(QImap4Error &&other) noexcept = default;
QImap4Error::~QImap4Error() = default;

/*! Returns what kind of error this is. */
QImap4Error::Category QImap4Error::category() const
{
    return d ? d->category : NoError;
}

/*!
    Returns one or two sentences that a person can act on, translated in the context
    \c{QImap4Error}. Empty without an error. Nothing from the server is in it.
*/
QString QImap4Error::message() const
{
    const char *text = textOf(category()).message;
    return *text ? QCoreApplication::translate("QImap4Error", text) : QString();
}

/*! Returns what exactly happened, in technical words, untranslated. */
QString QImap4Error::detail() const
{
    return d ? d->detail : QString();
}

/*! Returns the text that the server gave with its NO, BAD or BYE. Untrusted. */
QString QImap4Error::serverText() const
{
    return d ? d->serverText : QString();
}

/*! Returns the response code that the server gave, for example \c{OVERQUOTA} (RFC 5530). */
QImap4ResponseCode QImap4Error::responseCode() const
{
    return d ? d->responseCode : QImap4ResponseCode();
}

/*! Returns the name of the command that failed, "UID FETCH", without its arguments. */
QString QImap4Error::commandName() const
{
    return d ? d->commandName : QString();
}

void QImap4Error::setDetail(const QString &detail)
{
    if (!d)
        d = new QImap4ErrorData;
    d->detail = detail;
}

void QImap4Error::setServerText(const QString &text)
{
    if (!d)
        d = new QImap4ErrorData;
    d->serverText = text;
}

void QImap4Error::setResponseCode(const QImap4ResponseCode &code)
{
    if (!d)
        d = new QImap4ErrorData;
    d->responseCode = code;
}

void QImap4Error::setCommandName(const QString &name)
{
    if (!d)
        d = new QImap4ErrorData;
    d->commandName = name;
}

/*!
    Returns the last 20 things that the session did, oldest first, where the server refused or did
    not understand the command, or the connection ended; empty for what the library refuses by
    itself, before anything is sent. Each is one line, like "00:01.25 > XKCD3 SELECT INBOX":
    minutes, seconds and hundredths since open(), \c > for what was sent and \c < for what was
    received, and at most 200 bytes of it. Passwords and tokens are replaced by stars, characters
    that could harm a terminal are written as numbers. It is still mail: file names, subjects and
    addresses may stand there, so ask the user before sending it anywhere.
*/
QStringList QImap4Error::recentActions() const
{
    return d ? d->recentActions : QStringList();
}

void QImap4Error::setRecentActions(const QStringList &actions)
{
    if (!d)
        d = new QImap4ErrorData;
    d->recentActions = actions;
}

/*! Returns whether there is an error at all. */
bool QImap4Error::isError() const
{
    return category() != NoError;
}

/*! Returns whether imaplib2 would call this an abort: reset the connection, or the selection. */
bool QImap4Error::isAbort() const
{
    return hasTrait(category(), Abort);
}

/*! Returns whether the mailbox turned out to be read-only. */
bool QImap4Error::isReadOnly() const
{
    return category() == ReadOnlyError;
}

/*! Returns whether the connection is of no more use. */
bool QImap4Error::needsReconnect() const
{
    return hasTrait(category(), Reconnect);
}

/*!
    Returns whether the same request may well succeed when it is made again a little later: the
    connection was lost, or the server said that the trouble will pass.
*/
bool QImap4Error::isRetryable() const
{
    if (hasTrait(category(), Retry))
        return true;
    if (!isError())
        return false;
    if (retryAfter() > 0)
        return true;
    const QImap4ResponseCode code = responseCode();
    return std::any_of(passingCodes.begin(), passingCodes.end(),
                       [&code](QByteArrayView name) { return code.is(name); });
}

/*!
    Returns for how many milliseconds the server asked to be left alone, at most an hour, or 0 if
    it did not. Exchange does so in the text of its answer: "Request is throttled. Suggested Backoff
    Time: 2000 milliseconds".
*/
int QImap4Error::retryAfter() const
{
    static const QRegularExpression pattern(
        QStringLiteral("Suggested Backoff Time: ([0-9]{1,9}) milliseconds"),
        QRegularExpression::CaseInsensitiveOption);
    constexpr int longest = 60 * 60 * 1000;
    return isError() ? qMin(pattern.match(serverText()).captured(1).toInt(), longest) : 0;
}

/*! Returns whether \a a and \a b agree in every field; what happened before them does not count. */
bool operator==(const QImap4Error &a, const QImap4Error &b)
{
    if (a.d == b.d)
        return true;
    const QImap4ErrorData &x = a.d ? *a.d : emptyData();
    const QImap4ErrorData &y = b.d ? *b.d : emptyData();
    return x.category == y.category && x.detail == y.detail && x.serverText == y.serverText
        && x.responseCode == y.responseCode && x.commandName == y.commandName;
}

QDebug operator<<(QDebug debug, const QImap4Error &error)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4Error(" << error.category();
    if (!error.commandName().isEmpty())
        debug << ", " << error.commandName();
    if (!error.detail().isEmpty())
        debug << ", " << error.detail();
    if (!error.serverText().isEmpty())
        debug << ", server: " << error.serverText();
    if (!error.responseCode().isEmpty())
        debug << ", " << error.responseCode();
    debug << ')';
    return debug;
}
