// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4REPLY_P_H
#define QIMAP4REPLY_P_H

#include "contentsource_p.h"
#include "protocol/event_p.h"
#include "qimap4reply.h"

#include <QtCore/qiodevice.h>
#include <QtCore/qpointer.h>

// A reply's half that its client reaches. Lives in the client's thread.
class QImap4ReplyPrivate
{
    Q_DECLARE_PUBLIC(QImap4Reply)
public:
    static QImap4ReplyPrivate *get(QImap4Reply *reply) { return reply->d_func(); }
    static QImap4Reply *create(QImap4 *client, quint64 id, const QByteArray &name);

    void addMessages(const QImap4MessageList &messages);
    void setSource(QIODevice *device, qint64 size);
    void setSink(QIODevice *device, const QByteArray &section);
    void addContent(const QImap4Internal::ContentChunk &chunk);
    void takeSmallContent(const QImap4MessageList &more);
    void writeToSink(const QByteArray &bytes);
    void setProgress(qint64 bytes, qint64 total);
    QImap4Error outcome(const QImap4Error &told) const;
    void finish(QImap4Internal::FinishedEvent &event);

    QImap4Reply *q_ptr = nullptr;
    QPointer<QImap4> client;
    QPointer<QImap4Internal::ContentSource> source; // of a message that is appended
    QPointer<QIODevice> sink;
    QByteArray sinkSection;
    bool hasSink = false; // also when the device is gone
    bool sinkUsed = false;
    bool takesContent = false; // of the literal that comes now
    qint64 keptBytes = 0; // by `messages`
    quint64 id = 0;
    QByteArray commandName;
    QImap4Error error;
    QImap4Error sinkError; // the device took less than it was given
    QImap4ResponseCode code;
    QString text;
    QVariant value;
    QImap4MessageList messages;
    QList<QImap4UntaggedResponse> untagged;
    // Makes the value of what command() collects; null: the session made it.
    QVariant (*fromUntagged)(QImap4 &, const QList<QImap4UntaggedResponse> &) = nullptr;
    bool finished = false;
    bool autoDelete = true;
    bool keepsMessages = true;
    bool collectsMessages = false;
};

#endif // QIMAP4REPLY_P_H
