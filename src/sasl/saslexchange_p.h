// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_SASL_SASLEXCHANGE_P_H
#define QIMAP4_SASL_SASLEXCHANGE_P_H

#include "qimap4credentials.h"
#include "qimap4error.h"
#include "sasl/mechanismtable_p.h"

#include <QtCore/qbytearray.h>

#include <memory>
#include <optional>

namespace QImap4Internal {

// What the client says next. An error means: it says nothing more, and cancels.
struct SaslStep
{
    std::optional<QByteArray> response; // of start(): nothing means that the server speaks first
    QImap4Error error;
};

struct SaslIdentity
{
    QImap4Credentials credentials;
    QString host; // of the server, for mechanisms that bind to it
    quint16 port = 0;
};

// One run of a mechanism, without input and output: challenges in, responses out, neither in
// base64. To be used by one thread at a time.
class QIMAP4_AUTOTEST_EXPORT SaslExchange
{
public:
    // Decoded; no mechanism has need of more.
    static constexpr qsizetype MaximumChallenge = 64 * 1024;

    // Whether this machine can run the mechanism: those of Cyrus SASL are plug-ins.
    static bool isInstalled(const SaslMechanism &mechanism);
    static std::unique_ptr<SaslExchange> create(const SaslMechanism &mechanism,
                                                const SaslIdentity &identity);

    SaslExchange() = default;
    virtual ~SaslExchange();
    SaslExchange(const SaslExchange &) = delete;
    SaslExchange &operator=(const SaslExchange &) = delete;

    SaslStep start();
    SaslStep step(const QByteArray &challenge);
    // Whether the client has nothing more to say, and, where the mechanism is mutual, the server
    // has proved who it is. Before that, its consent means nothing.
    bool isComplete() const { return m_complete; }
    // Why the server refuses, as far as the mechanism told it.
    virtual QString refusal() const { return {}; }

protected:
    virtual SaslStep doStart() = 0;
    virtual SaslStep doStep(const QByteArray &challenge) = 0;
    void setComplete() { m_complete = true; }
    void setRefused() { m_complete = false; }

private:
    bool m_complete = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_SASL_SASLEXCHANGE_P_H
