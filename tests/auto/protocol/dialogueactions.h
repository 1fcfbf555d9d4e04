// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef DIALOGUEACTIONS_H
#define DIALOGUEACTIONS_H

#include "dialogue.h"

#include <QtCore/qhash.h>

#include <memory>

// One dialogue while it is played.
struct DialogueStage
{
    QImap4Internal::Session::Options options; // until the dialogue begins
    std::unique_ptr<Dialogue> dialogue;
    QHash<QByteArray, quint64> labels; // of commands
    qsizetype chunkSize = 0;

    Dialogue &d(); // begins it
};

// Does what an "A:" line says; false where nobody knows how.
bool act(DialogueStage &stage, const QByteArray &line);

#endif // DIALOGUEACTIONS_H
