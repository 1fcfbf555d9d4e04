// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_CLIRUNNER_H
#define QIMAP4TEST_CLIRUNNER_H

#include "scriptedserver.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>

namespace QImap4Test {

// What a run of qimap4 left behind.
struct CliResult
{
    int status = -1; // -1: it crashed, hung, or could not be started
    QByteArray output;
    QByteArray errorOutput;

    QList<QJsonObject> lines() const; // of the output; one that is not JSON becomes an empty object
    QList<QJsonObject> linesOf(const QString &action) const;
    QString code() const; // of the error line, which must be the only one
    QByteArray report() const;
};

// How the client reaches a server.
struct CliTarget
{
    QString host = QStringLiteral("localhost");
    quint16 port = 0;
    QString security = QStringLiteral("tls");
    QString caFile;
    int timeoutMs = 5000;
    qint64 memoryLimit = 0; // bytes that the client may ask the system for, and dies beyond; 0: any

    QStringList arguments() const;
};

// The password in the environment variable QIMAP4_TEST_PASSWORD, which --password-env names.
CliResult runCli(const QStringList &arguments, const QString &password = QStringLiteral("secret"),
                 qint64 memoryLimit = 0);
CliResult runCli(const CliTarget &target, const QStringList &actions);

CliTarget targetOf(const ScriptedServer &server, const QString &security);

// Everything that a terminal could take for more than text.
bool hasUnsafeCharacter(const QByteArray &output);

} // namespace QImap4Test

#endif // QIMAP4TEST_CLIRUNNER_H
