// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/messagedecoder_p.h"

#include "wire/datetime_p.h"
#include "wire/fetchitems_p.h"
#include "wire/mutf7_p.h"
#include "wire/valuetree_p.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr qsizetype mostLabels = 10000; // of one message

// A section without the freedom that servers have in writing it: one case, single spaces, header
// fields without quotes.
QByteArray canonicalSection(QByteArrayView section)
{
    QByteArray result;
    result.reserve(section.size());
    for (qsizetype i = 0; i < section.size(); ++i) {
        const char c = section[i];
        if (c == '"' || c == '\\')
            continue;
        if (c == '{') {
            const LiteralHeader literal =
                readLiteralHeader(section.data() + i, section.data() + section.size());
            if (literal.content) {
                i = literal.content - section.data() - 1;
                continue;
            }
        }
        if (c == ' ' && (result.isEmpty() || result.endsWith(' ') || result.endsWith('(')))
            continue;
        if (c == ')' && result.endsWith(' '))
            result.chop(1);
        result.append(upper(c));
    }
    return result;
}

// Of "TEXT<10>", and as it is asked for, "TEXT<10.5>". What has none begins at the beginning.
struct Section
{
    QByteArray name;
    QByteArrayView origin; // "<10>"

    quint64 offset() const
    {
        const auto isDigit = [](char c) { return is(c, DigitByte); };
        const auto begin = std::find_if(origin.begin(), origin.end(), isDigit);
        const auto end = std::find_if_not(begin, origin.end(), isDigit);
        return toNumber64(QByteArrayView(begin, end)).value_or(0);
    }
};

Section askedSection(QByteArrayView section)
{
    const qsizetype bracket = section.lastIndexOf('<');
    const qsizetype end = bracket < 0 ? section.size() : bracket;
    return {canonicalSection(section.first(end)), section.sliced(end)};
}

// What an item holds: BODY[1.2]<0> has 1.2, RFC822.TEXT has TEXT.
Section answeredSection(QByteArrayView name)
{
    const qsizetype open = name.indexOf('[');
    if (open < 0) {
        const QByteArrayView rfc822("RFC822.");
        return {canonicalSection(startsWithWord(name, rfc822) ? name.sliced(rfc822.size())
                                                              : QByteArrayView()),
                {}};
    }
    const qsizetype close = name.lastIndexOf(']');
    return {canonicalSection(name.sliced(open + 1, close - open - 1)), name.sliced(close + 1)};
}

// The middle of a section is not the section.
bool answers(const Section &answer, const Section &question)
{
    return answer.name == question.name && answer.offset() == question.offset();
}

QImap4Envelope envelope(QByteArrayView items)
{
    return decodeEnvelope(findItem(items, QImap4Message::Envelope).value);
}

// BODYSTRUCTURE says more than BODY, if a server sends both.
QImap4BodyStructure bodyStructure(QByteArrayView items)
{
    QByteArrayView found;
    FetchItems reader(items);
    for (FetchItem item; reader.next(&item);) {
        if (item.kind == QImap4Message::BodyStructure
            && (found.isEmpty() || isWord(item.name, "BODYSTRUCTURE")))
            found = item.raw;
    }
    return decodeBodyStructure(found);
}

QDateTime internalDate(QByteArrayView items)
{
    return parseInternalDate(findItem(items, QImap4Message::InternalDate).value.text());
}

FetchItem findNamed(QByteArrayView items, QByteArrayView name)
{
    const QByteArray wanted = canonicalSection(name);
    const bool section = wanted.contains('[');
    FetchItem found;
    FetchItems reader(items);
    for (FetchItem item; reader.next(&item);) {
        if (section ? canonicalSection(item.name) == wanted : isWord(item.name, wanted))
            found = item;
    }
    return found;
}

// MODSEQ has its number in a list.
quint64 number(QByteArrayView items, QByteArrayView name)
{
    const Value value = findNamed(items, name).value;
    if (!value.isList())
        return value.number();
    const Value inList = Scanner(value.bytes).value(); // a mod-sequence
    return toModSeq(inList.bytes).value_or(inList.number());
}

QByteArrayList sections(QByteArrayView items)
{
    QByteArrayList names;
    FetchItems reader(items);
    for (FetchItem item; reader.next(&item);) {
        if (item.kind == QImap4Message::Body)
            names.append(item.name.toByteArray());
    }
    return names;
}

// Where the beginning of a section and the whole of it are both there: what is asked for.
QByteArray body(QByteArrayView items, QByteArrayView section)
{
    const Section wanted = askedSection(section);
    Value found;
    FetchItems reader(items);
    for (FetchItem item; reader.next(&item);) {
        if (item.kind != QImap4Message::Body)
            continue;
        const Section answer = answeredSection(item.name);
        if (!answers(answer, wanted))
            continue;
        if (answer.origin.isEmpty() == wanted.origin.isEmpty())
            return item.value.text();
        found = item.value;
    }
    return found.text();
}

QByteArray rawItem(QByteArrayView items, QByteArrayView name)
{
    return findNamed(items, name).raw.toByteArray();
}

QImap4Value value(QByteArrayView items, QByteArrayView name)
{
    return toValue(findNamed(items, name).value);
}

QDateTime saveDate(QByteArrayView items)
{
    return parseInternalDate(findNamed(items, "SAVEDATE").value.text());
}

// Labels are mailbox names; some are quoted, and some that begin with a backslash are not.
QStringList labels(QByteArrayView items)
{
    QStringList result;
    const Value list = findNamed(items, "X-GM-LABELS").value;
    Scanner scanner(list.isList() ? list.bytes : QByteArrayView());
    while (result.size() < mostLabels) {
        const Value label = scanner.value();
        if (label.kind == Value::Missing)
            break;
        if (label.isText())
            result.append(decodeMutf7(label.text()));
    }
    return result;
}

const MessageDecoder decoder = {envelope, bodyStructure, internalDate, number,   sections,
                                body,     rawItem,       value,        saveDate, labels};

} // namespace

const MessageDecoder &messageDecoder()
{
    return decoder;
}

// "... BODY[HEADER.FIELDS (TO)]<0> {300000}": the name may hold blanks, between its brackets.
bool announcesSection(QByteArrayView lead, QByteArrayView section)
{
    QByteArrayView before = lead.first(std::max<qsizetype>(0, lead.lastIndexOf('{')));
    while (before.endsWith(' ') || before.endsWith('~'))
        before.chop(1);
    const qsizetype open =
        before.endsWith(']') || before.endsWith('>') ? before.lastIndexOf('[') : before.size();
    const QByteArrayView upToName = before.first(std::max<qsizetype>(0, open));
    const qsizetype begin = std::max(upToName.lastIndexOf(' '), upToName.lastIndexOf('(')) + 1;
    const QByteArrayView name = before.sliced(begin);
    return kindOfItem(name) == QImap4Message::Body
        && answers(answeredSection(name), askedSection(section));
}

} // namespace QImap4Internal
