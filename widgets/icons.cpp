// SPDX-License-Identifier: LGPL-3.0-or-later
#include "icons_p.h"

#include "resources_p.h"

#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qiconengine.h>
#include <QtGui/qpainter.h>
#include <QtGui/qpainterpath.h>
#include <QtGui/qpalette.h>
#include <QtGui/qpixmap.h>

#include <array>

namespace QImap4Internal {

namespace {

enum class Ink { Outline, Filled };

struct Drawing
{
    const char *themeName; // freedesktop icon naming
    const char *path; // on a grid of 24 by 24, see IconPath
    Ink ink = Ink::Outline;
};

// In the order of enum Icon.
constexpr std::array<Drawing, size_t(Icon::Last) + 1> drawings{{
    {"folder", "R 3 9 18 11 2 M 6 6 L 18 6 M 8 3 L 16 3"},
    {"mail-replied", "M 10 5 L 3 11 L 10 17 M 3 11 L 14 11 C 18 11 21 14 21 19"},
    {"folder-archive", "R 3 4 18 5 1 M 5 9 L 5 20 L 19 20 L 19 9 M 10 13 L 14 13"},
    {"mail-attachment",
     "M 19 11 L 11.5 18.5 C 7 23 1 17 5.5 12.5 L 13 5 C 16 2 20.5 6.500 17.5 9.5 L 10 17 C 8 19 "
     "5.5 "
     "16.5 7.5 14.5 L 14 8"},
    {"window-close", "M 6 6 L 18 18 M 18 6 L 6 18"},
    {"folder-drafts", "M 4 20 L 5 15 L 16 4 L 20 8 L 9 19 Z M 13 7 L 17 11"},
    {"dialog-error", "O 12 12 9 M 12 7 L 12 13 M 12 16.5 L 12 16.6"},
    {"text-x-generic", "M 6 3 L 14 3 L 19 8 L 19 21 L 6 21 Z M 14 3 L 14 8 L 19 8"},
    {"package-x-generic", "R 4 5 16 15 2 M 4 10 L 20 10 M 10 13.5 L 14 13.5"},
    {"image-x-generic", "R 3 5 18 14 2 O 8.5 10 1.5 M 4 18 L 10 13 L 13 15.5 L 16 12.5 L 21 17"},
    {"text-x-generic",
     "M 6 3 L 14 3 L 19 8 L 19 21 L 6 21 Z M 14 3 L 14 8 L 19 8 M 9 12 L 16 12 M 9 16 L 16 16"},
    {"mail-mark-important",
     "M 12 3.5 L 14.6 9 L 20.600 9.7 L 16.2 13.9 L 17.3 19.9 L 12 17 L 6.7 19.9 L 7.8 13.9 L 3.4 "
     "9.7 L 9.4 9 Z"},
    {"mail-mark-important",
     "M 12 3.5 L 14.6 9 L 20.600 9.7 L 16.2 13.9 L 17.3 19.9 L 12 17 L 6.7 19.9 L 7.8 13.9 L 3.4 "
     "9.7 L 9.4 9 Z",
     Ink::Filled},
    {"folder", "M 3 19 L 3 5 L 9 5 L 11 7.5 L 21 7.5 L 21 19 Z"},
    {"emblem-important", "M 12 4 L 12 14 M 12 19 L 12 19.1"},
    {"mail-inbox",
     "M 3 13 L 6 5 L 18 5 L 21 13 L 21 19 L 3 19 Z M 3 13 L 8 13 L 9.5 16 L 14.5 16 L 16 13 L 21 "
     "13"},
    {"dialog-information", "O 12 12 9 M 12 11 L 12 17 M 12 7.5 L 12 7.6"},
    {"mail-mark-junk",
     "M 8 3 L 16 3 L 21 8 L 21 16 L 16 21 L 8 21 L 3 16 L 3 8 Z M 7.500 16.5 L 16.5 7.500"},
    {"security-high", "R 5 11 14 9 2 M 8 11 L 8 8 C 8 2.500 16 2.5 16 8 L 16 11"},
    {"security-low", "R 5 11 14 9 2 M 8 11 L 8 7 C 8 2 15 2 16 6"},
    {"document-send",
     "M 3 19 L 3 5 L 9 5 L 11 7.5 L 21 7.5 L 21 19 Z M 9 13.3 L 15 13.3 M 12.8 11 L 15.100 13.3 L "
     "12.8 15.6"},
    {"go-down", "M 6 9 L 12 15 L 18 9"},
    {"image-x-generic", "R 3 5 18 14 2 M 3.5 20.5 L 20.5 3.5 M 4 17 L 8 13.5 M 15 14 L 20 17.5"},
    {"go-up", "M 6 15 L 12 9 L 18 15"},
    {"mail-mark-read", "M 3 10 L 12 4 L 21 10 L 21 20 L 3 20 Z M 3.5 10.5 L 12 15.5 L 20.5 10.5"},
    {"view-refresh",
     "M 19 8 C 15 2 5 3.500 4.5 12 C 4.500 20.5 15.5 22 19 16 M 19.5 3.5 L 19.5 8.5 L 14.5 8.5"},
    {"document-save", "M 12 4 L 12 15 M 7.5 11 L 12 15.5 L 16.5 11 M 4 17 L 4 20 L 20 20 L 20 17"},
    {"edit-find", "O 10.5 10.5 6 M 15 15 L 20.5 20.5"},
    {"mail-sent", "M 3 4 L 21 12 L 3 20 L 5.500 12 Z M 5.5 12 L 13 12"},
    {"edit-delete",
     "M 4 6.5 L 20 6.5 M 6.5 6.5 L 7.5 21 L 16.5 21 L 17.5 6.5 M 9 6.5 L 9 3.5 L 15 3.5 L 15 6.5 M "
     "10.2 10.5 L 10.5 17 M 13.8 10.5 L 13.5 17"},
    {"mail-mark-unread", "R 3 5 18 14 2 M 3.5 6.5 L 12 13 L 20.5 6.5"},
    {"dialog-warning", "M 12 4 L 21.5 20 L 2.5 20 Z M 12 10 L 12 14.500 M 12 17 L 12 17.1"},
    {"zoom-in", "O 10.5 10.5 6 M 15 15 L 20.5 20.5 M 8 10.5 L 13 10.5 M 10.5 8 L 10.5 13"},
    {"zoom-out", "O 10.5 10.5 6 M 15 15 L 20.5 20.5 M 8 10.5 L 13 10.5"},
}};

// Reads a drawing: M and L with a point, C with three points, Z, O centre and radius,
// R left, top, width, height and corner radius.
class IconPath
{
public:
    explicit IconPath(const char *text)
        : m_words(QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts))
    {}

