// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4SECRET_H
#define QIMAP4SECRET_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qobjectdefs.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

class QImap4SecretData;

// A password or token that neither prints nor logs itself.
class QIMAP4_EXPORT QImap4Secret
{
    Q_GADGET
public:
    QImap4Secret();
    explicit QImap4Secret(const QString &text);
    QImap4Secret(const QImap4Secret &other);
    QImap4Secret(QImap4Secret &&other) noexcept;
    QImap4Secret &operator=(const QImap4Secret &other);
    QImap4Secret &operator=(QImap4Secret &&other) noexcept;
    ~QImap4Secret();

    bool isEmpty() const;
    QString reveal() const;
    QByteArrayView utf8() const; // valid as long as a copy of this secret is

    static void wipe(QByteArray *bytes);

    friend QIMAP4_EXPORT bool operator==(const QImap4Secret &a, const QImap4Secret &b);
    friend bool operator!=(const QImap4Secret &a, const QImap4Secret &b) { return !(a == b); }

private:
    QExplicitlySharedDataPointer<const QImap4SecretData> d;
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Secret &secret);

Q_DECLARE_METATYPE(QImap4Secret)

#endif // QIMAP4SECRET_H
