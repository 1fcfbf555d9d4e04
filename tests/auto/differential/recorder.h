// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_RECORDER_H
#define QIMAP4TEST_RECORDER_H

#include "scriptedserver.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qmap.h>
#include <QtCore/qmutex.h>

#include <optional>

// A server that gives canned answers and remembers what each client says. The first connection is
// for the first row of the table, the second for the second, and so on.
class Recorder
{
public:
    explicit Recorder(const QJsonArray &rows);

    quint16 port() const { return m_server.port(); }
    int connectionCount() const { return m_server.connectionCount(); }
    // What was said after the first NOOP and before LOGOUT (unless LOGOUT is the row's command), in
    // a form that does not tell atoms, quoted strings and literals of equal value apart. Nothing
    // when there was no NOOP.
    std::optional<QByteArrayList> lines(int row) const;

private:
    QImap4Test::Answer answer(const QImap4Test::ClientCommand &command);

    QJsonArray m_rows;
    mutable QMutex m_mutex;
    QMap<int, QByteArrayList> m_lines;
    QImap4Test::ScriptedServer m_server; // last: its thread uses the others
};

#endif // QIMAP4TEST_RECORDER_H
