// SPDX-License-Identifier: LGPL-3.0-or-later
#include "invocation_p.h"

#include "qimap4util.h"

#include <limits>

namespace QImap4Internal {

namespace {

// imaplib's callers quote what needs it by themselves; a typed slot wants the text alone.
QByteArray withoutQuotes(const QByteArray &text)
{
    if (text.size() < 2 || !text.startsWith('"') || !text.endsWith('"'))
        return text;
    QByteArray content;
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        if (text.at(i) == '\\' && i + 1 < text.size() - 1)
            ++i;
        content += text.at(i);
    }
    return content;
}

bool isText(const QVariant &value)
{
    return value.typeId() == QMetaType::QString || value.typeId() == QMetaType::QByteArray;
}

} // namespace

QVariant InvokeArguments::next(const QVariant &fallback)
{
    if (!atEnd())
        return m_values.at(m_position++);
    m_good = m_good && fallback.isValid();
    return fallback;
}

bool InvokeArguments::skipNull()
{
    const bool isNull = !atEnd() && !m_values.at(m_position).isValid();
    if (isNull)
        ++m_position;
    return isNull;
}

template <>
QString InvokeArguments::take<QString>(const QVariant &fallback)
{
    const QVariant value = next(fallback);
    if (value.typeId() == QMetaType::QByteArray)
        return QString::fromUtf8(withoutQuotes(value.toByteArray()));
    if (value.typeId() != QMetaType::QString)
        refuse();
    return value.toString();
}

template <>
QByteArray InvokeArguments::take<QByteArray>(const QVariant &fallback)
{
    const QVariant value = next(fallback);
    if (!isText(value))
        refuse();
    return value.toByteArray();
}

// "1:5,7", of the kind that the command's name says.
template <>
QImap4MessageSet InvokeArguments::take<QImap4MessageSet>(const QVariant &fallback)
{
    const QVariant value = next(fallback);
    QImap4MessageSet set(m_kind);
    if (value.metaType() == QMetaType::fromType<QImap4MessageSet>()) {
        set = value.value<QImap4MessageSet>();
    } else {
        bool ok = false;
        set = QImap4MessageSet::fromString(value.toByteArray(), m_kind, &ok);
        if (!ok)
            refuse();
    }
    // A command by UID must not get numbers that mean something else, nor the other way round.
    if (set.isEmpty() || set.kind() != m_kind)
        refuse();
    return set;
}

// "(\Seen $Work)", with or without the parentheses.
template <>
QImap4Flags InvokeArguments::take<QImap4Flags>(const QVariant &fallback)
{
    const QVariant value = next(fallback);
    if (value.metaType() == QMetaType::fromType<QImap4Flags>())
        return value.value<QImap4Flags>();
    if (!value.isValid())
        return {};
    if (!isText(value))
        refuse();
    QByteArray text = value.toByteArray().trimmed();
    if (!text.startsWith('('))
        text = '(' + text + ')';
    return QImap4Flags::fromList(QImap4Util::parseFlags("FLAGS " + text));
}

// A date, seconds since the epoch, or IMAP's text.
template <>
QDateTime InvokeArguments::take<QDateTime>(const QVariant &fallback)
{
    const QVariant value = next(fallback);
    if (!value.isValid() || value.typeId() == QMetaType::QDateTime)
        return value.toDateTime();
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    const QDateTime date = isNumber ? QDateTime::fromSecsSinceEpoch(seconds)
                                    : QImap4Util::internalDateToDateTime(value.toByteArray());
    if (!date.isValid())
        refuse();
    return date;
}

template <>
quint32 InvokeArguments::take<quint32>(const QVariant &fallback)
{
    bool ok = false;
    const qlonglong number = next(fallback).toLongLong(&ok);
    if (!ok || number < 0 || number > std::numeric_limits<quint32>::max())
        refuse();
    return quint32(number);
}

} // namespace QImap4Internal
