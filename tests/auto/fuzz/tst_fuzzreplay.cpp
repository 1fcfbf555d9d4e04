// SPDX-License-Identifier: LGPL-3.0-or-later
#include "fuzz.h"

#include <QtCore/qdir.h>
#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>
#include <QtTest/qtest.h>

#include <stdexcept>
#include <string>

namespace {

class BrokenPromise : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

QStringList filesIn(const QString &directory)
{
    QStringList files;
    QDirIterator all(directory, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        files.append(all.next());
    files.sort();
    return files;
}

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString dataDirectory(const char *kind, const char *target)
{
    return QStringLiteral(QIMAP4_FUZZ_DATA "/%1/%2")
        .arg(QLatin1String(kind), QLatin1String(target));
}

} // namespace

void Fuzz::fail(const char *promise, const char *file, int line)
{
    throw BrokenPromise(std::string(file) + ':' + std::to_string(line) + ": " + promise);
}

// Gives each fuzz target its seeds, what once made it fail, and on request any files at all.
class tst_FuzzReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seedsAndPastFailuresKeepAllPromises_data();
    void seedsAndPastFailuresKeepAllPromises();
    void shortAndCutInputsKeepAllPromises_data();
    void shortAndCutInputsKeepAllPromises();
    void anyCorpusKeepsAllPromises_data();
    void anyCorpusKeepsAllPromises();

private:
    void addTargets();
    void run(const Fuzz::Target &target, QByteArrayView input, const QString &name);
};

void tst_FuzzReplay::addTargets()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(Fuzz::targets().size()); ++i)
        QTest::newRow(Fuzz::targets().at(size_t(i)).name) << i;
}

void tst_FuzzReplay::run(const Fuzz::Target &target, QByteArrayView input, const QString &name)
{
    try {
        target.run(input);
    } catch (const BrokenPromise &broken) {
        QFAIL(qPrintable(name + QStringLiteral(": ") + QString::fromLocal8Bit(broken.what())));
    }
}

void tst_FuzzReplay::seedsAndPastFailuresKeepAllPromises_data()
{
    addTargets();
}

void tst_FuzzReplay::seedsAndPastFailuresKeepAllPromises()
{
    QFETCH(int, index);
    const Fuzz::Target &target = Fuzz::targets().at(size_t(index));
    const QStringList seeds = filesIn(dataDirectory("seeds", target.name));
    QVERIFY2(!seeds.isEmpty(), "every target has seeds");
    for (const QString &file : seeds + filesIn(dataDirectory("crashes", target.name)))
        run(target, contentOf(file), file);
}

void tst_FuzzReplay::shortAndCutInputsKeepAllPromises_data()
{
    addTargets();
}

void tst_FuzzReplay::shortAndCutInputsKeepAllPromises()
{
    QFETCH(int, index);
    const Fuzz::Target &target = Fuzz::targets().at(size_t(index));
    run(target, {}, QStringLiteral("nothing"));
    for (int byte = 0; byte < 256; ++byte)
        run(target, QByteArray(1, char(byte)), QStringLiteral("byte %1").arg(byte));
    for (const QString &file : filesIn(dataDirectory("seeds", target.name))) {
        const QByteArray seed = contentOf(file);
        const qsizetype step = 1 + seed.size() / 50;
        for (qsizetype size = 0; size < seed.size(); size += step) {
            run(target, QByteArrayView(seed).first(size),
                QStringLiteral("%1, the first %2 bytes").arg(file).arg(size));
        }
    }
}

void tst_FuzzReplay::anyCorpusKeepsAllPromises_data()
{
    addTargets();
}

// Not knowing what a file is meant for, each target gets each, behind some choice of its own.
void tst_FuzzReplay::anyCorpusKeepsAllPromises()
{
    const QString directory = qEnvironmentVariable("QIMAP4_CORPUS");
    if (directory.isEmpty())
        return; // nothing more was asked for
    QFETCH(int, index);
    const Fuzz::Target &target = Fuzz::targets().at(size_t(index));
    const QStringList files = filesIn(directory);
    QVERIFY2(!files.isEmpty(), "QIMAP4_CORPUS names a folder with files");
    for (const QString &file : files) {
        const QByteArray content = contentOf(file);
        run(target, content, file);
        run(target, QByteArray("\0\7", 2) + content, file);
    }
}

QTEST_APPLESS_MAIN(tst_FuzzReplay)

#include "tst_fuzzreplay.moc"
