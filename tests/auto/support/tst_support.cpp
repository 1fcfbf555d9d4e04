// SPDX-License-Identifier: LGPL-3.0-or-later
// The tools of the other tests are tested with bare sockets.
#include "certificates.h"
#include "clientcommand.h"
#include "dovecotserver.h"
#include "imapservers.h"
#include "scriptedserver.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qprocess.h>
#include <QtNetwork/qsslsocket.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace QImap4Test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 5000;

bool connectTo(QSslSocket &socket, quint16 port)
{
    socket.connectToHost(ScriptedServer::host(), port);
    return socket.waitForConnected(patience);
}

bool beginTls(QSslSocket &socket, const QSslCertificate &ca)
{
    QSslConfiguration configuration = socket.sslConfiguration();
    configuration.setCaCertificates({ca});
    socket.setSslConfiguration(configuration);
    socket.setPeerVerifyName(QStringLiteral("localhost"));
    socket.startClientEncryption();
    return socket.waitForEncrypted(patience);
}

// Everything that comes until so many octets are there, or the connection or the patience ends.
QByteArray readOctets(QSslSocket &socket, qsizetype count)
{
    QByteArray octets = socket.read(count);
    while (octets.size() < count && socket.waitForReadyRead(patience))
        octets += socket.read(count - octets.size());
    return octets;
}

QByteArray readLine(QSslSocket &socket)
{
    while (!socket.canReadLine() && socket.waitForReadyRead(patience)) {}
    return socket.readLine();
}

void say(QSslSocket &socket, const QByteArray &octets)
{
    socket.write(octets);
    socket.flush();
}

} // namespace

class tst_Support : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parserSplitsCommands_data();
    void parserSplitsCommands();
    void parserGivesTheSameAtEverySplit();
    void parserRefusesBadSyntax_data();
    void parserRefusesBadSyntax();
    void patternsMatchByValue_data();
    void patternsMatchByValue();

    void scriptIsPlayedToItsEnd();
    void scriptSaysWhatWasNotAsExpected();
    void scriptAnswersOutOfOrder();
    void scriptGrantsAndRefusesLiterals();
    void scriptHoldsUntilReleased();
    void scriptsBelongToConnections();
    void clientsMayBlock();

    void reactiveServerAnswersByItself();
    void reactiveServerIdles();
    void handlersReplaceAnswers();

    void tlsFromTheStart();
    void tlsAfterStartTls();
    void octetsInjectedBehindStartTls();
    void clientCertificateIsSeen();
    void certificatesAreWhatTheySay_data();
    void certificatesAreWhatTheySay();

    void outputComesInPieces();
    void outputStalls();
    void connectionIsDropped();
    void connectionIsReset();

    void whatIsRequiredIsNamed();
    void dovecotServesAndEnds();
    void serversServe_data();
    void serversServe();
    void serversDieWithTheirOwner_data();
    void serversDieWithTheirOwner();
};

