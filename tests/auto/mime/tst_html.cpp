// SPDX-License-Identifier: LGPL-3.0-or-later
#include "mime/htmlurl_p.h"
#include "mime/plaintext_p.h"
#include "qimap4sanitizedhtml.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qmap.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

#include <ctime>
#include <limits>

using namespace Qt::StringLiterals;
using namespace QImap4Internal;

namespace {

// Slow machines and sanitizers must not change what a test sees.
QImap4HtmlOptions patientOptions()
{
    QImap4HtmlOptions options;
    options.timeBudget = 60'000;
    return options;
}

QImap4SanitizedHtml sanitized(const QByteArray &html)
{
    return QImap4SanitizedHtml::fromHtml(html, "utf-8", patientOptions());
}

// What is in the body of the document.
QString body(const QImap4SanitizedHtml &html)
{
    static const QRegularExpression expression(
        u"^<html><head></head><body[^>]*>(.*)</body></html>$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return expression.match(html.toHtml()).captured(1).trimmed();
}

QStringList attributeValues(const QString &html)
{
    static const QRegularExpression tag(u"<[^>]*>"_s);
    static const QRegularExpression value(u"=\"([^\"]*)\""_s);
    QStringList values;
    for (auto it = tag.globalMatch(html); it.hasNext();) {
        for (auto inner = value.globalMatch(it.next().captured()); inner.hasNext();)
            values.append(inner.next().captured(1));
    }
    return values;
}

// Independent of the sanitiser: reads its output tag by tag.
QString firstFault(const QString &html)
{
    static const QSet<QString> elements = {
        u"html"_s,  u"head"_s,  u"body"_s,  u"p"_s,      u"div"_s,        u"span"_s,   u"br"_s,
        u"hr"_s,    u"h1"_s,    u"h2"_s,    u"h3"_s,     u"h4"_s,         u"h5"_s,     u"h6"_s,
        u"b"_s,     u"i"_s,     u"u"_s,     u"s"_s,      u"em"_s,         u"strong"_s, u"small"_s,
        u"sub"_s,   u"sup"_s,   u"font"_s,  u"center"_s, u"blockquote"_s, u"pre"_s,    u"code"_s,
        u"ul"_s,    u"ol"_s,    u"li"_s,    u"dl"_s,     u"dt"_s,         u"dd"_s,     u"table"_s,
        u"thead"_s, u"tbody"_s, u"tfoot"_s, u"tr"_s,     u"td"_s,         u"th"_s,     u"caption"_s,
        u"a"_s,     u"img"_s};
    static const QSet<QString> attributes = {
        u"style"_s,  u"href"_s,    u"src"_s,     u"width"_s,       u"height"_s,      u"align"_s,
        u"valign"_s, u"colspan"_s, u"rowspan"_s, u"cellpadding"_s, u"cellspacing"_s, u"border"_s,
        u"dir"_s,    u"start"_s,   u"type"_s,    u"alt"_s};
    static const QRegularExpression tag(u"^<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>$"_s);
    static const QRegularExpression attribute(u" ([a-z]+)=\"([^\"]*)\""_s);
    static const QRegularExpression reference(u"^qimap4-(link|part|remote):[0-9]+$"_s);
    static const QRegularExpression style(u"^([a-z-]+:[#a-z0-9-]+;)+$"_s);
    QStringList open;
    qsizetype position = 0;
    while ((position = html.indexOf(u'<', position)) >= 0) {
        const qsizetype end = html.indexOf(u'>', position);
        const auto match = tag.match(html.mid(position, end + 1 - position));
        if (!match.hasMatch())
            return u"not a tag: "_s + html.mid(position, 60);
        position = end + 1;
        const QString name = match.captured(2);
        if (!elements.contains(name))
            return u"element "_s + name;
        if (!match.captured(1).isEmpty()) {
            if (open.isEmpty() || open.takeLast() != name)
                return u"not nested: "_s + name;
        } else if (name != u"br" && name != u"hr" && name != u"img") {
            open.append(name);
        }
        for (auto it = attribute.globalMatch(match.captured(3)); it.hasNext();) {
            const auto found = it.next();
            const QString value = found.captured(2);
            if (!attributes.contains(found.captured(1)))
                return u"attribute "_s + found.captured(1);
            const bool isReference = found.captured(1) == u"href" || found.captured(1) == u"src";
            if (isReference && !reference.match(value).hasMatch())
                return u"reference "_s + value;
            if (found.captured(1) == u"style" && !style.match(value).hasMatch())
                return u"style "_s + value;
            if (!isReference && found.captured(1) != u"style" && value.contains(u':'))
                return u"value "_s + value;
        }
    }
    return open.isEmpty() ? QString() : u"left open: "_s + open.join(u',');
}

int deepest(const QString &html, const QString &element)
{
    int depth = 0;
    int maximum = 0;
    const QRegularExpression tag(u"<(/?)%1[ >]"_s.arg(element));
    for (auto it = tag.globalMatch(html); it.hasNext();) {
        depth += it.next().captured(1).isEmpty() ? 1 : -1;
        maximum = qMax(maximum, depth);
    }
    return maximum;
}

// Rows times columns of all tables, with the places that cells of earlier rows reach down into.
qsizetype gridCells(const QString &html)
{
    struct Table
    {
        qsizetype rows = 0;
        qsizetype columns = 0;
        qsizetype width = 0; // of the row that is read
        QMap<qsizetype, qsizetype> pushed; // columns by the row that they end at
    };
    static const QRegularExpression tag(u"<(/?)(table|tr|td|th)( [^>]*)?>"_s);
    const auto number = [](const QString &attributes, const QString &name) {
        const QRegularExpression value(u" %1=\"([0-9]+)\""_s.arg(name));
        return qMax(1, value.match(attributes).captured(1).toInt());
    };
    qsizetype cells = 0;
    QList<Table> open;
    for (auto it = tag.globalMatch(html); it.hasNext();) {
        const auto match = it.next();
        const bool isEnd = !match.captured(1).isEmpty();
        const QString name = match.captured(2);
        if (name == u"table" && !isEnd) {
            open.append(Table());
        } else if (name == u"table") {
            const Table table = open.takeLast();
            cells += table.rows * table.columns;
        } else if (name == u"tr" && !isEnd) {
            Table &table = open.last();
            table.pushed.remove(table.rows);
            ++table.rows;
            table.width = 0;
            for (const qsizetype columns : std::as_const(table.pushed))
                table.width += columns;
        } else if (!isEnd) {
            Table &table = open.last();
            const int columns = number(match.captured(3), u"colspan"_s);
            const int rows = number(match.captured(3), u"rowspan"_s);
            table.width += columns;
            table.columns = qMax(table.columns, table.width);
            if (rows > 1)
                table.pushed[table.rows - 1 + rows] += columns;
        }
    }
    return cells;
}

// Characters of text without a place to break a line.
int longestRun(const QString &html)
{
    int longest = 0;
    int run = 0;
    bool isInTag = false;
    bool isInEntity = false;
    static const QRegularExpression inlineTag(
        u"^</?(a|b|i|u|s|em|strong|span|font|code|img)[ >]"_s);
    for (qsizetype i = 0; i < html.size(); ++i) {
        const QChar c = html.at(i);
        if (c == u'<') {
            isInTag = true;
            run = inlineTag.match(html.mid(i, 10)).hasMatch() ? run : 0;
        } else if (c == u'>') {
            isInTag = false;
        } else if (c.isSpace() || c == QChar(0x200b)) {
            run = 0;
        } else if (!isInTag) {
            isInEntity = c == u'&' || (isInEntity && c != u';');
            run += isInEntity || c.isMark() ? 0 : 1;
        }
        longest = qMax(longest, run);
    }
    return longest;
}

} // namespace

class tst_Html : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void documentsBecomeSafeOnes_data();
    void documentsBecomeSafeOnes();
    void nothingRemoteOrLocalRemains_data();
    void nothingRemoteOrLocalRemains();
    void bombsAreBounded_data();
    void bombsAreBounded();
    void tablesBeyondTheLimitBecomeBlocks();
    void costGrowsWithSize_data();
    void costGrowsWithSize();
    void linksAreKeptAside();
    void linkTargetsAreChecked_data();
    void linkTargetsAreChecked();
    void deceivingLinksAreFound_data();
    void deceivingLinksAreFound();
    void imagesAreKeptAside();
    void dataImagesAreCheckedByContent_data();
    void dataImagesAreCheckedByContent();
    void trackersAreLeftOut();
    void hiddenTextIsLeftOut_data();
    void hiddenTextIsLeftOut();
    void coloursFollowThePolicy_data();
    void coloursFollowThePolicy();
    void reportCounts();
    void inputIsCut();
    void timeEndsInPlainText();
    void charsetIsTakenFromTheDocument();
    void mutantsAreSafe();
    void plainTextIsEscapedAndLinked_data();
    void plainTextIsEscapedAndLinked();
    void flowedTextIsJoined_data();
    void flowedTextIsJoined();
    void quotationsHaveBars();
    void signatureIsDimmed();
    void plainTextBombsAreBounded_data();
    void plainTextBombsAreBounded();
};

