// SPDX-License-Identifier: LGPL-3.0-or-later
#include "cssstyle_p.h"

#include <QtCore/qlist.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

namespace QImap4Internal {

namespace {

constexpr qsizetype maximumStyleLength = 16 * 1024; // bytes of one style attribute
constexpr int maximumDeclarations = 64;
constexpr qsizetype maximumSelectors = 1000;
constexpr double maximumSpacing = 64; // pixels
constexpr double smallestReadableSize = 2; // pixels
constexpr double pixelsPerEm = 16;

struct Declaration
{
    QByteArray name; // lower case
    QByteArray value; // lower case, without !important
};

QByteArray withoutComments(QByteArrayView css)
{
    QByteArray result;
    result.reserve(css.size());
    qsizetype position = 0;
    while (position < css.size()) {
        const qsizetype open = css.indexOf("/*", position);
        result.append(css.sliced(position, (open < 0 ? css.size() : open) - position));
        if (open < 0)
            break;
        const qsizetype close = css.indexOf("*/", open + 2);
        position = close < 0 ? css.size() : close + 2;
    }
    return result;
}

// The next `wanted` outside of strings and parentheses, or the end.
qsizetype findOutside(QByteArrayView css, char wanted, qsizetype from)
{
    char quote = 0;
    int parentheses = 0;
    for (qsizetype i = from; i < css.size(); ++i) {
        const char c = css.at(i);
        if (c == '\\') {
            ++i;
        } else if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(') {
            ++parentheses;
        } else if (c == ')') {
            parentheses = std::max(0, parentheses - 1);
        } else if (c == wanted && parentheses == 0) {
            return i;
        }
    }
    return css.size();
}

QList<Declaration> parseDeclarations(QByteArrayView style)
{
    QList<Declaration> result;
    const QByteArray css = withoutComments(style.first(qMin(style.size(), maximumStyleLength)));
    qsizetype position = 0;
    while (position < css.size() && result.size() < maximumDeclarations) {
        const qsizetype end = findOutside(css, ';', position);
        const QByteArrayView declaration = QByteArrayView(css).sliced(position, end - position);
        position = end + 1;
        const qsizetype colon = declaration.indexOf(':');
        if (colon <= 0)
            continue;
        QByteArray value = declaration.sliced(colon + 1).trimmed().toByteArray().toLower();
        const qsizetype important = value.lastIndexOf('!');
        if (important >= 0)
            value.truncate(important);
        result.append(
            {declaration.first(colon).trimmed().toByteArray().toLower(), value.trimmed()});
    }
    return result;
}

enum class Percent { Refused, OfEm };

// A length in pixels.
std::optional<double> parseLength(QByteArrayView text, Percent percent = Percent::Refused)
{
    struct Unit
    {
        std::string_view name;
        double pixels;
    };
    static constexpr Unit units[] = {
        {"px", 1},
        {"pt", 4.0 / 3},
        {"rem", pixelsPerEm},
        {"em", pixelsPerEm},
        {"ex", pixelsPerEm / 2},
        {"pc", 16},
        {"cm", 37.8},
        {"mm", 3.78},
        {"in", 96},
        {"", 1},
    };
    qsizetype digits = 0;
    while (digits < text.size()
           && ((text.at(digits) >= '0' && text.at(digits) <= '9') || text.at(digits) == '.'
               || (digits == 0 && (text.at(0) == '-' || text.at(0) == '+')))) {
        ++digits;
    }
    if (digits == 0 || digits > 12)
        return {};
    bool isNumber = false;
    const double number = text.first(digits).toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return {};
    const QByteArrayView unit = text.sliced(digits).trimmed();
    if (unit == "%")
        return percent == Percent::OfEm ? std::optional(number * pixelsPerEm / 100) : std::nullopt;
    for (const Unit &known : units) {
        if (unit == QByteArrayView(known.name.data(), static_cast<qsizetype>(known.name.size())))
            return number * known.pixels;
    }
    return {};
}

bool isOneOf(const QByteArray &value, std::initializer_list<const char *> allowed)
{
    return std::any_of(allowed.begin(), allowed.end(),
                       [&value](const char *candidate) { return value == candidate; });
}

void declare(CssStyle &style, const QByteArray &name, const QByteArray &value)
{
    style.declarations += name + ':' + value + ';';
}

void readHiding(CssStyle &style, const Declaration &d)
{
    const auto isZero = [&d] {
        const auto length = parseLength(d.value);
        return length && *length <= 0;
    };
    const bool hides = (d.name == "display" && d.value == "none")
        || (d.name == "visibility" && isOneOf(d.value, {"hidden", "collapse"}))
        || (d.name == "mso-hide" && d.value == "all") || (d.name == "opacity" && isZero())
        || (d.name == "max-height" && isZero());
    if (hides)
        style.visibility = CssStyle::Visibility::Hidden;
    else if (d.name == "display" && style.visibility == CssStyle::Visibility::Unsaid)
        style.visibility = CssStyle::Visibility::Shown;
}

void readColor(CssStyle &style, const Declaration &d)
{
    if (d.name == "color") {
        style.color = parseColor(d.value);
        return;
    }
    if (const auto whole = parseColor(d.value)) {
        style.background = whole;
        return;
    }
    const QList<QByteArray> words = d.value.simplified().split(' ');
    for (const QByteArray &word : words) {
        if (const auto color = parseColor(word))
            style.background = color;
    }
}

void readFontSize(CssStyle &style, const Declaration &d)
{
    static constexpr std::array<const char *, 7> keywords = {
        "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large"};
    if (std::find(keywords.begin(), keywords.end(), d.value) != keywords.end()) {
        style.textSize = CssStyle::TextSize::Readable;
        // Below "small" nothing can be read.
        declare(style, d.name, d.value.endsWith("small") ? QByteArray("small") : d.value);
        return;
    }
    const auto pixels = parseLength(d.value, Percent::OfEm);
    if (!pixels)
        return;
    const bool isReadable = *pixels >= smallestReadableSize;
    style.textSize = isReadable ? CssStyle::TextSize::Readable : CssStyle::TextSize::Zero;
    if (isReadable)
        declare(style, d.name, fontSizeKeyword(static_cast<int>(std::min(*pixels, 1000.0))));
}

void readFontFamily(CssStyle &style, const Declaration &d)
{
    const auto names = [&d](std::initializer_list<const char *> parts) {
        return std::any_of(parts.begin(), parts.end(),
                           [&d](const char *part) { return d.value.contains(part); });
    };
    if (names({"mono", "courier", "consolas", "menlo"}))
        declare(style, d.name, "monospace");
    else if (names({"times", "georgia", "garamond", "palatino"})
             || (names({"serif"}) && !names({"sans"})))
        declare(style, d.name, "serif");
}

void readFontStyle(CssStyle &style, const Declaration &d)
{
    if (isOneOf(d.value, {"italic", "oblique", "normal"}))
        declare(style, d.name, d.value);
}

void readFontWeight(CssStyle &style, const Declaration &d)
{
    if (isOneOf(d.value, {"bold", "bolder", "600", "700", "800", "900"}))
        declare(style, d.name, "bold");
    else if (isOneOf(d.value, {"normal", "lighter", "100", "200", "300", "400", "500"}))
        declare(style, d.name, "normal");
}

void readTextDecoration(CssStyle &style, const Declaration &d)
{
    for (const char *kind : {"none", "underline", "line-through"}) {
        if (d.value.contains(kind)) {
            declare(style, "text-decoration", kind);
            return;
        }
    }
}

void readTextAlign(CssStyle &style, const Declaration &d)
{
    if (isOneOf(d.value, {"left", "right", "center", "justify"}))
        declare(style, d.name, d.value);
}

void readWhiteSpace(CssStyle &style, const Declaration &d)
{
    // "nowrap" is left out: it would make the page as wide as its longest line.
    if (!isOneOf(d.value, {"pre", "pre-wrap", "pre-line", "break-spaces"}))
        return;
    style.preservesSpace = true;
    declare(style, d.name, "pre-wrap");
}

void readDirection(CssStyle &style, const Declaration &d)
{
    if (isOneOf(d.value, {"ltr", "rtl"}))
        style.direction = d.value;
}

void declareSpacing(CssStyle &style, const QByteArray &name, QByteArrayView value)
{
    if (const auto pixels = parseLength(value)) {
        const int clamped = static_cast<int>(std::clamp(*pixels, 0.0, maximumSpacing));
        declare(style, name, QByteArray::number(clamped) + "px");
    }
}

void readSpacing(CssStyle &style, const Declaration &d)
{
    if (d.name != "margin" && d.name != "padding") {
        declareSpacing(style, d.name, d.value);
        return;
    }
    // One to four values: top, right, bottom, left.
    const QList<QByteArray> values = d.value.simplified().split(' ');
    const qsizetype count = values.size();
    if (count > 4)
        return;
    declareSpacing(style, d.name + "-top", values.at(0));
    declareSpacing(style, d.name + "-right", values.at(count > 1 ? 1 : 0));
    declareSpacing(style, d.name + "-bottom", values.at(count > 2 ? 2 : 0));
    declareSpacing(style, d.name + "-left", values.at(count > 3 ? 3 : count > 1 ? 1 : 0));
}

void readExtent(CssStyle &style, const Declaration &d)
{
    if (d.name == "height") {
        style.height = pixelsFrom(d.value);
        return;
    }
    if (d.value.endsWith('%'))
        style.widthPercent = std::clamp(d.value.chopped(1).trimmed().toInt(), 0, 100);
    else
        style.width = pixelsFrom(d.value);
}

struct Property
{
    std::string_view name;
    void (*read)(CssStyle &style, const Declaration &declaration);
};

// In alphabetical order: the properties that are read at all.
constexpr Property properties[] = {
    {"background", readColor},
    {"background-color", readColor},
    {"color", readColor},
    {"direction", readDirection},
    {"display", readHiding},
    {"font-family", readFontFamily},
    {"font-size", readFontSize},
    {"font-style", readFontStyle},
    {"font-weight", readFontWeight},
    {"height", readExtent},
    {"margin", readSpacing},
    {"margin-bottom", readSpacing},
    {"margin-left", readSpacing},
    {"margin-right", readSpacing},
    {"margin-top", readSpacing},
    {"max-height", readHiding},
    {"mso-hide", readHiding},
    {"opacity", readHiding},
    {"padding", readSpacing},
    {"padding-bottom", readSpacing},
    {"padding-left", readSpacing},
    {"padding-right", readSpacing},
    {"padding-top", readSpacing},
    {"text-align", readTextAlign},
    {"text-decoration", readTextDecoration},
    {"text-decoration-line", readTextDecoration},
    {"visibility", readHiding},
    {"white-space", readWhiteSpace},
    {"width", readExtent},
};
static_assert(std::is_sorted(std::begin(properties), std::end(properties),
                             [](const Property &a, const Property &b) { return a.name < b.name; }),
              "looked up by bisection");

bool isSelectorName(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
            || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool isSimpleSelector(QByteArrayView selector)
{
    qsizetype mark = selector.indexOf('.');
    if (mark < 0)
        mark = selector.indexOf('#');
    if (mark < 0)
        return isSelectorName(selector) && selector != "body" && selector != "html";
    return (mark == 0 || isSelectorName(selector.first(mark)))
        && isSelectorName(selector.sliced(mark + 1));
}

// Behind the "}" that closes the block whose "{" stands at `open`.
qsizetype skipBlock(QByteArrayView css, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < css.size(); ++i) {
        if (css.at(i) == '{')
            ++depth;
        else if (css.at(i) == '}' && --depth == 0)
            return i + 1;
    }
    return css.size();
}

} // namespace

int pixelsFrom(QByteArrayView length)
{
    const auto pixels = parseLength(length.trimmed());
    return pixels ? static_cast<int>(std::clamp(*pixels, 0.0, 100'000.0)) : 0;
}

// Relative to the reader's own size, so that zooming works on all of the text.
QByteArray fontSizeKeyword(int pixels)
{
    struct Step
    {
        int upTo;
        const char *keyword;
    };
    static constexpr Step steps[] = {{12, "small"}, {17, "medium"}, {21, "large"}, {28, "x-large"}};
    for (const Step &step : steps) {
        if (pixels <= step.upTo)
            return step.keyword;
    }
    return "xx-large";
}

CssStyle parseStyle(QByteArrayView text)
{
    CssStyle style;
    const QList<Declaration> declarations = parseDeclarations(text);
    for (const Declaration &declaration : declarations) {
        const std::string_view name(declaration.name.constData(),
                                    static_cast<size_t>(declaration.name.size()));
        const auto *const row = std::lower_bound(
            std::begin(properties), std::end(properties), name,
            [](const Property &property, std::string_view key) { return property.name < key; });
        if (row != std::end(properties) && row->name == name)
            row->read(style, declaration);
    }
    return style;
}

void HidingRules::addStyleSheet(QByteArrayView css)
{
    const qsizetype size = qMin(css.size(), m_bytesLeft);
    m_bytesLeft -= size;
    // Old mail hides its style sheet from older programs in an HTML comment.
    const QByteArray text = withoutComments(css.first(size)).replace("<!--", "").replace("-->", "");
    const QByteArrayView sheet = text;
    qsizetype position = 0;
    while (position < sheet.size()) {
        const qsizetype open = sheet.indexOf('{', position);
        if (open < 0)
            return;
        const QByteArrayView head = sheet.sliced(position, open - position).trimmed();
        const qsizetype end = skipBlock(sheet, open);
        position = end;
        const qsizetype statement = head.lastIndexOf(';'); // @import ...; p {
        const QByteArrayView selectors = head.sliced(statement + 1).trimmed();
        if (!selectors.startsWith('@'))
            addRule(selectors, sheet.sliced(open + 1, qMax(qsizetype(0), end - open - 2)));
    }
}

void HidingRules::addRule(QByteArrayView selectors, QByteArrayView declarations)
{
    const CssStyle style = parseStyle(declarations);
    if (style.visibility == CssStyle::Visibility::Unsaid)
        return;
    const QList<QByteArray> list = selectors.toByteArray().toLower().split(',');
    for (const QByteArray &entry : list) {
        const QByteArray selector = entry.trimmed();
        if (!isSimpleSelector(selector))
            continue;
        if (style.visibility == CssStyle::Visibility::Shown)
            m_selectors.remove(selector);
        else if (m_selectors.size() < maximumSelectors)
            m_selectors.insert(selector);
    }
}

bool HidingRules::hides(QByteArrayView tag, QByteArrayView classes, QByteArrayView id) const
{
    if (m_selectors.isEmpty())
        return false;
    const QByteArray tagName = tag.toByteArray();
    if (m_selectors.contains(tagName))
        return true;
    const auto matches = [this, &tagName](char mark, const QByteArray &name) {
        return m_selectors.contains(mark + name) || m_selectors.contains(tagName + mark + name);
    };
    if (!id.isEmpty() && matches('#', id.trimmed().toByteArray().toLower()))
        return true;
    const QList<QByteArray> names = classes.first(qMin(classes.size(), qsizetype(1024)))
                                        .toByteArray()
                                        .toLower()
                                        .simplified()
                                        .split(' ');
    return std::any_of(names.begin(), names.end(), [&matches](const QByteArray &name) {
        return !name.isEmpty() && matches('.', name);
    });
}

} // namespace QImap4Internal