void tst_Support::parserSplitsCommands_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("tag");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("arguments");

    using Strings = QByteArrayList;
    QTest::newRow("no arguments") << QByteArray("a1 NOOP\r\n") << QByteArray("a1")
                                  << QByteArray("NOOP") << QByteArray("NOOP") << Strings{};
    QTest::newRow("quoted") << QByteArray("a1 login \"al ice\" \"se\\\"c\\\\ret\"\r\n")
                            << QByteArray("a1") << QByteArray("LOGIN")
                            << QByteArray("login \"al ice\" \"se\\\"c\\\\ret\"")
                            << Strings{"al ice", "se\"c\\ret"};
    QTest::newRow("literal+") << QByteArray("a1 LOGIN {5+}\r\nalice {0+}\r\n\r\n")
                              << QByteArray("a1") << QByteArray("LOGIN")
                              << QByteArray("LOGIN \"alice\" \"\"") << Strings{"alice", ""};
    QTest::newRow("literal8") << QByteArray("a1 APPEND INBOX ~{3+}\r\na\0b\r\n", 28)
                              << QByteArray("a1") << QByteArray("APPEND")
                              << QByteArray("APPEND INBOX {3}")
                              << Strings{"INBOX", QByteArray("a\0b", 3)};
    QTest::newRow("lists") << QByteArray("a1 UID STORE 1:* +FLAGS (\\Seen $Junk)\r\n")
                           << QByteArray("a1") << QByteArray("UID STORE")
                           << QByteArray("UID STORE 1:* +FLAGS (\\Seen $Junk)")
                           << Strings{"1:*", "+FLAGS", "\\Seen", "$Junk"};
    QTest::newRow("section")
        << QByteArray("a1 FETCH 1 (UID BODY.PEEK[HEADER.FIELDS (FROM TO)]<0.100>)\r\n")
        << QByteArray("a1") << QByteArray("FETCH")
        << QByteArray("FETCH 1 (UID BODY.PEEK[HEADER.FIELDS (FROM TO)]<0.100>)")
        << Strings{"1", "UID", "BODY.PEEK[HEADER.FIELDS (FROM TO)]<0.100>"};
    QTest::newRow("empty and nested lists")
        << QByteArray("a1 LIST (SUBSCRIBED) \"\" (a (b) %) RETURN ()\r\n") << QByteArray("a1")
        << QByteArray("LIST") << QByteArray("LIST (SUBSCRIBED) \"\" (a (b) %) RETURN ()")
        << Strings{"SUBSCRIBED", "", "a", "b", "%", "RETURN"};
    QTest::newRow("literal in a list")
        << QByteArray("a1 APPEND x UTF8 (~{2+}\r\nhi)\r\n") << QByteArray("a1")
        << QByteArray("APPEND") << QByteArray("APPEND x UTF8 (\"hi\")")
        << Strings{"x", "UTF8", "hi"};
}

void tst_Support::parserSplitsCommands()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, tag);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, arguments);

    CommandParser parser;
    parser.feed(input + "z9 NOOP\r\n");
    ClientCommand command;
    QCOMPARE(parser.next(&command), CommandParser::Complete);
    QCOMPARE(command.tag, tag);
    QCOMPARE(command.name, name);
    QCOMPARE(command.text, text);
    QCOMPARE(command.raw, input);
    QCOMPARE(command.arguments(), arguments);
    QCOMPARE(parser.next(&command), CommandParser::Complete);
    QCOMPARE(command.tag, QByteArray("z9"));
    QVERIFY(parser.isEmpty());
}

void tst_Support::parserGivesTheSameAtEverySplit()
{
    const QByteArray input =
        "a APPEND \"in box\" (\\Seen) {4}\r\nab\r\n UTF8 (~{3+}\r\n)\r\n)\r\nb NOOP\r\n";
    const qsizetype literal = input.indexOf("ab");
    for (qsizetype cut = 1; cut < input.size(); ++cut) {
        CommandParser parser;
        ClientCommand command;
        QList<QByteArray> texts;
        const auto readAll = [&] {
            CommandParser::Status status = CommandParser::Complete;
            while (status == CommandParser::Complete) {
                status = parser.next(&command);
                if (status == CommandParser::Complete)
                    texts.append(command.text);
            }
            return status;
        };
        parser.feed(input.left(std::min(cut, literal)));
        readAll();
        parser.feed(input.mid(std::min(cut, literal), literal - std::min(cut, literal)));
        QCOMPARE(readAll(), CommandParser::NeedsContinuation);
        parser.grantLiteral();
        const qsizetype rest = std::max(cut, literal);
        parser.feed(input.mid(literal, rest - literal));
        readAll();
        parser.feed(input.mid(rest));
        QCOMPARE(readAll(), CommandParser::NeedsMore);
        const QList<QByteArray> expected{"APPEND \"in box\" (\\Seen) {4} UTF8 ({3})", "NOOP"};
        QCOMPARE(texts, expected);
    }
}

