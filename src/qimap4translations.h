// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4TRANSLATIONS_H
#define QIMAP4TRANSLATIONS_H

#include "qimap4global.h"

#include <QtCore/qlocale.h>
#include <QtCore/qstringlist.h>

// The texts of the libraries in the user's language. Nothing is installed unless asked for.
namespace QImap4Translations {

QIMAP4_EXPORT QStringList install(const QLocale &locale = QLocale());

} // namespace QImap4Translations

#endif // QIMAP4TRANSLATIONS_H
