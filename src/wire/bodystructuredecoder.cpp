// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/messagedecoder_p.h"

#include <QtCore/qvarlengtharray.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

// The elements of a list that is a body. What they mean depends on how many there are and on
// their kinds, because servers leave out, add and swap some.
using Fields = QVarLengthArray<Value, 16>;

constexpr qsizetype mostFields = 10000; // of one list
constexpr int mostParts = 10000; // of one message: each costs some 500 bytes
constexpr int deepestPart = 100;

// Each list is looked at once for each level that it is nested. No mail has all of its structure
// at the bottom of a deep one: what is more than this costs time and tells nothing.
constexpr qsizetype mostReadings = 16; // of all bytes, on average
constexpr qsizetype freeReadings = 1024 * 1024; // bytes

Fields fieldsOf(QByteArrayView list)
{
    Fields fields;
    Scanner scanner(list);
    while (fields.size() < mostFields) {
        const Value value = scanner.value();
        if (value.kind == Value::Missing)
            break;
        fields.append(value);
    }
    return fields;
}

template <size_t N>
bool isOneOf(const QByteArray &word, const char *const (&names)[N])
{
    return std::any_of(std::begin(names), std::end(names),
                       [&](const char *name) { return word == name; });
}

constexpr const char *multipartSubtypes[] = {
    "alternative", "appledouble", "digest", "encrypted", "form-data",     "mixed",
    "parallel",    "related",     "report", "signed",    "voice-message", "x-mixed-replace"};
constexpr const char *topTypes[] = {"application", "audio", "font",  "image",
                                    "message",     "model", "video", "text"};
constexpr const char *dispositions[] = {"attachment", "inline"};

Value fieldAt(const Fields &fields, qsizetype index)
{
    return index < fields.size() ? fields[index] : Value();
}

QByteArray lowerText(const Value &value)
{
    return value.text().toLower();
}

QImap4BodyStructure::Parameters decodeParameters(const Value &value)
{
    QImap4BodyStructure::Parameters parameters;
    if (!value.isList())
        return parameters;
    const Fields fields = fieldsOf(value.bytes);
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        if (fields[i].isText() && !fields[i + 1].isList())
            parameters.append({lowerText(fields[i]), fields[i + 1].text()});
    }
    return parameters;
}

// One server puts the word into quotes twice.
QByteArray dispositionWord(const Value &value)
{
    QByteArray word = lowerText(value);
    if (word.size() > 2 && word.startsWith('"') && word.endsWith('"'))
        word = word.sliced(1, word.size() - 2);
    return word;
}

bool isDisposition(const Value &value)
{
    if (value.isList())
        return isOneOf(dispositionWord(fieldAt(fieldsOf(value.bytes), 0)), dispositions);
    return isOneOf(dispositionWord(value), dispositions);
}

QByteArrayList decodeLanguages(const Value &value)
{
    QByteArrayList languages;
    if (value.isText())
        languages.append(value.text());
    if (value.isList()) {
        for (const Value &language : fieldsOf(value.bytes)) {
            if (language.isText())
                languages.append(language.text());
        }
    }
    return languages;
}

// Disposition, languages and location, which may all be missing (body-ext-1part, body-ext-mpart).
void decodeExtensions(const Fields &fields, qsizetype at, QImap4BodyStructure &part)
{
    Value disposition = fieldAt(fields, at);
    Value languages = fieldAt(fields, at + 1);
    if (!isDisposition(disposition) && isDisposition(languages))
        std::swap(disposition, languages);
    if (disposition.isList()) {
        const Fields inner = fieldsOf(disposition.bytes);
        part.setDisposition(dispositionWord(fieldAt(inner, 0)),
                            decodeParameters(fieldAt(inner, 1)));
    } else if (isDisposition(disposition)) {
        part.setDisposition(dispositionWord(disposition), {});
    }
    part.setLanguages(decodeLanguages(languages));
    part.setLocation(fieldAt(fields, at + 2).text());
}

QByteArray childSection(const QByteArray &parent, qsizetype index)
{
    const QByteArray number = QByteArray::number(index + 1);
    return parent.isEmpty() ? number : parent + '.' + number;
}

// What is left for the bodies that come.
struct Budget
{
    int parts;
    qsizetype bytes; // to be looked at
};

// A body with the place at which it stands. `number` is what its parts' numbers begin with;
// a multipart has itself no number, but inside of a message its content does: "2.TEXT".
struct Place
{
    QByteArray number;
    Budget *left;
    int depth = 0;
    bool inMessage = false; // or at the root
};

QImap4BodyStructure decodeBody(QByteArrayView list, const Place &place);

QImap4BodyStructure decodeChild(QByteArrayView list, const Place &place, qsizetype index)
{
    return decodeBody(list,
                      {childSection(place.number, index), place.left, place.depth + 1, false});
}

QByteArray multipartSection(const Place &place)
{
    if (!place.inMessage || place.number.isEmpty())
        return place.number;
    return place.number + ".TEXT";
}

