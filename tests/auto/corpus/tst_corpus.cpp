// SPDX-License-Identifier: LGPL-3.0-or-later
#include "../wire/describe.h"
#include "allowlist.h"
#include "checks.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <algorithm>

// Reads what servers are said to send, as other projects' tests have it, from a folder that is not
// part of this project: "--dir DIR", or QIMAP4_CORPUS. Without it there is nothing to do.
namespace {

QString corpusDirectory = qEnvironmentVariable("QIMAP4_CORPUS");
quint32 firstSeed = 1;
int seeds = 4;

constexpr double mostAllowed = 0.03; // of the cases of a source

CheckResult check(const CorpusCase &corpusCase)
{
    switch (corpusCase.form) {
    case CorpusCase::Codec:
        return checkCodec(corpusCase);
    case CorpusCase::Framed:
        return checkFramed(corpusCase);
    case CorpusCase::Client:
        return checkClient(corpusCase);
    case CorpusCase::Properties:
        return checkProperties(corpusCase);
    case CorpusCase::Fragment:
        return checkFragment(corpusCase);
    }
    return notMapped();
}

QList<qsizetype> randomSteps(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QList<qsizetype> steps;
    for (qsizetype sum = 0; sum < size;) {
        const qsizetype step = 1 + random.bounded(random.bounded(1, 200));
        steps.append(step);
        sum += step;
    }
    return steps;
}

} // namespace

class TestCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void responsesAreAsExpected_data();
    void responsesAreAsExpected();
    void chunksMakeNoDifference_data();
    void chunksMakeNoDifference();

private:
    void addSources() const;

    QList<CorpusSource> m_sources;
    QMap<QString, QString> m_allowed;
};

void TestCorpus::initTestCase()
{
    if (corpusDirectory.isEmpty())
        QSKIP("no corpus: give --dir DIR, or set QIMAP4_CORPUS");
    QString error;
    m_sources = readCorpus(corpusDirectory, &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    m_allowed =
        readAllowList(QStringLiteral(QIMAP4_TEST_DATA "/../auto/corpus/allowed.txt"), &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
}

void TestCorpus::addSources() const
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_sources.size(); ++i)
        QTest::newRow(qPrintable(m_sources.at(i).name)) << i;
}

void TestCorpus::responsesAreAsExpected_data()
{
    addSources();
}

void TestCorpus::responsesAreAsExpected()
{
    QFETCH(int, index);
    const CorpusSource &source = m_sources.at(index);
    int mapped = 0;
    int allowed = 0;
    int wrong = 0;
    for (const CorpusCase &corpusCase : source.cases) {
        const CheckResult result = check(corpusCase);
        if (result.verdict == Verdict::NotMapped)
            continue;
        ++mapped;
        if (result.verdict == Verdict::AsExpected)
            continue;
        if (m_allowed.contains(corpusCase.name)) {
            ++allowed;
            continue;
        }
        ++wrong;
        qWarning("  %s %s\n      %s", qPrintable(corpusCase.name),
                 corpusCase.bytes.left(160).toPercentEncoding(" ()[]\"\\*{}:,/<>=").constData(),
                 qPrintable(result.why));
    }
    qInfo(
        "%s: %d of %d as expected, %d more for a reason; %d without a rule of ours, %d of clients",
        qPrintable(source.name), mapped - wrong - allowed, mapped, allowed,
        int(source.cases.size()) - mapped, source.others);
    QCOMPARE(wrong, 0);
    QVERIFY2(allowed <= mostAllowed * mapped, "the list of exceptions is too long");
}

void TestCorpus::chunksMakeNoDifference_data()
{
    addSources();
}

void TestCorpus::chunksMakeNoDifference()
{
    QFETCH(int, index);
    const CorpusSource &source = m_sources.at(index);
    int read = 0;
    for (const CorpusCase &corpusCase : source.cases) {
        const QByteArray bytes = responseAround(corpusCase);
        if (bytes.isEmpty())
            continue;
        ++read;
        const QByteArray whole = describeStream(bytes, {bytes.size()});
        const QByteArray single = describeStream(bytes, QList<qsizetype>(bytes.size(), 1));
        QVERIFY2(single == whole, qPrintable(corpusCase.name));
        for (int i = 0; i < seeds; ++i) {
            const quint32 seed = firstSeed + static_cast<quint32>(i);
            QVERIFY2(describeStream(bytes, randomSteps(bytes.size(), seed)) == whole,
                     qPrintable(QStringLiteral("%1, seed %2").arg(corpusCase.name).arg(seed)));
        }
    }
    qInfo("%s: %d the same in every chunking", qPrintable(source.name), read);
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = application.arguments();
    const auto take = [&arguments](const QString &name) {
        const qsizetype at = arguments.indexOf(name);
        if (at < 0 || at + 1 >= arguments.size())
            return QString();
        const QString value = arguments.takeAt(at + 1);
        arguments.removeAt(at);
        return value;
    };
    if (const QString directory = take(QStringLiteral("--dir")); !directory.isEmpty())
        corpusDirectory = directory;
    if (const QString seed = take(QStringLiteral("--seed")); !seed.isEmpty())
        firstSeed = seed.toUInt();
    if (const QString count = take(QStringLiteral("--seeds")); !count.isEmpty())
        seeds = count.toInt();
    TestCorpus test;
    return QTest::qExec(&test, arguments);
}

#include "tst_corpus.moc"
