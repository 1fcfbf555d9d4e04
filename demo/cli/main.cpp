// SPDX-License-Identifier: LGPL-3.0-or-later
#include "exitstatus.h"
#include "jsonline.h"
#include "options.h"
#include "qimap4translations.h"
#include "session.h"

#include <QtCore/qcoreapplication.h>

#include <cstdio>

using namespace QImap4Cli;

static int refuse(const QString &problem)
{
    const Outcome outcome = outcomeOf(QImap4Error::InvalidArgumentError);
    writeError({{QStringLiteral("code"), QLatin1String(outcome.code)},
                {QStringLiteral("message"), problem}});
    return outcome.status;
}

static int show(const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stdout);
    return std::fflush(stdout) == 0 ? Success : OutputFailed;
}

static int runActions(const Options &options)
{
    Session session(options);
    QImap4Error error = session.open();
    for (const ActionCall &call : options.actions) {
        if (error)
            break;
        error = call.action->run(session, call.arguments);
    }
    if (error) {
        session.report(error);
        session.imap().abort(); // a server that broke the rules gets no last word
    } else {
        session.close();
    }
    return outcomeOf(error.category()).status;
}

int main(int argc, char *argv[])
{
    // Log messages may quote a server, and nothing but JSON lines belongs on the error stream.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("qimap4"));
    QCoreApplication::setApplicationVersion(QImap4::version());

    QImap4Translations::install();

    const ParsedOptions parsed = parseOptions(QCoreApplication::arguments());
    if (!parsed.problem.isEmpty())
        return refuse(parsed.problem);
    switch (parsed.options.request) {
    case Options::ShowHelp:
        return show(helpText());
    case Options::ShowVersion:
        return show(QStringLiteral("qimap4 %1\n").arg(QImap4::version()));
    case Options::RunActions:
        break;
    }
    return runActions(parsed.options);
}
