// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_GMIMEINIT_P_H
#define QIMAP4_MIME_GMIMEINIT_P_H

namespace QImap4Internal {

// Prepares GMime once per process; to be called before any other use of it, from any thread.
void ensureGMime();

} // namespace QImap4Internal

#endif // QIMAP4_MIME_GMIMEINIT_P_H
