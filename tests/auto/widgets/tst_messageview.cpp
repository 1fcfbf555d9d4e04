// SPDX-License-Identifier: LGPL-3.0-or-later
// The message view: what it shows, and above all what it does not open.
#include "addresscheck_p.h"
#include "attachmentsaver_p.h"
#include "filewatch.h"
#include "imagedecoder_p.h"
#include "linkcheck_p.h"
#include "lockedtextbrowser_p.h"
#include "qimap4messagebodyview.h"
#include "qimap4messageview.h"
#include "qimap4mimemessage.h"
#include "qimap4noticebar.h"
#include "scriptedserver.h"
#include "testclient.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qdir.h>
#include <QtCore/qmimedata.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtGui/qaction.h>
#include <QtGui/qclipboard.h>
#include <QtGui/qtextobject.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qfiledialog.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlistwidget.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qscrollbar.h>
#include <QtWidgets/qstylefactory.h>

#include <ctime>

using namespace QImap4Internal;

namespace {

QByteArray pngOf(const QColor &color, const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(color);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray htmlMail(const QByteArray &html, const QByteArray &headers = {})
{
    return "From: Ann <ann@example.org>\r\nTo: bob@example.org\r\nSubject: A test\r\n"
           "MIME-Version: 1.0\r\n"
        + headers + "Content-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n";
}

QImap4MimeMessage mime(const QByteArray &raw)
{
    return QImap4MimeMessage::fromRfc822(raw);
}

int countPixels(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color;
    }
    return count;
}

QString labelText(const QWidget &parent, const char *name)
{
    const auto *label = parent.findChild<QLabel *>(QLatin1String(name));
    return label ? label->text() : QString();
}

QString noticeText(const QWidget &parent, const char *name)
{
    const auto *bar = parent.findChild<QImap4NoticeBar *>(QLatin1String(name));
    return bar && !bar->isHidden() ? bar->text() : QString();
}

// A browser that is given a document without any sanitising.
class RawBrowser : public LockedTextBrowser
{
public:
    void show(const QByteArray &html)
    {
        showDocuments({{QString::fromUtf8(html), 0, 0}});
        resize(400, 300);
    }
};

qint64 residentBytes()
{
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    return status.readAll().split(' ').value(1).toLongLong() * 4096;
}

struct Vector
{
    const char *name;
    const char *html; // %1 the canary's path, %2 its URL, %3 a web address
};

constexpr Vector vectors[] = {
    {"image by path", "<img src='%1.png'>"},
    {"image by file URL", "<img src='%2.png'>"},
    {"image by relative path", "<img src='canary.png'>"},
    {"image by dots", "<img src='../../../../../../../..%1.png'>"},
    {"image by upper case scheme", "<IMG SRC='FILE:%1.png'>"},
    {"image by web address", "<img src='%3/a.png'>"},
    {"image without scheme", "<img src='//127.0.0.1/x.png'>"},
    {"image in srcset", "<img srcset='%2.png 1x, %3/a.png 2x'>"},
    {"unclosed image", "<img src='%2.png"},
    {"input image", "<input type=image src='%2.png'>"},
    {"svg image", "<svg><image href='%2.png'/></svg>"},
    {"background attribute",
     "<body background='%2.png'><table background='%2.png'><td "
     "background='%1.png'>x"},
    {"background style", "<div style=\"background:url('%2.png')\">x</div>"},
    {"background image style", "<p style='background-image:url(%1.png)'>x</p>"},
    {"list style", "<ul style='list-style-image:url(%2.png)'><li>x</ul>"},
    {"linked style sheet", "<link rel=stylesheet type='text/css' href='%2.css'>"},
    {"linked style sheet by path", "<link rel='stylesheet' type='text/css' href='%1.css'>x"},
    {"imported style sheet", "<style>@import url('%2.css');</style>x"},
    {"imported style sheet by path", "<style>@import '%1.css';</style>x"},
    {"imported from the web", "<style>@import url('%3/a.css');</style>x"},
    {"style sheet background", "<style>body{background-image:url(%2.png)}</style>x"},
    {"frame", "<iframe src='%2.html'></iframe>"},
    {"object", "<object data='%2.html'></object><embed src='%2.html'>"},
    {"video", "<video src='%2.png' poster='%2.png'></video><audio src='%2.png'>"},
    {"base", "<base href='file:///'><img src='%1.png'>"},
    {"refresh", "<meta http-equiv=refresh content='0;url=%2.html'>"},
    {"resource", "<img src='qrc:/qt-project.org/x.png'><img src=':/x.png'>"},
    {"device", "<img src='/dev/zero'><img src='file:///proc/self/environ'>"},
    {"script", "<script src='%3/a.js'></script><body onload='x()'>"},
};

QByteArray filled(const char *html, const QString &path, quint16 port)
{
    return QByteArray(html)
        .replace("%1", path.toUtf8())
        .replace("%2", QUrl::fromLocalFile(path).toEncoded())
        .replace("%3", "http://127.0.0.1:" + QByteArray::number(port));
}

} // namespace

