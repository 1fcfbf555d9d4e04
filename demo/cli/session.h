// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_CLI_SESSION_H
#define QIMAP4_CLI_SESSION_H

#include "options.h"
#include "qimap4.h"

#include <QtCore/qjsonobject.h>
#include <QtCore/qobject.h>

#include <memory>

namespace QImap4Cli {

// A reply that stays until its user has looked at it.
struct DeleteLater
{
    void operator()(QObject *object) const { object->deleteLater(); }
};
using Reply = std::unique_ptr<QImap4Reply, DeleteLater>;

// One connection, used step by step: each wait runs the event loop and is bounded.
class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(const Options &options);

    QImap4 &imap() { return m_imap; }
    const Options &options() const { return m_options; }

    QImap4Error open();
    void close();

    // Takes a reply over and returns once it has finished, or was given up. `expectedTime` is
    // what the command takes when all goes well, in milliseconds.
    Reply wait(QImap4Reply *reply, int expectedTime = 0);

    // Why a command failed. What came of a lost connection is told by the loss.
    QImap4Error errorOf(const QImap4Reply &reply) const;

    // One result of the running action. Ends the program when nobody reads it.
    void print(const QString &action, QJsonObject object);

    // The error line. Words of a server that nobody vouches for are left out.
    void report(const QImap4Error &error) const;

private:
    void configure();
    void refuseTls(const QImap4TlsProblem &problem);
    void showAlert(const QString &text);
    bool isTrustworthy() const;

    const Options m_options;
    QImap4 m_imap;
    QStringList m_tlsReasons;
    bool m_secured = false; // TLS was established, and with the right server
};

} // namespace QImap4Cli

#endif // QIMAP4_CLI_SESSION_H
