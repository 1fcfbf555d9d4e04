// SPDX-License-Identifier: LGPL-3.0-or-later
// Sets of messages are compared with a bitmap, operation by operation.
#include "fuzz.h"
#include "qimap4messageset.h"

#include <bitset>

namespace {

// Both ends of the range of numbers are modelled one by one, and all that is between them by one
// bit: an operation never ends within it.
constexpr int EdgeNumbers = 40;
constexpr int Middle = EdgeNumbers;
constexpr int ModelSize = 2 * EdgeNumbers + 1;
constexpr quint32 MiddleLast = QImap4MessageSet::Last - EdgeNumbers;

using Bitmap = std::bitset<ModelSize>;

struct ModelledSet
{
    QImap4MessageSet set;
    Bitmap bitmap;
};

quint32 firstNumber(int bit)
{
    if (bit <= Middle)
        return static_cast<quint32>(bit) + 1;
    return MiddleLast + static_cast<quint32>(bit - Middle);
}

quint32 lastNumber(int bit)
{
    return bit == Middle ? MiddleLast : firstNumber(bit);
}

void add(ModelledSet &modelled, int a, int b)
{
    const int first = qMin(a, b);
    const int last = qMax(a, b);
    if (a <= b)
        modelled.set.add(firstNumber(first), lastNumber(last));
    else
        modelled.set.add(lastNumber(last), firstNumber(first));
    for (int bit = first; bit <= last; ++bit)
        modelled.bitmap.set(static_cast<std::size_t>(bit));
}

void check(const ModelledSet &modelled)
{
    const QImap4MessageSet &set = modelled.set;
    quint64 count = 0;
    for (int bit = 0; bit < ModelSize; ++bit) {
        const bool wanted = modelled.bitmap.test(static_cast<std::size_t>(bit));
        FUZZ_CHECK(set.contains(firstNumber(bit)) == wanted);
        FUZZ_CHECK(set.contains(lastNumber(bit)) == wanted);
        count += wanted ? quint64(lastNumber(bit)) - firstNumber(bit) + 1 : 0;
    }
    FUZZ_CHECK(set.count() == count);
    FUZZ_CHECK(set.isEmpty() == modelled.bitmap.none());
    quint64 behind = 0; // runs are ascending, and not adjacent
    for (const QImap4MessageSet::Range &range : set.ranges()) {
        FUZZ_CHECK(range.first <= range.last);
        FUZZ_CHECK(behind == 0 ? range.first > 0 : range.first > behind);
        behind = quint64(range.last) + 1;
    }
    if (set.isEmpty())
        return;
    bool ok = false;
    FUZZ_CHECK(QImap4MessageSet::fromString(set.toString(), set.kind(), &ok) == set && ok);
}

void checkText(QByteArrayView text)
{
    bool ok = false;
    const QImap4MessageSet set =
        QImap4MessageSet::fromString(text, QImap4MessageSet::SequenceNumbers, &ok);
    FUZZ_CHECK(ok == !set.isEmpty());
    if (!ok)
        return;
    const QByteArray written = set.toString();
    bool again = false;
    FUZZ_CHECK(QImap4MessageSet::fromString(written, set.kind(), &again) == set && again);
    FUZZ_CHECK(set.toList(10).size() == qsizetype(qMin<quint64>(10, set.count())));
}

} // namespace

QIMAP4_FUZZ_TARGET(messageset, bytes)
{
    Fuzz::Input input(bytes);
    if (input.flag()) {
        checkText(input.rest());
        return;
    }
    constexpr int MostOperations = 100;
    ModelledSet sets[3];
    for (int i = 0; i < MostOperations && !input.atEnd(); ++i) {
        const quint8 what = input.byte();
        ModelledSet &target = sets[what % 3];
        const ModelledSet other = sets[(what / 3) % 3];
        switch ((what / 9) % 6) {
        case 0:
            target.set.unite(other.set);
            target.bitmap |= other.bitmap;
            break;
        case 1:
            target.set.subtract(other.set);
            target.bitmap &= ~other.bitmap;
            break;
        case 2:
            target.set.intersect(other.set);
            target.bitmap &= other.bitmap;
            break;
        default: {
            const int first = input.below(ModelSize);
            add(target, first, input.below(ModelSize));
            break;
        }
        }
        check(target);
    }
}
