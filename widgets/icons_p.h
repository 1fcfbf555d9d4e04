// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_ICONS_P_H
#define QIMAP4_WIDGETS_ICONS_P_H

#include "qimap4widgetsglobal.h"

#include <QtGui/qicon.h>

namespace QImap4Internal {

enum class Icon {
    All,
    Answered,
    Archive,
    Attachment,
    Close,
    Drafts,
    Error,
    File,
    FileArchive,
    FileImage,
    FileText,
    Flag,
    FlagFilled,
    Folder,
    Important,
    Inbox,
    Information,
    Junk,
    Lock,
    LockOpen,
    Move,
    Next,
    PictureBlocked,
    Previous,
    Read,
    Reload,
    Save,
    Search,
    Sent,
    Trash,
    Unread,
    Warning,
    ZoomIn,
    ZoomOut,
    Last = ZoomOut,
};

// The icon theme's where there is one; else our own, drawn in the palette's colours.
QIMAP4_WIDGETS_EXPORT QIcon icon(Icon which);

// Our own, in one colour, for delegates that know the colour of their text.
void paintIcon(QPainter *painter, const QRectF &rect, Icon which, const QColor &color);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_ICONS_P_H
