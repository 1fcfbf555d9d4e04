// SPDX-License-Identifier: LGPL-3.0-or-later
#include "htmlsanitizer_p.h"

#include "gumboattributes_p.h"
#include "htmltablegrid_p.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace QImap4Internal {

enum class ElementKind {
    Inline,
    Block,
    List,
    Table,
    Row,
    Cell,
    TablePart,
    Link,
    Font,
    Break,
    Image
};

struct AllowedElement
{
    GumboTag tag;
    ElementKind kind;
    const char *endTag; // of a void element: the whole tag
    bool mayFlatten = false; // written as a block where tables or lists are nested too deep
};

namespace {

// The elements that may appear in a document; of all others only the content is kept.
constexpr AllowedElement allowedElements[] = {
    {GUMBO_TAG_A, ElementKind::Link, "</a>"},
    {GUMBO_TAG_B, ElementKind::Inline, "</b>"},
    {GUMBO_TAG_BLOCKQUOTE, ElementKind::List, "</blockquote>"},
    {GUMBO_TAG_BR, ElementKind::Break, "<br>"},
    {GUMBO_TAG_CAPTION, ElementKind::TablePart, "</caption>"},
    {GUMBO_TAG_CENTER, ElementKind::Block, "</center>"},
    {GUMBO_TAG_CODE, ElementKind::Inline, "</code>"},
    {GUMBO_TAG_DD, ElementKind::Block, "</dd>"},
    {GUMBO_TAG_DIV, ElementKind::Block, "</div>"},
    {GUMBO_TAG_DL, ElementKind::List, "</dl>"},
    {GUMBO_TAG_DT, ElementKind::Block, "</dt>"},
    {GUMBO_TAG_EM, ElementKind::Inline, "</em>"},
    {GUMBO_TAG_FONT, ElementKind::Font, "</font>"},
    {GUMBO_TAG_H1, ElementKind::Block, "</h1>"},
    {GUMBO_TAG_H2, ElementKind::Block, "</h2>"},
    {GUMBO_TAG_H3, ElementKind::Block, "</h3>"},
    {GUMBO_TAG_H4, ElementKind::Block, "</h4>"},
    {GUMBO_TAG_H5, ElementKind::Block, "</h5>"},
    {GUMBO_TAG_H6, ElementKind::Block, "</h6>"},
    {GUMBO_TAG_HR, ElementKind::Break, "<hr>"},
    {GUMBO_TAG_I, ElementKind::Inline, "</i>"},
    {GUMBO_TAG_IMG, ElementKind::Image, nullptr},
    {GUMBO_TAG_LI, ElementKind::Block, "</li>"},
    {GUMBO_TAG_OL, ElementKind::List, "</ol>"},
    {GUMBO_TAG_P, ElementKind::Block, "</p>"},
    {GUMBO_TAG_PRE, ElementKind::Block, "</pre>"},
    {GUMBO_TAG_S, ElementKind::Inline, "</s>"},
    {GUMBO_TAG_SMALL, ElementKind::Inline, "</small>"},
    {GUMBO_TAG_SPAN, ElementKind::Inline, "</span>"},
    {GUMBO_TAG_STRONG, ElementKind::Inline, "</strong>"},
    {GUMBO_TAG_SUB, ElementKind::Inline, "</sub>"},
    {GUMBO_TAG_SUP, ElementKind::Inline, "</sup>"},
    {GUMBO_TAG_TABLE, ElementKind::Table, "</table>"},
    {GUMBO_TAG_TBODY, ElementKind::TablePart, "</tbody>"},
    {GUMBO_TAG_TD, ElementKind::Cell, "</td>"},
    {GUMBO_TAG_TFOOT, ElementKind::TablePart, "</tfoot>"},
    {GUMBO_TAG_TH, ElementKind::Cell, "</th>"},
    {GUMBO_TAG_THEAD, ElementKind::TablePart, "</thead>"},
    {GUMBO_TAG_TR, ElementKind::Row, "</tr>"},
    {GUMBO_TAG_U, ElementKind::Inline, "</u>"},
    {GUMBO_TAG_UL, ElementKind::List, "</ul>"},
};

// Elements whose content is not text of the mail.
constexpr std::array<GumboTag, 17> removedElements = {
    GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_TITLE,  GUMBO_TAG_NOSCRIPT,
    GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,      GUMBO_TAG_MATH,   GUMBO_TAG_OBJECT, GUMBO_TAG_APPLET,
    GUMBO_TAG_IFRAME,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON, GUMBO_TAG_VIDEO,
    GUMBO_TAG_AUDIO,    GUMBO_TAG_CANVAS,
};

constexpr int maximumTableDepth = 6; // each level doubles the time that layout takes
constexpr int maximumListDepth = 16;
constexpr int maximumListStart = 9999;
constexpr qsizetype maximumLinkText = 512;
constexpr double readableContrast = 4.5; // WCAG 2.1, 1.4.3
constexpr unsigned nodesBetweenClockReads = 256;
constexpr const char flattenedEnd[] = "</div>";

const AllowedElement *findAllowed(GumboTag tag)
{
    static const auto index = [] {
        std::array<const AllowedElement *, GUMBO_TAG_LAST + 1> table{};
        for (const AllowedElement &element : allowedElements)
            table.at(element.tag) = &element;
        return table;
    }();
    return index.at(tag);
}

bool isRemoved(const GumboElement &element)
{
    return element.tag_namespace != GUMBO_NAMESPACE_HTML
        || std::find(removedElements.begin(), removedElements.end(), element.tag)
        != removedElements.end();
}

bool isBlockKind(ElementKind kind)
{
    return kind != ElementKind::Inline && kind != ElementKind::Link && kind != ElementKind::Font;
}

bool isBlank(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c == u' ' || (c >= u'\t' && c <= u'\r'); });
}

