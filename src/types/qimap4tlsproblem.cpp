// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4tlsproblem.h"

/*!
    \class QImap4TlsProblem
    \brief Why a TLS connection would be refused, for the application to decide.

    \c host is the name that was asked for, and \c port the port. \c chain has the certificates
    that the peer showed, its own first; it is empty if there were none. \c errors are those that
    TLS itself found; \c nameMatches is false when the certificate is not for \c host (RFC 9525).
    \c reasons says all that in sentences for people, translated; they do not count when two
    problems are compared.

    \sa QImap4::tlsProblem(), QImap4::answerTlsProblem()
*/
