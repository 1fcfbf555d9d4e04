// SPDX-License-Identifier: LGPL-3.0-or-later
#include "documentpictures_p.h"

#include "icons_p.h"
#include "palettecolors_p.h"

#include <QtCore/qurl.h>
#include <QtGui/qpainter.h>
#include <QtGui/qtextformat.h>
#include <QtWidgets/qwidget.h>

namespace QImap4Internal {

namespace {

constexpr int trackerSize = 3; // pixels; a picture that small is not worth a frame
constexpr QSize undeclaredSize(28, 28); // of the frame for a picture of unknown size
constexpr int mostDeclared = 10000; // pixels; a size that is no number of a mistaken sender
constexpr qreal largestIcon = 22; // pixels
constexpr qreal smallestIcon = 8; // pixels

bool isPicture(const QUrl &url)
{
    return url.scheme() == QLatin1String("qimap4-part")
        || url.scheme() == QLatin1String("qimap4-remote");
}

QSize scaledTo(const QImage &image, const QSize &most)
{
    return image.size().scaled(most, Qt::KeepAspectRatio).expandedTo({1, 1});
}

// A quiet frame where a picture would be.
void drawFrame(QPainter *painter, const QRectF &rect, const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Base);
    const QColor ink = palette.color(QPalette::Text);
    painter->fillRect(rect, mixed(ground, ink, 0.05));
    painter->setPen(QPen(mixed(ground, ink, 0.25), 1, Qt::DashLine));
    painter->drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
    const qreal extent = qMin(largestIcon, qMin(rect.width(), rect.height()) - 4);
    if (extent < smallestIcon)
        return;
    QRectF icon(0, 0, extent, extent);
    icon.moveCenter(rect.center());
    paintIcon(painter, icon, Icon::PictureBlocked, mixed(ground, ink, 0.5));
}

} // namespace

int indexIn(const QUrl &url)
{
    bool ok = false;
    const int index = url.path().toInt(&ok);
    return ok && index >= 0 ? index : -1;
}

DocumentPictures::DocumentPictures(QWidget *widget)
    : QObject(widget)
    , m_widget(widget)
{}

QImage DocumentPictures::imageFor(const QUrl &url) const
{
    return url.scheme() == QLatin1String("qimap4-part") ? m_parts.value(indexIn(url)) : QImage();
}

QSize DocumentPictures::naturalSize(const QUrl &url, const QSize &declared) const
{
    const QSize wanted = declared.boundedTo({mostDeclared, mostDeclared});
    const QImage image = imageFor(url);
    if (wanted.width() > 0 && wanted.height() > 0)
        return wanted;
    if (!image.isNull() && wanted.width() > 0)
        return scaledTo(image, {wanted.width(), mostDeclared});
    if (!image.isNull() && wanted.height() > 0)
        return scaledTo(image, {mostDeclared, wanted.height()});
    if (!image.isNull())
        return image.size();
    const QSize unknown = isPicture(url) ? undeclaredSize : QSize(1, 1);
    return {wanted.width() > 0 ? wanted.width() : unknown.width(),
            wanted.height() > 0 ? wanted.height() : unknown.height()};
}

QSizeF DocumentPictures::intrinsicSize(QTextDocument *, int, const QTextFormat &format)
{
    const QTextImageFormat image = format.toImageFormat();
    return {image.width(), image.height()};
}

void DocumentPictures::drawObject(QPainter *painter, const QRectF &rect, QTextDocument *, int,
                                  const QTextFormat &format)
{
    const QUrl url(format.toImageFormat().name());
    const QImage image = imageFor(url);
    painter->save();
    if (!image.isNull()) {
        painter->setRenderHint(QPainter::SmoothPixmapTransform, image.size() != rect.size());
        painter->drawImage(rect, image);
    } else if (isPicture(url) && rect.width() > trackerSize && rect.height() > trackerSize) {
        drawFrame(painter, rect, m_widget->palette());
    }
    painter->restore();
}

} // namespace QImap4Internal
