// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_REQUEST_P_H
#define QIMAP4_PROTOCOL_REQUEST_P_H

#include "qimap4credentials.h"
#include "qimap4message.h"
#include "qimap4messageset.h"
#include "qimap4quirks.h"
#include "wire/command_p.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <optional>

namespace QImap4Internal {

// One way to do what was asked: its commands run one after the other, each when the one before
// it was answered OK. It is taken when the server has all the capabilities in `needs`.
struct Alternative
{
    QByteArrayList needs;
    QList<Command> steps;
    QImap4Quirks::Policies unless = {}; // not for servers with any of these
};

// How to log in. The command itself is made when its turn comes.
struct AuthenticationRequest
{
    enum class Source {
        Given, // `credentials` are there
        AskApplication, // for credentials, when the command's turn comes
        Challenges, // the application answers the server itself
    };
    Source source = Source::Given;
    QImap4Credentials credentials;
    QByteArray mechanism; // empty: the strongest
    QByteArrayList allowed; // empty: all that are known
};

// What the application asked for, as data. Which alternative is taken is decided when the
// request goes out, since capabilities change with TLS and login.
struct Request
{
    quint64 id = 0; // 0: the session's own
    QByteArray name; // for error messages
    QList<Alternative> alternatives; // best first
    QImap4MessageSet messages{QImap4MessageSet::Uids}; // FETCH, STORE: whose answers are its own
    QImap4Message::Items items; // FETCH: what was asked for
    bool usesSequenceNumbers = false; // also where `messages` does not tell: in search keys
    bool hasLesserWays = false; // BAD to one alternative: the next is tried
    bool runsAlone = false; // what the command does is not known: nothing else runs beside it
    bool toSink = false; // FETCH: large content goes out in pieces as it arrives
    QByteArrayList collect; // names of untagged responses to hand out unparsed
    QString mailbox; // SELECT, EXAMINE, STATUS
    QByteArrayList extensions; // ENABLE: what was asked for
    int idleTimeout = 0; // IDLE: milliseconds
    std::optional<AuthenticationRequest> authentication; // AUTHENTICATE
};

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_REQUEST_P_H
