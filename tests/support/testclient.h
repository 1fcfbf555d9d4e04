// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_TESTCLIENT_H
#define QIMAP4TEST_TESTCLIENT_H

#include "certificates.h"
#include "imapserver.h"

#include "qimap4.h"

#include <QtTest/qtest.h>

#include <memory>

namespace QImap4Test {

// How long a command of a healthy server may take on a busy machine, with a sanitizer.
// Milliseconds.
constexpr int CommandPatience = 60'000;

// Tells a client where a server is, and how to speak with it; it is not opened. The host stays
// what it is, "localhost" if nobody has said otherwise.
void setServer(QImap4 *client, quint16 port, QImap4::Encryption encryption = QImap4::Plaintext);
// The same for a real server, whose certificate is trusted.
void setServer(QImap4 *client, const ImapServer &server,
               QImap4::Encryption encryption = QImap4::Tls);

std::unique_ptr<QImap4> clientOf(quint16 port, QImap4::Encryption encryption = QImap4::Plaintext);
std::unique_ptr<QImap4> clientOf(const ImapServer &server,
                                 QImap4::Encryption encryption = QImap4::Tls);

// The certificates that a server has to be signed by, and the one that the client shows.
void trust(QImap4 *client, const QList<QSslCertificate> &authorities);
void showCertificate(QImap4 *client, const Identity &identity);

// The command, and all that is known of how it failed.
QByteArray describeFailure(const QImap4Reply &reply);

} // namespace QImap4Test

// Waits for a command, and fails the test when the command does; with more to be told then.
#define RUN_OR_TELL(reply, report)                                                                 \
    do {                                                                                           \
        QImap4Reply *const run = (reply);                                                          \
        QVERIFY2(run->waitForFinished(QImap4Test::CommandPatience),                                \
                 run->commandName().toUtf8() + " has no answer\n" + (report));                     \
        QVERIFY2(!run->isError(), QImap4Test::describeFailure(*run) + '\n' + (report));            \
    } while (false)

#define RUN(reply) RUN_OR_TELL(reply, QByteArray())

#endif // QIMAP4TEST_TESTCLIENT_H
