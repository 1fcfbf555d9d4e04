// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef REPLAY_H
#define REPLAY_H

#include "wire/responseparser_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

// A response that was read, with its message if it is a FETCH.
struct ReplayedResponse
{
    QByteArray bytes; // without its line end
    QImap4Internal::Response response;
    QImap4Message message;

    bool isMalformed() const;
};

struct Replay
{
    QList<ReplayedResponse> responses;
    qsizetype pending = 0; // bytes of a response that is not whole
    QString error; // of the framer

    bool hasError() const; // anything that could not be read
};

// Reads all that `bytes` hold.
Replay replay(QByteArrayView bytes);

#endif // REPLAY_H
