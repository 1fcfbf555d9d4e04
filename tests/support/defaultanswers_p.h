// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TEST_DEFAULTANSWERS_P_H
#define QIMAP4TEST_DEFAULTANSWERS_P_H

#include "scriptedserver.h"

namespace QImap4Test {

// What the small server of a test knows about itself.
struct ServerFacts
{
    QByteArray capabilities;
    int mailboxSize = 0;
    bool offersStartTls = false;
};

// The answer of the reactive server where the test gave none.
Answer defaultAnswer(const ClientCommand &command, const ServerFacts &facts);

} // namespace QImap4Test

#endif // QIMAP4TEST_DEFAULTANSWERS_P_H
