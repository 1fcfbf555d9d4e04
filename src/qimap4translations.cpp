// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4translations.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qtranslator.h>

#include <memory>

#if defined(QIMAP4_STATIC) && defined(QIMAP4_HAS_TRANSLATIONS)
// The linker keeps what a static library embeds only when somebody names it. Not in a namespace:
// the function that rcc generates is not in one either.
static void initializeResources()
{
    Q_INIT_RESOURCE(qimap4_core);
}
#else
static void initializeResources() {}
#endif

/*!
    \namespace QImap4Translations
    \brief The catalogues that the libraries carry.
*/

static const QString directory = QStringLiteral(":/qimap4/i18n");

// Each library embeds "<catalogue>_<language>.qm" for its languages. Which libraries the program
// has is seen from that, so this one needs to know none of those above it.
static QStringList catalogues()
{
    QStringList result;
    for (const QString &file : QDir(directory).entryList({QStringLiteral("*.qm")}, QDir::Files)) {
        const QString name =
            file.left(file.indexOf(QLatin1Char('_'), file.indexOf(QLatin1Char('_')) + 1));
        if (!result.contains(name))
            result.append(name);
    }
    return result;
}

static bool load(QTranslator *translator, const QLocale &locale, const QString &catalogue)
{
    // English stands in the source; its catalogue holds the plural forms alone.
    return translator->load(locale, catalogue, QStringLiteral("_"), directory)
        || translator->load(QLocale(QLocale::English), catalogue, QStringLiteral("_"), directory);
}

/*!
    Installs the translators of all QImap4 libraries in this program for \a locale, and returns the
    names of the catalogues. A language that a library does not know falls back to English.

    To be called once, after the QCoreApplication was made and before the first text is shown, in
    the application's thread. The translators belong to the application object; Qt's own texts are
    the application's business. A program that links QImap4Widgets as a static library calls
    \c{Q_INIT_RESOURCE(qimap4_widgets)} first.
*/
QStringList QImap4Translations::install(const QLocale &locale)
{
    initializeResources();
    QStringList installed;
    for (const QString &catalogue : catalogues()) {
        auto translator = std::make_unique<QTranslator>();
        if (!load(translator.get(), locale, catalogue))
            continue;
        translator->setParent(QCoreApplication::instance());
        if (QCoreApplication::installTranslator(translator.release()))
            installed.append(catalogue);
    }
    return installed;
}
