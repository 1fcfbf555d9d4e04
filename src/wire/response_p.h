// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_RESPONSE_P_H
#define QIMAP4_WIRE_RESPONSE_P_H

#include "qimap4capabilities.h"
#include "qimap4flags.h"
#include "qimap4mailbox.h"
#include "qimap4message.h"
#include "qimap4messageset.h"
#include "qimap4responsecode.h"
#include "qimap4search.h"
#include "qimap4untaggedresponse.h"
#include "wire/extensiondata_p.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmap.h>

#include <variant>

// What a response says, typed: one struct each, in the order of RFC 9051 section 7.
namespace QImap4Internal {

enum class Condition { Ok, No, Bad, Bye, Preauth };

struct StatusResponse
{
    Condition condition = Condition::Ok;
    QByteArray tag; // empty: untagged
    QImap4ResponseCode code;
    QByteArray text;
    bool mended = false; // an asterisk, or the condition, was missing
};

struct ContinuationResponse
{
    QImap4ResponseCode code;
    QByteArray text;
};

struct CapabilityResponse
{
    QImap4Capabilities capabilities;
};
struct EnabledResponse
{
    QByteArrayList extensions;
};
struct IdResponse
{
    QMap<QString, QString> parameters;
};
struct ListResponse
{
    QImap4Mailbox mailbox;
    bool lsub = false;
};
struct NamespaceResponse
{
    QImap4Namespaces namespaces;
};
struct MailboxStatusResponse
{
    QImap4MailboxStatus status;
};
struct SearchResponse
{
    QImap4SearchResult result;
    QByteArray tag; // ESEARCH: of the command it answers; empty when not told
    bool extended = false; // ESEARCH
};
struct FlagsResponse
{
    QImap4Flags flags;
};
struct ExistsResponse
{
    quint32 count = 0;
};
struct RecentResponse
{
    quint32 count = 0;
};
struct ExpungeResponse
{
    quint32 sequenceNumber = 0;
};
struct VanishedResponse
{
    QImap4MessageSet uids;
    bool earlier = false;
};
// The message itself is the newest one of ResponseParser::takeMessages().
struct FetchResponse
{
    quint32 sequenceNumber = 0;
    quint32 uid = 0;
    QImap4Message::Items items;
};
// What an extension answers; nothing in the session depends on it.
struct ExtensionResponse
{
    ExtensionData data;
};
// Well-formed, but not known: skipped and reported. Its values are for whoever wants them to read.
struct UnknownResponse
{
    QImap4UntaggedResponse response;
};
// Not understood: dropped and reported with its bytes.
struct MalformedResponse
{
    QByteArray raw;
    QString reason;
    bool unfinished = false; // it may go on behind a line end that does not belong there
};

using Response =
    std::variant<StatusResponse, ContinuationResponse, CapabilityResponse, EnabledResponse,
                 IdResponse, ListResponse, NamespaceResponse, MailboxStatusResponse, SearchResponse,
                 FlagsResponse, ExistsResponse, RecentResponse, ExpungeResponse, VanishedResponse,
                 FetchResponse, ExtensionResponse, UnknownResponse, MalformedResponse>;

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_RESPONSE_P_H
