// SPDX-License-Identifier: LGPL-3.0-or-later
#include "displayformat_p.h"

#include <QtCore/qcoreapplication.h>

#include <limits>

namespace QImap4Internal {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("QImap4DisplayFormat", text);
}

} // namespace

QString relativeDate(const QDateTime &when, const QDateTime &now, const QLocale &locale)
{
    if (!when.isValid())
        return {};
    const QDateTime local = when.toLocalTime();
    const QDate date = local.date();
    const QDate today = now.toLocalTime().date();
    const qint64 days = date.daysTo(today);
    if (days == 0)
        return locale.toString(local.time(), QLocale::ShortFormat);
    if (days == 1)
        return translated(QT_TRANSLATE_NOOP("QImap4DisplayFormat", "Yesterday"));
    if (days > 1 && days < 7)
        return locale.dayName(date.dayOfWeek(), QLocale::ShortFormat);
    if (days > 0 && date.year() == today.year()) {
        //: a date without its year, see QLocale::toString()
        const QString format = QCoreApplication::translate("QImap4DisplayFormat", "d MMM");
        return locale.toString(date, format);
    }
    return locale.toString(date, QLocale::ShortFormat);
}

QString byteSize(quint64 bytes)
{
    constexpr quint64 largest = quint64(std::numeric_limits<qint64>::max());
    return QLocale().formattedDataSize(qint64(qMin(bytes, largest)), 1,
                                       QLocale::DataSizeTraditionalFormat);
}

QString unreadCount(quint32 count)
{
    constexpr quint32 most = 999;
    if (count <= most)
        return QLocale().toString(count);
    return translated(QT_TRANSLATE_NOOP("QImap4DisplayFormat", "%1+")).arg(most);
}

} // namespace QImap4Internal
