// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef DIALOGUESCRIPT_H
#define DIALOGUESCRIPT_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

// A dialogue in a text file. "== name" begins one; "# " is a comment. Each line is one of:
//
// - A: action: what the application, the transport or the clock does; see dialogueactions.cpp
// - S: line: what the server says; "T1" at its start is the first tag. "S. " has no CRLF
// - C: line: what the client says then, each line of it, and no more
// - E: event: is told then, as Dialogue::story() words it; several in their order
// - N: event: no line of the story then begins so
// - F: label category: the command of that label has ended then; "ok" for no error. Behind it may
//   stand what its error's texts hold
// - V: label value: what its value then is
//
// Whatever the client says after an A or S must be in the C lines behind it, and each command must
// end once at most.
struct DialogueScript
{
    struct Line
    {
        char kind = 0;
        QByteArray text;
        int number = 0; // in the file
    };

    QByteArray name;
    QList<Line> lines;
};

enum class Arrival { Whole, SingleOctets };

QList<DialogueScript> readDialogues(const QString &path, QString *error);

// What went otherwise than written; empty: nothing.
QByteArray play(const DialogueScript &script, Arrival arrival);

#endif // DIALOGUESCRIPT_H
