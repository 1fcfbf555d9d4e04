// SPDX-License-Identifier: LGPL-3.0-or-later
#include "apiclient.h"
#include "certificates.h"
#include "hostilecases.h"

#include <QtTest/qtest.h>

using namespace QImap4Test;

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
    Trap m_trap;
};

void tst_Hostile::initTestCase()
{
    Certificates::allowOutdatedServers();
    QVERIFY(m_trap.isUntouched());
}

void tst_Hostile::serverDoesNoHarm_data()
{
    addHostileRows();
}

void tst_Hostile::serverDoesNoHarm()
{
    QFETCH(HostileCase, row);
    ScriptedServer server(serverMode(row));
    if (row.setup)
        row.setup(server);
    const ApiResult result = runApi(server, row);
    const QByteArray report = "status " + QByteArray::number(result.status()) + '\n'
        + result.seen.left(4000) + server.report().left(4000);
    QVERIFY2(result.ended, report.constData());
    const QByteArray wrong = violation(row, server, {result.status(), result.seen});
    QVERIFY2(wrong.isEmpty(), wrong + '\n' + report);
    if (row.expectation == Expectation::Proceed)
        QCOMPARE(result.seen.count("\nmailbox: "), row.listed);
}

void tst_Hostile::cleanupTestCase()
{
    QVERIFY(m_trap.isUntouched());
}

QTEST_GUILESS_MAIN(tst_Hostile)

#include "tst_hostile.moc"
