// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"
#include "clirunner.h"
#include "hostilecases.h"

#include <QtCore/qdir.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtemporaryfile.h>
#include <QtTest/qtest.h>

#include <chrono>

using namespace QImap4Test;

namespace {

// Of any run of the program, whatever the server sends: all memory that it asks for. Sanitizers
// reserve far more for themselves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 MemoryLimit = 0;
#else
constexpr qint64 MemoryLimit = 300 * 1024 * 1024;
#endif

QString text(const QByteArray &latin1)
{
    return QString::fromLatin1(latin1);
}

QStringList words(const QByteArray &spaced)
{
    return text(spaced).split(QLatin1Char(' '));
}

} // namespace

// The same servers as in tst_hostile, as somebody meets them who runs the program: its output,
// its exit status, its time and its memory.
class tst_CliHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void serverDoesNoHarm_data();
    void serverDoesNoHarm();
    void savedNamesAreHarmless_data();
    void savedNamesAreHarmless();
    void endlessAttachmentsAreNotSaved();
    void serverThatStopsReadingIsGivenUp();
    void repetitionsBringNoPatience_data();
    void repetitionsBringNoPatience();
    void manyAttributesAreRefused();
    void showsOnlyHarmlessCharacters();
    void cleanupTestCase();

private:
    Trap m_trap;
};

void tst_CliHostile::initTestCase()
{
    Certificates::allowOutdatedServers();
    QVERIFY(m_trap.isUntouched());
}

void tst_CliHostile::serverDoesNoHarm_data()
{
    addHostileRows();
}

void tst_CliHostile::serverDoesNoHarm()
{
    QFETCH(HostileCase, row);
    ScriptedServer server(serverMode(row));
    if (row.setup)
        row.setup(server);
    CliTarget target = targetOf(server, text(clientSecurity(row)));
    target.host = text(row.host);
    target.timeoutMs = row.timeoutMs;
    target.memoryLimit = MemoryLimit;
    if (!row.trustsTestAuthority)
        target.caFile.clear();
    const CliResult result = runCli(target, words(row.actions));
    const QByteArray report = result.report() + server.report().left(4000);
    const QByteArray printed = result.output + result.errorOutput;
    const QByteArray wrong = violation(row, server, {result.status, printed, true});
    QVERIFY2(wrong.isEmpty(), wrong + '\n' + report);
    QVERIFY2(!hasUnsafeCharacter(printed), report.constData());
    if (row.confidence == Confidence::Nothing)
        QVERIFY2(result.output.isEmpty(), report.constData());
    if (result.status != 0)
        QVERIFY2(!result.code().isEmpty(), report.constData()); // one error line, with its kind
    if (printed.contains("\"reasons\":")) // of a certificate
        QCOMPARE(result.code(), text("tls"));
    if (row.expectation == Expectation::Proceed) {
        QCOMPARE(result.linesOf(text("list")).size(), row.listed);
        QCOMPARE(result.linesOf(text("select")).value(0).value(text("exists")).toInt(), 3);
        QCOMPARE(result.linesOf(text("fetch")).size(), 1);
        QCOMPARE(result.linesOf(text("search")).value(0).value(text("count")).toInt(-1), 0);
    }
}

// AN
void tst_CliHostile::savedNamesAreHarmless_data()
{
    QTest::addColumn<QByteArray>("name"); // as an IMAP string
    QTest::addColumn<QByteArray>("saved"); // empty: any that is harmless
    const auto row = [](const char *name, const QByteArray &value, const QByteArray &saved = {}) {
        QTest::newRow(name) << value << saved;
    };
    row("AN-01 a path upwards", "\"../../../pwned\"", "pwned");
    row("AN-02 an absolute path", "\"/tmp/pwned2\"", "pwned2");
    row("AN-02 a path of another system", "\"C:\\\\pwned\"");
    row("AN-02 a directory", "\"a/b\"", "b");
    row("AN-02 this directory", "\".\"");
    row("AN-02 the one above", "\"..\"");
    row("AN-02 a hidden file", "\".bashrc\"", "_.bashrc");
    row("AN-02 an option", "\"-rf\"");
    row("AN-02 a device", "\"con.txt\"");
    row("AN-02 dots at the end", "\"a.exe...\"");
    row("AN-03 directions", "\"=?utf-8?q?a=E2=80=AEgpj.exe?=\"");
    row("AN-03 controls", "{8}\r\na\x01\x1b\r\nb.c");
    row("AN-04 empty", "\"\"");
    row("AN-04 5 000 letters", '"' + QByteArray(5000, 'n') + ".txt\"");
    row("AN-04 octets that are no text", "{4}\r\n\xff\xfe\xc0\xaf");
}

