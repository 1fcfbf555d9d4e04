// SPDX-License-Identifier: LGPL-3.0-or-later
#include "hostilecases.h"

namespace QImap4Test {

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

} // namespace QImap4Test
