// SPDX-License-Identifier: LGPL-3.0-or-later
// The part of the sanitiser that keeps the lines of a mail apart: QTextDocument lets a picture, or
// text in an inline element, continue the line of the block that ended before it.
#include "htmlsanitizer_p.h"

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr QLatin1String looseStart("<div>");
constexpr QLatin1String looseEnd("</div>");

} // namespace

// An inline element is about to be written. Only its content, if there is any, needs a line.
void HtmlSanitizer::beginInline()
{
    if (!m_isAfterBlock || m_looseFrame >= 0)
        return;
    m_looseFrame = m_frames.size() - 1;
    m_loosePosition = m_out.size();
}

// A picture or text in an inline element is about to be written.
void HtmlSanitizer::beginContent()
{
    if (!m_isAfterBlock)
        return;
    beginInline();
    if (m_looseBlocksLeft > 0 && m_frames.last().state.depth < maximumDepth)
        startLooseBlock();
    m_isAfterBlock = false;
    m_looseFrame = -1;
}

void HtmlSanitizer::startLooseBlock()
{
    --m_looseBlocksLeft;
    m_text.startLine();
    Frame &frame = m_frames[m_looseFrame];
    if (frame.isLoose) {
        m_out.insert(m_loosePosition, looseEnd + looseStart);
        return;
    }
    m_out.insert(m_loosePosition, looseStart);
    frame.isLoose = true;
    std::for_each(m_frames.begin() + m_looseFrame, m_frames.end(),
                  [](Frame &open) { ++open.state.depth; });
}

// Text or a line break is about to be written. Directly behind a block, QTextDocument itself gives
// it a line.
void HtmlSanitizer::beginText()
{
    if (m_looseFrame >= 0)
        beginContent();
    m_isAfterBlock = false;
}

// A block starts or ends: what comes next in the innermost element does not go on with its line.
void HtmlSanitizer::beginBlock()
{
    m_isAfterBlock = true;
    m_looseFrame = -1;
    Frame &frame = m_frames.last();
    if (!frame.isLoose)
        return;
    m_out.append(looseEnd);
    frame.isLoose = false;
    --frame.state.depth;
}

} // namespace QImap4Internal