void tst_CliHostile::savedNamesAreHarmless()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, saved);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    const auto answer = [name](const ClientCommand &command) {
        if (command.text.contains("BODYSTRUCTURE")) {
            return Answer("* 1 FETCH (UID 1 BODYSTRUCTURE (\"image\" \"png\" (\"name\" "
                          "\"report.pdf\") NIL NIL \"7bit\" 5 NIL (\"attachment\" (\"filename\" "
                          + name + "))))\r\n$tag OK done");
        }
        return Answer("* 1 FETCH (UID 1 BODY[1] \"hello\")\r\n$tag OK done");
    };
    server.on("FETCH", answer);
    server.on("UID FETCH", answer);
    const QTemporaryDir home;
    const QString inner = home.filePath(text("inner"));
    const CliResult result = runCli(
        targetOf(server, text("tls")),
        QStringList{text("login"), text("select"), text("INBOX"), text("save"), text("1"), inner});
    QVERIFY2(result.status == 0, result.report().constData());
    QVERIFY2(!hasUnsafeCharacter(result.output), result.output.toHex(' ').constData());
    QCOMPARE(QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{text("inner")});
    const QFileInfoList files =
        QDir(inner).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QCOMPARE(files.size(), 1);
    QVERIFY(files.constFirst().isFile());
    QVERIFY(!files.constFirst().isExecutable());
    const QByteArray made = files.constFirst().fileName().toUtf8();
    QVERIFY2(!made.startsWith('.') && !made.startsWith('-') && !made.endsWith('.'),
             made.constData());
    QVERIFY2(!hasUnsafeCharacter(made), made.toHex(' ').constData());
    if (!saved.isEmpty())
        QCOMPARE(made, saved);
}

// AN
void tst_CliHostile::endlessAttachmentsAreNotSaved()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    const QByteArray part = "(\"image\" \"png\" (\"name\" \"a\") NIL NIL \"7bit\" 5 NIL "
                            "(\"attachment\" (\"filename\" \"a\")))";
    server.on("UID FETCH", [part](const ClientCommand &) {
        return Answer("* 1 FETCH (UID 1 BODYSTRUCTURE (" + part.repeated(25000)
                      + " \"mixed\"))\r\n$tag OK done");
    });
    const QTemporaryDir home;
    const CliResult result =
        runCli(targetOf(server, text("tls")),
               QStringList{text("login"), text("select"), text("INBOX"), text("save"),
                           text("uid:1"), home.filePath(text("inner"))});
    QVERIFY2(result.status == 7, result.report().left(2000).constData());
    QVERIFY(QDir(home.path()).isEmpty());
}

// RX-23
void tst_CliHostile::serverThatStopsReadingIsGivenUp()
{
    QTemporaryFile message;
    QVERIFY(message.open());
    QCOMPARE(message.write(QByteArray(30 * 1024 * 1024, 'x')), 30 * 1024 * 1024);
    message.close();
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.setCapabilities("IMAP4rev1 LITERAL+");
    Faults faults;
    faults.readLimit = 20000;
    server.setFaults(faults);
    CliTarget target = targetOf(server, text("tls"));
    target.timeoutMs = 1500;
    target.memoryLimit = MemoryLimit;
    const CliResult result = runCli(target,
                                    QStringList{text("login"), text("append"), text("INBOX"),
                                                QString(), QString(), message.fileName()});
    QVERIFY2(result.status == 3, result.report().constData());
}

// A message that comes again and again, always in time.
void tst_CliHostile::repetitionsBringNoPatience_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("actions");
    QTest::addColumn<qint64>("chunk");
    QTest::newRow("small") << QByteArray("* 1 FETCH (UID 1 ENVELOPE (NIL \"again\" NIL NIL NIL NIL "
                                         "NIL NIL NIL NIL))\r\n")
                           << QByteArray("fetch 1") << qint64(200);
    QTest::newRow("large") << QByteArray("* 1 FETCH (UID 1 BODY[1] {6000}\r\n"
                                         + QByteArray(6000, 'x') + ")\r\n")
                           << QByteArray("fetch-section 1 1") << qint64(1000);
}

