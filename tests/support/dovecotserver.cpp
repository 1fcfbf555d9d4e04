// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"

#include "childprocess_p.h"

#include <QtCore/qdir.h>
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

QString script()
{
    return QStringLiteral(QIMAP4_TEST_SUPPORT "/dovecot.sh");
}

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

struct DovecotServer::Instance
{
    Instance()
        : files(directoryTemplate())
        , lifeLine(files.filePath(QStringLiteral("alive")))
        , ports(freePorts())
    {}

    ~Instance() { runChild(script(), {QStringLiteral("stop"), files.path()}); }

    QTemporaryDir files;
    LifeLine lifeLine;
    std::array<quint16, 2> ports;
};

DovecotServer::DovecotServer() = default;
DovecotServer::~DovecotServer() = default;

bool DovecotServer::isAvailable()
{
    return unavailableReason().isEmpty();
}

QString DovecotServer::unavailableReason()
{
    for (const char *program : {"dovecot", "doveadm", "openssl"}) {
        const QString name = QString::fromLatin1(program);
        if (findProgram(name).isEmpty())
            return name + QStringLiteral(" is not installed");
    }
    return {};
}

bool DovecotServer::start()
{
    for (int attempt = 0; attempt < startAttempts; ++attempt) {
        if (startOnce())
            return true;
    }
    return false;
}

bool DovecotServer::startOnce()
{
    auto instance = std::make_unique<Instance>();
    const ChildResult result = runChild(
        script(),
        {QStringLiteral("start"), instance->files.path(), QString::number(instance->ports[0]),
         QString::number(instance->ports[1]), QStringLiteral("--while-open")},
        {{}, instance->lifeLine.fileName()});
    if (!result.succeeded) {
        m_error = QString::fromUtf8(result.output);
        return false;
    }
    m_instance = std::move(instance);
    m_error.clear();
    return true;
}

void DovecotServer::stop()
{
    m_instance.reset();
}

bool DovecotServer::isRunning() const
{
    return m_instance != nullptr;
}

QString DovecotServer::errorString() const
{
    return m_error;
}

quint16 DovecotServer::port() const
{
    return m_instance ? m_instance->ports[0] : 0;
}

quint16 DovecotServer::tlsPort() const
{
    return m_instance ? m_instance->ports[1] : 0;
}

QString DovecotServer::caFile() const
{
    return directory() + QStringLiteral("/certs/ca.pem");
}

QString DovecotServer::directory() const
{
    return m_instance ? m_instance->files.path() : QString();
}

QByteArray DovecotServer::log() const
{
    QFile file(directory() + QStringLiteral("/dovecot.log"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool DovecotServer::deliver(const QString &user, const QString &mailbox, const QByteArray &message)
{
    const QStringList arguments{QStringLiteral("save"), QStringLiteral("-u"), user,
                                QStringLiteral("-m"), mailbox};
    if (doveadm(arguments, message))
        return true;
    return doveadm({QStringLiteral("mailbox"), QStringLiteral("create"), QStringLiteral("-u"), user,
                    QStringLiteral("-s"), mailbox})
        && doveadm(arguments, message);
}

bool DovecotServer::doveadm(const QStringList &arguments, const QByteArray &input,
                            QByteArray *output)
{
    const QStringList configuration{QStringLiteral("-c"),
                                    directory() + QStringLiteral("/dovecot.conf")};
    const ChildResult result =
        runChild(findProgram(QStringLiteral("doveadm")), configuration + arguments, {input, {}});
    if (output != nullptr)
        *output = result.output;
    if (!result.succeeded)
        m_error = QStringLiteral("doveadm: ") + QString::fromUtf8(result.output);
    return result.succeeded;
}

} // namespace QImap4Test
