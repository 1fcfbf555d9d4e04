// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialogue.h"

#include "protocol/commandtable_p.h"

#include <QtTest/qtest.h>

#include <algorithm>
#include <iterator>

using namespace QImap4Internal;

namespace {

enum class Line {
    Shared, // with the commands before and behind it
    Alone,
};

// What imaplib2 and the RFCs say of each command, and where we differ from them. It is written by
// hand: nothing of it comes from the table of the library.
struct Rule
{
    const char *name;
    const char *states; // N: not authenticated, A: authenticated, S: selected
    Line line;
};

constexpr Rule Rules[] = {
    {"APPEND", "AS", Line::Shared},      {"AUTHENTICATE", "N", Line::Alone},
    {"CAPABILITY", "NAS", Line::Shared}, {"CHECK", "S", Line::Shared},
    {"CLOSE", "S", Line::Alone},         {"COMPRESS", "AS", Line::Alone},
    {"COPY", "S", Line::Shared},         {"CREATE", "AS", Line::Shared},
    {"DELETE", "AS", Line::Shared},      {"DELETEACL", "AS", Line::Alone},
    {"ENABLE", "A", Line::Alone},        {"EXAMINE", "AS", Line::Alone},
    {"EXPUNGE", "S", Line::Shared},      {"FETCH", "S", Line::Shared},
    {"GETACL", "AS", Line::Shared},      {"GETANNOTATION", "AS", Line::Shared},
    {"GETQUOTA", "AS", Line::Shared},    {"GETQUOTAROOT", "AS", Line::Shared},
    {"ID", "NAS", Line::Shared},         {"IDLE", "AS", Line::Alone},
    {"LIST", "AS", Line::Shared},        {"LISTRIGHTS", "AS", Line::Shared},
    {"LOGIN", "N", Line::Alone},         {"LOGOUT", "NAS", Line::Alone},
    {"LSUB", "AS", Line::Shared},        {"MOVE", "S", Line::Shared},
    {"MYRIGHTS", "AS", Line::Shared},    {"NAMESPACE", "AS", Line::Shared},
    {"NOOP", "NAS", Line::Shared},       {"PARTIAL", "S", Line::Shared},
    {"PROXYAUTH", "A", Line::Alone},     {"RENAME", "AS", Line::Shared},
    {"SEARCH", "S", Line::Shared},       {"SELECT", "AS", Line::Alone},
    {"SETACL", "AS", Line::Alone},       {"SETANNOTATION", "AS", Line::Alone},
    {"SETQUOTA", "AS", Line::Alone},     {"SORT", "S", Line::Shared},
    {"STARTTLS", "N", Line::Alone},      {"STATUS", "AS", Line::Shared},
    {"STORE", "S", Line::Shared},        {"SUBSCRIBE", "AS", Line::Shared},
    {"THREAD", "S", Line::Shared},       {"UID COPY", "S", Line::Shared},
    {"UID EXPUNGE", "S", Line::Shared},  {"UID FETCH", "S", Line::Shared},
    {"UID MOVE", "S", Line::Shared},     {"UID SEARCH", "S", Line::Shared},
    {"UID SORT", "S", Line::Shared},     {"UID STORE", "S", Line::Shared},
    {"UID THREAD", "S", Line::Shared},   {"UNSELECT", "S", Line::Alone},
    {"UNSUBSCRIBE", "AS", Line::Shared}, {"X-UNKNOWN", "NAS", Line::Alone}, // whatever it may be
};

constexpr const char *Greeting = "[CAPABILITY IMAP4rev1 STARTTLS AUTH=X-OWN] ready\r\n";

// Begins a session in that state, with nothing said yet that the client would have to answer.
void begin(Dialogue &d, char state)
{
    d.session().setAutoIdle(false, d.now());
    d.open();
    d.server(QByteArray(state == 'N' ? "* OK " : "* PREAUTH ") + Greeting);
    if (state == 'S') {
        d.select("INBOX");
        d.server("* 100 EXISTS\r\nT1 OK [READ-WRITE] done\r\n");
    }
    d.client();
    d.clearEvents();
}

quint64 submit(Dialogue &d, const QByteArray &name)
{
    Request request;
    request.name = name;
    request.alternatives = {{{}, {Command(name)}}};
    if (name == "AUTHENTICATE") {
        request.authentication.emplace();
        request.authentication->mechanism = "X-OWN";
        request.authentication->source = AuthenticationRequest::Source::Challenges;
    }
    return d.submit(request);
}

QByteArray line(int tag, const QByteArray &command)
{
    return 'T' + QByteArray::number(tag) + ' ' + command;
}

QByteArray sentFor(const QByteArray &name)
{
    return name == "AUTHENTICATE" ? "AUTHENTICATE X-OWN" : name;
}

// The server does what the command asks for, and the application's transport too.
void grant(Dialogue &d, const QByteArray &name, int tag)
{
    d.server(name == "IDLE" ? QByteArray("+ idling\r\n")
                            : line(tag, "OK [CAPABILITY IMAP4rev1] done\r\n"));
    if (name == "STARTTLS") {
        d.session().tlsEstablished(d.now());
        d.server(line(tag + 1, "OK [CAPABILITY IMAP4rev1] here\r\n"));
    }
    if (name == "COMPRESS")
        d.session().compressionStarted(d.now());
}

} // namespace

