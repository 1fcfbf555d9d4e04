// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_IMAPMESSAGESOURCE_P_H
#define QIMAP4_WIDGETS_IMAPMESSAGESOURCE_P_H

#include "messagesource_p.h"
#include "qimap4messageset.h"

#include <QtCore/qpointer.h>

class QImap4;
class QImap4MessageList;
class QImap4Reply;

namespace QImap4Internal {

// A message of the selected mailbox: its structure first, then part by part what is shown.
class ImapMessageSource : public MessageSource
{
    Q_OBJECT
public:
    ImapMessageSource(QImap4 *client, const QString &mailbox, quint32 uid, QObject *parent);

    void start() override;
    void requestPart(const QImap4BodyStructure &part, Purpose purpose) override;

private:
    bool isMailboxSelected() const;
    void takePart(const QByteArray &section, Purpose purpose, const QByteArray &encoding,
                  const QImap4MessageList &messages);
    void takeDescription(const QImap4MessageList &messages);

    QPointer<QImap4> m_client;
    QString m_mailbox;
    quint32 m_uid;
    QImap4MessageSet m_set; // of m_uid alone, bound
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_IMAPMESSAGESOURCE_P_H
