// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef COMMANDSCRIPT_H
#define COMMANDSCRIPT_H

#include "qimap4.h"
#include "scriptedserver.h"

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
    auto imap = std::make_unique<QImap4>();
    imap->setHost(QStringLiteral("localhost"));
    imap->setPort(server.port());
    imap->setEncryption(QImap4::Plaintext);
    imap->setAutoIdle(false);
    imap->open();
    return imap;
}

} // namespace CommandScript

// Waits, and fails the test when the command does.
#define RUN(reply)                                                                                 \
    do {                                                                                           \
        QImap4Reply *const run = (reply);                                                          \
        QVERIFY2(run->waitForFinished(10000), server.report());                                    \
        QVERIFY2(!run->isError(), qPrintable(run->commandName() + run->errorString()));            \
    } while (false)

#endif // COMMANDSCRIPT_H
