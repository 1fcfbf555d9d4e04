// SPDX-License-Identifier: LGPL-3.0-or-later
//
//  W A R N I N G
//  -------------
//
// This file is not part of the QImap4 API. It may change from version to version
// without notice, or even be removed.
//
#ifndef QIMAP4_WIRE_FLAGLIST_P_H
#define QIMAP4_WIRE_FLAGLIST_P_H

#include "qimap4flags.h"
#include "wire/scanner_p.h"

namespace QImap4Internal {

// What was odd about a list of flags.
enum class FlagListQuirk {
    None,
    NotAList,
    Quoted,
    Nested,
    Empty,
    NoBackslash,
    Spaced,
    Joined,
    TooLong
};

// Where the second flag begins in "\Sent\Marked", where the space between two flags is missing:
// only a flag begins with a backslash. -1 for one flag.
inline qsizetype joinedFlag(const Value &flag, QByteArrayView name)
{
    if (flag.kind != Value::Atom || !name.startsWith('\\'))
        return -1;
    return name.indexOf('\\', name.startsWith("\\\\") ? 2 : 1);
}

// Calls `use` with each flag of a list as the server wrote it. Quoted flags count; what is nested
// in the list is no flag. Returns what was odd.
template <typename Use>
FlagListQuirk forEachFlag(const Value &flags, Use use)
{
    if (flags.kind == Value::Nil)
        return FlagListQuirk::NotAList;
    FlagListQuirk quirk = flags.isList() ? FlagListQuirk::None : FlagListQuirk::NotAList;
    Scanner scanner(flags.bytes);
    while (true) {
        const qsizetype spaces = scanner.skipSpaces();
        if (scanner.atEnd()) {
            const bool isSpaced = spaces > 0 && quirk == FlagListQuirk::None;
            return isSpaced ? FlagListQuirk::Spaced : quirk;
        }
        const Value flag = scanner.value();
        if (flag.kind == Value::List) {
            quirk = FlagListQuirk::Nested;
            continue;
        }
        if (flag.kind == Value::Missing)
            return FlagListQuirk::Nested;
        if (flag.kind == Value::String)
            quirk = FlagListQuirk::Quoted;
        const bool doubled = flag.escaped && flag.bytes.startsWith('\\'); // "\\\\Seen"
        QByteArrayView name = doubled ? flag.bytes.sliced(1) : flag.bytes;
        for (qsizetype next; (next = joinedFlag(flag, name)) > 0; name = name.sliced(next)) {
            quirk = FlagListQuirk::Joined;
            use(name.first(next));
        }
        if (name.isEmpty() || name == QByteArrayView("\\"))
            quirk = FlagListQuirk::Empty;
        else
            use(name);
    }
}

// The bit of a system flag, NoFlag for a keyword.
QImap4Flags::SystemFlag systemFlag(QByteArrayView name);

// The flags of a FLAGS or PERMANENTFLAGS list, at most `maximum` of them.
QImap4Flags readFlags(const Value &list, int maximum, FlagListQuirk *quirk = nullptr);

} // namespace QImap4Internal

#endif // QIMAP4_WIRE_FLAGLIST_P_H
