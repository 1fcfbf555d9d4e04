// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_COMMANDQUEUE_P_H
#define QIMAP4_PROTOCOL_COMMANDQUEUE_P_H

#include "protocol/commandtable_p.h"
#include "protocol/gatheredset_p.h"
#include "protocol/request_p.h"

#include "qimap4capabilities.h"
#include "qimap4mailbox.h"
#include "qimap4search.h"
#include "qimap4untaggedresponse.h"
#include "wire/extensiondata_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qmap.h>

#include <deque>
#include <list>

namespace QImap4Internal {

// A request that waits for its turn, or for the turn of its next step.
struct QueuedCommand
{
    Request request;
    int alternative = -1; // -1: not chosen yet
    int refused = 0; // alternatives that the server did not understand, or that do not count
    QImap4Quirks::Policies learned; // why these failed, if another does not
    int step = 0;
    QImap4ResponseCode mapping; // COPYUID of an earlier step

    // Whether the way that was chosen needs it of the server.
    bool needs(const char *capability) const
    {
        return request.alternatives.at(alternative).needs.contains(capability);
    }
};

// A command that was sent and not yet answered, with what it has collected so far.
struct ActiveCommand
{
    QueuedCommand queued;
    const CommandTraits *traits = nullptr;
    QByteArray tag;
    bool abandoned = false; // cancelled: its answers belong to nobody
    bool hasUnreadable = false; // what may have been its answer cannot be read
    qint64 contentBegin = 0; // where its literals lie in the stream of sent bytes
    qint64 contentEnd = 0;
    qint64 contentReported = 0;
    qint64 gatheredBefore = 0; // bytes of data that came before it was sent

    QImap4Capabilities capabilities;
    QList<QImap4Mailbox> mailboxes;
    QHash<QString, qsizetype> mailboxRows; // by name, of the first rowsKnown
    qsizetype rowsKnown = 0;
    QImap4MailboxStatus status;
    QImap4Namespaces namespaces;
    QMap<QString, QString> serverId;
    QByteArrayList enabled;
    QList<quint32> expunged;
    QImap4SearchResult search; // but for the messages
    GatheredSet found;
    QImap4ResponseCode mapping;
    QList<ExtensionData> answers;
    QList<QImap4UntaggedResponse> untagged;

    bool isUnanswered() const; // nothing that it asked for could be read
    QImap4Mailbox *findMailbox(const QString &name); // the newest row of that name
    const Command &command() const
    {
        return queued.request.alternatives.at(queued.alternative).steps.at(queued.step);
    }
    bool isLastStep() const
    {
        return queued.step + 1 == queued.request.alternatives.at(queued.alternative).steps.size();
    }
};

// The commands of a session, waiting and running, and the rules for what may run together
// (RFC 9051, 5.5, and one more: answers must tell whose they are).
class QIMAP4_AUTOTEST_EXPORT CommandQueue
{
public:
    // More are not sent before some are answered, so that memory stays bounded.
    static constexpr int MaximumActive = 1000;

    void enqueue(QueuedCommand command) { m_waiting.push_back(std::move(command)); }
    void enqueueFirst(QueuedCommand command) { m_waiting.push_front(std::move(command)); }
    bool removeWaiting(quint64 id, QueuedCommand *removed);
    bool removeWaiting(QByteArrayView name, QueuedCommand *removed); // the first of that name
    std::deque<QueuedCommand> takeWaiting();

    bool hasWaiting() const { return !m_waiting.empty(); }
    QueuedCommand &firstWaiting() { return m_waiting.front(); }
    QueuedCommand takeFirstWaiting();

    bool hasActive() const { return !m_active.empty(); }
    std::list<ActiveCommand> &active() { return m_active; }
    ActiveCommand &activate(ActiveCommand command);
    ActiveCommand takeActive(QByteArrayView tag); // which must be there
    ActiveCommand *findActive(QByteArrayView tag);
    ActiveCommand *findActive(quint64 id);
    ActiveCommand *firstCollecting(Collect kind);
    int countCollecting(Collect kind) const;
    bool isAuthenticating() const;
    bool feedsSink() const; // content goes out in pieces as it arrives
    const ActiveCommand *onlySink() const; // of which it is, where there is one alone
    // The server has said a UID before the content: so answers to several commands can be told
    // apart, in whatever order they come.
    void setNamesContent() { m_namesContent = true; }

    bool mayStart(const CommandTraits &traits, const QueuedCommand &command) const;

private:
    bool isAmbiguous(const CommandTraits &traits, const QueuedCommand &command) const;
    bool isAmbiguousFetch(const Request &request, const Request &other) const;

    std::deque<QueuedCommand> m_waiting;
    std::list<ActiveCommand> m_active; // in the order in which they were sent
    bool m_namesContent = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_COMMANDQUEUE_P_H
