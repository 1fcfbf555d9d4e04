// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/fetchitems_p.h"

namespace QImap4Internal {

namespace {

// The items that have a place in QImap4Message. All others can be had by their name.
struct ItemRow
{
    QByteArrayView name;
    QImap4Message::Item kind;
};

const ItemRow itemRows[] = {
    {"UID", QImap4Message::Uid},
    {"FLAGS", QImap4Message::Flags},
    {"ENVELOPE", QImap4Message::Envelope},
    {"BODYSTRUCTURE", QImap4Message::BodyStructure},
    {"INTERNALDATE", QImap4Message::InternalDate},
    {"RFC822.SIZE", QImap4Message::Size},
    {"MODSEQ", QImap4Message::ModSeq},
    {"BODY", QImap4Message::BodyStructure},
    {"RFC822", QImap4Message::Body},
    {"RFC822.HEADER", QImap4Message::Body},
    {"RFC822.TEXT", QImap4Message::Body},
};

} // namespace

QImap4Message::Item kindOfItem(QByteArrayView name)
{
    for (const ItemRow &row : itemRows) {
        if (isWord(name, row.name))
            return row.kind;
    }
    for (const QByteArrayView prefix : {"BODY[", "BINARY[", "BODY.PEEK[", "RFC822["}) {
        if (startsWithWord(name, prefix))
            return QImap4Message::Body;
    }
    return QImap4Message::Other;
}

namespace {

// Whether this can stand behind a literal. The space before the next item may be missing.
bool mayFollowLiteral(QByteArrayView rest)
{
    return rest.isEmpty() || is(rest[0], AfterString)
        || kindOfItem(Scanner(rest).atom()) != QImap4Message::Other;
}

// A body structure without the multipart around its parts goes on with the next part.
bool startsBody(QByteArrayView bytes)
{
    const qsizetype open = bytes.startsWith(' ') ? 1 : 0;
    return bytes.size() > open + 1 && bytes[open] == '('
        && (bytes[open + 1] == '"' || bytes[open + 1] == '(');
}

// Whether a parenthesis that closes the list has more of its items behind it.
bool closesTooEarly(QByteArrayView rest)
{
    Scanner scanner(rest);
    scanner.skip(')');
    scanner.skipSpaces();
    return !scanner.atEnd() && kindOfItem(scanner.itemName()) != QImap4Message::Other;
}

} // namespace

bool FetchItems::next(FetchItem *item)
{
    m_scanner.skipSpaces();
    const auto closesInside = [this] {
        return m_scanner.peek() == ')'
            && (m_open > 0 || (m_open == 0 && closesTooEarly(m_scanner.rest())));
    };
    while (m_scanner.peek() == '(' || closesInside()) {
        m_open += m_scanner.peek() == '(' ? 1 : -1;
        m_extra = m_extra || m_open > 0;
        m_closedEarly = m_closedEarly || m_open < 0;
        m_scanner.skip(m_scanner.peek());
        m_scanner.skipSpaces();
        if (m_open > m_scanner.nesting()) {
            m_failed = true;
            return false;
        }
    }
    if (m_scanner.atEnd() || m_scanner.peek() == ')')
        return false;

    item->name = m_scanner.itemName();
    if (item->name.isEmpty()) {
        m_failed = true;
        return false;
    }
    item->kind = kindOfItem(item->name);
    m_scanner.skipSpaces();
    const char *begin = m_scanner.position();
    const Scanner before = m_scanner;
    item->value = m_scanner.value();
    if (item->value.kind == Value::Atom && !is(item->value.bytes[0], DigitByte)
        && kindOfItem(item->value.bytes) != QImap4Message::Other) {
        m_scanner = before; // the value is missing, this is the next item
        item->value = {};
    }
    if (item->kind == QImap4Message::BodyStructure && item->value.isList()) {
        while (startsBody(m_scanner.rest()) && m_scanner.skipValue()) {}
    }
    item->raw = QByteArrayView(begin, m_scanner.position() - begin);
    m_wrongLength = m_wrongLength || (item->isLiteral() && !mayFollowLiteral(m_scanner.rest()));
    return !failed();
}

FetchItem findItem(QByteArrayView items, QImap4Message::Item kind)
{
    FetchItem found;
    FetchItems reader(items);
    for (FetchItem item; reader.next(&item);) {
        if (item.kind == kind)
            found = item;
    }
    return found;
}

} // namespace QImap4Internal
