// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/flaglist_p.h"

namespace QImap4Internal {

QImap4Flags::SystemFlag systemFlag(QByteArrayView name)
{
    if (name.isEmpty() || name[0] != '\\')
        return QImap4Flags::NoFlag;
    const QByteArrayView word = name.sliced(1);
    const auto match = [word](QByteArrayView wanted, QImap4Flags::SystemFlag flag) {
        return isWord(word, wanted) ? flag : QImap4Flags::NoFlag;
    };
    switch (word.size()) {
    case 1:
        return match("*", QImap4Flags::AnyKeyword);
    case 4:
        return match("SEEN", QImap4Flags::Seen);
    case 5:
        return match("DRAFT", QImap4Flags::Draft);
    case 6:
        return match("RECENT", QImap4Flags::Recent);
    case 7:
        return upper(word[0]) == 'F' ? match("FLAGGED", QImap4Flags::Flagged)
                                     : match("DELETED", QImap4Flags::Deleted);
    case 8:
        return match("ANSWERED", QImap4Flags::Answered);
    default:
        return QImap4Flags::NoFlag;
    }
}

QImap4Flags readFlags(const Value &list, int maximum, FlagListQuirk *quirk)
{
    QByteArrayList names;
    bool bareStar = false;
    bool whole = true;
    const FlagListQuirk found = forEachFlag(list, [&](QByteArrayView name) {
        if (name == QByteArrayView("*"))
            bareStar = true; // one server leaves the backslash out
        else if (names.size() < maximum)
            names.append(name.toByteArray());
        else
            whole = false;
    });
    if (bareStar)
        names.append(QByteArrayLiteral("\\*"));
    if (quirk)
        *quirk = !whole ? FlagListQuirk::TooLong : bareStar ? FlagListQuirk::NoBackslash : found;
    return QImap4Flags::fromList(names);
}

} // namespace QImap4Internal
