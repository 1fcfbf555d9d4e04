// SPDX-License-Identifier: LGPL-3.0-or-later
// Whatever a server calls compressed, it gives the same however it is cut, in pieces no larger than
// asked for, and comes to an end. What is compressed by us can be read.
#include "fuzz.h"
#include "net/deflate_p.h"

using namespace QImap4Internal;

namespace {

// DEFLATE cannot make more of a byte (258 bytes for two bits), plus what is left of the last read.
constexpr qsizetype MostExpansion = 1040;

struct Inflated
{
    QByteArray bytes;
    bool damaged = false;

    bool operator==(const Inflated &other) const = default;
};

Inflated inflated(QByteArrayView compressed, qsizetype inputStep, qsizetype outputStep)
{
    Inflater inflater;
    Inflated result;
    QByteArray buffer(outputStep, Qt::Uninitialized);
    for (qsizetype at = 0; at < compressed.size() && !inflater.isDamaged(); at += inputStep) {
        const auto step = compressed.sliced(at, qMin(inputStep, compressed.size() - at));
        inflater.feed(step.toByteArray());
        do {
            const qint64 size = inflater.read(buffer.data(), buffer.size());
            FUZZ_CHECK(size >= 0 && size <= buffer.size());
            result.bytes.append(buffer.constData(), size);
        } while (inflater.mayHaveMore());
    }
    result.damaged = inflater.isDamaged();
    return result;
}

void checkRoundTrip(Fuzz::Input &input)
{
    const qsizetype step = 1 + input.byte();
    Deflater deflater;
    QByteArray compressed;
    QByteArray plain;
    while (!input.atEnd()) {
        const QByteArray piece = input.bytes().repeated(1 + input.byte());
        compressed += deflater.deflate(piece, Deflater::Flush::None);
        plain += piece;
    }
    compressed += deflater.deflate({}, Deflater::Flush::Sync);
    FUZZ_CHECK(inflated(compressed, step, 1000) == (Inflated{plain, false}));
}

} // namespace

QIMAP4_FUZZ_TARGET(deflate, bytes)
{
    Fuzz::Input input(bytes);
    if (input.below(4) == 0) {
        checkRoundTrip(input);
        return;
    }
    const qsizetype inputStep = 1 + input.byte();
    const qsizetype outputStep = 1 + input.byte();
    const QByteArrayView compressed = input.rest();
    const Inflated whole = inflated(compressed, qMax(qsizetype(1), compressed.size()), 16 * 1024);
    FUZZ_CHECK(whole.bytes.size() <= (compressed.size() + 1) * MostExpansion);
    // Small steps through a bomb only take time.
    if (whole.bytes.size() < 64 * 1024)
        FUZZ_CHECK(whole == inflated(compressed, inputStep, outputStep));
}
