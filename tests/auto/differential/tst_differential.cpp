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
#include <QtCore/qregularexpression.h>
#include <QtCore/qstandardpaths.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>
#include <optional>

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
    if (method == QLatin1String("xatom")) {
        const QString wanted =
            text(row.value(QLatin1String("keywords")).toObject(), "untagged_response");
        return imap.command(arguments.first().toByteArray(), arguments.mid(1),
                            wanted.isEmpty() ? QByteArrayList()
                                             : QByteArrayList{wanted.toLatin1()});
    }
    if (method == QLatin1String("enable_compression"))
        return imap.invoke("COMPRESS");
    return imap.invoke(method.toLatin1(), arguments);
}

// What is looked up without a command.
std::optional<Outcome> lookUp(QImap4 &imap, const QJsonObject &row)
{
    const QString method = text(row, "method");
    if (method == QLatin1String("response")) {
        const QByteArray name = argumentsOf(row).first().toByteArray();
        return Outcome{QString::fromLatin1(name), QString::fromUtf8(imap.response(name).join('|'))};
    }
    if (method == QLatin1String("pop_untagged_responses")) {
        QByteArrayList rows;
        for (const QImap4UntaggedResponse &response : imap.popUntaggedResponses())
            rows.append(response.name + ' ' + response.data);
        return Outcome{QStringLiteral("OK"), QString::fromUtf8(rows.join('|'))};
    }
    return std::nullopt;
}

QString written(const Outcome &outcome)
{
    const bool failed = QStringList{QStringLiteral("error"), QStringLiteral("abort"),
                                    QStringLiteral("readonly"), QStringLiteral("crash")}
                            .contains(outcome.kind);
    return failed ? outcome.kind : outcome.kind + u' ' + outcome.data; // texts of errors are free
}

// One row of differences.json: {"reason", "mark", "ours"} for what is said or found otherwise, the
// first two for arguments that are given otherwise. The mark is that of the description of imaplib2
// which the library follows: a bug of it, where it advises something else (an arrow and the
// section), or a requirement (see doc/imaplib2.md).
void judgeReason(const QJsonObject &explanation)
{
    QVERIFY(!text(explanation, "reason").isEmpty());
    static const QRegularExpression mark(QStringLiteral("^(BUG|→|R[0-9]+)( §[0-9.]+)?$"));
    QVERIFY2(mark.match(text(explanation, "mark")).hasMatch(),
             qPrintable(text(explanation, "mark")));
}

void judge(const QJsonObject &explanation, const QString &theirs, const QString &ours)
{
    if (explanation.isEmpty()) {
        QCOMPARE(ours, theirs);
        return;
    }
    QVERIFY2(theirs != ours, qPrintable(QLatin1String("There is no such difference: ") + ours));
    QCOMPARE(ours, text(explanation, "ours"));
    judgeReason(explanation);
}

void judgeArguments(const QJsonObject &explanation, const QJsonObject &row)
{
    const QLatin1String shared("arguments");
    const QJsonValue own = row.value(QLatin1String("qimap4"));
    const QJsonObject said = explanation.value(shared).toObject();
    const bool differ = !own.isUndefined() && own != row.value(shared);
    QVERIFY2(differ || own.isUndefined(), "The arguments do not differ.");
    QVERIFY2(differ != said.isEmpty(), "Other arguments have an explanation, and no others have.");
    if (differ)
        judgeReason(said);
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
    if (const auto known = lookUp(imap, row))
        return *known;
    QImap4Reply *reply = call(imap, row);
    reply->setAutoDelete(false);
    reply->setParent(&imap);
    reply->waitForFinished(10000);
    const Outcome outcome = outcomeOf(*reply);
    imap.logout()->waitForFinished(10000);
    return outcome;
}

// By both, in one and the same row.
void tst_Differential::everyCommandIsCompared()
{
    const QJsonArray names = QJsonDocument::fromJson(drive({QStringLiteral("commands")})).array();
    QVERIFY(names.size() > 40);
    const auto isSaid = [](const Recorder &by, int row, const QByteArray &name) {
        const QByteArrayList lines = by.lines(row).value_or(QByteArrayList());
        return std::any_of(lines.begin(), lines.end(), [&name](const QByteArray &line) {
            return line == name || line.startsWith(name + ' ');
        });
    };
    for (const QJsonValue &name : names) {
        const QByteArray wanted = name.toString().toLatin1();
        int row = 0;
        while (row < m_rows.size()
               && !(isSaid(*m_theirs, row, wanted) && isSaid(*m_ours, row, wanted)))
            ++row;
        QVERIFY2(row < m_rows.size(), wanted);
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
    const auto theirLines = m_theirs->lines(index);
    const auto ourLines = m_ours->lines(index);
    QVERIFY(theirLines);
    QVERIFY(ourLines);
    const QString theirWire = QString::fromUtf8(theirLines->join(" | "));
    const QString ourWire = QString::fromUtf8(ourLines->join(" | "));
    QString theirs = written(m_theirOutcomes.at(index));
    QString ours = written(m_ourOutcomes.at(index));
    const QJsonObject row = m_rows.at(index).toObject();
    if (text(row, "method") == QLatin1String("capability")) { // are the same in any case
        theirs = theirs.toUpper();
        ours = ours.toUpper();
    }
    const QJsonObject explanation = m_explanations.value(nameOf(row));
    judgeArguments(explanation, row);
    if (QTest::currentTestFailed())
        return;
    judge(explanation.value(QLatin1String("wire")).toObject(), theirWire, ourWire);
    if (QTest::currentTestFailed())
        return;
    judge(explanation.value(QLatin1String("result")).toObject(), theirs, ours);
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
