// SPDX-License-Identifier: LGPL-3.0-or-later
#include "htmlguard_p.h"

#include <QtCore/qvarlengtharray.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace QImap4Internal {

namespace {

enum class Role {
    Inline,
    Block, // ends an open paragraph
    Void, // has no content
    StyleSheet, // content is text up to its own end tag
    Removed // goes with its content
};

// Which open element a start tag of the same group ends by itself.
enum class Group { None, Item, Term, Row, Cell, Section };

struct Element
{
    std::string_view name;
    Role role;
    std::string_view writtenAs = {}; // the same when empty
    Group group = Group::None;
};

// In alphabetical order. Elements that are not listed are unwrapped.
constexpr Element elements[] = {
    {"a", Role::Inline},
    {"address", Role::Block, "div"},
    {"applet", Role::Removed},
    {"article", Role::Block, "div"},
    {"aside", Role::Block, "div"},
    {"audio", Role::Removed},
    {"b", Role::Inline},
    {"big", Role::Inline, "span"},
    {"blockquote", Role::Block},
    {"body", Role::Block},
    {"br", Role::Void},
    {"button", Role::Removed},
    {"canvas", Role::Removed},
    {"caption", Role::Block, {}, Group::Section},
    {"center", Role::Block},
    {"cite", Role::Inline, "em"},
    {"code", Role::Inline},
    {"datalist", Role::Removed},
    {"dd", Role::Block, {}, Group::Term},
    {"del", Role::Inline, "s"},
    {"dfn", Role::Inline, "em"},
    {"dir", Role::Block, "ul"},
    {"div", Role::Block},
    {"dl", Role::Block},
    {"dt", Role::Block, {}, Group::Term},
    {"em", Role::Inline},
    {"figcaption", Role::Block, "div"},
    {"figure", Role::Block, "div"},
    {"font", Role::Inline},
    {"footer", Role::Block, "div"},
    {"frameset", Role::Removed},
    {"h1", Role::Block},
    {"h2", Role::Block},
    {"h3", Role::Block},
    {"h4", Role::Block},
    {"h5", Role::Block},
    {"h6", Role::Block},
    {"header", Role::Block, "div"},
    {"hr", Role::Void},
    {"i", Role::Inline},
    {"iframe", Role::Removed},
    {"image", Role::Void, "img"},
    {"img", Role::Void},
    {"ins", Role::Inline, "u"},
    {"kbd", Role::Inline, "code"},
    {"li", Role::Block, {}, Group::Item},
    {"listing", Role::Block, "pre"},
    {"main", Role::Block, "div"},
    {"math", Role::Removed},
    {"menu", Role::Block, "ul"},
    {"nav", Role::Block, "div"},
    {"noembed", Role::Removed},
    {"noframes", Role::Removed},
    {"noscript", Role::Removed},
    {"object", Role::Removed},
    {"ol", Role::Block},
    {"p", Role::Block},
    {"pre", Role::Block},
    {"s", Role::Inline},
    {"samp", Role::Inline, "code"},
    {"script", Role::Removed},
    {"section", Role::Block, "div"},
    {"select", Role::Removed},
    {"small", Role::Inline},
    {"span", Role::Inline},
    {"strike", Role::Inline, "s"},
    {"strong", Role::Inline},
    {"style", Role::StyleSheet},
    {"sub", Role::Inline},
    {"sup", Role::Inline},
    {"svg", Role::Removed},
    {"table", Role::Block},
    {"tbody", Role::Block, {}, Group::Section},
    {"td", Role::Block, {}, Group::Cell},
    {"template", Role::Removed},
    {"textarea", Role::Removed},
    {"tfoot", Role::Block, {}, Group::Section},
    {"th", Role::Block, {}, Group::Cell},
    {"thead", Role::Block, {}, Group::Section},
    {"title", Role::Removed},
    {"tr", Role::Block, {}, Group::Row},
    {"tt", Role::Inline, "code"},
    {"u", Role::Inline},
    {"ul", Role::Block},
    {"var", Role::Inline, "em"},
    {"video", Role::Removed},
};
static_assert(std::is_sorted(std::begin(elements), std::end(elements),
                             [](const Element &a, const Element &b) { return a.name < b.name; }),
              "looked up by bisection");

// Deeper than the sanitiser's own limit, so that flattening is decided there.
constexpr qsizetype maximumDepth = 250;
constexpr int maximumAttributes = 64;
constexpr qsizetype longestName = 16;
constexpr unsigned tagsBetweenClockReads = 256;

char toLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isLetter(char c)
{
    return toLower(c) >= 'a' && toLower(c) <= 'z';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

const Element *findElement(QByteArrayView name)
{
    char lower[longestName] = {};
    if (name.size() > longestName)
        return nullptr;
    std::transform(name.begin(), name.end(), lower, toLower);
    const std::string_view wanted(lower, static_cast<size_t>(name.size()));
    const auto *const row = std::lower_bound(
        std::begin(elements), std::end(elements), wanted,
        [](const Element &element, std::string_view key) { return element.name < key; });
    return row != std::end(elements) && row->name == wanted ? row : nullptr;
}

bool isTable(const Element *element)
{
    return element->name == "table";
}

// Open elements behind which a start tag of the group does not look for one to end.
bool isBarrier(const Element *open, Group group)
{
    if (isTable(open))
        return true;
    switch (group) {
    case Group::Item:
        return open->name == "ul" || open->name == "ol" || open->group == Group::Cell;
    case Group::Term:
        return open->name == "dl" || open->group == Group::Cell;
    case Group::Cell:
        return open->group == Group::Row;
    case Group::None:
    case Group::Row:
    case Group::Section:
        return false;
    }
    return false;
}

struct Tag
{
    QByteArrayView name;
    qsizetype nameEnd;
    qsizetype end; // behind the ">"
    int attributes;
};

class Guard
{
public:
    Guard(QByteArrayView in, qsizetype maximumElements, const QDeadlineTimer &deadline)
        : m_in(in)
        , m_deadline(deadline)
        , m_elementsLeft(maximumElements)
    {
        m_result.html.reserve(in.size() + in.size() / 8);
    }

    GuardedHtml run()
    {
        while (m_position < m_in.size()) {
            const qsizetype open = m_in.indexOf('<', m_position);
            append(m_in.sliced(m_position, (open < 0 ? m_in.size() : open) - m_position));
            if (open < 0)
                break;
            m_position = open;
            if (++m_tags % tagsBetweenClockReads == 0 && m_deadline.hasExpired()) {
                m_result.isOutOfTime = true;
                break;
            }
            takeMarkup();
            if (m_elementsLeft < 0) {
                m_result.isTruncated = true;
                break;
            }
        }
        return std::move(m_result);
    }

private:
    char at(qsizetype i) const { return i < m_in.size() ? m_in.at(i) : '\0'; }
    void append(QByteArrayView bytes) { m_result.html.append(bytes); }

    void takeMarkup()
    {
        const char next = at(m_position + 1);
        if (isLetter(next)) {
            takeStartTag();
        } else if (next == '/' && isLetter(at(m_position + 2))) {
            const Tag tag = readTag(m_position + 2);
            m_position = tag.end;
            if (const Element *element = findElement(tag.name))
                closeElement(element);
        } else if (next == '!' || next == '?' || next == '/') {
            skipComment();
        } else {
            append("&lt;");
            ++m_position;
        }
    }

    void skipComment()
    {
        qsizetype end = -1;
        qsizetype length = 1;
        if (m_in.sliced(m_position).startsWith("<!--")) {
            const char afterDashes = at(m_position + 4);
            const bool isEmpty =
                afterDashes == '>' || (afterDashes == '-' && at(m_position + 5) == '>');
            if (!isEmpty) {
                end = findCommentEnd(m_position + 4);
                length = 3;
            }
        }
        // An unfinished comment ends with its first ">": the rest of the mail stays readable.
        if (end < 0) {
            end = m_in.indexOf('>', m_position);
            length = 1;
        }
        m_position = end < 0 ? m_in.size() : end + length;
    }

    // Looked for once only where there is none, or thousands of open comments take quadratic time.
    qsizetype findCommentEnd(qsizetype from)
    {
        if (m_noCommentEnds)
            return -1;
        const qsizetype end = m_in.indexOf("-->", from);
        m_noCommentEnds = end < 0;
        return end;
    }

    // HTML5, 13.2.5: quotes count only behind "=".
    Tag readTag(qsizetype nameStart) const
    {
        qsizetype i = nameStart;
        while (i < m_in.size() && !isSpace(m_in.at(i)) && m_in.at(i) != '/' && m_in.at(i) != '>')
            ++i;
        Tag tag{m_in.sliced(nameStart, i - nameStart), i, m_in.size(), 0};
        while (i < m_in.size()) {
            while (i < m_in.size() && (isSpace(m_in.at(i)) || m_in.at(i) == '/'))
                ++i;
            if (i >= m_in.size() || m_in.at(i) == '>')
                break;
            ++tag.attributes;
            i = skipAttribute(i);
        }
        tag.end = std::min(i + 1, m_in.size());
        return tag;
    }

    qsizetype skipAttribute(qsizetype i) const
    {
        const qsizetype start = i;
        const auto endsName = [this, start](qsizetype k) {
            const char c = m_in.at(k);
            return isSpace(c) || c == '/' || c == '>' || (c == '=' && k > start);
        };
        while (i < m_in.size() && !endsName(i))
            ++i;
        qsizetype value = i;
        while (value < m_in.size() && isSpace(m_in.at(value)))
            ++value;
        if (at(value) != '=')
            return i;
        ++value;
        while (value < m_in.size() && isSpace(m_in.at(value)))
            ++value;
        const char quote = at(value);
        if (quote == '"' || quote == '\'') {
            const qsizetype close = m_in.indexOf(quote, value + 1);
            return close < 0 ? m_in.size() : close + 1;
        }
        while (value < m_in.size() && !isSpace(m_in.at(value)) && m_in.at(value) != '>')
            ++value;
        return value;
    }

    void takeStartTag()
    {
        const Tag tag = readTag(m_position + 1);
        const bool isWhole = tag.end <= m_in.size() && at(tag.end - 1) == '>';
        m_position = tag.end;
        if (!isWhole)
            return; // cut off in the middle
        if (tag.name.compare("form", Qt::CaseInsensitive) == 0)
            ++m_result.forms;
        const Element *element = findElement(tag.name);
        if (!element)
            return;
        if (element->role == Role::Removed) {
            m_result.scripts += element->name == "script" ? 1 : 0;
            skipElement(element);
            return;
        }
        if (element->role == Role::StyleSheet) {
            takeStyleSheet(element, m_in.sliced(tag.nameEnd, tag.end - tag.nameEnd));
            return;
        }
        if (--m_elementsLeft < 0)
            return;
        if (element->role == Role::Block || element->name == "hr")
            closeImplied(element);
        if (element->role != Role::Void) {
            if (m_open.size() >= maximumDepth) {
                ++m_dropped;
                return;
            }
            m_open.append(element);
        }
        writeStartTag(element, tag);
    }

    void writeStartTag(const Element *element, const Tag &tag)
    {
        const std::string_view name =
            element->writtenAs.empty() ? element->name : element->writtenAs;
        append("<");
        append(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())));
        const QByteArrayView rest = m_in.sliced(tag.nameEnd, tag.end - tag.nameEnd);
        append(tag.attributes <= maximumAttributes ? rest : QByteArrayView(">"));
        m_result.isTruncated |= tag.attributes > maximumAttributes;
    }

