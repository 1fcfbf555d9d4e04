// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/valuetree_p.h"

#include <utility>
#include <vector>

namespace QImap4Internal {

namespace {

constexpr int mostValues = 100000; // of a tree: each costs some 100 bytes

// Reads values without recursion: how deep they are nested costs no stack.
class TreeReader
{
public:
    TreeReader(QByteArrayView bytes, int nesting)
        : m_scanner(bytes, nesting)
        , m_nesting(nesting)
    {}

    bool read()
    {
        for (skipSeparators(); !m_scanner.atEnd(); skipSeparators()) {
            if (++m_count > mostValues || !readOne())
                return false;
        }
        return m_open.empty();
    }

    const QImap4ValueList &values() const { return m_values; }

private:
    void skipSeparators()
    {
        while (m_scanner.skipSpaces() > 0 || m_scanner.skip('\t')) {}
    }

    bool readOne()
    {
        if (m_scanner.skip('(')) {
            m_open.push_back(std::exchange(m_values, {}));
            return m_open.size() <= static_cast<size_t>(m_nesting);
        }
        if (m_scanner.skip(')')) {
            if (m_open.empty())
                return false;
            const QImap4Value list(m_values);
            m_values = std::move(m_open.back());
            m_open.pop_back();
            m_values.append(list);
            return true;
        }
        const char first = m_scanner.peek();
        if (first == '"' || first == '{' || first == '~') {
            const Value value = m_scanner.value();
            m_values.append(toValue(value));
            // Behind a literal of the wrong length stands what is left of it.
            const bool ends = first == '"' || m_scanner.atEnd() || m_scanner.peek() == '\t'
                || is(m_scanner.peek(), AfterString);
            return value.kind != Value::Missing && ends;
        }
        return readWord();
    }

    // An atom; brackets in it hold together what stands between them: BODY[HEADER.FIELDS (TO)].
    bool readWord()
    {
        const QByteArrayView rest = m_scanner.rest();
        int brackets = 0;
        qsizetype end = 0;
        for (; end < rest.size(); ++end) {
            const char c = rest[end];
            if (c == '[')
                ++brackets;
            else if (c == ']' && brackets > 0)
                --brackets;
            else if (brackets == 0
                     && (c == ' ' || c == '\t' || c == '(' || c == ')' || c == '\r' || c == '\n'))
                break;
        }
        if (brackets > 0)
            return false;
        const QByteArrayView word = rest.first(end);
        m_values.append(QImap4Value(isWord(word, "NIL") ? QImap4Value::Nil : QImap4Value::Atom,
                                    word.toByteArray()));
        m_scanner.advance(end);
        return true;
    }

    Scanner m_scanner;
    int m_nesting;
    int m_count = 0;
    QImap4ValueList m_values; // of the list that is being read
    std::vector<QImap4ValueList> m_open; // those around it
};

} // namespace

QImap4ValueList readValues(QByteArrayView bytes, int nesting, bool *ok)
{
    TreeReader reader(bytes, nesting);
    const bool whole = reader.read();
    if (ok)
        *ok = whole;
    return whole ? reader.values() : QImap4ValueList();
}

QImap4Value toValue(const Value &value, int nesting)
{
    switch (value.kind) {
    case Value::Missing:
        return {};
    case Value::Nil:
        return QImap4Value(QImap4Value::Nil, {});
    case Value::Atom:
        return QImap4Value(QImap4Value::Atom, value.text());
    case Value::String:
        return QImap4Value(QImap4Value::String, value.text());
    case Value::List:
        return QImap4Value(readValues(value.bytes, nesting));
    }
    return {};
}

} // namespace QImap4Internal