class tst_MessageView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();

    void watchSeesWhatAnOrdinaryBrowserOpens();
    void documentsOpenNothing_data();
    void documentsOpenNothing();
    void browserAloneOpensNothing_data() { documentsOpenNothing_data(); }
    void browserAloneOpensNothing();
    void copyGivesPlainTextOnly();

    void headersAreShownAsPlainText();
    void senderWarningsTellLies_data();
    void senderWarningsTellLies();
    void foreignDomainsShowTheirPunycode_data();
    void foreignDomainsShowTheirPunycode();
    void longNamesNeverHideTheAddress();

    void inlinePictureIsDrawn();
    void declaredSizeKeepsTheShapeOfAPicture_data();
    void declaredSizeKeepsTheShapeOfAPicture();
    void pictureOfAnotherPartIsNotFound();
    void remotePicturesAreNamedAndBlocked();
    void framesOfPicturesCostNeitherMemoryNorTime_data();
    void framesOfPicturesCostNeitherMemoryNorTime();
    void zoomKeepsThePlaceAndTellsNothing();
    void deceptiveLinkIsNoConcernOfThePlainText();
    void plainTextIsNeverParsedAsHtml();
    void preferredTextIsShown();
    void colorsFollowThePalette();
    void onlyRasterPicturesAreDecoded();

    void harmlessLinkGoesToTheHandlerAfterAClick();
    void deceptiveLinkIsQuestionedFirst();
    void linksThatAreNotWebAreRefused_data();
    void linksThatAreNotWebAreRefused();

    void attachmentsStayInTheirDirectory();
    void savingNeverOverwrites();

    void savedTextIsWholeOrFails_data();
    void savedTextIsWholeOrFails();
    void failureToSaveIsShownWhereItHappens();
    void savingGoesOnBehindTheNextMessage();
    void hugePicturesAreNotFetched();
    void manyTextsAreNotAllShown();

    void lateAnswersAreIgnored();
    void refusedMessageIsExplained();
#ifdef QIMAP4_VIEWER
    void viewerRendersAStoredMessage();
#endif

private:
    QTemporaryDir m_dir;
    QString m_canary;
    FileWatch m_watch;
    QTcpServer m_trap;
};

void tst_MessageView::initTestCase()
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QVERIFY(m_dir.isValid());
    m_canary = m_dir.filePath(QStringLiteral("canary"));
    for (const auto &[suffix, content] : {std::pair{".png", pngOf(Qt::red, {64, 64})},
                                          {".css", QByteArray("p{color:red}")},
                                          {".html", QByteArray("<p>canary</p>")}}) {
        QFile file(m_canary + QLatin1String(suffix));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    // Relative names are looked for here.
    QVERIFY(QDir::setCurrent(m_dir.path()));
    QVERIFY(m_trap.listen(QHostAddress::LocalHost));
    QVERIFY(m_watch.add(m_dir.path()));
}

void tst_MessageView::init()
{
    m_watch.takeOpened();
}

// Without this, the tests after it could pass for the wrong reason.
void tst_MessageView::watchSeesWhatAnOrdinaryBrowserOpens()
{
    QTextBrowser browser;
    browser.resize(400, 300);
    browser.setHtml(QString::fromUtf8(filled("<img src='%2.png'>", m_canary, 1)));
    browser.grab();
    QVERIFY(!m_watch.takeOpened().isEmpty());
}

void tst_MessageView::documentsOpenNothing_data()
{
    QTest::addColumn<QByteArray>("html");
    for (const Vector &vector : vectors)
        QTest::newRow(vector.name) << filled(vector.html, m_canary, m_trap.serverPort());
}

void tst_MessageView::documentsOpenNothing()
{
    QFETCH(const QByteArray, html);
    QImap4MessageView view;
    view.resize(500, 400);
    view.setLinkHandler([](const QUrl &) { QFAIL("a link was opened"); });
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(htmlMail(html)));
    QTRY_VERIFY(!ready.isEmpty());
    view.show();
    const QImage image = view.grab().toImage();
    QCoreApplication::processEvents();
    view.bodyView()->selectAll();
    view.bodyView()->copy();
    QCOMPARE(m_watch.takeOpened(), QStringList());
    QVERIFY(!m_trap.hasPendingConnections());
    QCOMPARE(countPixels(image, Qt::red), 0);
}

void tst_MessageView::browserAloneOpensNothing()
{
    QFETCH(const QByteArray, html);
    RawBrowser browser;
    browser.show(html);
    const QImage image = browser.grab().toImage();
    browser.setSource(QUrl::fromLocalFile(m_canary + QStringLiteral(".html")));
    browser.setSource(QUrl(QStringLiteral("canary.html")));
    browser.selectAll();
    browser.copy();
    QCOMPARE(m_watch.takeOpened(), QStringList());
    QVERIFY(!m_trap.hasPendingConnections());
    QCOMPARE(countPixels(image, Qt::red), 0);
    QVERIFY(!browser.toPlainText().contains(QLatin1String("canary")));
}

void tst_MessageView::copyGivesPlainTextOnly()
{
    RawBrowser browser;
    browser.show("<p>Some <b>text</b></p>");
    browser.selectAll();
    browser.copy();
    const QMimeData *data = QApplication::clipboard()->mimeData();
    QCOMPARE(data->formats(), QStringList{QStringLiteral("text/plain")});
    QCOMPARE(data->text(), QStringLiteral("Some text"));
}

void tst_MessageView::headersAreShownAsPlainText()
{
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime("From: \"<b>Ann</b>\" <ann@example.org>\r\n"
                         "To: Bob <bob@example.org>\r\n"
                         "Subject: <img src='canary.png'> & more\r\n"
                         "Date: Mon, 2 Mar 2026 10:00:00 +0000\r\n\r\nHello\r\n"));
    QTRY_VERIFY(!ready.isEmpty());
    view.grab();
    QCOMPARE(labelText(view, "subject"), QStringLiteral("<img src='canary.png'> & more"));
    QVERIFY(labelText(view, "from").contains(QLatin1String("<b>Ann</b>")));
    QVERIFY(labelText(view, "from").contains(QLatin1String("ann@example.org")));
    QVERIFY(labelText(view, "to").contains(QLatin1String("bob@example.org")));
    for (const QLabel *label : view.findChildren<QLabel *>()) {
        if (!label->text().isEmpty())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QCOMPARE(m_watch.takeOpened(), QStringList());
    QVERIFY(view.bodyView()->toPlainText().contains(QLatin1String("Hello")));
}

