// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_FRAMER_P_H
#define QIMAP4_WIRE_FRAMER_P_H

#include "qimap4global.h"
#include "qimap4limits.h"
#include "wire/responsekind_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <optional>

namespace QImap4Internal {

// A literal whose content went to the application as it came: the frame has its "{n}" and CRLF
// at `position` (the first byte behind the CRLF, from the beginning of the frame) but not its
// bytes.
struct ElidedLiteral
{
    qsizetype position = 0;
    quint64 size = 0;
};

// One complete response: a span of a buffer that is shared, not copied. The final CRLF (or LF)
// is not part of it.
struct Frame
{
    QByteArray buffer;
    qsizetype begin = 0;
    qsizetype length = 0;
    qsizetype skipped = 0; // spaces and NULs before it that do not belong there
    QList<ElidedLiteral> elided;
    int joined = 0; // lines that were joined to it; see Framer::join()

    QByteArrayView bytes() const { return QByteArrayView(buffer).sliced(begin, length); }
};

// A piece of streamed message content.
struct ContentChunk
{
    QByteArray
        lead; // the response up to and including "{n}", the same for all chunks of one literal
    quint64 offset = 0; // of `bytes` in the literal
    quint64 total = 0; // of the literal
    QByteArray bytes;
};

// Finds where responses end: at the line end that does not belong to a literal. Looks at each
// byte once, across any split of the input. Of the grammar it knows "{n}" (also "~{n}", "{n+}"),
// and from the first words of a response which limits hold for it.
//
// Bytes are received into segments. A returned frame shares its segment, which is written on
// behind the frame but never moved or copied while somebody refers to it.
class QIMAP4_AUTOTEST_EXPORT Framer
{
public:
    enum class Result {
        NeedMore,
        Response, // frame() is complete
        Content, // content() holds a piece of a streamed literal
        Error, // the stream cannot be trusted any more: errorString()
    };
    enum class ErrorKind { None, Limit, Protocol };

    struct Space
    {
        char *data;
        qsizetype size;
    };

    explicit Framer(const QImap4Limits &limits = {});

    // Message content larger than limits.streamThreshold becomes Content results. Off: it is kept
    // in the frame.
    void setStreaming(bool on);

    // Room of at least `minimum` bytes for the transport to write into, then how much it wrote.
    // Ends the life of frame() and content(); copies of them stay good.
    Space space(qsizetype minimum);
    void commit(qsizetype written);
    void append(QByteArrayView bytes);

    Result next();
    // To be called when frame() turns out to be no whole response, because a line end stands where
    // none belongs: next() gives it once more with the line behind it. False: it does not, because
    // that line is another response.
    bool join();
    const Frame &frame() const { return m_frame; }
    const ContentChunk &content() const { return m_content; }
    ErrorKind errorKind() const { return m_errorKind; }
    QString errorString() const { return m_errorString; }

    qsizetype pendingBytes() const; // received but not part of a returned response
    quint64 receivedBytes() const { return m_received; } // in all, since the last reset()
    bool isInsideResponse() const { return m_state != State::Start && m_state != State::Failed; }
    void reset(); // forgets everything received
    QByteArray takePending(); // what follows the response that was returned last, and forgets it

private:
    enum class State { Start, Line, Literal, Content, Join, Failed };
    struct Announcement
    {
        bool found = false;
        bool overflow = false;
        bool negative = false;
        quint64 size = 0;
        qsizetype begin = 0; // of "{" or "~{"
    };
    using Step = std::optional<Result>; // without a value: go on

    Step start();
    Step readLine();
    Step endLine(qsizetype end);
    Step enterLiteral(const Announcement &literal, qsizetype end);
    Step skipLiteral();
    Step passContent();
    Step joinLine();
    const void *lineEnd() const;
    Result finish(qsizetype end);
    Result fail(ErrorKind kind, const QString &text);

    void makeRoom(qsizetype minimum);
    qsizetype roomWanted(qsizetype minimum) const;
    void allocate(qsizetype size);

    QByteArrayView responseStart() const;
    void classify();
    qint64 lineLimit();
    qint64 literalLimit(bool content) const;
    qint64 keptBytes() const;
    Announcement announcement(qsizetype end) const;
    bool mayHoldLiteral(const Announcement &literal);
    bool isInsideCode();
    bool isContent(const Announcement &literal) const;

    QImap4Limits m_limits;
    QByteArray m_segment;
    char *m_data = nullptr; // of m_segment: writing through it does not detach
    qsizetype m_segmentSize;
    qsizetype m_end = 0; // of what was received
    qsizetype m_begin = 0; // of the response
    qsizetype m_scan = 0; // first byte not yet looked at
    qsizetype m_lineBegin = 0; // of its line, which is behind the last literal
    qsizetype m_skipped = 0;
    quint64 m_literalLeft = 0;
    quint64 m_keptContent = 0; // bytes of message content in the response
    QByteArray m_head; // of the response, before the literal that was streamed last
    quint64 m_received = 0;
    ResponseKind m_kind; // of the response
    qsizetype m_joinedBytes = 0; // of the response, each time that it was given
    int m_joined = 0; // lines of the response that began where none belongs
    bool m_joinEnded = false; // the response was given for the last time
    State m_state = State::Start;
    bool m_streaming = false;

    Frame m_frame;
    ContentChunk m_content;
    ErrorKind m_errorKind = ErrorKind::None;
    QString m_errorString;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_FRAMER_P_H