void tst_Support::parserRefusesBadSyntax_data()
{
    QTest::addColumn<QByteArray>("input");

    QTest::newRow("no command") << QByteArray("a1\r\n");
    QTest::newRow("no tag") << QByteArray(" NOOP\r\n");
    QTest::newRow("tag with +") << QByteArray("a+ NOOP\r\n");
    QTest::newRow("two spaces") << QByteArray("a1 SELECT  INBOX\r\n");
    QTest::newRow("space at the end") << QByteArray("a1 NOOP \r\n");
    QTest::newRow("bare LF") << QByteArray("a1 NOOP\n");
    QTest::newRow("bare CR") << QByteArray("a1 NOOP\rx\r\n");
    QTest::newRow("CRLF in quoted") << QByteArray("a1 SELECT \"in\r\nbox\"\r\n");
    QTest::newRow("8-bit in quoted") << QByteArray("a1 SELECT \"\xc3\xa4\"\r\n");
    QTest::newRow("8-bit atom") << QByteArray("a1 SELECT \xc3\xa4\r\n");
    QTest::newRow("escaped letter") << QByteArray("a1 SELECT \"a\\b\"\r\n");
    QTest::newRow("no space after quoted") << QByteArray("a1 LOGIN \"a\"\"b\"\r\n");
    QTest::newRow("open list") << QByteArray("a1 STORE 1 FLAGS (\\Seen\r\n");
    QTest::newRow("closed twice") << QByteArray("a1 STORE 1 FLAGS (\\Seen))\r\n");
    QTest::newRow("literal unawaited") << QByteArray("a1 LOGIN {1}\r\na b\r\n");
    QTest::newRow("literal of bad size") << QByteArray("a1 LOGIN {x}\r\n");
    QTest::newRow("NUL in literal") << QByteArray("a1 LOGIN {1+}\r\n\0 b\r\n", 20);
}

void tst_Support::parserRefusesBadSyntax()
{
    QFETCH(QByteArray, input);
    CommandParser parser;
    parser.feed(input);
    ClientCommand command;
    QCOMPARE(parser.next(&command), CommandParser::Invalid);
    QVERIFY(!parser.error().isEmpty());
}

void tst_Support::patternsMatchByValue_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<bool>("expected");

    const auto row = [](const char *said, const char *pattern, bool expected) {
        const QByteArray name = QByteArray(said).replace("\r\n", " ") + " ~ " + pattern;
        QTest::newRow(name.constData()) << QByteArray(said) << QByteArray(pattern) << expected;
    };
    row("LOGIN \"alice\" {6+}\r\nsecret", "LOGIN alice secret", true);
    row("login alice secret", "LOGIN alice secret", true);
    row("LOGIN Alice secret", "LOGIN alice secret", false);
    row("LOGIN alice secret", "LOGIN alice", false);
    row("LOGIN alice", "LOGIN alice secret", false);
    row("ID NIL", "ID \"NIL\"", false);
    row("uid fetch 1 (FLAGS)", "UID FETCH 1 (FLAGS)", true);
    row("UID FETCH 1 (FLAGS)", "UID FETCH 1 FLAGS", false);
    row("UID FETCH 1 (FLAGS (A B))", "UID FETCH $any $any", true);
    row("UID FETCH 1 (FLAGS)", "UID FETCH $any", false);
    row("UID FETCH 1 (FLAGS UID)", "UID FETCH 1 ($rest)", true);
    row("UID FETCH 1 (FLAGS)", "UID $rest", true);
    row("APPEND INBOX {3+}\r\nabc", "APPEND INBOX {3}", true);
    row("APPEND INBOX {3+}\r\nabc", "APPEND INBOX {4}", false);
}

void tst_Support::patternsMatchByValue()
{
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, pattern);
    CommandParser parser;
    parser.feed("a1 " + said + "\r\n");
    ClientCommand command;
    QCOMPARE(parser.next(&command), CommandParser::Complete);
    QTEST(matches(command, pattern), "expected");
}

