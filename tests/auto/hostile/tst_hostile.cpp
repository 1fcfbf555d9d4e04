// SPDX-License-Identifier: LGPL-3.0-or-later
#include "apiclient.h"
#include "certificates.h"
#include "hostilecases.h"

#include <QtCore/qelapsedtimer.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

using namespace QImap4Test;

Q_DECLARE_METATYPE(QImap4Test::HostileCase)

namespace {

// No case may keep an application waiting longer than its own limits, and time for a busy machine.
constexpr qint64 LongestCaseMs = 45000;

// Referrals and the like name this port. Nobody may come.
constexpr quint16 TrapPort = 21180;

} // namespace

// Servers that lie, attack, break down and never answer, as an application meets them.
class tst_Hostile : public QObject
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

void tst_Hostile::initTestCase()
{
    Certificates::allowOutdatedServers();
    // Where another test has it at the moment, that one watches.
    m_trap.listen(QHostAddress::LocalHost, TrapPort);
}

void tst_Hostile::serverDoesNoHarm_data()
{
    QTest::addColumn<HostileCase>("row");
    for (const HostileCase &row : allHostileCases())
        QTest::newRow(row.name.constData()) << row;
}

void tst_Hostile::serverDoesNoHarm()
{
    QFETCH(HostileCase, row);
    ScriptedServer server(serverMode(row));
    if (row.setup)
        row.setup(server);
    QElapsedTimer clock;
    clock.start();
    const ApiResult result = runApi(server, row);
    const QByteArray report = "status " + QByteArray::number(result.status()) + '\n'
        + result.seen.left(4000) + server.report().left(4000);
    QVERIFY2(result.ended, report.constData());
    QVERIFY2(clock.elapsed() < LongestCaseMs, report.constData());
    QVERIFY2(isAsExpected(row, result.status()), report.constData());
    QVERIFY2(!result.seen.contains("secret"), report.constData());
    if (row.expectation != Expectation::Survive || !row.hides.isEmpty())
        QVERIFY2(!result.seen.contains(Canary), report.constData());
    if (row.confidence == Confidence::Nothing)
        QVERIFY2(wasToldNothing(server), report.constData());
    if (row.expectation == Expectation::Proceed)
        QVERIFY2(result.seen.contains("real mail"), report.constData());
    if (!row.onDisplay) {
        QVERIFY2(result.seen.contains(row.shows), report.constData());
        QVERIFY2(row.hides.isEmpty() || !result.seen.contains(row.hides), report.constData());
    }
}

void tst_Hostile::cleanupTestCase()
{
    QCoreApplication::processEvents();
    QVERIFY(!m_trap.hasPendingConnections());
}

QTEST_GUILESS_MAIN(tst_Hostile)

#include "tst_hostile.moc"