void tst_CliHostile::repetitionsBringNoPatience()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, actions);
    QFETCH(qint64, chunk);
    constexpr qint64 Chunks = 2000;
    constexpr std::chrono::milliseconds Pause(50);
    ScriptedServer server(ScriptedServer::ImplicitTls);
    answerFetch(server, message.repeated(Chunks * chunk / message.size()));
    Faults faults;
    faults.chunkSize = int(chunk);
    faults.chunkDelay = Pause;
    server.setFaults(faults);
    CliTarget target = targetOf(server, text("tls"));
    target.timeoutMs = 1000;
    QElapsedTimer clock;
    clock.start();
    const CliResult result = runCli(target, words("login select INBOX " + actions));
    QVERIFY2(result.status == 3, result.report().constData());
    QVERIFY(clock.elapsed() < (Chunks * Pause).count()); // not only when all has been said
}

void tst_CliHostile::manyAttributesAreRefused()
{
    const QByteArray attributes = QByteArray("a ").repeated(999) + 'b';
    QByteArray rows;
    for (int i = 0; i < 5000; ++i)
        rows += "* LIST (" + attributes + ") \"/\" f" + QByteArray::number(i) + "\r\n";
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.on("LIST", rows + "$tag OK done");
    CliTarget target = targetOf(server, text("tls"));
    target.memoryLimit = MemoryLimit;
    const CliResult result = runCli(target, words("login list"));
    QVERIFY2(result.status == 7, result.report().constData());
}

// Names in modified UTF-7 and header text can hold anything.
void tst_CliHostile::showsOnlyHarmlessCharacters()
{
    ScriptedServer server(ScriptedServer::ImplicitTls);
    server.on("LIST",
              "* LIST () \"/\" \"a&IC4gZiAoAJsAGw-b\"\r\n" // U+202E 2066 2028 9B 1B
              "* LIST () \"/\" \"&2AA-\"\r\n" // half a surrogate pair
              "* LIST () \"/\" \"\x1b[2J\xff\xc0\xaf\"\r\n"
              "$tag OK [ALERT] \x1b]0;title\x07 \xe2\x80\xae");
    answerFetch(
        server,
        "* 1 FETCH (UID 1 ENVELOPE (NIL \"=?utf-8?q?=1B=5B2J=E2=80=AE=C2=9B=EF=BB=BF=0D=0A?= "
        "x\" ((\"=?utf-8?q?=E2=80=AE?=\" NIL \"ann\" \"p\xd0\xb0ypal.example\")) NIL NIL NIL "
        "NIL NIL NIL NIL))\r\n$tag OK done");
    server.on("SELECT", "* 1 EXISTS\r\n$tag NO \x1b[2J\xe2\x80\xae go away");
    const CliResult listed =
        runCli(targetOf(server, text("tls")), words("login list select INBOX"));
    QVERIFY2(listed.status == 8, listed.report().constData());
    QVERIFY(listed.linesOf(text("list")).size() >= 2);
    QVERIFY2(!hasUnsafeCharacter(listed.output), listed.output.toHex(' ').constData());
    QVERIFY2(!hasUnsafeCharacter(listed.errorOutput), listed.errorOutput.toHex(' ').constData());

    server.on("SELECT", "* 1 EXISTS\r\n$tag OK done");
    const CliResult fetched =
        runCli(targetOf(server, text("tls")), words("login select INBOX fetch 1"));
    QVERIFY2(fetched.status == 0, fetched.report().constData());
    QVERIFY2(!hasUnsafeCharacter(fetched.output), fetched.output.toHex(' ').constData());
    QVERIFY2(fetched.output.contains("@xn--"), fetched.output.constData()); // not "paypal"
}

void tst_CliHostile::cleanupTestCase()
{
    QVERIFY(m_trap.isUntouched());
}

QTEST_GUILESS_MAIN(tst_CliHostile)

#include "tst_cli_hostile.moc"
