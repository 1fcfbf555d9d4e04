// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4GLOBAL_H
#define QIMAP4GLOBAL_H

#include <QtCore/qglobal.h>

#if defined(QIMAP4_STATIC)
#define QIMAP4_EXPORT
#elif defined(QIMAP4_BUILD_LIBRARY)
#define QIMAP4_EXPORT Q_DECL_EXPORT
#else
#define QIMAP4_EXPORT Q_DECL_IMPORT
#endif

// Private classes that the project's own tests reach.
#if defined(QIMAP4_BUILD_AUTOTEST)
#define QIMAP4_AUTOTEST_EXPORT QIMAP4_EXPORT
#else
#define QIMAP4_AUTOTEST_EXPORT
#endif

#endif // QIMAP4GLOBAL_H
