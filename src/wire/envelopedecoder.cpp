// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/messagedecoder_p.h"

#include "wire/mending_p.h"

namespace QImap4Internal {

namespace {

// Addresses of one header field; the reading of what a hostile mail lists stays bounded.
constexpr qsizetype mostAddresses = 100000;

QImap4Address decodeAddress(const Value &value)
{
    Scanner fields(value.bytes);
    QByteArray name = fields.value().text();
    fields.value(); // the source route, which nobody uses
    QByteArray mailbox = fields.value().text();
    const QByteArray host = fields.value().text();
    // One server swaps them: the name is then what stands in angle brackets.
    if (name.startsWith('<') && name.endsWith('>') && !mailbox.isEmpty() && host.isEmpty()) {
        const QByteArray address = name.sliced(1, name.size() - 2);
        const qsizetype at = address.lastIndexOf('@');
        if (at > 0)
            return QImap4Address(mailbox, address.first(at), address.sliced(at + 1));
    }
    return QImap4Address(name, mailbox, host);
}

QList<QImap4Address> decodeAddresses(const Value &value)
{
    QList<QImap4Address> addresses;
    if (!value.isList())
        return addresses;
    Scanner scanner(value.bytes);
    while (addresses.size() < mostAddresses) {
        const Value address = scanner.value();
        if (address.kind == Value::Missing)
            break;
        if (address.isList())
            addresses.append(decodeAddress(address));
    }
    return addresses;
}

struct AddressField
{
    void (QImap4Envelope::*set)(const QList<QImap4Address> &);
};

const AddressField addressFields[] = {
    {&QImap4Envelope::setFrom}, {&QImap4Envelope::setSender}, {&QImap4Envelope::setReplyTo},
    {&QImap4Envelope::setTo},   {&QImap4Envelope::setCc},     {&QImap4Envelope::setBcc},
};

bool hasStrayWordsInAddresses(QByteArrayView list)
{
    Scanner scanner(list);
    for (Value address = scanner.value(); address.isList(); address = scanner.value()) {
        Scanner fields(address.bytes);
        for (Value field = fields.value(); field.kind != Value::Missing; field = fields.value()) {
            if (field.kind == Value::Atom && field.bytes.contains('"'))
                return true;
        }
    }
    return false;
}

// Words where strings belong are what is behind a quote that was not escaped.
bool hasStrayWords(QByteArrayView list)
{
    Scanner scanner(list);
    for (Value value = scanner.value(); value.kind != Value::Missing; value = scanner.value()) {
        if (value.kind == Value::Atom && value.bytes.contains('"'))
            return true;
        if (value.isList() && value.bytes.startsWith('(') && hasStrayWordsInAddresses(value.bytes))
            return true;
    }
    return scanner.failed();
}

} // namespace

// Fields that are missing at the end are null; one of the wrong kind is null, too.
QImap4Envelope decodeEnvelope(const Value &value)
{
    QImap4Envelope envelope;
    if (!value.isList() || value.bytes.trimmed().isEmpty())
        return envelope;
    QByteArray mended;
    QByteArrayView bytes = value.bytes;
    if (hasStrayWords(bytes) && !bytes.contains('\n')) {
        mended = withQuotesEscaped(bytes);
        bytes = hasStrayWords(mended) ? bytes : QByteArrayView(mended);
    }
    Scanner fields(bytes);
    envelope.setRawDate(fields.value().text());
    envelope.setRawSubject(fields.value().text());
    for (const AddressField &field : addressFields)
        (envelope.*field.set)(decodeAddresses(fields.value()));
    envelope.setInReplyTo(fields.value().text());
    envelope.setMessageId(fields.value().text());
    return envelope;
}

} // namespace QImap4Internal
