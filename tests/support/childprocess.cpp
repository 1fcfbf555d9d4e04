// SPDX-License-Identifier: LGPL-3.0-or-later
#include "childprocess_p.h"

#include <QtCore/qprocess.h>
#include <QtCore/qstandardpaths.h>

#include <thread>

namespace QImap4Test {

namespace {

constexpr int timeoutMs = 30000;

// Where Dovecot is; not in the PATH of an ordinary user.
QString systemPrograms()
{
    return QStringLiteral("/usr/sbin");
}

ChildResult runHere(const QString &program, const QStringList &arguments, const ChildInput &input)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString path = QStringLiteral("PATH");
    environment.insert(path, environment.value(path) + u':' + systemPrograms());
    process.setProcessEnvironment(environment);
    if (!input.fileName.isEmpty())
        process.setStandardInputFile(input.fileName);
    // With a modifier Qt forks. Without, the child shares the memory of its parent until exec,
    // which ThreadSanitizer does not understand.
    process.setChildProcessModifier([] {});
    process.start(program, arguments);
    if (input.fileName.isEmpty()) {
        process.write(input.octets);
        process.closeWriteChannel();
    }
    if (!process.waitForFinished(timeoutMs))
        return {false, process.errorString().toLocal8Bit()};
    const bool succeeded = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return {succeeded, process.readAll()};
}

} // namespace

QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {systemPrograms()}) : found;
}

// In a thread of its own: what a thread does after a fork is lost on ThreadSanitizer.
ChildResult runChild(const QString &program, const QStringList &arguments, const ChildInput &input)
{
    ChildResult result;
    std::thread([&] { result = runHere(program, arguments, input); }).join();
    return result;
}

} // namespace QImap4Test
