// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef COMMANDSCRIPT_H
#define COMMANDSCRIPT_H

#include "scriptedserver.h"
#include "testclient.h"

#include <memory>

// Dialogues that begin where commands are of interest.
namespace CommandScript {

inline const QByteArray AllCapabilities =
    "IMAP4rev1 ACL QUOTA SORT SORT=DISPLAY THREAD=REFERENCES THREAD=ORDEREDSUBJECT ANNOTATEMORE "
    "MULTIAPPEND UIDPLUS MOVE ID ENABLE NAMESPACE UNSELECT IDLE LITERAL+";

// A session that is authenticated from its first line on.
inline QImap4Test::Script session(const QImap4Test::Script &rest,
                                  const QByteArray &capabilities = AllCapabilities)
{
    return QImap4Test::Script{QImap4Test::S("* PREAUTH [CAPABILITY " + capabilities + "] hi")}
    + rest;
}

// The same, in which the client selects INBOX first.
inline QImap4Test::Script selected(const QImap4Test::Script &rest,
                                   const QByteArray &capabilities = AllCapabilities)
{
    using namespace QImap4Test;
    const Script select{C("SELECT INBOX"), S("* 9 EXISTS"), S("$tag OK [READ-WRITE] done")};
    return session(select + rest, capabilities);
}

inline std::unique_ptr<QImap4> openClient(const QImap4Test::ScriptedServer &server)
{
    auto imap = QImap4Test::clientOf(server.port());
    imap->setAutoIdle(false);
    imap->open();
    return imap;
}

} // namespace CommandScript

// RUN() in a dialogue, which is told when the command fails.
#define RUN_SCRIPT(reply) RUN_OR_TELL(reply, server.report())

#endif // COMMANDSCRIPT_H
