// SPDX-License-Identifier: LGPL-3.0-or-later
// Response codes, and conditions that come without a tag.
#include "protocol/session_p.h"
#include "wire/flaglist_p.h"
#include "wire/statusresponses_p.h"

#include <algorithm>
#include <array>

namespace QImap4Internal {

namespace {

// 0, which is unknown, for what does not fit.
quint32 numberIn(const QImap4ResponseCode &code)
{
    const quint64 number = code.number();
    return number <= 0xffffffffU ? quint32(number) : 0;
}

struct MailboxCode
{
    const char *name;
    void (*apply)(const QImap4ResponseCode &code, QImap4MailboxInfo *mailbox);
};

constexpr std::array mailboxCodes{
    MailboxCode{"HIGHESTMODSEQ",
                [](const auto &code, auto *m) { m->setHighestModSeq(code.number()); }},
    MailboxCode{"MAILBOXID",
                [](const auto &code, auto *m) { m->setMailboxId(code.words().value(0)); }},
    MailboxCode{"NOMODSEQ", [](const auto &, auto *m) { m->setHighestModSeq(0); }},
    MailboxCode{"READ-ONLY", [](const auto &, auto *m) { m->setReadOnly(true); }},
    MailboxCode{"READ-WRITE", [](const auto &, auto *m) { m->setReadOnly(false); }},
    MailboxCode{"UIDNEXT", [](const auto &code, auto *m) { m->setUidNext(numberIn(code)); }},
    MailboxCode{"UIDNOTSTICKY", [](const auto &, auto *m) { m->setUidsSticky(false); }},
    MailboxCode{"UIDVALIDITY",
                [](const auto &code, auto *m) { m->setUidValidity(numberIn(code)); }},
    MailboxCode{"UNSEEN", [](const auto &code, auto *m) { m->setFirstUnseen(numberIn(code)); }},
};

// False for a code that says nothing of a mailbox.
bool describe(const QImap4ResponseCode &code, QImap4MailboxInfo *mailbox)
{
    const auto row = std::find_if(mailboxCodes.begin(), mailboxCodes.end(),
                                  [&code](const MailboxCode &r) { return code.is(r.name); });
    if (row == mailboxCodes.end())
        return false;
    row->apply(code, mailbox);
    return true;
}

} // namespace

void Session::handleUntaggedStatus(const StatusResponse &response)
{
    const QString text = QString::fromUtf8(masked(response.text));
    if (response.condition == Condition::Bye) {
        const QImap4ResponseCode code(response.code.name(), masked(response.code.arguments()));
        emitEvent(ByeEvent{text, code});
        if (m_state == SessionState::LoggingOut) {
            m_farewell = text;
            return;
        }
        QImap4Error error(QImap4Error::ByeError);
        error.setServerText(text);
        error.setResponseCode(code);
        fail(error);
        return;
    }
    if (response.code.is("ALERT"))
        emitEvent(AlertEvent{text});
    if (mayShowText() && response.code.isEmpty())
        emitEvent(UntaggedEvent{{conditionName(response.condition), masked(response.text)}});
    else if (mayShowText())
        emitEvent(ResponseCodeEvent{masked(response.code), text});
    handleCode(response.code);
}

QImap4Flags Session::flagsIn(const QImap4ResponseCode &code)
{
    const QByteArray arguments = code.arguments();
    Value list = Scanner(arguments).value();
    if (!list.isList()) // some leave the parentheses out
        list = {Value::List, false, arguments};
    FlagListQuirk quirk = FlagListQuirk::None;
    const QImap4Flags flags = readFlags(list, m_options.limits.flags, &quirk);
    if (quirk == FlagListQuirk::TooLong)
        warnOfLength(code);
    return flags;
}

QImap4Capabilities Session::capabilitiesIn(const QImap4ResponseCode &code)
{
    const QByteArrayList words = code.words();
    if (words.size() > m_options.limits.capabilities)
        warnOfLength(code);
    return QImap4Capabilities(words.mid(0, m_options.limits.capabilities));
}

void Session::warnOfLength(const QImap4ResponseCode &code)
{
    warn(QStringLiteral("list longer than its limit"), code.name());
}

// Codes that change what we know, wherever they come.
void Session::handleCode(const QImap4ResponseCode &code)
{
    if (code.isEmpty())
        return;
    if (code.is("CAPABILITY")) {
        setCapabilities(capabilitiesIn(code));
        return;
    }
    if (code.is("COPYUID")) { // MOVE tells it before it is done (RFC 6851, 4.3)
        for (ActiveCommand &command : m_queue.active()) {
            if (command.command().name().endsWith("MOVE") && command.mapping.isEmpty()) {
                command.mapping = code;
                return;
            }
        }
        return;
    }
    QImap4MailboxInfo *mailbox = mailboxBeingDescribed();
    if (!mailbox)
        return;
    if (code.is("PERMANENTFLAGS"))
        mailbox->setPermanentFlags(flagsIn(code));
    else if (!describe(code, mailbox))
        return;
    mailboxChanged();
}

} // namespace QImap4Internal
