// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4serverdata.h"

/*!
    \class QImap4UrlContent
    \brief A URL of a URLFETCH or GENURLAUTH response, and what it stands for (RFC 4467,
    RFC 5524).

    \c url is as the server wrote it, and never followed by the library. \c content is null where
    there is none: the URL is not valid, or may not be read. With URLAUTH=BINARY, \c parts has lists
    instead: the word BODY, BINARY or BODYPARTSTRUCTURE, and its value.

    \class QImap4Urls
    \brief The URLs of one URLFETCH or GENURLAUTH response (RFC 4467).

    \c authorized is true for GENURLAUTH: the URLs carry their authorization, which is as good as a
    password for what they name, and have no content.
*/

/*!
    \class QImap4Languages
    \brief The answer to LANGUAGE (RFC 5255, section 3.3), as language tags (RFC 5646).

    One tag is the language that the server speaks from now on; several are those that it can.
*/

/*!
    \class QImap4Comparator
    \brief The answer to COMPARATOR: how the server compares text (RFC 5255, section 4.8).

    \c active is the comparator in use, "i;unicode-casemap" for example (RFC 4790). \c matching
    are all that fit what was asked for, in the server's order; empty when nothing was.
*/

/*!
    \class QImap4Conversion
    \brief A conversion that the server offers (RFC 5259, section 5.2).

    \c from and \c to are media types, such as "image/gif" and "image/jpeg"; a subtype may be "*".
    \c parameters are the names of those that it understands.

    \class QImap4Converted
    \brief A part of a message after its conversion (RFC 5259, section 8.1).

    \c sequenceNumber and \c uid are the message's; the UID is 0 where the server did not say it.
    \c tag is that of the command that asked. \c items has names and values in turns:
    \c{items.value("BINARY[3]")}.
*/

/*!
    \class QImap4JmapAccess
    \brief Where the same account speaks JMAP (RFC 9698).

    \c session is the https URL of the session object (RFC 8620, section 2). The library never
    follows it; an application that does sends its credentials where the server points.
*/

/*!
    \class QImap4UidBatches
    \brief The answer to UIDBATCHES: runs of UIDs that hold about the same number of messages each
    (draft-ietf-mailmaint-imap-uidbatches).

    \c batches go from the newest messages to the oldest; in each range \c first is the lower UID.
    \c tag is that of the command that asked; empty where the server did not say it.
*/
