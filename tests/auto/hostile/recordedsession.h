// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef RECORDEDSESSION_H
#define RECORDEDSESSION_H

#include "dialogue.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qlist.h>

// A small session, as it was said by a server: login, list, select, fetch, search, logout. It can
// be played to a session at the level of octets, whole or spoilt.
class RecordedSession
{
public:
    // Stage by stage; the client says something between them. "T1" stands for a tag.
    static const QByteArrayList &stages();
    static qsizetype size(); // of all octets, with tags as long as real ones

    RecordedSession();

    // Octets from `from` up to `to` of the whole, in one piece for each stage.
    void play(qsizetype from, qsizetype to);
    void playAll() { play(0, size()); }
    // The whole with other octets in it: what stood at `at`, `removed` of them, gives way.
    void playSpoilt(qsizetype at, qsizetype removed, const QByteArray &inserted);

    // Lets time pass until the session is over or waits for nothing. Returns how long that took
    // on the session's clock; -1: it would never end.
    qint64 waitForEnd();
    void lose(); // the connection

    Dialogue &dialogue() { return m_dialogue; }
    QByteArray story() { return m_dialogue.story(); }
    const QList<quint64> &commands() const { return m_commands; } // the first one is open()
    int failures(); // commands that ended with an error
    // What every session has to keep to, whatever the server says: empty, or what is wrong.
    QByteArray complaint(bool over);
    int messages(); // that the application was given, whole

private:
    QByteArray octetsOf(int stage) const;

    Dialogue m_dialogue;
    QList<quint64> m_commands;
};

#endif // RECORDEDSESSION_H
