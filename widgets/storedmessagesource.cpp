// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storedmessagesource_p.h"

#include <QtCore/qtimer.h>

namespace QImap4Internal {

StoredMessageSource::StoredMessageSource(const QImap4MimeMessage &message, QObject *parent)
    : MessageSource(parent)
    , m_message(message)
{}

void StoredMessageSource::start()
{
    m_envelope = m_message.envelope();
    m_structure = m_message.structure();
    QTimer::singleShot(0, this, &MessageSource::described);
}

void StoredMessageSource::requestPart(const QImap4BodyStructure &part, Purpose purpose)
{
    QTimer::singleShot(0, this, [this, purpose, section = part.section()] {
        Q_EMIT partArrived(section, purpose, m_message.decodedPart(section));
    });
}

} // namespace QImap4Internal
