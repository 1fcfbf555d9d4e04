// SPDX-License-Identifier: LGPL-3.0-or-later
#include "requirements.h"

#include <QtCore/qstringlist.h>

namespace QImap4Test {

bool isRequired(const QString &name)
{
    const QStringList names = qEnvironmentVariable("QIMAP4_REQUIRE_SERVERS").split(u' ');
    return names.contains(name, Qt::CaseInsensitive);
}

} // namespace QImap4Test
