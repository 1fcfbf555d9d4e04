// SPDX-License-Identifier: LGPL-3.0-or-later
// What a message view does with a message: parts, pictures, notices and links.
#include "addresscheck_p.h"
#include "imagedecoder_p.h"
#include "linkconfirmation_p.h"
#include "palettecolors_p.h"
#include "qimap4messageview_p.h"
#include "qimap4mime.h"

#include <QtCore/qbytearraylist.h>
#include <QtGui/qdesktopservices.h>
#include <QtGui/qtextdocument.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qprogressbar.h>
#include <QtWidgets/qstackedwidget.h>

#include <utility>

using namespace QImap4Internal;

namespace {

constexpr int mostPictures = 200; // inline pictures of one message
constexpr quint64 largestPictureFile = 10 * 1000 * 1000; // bytes
constexpr quint64 largestPictureSum = 50 * 1000 * 1000; // bytes of all pictures of a message
constexpr qint64 mostPixels = 32 * 1000 * 1000; // of all pictures of a message, once decoded
constexpr int mostBodies = 50; // texts of one message
constexpr quint64 largestBodySum = 8 * 1024 * 1024; // bytes of all texts but the first
constexpr int mostHostsNamed = 4; // servers of remote content in the notice

QString remoteText(const QMap<QString, int> &servers, qsizetype pictures)
{
    QStringList hosts;
    for (const QString &host : servers.keys().mid(0, mostHostsNamed))
        hosts.append(domainForDisplay(host));
    if (servers.size() > mostHostsNamed)
        hosts.append(QString(QChar(0x2026)));
    const QString count = QImap4MessageView::tr("%n server(s)", nullptr, int(servers.size()));
    const QString names = hosts.join(QImap4MessageView::tr(", ", "between names"));
    const QString what = pictures > 0
        ? QImap4MessageView::tr("%n picture(s) from %1 not loaded: %2.", nullptr, int(pictures))
              .arg(count, names)
        : QImap4MessageView::tr("Content from %1 not loaded: %2.").arg(count, names);
    return what + QLatin1Char(' ')
        + QImap4MessageView::tr("Loading it would tell the sender that you read this.");
}

QList<QImap4BodyStructure> shownBodies(const QList<QImap4BodyStructure> &all)
{
    QList<QImap4BodyStructure> shown;
    quint64 sum = 0;
    for (const QImap4BodyStructure &part : all.mid(0, mostBodies)) {
        if (!shown.isEmpty() && part.octets() > largestBodySum - sum)
            break;
        shown.append(part);
        sum = qMin(largestBodySum, sum + part.octets());
    }
    return shown;
}

} // namespace

// A source from which something is being saved lives on until that is done.
void QImap4MessageViewPrivate::dropSource()
{
    MessageSource *former = std::exchange(source, nullptr);
    if (former && !saves.contains(former))
        former->deleteLater();
    loadingTimer.stop();
    parts = {};
    isDescribed = false;
    isReadyTold = false;
    bodies.clear();
    bodyContents.clear();
    awaitedBodies.clear();
    documents.clear();
    links.clear();
    pictureIndexes.clear();
    ownPictures.clear();
    awaitedPictures.clear();
    findBar->hide();
    statusNotice->hide();
    if (saves.isEmpty())
        saveNotice->hide();
}

void QImap4MessageViewPrivate::take(MessageSource *newSource)
{
    Q_Q(QImap4MessageView);
    dropSource();
    source = newSource;
    QObject::connect(source, &MessageSource::described, q, [this, newSource] {
        if (source == newSource)
            describe();
    });
    QObject::connect(source, &MessageSource::failed, q, [this, newSource](const QString &reason) {
        if (source == newSource)
            fail(reason);
    });
    QObject::connect(source, &MessageSource::partArrived, q,
                     [this, newSource](const QByteArray &section, MessageSource::Purpose purpose,
                                       const QByteArray &content) {
                         if (purpose == MessageSource::Save)
                             storePart(newSource, section, content);
                         else if (source == newSource)
                             takePart(section, content);
                     });
    QObject::connect(source, &MessageSource::partFailed, q,
                     [this, newSource](const QByteArray &section, MessageSource::Purpose purpose,
                                       const QString &reason) {
                         if (purpose == MessageSource::Save)
                             missSave(newSource, section, reason);
                         else if (source == newSource)
                             missPart(section, reason);
                     });
    QObject::connect(source, &MessageSource::progress, q,
                     [this, newSource](qint64 bytes, qint64 total) {
                         if (source == newSource)
                             showProgress(bytes, total);
                     });
    progress->setRange(0, 0);
    loadingTimer.start();
    setState(QImap4MessageView::Loading);
    source->start();
}

void QImap4MessageViewPrivate::showProgress(qint64 bytes, qint64 total)
{
    constexpr int steps = 1000;
    progress->setRange(0, total > 0 ? steps : 0);
    progress->setValue(total > 0 ? int(bytes * steps / total) : 0);
    Q_EMIT q_ptr->loadProgress(bytes, total);
}