void tst_Html::documentsBecomeSafeOnes_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *html, const QString &expected) {
        QTest::newRow(name) << QByteArray(html) << expected;
    };
    row("empty", "", u""_s);
    row("text", "a &amp; b &lt;i&gt; &eacute;", u"a &amp; b &lt;i&gt; é"_s);
    row("paragraphs", "<p>one<p>two", u"<p>one</p><p>two</p>"_s);
    row("nesting", "<b><i>x</b>y", u"<b><i>x</i></b>y"_s);
    row("unknown element", "<foo>x<bar/>y</foo>", u"xy"_s);
    row("replaced element", "<section>a</section><strike>b</strike>",
        u"<div>a</div><div><s>b</s></div>"_s);
    row("script", "a<script>alert('</b>')</script>b", u"ab"_s);
    row("style", "a<style>p{color:red}</style>b", u"ab"_s);
    row("title in body", "a<title>x</title>b", u"ab"_s);
    row("textarea", "a<textarea><b>x</b></textarea>b", u"ab"_s);
    row("nested object", "a<object>x<object>y</object>z</object>b", u"ab"_s);
    row("svg", "a<svg><text>x</text></svg>b", u"ab"_s);
    row("form", "<form action='http://x.test'>a<input value=x><button>b</button></form>", u"a"_s);
    row("comment", "a<!-- <b>x</b> -->b", u"ab"_s);
    row("conditional comment", "a<!--[if mso]><p>x</p><![endif]-->b<![if !mso]>c<![endif]>",
        u"abc"_s);
    row("unfinished comment", "a<!-- x > b", u"a b"_s);
    row("unfinished tag", "a<b title='x", u"a"_s);
    row("lone bracket", "1 < 2 <3", u"1 &lt; 2 &lt;3"_s);
    row("event and title", "<p onclick='x()' title='y' id=z class=c>a</p>", u"<p>a</p>"_s);
    row("white space", "a  \n\t b", u"a b"_s);
    row("pre", "<pre>a  b\n c</pre>", u"<pre>a  b\n c</pre>"_s);
    row("bold style", "<span style='font-weight:700;position:fixed;behavior:url(x)'>a</span>",
        u"<span style=\"font-weight:bold;\">a</span>"_s);
    row("sizes are relative", "<p style='font-size:40px'>a</p>",
        u"<p style=\"font-size:xx-large;\">a</p>"_s);
    row("margins are clamped", "<p style='margin:-5px 9999px'>a</p>",
        u"<p style=\"margin-top:0px;margin-right:64px;margin-bottom:0px;margin-left:64px;\">a</p>"_s);
    row("font families are generic", "<p style=\"font-family:'Courier New',x\">a</p>",
        u"<p style=\"font-family:monospace;\">a</p>"_s);
    row("font element", "<font size=5 face=Georgia>a</font>",
        u"<font style=\"font-family:serif;font-size:x-large;\">a</font>"_s);
    row("table", "<table width='50%' border=99><tr><td colspan=2 valign=top>a<td>b</table>",
        u"<table border=\"5\" width=\"50%\"><tbody><tr><td valign=\"top\" colspan=\"2\">a</td>"
        "<td>b</td></tr></tbody></table>"_s);
    row("table width in pixels", "<table width=600><tr><td>a</table>",
        u"<table><tbody><tr><td>a</td></tr></tbody></table>"_s);
    row("list", "<ol start=99999 type=a><li>x<li>y</ol>",
        u"<ol start=\"9999\" type=\"a\"><li>x</li><li>y</li></ol>"_s);
    row("list item without end in cell", "<table><tr><td><li>a<td>b</table>",
        u"<table><tbody><tr><td><li>a</li></td><td>b</td></tr></tbody></table>"_s);
    row("direction", "<div dir=rtl>a</div><p style='direction:rtl'>b",
        u"<div dir=\"rtl\">a</div><p dir=\"rtl\">b</p>"_s);
    row("controls",
        "a&#0;&#7;\x1b"
        "b&#x202e;c",
        u"a\ufffd\ufffdbc"_s);
    row("utf-8 rubbish",
        "a\xff"
        "b",
        u"a\ufffdb"_s);
    row("picture behind a paragraph", "<p>a</p> <img src=cid:x>b<p>c</p>",
        u"<p>a</p> <div><img src=\"qimap4-part:0\">b</div><p>c</p>"_s);
    row("linked picture behind a paragraph",
        "<div>a</div><a href=http://h.test><b><img src=cid:x></b></a> <i>b</i>",
        u"<div>a</div><div><a href=\"qimap4-link:0\"><b><img src=\"qimap4-part:0\"></b></a>"
        " <i>b</i></div>"_s);
    row("picture behind an inner paragraph",
        "<b><p>a</p></b><img src=cid:x><p>c</p><img src=cid:x>",
        u"<b><p>a</p></b><div><img src=\"qimap4-part:0\"></div><p>c</p>"
        "<div><img src=\"qimap4-part:0\"></div>"_s);
    row("formatted text behind a paragraph", "<p>a</p><b></b><i>x</i>y",
        u"<p>a</p><div><b></b><i>x</i>y</div>"_s);
    row("paragraph in a font behind a paragraph", "<p>a</p><font><p>b</p></font>",
        u"<p>a</p><font><p>b</p></font>"_s);
    row("text and picture behind a paragraph", "<p>a</p>b<img src=cid:x>",
        u"<p>a</p>b<img src=\"qimap4-part:0\">"_s);
    row("picture behind a table", "<table><tr><td>a</table><img src=cid:x>",
        u"<table><tbody><tr><td>a</td></tr></tbody></table><img src=\"qimap4-part:0\">"_s);
    row("link without target", "<a href='javascript:x'>a</a>", u"a"_s);
    row("anchor", "<a name=x>a</a><a href='#x'>b</a>", u"ab"_s);
}

