// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_INVOCATION_P_H
#define QIMAP4_INVOCATION_P_H

#include "qimap4.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>
#include <QtCore/qvariant.h>

namespace QImap4Internal {

// The arguments of QImap4::invoke(), taken one after the other as the types that a slot wants.
// What cannot be converted, is missing or is left over makes them not good.
class InvokeArguments
{
public:
    InvokeArguments(const QVariantList &values, QImap4MessageSet::Kind kind)
        : m_values(values)
        , m_kind(kind)
    {}

    bool atEnd() const { return m_position >= m_values.size(); }
    bool isGood() const { return m_good && atEnd(); }
    QVariant next(const QVariant &fallback = {});
    bool skipNull(); // takes the next value if it is there and null
    void refuse() { m_good = false; }

    template <typename T>
    T take(const QVariant &fallback = {});

private:
    QVariantList m_values;
    QImap4MessageSet::Kind m_kind;
    qsizetype m_position = 0;
    bool m_good = true;
};

template <>
QString InvokeArguments::take<QString>(const QVariant &fallback);
template <>
QByteArray InvokeArguments::take<QByteArray>(const QVariant &fallback);
template <>
QImap4MessageSet InvokeArguments::take<QImap4MessageSet>(const QVariant &fallback);
template <>
QImap4Flags InvokeArguments::take<QImap4Flags>(const QVariant &fallback);
template <>
QDateTime InvokeArguments::take<QDateTime>(const QVariant &fallback);
template <>
quint32 InvokeArguments::take<quint32>(const QVariant &fallback);

// How a command is called by its name.
struct Invocation
{
    const char *name;
    // Null when the arguments are not good.
    QImap4Reply *(*call)(QImap4 &client, const QByteArray &name, InvokeArguments &arguments);
};

// Null for a name that the table does not have, in any case.
QIMAP4_AUTOTEST_EXPORT const Invocation *findInvocation(QByteArrayView name);

} // namespace QImap4Internal

#endif // QIMAP4_INVOCATION_P_H
