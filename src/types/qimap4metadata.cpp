// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4metadata.h"

/*!
    \class QImap4Metadata
    \brief Annotations of a mailbox, or of the server (RFC 5464, section 4.4).

    \c mailbox is empty for those of the server itself. \c entries is the answer to GETMETADATA:
    values by the paths of their entries, which begin with "/shared/" or "/private/"; a null value
    means that the server has none. \c changed is what the server says unasked: entries that are no
    longer as they were, without their values (section 4.4.2). All are the server's, or those of
    another user who may write to the mailbox, and as trustworthy.
*/
