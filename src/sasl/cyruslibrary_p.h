// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_CYRUSLIBRARY_P_H
#define QIMAP4_SASL_CYRUSLIBRARY_P_H

#include <QtCore/qbytearraylist.h>

namespace QImap4Internal {

// Cyrus SASL as a whole: begun once, by whichever thread needs it first, and ended with the
// process. Others in the process may use the library too; it counts.
class CyrusLibrary
{
public:
    static const CyrusLibrary &instance();

    bool has(QByteArrayView mechanism) const;

    CyrusLibrary(const CyrusLibrary &) = delete;
    CyrusLibrary &operator=(const CyrusLibrary &) = delete;

private:
    CyrusLibrary();
    ~CyrusLibrary();

    bool m_running = false;
    QByteArrayList m_mechanisms;
};

} // namespace QImap4Internal

#endif // QIMAP4_SASL_CYRUSLIBRARY_P_H
