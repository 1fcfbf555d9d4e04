// SPDX-License-Identifier: LGPL-3.0-or-later
#include "plaintext_p.h"

#include "csscolor_p.h"
#include "htmltext_p.h"
#include "htmlurl_p.h"
#include "linkfinder_p.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr int maximumQuoteLevel = 100;
constexpr int maximumBars = 8;
constexpr int maximumTables = 1000; // quotations behind these show their marks as text
constexpr qsizetype maximumLinks = 10'000;

using Format = QImap4PlainTextOptions::Format;

// Takes the quote marks off. In flowed text they stand together (RFC 3676, 4.5); elsewhere
// programs put blanks between them.
int takeQuoteMarks(QStringView &line, Format format)
{
    int level = 0;
    while (line.startsWith(u'>')) {
        level = std::min(level + 1, maximumQuoteLevel);
        line = line.sliced(1);
        const bool blankThenMark = line.startsWith(QLatin1String(" >"));
        if (format == QImap4PlainTextOptions::Fixed && blankThenMark)
            line = line.sliced(1);
    }
    const bool isStuffed = format != QImap4PlainTextOptions::Fixed || level > 0;
    if (isStuffed && line.startsWith(u' '))
        line = line.sliced(1);
    return level;
}

bool isSignatureMark(QStringView line)
{
    return line == QLatin1String("-- ");
}

// Writes runs of lines of one quote level as paragraphs.
class PlainTextRenderer
{
public:
    PlainTextRenderer(const QImap4PlainTextOptions &options, QImap4SanitizedHtmlData *result)
        : m_options(options)
        , m_result(result)
        , m_out(result->html)
        , m_text(&result->html)
    {}

    void render(const QList<TextLine> &lines)
    {
        m_out = QStringLiteral("<html><head></head><body>");
        auto first = lines.cbegin();
        while (first != lines.cend()) {
            const auto last = std::find_if(first, lines.cend(), [first](const TextLine &line) {
                return line.quoteLevel != first->quoteLevel
                    || line.isSignature != first->isSignature;
            });
            writeRun(first, last);
            first = last;
        }
        m_out.append(QLatin1String("</body></html>"));
    }

private:
    using Line = QList<TextLine>::const_iterator;

    void writeRun(Line first, Line last)
    {
        m_quoteMarks.clear();
        const int level = first->quoteLevel;
        const bool hasBars = level > 0 && m_tables++ < maximumTables;
        if (hasBars)
            openBars(level);
        else if (level > 0)
            m_quoteMarks = QString(level, u'>') + u' ';
        writeParagraphs(first, last);
        if (hasBars)
            m_out.append(QLatin1String("</td></tr></table>"));
    }

    // One flat table however deep the quotation: nested ones cost time with each level.
    void openBars(int level)
    {
        m_out.append(QLatin1String(
            "<table border=\"0\" cellspacing=\"0\" cellpadding=\"0\" width=\"100%\"><tr>"));
        for (int bar = 0; bar < std::min(level, maximumBars); ++bar) {
            m_out.append(QLatin1String("<td width=\"3\""));
            if (!m_options.quoteColors.isEmpty()) {
                const Rgb color = m_options.quoteColors.at(bar % m_options.quoteColors.size());
                m_out.append(QLatin1String(" style=\"background-color:"));
                m_out.append(QLatin1String(colorName(color)));
                m_out.append(u'"');
            }
            m_out.append(QLatin1String("></td><td width=\"6\"></td>"));
        }
        m_out.append(QLatin1String("<td>"));
    }

    // An empty line ends a paragraph, which then can have its own direction.
    void writeParagraphs(Line first, Line last)
    {
        bool isOpen = false;
        for (Line line = first; line != last; ++line) {
            const bool isEmpty = line->text.trimmed().isEmpty();
            if (isEmpty) {
                m_out.append(isOpen ? QLatin1String("</p>") : QLatin1String("<br>"));
                isOpen = false;
                continue;
            }
            m_out.append(isOpen ? QLatin1String("<br>") : QLatin1String("<p"));
            if (!isOpen && line->isSignature) {
                m_out.append(QLatin1String(" style=\"color:"));
                m_out.append(QLatin1String(colorName(m_options.dimmedColor)));
                m_out.append(u'"');
            }
            if (!isOpen)
                m_out.append(u'>');
            isOpen = true;
            writeLine(line->text);
        }
        if (isOpen)
            m_out.append(QLatin1String("</p>"));
    }

    void writeLine(const QString &line)
    {
        m_text.startLine();
        writeText(m_quoteMarks);
        qsizetype written = 0;
        const QList<FoundLink> links = findLinks(line);
        for (const FoundLink &link : links) {
            if (m_result->links.size() >= maximumLinks)
                break;
            const QStringView text = QStringView(line).sliced(link.start, link.length);
            writeText(QStringView(line).sliced(written, link.start - written));
            m_out.append(QLatin1String("<a href=\"qimap4-link:"));
            m_out.append(QString::number(m_result->links.size()));
            m_out.append(QLatin1String("\">"));
            writeText(text);
            m_out.append(QLatin1String("</a>"));
            const auto warnings = linkWarnings(link.target, text.toString());
            m_result->links.append({link.target, text.toString(), warnings});
            m_result->report.mismatchingLinks += warnings ? 1 : 0;
            written = link.start + link.length;
        }
        writeText(QStringView(line).sliced(written));
    }

    void writeText(QStringView text) { m_text.write(text, HtmlTextWriter::Spaces::Hardened); }

    const QImap4PlainTextOptions &m_options;
    QImap4SanitizedHtmlData *m_result;
    QString &m_out;
    HtmlTextWriter m_text;
    QString m_quoteMarks;
    int m_tables = 0;
};

} // namespace

QList<TextLine> splitPlainText(QStringView text, QImap4PlainTextOptions::Format format)
{
    QList<TextLine> lines;
    bool isInSignature = false;
    bool isFlowing = false; // the line before asks for its continuation
    qsizetype position = 0;
    while (position < text.size()) {
        const qsizetype newline = text.indexOf(u'\n', position);
        qsizetype end = newline < 0 ? text.size() : newline;
        const qsizetype next = end + 1;
        while (end > position && text.at(end - 1) == u'\r')
            --end;
        QStringView line = text.sliced(position, end - position);
        position = next;

        const int level = takeQuoteMarks(line, format);
        const bool isMark = isSignatureMark(line);
        isInSignature |= isMark && level == 0;
        const bool continues =
            isFlowing && !isMark && !lines.isEmpty() && lines.last().quoteLevel == level;
        isFlowing = format != QImap4PlainTextOptions::Fixed && !isMark && line.endsWith(u' ');
        if (isFlowing && format == QImap4PlainTextOptions::FlowedDelSp)
            line.chop(1);
        if (continues)
            lines.last().text.append(line);
        else
            lines.append({level, isInSignature && level == 0, line.toString()});
    }
    return lines;
}

void renderPlainText(const QString &text, const QImap4PlainTextOptions &options,
                     QImap4SanitizedHtmlData *result)
{
    const QStringView shown =
        QStringView(text).left(qBound(qsizetype(0), options.maximumInput, text.size()));
    result->report.isTruncated = shown.size() < text.size();
    PlainTextRenderer(options, result).render(splitPlainText(shown, options.format));
}

} // namespace QImap4Internal
