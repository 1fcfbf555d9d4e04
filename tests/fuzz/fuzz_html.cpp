// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4sanitizedhtml.h"

#include <QtCore/qbytearray.h>

#include <cstddef>
#include <cstdint>

// Whatever a mail holds, no URL of its own is left in the document.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray html(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString safe = QImap4SanitizedHtml::fromHtml(html, "utf-8").toHtml();
    qsizetype at = 0;
    for (const QLatin1String attribute : {QLatin1String("src=\""), QLatin1String("href=\"")}) {
        for (at = safe.indexOf(attribute); at >= 0; at = safe.indexOf(attribute, at + 1)) {
            if (!QStringView(safe)
                     .sliced(at + attribute.size())
                     .startsWith(QLatin1String("qimap4-")))
                __builtin_trap();
        }
    }
    return 0;
}
