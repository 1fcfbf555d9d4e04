// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_TYPES_SAFECHARACTER_P_H
#define QIMAP4_TYPES_SAFECHARACTER_P_H

#include <QtCore/qchar.h>

namespace QImap4Internal {

// False for controls, bidirectional and zero-width marks, line separators, and what may become any
// of them in a later Unicode: all of them can change what is shown around them.
inline bool isSafeCharacter(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

} // namespace QImap4Internal

#endif // QIMAP4_TYPES_SAFECHARACTER_P_H
