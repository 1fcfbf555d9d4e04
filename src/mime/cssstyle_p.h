// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_CSSSTYLE_P_H
#define QIMAP4_MIME_CSSSTYLE_P_H

#include "csscolor_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qset.h>

#include <optional>

namespace QImap4Internal {

// What is kept of an inline style.
struct CssStyle
{
    enum class Visibility { Unsaid, Shown, Hidden };
    enum class TextSize { Unsaid, Zero, Readable };

    Visibility visibility = Visibility::Unsaid;
    TextSize textSize = TextSize::Unsaid;
    std::optional<Rgb> color;
    std::optional<Rgb> background;
    bool preservesSpace = false;
    int widthPercent = 0; // 0: not said
    int width = 0; // pixels, as said
    int height = 0;
    QByteArray direction; // "ltr", "rtl" or empty
    QByteArray declarations; // safe, "name:value;" each; without colours
};

// Reads only what is on the list of allowed properties, each value rebuilt from what was
// understood of it, so that nothing of the input is copied.
CssStyle parseStyle(QByteArrayView style);

// A number of CSS or HTML in pixels, 0 when it is none or a percentage.
int pixelsFrom(QByteArrayView length);
QByteArray fontSizeKeyword(int pixels);

// The rules of a style sheet that hide elements: the one use of a <style> element. Selectors with
// a tag, a class, an id or a tag with one of the two, outside of any @ block.
class HidingRules
{
public:
    void addStyleSheet(QByteArrayView css);
    bool hides(QByteArrayView tag, QByteArrayView classes, QByteArrayView id) const;

private:
    void addRule(QByteArrayView selectors, QByteArrayView declarations);

    QSet<QByteArray> m_selectors; // "tag", ".class", "#id", "tag.class", "tag#id"
    qsizetype m_bytesLeft = 256 * 1024;
};

} // namespace QImap4Internal

#endif // QIMAP4_MIME_CSSSTYLE_P_H
