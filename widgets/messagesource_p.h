// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_MESSAGESOURCE_P_H
#define QIMAP4_WIDGETS_MESSAGESOURCE_P_H

#include "qimap4bodystructure.h"
#include "qimap4envelope.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qobject.h>

namespace QImap4Internal {

// Where a message view gets a message from, one at a time. A source belongs to one message; when
// another message is to be shown, it stays only until what is being saved of it has arrived.
class MessageSource : public QObject
{
    Q_OBJECT
public:
    // What is shown may be cut off where nobody would read it; what is saved is whole, or fails.
    enum Purpose { Show, Save };

    using QObject::QObject;

    virtual void start() = 0; // described() or failed() follows, never at once
    // The content of a part without its transfer encoding; partArrived() or partFailed() follows.
    virtual void requestPart(const QImap4BodyStructure &part, Purpose purpose) = 0;

    const QImap4Envelope &envelope() const { return m_envelope; }
    const QImap4BodyStructure &structure() const { return m_structure; }
    const QDateTime &received() const { return m_received; }

Q_SIGNALS:
    void described();
    void failed(const QString &reason);
    void partArrived(const QByteArray &section, Purpose purpose, const QByteArray &content);
    void partFailed(const QByteArray &section, Purpose purpose, const QString &reason);
    void progress(qint64 bytes, qint64 total);

protected:
    QImap4Envelope m_envelope;
    QImap4BodyStructure m_structure;
    QDateTime m_received;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_MESSAGESOURCE_P_H
