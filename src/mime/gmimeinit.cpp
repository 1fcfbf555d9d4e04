// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gmimeinit_p.h"

#include <gmime/gmime.h>

#include <mutex>

namespace QImap4Internal {

void ensureGMime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

} // namespace QImap4Internal
