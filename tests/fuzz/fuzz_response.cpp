// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/framer_p.h"
#include "wire/responseparser_p.h"

#include <cstddef>
#include <cstdint>
#include <vector>

using namespace QImap4Internal;

namespace {

// What a stream of responses is read as: kinds, and what is decoded of messages only when asked.
struct Reading
{
    std::vector<std::size_t> kinds;
    qsizetype messages = 0;
    bool failed = false;

    bool operator==(const Reading &other) const = default;
};

Reading read(QByteArrayView input, qsizetype chunk)
{
    Framer framer;
    ResponseParser parser;
    Reading reading;
    for (qsizetype at = 0; at < input.size(); at += chunk) {
        framer.append(input.sliced(at, qMin(chunk, input.size() - at)));
        for (Framer::Result result = framer.next(); result != Framer::Result::NeedMore;
             result = framer.next()) {
            if (result == Framer::Result::Error) {
                reading.failed = true;
                return reading;
            }
            reading.kinds.push_back(parser.parse(framer.frame()).index());
        }
    }
    for (const QImap4Message &message : parser.takeMessages()) {
        ++reading.messages;
        (void)message.envelope().subject();
        (void)message.bodyStructure().fileName();
        (void)message.internalDate();
        (void)message.sections();
        (void)message.body();
    }
    return reading;
}

} // namespace

// However a stream is cut, it is read the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArrayView input(data + 1, qsizetype(size) - 1);
    const qsizetype chunk = 1 + data[0] % 64;
    if (read(input, input.size()) != read(input, chunk))
        __builtin_trap();
    return 0;
}
