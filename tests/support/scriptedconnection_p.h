// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_SCRIPTEDCONNECTION_P_H
#define QIMAP4TEST_SCRIPTEDCONNECTION_P_H

#include "serverstate_p.h"

#include <QtCore/qobject.h>
#include <QtNetwork/qsslsocket.h>

#include <memory>

namespace QImap4Test {

// The server's end of one connection; lives in the server's thread.
//
// It alternates between two things: pump() writes what is queued, with the faults the test wants,
// and advance() takes the next step of the script (or answers the next command) once all is out.
class ScriptedConnection : public QObject
{
public:
    // number counts from 1; the record of the connection exists already.
    ScriptedConnection(qintptr descriptor, int number, std::shared_ptr<ServerState> state,
                       QObject *parent);

    void sendUnasked(const QByteArray &octets);
    void advance();
    void drop();
    void reset();

private:
    enum class Progress { Went, Waits };

    void begin();
    void readInput();
    void pump();
    bool enforceLimits();
    void queue(const QByteArray &octets);
    void startEncryption();
    void closeInOrder();
    void flushWrites();
    void disconnected();
    void goSilent();
    void fail(const QByteArray &why);
    void failExpectation(const Step &step, const QByteArray &got);
    void note(const QByteArray &line);

    Progress playStep();
    Progress playCommand(const Step &step);
    Progress playLine(const Step &step);
    Progress playLiteral(const Step &step);
    Progress playRelease();
    Progress playTls(const Step &step);
    Progress done();
    void pause(std::chrono::milliseconds time);
    void settleLiteral(const QByteArray &answer);
    CommandParser::Status readCommand(ClientCommand *command);
    bool accepts(const Step &step, const ClientCommand &command) const;
    void remember(const ClientCommand &command);

    Progress react();
    void answer(const ClientCommand &command);
    bool mayStart(const Step &step);
    QByteArray withTags(const QByteArray &octets) const;
    bool scriptIsOver() const { return m_step >= m_script.size(); }

    template <typename Change>
    void record(Change change);

    const int m_number;
    const std::shared_ptr<ServerState> m_state;
    QSslSocket *const m_socket;
    CommandParser m_parser;

    Script m_script;
    qsizetype m_step = 0;
    bool m_reactive = false;
    Faults m_faults;

    QByteArray m_output;
    qint64 m_written = 0;
    qint64 m_read = 0;
    bool m_paused = false; // a timer will call advance() or pump()
    bool m_silent = false; // says and understands nothing any more
    bool m_handshaking = false;
    bool m_advancing = false;
    bool m_literalPending = false; // the script decides about a literal
    bool m_awaitsLine = false; // the reactive server has sent a continuation request
    ClientCommand m_continued;
    QByteArrayList m_tags;
    QHash<QByteArray, QByteArray> m_namedTags;
};

} // namespace QImap4Test

#endif // QIMAP4TEST_SCRIPTEDCONNECTION_P_H
