// SPDX-License-Identifier: LGPL-3.0-or-later
// A date that is understood at all is a real one, and is written so that it is read the same.
#include "fuzz.h"
#include "types/rfc5322date_p.h"
#include "wire/datetime_p.h"

using namespace QImap4Internal;

namespace {

void checkInternalDate(const QDateTime &dateTime)
{
    const QByteArray written = formatInternalDate(dateTime);
    if (written.isEmpty())
        return;
    const QDateTime again = parseInternalDate(written);
    FUZZ_CHECK(again.isValid());
    FUZZ_CHECK(formatInternalDate(again) == written);
}

void checkMailDate(const QDateTime &dateTime)
{
    if (!dateTime.isValid())
        return;
    FUZZ_CHECK(dateTime.date().year() >= 1 && dateTime.date().year() <= 9999);
    checkInternalDate(dateTime);
    // What Qt writes by the book is read as the same moment.
    if (dateTime.date().year() >= 1900 && dateTime.offsetFromUtc() % 60 == 0)
        FUZZ_CHECK(parseRfc5322Date(dateTime.toString(Qt::RFC2822Date).toLatin1()) == dateTime);
}

} // namespace

QIMAP4_FUZZ_TARGET(dates, bytes)
{
    Fuzz::Input input(bytes);
    switch (input.below(3)) {
    case 0:
        checkInternalDate(parseInternalDate(input.rest()));
        break;
    case 1:
        checkMailDate(parseRfc5322Date(input.rest()));
        break;
    default: {
        const int offset = (input.byte() - 128) * 450; // seconds
        const qint64 seconds = qint64(input.number()) * (input.flag() ? 1 : 60);
        checkInternalDate(
            QDateTime::fromSecsSinceEpoch(seconds - 0x80000000LL, Qt::OffsetFromUTC, offset));
        break;
    }
    }
}
