// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_MODELS_MESSAGEROW_P_H
#define QIMAP4_MODELS_MESSAGEROW_P_H

#include "models/envelopecache_p.h"
#include "models/messagetable_p.h"
#include "qimap4messagemodel.h"

#include <QtCore/qvariant.h>

namespace QImap4Internal {

// What the roles of one row say. Made for each call of data(), keeps nothing.
class MessageRow
{
public:
    MessageRow(const MessageTable &table, const EnvelopeCache &cache, quint32 index);

    QImap4MessageModel::RowState state() const;
    QVariant data(int column, int role) const; // but KeyRole

private:
    QVariant ownRole(int role) const;
    QVariant flag(QImap4Flags::SystemFlag flag) const;
    QVariant attachment() const;
    QVariant shown(int column) const;
    QString sender() const;
    QDateTime internalDate() const;
    QDateTime date() const;
    quint64 octets() const;
    QString toolTip(int column) const;
    QString sentence() const;

    const MessageTable &m_table;
    const EnvelopeText *m_text;
    quint32 m_index;
};

} // namespace QImap4Internal

#endif // QIMAP4_MODELS_MESSAGEROW_P_H