void tst_Html::documentsBecomeSafeOnes()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, expected);
    const QImap4SanitizedHtml result = sanitized(html);
    QCOMPARE(body(result), expected);
    QCOMPARE(firstFault(result.toHtml()), QString());
    QVERIFY(!result.report().isPlainTextFallback);
}

void tst_Html::nothingRemoteOrLocalRemains_data()
{
    QTest::addColumn<QByteArray>("html");
    static constexpr const char *vectors[] = {
        "<img src=http://t.test/a.png>",
        "<img src=//t.test/a.png>",
        "<img src='\\\\t.test\\a.png'>",
        "<img src='http:\\\\t.test\\a.png'>",
        "<img src=' \thttp://t.test/a'>",
        "<img src='ht\ntp://t.test/a'>",
        "<img src=&#104;ttp://t.test/a>",
        "<img srcset='http://t.test/a 1x, http://t.test/b 2x'>",
        "<img dynsrc=http://t.test/a lowsrc=http://t.test/b>",
        "<image href=http://t.test/a src=http://t.test/b>",
        "<img src=x onerror='fetch(\"http://t.test\")'>",
        "<img src='http://t.test/a'",
        "<img alt='http://t.test/' src=cid:a>",
        "<img src=\"x\" longdesc=http://t.test/ usemap=http://t.test/#m>",
        "<img/src=http://t.test/a/>",
        "<body background=http://t.test/a>x",
        "<table background=http://t.test/a><tr background=http://t.test/b><td "
        "background=file:///c>",
        "<p style='background:url(http://t.test/a)'>x",
        "<p style='background-image:url(\"file:///etc/passwd\")'>x",
        "<p style='background:u\\72l(http://t.test/a)'>x",
        "<p style='background:/**/url(/**/http://t.test/a)'>x",
        "<p style='list-style-image:url(http://t.test/a)'>x",
        "<p style='content:url(http://t.test/a)'>x",
        "<p style='color:red;background:red url(http://t.test/a) no-repeat'>x",
        "<p style='font-family:url(http://t.test/a)'>x",
        "<p style='width:expression(http://t.test)'>x",
        "<p style='behavior:url(http://t.test)'>x",
        "<p style='-moz-binding:url(http://t.test)'>x",
        "<p style='cursor:url(http://t.test),auto'>x",
        "<p style='background:image-set(\"http://t.test/a\" 1x)'>x",
        "<p style='filter:url(http://t.test/a#f)'>x",
        "<p style='color:red\"><img src=http://t.test>'>x",
        "<style>@import 'http://t.test/a'; p{background:url(http://t.test/b)}</style>x",
        "<style>@font-face{font-family:x;src:url(http://t.test/f)}</style>x",
        "<style>@import url(//t.test/a)",
        "<link rel=stylesheet href=http://t.test/a>x",
        "<link rel=stylesheet type=text/css href=file:///etc/passwd>x",
        "<link rel=dns-prefetch href=//t.test>x",
        "<link rel=preload as=image href=http://t.test/a>x",
        "<meta http-equiv=refresh content='0;url=http://t.test'>x",
        "<meta http-equiv=Content-Security-Policy content='report-uri http://t.test'>x",
        "<base href=http://t.test/><img src=a.png><a href=b>c</a>",
        "<?xml-stylesheet href='http://t.test/a'?>x",
        "<!DOCTYPE x SYSTEM 'http://t.test/a'>x",
        "<iframe src=http://t.test/a></iframe>x",
        "<iframe srcdoc='<img src=http://t.test>'></iframe>x",
        "<frameset><frame src=http://t.test/a></frameset>",
        "<object data=http://t.test/a><param name=movie value=http://t.test/b></object>x",
        "<embed src=http://t.test/a>x",
        "<applet codebase=http://t.test code=a></applet>x",
        "<video src=http://t.test/a poster=http://t.test/b><source src=http://t.test/c></video>x",
        "<audio src=http://t.test/a autoplay></audio>x",
        "<svg><image href=http://t.test/a xlink:href=http://t.test/b /></svg>x",
        "<svg><use href=http://t.test/a#x /><style>@import 'http://t.test'</style></svg>x",
        "<svg><foreignObject><img src=http://t.test/a></foreignObject></svg>x",
        "<svg><p><img src=http://t.test/a></p>",
        "<math href=http://t.test/a><mi>x</mi></math>x",
        "<script src=http://t.test/a></script>x",
        "<body onload='location=\"http://t.test\"'>x",
        "<form action=http://t.test/a><input type=image src=http://t.test/b><button "
        "formaction=http://t.test>y</form>",
        "<input type=image src=http://t.test/a autofocus onfocus=x>x",
        "<a href=http://t.test/a ping=http://t.test/b>x</a>",
        "<a href=file:///etc/passwd>x</a><a href='//t.test'>y</a>",
        "<a href=javascript:fetch('http://t.test')>x</a>",
        "<a href=' java\tscript:x'>x</a><a href=vbscript:x>y</a>",
        "<a href='data:text/html,<img src=http://t.test>'>x</a>",
        "<area href=http://t.test/a><map name=m><area href=//t.test></map>x",
        "<noscript><img src=http://t.test/a></noscript>x",
        "<template><img src=http://t.test/a></template>x",
        "<xmp><img src=http://t.test/a></xmp>x",
        "<plaintext><img src=http://t.test/a>",
        "<title><img src=http://t.test/a></title>x",
        "<textarea><img src=http://t.test/a>",
        "<select><option><img src=http://t.test/a></select>x",
        "<bgsound src=http://t.test/a>x",
        "<layer src=http://t.test/a>x</layer><ilayer src=http://t.test/b>y</ilayer>",
        "<blockquote cite=http://t.test/a>x</blockquote><q cite=http://t.test/b>y</q>",
        "<img src=file:///dev/zero><img src=/etc/passwd><img src=../a.png><img src=a.png>",
        "<img src=qrc:/a.png><img src=:/a.png><img src=image://x/y><img src=smb://h/a>",
        "<img src='data:image/svg+xml,<svg><image href=\"http://t.test/a\"/></svg>'>",
        "<img src='qimap4-part:0'><a href='qimap4-link:99'>x</a><img src='qimap4-remote:7'>",
        "<img src=ftp://t.test/a><img src=imap://t.test/a><img src=mid:a@b>",
        "<p title='http://t.test/'>x</p><td headers=http://t.test>",
        "<table><caption align='top\" style=\"background:url(http://t.test)'>x</table>",
        "<font face='a\"><img src=http://t.test/>' color='url(http://t.test)' size='http:'>x",
        "<td width='http://t.test' bgcolor='url(http://t.test/)' align='http:'>x",
        "<p dir='rtl\" onclick=\"http://t.test'>x</p>",
        "<ol type='http://t.test' start='http://t.test'><li value=http://t.test>x</ol>",
    };
    for (const char *vector : vectors)
        QTest::newRow(QByteArray(vector).left(70).constData()) << QByteArray(vector);
}

