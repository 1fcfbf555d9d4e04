// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_AUTHENTICATION_P_H
#define QIMAP4_PROTOCOL_AUTHENTICATION_P_H

#include "qimap4error.h"
#include "sasl/saslexchange_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>

#include <memory>
#include <optional>

namespace QImap4Internal {

// One AUTHENTICATE in progress (RFC 9051, 6.2.2): texts of continuations in, answers out. Who
// finds the answers is an exchange, or, without one, the application.
class QIMAP4_AUTOTEST_EXPORT Authentication
{
public:
    // No mechanism has need of more; a server that goes on is not to be followed.
    static constexpr int MaximumChallenges = 20;

    struct Reaction
    {
        enum Kind {
            Answer, // send the line in `bytes`
            Ask, // ask the application about the challenge in `bytes`
            Cancel, // send "*"; the server ends the command
            GiveUp, // send "*" and close: the server does not keep to the protocol
            Wait,
        };
        Kind kind = Wait;
        QByteArray bytes;
    };

    // Without an exchange, the application answers. `open` names what need not be kept secret.
    Authentication(std::unique_ptr<SaslExchange> exchange, const QByteArrayList &open);

    ~Authentication();
    Authentication(const Authentication &) = delete;
    Authentication &operator=(const Authentication &) = delete;

    // What the client says first, if it does. Call once, before anything else.
    SaslStep begin();
    // The initial response could not go with the command: it answers the first challenge.
    void keepForFirstChallenge(const QByteArray &response) { m_pending = response; }

    Reaction challenge(const QByteArray &text);
    Reaction answer(const QByteArray &response); // by the application
    Reaction cancel();
    bool awaitsApplication() const { return m_askedApplication; }

    // Our own judgement of how it ended; no error means: believe the server.
    QImap4Error verdict(bool serverAccepts) const;
    const QImap4Error &error() const { return m_error; }
    // Why the mechanism thinks that the server refuses.
    QString refusal() const;
    const QByteArrayList &open() const { return m_open; }

private:
    Reaction stop(const QImap4Error &error);
    Reaction say(const QByteArray &response);

    std::unique_ptr<SaslExchange> m_exchange;
    const QByteArrayList m_open;
    std::optional<QByteArray> m_pending;
    int m_challenges = 0;
    bool m_askedApplication = false;
    bool m_cancelWanted = false;
    bool m_cancelled = false; // "*" was said
    QImap4Error m_error;
};

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_AUTHENTICATION_P_H
