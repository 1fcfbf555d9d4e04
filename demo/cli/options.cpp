// SPDX-License-Identifier: LGPL-3.0-or-later
#include "options.h"

#include "arguments.h"
#include "passwordprompt.h"
#include "text.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qsslcertificate.h>

#include <algorithm>
#include <optional>

namespace QImap4Cli {

static constexpr int minimumTimeout = 1;
static constexpr int maximumTimeout = 60 * 60 * 1000;
static constexpr qsizetype maximumHostLength = 253; // RFC 1035, 2.3.4
static constexpr qint64 maximumCaFileSize = 16 * 1024 * 1024; // the system's own has 200 kB

static const QString hostOption = QStringLiteral("host");
static const QString portOption = QStringLiteral("port");
static const QString securityOption = QStringLiteral("security");
static const QString userOption = QStringLiteral("user");
static const QString passwordOption = QStringLiteral("password-env");
static const QString caOption = QStringLiteral("ca");
static const QString timeoutOption = QStringLiteral("timeout-ms");
static const QString dataOption = QStringLiteral("data-dir");
static const QString helpOption = QStringLiteral("help");
static const QString versionOption = QStringLiteral("version");

static void addOptions(QCommandLineParser *parser)
{
    parser->setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    parser->setApplicationDescription(
        Text::tr("Talks to an IMAP server, one action after another."));
    parser->addOptions({
        {hostOption, Text::tr("Name or address of the server."), QStringLiteral("H")},
        {portOption, Text::tr("Port; 993 for tls and 143 otherwise, unless given."),
         QStringLiteral("P")},
        {securityOption, Text::tr("tls, starttls or none; tls unless given."), QStringLiteral("S")},
        {userOption, Text::tr("User name for login."), QStringLiteral("U")},
        {passwordOption,
         Text::tr("Environment variable with the password; asked on a terminal without it."),
         QStringLiteral("VAR")},
        {caOption, Text::tr("PEM file with the only certificate authorities to trust."),
         QStringLiteral("FILE")},
        {timeoutOption, Text::tr("Milliseconds of silence after which the server is given up."),
         QStringLiteral("N")},
        {dataOption, Text::tr("Directory for what the program keeps."), QStringLiteral("D")},
        {{QStringLiteral("h"), helpOption}, Text::tr("Shows this text.")},
        {versionOption, Text::tr("Shows the version.")},
    });
    parser->addPositionalArgument(QStringLiteral("action"), Text::tr("What to do, in this order."),
                                  QStringLiteral("ACTION..."));
}

bool Options::hasLogin() const
{
    return std::any_of(actions.begin(), actions.end(),
                       [](const ActionCall &call) { return call.action->needsPassword; });
}

bool Options::isLoopback() const
{
    const QHostAddress address(host);
    if (!address.isNull())
        return address.isLoopback();
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0;
}

// Each reads one group of options and says what is wrong with it.
class OptionReader
{
public:
    explicit OptionReader(const QCommandLineParser &parser)
        : m_parser(parser)
    {}

    ParsedOptions read()
    {
        using Step = QString (OptionReader::*)();
        constexpr Step steps[] = {
            &OptionReader::readServer,  &OptionReader::readTimeout,
            &OptionReader::readActions, &OptionReader::readAuthorities,
            &OptionReader::makeDataDir, &OptionReader::readCredentials,
        };
        for (const Step step : steps) {
            const QString problem = (this->*step)();
            if (!problem.isEmpty())
                return {{}, problem};
        }
        return {m_options, {}};
    }

private:
    QString readServer();
    QString readTimeout();
    QString readActions();
    QString readAuthorities();
    QString makeDataDir();
    QString readCredentials();

    std::optional<int> number(const QString &option, int minimum, int maximum) const;

