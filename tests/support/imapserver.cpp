// SPDX-License-Identifier: LGPL-3.0-or-later
#include "imapserver.h"

#include "childprocess_p.h"

#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpserver.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace QImap4Test {

namespace {

constexpr int startAttempts = 5; // another program may take a port that was free

// Short, because of the limit on socket paths, and in memory where that is possible.
QString directoryTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    const bool usable = QFileInfo(memory).isWritable();
    return (usable ? memory : QStringLiteral("/tmp")) + QStringLiteral("/qi4-XXXXXX");
}

std::array<quint16, 2> freePorts()
{
    QTcpServer first;
    QTcpServer second;
    first.listen(QHostAddress::LocalHost);
    second.listen(QHostAddress::LocalHost);
    return {first.serverPort(), second.serverPort()};
}

// A named pipe whose reader sees the end of the file when this process is gone.
class LifeLine
{
public:
    explicit LifeLine(const QString &fileName)
        : m_fileName(fileName)
    {
        const QByteArray path = QFile::encodeName(fileName);
        ::mkfifo(path.constData(), 0600);
        // For reading too, so that opening does not wait for a reader.
        m_descriptor = ::open(path.constData(), O_RDWR | O_CLOEXEC);
    }
    ~LifeLine() { ::close(m_descriptor); }
    LifeLine(const LifeLine &) = delete;
    LifeLine &operator=(const LifeLine &) = delete;

    QString fileName() const { return m_fileName; }

private:
    QString m_fileName;
    int m_descriptor = -1;
};

} // namespace

struct ImapServer::Instance
{
    explicit Instance(const QString &startScript)
        : script(startScript)
        , files(directoryTemplate())
        , lifeLine(files.filePath(QStringLiteral("alive")))
        , ports(freePorts())
    {}

    ~Instance() { runChild(script, {QStringLiteral("stop"), files.path()}); }

    QString script;
    QTemporaryDir files;
    LifeLine lifeLine;
    std::array<quint16, 2> ports;
};

ImapServer::ImapServer(const QString &script, const QStringList &arguments)
    : m_script(QStringLiteral(QIMAP4_TEST_SUPPORT "/") + script)
    , m_arguments(arguments)
{}

ImapServer::~ImapServer() = default;

bool ImapServer::start()
{
    for (int attempt = 0; attempt < startAttempts; ++attempt) {
        if (startOnce())
            return true;
    }
    return false;
}

bool ImapServer::startOnce()
{
    auto instance = std::make_unique<Instance>(m_script);
    const QStringList start{QStringLiteral("start"), instance->files.path(),
                            QString::number(instance->ports[0]),
                            QString::number(instance->ports[1])};
    const ChildResult result =
        runChild(m_script, start + m_arguments + QStringList{QStringLiteral("--while-open")},
                 {{}, instance->lifeLine.fileName()});
    if (!result.succeeded) {
        m_error = QString::fromUtf8(result.output);
        return false;
    }
    m_instance = std::move(instance);
    m_error.clear();
    return true;
}

void ImapServer::stop()
{
    m_instance.reset();
}

bool ImapServer::isRunning() const
{
    return m_instance != nullptr;
}

QString ImapServer::errorString() const
{
    return m_error;
}

quint16 ImapServer::port() const
{
    return m_instance ? m_instance->ports[0] : 0;
}

quint16 ImapServer::tlsPort() const
{
    return m_instance ? m_instance->ports[1] : 0;
}

QString ImapServer::caFile() const
{
    return directory() + QStringLiteral("/certs/ca.pem");
}

QString ImapServer::directory() const
{
    return m_instance ? m_instance->files.path() : QString();
}

} // namespace QImap4Test
