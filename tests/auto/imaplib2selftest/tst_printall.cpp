// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

using namespace QImap4Test;

// The example that prints every message, as a user runs it.
class tst_PrintAll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void everyMessageIsPrinted();
    void wrongPasswordIsTold();
    void sourceIsShort();

private:
    DovecotServer m_server;
};

namespace {

struct Run
{
    QByteArray output;
    QByteArray errors;
    bool ended = false;
};

Run printAll(const DovecotServer &server, const QString &password)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("IMAP_PASSWORD"), password);
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(QIMAP4_PRINTALL),
                  {QStringLiteral("localhost"), QString::number(server.port()),
                   QStringLiteral("alice"), server.caFile()});
    const bool ended = program.waitForFinished(30000);
    return {program.readAllStandardOutput(), program.readAllStandardError(),
            ended && program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0};
}

} // namespace

void tst_PrintAll::initTestCase()
{
    QIMAP4_START_DOVECOT(m_server);
    for (const char *message : {"Subject: one\n\nFirst body\n", "Subject: two\n\nSecond body\n",
                                "Subject: three\n\nThird body\n"}) {
        QVERIFY2(m_server.deliver(QStringLiteral("alice"), QStringLiteral("INBOX"), message),
                 qPrintable(m_server.errorString()));
    }
}

void tst_PrintAll::cleanupTestCase()
{
    m_server.stop();
}

void tst_PrintAll::everyMessageIsPrinted()
{
    const Run run = printAll(m_server, QStringLiteral("secret"));
    QVERIFY2(run.ended, run.errors);
    QCOMPARE(run.errors, QByteArray());
    QCOMPARE(run.output,
             QByteArray("Message 1\nSubject: one\r\n\r\nFirst body\r\n\n"
                        "Message 2\nSubject: two\r\n\r\nSecond body\r\n\n"
                        "Message 3\nSubject: three\r\n\r\nThird body\r\n\n"));
}

void tst_PrintAll::wrongPasswordIsTold()
{
    const Run run = printAll(m_server, QStringLiteral("wr0ng"));
    QVERIFY2(run.ended, run.errors);
    QVERIFY2(run.errors.startsWith("LOGIN: "), run.errors);
    QCOMPARE(run.output, QByteArray());
}

void tst_PrintAll::sourceIsShort()
{
    QFile source(QStringLiteral(QIMAP4_PRINTALL_SOURCE));
    QVERIFY(source.open(QIODevice::ReadOnly));
    QByteArrayList lines = source.readAll().trimmed().split('\n');
    lines.removeIf([](const QByteArray &line) { return line.startsWith("//"); });
    QVERIFY2(lines.size() <= 30, QByteArray::number(lines.size()));
}

QTEST_GUILESS_MAIN(tst_PrintAll)
#include "tst_printall.moc"
