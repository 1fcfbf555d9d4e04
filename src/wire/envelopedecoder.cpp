// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/messagedecoder_p.h"

#include "wire/mending_p.h"

namespace QImap4Internal {

namespace {

// Addresses of one header field; the reading of what a hostile mail lists stays bounded.
constexpr qsizetype mostAddresses = 100000;

// Reads one envelope. Words where strings belong are what is behind a quote that was not escaped:
// they are looked out for on the way, so that only what needs it is read twice.
class EnvelopeReader
{
public:
    explicit EnvelopeReader(QByteArrayView list)
        : m_fields(list)
    {}

    QImap4Envelope read();
    bool sawStrayWords() const { return m_stray; }

private:
    Value next(Scanner &scanner)
    {
        const Value value = scanner.value();
        m_stray = m_stray || (value.kind == Value::Atom && value.bytes.contains('"'));
        return value;
    }
    void finish(Scanner &scanner)
    {
        while (next(scanner).kind != Value::Missing) {}
    }
    QByteArray readText() { return next(m_fields).text(); }
    QList<QImap4Address> readAddresses();
    QImap4Address readAddress(const Value &value);

    Scanner m_fields;
    bool m_stray = false;
};

QImap4Address EnvelopeReader::readAddress(const Value &value)
{
    Scanner fields(value.bytes);
    QByteArray name = next(fields).text();
    next(fields); // the source route, which nobody uses
    QByteArray mailbox = next(fields).text();
    const QByteArray host = next(fields).text();
    finish(fields);
    // One server swaps them: the name is then what stands in angle brackets.
    if (name.startsWith('<') && name.endsWith('>') && !mailbox.isEmpty() && host.isEmpty()) {
        const QByteArray address = name.sliced(1, name.size() - 2);
        const qsizetype at = address.lastIndexOf('@');
        if (at > 0)
            return QImap4Address(mailbox, address.first(at), address.sliced(at + 1));
    }
    return QImap4Address(name, mailbox, host);
}

QList<QImap4Address> EnvelopeReader::readAddresses()
{
    QList<QImap4Address> addresses;
    const Value list = next(m_fields);
    if (!list.isList())
        return addresses;
    Scanner scanner(list.bytes);
    while (addresses.size() < mostAddresses) {
        const Value address = next(scanner);
        if (address.kind == Value::Missing)
            break;
        if (address.isList())
            addresses.append(readAddress(address));
    }
    return addresses;
}

using SetAddresses = void (QImap4Envelope::*)(const QList<QImap4Address> &);

constexpr SetAddresses addressFields[] = {
    &QImap4Envelope::setFrom, &QImap4Envelope::setSender, &QImap4Envelope::setReplyTo,
    &QImap4Envelope::setTo,   &QImap4Envelope::setCc,     &QImap4Envelope::setBcc,
};

// Fields that are missing at the end are null; one of the wrong kind is null, too.
QImap4Envelope EnvelopeReader::read()
{
    QImap4Envelope envelope;
    envelope.setRawDate(readText());
    envelope.setRawSubject(readText());
    for (const SetAddresses set : addressFields)
        (envelope.*set)(readAddresses());
    envelope.setInReplyTo(readText().trimmed()); // headers may be folded before them
    envelope.setMessageId(readText().trimmed());
    finish(m_fields);
    m_stray = m_stray || m_fields.failed();
    return envelope;
}

} // namespace

QImap4Envelope decodeEnvelope(const Value &value)
{
    if (!value.isList() || value.bytes.trimmed().isEmpty())
        return {};
    EnvelopeReader reader(value.bytes);
    const QImap4Envelope envelope = reader.read();
    if (!reader.sawStrayWords() || value.bytes.contains('\n'))
        return envelope;
    const QByteArray mended = withQuotesEscaped(value.bytes);
    EnvelopeReader second(mended);
    const QImap4Envelope better = second.read();
    return second.sawStrayWords() ? envelope : better;
}

} // namespace QImap4Internal