void tst_MessageView::senderWarningsTellLies_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("warned");
    QTest::newRow("plain") << QByteArray("From: Ann <ann@example.org>") << false;
    QTest::newRow("own address as name")
        << QByteArray("From: \"ann@example.org\" <ann@example.org>") << false;
    QTest::newRow("another address as name")
        << QByteArray("From: \"ceo@bank.example\" <x@evil.test>") << true;
    QTest::newRow("another address in the name")
        << QByteArray("From: \"The boss (ceo@bank.example)\" <x@evil.test>") << true;
    QTest::newRow("own address, then another one in the name")
        << QByteArray("From: \"x@evil.test ceo@bank.example\" <x@evil.test>") << true;
    QTest::newRow("another address with a wide at sign")
        << QByteArray("From: =?utf-8?q?ceo=EF=BC=A0bank.example?= <x@evil.test>") << true;
    QTest::newRow("two senders") << QByteArray("From: a@example.org, b@example.org") << true;
    QTest::newRow("another sender")
        << QByteArray("From: a@example.org\r\nSender: b@example.net") << true;
    QTest::newRow("the same sender")
        << QByteArray("From: a@example.org\r\nSender: A@example.org") << false;
}

void tst_MessageView::senderWarningsTellLies()
{
    QFETCH(const QByteArray, headers);
    QFETCH(const bool, warned);
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(headers + "\r\n\r\nHello\r\n"));
    QTRY_VERIFY(!ready.isEmpty());
    QCOMPARE(!noticeText(view, "senderNotice").isEmpty(), warned);
}

void tst_MessageView::foreignDomainsShowTheirPunycode_data()
{
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("shown");
    QTest::newRow("ascii") << QStringLiteral("example.org") << QStringLiteral("example.org");
    QTest::newRow("one script") << QStringLiteral("bücher.example")
                                << QStringLiteral("bücher.example (xn--bcher-kva.example)");
    QTest::newRow("punycode") << QStringLiteral("xn--bcher-kva.example")
                              << QStringLiteral("bücher.example (xn--bcher-kva.example)");
    QTest::newRow("mixed scripts")
        << QStringLiteral("p\u0430ypal.example") << QStringLiteral("xn--pypal-4ve.example");
    QTest::newRow("no punycode of it")
        << QStringLiteral("p\u0430ypal..example") << QStringLiteral("p\\u{430}ypal..example");
    QTest::newRow("wide letters") << QStringLiteral("\uFF50aypal.example")
                                  << QStringLiteral("paypal.example");
}

void tst_MessageView::foreignDomainsShowTheirPunycode()
{
    QFETCH(const QString, domain);
    QFETCH(const QString, shown);
    QCOMPARE(domainForDisplay(domain), shown);
}

void tst_MessageView::longNamesNeverHideTheAddress()
{
    const QByteArray name = QByteArray("Long ").repeated(1000);
    const QByteArray mailbox(200, 'm');
    const QString shown = addressForDisplay(QImap4Address(name, mailbox, "example.org"));
    QVERIFY(shown.contains(QString::fromLatin1(mailbox) + QStringLiteral("@example.org")));
    QVERIFY2(shown.size() < 400, qPrintable(QString::number(shown.size())));
}

static QByteArray mailWithPicture(const QByteArray &source)
{
    return "From: ann@example.org\r\nSubject: picture\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/related; boundary=x\r\n\r\n"
           "--x\r\nContent-Type: text/html\r\n\r\n<p>Look:</p><img src=\""
        + source
        + "\">\r\n--x\r\nContent-Type: image/png; name=p.png\r\nContent-ID: <pic@x>\r\n"
          "Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + pngOf(QColor(10, 200, 30), {40, 30}).toBase64() + "\r\n--x--\r\n";
}

void tst_MessageView::inlinePictureIsDrawn()
{
    QImap4MessageView view;
    view.resize(500, 400);
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(mailWithPicture("cid:pic@x")));
    QTRY_VERIFY(!ready.isEmpty());
    QCOMPARE(countPixels(view.grab().toImage(), QColor(10, 200, 30)), 40 * 30);
    view.setZoomFactor(1.5);
    QVERIFY(countPixels(view.grab().toImage(), QColor(10, 200, 30)) >= 40 * 30);
}

void tst_MessageView::declaredSizeKeepsTheShapeOfAPicture_data()
{
    QTest::addColumn<QByteArray>("declared");
    QTest::addColumn<int>("area"); // of a picture of 40 by 30
    QTest::newRow("none") << QByteArray() << 40 * 30;
    QTest::newRow("width") << QByteArray("width=80") << 80 * 60;
    QTest::newRow("height") << QByteArray("height=60") << 80 * 60;
    QTest::newRow("smaller height") << QByteArray("height=15") << 20 * 15;
    QTest::newRow("both") << QByteArray("width=80 height=15") << 80 * 15;
}

