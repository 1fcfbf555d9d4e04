// SPDX-License-Identifier: LGPL-3.0-or-later
// Whatever a mail holds, no URL of its own is left in the document.
#include "fuzz.h"
#include "qimap4sanitizedhtml.h"

QIMAP4_FUZZ_TARGET(html, bytes)
{
    const QString safe = QImap4SanitizedHtml::fromHtml(bytes.toByteArray(), "utf-8").toHtml();
    for (const QLatin1String attribute : {QLatin1String("src=\""), QLatin1String("href=\"")}) {
        for (qsizetype at = safe.indexOf(attribute); at >= 0;
             at = safe.indexOf(attribute, at + 1)) {
            FUZZ_CHECK(QStringView(safe)
                           .sliced(at + attribute.size())
                           .startsWith(QLatin1String("qimap4-")));
        }
    }
}
