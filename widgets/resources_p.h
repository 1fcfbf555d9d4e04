// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIDGETS_RESOURCES_P_H
#define QIMAP4_WIDGETS_RESOURCES_P_H

namespace QImap4Internal {

// Does nothing. Whoever calls it has the embedded translations linked into a static program.
void keepResources();

} // namespace QImap4Internal

#endif // QIMAP4_WIDGETS_RESOURCES_P_H
