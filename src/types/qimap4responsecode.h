// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4RESPONSECODE_H
#define QIMAP4RESPONSECODE_H

#include "qimap4global.h"
#include "qimap4messageset.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetatype.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

// The bracketed code of a status response: "[UIDVALIDITY 3857529045]".
class QIMAP4_EXPORT QImap4ResponseCode
{
    Q_GADGET
public:
    QImap4ResponseCode() = default;
    QImap4ResponseCode(const QByteArray &name, const QByteArray &arguments = {});

    bool isEmpty() const { return m_name.isEmpty(); }
    const QByteArray &name() const { return m_name; } // upper case
    const QByteArray &arguments() const { return m_arguments; } // the bytes after the name
    bool is(QByteArrayView name) const;

    quint64 number(bool *ok = nullptr) const;
    QByteArrayList words() const;

    friend bool operator==(const QImap4ResponseCode &a, const QImap4ResponseCode &b)
    {
        return a.m_name == b.m_name && a.m_arguments == b.m_arguments;
    }
    friend bool operator!=(const QImap4ResponseCode &a, const QImap4ResponseCode &b)
    {
        return !(a == b);
    }

private:
    QByteArray m_name;
    QByteArray m_arguments;
};

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4ResponseCode &code);

// What APPENDUID and COPYUID tell (RFC 4315): where messages went.
struct QIMAP4_EXPORT QImap4UidMapping
{
    Q_GADGET
    Q_PROPERTY(quint32 uidValidity MEMBER uidValidity)
    Q_PROPERTY(QImap4MessageSet source MEMBER source)
    Q_PROPERTY(QImap4MessageSet destination MEMBER destination)
public:
    quint32 uidValidity = 0; // 0: the server did not say
    QImap4MessageSet source; // empty for APPEND
    QImap4MessageSet destination;

    bool isValid() const { return uidValidity != 0 || !destination.isEmpty(); }
    friend bool operator==(const QImap4UidMapping &a, const QImap4UidMapping &b)
    {
        return a.uidValidity == b.uidValidity && a.source == b.source
            && a.destination == b.destination;
    }
    friend bool operator!=(const QImap4UidMapping &a, const QImap4UidMapping &b)
    {
        return !(a == b);
    }
};

Q_DECLARE_METATYPE(QImap4ResponseCode)
Q_DECLARE_METATYPE(QImap4UidMapping)

#endif // QIMAP4RESPONSECODE_H
