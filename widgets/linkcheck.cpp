// SPDX-License-Identifier: LGPL-3.0-or-later
#include "linkcheck_p.h"

#include "addresscheck_p.h"
#include "qimap4mime.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qurlquery.h>

namespace QImap4Internal {

namespace {

struct Sentence
{
    QImap4HtmlLink::Warning warning;
    const char *text;
};

constexpr Sentence sentences[] = {
    {QImap4HtmlLink::HostMismatch,
     QT_TRANSLATE_NOOP("QImap4LinkCheck",
                       "The text of the link names another server than the one it leads to.")},
    {QImap4HtmlLink::AddressHost,
     QT_TRANSLATE_NOOP("QImap4LinkCheck",
                       "The link leads to a bare network address without a name.")},
    {QImap4HtmlLink::HasUserInfo,
     QT_TRANSLATE_NOOP("QImap4LinkCheck", "The link hides its real server behind a user name.")},
    {QImap4HtmlLink::MixedScripts,
     QT_TRANSLATE_NOOP("QImap4LinkCheck",
                       "The name of the server has letters that can be mistaken for others.")},
    {QImap4HtmlLink::Downgrade,
     QT_TRANSLATE_NOOP("QImap4LinkCheck",
                       "The text of the link says https, but the link is not encrypted.")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("QImap4LinkCheck", text);
}

// mailto may fill in addresses, a subject and a text, never a file (RFC 6068, 7).
QUrl safeMailto(const QUrl &url)
{
    static const QStringList allowed{QStringLiteral("subject"), QStringLiteral("body"),
                                     QStringLiteral("to"), QStringLiteral("cc")};
    QUrlQuery kept;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
    for (const auto &item : items) {
        if (allowed.contains(item.first.toLower()))
            kept.addQueryItem(item.first, item.second);
    }
    QUrl result(url);
    result.setQuery(kept.isEmpty() ? QString() : kept.query(QUrl::FullyEncoded));
    return result;
}

LinkVerdict refused(const QUrl &url)
{
    LinkVerdict verdict;
    verdict.target = QImap4Mime::safeForDisplay(url.toDisplayString());
    verdict.warnings = {translated(QT_TRANSLATE_NOOP(
        "QImap4LinkCheck",
        "The link would open something other than a web page or a mail; it is blocked."))};
    return verdict;
}

} // namespace

LinkVerdict checkLink(const QImap4HtmlLink &link)
{
    const QString scheme = link.url.scheme().toLower();
    LinkVerdict verdict;
    if (scheme == QLatin1String("mailto")) {
        verdict.answer = LinkVerdict::Plain;
        verdict.url = safeMailto(link.url);
        verdict.target = QImap4Mime::safeForDisplay(verdict.url.toDisplayString());
        return verdict;
    }
    const bool isWeb = scheme == QLatin1String("http") || scheme == QLatin1String("https");
    if (!isWeb || link.url.host().isEmpty())
        return refused(link.url);
    for (const Sentence &sentence : sentences) {
        if (link.warnings.testFlag(sentence.warning))
            verdict.warnings.append(translated(sentence.text));
    }
    // What is shown and opened is the same: no user name in front of the host, no foreign letters.
    verdict.url = link.url.adjusted(QUrl::RemoveUserInfo);
    verdict.target =
        QImap4Mime::safeForDisplay(QString::fromLatin1(verdict.url.toEncoded(QUrl::FullyEncoded)));
    verdict.host = domainForDisplay(link.url.host(QUrl::FullyDecoded));
    verdict.answer = verdict.warnings.isEmpty() ? LinkVerdict::Plain : LinkVerdict::Suspicious;
    return verdict;
}

} // namespace QImap4Internal
