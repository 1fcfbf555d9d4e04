// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4MESSAGEVIEW_H
#define QIMAP4MESSAGEVIEW_H

#include "qimap4widgetsglobal.h"

#include <QtCore/qscopedpointer.h>
#include <QtCore/qstring.h>
#include <QtCore/qurl.h>
#include <QtWidgets/qwidget.h>

#include <functional>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

class QImap4;
class QImap4MessageBodyView;
class QImap4MessageViewPrivate;
class QImap4MimeMessage;

// One message: headers, text, pictures that came with it, attachments. Opens and loads nothing
// that the message names, neither from the network nor from this computer.
class QIMAP4_WIDGETS_EXPORT QImap4MessageView : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(BodyPreference bodyPreference READ bodyPreference WRITE setBodyPreference)
    Q_PROPERTY(qreal zoomFactor READ zoomFactor WRITE setZoomFactor)
public:
    enum State { Empty, Loading, Shown, Failed };
    Q_ENUM(State)

    enum BodyPreference { PreferHtml, PreferPlainText };
    Q_ENUM(BodyPreference)

    // When a click on a link is followed by a question.
    enum LinkConfirmation { ConfirmSuspicious, ConfirmAll };
    Q_ENUM(LinkConfirmation)

    enum Action { Copy, Find, ZoomIn, ZoomOut, ZoomReset, PlainText, SaveAll };
    Q_ENUM(Action)

    using BodyViewFactory = std::function<QImap4MessageBodyView *(QWidget *parent)>;
    using LinkHandler = std::function<void(const QUrl &url)>;

    explicit QImap4MessageView(QWidget *parent = nullptr);
    ~QImap4MessageView() override;

    State state() const;
    BodyPreference bodyPreference() const;
    void setBodyPreference(BodyPreference preference);
    qreal zoomFactor() const;
    void setZoomFactor(qreal factor);
    LinkConfirmation linkConfirmation() const;
    void setLinkConfirmation(LinkConfirmation confirmation);

    QAction *action(Action action) const; // owned by the view
    QImap4MessageBodyView *bodyView() const;
    void setBodyViewFactory(const BodyViewFactory &factory); // empty: the default one
    void setLinkHandler(const LinkHandler &handler); // empty: QDesktopServices

    // Writes all attachments into a folder, each under a name that is safe and free.
    void saveAllAttachments(const QString &directory);

public Q_SLOTS:
    void setMessage(QImap4 *client, const QString &mailbox, quint32 uid);
    void setMessage(const QImap4MimeMessage &message);
    void clear();
    bool scrollPage(); // false: the end was in view already

Q_SIGNALS:
    void stateChanged(QImap4MessageView::State state);
    void contentReady(); // the text and all of its own pictures are on screen
    void loadProgress(qint64 bytes, qint64 total);
    void linkHovered(const QString &target); // for a status bar; empty: no link
    void linkActivated(const QUrl &url); // clicked and confirmed by the user
    void attachmentSaved(const QString &path);
    void attachmentFailed(const QString &name, const QString &reason);

protected:
    void changeEvent(QEvent *event) override;

private:
    Q_DECLARE_PRIVATE(QImap4MessageView)
    Q_DISABLE_COPY_MOVE(QImap4MessageView)
    QScopedPointer<QImap4MessageViewPrivate> d_ptr;
};

#endif // QIMAP4MESSAGEVIEW_H
