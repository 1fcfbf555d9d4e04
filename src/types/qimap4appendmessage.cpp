// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4appendmessage.h"

/*!
    \class QImap4AppendMessage
    \brief A message on its way into a mailbox, with what the server shall keep beside it (RFC 9051,
    section 6.3.12).

    \c content is header and body as bytes. A lone CR or LF becomes CRLF; content with a NUL is
    refused with InvalidArgumentError before anything is sent. \c flags are those that the new
    message shall have. \c internalDate is when the message arrived; an invalid one, which is the
    default, lets the server take the present time.
*/
