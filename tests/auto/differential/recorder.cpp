// SPDX-License-Identifier: LGPL-3.0-or-later
#include "recorder.h"

#include <QtCore/qjsonobject.h>

#include <algorithm>

using namespace QImap4Test;

namespace {

constexpr char Capabilities[] =
    "IMAP4rev1 ACL ANNOTATEMORE AUTH=CRAM-MD5 AUTH=PLAIN COMPRESS=DEFLATE ENABLE ID IDLE NAMESPACE "
    "QUOTA SORT STARTTLS THREAD=REFERENCES UIDPLUS UNSELECT";

QByteArray field(const QJsonObject &row, const char *name)
{
    return row.value(QLatin1String(name)).toString().toUtf8().replace('\n', "\r\n");
}

bool standsAlone(const QByteArray &value)
{
    static const QByteArray separators(" ()\"\\{\r\n");
    return !value.isEmpty() && std::none_of(value.begin(), value.end(), [](char octet) {
        return separators.contains(octet);
    });
}

QByteArray inQuotes(const ClientToken &string)
{
    return '"' + string.value + '"';
}

QByteArray spelled(const ClientToken &string)
{
    const bool looksLikeNil = string.value.toUpper() == "NIL";
    return standsAlone(string.value) && !looksLikeNil ? string.value : inQuotes(string);
}

// "*" within quotes is a text, and else a part of a set.
QByteArray spelledInSearch(const ClientToken &string)
{
    return string.value.contains('*') ? inQuotes(string) : spelled(string);
}

// Quotes are a matter of taste, but not where the grammar has words only.
QByteArray textOf(const ClientCommand &command)
{
    if (command.isContinuation)
        return command.text;
    const QByteArray name = command.name.mid(command.name.startsWith("UID ") ? 4 : 0);
    if (name == "FETCH" || name == "STORE")
        return written(command.tokens, &inQuotes);
    const bool searches = name == "SEARCH" || name == "SORT" || name == "THREAD";
    return written(command.tokens, searches ? &spelledInSearch : &spelled);
}

// What every row may need before and after its command.
Answer ordinaryAnswer(const ClientCommand &command, const QByteArray &capabilities)
{
    if (command.name == "CAPABILITY")
        return "* CAPABILITY " + capabilities + "\r\n$tag OK done";
    if (command.name == "SELECT")
        return "* 3 EXISTS\r\n* FLAGS (\\Seen \\Deleted)\r\n* OK [UIDVALIDITY 7] ok\r\n"
               "$tag OK [READ-WRITE] done";
    if (command.name == "LOGOUT")
        return {"* BYE see you\r\n$tag OK done", Answer::Disconnect};
    return "$tag OK done";
}

} // namespace

Recorder::Recorder(const QJsonArray &rows)
    : m_rows(rows)
{
    m_server.setGreeting("* OK ready"); // what a server can do is another thing for each row
    QByteArrayList names{"CAPABILITY", "LOGIN", "SELECT", "NOOP", "LOGOUT"};
    for (const QJsonValue &row : rows)
        names.append(field(row.toObject(), "command"));
    for (const QByteArray &name : names)
        m_server.on(name, [this](const ClientCommand &command) { return answer(command); });
}

Answer Recorder::answer(const ClientCommand &command)
{
    const QMutexLocker lock(&m_mutex);
    QByteArrayList &lines = m_lines[command.connection - 1];
    const bool isFirstNoop = command.name == "NOOP" && !lines.contains("NOOP");
    lines.append(textOf(command));
    const QJsonObject row = m_rows.at(command.connection - 1).toObject();
    if (isFirstNoop)
        return field(row, "before") + "$tag OK done";
    const bool isRows = field(row, "command") == command.name;
    const QByteArray canned = field(row, command.isContinuation ? "continued" : "answer");
    if (!isRows || (canned.isEmpty() && command.name != "IDLE")) {
        const QByteArray own = field(row, "capabilities");
        return ordinaryAnswer(command, own.isEmpty() ? QByteArray(Capabilities) : own);
    }
    const Answer::Then then =
        row.value(QLatin1String("closes")).toBool() ? Answer::Disconnect : Answer::Continue;
    if (canned.contains("$tag") || canned.startsWith('+'))
        return {canned, then};
    return {canned.isEmpty() ? QByteArray("$tag OK done") : canned + "\r\n$tag OK done", then};
}

std::optional<QByteArrayList> Recorder::lines(int row) const
{
    const QMutexLocker lock(&m_mutex);
    QByteArrayList lines = m_lines.value(row);
    const qsizetype start = lines.indexOf("NOOP");
    if (start < 0)
        return std::nullopt;
    lines = lines.mid(start + 1);
    const bool isRows = field(m_rows.at(row).toObject(), "command") == "LOGOUT";
    if (!isRows && !lines.isEmpty() && lines.constLast() == "LOGOUT")
        lines.removeLast();
    return lines;
}
