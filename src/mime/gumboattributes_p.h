// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_GUMBOATTRIBUTES_P_H
#define QIMAP4_MIME_GUMBOATTRIBUTES_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

#include <gumbo.h>

namespace QImap4Internal {

inline QByteArrayView attribute(const GumboElement &element, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&element.attributes, name);
    return found ? QByteArrayView(found->value) : QByteArrayView();
}

inline bool hasAttribute(const GumboElement &element, const char *name)
{
    return gumbo_get_attribute(&element.attributes, name) != nullptr;
}

inline QByteArray writtenAttribute(const char *name, const QByteArray &value)
{
    return ' ' + QByteArray(name) + "=\"" + value + '"';
}

} // namespace QImap4Internal

#endif // QIMAP4_MIME_GUMBOATTRIBUTES_P_H