// When each command may be sent, and what may run beside it.
class tst_CommandRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHasItsRule();
    void commandSharesTheLineOrIsAlone_data();
    void commandSharesTheLineOrIsAlone();
    void commandIsSentInItsStatesOnly_data();
    void commandIsSentInItsStatesOnly();
};

// A new row of the library's table has to be thought about here, too.
void tst_CommandRules::everyCommandHasItsRule()
{
    QByteArrayList names;
    for (const Rule &rule : Rules)
        names.append(rule.name);
    QCOMPARE(names.takeLast(), QByteArray("X-UNKNOWN"));
    QCOMPARE(commandNames(), names);
}

void tst_CommandRules::commandSharesTheLineOrIsAlone_data()
{
    QTest::addColumn<char>("state");
    QTest::addColumn<bool>("alone");
    for (const Rule &rule : Rules)
        QTest::newRow(rule.name) << rule.states[0] << (rule.line == Line::Alone);
}

void tst_CommandRules::commandSharesTheLineOrIsAlone()
{
    QFETCH(char, state);
    QFETCH(bool, alone);
    const QByteArray name = QTest::currentDataTag();
    const int tag = state == 'S' ? 2 : 1; // SELECT has had the first
    Dialogue d;
    begin(d, state);
    d.submit("NOOP");
    const quint64 command = submit(d, name);
    const quint64 last = d.submit("NOOP");
    if (!alone) {
        QCOMPARE(d.client(),
                 line(tag, "NOOP\r\n") + line(tag + 1, name + "\r\n") + line(tag + 2, "NOOP"));
        return;
    }
    QCOMPARE(d.client(), line(tag, "NOOP"));
    d.server(line(tag, "OK done\r\n"));
    QCOMPARE(d.client(), line(tag + 1, sentFor(name)));
    QVERIFY(!d.finished(command));
    grant(d, name, tag + 1);
    if (name == "LOGOUT") {
        QCOMPARE(d.client(), QByteArray());
        QCOMPARE(d.error(command).category(), QImap4Error::NoError);
        QCOMPARE(d.error(last).category(), QImap4Error::IllegalStateError);
    } else if (name == "STARTTLS") {
        QCOMPARE(d.client(), line(tag + 2, "CAPABILITY\r\n") + line(tag + 3, "NOOP"));
    } else if (name == "IDLE") {
        QCOMPARE(d.client(), "DONE\r\n" + line(tag + 2, "NOOP"));
    } else {
        QCOMPARE(d.error(command).category(), QImap4Error::NoError);
        QCOMPARE(d.client(), line(tag + 2, "NOOP"));
    }
}

void tst_CommandRules::commandIsSentInItsStatesOnly_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<char>("state");
    QTest::addColumn<bool>("isSent");
    for (const Rule &rule : Rules) {
        for (const char state : {'N', 'A', 'S'}) {
            QTest::addRow("%s, %c", rule.name, state)
                << QByteArray(rule.name) << state << QByteArray(rule.states).contains(state);
        }
    }
}

void tst_CommandRules::commandIsSentInItsStatesOnly()
{
    QFETCH(QByteArray, name);
    QFETCH(char, state);
    QFETCH(bool, isSent);
    Dialogue d;
    begin(d, state);
    const quint64 command = submit(d, name);
    const int tag = state == 'S' ? 2 : 1;
    if (isSent) {
        QCOMPARE(d.client(), line(tag, sentFor(name)));
        QVERIFY(!d.finished(command));
        return;
    }
    QCOMPARE(d.client(), QByteArray());
    QCOMPARE(d.error(command).category(), QImap4Error::IllegalStateError);
    d.submit("NOOP"); // the session goes on
    QCOMPARE(d.client(), line(tag, "NOOP"));
}

QTEST_APPLESS_MAIN(tst_CommandRules)
#include "tst_commandrules.moc"
