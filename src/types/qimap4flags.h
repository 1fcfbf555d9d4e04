// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4FLAGS_H
#define QIMAP4FLAGS_H

#include "qimap4global.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmetatype.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

// The flags of a message, or of a mailbox: system flags as bits, keywords as names.
class QIMAP4_EXPORT QImap4Flags
{
    Q_GADGET
public:
    enum SystemFlag : quint16 {
        NoFlag = 0x0000,
        Seen = 0x0001,
        Answered = 0x0002,
        Flagged = 0x0004,
        Deleted = 0x0008,
        Draft = 0x0010,
        Recent = 0x0020,
        AnyKeyword = 0x0040, // \* in PERMANENTFLAGS: new keywords may be made
    };
    Q_DECLARE_FLAGS(SystemFlags, SystemFlag)
    Q_FLAG(SystemFlags)

    QImap4Flags() = default;
    QImap4Flags(SystemFlag flag)
        : m_system(flag)
    {}
    QImap4Flags(SystemFlags flags, const QByteArrayList &keywords = {});

    static QImap4Flags fromList(const QByteArrayList &names);
    static QImap4Flags keyword(const QByteArray &name);

    SystemFlags system() const { return m_system; }
    const QByteArrayList &keywords() const { return m_keywords; }
    bool isEmpty() const { return !m_system && m_keywords.isEmpty(); }
    bool has(SystemFlag flag) const { return m_system.testFlag(flag); }
    bool hasKeyword(QByteArrayView name) const;

    void set(SystemFlag flag, bool on = true) { m_system.setFlag(flag, on); }
    void insert(QByteArrayView name);
    void remove(QByteArrayView name);

    QByteArrayList toList() const;

    friend QIMAP4_EXPORT bool operator==(const QImap4Flags &a, const QImap4Flags &b);
    friend bool operator!=(const QImap4Flags &a, const QImap4Flags &b) { return !(a == b); }

private:
    QByteArrayList m_keywords; // without duplicates, case kept, compared without case
    SystemFlags m_system;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4Flags::SystemFlags)

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Flags &flags);

Q_DECLARE_METATYPE(QImap4Flags)

#endif // QIMAP4FLAGS_H
