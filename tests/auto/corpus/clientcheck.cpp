// SPDX-License-Identifier: LGPL-3.0-or-later
#include "checks.h"
#include "jsontext.h"
#include "replay.h"

#include "types/rfc5322date_p.h"
#include "wire/datetime_p.h"
#include "wire/mutf7_p.h"
#include "wire/valuetree_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtimezone.h>

using namespace QImap4Internal;

// What a client's API returned: {"bytes": ...} in Latin-1, {"list": [...]}, {"dict": [[k, v]]}.
namespace {

QJsonObject bytesJson(const QByteArray &bytes)
{
    return {{QLatin1String("bytes"), QString::fromLatin1(bytes)}};
}

QJsonObject listJson(const QJsonArray &list)
{
    return {{QLatin1String("list"), list}};
}

QJsonObject textJson(const QString &string)
{
    return {{QLatin1String("str"), string}};
}

bool isPlainNumber(const QByteArray &text)
{
    if (text.isEmpty() || (text.size() > 1 && text.startsWith('0')))
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return is(c, DigitByte); });
}

QJsonValue valueJson(const QImap4Value &value)
{
    switch (value.kind()) {
    case QImap4Value::Missing:
    case QImap4Value::Nil:
        return {};
    case QImap4Value::List: {
        QJsonArray list;
        for (const QImap4Value &item : value.items())
            list.append(valueJson(item));
        return listJson(list);
    }
    case QImap4Value::Atom:
        if (isPlainNumber(value.text()))
            return static_cast<qint64>(value.number());
        [[fallthrough]];
    case QImap4Value::String:
        break;
    }
    return bytesJson(value.text());
}

QJsonArray valuesJson(const QImap4ValueList &values)
{
    QJsonArray list;
    for (const QImap4Value &value : values)
        list.append(valueJson(value));
    return list;
}

// Tokens as they stand in the text, parentheses and quotes too.
void appendTokens(const QImap4ValueList &values, QJsonArray &tokens)
{
    for (const QImap4Value &value : values) {
        if (value.isList()) {
            tokens.append(bytesJson("("));
            appendTokens(value.items(), tokens);
            tokens.append(bytesJson(")"));
        } else if (value.kind() == QImap4Value::String) {
            tokens.append(bytesJson('"' + value.text() + '"'));
        } else {
            tokens.append(bytesJson(value.text()));
        }
    }
}

// A date where another program's time zone was UTC.
CheckResult compareDates(const QDateTime &ours, const QJsonValue &expected)
{
    const QJsonObject json = expected.toObject();
    if (expected.isNull())
        return ours.isValid() ? different(QStringLiteral("a date")) : CheckResult();
    QDateTime date =
        QDateTime::fromString(json.value(QLatin1String("datetime")).toString(), Qt::ISODate);
    if (json.value(QLatin1String("naive_local")).toBool())
        date.setTimeSpec(Qt::UTC);
    return ours == date ? CheckResult()
                        : different(ours.toString(Qt::ISODate) + QLatin1String(" not ")
                                    + date.toString(Qt::ISODate));
}

CheckResult checkTokens(const CorpusCase &c)
{
    bool ok = false;
    const QImap4ValueList values = readValues(c.bytes, defaultNesting, &ok);
    if (c.json.value(QLatin1String("status")).toString() == QLatin1String("error"))
        return ok ? different(QStringLiteral("not refused")) : CheckResult();
    if (!ok)
        return different(QStringLiteral("not read"));
    QJsonArray tokens;
    if (c.kind == "lexer")
        appendTokens(values, tokens);
    else
        tokens = valuesJson(values);
    return compare(listJson(tokens), c.json.value(QLatin1String("expected")));
}

CheckResult checkUtf7Decoding(const CorpusCase &c)
{
    return compare(textJson(decodeMutf7(c.bytes)), c.json.value(QLatin1String("expected")));
}

CheckResult checkUtf7Encoding(const CorpusCase &c)
{
    const QString name = c.json.value(QLatin1String("in"))[QLatin1String("str")].toString();
    const auto encoded = encodeMutf7(name);
    return encoded ? compare(bytesJson(*encoded), c.json.value(QLatin1String("expected")))
                   : different(QStringLiteral("not encoded"));
}

CheckResult checkDateReading(const CorpusCase &c)
{
    QDateTime date = parseInternalDate(c.bytes);
    if (!date.isValid())
        date = parseRfc5322Date(c.bytes);
    if (c.json.value(QLatin1String("status")).toString() == QLatin1String("error"))
        return date.isValid() ? different(QStringLiteral("not refused")) : CheckResult();
    return compareDates(date, c.json.value(QLatin1String("expected")));
}

CheckResult checkDateWriting(const CorpusCase &c)
{
    const QJsonValue in = c.json.value(QLatin1String("in"));
    const QJsonValue expected = c.json.value(QLatin1String("expected"));
    if (in.toObject().contains(QLatin1String("date")))
        return notMapped(); // a search criterion: written without a leading zero here
    if (in[QLatin1String("naive_local")].toBool())
        return notMapped(); // depends on the time zone of the machine
    const QDateTime date =
        QDateTime::fromString(in[QLatin1String("datetime")].toString(), Qt::ISODate);
    return compare(textJson(QString::fromLatin1(formatInternalDate(date))), expected);
}

