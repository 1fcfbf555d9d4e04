// SPDX-License-Identifier: LGPL-3.0-or-later
#include "describe.h"
#include "recorder.h"
#include "requirements.h"
#include "testclient.h"

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstandardpaths.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>

// The same commands through imaplib2 and through QImap4: what goes over the wire, and what comes
// back. Where the two differ, differences.json says why; an explanation that explains nothing any
// more is as wrong as a difference without one.
class tst_Differential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void everyCommandIsCompared();
    void differencesAreExplained_data();
    void differencesAreExplained();
    void everyExplanationIsOfARow();

private:
    QByteArray drive(const QStringList &arguments);
    void runByQImap4();
    Outcome outcomeByQImap4(const QJsonObject &row, quint16 port);

    QString m_python;
    QJsonArray m_rows;
    QMap<QString, QJsonObject> m_explanations; // by the row's name
    std::unique_ptr<Recorder> m_theirs;
    std::unique_ptr<Recorder> m_ours;
    QList<Outcome> m_theirOutcomes;
    QList<Outcome> m_ourOutcomes;
};

namespace {

QString path(const char *file)
{
    return QStringLiteral(QIMAP4_DIFFERENTIAL "/") + QLatin1String(file);
}

QJsonArray table(const char *name)
{
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

QString text(const QJsonObject &row, const char *name)
{
    return row.value(QLatin1String(name)).toString();
}

QString nameOf(const QJsonObject &row)
{
    const QString name = text(row, "row");
    return name.isEmpty() ? text(row, "method") : name;
}

QVariantList argumentsOf(const QJsonObject &row)
{
    const QJsonValue own = row.value(QLatin1String("qimap4"));
    const QJsonValue shared = row.value(QLatin1String("arguments"));
    QVariantList arguments;
    for (const QJsonValue &value : (own.isUndefined() ? shared : own).toArray()) {
        arguments.append(value.isString()     ? QVariant(value.toString().toUtf8())
                             : value.isNull() ? QVariant()
                                              : value.toVariant());
    }
    return arguments;
}

QImap4Reply *call(QImap4 &imap, const QJsonObject &row)
{
    const QString method = text(row, "method");
    const QVariantList arguments = argumentsOf(row);
    if (method == QLatin1String("login_cram_md5"))
        return imap.loginCramMd5(arguments.at(0).toString(), arguments.at(1).toString());
    if (method == QLatin1String("authenticate"))
        return imap.authenticate(
            QImap4Credentials::withPassword(QStringLiteral("alice"), QStringLiteral("secret")),
            arguments.first().toByteArray());
    if (method == QLatin1String("recent"))
        return imap.recent();
    if (method == QLatin1String("xatom"))
        return imap.command(arguments.first().toByteArray(), arguments.mid(1));
    if (method == QLatin1String("enable_compression"))
        return imap.invoke("COMPRESS");
    return imap.invoke(method.toLatin1(), arguments);
}

} // namespace

void tst_Differential::initTestCase()
{
    // Debian's package is for Debian's Python.
    m_python =
        QStandardPaths::findExecutable(QStringLiteral("python3"), {QStringLiteral("/usr/bin")});
    const bool hasImaplib2 = !m_python.isEmpty()
        && QProcess::execute(m_python, {QStringLiteral("-c"), QStringLiteral("import imaplib2")})
            == 0;
    QIMAP4_REQUIRE(QStringLiteral("imaplib2"),
                   hasImaplib2 ? QString() : QStringLiteral("python3-imaplib2 is not installed"));
    m_rows = table("commands.json");
    QVERIFY(!m_rows.isEmpty());
    for (const QJsonValue &row : table("differences.json"))
        m_explanations.insert(text(row.toObject(), "row"), row.toObject());

    m_theirs = std::make_unique<Recorder>(m_rows);
    const QByteArray lines =
        drive({QStringLiteral("run"), QString::number(m_theirs->port()), path("commands.json")});
    for (const QByteArray &line : lines.trimmed().split('\n')) {
        const QJsonObject outcome = QJsonDocument::fromJson(line).object();
        m_theirOutcomes.append({text(outcome, "kind"), text(outcome, "data")});
    }
    QCOMPARE(m_theirOutcomes.size(), m_rows.size());

    m_ours = std::make_unique<Recorder>(m_rows);
    runByQImap4();
    QCOMPARE(m_ourOutcomes.size(), m_rows.size());
}

QByteArray tst_Differential::drive(const QStringList &arguments)
{
    QProcess driver;
    driver.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    driver.start(m_python, QStringList{path("imaplib2driver.py")} + arguments);
    if (!driver.waitForFinished(100000))
        driver.kill();
    return driver.readAllStandardOutput();
}

void tst_Differential::runByQImap4()
{
    for (const QJsonValue &row : m_rows)
        m_ourOutcomes.append(outcomeByQImap4(row.toObject(), m_ours->port()));
}

Outcome tst_Differential::outcomeByQImap4(const QJsonObject &row, quint16 port)
{
    QImap4 imap;
    QImap4Test::setServer(&imap, port);
    const int before = m_ours->connectionCount();
    imap.open();
    const QString state = text(row, "state");
    if (state != QLatin1String("none"))
        imap.login(QStringLiteral("setup"), QStringLiteral("x"));
    if (state.isEmpty())
        imap.select();
    imap.noop()->waitForFinished(10000);
    if (m_ours->connectionCount() != before + 1)
        return {QStringLiteral("no connection"), {}};
    QImap4Reply *reply = call(imap, row);
    reply->setAutoDelete(false);
    reply->setParent(&imap);
    reply->waitForFinished(10000);
    const Outcome outcome = outcomeOf(*reply);
    imap.logout()->waitForFinished(10000);
    return outcome;
}

void tst_Differential::everyCommandIsCompared()
{
    const QJsonArray names = QJsonDocument::fromJson(drive({QStringLiteral("commands")})).array();
    QVERIFY(names.size() > 40);
    for (const QJsonValue &name : names) {
        const bool found =
            std::any_of(m_rows.begin(), m_rows.end(), [&name](const QJsonValue &row) {
                return text(row.toObject(), "command").section(u' ', 0, 0) == name.toString();
            });
        QVERIFY2(found, qPrintable(name.toString()));
    }
}

void tst_Differential::differencesAreExplained_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_rows.size(); ++i)
        QTest::newRow(qPrintable(nameOf(m_rows.at(i).toObject()))) << i;
}

