// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4annotation.h"

/*!
    \class QImap4Annotation
    \brief One entry of a mailbox's or of the server's annotations, as ANNOTATEMORE has them
    (draft-daboo-imap-annotatemore), the draft that became METADATA.

    \c mailbox is empty for an entry of the server itself. \c entry is a path such as
    "/comment". \c attributes has the values by their names, such as "value.priv" and
    "size.shared"; a null value means that the server has none. All are the server's, or those of
    another user who may write to the mailbox, and as trustworthy.

    \sa QImap4Metadata
*/
