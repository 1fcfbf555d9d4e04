// SPDX-License-Identifier: LGPL-3.0-or-later
// libFuzzer's way into the one target that this program is linked with.
#include "fuzz.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

void Fuzz::fail(const char *promise, const char *file, int line)
{
    std::fprintf(stderr, "%s:%d: broken: %s\n", file, line, promise);
    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Fuzz::targets().front().run(QByteArrayView(data, static_cast<qsizetype>(size)));
    return 0;
}
