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

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace QImap4Internal {

// A literal whose content went to the application as it came: the frame has its "{n}" and CRLF
// at `position` (the first byte behind the CRLF, from the beginning of the frame) but not its bytes.
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
    QList<ElidedLiteral> elided;

    QByteArrayView bytes() const { return QByteArrayView(buffer).sliced(begin, length); }
};

// A piece of streamed message content.
struct ContentChunk
{
    QByteArray lead; // the response up to and including "{n}", the same for all chunks of one literal
    quint64 offset = 0; // of `bytes` in the literal
    quint64 total = 0; // of the literal
    QByteArray bytes;
};

// Finds where responses end: at the line end that does not belong to a literal. Looks at each
// byte once, across any split of the input. Knows no grammar beyond "{n}" (also "~{n}", "{n+}").
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

    // Message content larger than limits.streamThreshold becomes Content results. Off: it is kept in the frame.
    void setStreaming(bool on);

    // Room of at least `minimum` bytes for the transport to write into, then how much it wrote.
    Space space(qsizetype minimum);
    void commit(qsizetype written);
    void append(QByteArrayView bytes);

    Result next();
    const Frame &frame() const { return m_frame; }
    const ContentChunk &content() const { return m_content; }
    ErrorKind errorKind() const { return m_errorKind; }
    QString errorString() const { return m_errorString; }

    qsizetype pendingBytes() const; // received but not part of a returned response
    void reset(); // forgets everything received

private:
    // owned by the implementer of the room
    Frame m_frame;
    ContentChunk m_content;
    ErrorKind m_errorKind = ErrorKind::None;
    QString m_errorString;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_FRAMER_P_H
