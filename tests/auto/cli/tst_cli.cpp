// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"
#include "clirunner.h"
#include "dovecotserver.h"
#include "scriptedserver.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

using namespace QImap4Test;

static QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

static QStringList words(const char *spaced)
{
    return QString::fromLatin1(spaced).split(QLatin1Char(' '));
}

// A message with a text, and attachments whose names try to get out of their directory.
static QByteArray messageWithAttachments()
{
    return "From: =?utf-8?q?Z=C3=B6e?= <zoe@example.org>\r\n"
           "To: alice@example.org\r\n"
           "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
           "Date: Fri, 31 May 2024 18:30:00 +0200\r\n"
           "Message-ID: <attachments@example.org>\r\n"
           "X-Colour: deep\r\n blue\r\n"
           "X-Many: one\r\nX-Many: two\r\n"
           "MIME-Version: 1.0\r\n"
           "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
           "--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: quoted-printable\r\n\r\nguten Morgen =E2=98=95\r\n"
           "--b\r\nContent-Type: application/octet-stream\r\n"
           "Content-Disposition: attachment; filename=\"../../up.txt\"\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\nb25l\r\n"
           "--b\r\nContent-Type: application/octet-stream\r\n"
           "Content-Disposition: attachment; filename=\"/tmp/up.txt\"\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\ndHdv\r\n"
           "--b--\r\n";
}

class tst_Cli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void refusesBadUsageWithoutConnecting_data();
    void refusesBadUsageWithoutConnecting();
    void showsHelpAndVersion();
    void makesDataDirPrivate();

    void sendsAnyArgumentAsOneCommand_data();
    void sendsAnyArgumentAsOneCommand();
    void worksWithDovecot_data();
    void worksWithDovecot();
    void readsMessages();
    void readsHeadersAndSections();
    void savesAttachmentsOnlyBelowTheDirectory();
    void neverOverwritesWhenSaving();
    void changesMailboxes();
    void showsNewMailWhileIdle();
    void refusesPasswordInClearBeyondLoopback();
    void tellsWhatTheServerRefused_data();
    void tellsWhatTheServerRefused();

private:
    CliTarget dovecot(const char *security = "tls") const;

    DovecotServer m_dovecot;
};

void tst_Cli::initTestCase()
{
    if (DovecotServer::unavailableReason().isEmpty())
        QVERIFY2(m_dovecot.start(), qPrintable(m_dovecot.errorString()));
}

void tst_Cli::init()
{
    const QByteArray test = QTest::currentTestFunction();
    const bool needsDovecot = !test.startsWith("refusesBad") && !test.startsWith("showsHelp")
        && !test.startsWith("makesData") && !test.startsWith("sendsAny");
    if (needsDovecot)
        QIMAP4_REQUIRE(text("Dovecot"), DovecotServer::unavailableReason());
}

CliTarget tst_Cli::dovecot(const char *security) const
{
    CliTarget target;
    target.security = text(security);
    target.port = target.security == text("tls") ? m_dovecot.tlsPort() : m_dovecot.port();
    target.caFile = m_dovecot.caFile();
    return target;
}

