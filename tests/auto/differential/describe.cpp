// SPDX-License-Identifier: LGPL-3.0-or-later
#include "describe.h"

#include "qimap4.h"

namespace {

QString quoted(const QString &text)
{
    return u'"' + text + u'"';
}

QString numbers(const QList<quint32> &list, QChar separator)
{
    QStringList words;
    for (const quint32 number : list)
        words.append(QString::number(number));
    return words.join(separator);
}

QString of(const QList<QImap4Mailbox> &mailboxes)
{
    QStringList rows;
    for (const QImap4Mailbox &mailbox : mailboxes)
        rows.append(u'(' + QString::fromLatin1(mailbox.attributeNames().join(' '))
                    + QLatin1String(") ") + quoted(mailbox.delimiter()) + u' ' + mailbox.name());
    return rows.join(u'|');
}

QString of(const QImap4MailboxStatus &status)
{
    return QStringLiteral("%1 (MESSAGES %2 UNSEEN %3)")
        .arg(status.mailbox)
        .arg(status.messages.value_or(0))
        .arg(status.unseen.value_or(0));
}

QString of(const QList<QImap4Namespace> &spaces)
{
    QString text;
    for (const QImap4Namespace &space : spaces)
        text += u'(' + quoted(space.prefix) + u' ' + quoted(space.delimiter) + u')';
    return text.isEmpty() ? QStringLiteral("NIL") : u'(' + text + u')';
}

// A response that holds nothing but flags and numbers is not kept as it was.
QByteArray written(const QImap4Message &message)
{
    if (!message.raw().isEmpty())
        return message.raw().mid(2).replace(" FETCH (", " (");
    QByteArray text = QByteArray::number(message.sequenceNumber()) + " (";
    if (message.has(QImap4Message::Flags))
        text += "FLAGS (" + message.flags().toList().join(' ') + ')';
    if (message.has(QImap4Message::Uid))
        text += " UID " + QByteArray::number(message.uid());
    return text + ')';
}

QString of(const QImap4MessageList &messages)
{
    QByteArrayList rows;
    for (const QImap4Message &message : messages)
        rows.append(written(message));
    return QString::fromLatin1(rows.join('|'));
}

QString of(const QImap4Acl &acl)
{
    QString text = acl.mailbox;
    for (const QImap4AclEntry &entry : acl.entries)
        text += u' ' + entry.identifier + u' ' + QString::fromLatin1(entry.rights.toString());
    return text;
}

QString of(const QImap4Quota &quota)
{
    QStringList words;
    for (const QImap4QuotaResource &resource : quota.resources)
        words.append(QStringLiteral("%1 %2 %3")
                         .arg(QString::fromLatin1(resource.name))
                         .arg(resource.usage)
                         .arg(resource.limit));
    return quoted(quota.root) + QLatin1String(" (") + words.join(u' ') + u')';
}

QString of(const QImap4QuotaRoots &roots)
{
    QStringList words{roots.mailbox};
    for (const QString &root : roots.roots)
        words.append(quoted(root));
    QStringList parts{words.join(u' ')};
    for (const QImap4Quota &quota : roots.quotas)
        parts.append(of(quota));
    return parts.join(u'|');
}

QString of(const QImap4Annotation &annotation)
{
    QStringList words;
    for (auto i = annotation.attributes.begin(); i != annotation.attributes.end(); ++i)
        words.append(quoted(i.key()) + u' ' + quoted(QString::fromUtf8(i.value())));
    return quoted(annotation.mailbox) + u' ' + quoted(annotation.entry) + QLatin1String(" (")
        + words.join(u' ') + u')';
}

QString of(const QList<QImap4Annotation> &annotations)
{
    QStringList rows;
    for (const QImap4Annotation &annotation : annotations)
        rows.append(of(annotation));
    return rows.join(u'|');
}

// A chain of answers, each to the one before.
QString of(const QImap4ThreadList &threads)
{
    QString text;
    for (const QImap4Thread &thread : threads) {
        QStringList words;
        for (const QImap4Thread::Node &node : thread.nodes())
            words.append(QString::number(node.number));
        text += u'(' + words.join(u' ') + u')';
    }
    return text;
}

QString of(const QMap<QString, QString> &parameters)
{
    QStringList words;
    for (auto i = parameters.begin(); i != parameters.end(); ++i)
        words.append(quoted(i.key()) + u' ' + quoted(i.value()));
    return u'(' + words.join(u' ') + u')';
}

QString of(const QList<QImap4UntaggedResponse> &responses)
{
    QByteArrayList data;
    for (const QImap4UntaggedResponse &response : responses)
        data.append(response.data);
    return QString::fromLatin1(data.join('|'));
}

template <typename T>
bool describes(const QVariant &value, QString *text)
{
    if (value.metaType() != QMetaType::fromType<T>())
        return false;
    *text = of(value.value<T>());
    return true;
}

// imaplib2 leaves the code where it stands.
QString withCode(const QImap4ResponseCode &code, const QString &text)
{
    if (code.isEmpty())
        return text;
    QByteArray inside = code.name();
    if (!code.arguments().isEmpty())
        inside += ' ' + code.arguments();
    return u'[' + QString::fromLatin1(inside) + QLatin1String("] ") + text;
}

QString describe(const QImap4Reply &reply)
{
    const QVariant value = reply.value();
    const QString name = reply.commandName();
    QString text;
    if (value.canConvert<QImap4Capabilities>())
        return QString::fromLatin1(value.value<QImap4Capabilities>().names().join(' '));
    if (value.canConvert<QImap4SearchResult>())
        return numbers(value.value<QImap4SearchResult>().messages.toList(), u' ');
    if (value.canConvert<QImap4MailboxInfo>())
        return QString::number(value.value<QImap4MailboxInfo>().exists());
    if (value.canConvert<QList<quint32>>())
        return numbers(value.value<QList<quint32>>(), name.endsWith(u"SORT") ? u' ' : u'|');
    if (value.canConvert<QImap4Namespaces>()) {
        const auto spaces = value.value<QImap4Namespaces>();
        return of(spaces.personal) + u' ' + of(spaces.otherUsers) + u' ' + of(spaces.shared);
    }
    if (value.canConvert<QImap4MyRights>()) {
        const auto mine = value.value<QImap4MyRights>();
        return mine.mailbox + u' ' + QString::fromLatin1(mine.rights.toString());
    }
    if (describes<QList<QImap4Mailbox>>(value, &text)
        || describes<QImap4MailboxStatus>(value, &text)
        || describes<QImap4MessageList>(value, &text) || describes<QImap4Acl>(value, &text)
        || describes<QImap4Quota>(value, &text) || describes<QImap4QuotaRoots>(value, &text)
        || describes<QList<QImap4Annotation>>(value, &text)
        || describes<QImap4ThreadList>(value, &text)
        || describes<QMap<QString, QString>>(value, &text)
        || (!reply.untagged().isEmpty() && describes<QList<QImap4UntaggedResponse>>(value, &text)))
        return text;
    if (name == QLatin1String("LOGOUT"))
        return value.toString();
    return withCode(reply.responseCode(), reply.text());
}

// imaplib2's classes of exceptions.
QString kindOf(const QImap4Error &error)
{
    return error.isReadOnly() ? QStringLiteral("readonly")
        : error.isAbort()     ? QStringLiteral("abort")
                              : QStringLiteral("error");
}

} // namespace

Outcome outcomeOf(const QImap4Reply &reply)
{
    if (!reply.isError()) {
        const bool saidBye = reply.commandName() == QLatin1String("LOGOUT");
        return {saidBye ? QStringLiteral("BYE") : QStringLiteral("OK"), describe(reply)};
    }
    if (reply.error().category() == QImap4Error::RefusedError)
        return {QStringLiteral("NO"),
                withCode(reply.error().responseCode(), reply.error().serverText())};
    return {kindOf(reply.error()), {}};
}
