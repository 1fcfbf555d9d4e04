// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_OPTIONS_H
#define QIMAP4_CLI_OPTIONS_H

#include "actions.h"
#include "qimap4.h"

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace QImap4Cli {

// The command line, checked.
struct Options
{
    enum Request { RunActions, ShowHelp, ShowVersion };

    Request request = RunActions;
    QString host;
    quint16 port = 0; // 0: the default of the encryption
    QImap4::Encryption encryption = QImap4::Tls;
    QString user;
    QString password;
    QList<QSslCertificate> certificateAuthorities; // empty: those of the system
    int timeout = 30000; // milliseconds
    QList<ActionCall> actions;

    bool hasLogin() const;
    // A name that cannot lead out of this machine, whatever a resolver says.
    bool isLoopback() const;
};

struct ParsedOptions
{
    Options options;
    QString problem; // translated; not empty: the command line is refused
};

// Reads files and the environment, but never the network.
ParsedOptions parseOptions(const QStringList &arguments);

QString helpText();

} // namespace QImap4Cli

#endif // QIMAP4_CLI_OPTIONS_H
