// SPDX-License-Identifier: LGPL-3.0-or-later
#include "lockedtextbrowser_p.h"

#include "documentpictures_p.h"

#include <QtGui/qevent.h>
#include <QtCore/qmimedata.h>
#include <QtGui/qabstracttextdocumentlayout.h>
#include <QtGui/qtextcursor.h>
#include <QtGui/qtextdocument.h>
#include <QtGui/qtextdocumentfragment.h>
#include <QtGui/qtextobject.h>
#include <QtWidgets/qscrollbar.h>

namespace QImap4Internal {

namespace {

constexpr int documentMargin = 16; // pixels
constexpr int mostAttempts = 3; // to make pictures fit
constexpr int widePicture = 100; // pixels from which a picture is shrunk for a table to fit
constexpr int narrowestPicture = 32; // pixels to which a wide picture is shrunk
constexpr int mostPictures = 500; // that take any room; a layout is slow with many more
constexpr int declaredSizeProperty = QTextFormat::UserProperty + 1;

struct Run
{
    int position = 0;
    int length = 0;
    QTextCharFormat format;
};

template <typename Predicate>
QList<Run> runsOf(QTextDocument *document, Predicate wanted)
{
    QList<Run> runs;
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (wanted(fragment.charFormat()))
                runs.append({fragment.position(), fragment.length(), fragment.charFormat()});
        }
    }
    return runs;
}

void setFormat(QTextDocument *document, const Run &run, const QTextCharFormat &format)
{
    QTextCursor cursor(document);
    cursor.setPosition(run.position);
    cursor.setPosition(run.position + run.length, QTextCursor::KeepAnchor);
    cursor.setCharFormat(format);
}

QTextCharFormat renumbered(const QTextCharFormat &format, const NumberedDocument &document)
{
    const auto shifted = [](const QString &name, const char *scheme, int first) {
        const QUrl url(name);
        return url.scheme() == QLatin1String(scheme)
            ? QStringLiteral("%1:%2").arg(url.scheme()).arg(indexIn(url) + first)
            : name;
    };
    QTextCharFormat result(format);
    if (format.isImageFormat()) {
        const QString name = format.property(QTextFormat::ImageName).toString();
        result.setProperty(QTextFormat::ImageName,
                           shifted(name, "qimap4-part", document.firstPart));
    }
    if (format.isAnchor())
        result.setAnchorHref(shifted(format.anchorHref(), "qimap4-link", document.firstLink));
    return result;
}

} // namespace

LockedTextBrowser::LockedTextBrowser(QWidget *parent)
    : QTextBrowser(parent)
    , m_pictures(new DocumentPictures(this))
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    document()->setDocumentMargin(documentMargin);
    document()->documentLayout()->registerHandler(QTextFormat::ImageObject, m_pictures);
    m_fitTimer.setSingleShot(true);
    m_fitTimer.setInterval(0); // pictures come many at a time
    connect(&m_fitTimer, &QTimer::timeout, this, [this] { fitPictures(); });
}

void LockedTextBrowser::showDocuments(const QList<NumberedDocument> &documents)
{
    m_pictures->clear();
    m_documents = documents;
    build();
}

void LockedTextBrowser::build()
{
    setHtml(m_documents.isEmpty() ? QString() : m_documents.first().html);
    for (const NumberedDocument &next : m_documents.mid(1))
        append(next);
    scaleText();
    fitPictures();
}

// Parsed on its own, and then put below a line at the end.
void LockedTextBrowser::append(const NumberedDocument &next)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertBlock({}, {});
    cursor.insertHtml(QStringLiteral("<hr>"));
    cursor.movePosition(QTextCursor::End);
    cursor.insertBlock({}, {});
    const int start = cursor.position();
    cursor.insertHtml(next.html);
    const auto refers = [](const QTextCharFormat &format) {
        return format.isImageFormat() || format.isAnchor();
    };
    cursor.beginEditBlock();
    for (const Run &run : runsOf(document(), refers)) {
        if (run.position >= start)
            setFormat(document(), run, renumbered(run.format, next));
    }
    cursor.endEditBlock();
}

void LockedTextBrowser::setPartImage(int index, const QImage &image)
{
    if (image.isNull())
        return;
    m_pictures->insert(index, image);
    m_fitTimer.start();
    viewport()->update();
}

void LockedTextBrowser::setScale(qreal factor)
{
    m_scale = factor;
    QFont scaled = parentWidget() ? parentWidget()->font() : font();
    if (scaled.pointSizeF() > 0)
        scaled.setPointSizeF(scaled.pointSizeF() * factor);
    const bool isAtTop = verticalScrollBar()->value() == 0;
    const int firstShown = cursorForPosition({documentMargin, 0}).position();
    setFont(scaled);
    build();
    if (!isAtTop)
        scrollToPosition(firstShown);
}

