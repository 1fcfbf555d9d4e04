// SPDX-License-Identifier: LGPL-3.0-or-later
#include "renderer.h"

#include "qimap4messageview.h"
#include "qimap4mimemessage.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qtimer.h>
#include <QtGui/qpixmap.h>

#include <cstdio>

namespace {

constexpr qint64 largestFile = 256 * 1024 * 1024; // bytes

QString translated(const char *text)
{
    return QCoreApplication::translate("Renderer", text);
}

void complain(const QString &sentence)
{
    std::fprintf(stderr, "qimap4-viewer: %s\n", qPrintable(sentence));
}

void finish(QImap4MessageView *view, const Options &options)
{
    if (options.takesScreenshot() && !view->grab().save(options.screenshotFile, "PNG")) {
        complain(
            translated(QT_TRANSLATE_NOOP("Renderer", "The picture could not be written to %1."))
                .arg(options.screenshotFile));
        return QCoreApplication::exit(1);
    }
    if (options.quit)
        QCoreApplication::exit(0);
}

} // namespace

bool renderStoredMessage(QImap4MessageView *view, const Options &options)
{
    QFile file(options.emlFile);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(translated(QT_TRANSLATE_NOOP("Renderer", "%1 cannot be read: %2."))
                     .arg(options.emlFile, file.errorString()));
        return false;
    }
    const QByteArray content = file.read(largestFile);
    QObject::connect(
        view, &QImap4MessageView::contentReady, view,
        [view, options] {
            QTimer::singleShot(0, view, [view, options] { finish(view, options); });
        },
        Qt::SingleShotConnection);
    QObject::connect(view, &QImap4MessageView::stateChanged, view,
                     [](QImap4MessageView::State state) {
                         if (state == QImap4MessageView::Failed)
                             QCoreApplication::exit(1);
                     });
    view->setMessage(QImap4MimeMessage::fromRfc822(content));
    return true;
}
