// SPDX-License-Identifier: LGPL-3.0-or-later
#include "imapmessagesource_p.h"

#include "qimap4.h"
#include "qimap4mime.h"

#include <QtCore/qtimer.h>

namespace QImap4Internal {

namespace {

// What is fetched of one part to be shown; the rest would not be displayed anyway. Encoded text
// takes more bytes than what it stands for.
constexpr quint64 largestText = 2 * 1024 * 1024; // bytes

QByteArray wantedSection(const QImap4BodyStructure &part, MessageSource::Purpose purpose)
{
    if (purpose == MessageSource::Save || part.type() != "text" || part.octets() <= largestText)
        return part.section();
    return part.section() + "<0." + QByteArray::number(largestText) + '>';
}

} // namespace

ImapMessageSource::ImapMessageSource(QImap4 *client, const QString &mailbox, quint32 uid,
                                     QObject *parent)
    : MessageSource(parent)
    , m_client(client)
    , m_mailbox(mailbox)
    , m_uid(uid)
{}

// A UID means another message in another mailbox.
bool ImapMessageSource::isMailboxSelected() const
{
    return m_client && m_client->selectedMailbox().name() == m_mailbox;
}

void ImapMessageSource::start()
{
    if (!isMailboxSelected()) {
        QTimer::singleShot(0, this, [this] { Q_EMIT failed(tr("The folder is not open.")); });
        return;
    }
    // The parts that are asked for later have to be of the same message.
    m_set =
        QImap4MessageSet::uids(m_uid).boundTo(m_mailbox, m_client->selectedMailbox().uidValidity());
    QImap4Reply *reply =
        m_client->fetch(m_set, QImap4::Envelope | QImap4::BodyStructure | QImap4::InternalDate);
    connect(reply, &QImap4Reply::finished, this, [this, reply] {
        if (reply->isError())
            Q_EMIT failed(reply->errorString());
        else
            takeDescription(reply->value<QImap4MessageList>());
    });
}

void ImapMessageSource::takeDescription(const QImap4MessageList &messages)
{
    for (const QImap4Message &message : messages) {
        if (message.uid() != m_uid || !message.has(QImap4Message::BodyStructure))
            continue;
        m_envelope = message.envelope();
        m_structure = message.bodyStructure();
        m_received = message.internalDate();
        Q_EMIT described();
        return;
    }
    Q_EMIT failed(tr("The message is no longer there."));
}

void ImapMessageSource::requestPart(const QImap4BodyStructure &part, Purpose purpose)
{
    const QByteArray section = part.section();
    if (!isMailboxSelected()) {
        QTimer::singleShot(0, this, [this, section, purpose] {
            Q_EMIT partFailed(section, purpose, tr("The folder is no longer open."));
        });
        return;
    }
    QImap4Reply *reply = m_client->fetch(m_set, QImap4::Uid, {wantedSection(part, purpose)});
    connect(reply, &QImap4Reply::progress, this, &MessageSource::progress);
    connect(reply, &QImap4Reply::finished, this,
            [this, reply, section, purpose, encoding = part.encoding()] {
                if (reply->isError())
                    Q_EMIT partFailed(section, purpose, reply->errorString());
                else
                    takePart(section, purpose, encoding, reply->value<QImap4MessageList>());
            });
}

void ImapMessageSource::takePart(const QByteArray &section, Purpose purpose,
                                 const QByteArray &encoding, const QImap4MessageList &messages)
{
    for (const QImap4Message &message : messages) {
        if (message.uid() != m_uid)
            continue;
        const QByteArray content = message.body(section);
        if (purpose == Save && content.isNull()) { // NIL, or not there at all
            Q_EMIT partFailed(section, purpose, tr("The server has no content for it."));
            return;
        }
        Q_EMIT partArrived(section, purpose, QImap4Mime::decodeTransferEncoding(content, encoding));
        return;
    }
    Q_EMIT partFailed(section, purpose, tr("The message is no longer there."));
}

} // namespace QImap4Internal
