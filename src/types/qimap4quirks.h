// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4QUIRKS_H
#define QIMAP4QUIRKS_H

#include "qimap4capabilities.h"
#include "qimap4global.h"

#include <QtCore/qmap.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

struct QIMAP4_EXPORT QImap4Quirks
{
    Q_GADGET
    Q_PROPERTY(QString server MEMBER server)
    Q_PROPERTY(int longestCommand MEMBER longestCommand)
    Q_PROPERTY(int idleRenewal MEMBER idleRenewal)
public:
    // What is to be done, or left out, for a server.
    enum Policy {
        NoPolicy = 0x00000,
        IdBeforeSelect = 0x00001, // refuses SELECT from clients that did not say who they are
        RepeatCapability = 0x00002, // the list that comes with LOGIN is not to be trusted
        TrustEnable = 0x00004, // ENABLE works though no ENABLED says so
        QresyncAlone = 0x00008, // refuses CONDSTORE beside QRESYNC
        NoQresync = 0x00010, // loses messages: CONDSTORE and a comparison of UIDs instead
        NoAnnotate = 0x00020, // says that it has ANNOTATE, and refuses it
        NoNamespace = 0x00040, // LIST "" "" instead
        NoLsub = 0x00080, // LIST with RETURN (SUBSCRIBED) instead
        AskEveryListOption = 0x00100, // with RETURN, gives no attribute that was not asked for
        NoListOptions = 0x00200, // refuses RETURN, though it says that it knows it
        NoRev2 = 0x00400, // refuses an ENABLE that names IMAP4rev2
        NoInitialResponse = 0x00800, // of AUTHENTICATE LOGIN
        OneMechanism = 0x01000, // disconnects when the first mechanism fails
        BodyPeekOnly = 0x02000, // gives no RFC822 items
        NoTrailingDelimiter = 0x04000, // refuses CREATE "a/"
        NoSearchCharset = 0x08000, // refuses CHARSET
        NoopAfterAppend = 0x10000, // shows what was appended only then
        DeleteIsRemoveLabel = 0x20000, // a message is deleted by a move to the trash
        FilterChildren = 0x40000, // LIST "x/%" gives others than children
    };
    Q_DECLARE_FLAGS(Policies, Policy)
    Q_FLAG(Policies)

    QString server; // for people; empty: nothing is known about it
    Policies policies;
    int longestCommand = 8000; // bytes of a line that are safe to send
    int idleRenewal = 0; // milliseconds; 0: as the limits say

    bool has(Policy policy) const { return policies.testFlag(policy); }

    static QImap4Quirks of(const QString &greeting, const QMap<QString, QString> &serverId,
                           const QImap4Capabilities &capabilities);

    friend bool operator==(const QImap4Quirks &a, const QImap4Quirks &b)
    {
        return a.server == b.server && a.policies == b.policies
            && a.longestCommand == b.longestCommand && a.idleRenewal == b.idleRenewal;
    }
    friend bool operator!=(const QImap4Quirks &a, const QImap4Quirks &b) { return !(a == b); }
};
Q_DECLARE_OPERATORS_FOR_FLAGS(QImap4Quirks::Policies)

Q_DECLARE_METATYPE(QImap4Quirks)

#endif // QIMAP4QUIRKS_H
