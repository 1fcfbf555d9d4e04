// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4EXCEPTION_H
#define QIMAP4EXCEPTION_H

#include "qimap4error.h"
#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qexception.h>

// What a QFuture of QImap4Reply::future() holds when the command failed.
class QIMAP4_EXPORT QImap4Exception : public QException
{
public:
    explicit QImap4Exception(const QImap4Error &error);
    QImap4Exception(const QImap4Exception &other);
    QImap4Exception &operator=(const QImap4Exception &other);
    ~QImap4Exception() override;

    QImap4Error error() const { return m_error; }
    const char *what() const noexcept override; // the translated message, as UTF-8

    void raise() const override;
    QImap4Exception *clone() const override;

private:
    QImap4Error m_error;
    QByteArray m_what;
};

#endif // QIMAP4EXCEPTION_H
