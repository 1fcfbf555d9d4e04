// SPDX-License-Identifier: LGPL-3.0-or-later
// From what the server says to signals.
#include "qimap4_p.h"
#include "qimap4reply_p.h"
#include "wire/valuetree_p.h"

#include <QtCore/qpointer.h>

using namespace QImap4Internal;

namespace {

template <typename... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

} // namespace

/*!
    \fn void QImap4::alert(const QString &text)
    The server has something to tell the user, who must see it (RFC 9051, 7.1, ALERT). It may come
    at any time. \a text is not to be trusted: show it as plain text, and say from whom it comes.
    What is said before StartTls has taken effect does not count, and is not told.
*/
void QImap4Private::handle(AlertEvent &event)
{
    Q_EMIT q_ptr->alert(event.text);
}

/*!
    \fn void QImap4::bye(const QString &text, const QImap4ResponseCode &code)
    The server ends the connection (RFC 9051, 7.1.5), or answers to logout(). \a text has its
    reason, untrusted. errorOccurred() and disconnected() follow; with logout(), disconnected()
    alone. A server that says BYE instead of a greeting is told of by errorOccurred() only.
*/
void QImap4Private::handle(ByeEvent &event)
{
    Q_EMIT q_ptr->bye(event.text, event.code);
}

/*!
    \fn void QImap4::responseCodeReceived(const QImap4ResponseCode &code, const QString &text)
    The \a code of an untagged OK, NO or BAD (RFC 9051, 7.1), whether the library knows it or not,
    with the server's words behind it. Codes of tagged responses are in
    QImap4Reply::responseCode().
*/
void QImap4Private::handle(ResponseCodeEvent &event)
{
    Q_EMIT q_ptr->responseCodeReceived(event.code, event.text);
}

/*!
    \fn void QImap4::serverId(const QMap<QString, QString> &parameters)
    What the server says of itself (RFC 2971): follows id(), and the login at servers that want to
    be asked before a mailbox is selected (QImap4Quirks::IdBeforeSelect). For fault reports; nothing
    in it is verified.
*/
void QImap4Private::handle(ServerIdEvent &event)
{
    Q_EMIT q_ptr->serverId(event.parameters);
}

/*!
    \fn void QImap4::quirksChanged(const QImap4Quirks &quirks)
    The session keeps to other \a quirks from here on: the greeting, ID or capabilities have told
    which server it is, or open() has forgotten it.
*/
void QImap4Private::handle(QuirksEvent &event)
{
    quirks = event.quirks;
    Q_EMIT q_ptr->quirksChanged(quirks);
}

/*!
    \fn void QImap4::mailboxListed(const QImap4Mailbox &mailbox)
    A row of LIST: follows list(), one for each mailbox, and comes unasked from servers that tell of
    mailboxes which are created or renamed (RFC 5465, RFC 9051).
*/
/*!
    \fn void QImap4::mailboxSubscribed(const QImap4Mailbox &mailbox)
    A row of LSUB: follows lsub(), one for each name that is subscribed.
*/
void QImap4Private::handle(ListEvent &event)
{
    if (event.lsub)
        Q_EMIT q_ptr->mailboxSubscribed(event.mailbox);
    else
        Q_EMIT q_ptr->mailboxListed(event.mailbox);
}

/*!
    \fn void QImap4::mailboxStatus(const QImap4MailboxStatus &status)
    Counts of a mailbox: follows status(), and list() with counts. What was not asked for, or is not
    told, is missing in \a status.
*/
void QImap4Private::handle(MailboxStatusEvent &event)
{
    Q_EMIT q_ptr->mailboxStatus(event.status);
}

/*!
    \fn void QImap4::namespacesReceived(const QImap4Namespaces &namespaces)
    Follows namespaces().
*/
void QImap4Private::handle(NamespaceEvent &event)
{
    Q_EMIT q_ptr->namespacesReceived(event.namespaces);
}

/*!
    \fn void QImap4::mailboxSelected(const QImap4MailboxInfo &mailbox)
    select() or examine() has succeeded. Everything that a program remembers by sequence numbers,
    and by UIDs of another UIDVALIDITY, is void.
*/
void QImap4Private::handle(SelectedEvent &event)
{
    const bool readOnlyChanges = mailbox.isReadOnly() != event.mailbox.isReadOnly();
    mailbox = event.mailbox;
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
    if (guard && readOnlyChanges)
        Q_EMIT q_ptr->readOnlyChanged(mailbox.isReadOnly());
    if (guard)
        Q_EMIT q_ptr->mailboxSelected(mailbox);
}

