// SPDX-License-Identifier: LGPL-3.0-or-later
#include "childprocess_p.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstandardpaths.h>
#include <QtCore/qtemporaryfile.h>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <vector>

namespace QImap4Test {

namespace {

constexpr char LongestTime[] = "30"; // seconds

// Where Dovecot is; not in the PATH of an ordinary user.
QString systemPrograms()
{
    return QStringLiteral("/usr/sbin");
}

// As exec() wants them.
class CStrings
{
public:
    explicit CStrings(const QStringList &strings)
    {
        for (const QString &string : strings)
            m_bytes.append(QFile::encodeName(string));
        for (QByteArray &bytes : m_bytes)
            m_pointers.push_back(bytes.data());
        m_pointers.push_back(nullptr);
    }

    char **data() { return m_pointers.data(); }

private:
    QByteArrayList m_bytes;
    std::vector<char *> m_pointers;
};

// With /usr/sbin in the path.
QStringList environmentOfChild()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString path = QStringLiteral("PATH");
    environment.insert(path, environment.value(path) + u':' + systemPrograms());
    return environment.toStringList();
}

// The exit status; or -1, with errno.
int run(const QStringList &command, int input, int output)
{
    posix_spawn_file_actions_t channels;
    posix_spawn_file_actions_init(&channels);
    posix_spawn_file_actions_adddup2(&channels, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&channels, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&channels, output, STDERR_FILENO);
    CStrings arguments(command);
    CStrings environment(environmentOfChild());
    pid_t child = 0;
    const int failure = posix_spawnp(&child, arguments.data()[0], &channels, nullptr,
                                     arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&channels);
    if (failure != 0) {
        errno = failure;
        return -1;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {systemPrograms()}) : found;
}

// Not by QProcess: what happens after it has forked is lost on ThreadSanitizer.
ChildResult runChild(const QString &program, const QStringList &arguments, const ChildInput &input)
{
    QTemporaryFile output;
    QTemporaryFile given;
    QFile named(input.fileName);
    QFile &source = input.fileName.isEmpty() ? given : named;
    const bool ready = output.open()
        && (input.fileName.isEmpty()
                ? given.open() && given.write(input.octets) == input.octets.size() && given.flush()
                    && given.seek(0)
                : named.open(QIODevice::ReadOnly));
    if (!ready)
        return {false, "its files cannot be opened"};
    const QStringList command{QStringLiteral("timeout"), QString::fromLatin1(LongestTime), program};
    const int status = run(command + arguments, source.handle(), output.handle());
    if (status < 0)
        return {false, std::strerror(errno)};
    output.seek(0);
    return {status == 0, output.readAll()};
}

} // namespace QImap4Test
