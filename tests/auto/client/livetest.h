// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef LIVETEST_H
#define LIVETEST_H

#include "dovecotserver.h"
#include "testclient.h"

#include <QtCore/qobject.h>

#include <memory>

// A private Dovecot, and for each test a client by which alice has logged in, and a mailbox of
// hers.
class LiveTest : public QObject
{
    Q_OBJECT

protected:
    QImap4Test::DovecotServer m_server;
    std::unique_ptr<QImap4> m_imap;
    QString m_mailbox; // a new one for each test

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

private:
    int m_count = 0;
};

// From Ann to Bob; `fields` are further lines of the header.
QByteArray mailFromAnn(const QByteArray &id, const QByteArray &subject,
                       const QByteArray &fields = {}, const QByteArray &body = "Body\r\n");

#endif // LIVETEST_H
