// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/accessresponses_p.h"

namespace QImap4Internal {

namespace {

QString textOf(const Value &value)
{
    return QString::fromUtf8(value.name());
}

QImap4Rights rightsOf(ParserContext &context, const Value &value)
{
    bool ok = false;
    const QImap4Rights rights = QImap4Rights::fromString(value.name(), &ok);
    if (!ok)
        context.warn("rights with something that is none");
    return rights;
}

} // namespace

Response parseAcl(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = context.readMailbox(scanner);
    if (!mailbox.isName())
        return context.malformed("ACL without a mailbox");
    QImap4Acl acl;
    acl.mailbox = context.mailboxName(mailbox);
    const auto readEntry = [&](const Value &identifier) -> const char * {
        const Value rights = scanner.value();
        if (!rights.isName())
            return "ACL with an identifier without rights";
        acl.entries.append({textOf(identifier), rightsOf(context, rights)});
        return nullptr;
    };
    if (const char *problem = context.forEachName(scanner, readEntry))
        return context.malformed(problem);
    return ExtensionResponse{acl};
}

Response parseListRights(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = context.readMailbox(scanner);
    const Value identifier = scanner.value();
    const Value required = scanner.value();
    if (!required.isName())
        return context.malformed("LISTRIGHTS without rights");
    QImap4ListRights result;
    result.mailbox = context.mailboxName(mailbox);
    result.identifier = textOf(identifier);
    result.required = rightsOf(context, required);
    const auto readOptional = [&](const Value &rights) -> const char * {
        result.optional.append(rightsOf(context, rights));
        return nullptr;
    };
    if (const char *problem = context.forEachName(scanner, readOptional))
        return context.malformed(problem);
    return ExtensionResponse{result};
}

Response parseMyRights(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = context.readMailbox(scanner);
    const Value rights = scanner.value();
    if (!rights.isName())
        return context.malformed("MYRIGHTS without rights");
    return ExtensionResponse{
        QImap4MyRights{context.mailboxName(mailbox), rightsOf(context, rights)}};
}

Response parseQuota(ParserContext &context, Scanner &scanner)
{
    Value root = scanner.value();
    Value list;
    if (root.isList()) {
        context.warn("QUOTA without a root");
        std::swap(root, list);
    } else {
        list = scanner.value();
    }
    if (!list.isList() && (!root.isName() || list.kind != Value::Nil))
        return context.malformed("QUOTA without a list");
    QImap4Quota quota;
    quota.root = textOf(root);
    Scanner items(list.isList() ? list.bytes : QByteArrayView(), context.limits().nesting);
    const auto readResource = [&](const Value &name) -> const char * {
        const Value usage = items.value();
        const Value limit = items.value();
        if (!limit.isText())
            return "QUOTA resource without a limit";
        quota.resources.append({name.name().toUpper(), usage.number(), limit.number()});
        return nullptr;
    };
    if (const char *problem = context.forEachName(items, readResource))
        return context.malformed(problem);
    return ExtensionResponse{quota};
}

Response parseQuotaRoot(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = context.readMailbox(scanner);
    if (!mailbox.isName())
        return context.malformed("QUOTAROOT without a mailbox");
    QuotaRootData result;
    result.mailbox = context.mailboxName(mailbox);
    const auto readRoot = [&](const Value &root) -> const char * {
        result.roots.append(textOf(root));
        return nullptr;
    };
    if (const char *problem = context.forEachName(scanner, readRoot))
        return context.malformed(problem);
    return ExtensionResponse{result};
}

Response parseAnnotation(ParserContext &context, Scanner &scanner)
{
    const Value mailbox = context.readMailbox(scanner);
    const Value entry = scanner.value();
    const Value list = scanner.value();
    if (!mailbox.isName() || !entry.isName())
        return context.malformed("ANNOTATION without an entry");
    QImap4Annotation annotation;
    annotation.mailbox = context.mailboxName(mailbox);
    annotation.entry = textOf(entry);
    Scanner fields(list.isList() ? list.bytes : QByteArrayView(), context.limits().nesting);
    const auto readAttribute = [&](const Value &name) -> const char * {
        annotation.attributes.insert(textOf(name), fields.value().text());
        return nullptr;
    };
    if (const char *problem = context.forEachName(fields, readAttribute))
        return context.malformed(problem);
    return ExtensionResponse{annotation};
}

} // namespace QImap4Internal
