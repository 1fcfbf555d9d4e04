// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4secret.h"

#include <QtCore/qdebug.h>

#include <algorithm>

namespace {

// Through a volatile pointer: a compiler leaves out writes to memory that is freed next.
void overwrite(char *data, qsizetype size)
{
    volatile char *bytes = data;
    std::fill_n(bytes, size, '\0');
}

} // namespace

/*!
    \class QImap4Secret
    \brief A password or a token.

    QDebug shows \c ***, there is no conversion to a string except reveal(), and the memory is
    overwritten when the last copy goes. Copies share it. Reading and copying are safe in any
    thread.
*/

class QImap4SecretData : public QSharedData
{
public:
    explicit QImap4SecretData(const QString &text)
        : bytes(text.toUtf8())
    {}
    ~QImap4SecretData() { QImap4Secret::wipe(&bytes); }
    Q_DISABLE_COPY_MOVE(QImap4SecretData)

    QByteArray bytes; // never shared with another QByteArray, so that wiping reaches all of it
};

QImap4Secret::QImap4Secret() = default;

/*! Keeps \a text as UTF-8. The caller's string is not wiped. */
QImap4Secret::QImap4Secret(const QString &text)
    : d(text.isEmpty() ? nullptr : new QImap4SecretData(text))
{}

QImap4Secret::QImap4Secret(const QImap4Secret &other) = default;
QImap4Secret::QImap4Secret(QImap4Secret &&other) noexcept = default;
QImap4Secret &QImap4Secret::operator=(const QImap4Secret &other) = default;
QImap4Secret &QImap4Secret::operator=(QImap4Secret &&other) noexcept = default;
QImap4Secret::~QImap4Secret() = default;

bool QImap4Secret::isEmpty() const
{
    return !d;
}

/*! The secret itself, as a string that nobody wipes. */
QString QImap4Secret::reveal() const
{
    return QString::fromUtf8(utf8());
}

/*! The secret itself, as UTF-8, for as long as this secret or a copy of it lives. */
QByteArrayView QImap4Secret::utf8() const
{
    return d ? QByteArrayView(d->bytes) : QByteArrayView();
}

/*! Overwrites \a bytes, unless they are shared, and empties them. */
void QImap4Secret::wipe(QByteArray *bytes)
{
    if (!bytes->isEmpty() && bytes->isDetached())
        overwrite(bytes->data(), bytes->size());
    bytes->clear();
}

/*! Whether \a a and \a b are the same secret. */
bool operator==(const QImap4Secret &a, const QImap4Secret &b)
{
    return a.utf8() == b.utf8();
}

/*! Prints three stars, or nothing between the parentheses when \a secret is empty. */
QDebug operator<<(QDebug debug, const QImap4Secret &secret)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << "QImap4Secret(" << (secret.isEmpty() ? "" : "***") << ')';
    return debug;
}
