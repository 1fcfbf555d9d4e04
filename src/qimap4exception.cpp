// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4exception.h"

/*!
    \class QImap4Exception
    \inmodule QImap4
    \brief A QImap4Error that travels through a QFuture.

    The library throws nothing by itself. QImap4Reply::future() hands an error over in the way that
    QFuture has for errors: result() and waitForFinished() of the future throw this exception, and
    QFuture::onFailed() takes it:

    \code
    imap->select()->future<QImap4MailboxInfo>()
        .then(this, [](const QImap4MailboxInfo &mailbox) { show(mailbox); })
        .onFailed(this, [](const QImap4Exception &failure) { show(failure.error().message()); });
    \endcode
*/

/*! Makes an exception of an \a error. */
QImap4Exception::QImap4Exception(const QImap4Error &error)
    : m_error(error)
    , m_what(error.message().toUtf8())
{}

QImap4Exception::QImap4Exception(const QImap4Exception &other) = default;
QImap4Exception &QImap4Exception::operator=(const QImap4Exception &other) = default;
QImap4Exception::~QImap4Exception() = default;

/*! \fn QImap4Error QImap4Exception::error() const
    Why the command failed. */

/*! QImap4Error::message(), for code that knows nothing but std::exception. */
const char *QImap4Exception::what() const noexcept
{
    return m_what.constData();
}

void QImap4Exception::raise() const
{
    throw *this;
}

QImap4Exception *QImap4Exception::clone() const
{
    return new QImap4Exception(*this);
}
