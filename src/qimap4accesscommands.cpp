// SPDX-License-Identifier: LGPL-3.0-or-later
// Commands about rights, quotas and annotations: what each slot asks of the session, as data.
#include "qimap4.h"
#include "qimap4_p.h"
#include "requestfor_p.h"

using namespace QImap4Internal;

namespace {

// Whose answer tells of which mailbox it is.
Request requestAbout(const QString &mailbox, const Command &command, const QByteArray &need)
{
    Request request = requestFor(command, {need});
    request.mailbox = QImap4Mailbox(mailbox).name(); // INBOX in the one spelling
    return request;
}

QByteArray rightsArgument(const QImap4Rights &rights, QImap4::AclAction action)
{
    switch (action) {
    case QImap4::AddRights:
        return '+' + rights.toString();
    case QImap4::RemoveRights:
        return '-' + rights.toString();
    case QImap4::ReplaceRights:
        break;
    }
    return rights.toString();
}

} // namespace

/*! Asks who may do what with \a mailbox (RFC 4314, 3.3). aclReceived() follows. Value: QImap4Acl.
    Needs the capability ACL. */
QImap4Reply *QImap4::getAcl(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run(requestAbout(mailbox, Command("GETACL").mailbox(mailbox), "ACL"));
}

/*! Gives \a rights on \a mailbox to the user or group \a identifier, adds them to those that are
    there, or takes them away (RFC 4314, 3.1). Needs the capability ACL. */
QImap4Reply *QImap4::setAcl(const QString &mailbox, const QString &identifier,
                            const QImap4Rights &rights, AclAction action)
{
    Q_D(QImap4);
    Command command("SETACL");
    command.mailbox(mailbox).string(identifier).astring(rightsArgument(rights, action));
    return d->run(requestFor(command, {"ACL"}));
}

/*! Removes the entry of \a identifier from the list of \a mailbox (RFC 4314, 3.2). Needs the
    capability ACL. */
QImap4Reply *QImap4::deleteAcl(const QString &mailbox, const QString &identifier)
{
    Q_D(QImap4);
    return d->run(requestFor(Command("DELETEACL").mailbox(mailbox).string(identifier), {"ACL"}));
}

/*! Asks what rights on \a mailbox \a identifier could be given (RFC 4314, 3.4).
    listRightsReceived() follows. Value: QImap4ListRights. Needs the capability ACL. */
QImap4Reply *QImap4::listRights(const QString &mailbox, const QString &identifier)
{
    Q_D(QImap4);
    return d->run(requestFor(Command("LISTRIGHTS").mailbox(mailbox).string(identifier), {"ACL"}));
}

/*! Asks what we may do with \a mailbox (RFC 4314, 3.5). myRightsReceived() follows. Value:
    QImap4MyRights. Needs the capability ACL. */
QImap4Reply *QImap4::myRights(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run(requestAbout(mailbox, Command("MYRIGHTS").mailbox(mailbox), "ACL"));
}

/*! Asks for the limits of a quota root and how much of them is used (RFC 9208, 4.1.2).
    quotaReceived() follows. Value: QImap4Quota. Needs the capability QUOTA. */
QImap4Reply *QImap4::getQuota(const QString &root)
{
    Q_D(QImap4);
    return d->run(requestFor(Command("GETQUOTA").string(root), {"QUOTA"}));
}

/*! Asks which quota roots hold for \a mailbox, and for their limits (RFC 9208, 4.1.3).
    quotaRootsReceived() follows, and quotaReceived() for each root. Value: QImap4QuotaRoots. Needs
    the capability QUOTA. */
QImap4Reply *QImap4::getQuotaRoot(const QString &mailbox)
{
    Q_D(QImap4);
    return d->run(requestFor(Command("GETQUOTAROOT").mailbox(mailbox), {"QUOTA"}));
}

/*! Sets the limits of a quota root, by the names of the resources; those that are not named lose
    theirs (RFC 9208, 4.1.4). Usually for administrators only. Value: QImap4Quota, where the server
    tells it. Needs the capability QUOTA. */
QImap4Reply *QImap4::setQuota(const QString &root, const QMap<QByteArray, quint64> &limits)
{
    Q_D(QImap4);
    Command command("SETQUOTA");
    command.string(root).open();
    for (auto it = limits.cbegin(); it != limits.cend(); ++it)
        command.atom(it.key()).number(it.value());
    return d->run(requestFor(command.close(), {"QUOTA"}));
}

/*! Asks for the \a attribute, for example "value.priv", of the annotation \a entry, for example
    "/comment", as servers had it before METADATA. Both may hold the wildcards "*" and "%".
    annotationReceived() follows for each entry. Value: QList<QImap4Annotation>. Needs the
    capability ANNOTATEMORE. */
QImap4Reply *QImap4::getAnnotation(const QString &mailbox, const QString &entry,
                                   const QString &attribute)
{
    Q_D(QImap4);
    Command command("GETANNOTATION");
    command.mailbox(mailbox).string(entry).string(attribute);
    return d->run(requestFor(command, {"ANNOTATEMORE"}));
}

/*! Sets \a attributes of the annotation \a entry; a null value removes its attribute. Value:
    QList<QImap4Annotation>, where the server tells what has changed. Needs the capability
    ANNOTATEMORE. */
QImap4Reply *QImap4::setAnnotation(const QString &mailbox, const QString &entry,
                                   const QMap<QString, QByteArray> &attributes)
{
    Q_D(QImap4);
    Command command("SETANNOTATION");
    command.mailbox(mailbox).string(entry).open();
    for (auto it = attributes.cbegin(); it != attributes.cend(); ++it) {
        command.string(it.key());
        if (it.value().isNull())
            command.nil();
        else
            command.string(it.value());
    }
    return d->run(requestFor(command.close(), {"ANNOTATEMORE"}));
}

/*! Goes on as another \a user, which administrators of Netscape's and Sun's servers may while no
    mailbox is selected. */
QImap4Reply *QImap4::proxyAuth(const QString &user)
{
    Q_D(QImap4);
    return d->actsAs(d->run(Command("PROXYAUTH").string(user)), user);
}
