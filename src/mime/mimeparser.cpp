// SPDX-License-Identifier: LGPL-3.0-or-later
#include "mimeparser_p.h"

#include "addressparser_p.h"

#include <algorithm>
#include <optional>

namespace QImap4Internal {

namespace {

constexpr int maximumDepth = 50;
constexpr qsizetype maximumParts = 5000;
constexpr qsizetype maximumFields = 2000; // of one header
constexpr qsizetype maximumParameters = 200;
constexpr qsizetype maximumBoundary = 200; // bytes; RFC 2046, 5.1.1 allows 70

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

// Behind the line end of the line at `position`.
qsizetype nextLine(QByteArrayView text, qsizetype position)
{
    const qsizetype newline = text.indexOf('\n', position);
    return newline < 0 ? text.size() : newline + 1;
}

QByteArrayView withoutLineEnd(QByteArrayView line)
{
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

// A value of the form: word *(";" name "=" (token / quoted-string)), RFC 2045, 5.1.
struct ParameterizedValue
{
    QByteArray word;
    QImap4BodyStructure::Parameters parameters;
};

class ParameterReader
{
public:
    explicit ParameterReader(QByteArrayView text)
        : m_text(text)
    {}

    ParameterizedValue read()
    {
        ParameterizedValue result;
        result.word = readUntil(";").trimmed();
        while (m_position < m_text.size() && result.parameters.size() < maximumParameters) {
            ++m_position;
            const QByteArray name = readUntil("=;").trimmed().toLower();
            if (m_position >= m_text.size() || m_text.at(m_position) != '=')
                continue;
            ++m_position;
            const QByteArray value = readValue();
            if (!name.isEmpty())
                result.parameters.append({name, value});
            readUntil(";"); // rubbish behind a quoted string
        }
        return result;
    }

private:
    void skipBlanks()
    {
        while (m_position < m_text.size()
               && (isBlank(m_text.at(m_position)) || m_text.at(m_position) == '\r'
                   || m_text.at(m_position) == '\n')) {
            ++m_position;
        }
    }

    QByteArray readUntil(QByteArrayView stops)
    {
        const qsizetype start = m_position;
        while (m_position < m_text.size() && !stops.contains(m_text.at(m_position)))
            ++m_position;
        return m_text.sliced(start, m_position - start).toByteArray();
    }

    QByteArray readValue()
    {
        skipBlanks();
        if (m_position >= m_text.size() || m_text.at(m_position) != '"')
            return readUntil(";").trimmed();
        QByteArray value;
        for (++m_position; m_position < m_text.size() && m_text.at(m_position) != '"';
             ++m_position) {
            if (m_text.at(m_position) == '\\' && m_position + 1 < m_text.size())
                ++m_position;
            value.append(m_text.at(m_position));
        }
        return value;
    }

    QByteArrayView m_text;
    qsizetype m_position = 0;
};

// The first field of that name, unfolded.
QByteArray fieldValue(const QList<HeaderField> &fields, QByteArrayView name)
{
    const auto field = std::find_if(fields.begin(), fields.end(), [name](const HeaderField &f) {
        return f.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return field == fields.end() ? QByteArray() : fieldValues({*field}, name).value(0);
}

// Without comments, lower case: a Content-Transfer-Encoding or a disposition.
QByteArray keyword(const QByteArray &value)
{
    return value.left(value.indexOf('(') < 0 ? value.size() : value.indexOf('('))
        .trimmed()
        .toLower();
}

struct Delimiter
{
    qsizetype contentEnd; // of what stands before
    qsizetype next; // first byte behind the delimiter line
    bool isLast;
};

// The next boundary delimiter line (RFC 2046, 5.1.1) in [from, end).
std::optional<Delimiter> findDelimiter(QByteArrayView message, const QByteArray &dashBoundary,
                                       qsizetype from, qsizetype end)
{
    const QByteArrayView range = message.first(end);
    qsizetype found = from;
    while ((found = range.indexOf(dashBoundary, found)) >= 0) {
        // First, as looking for the line's end each time is quadratic on one long line.
        if (found > 0 && range.at(found - 1) != '\n') {
            ++found;
            continue;
        }
        const qsizetype lineEnd = nextLine(range, found);
        QByteArrayView rest =
            range.sliced(found + dashBoundary.size(), lineEnd - found - dashBoundary.size());
        const bool isLast = rest.startsWith("--");
        if (isLast)
            rest = rest.sliced(2);
        if (isLast || rest.trimmed().isEmpty()) {
            // The line end before the delimiter belongs to it.
            qsizetype contentEnd = found;
            if (contentEnd > from && range.at(contentEnd - 1) == '\n')
                --contentEnd;
            if (contentEnd > from && range.at(contentEnd - 1) == '\r')
                --contentEnd;
            return Delimiter{contentEnd, lineEnd, isLast};
        }
        ++found;
    }
    return {};
}

class MimeParser
{
public:
    explicit MimeParser(QByteArrayView message)
        : m_message(message)
    {}

    ParsedMime parse()
    {
        m_result.structure = parseEntity({0, 0, m_message.size()}, {}, Place::Message, 0);
        return std::move(m_result);
    }

private:
    enum class Place { Message, Multipart, Digest };

    static QByteArray childSection(const QByteArray &parent, qsizetype index)
    {
        const QByteArray number = QByteArray::number(index + 1);
        return parent.isEmpty() ? number : parent + '.' + number;
    }

    QImap4BodyStructure parseEntity(MimeSpan span, const QByteArray &number, Place place, int depth)
    {
        ++m_parts;
        span.body = span.headers;
        const QByteArrayView entity = m_message.first(span.end);
        const QList<HeaderField> fields = readHeaderFields(entity, &span.body);
        QImap4BodyStructure part;
        readContentFields(fields, place, part);
        const bool isContainer = depth < maximumDepth && m_parts < maximumParts;
        m_result.isTruncated |= !isContainer && (part.isMultipart() || part.isMessage());
        const bool isMultipart = part.isMultipart() && isContainer;
        if (part.isMultipart() && !isMultipart)
            part.setType("application", "octet-stream");

        // The only part of a message has the number 1 (RFC 9051, 6.4.5).
        const bool isOnlyPart = place == Place::Message && !isMultipart;
        part.setSection(isOnlyPart ? childSection(number, 0) : number);
        if (!m_result.spans.contains(part.section()))
            m_result.spans.insert(part.section(), span);
        if (isMultipart) {
            parseChildren(span, part, depth);
            return part;
        }
        const QByteArrayView body = entity.sliced(span.body);
        part.setOctets(static_cast<quint64>(body.size()));
        if (part.type() == "text" || part.isMessage())
            part.setLines(static_cast<quint64>(body.count('\n')));
        if (part.isMessage() && isContainer)
            parseEmbedded(span, part, depth);
        return part;
    }

    void readContentFields(const QList<HeaderField> &fields, Place place,
                           QImap4BodyStructure &part) const
    {
        const ParameterizedValue type = ParameterReader(fieldValue(fields, "Content-Type")).read();
        const QByteArray word = keyword(type.word);
        const qsizetype slash = word.indexOf('/');
        if (slash > 0 && slash + 1 < word.size()) {
            part.setType(word.left(slash).trimmed(), word.mid(slash + 1).trimmed());
            part.setParameters(type.parameters);
        } else if (place == Place::Digest) {
            part.setType("message", "rfc822"); // RFC 2046, 5.1.5
        } else {
            part.setType("text", "plain");
        }
        const QByteArray encoding = keyword(fieldValue(fields, "Content-Transfer-Encoding"));
        part.setEncoding(encoding.isEmpty() ? QByteArray("7bit") : encoding);
        part.setContentId(fieldValue(fields, "Content-ID"));
        part.setDescription(fieldValue(fields, "Content-Description"));
        part.setLocation(fieldValue(fields, "Content-Location"));
        part.setMd5(fieldValue(fields, "Content-MD5"));
        const ParameterizedValue disposition =
            ParameterReader(fieldValue(fields, "Content-Disposition")).read();
        part.setDisposition(keyword(disposition.word), disposition.parameters);
    }

    void parseChildren(const MimeSpan &span, QImap4BodyStructure &part, int depth)
    {
        const QByteArray boundary = part.parameter("boundary").left(maximumBoundary);
        const Place place = part.subtype() == "digest" ? Place::Digest : Place::Multipart;
        QList<QImap4BodyStructure> children;
        if (boundary.isEmpty())
            return;
        const QByteArray dashBoundary = "--" + boundary;
        auto delimiter = findDelimiter(m_message, dashBoundary, span.body, span.end);
        while (delimiter && !delimiter->isLast) {
            if (m_parts >= maximumParts) {
                m_result.isTruncated = true;
                break;
            }
            const qsizetype start = delimiter->next;
            delimiter = findDelimiter(m_message, dashBoundary, start, span.end);
            const qsizetype end = delimiter ? delimiter->contentEnd : span.end;
            children.append(parseEntity({start, start, end},
                                        childSection(part.section(), children.size()), place,
                                        depth + 1));
        }
        part.setChildren(children);
    }

    void parseEmbedded(const MimeSpan &span, QImap4BodyStructure &part, int depth)
    {
        // An encoded message is a file, whose inside cannot be fetched.
        if (part.encoding() == "base64" || part.encoding() == "quoted-printable")
            return;
        qsizetype position = span.body;
        part.setEnvelope(envelopeFrom(readHeaderFields(m_message.first(span.end), &position)));
        part.setChildren({parseEntity({span.body, span.body, span.end}, part.section(),
                                      Place::Message, depth + 1)});
    }

    QByteArrayView m_message;
    qsizetype m_parts = 0;
    ParsedMime m_result;
};

} // namespace

QList<HeaderField> readHeaderFields(QByteArrayView message, qsizetype *position)
{
    QList<HeaderField> fields;
    qsizetype at = *position;
    while (at < message.size()) {
        qsizetype next = nextLine(message, at);
        const QByteArrayView line = withoutLineEnd(message.sliced(at, next - at));
        if (line.isEmpty()) {
            at = next;
            break;
        }
        while (next < message.size() && isBlank(message.at(next)))
            next = nextLine(message, next);
        const QByteArrayView field = withoutLineEnd(message.sliced(at, next - at));
        at = next;
        const qsizetype colon = field.indexOf(':');
        // Lines without a colon are rubbish of other programs, such as mbox' "From ".
        if (colon > 0 && fields.size() < maximumFields)
            fields.append({field.first(colon).trimmed(), field.sliced(colon + 1)});
    }
    *position = at;
    return fields;
}

QByteArrayList fieldValues(const QList<HeaderField> &fields, QByteArrayView name)
{
    QByteArrayList values;
    for (const HeaderField &field : fields) {
        if (field.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        QByteArray value = field.value.toByteArray();
        value.replace('\r', "").replace('\n', "");
        values.append(value.trimmed());
    }
    return values;
}

QImap4Envelope envelopeFrom(const QList<HeaderField> &fields)
{
    QImap4Envelope envelope;
    const auto addresses = [&fields](const char *name) {
        return parseAddressList(fieldValues(fields, name).join(", "));
    };
    const QList<QImap4Address> from = addresses("From");
    const QList<QImap4Address> sender = addresses("Sender");
    const QList<QImap4Address> replyTo = addresses("Reply-To");
    envelope.setRawSubject(fieldValue(fields, "Subject"));
    envelope.setRawDate(fieldValue(fields, "Date"));
    envelope.setFrom(from);
    // Servers fill these in from From (RFC 9051, 7.5.2).
    envelope.setSender(sender.isEmpty() ? from : sender);
    envelope.setReplyTo(replyTo.isEmpty() ? from : replyTo);
    envelope.setTo(addresses("To"));
    envelope.setCc(addresses("Cc"));
    envelope.setBcc(addresses("Bcc"));
    envelope.setInReplyTo(fieldValue(fields, "In-Reply-To"));
    envelope.setMessageId(fieldValue(fields, "Message-ID"));
    return envelope;
}

ParsedMime parseMime(QByteArrayView message)
{
    return MimeParser(message).parse();
}

} // namespace QImap4Internal
