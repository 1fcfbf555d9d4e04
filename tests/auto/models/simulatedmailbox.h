// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef SIMULATEDMAILBOX_H
#define SIMULATEDMAILBOX_H

#include "scriptedserver.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qrandom.h>

#include <mutex>
#include <vector>

// A mailbox that answers FETCH, STORE and SEARCH from what it holds, and changes at random when it
// is asked by NOOP. All of that happens in the server's thread, in the order of the commands, so
// sequence numbers mean what RFC 9051 says.
class SimulatedMailbox
{
public:
    struct Message
    {
        quint32 uid = 0;
        bool seen = false;
        bool flagged = false;

        QByteArray subject() const { return "Subject " + QByteArray::number(uid); }
    };

    explicit SimulatedMailbox(quint32 messages, quint32 seed = 1);

    void serve(QImap4Test::ScriptedServer *server);
    void setVanishedInsteadOfExpunge(bool on) { m_vanished = on; }

    std::vector<Message> messages() const;

private:
    QByteArray select(const QImap4Test::ClientCommand &command);
    QByteArray fetch(const QImap4Test::ClientCommand &command);
    QByteArray store(const QImap4Test::ClientCommand &command);
    QByteArray search(const QImap4Test::ClientCommand &command);
    QByteArray change();
    QByteArray fetchLine(size_t index, bool whole) const;
    std::vector<size_t> selected(const QByteArray &set, bool byUid) const;
    QByteArray expunge(quint32 count);
    void add(quint32 count);

    mutable std::mutex m_mutex;
    std::vector<Message> m_messages;
    QRandomGenerator m_random;
    quint32 m_nextUid = 1;
    bool m_vanished = false;
};

#endif // SIMULATEDMAILBOX_H
