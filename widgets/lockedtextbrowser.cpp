// SPDX-License-Identifier: LGPL-3.0-or-later
#include "lockedtextbrowser_p.h"

#include "icons_p.h"
#include "palettecolors_p.h"

#include <QtGui/qevent.h>
#include <QtCore/qmimedata.h>
#include <QtGui/qpainter.h>
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
constexpr int trackerSize = 3; // pixels; a picture that small is not worth a placeholder
constexpr QSize undeclaredSize(28, 28); // of the placeholder for a picture of unknown size
constexpr QSize largestPlaceholder(2000, 2000);
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

QImage emptyPicture()
{
    QImage image(1, 1, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

// The number behind the colon of "qimap4-part:3"; -1 for anything else.
int indexIn(const QUrl &url)
{
    bool ok = false;
    const int index = url.path().toInt(&ok);
    return ok && index >= 0 ? index : -1;
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

// A quiet frame where a picture would be.
QImage placeholder(const QSize &size, const QPalette &palette)
{
    QImage image(size.boundedTo(largestPlaceholder), QImage::Format_ARGB32_Premultiplied);
    const QColor ground = palette.color(QPalette::Base);
    const QColor ink = palette.color(QPalette::Text);
    image.fill(mixed(ground, ink, 0.05));
    QPainter painter(&image);
    painter.setPen(QPen(mixed(ground, ink, 0.25), 1, Qt::DashLine));
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1));
    const int extent = qMin(22, qMin(image.width(), image.height()) - 4);
    if (extent >= 8) {
        QRectF icon(0, 0, extent, extent);
        icon.moveCenter(QRectF(image.rect()).center());
        paintIcon(&painter, icon, Icon::PictureBlocked, mixed(ground, ink, 0.5));
    }
    return image;
}

} // namespace

LockedTextBrowser::LockedTextBrowser(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    document()->setDocumentMargin(documentMargin);
}

void LockedTextBrowser::showDocuments(const QList<NumberedDocument> &documents)
{
    m_parts.clear();
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
    for (const Run &run : runsOf(document(), refers)) {
        if (run.position >= start)
            setFormat(document(), run, renumbered(run.format, next));
    }
}

void LockedTextBrowser::setPartImage(int index, const QImage &image)
{
    if (image.isNull())
        return;
    m_parts.insert(index, image);
    fitPictures();
}

void LockedTextBrowser::setScale(qreal factor)
{
    m_scale = factor;
    QFont scaled = parentWidget() ? parentWidget()->font() : font();
    if (scaled.pointSizeF() > 0)
        scaled.setPointSizeF(scaled.pointSizeF() * factor);
    setFont(scaled);
    build();
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
}

// QTextDocument knows no "max-width": pictures wider than the window are made to fit it.
void LockedTextBrowser::fitPictures()
{
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
    for (const Run &run : runsOf(document(), isPicture)) {
        QTextImageFormat format = run.format.toImageFormat();
        if (!format.hasProperty(declaredSizeProperty)) {
            format.setProperty(declaredSizeProperty,
                               QSizeF(format.width(), format.height()).toSize());
        }
        const QSize declared = format.property(declaredSizeProperty).toSize();
        const QUrl url(format.name());
        const QImage picture = pictureFor(url, declared);
        document()->addResource(QTextDocument::ImageResource, url, picture);

        QSize size = picture.size();
        if (declared.width() > 0)
            size = size.scaled(declared.width(), qMax(size.height(), 1 << 20), Qt::KeepAspectRatio);
        if (declared.height() > 0)
            size = QSize(declared.width() > 0 ? declared.width() : size.width(), declared.height());
        if (size.width() > available)
            size = QSize(available, qMax(1, int(qint64(size.height()) * available / size.width())));
        if (size.width() >= widePicture)
            size *= scale;
        format.setWidth(size.width());
        format.setHeight(size.height());
        setFormat(document(), run, format);
    }
}

QImage LockedTextBrowser::pictureFor(const QUrl &url, const QSize &declared) const
{
    const bool isPart = url.scheme() == QLatin1String("qimap4-part");
    if (!isPart && url.scheme() != QLatin1String("qimap4-remote"))
        return emptyPicture();
    if (isPart) {
        const auto found = m_parts.constFind(indexIn(url));
        if (found != m_parts.constEnd())
            return *found;
    }
    const QSize size(declared.width() > 0 ? declared.width() : undeclaredSize.width(),
                     declared.height() > 0 ? declared.height() : undeclaredSize.height());
    if (size.width() <= trackerSize || size.height() <= trackerSize)
        return emptyPicture();
    return placeholder(size, palette());
}

/*!
    The second lock, behind the sanitiser. Every answer is valid: an invalid one would make
    QTextDocument look for the file itself.
*/
QVariant LockedTextBrowser::loadResource(int type, const QUrl &name)
{
    if (type == QTextDocument::ImageResource)
        return pictureFor(name, {});
    return QByteArray("");
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
