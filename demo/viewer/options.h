// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_OPTIONS_H
#define QIMAP4_VIEWER_OPTIONS_H

#include "account.h"

#include <QtCore/qsize.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

// What the command line asks for.
struct Options
{
    Account account;
    QString mailbox;
    bool selectFirst = false;
    QString screenshotFile;
    QSize size{1280, 800};
    bool dark = false;
    QString emlFile; // shown alone, without a server
    bool quit = false; // once it is shown

    bool takesScreenshot() const { return !screenshotFile.isEmpty(); }

    // Leaves the program for --help and --version. `error` is a sentence, empty when all is well.
    static Options parse(const QStringList &arguments, QString *error);
};

#endif // QIMAP4_VIEWER_OPTIONS_H
