// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_TYPES_ENGLISHMONTH_P_H
#define QIMAP4_TYPES_ENGLISHMONTH_P_H

#include <QtCore/qbytearrayview.h>

#include <array>

namespace QImap4Internal {

// Mail and IMAP write months in English, whatever the locale.
inline constexpr std::array<QByteArrayView, 12> englishMonths{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The abbreviation of a month from 1 to 12.
inline QByteArrayView englishMonth(int month)
{
    return englishMonths.at(std::size_t(month - 1));
}

// The month whose abbreviation, in any case, `word` begins with; 0: none.
inline int monthFromEnglish(QByteArrayView word)
{
    if (word.size() < 3)
        return 0;
    for (std::size_t i = 0; i < englishMonths.size(); ++i) {
        if (word.first(3).compare(englishMonths[i], Qt::CaseInsensitive) == 0)
            return int(i) + 1;
    }
    return 0;
}

} // namespace QImap4Internal

#endif // QIMAP4_TYPES_ENGLISHMONTH_P_H
