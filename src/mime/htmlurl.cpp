// SPDX-License-Identifier: LGPL-3.0-or-later
#include "htmlurl_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qset.h>
#include <QtCore/qurlquery.h>

#include <algorithm>
#include <array>

namespace QImap4Internal {

namespace {

constexpr qsizetype maximumImageBytes = 10 * 1024 * 1024;
constexpr qsizetype maximumWords = 32;

bool isNumericHost(const QString &host)
{
    if (host.contains(u':'))
        return true;
    return std::all_of(host.begin(), host.end(),
                       [](QChar c) {
                           return c.isDigit() || c == u'.' || c == u'x' || (c >= u'a' && c <= u'f');
                       })
        && !host.isEmpty() && host.front().isDigit() && host.back().isDigit();
}

QString comparableHost(QString host)
{
    host = QString::fromLatin1(QUrl::toAce(host.toLower(), QUrl::IgnoreIDNWhitelist));
    if (host.startsWith(QLatin1String("www.")))
        host.remove(0, 4);
    return host.endsWith(u'.') ? host.chopped(1) : host;
}

// Whether two hosts seem to be of one owner. There is no list of public suffixes here: a short
// second label ("co.uk") means that one more has to agree.
bool areRelated(const QString &a, const QString &b)
{
    if (a == b || a.endsWith(u'.' + b) || b.endsWith(u'.' + a))
        return true;
    const QStringList first = a.split(u'.');
    const QStringList second = b.split(u'.');
    if (first.size() < 2 || second.size() < 2)
        return false;
    const qsizetype needed = first.at(first.size() - 2).size() > 3 ? 2 : 3;
    if (first.size() < needed || second.size() < needed)
        return false;
    return std::equal(first.end() - needed, first.end(), second.end() - needed);
}

bool looksLikeFileName(const QString &lastLabel)
{
    static const QSet<QString> extensions = {
        QStringLiteral("pdf"), QStringLiteral("doc"),  QStringLiteral("docx"),
        QStringLiteral("xls"), QStringLiteral("xlsx"), QStringLiteral("ppt"),
        QStringLiteral("zip"), QStringLiteral("html"), QStringLiteral("htm"),
        QStringLiteral("txt"), QStringLiteral("jpg"),  QStringLiteral("png"),
        QStringLiteral("gif"), QStringLiteral("php"),  QStringLiteral("exe")};
    return extensions.contains(lastLabel);
}

bool looksLikeHost(const QString &word)
{
    const QStringList labels = word.toLower().split(u'.');
    if (labels.size() < 2 || labels.back().size() < 2 || looksLikeFileName(labels.back()))
        return false;
    const auto isLabel = [](const QString &label) {
        return !label.isEmpty() && std::all_of(label.begin(), label.end(), [](QChar c) {
            return c.isLetterOrNumber() || c == u'-';
        });
    };
    return std::all_of(labels.begin(), labels.end(), isLabel)
        && std::all_of(labels.back().begin(), labels.back().end(),
                       [](QChar c) { return c.isLetter(); });
}

// The host that a word of the link text claims to be, or nothing.
QString claimedHost(const QString &word, bool isOnlyWord)
{
    const qsizetype scheme = word.indexOf(QLatin1String("://"));
    const bool startsLikeHost = word.startsWith(QLatin1String("www."), Qt::CaseInsensitive);
    if (scheme < 0 && !startsLikeHost && !isOnlyWord)
        return {};
    QString rest = scheme < 0 ? word : word.mid(scheme + 3);
    const auto end = std::find_if(rest.begin(), rest.end(), [](QChar c) {
        return c == u'/' || c == u'?' || c == u'#' || c == u':' || c == u'\\';
    });
    rest.truncate(end - rest.begin());
    if (scheme >= 0)
        rest = rest.mid(rest.lastIndexOf(u'@') + 1);
    while (!rest.isEmpty() && rest.back().isPunct())
        rest.chop(1);
    return looksLikeHost(rest) ? rest : QString();
}

bool mixesScripts(const QString &host)
{
    const QStringList labels = QUrl::fromAce(host.toLatin1(), QUrl::IgnoreIDNWhitelist).split(u'.');
    return std::any_of(labels.begin(), labels.end(), [](const QString &label) {
        QSet<QChar::Script> scripts;
        const QList<uint> characters = label.toUcs4();
        for (const char32_t c : characters)
            scripts.insert(QChar::script(c));
        for (const QChar::Script neutral : {QChar::Script_Common, QChar::Script_Inherited})
            scripts.remove(neutral);
        // East Asian names are written in several scripts, together with Latin letters.
        bool isEastAsian = false;
        for (const QChar::Script script :
             {QChar::Script_Han, QChar::Script_Hiragana, QChar::Script_Katakana,
              QChar::Script_Hangul, QChar::Script_Bopomofo}) {
            isEastAsian |= scripts.remove(script);
        }
        if (isEastAsian)
            scripts.remove(QChar::Script_Latin);
        return scripts.size() > 1 || (isEastAsian && !scripts.isEmpty());
    });
}

std::optional<QUrl> mailtoTarget(const QString &text)
{
    static const QSet<QString> allowed = {QStringLiteral("to"), QStringLiteral("cc"),
                                          QStringLiteral("subject"), QStringLiteral("body"),
                                          QStringLiteral("in-reply-to")};
    QUrl url(text);
    if (!url.isValid())
        return {};
    QUrlQuery kept;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
    for (const auto &[name, value] : items) {
        if (allowed.contains(name.toLower()))
            kept.addQueryItem(name, value);
    }
    url.setQuery(kept.isEmpty() ? QString() : kept.query(QUrl::FullyEncoded));
    url.setFragment({});
    return url;
}

} // namespace

QByteArray cleanUrl(QByteArrayView attribute)
{
    QByteArray url;
    url.reserve(attribute.size());
    for (const char c : attribute) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isLeadingSpace = byte == ' ' && url.isEmpty();
        if (byte >= 0x20 && byte != 0x7f && !isLeadingSpace)
            url.append(c);
    }
    while (url.endsWith(' '))
        url.chop(1);
    return url;
}

