// SPDX-License-Identifier: LGPL-3.0-or-later
// What is done to the messages of a QImap4MessageModel.
#include "models/qimap4messagemodel_p.h"

#include <QtCore/qmetaobject.h>

using namespace QImap4Internal;

// What the caller took from rows that are gone, or from another account, must not be done to the
// messages that have the same numbers now. What is sent is bound, so that a SELECT or a new
// UIDVALIDITY that is under way and not known here comes to the same end.
QImap4MessageSet QImap4MessageModelPrivate::toSend(const QImap4MessageSet &uids)
{
    Q_Q(QImap4MessageModel);
    if (!m_client || uids.isEmpty())
        return {};
    const QImap4MailboxInfo selected = m_client->selectedMailbox();
    const bool fits = !uids.isBound()
        || (uids.mailbox() == m_identity.mailbox && uids.uidValidity() == m_identity.uidValidity);
    const bool selectedIsOurs =
        m_available && isOurs(selected.name()) && selected.uidValidity() == m_identity.uidValidity;
    if (fits && selectedIsOurs)
        return uids.boundTo(m_identity.mailbox, m_identity.uidValidity);
    QMetaObject::invokeMethod(
        q, [q] { Q_EMIT q->operationFailed(QImap4Error(QImap4Error::IllegalStateError)); },
        Qt::QueuedConnection);
    return {};
}

QImap4Reply *QImap4MessageModelPrivate::reportFailure(QImap4Reply *reply)
{
    Q_Q(QImap4MessageModel);
    QObject::connect(reply, &QImap4Reply::finished, q, [q, reply] {
        if (reply->isError())
            Q_EMIT q->operationFailed(reply->error());
    });
    return reply;
}

/*!
    Sets (\a on) or removes \a flags, system flags and keywords, on the messages of \a uids. The
    rows show it at once; when the server refuses they go back, and operationFailed() says why.

    Does nothing, and returns null, when \a uids is empty or there is no client. The same, but with
    operationFailed(), while the mailbox is not available, and when \a uids, as a set of uidSet()
    does, names another mailbox or UIDVALIDITY than that of the rows.
*/
QImap4Reply *QImap4MessageModel::setFlag(const QImap4MessageSet &uids, const QImap4Flags &flags,
                                         bool on)
{
    Q_D(QImap4MessageModel);
    const QImap4MessageSet sent = d->toSend(uids);
    if (sent.isEmpty())
        return nullptr;
    std::vector<quint32> changed;
    for (const quint32 index : d->indexesOf(sent)) {
        if (d->m_table.changeFlags(index, flags, on))
            changed.push_back(index);
    }
    const QImap4MessageSet changedUids = d->uidsOf(changed);
    d->emitChanged(std::move(changed));
    QImap4Reply *reply =
        d->m_client->store(sent, on ? QImap4::AddFlags : QImap4::RemoveFlags, flags);
    const quint64 epoch = d->m_epoch;
    connect(reply, &QImap4Reply::finished, this, [this, d, reply, epoch, changedUids, flags, on] {
        if (!reply->isError())
            return;
        if (epoch == d->m_epoch) {
            std::vector<quint32> restored;
            for (const quint32 index : d->indexesOf(changedUids)) {
                // What FETCH told meanwhile is the truth already.
                if (d->m_table.isChangePending(index)
                    && d->m_table.changeFlags(index, flags, !on)) {
                    restored.push_back(index);
                }
            }
            d->emitChanged(std::move(restored));
        }
        Q_EMIT operationFailed(reply->error());
    });
    return reply;
}

/*!
    Moves messages to \a mailbox. Their rows go when the server says that they are gone. Refuses
    what setFlag() refuses.
*/
QImap4Reply *QImap4MessageModel::moveTo(const QImap4MessageSet &uids, const QString &mailbox)
{
    Q_D(QImap4MessageModel);
    const QImap4MessageSet sent = d->toSend(uids);
    return sent.isEmpty() ? nullptr : d->reportFailure(d->m_client->move(sent, mailbox));
}

/*! Copies messages to \a mailbox. Refuses what setFlag() refuses. */
QImap4Reply *QImap4MessageModel::copyTo(const QImap4MessageSet &uids, const QString &mailbox)
{
    Q_D(QImap4MessageModel);
    const QImap4MessageSet sent = d->toSend(uids);
    return sent.isEmpty() ? nullptr : d->reportFailure(d->m_client->copy(sent, mailbox));
}

/*!
    Moves messages to trashMailbox(). Without one, and in the trash itself, they are marked
    \c \\Deleted instead, for QImap4::expunge() to remove. Refuses what setFlag() refuses.
*/
QImap4Reply *QImap4MessageModel::remove(const QImap4MessageSet &uids)
{
    Q_D(QImap4MessageModel);
    if (d->m_trash.isEmpty() || d->isOurs(d->m_trash))
        return setFlag(uids, QImap4Flags::Deleted, true);
    return moveTo(uids, d->m_trash);
}
