// SPDX-License-Identifier: LGPL-3.0-or-later
// How a message view saves attachments, also those of a message that is no longer shown.
#include "attachmentsaver_p.h"
#include "qimap4messageview_p.h"
#include "qimap4mime.h"

#include <QtCore/qdir.h>
#include <QtWidgets/qfiledialog.h>

using namespace QImap4Internal;

void QImap4MessageViewPrivate::startSave(MessageSource *from, const QImap4Attachment &attachment,
                                         const StoreFunction &store)
{
    const QImap4BodyStructure structure = from->structure();
    const QImap4BodyStructure *part = structure.find(attachment.section);
    if (!part)
        return finishSave(attachment.fileName,
                          {{}, QImap4MessageView::tr("The message has no such part.")});
    if (saves.isEmpty())
        hasSaveFailed = false;
    auto &waiting = saves[from][attachment.section];
    waiting.append({attachment.fileName, store});
    if (waiting.size() == 1)
        from->requestPart(*part, MessageSource::Save);
}

QList<QImap4MessageViewPrivate::SaveJob>
QImap4MessageViewPrivate::takeSaves(MessageSource *from, const QByteArray &section)
{
    const QList<SaveJob> jobs = saves[from].take(section);
    if (saves[from].isEmpty()) {
        saves.remove(from);
        if (from != source)
            from->deleteLater();
    }
    return jobs;
}

void QImap4MessageViewPrivate::storePart(MessageSource *from, const QByteArray &section,
                                         const QByteArray &content)
{
    for (const SaveJob &job : takeSaves(from, section))
        finishSave(job.name, job.store(content));
}

void QImap4MessageViewPrivate::missSave(MessageSource *from, const QByteArray &section,
                                        const QString &reason)
{
    for (const SaveJob &job : takeSaves(from, section))
        finishSave(job.name, {{}, reason});
}

// A failure stays to be read while others succeed.
void QImap4MessageViewPrivate::finishSave(const QString &name, const SaveResult &result)
{
    Q_Q(QImap4MessageView);
    if (result.path.isEmpty()) {
        hasSaveFailed = true;
        saveNotice->present(
            QImap4NoticeBar::Error,
            QImap4MessageView::tr("“%1” could not be saved. %2")
                .arg(QImap4Mime::safeForDisplay(name), QImap4Mime::safeForDisplay(result.error)));
        Q_EMIT q->attachmentFailed(name, result.error);
        return;
    }
    if (!hasSaveFailed) {
        saveNotice->present(
            QImap4NoticeBar::Information,
            QImap4MessageView::tr("Saved to %1").arg(QDir::toNativeSeparators(result.path)));
    }
    Q_EMIT q->attachmentSaved(result.path);
}

void QImap4MessageViewPrivate::saveAttachment(int index)
{
    Q_Q(QImap4MessageView);
    const QImap4Attachment attachment = parts.attachments().at(index);
    auto *dialog = new QFileDialog(q, QImap4MessageView::tr("Save Attachment"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave); // which asks before it replaces a file
    dialog->selectFile(attachment.fileName);
    QObject::connect(source, &QObject::destroyed, dialog, &QDialog::reject);
    QObject::connect(dialog, &QFileDialog::fileSelected, source,
                     [this, from = source, attachment](const QString &path) {
                         startSave(from, attachment, [path](const QByteArray &content) {
                             return saveAs(path, content);
                         });
                     });
    dialog->open();
}

void QImap4MessageViewPrivate::chooseDirectory()
{
    Q_Q(QImap4MessageView);
    if (!source || parts.attachments().isEmpty())
        return;
    auto *dialog = new QFileDialog(q, QImap4MessageView::tr("Save All Attachments"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(source, &QObject::destroyed, dialog, &QDialog::reject);
    QObject::connect(dialog, &QFileDialog::fileSelected, source,
                     [this, from = source, attached = parts.attachments()](const QString &path) {
                         saveInto(path, from, attached);
                     });
    dialog->open();
}

void QImap4MessageViewPrivate::saveInto(const QString &directory, MessageSource *from,
                                        const QList<QImap4Attachment> &attached)
{
    for (const QImap4Attachment &attachment : attached) {
        startSave(from, attachment,
                  [directory, name = attachment.fileName](const QByteArray &content) {
                      return saveIntoDirectory(directory, name, content);
                  });
    }
}

/*!
    Fetches all attachments and writes them into \a directory. attachmentSaved() or
    attachmentFailed() follows for each, also when another message is shown meanwhile.
*/
void QImap4MessageView::saveAllAttachments(const QString &directory)
{
    Q_D(QImap4MessageView);
    if (d->source)
        d->saveInto(directory, d->source, d->parts.attachments());
}
