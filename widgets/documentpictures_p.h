// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_DOCUMENTPICTURES_P_H
#define QIMAP4_WIDGETS_DOCUMENTPICTURES_P_H

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtGui/qabstracttextdocumentlayout.h>
#include <QtGui/qimage.h>

QT_BEGIN_NAMESPACE
class QTextImageFormat;
class QUrl;
class QWidget;
QT_END_NAMESPACE

namespace QImap4Internal {

// Draws the pictures of a document, and frames where there are none, in the size that the format
// of each says. A frame costs no memory, however large the mail says that its picture is.
class DocumentPictures : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    explicit DocumentPictures(QWidget *widget);

    void clear() { m_parts.clear(); }
    void insert(int part, const QImage &image) { m_parts.insert(part, image); }

    // Before it is made to fit a window.
    QSize naturalSize(const QUrl &url, const QSize &declared) const;

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position,
                    const QTextFormat &format) override;

private:
    QImage imageFor(const QUrl &url) const;

    QWidget *m_widget; // for its colours
    QHash<int, QImage> m_parts;
};

// The number behind the colon of "qimap4-part:3"; -1 for anything else.
int indexIn(const QUrl &url);

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_DOCUMENTPICTURES_P_H
