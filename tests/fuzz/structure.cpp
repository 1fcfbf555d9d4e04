// SPDX-License-Identifier: LGPL-3.0-or-later
// Whatever a server calls an ENVELOPE or a BODYSTRUCTURE, what is made of it is bounded, each part
// is found under its own number, and what people see of it is text.
#include "fuzz.h"
#include "wire/messagedecoder_p.h"

#include <QtCore/qset.h>

using namespace QImap4Internal;

namespace {

// More than the limit on nesting, with a part and its message for each level.
constexpr int DeepestPart = 250;

void checkEnvelope(const QImap4Envelope &envelope, qsizetype inputSize)
{
    qsizetype addresses = 0;
    for (const auto &list : {envelope.from(), envelope.sender(), envelope.replyTo(), envelope.to(),
                             envelope.cc(), envelope.bcc()}) {
        addresses += list.size();
        for (const QImap4Address &address : list)
            (void)address.toString();
    }
    FUZZ_CHECK(addresses <= inputSize);
    FUZZ_CHECK(!envelope.subject().contains(u'\n'));
    (void)envelope.date();
}

struct PartCheck
{
    const QImap4BodyStructure &root;
    qsizetype inputSize;
    QSet<QByteArray> sections;
    qsizetype parts = 0;

    void visit(const QImap4BodyStructure &part, int depth)
    {
        FUZZ_CHECK(depth < DeepestPart);
        FUZZ_CHECK(++parts <= inputSize);
        if (!part.section().isEmpty()) {
            FUZZ_CHECK(!sections.contains(part.section()) || !part.isMultipart());
            sections.insert(part.section());
            FUZZ_CHECK(root.find(part.section()) != nullptr);
        }
        FUZZ_CHECK(!part.fileName().contains(u'\n'));
        checkEnvelope(part.envelope(), inputSize);
        for (const QImap4BodyStructure &child : part.children())
            visit(child, depth + 1);
    }
};

} // namespace

QIMAP4_FUZZ_TARGET(structure, bytes)
{
    Fuzz::Input input(bytes);
    const bool isEnvelope = input.flag();
    const QByteArrayView text = input.rest();
    if (isEnvelope) {
        checkEnvelope(decodeEnvelope(Scanner(text).value()), text.size());
        return;
    }
    const QImap4BodyStructure root = decodeBodyStructure(text);
    PartCheck check{root, text.size() + 1, {}};
    check.visit(root, 0);
}