QImap4BodyStructure decodeMultipart(const Fields &fields, const Place &place)
{
    QImap4BodyStructure part;
    part.setSection(multipartSection(place));
    QList<QImap4BodyStructure> children;
    qsizetype at = 0;
    for (; at < fields.size() && fields[at].isList(); ++at) {
        if (place.left->parts > 0 && place.left->bytes >= fields[at].bytes.size())
            children.append(decodeChild(fields[at].bytes, place, at));
    }
    if (at == 0 && fieldAt(fields, 0).kind == Value::Nil)
        ++at; // in the place of children
    QByteArray subtype = lowerText(fieldAt(fields, at));
    part.setType("multipart", subtype.isEmpty() ? QByteArray("mixed") : subtype);
    part.setParameters(decodeParameters(fieldAt(fields, at + 1)));
    decodeExtensions(fields, at + 2, part);
    part.setChildren(children);
    return part;
}

// A multipart without parts comes without the parts' parentheses: ("ALTERNATIVE" ("BOUNDARY" "x")),
// or with NIL in their place.
bool isEmptyMultipart(const Fields &fields)
{
    const Value &first = fields[0];
    const Value second = fieldAt(fields, 1);
    if (first.kind == Value::Nil)
        return isOneOf(lowerText(second), multipartSubtypes);
    if (second.isText() || fields.size() > 5)
        return false;
    return isOneOf(lowerText(first), multipartSubtypes)
        || (second.isList() && !isOneOf(lowerText(first), topTypes));
}

// Some servers leave out what only a message part has, or put NIL in its place.
bool hasMessageFields(const Fields &fields, qsizetype at)
{
    const Value envelope = fieldAt(fields, at);
    const Value body = fieldAt(fields, at + 1);
    if (envelope.isText() || body.isText())
        return false;
    return envelope.isList() || (body.isList() && !isDisposition(body))
        || fieldAt(fields, at + 2).kind == Value::Atom;
}

// Envelope and body of a message part; returns the index behind them.
qsizetype decodeMessage(const Fields &fields, qsizetype at, const Place &place,
                        QImap4BodyStructure &part)
{
    const Value envelope = fieldAt(fields, at);
    const Value body = fieldAt(fields, at + 1);
    if (envelope.isList())
        part.setEnvelope(decodeEnvelope(envelope));
    if (body.isList() && !body.bytes.trimmed().isEmpty()) {
        const QImap4BodyStructure child =
            decodeBody(body.bytes, {part.section(), place.left, place.depth + 1, true});
        if (!child.isNull())
            part.setChildren({child});
    }
    return at + 2;
}

bool isNumber(const Value &value)
{
    return value.kind == Value::Atom && !value.bytes.isEmpty()
        && (is(value.bytes[0], DigitByte) || value.bytes[0] == '-');
}

QImap4BodyStructure decodeSinglePart(Fields fields, const Place &place)
{
    // The size tells whether the subtype was left out.
    if (!isNumber(fieldAt(fields, 6)) && isNumber(fieldAt(fields, 5))
        && !fieldAt(fields, 4).isList())
        fields.insert(1, Value());
    QImap4BodyStructure part;
    QByteArray type = lowerText(fieldAt(fields, 0));
    // The only part of a message has the number 1; a multipart written like a part has none.
    if (type == "multipart")
        part.setSection(multipartSection(place));
    else
        part.setSection(place.inMessage ? childSection(place.number, 0) : place.number);
    QByteArray subtype = lowerText(fieldAt(fields, 1));
    if (type.isEmpty())
        type = QByteArrayLiteral("application");
    if (subtype.isEmpty())
        subtype = type == "text" ? QByteArrayLiteral("plain") : QByteArrayLiteral("octet-stream");
    part.setType(type, subtype);
    part.setParameters(decodeParameters(fieldAt(fields, 2)));
    part.setContentId(fieldAt(fields, 3).text());
    part.setDescription(fieldAt(fields, 4).text());
    const QByteArray encoding = lowerText(fieldAt(fields, 5));
    part.setEncoding(encoding.isEmpty() ? QByteArrayLiteral("7bit") : encoding);
    part.setOctets(fieldAt(fields, 6).number());

    qsizetype at = 7;
    if (part.isMessage() && hasMessageFields(fields, at))
        at = decodeMessage(fields, at, place, part);
    if (part.isMessage() || type == "text")
        part.setLines(fieldAt(fields, at).number());
    while (fieldAt(fields, at).kind == Value::Atom)
        ++at; // also where no number belongs
    part.setMd5(fieldAt(fields, at).text());
    decodeExtensions(fields, at + 1, part);
    return part;
}

QImap4BodyStructure decodeBody(QByteArrayView list, const Place &place)
{
    place.left->bytes -= list.size();
    if (place.depth > deepestPart || --place.left->parts < 0 || place.left->bytes < 0)
        return {};
    const Fields fields = fieldsOf(list);
    if (fields.isEmpty())
        return {};
    if (fields[0].isList() || isEmptyMultipart(fields))
        return decodeMultipart(fields, place);
    return decodeSinglePart(fields, place);
}

} // namespace

QImap4BodyStructure decodeBodyStructure(QByteArrayView value)
{
    const Fields bodies = fieldsOf(value);
    if (bodies.isEmpty() || !bodies[0].isList())
        return {};
    Budget budget{mostParts, freeReadings + mostReadings * value.size()};
    const Place root{{}, &budget, 0, true};
    if (bodies.size() == 1)
        return decodeBody(bodies[0].bytes, root);
    // Parts without the multipart around them.
    return decodeMultipart(bodies, root);
}

} // namespace QImap4Internal
