// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_NET_CERTIFICATECHECK_P_H
#define QIMAP4_NET_CERTIFICATECHECK_P_H

#include "qimap4global.h"
#include "qimap4tlsproblem.h"

#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslerror.h>

namespace QImap4Internal {

// Whether the certificate names the host in a subject alternative name (RFC 9525). The common
// name does not count, an address must be an address entry, and a wildcard must be the whole
// leftmost label with at least two more behind it.
QIMAP4_AUTOTEST_EXPORT bool certificateNames(const QSslCertificate &certificate,
                                             const QString &host);

// Everything that speaks against the connection; `reasons` is empty when nothing does.
QIMAP4_AUTOTEST_EXPORT QImap4TlsProblem checkPeer(const QString &host, quint16 port,
                                                  const QList<QSslCertificate> &chain,
                                                  const QList<QSslError> &errors);

} // namespace QImap4Internal

#endif // QIMAP4_NET_CERTIFICATECHECK_P_H
