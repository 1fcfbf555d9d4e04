// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef DIALOGUE_H
#define DIALOGUE_H

#include "protocol/session_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

// A session without a socket, and a clock that the test moves: what the server says goes in, and
// what the client says comes out with its tags written as T1, T2 and so on.
class Dialogue
{
public:
    using Session = QImap4Internal::Session;

    static Session::Options plain();
    static Session::Options startTls();

    explicit Dialogue(const Session::Options &options = plain());

    void open(bool loopback = true);
    // Greeting, login and SELECT of a mailbox of `exists` messages, with these capabilities.
    void openSelected(const QByteArray &capabilities = "IMAP4rev1", quint32 exists = 100);

    void server(const QByteArray &lines); // "T1" at the start of a line becomes the real tag
    // The same with the real tags, and what is then said as it is, in one piece.
    QByteArray tagged(const QByteArray &lines) const;
    void octets(QByteArrayView bytes);
    void setChunkSize(qsizetype size) { m_chunkSize = size; }
    QByteArray client(); // said since the last call, without the last CRLF
    void wait(qint64 milliseconds);

    quint64 submit(QImap4Internal::Request request); // under a number of its own
    quint64 submit(const QByteArray &name, const QList<QImap4Internal::Alternative> &ways);
    quint64 submit(const QByteArray &line); // words of atoms: "NOOP"
    quint64 login();
    quint64 authenticate(const QImap4Internal::AuthenticationRequest &how);
    quint64 select(const QByteArray &mailbox);
    quint64 fetch(const QByteArray &set, const QByteArray &item, bool uid = true);
    quint64 idle(int milliseconds);

    Session &session() { return m_session; }
    qint64 now() const { return m_now; }
    const std::vector<QImap4Internal::Event> &events();
    void clearEvents();

    const QImap4Internal::FinishedEvent *finished(quint64 id);
    QImap4Error error(quint64 id);
    int finishedCount(quint64 id);
    QList<quint32> uidsOf(quint64 owner); // of the messages that a command was given
    template <typename T>
    int count()
    {
        int n = 0;
        for (const QImap4Internal::Event &event : events())
            n += std::holds_alternative<T>(event) ? 1 : 0;
        return n;
    }
    template <typename T>
    const T *last()
    {
        const T *found = nullptr;
        for (const QImap4Internal::Event &event : events()) {
            if (const T *match = std::get_if<T>(&event))
                found = match;
        }
        return found;
    }
    QByteArray story(); // the events in words, in order

private:
    void collect();

    Session m_session;
    qint64 m_now = 1000;
    qsizetype m_chunkSize = 0;
    quint64 m_lastId = 0;
    QByteArray m_prefix; // of the session's tags, once one was seen
    QByteArray m_said;
    std::vector<QImap4Internal::Event> m_events;
};

#endif // DIALOGUE_H
