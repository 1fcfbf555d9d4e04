// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4QUIRKS_H
#define QIMAP4QUIRKS_H

#include "qimap4capabilities.h"
#include "qimap4global.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qmap.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

struct QIMAP4_EXPORT QImap4Quirks
{
    Q_GADGET
    Q_PROPERTY(QString server MEMBER server)
    Q_PROPERTY(int idleRenewal MEMBER idleRenewal)
public:
    // What is done, or left out, for a server.
    enum Policy {
        NoPolicy = 0x000,
        IdBeforeSelect = 0x001, // refuses SELECT from clients that did not say who they are
        RepeatCapability = 0x002, // the list that comes with LOGIN is not to be trusted
        TrustEnable = 0x004, // ENABLE works though no ENABLED says so
        NoQresync = 0x008, // loses messages: CONDSTORE and a comparison of UIDs instead
        NoAnnotate = 0x010, // says that it has ANNOTATE, and refuses it
        NoNamespace = 0x020, // says that it has NAMESPACE, and refuses it
        NoLsub = 0x040, // LIST with SUBSCRIBED instead
        NoListStatus = 0x080, // refuses LIST with RETURN (STATUS ...)
        NoListOptions = 0x100, // refuses LIST with RETURN
        NoSearchCharset = 0x200, // refuses CHARSET: UTF-8 is sent without a word
        NoopAfterAppend = 0x400, // shows what was appended only then
    };
    Q_DECLARE_FLAGS(Policies, Policy)
    Q_FLAG(Policies)

    QString server; // for people; empty: nothing is known about it
    Policies policies;
    int idleRenewal = 0; // milliseconds; 0: as the limits say

    bool has(Policy policy) const { return policies.testFlag(policy); }
    QByteArrayList withheldCapabilities() const; // that the server has, and that are not for use

    static QImap4Quirks of(const QString &greeting, const QMap<QString, QString> &serverId,
                           const QImap4Capabilities &capabilities);

    friend bool operator==(const QImap4Quirks &a, const QImap4Quirks &b)
    {
        return a.server == b.server && a.policies == b.policies && a.idleRenewal == b.idleRenewal;
    }
    friend bool operator!=(const QImap4Quirks &a, const QImap4Quirks &b) { return !(a == b); }
};
Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4Quirks::Policies)

Q_DECLARE_METATYPE(QImap4Quirks)

#endif // QIMAP4QUIRKS_H
