// SPDX-License-Identifier: LGPL-3.0-or-later
#include "darkpalette.h"
#include "mainwindow.h"
#include "options.h"
#include "qimap4.h"
#include "qimap4messageview.h"
#include "qimap4translations.h"
#include "renderer.h"
#include "screenshot.h"

#include <QtCore/qlocale.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qstylefactory.h>

#include <cstdio>

namespace {

// Pictures look the same on every computer; a window on a desktop looks as that desktop does.
void applyLook(const Options &options)
{
    if (!options.dark && !options.takesScreenshot())
        return;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(options.dark ? darkPalette() : lightPalette());
}

int showStoredMessage(const Options &options)
{
    QImap4MessageView view;
    view.resize(options.size);
    view.setWindowTitle(options.emlFile);
    view.show();
    return renderStoredMessage(&view, options) ? QApplication::exec() : 1;
}

int showAccount(const Options &options)
{
    MainWindow window;
    window.resize(options.size);
    window.setMailbox(options.mailbox);
    window.setSelectFirst(options.selectFirst && !options.takesScreenshot());
    if (options.takesScreenshot())
        window.move(100, 100); // away from the mouse, so that nothing looks hovered
    window.show();
    if (options.takesScreenshot())
        new Screenshot(&window, options.screenshotFile);
    if (options.account.isComplete())
        window.connectTo(options.account);
    else
        window.askForAccount(options.account);
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("qimap4-viewer"));
    QApplication::setApplicationVersion(QImap4::version());
    QApplication::setOrganizationName(QStringLiteral("QImap4"));

    if (QLocale().language() == QLocale::C)
        QLocale::setDefault(QLocale(QLocale::English)); // for dates and numbers
    QImap4Translations::install();

    QString error;
    const Options options = Options::parse(QApplication::arguments(), &error);
    if (!error.isEmpty()) {
        std::fprintf(stderr, "qimap4-viewer: %s\n", qPrintable(error));
        return 2;
    }
    applyLook(options);
    return options.emlFile.isEmpty() ? showAccount(options) : showStoredMessage(options);
}