    QPainterPath read()
    {
        while (m_next < m_words.size())
            readCommand(m_words.at(m_next++).at(0).toLatin1());
        return m_path;
    }

private:
    qreal number() { return m_words.at(m_next++).toDouble(); }
    QPointF point()
    {
        const qreal x = number();
        return {x, number()};
    }

    void readCommand(char command)
    {
        switch (command) {
        case 'M':
            m_path.moveTo(point());
            return;
        case 'L':
            m_path.lineTo(point());
            return;
        case 'C': {
            const QPointF first = point();
            const QPointF second = point();
            m_path.cubicTo(first, second, point());
            return;
        }
        case 'O': {
            const QPointF centre = point();
            const qreal radius = number();
            m_path.addEllipse(centre, radius, radius);
            return;
        }
        case 'R': {
            const QPointF corner = point();
            const QPointF size = point();
            const qreal radius = number();
            m_path.addRoundedRect({corner, QSizeF(size.x(), size.y())}, radius, radius);
            return;
        }
        default:
            m_path.closeSubpath();
        }
    }

    QStringList m_words;
    qsizetype m_next = 0;
    QPainterPath m_path;
};

const QPainterPath &pathOf(Icon which)
{
    static const QList<QPainterPath> paths = [] {
        QList<QPainterPath> all;
        for (const Drawing &drawing : drawings)
            all.append(IconPath(drawing.path).read());
        return all;
    }();
    return paths.at(qsizetype(which));
}

QColor colorFor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled:
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    case QIcon::Selected:
        return palette.color(QPalette::HighlightedText);
    default:
        return palette.color(QPalette::WindowText);
    }
}

// Asks the palette at each drawing, so that a change of theme needs no new icons.
class PaletteIconEngine : public QIconEngine
{
public:
    explicit PaletteIconEngine(Icon which)
        : m_which(which)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_which, colorFor(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return result;
    }

    QIconEngine *clone() const override { return new PaletteIconEngine(m_which); }

private:
    Icon m_which;
};

} // namespace

QIcon icon(Icon which)
{
    keepResources(); // every widget of the library has icons
    const Drawing &drawing = drawings[size_t(which)];
    const QString name = QString::fromLatin1(drawing.themeName);
    if (QIcon::hasThemeIcon(name))
        return QIcon::fromTheme(name);
    return QIcon(new PaletteIconEngine(which));
}

void paintIcon(QPainter *painter, const QRectF &rect, Icon which, const QColor &color)
{
    constexpr qreal grid = 24;
    constexpr qreal stroke = 1.7;
    const qreal scale = qMin(rect.width(), rect.height()) / grid;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.center() - QPointF(grid, grid) * scale / 2);
    painter->scale(scale, scale);
    painter->setPen(QPen(color, stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const bool filled = drawings[size_t(which)].ink == Ink::Filled;
    painter->setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter->drawPath(pathOf(which));
    painter->restore();
}

} // namespace QImap4Internal