// One of the words, or nothing.
QByteArray keywordAttribute(const GumboElement &element, const char *name,
                            std::initializer_list<const char *> allowed)
{
    const QByteArray value = attribute(element, name).trimmed().toByteArray().toLower();
    for (const char *keyword : allowed) {
        if (value == keyword)
            return writtenAttribute(name, value);
    }
    return {};
}

QByteArray numberAttribute(const GumboElement &element, const char *name, int smallest, int largest)
{
    if (!hasAttribute(element, name))
        return {};
    const int value = std::clamp(pixelsFrom(attribute(element, name)), smallest, largest);
    return writtenAttribute(name, QByteArray::number(value));
}

} // namespace

HtmlSanitizer::HtmlSanitizer(const QImap4HtmlOptions &options, const HidingRules &rules,
                             const QDeadlineTimer &deadline, QImap4SanitizedHtmlData *result)
    : m_options(options)
    , m_rules(rules)
    , m_deadline(deadline)
    , m_result(result)
    , m_out(result->html)
    , m_text(&result->html)
{}

bool HtmlSanitizer::run(const GumboNode *root)
{
    m_out = QStringLiteral("<html><head></head>");
    Frame first{root, 0, nullptr, true, 0, {}};
    if (m_options.colorPolicy == QImap4HtmlOptions::Original) {
        first.state.color = 0xff000000;
        first.state.background = 0xffffffff;
    }
    m_frames.append(first);
    while (!m_frames.isEmpty()) {
        if (++m_nodes % nodesBetweenClockReads == 0 && m_deadline.hasExpired())
            return false;
        Frame &frame = m_frames.last();
        const GumboVector &children = frame.node->v.element.children;
        if (frame.nextChild == children.length) {
            leave(frame);
            m_frames.removeLast();
            continue;
        }
        visit(static_cast<const GumboNode *>(children.data[frame.nextChild++]));
    }
    m_out.append(QLatin1String("</html>"));
    return true;
}

void HtmlSanitizer::visit(const GumboNode *node)
{
    switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
        visitText(node);
        return;
    case GUMBO_NODE_ELEMENT:
        visitElement(node);
        return;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_TEMPLATE:
        return;
    }
}