void tst_MessageView::declaredSizeKeepsTheShapeOfAPicture()
{
    QFETCH(QByteArray, declared);
    QFETCH(int, area);
    QImap4MessageView view;
    view.resize(500, 400);
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(mailWithPicture("cid:pic@x\" " + declared + " alt=\"")));
    QTRY_VERIFY(!ready.isEmpty());
    const int drawn = countPixels(view.grab().toImage(), QColor(10, 200, 30));
    QVERIFY2(qAbs(drawn - area) <= area / 10, qPrintable(QString::number(drawn)));
}

void tst_MessageView::pictureOfAnotherPartIsNotFound()
{
    for (const QByteArray source : {"cid:other@x", "cid:../pic@x", "cid:/etc/passwd", "p.png"}) {
        QImap4MessageView view;
        view.resize(500, 400);
        QSignalSpy ready(&view, &QImap4MessageView::contentReady);
        view.setMessage(mime(mailWithPicture(source)));
        QTRY_VERIFY(!ready.isEmpty());
        QCOMPARE(countPixels(view.grab().toImage(), QColor(10, 200, 30)), 0);
    }
}

void tst_MessageView::remotePicturesAreNamedAndBlocked()
{
    QImap4MessageView view;
    view.resize(500, 400);
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(htmlMail("<img src='http://one.example/a.png' width=100 height=50>"
                                  "<img src='https://two.example/b.png' width=100 height=50>")));
    QTRY_VERIFY(!ready.isEmpty());
    const QString text = noticeText(view, "remoteNotice");
    QVERIFY(text.contains(QLatin1String("one.example")));
    QVERIFY(text.contains(QLatin1String("two.example")));
    QVERIFY(text.contains(QLatin1Char('2')));
    view.setMessage(mime(htmlMail("<p>nothing</p>")));
    QTRY_COMPARE(ready.count(), 2);
    QCOMPARE(noticeText(view, "remoteNotice"), QString());
}

void tst_MessageView::framesOfPicturesCostNeitherMemoryNorTime_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("extent");
    QTest::newRow("many") << QByteArray("remote") << 500 << 200;
    QTest::newRow("large") << QByteArray("remote") << 150 << 2000;
    QTest::newRow("large parts") << QByteArray("part") << 150 << 2000;
}

void tst_MessageView::framesOfPicturesCostNeitherMemoryNorTime()
{
    QFETCH(const QByteArray, scheme);
    QFETCH(const int, count);
    QFETCH(const int, extent);
    const QByteArray size = QByteArray::number(extent);
    QByteArray html;
    for (int index = 0; index < count; ++index) {
        html += "<img src='qimap4-" + scheme + ':' + QByteArray::number(index) + "' width=" + size
            + " height=" + size + "> ";
    }
    const qint64 before = residentBytes();
    const std::clock_t start = std::clock(); // of the processor, which others use too
    RawBrowser browser;
    browser.show(html);
    browser.grab();
    QImage image(extent, extent, QImage::Format_RGB32);
    image.fill(Qt::blue);
    for (int index = 0; scheme == "part" && index < count; ++index)
        browser.setPartImage(index, image);
    browser.grab();
    const qint64 milliseconds = qint64(std::clock() - start) * 1000 / CLOCKS_PER_SEC;
    QVERIFY2(milliseconds < 500, qPrintable(QString::number(milliseconds)));
    const qint64 grown = residentBytes() - before;
    QVERIFY2(grown < 100 * 1000 * 1000, qPrintable(QString::number(grown)));
}

void tst_MessageView::zoomKeepsThePlaceAndTellsNothing()
{
    QByteArray html;
    for (int line = 0; line < 300; ++line)
        html += "<p>Line " + QByteArray::number(line) + "</p>";
    QImap4MessageView view;
    view.resize(500, 400);
    view.show();
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(htmlMail(html)));
    QTRY_COMPARE(ready.count(), 1);
    auto *browser = view.bodyView()->findChild<LockedTextBrowser *>();
    const auto firstLine = [browser] {
        return browser->cursorForPosition({20, 0}).block().text().section(QLatin1Char(' '), 1);
    };
    browser->verticalScrollBar()->setValue(browser->verticalScrollBar()->maximum() / 2);
    const int before = firstLine().toInt();
    QVERIFY(before > 50);
    view.action(QImap4MessageView::ZoomIn)->trigger();
    QVERIFY(view.zoomFactor() > 1);
    QVERIFY2(qAbs(firstLine().toInt() - before) <= 1, qPrintable(firstLine()));
    view.setBodyPreference(QImap4MessageView::PreferPlainText);
    QCoreApplication::processEvents();
    QCOMPARE(ready.count(), 1);
}

void tst_MessageView::deceptiveLinkIsNoConcernOfThePlainText()
{
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime("From: a@example.org\r\nMIME-Version: 1.0\r\n"
                         "Content-Type: multipart/alternative; boundary=x\r\n\r\n"
                         "--x\r\nContent-Type: text/plain\r\n\r\nthe plain one\r\n"
                         "--x\r\nContent-Type: text/html\r\n\r\n<a href='http://evil.test/'>"
                         "https://bank.example/</a>\r\n--x--\r\n"));
    QTRY_VERIFY(!ready.isEmpty());
    QVERIFY(!noticeText(view, "statusNotice").isEmpty());
    view.setBodyPreference(QImap4MessageView::PreferPlainText);
    QTRY_COMPARE(noticeText(view, "statusNotice"), QString());
}

void tst_MessageView::plainTextIsNeverParsedAsHtml()
{
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime("From: a@example.org\r\n\r\n<b>not bold</b> <img src='canary.png'>\r\n"));
    QTRY_VERIFY(!ready.isEmpty());
    view.grab();
    QVERIFY(view.bodyView()->toPlainText().contains(
        QLatin1String("<b>not bold</b> <img src='canary.png'>")));
    QCOMPARE(m_watch.takeOpened(), QStringList());
}

