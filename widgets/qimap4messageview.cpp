// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4messageview.h"

#include "icons_p.h"
#include "imapmessagesource_p.h"
#include "qimap4.h"
#include "qimap4messageview_p.h"
#include "storedmessagesource_p.h"
#include "textbodyview_p.h"

#include <QtGui/qevent.h>
#include <QtGui/qaction.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qprogressbar.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qstackedwidget.h>

using namespace QImap4Internal;

namespace {

constexpr int loadingDelay = 250; // milliseconds that loading may take before it is shown
constexpr qreal zoomStep = 1.15;

struct ActionSpec
{
    QImap4MessageView::Action action;
    Icon icon;
    const char *text;
    QKeySequence::StandardKey key;
};

constexpr ActionSpec actionSpecs[] = {
    {QImap4MessageView::Copy, Icon::File, QT_TRANSLATE_NOOP("QImap4MessageView", "&Copy"),
     QKeySequence::Copy},
    {QImap4MessageView::Find, Icon::Search,
     QT_TRANSLATE_NOOP("QImap4MessageView", "&Find in Message"), QKeySequence::Find},
    {QImap4MessageView::ZoomIn, Icon::ZoomIn, QT_TRANSLATE_NOOP("QImap4MessageView", "Zoom &In"),
     QKeySequence::ZoomIn},
    {QImap4MessageView::ZoomOut, Icon::ZoomOut, QT_TRANSLATE_NOOP("QImap4MessageView", "Zoom &Out"),
     QKeySequence::ZoomOut},
    {QImap4MessageView::ZoomReset, Icon::Search,
     QT_TRANSLATE_NOOP("QImap4MessageView", "&Original Size"), QKeySequence::UnknownKey},
    {QImap4MessageView::PlainText, Icon::FileText,
     QT_TRANSLATE_NOOP("QImap4MessageView", "Show as &Plain Text"), QKeySequence::UnknownKey},
    {QImap4MessageView::SaveAll, Icon::Save,
     QT_TRANSLATE_NOOP("QImap4MessageView", "Save All A&ttachments…"), QKeySequence::UnknownKey},
};

QLabel *centredLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

QWidget *basePage(QWidget *parent)
{
    auto *page = new QWidget(parent);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    return page;
}

} // namespace

void QImap4MessageViewPrivate::createWidgets()
{
    Q_Q(QImap4MessageView);
    pages = new QStackedWidget(q);
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins({});
    layout->addWidget(pages);

    emptyPage = basePage(q);
    auto *emptyLayout = new QVBoxLayout(emptyPage);
    QLabel *hint = centredLabel(QImap4MessageView::tr("No message selected"), emptyPage);
    hint->setEnabled(false);
    emptyLayout->addWidget(hint);
    loadingPage = createLoadingPage();
    errorPage = createErrorPage();
    messagePage = createMessagePage();
    for (QWidget *page : {emptyPage, loadingPage, errorPage, messagePage})
        pages->addWidget(page);

    loadingTimer.setSingleShot(true);
    loadingTimer.setInterval(loadingDelay);
    QObject::connect(&loadingTimer, &QTimer::timeout, q,
                     [this] { pages->setCurrentWidget(loadingPage); });
}

