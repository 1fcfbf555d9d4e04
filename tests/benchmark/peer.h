// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef PEER_H
#define PEER_H

#include "measure.h"

#include <cstddef>

enum class Keep { Nothing, Everything };

// Parses the answer to a FETCH, `size` bytes of responses, with libetpan, from memory. Returns how
// many messages it found, or -1.
struct PeerResult
{
    long messages = -1;
    Cost cost;
};
PeerResult parseWithEtpan(const char *bytes, std::size_t size, Keep keep);

#endif // PEER_H