void HtmlSanitizer::visitText(const GumboNode *node)
{
    const QString text = QString::fromUtf8(node->v.text.text);
    const State &state = m_frames.last().state;
    if (state.isHidden || state.hasNoTextSize) {
        m_result->report.hiddenTextLength += text.trimmed().size();
        return;
    }
    if (state.link >= 0) {
        QString &linkText = m_result->links[state.link].text;
        linkText.append(QStringView(text).left(maximumLinkText - linkText.size()));
    }
    if (!isBlank(text))
        beginText();
    m_text.write(
        text, state.keepsSpace ? HtmlTextWriter::Spaces::Kept : HtmlTextWriter::Spaces::Collapsed);
}

void HtmlSanitizer::visitElement(const GumboNode *node)
{
    const GumboElement &element = node->v.element;
    if (isRemoved(element))
        return;
    noteReferences(element);
    const CssStyle style = parseStyle(attribute(element, "style"));
    Frame frame{node, 0, nullptr, false, 0, m_frames.last().state};
    State &state = frame.state;
    state.isHidden |= isHidden(element, style);
    if (style.textSize != CssStyle::TextSize::Unsaid)
        state.hasNoTextSize = style.textSize == CssStyle::TextSize::Zero;

    const AllowedElement *allowed = findAllowed(element.tag);
    if (element.tag == GUMBO_TAG_BODY) {
        enterBody(element, frame, style);
    } else if (allowed && allowed->kind == ElementKind::Image) {
        writeImage(element, style, state);
        return;
    } else if (allowed && !state.isHidden) {
        if (allowed->kind == ElementKind::Break) {
            writeBreak(*allowed);
            return;
        }
        enterElement(element, *allowed, frame, style);
    }
    m_frames.append(frame);
}

void HtmlSanitizer::enterBody(const GumboElement &element, Frame &frame, const CssStyle &style)
{
    // A mail that hides its whole body would show nothing at all.
    frame.state.isHidden = false;
    const QByteArray base = m_options.colorPolicy == QImap4HtmlOptions::Original
        ? "color:#000000;background-color:#ffffff;"
        : QByteArray();
    const QByteArray declarations = base + colorDeclarations(element, style, frame.state);
    m_out.append(QLatin1String("<body"));
    m_out.append(QLatin1String(keywordAttribute(element, "dir", {"ltr", "rtl"})));
    if (!declarations.isEmpty())
        m_out.append(QLatin1String(writtenAttribute("style", declarations)));
    m_out.append(u'>');
    frame.endTag = "</body>";
    frame.isBlock = true;
}

void HtmlSanitizer::enterElement(const GumboElement &element, const AllowedElement &allowed,
                                 Frame &frame, const CssStyle &style)
{
    State &state = frame.state;
    frame.isBlock = isBlockKind(allowed.kind);
    if (frame.isBlock) {
        beginBlock();
        state.depth = m_frames.last().state.depth;
    } else {
        beginInline();
    }
    if (state.depth >= maximumDepth)
        return;
    // The parser repeats formatting elements that were left open.
    if (m_elements >= m_options.maximumElements) {
        m_result->report.isTruncated = true;
        return;
    }

    bool isFlattened = false;
    switch (allowed.kind) {
    case ElementKind::Table:
        isFlattened = ++state.tables > maximumTableDepth || !takeGrid(element);
        state.isInGrid = !isFlattened;
        break;
    case ElementKind::Row:
    case ElementKind::Cell:
    case ElementKind::TablePart:
        isFlattened = !state.isInGrid;
        break;
    case ElementKind::List:
        isFlattened = ++state.lists > maximumListDepth;
        break;
    case ElementKind::Link:
        if (!openLink(element, state))
            return;
        break;
    default:
        break;
    }
    if (allowed.kind == ElementKind::Cell && !isFlattened && m_frames.last().columnsLeft <= 0) {
        state.isHidden = true; // a row of thousands of cells
        m_result->report.isTruncated = true;
        return;
    }
    if (isFlattened && allowed.kind != ElementKind::Cell && allowed.kind != ElementKind::List)
        return;

    ++m_elements;
    ++state.depth;
    state.keepsSpace |= style.preservesSpace || element.tag == GUMBO_TAG_PRE;
    frame.endTag = isFlattened ? flattenedEnd : allowed.endTag;
    frame.columnsLeft = allowed.kind == ElementKind::Row ? maximumColumns : 0;
    // The start tag is the end tag without its slash.
    m_out.append(u'<');
    m_out.append(QLatin1String(frame.endTag + 2).chopped(1));
    if (!isFlattened)
        m_out.append(QLatin1String(elementAttributes(element, allowed, style, frame)));
    m_out.append(u'>');
    if (frame.isBlock) {
        m_text.startLine();
        m_isAfterBlock = false;
    }
}

