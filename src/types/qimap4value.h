// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4VALUE_H
#define QIMAP4VALUE_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>

QT_BEGIN_NAMESPACE
class QDebug;
QT_END_NAMESPACE

class QIMAP4_EXPORT QImap4Value
{
    Q_GADGET
public:
    enum Kind { Missing, Nil, Atom, String, List };
    Q_ENUM(Kind)

    QImap4Value() = default;
    QImap4Value(Kind kind, const QByteArray &text);
    explicit QImap4Value(const QList<QImap4Value> &items);

    Kind kind() const { return m_kind; }
    bool isMissing() const { return m_kind == Missing; }
    bool isNil() const { return m_kind == Nil; }
    bool isText() const { return m_kind == Atom || m_kind == String; }
    bool isList() const { return m_kind == List; }
    const QByteArray &text() const { return m_text; } // of an atom or a string; null for others
    quint64 number(bool *ok = nullptr) const;
    const QList<QImap4Value> &items() const { return m_items; } // of a list
    QImap4Value at(qsizetype index) const { return m_items.value(index); }
    QImap4Value value(QByteArrayView name) const; // what follows the atom `name` in the list

    friend QIMAP4_EXPORT bool operator==(const QImap4Value &a, const QImap4Value &b);
    friend bool operator!=(const QImap4Value &a, const QImap4Value &b) { return !(a == b); }

private:
    Kind m_kind = Missing;
    QByteArray m_text;
    QList<QImap4Value> m_items;
};

using QImap4ValueList = QList<QImap4Value>;

QIMAP4_EXPORT QDebug operator<<(QDebug debug, const QImap4Value &value);

Q_DECLARE_METATYPE(QImap4Value)

#endif // QIMAP4VALUE_H
