// SPDX-License-Identifier: LGPL-3.0-or-later
// However a stream of responses is cut, it is read the same, down to the last decoded value.
#include "fuzz.h"
#include "wire/describe.h"

QIMAP4_FUZZ_TARGET(response, bytes)
{
    Fuzz::Input input(bytes);
    const quint8 flags = input.byte();
    const qsizetype chunk = 1 + input.byte();
    const QByteArray stream = input.rest().toByteArray();
    const Streaming streaming = flags & 1 ? Streaming::On : Streaming::Off;
    const bool utf8 = flags & 2;
    const QByteArray whole = describeStream(stream, {}, streaming, utf8);
    if (flags & 4) { // the description is most of the work
        const QList<qsizetype> steps((stream.size() + chunk - 1) / chunk, chunk);
        FUZZ_CHECK(whole == describeStream(stream, steps, streaming, utf8));
    }
}
