// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qimap4sortkey.h"

#include <array>

/*!
    \class QImap4SortKey
    \brief One criterion that a server sorts messages by, and its direction (RFC 5256, section 3).

    A list of keys sorts by the first, what is equal there by the second, and so on; what is equal
    everywhere stays in the order of the mailbox.
*/

/*! Returns IMAP's name of the criterion, without its direction. */
QByteArray QImap4SortKey::name() const
{
    static constexpr std::array<const char *, 9> Names{
        "ARRIVAL", "CC", "DATE", "FROM", "SIZE", "SUBJECT", "TO", "DISPLAYFROM", "DISPLAYTO"};
    const auto index = std::size_t(m_criterion);
    return index < Names.size() ? QByteArray(Names.at(index)) : QByteArray();
}