QWidget *QImap4MessageViewPrivate::createLoadingPage()
{
    QWidget *page = basePage(q_ptr);
    progress = new QProgressBar(page);
    progress->setRange(0, 0);
    progress->setTextVisible(false);
    progress->setMaximumWidth(220);
    progress->setAccessibleName(QImap4MessageView::tr("Loading the message"));
    auto *layout = new QVBoxLayout(page);
    layout->addStretch(1);
    layout->addWidget(centredLabel(QImap4MessageView::tr("Loading…"), page));
    layout->addWidget(progress, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return page;
}

QWidget *QImap4MessageViewPrivate::createErrorPage()
{
    QWidget *page = basePage(q_ptr);
    errorText = centredLabel({}, page);
    errorText->setObjectName(QStringLiteral("errorText"));
    errorText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *again = new QPushButton(icon(Icon::Reload), QImap4MessageView::tr("Try Again"), page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(32, 32, 32, 32);
    layout->addStretch(1);
    layout->addWidget(errorText);
    layout->addWidget(again, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    QObject::connect(again, &QPushButton::clicked, q_ptr, [this] {
        if (const auto action = retry)
            action();
    });
    return page;
}

QWidget *QImap4MessageViewPrivate::createMessagePage()
{
    Q_Q(QImap4MessageView);
    QWidget *page = basePage(q);
    header = new MessageHeader(page);
    senderNotice = new QImap4NoticeBar(page);
    senderNotice->setObjectName(QStringLiteral("senderNotice"));
    remoteNotice = new QImap4NoticeBar(page);
    remoteNotice->setObjectName(QStringLiteral("remoteNotice"));
    statusNotice = new QImap4NoticeBar(page);
    statusNotice->setObjectName(QStringLiteral("statusNotice"));
    statusNotice->setClosable(true);
    saveNotice = new QImap4NoticeBar(page);
    saveNotice->setObjectName(QStringLiteral("saveNotice"));
    saveNotice->setClosable(true);
    findBar = new FindBar(page);
    attachments = new AttachmentList(page);

    messageLayout = new QVBoxLayout(page);
    messageLayout->setContentsMargins({});
    messageLayout->setSpacing(0);
    for (QWidget *widget :
         {static_cast<QWidget *>(header), static_cast<QWidget *>(senderNotice),
          static_cast<QWidget *>(remoteNotice), static_cast<QWidget *>(statusNotice),
          static_cast<QWidget *>(findBar), static_cast<QWidget *>(saveNotice),
          static_cast<QWidget *>(attachments)}) {
        messageLayout->addWidget(widget);
    }
    QObject::connect(attachments, &AttachmentList::saveRequested, q,
                     [this](int index) { saveAttachment(index); });
    QObject::connect(attachments, &AttachmentList::saveAllRequested, q,
                     [this] { chooseDirectory(); });
    replaceBodyView();
    return page;
}

void QImap4MessageViewPrivate::replaceBodyView()
{
    Q_Q(QImap4MessageView);
    delete bodyView;
    bodyView = bodyViewFactory ? bodyViewFactory(q) : nullptr;
    if (!bodyView)
        bodyView = new TextBodyView(q);
    messageLayout->insertWidget(messageLayout->indexOf(saveNotice), bodyView, 1);
    findBar->setBodyView(bodyView);
    q->setFocusProxy(bodyView);
    QObject::connect(bodyView, &QImap4MessageBodyView::linkHovered, q,
                     [this](int index) { hoverLink(index); });
    QObject::connect(bodyView, &QImap4MessageBodyView::linkActivated, q,
                     [this](int index) { followLink(index); });
    QObject::connect(bodyView, &QImap4MessageBodyView::selectionChanged, q, [this] {
        actions[QImap4MessageView::Copy]->setEnabled(!bodyView->selectedText().isEmpty());
    });
}

void QImap4MessageViewPrivate::createActions()
{
    Q_Q(QImap4MessageView);
    for (const ActionSpec &spec : actionSpecs) {
        auto *action = new QAction(icon(spec.icon), QImap4MessageView::tr(spec.text), q);
        if (spec.key != QKeySequence::UnknownKey)
            action->setShortcuts(spec.key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(action, &QAction::triggered, q,
                         [this, which = spec.action] { trigger(which); });
        actions[size_t(spec.action)] = action;
        q->addAction(action);
    }
    actions[QImap4MessageView::ZoomReset]->setShortcut(Qt::CTRL | Qt::Key_0);
    actions[QImap4MessageView::PlainText]->setCheckable(true);
    setState(QImap4MessageView::Empty);
}

void QImap4MessageViewPrivate::trigger(QImap4MessageView::Action action)
{
    Q_Q(QImap4MessageView);
    switch (action) {
    case QImap4MessageView::Copy:
        return bodyView->copy();
    case QImap4MessageView::Find:
        return findBar->start();
    case QImap4MessageView::ZoomIn:
        return zoomBy(zoomStep);
    case QImap4MessageView::ZoomOut:
        return zoomBy(1 / zoomStep);
    case QImap4MessageView::ZoomReset:
        return q->setZoomFactor(1);
    case QImap4MessageView::PlainText:
        return q->setBodyPreference(actions[action]->isChecked()
                                        ? QImap4MessageView::PreferPlainText
                                        : QImap4MessageView::PreferHtml);
    case QImap4MessageView::SaveAll:
        return chooseDirectory();
    }
}

void QImap4MessageViewPrivate::zoomBy(qreal factor)
{
    bodyView->setZoomFactor(bodyView->zoomFactor() * factor);
}

void QImap4MessageViewPrivate::setState(QImap4MessageView::State newState)
{
    Q_Q(QImap4MessageView);
    const bool shown = newState == QImap4MessageView::Shown;
    for (const auto which : {QImap4MessageView::Find, QImap4MessageView::ZoomIn,
                             QImap4MessageView::ZoomOut, QImap4MessageView::ZoomReset}) {
        actions[which]->setEnabled(shown);
    }
    actions[QImap4MessageView::Copy]->setEnabled(false);
    actions[QImap4MessageView::SaveAll]->setEnabled(shown && !parts.attachments().isEmpty());
    actions[QImap4MessageView::PlainText]->setEnabled(shown && hasAlternatives());
    if (state == newState)
        return;
    state = newState;
    Q_EMIT q->stateChanged(state);
}

/*!
    \class QImap4MessageView
    \brief Shows one message.

    HTML is shown as QImap4SanitizedHtml and nothing else, so what a message can do here is to be
    looked at. Pictures that would have to be fetched from other computers are left out and said to
    be. A link is opened when the user clicks on it, after a question where it looks deceptive, and
    only when it leads to the web or to a new mail.

    contentReady() follows each setMessage() that succeeds, once; state() becomes Failed otherwise,
    and the reason stands in the view.
*/
QImap4MessageView::QImap4MessageView(QWidget *parent)
    : QWidget(parent)
    , d_ptr(new QImap4MessageViewPrivate(this))
{
    Q_D(QImap4MessageView);
    setAccessibleName(tr("Message"));
    d->createWidgets();
    d->createActions();
}

QImap4MessageView::~QImap4MessageView() = default;

QImap4MessageView::State QImap4MessageView::state() const
{
    Q_D(const QImap4MessageView);
    return d->state;
}

QImap4MessageView::BodyPreference QImap4MessageView::bodyPreference() const
{
    Q_D(const QImap4MessageView);
    return d->preference;
}

/*!
    Which of the two texts is shown when a message has both. The other one is not even parsed.
*/
void QImap4MessageView::setBodyPreference(BodyPreference preference)
{
    Q_D(QImap4MessageView);
    d->actions[PlainText]->setChecked(preference == PreferPlainText);
    if (d->preference == preference)
        return;
    d->preference = preference;
    if (d->isDescribed)
        d->requestBodies();
}

qreal QImap4MessageView::zoomFactor() const
{
    Q_D(const QImap4MessageView);
    return d->bodyView->zoomFactor();
}

void QImap4MessageView::setZoomFactor(qreal factor)
{
    Q_D(QImap4MessageView);
    d->zoomBy(factor / d->bodyView->zoomFactor());
}

QImap4MessageView::LinkConfirmation QImap4MessageView::linkConfirmation() const
{
    Q_D(const QImap4MessageView);
    return d->confirmation;
}

void QImap4MessageView::setLinkConfirmation(LinkConfirmation confirmation)
{
    Q_D(QImap4MessageView);
    d->confirmation = confirmation;
}

QAction *QImap4MessageView::action(Action action) const
{
    Q_D(const QImap4MessageView);
    return d->actions[size_t(action)];
}

QImap4MessageBodyView *QImap4MessageView::bodyView() const
{
    Q_D(const QImap4MessageView);
    return d->bodyView;
}

/*!
    Sets what makes the widget that draws the body, and makes a new one at once.
*/
void QImap4MessageView::setBodyViewFactory(const BodyViewFactory &factory)
{
    Q_D(QImap4MessageView);
    d->bodyViewFactory = factory;
    d->replaceBodyView();
    d->render();
}

/*!
    Sets what is called with an address of the web, or a mailto address, that the user has clicked
    on, after linkActivated().
*/
void QImap4MessageView::setLinkHandler(const LinkHandler &handler)
{
    Q_D(QImap4MessageView);
    d->linkHandler = handler;
}

/*!
    Shows the message \a uid of \a mailbox, which has to be the selected mailbox of \a client.
    Fetches its structure, then the text to be shown and the pictures that belong to it;
    attachments are fetched when they are saved.
*/
void QImap4MessageView::setMessage(QImap4 *client, const QString &mailbox, quint32 uid)
{
    Q_D(QImap4MessageView);
    d->retry = [this, client = QPointer<QImap4>(client), mailbox, uid] {
        if (client)
            setMessage(client, mailbox, uid);
    };
    d->take(new ImapMessageSource(client, mailbox, uid, this));
}

/*!
    Shows a message that is not on a server.
*/
void QImap4MessageView::setMessage(const QImap4MimeMessage &message)
{
    Q_D(QImap4MessageView);
    d->retry = {};
    d->take(new StoredMessageSource(message, this));
}

void QImap4MessageView::clear()
{
    Q_D(QImap4MessageView);
    d->dropSource();
    d->setState(Empty);
    d->pages->setCurrentWidget(d->emptyPage);
}

bool QImap4MessageView::scrollPage()
{
    Q_D(QImap4MessageView);
    return d->state == Shown && d->bodyView->scrollPage();
}

void QImap4MessageView::changeEvent(QEvent *event)
{
    Q_D(QImap4MessageView);
    QWidget::changeEvent(event);
    // Colours of the palette are written into the document when it is made.
    const auto type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::StyleChange)
        d->render();
}
