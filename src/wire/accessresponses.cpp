// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/accessresponses_p.h"

namespace QImap4Internal {

namespace {

// A name may be spelt like NIL.
constexpr const char *tooLong = "list longer than its limit";

QByteArray nameOf(const Value &value)
{
    return value.kind == Value::Nil ? value.bytes.toByteArray() : value.text();
}

bool isName(const Value &value)
{
    return value.isText() || value.kind == Value::Nil;
}

QString textOf(const Value &value)
{
    return QString::fromUtf8(nameOf(value));
}

QString mailboxName(const ParserContext &context, const Value &value)
{
    return QImap4Mailbox(context.mailboxName(nameOf(value))).name();
}

QImap4Rights rightsOf(ParserContext &context, const Value &value)
{
    bool ok = false;
    const QImap4Rights rights = QImap4Rights::fromString(nameOf(value), &ok);
    if (!ok)
        context.warn("rights with something that is none");
    return rights;
}

} // namespace

Response parseAcl(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = scanner.value();
    if (!isName(mailbox))
        return context.malformed("ACL without a mailbox");
    QImap4Acl acl;
    acl.mailbox = mailboxName(context, mailbox);
    for (Value identifier = scanner.value(); isName(identifier); identifier = scanner.value()) {
        const Value rights = scanner.value();
        if (!isName(rights))
            return context.malformed("ACL with an identifier without rights");
        if (acl.entries.size() >= context.limits().listEntries)
            return context.malformed(tooLong);
        acl.entries.append({textOf(identifier), rightsOf(context, rights)});
    }
    return ExtensionResponse{acl};
}

Response parseListRights(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = scanner.value();
    const Value identifier = scanner.value();
    const Value required = scanner.value();
    if (!isName(required))
        return context.malformed("LISTRIGHTS without rights");
    QImap4ListRights result;
    result.mailbox = mailboxName(context, mailbox);
    result.identifier = textOf(identifier);
    result.required = rightsOf(context, required);
    for (Value optional = scanner.value(); isName(optional); optional = scanner.value()) {
        if (result.optional.size() >= context.limits().listEntries)
            return context.malformed(tooLong);
        result.optional.append(rightsOf(context, optional));
    }
    return ExtensionResponse{result};
}

Response parseMyRights(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = scanner.value();
    const Value rights = scanner.value();
    if (!isName(rights))
        return context.malformed("MYRIGHTS without rights");
    return ExtensionResponse{
        QImap4MyRights{mailboxName(context, mailbox), rightsOf(context, rights)}};
}

Response parseQuota(ParserContext &context, Scanner &scanner)
{
    const Value root = scanner.value();
    const Value list = scanner.value();
    if (!isName(root) || (!list.isList() && list.kind != Value::Nil))
        return context.malformed("QUOTA without a list");
    QImap4Quota quota;
    quota.root = textOf(root);
    Scanner items(list.isList() ? list.bytes : QByteArrayView(), context.limits().nesting);
    for (Value name = items.value(); name.isText(); name = items.value()) {
        const Value usage = items.value();
        const Value limit = items.value();
        if (!limit.isText())
            return context.malformed("QUOTA resource without a limit");
        if (quota.resources.size() >= context.limits().listEntries)
            return context.malformed(tooLong);
        quota.resources.append({name.text().toUpper(), usage.number(), limit.number()});
    }
    return ExtensionResponse{quota};
}

Response parseQuotaRoot(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = scanner.value();
    if (!isName(mailbox))
        return context.malformed("QUOTAROOT without a mailbox");
    QuotaRootData result;
    result.mailbox = mailboxName(context, mailbox);
    for (Value root = scanner.value(); isName(root); root = scanner.value()) {
        if (result.roots.size() >= context.limits().listEntries)
            return context.malformed(tooLong);
        result.roots.append(textOf(root));
    }
    return ExtensionResponse{result};
}

Response parseAnnotation(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = scanner.value();
    const Value entry = scanner.value();
    const Value list = scanner.value();
    if (!isName(mailbox) || !isName(entry))
        return context.malformed("ANNOTATION without an entry");
    QImap4Annotation annotation;
    annotation.mailbox = mailboxName(context, mailbox);
    annotation.entry = textOf(entry);
    Scanner fields(list.isList() ? list.bytes : QByteArrayView(), context.limits().nesting);
    for (Value name = fields.value(); name.isText(); name = fields.value())
        annotation.attributes.insert(textOf(name), fields.value().text());
    return ExtensionResponse{annotation};
}

} // namespace QImap4Internal
