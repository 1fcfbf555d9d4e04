// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dovecotserver.h"

#include "childprocess_p.h"

#include <QtCore/qfile.h>

#include <unistd.h>

namespace QImap4Test {

DovecotServer::DovecotServer()
    : ImapServer(QStringLiteral("dovecot.sh"))
{}

QString DovecotServer::unavailableReason()
{
    for (const char *program : {"dovecot", "doveadm", "openssl"}) {
        const QString name = QString::fromLatin1(program);
        if (findProgram(name).isEmpty())
            return name + QStringLiteral(" is not installed");
    }
    return {};
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
        setErrorString(QStringLiteral("doveadm: ") + QString::fromUtf8(result.output));
    return result.succeeded;
}

QStringList DovecotServer::imapCommand(const QString &user) const
{
    QStringList command;
    if (::getuid() == 0) { // the mail belongs to this account
        command << QStringLiteral("setpriv") << QStringLiteral("--reuid=dovecot")
                << QStringLiteral("--regid=dovecot") << QStringLiteral("--clear-groups");
    }
    command << QStringLiteral("env") << QStringLiteral("USER=") + user
            << QStringLiteral("HOME=%1/mail/%2").arg(directory(), user)
            << findProgram(QStringLiteral("doveadm")) << QStringLiteral("-c")
            << directory() + QStringLiteral("/dovecot.conf") << QStringLiteral("exec")
            << QStringLiteral("imap");
    return command;
}

} // namespace QImap4Test
