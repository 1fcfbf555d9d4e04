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

// Cyrus SASL as a whole: begun once, by whichever thread needs it first. It is never told that it
// may end: a thread that is still logging in when the process exits would lose its mechanism.
class CyrusLibrary
{
public:
    static const CyrusLibrary &instance();

    bool has(QByteArrayView mechanism) const;

    CyrusLibrary(const CyrusLibrary &) = delete;
    CyrusLibrary &operator=(const CyrusLibrary &) = delete;

private:
    CyrusLibrary();

    QByteArrayList m_mechanisms;
};

} // namespace QImap4Internal

#endif // QIMAP4_SASL_CYRUSLIBRARY_P_H