void QImap4MessageViewPrivate::fail(const QString &reason)
{
    loadingTimer.stop();
    errorText->setText(QImap4MessageView::tr("The message cannot be shown.") + QLatin1Char('\n')
                       + QImap4Mime::safeForDisplay(reason));
    pages->setCurrentWidget(errorPage);
    setState(QImap4MessageView::Failed);
}

void QImap4MessageViewPrivate::describe()
{
    isDescribed = true;
    header->setEnvelope(source->envelope(), source->received());
    const QStringList warnings = senderWarnings(source->envelope());
    if (warnings.isEmpty())
        senderNotice->hide();
    else
        senderNotice->present(QImap4NoticeBar::Warning, warnings.join(QLatin1Char('\n')));
    requestBodies();
}

bool QImap4MessageViewPrivate::hasAlternatives() const
{
    if (!source)
        return false;
    using Parts = QImap4MessageParts;
    return Parts::fromStructure(source->structure(), Parts::PreferHtml).bodies()
        != Parts::fromStructure(source->structure(), Parts::PreferPlainText).bodies();
}

void QImap4MessageViewPrivate::requestBodies()
{
    parts = QImap4MessageParts::fromStructure(source->structure(),
                                              preference == QImap4MessageView::PreferPlainText
                                                  ? QImap4MessageParts::PreferPlainText
                                                  : QImap4MessageParts::PreferHtml);
    attachments->setAttachments(parts.attachments());
    bodies = shownBodies(parts.bodies());
    awaitedBodies.clear();
    for (const QImap4BodyStructure &part : std::as_const(bodies)) {
        if (!bodyContents.contains(part.section()))
            awaitedBodies.insert(part.section());
    }
    for (const QImap4BodyStructure &part : std::as_const(bodies)) {
        if (awaitedBodies.contains(part.section()))
            source->requestPart(part, MessageSource::Show);
    }
    if (awaitedBodies.isEmpty())
        render();
}

void QImap4MessageViewPrivate::takePart(const QByteArray &section, const QByteArray &content)
{
    if (awaitedBodies.remove(section)) {
        bodyContents.insert(section, content);
        if (awaitedBodies.isEmpty())
            render();
    }
    if (awaitedPictures.contains(section))
        setPicture(section, content);
}

void QImap4MessageViewPrivate::missPart(const QByteArray &section, const QString &reason)
{
    if (awaitedBodies.contains(section))
        return fail(reason);
    if (awaitedPictures.contains(section))
        finishPicture(section);
}

QImap4SanitizedHtml QImap4MessageViewPrivate::sanitized(const QImap4BodyStructure &part) const
{
    const QPalette palette = q_ptr->palette();
    const QByteArray content = bodyContents.value(part.section());
    if (part.subtype() == "html") {
        QImap4HtmlOptions options;
        options.textColor = palette.color(QPalette::Text).rgb();
        options.backgroundColor = palette.color(QPalette::Base).rgb();
        return QImap4SanitizedHtml::fromHtml(content, part.parameter("charset"), options);
    }
    QImap4PlainTextOptions options;
    options.dimmedColor = quietText(palette).rgb();
    for (quint32 &color : options.quoteColors)
        color = mixed(palette.color(QPalette::Base), QColor::fromRgb(color), 0.8).rgb();
    if (part.parameter("format").toLower() == "flowed") {
        options.format = part.parameter("delsp").toLower() == "yes"
            ? QImap4PlainTextOptions::FlowedDelSp
            : QImap4PlainTextOptions::Flowed;
    }
    const QString text = QImap4Mime::toUnicode(content, part.parameter("charset"));
    return QImap4SanitizedHtml::fromPlainText(text, options);
}

// Also runs again for other colours and the other text: pictures that are there are kept.
void QImap4MessageViewPrivate::render()
{
    if (!isDescribed || !awaitedBodies.isEmpty())
        return;
    loadingTimer.stop();
    documents.clear();
    links.clear();
    for (const QImap4BodyStructure &part : std::as_const(bodies)) {
        documents.append(sanitized(part));
        links += documents.last().links();
    }
    bodyView->setContent(documents);
    bodyView->scrollToTop();
    showNotices();
    pages->setCurrentWidget(messagePage);
    setState(QImap4MessageView::Shown);
    requestPictures();
    checkReady();
}

void QImap4MessageViewPrivate::showNotices()
{
    QMap<QString, int> servers;
    qsizetype pictures = 0;
    bool isTruncated = bodies.size() < parts.bodies().size();
    bool isFallback = false;
    int deceptiveLinks = 0;
    for (const QImap4SanitizedHtml &document : std::as_const(documents)) {
        const QImap4HtmlReport report = document.report();
        servers.insert(report.remoteHosts);
        pictures += document.remoteImages().size();
        deceptiveLinks += report.mismatchingLinks;
        isTruncated = isTruncated || report.isTruncated;
        isFallback = isFallback || report.isPlainTextFallback;
    }
    if (servers.isEmpty())
        remoteNotice->hide();
    else
        remoteNotice->present(QImap4NoticeBar::Information, remoteText(servers, pictures));
    if (deceptiveLinks > 0) {
        statusNotice->present(QImap4NoticeBar::Warning,
                              QImap4MessageView::tr("A link in this message leads somewhere else "
                                                    "than it seems to."));
    } else if (isTruncated) {
        statusNotice->present(QImap4NoticeBar::Information,
                              QImap4MessageView::tr("The message is very long or very "
                                                    "complicated; not all of it is shown."));
    } else if (isFallback) {
        statusNotice->present(QImap4NoticeBar::Information,
                              QImap4MessageView::tr("The message is too complicated to be shown "
                                                    "as it was designed; this is its text."));
    } else {
        statusNotice->hide();
    }
}

