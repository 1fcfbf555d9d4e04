// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_HOSTILECASES_H
#define QIMAP4TEST_HOSTILECASES_H

#include "scriptedserver.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtNetwork/qtcpserver.h>

#include <cstddef>
#include <functional>

namespace QImap4Test {

// What nobody may ever see: text that came from where nobody can vouch for it.
inline const QByteArray Canary = "C4N4RY";

// A string literal that may hold NULs.
template <std::size_t Size>
QByteArray octets(const char (&literal)[Size])
{
    return QByteArray(literal, qsizetype(Size) - 1);
}

// Times of silence after which the client gives up: long enough for a busy machine, and short
// enough for servers that never answer. Milliseconds.
constexpr int PatientMs = 8000;
constexpr int HastyMs = 700;

enum class Expectation {
    Refuse, // it fails, and says so
    Proceed, // the server is read as if nothing had been
    Survive, // either, but the client ends by itself, in time and in bounded memory
};

// How far the server may be let into confidence.
enum class Confidence {
    Nothing, // no password in any coding, no mail command
    Login,
};

// One thing that a server does, and what a client makes of it. Each is tried through the API and
// through the program; the actions are the program's.
struct HostileCase
{
    QByteArray name; // "ST-01 what the server does"
    QByteArray security = "tls"; // or "starttls", or "plain-tls": TLS to a server that has none
    std::function<void(ScriptedServer &)> setup;
    Expectation expectation = Expectation::Survive;
    QList<int> statuses; // of the program, when not every one that the expectation allows
    QByteArray actions = "login list select INBOX fetch 1:3 search x";
    Confidence confidence = Confidence::Login;
    int timeoutMs = PatientMs;
    bool trustsTestAuthority = true;
    QByteArray host = "127.0.0.1";
    QByteArray shows; // what must be seen of the server's data all the same
    QByteArray hides; // what must not be
    int listed = 3; // mailboxes, where all proceeds
    bool onDisplay = false; // these two are of text made for people: the program's
};

using HostileCaseList = QList<HostileCase>;

// Classes ST, BI, TA, UI, PA: what happens before TLS is there.
HostileCaseList startTlsCases();
// TC, and TLS itself.
HostileCaseList tlsCases();
// RF, SA, TD: login, redirections, silence.
HostileCaseList loginCases();
// RX: what costs memory or time.
HostileCaseList resourceCases();
// MS, MN: what is not IMAP, or looks odd.
HostileCaseList malformedCases();
// SL: well-formed, and not true.
HostileCaseList lieCases();
// CS, HS, AN: what mail says.
HostileCaseList mailCases();

HostileCaseList allHostileCases();

// How the server has to be started for it, and what the client is told: "tls" or "starttls".
ScriptedServer::Mode serverMode(const HostileCase &row);
QByteArray clientSecurity(const HostileCase &row);

// What a client has made of a case: the status of the program, and all that could be seen.
struct HostileOutcome
{
    int status = 0;
    QByteArray seen;
    bool isDisplay = false; // text made for people, as the program's output is
};

// What was not as the case asks for; empty while all is well.
QByteArray violation(const HostileCase &row, const ScriptedServer &server,
                     const HostileOutcome &outcome);

// A column "row" with every case.
void addHostileRows();

// Where referrals and the like lead. Nobody may come. It has to be there before the cases are made.
class Trap
{
public:
    Trap();
    static QByteArray port();
    bool isUntouched();

private:
    QTcpServer m_server;
};

// To FETCH and UID FETCH.
void answerFetch(ScriptedServer &server, const QByteArray &answer);

// One message whose subject is "real mail".
extern const QByteArray RealMail;

} // namespace QImap4Test

Q_DECLARE_METATYPE(QImap4Test::HostileCase)

#endif // QIMAP4TEST_HOSTILECASES_H
