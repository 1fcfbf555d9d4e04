// SPDX-License-Identifier: LGPL-3.0-or-later
#include "protocol/commandresult_p.h"

#include "qimap4messageset.h"

#include <array>
#include <type_traits>

namespace QImap4Internal {

namespace {

template <typename T>
T newest(const QList<ExtensionData> &answers)
{
    for (auto answer = answers.crbegin(); answer != answers.crend(); ++answer) {
        if (const T *data = std::get_if<T>(&*answer))
            return *data;
    }
    return {};
}

template <typename T>
QList<T> allOf(const QList<ExtensionData> &answers)
{
    QList<T> result;
    for (const ExtensionData &answer : answers) {
        if (const T *data = std::get_if<T>(&answer))
            result.append(*data);
    }
    return result;
}

QImap4QuotaRoots quotaRoots(const QList<ExtensionData> &answers)
{
    const auto roots = newest<QuotaRootData>(answers);
    return {roots.mailbox, roots.roots, allOf<QImap4Quota>(answers)};
}

} // namespace

Collect collectOf(const ExtensionData &data)
{
    // In the order of the variant.
    static constexpr std::array Kinds{
        Collect::Acl,       Collect::ListRights, Collect::MyRights, Collect::Quota,
        Collect::QuotaRoot, Collect::Sort,       Collect::Thread,   Collect::Annotation,
        Collect::Nothing,   Collect::Nothing,    Collect::Nothing,  Collect::Nothing,
        Collect::Nothing,   Collect::Nothing,    Collect::Nothing,  Collect::Nothing};
    static_assert(Kinds.size() == std::variant_size_v<ExtensionData>);
    return Kinds.at(data.index());
}

QString mailboxOf(const ExtensionData &data)
{
    return std::visit(
        [](const auto &typed) -> QString {
            using T = std::decay_t<decltype(typed)>;
            if constexpr (std::is_same_v<T, QImap4Acl> || std::is_same_v<T, QImap4MyRights>)
                return typed.mailbox;
            else
                return {};
        },
        data);
}

QVariant extensionValue(Result result, const QList<ExtensionData> &answers)
{
    switch (result) {
    case Result::Acl:
        return QVariant::fromValue(newest<QImap4Acl>(answers));
    case Result::ListRights:
        return QVariant::fromValue(newest<QImap4ListRights>(answers));
    case Result::MyRights:
        return QVariant::fromValue(newest<QImap4MyRights>(answers));
    case Result::Quota:
        return QVariant::fromValue(newest<QImap4Quota>(answers));
    case Result::QuotaRoots:
        return QVariant::fromValue(quotaRoots(answers));
    case Result::Sorted:
        return QVariant::fromValue(newest<SortData>(answers).numbers);
    case Result::Threads:
        return QVariant::fromValue(newest<ThreadData>(answers).threads);
    case Result::Annotations:
        return QVariant::fromValue(allOf<QImap4Annotation>(answers));
    default:
        return {};
    }
}

QVariant doneSoFar(const QImap4ResponseCode &mapping)
{
    return mapping.isEmpty() ? QVariant() : QVariant::fromValue(mapping.uidMapping());
}

QImap4ResponseCode joinedMapping(const QImap4ResponseCode &earlier, const QImap4ResponseCode &later)
{
    if (!earlier.is("APPENDUID") || !later.is("APPENDUID"))
        return later;
    const QByteArrayList before = earlier.words();
    const QByteArrayList after = later.words();
    if (before.value(0) != after.value(0) || after.size() < 2)
        return later;
    return QImap4ResponseCode(later.name(), earlier.arguments() + ',' + after.at(1));
}

} // namespace QImap4Internal
