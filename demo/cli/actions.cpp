// SPDX-License-Identifier: LGPL-3.0-or-later
#include "actions.h"

#include "mailboxactions.h"
#include "messageactions.h"
#include "partactions.h"

#include <QtCore/qcoreapplication.h>

#include <array>

namespace QImap4Cli {

static constexpr Parameter mailbox{"MBOX", ArgumentKind::Mailbox};
static constexpr Parameter set{"SET", ArgumentKind::MessageSet};

std::span<const Action> actions()
{
    static const std::array table = {
        Action{"login",
               QT_TRANSLATE_NOOP("QImap4Cli", "logs in as the user given by --user"),
               {},
               login,
               true},
        Action{"list", QT_TRANSLATE_NOOP("QImap4Cli", "lists all mailboxes"), {}, list},
        Action{"select", QT_TRANSLATE_NOOP("QImap4Cli", "opens a mailbox"), {mailbox}, select},
        Action{
            "fetch", QT_TRANSLATE_NOOP("QImap4Cli", "shows the headers of messages"), {set}, fetch},
        Action{"body", QT_TRANSLATE_NOOP("QImap4Cli", "shows the text of messages"), {set}, body},
        Action{"save",
               QT_TRANSLATE_NOOP("QImap4Cli", "saves the attachments of messages"),
               {set, {"DIR", ArgumentKind::Directory}},
               save},
        Action{"search",
               QT_TRANSLATE_NOOP("QImap4Cli", "finds messages that contain a text"),
               {{"TEXT", ArgumentKind::Text}},
               search},
        Action{"idle",
               QT_TRANSLATE_NOOP("QImap4Cli", "shows what happens in the mailbox"),
               {{"SECONDS", ArgumentKind::Seconds}},
               idle},
        Action{"create",
               QT_TRANSLATE_NOOP("QImap4Cli", "makes a mailbox"),
               {{"NAME", ArgumentKind::Mailbox}},
               create},
        Action{"store",
               QT_TRANSLATE_NOOP("QImap4Cli", "adds a flag or keyword to messages"),
               {set, {"KEYWORD", ArgumentKind::Keyword}},
               store},
        Action{"append",
               QT_TRANSLATE_NOOP("QImap4Cli", "puts a message into a mailbox"),
               {mailbox,
                {"FLAGS", ArgumentKind::FlagList},
                {"DATE", ArgumentKind::Date},
                {"FILE", ArgumentKind::File}},
               append},
        Action{"fetch-section",
               QT_TRANSLATE_NOOP("QImap4Cli", "shows a section as it is, like 1.2"),
               {set, {"SECTION", ArgumentKind::Section}},
               fetchSection},
        Action{"header",
               QT_TRANSLATE_NOOP("QImap4Cli", "shows one header field of messages"),
               {set, {"FIELD", ArgumentKind::HeaderField}},
               header},
        Action{"id",
               QT_TRANSLATE_NOOP("QImap4Cli", "tells the client's name, asks for the server's"),
               {{"VALUE", ArgumentKind::Text}},
               id},
    };
    return table;
}

const Action *findAction(const QString &name)
{
    for (const Action &action : actions()) {
        if (name == QLatin1String(action.name))
            return &action;
    }
    return nullptr;
}

} // namespace QImap4Cli