CheckResult checkList(const CorpusCase &c)
{
    if (c.bytes.isEmpty())
        return {};
    const bool names = c.json.value(QLatin1String("folder_encode")).toBool();
    const QJsonArray expected =
        c.json.value(QLatin1String("expected"))[QLatin1String("list")].toArray();
    QJsonArray ours;
    for (const ReplayedResponse &read : replay(c.bytes).responses) {
        const auto *list = std::get_if<ListResponse>(&read.response);
        if (!list)
            return different(QStringLiteral("not a LIST"));
        QJsonArray attributes;
        for (const QByteArray &name : list->mailbox.attributeNames())
            attributes.append(bytesJson(name));
        const QString name = list->mailbox.name();
        ours.append(listJson(
            {listJson(attributes), bytesJson(QString(list->mailbox.delimiter()).toUtf8()),
             names ? textJson(name) : bytesJson(encodeMutf7(name).value_or(QByteArray()))}));
    }
    return compare(ours, expected);
}

CheckResult checkSearch(const CorpusCase &c)
{
    if (c.bytes.isEmpty())
        return {};
    const Replay read = replay(c.bytes);
    const auto *search = read.responses.size() == 1
        ? std::get_if<SearchResponse>(&read.responses.first().response)
        : nullptr;
    if (!search)
        return different(QStringLiteral("not a SEARCH"));
    QJsonArray ids;
    for (const quint32 id : search->result.messages.toList())
        ids.append(static_cast<qint64>(id));
    const quint64 modSeq = search->result.modSeq;
    const QJsonValue expected = c.json.value(QLatin1String("expected"));
    const CheckResult numbers = compare(ids, expected[QLatin1String("ids")]);
    if (numbers.verdict != Verdict::AsExpected)
        return numbers;
    return compare(modSeq == 0 ? QJsonValue() : QJsonValue(static_cast<qint64>(modSeq)),
                   expected[QLatin1String("modseq")]);
}

QByteArray bytesOf(const QJsonValue &value)
{
    return value[QLatin1String("bytes")].toString().toLatin1();
}

// A body structure as a list of its fields, as far as every server sends them.
QJsonValue structureFields(const QImap4BodyStructure &part)
{
    QJsonArray children;
    for (const QImap4BodyStructure &child : part.children())
        children.append(structureFields(child));
    if (part.isMultipart())
        return QJsonArray{children, lowerText(part.subtype())};
    return QJsonArray{lowerText(part.type()), lowerText(part.subtype()), toJson(part.parameters()),
                      static_cast<qint64>(part.octets()), children};
}

QJsonValue expectedFields(const QJsonValue &value)
{
    const QJsonArray body = value[QLatin1String("body")].toArray();
    QJsonArray children;
    if (value[QLatin1String("is_multipart")].toBool()) {
        for (const QJsonValue &child : body.at(0)[QLatin1String("list")].toArray())
            children.append(expectedFields(child));
        return QJsonArray{children, lowerText(bytesOf(body.at(1)))};
    }
    QJsonArray parameters;
    const QJsonArray words = body.at(2)[QLatin1String("list")].toArray();
    for (qsizetype i = 0; i + 1 < words.size(); i += 2)
        parameters.append(
            QJsonArray{lowerText(bytesOf(words.at(i))), text(bytesOf(words.at(i + 1)))});
    return QJsonArray{lowerText(bytesOf(body.at(0))), lowerText(bytesOf(body.at(1))), parameters,
                      body.at(6), children};
}

QJsonValue addressesJson(const QList<QImap4Address> &addresses)
{
    if (addresses.isEmpty())
        return {};
    const auto bytesOrNull = [](const QByteArray &bytes) {
        return bytes.isNull() ? QJsonValue() : QJsonValue(bytesJson(bytes));
    };
    QJsonArray list;
    for (const QImap4Address &address : addresses)
        list.append(QJsonArray{bytesOrNull(address.rawName()), bytesOrNull(address.mailbox()),
                               bytesOrNull(address.host())});
    return list;
}

QJsonValue expectedAddresses(const QJsonValue &value)
{
    if (value.isNull())
        return {};
    QJsonArray list;
    for (const QJsonValue &element : value[QLatin1String("list")].toArray()) {
        const QJsonValue address = element[QLatin1String("address")];
        list.append(QJsonArray{address[QLatin1String("name")], address[QLatin1String("mailbox")],
                               address[QLatin1String("host")]});
    }
    return list;
}

