// SPDX-License-Identifier: LGPL-3.0-or-later
#include "options.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qregularexpression.h>

#include <optional>

namespace {

struct OptionSpec
{
    const char *name;
    const char *description;
    const char *valueName; // empty: a switch
};

constexpr OptionSpec specs[] = {
    {"host", QT_TRANSLATE_NOOP("Options", "Mail server."), "name"},
    {"port", QT_TRANSLATE_NOOP("Options", "Its port; by default that of the security."), "number"},
    {"security", QT_TRANSLATE_NOOP("Options", "tls (default), starttls or none."), "how"},
    {"user", QT_TRANSLATE_NOOP("Options", "User name."), "name"},
    {"password-env", QT_TRANSLATE_NOOP("Options", "Environment variable that holds the password."),
     "variable"},
    {"ca", QT_TRANSLATE_NOOP("Options", "File with further trusted certificates (PEM)."), "file"},
    {"mailbox", QT_TRANSLATE_NOOP("Options", "Mailbox to open instead of INBOX."), "name"},
    {"select-first", QT_TRANSLATE_NOOP("Options", "Show the first message at once."), ""},
    {"screenshot",
     QT_TRANSLATE_NOOP("Options", "Write a picture of the window when mail is shown, and quit."),
     "file"},
    {"size", QT_TRANSLATE_NOOP("Options", "Size of the window."), "WxH"},
    {"dark", QT_TRANSLATE_NOOP("Options", "Dark colours."), ""},
    {"render-eml", QT_TRANSLATE_NOOP("Options", "Show a stored message, without a server."),
     "file"},
    {"quit", QT_TRANSLATE_NOOP("Options", "Quit when the stored message is shown."), ""},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("Options", text);
}

std::optional<QImap4::Encryption> encryptionFor(const QString &name)
{
    if (name.isEmpty() || name == QLatin1String("tls"))
        return QImap4::Tls;
    if (name == QLatin1String("starttls"))
        return QImap4::StartTls;
    if (name == QLatin1String("none"))
        return QImap4::Plaintext;
    return std::nullopt;
}

std::optional<QSize> sizeFrom(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{2,4})x(\\d{2,4})$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

QString readAccount(const QCommandLineParser &parser, Account *account)
{
    const auto value = [&parser](const char *name) {
        return parser.value(QString::fromLatin1(name));
    };
    account->host = value("host");
    account->user = value("user");
    account->caFile = value("ca");
    const auto encryption = encryptionFor(value("security"));
    if (!encryption)
        return translated(QT_TRANSLATE_NOOP("Options", "--security takes tls, starttls or none."));
    account->encryption = *encryption;
    if (!value("port").isEmpty()) {
        bool ok = false;
        account->port = value("port").toUShort(&ok);
        if (!ok || account->port == 0)
            return translated(
                QT_TRANSLATE_NOOP("Options", "--port takes a number from 1 to 65535."));
    }
    const QString variable = value("password-env");
    if (variable.isEmpty())
        return {};
    if (!qEnvironmentVariableIsSet(variable.toLocal8Bit().constData())) {
        return translated(QT_TRANSLATE_NOOP("Options", "The variable %1 is not set."))
            .arg(variable);
    }
    account->password = qEnvironmentVariable(variable.toLocal8Bit().constData());
    return {};
}

QString readWindow(const QCommandLineParser &parser, Options *options)
{
    const auto value = [&parser](const char *name) {
        return parser.value(QString::fromLatin1(name));
    };
    const auto isSet = [&parser](const char *name) {
        return parser.isSet(QString::fromLatin1(name));
    };
    options->mailbox = value("mailbox");
    options->screenshotFile = value("screenshot");
    options->emlFile = value("render-eml");
    options->selectFirst = isSet("select-first");
    options->dark = isSet("dark");
    options->quit = isSet("quit");
    if (!isSet("size"))
        return {};
    const auto size = sizeFrom(value("size"));
    if (!size)
        return translated(QT_TRANSLATE_NOOP("Options", "--size takes WIDTHxHEIGHT, as 1280x800."));
    options->size = *size;
    return {};
}

} // namespace

Options Options::parse(const QStringList &arguments, QString *error)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        translated(QT_TRANSLATE_NOOP("Options", "Shows the mail on an IMAP server.")));
    parser.addHelpOption();
    parser.addVersionOption();
    for (const OptionSpec &spec : specs) {
        parser.addOption(QCommandLineOption(QString::fromLatin1(spec.name),
                                            translated(spec.description),
                                            QString::fromLatin1(spec.valueName)));
    }
    parser.process(arguments);

    Options options;
    *error = readAccount(parser, &options.account);
    if (error->isEmpty())
        *error = readWindow(parser, &options);
    if (error->isEmpty() && options.takesScreenshot() && options.emlFile.isEmpty()
        && !options.account.isComplete()) {
        *error = translated(QT_TRANSLATE_NOOP(
            "Options", "--screenshot needs --host, --user and --password-env, or --render-eml."));
    }
    return options;
}