void HtmlSanitizer::leave(const Frame &frame)
{
    if (frame.isBlock || frame.isLoose)
        beginBlock();
    else if (m_looseFrame == m_frames.size() - 1)
        m_looseFrame = -1;
    // QTextDocument has a block behind a table itself.
    m_isAfterBlock &= frame.node->v.element.tag != GUMBO_TAG_TABLE || !frame.endTag;
    const bool isLink = frame.node->v.element.tag == GUMBO_TAG_A && frame.state.link >= 0;
    if (frame.endTag) {
        if (isLink)
            closeLink(frame.state.link);
        m_out.append(QLatin1String(frame.endTag));
    }
    if (frame.isBlock)
        m_text.startLine();
}

// Whether the table still fits into what a document may have; layout takes time for each place of
// the grid, also for those where no cell is.
bool HtmlSanitizer::takeGrid(const GumboElement &table)
{
    const qsizetype cells = tableGridCells(table, m_gridCellsLeft);
    if (cells > m_gridCellsLeft)
        return false;
    m_gridCellsLeft -= cells;
    return true;
}

void HtmlSanitizer::writeBreak(const AllowedElement &allowed)
{
    if (allowed.tag == GUMBO_TAG_HR)
        beginBlock();
    else
        beginText();
    m_out.append(QLatin1String(allowed.endTag));
    m_text.startLine();
}

bool HtmlSanitizer::isHidden(const GumboElement &element, const CssStyle &style) const
{
    if (style.visibility != CssStyle::Visibility::Unsaid)
        return style.visibility == CssStyle::Visibility::Hidden;
    return hasAttribute(element, "hidden")
        || m_rules.hides(gumbo_normalized_tagname(element.tag), attribute(element, "class"),
                         attribute(element, "id"));
}

QByteArray HtmlSanitizer::elementAttributes(const GumboElement &element,
                                            const AllowedElement &allowed, const CssStyle &style,
                                            Frame &frame)
{
    QByteArray attributes;
    QByteArray declarations = style.declarations;
    switch (allowed.kind) {
    case ElementKind::Table:
        attributes += tableAttributes(element, style);
        break;
    case ElementKind::Cell: {
        attributes += cellAttributes(element, style);
        int &columnsLeft = m_frames.last().columnsLeft;
        const int asked = std::clamp(pixelsFrom(attribute(element, "colspan")), 1, maximumSpan);
        const int columns = std::min(asked, columnsLeft);
        columnsLeft -= columns;
        if (columns > 1)
            attributes += writtenAttribute("colspan", QByteArray::number(columns));
        break;
    }
    case ElementKind::Font:
        declarations += fontDeclarations(element);
        break;
    case ElementKind::Link:
        attributes +=
            writtenAttribute("href", "qimap4-link:" + QByteArray::number(frame.state.link));
        break;
    default:
        break;
    }
    if (element.tag == GUMBO_TAG_OL) {
        attributes += numberAttribute(element, "start", 0, maximumListStart);
        attributes += keywordAttribute(element, "type", {"1", "a", "i"});
    }
    if (frame.isBlock && allowed.kind != ElementKind::Table)
        attributes += keywordAttribute(element, "align", {"left", "right", "center", "justify"});
    attributes += style.direction.isEmpty() ? keywordAttribute(element, "dir", {"ltr", "rtl"})
                                            : writtenAttribute("dir", style.direction);
    declarations += colorDeclarations(element, style, frame.state);
    if (!declarations.isEmpty())
        attributes += writtenAttribute("style", declarations);
    return attributes;
}

