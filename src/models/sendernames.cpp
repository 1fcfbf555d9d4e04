// SPDX-License-Identifier: LGPL-3.0-or-later
#include "models/sendernames_p.h"

#include "mime/displaytext_p.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qstringlist.h>

#include <algorithm>

namespace QImap4Internal {

namespace {

constexpr qsizetype NameLength = 128;
constexpr qsizetype LyingNameLength = 40; // leaves room in sight for the address
constexpr qsizetype AddressLength = 254; // RFC 5321, 4.5.3.1.3
constexpr int Senders = 4;
constexpr qsizetype Enough = 120; // behind that, nobody else is named

// Whether people will read some address in `name` that is not `address`. The at sign has wide
// and small forms that look the same.
bool namesAnotherAddress(const QString &name, const QString &address)
{
    static const QRegularExpression pattern(
        QStringLiteral("[^\\s<>\"'(),;:@\\x{FF20}\\x{FE6B}]+[@\\x{FF20}\\x{FE6B}]"
                       "[\\w-]+(?:\\.[\\w-]+)+"),
        QRegularExpression::UseUnicodePropertiesOption);
    auto matches = pattern.globalMatch(name);
    while (matches.hasNext()) {
        if (matches.next().captured(0).compare(address, Qt::CaseInsensitive) != 0)
            return true;
    }
    return false;
}

// Letters written from right to left must not carry the brackets of the address along.
QString isolated(const QString &name)
{
    constexpr QChar isolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    const bool anyRightToLeft = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c.isSurrogate() || c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
    });
    return anyRightToLeft ? isolate + name + popIsolate : name;
}

QString withAddress(const QString &name, const QString &address)
{
    return isolated(name) + QStringLiteral(" <") + address + u'>';
}

} // namespace

SenderNames senderNames(const QList<QImap4Address> &from)
{
    SenderNames result;
    QStringList shown;
    QStringList full;
    qsizetype length = 0;
    for (const QImap4Address &sender : from) {
        if (sender.isGroupStart() || sender.isGroupEnd())
            continue;
        if (shown.size() == Senders || length > Enough) {
            shown.append(QStringLiteral("…"));
            full.append(QStringLiteral("…"));
            break;
        }
        const QString address = safeForDisplay(withAsciiDomain(sender.address()), AddressLength);
        const QString name = safeForDisplay(sender.displayName(), NameLength).simplified();
        if (shown.isEmpty())
            result.address = address;
        if (name.isEmpty() || name.compare(address, Qt::CaseInsensitive) == 0) {
            shown.append(address);
            full.append(address);
            length += address.size();
            continue;
        }
        shown.append(namesAnotherAddress(name, address)
                         ? withAddress(safeForDisplay(name, LyingNameLength), address)
                         : name);
        full.append(withAddress(name, address));
        length += full.constLast().size();
    }
    result.shown = shown.join(QStringLiteral(", "));
    result.full = full.join(QStringLiteral(", "));
    return result;
}

} // namespace QImap4Internal
