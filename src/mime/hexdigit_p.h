// SPDX-License-Identifier: LGPL-3.0-or-later
#ifndef QIMAP4_MIME_HEXDIGIT_P_H
#define QIMAP4_MIME_HEXDIGIT_P_H

namespace QImap4Internal {

// The value of a hexadecimal digit in either case, -1 for any other character.
constexpr int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace QImap4Internal

#endif // QIMAP4_MIME_HEXDIGIT_P_H
