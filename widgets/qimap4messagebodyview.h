// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MESSAGEBODYVIEW_H
#define QIMAP4MESSAGEBODYVIEW_H

#include "qimap4sanitizedhtml.h"
#include "qimap4widgetsglobal.h"

#include <QtWidgets/qwidget.h>

QT_BEGIN_NAMESPACE
class QImage;
QT_END_NAMESPACE

// The seam behind which a message body is drawn. An implementation shows sanitised documents only,
// opens and loads nothing by itself, and knows pictures and links by their numbers alone.
class QIMAP4_WIDGETS_EXPORT QImap4MessageBodyView : public QWidget
{
    Q_OBJECT
public:
    enum FindDirection { FindForward, FindBackward };
    Q_ENUM(FindDirection)

    explicit QImap4MessageBodyView(QWidget *parent = nullptr);
    ~QImap4MessageBodyView() override;

    // One below the other. Pictures and links are numbered through all documents.
    virtual void setContent(const QList<QImap4SanitizedHtml> &documents) = 0;
    // The picture of an entry in inlineImages(); a null one could not be had.
    virtual void setInlineImage(int index, const QImage &image) = 0;

    virtual bool find(const QString &text, FindDirection direction) = 0;
    virtual qreal zoomFactor() const = 0;
    virtual void setZoomFactor(qreal factor) = 0; // 0.5 to 4
    virtual QString selectedText() const = 0;
    virtual QString toPlainText() const = 0;
    virtual void scrollToTop() = 0;
    virtual bool scrollPage() = 0; // false: the end was in view already

public Q_SLOTS:
    virtual void copy() = 0; // what is selected, as plain text
    virtual void selectAll() = 0;

Q_SIGNALS:
    void linkHovered(int index); // of links(); -1: no link
    void linkActivated(int index); // by the user
    void selectionChanged();

private:
    Q_DISABLE_COPY_MOVE(QImap4MessageBodyView)
};

#endif // QIMAP4MESSAGEBODYVIEW_H