void tst_MessageView::preferredTextIsShown()
{
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime("From: a@example.org\r\nMIME-Version: 1.0\r\n"
                         "Content-Type: multipart/alternative; boundary=x\r\n\r\n"
                         "--x\r\nContent-Type: text/plain\r\n\r\nthe plain one\r\n"
                         "--x\r\nContent-Type: text/html\r\n\r\n<p>the rich one</p>\r\n--x--\r\n"));
    QTRY_VERIFY(!ready.isEmpty());
    QVERIFY(view.bodyView()->toPlainText().contains(QLatin1String("the rich one")));
    QVERIFY(view.action(QImap4MessageView::PlainText)->isEnabled());
    view.action(QImap4MessageView::PlainText)->trigger();
    QTRY_VERIFY(view.bodyView()->toPlainText().contains(QLatin1String("the plain one")));
    QVERIFY(!view.bodyView()->toPlainText().contains(QLatin1String("the rich one")));
}

void tst_MessageView::colorsFollowThePalette()
{
    QImap4MessageView view;
    view.resize(500, 400);
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(htmlMail("<p style='color:#000000'>Black ink on no paper</p>")));
    QTRY_VERIFY(!ready.isEmpty());
    QPalette dark(QColor(40, 40, 40), QColor(30, 30, 30));
    dark.setColor(QPalette::Base, QColor(20, 20, 20));
    dark.setColor(QPalette::Text, Qt::white);
    view.setPalette(dark);
    const QImage body = view.bodyView()->grab().toImage();
    int bright = 0;
    for (int y = 0; y < body.height(); ++y) {
        for (int x = 0; x < body.width(); ++x)
            bright += body.pixelColor(x, y).lightness() > 180;
    }
    QVERIFY2(bright > 40, qPrintable(QString::number(bright)));
}

void tst_MessageView::onlyRasterPicturesAreDecoded()
{
    QCOMPARE(decodePicture(pngOf(Qt::blue, {8, 4})).size(), QSize(8, 4));
    QVERIFY(decodePicture("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
                          "<image href='canary.png'/></svg>")
                .isNull());
    QVERIFY(decodePicture({}).isNull());
    QVERIFY(decodePicture("\x89PNG\r\n\x1a\n").isNull());
    // 60,000 times 60,000 pixels are promised here, in a header of a few bytes.
    QByteArray bomb = pngOf(Qt::blue, {8, 4});
    bomb.replace(16, 8, QByteArray("\x00\x00\xea\x60\x00\x00\xea\x60", 8));
    QVERIFY(decodePicture(bomb).isNull());
    QCOMPARE(m_watch.takeOpened(), QStringList());
}

void tst_MessageView::harmlessLinkGoesToTheHandlerAfterAClick()
{
    QImap4MessageView view;
    QList<QUrl> opened;
    view.setLinkHandler([&opened](const QUrl &url) { opened.append(url); });
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    QSignalSpy hovered(&view, &QImap4MessageView::linkHovered);
    view.setMessage(mime(htmlMail("<a href='https://example.org/a'>a page</a>")));
    QTRY_VERIFY(!ready.isEmpty());
    QVERIFY(opened.isEmpty());
    Q_EMIT view.bodyView()->linkHovered(0);
    QCOMPARE(hovered.last().first().toString(), QStringLiteral("https://example.org/a"));
    Q_EMIT view.bodyView()->linkActivated(0);
    QCOMPARE(opened, QList<QUrl>{QUrl(QStringLiteral("https://example.org/a"))});

    view.setLinkConfirmation(QImap4MessageView::ConfirmAll);
    Q_EMIT view.bodyView()->linkActivated(0);
    QCOMPARE(opened.size(), 1);
    QVERIFY(view.findChild<QMessageBox *>(QStringLiteral("linkConfirmation")));
}

void tst_MessageView::deceptiveLinkIsQuestionedFirst()
{
    QImap4MessageView view;
    QList<QUrl> opened;
    view.setLinkHandler([&opened](const QUrl &url) { opened.append(url); });
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(htmlMail("<a href='http://evil.test/x'>https://bank.example/login</a>")));
    QTRY_VERIFY(!ready.isEmpty());
    const auto question = [&view] {
        return view.findChild<QMessageBox *>(QStringLiteral("linkConfirmation"));
    };
    Q_EMIT view.bodyView()->linkActivated(0);
    QVERIFY(question());
    QVERIFY(question()->text().contains(QLatin1String("evil.test")));
    QCOMPARE(question()->textFormat(), Qt::PlainText);
    QVERIFY(question()->defaultButton() == question()->button(QMessageBox::Cancel));
    question()->button(QMessageBox::Cancel)->click();
    QTRY_VERIFY(!question());
    QVERIFY(opened.isEmpty());

    Q_EMIT view.bodyView()->linkActivated(0);
    question()->findChild<QPushButton *>(QStringLiteral("openLink"))->click();
    QTRY_COMPARE(opened.size(), 1);
}

