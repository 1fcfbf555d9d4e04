// SPDX-License-Identifier: LGPL-3.0-or-later
#include "linkfinder_p.h"

#include "htmlurl_p.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace QImap4Internal {

namespace {

bool endsWord(QChar c)
{
    return c.isSpace() || c == u'<' || c == u'>' || c == u'"'
        || c.category() == QChar::Other_Control || c == QChar(0x201c) || c == QChar(0x201d)
        || c == QChar(0xab) || c == QChar(0xbb);
}

bool isTrailingPunctuation(QChar c)
{
    return QStringView(u".,;:!?'*_~|\u2019\u2026").contains(c);
}

// Without what belongs to the sentence. A closing bracket stays if it was opened inside.
QStringView withoutTrailingPunctuation(QStringView word)
{
    qsizetype open[3] = {word.count(u'('), word.count(u'['), word.count(u'{')};
    qsizetype close[3] = {word.count(u')'), word.count(u']'), word.count(u'}')};
    while (!word.isEmpty()) {
        const qsizetype bracket = QStringView(u")]}").indexOf(word.back());
        if (bracket >= 0) {
            if (close[bracket] <= open[bracket])
                break;
            --close[bracket];
        } else if (!isTrailingPunctuation(word.back())) {
            break;
        }
        word.chop(1);
    }
    return word;
}

struct Candidate
{
    qsizetype start; // in the word
    QStringView text;
    QString url;
};

std::optional<Candidate> webAddress(QStringView word)
{
    qsizetype start = -1;
    for (const auto scheme : {QLatin1String("https://"), QLatin1String("http://")}) {
        const qsizetype found = word.indexOf(scheme, 0, Qt::CaseInsensitive);
        if (found >= 0 && (start < 0 || found < start))
            start = found;
    }
    if (start >= 0) {
        const QStringView text = withoutTrailingPunctuation(word.sliced(start));
        return Candidate{start, text, text.toString()};
    }
    qsizetype www = 0;
    while (www < word.size() && word.at(www).isPunct())
        ++www;
    if (!word.sliced(www).startsWith(QLatin1String("www."), Qt::CaseInsensitive))
        return {};
    const QStringView text = withoutTrailingPunctuation(word.sliced(www));
    if (text.count(u'.') < 2)
        return {};
    return Candidate{www, text, QLatin1String("http://") + text.toString()};
}

bool isLocalPart(QChar c)
{
    return c.isLetterOrNumber() || QStringView(u".!#$%&'*+/=?^_`{|}~-").contains(c);
}

std::optional<Candidate> mailAddress(QStringView word)
{
    const qsizetype at = word.indexOf(u'@');
    if (at <= 0)
        return {};
    qsizetype start = at;
    while (start > 0 && isLocalPart(word.at(start - 1)))
        --start;
    while (start < at && word.at(start).isPunct() && word.at(start) != u'_')
        ++start;
    qsizetype end = at + 1;
    while (end < word.size()
           && (word.at(end).isLetterOrNumber() || word.at(end) == u'.' || word.at(end) == u'-')) {
        ++end;
    }
    const QStringView text = withoutTrailingPunctuation(word.sliced(start, end - start));
    const qsizetype domain = text.indexOf(u'@') + 1;
    const bool isWhole = start < at && domain < text.size() && text.sliced(domain).contains(u'.')
        && text.at(domain) != u'.' && (end == word.size() || word.at(end) != u'@');
    if (!isWhole)
        return {};
    const bool hasScheme =
        start >= 7 && word.first(start).endsWith(QLatin1String("mailto:"), Qt::CaseInsensitive);
    const qsizetype shownStart = hasScheme ? start - 7 : start;
    return Candidate{shownStart, word.sliced(shownStart, start + text.size() - shownStart),
                     QLatin1String("mailto:")
                         + QString::fromLatin1(QUrl::toPercentEncoding(text.toString(), "@"))};
}

} // namespace

QList<FoundLink> findLinks(QStringView text)
{
    QList<FoundLink> links;
    qsizetype position = 0;
    while (position < text.size()) {
        if (endsWord(text.at(position))) {
            ++position;
            continue;
        }
        qsizetype end = position;
        bool isCandidate = false;
        while (end < text.size() && !endsWord(text.at(end))) {
            const QChar c = text.at(end++);
            isCandidate |= c == u':' || c == u'@' || c == u'.';
        }
        const QStringView word = text.sliced(position, end - position);
        const qsizetype wordStart = std::exchange(position, end);
        if (!isCandidate)
            continue;
        auto candidate = webAddress(word);
        if (!candidate)
            candidate = mailAddress(word);
        if (!candidate)
            continue;
        if (const auto target = linkTarget(candidate->url.toUtf8()))
            links.append({wordStart + candidate->start, candidate->text.size(), *target});
    }
    return links;
}

} // namespace QImap4Internal