    const QCommandLineParser &m_parser;
    Options m_options;
};

static bool isHost(const QString &host)
{
    static const QString forbidden = QStringLiteral(" /\\@\"'<>?#%&=+,;|(){}");
    return !host.isEmpty() && host.size() <= maximumHostLength && isPlainText(host)
        && !host.startsWith(QLatin1Char('-'))
        && std::none_of(host.begin(), host.end(), [](QChar c) { return forbidden.contains(c); });
}

std::optional<int> OptionReader::number(const QString &option, int minimum, int maximum) const
{
    bool ok = false;
    const int value = m_parser.value(option).toInt(&ok);
    if (!ok || value < minimum || value > maximum)
        return std::nullopt;
    return value;
}

QString OptionReader::readServer()
{
    struct SecurityRow
    {
        QLatin1String name;
        QImap4::Encryption encryption;
    };
    static constexpr SecurityRow securities[] = {
        {QLatin1String("tls"), QImap4::Tls},
        {QLatin1String("starttls"), QImap4::StartTls},
        {QLatin1String("none"), QImap4::Plaintext},
    };

    m_options.host = m_parser.value(hostOption);
    if (!isHost(m_options.host))
        return Text::tr("--host needs the name or address of a server.");
    if (m_parser.isSet(portOption)) {
        const auto port = number(portOption, 1, 65535);
        if (!port)
            return Text::tr("--port needs a number from 1 to 65535.");
        m_options.port = static_cast<quint16>(*port);
    }
    if (!m_parser.isSet(securityOption))
        return {};
    for (const SecurityRow &row : securities) {
        if (m_parser.value(securityOption) == row.name) {
            m_options.encryption = row.encryption;
            return {};
        }
    }
    return Text::tr("--security needs tls, starttls or none.");
}

QString OptionReader::readTimeout()
{
    if (!m_parser.isSet(timeoutOption))
        return {};
    const auto timeout = number(timeoutOption, minimumTimeout, maximumTimeout);
    if (!timeout)
        return Text::tr("--timeout-ms needs a number of milliseconds, at most an hour.");
    m_options.timeout = *timeout;
    return {};
}

QString OptionReader::readActions()
{
    QStringList words = m_parser.positionalArguments();
    if (words.isEmpty())
        return Text::tr("There is no action to run.");
    while (!words.isEmpty()) {
        const QString name = words.takeFirst();
        const Action *action = findAction(name);
        if (!action)
            return Text::tr("There is no action \"%1\".").arg(name);
        if (words.size() < action->parameters.size())
            return Text::tr("The action %1 needs more arguments.").arg(name);
        ActionCall call{action, {}};
        for (const Parameter &parameter : action->parameters) {
            const QString argument = words.takeFirst();
            const QString problem = argumentProblem(parameter, argument);
            if (!problem.isEmpty())
                return problem;
            call.arguments.append(argument);
        }
        m_options.actions.append(call);
    }
    return {};
}

QString OptionReader::readAuthorities()
{
    if (!m_parser.isSet(caOption))
        return {};
    QFile file(m_parser.value(caOption));
    if (!file.open(QIODevice::ReadOnly))
        return Text::tr("The file given by --ca cannot be read.");
    m_options.certificateAuthorities =
        QSslCertificate::fromData(file.read(maximumCaFileSize), QSsl::Pem);
    if (m_options.certificateAuthorities.isEmpty())
        return Text::tr("The file given by --ca holds no certificate.");
    return {};
}

QString OptionReader::makeDataDir()
{
    if (!m_parser.isSet(dataOption))
        return {};
    const QString path = m_parser.value(dataOption);
    const QFileInfo info(path);
    if (!path.isEmpty() && info.isDir())
        return {};
    // Mail is private: nobody else may look into a directory that this program makes.
    if (path.isEmpty() || info.exists() || !QDir().mkpath(path)
        || !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        return Text::tr("The directory given by --data-dir cannot be made.");
    }
    return {};
}

// A password never stands on the command line, where every user of the machine can read it.
QString OptionReader::readCredentials()
{
    if (!m_options.hasLogin())
        return {};
    m_options.user = m_parser.value(userOption);
    if (m_options.user.isEmpty())
        return Text::tr("login needs a user name given by --user.");
    if (!isPlainText(m_options.user))
        return Text::tr("%1 holds characters that cannot be sent.").arg(userOption);
    if (m_parser.isSet(passwordOption)) {
        const QByteArray variable = m_parser.value(passwordOption).toLocal8Bit();
        if (variable.isEmpty() || !qEnvironmentVariableIsSet(variable.constData()))
            return Text::tr("The environment variable given by --password-env is not set.");
        m_options.password = qEnvironmentVariable(variable.constData());
    } else {
        const auto typed = promptForPassword(Text::tr("Password: "));
        if (!typed)
            return Text::tr(
                "login needs a password: name its environment variable by --password-env.");
        m_options.password = *typed;
    }
    if (!isPlainText(m_options.password))
        return Text::tr("The password holds characters that cannot be sent.");
    return {};
}

ParsedOptions parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(&parser);
    if (!parser.parse(arguments))
        return {{}, parser.errorText()};
    ParsedOptions special;
    if (parser.isSet(helpOption)) {
        special.options.request = Options::ShowHelp;
        return special;
    }
    if (parser.isSet(versionOption)) {
        special.options.request = Options::ShowVersion;
        return special;
    }
    return OptionReader(parser).read();
}

QString helpText()
{
    QCommandLineParser parser;
    addOptions(&parser);
    QString text = parser.helpText() + QLatin1Char('\n') + Text::tr("Actions:") + QLatin1Char('\n');
    for (const Action &action : actions()) {
        QString line = QLatin1String("  ") + QLatin1String(action.name);
        for (const Parameter &parameter : action.parameters)
            line += QLatin1Char(' ') + QLatin1String(parameter.name);
        text +=
            line.leftJustified(30) + QLatin1Char(' ') + Text::tr(action.help) + QLatin1Char('\n');
    }
    text +=
        QLatin1Char('\n')
        + Text::tr(
            "SET holds sequence numbers, like 1:5,9 or 7:*, or UIDs when it begins with \"uid:\".\n"
            "FLAGS are separated by spaces, DATE is like 2024-05-31T18:30:00+02:00; both may be "
            "empty.\n\n"
            "Each result is one JSON object on a line of its own; an error is one such line on the "
            "standard\nerror stream, with its kind as \"code\".\n\n"
            "Exit status: 0 all was done, 1 the output could not be written, 2 the command line or "
            "an "
            "argument\nwas refused, 3 network or timeout, 4 TLS, 5 authentication, 6 the server "
            "broke "
            "the protocol,\n7 the server exceeded a limit, 8 the server refused a command.\n");
    return text;
}

} // namespace QImap4Cli