void tst_MessageView::linksThatAreNotWebAreRefused_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<int>("answer");
    const auto add = [](const char *url, LinkVerdict::Answer answer) {
        QTest::newRow(url) << QUrl(QString::fromLatin1(url)) << int(answer);
    };
    add("https://example.org/", LinkVerdict::Plain);
    add("mailto:ann@example.org", LinkVerdict::Plain);
    add("file:///etc/passwd", LinkVerdict::Refused);
    add("smb://server/share", LinkVerdict::Refused);
    add("javascript:alert(1)", LinkVerdict::Refused);
    add("data:text/html,x", LinkVerdict::Refused);
    add("http:///etc/passwd", LinkVerdict::Refused);
    add("imap://server/INBOX", LinkVerdict::Refused);
    add("relative/path", LinkVerdict::Refused);
}

void tst_MessageView::linksThatAreNotWebAreRefused()
{
    QFETCH(const QUrl, url);
    QFETCH(const int, answer);
    QImap4HtmlLink link;
    link.url = url;
    link.text = QStringLiteral("here");
    QCOMPARE(int(checkLink(link).answer), answer);

    link.url = QUrl(QStringLiteral("mailto:a@example.org?subject=x&attach=/etc/passwd&bcc=b@evil"));
    QCOMPARE(checkLink(link).url, QUrl(QStringLiteral("mailto:a@example.org?subject=x")));
}

void tst_MessageView::attachmentsStayInTheirDirectory()
{
    const QByteArrayList names{
        "../../escaped", "/tmp/pwned2", "C:\\\\x", "a/b",           ".", "..", ".bashrc",
        "-rf",           "con.txt",     "x...",    "report.pdf.exe"};
    QByteArray raw = "From: a@example.org\r\nMIME-Version: 1.0\r\n"
                     "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                     "--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n";
    for (const QByteArray &name : names) {
        raw += "--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; "
               "filename=\""
            + name + "\"\r\n\r\ncontent of an attachment\r\n";
    }
    raw += "--x--\r\n";

    QTemporaryDir parent;
    const QDir outside(parent.path());
    QVERIFY(outside.mkpath(QStringLiteral("a/b/inside")));
    const QString inside = outside.filePath(QStringLiteral("a/b/inside"));
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    QSignalSpy saved(&view, &QImap4MessageView::attachmentSaved);
    view.setMessage(mime(raw));
    QTRY_VERIFY(!ready.isEmpty());
    view.saveAllAttachments(inside);
    QTRY_COMPARE(saved.count(), names.size());
    const QStringList files =
        QDir(inside).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QCOMPARE(files.size(), names.size());
    for (const QString &file : files) {
        QVERIFY2(!file.startsWith(QLatin1Char('.')), qPrintable(file));
        QVERIFY2(!file.startsWith(QLatin1Char('-')), qPrintable(file));
        QVERIFY2(QFileInfo(QDir(inside).filePath(file)).isFile(), qPrintable(file));
    }
    for (const char *directory : {"", "a", "a/b"}) {
        QCOMPARE(QDir(outside.filePath(QLatin1String(directory)))
                     .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
                     .size(),
                 1);
    }
}

void tst_MessageView::savingNeverOverwrites()
{
    QTemporaryDir dir;
    const QString link = dir.filePath(QStringLiteral("c.txt"));
    QVERIFY(QFile::link(dir.filePath(QStringLiteral("nowhere")), link));
    const auto first = saveIntoDirectory(dir.path(), QStringLiteral("a.txt"), "one");
    const auto second = saveIntoDirectory(dir.path(), QStringLiteral("a.txt"), "two");
    const auto third = saveIntoDirectory(dir.path(), QStringLiteral("c.txt"), "three");
    QCOMPARE(first.path, dir.filePath(QStringLiteral("a.txt")));
    QCOMPARE(second.path, dir.filePath(QStringLiteral("a (2).txt")));
    QCOMPARE(third.path, dir.filePath(QStringLiteral("c (2).txt")));
    QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("nowhere"))));
    QFile file(first.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("one"));
    QVERIFY(!saveIntoDirectory(dir.filePath(QStringLiteral("none")), QStringLiteral("a"), "x")
                 .error.isEmpty());
}

// A server whose message 3 does not come at all.
QImap4Test::Answer answerText(const QImap4Test::ClientCommand &command)
{
    const QByteArray uid = command.text.split(' ').value(2);
    if (uid == "3")
        return "$tag NO [EXPUNGEISSUED] gone";
    const QByteArray text = "text of message " + uid;
    const QByteArray start = "* " + uid + " FETCH (UID " + uid + ' ';
    if (command.text.contains("BODYSTRUCTURE")) {
        return start + "ENVELOPE (NIL \"subject " + uid
            + "\" NIL NIL NIL NIL NIL NIL NIL NIL) INTERNALDATE "
              "\"02-Mar-2026 10:00:00 +0000\" BODYSTRUCTURE (\"TEXT\" \"PLAIN\" NIL NIL "
              "NIL \"7BIT\" 17 1 NIL NIL NIL NIL))\r\n$tag OK done";
    }
    return start + "BODY[1] \"" + text + "\")\r\n$tag OK done";
}

// A server of messages with this structure; `parts` are the answers for sections.
QImap4Test::Handler answerParts(const QByteArray &structure,
                                const QMap<QByteArray, QByteArray> &parts)
{
    return [structure, parts](const QImap4Test::ClientCommand &command) -> QImap4Test::Answer {
        const QByteArray start = "* 1 FETCH (UID 1 ";
        if (command.text.contains("BODYSTRUCTURE")) {
            return start
                + "ENVELOPE (NIL \"parts\" NIL NIL NIL NIL NIL NIL NIL NIL) INTERNALDATE "
                  "\"02-Mar-2026 10:00:00 +0000\" BODYSTRUCTURE "
                + structure + ")\r\n$tag OK done";
        }
        for (auto part = parts.begin(); part != parts.end(); ++part) {
            const QByteArray section = "BODY[" + part.key() + ']';
            const QByteArray peek = "BODY.PEEK[" + part.key() + ']';
            if (command.text.contains(peek + '<'))
                return start + section + "<0> \"cut\")\r\n$tag OK done";
            if (command.text.contains(peek))
                return start + section + ' ' + part.value() + ")\r\n$tag OK done";
        }
        return "$tag NO what";
    };
}

