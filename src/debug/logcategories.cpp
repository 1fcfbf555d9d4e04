// SPDX-License-Identifier: LGPL-3.0-or-later
#include "debug/logcategories_p.h"

namespace QImap4Internal {

Q_LOGGING_CATEGORY(lcMime, "qimap4.mime", QtWarningMsg)
Q_LOGGING_CATEGORY(lcNet, "qimap4.net", QtWarningMsg)
Q_LOGGING_CATEGORY(lcProtocol, "qimap4.protocol", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSasl, "qimap4.sasl", QtWarningMsg)
Q_LOGGING_CATEGORY(lcWire, "qimap4.wire", QtWarningMsg)
Q_LOGGING_CATEGORY(lcTrace, "qimap4.trace", QtInfoMsg)

} // namespace QImap4Internal