void LockedTextBrowser::scrollToPosition(int position)
{
    QTextCursor cursor(document());
    cursor.setPosition(qMin(position, document()->characterCount() - 1));
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() + cursorRect(cursor).top());
}

// The sizes that the mail itself gives do not follow the font of the widget.
void LockedTextBrowser::scaleText()
{
    if (qFuzzyCompare(m_scale, 1))
        return;
    const auto hasSize = [](const QTextCharFormat &format) {
        return format.hasProperty(QTextFormat::FontPixelSize)
            || format.hasProperty(QTextFormat::FontPointSize);
    };
    QTextCursor edit(document());
    edit.beginEditBlock();
    for (const Run &run : runsOf(document(), hasSize)) {
        QTextCharFormat format = run.format;
        for (const auto property : {QTextFormat::FontPixelSize, QTextFormat::FontPointSize}) {
            if (!format.hasProperty(property))
                continue;
            const qreal size = format.property(property).toReal() * m_scale;
            if (property == QTextFormat::FontPixelSize)
                format.setProperty(property, qMax(1, qRound(size)));
            else
                format.setProperty(property, size);
        }
        setFormat(document(), run, format);
    }
    edit.endEditBlock();
}

// QTextDocument knows no "max-width": pictures wider than the window are made to fit it.
void LockedTextBrowser::fitPictures()
{
    m_fitTimer.stop();
    m_fittedWidth = viewport()->width();
    const int available = qMax(narrowestPicture, m_fittedWidth - 2 * documentMargin);
    qreal scale = 1;
    fitPictures(available, scale);
    // Tables have margins of their own and columns side by side, which only the layout tells.
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        const qreal width = document()->size().width();
        if (width <= m_fittedWidth)
            return;
        scale *= m_fittedWidth / width;
        fitPictures(available, scale);
    }
}

void LockedTextBrowser::fitPictures(int available, qreal scale)
{
    const auto isPicture = [](const QTextCharFormat &format) { return format.isImageFormat(); };
    QTextCursor edit(document());
    edit.beginEditBlock(); // one layout for all of them
    int count = 0;
    for (const Run &run : runsOf(document(), isPicture)) {
        QTextImageFormat format = run.format.toImageFormat();
        if (!format.hasProperty(declaredSizeProperty)) {
            format.setProperty(declaredSizeProperty,
                               QSizeF(format.width(), format.height()).toSize());
        }
        count += run.length;
        const QSize size = count > mostPictures ? QSize() : fittedSize(format, available, scale);
        format.setWidth(qMax(0, size.width()));
        format.setHeight(qMax(0, size.height()));
        if (format != run.format)
            setFormat(document(), run, format);
    }
    edit.endEditBlock();
}

QSize LockedTextBrowser::fittedSize(const QTextImageFormat &format, int available,
                                    qreal scale) const
{
    const QSize declared = format.property(declaredSizeProperty).toSize();
    QSize size = m_pictures->naturalSize(QUrl(format.name()), declared);
    if (size.width() > available)
        size = QSize(available, qMax(1, int(qint64(size.height()) * available / size.width())));
    return size.width() >= widePicture ? size * scale : size;
}

/*!
    The second lock, behind the sanitiser. Every answer is valid: an invalid one would make
    QTextDocument look for the file itself.
*/
QVariant LockedTextBrowser::loadResource(int type, const QUrl &)
{
    if (type != QTextDocument::ImageResource)
        return QByteArray("");
    QImage nothing(1, 1, QImage::Format_ARGB32_Premultiplied);
    nothing.fill(Qt::transparent);
    return nothing;
}

// A document never leads to another one, not even one with a name that looks harmless.
void LockedTextBrowser::doSetSource(const QUrl &, QTextDocument::ResourceType) {}

// Rich formats are written from a copy of the document, which has not got our loadResource().
QMimeData *LockedTextBrowser::createMimeDataFromSelection() const
{
    auto *content = new QMimeData;
    content->setText(textCursor().selection().toPlainText());
    return content;
}

void LockedTextBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (viewport()->width() != m_fittedWidth)
        fitPictures();
}

// What arrived a moment ago is in place in the first picture of the window that shows it.
void LockedTextBrowser::paintEvent(QPaintEvent *event)
{
    if (m_fitTimer.isActive())
        fitPictures();
    QTextBrowser::paintEvent(event);
}

// A tooltip of the document is a text of the sender's, and could pose as one of ours.
bool LockedTextBrowser::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        event->ignore(); // so that the widgets around it show theirs
        return false;
    }
    return QTextBrowser::viewportEvent(event);
}

} // namespace QImap4Internal
