// SPDX-License-Identifier: LGPL-3.0-or-later
#include "certificates.h"
#include "clirunner.h"
#include "hostilecases.h"

#include <QtCore/qelapsedtimer.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

using namespace QImap4Test;

Q_DECLARE_METATYPE(QImap4Test::HostileCase)

namespace {

constexpr qint64 LongestCaseMs = 28000;

// Of any run of the program, whatever the server sends: all memory that it asks for. Sanitizers
// reserve far more for themselves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 MemoryLimit = 0;
#else
constexpr qint64 MemoryLimit = 300 * 1024 * 1024;
#endif

constexpr quint16 TrapPort = 21180; // where referrals lead

QString text(const QByteArray &latin1)
{
    return QString::fromLatin1(latin1);
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
    void cleanupTestCase();

private:
    QTcpServer m_trap;
};

void tst_CliHostile::initTestCase()
{
    Certificates::allowOutdatedServers();
    m_trap.listen(QHostAddress::LocalHost, TrapPort);
}

void tst_CliHostile::serverDoesNoHarm_data()
{
    QTest::addColumn<HostileCase>("row");
    for (const HostileCase &row : allHostileCases())
        QTest::newRow(row.name.constData()) << row;
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
    QElapsedTimer clock;
    clock.start();
    const CliResult result = runCli(target, text(row.actions).split(QLatin1Char(' ')));
    const QByteArray report = result.report() + server.report().left(4000);
    const QByteArray printed = result.output + result.errorOutput;
    QVERIFY2(clock.elapsed() < LongestCaseMs, report.constData());
    QVERIFY2(isAsExpected(row, result.status), report.constData());
    QVERIFY2(!printed.contains("secret"), report.constData());
    QVERIFY2(!hasUnsafeCharacter(printed), report.constData());
    if (row.expectation != Expectation::Survive || !row.hides.isEmpty())
        QVERIFY2(!printed.contains(Canary), report.constData());
    if (row.confidence == Confidence::Nothing) {
        QVERIFY2(wasToldNothing(server), report.constData());
        QVERIFY2(result.output.isEmpty(), report.constData());
    }
    if (result.status != 0)
        QVERIFY2(!result.code().isEmpty(), report.constData()); // one error line, with its kind
    if (row.expectation == Expectation::Proceed) {
        QVERIFY2(printed.contains("real mail"), report.constData());
        QCOMPARE(result.linesOf(text("list")).size(), 3);
        QCOMPARE(result.linesOf(text("select")).value(0).value(text("exists")).toInt(), 3);
        QCOMPARE(result.linesOf(text("search")).value(0).value(text("count")).toInt(-1), 0);
    }
    QVERIFY2(printed.contains(row.shows), report.constData());
    QVERIFY2(row.hides.isEmpty() || !printed.contains(row.hides), report.constData());
}

void tst_CliHostile::cleanupTestCase()
{
    QCoreApplication::processEvents();
    QVERIFY(!m_trap.hasPendingConnections());
}

QTEST_GUILESS_MAIN(tst_CliHostile)

#include "tst_cli_hostile.moc"