void tst_Cli::refusesBadUsageWithoutConnecting_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QStringList>("actions");

    const QStringList none;
    const QString injection = text("x\r\nA9 DELETE INBOX\r\nA10 XEVIL");
    const auto row = [](const char *name, const QStringList &options, const QStringList &actions) {
        QTest::newRow(name) << options << actions;
    };
    row("no action", none, {});
    row("unknown action", none, {text("destroy")});
    row("argument missing", none, {text("login"), text("select")});
    row("unknown option", {text("--colour")}, {text("list")});
    row("unknown security", words("--security maybe"), {text("list")});
    row("port 0", words("--port 0"), {text("list")});
    row("port too large", words("--port 65536"), {text("list")});
    row("timeout 0", words("--timeout-ms 0"), {text("list")});
    row("timeout not a number", words("--timeout-ms soon"), {text("list")});
    row("host with line break", {text("--host"), text("localhost\r\nx")}, {text("list")});
    row("host empty", {text("--host"), QString()}, {text("list")});
    row("host like a URL", words("--host imap://localhost"), {text("list")});
    row("ca file absent", words("--ca /nonexistent/ca.pem"), {text("list")});
    row("ca file without certificate", {text("--ca"), text(QIMAP4_CLI)}, {text("list")});
    row("password variable not set", words("--password-env QIMAP4_TEST_NOT_SET"), {text("login")});
    row("user with line break", {text("--user"), injection}, {text("login")});
    row("user empty", {text("--user"), QString()}, {text("login")});
    row("set of letters", none, words("login select INBOX fetch abc"));
    row("set with zero", none, words("login select INBOX fetch 0"));
    row("set with line break", none, {text("fetch"), text("1\r\nA9 LOGOUT")});
    row("mailbox with line break", none, {text("create"), injection});
    row("mailbox empty", none, {text("create"), QString()});
    row("mailbox with escape", none, {text("select"), text("a\x1b[2J")});
    row("search with line break", none, {text("search"), injection});
    row("keyword with specials", none, {text("store"), text("1"), text("a b) ()")});
    row("keyword with line break", none, {text("store"), text("1"), injection});
    row("keyword empty", none, {text("store"), text("1"), QString()});
    row("keyword with quote", none, {text("store"), text("1"), text("a\"b")});
    row("keyword with brace", none, {text("store"), text("1"), text("a{5+}")});
    row("id with line break", none, {text("id"), injection});
    row("field with line break", none, {text("header"), text("1"), text("X-A\r\nA9 DELETE INBOX")});
    row("field with parenthesis", none, {text("header"), text("1"), text("X) BODY[")});
    row("field with space", none, {text("header"), text("1"), text("X-A X-B")});
    row("section with line break", none, {text("fetch-section"), text("1"), injection});
    row("section that ends early", none, {text("fetch-section"), text("1"), text("1] BODY[2")});
    row("section unknown", none, {text("fetch-section"), text("1"), text("EVERYTHING")});
    row("seconds negative", none, {text("idle"), text("-1")});
    row("flags with specials", none,
        {text("append"), text("INBOX"), text("\\Seen) {5+}"), QString(), text(QIMAP4_CLI)});
    row("date unreadable", none,
        {text("append"), text("INBOX"), QString(), text("tomorrow"), text(QIMAP4_CLI)});
    row("file absent", none,
        {text("append"), text("INBOX"), QString(), QString(), text("/nonexistent/mail")});
    row("directory is a file", none, {text("save"), text("1"), text(QIMAP4_CLI)});
}

void tst_Cli::refusesBadUsageWithoutConnecting()
{
    QFETCH(QStringList, options);
    QFETCH(QStringList, actions);

    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    CliTarget target;
    target.port = server.serverPort();
    const CliResult result = runCli(target.arguments() + options + actions);
    QVERIFY2(result.status == 2, result.report().constData());
    QCOMPARE(result.code(), text("usage"));
    QVERIFY(result.output.isEmpty());
    QVERIFY(!hasUnsafeCharacter(result.errorOutput));
    QVERIFY(!server.waitForNewConnection(0));
}

void tst_Cli::showsHelpAndVersion()
{
    const CliResult help = runCli({text("--help")});
    QCOMPARE(help.status, 0);
    for (const char *word : {"--password-env", "fetch-section SET SECTION", "uid:", "Exit status"})
        QVERIFY2(help.output.contains(word), word);
    const CliResult version = runCli({text("--version")});
    QCOMPARE(version.status, 0);
    QVERIFY(version.output.startsWith("qimap4 "));
}