void tst_Differential::differencesAreExplained()
{
    QFETCH(int, index);
    const QString theirWire = QString::fromUtf8(m_theirs->lines(index).join(" | "));
    const QString ourWire = QString::fromUtf8(m_ours->lines(index).join(" | "));
    const Outcome theirs = m_theirOutcomes.at(index);
    const Outcome ours = m_ourOutcomes.at(index);
    const bool failed = theirs.kind == QLatin1String("error");
    const bool sameResult = theirs.kind == ours.kind && (failed || theirs.data == ours.data);

    const QJsonObject explanation = m_explanations.value(nameOf(m_rows.at(index).toObject()));
    const QString report =
        QStringLiteral("\n  imaplib2 said:  %1\n  QImap4 said:    %2\n  imaplib2 found: %3 %4"
                       "\n  QImap4 found:   %5 %6\n")
            .arg(theirWire, ourWire, theirs.kind, theirs.data, ours.kind, ours.data);
    const auto judge = [&report](bool same, const QString &reason) {
        QVERIFY2(same || !reason.isEmpty(), qPrintable(QLatin1String("Nobody says why:") + report));
        QVERIFY2(!same || reason.isEmpty(),
                 qPrintable(QLatin1String("There is no such difference:") + report));
    };
    judge(theirWire == ourWire, text(explanation, "wire"));
    judge(sameResult, text(explanation, "result"));
}

void tst_Differential::everyExplanationIsOfARow()
{
    QStringList names;
    for (const QJsonValue &row : m_rows)
        names.append(nameOf(row.toObject()));
    QCOMPARE(names.removeDuplicates(), 0);
    for (const QString &name : m_explanations.keys())
        QVERIFY2(names.contains(name), qPrintable(name));
}

QTEST_GUILESS_MAIN(tst_Differential)
#include "tst_differential.moc"
