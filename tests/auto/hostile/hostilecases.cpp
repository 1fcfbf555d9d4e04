// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

#include <QtCore/qcoreapplication.h>
#include <QtTest/qtest.h>

namespace QImap4Test {

namespace {

quint16 trapPort = 0; // which the cases name

// No password, in any coding, and no mail command has come to the server.
bool wasToldNothing(const ScriptedServer &server)
{
    static const QByteArrayList harmless{"CAPABILITY", "STARTTLS", "NOOP", "LOGOUT", "ID"};
    for (int connection = 1; connection <= server.connectionCount(); ++connection) {
        const QByteArray received = server.received(connection);
        for (const QByteArray &secret : {QByteArray("secret"), octets("\0alice\0secret").toBase64(),
                                         QByteArray("secret").toBase64()}) {
            if (received.contains(secret))
                return false;
        }
        for (const ClientCommand &command : server.commands(connection)) {
            if (!harmless.contains(command.name))
                return false;
        }
    }
    return true;
}

// Whether a status of the program is what a case asks for.
bool isAsExpected(const HostileCase &row, int status)
{
    if (!row.statuses.isEmpty())
        return row.statuses.contains(status);
    switch (row.expectation) {
    case Expectation::Refuse:
        return status >= 3;
    case Expectation::Proceed:
        return status == 0;
    case Expectation::Survive:
        return status == 0 || status >= 3;
    }
    return false;
}

} // namespace

const QByteArray RealMail =
    "* 1 FETCH (UID 1 FLAGS (\\Seen) RFC822.SIZE 42 INTERNALDATE \"31-May-2024 18:30:00 +0200\" "
    "ENVELOPE (\"Fri, 31 May 2024 18:30:00 +0200\" \"real mail\" ((NIL NIL \"ann\" "
    "\"example.org\")) NIL NIL NIL NIL NIL NIL \"<1@example.org>\"))\r\n$tag OK FETCH completed";

void answerFetch(ScriptedServer &server, const QByteArray &answer)
{
    server.on("FETCH", answer);
    server.on("UID FETCH", answer);
}

HostileCaseList allHostileCases()
{
    return startTlsCases() + tlsCases() + loginCases() + resourceCases() + malformedCases()
        + lieCases() + mailCases();
}

ScriptedServer::Mode serverMode(const HostileCase &row)
{
    if (row.security == "starttls")
        return ScriptedServer::OffersStartTls;
    return row.security == "plain-tls" ? ScriptedServer::Plain : ScriptedServer::ImplicitTls;
}

QByteArray clientSecurity(const HostileCase &row)
{
    return row.security == "starttls" ? "starttls" : "tls";
}

QByteArray violation(const HostileCase &row, const ScriptedServer &server,
                     const HostileOutcome &outcome)
{
    const bool isSilent = row.expectation != Expectation::Survive || !row.hides.isEmpty();
    const bool isComparable = outcome.isDisplay || !row.onDisplay;
    if (!isAsExpected(row, outcome.status))
        return "another status";
    if (outcome.seen.contains("secret"))
        return "the password was seen";
    if (isSilent && outcome.seen.contains(Canary))
        return "what nobody may see was seen";
    if (row.confidence == Confidence::Nothing && !wasToldNothing(server))
        return "the server was told what it must not know";
    if (row.expectation == Expectation::Proceed && !server.isEncrypted())
        return "the server was believed in the clear";
    if (row.expectation == Expectation::Proceed && !outcome.seen.contains("real mail"))
        return "what is true was not seen";
    if (isComparable && !outcome.seen.contains(row.shows))
        return "missing: " + row.shows;
    if (isComparable && !row.hides.isEmpty() && outcome.seen.contains(row.hides))
        return "seen: " + row.hides;
    return {};
}

void addHostileRows()
{
    QTest::addColumn<HostileCase>("row");
    for (const HostileCase &row : allHostileCases())
        QTest::newRow(row.name.constData()) << row;
}

Trap::Trap()
{
    m_server.listen(QHostAddress::LocalHost, 0);
    trapPort = m_server.serverPort();
}

QByteArray Trap::port()
{
    return QByteArray::number(trapPort);
}

bool Trap::isUntouched()
{
    QCoreApplication::processEvents();
    return m_server.isListening() && !m_server.hasPendingConnections();
}

} // namespace QImap4Test