void tst_Cli::makesDataDirPrivate()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(text("new/data"));
    CliTarget target;
    target.port = 1; // nobody listens there
    const CliResult result =
        runCli(target.arguments() + QStringList{text("--data-dir"), path, text("list")});
    QVERIFY2(result.status == 3, result.report().constData());
    QCOMPARE(result.code(), text("network"));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(QFileInfo(path).isDir());
    QVERIFY(!(QFile::permissions(path) & others));
}

void tst_Cli::worksWithDovecot_data()
{
    QTest::addColumn<QByteArray>("security");
    QTest::newRow("TLS") << QByteArray("tls");
    QTest::newRow("STARTTLS") << QByteArray("starttls");
    QTest::newRow("none, on loopback") << QByteArray("none");
}

void tst_Cli::worksWithDovecot()
{
    QFETCH(QByteArray, security);
    const CliResult result =
        runCli(dovecot(security.constData()), words("login list select INBOX id test"));
    QVERIFY2(result.status == 0, result.report().constData());
    QVERIFY(result.errorOutput.isEmpty());
    QCOMPARE(result.linesOf(text("login")).size(), 1);
    QStringList names;
    for (const QJsonObject &line : result.linesOf(text("list")))
        names.append(line.value(text("name")).toString());
    QVERIFY2(names.contains(text("INBOX")) && names.contains(text("Trash")), result.output);
    QCOMPARE(result.linesOf(text("select")).value(0).value(text("name")).toString(), text("INBOX"));
    QVERIFY(result.linesOf(text("id")).value(0).value(text("server")).isObject());
}

void tst_Cli::readsMessages()
{
    QVERIFY(m_dovecot.deliver(text("alice"), text("Reading"), messageWithAttachments()));
    const CliResult result = runCli(
        dovecot(),
        words(
            "login select Reading fetch 1 body uid:1 fetch * search Morgen search nothing-at-all"));
    QVERIFY2(result.status == 0, result.report().constData());

    const QJsonObject message = result.linesOf(text("fetch")).value(0);
    QCOMPARE(message.value(text("uid")).toInt(), 1);
    QCOMPARE(message.value(text("seq")).toInt(), 1);
    QCOMPARE(message.value(text("subject")).toString(), QStringLiteral("Gr\u00fc\u00dfe"));
    const QJsonObject sender = message.value(text("from")).toArray().first().toObject();
    QCOMPARE(sender.value(text("name")).toString(), QStringLiteral("Z\u00f6e"));
    QCOMPARE(sender.value(text("address")).toString(), text("zoe@example.org"));
    QCOMPARE(QDateTime::fromString(message.value(text("date")).toString(), Qt::ISODate),
             QDateTime(QDate(2024, 5, 31), QTime(16, 30), Qt::UTC));
    QVERIFY(message.value(text("size")).toInt() > 500);
    QCOMPARE(result.linesOf(text("fetch")).size(), 2); // "*" is the same message
    QVERIFY(message.value(text("flags")).isArray());

    const QJsonObject body = result.linesOf(text("body")).value(0);
    QCOMPARE(body.value(text("text")).toString().trimmed(), QStringLiteral("guten Morgen \u2615"));
    QCOMPARE(body.value(text("type")).toString(), text("text/plain"));

    const QList<QJsonObject> searches = result.linesOf(text("search"));
    QCOMPARE(searches.value(0).value(text("uids")).toString(), text("1"));
    QCOMPARE(searches.value(1).value(text("count")).toInt(-1), 0);
}

