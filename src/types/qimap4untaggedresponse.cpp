// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4untaggedresponse.h"

/*!
    \class QImap4UntaggedResponse
    \brief Any untagged response, for what the library has no type for (RFC 9051, section 7).

    \c name is in upper case. \c data are the bytes behind it, literals included; a number that
    stands before the name is put first: \c{* 12 XSTATE (A B)} has the name "XSTATE" and the data
    "12 (A B)". \c values are the same data as values, and there only in the signal
    QImap4::untaggedResponse(), which tells names that the library does not know. They are empty
    where the data cannot be read, nest deeper than QImap4Limits::nesting, or hold more than 100,000
    values. They do not count when two responses are compared.
*/
