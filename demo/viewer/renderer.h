// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_VIEWER_RENDERER_H
#define QIMAP4_VIEWER_RENDERER_H

#include "options.h"

class QImap4MessageView;

// Shows the stored message of --render-eml in `view`, writes a picture of it and quits where that
// is asked for. False, with a sentence on stderr, when the file cannot be read.
bool renderStoredMessage(QImap4MessageView *view, const Options &options);

#endif // QIMAP4_VIEWER_RENDERER_H
