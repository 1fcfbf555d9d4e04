// SPDX-License-Identifier: LGPL-3.0-or-later
#include "textbodyview_p.h"

#include "lockedtextbrowser_p.h"

#include <QtGui/qevent.h>
#include <QtGui/qaction.h>
#include <QtGui/qclipboard.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qtextcursor.h>
#include <QtGui/qtextdocumentfragment.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qmenu.h>
#include <QtWidgets/qscrollbar.h>

namespace QImap4Internal {

namespace {

constexpr qreal smallestZoom = 0.5;
constexpr qreal largestZoom = 4;

// The number in "qimap4-link:7"; -1 for everything else.
int linkIndex(const QUrl &url)
{
    bool ok = false;
    const int index = url.path().toInt(&ok);
    return ok && url.scheme() == QLatin1String("qimap4-link") ? index : -1;
}

} // namespace

TextBodyView::TextBodyView(QWidget *parent)
    : QImap4MessageBodyView(parent)
    , m_browser(new LockedTextBrowser(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_browser);
    setFocusProxy(m_browser);
    m_browser->setAccessibleName(tr("Text of the message"));
    m_browser->setContextMenuPolicy(Qt::NoContextMenu); // comes to contextMenuEvent() of this

    connect(m_browser, &QTextBrowser::highlighted, this,
            [this](const QUrl &url) { Q_EMIT linkHovered(linkIndex(url)); });
    connect(m_browser, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const int index = linkIndex(url);
        if (index >= 0)
            Q_EMIT linkActivated(index);
    });
    connect(m_browser, &QTextEdit::selectionChanged, this,
            &QImap4MessageBodyView::selectionChanged);
}

void TextBodyView::setContent(const QList<QImap4SanitizedHtml> &documents)
{
    m_links.clear();
    QList<NumberedDocument> numbered;
    int parts = 0;
    for (const QImap4SanitizedHtml &document : documents) {
        numbered.append({document.toHtml(), parts, int(m_links.size())});
        parts += int(document.inlineImages().size());
        m_links += document.links();
    }
    m_browser->showDocuments(numbered);
}

void TextBodyView::setInlineImage(int index, const QImage &image)
{
    m_browser->setPartImage(index, image);
}

bool TextBodyView::find(const QString &text, FindDirection direction)
{
    const auto flags =
        direction == FindBackward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_browser->find(text, flags))
        return true;
    // Round the end, and from where we were when nothing is there either.
    const QTextCursor before = m_browser->textCursor();
    m_browser->moveCursor(direction == FindBackward ? QTextCursor::End : QTextCursor::Start);
    if (m_browser->find(text, flags))
        return true;
    m_browser->setTextCursor(before);
    return false;
}

qreal TextBodyView::zoomFactor() const
{
    return m_browser->scale();
}

void TextBodyView::setZoomFactor(qreal factor)
{
    m_browser->setScale(qBound(smallestZoom, factor, largestZoom));
}

QString TextBodyView::selectedText() const
{
    return m_browser->textCursor().selection().toPlainText();
}

QString TextBodyView::toPlainText() const
{
    return m_browser->toPlainText();
}

void TextBodyView::scrollToTop()
{
    m_browser->verticalScrollBar()->setValue(0);
}

bool TextBodyView::scrollPage()
{
    QScrollBar *bar = m_browser->verticalScrollBar();
    if (bar->value() >= bar->maximum())
        return false;
    bar->triggerAction(QScrollBar::SliderPageStepAdd);
    return true;
}

void TextBodyView::copy()
{
    m_browser->copy();
}

void TextBodyView::selectAll()
{
    m_browser->selectAll();
}

void TextBodyView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyText = menu->addAction(tr("&Copy"), this, &TextBodyView::copy);
    copyText->setEnabled(m_browser->textCursor().hasSelection());
    const QPoint place = m_browser->viewport()->mapFrom(this, event->pos());
    const int index = linkIndex(QUrl(m_browser->anchorAt(place)));
    if (index >= 0 && index < m_links.size()) {
        const QString address = m_links.at(index).url.toString(QUrl::FullyEncoded);
        menu->addAction(tr("Copy &Link Address"), this,
                        [address] { QGuiApplication::clipboard()->setText(address); });
    }
    menu->addSeparator();
    menu->addAction(tr("Select &All"), this, &TextBodyView::selectAll);
    menu->popup(event->globalPos());
}

} // namespace QImap4Internal