QByteArray HtmlSanitizer::tableAttributes(const GumboElement &element, const CssStyle &style)
{
    QByteArray attributes = keywordAttribute(element, "align", {"left", "right", "center"});
    attributes += numberAttribute(element, "border", 0, 5);
    attributes += numberAttribute(element, "cellpadding", 0, 32);
    attributes += numberAttribute(element, "cellspacing", 0, 32);
    return attributes + cellAttributes(element, style);
}

QByteArray HtmlSanitizer::cellAttributes(const GumboElement &element, const CssStyle &style)
{
    QByteArray attributes;
    int percent = style.widthPercent;
    const QByteArrayView width = attribute(element, "width").trimmed();
    if (percent == 0 && width.endsWith('%'))
        percent = std::clamp(width.chopped(1).trimmed().toByteArray().toInt(), 0, 100);
    if (percent > 0)
        attributes += writtenAttribute("width", QByteArray::number(percent) + '%');
    if (element.tag == GUMBO_TAG_TABLE)
        return attributes;
    attributes += keywordAttribute(element, "valign", {"top", "middle", "bottom"});
    if (hasAttribute(element, "rowspan"))
        attributes += numberAttribute(element, "rowspan", 1, maximumSpan);
    return attributes;
}

// <font size color face>; the colour is decided with the others.
QByteArray HtmlSanitizer::fontDeclarations(const GumboElement &element)
{
    static constexpr std::array<int, 7> pixels = {10, 13, 16, 18, 24, 32, 48};
    QByteArray declarations;
    if (hasAttribute(element, "face"))
        declarations +=
            parseStyle("font-family:" + attribute(element, "face").toByteArray()).declarations;
    QByteArray size = attribute(element, "size").trimmed().toByteArray();
    const bool isRelative = size.startsWith('+') || size.startsWith('-');
    bool isNumber = false;
    const int number = size.toInt(&isNumber);
    if (isNumber) {
        const int step = std::clamp(isRelative ? 3 + std::clamp(number, -7, 7) : number, 1, 7);
        declarations +=
            "font-size:" + fontSizeKeyword(pixels.at(static_cast<size_t>(step - 1))) + ';';
    }
    return declarations;
}

// The colours of an element that may be written under the policy; `state` then holds the pair
// that text inside is shown with.
QByteArray HtmlSanitizer::colorDeclarations(const GumboElement &element, const CssStyle &style,
                                            State &state) const
{
    if (m_options.colorPolicy == QImap4HtmlOptions::System)
        return {};
    std::optional<Rgb> color = style.color;
    std::optional<Rgb> background = style.background;
    if (!color)
        color = parseColor(attribute(element, element.tag == GUMBO_TAG_BODY ? "text" : "color"));
    if (!background)
        background = parseColor(attribute(element, "bgcolor"));

    const auto isReadable = [](std::optional<Rgb> a, std::optional<Rgb> b) {
        return a && b && contrastRatio(*a, *b) >= readableContrast;
    };
    if (m_options.colorPolicy == QImap4HtmlOptions::Adapted) {
        const auto newColor = color ? color : state.color;
        const auto newBackground = background ? background : state.background;
        if (!isReadable(newColor, newBackground)) {
            // Each alone may still do with what is there; otherwise neither is taken.
            const bool keepsColor = color && isReadable(color, state.background);
            const bool keepsBackground =
                !keepsColor && background && isReadable(state.color, background);
            if (!keepsColor)
                color.reset();
            if (!keepsBackground)
                background.reset();
        } else if (element.tag == GUMBO_TAG_A && !color) {
            color = newColor; // the palette's link colour is made for the palette's background
        }
    }
    QByteArray declarations;
    if (color) {
        declarations += "color:" + colorName(*color) + ';';
        state.color = color;
    }
    if (background) {
        declarations += "background-color:" + colorName(*background) + ';';
        state.background = background;
    }
    return declarations;
}

} // namespace QImap4Internal
