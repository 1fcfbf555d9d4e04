// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/sortresponses_p.h"

#include <utility>
#include <vector>

namespace QImap4Internal {

namespace {

// Reads threads without recursion: a conversation may be as deep as it is long.
class ThreadReader
{
public:
    explicit ThreadReader(const ParserContext &context)
        : m_context(context)
    {}

    // False for what is no thread-list, and for one that is too long.
    bool read(Scanner &scanner)
    {
        for (scanner.skipSpaces(); !scanner.atEnd(); scanner.skipSpaces()) {
            if (!readOne(scanner))
                return false;
        }
        return m_parents.empty();
    }

    const QImap4ThreadList &threads() const { return m_threads; }
    bool sawEmpty() const { return m_sawEmpty; }
    bool isTooLong() const { return m_tooLong; }

private:
    bool readOne(Scanner &scanner)
    {
        if (scanner.skip('('))
            return open();
        return scanner.skip(')') ? close() : add(scanner.atom());
    }

    // A parenthesis right behind another: the message that both answer is missing.
    bool open()
    {
        if (m_opened && !append(0))
            return false;
        m_parents.push_back(m_current);
        m_opened = true;
        return true;
    }

    bool close()
    {
        if (m_parents.empty())
            return false;
        m_sawEmpty = m_sawEmpty || m_opened;
        m_opened = false;
        m_current = m_parents.back();
        m_parents.pop_back();
        if (m_parents.empty() && !m_nodes.isEmpty())
            m_threads.append(QImap4Thread(std::exchange(m_nodes, {})));
        return true;
    }

    bool add(QByteArrayView word)
    {
        const auto number = toNumber32(word);
        if (!number || *number == 0 || m_parents.empty())
            return false;
        m_opened = false;
        return append(*number);
    }

    bool append(quint32 number)
    {
        m_tooLong = m_context.isFull(m_count++);
        if (m_tooLong)
            return false;
        m_nodes.append({number, m_current});
        m_current = int(m_nodes.size()) - 1;
        return true;
    }

    const ParserContext &m_context;
    QImap4ThreadList m_threads;
    QList<QImap4Thread::Node> m_nodes; // of the thread that is being read
    std::vector<int> m_parents; // what m_current was before each open parenthesis
    int m_current = QImap4Thread::NoParent; // whom the next message answers
    bool m_opened = false; // nothing stands behind the last parenthesis yet
    bool m_sawEmpty = false;
    bool m_tooLong = false;
    qsizetype m_count = 0; // of the messages in all threads
};

} // namespace

Response parseSort(ParserContext &context, Scanner &scanner)
{
    SortData result;
    for (Value value = scanner.value(); value.kind != Value::Missing; value = scanner.value()) {
        if (value.isList()) { // "(MODSEQ 917162500)", RFC 7162, 3.1.5
            Scanner fields(value.bytes);
            if (isWord(fields.value().bytes, "MODSEQ"))
                result.modSeq = toModSeq(fields.value().bytes).value_or(0);
            continue;
        }
        const auto number = toNumber32(value.bytes);
        if (!number || *number == 0)
            return context.malformed("SORT with something that is not a number");
        result.numbers.append(*number); // costs no more than its digits
    }
    if (scanner.failed() || !scanner.atEnd())
        return context.malformed("SORT with parentheses that do not match");
    return ExtensionResponse{result};
}

Response parseThread(ParserContext &context, Scanner &scanner)
{
    ThreadReader reader(context);
    if (!reader.read(scanner)) {
        return reader.isTooLong() ? context.tooLong()
                                  : context.malformed("THREAD with something that is no thread");
    }
    if (reader.sawEmpty())
        context.warn("empty thread");
    return ExtensionResponse{ThreadData{reader.threads()}};
}

} // namespace QImap4Internal
