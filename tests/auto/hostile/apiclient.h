// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_APICLIENT_H
#define QIMAP4TEST_APICLIENT_H

#include "hostilecases.h"

#include "qimap4error.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

namespace QImap4Test {

// What an application saw that took the actions of a case one after the other.
struct ApiResult
{
    bool ended = true; // each reply finished, once, in time
    QImap4Error error; // the first
    QByteArray seen; // every value and text of every signal and reply, as text
    int status() const; // the program's for this error
};

ApiResult runApi(const ScriptedServer &server, const HostileCase &row);

} // namespace QImap4Test

#endif // QIMAP4TEST_APICLIENT_H
