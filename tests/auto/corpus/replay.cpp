// SPDX-License-Identifier: LGPL-3.0-or-later
#include "replay.h"

#include <algorithm>

using namespace QImap4Internal;

bool ReplayedResponse::isMalformed() const
{
    return std::holds_alternative<MalformedResponse>(response);
}

bool Replay::hasError() const
{
    return !error.isEmpty()
        || std::any_of(responses.begin(), responses.end(),
                       [](const ReplayedResponse &r) { return r.isMalformed(); });
}

Replay replay(QByteArrayView bytes)
{
    Replay result;
    Framer framer;
    ResponseParser parser;
    framer.append(bytes);
    while (true) {
        switch (framer.next()) {
        case Framer::Result::NeedMore:
            result.pending = framer.pendingBytes();
            return result;
        case Framer::Result::Error:
            result.error = framer.errorString();
            return result;
        case Framer::Result::Content:
            continue;
        case Framer::Result::Response:
            break;
        }
        ReplayedResponse read;
        read.bytes = framer.frame().bytes().toByteArray();
        read.response = parser.parse(framer.frame());
        if (parser.isUnfinished(read.response) && framer.join())
            continue;
        const QImap4MessageList messages = parser.takeMessages();
        if (!messages.isEmpty())
            read.message = messages.last();
        result.responses.append(read);
    }
}
