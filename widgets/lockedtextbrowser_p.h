// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_LOCKEDTEXTBROWSER_P_H
#define QIMAP4_WIDGETS_LOCKEDTEXTBROWSER_P_H

#include "qimap4widgetsglobal.h"

#include <QtCore/qtimer.h>
#include <QtGui/qimage.h>
#include <QtWidgets/qtextbrowser.h>

QT_BEGIN_NAMESPACE
class QTextImageFormat;
QT_END_NAMESPACE

namespace QImap4Internal {

class DocumentPictures;

// A document, and what is added to the numbers of its pictures and links when it is not the first.
struct NumberedDocument
{
    QString html;
    int firstPart = 0;
    int firstLink = 0;
};

// A text browser that opens nothing, whatever document it is given. QTextDocument opens a path
// by itself when loadResource() has no valid answer, so there always is one.
class QIMAP4_WIDGETS_AUTOTEST_EXPORT LockedTextBrowser : public QTextBrowser
{
    Q_OBJECT
public:
    explicit LockedTextBrowser(QWidget *parent = nullptr);

    // Forgets the pictures of those before.
    void showDocuments(const QList<NumberedDocument> &documents);
    void setPartImage(int index, const QImage &image);
    void setScale(qreal factor);
    qreal scale() const { return m_scale; }

    QVariant loadResource(int type, const QUrl &name) override;

protected:
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    QMimeData *createMimeDataFromSelection() const override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void build();
    void append(const NumberedDocument &document);
    void scaleText();
    void fitPictures();
    void fitPictures(int available, qreal scale);
    QSize fittedSize(const QTextImageFormat &format, int available, qreal scale) const;
    void scrollToPosition(int position);

    DocumentPictures *m_pictures;
    QTimer m_fitTimer;
    QList<NumberedDocument> m_documents;
    qreal m_scale = 1;
    int m_fittedWidth = 0;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_LOCKEDTEXTBROWSER_P_H