QByteArray urlScheme(QByteArrayView url)
{
    const qsizetype colon = url.first(qMin(url.size(), qsizetype(32))).indexOf(':');
    return colon <= 0 ? QByteArray() : url.first(colon).toByteArray().toLower();
}

std::optional<QUrl> remoteTarget(QByteArrayView url)
{
    const QByteArray scheme = urlScheme(url);
    if ((scheme != "http" && scheme != "https") || url.size() > maximumUrlLength)
        return {};
    const QUrl target(QString::fromUtf8(url));
    if (!target.isValid() || target.host().isEmpty())
        return {};
    return target;
}

std::optional<QUrl> linkTarget(QByteArrayView url)
{
    if (urlScheme(url) == "mailto" && url.size() <= maximumUrlLength)
        return mailtoTarget(QString::fromUtf8(url));
    return remoteTarget(url);
}

std::optional<QByteArray> dataImage(QByteArrayView url)
{
    static constexpr std::array<QByteArrayView, 5> magics = {"\x89PNG\r\n\x1a\n", "\xff\xd8\xff",
                                                             "GIF87a", "GIF89a", "RIFF"};
    const qsizetype comma = url.indexOf(',');
    if (comma < 0 || url.size() > maximumImageBytes * 3)
        return {};
    const QByteArray head = url.first(comma).toByteArray().toLower();
    const QByteArray body = url.sliced(comma + 1).toByteArray();
    const QByteArray encoded = body.contains('%') ? QByteArray::fromPercentEncoding(body) : body;
    const QByteArray data = head.contains(";base64") ? QByteArray::fromBase64(encoded) : encoded;
    const bool isKnown = std::any_of(magics.begin(), magics.end(), [&data](QByteArrayView magic) {
        return data.startsWith(magic);
    });
    const bool isOtherRiff = data.startsWith("RIFF") && data.mid(8, 4) != "WEBP";
    if (!isKnown || isOtherRiff || data.size() > maximumImageBytes)
        return {};
    return data;
}

QImap4HtmlLink::Warnings linkWarnings(const QUrl &target, const QString &text)
{
    QImap4HtmlLink::Warnings warnings;
    const QStringList words = text.left(2048).split(u' ', Qt::SkipEmptyParts).mid(0, maximumWords);
    if (target.scheme() == QLatin1String("mailto")) {
        const bool claimsOther = words.size() == 1 && words.first().contains(u'@')
            && !target.path().contains(words.first(), Qt::CaseInsensitive);
        return claimsOther ? QImap4HtmlLink::HostMismatch : QImap4HtmlLink::NoWarning;
    }
    const QString host = target.host(QUrl::FullyEncoded);
    const QString comparable = comparableHost(host);
    for (const QString &word : words) {
        const QString claimed = claimedHost(word, words.size() == 1);
        if (!claimed.isEmpty() && !areRelated(comparableHost(claimed), comparable))
            warnings |= QImap4HtmlLink::HostMismatch;
        if (word.startsWith(QLatin1String("https://"), Qt::CaseInsensitive)
            && target.scheme() == QLatin1String("http")) {
            warnings |= QImap4HtmlLink::Downgrade;
        }
    }
    if (isNumericHost(host))
        warnings |= QImap4HtmlLink::AddressHost;
    if (!target.userInfo().isEmpty())
        warnings |= QImap4HtmlLink::HasUserInfo;
    if (host.contains(QLatin1String("xn--")) && mixesScripts(host))
        warnings |= QImap4HtmlLink::MixedScripts;
    return warnings;
}

bool looksLikeTracker(const QUrl &image)
{
    static const QStringList marks = {
        QStringLiteral("/wf/open"),   QStringLiteral("/track/open"), QStringLiteral("/open.php"),
        QStringLiteral("/open.aspx"), QStringLiteral("/trk/open"),   QStringLiteral("/beacon"),
        QStringLiteral("/pixel.gif"), QStringLiteral("/pixel.png"),  QStringLiteral("/e/open")};
    const QString path = image.path().toLower();
    return std::any_of(marks.begin(), marks.end(),
                       [&path](const QString &mark) { return path.contains(mark); });
}

} // namespace QImap4Internal
