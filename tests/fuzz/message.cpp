// SPDX-License-Identifier: LGPL-3.0-or-later
// Any bytes are a message: its structure is bounded, and every part that it names can be had.
#include "fuzz.h"
#include "qimap4mimemessage.h"

namespace {

qsizetype visitParts(const QImap4MimeMessage &message, const QImap4BodyStructure &part)
{
    const QByteArray raw = message.rawPart(part.section());
    FUZZ_CHECK(raw.size() <= message.raw().size());
    if (!part.isMultipart()) {
        (void)message.decodedPart(part.section());
        if (part.type() == "text")
            FUZZ_CHECK(message.text(part.section()).isValidUtf16());
    }
    qsizetype count = 1;
    for (const QImap4BodyStructure &child : part.children())
        count += visitParts(message, child);
    return count;
}

} // namespace

QIMAP4_FUZZ_TARGET(message, bytes)
{
    const QImap4MimeMessage message = QImap4MimeMessage::fromRfc822(bytes.toByteArray());
    FUZZ_CHECK(message.isNull() == bytes.isEmpty());
    FUZZ_CHECK(message.raw().size() == bytes.size());
    FUZZ_CHECK(!message.envelope().subject().contains(u'\n'));
    (void)message.envelope().date();
    FUZZ_CHECK(visitParts(message, message.structure()) <= bytes.size() + 1);
}
