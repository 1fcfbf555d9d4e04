// SPDX-License-Identifier: LGPL-3.0-or-later
#include "clirunner.h"

#include "certificates.h"

#include <QtCore/qjsondocument.h>
#include <QtCore/qprocess.h>

#include <sys/resource.h>

#include <algorithm>

namespace QImap4Test {

// Far longer than any timeout that a test gives the client, on a machine that has much else to do:
// the client must end by itself.
static constexpr int hangTime = 120000;

static QList<QJsonObject> parseLines(const QByteArray &text)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

QList<QJsonObject> CliResult::lines() const
{
    return parseLines(output);
}

QList<QJsonObject> CliResult::linesOf(const QString &action) const
{
    QList<QJsonObject> result = lines();
    result.removeIf([&](const QJsonObject &line) {
        return line.value(QStringLiteral("action")).toString() != action;
    });
    return result;
}

QString CliResult::code() const
{
    const QList<QJsonObject> errors = parseLines(errorOutput);
    return errors.size() == 1 ? errors.first().value(QStringLiteral("code")).toString() : QString();
}

QByteArray CliResult::report() const
{
    return "status " + QByteArray::number(status) + "\noutput: " + output.left(4000)
        + "\nerror output: " + errorOutput.left(4000);
}

QStringList CliTarget::arguments() const
{
    QStringList result{
        QStringLiteral("--host"),       host,
        QStringLiteral("--port"),       QString::number(port),
        QStringLiteral("--security"),   security,
        QStringLiteral("--user"),       QStringLiteral("alice"),
        QStringLiteral("--timeout-ms"), QString::number(timeoutMs),
    };
    if (!caFile.isEmpty())
        result << QStringLiteral("--ca") << caFile;
    return result;
}

CliResult runCli(const QStringList &arguments, const QString &password, qint64 memoryLimit)
{
    QProcess process;
    if (memoryLimit > 0) {
        process.setChildProcessModifier([memoryLimit] {
            const rlimit limit{static_cast<rlim_t>(memoryLimit), static_cast<rlim_t>(memoryLimit)};
            ::setrlimit(RLIMIT_DATA, &limit);
        });
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QIMAP4_TEST_PASSWORD"), password);
    environment.remove(QStringLiteral("OPENSSL_CONF")); // it is for the servers of a test
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral(QIMAP4_CLI),
        QStringList{QStringLiteral("--password-env"), QStringLiteral("QIMAP4_TEST_PASSWORD")}
            + arguments);
    CliResult result;
    if (!process.waitForFinished(hangTime)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.status = process.exitCode();
    }
    result.output = process.readAllStandardOutput();
    result.errorOutput = process.readAllStandardError();
    return result;
}

CliResult runCli(const CliTarget &target, const QStringList &actions)
{
    return runCli(target.arguments() + actions, QStringLiteral("secret"), target.memoryLimit);
}

CliTarget targetOf(const ScriptedServer &server, const QString &security)
{
    CliTarget target;
    target.host = ScriptedServer::host();
    target.port = server.port();
    target.security = security;
    target.caFile = Certificates::caFile();
    return target;
}

bool hasUnsafeCharacter(const QByteArray &output)
{
    static constexpr struct
    {
        uint first;
        uint last;
    } ranges[] = {
        {0x00, 0x09},     {0x0b, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},
        {0x61c, 0x61c},   {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e},
        {0x2060, 0x206f}, {0xd800, 0xdfff}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f},
    };
    const QString text = QString::fromUtf8(output);
    if (text.toUtf8() != output)
        return true; // not UTF-8
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](uint c) {
        return std::any_of(std::begin(ranges), std::end(ranges),
                           [c](const auto &range) { return c >= range.first && c <= range.last; });
    });
}

} // namespace QImap4Test
