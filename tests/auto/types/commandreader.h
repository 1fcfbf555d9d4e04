// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef COMMANDREADER_H
#define COMMANDREADER_H

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>

#include <optional>

// Reads a command as a server would, straight from the grammar of RFC 9051, section 9. It shares
// nothing with the encoder that it checks.
class CommandReader
{
public:
    struct Value
    {
        enum Kind { Atom, String, List };
        Kind kind = Atom;
        QByteArray bytes;
        QList<Value> list;

        friend bool operator==(const Value &a, const Value &b)
        {
            return a.kind == b.kind && a.bytes == b.bytes && a.list == b.list;
        }
    };

    struct Literal
    {
        qsizetype headerEnd = 0; // behind the CRLF
        bool synchronizing = false;
        qsizetype size = 0;
    };

    struct Result
    {
        QByteArray tag;
        QByteArray name;
        QList<Value> arguments;
        QList<Literal> literals;
    };

    // Of words that an application wrote by itself, as servers put up with it.
    enum class Spaces { Exact, More };

    // Nothing unless `bytes` are exactly one command.
    static std::optional<Result> read(const QByteArray &bytes, Spaces spaces = Spaces::Exact)
    {
        CommandReader reader(bytes, spaces);
        Result result;
        result.tag = reader.atom();
        reader.expect(' ');
        result.name = reader.atom();
        while (reader.m_ok && reader.peek() == ' ') {
            ++reader.m_position;
            reader.skipMoreSpaces();
            if (spaces == Spaces::Exact || reader.peek() != '\r')
                result.arguments.append(reader.value());
        }
        reader.expect('\r');
        reader.expect('\n');
        if (!reader.m_ok || reader.m_position != bytes.size())
            return std::nullopt;
        result.literals = reader.m_literals;
        return result;
    }

private:
    CommandReader(const QByteArray &bytes, Spaces spaces)
        : m_bytes(bytes)
        , m_spaces(spaces)
    {}

    void skipMoreSpaces()
    {
        while (m_spaces == Spaces::More && peek() == ' ')
            ++m_position;
    }

    int peek() const { return m_position < m_bytes.size() ? uchar(m_bytes.at(m_position)) : -1; }

    void expect(char c)
    {
        m_ok = m_ok && peek() == uchar(c);
        ++m_position;
    }

    static bool isAtomChar(int c)
    {
        return c > 0x20 && c < 0x7f && c != '(' && c != ')' && c != '{' && c != '"';
    }

    // Sections, flags, sets and wildcards are taken for atoms here.
    QByteArray atom()
    {
        const qsizetype begin = m_position;
        while (isAtomChar(peek()))
            ++m_position;
        m_ok = m_ok && m_position > begin;
        return m_bytes.mid(begin, m_position - begin);
    }

    Value value()
    {
        if (!m_ok)
            return {};
        if (peek() == '(')
            return list();
        if (peek() == '"')
            return quoted();
        if (peek() == '{')
            return literal();
        return {Value::Atom, atom(), {}};
    }

    Value list()
    {
        Value result{Value::List, {}, {}};
        expect('(');
        skipMoreSpaces();
        while (m_ok && peek() != ')') {
            if (!result.list.isEmpty())
                expect(' ');
            skipMoreSpaces();
            if (m_spaces == Spaces::Exact || peek() != ')')
                result.list.append(value());
        }
        expect(')');
        return result;
    }

    Value quoted()
    {
        Value result{Value::String, {}, {}};
        expect('"');
        while (m_ok && peek() != '"') {
            if (peek() == '\\') {
                ++m_position;
                m_ok = m_ok && (peek() == '"' || peek() == '\\');
            }
            m_ok = m_ok && peek() > 0 && peek() != '\r' && peek() != '\n';
            if (m_ok)
                result.bytes += m_bytes.at(m_position++);
        }
        expect('"');
        return result;
    }

    Value literal()
    {
        expect('{');
        Literal info;
        const qsizetype begin = m_position;
        while (peek() >= '0' && peek() <= '9')
            ++m_position;
        bool number = false;
        info.size = m_bytes.mid(begin, m_position - begin).toLongLong(&number);
        info.synchronizing = peek() != '+';
        m_position += info.synchronizing ? 0 : 1;
        expect('}');
        expect('\r');
        expect('\n');
        info.headerEnd = m_position;
        m_ok = m_ok && number && info.size <= m_bytes.size() - m_position;
        if (!m_ok)
            return {};
        m_position += info.size;
        m_literals.append(info);
        const QByteArray content = m_bytes.mid(info.headerEnd, info.size);
        m_ok = !content.contains('\0');
        return {Value::String, content, {}};
    }

    const QByteArray m_bytes;
    const Spaces m_spaces;
    qsizetype m_position = 0;
    bool m_ok = true;
    QList<Literal> m_literals;
};

#endif // COMMANDREADER_H
