// SPDX-License-Identifier: LGPL-3.0-or-later
#include "messagejson.h"

#include <QtCore/qmetaobject.h>
#include <QtCore/qstringconverter.h>
#include <QtCore/qurl.h>

#include <optional>

namespace QImap4Cli {

static QString isoDate(const QDateTime &date)
{
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

// A domain that has no ASCII form: what could pass for another letter stands as its number.
static QString spelledOut(const QString &domain)
{
    QString result;
    for (const QChar c : domain) {
        if (c.unicode() < 0x80)
            result += c;
        else
            result += QStringLiteral("{U+%1}").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
    }
    return result;
}

// Letters of other scripts can look like Latin ones, so a domain shows its ASCII form.
static QString asciiAddress(const QImap4Address &address)
{
    const QString text = address.address();
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    if (at < 0)
        return text;
    const QByteArray ace = QUrl::toAce(text.mid(at + 1));
    return text.left(at + 1)
        + (ace.isEmpty() ? spelledOut(text.mid(at + 1)) : QString::fromLatin1(ace));
}

QJsonArray toJson(const QByteArrayList &words)
{
    QJsonArray array;
    for (const QByteArray &word : words)
        array.append(QString::fromUtf8(word));
    return array;
}

QJsonArray toJson(const QList<QImap4Address> &addresses)
{
    QJsonArray array;
    for (const QImap4Address &address : addresses) {
        if (address.isGroupStart() || address.isGroupEnd())
            continue;
        array.append(QJsonObject{
            {QStringLiteral("address"), asciiAddress(address)},
            {QStringLiteral("name"), address.displayName()},
        });
    }
    return array;
}

QJsonObject toJson(const QImap4Mailbox &mailbox)
{
    QJsonObject object{
        {QStringLiteral("attributes"), toJson(mailbox.attributeNames())},
        {QStringLiteral("delimiter"),
         mailbox.delimiter().isNull() ? QJsonValue() : QJsonValue(QString(mailbox.delimiter()))},
        {QStringLiteral("name"), mailbox.name()},
        {QStringLiteral("selectable"), mailbox.isSelectable()},
    };
    if (mailbox.specialUse() != QImap4Mailbox::NoSpecialUse) {
        object.insert(QStringLiteral("use"),
                      QLatin1String(QMetaEnum::fromType<QImap4Mailbox::SpecialUse>().valueToKey(
                          mailbox.specialUse())));
    }
    return object;
}

QJsonObject toJson(const QImap4MailboxInfo &mailbox)
{
    return {
        {QStringLiteral("exists"), qint64(mailbox.exists())},
        {QStringLiteral("flags"), toJson(mailbox.flags().toList())},
        {QStringLiteral("name"), mailbox.name()},
        {QStringLiteral("permanentFlags"), toJson(mailbox.permanentFlags().toList())},
        {QStringLiteral("readOnly"), mailbox.isReadOnly()},
        {QStringLiteral("recent"), qint64(mailbox.recent())},
        {QStringLiteral("uidNext"), qint64(mailbox.uidNext())},
        {QStringLiteral("uidValidity"), qint64(mailbox.uidValidity())},
    };
}

QJsonObject identityOf(const QImap4Message &message)
{
    return {
        {QStringLiteral("seq"), qint64(message.sequenceNumber())},
        {QStringLiteral("uid"), qint64(message.uid())},
    };
}

// A Sender that differs from From is told apart from it: either may be forged.
static void insertEnvelope(QJsonObject *object, const QImap4Envelope &envelope)
{
    object->insert(QStringLiteral("subject"), envelope.subject());
    object->insert(QStringLiteral("messageId"), QString::fromUtf8(envelope.messageId()));
    object->insert(QStringLiteral("from"), toJson(envelope.from()));
    object->insert(QStringLiteral("to"), toJson(envelope.to()));
    if (!envelope.cc().isEmpty())
        object->insert(QStringLiteral("cc"), toJson(envelope.cc()));
    if (!envelope.sender().isEmpty() && envelope.sender() != envelope.from())
        object->insert(QStringLiteral("sender"), toJson(envelope.sender()));
    if (!envelope.replyTo().isEmpty() && envelope.replyTo() != envelope.from())
        object->insert(QStringLiteral("replyTo"), toJson(envelope.replyTo()));
}

QJsonObject toJson(const QImap4Message &message)
{
    QJsonObject object = identityOf(message);
    if (message.has(QImap4Message::Flags))
        object.insert(QStringLiteral("flags"), toJson(message.flags().toList()));
    if (message.has(QImap4Message::Size))
        object.insert(QStringLiteral("size"), static_cast<qint64>(message.size()));
    QDateTime date = message.internalDate();
    if (date.isValid())
        object.insert(QStringLiteral("internalDate"), isoDate(date));
    if (message.has(QImap4Message::Envelope)) {
        const QImap4Envelope envelope = message.envelope();
        if (envelope.date().isValid())
            date = envelope.date();
        insertEnvelope(&object, envelope);
    }
    if (date.isValid())
        object.insert(QStringLiteral("date"), isoDate(date));
    return object;
}

// A server may write the names of fields in its own way; another section is not what was asked for.
QByteArray contentOf(const QImap4Message &message, const QByteArray &section)
{
    static const QByteArray fields = QByteArrayLiteral("HEADER.FIELDS");
    const QByteArray content = message.body(section);
    const QByteArrayList sections = message.sections();
    if (!content.isNull() || sections.size() != 1 || !section.startsWith(fields))
        return content;
    const QByteArray &only = sections.first();
    const qsizetype open = only.indexOf('[');
    const qsizetype close = only.lastIndexOf(']');
    const QByteArray answered =
        open >= 0 && close > open ? only.mid(open + 1, close - open - 1) : QByteArray();
    return answered.toUpper().startsWith(fields) ? message.body(answered) : content;
}

static std::optional<QString> textOf(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

void insertBytes(QJsonObject *object, const QByteArray &bytes)
{
    if (const std::optional<QString> text = textOf(bytes))
        object->insert(QStringLiteral("text"), *text);
    else
        object->insert(QStringLiteral("base64"), QString::fromLatin1(bytes.toBase64()));
}

} // namespace QImap4Cli
