// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_STOREDMESSAGESOURCE_P_H
#define QIMAP4_WIDGETS_STOREDMESSAGESOURCE_P_H

#include "messagesource_p.h"
#include "qimap4mimemessage.h"

namespace QImap4Internal {

// A message that is here already, as a whole.
class StoredMessageSource : public MessageSource
{
    Q_OBJECT
public:
    StoredMessageSource(const QImap4MimeMessage &message, QObject *parent);

    void start() override;
    void requestPart(const QImap4BodyStructure &part, Purpose purpose) override;

private:
    QImap4MimeMessage m_message;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_STOREDMESSAGESOURCE_P_H
