// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4REPLY_H
#define QIMAP4REPLY_H

#include "qimap4error.h"
#include "qimap4exception.h"
#include "qimap4global.h"
#include "qimap4message.h"
#include "qimap4responsecode.h"
#include "qimap4untaggedresponse.h"

#include <QtCore/qfuture.h>
#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qpromise.h>
#include <QtCore/qscopedpointer.h>
#include <QtCore/qsharedpointer.h>
#include <QtCore/qvariant.h>

#include <type_traits>

class QImap4;
class QImap4ReplyPrivate;

// A handle on one command. Lives in the thread of its QImap4, finishes exactly once, and then
// deletes itself unless setAutoDelete(false).
class QIMAP4_EXPORT QImap4Reply : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool finished READ isFinished NOTIFY finished)
public:
    ~QImap4Reply() override;

    QImap4 *client() const; // null once the client is gone
    quint64 id() const;
    QString commandName() const;

    bool isFinished() const;
    bool isError() const;
    QImap4Error error() const;
    QString errorString() const; // translated, for people; empty without an error

    QImap4ResponseCode responseCode() const; // of the tagged response
    QString text() const; // of the tagged response, untrusted
    QList<QImap4UntaggedResponse> untagged() const; // what command() was asked to collect

    QVariant value() const;
    template <typename T>
    T value() const
    {
        return qvariant_cast<T>(value());
    }

    // Finishes with value<T>(), or with a QImap4Exception when the command fails. T may be void.
    template <typename T>
    QFuture<T> future();

    bool waitForFinished(int milliseconds = 30000);

    bool keepsMessages() const;
    void setKeepsMessages(bool on); // off: messagesFetched() alone brings them

    bool isAutoDelete() const;
    void setAutoDelete(bool on);

public Q_SLOTS:
    void cancel();

Q_SIGNALS:
    void finished();
    void progress(qint64 bytes, qint64 total); // message content sent or received; total 0: unknown
    void messagesFetched(const QImap4MessageList &messages); // as they arrive

private:
    friend class QImap4Private;
    friend class QImap4ReplyPrivate;
    explicit QImap4Reply(QImap4ReplyPrivate *d);
    Q_DECLARE_PRIVATE(QImap4Reply)
    Q_DISABLE_COPY_MOVE(QImap4Reply)
    QScopedPointer<QImap4ReplyPrivate> d_ptr;
};

template <typename T>
QFuture<T> QImap4Reply::future()
{
    auto promise = QSharedPointer<QPromise<T>>::create();
    QFuture<T> result = promise->future();
    promise->start();
    const auto settle = [promise, this] {
        if (isError()) {
            promise->setException(QImap4Exception(error()));
        } else if constexpr (!std::is_void_v<T>) {
            promise->addResult(value<T>());
        }
        promise->finish();
    };
    if (isFinished())
        settle();
    else
        connect(this, &QImap4Reply::finished, this, settle);
    return result;
}

#endif // QIMAP4REPLY_H