CheckResult checkEnvelope(const QImap4Envelope &envelope, const QJsonValue &expected)
{
    const CheckResult date = compareDates(envelope.date(), expected[QLatin1String("date")]);
    if (date.verdict != Verdict::AsExpected)
        return date;
    const QJsonArray ours{bytesJson(envelope.rawSubject()), addressesJson(envelope.from()),
                          addressesJson(envelope.sender()), addressesJson(envelope.replyTo()),
                          addressesJson(envelope.to()),     addressesJson(envelope.cc()),
                          addressesJson(envelope.bcc()),    bytesJson(envelope.inReplyTo()),
                          bytesJson(envelope.messageId())};
    const auto addresses = [&expected](const char *key) {
        return expectedAddresses(expected[QLatin1String(key)]);
    };
    const auto string = [&expected](const char *key) {
        return bytesJson(bytesOf(expected[QLatin1String(key)]));
    };
    return compare(ours,
                   QJsonArray{string("subject"), addresses("from_"), addresses("sender"),
                              addresses("reply_to"), addresses("to"), addresses("cc"),
                              addresses("bcc"), string("in_reply_to"), string("message_id")});
}

// The newest response about a message that has the item.
QImap4Message withItem(const QList<QImap4Message> &messages, const QByteArray &name)
{
    for (auto message = messages.crbegin(); message != messages.crend(); ++message) {
        if (name == "FLAGS" ? message->has(QImap4Message::Flags)
                            : !message->value(name).isMissing())
            return *message;
    }
    return {};
}

CheckResult checkItem(const QList<QImap4Message> &messages, const QByteArray &name,
                      const QJsonValue &expected)
{
    const QImap4Message message = withItem(messages, name);
    if (name == "SEQ")
        return compare(static_cast<qint64>(messages.last().sequenceNumber()), expected);
    if (name == "UID")
        return compare(static_cast<qint64>(messages.last().uid()), expected);
    if (message.isNull())
        return different(QString::fromLatin1(name) + QLatin1String(" is missing"));
    if (name == "FLAGS") {
        QJsonArray flags;
        for (const QByteArray &flag : message.flags().toList())
            flags.append(bytesJson(flag));
        return compare(listJson(flags), expected);
    }
    if (name == "INTERNALDATE")
        return compareDates(message.internalDate(), expected);
    if (name == "ENVELOPE")
        return checkEnvelope(message.envelope(), expected[QLatin1String("envelope")]);
    if (name == "BODY" || name == "BODYSTRUCTURE")
        return compare(structureFields(message.bodyStructure()), expectedFields(expected));
    if (name == "MODSEQ")
        return compare(static_cast<qint64>(message.modSeq()), expected);
    return compare(valueJson(message.value(name)), expected);
}

CheckResult checkFetch(const CorpusCase &c)
{
    if (c.bytes.isEmpty())
        return {};
    const Replay read = replay(c.bytes);
    if (c.json.value(QLatin1String("status")).toString() == QLatin1String("error"))
        return read.hasError() ? CheckResult() : different(QStringLiteral("not refused"));
    if (read.hasError())
        return different(QStringLiteral("not read"));
    for (const QJsonValue &entry :
         c.json.value(QLatin1String("expected"))[QLatin1String("dict")].toArray()) {
        const auto key = static_cast<quint32>(entry.toArray().at(0).toInteger());
        QList<QImap4Message> messages;
        for (const ReplayedResponse &response : read.responses) {
            const QImap4Message &message = response.message;
            if (!message.isNull() && (message.uid() == key || (message.sequenceNumber() == key)))
                messages.append(message);
        }
        if (messages.isEmpty())
            return different(QStringLiteral("message %1 is missing").arg(key));
        for (const QJsonValue &item : entry.toArray().at(1)[QLatin1String("dict")].toArray()) {
            const QByteArray name = bytesOf(item.toArray().at(0)).toUpper();
            const CheckResult result = checkItem(messages, name, item.toArray().at(1));
            if (result.verdict != Verdict::AsExpected)
                return {result.verdict,
                        QString::fromLatin1(name) + QLatin1String(": ") + result.why};
        }
    }
    return {};
}

CheckResult checkSet(const CorpusCase &c)
{
    const QByteArray wanted = bytesOf(c.json.value(QLatin1String("expected")));
    bool ok = false;
    QImap4MessageSet::fromString(wanted, QImap4MessageSet::Uids, &ok);
    return ok ? CheckResult() : different(QStringLiteral("a set that is not read"));
}

struct KindRow
{
    const char *kind;
    CheckResult (*check)(const CorpusCase &c);
};

const KindRow kindRows[] = {
    {"datetime_to_INTERNALDATE", checkDateWriting},
    {"fetch", checkFetch},
    {"format_criteria_date", checkDateWriting},
    {"join_message_ids", checkSet},
    {"lexer", checkTokens},
    {"list", checkList},
    {"parse_to_datetime", checkDateReading},
    {"search", checkSearch},
    {"tokens", checkTokens},
    {"utf7_decode", checkUtf7Decoding},
    {"utf7_encode", checkUtf7Encoding},
};

} // namespace

CheckResult checkClient(const CorpusCase &corpusCase)
{
    for (const KindRow &row : kindRows) {
        if (corpusCase.kind == row.kind)
            return row.check(corpusCase);
    }
    return notMapped();
}
