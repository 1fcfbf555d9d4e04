// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4sanitizedhtml.h"

#include "charset_p.h"
#include "htmlguard_p.h"
#include "htmlsanitizer_p.h"
#include "htmltree_p.h"
#include "plaintext_p.h"
#include "sanitizedhtml_p.h"

#include <QtCore/qdeadlinetimer.h>

#include <utility>

/*!
    \class QImap4SanitizedHtml
    \brief A mail body that is safe to show in a QTextDocument.

    Only fromHtml() and fromPlainText() make one, so that a function which takes a value of this
    type can rely on what is in it: a well-formed document of a small set of elements, attributes
    and style properties, of bounded depth and size, without scripts, forms, style sheets, and
    without any URL. What the mail refers to is replaced by an index:

    \list
    \li \c {href="qimap4-link:<n>"} for links(),
    \li \c {src="qimap4-part:<n>"} for inlineImages(),
    \li \c {src="qimap4-remote:<n>"} for remoteImages().
    \endlist

    Whoever shows the document answers the last two, or does not. Both functions may be called
    from any thread, take any input, and need time in proportion to its first megabyte.
*/

/*!
    \class QImap4HtmlReport
    \brief What was found in a mail and left out of its document.
*/

namespace {

// Where the document says nothing itself (HTML5, 13.2.3.2).
QByteArray declaredCharset(QByteArrayView html)
{
    const QByteArray head = html.first(qMin(html.size(), qsizetype(1024))).toByteArray().toLower();
    qsizetype position = head.indexOf("charset");
    if (position < 0)
        return {};
    position += 7;
    while (position < head.size() && QByteArrayView(" =\"'").contains(head.at(position)))
        ++position;
    qsizetype end = position;
    while (end < head.size() && !QByteArrayView(" \"';/>").contains(head.at(end)))
        ++end;
    return head.mid(position, end - position);
}

// The words of a document that could not be read in time.
QString crudeText(QByteArrayView html)
{
    QByteArray text;
    qsizetype position = 0;
    while (position < html.size()) {
        const qsizetype open = html.indexOf('<', position);
        text.append(html.sliced(position, (open < 0 ? html.size() : open) - position));
        const qsizetype close = open < 0 ? -1 : html.indexOf('>', open);
        if (close < 0)
            break;
        text.append(' ');
        position = close + 1;
    }
    text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return QString::fromUtf8(text);
}

} // namespace

QImap4SanitizedHtml::QImap4SanitizedHtml()
    : d(new QImap4SanitizedHtmlData)
{}

QImap4SanitizedHtml::QImap4SanitizedHtml(QImap4SanitizedHtmlData *data)
    : d(data)
{}

QImap4SanitizedHtml::QImap4SanitizedHtml(const QImap4SanitizedHtml &other) = default;
QImap4SanitizedHtml::QImap4SanitizedHtml(QImap4SanitizedHtml &&other) noexcept = default;
QImap4SanitizedHtml &QImap4SanitizedHtml::operator=(const QImap4SanitizedHtml &other) = default;
QImap4SanitizedHtml &QImap4SanitizedHtml::operator=(QImap4SanitizedHtml &&other) noexcept = default;
QImap4SanitizedHtml::~QImap4SanitizedHtml() = default;

/*!
    Returns a document made of \a html, which is in \a charset (empty: what the document says, or
    UTF-8, or windows-1252), with the limits and colours of \a options.
*/
QImap4SanitizedHtml QImap4SanitizedHtml::fromHtml(const QByteArray &html, const QByteArray &charset,
                                                  const QImap4HtmlOptions &options)
{
    using namespace QImap4Internal;
    const QDeadlineTimer deadline(options.timeBudget);
    const QByteArrayView input =
        QByteArrayView(html).first(qBound(qsizetype(0), options.maximumInput, html.size()));
    const QByteArray utf8 =
        toUnicode(input, charset.isEmpty() ? declaredCharset(input) : charset).toUtf8();

    auto *const data = new QImap4SanitizedHtmlData;
    QImap4SanitizedHtml result(data);
    const GuardedHtml guarded = guardHtml(utf8, options.maximumElements, deadline);
    HidingRules rules;
    rules.addStyleSheet(guarded.styleSheets);
    const HtmlTree tree(guarded.html, deadline);
    const bool isDone = !guarded.isOutOfTime && tree.root()
        && HtmlSanitizer(options, rules, deadline, data).run(tree.root());
    if (!isDone) {
        QImap4SanitizedHtml fallback = fromPlainText(crudeText(utf8));
        fallback.d->report.isPlainTextFallback = true;
        fallback.d->report.isTruncated = true;
        return fallback;
    }
    data->report.forms = guarded.forms;
    data->report.scripts = guarded.scripts;
    data->report.isTruncated |= guarded.isTruncated || input.size() < html.size();
    return result;
}

/*!
    Returns a document made of \a text: everything escaped, quotations with coloured bars, the
    signature dimmed, URLs and mail addresses as links, and lines joined where \a options say that
    the text is flowed (RFC 3676).
*/
QImap4SanitizedHtml QImap4SanitizedHtml::fromPlainText(const QString &text,
                                                       const QImap4PlainTextOptions &options)
{
    auto *const data = new QImap4SanitizedHtmlData;
    QImap4SanitizedHtml result(data);
    QImap4Internal::renderPlainText(text, options, data);
    return result;
}

bool QImap4SanitizedHtml::isEmpty() const
{
    return d->html.isEmpty();
}

/*! The document, for QTextDocument::setHtml(). */
QString QImap4SanitizedHtml::toHtml() const
{
    return d->html;
}

/*! The links, in the order of their index in the document. */
QList<QImap4HtmlLink> QImap4SanitizedHtml::links() const
{
    return d->links;
}

/*! The pictures that came with the mail. */
QList<QImap4InlineImage> QImap4SanitizedHtml::inlineImages() const
{
    return d->inlineImages;
}

/*!
    Pictures on other computers, http and https only. To load one tells its owner that the mail
    is being read, where and when.
*/
QList<QUrl> QImap4SanitizedHtml::remoteImages() const
{
    return d->remoteImages;
}

QImap4HtmlReport QImap4SanitizedHtml::report() const
{
    return d->report;
}
