// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/messagerow_p.h"

#include "models/plaintext_p.h"

#include <QtCore/qlocale.h>
#include <QtCore/qstringlist.h>

namespace QImap4Internal {

namespace {

bool hasKeyword(const QByteArrayList &keywords, QLatin1String name)
{
    for (const QByteArray &keyword : keywords) {
        if (name.compare(QLatin1String(keyword), Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

MessageRow::MessageRow(const MessageTable &table, const EnvelopeCache &cache, quint32 index)
    : m_table(table)
    , m_text(cache.find(table.slot(index), table.uid(index)))
    , m_index(index)
{}

QImap4MessageModel::RowState MessageRow::state() const
{
    if (m_text)
        return QImap4MessageModel::Loaded;
    switch (m_table.requestState(m_index)) {
    case MessageTable::Idle:
        return QImap4MessageModel::Unknown;
    case MessageTable::InFirstRequest:
    case MessageTable::InSecondRequest:
        return QImap4MessageModel::Requested;
    case MessageTable::RequestFailed:
        break;
    }
    return QImap4MessageModel::Failed;
}

QVariant MessageRow::flag(QImap4Flags::SystemFlag flag) const
{
    return m_table.isKnown(m_index, flag) ? QVariant(m_table.has(m_index, flag)) : QVariant();
}

// Set by servers and clients that looked (IANA's list of keywords); without them nobody did.
QVariant MessageRow::attachment() const
{
    const QByteArrayList &keywords = m_table.keywords(m_index);
    if (hasKeyword(keywords, QLatin1String("$HasAttachment")))
        return true;
    if (hasKeyword(keywords, QLatin1String("$HasNoAttachment")))
        return false;
    return {};
}

QString MessageRow::sender() const
{
    return m_text->from;
}

QDateTime MessageRow::internalDate() const
{
    const quint32 seconds = m_table.internalDate(m_index);
    return seconds ? QDateTime::fromSecsSinceEpoch(seconds) : QDateTime();
}

QDateTime MessageRow::date() const
{
    const QDateTime sent = m_text ? m_text->dateTime() : QDateTime();
    return sent.isValid() ? sent : internalDate();
}

quint64 MessageRow::octets() const
{
    return m_text ? m_text->octets : m_table.octets(m_index);
}

QVariant MessageRow::ownRole(int role) const
{
    switch (role) {
    case QImap4MessageModel::UidRole:
        return m_table.uid(m_index);
    case QImap4MessageModel::SequenceNumberRole:
        return m_index + 1;
    case QImap4MessageModel::RowStateRole:
        return state();
    case QImap4MessageModel::SubjectRole:
        return m_text ? m_text->subject : QString();
    case QImap4MessageModel::FromRole:
        return m_text ? sender() : QString();
    case QImap4MessageModel::FromAddressRole:
        return m_text ? m_text->fromAddress : QString();
    case QImap4MessageModel::ToRole:
        return m_text ? m_text->to : QString();
    case QImap4MessageModel::DateRole:
        return date();
    case QImap4MessageModel::InternalDateRole:
        return internalDate();
    case QImap4MessageModel::SizeRole:
        return octets();
    case QImap4MessageModel::FlagsRole:
        return QVariant::fromValue(m_table.flags(m_index));
    case QImap4MessageModel::KeywordsRole: {
        QStringList names;
        for (const QByteArray &keyword : m_table.keywords(m_index))
            names.append(QString::fromLatin1(keyword));
        return names;
    }
    case QImap4MessageModel::IsSeenRole:
        return flag(QImap4Flags::Seen);
    case QImap4MessageModel::IsFlaggedRole:
        return flag(QImap4Flags::Flagged);
    case QImap4MessageModel::IsAnsweredRole:
        return flag(QImap4Flags::Answered);
    case QImap4MessageModel::IsDeletedRole:
        return flag(QImap4Flags::Deleted);
    case QImap4MessageModel::IsDraftRole:
        return flag(QImap4Flags::Draft);
    case QImap4MessageModel::IsForwardedRole:
        if (!m_table.areFlagsKnown(m_index))
            return {};
        return hasKeyword(m_table.keywords(m_index), QLatin1String("$Forwarded"));
    case QImap4MessageModel::HasAttachmentRole:
        return attachment();
    case QImap4MessageModel::WasUnreadRole:
        return m_table.wasUnread(m_index);
    default:
        return {};
    }
}

QVariant MessageRow::shown(int column) const
{
    switch (column) {
    case QImap4MessageModel::SubjectColumn:
        if (!m_text)
            return QString();
        return m_text->subject.isEmpty() ? QImap4MessageModel::tr("(No subject)") : m_text->subject;
    case QImap4MessageModel::FromColumn:
        return m_text ? sender() : QString();
    case QImap4MessageModel::DateColumn: {
        const QDateTime when = date();
        return when.isValid() ? QLocale().toString(when, QLocale::ShortFormat) : QString();
    }
    case QImap4MessageModel::SizeColumn:
        return octets() ? QLocale().formattedDataSize(qint64(octets())) : QString();
    default:
        return QString();
    }
}

QString MessageRow::toolTip(int column) const
{
    switch (column) {
    case QImap4MessageModel::SubjectColumn:
        // A list may show this column alone, with the names of the senders in it.
        if (!m_text)
            return {};
        if (m_text->subject.isEmpty() || m_text->fromFull.isEmpty())
            return neverRichText(m_text->subject + m_text->fromFull);
        return neverRichText(m_text->subject + u'\n' + m_text->fromFull);
    case QImap4MessageModel::FromColumn:
        return m_text ? neverRichText(m_text->fromFull) : QString();
    case QImap4MessageModel::DateColumn:
        return QLocale().toString(date(), QLocale::LongFormat);
    default:
        return {};
    }
}

QString MessageRow::sentence() const
{
    switch (state()) {
    case QImap4MessageModel::Loaded:
        break;
    case QImap4MessageModel::Failed:
        return QImap4MessageModel::tr("Message %1 could not be loaded").arg(m_index + 1);
    case QImap4MessageModel::Unknown:
    case QImap4MessageModel::Requested:
        return QImap4MessageModel::tr("Message %1, not loaded yet").arg(m_index + 1);
    }
    QStringList parts;
    if (m_table.areFlagsKnown(m_index)) {
        if (!m_table.has(m_index, QImap4Flags::Seen))
            parts.append(QImap4MessageModel::tr("Unread"));
        if (m_table.has(m_index, QImap4Flags::Flagged))
            parts.append(QImap4MessageModel::tr("Flagged"));
        if (m_table.has(m_index, QImap4Flags::Answered))
            parts.append(QImap4MessageModel::tr("Answered"));
        if (m_table.has(m_index, QImap4Flags::Deleted))
            parts.append(QImap4MessageModel::tr("Marked as deleted"));
    }
    if (attachment().toBool())
        parts.append(QImap4MessageModel::tr("With attachment"));
    if (!sender().isEmpty())
        parts.append(QImap4MessageModel::tr("from %1").arg(sender()));
    parts.append(shown(QImap4MessageModel::SubjectColumn).toString());
    const QString when = shown(QImap4MessageModel::DateColumn).toString();
    if (!when.isEmpty())
        parts.append(when);
    return parts.join(QStringLiteral(", "));
}

QVariant MessageRow::data(int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(column);
    case Qt::ToolTipRole: {
        const QString tip = toolTip(column);
        return tip.isEmpty() ? QVariant() : QVariant(tip);
    }
    case Qt::AccessibleTextRole:
        return sentence();
    case Qt::TextAlignmentRole:
        if (column == QImap4MessageModel::SizeColumn)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    default:
        return ownRole(role);
    }
}

} // namespace QImap4Internal
