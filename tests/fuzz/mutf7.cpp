// SPDX-License-Identifier: LGPL-3.0-or-later
// Any bytes are the name of some mailbox, and any name can be written and read again.
#include "fuzz.h"
#include "wire/mutf7_p.h"

#include <algorithm>

using namespace QImap4Internal;

namespace {

void checkNameArrives(const QString &name)
{
    const std::optional<QByteArray> written = encodeMutf7(name);
    FUZZ_CHECK(written.has_value() == name.isValidUtf16());
    if (!written)
        return;
    FUZZ_CHECK(std::all_of(written->cbegin(), written->cend(),
                           [](char c) { return c >= ' ' && c <= '~'; }));
    FUZZ_CHECK(decodeMutf7(*written) == name);
}

} // namespace

QIMAP4_FUZZ_TARGET(mutf7, bytes)
{
    const QString name = decodeMutf7(bytes);
    FUZZ_CHECK(name.size() <= bytes.size());
    FUZZ_CHECK(name.isValidUtf16());
    checkNameArrives(name);
    checkNameArrives(QString::fromUtf8(bytes));
    QString units(bytes.size() / 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < units.size(); ++i)
        units[i] = QChar(char16_t(quint8(bytes[2 * i]) << 8 | quint8(bytes[2 * i + 1])));
    checkNameArrives(units);
}
