// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_QIMAP4MESSAGEVIEW_P_H
#define QIMAP4_WIDGETS_QIMAP4MESSAGEVIEW_P_H

#include "attachmentlist_p.h"
#include "attachmentsaver_p.h"
#include "findbar_p.h"
#include "linkcheck_p.h"
#include "messageheader_p.h"
#include "messagesource_p.h"
#include "qimap4messagebodyview.h"
#include "qimap4messageparts.h"
#include "qimap4messageview.h"
#include "qimap4noticebar.h"
#include "qimap4sanitizedhtml.h"

#include <QtCore/qhash.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>
#include <QtGui/qimage.h>

#include <array>
#include <functional>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QStackedWidget;
class QVBoxLayout;
QT_END_NAMESPACE

class QImap4MessageViewPrivate
{
    Q_DECLARE_PUBLIC(QImap4MessageView)
public:
    explicit QImap4MessageViewPrivate(QImap4MessageView *view)
        : q_ptr(view)
    {}

    // The frame: what is there before any message
    void createWidgets();
    QWidget *createMessagePage();
    QWidget *createLoadingPage();
    QWidget *createErrorPage();
    void createActions();
    void trigger(QImap4MessageView::Action action);
    void replaceBodyView();
    void setState(QImap4MessageView::State state);
    void zoomBy(qreal factor);

    // The message
    void take(QImap4Internal::MessageSource *newSource);
    void dropSource();
    void fail(const QString &reason);
    void showProgress(qint64 bytes, qint64 total);
    void describe();
    void requestBodies();
    void takePart(const QByteArray &section, const QByteArray &content);
    void missPart(const QByteArray &section, const QString &reason);
    void render();
    QImap4SanitizedHtml sanitized(const QImap4BodyStructure &part) const;
    void showNotices();
    void requestPictures();
    QImage decoded(const QByteArray &content);
    void setPicture(const QByteArray &section, const QByteArray &content);
    void finishPicture(const QByteArray &section);
    void checkReady();
    bool hasAlternatives() const;

    // Links
    void hoverLink(int index);
    void followLink(int index);
    void openLink(const QUrl &url);

    // Attachments
    using StoreFunction = std::function<QImap4Internal::SaveResult(const QByteArray &content)>;
    struct SaveJob
    {
        QString name;
        StoreFunction store;
    };
    void saveAttachment(int index);
    void chooseDirectory();
    void saveInto(const QString &directory, QImap4Internal::MessageSource *from,
                  const QList<QImap4Attachment> &attached);
    void startSave(QImap4Internal::MessageSource *from, const QImap4Attachment &attachment,
                   const StoreFunction &store);
    QList<SaveJob> takeSaves(QImap4Internal::MessageSource *from, const QByteArray &section);
    void storePart(QImap4Internal::MessageSource *from, const QByteArray &section,
                   const QByteArray &content);
    void missSave(QImap4Internal::MessageSource *from, const QByteArray &section,
                  const QString &reason);
    void finishSave(const QString &name, const QImap4Internal::SaveResult &result);

    QImap4MessageView *q_ptr;
    QImap4MessageView::State state = QImap4MessageView::Empty;
    QImap4MessageView::BodyPreference preference = QImap4MessageView::PreferHtml;
    QImap4MessageView::LinkConfirmation confirmation = QImap4MessageView::ConfirmSuspicious;
    QImap4MessageView::BodyViewFactory bodyViewFactory;
    QImap4MessageView::LinkHandler linkHandler;
    std::array<QAction *, QImap4MessageView::SaveAll + 1> actions{};

    QStackedWidget *pages = nullptr;
    QWidget *emptyPage = nullptr;
    QWidget *loadingPage = nullptr;
    QWidget *errorPage = nullptr;
    QWidget *messagePage = nullptr;
    QProgressBar *progress = nullptr;
    QLabel *errorText = nullptr;
    QImap4Internal::MessageHeader *header = nullptr;
    QImap4NoticeBar *senderNotice = nullptr;
    QImap4NoticeBar *remoteNotice = nullptr;
    QImap4NoticeBar *statusNotice = nullptr;
    QImap4NoticeBar *saveNotice = nullptr;
    QImap4Internal::FindBar *findBar = nullptr;
    QVBoxLayout *messageLayout = nullptr;
    QImap4MessageBodyView *bodyView = nullptr;
    QImap4Internal::AttachmentList *attachments = nullptr;
    QTimer loadingTimer; // the progress page comes only when loading is slow

    QImap4Internal::MessageSource *source = nullptr;
    std::function<void()> retry;
    QImap4MessageParts parts;
    QHash<QByteArray, QByteArray> bodyContents; // by section
    QSet<QByteArray> awaitedBodies;
    bool isDescribed = false;
    bool isReadyTold = false;
    QList<QImap4BodyStructure> bodies; // of parts.bodies(), those that are shown
    QList<QImap4SanitizedHtml> documents; // of bodies
    QList<QImap4HtmlLink> links; // of all documents
    QHash<QByteArray, QList<int>> pictureIndexes; // by section
    QHash<QByteArray, QImage> ownPictures; // by section, for drawing again
    qint64 pixelsLeft = 0; // that pictures of this message may still have
    QSet<QByteArray> awaitedPictures;
    QHash<QImap4Internal::MessageSource *, QHash<QByteArray, QList<SaveJob>>> saves; // by section
    bool hasSaveFailed = false; // one of those that go on
};

#endif // QIMAP4_WIDGETS_QIMAP4MESSAGEVIEW_P_H