void tst_Support::scriptIsPlayedToItsEnd()
{
    ScriptedServer server;
    server.setScript({
        S("* OK ready"),
        C("LOGIN alice secret"),
        S("* CAPABILITY IMAP4rev1"),
        S("$tag OK done"),
        C("IDLE"),
        S("+ idling"),
        CLine("DONE"),
        S("$tag OK idled"),
        CExactly("SELECT \"x\""),
        CMatching("SEARCH .* SEEN"),
        Close(),
    });
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QCOMPARE(readLine(client), QByteArray("* OK ready\r\n"));
    say(client, "a1 LOGIN alice {6}\r\n");
    QVERIFY(readLine(client).startsWith("+ "));
    say(client, "secret\r\n");
    QCOMPARE(readLine(client), QByteArray("* CAPABILITY IMAP4rev1\r\n"));
    QCOMPARE(readLine(client), QByteArray("a1 OK done\r\n"));
    say(client, "a2 IDLE\r\n");
    QCOMPARE(readLine(client), QByteArray("+ idling\r\n"));
    QVERIFY(!server.finished());
    say(client, "DONE\r\n");
    QCOMPARE(readLine(client), QByteArray("a2 OK idled\r\n"));
    say(client, "a3 SELECT \"x\"\r\na4 SEARCH NOT SEEN\r\n");
    QVERIFY2(server.waitForFinished(), server.report());
    QVERIFY(client.state() == QAbstractSocket::UnconnectedState
            || client.waitForDisconnected(patience));
    QCOMPARE(server.connectionCount(), 1);
    QTRY_COMPARE(server.openConnectionCount(), 0);
    const QByteArrayList said{"LOGIN alice \"secret\"", "IDLE", "SELECT \"x\"", "SEARCH NOT SEEN"};
    QCOMPARE(server.commandTexts(), said);
    QVERIFY(server.received().startsWith("a1 LOGIN alice {6}\r\nsecret\r\na2 IDLE\r\nDONE\r\n"));
}