/*!
    \fn void QImap4::selectedMailboxChanged(const QImap4MailboxInfo &mailbox)
    Some field of selectedMailbox() has changed: counts, flags that can be kept, UIDNEXT,
    HIGHESTMODSEQ; or another mailbox is selected, or none. Comes behind the signal that tells what
    it was: mailboxClosed(), existsChanged(), messagesExpunged() and so on; before
    mailboxSelected().
*/
/*!
    \fn void QImap4::readOnlyChanged(bool readOnly)
    isReadOnly() has changed: another mailbox is selected, or the server has taken back or granted
    the right to write (RFC 9051, 7.1, READ-ONLY and READ-WRITE).
*/
void QImap4Private::handle(MailboxInfoEvent &event)
{
    const bool readOnlyChanges = mailbox.isReadOnly() != event.mailbox.isReadOnly();
    mailbox = event.mailbox;
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
    if (guard && readOnlyChanges)
        Q_EMIT q_ptr->readOnlyChanged(mailbox.isReadOnly());
}

/*!
    \fn void QImap4::mailboxClosed()
    No mailbox is selected any more: after close(), unselect(), a select() of another, or one that
    fails, and when the connection ends.
*/
void QImap4Private::handle(ClosedEvent &)
{
    const bool wasReadOnly = mailbox.isReadOnly();
    mailbox = {};
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->mailboxClosed();
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
    if (guard && wasReadOnly)
        Q_EMIT q_ptr->readOnlyChanged(false);
}

