// SPDX-License-Identifier: LGPL-3.0-or-later
// However a stream is cut, the framer finds the same responses in it, and what it has returned
// stays as it was while it goes on.
#include "fuzz.h"
#include "wire/framer_p.h"

#include <QtCore/qlist.h>

using namespace QImap4Internal;

namespace {

// The first bytes of an input say how it is read.
struct FramerSettings
{
    QImap4Limits limits;
    bool streaming = false;
    quint8 seed = 0;
};

FramerSettings framerSettings(Fuzz::Input &input)
{
    const quint8 flags = input.byte();
    FramerSettings settings;
    settings.streaming = flags & 1;
    if (flags & 2) {
        settings.limits.line = 100;
        settings.limits.listLine = 200;
        settings.limits.literal = 50;
        settings.limits.bodyLiteral = 400;
        settings.limits.response = 300;
    }
    if (flags & 4)
        settings.limits.streamThreshold = 10;
    settings.seed = input.byte();
    return settings;
}

struct Framing
{
    QList<QByteArray> frames;
    QList<QByteArray> elided;
    QList<qsizetype> skipped;
    QByteArray content; // with the lead before that of each literal
    // Of the kind: which of two limits is noticed first may depend on the cuts.
    Framer::ErrorKind error = Framer::ErrorKind::None;

    bool operator==(const Framing &other) const = default;
};

QByteArray toText(const QList<ElidedLiteral> &literals)
{
    QByteArray text;
    for (const ElidedLiteral &literal : literals) {
        text += QByteArray::number(literal.position) + ' ' + QByteArray::number(literal.size) + ' ';
    }
    return text;
}

// The framer's results as they come; frames are read only at the end.
class FramingReader
{
public:
    explicit FramingReader(const FramerSettings &settings)
        : m_framer(settings.limits)
    {
        m_framer.setStreaming(settings.streaming);
    }

    void feed(QByteArrayView bytes)
    {
        if (m_framing.error != Framer::ErrorKind::None)
            return;
        m_framer.append(bytes);
        while (takeNext()) {}
    }

    Framing finish()
    {
        for (const Frame &frame : m_frames) {
            FUZZ_CHECK(frame.begin >= 0 && frame.begin + frame.length <= frame.buffer.size());
            m_framing.frames.append(frame.bytes().toByteArray());
            m_framing.elided.append(toText(frame.elided));
            m_framing.skipped.append(frame.skipped);
        }
        return m_framing;
    }

private:
    bool takeNext()
    {
        switch (m_framer.next()) {
        case Framer::Result::NeedMore:
            return false;
        case Framer::Result::Response:
            m_frames.append(m_framer.frame());
            return true;
        case Framer::Result::Content:
            takeContent(m_framer.content());
            return true;
        case Framer::Result::Error:
            m_framing.error = m_framer.errorKind();
            FUZZ_CHECK(!m_framer.errorString().isEmpty());
            FUZZ_CHECK(m_framer.next() == Framer::Result::Error);
            return false;
        }
        return false;
    }

    void takeContent(const ContentChunk &chunk)
    {
        FUZZ_CHECK(!chunk.bytes.isEmpty());
        FUZZ_CHECK(chunk.offset == 0 || chunk.offset == m_streamed);
        m_streamed = chunk.offset + static_cast<quint64>(chunk.bytes.size());
        FUZZ_CHECK(m_streamed <= chunk.total);
        if (chunk.offset == 0)
            m_framing.content += chunk.lead;
        m_framing.content += chunk.bytes;
    }

    Framer m_framer;
    QList<Frame> m_frames;
    Framing m_framing;
    quint64 m_streamed = 0;
};

Framing framingOf(QByteArrayView stream, const FramerSettings &settings, bool whole)
{
    FramingReader reader(settings);
    quint32 random = settings.seed;
    for (qsizetype at = 0; at < stream.size();) {
        random = random * 1664525U + 1013904223U;
        const qsizetype most = settings.seed == 0 ? 1 : 1 + (random >> 24) % settings.seed;
        const qsizetype size = whole ? stream.size() : qMin(most, stream.size() - at);
        reader.feed(stream.sliced(at, size));
        at += size;
    }
    return reader.finish();
}

} // namespace

QIMAP4_FUZZ_TARGET(framer, bytes)
{
    Fuzz::Input input(bytes);
    const FramerSettings settings = framerSettings(input);
    const QByteArrayView stream = input.rest();
    const Framing whole = framingOf(stream, settings, true);
    FUZZ_CHECK(whole == framingOf(stream, settings, false));
    qsizetype total = whole.content.size();
    for (const QByteArray &frame : whole.frames)
        total += frame.size();
    FUZZ_CHECK(settings.streaming || total <= stream.size());
}