void QImap4MessageViewPrivate::requestPictures()
{
    pictureIndexes.clear();
    pixelsLeft = mostPixels;
    for (const QImage &picture : std::as_const(ownPictures))
        pixelsLeft -= qint64(picture.width()) * picture.height();
    QList<QImap4InlineImage> images;
    QByteArrayList sections; // of the pictures; empty where the mail has no such part
    for (qsizetype i = 0; i < documents.size() && images.size() < mostPictures; ++i) {
        const auto related = parts.relatedParts(bodies.at(i).section());
        const QList<QImap4InlineImage> found = documents.at(i).inlineImages();
        images += found;
        for (const QImap4InlineImage &image : found)
            sections.append(related.value(image.contentId));
    }
    const QImap4BodyStructure structure = source->structure();
    QList<QImap4BodyStructure> wanted;
    quint64 sum = 0;
    for (int index = 0; index < qMin(int(images.size()), mostPictures); ++index) {
        const QImap4InlineImage &image = images.at(index);
        if (!image.data.isEmpty()) {
            bodyView->setInlineImage(index, decoded(image.data));
            continue;
        }
        const QByteArray section = sections.at(index);
        const QImap4BodyStructure *part = section.isEmpty() ? nullptr : structure.find(section);
        if (!part || part->octets() > largestPictureFile)
            continue;
        const bool isNew = !pictureIndexes.contains(section);
        if (isNew && part->octets() > largestPictureSum - sum)
            continue;
        sum += isNew ? part->octets() : 0;
        pictureIndexes[section].append(index);
        if (ownPictures.contains(section)) {
            bodyView->setInlineImage(index, ownPictures.value(section));
        } else if (!awaitedPictures.contains(section)) {
            awaitedPictures.insert(section);
            wanted.append(*part);
        }
    }
    for (const QImap4BodyStructure &part : std::as_const(wanted))
        source->requestPart(part, MessageSource::Show);
}

// Takes from what is left for pictures of this message.
QImage QImap4MessageViewPrivate::decoded(const QByteArray &content)
{
    const QImage picture = decodePicture(content, qMin(pixelsLeft, largestDecoded));
    pixelsLeft -= qint64(picture.width()) * picture.height();
    return picture;
}

void QImap4MessageViewPrivate::setPicture(const QByteArray &section, const QByteArray &content)
{
    const QImage picture = decoded(content);
    ownPictures.insert(section, picture);
    for (const int index : pictureIndexes.value(section))
        bodyView->setInlineImage(index, picture);
    finishPicture(section);
}

void QImap4MessageViewPrivate::finishPicture(const QByteArray &section)
{
    awaitedPictures.remove(section);
    checkReady();
}

void QImap4MessageViewPrivate::checkReady()
{
    if (state != QImap4MessageView::Shown || !awaitedPictures.isEmpty())
        return;
    if (!std::exchange(isReadyTold, true))
        Q_EMIT q_ptr->contentReady();
}

void QImap4MessageViewPrivate::hoverLink(int index)
{
    Q_Q(QImap4MessageView);
    const bool isLink = index >= 0 && index < links.size();
    const QString target = isLink ? checkLink(links.at(index)).target : QString();
    // A tooltip takes a text with tags for rich text.
    bodyView->setToolTip(Qt::mightBeRichText(target) ? target.toHtmlEscaped() : target);
    Q_EMIT q->linkHovered(target);
}

void QImap4MessageViewPrivate::followLink(int index)
{
    Q_Q(QImap4MessageView);
    if (index < 0 || index >= links.size())
        return;
    const LinkVerdict verdict = checkLink(links.at(index));
    if (verdict.answer == LinkVerdict::Refused) {
        statusNotice->present(QImap4NoticeBar::Warning, verdict.warnings.join(QLatin1Char('\n')));
        return;
    }
    if (verdict.answer == LinkVerdict::Plain
        && confirmation == QImap4MessageView::ConfirmSuspicious) {
        return openLink(verdict.url);
    }
    QMessageBox *question = createLinkConfirmation(verdict, q);
    QObject::connect(question, &QMessageBox::accepted, q,
                     [this, url = verdict.url] { openLink(url); });
    question->open();
}

void QImap4MessageViewPrivate::openLink(const QUrl &url)
{
    Q_EMIT q_ptr->linkActivated(url);
    if (linkHandler)
        linkHandler(url);
    else
        QDesktopServices::openUrl(url);
}
