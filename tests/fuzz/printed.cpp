// SPDX-License-Identifier: LGPL-3.0-or-later
// What a server that keeps to the grammar would write for given values is read as these values.
#include "fuzz.h"
#include "wire/mutf7_p.h"
#include "wire/responseparser_p.h"

using namespace QImap4Internal;

namespace {

// Any text but NUL, which no string of IMAP holds.
QByteArray anyText(Fuzz::Input &input)
{
    QByteArray text = input.piece(input.below(40)).toByteArray();
    text.replace('\0', ' ');
    return text;
}

QByteArray anyWord(Fuzz::Input &input)
{
    QByteArray word = "w";
    for (const char c : input.piece(input.below(12))) {
        const char letter = static_cast<char>('a' + static_cast<quint8>(c) % 26);
        word += letter;
    }
    return word;
}

QByteArray printedString(Fuzz::Input &input, const QByteArray &text)
{
    if (text.contains('\r') || text.contains('\n') || input.flag())
        return '{' + QByteArray::number(text.size()) + "}\r\n" + text;
    QByteArray quoted = text;
    quoted.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + quoted + '"';
}

// What was not given is NIL.
QByteArray printedNString(Fuzz::Input &input, const QByteArray &text)
{
    return text.isEmpty() ? QByteArray("NIL") : printedString(input, text);
}

QList<QImap4Address> anyAddresses(Fuzz::Input &input)
{
    QList<QImap4Address> addresses;
    for (int count = input.below(4); count > 0; --count) {
        const QByteArray name = anyText(input);
        addresses.append(QImap4Address(name, anyText(input), "host." + anyWord(input)));
    }
    return addresses;
}

QByteArray printedAddresses(Fuzz::Input &input, const QList<QImap4Address> &addresses)
{
    if (addresses.isEmpty())
        return "NIL";
    QByteArray list;
    for (const QImap4Address &address : addresses) {
        list += '(' + printedNString(input, address.rawName()) + " NIL "
            + printedNString(input, address.mailbox()) + ' ' + printedNString(input, address.host())
            + ')';
    }
    return '(' + list + ')';
}

QImap4Envelope anyEnvelope(Fuzz::Input &input)
{
    QImap4Envelope envelope;
    envelope.setRawDate(anyText(input));
    envelope.setRawSubject(anyText(input));
    envelope.setFrom(anyAddresses(input));
    envelope.setSender(anyAddresses(input));
    envelope.setReplyTo(anyAddresses(input));
    envelope.setTo(anyAddresses(input));
    envelope.setCc(anyAddresses(input));
    envelope.setBcc(anyAddresses(input));
    envelope.setInReplyTo(anyText(input).trimmed()); // spaces around these are not read
    envelope.setMessageId(anyText(input).trimmed());
    return envelope;
}

QByteArray printed(Fuzz::Input &input, const QImap4Envelope &envelope)
{
    QByteArray text = '(' + printedNString(input, envelope.rawDate()) + ' '
        + printedNString(input, envelope.rawSubject());
    for (const auto &list : {envelope.from(), envelope.sender(), envelope.replyTo(), envelope.to(),
                             envelope.cc(), envelope.bcc()})
        text += ' ' + printedAddresses(input, list);
    return text + ' ' + printedNString(input, envelope.inReplyTo()) + ' '
        + printedNString(input, envelope.messageId()) + ')';
}

QImap4BodyStructure::Parameters anyParameters(Fuzz::Input &input)
{
    QImap4BodyStructure::Parameters parameters;
    for (int count = input.below(3); count > 0; --count) {
        const QByteArray name = anyWord(input);
        parameters.append({name, anyText(input)});
    }
    return parameters;
}

QByteArray printed(Fuzz::Input &input, const QImap4BodyStructure::Parameters &parameters)
{
    if (parameters.isEmpty())
        return "NIL";
    QByteArrayList words;
    for (const auto &[name, value] : parameters)
        words += printedString(input, name) + ' ' + printedString(input, value);
    return '(' + words.join(' ') + ')';
}

// A leaf, or a multipart of some; what the parts are numbered follows from where they are.
QImap4BodyStructure anyPart(Fuzz::Input &input, int depth)
{
    constexpr int Deepest = 6;
    QImap4BodyStructure part;
    part.setParameters(anyParameters(input));
    if (depth < Deepest && input.below(3) == 0) {
        part.setType("multipart", anyWord(input));
        QList<QImap4BodyStructure> children;
        for (int count = 1 + input.below(3); count > 0; --count)
            children.append(anyPart(input, depth + 1));
        part.setChildren(children);
    } else {
        part.setType(anyWord(input), anyWord(input));
        part.setContentId(anyText(input));
        part.setDescription(anyText(input));
        part.setEncoding(anyWord(input));
        part.setOctets(input.number());
        part.setMd5(anyText(input));
    }
    if (input.flag())
        part.setDisposition(anyWord(input), anyParameters(input));
    part.setLocation(anyText(input));
    return part;
}

QByteArray printedExtension(Fuzz::Input &input, const QImap4BodyStructure &part)
{
    const QByteArray disposition = part.disposition().isEmpty()
        ? QByteArray("NIL")
        : '(' + printedString(input, part.disposition()) + ' '
            + printed(input, part.dispositionParameters()) + ')';
    return disposition + " NIL " + printedNString(input, part.location());
}

QByteArray printed(Fuzz::Input &input, const QImap4BodyStructure &part)
{
    QByteArray text = "(";
    if (part.isMultipart()) {
        for (const QImap4BodyStructure &child : part.children())
            text += printed(input, child);
        return text + ' ' + printedString(input, part.subtype()) + ' '
            + printed(input, part.parameters()) + ' ' + printedExtension(input, part) + ')';
    }
    text += printedString(input, part.type()) + ' ' + printedString(input, part.subtype()) + ' '
        + printed(input, part.parameters()) + ' ' + printedNString(input, part.contentId()) + ' '
        + printedNString(input, part.description()) + ' ' + printedString(input, part.encoding())
        + ' ' + QByteArray::number(part.octets());
    return text + ' ' + printedNString(input, part.md5()) + ' ' + printedExtension(input, part)
        + ')';
}

void checkSamePart(const QImap4BodyStructure &read, const QImap4BodyStructure &wanted)
{
    FUZZ_CHECK(read.mimeType() == wanted.mimeType());
    FUZZ_CHECK(read.parameters() == wanted.parameters());
    FUZZ_CHECK(read.disposition() == wanted.disposition());
    FUZZ_CHECK(read.dispositionParameters() == wanted.dispositionParameters());
    FUZZ_CHECK(read.location() == wanted.location());
    FUZZ_CHECK(read.contentId() == wanted.contentId());
    FUZZ_CHECK(read.description() == wanted.description());
    FUZZ_CHECK(read.octets() == wanted.octets());
    FUZZ_CHECK(read.md5() == wanted.md5());
    FUZZ_CHECK(wanted.isMultipart() || read.encoding() == wanted.encoding());
    const QList<QImap4BodyStructure> children = wanted.children();
    FUZZ_CHECK(read.children().size() == children.size());
    for (qsizetype i = 0; i < children.size(); ++i)
        checkSamePart(read.children().at(i), children.at(i));
}

// The one response that the bytes are.
class PrintedResponse
{
public:
    explicit PrintedResponse(const QByteArray &bytes)
    {
        m_framer.append(bytes + "\r\n");
        FUZZ_CHECK(m_framer.next() == Framer::Result::Response);
        m_response = m_parser.parse(m_framer.frame());
        FUZZ_CHECK(m_framer.next() == Framer::Result::NeedMore);
        FUZZ_CHECK(m_parser.takeWarnings().isEmpty());
    }

