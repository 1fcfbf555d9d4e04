// SPDX-License-Identifier: LGPL-3.0-or-later
#include "imapservers.h"

#include "dovecotserver.h"
#include "unpackedservers.h"

#include <QtCore/qdebug.h>

#include <algorithm>

namespace QImap4Test {

namespace {

template <typename Server>
ServerKind kind(const QString &name)
{
    return {name, &Server::unavailableReason,
            []() -> std::unique_ptr<ImapServer> { return std::make_unique<Server>(); }};
}

} // namespace

QList<ServerKind> serverKinds()
{
    return {kind<DovecotServer>(QStringLiteral("Dovecot")),
            kind<CyrusServer>(QStringLiteral("Cyrus")),
            kind<CourierServer>(QStringLiteral("Courier"))};
}

QList<ServerKind> availableServers()
{
    QList<ServerKind> kinds = serverKinds();
    kinds.removeIf([](const ServerKind &one) { return !one.unavailableReason().isEmpty(); });
    return kinds;
}

ImapServers::ImapServers()
{
    for (const ServerKind &one : serverKinds()) {
        const QString reason = one.unavailableReason();
        if (reason.isEmpty())
            continue;
        m_unavailable.insert(one.name, one.name + QStringLiteral(" is not here: ") + reason);
        qInfo().noquote() << m_unavailable.value(one.name);
    }
}

ImapServers::~ImapServers() = default;

ImapServer *ImapServers::find(const QString &name)
{
    const auto running = m_running.find(name);
    if (running != m_running.end())
        return running->second.get();
    const QList<ServerKind> kinds = availableServers();
    const auto wanted = std::find_if(kinds.begin(), kinds.end(),
                                     [&name](const ServerKind &one) { return one.name == name; });
    if (wanted == kinds.end()) {
        m_error = name + QStringLiteral(" is not available");
        return nullptr;
    }
    std::unique_ptr<ImapServer> server = wanted->create();
    if (!server->start()) {
        m_error = server->errorString();
        return nullptr;
    }
    return m_running.emplace(name, std::move(server)).first->second.get();
}

QString ImapServers::unavailableReason(const QString &name) const
{
    return m_unavailable.value(name);
}

void ImapServers::stop()
{
    m_running.clear();
}

} // namespace QImap4Test