void tst_Support::scriptSaysWhatWasNotAsExpected()
{
    ScriptedServer server;
    server.setScript({S("* OK ready"), C("SELECT INBOX"), S("$tag OK done")});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    say(client, "a1 SELECT Sent\r\n");
    QVERIFY(!server.waitForFinished());
    QVERIFY2(server.error().contains("expected  C: <tag> SELECT INBOX"), server.error());
    QVERIFY2(server.error().contains("got       C: a1 SELECT Sent"), server.error());
    QVERIFY2(server.report().contains("step 1 of 3"), server.report());
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void tst_Support::scriptAnswersOutOfOrder()
{
    ScriptedServer server;
    server.setScript({
        C("FETCH 1 FLAGS").as("first"),
        C("FETCH 2 FLAGS"),
        C("FETCH 3 FLAGS"),
        S("$tag OK third"),
        S("$tag1 OK second, $Junk"),
        S("$first OK first"),
    });
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    say(client, "x1 FETCH 1 FLAGS\r\nx2 FETCH 2 FLAGS\r\nx3 FETCH 3 FLAGS\r\n");
    QCOMPARE(readLine(client), QByteArray("x3 OK third\r\n"));
    QCOMPARE(readLine(client), QByteArray("x2 OK second, $Junk\r\n"));
    QCOMPARE(readLine(client), QByteArray("x1 OK first\r\n"));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Support::scriptGrantsAndRefusesLiterals()
{
    ScriptedServer server;
    server.setScript({
        CLiteral("APPEND INBOX {300000}"),
        S("$tag NO [TOOBIG] no"),
        CLiteral("APPEND INBOX {3}"),
        S("* 5 EXISTS"),
        S("+ yes"),
        C("APPEND INBOX abc"),
        S("$tag OK done"),
    });
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    say(client, "a1 APPEND INBOX {300000}\r\n");
    QCOMPARE(readLine(client), QByteArray("a1 NO [TOOBIG] no\r\n"));
    say(client, "a2 APPEND INBOX {3}\r\n");
    QCOMPARE(readLine(client), QByteArray("* 5 EXISTS\r\n"));
    QCOMPARE(readLine(client), QByteArray("+ yes\r\n"));
    say(client, "abc\r\n");
    QCOMPARE(readLine(client), QByteArray("a2 OK done\r\n"));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Support::scriptHoldsUntilReleased()
{
    ScriptedServer server;
    server.setScript({S("* OK ready"), Hold(), S("* BYE"), Hold(), S("* end")});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QCOMPARE(readLine(client), QByteArray("* OK ready\r\n"));
    server.release();
    QCOMPARE(readLine(client), QByteArray("* BYE\r\n"));
    QVERIFY(!server.finished());
    server.release();
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Support::scriptsBelongToConnections()
{
    ScriptedServer server;
    server.addScript({S("* OK one")});
    server.addScript({S("* OK two")});
    QSslSocket first;
    QSslSocket second;
    QSslSocket third;
    QVERIFY(connectTo(first, server.port()));
    QCOMPARE(readLine(first), QByteArray("* OK one\r\n"));
    QVERIFY(!server.finished());
    QVERIFY(connectTo(second, server.port()));
    QCOMPARE(readLine(second), QByteArray("* OK two\r\n"));
    QVERIFY2(server.waitForFinished(), server.report());
    QVERIFY(connectTo(third, server.port()));
    QVERIFY(server.waitForConnection(3));
    QTRY_VERIFY(server.error().contains("no script"));
}

// Nothing in here runs an event loop of the client's thread.
void tst_Support::clientsMayBlock()
{
    ScriptedServer server;
    server.setScript({S("* OK ready"), C("NOOP"), Pause(20ms), S("$tag OK done")});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QVERIFY(client.waitForReadyRead(patience));
    client.readAll();
    client.write("a NOOP\r\n");
    QVERIFY(client.waitForReadyRead(patience));
    QCOMPARE(client.readAll(), QByteArray("a OK done\r\n"));
}

void tst_Support::reactiveServerAnswersByItself()
{
    ScriptedServer server;
    server.setMailboxSize(7);
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QCOMPARE(readLine(client), QByteArray("* OK ready\r\n"));
    say(client, "a LOGIN {5}\r\n");
    QVERIFY(readLine(client).startsWith('+'));
    say(client, "alice secret\r\n");
    QVERIFY(readLine(client).startsWith("a OK"));
    say(client, "b SELECT INBOX\r\nc XYZZY\r\nd LOGOUT\r\n");
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    const QByteArray answers = client.readAll();
    QVERIFY2(answers.contains("* 7 EXISTS\r\n"), answers);
    QVERIFY2(answers.contains("b OK [READ-WRITE] SELECT completed\r\nc BAD"), answers);
    QVERIFY2(answers.contains("* BYE"), answers);
    QVERIFY2(answers.endsWith("d OK LOGOUT completed\r\n"), answers);
    QVERIFY(server.waitForCommand("SELECT $any"));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Support::reactiveServerIdles()
{
    ScriptedServer server;
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    readLine(client);
    say(client, "a IDLE\r\n");
    QCOMPARE(readLine(client), QByteArray("+ idling\r\n"));
    server.send("* 9 EXISTS\r\n");
    QCOMPARE(readLine(client), QByteArray("* 9 EXISTS\r\n"));
    say(client, "DONE\r\nb NOOP\r\n");
    QCOMPARE(readLine(client), QByteArray("a OK IDLE completed\r\n"));
    QCOMPARE(readLine(client), QByteArray("b OK NOOP completed\r\n"));
}

void tst_Support::handlersReplaceAnswers()
{
    ScriptedServer server;
    server.on("NOOP", "* 3 EXISTS\r\n$tag OK mine");
    server.on("AUTHENTICATE", [](const ClientCommand &command) -> Answer {
        if (!command.isContinuation)
            return "+ Y2hhbGxlbmdl";
        return command.text == "cmVzcG9uc2U=" ? "$tag OK in" : "$tag NO out";
    });
    server.on("CHECK", [](const ClientCommand &) { return Answer("* BYE", Answer::Disconnect); });
    server.setScript({S("* OK scripted")});
    server.setReactive(true);
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QCOMPARE(readLine(client), QByteArray("* OK scripted\r\n"));
    say(client, "a NOOP\r\n");
    QCOMPARE(readLine(client), QByteArray("* 3 EXISTS\r\n"));
    QCOMPARE(readLine(client), QByteArray("a OK mine\r\n"));
    say(client, "b AUTHENTICATE X\r\n");
    QCOMPARE(readLine(client), QByteArray("+ Y2hhbGxlbmdl\r\n"));
    say(client, "cmVzcG9uc2U=\r\n");
    QCOMPARE(readLine(client), QByteArray("b OK in\r\n"));
    say(client, "c CHECK\r\n");
    QCOMPARE(readLine(client), QByteArray("* BYE\r\n"));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
}

void tst_Support::tlsFromTheStart()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setScript({S("* OK safe"), C("NOOP"), S("$tag OK done")});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QVERIFY2(beginTls(client, Certificates::ca()), qPrintable(client.errorString()));
    QCOMPARE(readLine(client), QByteArray("* OK safe\r\n"));
    say(client, "a NOOP\r\n");
    QCOMPARE(readLine(client), QByteArray("a OK done\r\n"));
    QVERIFY2(server.waitForFinished(), server.report());
    QVERIFY(server.isEncrypted());
}

void tst_Support::tlsAfterStartTls()
{
    ScriptedServer server(ScriptedServer::OffersStartTls);
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    readLine(client);
    say(client, "a CAPABILITY\r\n");
    QVERIFY(readLine(client).contains(" STARTTLS"));
    readLine(client);
    say(client, "b STARTTLS\r\n");
    QVERIFY(readLine(client).startsWith("b OK"));
    QVERIFY(!server.isEncrypted());
    QVERIFY2(beginTls(client, Certificates::ca()), qPrintable(client.errorString()));
    say(client, "c CAPABILITY\r\n");
    QVERIFY(!readLine(client).contains(" STARTTLS"));
    QVERIFY(server.isEncrypted());
}

void tst_Support::octetsInjectedBehindStartTls()
{
    const QByteArray expected = "a OK begin\r\n* injected\r\n";

    ScriptedServer scripted;
    scripted.setScript({C("STARTTLS"), S("$tag OK begin"), StartTls("* injected\r\n")});
    QSslSocket client;
    QVERIFY(connectTo(client, scripted.port()));
    say(client, "a STARTTLS\r\n");
    QVERIFY(client.waitForReadyRead(patience));
    QCOMPARE(client.readAll(), expected);

    ScriptedServer reactive(ScriptedServer::OffersStartTls);
    reactive.on("STARTTLS",
                [](const ClientCommand &) { return Answer("$tag OK begin", Answer::BeginTls); });
    reactive.injectAfterStartTlsOk("* injected\r\n");
    QSslSocket other;
    QVERIFY(connectTo(other, reactive.port()));
    readLine(other);
    say(other, "a STARTTLS\r\n");
    QVERIFY(other.waitForReadyRead(patience));
    QCOMPARE(other.readAll(), expected);
}

void tst_Support::clientCertificateIsSeen()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setSslConfiguration(
        Certificates::clientCertificateConfiguration(Certificates::server()));
    const Identity alice = Certificates::client(QStringLiteral("alice"));
    QSslSocket client;
    client.setLocalCertificate(alice.certificate);
    client.setPrivateKey(alice.key);
    QVERIFY(connectTo(client, server.port()));
    QVERIFY2(beginTls(client, Certificates::ca()), qPrintable(client.errorString()));
    QCOMPARE(readLine(client), QByteArray("* OK ready\r\n"));
    QCOMPARE(server.peerCommonName(), QByteArray("alice"));

    QSslSocket nobody;
    QVERIFY(connectTo(nobody, server.port()));
    beginTls(nobody, Certificates::ca());
    QTRY_VERIFY(!server.tlsError(2).isEmpty());
}

void tst_Support::certificatesAreWhatTheySay_data()
{
    QTest::addColumn<Identity>("identity");
    QTest::addColumn<QList<QSslError::SslError>>("errors");

    using Errors = QList<QSslError::SslError>;
    const Errors mismatch{QSslError::HostNameMismatch};
    QTest::newRow("good") << Certificates::server() << Errors{};
    QTest::newRow("other name") << Certificates::otherName() << mismatch;
    QTest::newRow("given names") << Certificates::forNames({QStringLiteral("DNS:localhost")})
                                 << Errors{};
    QTest::newRow("wildcard") << Certificates::wildcard() << mismatch;
    QTest::newRow("bare wildcard") << Certificates::bareWildcard() << mismatch;
    QTest::newRow("expired") << Certificates::expired() << Errors{QSslError::CertificateExpired};
    QTest::newRow("self-signed") << Certificates::selfSigned()
                                 << Errors{QSslError::SelfSignedCertificate};
}

void tst_Support::certificatesAreWhatTheySay()
{
    QFETCH(Identity, identity);
    QFETCH(QList<QSslError::SslError>, errors);

    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setSslConfiguration(Certificates::serverConfiguration(identity));
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QCOMPARE(beginTls(client, Certificates::ca()), errors.isEmpty());
    QList<QSslError::SslError> seen;
    for (const QSslError &error : client.sslHandshakeErrors())
        seen.append(error.error());
    QCOMPARE(seen, errors);
    if (errors.isEmpty())
        return;
    QTRY_COMPARE(server.openConnectionCount(), 0);
    QVERIFY(server.received().isEmpty());
}

void tst_Support::outputComesInPieces()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    Faults faults;
    faults.chunkSize = 3;
    faults.chunkDelay = 300ms; // time enough to look at the first
    server.setFaults(faults);
    server.setScript({S("* OK ready"), C("NOOP"), Chunks(0), S("* first"), S("$tag OK done")});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QVERIFY(beginTls(client, Certificates::ca()));
    QVERIFY(client.bytesAvailable() > 0 || client.waitForReadyRead(patience));
    QVERIFY(client.bytesAvailable() < 12);
    QCOMPARE(readLine(client), QByteArray("* OK ready\r\n"));
    say(client, "a NOOP\r\n");
    QCOMPARE(readOctets(client, 20), QByteArray("* first\r\na OK done\r\n"));
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Support::outputStalls()
{
    ScriptedServer server;
    Faults faults;
    faults.stallAfter = 5;
    server.setFaults(1, faults);
    server.setScript({S("* OK ready"), C("NOOP")});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QCOMPARE(readOctets(client, 5), QByteArray("* OK "));
    say(client, "a NOOP\r\n");
    QVERIFY(!client.waitForReadyRead(50));
    QCOMPARE(client.state(), QAbstractSocket::ConnectedState);
    QVERIFY(!server.finished());
    QTRY_COMPARE(server.received(), QByteArray("a NOOP\r\n"));
}

void tst_Support::connectionIsDropped()
{
    ScriptedServer server;
    Faults faults;
    faults.dropAfter = 7;
    server.setFaults(faults);
    server.setScript({S("* OK ready")});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(client.readAll(), QByteArray("* OK re"));
}

void tst_Support::connectionIsReset()
{
    ScriptedServer server;
    server.setScript({S("* OK ready"), C("NOOP"), Reset()});
    QSslSocket client;
    QVERIFY(connectTo(client, server.port()));
    QCOMPARE(readLine(client), QByteArray("* OK ready\r\n"));
    say(client, "a NOOP\r\n");
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QVERIFY2(server.waitForFinished(), server.report());
}

void tst_Support::whatIsRequiredIsNamed()
{
    constexpr char Variable[] = "QIMAP4_REQUIRE_SERVERS";
    const QByteArray before = qgetenv(Variable);
    qunsetenv(Variable);
    QVERIFY(!isRequired(QStringLiteral("Cyrus")));
    qputenv(Variable, "dovecot cyrus");
    QVERIFY(isRequired(QStringLiteral("Cyrus")));
    QVERIFY(isRequired(QStringLiteral("Dovecot")));
    QVERIFY(!isRequired(QStringLiteral("Courier")));
    qputenv(Variable, before);
}

void tst_Support::dovecotServesAndEnds()
{
    DovecotServer dovecot;
    QIMAP4_START_DOVECOT(dovecot);
    const QString directory = dovecot.directory();
    QVERIFY2(dovecot.deliver(QStringLiteral("alice"), QStringLiteral("New"), "Subject: x\r\n\r\n"),
             qPrintable(dovecot.errorString()));

    QSslSocket client;
    QVERIFY(connectTo(client, dovecot.tlsPort()));
    const auto ca = QSslCertificate::fromPath(dovecot.caFile());
    QCOMPARE(ca.size(), 1);
    QVERIFY2(beginTls(client, ca.first()), qPrintable(client.errorString()));
    QVERIFY(readLine(client).startsWith("* OK"));
    say(client, "a LOGIN alice secret\r\nb STATUS New (MESSAGES)\r\n");
    QByteArray answers;
    while (!answers.contains("\r\nb ") && client.waitForReadyRead(patience))
        answers += client.readAll();
    QVERIFY2(answers.contains("(MESSAGES 1)"), answers);

    dovecot.stop();
    QVERIFY(!dovecot.isRunning());
    QTRY_VERIFY(client.state() == QAbstractSocket::UnconnectedState);
    QTRY_VERIFY(!QFileInfo::exists(directory));
}

void tst_Support::serversServe_data()
{
    QTest::addColumn<QString>("name");
    for (const ServerKind &kind : serverKinds())
        QTest::newRow(qPrintable(kind.name)) << kind.name;
}

void tst_Support::serversServe()
{
    QFETCH(QString, name);
    ImapServers servers;
    QIMAP4_FIND_SERVER(server, servers, name);
    QSslSocket client;
    QVERIFY(connectTo(client, server->tlsPort()));
    const auto ca = QSslCertificate::fromPath(server->caFile());
    QCOMPARE(ca.size(), 1);
    QVERIFY2(beginTls(client, ca.first()), qPrintable(client.errorString()));
    QVERIFY(readLine(client).startsWith("* OK"));
    // Courier forgets what comes with a LOGIN.
    say(client, "a LOGIN alice secret\r\n");
    QVERIFY(readLine(client).startsWith("a OK"));
    say(client, "b STATUS INBOX (MESSAGES)\r\n");
    QByteArray answers;
    while (!answers.contains("\r\nb ") && client.waitForReadyRead(patience))
        answers += client.readAll();
    QVERIFY2(answers.contains("(MESSAGES 0)"), answers);

    const QString directory = server->directory();
    servers.stop();
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QTRY_VERIFY(!QFileInfo::exists(directory));
}

void tst_Support::serversDieWithTheirOwner_data()
{
    serversServe_data();
}

// The fixture runs in a child process, which is killed.
void tst_Support::serversDieWithTheirOwner()
{
    QFETCH(QString, name);
    const ImapServers servers;
    QIMAP4_REQUIRE(name, servers.unavailableReason(name));
    QProcess owner;
    owner.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--own"), name});
    QVERIFY(owner.waitForStarted());
    while (!owner.canReadLine() && owner.waitForReadyRead(patience)) {}
    const QList<QByteArray> words = owner.readLine().simplified().split(' ');
    QCOMPARE(words.size(), 2);
    const QString directory = QString::fromLocal8Bit(words[1]);
    QSslSocket client;
    QVERIFY(connectTo(client, words[0].toUShort()));
    QVERIFY(readLine(client).startsWith("* OK"));
    owner.kill();
    QVERIFY(owner.waitForFinished());
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QTRY_VERIFY(!QFileInfo::exists(directory));
}

namespace {

int own(const QString &name)
{
    ImapServers servers;
    const ImapServer *server = servers.find(name);
    if (server == nullptr)
        return 1;
    printf("%d %s\n", server->port(), qPrintable(server->directory()));
    fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--own"))
        return own(arguments.value(2));
    tst_Support test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_support.moc"
