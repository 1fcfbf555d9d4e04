// SPDX-License-Identifier: LGPL-3.0-or-later
#include "unpackedservers.h"

#include "childprocess_p.h"

namespace QImap4Test {

namespace {

QString files(const QString &name)
{
    const QString place = qEnvironmentVariable("QIMAP4_TEST_SERVERS");
    return (place.isEmpty() ? QStringLiteral(QIMAP4_TEST_SERVERS) : place) + u'/' + name;
}

QString script(const QString &name)
{
    return name + QStringLiteral(".sh");
}

// The script knows best what its server needs.
QString whyNot(const QString &name)
{
    if (findProgram(QStringLiteral("bash")).isEmpty())
        return QStringLiteral("bash is not installed");
    const ChildResult result = runChild(QStringLiteral(QIMAP4_TEST_SUPPORT "/") + script(name),
                                        {QStringLiteral("check"), files(name)});
    return result.succeeded ? QString() : QString::fromLocal8Bit(result.output).trimmed();
}

} // namespace

CyrusServer::CyrusServer()
    : ImapServer(script(QStringLiteral("cyrus")), {files(QStringLiteral("cyrus"))})
{}

QString CyrusServer::unavailableReason()
{
    static const QString reason = whyNot(QStringLiteral("cyrus"));
    return reason;
}

CourierServer::CourierServer()
    : ImapServer(script(QStringLiteral("courier")), {files(QStringLiteral("courier"))})
{}

QString CourierServer::unavailableReason()
{
    static const QString reason = whyNot(QStringLiteral("courier"));
    return reason;
}

} // namespace QImap4Test
