// SPDX-License-Identifier: LGPL-3.0-or-later
#include "palettecolors_p.h"

namespace QImap4Internal {

namespace {

// A hue of our own at the lightness that reads well on the palette's ground.
QColor onGround(const QPalette &palette, int hue)
{
    constexpr int saturation = 200;
    constexpr int onDark = 150;
    constexpr int onLight = 105;
    return QColor::fromHsl(hue, saturation, isDark(palette) ? onDark : onLight);
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

QColor mixed(const QColor &ground, const QColor &top, qreal share)
{
    const auto blend = [share](float a, float b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(blend(ground.redF(), top.redF()), blend(ground.greenF(), top.greenF()),
                            blend(ground.blueF(), top.blueF()));
}

QColor cautionColor(const QPalette &palette)
{
    return onGround(palette, 35);
}

QColor alarmColor(const QPalette &palette)
{
    return onGround(palette, 2);
}

QColor starColor(const QPalette &palette)
{
    return onGround(palette, 42);
}

QColor quietText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.62);
}

QColor hairline(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.13);
}

} // namespace QImap4Internal
