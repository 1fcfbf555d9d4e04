// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/framer_p.h"

#include "wire/bytes_p.h"

#include <algorithm>
#include <cstring>
#include <initializer_list>

namespace QImap4Internal {

namespace {

constexpr qsizetype smallestSegment = 64 * 1024;
constexpr qsizetype largestSegment = 256 * 1024; // when data flow, fewer and larger ones
constexpr qsizetype trustedAnnouncement = 1024 * 1024; // beyond it memory grows only with data
constexpr int mostJoins = 64; // of lines to a response that is not whole without them
constexpr qsizetype mostJoinedBytes = 4 * 1024 * 1024; // that are read again for their sake
constexpr qsizetype behindLiteral = 1024; // room for the rest of a response

bool endsWithOneOf(QByteArrayView text, std::initializer_list<QByteArrayView> words)
{
    return std::any_of(words.begin(), words.end(), [text](QByteArrayView word) {
        return text.size() >= word.size() && isWord(text.last(word.size()), word);
    });
}

} // namespace

Framer::Framer(const QImap4Limits &limits)
    : m_limits(limits)
    , m_segmentSize(smallestSegment)
{}

void Framer::setStreaming(bool on)
{
    m_streaming = on;
}

Framer::Space Framer::space(qsizetype minimum)
{
    if (m_segment.size() - m_end < minimum || m_begin == m_end)
        makeRoom(minimum);
    return {m_data + m_end, m_segment.size() - m_end};
}

void Framer::commit(qsizetype written)
{
    Q_ASSERT(written >= 0 && written <= m_segment.size() - m_end);
    m_end += written;
    m_received += static_cast<quint64>(written);
}

void Framer::append(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    std::memcpy(space(bytes.size()).data, bytes.data(), static_cast<size_t>(bytes.size()));
    commit(bytes.size());
}

Framer::Result Framer::next()
{
    while (true) {
        Step step;
        switch (m_state) {
        case State::Start:
            step = start();
            break;
        case State::Line:
            step = readLine();
            break;
        case State::Literal:
            step = skipLiteral();
            break;
        case State::Content:
            step = passContent();
            break;
        case State::Join:
            step = joinLine();
            break;
        case State::Failed:
            step = Result::Error;
            break;
        }
        if (step)
            return *step;
    }
}

qsizetype Framer::pendingBytes() const
{
    return m_head.size() + m_end - m_begin;
}

void Framer::reset()
{
    const QImap4Limits limits = m_limits;
    const bool streaming = m_streaming;
    *this = Framer(limits);
    m_streaming = streaming;
}

QByteArray Framer::takePending()
{
    const QByteArray bytes(m_data + m_begin, m_end - m_begin);
    reset();
    return bytes;
}

// Empty lines, and the NULs and spaces that some servers put before a response, are not part of it.
Framer::Step Framer::start()
{
    for (; m_begin < m_end; ++m_begin) {
        const char c = m_data[m_begin];
        if (c != '\r' && c != '\n' && c != ' ' && c != '\0')
            break;
        if (c == ' ' || c == '\0')
            ++m_skipped;
    }
    if (m_skipped > m_limits.line)
        return fail(ErrorKind::Limit, QStringLiteral("nothing but padding"));
    if (m_begin == m_end)
        return Result::NeedMore;
    m_scan = m_lineBegin = m_begin;
    m_frame.elided.clear();
    m_joined = 0;
    m_joinedBytes = 0;
    m_joinEnded = false;
    m_kind = {};
    m_state = State::Line;
    return {};
}

// Where there is no data there may be no segment either, and memchr() wants one.
const void *Framer::lineEnd() const
{
    return m_scan < m_end ? std::memchr(m_data + m_scan, '\n', static_cast<size_t>(m_end - m_scan))
                          : nullptr;
}

Framer::Step Framer::readLine()
{
    const void *found = lineEnd();
    const qsizetype end = found ? static_cast<const char *>(found) - m_data : m_end;
    m_scan = found ? end + 1 : m_end;
    if (end - m_lineBegin > m_limits.line && end - m_lineBegin > lineLimit())
        return fail(ErrorKind::Limit, QStringLiteral("a line is too long"));
    if (keptBytes() > m_limits.response)
        return fail(ErrorKind::Limit, QStringLiteral("a response is too long"));
    if (!found)
        return Result::NeedMore;
    return endLine(end);
}

Framer::Step Framer::endLine(qsizetype end)
{
    while (end > m_lineBegin && m_data[end - 1] == '\r')
        --end;
    const Announcement literal = announcement(end);
    if (!literal.found)
        return finish(end);
    classify();
    return mayHoldLiteral(literal) ? enterLiteral(literal, end) : finish(end);
}

Framer::Step Framer::enterLiteral(const Announcement &literal, qsizetype end)
{
    const bool content = isContent(literal);
    const auto limit = static_cast<quint64>(literalLimit(content));
    if (literal.overflow || literal.size > limit)
        return fail(ErrorKind::Limit, QStringLiteral("a literal is too large"));

    m_literalLeft = literal.size;
    if (content && m_streaming && m_kind.type == ResponseKind::Fetch
        && literal.size > static_cast<quint64>(m_limits.streamThreshold)) {
        m_content.lead = m_head + QByteArray(m_data + m_begin, end - m_begin);
        m_content.offset = 0;
        m_content.total = literal.size;
        m_head.append(m_data + m_begin, m_scan - m_begin);
        m_frame.elided.append({m_head.size(), literal.size});
        m_begin = m_scan;
        m_keptContent = 0;
        m_state = State::Content;
        return {};
    }
    if (content) {
        m_keptContent += literal.size;
        if (m_keptContent > limit)
            return fail(ErrorKind::Limit, QStringLiteral("too much content in a response"));
    } else if (keptBytes() + static_cast<qint64>(literal.size) > m_limits.response) {
        return fail(ErrorKind::Limit, QStringLiteral("a response is too long"));
    }
    m_state = State::Literal;
    return {};
}

Framer::Step Framer::skipLiteral()
{
    const quint64 step = std::min(m_literalLeft, static_cast<quint64>(m_end - m_scan));
    m_scan += static_cast<qsizetype>(step);
    m_literalLeft -= step;
    if (m_literalLeft > 0)
        return Result::NeedMore;
    m_lineBegin = m_scan;
    m_state = State::Line;
    return {};
}

Framer::Step Framer::passContent()
{
    const auto size =
        static_cast<qsizetype>(std::min(m_literalLeft, static_cast<quint64>(m_end - m_begin)));
    if (size == 0)
        return Result::NeedMore;

    m_content.offset = m_content.total - m_literalLeft;
    m_literalLeft -= static_cast<quint64>(size);
    m_frame.buffer = {};
    if (m_begin == 0 && size == m_end && size > m_segment.size() / 2 && m_segment.isDetached()) {
        m_content.bytes = std::move(m_segment); // all of it is content: hand it over uncopied
        m_content.bytes.truncate(size);
        m_segment = {};
        m_data = nullptr;
        m_end = 0;
    } else {
        m_content.bytes = QByteArray(m_data + m_begin, size);
        m_begin += size;
    }
    m_scan = m_lineBegin = m_begin;
    if (m_literalLeft == 0)
        m_state = State::Line;
    return Result::Content;
}

bool Framer::join()
{
    // What was streamed is gone, and each try costs a reading of the whole response.
    m_joinedBytes += m_frame.length;
    if (m_joinEnded || m_joined >= mostJoins || m_joinedBytes > mostJoinedBytes
        || m_state != State::Start || m_frame.buffer.constData() != m_data
        || !m_frame.elided.isEmpty()) {
        m_joined = 0;
        m_joinedBytes = 0;
        m_joinEnded = false;
        return false;
    }
    m_begin = m_frame.begin;
    m_lineBegin = m_scan;
    m_state = State::Join;
    return true;
}

Framer::Step Framer::joinLine()
{
    const void *found = lineEnd();
    if (!found && m_end - m_lineBegin <= m_limits.line) {
        m_scan = m_end;
        return Result::NeedMore;
    }
    const qsizetype end = found ? static_cast<const char *>(found) - m_data : m_end;
    m_scan = m_lineBegin;
    ++m_joined;
    if (!beginsResponse(QByteArrayView(m_data + m_lineBegin, end - m_lineBegin))) {
        m_state = State::Line;
        return {};
    }
    m_joinEnded = true;
    qsizetype before = m_lineBegin;
    while (before > m_begin && (m_data[before - 1] == '\n' || m_data[before - 1] == '\r'))
        --before;
    return finish(before);
}

Framer::Result Framer::finish(qsizetype end)
{
    if (m_head.isEmpty()) {
        if (m_frame.buffer.constData() != m_data)
            m_frame.buffer = m_segment;
        m_frame.begin = m_begin;
        m_frame.length = end - m_begin;
    } else {
        m_frame.buffer = m_head + QByteArray(m_data + m_begin, end - m_begin);
        m_frame.begin = 0;
        m_frame.length = m_frame.buffer.size();
        m_head.clear();
    }
    m_frame.skipped = m_skipped;
    m_frame.joined = m_joined;
    m_skipped = 0;
    m_keptContent = 0;
    m_begin = m_scan;
    m_state = State::Start;
    return Result::Response;
}

Framer::Result Framer::fail(ErrorKind kind, const QString &text)
{
    m_errorKind = kind;
    m_errorString = text;
    m_state = State::Failed;
    return Result::Error;
}

// Brings at least `minimum` bytes of room behind what is still needed: by moving it to the front
// when nobody else refers to the segment, else by taking it along to a new one. What one long
// response needed is not kept for the short ones behind it.
void Framer::makeRoom(qsizetype minimum)
{
    m_frame.buffer = {};
    const qsizetype pending = m_end - m_begin;
    const qsizetype wanted = roomWanted(std::max(minimum, qsizetype(1)));
    const bool shared = !m_segment.isDetached();
    const bool oversized = m_segment.size() > largestSegment && wanted <= largestSegment;
    if (shared && !oversized && pending == 0 && m_segment.size() - m_end >= wanted)
        return; // write on behind the frames that others hold
    if (shared || oversized || m_segment.size() < wanted) {
        const QByteArray old = m_segment;
        const char *from = m_data;
        if (shared && !old.isEmpty())
            m_segmentSize = std::min(largestSegment, m_segmentSize * 2);
        allocate(std::max(wanted, m_segmentSize));
        if (pending > 0)
            std::memcpy(m_data, from + m_begin, static_cast<size_t>(pending));
    } else if (m_begin > 0 && pending > 0) {
        std::memmove(m_data, m_data + m_begin, static_cast<size_t>(pending));
    }
    m_scan -= m_begin;
    m_lineBegin -= m_begin;
    m_begin = 0;
    m_end = pending;
}

// A literal is trusted to come as announced up to a megabyte; beyond, and for lines, room doubles
// as data arrive, so that each byte is moved a bounded number of times.
qsizetype Framer::roomWanted(qsizetype minimum) const
{
    const qsizetype pending = m_end - m_begin;
    qsizetype wanted = pending + minimum;
    if (m_state == State::Literal) {
        const quint64 left = m_literalLeft + static_cast<quint64>(behindLiteral);
        const qsizetype grown = std::max(trustedAnnouncement, pending * 2);
        wanted = std::max(wanted,
                          left < static_cast<quint64>(grown - pending)
                              ? pending + static_cast<qsizetype>(left)
                              : grown);
        // Many small ones in a response must not move all of it each time.
        wanted = std::max(wanted, pending + pending / 4);
    } else if (m_state == State::Line) {
        wanted = std::max(wanted, pending * 2);
    }
    return wanted;
}

void Framer::allocate(qsizetype size)
{
    m_segment = QByteArray(size, Qt::Uninitialized);
    m_data = m_segment.data();
}

QByteArrayView Framer::responseStart() const
{
    if (!m_head.isEmpty())
        return m_head;
    return QByteArrayView(m_data + m_begin, m_scan - m_begin);
}

// From no more than a line may have, so that the same is found however the response comes.
void Framer::classify()
{
    if (m_kind.type != ResponseKind::Unknown)
        return;
    const QByteArrayView response = responseStart();
    const auto most = std::clamp<qint64>(m_limits.line, 0, response.size());
    m_kind = kindOfResponse(response.first(static_cast<qsizetype>(most)));
}

qint64 Framer::lineLimit()
{
    classify();
    return m_kind.mayBeLong ? m_limits.listLine : m_limits.line;
}

// What FETCH tells is the sender's: a list of recipients, or a subject, may be of any length, and
// must not keep the rest of the mailbox from being read.
qint64 Framer::literalLimit(bool content) const
{
    if (content)
        return m_limits.bodyLiteral;
    return m_kind.type == ResponseKind::Fetch ? m_limits.response : m_limits.literal;
}

qint64 Framer::keptBytes() const
{
    return m_head.size() + m_scan - m_begin - static_cast<qint64>(m_keptContent);
}

// The "{n}" that ends the line, if there is one. No digits, or others than decimal, are text.
Framer::Announcement Framer::announcement(qsizetype end) const
{
    qsizetype at = end;
    while (at > m_lineBegin && m_data[at - 1] == ' ')
        --at;
    if (at == m_lineBegin || m_data[at - 1] != '}')
        return {};
    qsizetype open = at - 2;
    if (open >= m_lineBegin && m_data[open] == '+')
        --open;
    const qsizetype lastDigit = open;
    while (open >= m_lineBegin && is(m_data[open], DigitByte))
        --open;
    if (open == lastDigit)
        return {};
    Announcement result;
    result.negative = open > m_lineBegin && m_data[open] == '-';
    if (result.negative)
        --open;
    if (open < m_lineBegin || m_data[open] != '{')
        return {};

    result.found = true;
    const LiteralHeader header = readLiteralHeader(m_data + open, m_data + m_scan);
    result.overflow = !header.content;
    result.size = header.size;
    result.begin = open > m_lineBegin && m_data[open - 1] == '~' ? open - 1 : open;
    return result;
}

// Text for people and unquoted names may end like a literal, of text only an unfinished code may
// have one. Nothing but content is announced with a negative size.
bool Framer::mayHoldLiteral(const Announcement &literal)
{
    if (m_kind.type == ResponseKind::Text || (m_kind.type == ResponseKind::Code && !isInsideCode()))
        return false;
    if (literal.negative)
        return isContent(literal);
    if (literal.begin == m_lineBegin)
        return true;
    const char before = m_data[literal.begin - 1];
    return before == ' ' || before == '(' || before == ')' || isContent(literal);
}

// Whether the code of the response has not ended yet. Each octet is searched once, however many
// literals the code has.
bool Framer::isInsideCode()
{
    const QByteArrayView response = responseStart();
    const bool ended = response.indexOf(']', m_kind.codeSearched) >= 0;
    m_kind.codeSearched = response.size();
    if (ended)
        m_kind.type = ResponseKind::Text;
    return !ended;
}

// Whether the value of BODY[...], BINARY[...] or an RFC822 item begins here, or a URL's content.
bool Framer::isContent(const Announcement &literal) const
{
    if (m_kind.type != ResponseKind::Fetch && m_kind.type != ResponseKind::Converted)
        return m_kind.type == ResponseKind::UrlFetch;
    QByteArrayView text(m_data + m_begin, literal.begin - m_begin);
    while (text.endsWith(' '))
        text.chop(1);
    if (text.endsWith('>')) {
        text.chop(1);
        while (!text.isEmpty() && (is(text.back(), DigitByte) || text.back() == '.'))
            text.chop(1);
        if (!text.endsWith('<'))
            return false;
        text.chop(1);
    }
    if (text.endsWith(']')) {
        text.chop(1);
        // Up to the nearest bracket only: whatever is sent, this stays linear.
        while (!text.isEmpty() && text.back() != '[' && text.back() != ']')
            text.chop(1);
        return endsWithOneOf(text, {"BODY[", "PEEK[", "BINARY["});
    }
    return endsWithOneOf(text, {" RFC822", "(RFC822", "RFC822.TEXT", "RFC822.HEADER"});
}

} // namespace QImap4Internal
