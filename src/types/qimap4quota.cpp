// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4quota.h"

/*!
    \class QImap4QuotaResource
    \brief How much of one resource is used, and how much may be (RFC 9208, section 5).

    \c name is in upper case. The unit of \c usage and \c limit is the resource's: STORAGE and
    ANNOTATION-STORAGE count 1024 bytes, MESSAGE messages, MAILBOX mailboxes. Both are 0 to 2^63-1;
    usage may lie beyond the limit.

    \class QImap4Quota
    \brief The limits of one quota root, and how much of them is used (RFC 9208, section 5.1).

    \class QImap4QuotaRoots
    \brief The answer to GETQUOTAROOT: which roots hold for a mailbox, and their limits.
*/

/*! Returns the resource \a name, for example "STORAGE", in any case; nothing where it has no
    limit. */
std::optional<QImap4QuotaResource> QImap4Quota::resource(QByteArrayView name) const
{
    for (const QImap4QuotaResource &resource : resources) {
        if (name.compare(resource.name, Qt::CaseInsensitive) == 0)
            return resource;
    }
    return {};
}