class ServedMessages
{
public:
    explicit ServedMessages(const QImap4Test::Handler &answer = answerText)
    {
        server.setMailboxSize(3);
        server.on("UID FETCH", answer);
        QImap4Test::setServer(&client, server.port());
        client.setAutoIdle(false);
    }

    bool open()
    {
        client.open();
        client.login(QStringLiteral("alice"), QStringLiteral("secret"));
        return client.select(QStringLiteral("INBOX"))->waitForFinished(10000)
            && QTest::qWaitFor([this] { return client.state() == QImap4::Selected; });
    }

    QImap4Test::ScriptedServer server;
    QImap4 client;
};

void tst_MessageView::savedTextIsWholeOrFails_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("saved");
    QTest::newRow("whole") << QByteArray("\"all of it\"") << QByteArray("all of it");
    QTest::newRow("nothing") << QByteArray("NIL") << QByteArray();
}

void tst_MessageView::savedTextIsWholeOrFails()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QByteArray, saved);
    ServedMessages served(answerParts(
        "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL NIL NIL NIL)(\"TEXT\" \"CSV\" "
        "(\"NAME\" \"t.csv\") NIL NIL \"7BIT\" 3000000 1 NIL NIL NIL NIL) \"MIXED\" "
        "(\"BOUNDARY\" \"x\") NIL NIL NIL)",
        {{"1", "\"hello\""}, {"2", answer}}));
    QVERIFY2(served.open(), served.server.report().constData());
    QTemporaryDir dir;
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    QSignalSpy succeeded(&view, &QImap4MessageView::attachmentSaved);
    QSignalSpy failed(&view, &QImap4MessageView::attachmentFailed);
    view.setMessage(&served.client, QStringLiteral("INBOX"), 1);
    QTRY_COMPARE(ready.count(), 1);
    view.saveAllAttachments(dir.path());
    QTRY_COMPARE(succeeded.count() + failed.count(), 1);
    QVERIFY(!noticeText(view, "saveNotice").isEmpty());
    QFile file(dir.filePath(QStringLiteral("t.csv")));
    QCOMPARE(file.open(QIODevice::ReadOnly), !saved.isNull());
    if (!saved.isNull())
        QCOMPARE(file.readAll(), saved);
}

static QByteArray mailWithAttachment()
{
    return "From: a@example.org\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
           "--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
           "--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; "
           "filename=a.bin\r\n\r\ncontent\r\n--x--\r\n";
}

void tst_MessageView::failureToSaveIsShownWhereItHappens()
{
    QTemporaryDir dir;
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    QSignalSpy failed(&view, &QImap4MessageView::attachmentFailed);
    QSignalSpy saved(&view, &QImap4MessageView::attachmentSaved);
    view.setMessage(mime(mailWithAttachment()));
    QTRY_COMPARE(ready.count(), 1);
    auto *list = view.findChild<QListWidget *>();
    const auto saveTo = [&view, list](const QString &path) {
        Q_EMIT list->itemActivated(list->item(0));
        auto *dialog = view.findChild<QFileDialog *>();
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
    };
    saveTo(dir.filePath(QStringLiteral("no such folder/a.bin")));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(noticeText(view, "saveNotice").contains(QLatin1String("a.bin")));
    const QString path = dir.filePath(QStringLiteral("a.bin"));
    saveTo(path);
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(noticeText(view, "saveNotice").contains(path));
}

void tst_MessageView::savingGoesOnBehindTheNextMessage()
{
    QTemporaryDir dir;
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    QSignalSpy saved(&view, &QImap4MessageView::attachmentSaved);
    view.setMessage(mime(mailWithAttachment()));
    QTRY_COMPARE(ready.count(), 1);
    view.saveAllAttachments(dir.path());
    view.setMessage(mime(htmlMail("<p>next</p>")));
    QTRY_COMPARE(ready.count(), 2);
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(QFile::exists(dir.filePath(QStringLiteral("a.bin"))));
    QVERIFY(view.bodyView()->toPlainText().contains(QLatin1String("next")));

    view.setMessage(mime(mailWithAttachment()));
    QTRY_COMPARE(ready.count(), 3);
    view.saveAllAttachments(dir.path());
    view.clear();
    QTRY_COMPARE(saved.count(), 2);
}

void tst_MessageView::hugePicturesAreNotFetched()
{
    ServedMessages served(answerParts(
        "((\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 50 1 NIL NIL NIL NIL)(\"IMAGE\" \"PNG\" NIL "
        "\"<a@x>\" NIL \"BASE64\" 20000000 NIL NIL NIL NIL)(\"IMAGE\" \"PNG\" NIL \"<b@x>\" NIL "
        "\"BASE64\" 200 NIL NIL NIL NIL) \"RELATED\" (\"BOUNDARY\" \"x\") NIL NIL NIL)",
        {{"1", "\"<img src='cid:a@x'><img src='cid:b@x'>\""}, {"2", "\"\""}, {"3", "\"\""}}));
    QVERIFY2(served.open(), served.server.report().constData());
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(&served.client, QStringLiteral("INBOX"), 1);
    QTRY_COMPARE(ready.count(), 1);
    const QByteArray commands = served.server.commandTexts().join('\n');
    QVERIFY(!commands.contains("BODY.PEEK[2]"));
    QVERIFY(commands.contains("BODY.PEEK[3]"));

    const QByteArray wide = pngOf(Qt::blue, {4000, 3000});
    const QImage picture = decodePicture(wide);
    QVERIFY(picture.width() > 1000 && picture.width() < 4000);
    QVERIFY(qAbs(picture.width() * 3 - picture.height() * 4) < 8);
    QVERIFY(decodePicture(wide, 10000).width() < 120);
    QVERIFY(decodePicture(wide, 0).isNull());
}

