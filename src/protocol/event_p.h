// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_EVENT_P_H
#define QIMAP4_PROTOCOL_EVENT_P_H

#include "protocol/logtext_p.h"
#include "qimap4capabilities.h"
#include "qimap4error.h"
#include "qimap4mailbox.h"
#include "qimap4message.h"
#include "qimap4messageset.h"
#include "qimap4quirks.h"
#include "qimap4responsecode.h"
#include "qimap4search.h"
#include "qimap4tlsproblem.h"
#include "qimap4untaggedresponse.h"
#include "wire/extensiondata_p.h"
#include "wire/framer_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qstring.h>
#include <QtCore/qvariant.h>

#include <variant>

// What rises from the connection to the application: one struct each, in the order in which the
// server caused them.
namespace QImap4Internal {

enum class SessionState {
    Disconnected,
    Connecting,
    NotAuthenticated,
    Authenticated,
    Selected,
    LoggingOut,
};

// The connection
struct StateEvent
{
    SessionState state;
};
struct ConnectedEvent
{
    QString welcome;
};
struct EncryptedEvent
{
    QSslCertificate peerCertificate;
};
struct TlsProblemEvent
{
    QImap4TlsProblem problem;
};
struct CredentialsEvent
{
    quint64 id; // of the command that waits for them
    QByteArrayList mechanisms; // that may come into question
};
struct ChallengeEvent
{
    quint64 id;
    QByteArray challenge; // for the application to answer
};
struct CapabilitiesEvent
{
    QImap4Capabilities capabilities;
};
struct IdlingEvent
{
    bool idling;
};
struct CompressedEvent
{
}; // from here on, until the connection ends
struct DisconnectedEvent
{
    QImap4Error error;
}; // NoError: as asked

// What the server says
struct AlertEvent
{
    QString text;
};
struct ByeEvent
{
    QString text;
    QImap4ResponseCode code;
};
struct ResponseCodeEvent
{
    QImap4ResponseCode code; // of an untagged status response
    QString text;
};
struct ServerIdEvent
{
    QMap<QString, QString> parameters;
};
struct QuirksEvent
{
    QImap4Quirks quirks; // that the session keeps to from now on
};
struct ListEvent
{
    QImap4Mailbox mailbox;
    bool lsub;
};
struct MailboxStatusEvent
{
    QImap4MailboxStatus status;
};
struct NamespaceEvent
{
    QImap4Namespaces namespaces;
};
struct SelectedEvent
{
    QImap4MailboxInfo mailbox;
};
struct MailboxInfoEvent
{
    QImap4MailboxInfo mailbox;
};
struct ClosedEvent
{
};
struct ExistsEvent
{
    quint32 count;
};
struct RecentEvent
{
    quint32 count;
};
struct ExpungeEvent
{
    QList<quint32> sequenceNumbers;
};
struct VanishedEvent
{
    QImap4MessageSet uids;
    bool earlier;
};
struct MessagesEvent
{
    quint64 owner;
    QImap4MessageList messages;
}; // owner 0: unasked
struct ContentEvent
{
    quint64 owner;
    ContentChunk chunk;
};
struct ContentWantedEvent
{
    quint64 id; // of the command whose streamed literal is to be sent now
};
struct SearchEvent
{
    QImap4SearchResult result;
};
struct ExtensionEvent
{
    ExtensionData data;
};
struct UntaggedEvent
{
    QImap4UntaggedResponse response;
};
// For response() and popUntaggedResponses()
struct RememberEvent
{
    QList<QImap4UntaggedResponse> responses;
};
struct ForgetEvent
{
}; // SELECT was sent: what was remembered is of another mailbox
struct WarningEvent
{
    QString text;
    QByteArray raw;
};
struct LogEvent
{
    bool sent;
    QByteArray line;
};
// For QImap4::debugDevice: secrets are replaced, characters not yet escaped
struct DebugEvent
{
    ActionKind kind;
    qint64 milliseconds; // since the connection was begun
    QByteArray text;
    Completeness completeness;
};

// One command
struct ProgressEvent
{
    quint64 id;
    qint64 bytes;
    qint64 total;
};
struct FinishedEvent
{
    quint64 id = 0;
    QImap4Error error;
    QImap4ResponseCode code;
    QString text;
    QVariant value;
    QList<QImap4UntaggedResponse> untagged;
};

using Event =
    std::variant<StateEvent, ConnectedEvent, EncryptedEvent, TlsProblemEvent, CredentialsEvent,
                 ChallengeEvent, CapabilitiesEvent, IdlingEvent, CompressedEvent, DisconnectedEvent,
                 AlertEvent, ByeEvent, ResponseCodeEvent, ServerIdEvent, QuirksEvent, ListEvent,
                 MailboxStatusEvent, NamespaceEvent, SelectedEvent, MailboxInfoEvent, ClosedEvent,
                 ExistsEvent, RecentEvent, ExpungeEvent, VanishedEvent, MessagesEvent, ContentEvent,
                 ContentWantedEvent, SearchEvent, ExtensionEvent, UntaggedEvent, RememberEvent,
                 ForgetEvent, WarningEvent, LogEvent, DebugEvent, ProgressEvent, FinishedEvent>;

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_EVENT_P_H
