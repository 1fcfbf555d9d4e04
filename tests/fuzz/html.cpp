// SPDX-License-Identifier: LGPL-3.0-or-later
// Whatever a mail holds, no URL of its own is left in the document.
#include "fuzz.h"
#include "qimap4sanitizedhtml.h"

namespace {

// The values of the attributes in the tags of what we wrote, where "<" and quotes are always marks.
void checkTags(QStringView html)
{
    for (qsizetype open = html.indexOf(u'<'); open >= 0; open = html.indexOf(u'<', open + 1)) {
        const qsizetype close = html.indexOf(u'>', open);
        FUZZ_CHECK(close > open);
        const QStringView tag = html.sliced(open, close - open);
        for (const QLatin1String attribute : {QLatin1String("src=\""), QLatin1String("href=\"")}) {
            for (qsizetype at = tag.indexOf(attribute); at >= 0;
                 at = tag.indexOf(attribute, at + 1)) {
                FUZZ_CHECK(tag.sliced(at + attribute.size()).startsWith(QLatin1String("qimap4-")));
            }
        }
    }
}

} // namespace

QIMAP4_FUZZ_TARGET(html, bytes)
{
    checkTags(QImap4SanitizedHtml::fromHtml(bytes.toByteArray(), "utf-8").toHtml());
}
