// SPDX-License-Identifier: LGPL-3.0-or-later
#include "livetest.h"

using namespace QImap4Test;

void LiveTest::initTestCase()
{
    QIMAP4_START_DOVECOT(m_server);
}

void LiveTest::cleanupTestCase()
{
    m_server.stop();
}

void LiveTest::init()
{
    m_imap = clientOf(m_server);
    m_imap->open();
    m_mailbox = QStringLiteral("test%1").arg(++m_count);
    RUN(m_imap->login(QStringLiteral("alice"), QStringLiteral("secret")));
    RUN(m_imap->createMailbox(m_mailbox));
}

void LiveTest::cleanup()
{
    m_imap.reset();
}

QByteArray mailFromAnn(const QByteArray &id, const QByteArray &subject, const QByteArray &fields,
                       const QByteArray &body)
{
    return "From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: " + subject
        + "\r\nDate: Mon, 7 Feb 2022 21:52:25 +0100\r\nMessage-ID: <" + id + "@example.org>\r\n"
        + fields + "\r\n" + body;
}
