// SPDX-License-Identifier: LGPL-3.0-or-later
#include "darkpalette.h"

namespace {

struct Scheme
{
    QRgb window;
    QRgb base;
    QRgb button;
    QRgb text;
    QRgb disabled;
    QRgb highlight;
    QRgb link;
};

constexpr Scheme dark{0xff24262b, 0xff1b1d21, 0xff30333a, 0xffe6e7ea,
                      0xff83868d, 0xff3d74c7, 0xff7fb2ff};
constexpr Scheme light{0xfff3f4f6, 0xffffffff, 0xfff3f4f6, 0xff202328,
                       0xff9a9da3, 0xff2f6fd0, 0xff1a5fc4};

QPalette paletteFor(const Scheme &scheme)
{
    const QColor text = QColor::fromRgb(scheme.text);
    QPalette palette(QColor::fromRgb(scheme.button), QColor::fromRgb(scheme.window));
    palette.setColor(QPalette::Window, QColor::fromRgb(scheme.window));
    palette.setColor(QPalette::Base, QColor::fromRgb(scheme.base));
    palette.setColor(QPalette::AlternateBase, QColor::fromRgb(scheme.window));
    palette.setColor(QPalette::ToolTipBase, QColor::fromRgb(scheme.button));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, text);
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(scheme.disabled));
    }
    palette.setColor(QPalette::PlaceholderText, QColor::fromRgb(scheme.disabled));
    palette.setColor(QPalette::Highlight, QColor::fromRgb(scheme.highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Link, QColor::fromRgb(scheme.link));
    palette.setColor(QPalette::LinkVisited, QColor::fromRgb(scheme.link));
    return palette;
}

} // namespace

QPalette darkPalette()
{
    return paletteFor(dark);
}

QPalette lightPalette()
{
    return paletteFor(light);
}
