// SPDX-License-Identifier: LGPL-3.0-or-later
#include "htmltext_p.h"

#include "displaytext_p.h"

namespace QImap4Internal {

namespace {

constexpr int maximumRun = 1000; // characters
constexpr int maximumMarks = 16;
constexpr QChar zeroWidthSpace(0x200b);
constexpr char16_t noBreakSpace = 0xa0;
constexpr char16_t firstMark = 0x300;

} // namespace

void HtmlTextWriter::write(QStringView text, Spaces spaces)
{
    m_out->reserve(m_out->size() + text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const char16_t unit = c.unicode();
        if (unit == u' ' || (unit >= u'\t' && unit <= u'\r')) {
            writeSpace(c, i + 1 < text.size() ? text.at(i + 1) : QChar(), spaces);
            continue;
        }
        if (unit < 0x20 || (unit >= 0x7f && unit < noBreakSpace) || isBidiControl(unit))
            continue;
        const bool isMark = unit >= firstMark && c.isMark();
        m_marks = isMark ? m_marks + 1 : 0;
        if (m_marks > maximumMarks)
            continue;
        m_afterSpace = false;
        m_atLineStart = false;
        const bool isLowHalf = c.isLowSurrogate();
        if (++m_run > maximumRun && !isMark && !isLowHalf) {
            m_out->append(zeroWidthSpace);
            m_run = 1;
        }
        switch (unit) {
        case u'<':
            m_out->append(QLatin1String("&lt;"));
            break;
        case u'>':
            m_out->append(QLatin1String("&gt;"));
            break;
        case u'&':
            m_out->append(QLatin1String("&amp;"));
            break;
        default:
            m_out->append(c);
        }
    }
}

void HtmlTextWriter::writeSpace(QChar c, QChar next, Spaces spaces)
{
    const bool wasAfterSpace = m_afterSpace;
    m_afterSpace = true;
    m_marks = 0;
    m_run = 0;
    switch (spaces) {
    case Spaces::Collapsed:
        if (!wasAfterSpace)
            m_out->append(u' ');
        return;
    case Spaces::Kept:
        m_out->append(c == u'\r' ? QChar(u'\n') : c == u'\v' || c == u'\f' ? QChar(u' ') : c);
        return;
    case Spaces::Hardened:
        // Only the last blank between two words may be an ordinary one.
        for (int width = c == u'\t' ? 4 : 1; width > 0; --width) {
            const bool isLast = width == 1 && next != u' ' && next != u'\t' && !m_atLineStart;
            m_out->append(isLast ? QChar(u' ') : QChar(noBreakSpace));
        }
        return;
    }
}

QString escapedAttribute(const QString &value)
{
    QString out;
    HtmlTextWriter(&out).write(value, HtmlTextWriter::Spaces::Collapsed);
    return out.replace(u'"', QLatin1String("&quot;"));
}

} // namespace QImap4Internal