void tst_MessageView::manyTextsAreNotAllShown()
{
    QByteArray raw = "From: a@example.org\r\nMIME-Version: 1.0\r\n"
                     "Content-Type: multipart/mixed; boundary=x\r\n\r\n";
    for (int text = 1; text <= 60; ++text) {
        raw += "--x\r\nContent-Type: text/plain\r\n\r\nText " + QByteArray::number(text) + ".\r\n";
    }
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(mime(raw + "--x--\r\n"));
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(view.bodyView()->toPlainText().contains(QLatin1String("Text 50.")));
    QVERIFY(!view.bodyView()->toPlainText().contains(QLatin1String("Text 51.")));
    QVERIFY(!noticeText(view, "statusNotice").isEmpty());
}

void tst_MessageView::lateAnswersAreIgnored()
{
    ServedMessages slow;
    QVERIFY2(slow.open(), slow.server.report().constData());
    QImap4MessageView view;
    QSignalSpy ready(&view, &QImap4MessageView::contentReady);
    view.setMessage(&slow.client, QStringLiteral("INBOX"), 1);
    view.setMessage(&slow.client, QStringLiteral("INBOX"), 2);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(labelText(view, "subject"), QStringLiteral("subject 2"));
    QTRY_COMPARE(slow.client.pendingCommands(), 0);
    QCOMPARE(ready.count(), 1);
    QCOMPARE(view.bodyView()->toPlainText().trimmed(), QStringLiteral("text of message 2"));

    view.setMessage(&slow.client, QStringLiteral("INBOX"), 1);
    view.clear();
    QTRY_COMPARE(slow.client.pendingCommands(), 0);
    QCOMPARE(view.state(), QImap4MessageView::Empty);
    QCOMPARE(ready.count(), 1);
}

void tst_MessageView::refusedMessageIsExplained()
{
    ServedMessages slow;
    QVERIFY2(slow.open(), slow.server.report().constData());
    QImap4MessageView view;
    view.setMessage(&slow.client, QStringLiteral("INBOX"), 3);
    QTRY_COMPARE(view.state(), QImap4MessageView::Failed);
    QVERIFY(!labelText(view, "errorText").isEmpty());
    view.setMessage(&slow.client, QStringLiteral("Another"), 1);
    QTRY_COMPARE(view.state(), QImap4MessageView::Failed);
    view.setMessage(&slow.client, QStringLiteral("INBOX"), 1);
    QTRY_COMPARE(view.state(), QImap4MessageView::Shown);
}

#ifdef QIMAP4_VIEWER
void tst_MessageView::viewerRendersAStoredMessage()
{
    QTemporaryDir dir;
    const QString mail = dir.filePath(QStringLiteral("mail.eml"));
    const QString picture = dir.filePath(QStringLiteral("picture.png"));
    QFile file(mail);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(mailWithPicture("cid:pic@x"));
    file.close();
    QProcess viewer;
    viewer.start(QStringLiteral(QIMAP4_VIEWER),
                 {QStringLiteral("--render-eml"), mail, QStringLiteral("--screenshot"), picture,
                  QStringLiteral("--size"), QStringLiteral("600x400"), QStringLiteral("--quit")});
    QVERIFY2(viewer.waitForFinished(60000), viewer.readAllStandardError().constData());
    QVERIFY2(viewer.exitStatus() == QProcess::NormalExit && viewer.exitCode() == 0,
             viewer.readAllStandardError().constData());
    const QImage image(picture);
    QCOMPARE(image.size(), QSize(600, 400));
    QCOMPARE(countPixels(image, QColor(10, 200, 30)), 40 * 30);

    viewer.start(QStringLiteral(QIMAP4_VIEWER),
                 {QStringLiteral("--render-eml"), dir.filePath(QStringLiteral("none.eml")),
                  QStringLiteral("--quit")});
    QVERIFY(viewer.waitForFinished(60000));
    QCOMPARE(viewer.exitCode(), 1);

    qputenv("QIMAP4_TEST_PASSWORD", "secret");
    const QString certificates = dir.filePath(QStringLiteral("none.pem"));
    viewer.start(QStringLiteral(QIMAP4_VIEWER),
                 {QStringLiteral("--host"), QStringLiteral("127.0.0.1"), QStringLiteral("--port"),
                  QString::number(m_trap.serverPort()), QStringLiteral("--user"),
                  QStringLiteral("alice"), QStringLiteral("--password-env"),
                  QStringLiteral("QIMAP4_TEST_PASSWORD"), QStringLiteral("--ca"), certificates,
                  QStringLiteral("--screenshot"), picture});
    QVERIFY(viewer.waitForFinished(60000));
    QVERIFY(viewer.exitCode() != 0);
    QVERIFY(viewer.readAllStandardError().contains(certificates.toUtf8()));
}
#endif

QTEST_MAIN(tst_MessageView)
#include "tst_messageview.moc"