void tst_Cli::readsHeadersAndSections()
{
    QVERIFY(m_dovecot.deliver(text("alice"), text("Sections"), messageWithAttachments()));
    const CliResult result =
        runCli(dovecot(),
               words("login select Sections header 1 X-Colour header 1 X-Absent header 1 X-Many "
                     "fetch-section 1 2 fetch-section 1 HEADER"));
    QVERIFY2(result.status == 0, result.report().constData());
    const QList<QJsonObject> headers = result.linesOf(text("header"));
    QCOMPARE(headers.value(0).value(text("value")).toString(), text("deep blue"));
    QVERIFY(headers.value(1).contains(text("value")));
    QCOMPARE(headers.value(1).value(text("value")).toString(), QString());
    QVERIFY(headers.value(1).value(text("values")).toArray().isEmpty());
    QCOMPARE(headers.value(2).value(text("values")).toArray(),
             (QJsonArray{text("one"), text("two")}));
    const QList<QJsonObject> sections = result.linesOf(text("fetch-section"));
    QCOMPARE(sections.value(0).value(text("text")).toString().trimmed(), text("b25l"));
    QVERIFY(sections.value(1).value(text("text")).toString().contains(text("X-Colour: deep")));
}

void tst_Cli::savesAttachmentsOnlyBelowTheDirectory()
{
    QVERIFY(m_dovecot.deliver(text("alice"), text("Saving"), messageWithAttachments()));
    const QTemporaryDir outer;
    const QString path = outer.filePath(text("a/b"));
    const CliResult result = runCli(dovecot(), words("login select Saving save 1") << path);
    QVERIFY2(result.status == 0, result.report().constData());

    const QList<QJsonObject> saved = result.linesOf(text("save"));
    QCOMPARE(saved.size(), 2);
    QByteArrayList contents;
    for (const QJsonObject &line : saved) {
        QFile file(line.value(text("file")).toString());
        QCOMPARE(QFileInfo(file).canonicalPath(), QFileInfo(path).canonicalFilePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        contents.append(file.readAll());
    }
    QCOMPARE(contents, QByteArrayList({"one", "two"}));
    QCOMPARE(QDir(outer.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), {text("a")});
    QCOMPARE(QDir(outer.filePath(text("a"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             {text("b")});
}

void tst_Cli::neverOverwritesWhenSaving()
{
    QVERIFY(m_dovecot.deliver(text("alice"), text("Twice"), messageWithAttachments()));
    const QTemporaryDir directory;
    const QStringList actions = words("login select Twice save 1") << directory.path();
    QCOMPARE(runCli(dovecot(), actions).status, 0);
    QCOMPARE(runCli(dovecot(), actions).status, 0);
    const QDir::Filters files = QDir::Files | QDir::Hidden;
    QCOMPARE(QDir(directory.path()).entryList(files).size(), 4);
}

void tst_Cli::changesMailboxes()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(text("mail.eml"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Subject: appended\n\nfirst\nsecond\n"); // line ends of this machine
    file.close();

    const QString name = QStringLiteral("R\u00e4tsel \"quoted\" {5+}");
    const CliResult result =
        runCli(dovecot(),
               QStringList{text("login"), text("create"), name, text("append"), name,
                           text("\\Flagged $Work"), text("2024-05-31T18:30:00+02:00"), path,
                           text("select"), name, text("store"), text("1"), text("$Done"),
                           text("fetch"), text("1:*"), text("list")});
    QVERIFY2(result.status == 0, result.report().constData());
    const QJsonObject message = result.linesOf(text("fetch")).value(0);
    const QVariantList flags = message.value(text("flags")).toArray().toVariantList();
    for (const char *flag : {"\\Flagged", "$Work", "$Done"})
        QVERIFY2(flags.contains(text(flag)), result.output);
    QCOMPARE(message.value(text("subject")).toString(), text("appended"));
    QCOMPARE(QDateTime::fromString(message.value(text("internalDate")).toString(), Qt::ISODate),
             QDateTime(QDate(2024, 5, 31), QTime(16, 30), Qt::UTC));
    const QList<QJsonObject> rows = result.linesOf(text("list"));
    QVERIFY(std::any_of(rows.begin(), rows.end(), [&](const QJsonObject &row) {
        return row.value(text("name")).toString() == name;
    }));
}

void tst_Cli::showsNewMailWhileIdle()
{
    QVERIFY(m_dovecot.deliver(text("alice"), text("Idling"), messageWithAttachments()));
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(text("PASSWORD"), text("secret"));
    process.setProcessEnvironment(environment);
    process.start(text(QIMAP4_CLI),
                  dovecot().arguments()
                      + words("--password-env PASSWORD login select Idling idle 4"));
    QByteArray output;
    const auto saw = [&](const char *event) {
        output += process.readAllStandardOutput();
        return output.contains(event);
    };
    QTRY_VERIFY2(saw("\"event\":\"started\""), output.constData());
    QVERIFY(m_dovecot.deliver(text("alice"), text("Idling"), messageWithAttachments()));
    QTRY_VERIFY2(saw("\"count\":2,\"event\":\"exists\""), output.constData());
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 15000);
    QCOMPARE(process.exitCode(), 0);
}

// 192.0.2.1 is nobody's (RFC 5737): an attempt to connect would time out instead.
void tst_Cli::refusesPasswordInClearBeyondLoopback()
{
    CliTarget target = dovecot("none");
    target.host = text("192.0.2.1");
    const CliResult result = runCli(target, words("login list"));
    QVERIFY2(result.status == 4, result.report().constData());
    QCOMPARE(result.code(), text("insecure"));
}

void tst_Cli::tellsWhatTheServerRefused_data()
{
    QTest::addColumn<QStringList>("actions");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("no such mailbox") << words("login select Nowhere") << 8 << text("refused");
    QTest::newRow("mailbox exists") << words("login create INBOX") << 8 << text("refused");
    QTest::newRow("nothing selected") << words("login fetch 1") << 2 << text("state");
    QTest::newRow("not logged in") << words("select INBOX") << 2 << text("state");
}

void tst_Cli::tellsWhatTheServerRefused()
{
    QFETCH(QStringList, actions);
    QFETCH(int, status);
    QFETCH(QString, code);
    const CliResult result = runCli(dovecot(), actions);
    QVERIFY2(result.status == status, result.report().constData());
    QCOMPARE(result.code(), code);
}

void tst_Cli::sendsAnyArgumentAsOneCommand_data()
{
    QTest::addColumn<QStringList>("actions");
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("argument"); // what the server must have understood
    const auto row = [](const char *name, const QStringList &actions, const char *command,
                        const char *argument) {
        QTest::newRow(name) << actions << QByteArray(command) << QByteArray(argument);
    };
    row("CI-04 quote in a search", {text("search"), text("\"")}, "UID SEARCH", "\"");
    row("CI-06 brace in a name", {text("create"), text("x{5+}")}, "CREATE", "x{5+}");
    row("CI-07 parentheses in a search", {text("search"), text("a) OR (ALL")}, "UID SEARCH",
        "a) OR (ALL");
    row("backslash in a search", {text("search"), text("a\\")}, "UID SEARCH", "a\\");
    row("quote in a name", {text("create"), text("a\" b")}, "CREATE", "a\" b");
    row("star in a name", {text("create"), text("*%")}, "CREATE", "*%");
    row("ampersand in a name", {text("create"), text("a&b")}, "CREATE", "a&-b");
    row("NIL as a name", {text("create"), text("NIL")}, "CREATE", "NIL");
    row("text of id", {text("id"), text("a\" \"b")}, "ID", "a\" \"b");
}

void tst_Cli::sendsAnyArgumentAsOneCommand()
{
    QFETCH(QStringList, actions);
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, argument);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    const CliResult result =
        runCli(targetOf(server, text("tls")), words("login select INBOX") + actions);
    QVERIFY2(result.status == 0, (result.report() + server.report()).constData());
    QVERIFY2(server.error().isEmpty(), server.error().constData());
    int seen = 0;
    for (const ClientCommand &received : server.commands()) {
        if (received.name != command)
            continue;
        ++seen;
        QVERIFY2(received.arguments().contains(argument), received.text.constData());
    }
    QCOMPARE(seen, 1);
}

QTEST_GUILESS_MAIN(tst_Cli)

#include "tst_cli.moc"