    void writeEndTag(const Element *element)
    {
        const std::string_view name =
            element->writtenAs.empty() ? element->name : element->writtenAs;
        append("</");
        append(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())));
        append(">");
    }

    void closeDownTo(qsizetype index)
    {
        while (m_open.size() > index) {
            writeEndTag(m_open.back());
            m_open.removeLast();
        }
    }

    // HTML5, 13.1.2.4: end tags that may be left out.
    void closeImplied(const Element *starting)
    {
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            const Element *open = m_open.at(i);
            if (starting->group == Group::None) {
                if (isTable(open) || open->group == Group::Cell || open->group == Group::Item)
                    return;
                if (open->name == "p") {
                    closeDownTo(i);
                    return;
                }
                continue;
            }
            if (isBarrier(open, starting->group))
                return;
            const bool endsRow = starting->group == Group::Section && open->group == Group::Row;
            if (open->group == starting->group || endsRow) {
                closeDownTo(i);
                if (!endsRow)
                    return;
            }
        }
    }

    void closeElement(const Element *element)
    {
        if (m_dropped > 0 && element->role != Role::Void) {
            --m_dropped;
            return;
        }
        const bool isTablePart = isTable(element) || element->group == Group::Cell
            || element->group == Group::Row || element->group == Group::Section;
        for (qsizetype i = m_open.size() - 1; i >= 0; --i) {
            const Element *open = m_open.at(i);
            if (open == element) {
                closeDownTo(i);
                return;
            }
            if (isTable(open) || (!isTablePart && open->group == Group::Cell))
                return;
        }
    }

    void takeStyleSheet(const Element *element, QByteArrayView attributes)
    {
        const qsizetype end = findTag(element, EndTag, m_position);
        const qsizetype stop = end < 0 ? m_in.size() : end;
        const QByteArray lower = attributes.toByteArray().toLower();
        const bool isForScreen =
            !lower.contains("media") || lower.contains("screen") || lower.contains("all");
        if (isForScreen) {
            m_result.styleSheets.append(m_in.sliced(m_position, stop - m_position));
            m_result.styleSheets.append('\n');
        }
        m_position = end < 0 ? m_in.size() : readTag(end + 2).end;
    }

    // Behind the end tag that belongs to the start tag just read. Without one, only the tag goes,
    // but for scripts, which have no readable content.
    void skipElement(const Element *element)
    {
        if (std::find(m_neverEnded.begin(), m_neverEnded.end(), element) != m_neverEnded.end())
            return;
        const bool nests = element->name != "script" && element->name != "title"
            && element->name != "textarea" && element->name != "iframe";
        int depth = 1;
        qsizetype position = m_position;
        while (depth > 0) {
            const qsizetype found = findTag(element, nests ? AnyTag : EndTag, position);
            if (found < 0) {
                m_neverEnded.append(element);
                if (element->name == "script")
                    m_position = m_in.size();
                return;
            }
            const bool isEnd = at(found + 1) == '/';
            depth += isEnd ? -1 : 1;
            position = isEnd ? readTag(found + 2).end : found + 1;
        }
        m_position = position;
    }

    enum TagKind { AnyTag, EndTag };

    qsizetype findTag(const Element *element, TagKind kind, qsizetype from) const
    {
        const auto length = static_cast<qsizetype>(element->name.size());
        while ((from = m_in.indexOf('<', from)) >= 0) {
            const bool isEnd = at(from + 1) == '/';
            const qsizetype nameStart = from + (isEnd ? 2 : 1);
            if ((isEnd || kind == AnyTag) && nameStart + length <= m_in.size()) {
                const QByteArrayView name = m_in.sliced(nameStart, length);
                const char behind = at(nameStart + length);
                const bool ends = isSpace(behind) || behind == '/' || behind == '>';
                if (ends && findElement(name) == element)
                    return from;
            }
            ++from;
        }
        return -1;
    }

    QByteArrayView m_in;
    QDeadlineTimer m_deadline;
    qsizetype m_position = 0;
    qsizetype m_elementsLeft;
    unsigned m_tags = 0;
    bool m_noCommentEnds = false; // from here on
    qsizetype m_dropped = 0; // start tags beyond the depth limit, still to be closed
    QVarLengthArray<const Element *, maximumDepth> m_open;
    QVarLengthArray<const Element *, 32> m_neverEnded;
    GuardedHtml m_result;
};

} // namespace

GuardedHtml guardHtml(QByteArrayView html, qsizetype maximumElements,
                      const QDeadlineTimer &deadline)
{
    return Guard(html, maximumElements, deadline).run();
}

} // namespace QImap4Internal
