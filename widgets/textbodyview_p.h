// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_TEXTBODYVIEW_P_H
#define QIMAP4_WIDGETS_TEXTBODYVIEW_P_H

#include "qimap4messagebodyview.h"

namespace QImap4Internal {

class LockedTextBrowser;

// The body view that is there without any further library.
class QIMAP4_WIDGETS_AUTOTEST_EXPORT TextBodyView : public QImap4MessageBodyView
{
    Q_OBJECT
public:
    explicit TextBodyView(QWidget *parent = nullptr);

    void setContent(const QList<QImap4SanitizedHtml> &documents) override;
    void setInlineImage(int index, const QImage &image) override;
    bool find(const QString &text, FindDirection direction) override;
    qreal zoomFactor() const override;
    void setZoomFactor(qreal factor) override;
    QString selectedText() const override;
    QString toPlainText() const override;
    void scrollToTop() override;
    bool scrollPage() override;
    void copy() override;
    void selectAll() override;

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    LockedTextBrowser *m_browser;
    QList<QImap4HtmlLink> m_links;
};

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_TEXTBODYVIEW_P_H
