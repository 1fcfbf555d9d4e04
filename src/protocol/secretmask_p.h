// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_PROTOCOL_SECRETMASK_P_H
#define QIMAP4_PROTOCOL_SECRETMASK_P_H

#include "protocol/logtext_p.h"
#include "qimap4global.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearraylist.h>

namespace QImap4Internal {

// Knows what was said in secret, and in which forms a server may repeat it: as it was, escaped for
// a quoted string, in base64 at any offset, in another case. Puts stars in its place.
class QIMAP4_AUTOTEST_EXPORT SecretMask
{
public:
    SecretMask() = default;
    ~SecretMask();
    SecretMask(const SecretMask &) = delete;
    SecretMask &operator=(const SecretMask &) = delete;

    void add(QByteArrayView secret);
    // A response of a SASL mechanism, and the parts that are worth guessing with. `open` names
    // those that are no secret: who logs in.
    void addResponse(const QByteArray &response, const QByteArrayList &open);

    // With forms of at least `shortest` bytes replaced; of text that was cut, also the beginning of
    // one at its end.
    QByteArray masked(QByteArrayView text, Completeness completeness = Completeness::Whole,
                      qsizetype shortest = 1) const;

private:
    void addForm(QByteArray form);

    QByteArrayList m_forms; // in lower case
};

} // namespace QImap4Internal

#endif // QIMAP4_PROTOCOL_SECRETMASK_P_H
