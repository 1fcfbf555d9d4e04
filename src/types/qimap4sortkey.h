// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4SORTKEY_H
#define QIMAP4SORTKEY_H

#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qnamespace.h>
#include <QtCore/qobjectdefs.h>

// What a server sorts messages by (RFC 5256, 3; RFC 5957).
class QIMAP4_EXPORT QImap4SortKey
{
    Q_GADGET
    Q_PROPERTY(Criterion criterion READ criterion)
    Q_PROPERTY(Qt::SortOrder order READ order)
public:
    enum Criterion {
        Arrival, // internal date
        Cc, // first address
        Date, // of the header, or else the internal date
        From, // first address
        Size,
        Subject, // without "Re:" and the like
        To, // first address
        DisplayFrom, // what a mail program shows; needs SORT=DISPLAY
        DisplayTo,
    };
    Q_ENUM(Criterion)

    QImap4SortKey(Criterion criterion = Arrival, Qt::SortOrder order = Qt::AscendingOrder)
        : m_criterion(criterion)
        , m_order(order)
    {}

    Criterion criterion() const { return m_criterion; }
    Qt::SortOrder order() const { return m_order; }
    QByteArray name() const; // "SUBJECT"
    bool needsDisplay() const { return m_criterion >= DisplayFrom; } // the capability SORT=DISPLAY

    friend bool operator==(QImap4SortKey a, QImap4SortKey b)
    {
        return a.m_criterion == b.m_criterion && a.m_order == b.m_order;
    }
    friend bool operator!=(QImap4SortKey a, QImap4SortKey b) { return !(a == b); }

private:
    Criterion m_criterion;
    Qt::SortOrder m_order;
};

using QImap4SortKeyList = QList<QImap4SortKey>;

Q_DECLARE_METATYPE(QImap4SortKey)

#endif // QIMAP4SORTKEY_H
