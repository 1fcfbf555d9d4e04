// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4quirks.h"

#include <algorithm>

/*!
    \class QImap4Quirks
    \brief How a server wants to be treated that does not keep to the standard.

    The server is known by what it says itself: its greeting, its answer to ID, and its
    capabilities. QImap4::quirks() tells what was decided, QImap4::setQuirks() decides otherwise.
    What servers send in other ways than the standard says needs no policy: it is read.
*/

namespace {

// A row fits if every text that it has is found, in any case: in the greeting, in a value of ID,
// as a capability.
struct ServerRow
{
    const char *server;
    const char *greeting;
    const char *id;
    const char *capability;
    QImap4Quirks::Policies policies;
    int longestCommand;
    int idleRenewal; // milliseconds
};

using Q = QImap4Quirks;

constexpr int Standard = 8000; // bytes, RFC 7162, 4
constexpr int Old = 1000; // RFC 2683, 3.2.1.5
constexpr int Minute = 60 * 1000;

// The first row that fits counts.
const ServerRow serverRows[] = {
    {"Gmail", nullptr, nullptr, "X-GM-EXT-1",
     Q::NoTrailingDelimiter | Q::NoopAfterAppend | Q::DeleteIsRemoveLabel, 16000, 0},
    {"iCloud", "iCloud", nullptr, nullptr,
     Q::RepeatCapability | Q::TrustEnable | Q::NoQresync | Q::NoAnnotate | Q::BodyPeekOnly,
     Standard, 0},
    {"iCloud", nullptr, nullptr, "XAPPLEPUSHSERVICE",
     Q::RepeatCapability | Q::TrustEnable | Q::NoQresync | Q::NoAnnotate | Q::BodyPeekOnly,
     Standard, 0},
    {"Oracle Messaging", "Oracle", nullptr, nullptr, Q::TrustEnable | Q::NoAnnotate, Standard, 0},
    {"Sun Messaging", "Messaging Multiplexor", nullptr, nullptr, Q::TrustEnable | Q::NoAnnotate,
     Standard, 0},
    {"Exchange", "Microsoft Exchange", nullptr, nullptr, Q::NoNamespace | Q::NoLsub, Standard,
     9 * Minute},
    {"Exchange 2003", "Microsoft Exchange Server 2003", nullptr, nullptr, Q::NoNamespace, Standard,
     9 * Minute},
    {"NetEase", "Coremail", nullptr, nullptr, Q::IdBeforeSelect, Standard, 0},
    {"NetEase", nullptr, "Coremail", nullptr, Q::IdBeforeSelect, Standard, 0},
    {"QQ", "QQMail", nullptr, nullptr, Q::NoSearchCharset, Standard, 0},
    {"Yahoo", nullptr, nullptr, "XYMHIGHESTMODSEQ", Q::NoSearchCharset, Old, 0},
    {"Purelymail", "Purelymail", nullptr, nullptr, Q::QresyncAlone, Standard, 0},
    {"SmarterMail", "SmarterMail", nullptr, nullptr, Q::FilterChildren, Standard, 0},
    {"UW IMAP", "Washington University", nullptr, nullptr, {}, Old, 0},
    {"Courier", "Courier", nullptr, nullptr, {}, 16000, 0},
    {"Dovecot", "Dovecot", nullptr, nullptr, Q::AskEveryListOption, 64000, 0},
    {"Dovecot", nullptr, "Dovecot", nullptr, Q::AskEveryListOption, 64000, 0},
};

bool holds(const QString &text, const char *part)
{
    return text.contains(QLatin1String(part), Qt::CaseInsensitive);
}

bool fits(const ServerRow &row, const QString &greeting, const QMap<QString, QString> &serverId,
          const QImap4Capabilities &capabilities)
{
    if (row.greeting && !holds(greeting, row.greeting))
        return false;
    if (row.id && std::none_of(serverId.cbegin(), serverId.cend(), [&row](const QString &value) {
            return holds(value, row.id);
        }))
        return false;
    return !row.capability || capabilities.has(row.capability);
}

} // namespace

/*!
    Returns what is known about the server with this \a greeting, answer to ID and \a capabilities;
    any of them may be empty.
*/
QImap4Quirks QImap4Quirks::of(const QString &greeting, const QMap<QString, QString> &serverId,
                              const QImap4Capabilities &capabilities)
{
    for (const ServerRow &row : serverRows) {
        if (fits(row, greeting, serverId, capabilities))
            return {QString::fromLatin1(row.server), row.policies, row.longestCommand,
                    row.idleRenewal};
    }
    return {};
}