void tst_Html::nothingRemoteOrLocalRemains()
{
    QFETCH(QByteArray, html);
    for (const auto policy : {QImap4HtmlOptions::Adapted, QImap4HtmlOptions::Original}) {
        QImap4HtmlOptions options = patientOptions();
        options.colorPolicy = policy;
        const QImap4SanitizedHtml result = QImap4SanitizedHtml::fromHtml(html, "utf-8", options);
        QCOMPARE(firstFault(result.toHtml()), QString());
        const QStringList values = attributeValues(result.toHtml());
        for (const QString &value : values) {
            for (const auto part : {"http"_L1, "file"_L1, "//"_L1, "t.test"_L1, "url"_L1})
                QVERIFY2(!value.contains(part, Qt::CaseInsensitive), qPrintable(value));
        }
        // Each index in the document exists.
        QCOMPARE(result.toHtml().count(u"qimap4-link:"_s), result.links().size());
        for (const QUrl &url : result.remoteImages())
            QVERIFY(url.scheme() == u"http" || url.scheme() == u"https");
        for (const QImap4HtmlLink &link : result.links())
            QVERIFY(link.url.scheme() == u"http" || link.url.scheme() == u"https");
    }
}

void tst_Html::bombsAreBounded_data()
{
    QTest::addColumn<QByteArray>("html");
    const auto repeat = [](const char *text, int count) {
        return QByteArray(text).repeated(count);
    };
    const auto numbered = [](const char *before, const char *after, int count) {
        QByteArray result;
        for (int i = 0; i < count; ++i)
            result += before + QByteArray::number(i) + after;
        return result;
    };
    QTest::newRow("nested div") << repeat("<div>", 200'000);
    QTest::newRow("nested table") << repeat("<table><tr><td>", 60'000);
    QTest::newRow("nested table, no rows") << repeat("<table>", 100'000);
    QTest::newRow("nested b") << repeat("<b>", 300'000) + "x";
    QTest::newRow("nested list") << repeat("<ul><li>", 100'000) + "x";
    QTest::newRow("nested quote") << repeat("<blockquote>", 80'000) + "x";
    QTest::newRow("nested span with end tags")
        << repeat("<span>", 40'000) + repeat("</span>", 40'000);
    QTest::newRow("different fonts, then paragraphs")
        << numbered("<font color=", ">", 20'000) + repeat("<p>x</p>", 20'000);
    QTest::newRow("open formatting in each paragraph") << numbered("<p><b id=", ">x</p>", 30'000);
    QTest::newRow("misnested") << repeat("<b><p><i></b></p></i>", 40'000);
    QTest::newRow("links in links") << numbered("<a href=http://h/", "><div>", 20'000);
    QTest::newRow("ends that do not match") << repeat("<div><object></div></object>", 40'000);
    QTest::newRow("only end tags") << repeat("</p></div></b>", 80'000);
    QTest::newRow("foster parents") << "<table>" + repeat("<b>x<tr>y<p>", 40'000);
    QTest::newRow("colspan") << repeat("<table><tr><td colspan=1000000 rowspan=1000000>x", 1000);
    QTest::newRow("wide row") << "<table><tr>" + repeat("<td colspan=100>x", 40'000);
    QTest::newRow("wide row and long column")
        << "<table><tr>" + repeat("<td>x", 20'000) + repeat("<tr><td>y", 20'000);
    QTest::newRow("wide row, then narrow ones")
        << "<table><tr><td colspan=100>x" + repeat("<tr><td>y", 20'000);
    QTest::newRow("long cells push cells aside")
        << "<table>" + repeat("<tr><td colspan=100 rowspan=100>x", 200);
    QTest::newRow("many wide tables")
        << repeat("<table><tr><td colspan=100>x<tr><td>y</table>", 5000);
    QTest::newRow("pictures behind paragraphs") << repeat("<p>x</p><i><img src=cid:a>", 20'000);
    QTest::newRow("pictures behind paragraphs, nested")
        << repeat("<p>x</p><b><img src=cid:a><div>", 20'000);
    QTest::newRow("long word") << QByteArray(1'000'000, 'x');
    QTest::newRow("word of tags") << repeat("<b>x</b>", 40'000);
    QTest::newRow("entities") << repeat("&amp;", 200'000);
    QTest::newRow("combining marks") << "a" + repeat("\xcc\x81", 400'000);
    QTest::newRow("bidi") << repeat("\xe2\x80\xae", 300'000);
    QTest::newRow("attributes") << "<p " + numbered("a", "=1 ", 100'000) + ">x";
    QTest::newRow("long attribute") << "<p style='" + repeat("a:b;", 200'000) + "'>x";
    QTest::newRow("parentheses in style") << "<p style='a:" + repeat("(", 800'000) + "'>x";
    QTest::newRow("style rules") << "<style>" + numbered(".c", "{display:none}", 50'000)
            + "</style>" + repeat("<p class='c1 c2 c3 c4'>x", 20'000);
    QTest::newRow("style braces") << "<style>" + repeat("{", 900'000);
    QTest::newRow("style per element")
        << repeat("<p style='color:#123456;margin:1px 2px'>x</p>", 20'000);
    QTest::newRow("class lists") << "<style>.a{display:none}</style>"
            + repeat("<i class='b b b b b b b b b b b b b b b b b'>x</i>", 15'000);
    QTest::newRow("comments") << repeat("<!--", 250'000);
    QTest::newRow("unfinished tags") << repeat("<a ", 330'000);
    QTest::newRow("brackets") << repeat("<", 1'000'000);
    QTest::newRow("quotes") << repeat("<a b='", 170'000);
    QTest::newRow("unended svg") << repeat("<svg>", 200'000);
    QTest::newRow("removed elements") << repeat("<svg></svg><math></math>", 40'000);
    QTest::newRow("removed, nested") << repeat("<object>", 60'000) + repeat("</object>", 50'000);
    QTest::newRow("scripts") << repeat("<script>", 120'000);
    QTest::newRow("images") << numbered("<img src=http://h", ".test/>", 30'000);
    QTest::newRow("image sizes") << repeat("<img src=cid:a width=99999999 height=99999999>",
                                           20'000);
    QTest::newRow("urls in one style") << "<p style='" + repeat("url(http://h/)", 70'000) + "'>x";
    QTest::newRow("urls in urls") << "<p style='" + repeat("url(", 240'000) + ")'>x";
    QTest::newRow("short comments") << repeat("<!--a>", 100'000);
    QTest::newRow("nul") << QByteArray(1'000'000, '\0');
    QTest::newRow("ten megabytes") << repeat("<div><p>text <b>bold</b></p></div>", 300'000);
}

void tst_Html::bombsAreBounded()
{
    QFETCH(QByteArray, html);
    QElapsedTimer timer;
    timer.start();
    const QImap4SanitizedHtml result = sanitized(html);
    const qint64 elapsed = timer.elapsed();
    const QString out = result.toHtml();
    if (qEnvironmentVariableIsSet("QIMAP4_SHOW_TIMES"))
        qInfo("%lld ms, %lld characters", elapsed, static_cast<long long>(out.size()));

    QVERIFY(!result.report().isPlainTextFallback);
    QCOMPARE(firstFault(out), QString());
    QVERIFY2(out.size() < 16 * 1024 * 1024, qPrintable(QString::number(out.size())));
    QVERIFY(deepest(out, u"table"_s) <= 6);
    QVERIFY(deepest(out, u"ul"_s) <= 16);
    const qsizetype cells = gridCells(out);
    QVERIFY2(cells <= 20'000, qPrintable(QString::number(cells)));
    for (const auto &element : {u"div"_s, u"b"_s, u"span"_s, u"i"_s, u"font"_s})
        QVERIFY(deepest(out, element) <= 100);
    // A tag at each end: of elements, of the blocks that keep lines apart, and of what every
    // document has.
    const qsizetype elements = QImap4HtmlOptions().maximumElements;
    constexpr qsizetype looseBlocks = 2000;
    constexpr qsizetype frame = 5;
    QVERIFY(out.count(u'<') <= 2 * (elements + looseBlocks + frame));
    QVERIFY(longestRun(out) <= 1001);
    static const QRegularExpression bigNumber(u"=\"[0-9]{5}"_s);
    QVERIFY(!bigNumber.match(out).hasMatch());
}

void tst_Html::tablesBeyondTheLimitBecomeBlocks()
{
    const QByteArray fits = "<table>" + QByteArray("<tr><td>a<td>b").repeated(5000) + "</table>";
    const QByteArray large =
        "<table><tr><td colspan=99>c<td>d" + QByteArray("<tr><td>e").repeated(99) + "</table>";
    const QString out = sanitized(fits + large).toHtml();
    QCOMPARE(gridCells(out), 20'000);
    QCOMPARE(out.count(u"<div>"_s), 0);

    const QString flat = sanitized(fits + fits + large).toHtml();
    QCOMPARE(gridCells(flat), 20'000);
    QCOMPARE(flat.count(u"<table"_s), 2);
    QCOMPARE(flat.count(u"<div>c</div><div>d</div><div>e</div>"_s), 1);
    QCOMPARE(flat.count(u"<div>e</div>"_s), 99);
}

void tst_Html::costGrowsWithSize_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("tail");
    QTest::newRow("short comments") << QByteArray() << QByteArray("<!--a>") << QByteArray();
    QTest::newRow("urls in urls") << QByteArray("<p style='") << QByteArray("url(")
                                  << QByteArray(")'>x");
}

// Of the processor time, which does not depend on what else a machine does.
void tst_Html::costGrowsWithSize()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, unit);
    QFETCH(QByteArray, tail);
    constexpr int growth = 16;
    const auto cost = [&](int count) {
        const QByteArray html = head + unit.repeated(count) + tail;
        std::clock_t best = std::numeric_limits<std::clock_t>::max();
        for (int i = 0; i < 3; ++i) {
            const std::clock_t start = std::clock();
            const QImap4SanitizedHtml result = sanitized(html);
            best = qMin(best, std::clock() - start);
        }
        return best;
    };
    const std::clock_t small = qMax(cost(6250), std::clock_t(CLOCKS_PER_SEC / 1000));
    QVERIFY(cost(6250 * growth) < small * growth * 5);
}

void tst_Html::linksAreKeptAside()
{
    const auto result = sanitized("<a href='https://a.test/x?y=z&amp;q'>one <b>two</b></a>"
                                  "<a href='mailto:a@b.test?subject=Hi&attach=/etc/passwd"
                                  "&bcc=x@y.test&Attachment=z&body=text'>mail</a>");
    QCOMPARE(body(result),
             u"<a href=\"qimap4-link:0\">one <b>two</b></a>"
             "<a href=\"qimap4-link:1\">mail</a>"_s);
    QCOMPARE(result.links().size(), 2);
    QCOMPARE(result.links().at(0).url, QUrl(u"https://a.test/x?y=z&q"_s));
    QCOMPARE(result.links().at(0).text, u"one two"_s);
    QCOMPARE(result.links().at(1).url, QUrl(u"mailto:a@b.test?subject=Hi&body=text"_s));
}

void tst_Html::linkTargetsAreChecked_data()
{
    QTest::addColumn<QByteArray>("href");
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const QByteArray &href, bool isAllowed) {
        QTest::newRow(href.left(50).constData()) << href << isAllowed;
    };
    row("http://a.test", true);
    row("HTTPS://a.test/b#c", true);
    row("mailto:a@b.test", true);
    row("http://", false);
    row("http:a", false);
    row("//a.test", false);
    row("a.test", false);
    row("/etc/passwd", false);
    row("file:///etc/passwd", false);
    row("javascript:alert(1)", false);
    row("data:text/html,x", false);
    row("smb://h/x", false);
    row("ms-word:ofe|u|http://x", false);
    row("imap://h/INBOX", false);
    row("ftp://h/x", false);
    row("cid:a", false);
    row("qimap4-link:0", false);
    row("", false);
    row("http://a.test/" + QByteArray(10'000, 'x'), false);
}

void tst_Html::linkTargetsAreChecked()
{
    QFETCH(QByteArray, href);
    QFETCH(bool, isAllowed);
    QCOMPARE(linkTarget(href).has_value(), isAllowed);
    QCOMPARE(sanitized("<a href=\"" + href + "\">x</a>").links().size(), isAllowed ? 1 : 0);
}

void tst_Html::deceivingLinksAreFound_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QImap4HtmlLink::Warnings>("warnings");
    const auto row = [](const QString &url, const QString &text,
                        QImap4HtmlLink::Warnings warnings) {
        QTest::addRow("%s as %s", qPrintable(url), qPrintable(text)) << url << text << warnings;
    };
    using Link = QImap4HtmlLink;
    row(u"http://evil.test/"_s, u"http://bank.example"_s, Link::HostMismatch);
    row(u"http://evil.test/"_s, u"Log in at http://bank.example/login now"_s, Link::HostMismatch);
    row(u"http://evil.test/"_s, u"www.bank.example"_s, Link::HostMismatch);
    row(u"http://evil.test/"_s, u"bank.example"_s, Link::HostMismatch);
    row(u"http://bank.example.evil.test/"_s, u"bank.example"_s, Link::HostMismatch);
    row(u"http://a.co.uk/"_s, u"b.co.uk"_s, Link::HostMismatch);
    row(u"https://login.bank.example/"_s, u"www.bank.example"_s, Link::NoWarning);
    row(u"https://click.news.example/"_s, u"shop.news.example"_s, Link::NoWarning);
    row(u"https://click.newsletter.com/"_s, u"shop.newsletter.com"_s, Link::NoWarning);
    row(u"https://bank.example/"_s, u"Click here"_s, Link::NoWarning);
    row(u"https://bank.example/report.pdf"_s, u"report.pdf"_s, Link::NoWarning);
    row(u"http://bank.example/"_s, u"https://bank.example/"_s, Link::Downgrade);
    row(u"http://192.0.2.1/"_s, u"x"_s, Link::AddressHost);
    row(u"http://[2001:db8::1]/"_s, u"x"_s, Link::AddressHost);
    row(u"http://bank.example@evil.test/"_s, u"x"_s, Link::HasUserInfo);
    row(u"https://p\u0430ypal.example/"_s, u"x"_s, Link::MixedScripts);
    row(u"https://b\u00fccher.example/"_s, u"x"_s, Link::NoWarning);
    row(u"https://\u65e5\u672c\u306e.example/"_s, u"x"_s, Link::NoWarning);
    row(u"mailto:x@evil.test"_s, u"boss@bank.example"_s, Link::HostMismatch);
    row(u"mailto:boss@bank.example"_s, u"boss@bank.example"_s, Link::NoWarning);
}

void tst_Html::deceivingLinksAreFound()
{
    QFETCH(QString, url);
    QFETCH(QString, text);
    QFETCH(QImap4HtmlLink::Warnings, warnings);
    QCOMPARE(linkWarnings(QUrl(url), text), warnings);
}

void tst_Html::imagesAreKeptAside()
{
    const auto result =
        sanitized("<img src='cid:a%40b' width=30000 height=10>"
                  "<img src=http://h.test/1><img src=https://h.test/2 alt='A \"b\"'>"
                  "<img src=http://h.test/1 style='width:100px;height:50px'>"
                  "<img src='cid:a@b'>");
    QCOMPARE(body(result),
             u"<img src=\"qimap4-part:0\" width=\"2000\">"
             "<img src=\"qimap4-remote:0\">"
             "<img src=\"qimap4-remote:1\" alt=\"A &quot;b&quot;\">"
             "<img src=\"qimap4-remote:0\" width=\"100\" height=\"50\">"
             "<img src=\"qimap4-part:0\">"_s);
    QCOMPARE(result.inlineImages(), (QList<QImap4InlineImage>{{"a@b", {}}}));
    QCOMPARE(result.remoteImages(),
             (QList<QUrl>{QUrl(u"http://h.test/1"_s), QUrl(u"https://h.test/2"_s)}));
}

void tst_Html::dataImagesAreCheckedByContent_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("isShown");
    const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n").toBase64();
    QTest::newRow("png") << "data:image/png;base64," + png << true;
    QTest::newRow("png called svg") << "data:image/svg+xml;base64," + png << true;
    QTest::newRow("gif") << QByteArray("data:image/gif;base64,R0lGODlhAQABAAAAACw=") << true;
    QTest::newRow("percent") << QByteArray("data:image/gif,GIF89a%00") << true;
    QTest::newRow("webp") << "data:x;base64," + QByteArray("RIFF1234WEBP").toBase64() << true;
    QTest::newRow("wav") << "data:x;base64," + QByteArray("RIFF1234WAVE").toBase64() << false;
    QTest::newRow("svg") << QByteArray("data:image/svg+xml,<svg/>") << false;
    QTest::newRow("svg called png") << QByteArray("data:image/png,<svg xmlns='x'/>") << false;
    QTest::newRow("html") << QByteArray("data:text/html,<p>") << false;
    QTest::newRow("nothing") << QByteArray("data:") << false;
}

void tst_Html::dataImagesAreCheckedByContent()
{
    QFETCH(QByteArray, url);
    QFETCH(bool, isShown);
    const auto result = sanitized("<img src=\"" + url + "\">");
    QCOMPARE(result.inlineImages().size(), isShown ? 1 : 0);
    QCOMPARE(body(result), isShown ? u"<img src=\"qimap4-part:0\">"_s : QString());
}

void tst_Html::trackersAreLeftOut()
{
    const auto result = sanitized("<img src=http://t.test/a width=1 height=1>"
                                  "<img src=http://t.test/b style='display:none'>"
                                  "<img src=http://t.test/wf/open?upn=x>"
                                  "<img src=http://t.test/c width=0>"
                                  "<img src=http://t.test/line width=600 height=1>"
                                  "<img src=http://t.test/d width=100>");
    QCOMPARE(result.report().probableTrackers, 4);
    QCOMPARE(result.report().remoteHosts, (QMap<QString, int>{{u"t.test"_s, 6}}));
    QCOMPARE(result.remoteImages().size(), 2);
}

void tst_Html::hiddenTextIsLeftOut_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *html, const char16_t *text) {
        QTest::newRow(QByteArray(html).left(70).constData())
            << QByteArray(html) << QString::fromUtf16(text);
    };
    row("<span style='display:none'>x</span>y", u"y");
    row("<span style='display:none !important'>x</span>y", u"y");
    row("<div style='visibility:hidden'>x<b>z</b></div>y", u"y");
    row("<div style='mso-hide:all'>x</div>y", u"y");
    row("<div style='opacity:0'>x</div>y", u"y");
    row("<div style='max-height:0;overflow:hidden'>x</div>y", u"y");
    row("<div hidden>x</div>y", u"y");
    row("<div style='font-size:0'>x</div>y", u"y");
    row("<div style='font-size:1px'>x</div>y", u"y");
    row("<div style='font-size:0'>x<span style='font-size:13px'>z</span></div>y", u"zy");
    row("<style>.h{display:none}</style><p class='a h'>x</p>y", u"y");
    row("<style>p.h, #i{visibility:hidden}</style><p class=h>x</p><b id=i>x</b><b class=h>y</b>",
        u"y");
    row("<style><!-- .h{display:none} --></style><p class=h>x</p>y", u"y");
    row("<style>@media print{.h{display:none}}</style><b class=h>x</b>y", u"xy");
    row("<style media=print>.h{display:none}</style><b class=h>x</b>y", u"xy");
    row("<style>@import 'a'; .h{display:none}</style><b class=h>x</b>y", u"y");
    row("<style>.h{display:none}.h{display:block}</style><b class=h>x</b>y", u"xy");
    row("<style>.h{display:none}</style><b class=h style='display:inline'>x</b>y", u"xy");
    row("<style>div .h{display:none}</style><b class=h>x</b>y", u"xy");
    row("<body style='display:none'>y", u"y");
}

void tst_Html::hiddenTextIsLeftOut()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, text);
    const auto result = sanitized(html);
    QString shown = body(result);
    static const QRegularExpression tags(u"<[^>]*>"_s);
    QCOMPARE(shown.remove(tags).simplified(), text);
    QCOMPARE(result.report().hiddenTextLength > 0,
             !html.contains("@media") && !text.contains(u'x') && !html.startsWith("<body"));
}

void tst_Html::coloursFollowThePolicy_data()
{
    using Options = QImap4HtmlOptions;
    QTest::addColumn<QImap4HtmlOptions::ColorPolicy>("policy");
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("expected");
    QTest::newRow("pair is kept")
        << Options::Adapted << QByteArray("<p style='color:#000;background:white'>a</p>")
        << u"<p style=\"color:#000000;background-color:#ffffff;\">a</p>"_s;
    QTest::newRow("unreadable pair goes")
        << Options::Adapted << QByteArray("<p style='color:#777;background:#888'>a</p>")
        << u"<p>a</p>"_s;
    QTest::newRow("colour alone goes")
        << Options::Adapted << QByteArray("<p style='color:red'>a</p>") << u"<p>a</p>"_s;
    QTest::newRow("background alone goes")
        << Options::Adapted << QByteArray("<p style='background:white'>a</p>") << u"<p>a</p>"_s;
    QTest::newRow("pair over two elements")
        << Options::Adapted
        << QByteArray("<div style='color:#000;background:#fff'><b style='color:#a00'>a</b>"
                      "<b style='color:#eee'>b</b></div>")
        << u"<div style=\"color:#000000;background-color:#ffffff;\">"
           "<b style=\"color:#aa0000;\">a</b><b>b</b></div>"_s;
    QTest::newRow("link on a kept background")
        << Options::Adapted
        << QByteArray("<p style='color:#000;background:#fff'><a href='http://a.test'>a</a></p>")
        << u"<p style=\"color:#000000;background-color:#ffffff;\">"
           "<a href=\"qimap4-link:0\" style=\"color:#000000;\">a</a></p>"_s;
    QTest::newRow("attributes")
        << Options::Adapted
        << QByteArray("<table bgcolor=ffffff><tr><td><font color=navy>a</font></table>")
        << u"<table><tbody><tr><td><font>a</font></td></tr></tbody></table>"_s;
    QTest::newRow("original keeps all")
        << Options::Original << QByteArray("<p style='color:rgb(255,0,0)'>a</p>")
        << u"<p style=\"color:#ff0000;\">a</p>"_s;
    QTest::newRow("system drops all")
        << Options::System << QByteArray("<p style='color:#000;background:white'>a</p>")
        << u"<p>a</p>"_s;
    QTest::newRow("not a colour") << Options::Original
                                  << QByteArray(
                                         "<p style='color:inherit;background:transparent'>a</p>"
                                         "<p style='color:#12;background:rgb(1,2)'>b</p>")
                                  << u"<p>a</p><p>b</p>"_s;
}

void tst_Html::coloursFollowThePolicy()
{
    QFETCH(QImap4HtmlOptions::ColorPolicy, policy);
    QFETCH(QByteArray, html);
    QFETCH(QString, expected);
    QImap4HtmlOptions options = patientOptions();
    options.colorPolicy = policy;
    const auto result = QImap4SanitizedHtml::fromHtml(html, "utf-8", options);
    QCOMPARE(body(result), expected);
    QCOMPARE(
        result.toHtml().contains(u"<body style=\"color:#000000;background-color:#ffffff;\">"_s),
        policy == QImap4HtmlOptions::Original);
}

void tst_Html::reportCounts()
{
    const auto result = sanitized(
        "<form><script>x</script></form><form></form><SCRIPT src=a></SCRIPT>"
        "<p style='background:url(\"https://bg.test/a\")'>x</p>"
        "<table><tr><td background=http://bg.test/b></table>"
        "<img src=http://img.test/a><a href=http://192.0.2.1/>x</a><a href=http://a.test/>y</a>"
        "<b style=display:none>12345</b>");
    const QImap4HtmlReport report = result.report();
    QCOMPARE(report.forms, 2);
    QCOMPARE(report.scripts, 2);
    QCOMPARE(report.mismatchingLinks, 1);
    QCOMPARE(report.hiddenTextLength, 5);
    QCOMPARE(report.remoteHosts, (QMap<QString, int>{{u"bg.test"_s, 2}, {u"img.test"_s, 1}}));
    QVERIFY(!report.isTruncated);
}

void tst_Html::inputIsCut()
{
    QImap4HtmlOptions options = patientOptions();
    options.maximumInput = 10;
    const auto byBytes = QImap4SanitizedHtml::fromHtml("<b>123456789</b>", {}, options);
    QCOMPARE(body(byBytes), u"<b>1234567</b>"_s);
    QVERIFY(byBytes.report().isTruncated);

    options = patientOptions();
    options.maximumElements = 2;
    const auto byElements = QImap4SanitizedHtml::fromHtml("<b>1</b><b>2</b><b>3</b>", {}, options);
    QCOMPARE(body(byElements), u"<b>1</b><b>2</b>"_s);
    QVERIFY(byElements.report().isTruncated);
}

void tst_Html::timeEndsInPlainText()
{
    QImap4HtmlOptions options;
    options.timeBudget = 0;
    const auto result = QImap4SanitizedHtml::fromHtml(
        QByteArray("<p>a &lt; b <img src=http://t.test></p>").repeated(5000), {}, options);
    QVERIFY(result.report().isPlainTextFallback);
    QVERIFY(result.toHtml().contains(u"a &lt; b"_s));
    QCOMPARE(firstFault(result.toHtml()), QString());
}

void tst_Html::charsetIsTakenFromTheDocument()
{
    const QByteArray html = "<meta charset=\"koi8-r\"><p>\xc1</p>";
    QCOMPARE(body(QImap4SanitizedHtml::fromHtml(html, {}, patientOptions())), u"<p>а</p>"_s);
    QCOMPARE(body(QImap4SanitizedHtml::fromHtml(html, "windows-1251", patientOptions())),
             u"<p>Б</p>"_s);
    QCOMPARE(body(QImap4SanitizedHtml::fromHtml("<p>\xe4</p>", {}, patientOptions())),
             u"<p>ä</p>"_s);
}

void tst_Html::mutantsAreSafe()
{
    nothingRemoteOrLocalRemains_data();
    const QByteArray source =
        "<style>.a{display:none}</style><table bgcolor='#fff'><tr><td style='color:red;margin:1px' "
        "background='http://t.test/a'><a href=\"http://t.test/b?c=d&amp;e\" title='x'>text &lt; "
        "</a><img src=cid:x alt='y'><svg><a><p>z</svg><!-- c --><ul><li>1<li>2</ul></table>"
        "<form><input></form><script>s</script><p style='background:url(x)'>\xc3\xa4\xff";
    quint32 state = 1;
    const auto next = [&state](qsizetype limit) {
        state = state * 1664525u + 1013904223u;
        return static_cast<qsizetype>((state >> 8) % static_cast<quint32>(limit));
    };
    for (int i = 0; i < 3000; ++i) {
        QByteArray mutant = source;
        for (int k = 0; k < 4; ++k) {
            const qsizetype at = next(mutant.size());
            static constexpr char bytes[] = "<>\"'/=&;:#-! \n\0ax";
            switch (next(4)) {
            case 0:
                mutant.remove(at, 1 + next(8));
                break;
            case 1:
                mutant.insert(at, bytes[next(sizeof bytes - 1)]);
                break;
            case 2:
                mutant.insert(at, mutant.mid(next(mutant.size()), next(40)));
                break;
            default:
                mutant[at] = bytes[next(sizeof bytes - 1)];
            }
            if (mutant.isEmpty())
                mutant = source;
        }
        const auto result = sanitized(mutant);
        const QString fault = firstFault(result.toHtml());
        QVERIFY2(fault.isEmpty(), qPrintable(fault + u" in "_s + QString::fromLatin1(mutant)));
    }
}

void tst_Html::plainTextIsEscapedAndLinked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QStringList>("targets");
    const auto row = [](const char *name, const QString &text, const QString &expected,
                        const QStringList &targets = {}) {
        QTest::newRow(name) << text << expected << targets;
    };
    row("empty", u""_s, u""_s);
    row("escaped", u"<b>&amp;</b> \"x\""_s, u"<p>&lt;b&gt;&amp;amp;&lt;/b&gt; \"x\"</p>"_s);
    row("lines", u"a\r\nb\n\nc"_s, u"<p>a<br>b</p><p>c</p>"_s);
    row("spaces", u" a  b\tc"_s, u"<p>\u00a0a\u00a0 b\u00a0\u00a0\u00a0 c</p>"_s);
    row("controls", u"a\u0007\u202eb"_s, u"<p>ab</p>"_s);
    row("url", u"see http://a.test/b."_s,
        u"<p>see <a href=\"qimap4-link:0\">http://a.test/b</a>.</p>"_s, {u"http://a.test/b"_s});
    row("brackets", u"(https://a.test/b_(c)) <HTTP://d.test/>"_s,
        u"<p>(<a href=\"qimap4-link:0\">https://a.test/b_(c)</a>) "
        "&lt;<a href=\"qimap4-link:1\">HTTP://d.test/</a>&gt;</p>"_s,
        {u"https://a.test/b_(c)"_s, u"http://d.test/"_s});
    row("www", u"www.a.test, www."_s, u"<p><a href=\"qimap4-link:0\">www.a.test</a>, www.</p>"_s,
        {u"http://www.a.test"_s});
    row("address", u"<me.you@a.test>; x@y"_s,
        u"<p>&lt;<a href=\"qimap4-link:0\">me.you@a.test</a>&gt;; x@y</p>"_s,
        {u"mailto:me.you@a.test"_s});
    row("mailto", u"mailto:a@b.test!"_s, u"<p><a href=\"qimap4-link:0\">mailto:a@b.test</a>!</p>"_s,
        {u"mailto:a@b.test"_s});
    row("no links", u"javascript:alert(1) file:///etc/passwd a@b@c.test http:// @a.test"_s,
        u"<p>javascript:alert(1) file:///etc/passwd a@b@c.test http:// @a.test</p>"_s);
    row("query", u"http://a.test/?q=1&r=<2>"_s,
        u"<p><a href=\"qimap4-link:0\">http://a.test/?q=1&amp;r=</a>&lt;2&gt;</p>"_s,
        {u"http://a.test/?q=1&r="_s});
}

void tst_Html::plainTextIsEscapedAndLinked()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QFETCH(QStringList, targets);
    const auto result = QImap4SanitizedHtml::fromPlainText(text);
    QCOMPARE(body(result), expected);
    QCOMPARE(firstFault(result.toHtml()), QString());
    QStringList urls;
    for (const QImap4HtmlLink &link : result.links())
        urls.append(link.url.toString());
    QCOMPARE(urls, targets);
}

void tst_Html::flowedTextIsJoined_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QImap4PlainTextOptions::Format>("format");
    QTest::addColumn<QStringList>("lines"); // level|text
    using Options = QImap4PlainTextOptions;
    const auto row = [](const char *name, const QString &text, Options::Format format,
                        const QStringList &lines) {
        QTest::newRow(name) << text << format << lines;
    };
    row("fixed", u"a \nb"_s, Options::Fixed, {u"0|a "_s, u"0|b"_s});
    row("flowed", u"a \nb\nc"_s, Options::Flowed, {u"0|a b"_s, u"0|c"_s});
    row("flowed crlf", u"a \r\nb\r\n"_s, Options::Flowed, {u"0|a b"_s});
    row("delsp", u"a  \nb \nc"_s, Options::FlowedDelSp, {u"0|a bc"_s});
    row("stuffed", u" >a\n From"_s, Options::Flowed, {u"0|>a"_s, u"0|From"_s});
    row("quoted", u">> a \n>> b\n> c"_s, Options::Flowed, {u"2|a b"_s, u"1|c"_s});
    row("level ends flow", u"> a \nb"_s, Options::Flowed, {u"1|a "_s, u"0|b"_s});
    row("signature is not joined", u"a \n-- \nb"_s, Options::Flowed,
        {u"0|a "_s, u"0|-- "_s, u"0|b"_s});
    row("quoted signature", u"> -- \n> x"_s, Options::Flowed, {u"1|-- "_s, u"1|x"_s});
    row("empty line ends nothing", u"a \n\nb"_s, Options::Flowed, {u"0|a "_s, u"0|b"_s});
    row("fixed quote spacing", u"> > a\n>>b\n>c"_s, Options::Fixed, {u"2|a"_s, u"2|b"_s, u"1|c"_s});
    row("fixed leading space", u" a"_s, Options::Fixed, {u"0| a"_s});
    row("flowed at the end", u"a "_s, Options::Flowed, {u"0|a "_s});
}

void tst_Html::flowedTextIsJoined()
{
    QFETCH(QString, text);
    QFETCH(QImap4PlainTextOptions::Format, format);
    QFETCH(QStringList, lines);
    QStringList found;
    const QList<TextLine> split = splitPlainText(text, format);
    for (const TextLine &line : split)
        found.append(QString::number(line.quoteLevel) + u'|' + line.text);
    QCOMPARE(found, lines);
}

void tst_Html::quotationsHaveBars()
{
    QImap4PlainTextOptions options;
    options.quoteColors = {0xff112233, 0xff445566};
    const auto result = QImap4SanitizedHtml::fromPlainText(u"a\n>> b\n>> c\nd"_s, options);
    QCOMPARE(body(result),
             u"<p>a</p><table border=\"0\" cellspacing=\"0\" cellpadding=\"0\" width=\"100%\"><tr>"
             "<td width=\"3\" style=\"background-color:#112233\"></td><td width=\"6\"></td>"
             "<td width=\"3\" style=\"background-color:#445566\"></td><td width=\"6\"></td>"
             "<td><p>b<br>c</p></td></tr></table><p>d</p>"_s);
}

void tst_Html::signatureIsDimmed()
{
    QImap4PlainTextOptions options;
    options.dimmedColor = 0xff778899;
    const auto result = QImap4SanitizedHtml::fromPlainText(u"a\n-- \nme"_s, options);
    QCOMPARE(body(result), u"<p>a</p><p style=\"color:#778899\">-- <br>me</p>"_s);
}

void tst_Html::plainTextBombsAreBounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quote marks") << QString(1'000'000, u'>');
    QTest::newRow("one word") << QString(1'000'000, u'x');
    QTest::newRow("newlines") << QString(1'000'000, u'\n');
    QTest::newRow("levels change") << u"> a\nb\n"_s.repeated(150'000);
    QTest::newRow("deep levels change") << (QString(100, u'>') + u"\n\n"_s).repeated(9'000);
    QTest::newRow("addresses") << u"a@b.c "_s.repeated(160'000);
    QTest::newRow("at signs") << QString(1'000'000, u'@');
    QTest::newRow("urls without spaces") << u"http://"_s.repeated(140'000);
    QTest::newRow("dots") << u"www."_s.repeated(250'000);
    QTest::newRow("brackets") << u"http://a.test/"_s + QString(900'000, u')');
    QTest::newRow("flowed forever") << u"a \n"_s.repeated(330'000);
    QTest::newRow("too long") << u"word "_s.repeated(1'000'000);
}

void tst_Html::plainTextBombsAreBounded()
{
    QFETCH(QString, text);
    QImap4PlainTextOptions options;
    options.format = QImap4PlainTextOptions::Flowed;
    const auto result = QImap4SanitizedHtml::fromPlainText(text, options);
    const QString out = result.toHtml();
    QCOMPARE(deepest(out, u"table"_s) <= 1, true);
    QVERIFY(out.count(u"<table"_s) <= 1000);
    QVERIFY(out.size() < 16 * 1024 * 1024);
    QCOMPARE(result.report().isTruncated, text.size() > 1024 * 1024);
    QVERIFY(longestRun(out) <= 1001);
}

QTEST_APPLESS_MAIN(tst_Html)

#include "tst_html.moc"
