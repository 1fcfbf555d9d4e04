// SPDX-License-Identifier: LGPL-3.0-or-later
// The part of the sanitiser that deals with what a mail refers to.
#include "htmlsanitizer_p.h"

#include "gumboattributes_p.h"
#include "htmlurl_p.h"

namespace QImap4Internal {

namespace {

constexpr int maximumImageExtent = 2000; // pixels
constexpr int maximumTrackerExtent = 3; // pixels
constexpr qsizetype maximumContentId = 998;
constexpr qsizetype maximumAlternativeText = 512;
constexpr qsizetype maximumStyleLookedAt = 16 * 1024;

} // namespace

bool HtmlSanitizer::openLink(const GumboElement &element, State &state)
{
    const auto target = linkTarget(cleanUrl(attribute(element, "href")));
    if (!target)
        return false;
    state.link = m_result->links.size();
    m_result->links.append({*target, {}, {}});
    return true;
}

void HtmlSanitizer::closeLink(qsizetype index)
{
    QImap4HtmlLink &link = m_result->links[index];
    link.text = link.text.simplified();
    link.warnings = linkWarnings(link.url, link.text);
    m_result->report.mismatchingLinks += link.warnings ? 1 : 0;
}

void HtmlSanitizer::writeImage(const GumboElement &element, const CssStyle &style,
                               const State &state)
{
    const bool saysWidth = style.width > 0 || hasAttribute(element, "width");
    const bool saysHeight = style.height > 0 || hasAttribute(element, "height");
    int width = style.width > 0 ? style.width : pixelsFrom(attribute(element, "width"));
    int height = style.height > 0 ? style.height : pixelsFrom(attribute(element, "height"));
    const bool isPercent =
        attribute(element, "width").contains('%') || attribute(element, "height").contains('%');
    const bool isTiny = (saysWidth || saysHeight) && !isPercent && width <= maximumTrackerExtent
        && height <= maximumTrackerExtent;
    const QByteArray source =
        imageSource(cleanUrl(attribute(element, "src")), isTiny || state.isHidden);
    if (source.isEmpty() || state.isHidden)
        return;
    if (width > maximumImageExtent) {
        height = static_cast<int>(qint64(height) * maximumImageExtent / width);
        width = maximumImageExtent;
    }
    if (height > maximumImageExtent) {
        width = static_cast<int>(qint64(width) * maximumImageExtent / height);
        height = maximumImageExtent;
    }
    beginContent();
    m_out.append(QLatin1String("<img"));
    m_out.append(QLatin1String(writtenAttribute("src", source)));
    if (width > 0)
        m_out.append(QLatin1String(writtenAttribute("width", QByteArray::number(width))));
    if (height > 0)
        m_out.append(QLatin1String(writtenAttribute("height", QByteArray::number(height))));
    const QString alternative =
        QString::fromUtf8(attribute(element, "alt")).left(maximumAlternativeText).simplified();
    // A text that is a reference itself is no description.
    if (!alternative.isEmpty() && !alternative.contains(u':') && !alternative.contains(u'/')) {
        m_out.append(QLatin1String(" alt=\""));
        m_out.append(escapedAttribute(alternative));
        m_out.append(u'"');
    }
    m_out.append(u'>');
}

// What stands for the picture in the document, or nothing if it is not to be shown.
QByteArray HtmlSanitizer::imageSource(const QByteArray &url, bool isTracker)
{
    const QByteArray scheme = urlScheme(url);
    if (scheme == "cid") {
        const QByteArray id = QByteArray::fromPercentEncoding(url.mid(4)).trimmed();
        if (id.isEmpty() || id.size() > maximumContentId)
            return {};
        const auto known = m_contentIdIndex.constFind(id);
        const qsizetype index =
            known != m_contentIdIndex.cend() ? *known : m_result->inlineImages.size();
        if (known == m_contentIdIndex.cend()) {
            m_contentIdIndex.insert(id, index);
            m_result->inlineImages.append({id, {}});
        }
        return "qimap4-part:" + QByteArray::number(index);
    }
    if (scheme == "data") {
        const auto data = dataImage(url);
        if (!data)
            return {};
        m_result->inlineImages.append({{}, *data});
        return "qimap4-part:" + QByteArray::number(m_result->inlineImages.size() - 1);
    }
    const auto target = remoteTarget(url);
    if (!target)
        return {};
    noteRemote(*target);
    if (isTracker || looksLikeTracker(*target)) {
        ++m_result->report.probableTrackers;
        return {};
    }
    const auto known = m_remoteIndex.constFind(url);
    if (known != m_remoteIndex.cend())
        return "qimap4-remote:" + QByteArray::number(*known);
    m_remoteIndex.insert(url, m_result->remoteImages.size());
    m_result->remoteImages.append(*target);
    return "qimap4-remote:" + QByteArray::number(m_result->remoteImages.size() - 1);
}

void HtmlSanitizer::noteRemote(const QUrl &url)
{
    if (m_referencesLeft-- > 0)
        ++m_result->report.remoteHosts[url.host()];
}

// References that are never followed, for the count of what was blocked.
void HtmlSanitizer::noteReferences(const GumboElement &element)
{
    if (hasAttribute(element, "background"))
        noteReference(attribute(element, "background"));
    const QByteArrayView whole = attribute(element, "style");
    const QByteArrayView style = whole.first(qMin(whole.size(), maximumStyleLookedAt));
    qsizetype close = 0;
    while (m_referencesLeft > 0) {
        const qsizetype open = style.indexOf("url(", close);
        if (open < 0)
            return;
        close = style.indexOf(')', open);
        if (close < 0)
            return;
        QByteArrayView url = style.sliced(open + 4, close - open - 4).trimmed();
        if (url.startsWith('"') || url.startsWith('\''))
            url = url.sliced(1).chopped(url.size() > 1 ? 1 : 0);
        noteReference(url);
    }
}

void HtmlSanitizer::noteReference(QByteArrayView url)
{
    if (url.size() > maximumUrlLength)
        return;
    if (const auto target = remoteTarget(cleanUrl(url)))
        noteRemote(*target);
}

} // namespace QImap4Internal
