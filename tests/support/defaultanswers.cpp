// SPDX-License-Identifier: LGPL-3.0-or-later
#include "defaultanswers_p.h"

#include <QtCore/qhash.h>

namespace QImap4Test {

namespace {

using Composer = Answer (*)(const ClientCommand &, const ServerFacts &);

Answer done(const ClientCommand &command, const ServerFacts &)
{
    return "$tag OK " + command.name + " completed";
}

Answer capability(const ClientCommand &, const ServerFacts &facts)
{
    QByteArray words = facts.capabilities;
    if (facts.offersStartTls && !words.contains("STARTTLS"))
        words += " STARTTLS";
    return "* CAPABILITY " + words + "\r\n$tag OK CAPABILITY completed";
}

Answer logout(const ClientCommand &, const ServerFacts &)
{
    return {"* BYE logging out\r\n$tag OK LOGOUT completed", Answer::Disconnect};
}

Answer authenticate(const ClientCommand &command, const ServerFacts &)
{
    const bool responseCame = command.isContinuation || command.arguments().size() > 1;
    return responseCame ? "$tag OK authenticated" : "+ ";
}

Answer idle(const ClientCommand &command, const ServerFacts &)
{
    if (!command.isContinuation)
        return "+ idling";
    return command.text.toUpper() == "DONE" ? "$tag OK IDLE completed" : "$tag BAD expected DONE";
}

Answer startTls(const ClientCommand &, const ServerFacts &facts)
{
    if (!facts.offersStartTls)
        return "$tag BAD no TLS here";
    return {"$tag OK begin TLS", Answer::BeginTls};
}

Answer list(const ClientCommand &command, const ServerFacts &)
{
    const QByteArrayList arguments = command.arguments();
    if (arguments.size() == 2 && arguments.last().isEmpty())
        return "* LIST (\\Noselect) \"/\" \"\"\r\n$tag OK LIST completed";
    QByteArray answer;
    for (const char *line : {"(\\HasNoChildren) \"/\" INBOX", "(\\HasNoChildren \\Sent) \"/\" Sent",
                             "(\\HasNoChildren \\Trash) \"/\" Trash"}) {
        answer += "* " + command.name + ' ' + line + "\r\n";
    }
    return answer + "$tag OK " + command.name + " completed";
}

Answer select(const ClientCommand &command, const ServerFacts &facts)
{
    const QByteArray count = QByteArray::number(facts.mailboxSize);
    const QByteArray access = command.name == "EXAMINE" ? "READ-ONLY" : "READ-WRITE";
    return "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n"
           "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] ok\r\n"
           "* "
        + count
        + " EXISTS\r\n"
          "* 0 RECENT\r\n"
          "* OK [UIDVALIDITY 1] ok\r\n"
          "* OK [UIDNEXT "
        + QByteArray::number(facts.mailboxSize + 1) + "] ok\r\n$tag OK [" + access + "] "
        + command.name + " completed";
}

Answer status(const ClientCommand &command, const ServerFacts &facts)
{
    const QByteArray count = QByteArray::number(facts.mailboxSize);
    return "* STATUS \"" + command.arguments().value(0) + "\" (MESSAGES " + count + " UIDNEXT "
        + QByteArray::number(facts.mailboxSize + 1)
        + " UIDVALIDITY 1 UNSEEN 0)\r\n$tag OK STATUS completed";
}

Answer search(const ClientCommand &command, const ServerFacts &)
{
    return "* SEARCH\r\n$tag OK " + command.name + " completed";
}

Answer nameSpace(const ClientCommand &, const ServerFacts &)
{
    return "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n$tag OK NAMESPACE completed";
}

Answer id(const ClientCommand &, const ServerFacts &)
{
    return "* ID NIL\r\n$tag OK ID completed";
}

} // namespace

Answer defaultAnswer(const ClientCommand &command, const ServerFacts &facts)
{
    static const QHash<QByteArray, Composer> composers{
        {"AUTHENTICATE", authenticate},
        {"CAPABILITY", capability},
        {"CHECK", done},
        {"CLOSE", done},
        {"COPY", done},
        {"CREATE", done},
        {"DELETE", done},
        {"ENABLE", done},
        {"EXAMINE", select},
        {"EXPUNGE", done},
        {"FETCH", done},
        {"ID", id},
        {"IDLE", idle},
        {"LIST", list},
        {"LOGIN", done},
        {"LOGOUT", logout},
        {"LSUB", list},
        {"NAMESPACE", nameSpace},
        {"NOOP", done},
        {"RENAME", done},
        {"SEARCH", search},
        {"SELECT", select},
        {"STARTTLS", startTls},
        {"STATUS", status},
        {"STORE", done},
        {"SUBSCRIBE", done},
        {"UID COPY", done},
        {"UID EXPUNGE", done},
        {"UID FETCH", done},
        {"UID MOVE", done},
        {"UID SEARCH", search},
        {"UID STORE", done},
        {"UNSELECT", done},
        {"UNSUBSCRIBE", done},
    };
    const Composer compose = composers.value(command.name);
    return compose ? compose(command, facts) : Answer("$tag BAD unknown command");
}

} // namespace QImap4Test