/*!
    \fn void QImap4::existsChanged(quint32 exists)
    The selected mailbox has \a exists messages now (RFC 9051, 7.3.1): those beyond the number
    before are new, and are the last ones. That there are fewer is told by messagesExpunged() and
    messagesVanished(); a server that makes them fewer by this has broken the protocol.
*/
void QImap4Private::handle(ExistsEvent &event)
{
    mailbox.setExists(event.count);
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->existsChanged(event.count);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

/*!
    \fn void QImap4::recentChanged(quint32 recent)
    \a recent messages of the selected mailbox are \\Recent (RFC 3501, 7.3.2). Servers of IMAP4rev2
    do not say it.
*/
void QImap4Private::handle(RecentEvent &event)
{
    mailbox.setRecent(event.count);
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->recentChanged(event.count);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

/*!
    \fn void QImap4::messagesExpunged(const QList<quint32> &sequenceNumbers)
    Messages have gone from the selected mailbox, by whomever they were removed. Each of the
    \a sequenceNumbers counts after those before it are gone (RFC 9051, 7.5.1): two that follow each
    other may well come as 5, 5.
*/
void QImap4Private::handle(ExpungeEvent &event)
{
    const auto gone = quint32(event.sequenceNumbers.size());
    mailbox.setExists(mailbox.exists() - qMin(gone, mailbox.exists()));
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->messagesExpunged(event.sequenceNumbers);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

/*!
    \fn void QImap4::messagesVanished(const QImap4MessageSet &uids, bool earlier)
    The same from servers on which QRESYNC is enabled, by UIDs (RFC 7162, 3.2.10), some of which
    need never have existed. With \a earlier they went before the mailbox was selected: the number
    of messages is what existsChanged() says, without them.
*/
void QImap4Private::handle(VanishedEvent &event)
{
    if (!event.earlier) {
        const quint64 gone = qMin(event.uids.count(), quint64(mailbox.exists()));
        mailbox.setExists(mailbox.exists() - quint32(gone));
    }
    const QPointer<QImap4> guard(q_ptr);
    Q_EMIT q_ptr->messagesVanished(event.uids, event.earlier);
    if (guard)
        Q_EMIT q_ptr->selectedMailboxChanged(mailbox);
}

/*!
    \fn void QImap4::messagesFetched(const QImap4MessageList &messages)
    What the server tells of messages of the selected mailbox: follows fetch(), store() and
    partial(), in as many pieces as it comes in, and comes unasked when flags change. A message has
    what was told this time; see QImap4Message::has(). Comes behind QImap4Reply::messagesFetched()
    of the command that asked.
*/
void QImap4Private::handle(MessagesEvent &event)
{
    const QPointer<QImap4> guard(q_ptr);
    if (QImap4Reply *reply = replies.value(event.owner))
        QImap4ReplyPrivate::get(reply)->addMessages(event.messages);
    if (guard)
        Q_EMIT q_ptr->messagesFetched(event.messages);
}

/*!
    \fn void QImap4::searchFinished(const QImap4SearchResult &result)
    Follows search(), once, before its reply finishes; and comes for results that nobody has asked
    for, as they come.
*/
void QImap4Private::handle(SearchEvent &event)
{
    Q_EMIT q_ptr->searchFinished(event.result);
}

/*!
    \fn void QImap4::aclReceived(const QImap4Acl &acl)
    Follows getAcl().
*/
/*!
    \fn void QImap4::listRightsReceived(const QImap4ListRights &rights)
    Follows listRights().
*/
/*!
    \fn void QImap4::myRightsReceived(const QImap4MyRights &rights)
    Follows myRights().
*/
/*!
    \fn void QImap4::quotaReceived(const QImap4Quota &quota)
    Follows getQuota() and setQuota(), and getQuotaRoot() once for each root.
*/
/*!
    \fn void QImap4::quotaRootsReceived(const QString &mailbox, const QStringList &roots)
    Follows getQuotaRoot(), together with quotaReceived() for each of the \a roots.
*/
/*!
    \fn void QImap4::sortFinished(const QList<quint32> &numbers)
    Follows sort(). The \a numbers are UIDs or sequence numbers, as it asked.
*/
/*!
    \fn void QImap4::threadFinished(const QImap4ThreadList &threads)
    Follows threadMessages(). The numbers are UIDs or sequence numbers, as it asked.
*/
/*!
    \fn void QImap4::annotationReceived(const QImap4Annotation &annotation)
    Follows getAnnotation(), and setAnnotation() where the server tells what has changed; once for
    each entry.
*/
/*!
    \fn void QImap4::metadataReceived(const QImap4Metadata &metadata)
    What METADATA brings (RFC 5464): after command("GETMETADATA"), and unasked where the server
    tells of changes.
*/
/*!
    \fn void QImap4::urlsReceived(const QImap4Urls &urls)
    Follows command("GENURLAUTH") and command("URLFETCH") (RFC 4467).
*/
/*!
    \fn void QImap4::languagesReceived(const QImap4Languages &languages)
    Follows command("LANGUAGE") (RFC 5255, 3).
*/
/*!
    \fn void QImap4::comparatorReceived(const QImap4Comparator &comparator)
    Follows command("COMPARATOR") (RFC 5255, 4).
*/
/*!
    \fn void QImap4::conversionReceived(const QImap4Conversion &conversion)
    Follows command("CONVERSIONS") (RFC 5259), once for each conversion that the server can do.
*/
/*!
    \fn void QImap4::convertedReceived(const QImap4Converted &converted)
    Follows command("CONVERT") (RFC 5259), once for each message.
*/
/*!
    \fn void QImap4::jmapAccessReceived(const QImap4JmapAccess &access)
    Follows command("GETJMAPACCESS") (RFC 9698).
*/
/*!
    \fn void QImap4::uidBatchesReceived(const QImap4UidBatches &batches)
    Follows command("UIDBATCHES").
*/
void QImap4Private::handle(ExtensionEvent &event)
{
    const auto tell = Overloaded{
        [this](const QImap4Acl &acl) { Q_EMIT q_ptr->aclReceived(acl); },
        [this](const QImap4ListRights &rights) { Q_EMIT q_ptr->listRightsReceived(rights); },
        [this](const QImap4MyRights &rights) { Q_EMIT q_ptr->myRightsReceived(rights); },
        [this](const QImap4Quota &quota) { Q_EMIT q_ptr->quotaReceived(quota); },
        [this](const QuotaRootData &data) {
            Q_EMIT q_ptr->quotaRootsReceived(data.mailbox, data.roots);
        },
        [this](const SortData &data) { Q_EMIT q_ptr->sortFinished(data.numbers); },
        [this](const ThreadData &data) { Q_EMIT q_ptr->threadFinished(data.threads); },
        [this](const QImap4Annotation &data) { Q_EMIT q_ptr->annotationReceived(data); },
        [this](const QImap4Metadata &data) { Q_EMIT q_ptr->metadataReceived(data); },
        [this](const QImap4Urls &data) { Q_EMIT q_ptr->urlsReceived(data); },
        [this](const QImap4Languages &data) { Q_EMIT q_ptr->languagesReceived(data); },
        [this](const QImap4Comparator &data) { Q_EMIT q_ptr->comparatorReceived(data); },
        [this](const QImap4Conversion &data) { Q_EMIT q_ptr->conversionReceived(data); },
        [this](const QImap4Converted &data) { Q_EMIT q_ptr->convertedReceived(data); },
        [this](const QImap4JmapAccess &data) { Q_EMIT q_ptr->jmapAccessReceived(data); },
        [this](const QImap4UidBatches &data) { Q_EMIT q_ptr->uidBatchesReceived(data); },
    };
    std::visit(tell, event.data);
}

/*!
    \fn void QImap4::untaggedResponse(const QImap4UntaggedResponse &response)
    A response that the library does not know, and that so has no signal of its own, whether
    command() collects it or not; and the text of an untagged OK, NO or BAD without a code, which is
    a warning mostly: it is in the data, and not to be trusted. The values are read only while the
    signal is connected.
*/
void QImap4Private::handle(UntaggedEvent &event)
{
    if (!q_ptr->receivers(SIGNAL(untaggedResponse(QImap4UntaggedResponse))))
        return;
    event.response.values = readValues(event.response.data, limits.nesting);
    Q_EMIT q_ptr->untaggedResponse(event.response);
}

/*!
    \fn void QImap4::protocolWarning(const QString &text, const QByteArray &raw)
    The server has said something that is against the protocol, or makes no sense, and was mended or
    passed over: \a text says what in technical words, \a raw has the bytes, without secrets. For
    fault reports; nothing needs to be done. What was understood all the same is told a hundred
    times in a connection at most; what was not, always.
*/
void QImap4Private::handle(WarningEvent &event)
{
    Q_EMIT q_ptr->protocolWarning(event.text, event.raw);
}
