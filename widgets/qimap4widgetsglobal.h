// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4WIDGETSGLOBAL_H
#define QIMAP4WIDGETSGLOBAL_H

#include <QtCore/qglobal.h>

#if defined(QIMAP4_STATIC)
#define QIMAP4_WIDGETS_EXPORT
#elif defined(QIMAP4_BUILD_WIDGETS_LIBRARY)
#define QIMAP4_WIDGETS_EXPORT Q_DECL_EXPORT
#else
#define QIMAP4_WIDGETS_EXPORT Q_DECL_IMPORT
#endif

// Private classes that the project's own tests reach.
#if defined(QIMAP4_BUILD_AUTOTEST)
#define QIMAP4_WIDGETS_AUTOTEST_EXPORT QIMAP4_WIDGETS_EXPORT
#else
#define QIMAP4_WIDGETS_AUTOTEST_EXPORT
#endif

#endif // QIMAP4WIDGETSGLOBAL_H
