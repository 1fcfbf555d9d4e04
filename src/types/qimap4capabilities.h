// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4CAPABILITIES_H
#define QIMAP4CAPABILITIES_H

#include "qimap4global.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetatype.h>

// What a server can do. Names are compared without case; IMAP4rev2, QRESYNC and others imply more.
class QIMAP4_EXPORT QImap4Capabilities
{
    Q_GADGET
public:
    QImap4Capabilities() = default;
    explicit QImap4Capabilities(const QByteArrayList &names);

    bool isEmpty() const { return m_names.isEmpty(); }
    const QByteArrayList &names() const { return m_names; } // upper case, in the server's order
    bool has(QByteArrayView name) const; // also what other capabilities imply
    QByteArrayList values(QByteArrayView key) const; // AUTH -> PLAIN, SCRAM-SHA-256 ...
    QByteArrayList authMechanisms() const { return values("AUTH"); }
    QImap4Capabilities without(const QByteArrayList &names) const;

    friend bool operator==(const QImap4Capabilities &a, const QImap4Capabilities &b)
    {
        return a.m_names == b.m_names;
    }
    friend bool operator!=(const QImap4Capabilities &a, const QImap4Capabilities &b)
    {
        return !(a == b);
    }

private:
    QByteArrayList m_names;
};

Q_DECLARE_METATYPE(QImap4Capabilities)

#endif // QIMAP4CAPABILITIES_H