    template <typename T>
    const T &as() const
    {
        FUZZ_CHECK(std::holds_alternative<T>(m_response));
        return *std::get_if<T>(&m_response);
    }

    QImap4Message message()
    {
        const QImap4MessageList messages = m_parser.takeMessages();
        FUZZ_CHECK(messages.size() == 1);
        return messages.first();
    }

private:
    Framer m_framer;
    ResponseParser m_parser;
    Response m_response;
};

void checkFetch(Fuzz::Input &input)
{
    const quint32 number = 1 + input.byte();
    const quint32 uid = 1 + input.byte();
    const quint64 size = input.number();
    const QByteArray keyword = anyWord(input);
    const QImap4Envelope envelope = anyEnvelope(input);
    const QImap4BodyStructure structure = anyPart(input, 0);
    const QByteArray content = anyText(input);
    PrintedResponse response(
        "* " + QByteArray::number(number) + " FETCH (UID " + QByteArray::number(uid)
        + " FLAGS (\\Seen " + keyword + ") RFC822.SIZE " + QByteArray::number(size) + " ENVELOPE "
        + printed(input, envelope) + " BODYSTRUCTURE " + printed(input, structure) + " BODY[1] "
        + printedString(input, content) + ')');
    FUZZ_CHECK(response.as<FetchResponse>().sequenceNumber == number);
    const QImap4Message message = response.message();
    FUZZ_CHECK(message.sequenceNumber() == number && message.uid() == uid);
    FUZZ_CHECK(message.size() == size && message.body("1") == content);
    FUZZ_CHECK(message.flags() == QImap4Flags(QImap4Flags::Seen, {keyword}));
    FUZZ_CHECK(message.envelope() == envelope);
    checkSamePart(message.bodyStructure(), structure);
}

void checkList(Fuzz::Input &input)
{
    QString name = QString::fromUtf8(anyText(input));
    if (name.compare(QLatin1String("INBOX"), Qt::CaseInsensitive) == 0)
        name = QStringLiteral("INBOX");
    const QByteArray attribute = '\\' + anyWord(input);
    const QByteArray written = printedString(input, encodeMutf7(name).value_or(QByteArray()));
    PrintedResponse response("* LIST (" + attribute + ") \"/\" " + written);
    const QImap4Mailbox &mailbox = response.as<ListResponse>().mailbox;
    FUZZ_CHECK(mailbox.name() == name);
    FUZZ_CHECK(mailbox.delimiter() == u'/');
    FUZZ_CHECK(mailbox.attributeNames() == QByteArrayList{attribute});
}

void checkSearch(Fuzz::Input &input)
{
    QImap4MessageSet set(QImap4MessageSet::Uids);
    for (int count = 1 + input.below(20); count > 0; --count)
        set.add(1 + input.number() % 0xfffffffeU);
    const bool extended = input.flag();
    QByteArray text = "* ESEARCH UID ALL " + set.toString();
    if (!extended) {
        text = "* SEARCH";
        for (const quint32 number : set.toList())
            text += ' ' + QByteArray::number(number);
    }
    PrintedResponse response(text);
    const SearchResponse &search = response.as<SearchResponse>();
    FUZZ_CHECK(search.extended == extended);
    FUZZ_CHECK(search.result.messages.ranges() == set.ranges());
}

void checkStatus(Fuzz::Input &input)
{
    const QByteArray tag = anyWord(input).toUpper();
    QByteArray text = anyText(input);
    text.replace('\r', ' ').replace('\n', ' ');
    text = "x" + text + "x";
    const QByteArray code = anyWord(input).toUpper();
    PrintedResponse response(tag + "1 NO [" + code + " 7] " + text);
    const StatusResponse &status = response.as<StatusResponse>();
    FUZZ_CHECK(status.tag == tag + "1" && status.condition == Condition::No);
    FUZZ_CHECK(status.code.name() == code && status.code.number() == 7);
    FUZZ_CHECK(status.text == text);
}

} // namespace

QIMAP4_FUZZ_TARGET(printed, bytes)
{
    Fuzz::Input input(bytes);
    switch (input.below(5)) {
    case 0:
        checkList(input);
        break;
    case 1:
        checkSearch(input);
        break;
    case 2:
        checkStatus(input);
        break;
    default:
        checkFetch(input);
        break;
    }
}
