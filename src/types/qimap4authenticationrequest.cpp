// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4authenticationrequest.h"

/*!
    \class QImap4AuthenticationRequest
    \brief A login that waits for credentials: what a dialog that asks for them shows.

    \c host and \c port are those that the application has set; \c encrypted tells whether TLS
    protects the connection now. \c mechanisms are the SASL mechanisms (RFC 4422) in question,
    the strongest first: those that the server offers, the application allows, this machine has,
    and that do not show the password to a connection that anybody can read.

    \sa QImap4::authenticationRequired()
*/
