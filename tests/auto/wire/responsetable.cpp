// SPDX-License-Identifier: LGPL-3.0-or-later
#include "responsetable.h"

#include <QtCore/qfile.h>

namespace {

// "<CR>", "<LF>" and "<e4>" stand for bytes that a text file cannot show.
QByteArray unescaped(const QByteArray &line)
{
    QByteArray result;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line.at(i) == '<' && line.size() > i + 3 && line.at(i + 3) == '>') {
            const QByteArray name = line.sliced(i + 1, 2);
            bool hex = false;
            const int byte = name.toInt(&hex, 16);
            if (name == "CR" || name == "LF" || hex) {
                result += name == "CR" ? '\r' : name == "LF" ? '\n' : static_cast<char>(byte);
                i += 3;
                continue;
            }
        }
        result += line.at(i);
    }
    return result;
}

} // namespace

// "== name" begins a case, "S: " is a line from the server, "S. " one without a line end behind
// it, "utf8" switches that mode on, "# " is a comment; all else is expected.
QList<ResponseRow> readResponseTable(const QString &path, QString *error)
{
    QList<ResponseRow> rows;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *error = file.errorString();
        return rows;
    }
    while (!file.atEnd()) {
        QByteArray line = file.readLine();
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty() || line.startsWith("# "))
            continue;
        if (line.startsWith("== ")) {
            rows.append({line.sliced(3), {}, {}, false});
        } else if (rows.isEmpty()) {
            *error = QStringLiteral("a line before the first case");
            return {};
        } else if (line.startsWith("S: ") || line == "S:") {
            rows.last().bytes += unescaped(line.mid(3)) + "\r\n";
        } else if (line.startsWith("S. ")) {
            rows.last().bytes += unescaped(line.mid(3));
        } else if (line == "utf8") {
            rows.last().utf8 = true;
        } else {
            rows.last().expected += line + '\n';
        }
    }
    return rows;
}
