// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4ERROR_H
#define QIMAP4ERROR_H

#include "qimap4global.h"
#include "qimap4responsecode.h"

#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

class QImap4ErrorData;

class QIMAP4_EXPORT QImap4Error
{
    Q_GADGET
    Q_PROPERTY(Category category READ category)
    Q_PROPERTY(QString message READ message)
    Q_PROPERTY(QString serverText READ serverText)
public:
    enum Category {
        NoError,
        NetworkError, // the connection could not be made, or was lost
        TlsError, // no TLS, a certificate that was refused, bytes smuggled before the handshake
        AuthenticationError, // the server refused the credentials
        RefusedError, // tagged NO
        BadError, // tagged BAD: the server did not understand the command
        ByeError, // the server ended the session
        ProtocolError, // the server broke the protocol beyond recovery
        TimeoutError,
        CancelledError, // by the application
        IllegalStateError, // the command is not allowed now; nothing was sent
        InvalidArgumentError, // an argument cannot be sent safely; nothing was sent
        UnsupportedError, // the server does not offer what the command needs; nothing was sent
        ReadOnlyError, // the mailbox turned out to be read-only
        LimitError, // the server exceeded a limit
        InsecureError, // refused to send credentials in the clear; nothing was sent
        MalformedError, // what the server answered cannot be read; the connection goes on
    };
    Q_ENUM(Category)

    QImap4Error();
    explicit QImap4Error(Category category, const QString &detail = {});
    QImap4Error(const QImap4Error &other);
    QImap4Error(QImap4Error &&other) noexcept;
    QImap4Error &operator=(const QImap4Error &other);
    QImap4Error &operator=(QImap4Error &&other) noexcept;
    ~QImap4Error();

    Category category() const;
    explicit operator bool() const { return category() != NoError; }

    QString message() const; // a translated sentence for people
    QString detail() const; // what exactly happened, in technical words
    QString serverText() const; // the server's own words, untrusted
    QImap4ResponseCode responseCode() const;
    QString commandName() const;
    // What the session did last, oldest first, where the error ended the connection.
    QStringList recentActions() const;

    void setDetail(const QString &detail);
    void setServerText(const QString &text);
    void setResponseCode(const QImap4ResponseCode &code);
    void setCommandName(const QString &name);
    void setRecentActions(const QStringList &actions);

    // imaplib2's classes: readonly is an abort, abort is an error.
    bool isError() const;
    bool isAbort() const;
    bool isReadOnly() const;
    bool needsReconnect() const;
    bool isRetryable() const;
    int retryAfter() const; // milliseconds

    friend QIMAP4_EXPORT bool operator==(const QImap4Error &a, const QImap4Error &b);
    friend bool operator!=(const QImap4Error &a, const QImap4Error &b) { return !(a == b); }

private:
    QSharedDataPointer<QImap4ErrorData> d;
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Error &error);

Q_DECLARE_METATYPE(QImap4Error)

#endif // QIMAP4ERROR_H
