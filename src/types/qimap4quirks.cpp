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
    int idleRenewal; // milliseconds; 0: as the limits say
};

using Q = QImap4Quirks;

constexpr int Minute = 60 * 1000;
constexpr Q::Policies AppleOracle = Q::TrustEnable | Q::NoAnnotate;

// The first row that fits counts: what says more stands before what says less.
const ServerRow serverRows[] = {
    {"Gmail", nullptr, nullptr, "X-GM-EXT-1", Q::NoopAfterAppend, 0},
    {"iCloud", "iCloud", nullptr, nullptr, AppleOracle | Q::RepeatCapability | Q::NoQresync, 0},
    {"iCloud", nullptr, nullptr, "XAPPLEPUSHSERVICE",
     AppleOracle | Q::RepeatCapability | Q::NoQresync, 0},
    {"Oracle Messaging", "Oracle", nullptr, nullptr, AppleOracle, 0},
    {"Sun Messaging", "Messaging Multiplexor", nullptr, nullptr, AppleOracle, 0},
    {"Exchange 2003", "Microsoft Exchange Server 2003", nullptr, nullptr, Q::NoNamespace,
     9 * Minute},
    {"Exchange", "Microsoft Exchange", nullptr, nullptr, Q::NoNamespace | Q::NoLsub, 9 * Minute},
    {"NetEase", "Coremail", nullptr, nullptr, Q::IdBeforeSelect, 0},
    {"NetEase", nullptr, "Coremail", nullptr, Q::IdBeforeSelect, 0},
    {"QQ", "QQMail", nullptr, nullptr, Q::NoSearchCharset, 0},
    {"Yahoo", nullptr, nullptr, "XYMHIGHESTMODSEQ", Q::NoSearchCharset, 0},
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
            return {QString::fromLatin1(row.server), row.policies, row.idleRenewal};
    }
    return {};
}

/*!
    Returns the capabilities that the server has by its own word and that are not for use with it.
    QImap4::capabilities() leaves them out.
*/
QByteArrayList QImap4Quirks::withheldCapabilities() const
{
    QByteArrayList names;
    if (has(NoQresync))
        names.append("QRESYNC");
    if (has(NoAnnotate))
        names.append("ANNOTATE-EXPERIMENT-1");
    return names;
}
