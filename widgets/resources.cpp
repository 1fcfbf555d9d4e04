// SPDX-License-Identifier: LGPL-3.0-or-later
#include "resources_p.h"

#include <QtCore/qglobal.h>

#if defined(QIMAP4_STATIC) && defined(QIMAP4_HAS_TRANSLATIONS)
// The linker keeps what a static library embeds only when somebody names it; and it has to be
// there before main(), which installs the translations. Q_INIT_RESOURCE wants no namespace.
static void initializeResources()
{
    Q_INIT_RESOURCE(qimap4_widgets);
}
Q_CONSTRUCTOR_FUNCTION(initializeResources)
#endif

namespace QImap4Internal {

void keepResources() {}

} // namespace QImap4Internal
