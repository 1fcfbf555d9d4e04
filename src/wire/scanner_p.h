// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_SCANNER_P_H
#define QIMAP4_WIRE_SCANNER_P_H

#include "qimap4global.h"
#include "wire/bytes_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

#include <optional>

namespace QImap4Internal {

// Depth of parentheses beyond which data is not read, where nothing else is said.
inline constexpr int defaultNesting = 100;

// Anything that the grammar calls astring, nstring, number or list: a view, decoded on request.
struct Value
{
    enum Kind { Missing, Nil, String, Atom, List };
    Kind kind = Missing;
    bool escaped = false; // a quoted string that holds backslashes
    QByteArrayView bytes; // of a string: between the quotes; of a list: between the parentheses

    bool isText() const { return kind == String || kind == Atom; }
    bool isList() const { return kind == List; }
    bool isName() const { return isText() || kind == Nil; } // a name may be spelt like NIL
    QByteArray text() const; // of a string or atom; empty for others
    QByteArray name() const; // the same, where NIL is a word like any other
    quint64 number() const; // as servers write them: also "12", 1.8e+06; negative ones count as 0
};

// The number that all of `text` is, if it is at most `maximum`.
QIMAP4_AUTOTEST_EXPORT std::optional<quint64> toNumber(QByteArrayView text, quint64 maximum);
std::optional<quint32> toNumber32(QByteArrayView text);
std::optional<quint64> toNumber64(QByteArrayView text); // 63 bits, as RFC 9051 has it
std::optional<quint64> toModSeq(QByteArrayView text); // below 2^64 - 1: RFC 4551

// Goes over the bytes of one complete response, or of a part of it. Nothing is copied, and nothing
// recurses: how deep lists are nested costs no stack.
class QIMAP4_AUTOTEST_EXPORT Scanner
{
public:
    explicit Scanner(QByteArrayView bytes, int nesting = defaultNesting)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
        , m_nesting(nesting)
    {}

    bool atEnd() const { return m_at == m_end; }
    bool failed() const { return m_failed; } // a value had no end, or was nested too deeply
    char peek() const { return m_at < m_end ? *m_at : '\0'; }
    const char *position() const { return m_at; }
    int nesting() const { return m_nesting; }
    QByteArrayView rest() const { return QByteArrayView(m_at, m_end - m_at); }

    bool skip(char c)
    {
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    qsizetype skipSpaces() // and line ends within a response
    {
        const char *begin = m_at;
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\r' || *m_at == '\n'))
            ++m_at;
        return m_at - begin;
    }
    QByteArrayView atom()
    {
        const char *begin = m_at;
        while (m_at < m_end && is(*m_at, AtomByte))
            ++m_at;
        return QByteArrayView(begin, m_at - begin);
    }
    QByteArrayView word() // up to a space
    {
        const char *begin = m_at;
        while (m_at < m_end && *m_at != ' ')
            ++m_at;
        return QByteArrayView(begin, m_at - begin);
    }
    void skipRest() { m_at = m_end; }
    void advance(qsizetype bytes) { m_at += bytes; }

    Value value(); // with the spaces before it; Missing at the end and at ")"
    QByteArrayView itemName(); // atom with a section and an origin: BODY[HEADER.FIELDS (TO)]<0>
    bool skipValue() { return value().kind != Value::Missing; }

private:
    Value quoted();
    Value list();
    Value fail();
    const char *sectionEnd();

    const char *m_at;
    const char *m_end;
    int m_nesting;
    int m_vainSearches = 0; // for the ends of strings
    bool m_failed = false;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_SCANNER_P_H
